// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// walk is one walk of Terraform's over its graph, with a provider process of its own.
type walk struct {
	core   *Core
	server tfprotov6.ProviderServer

	mu    sync.Mutex
	diags Diagnostics
}

func (w *walk) say(ds ...Diagnostic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.diags = append(w.diags, ds...)
}

// fail notes an error of the protocol itself, which no provider should cause.
func (w *walk) fail(address string, err error) {
	w.say(bug(address, "Plugin did not respond", "%s", err))
}

// node is one operation; it runs when all that it waits for has succeeded.
type node struct {
	after map[string]bool
	run   func(context.Context) bool
}

type graph map[string]*node

func (g graph) add(name string, run func(context.Context) bool) {
	g[name] = &node{after: map[string]bool{}, run: run}
}

// connect lets a wait for b; names that are no nodes are left out.
func (g graph) connect(a, b string) {
	if a != b && g[a] != nil && g[b] != nil {
		g[a].after[b] = true
	}
}

// reverse turns the edge from a to b round.
func (g graph) reverse(a, b string) {
	if g[a] != nil && g[a].after[b] {
		delete(g[a].after, b)
		g.connect(b, a)
	}
}

// execute runs the graph with at most Parallelism operations under way. What waits for a failed node is skipped; a
// cancelled context starts nothing more.
func (c *Core) execute(ctx context.Context, g graph) error {
	limit := c.Parallelism
	if limit <= 0 {
		limit = 10
	}
	type result struct {
		name string
		ok   bool
	}
	done := make(chan result)
	state := map[string]*bool{} // nil: under way
	running := 0
	for {
		for running < limit && ctx.Err() == nil {
			ready := c.ready(g, state)
			if len(ready) == 0 {
				break
			}
			name := ready[0]
			if c.Rand != nil {
				name = ready[c.Rand.IntN(len(ready))]
			}
			state[name] = nil
			running++
			go func() { done <- result{name, g[name].run(ctx)} }()
		}
		if running == 0 {
			break
		}
		r := <-done
		running--
		state[r.name] = &r.ok
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var left []string
	for name := range g {
		if _, started := state[name]; !started {
			left = append(left, name)
		}
	}
	if len(left) > 0 {
		slices.Sort(left)
		return fmt.Errorf("cycle: %s", strings.Join(left, ", "))
	}
	return nil
}

// ready lists the nodes that can start, by name, and marks as failed those whose dependencies failed.
func (c *Core) ready(g graph, state map[string]*bool) (out []string) {
	for again := true; again; {
		again, out = false, nil
	nodes:
		for _, name := range sortedKeys(g) {
			if _, started := state[name]; started {
				continue
			}
			for dep := range g[name].after {
				switch ok, started := state[dep]; {
				case !started || ok == nil:
					continue nodes
				case !*ok:
					skipped := false
					state[name] = &skipped
					again = true
					continue nodes
				}
			}
			out = append(out, name)
		}
	}
	return out
}
