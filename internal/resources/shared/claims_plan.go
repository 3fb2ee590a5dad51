// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"strings"
	"time"
)

// foreseen is what a plan has shown so far.
type foreseen struct {
	dying  map[string]string // what it destroys, by id
	inside map[string]Holds  // what is inside the object of an id
	coming map[string]bool   // what it makes, by key

	held   map[fate]map[int64]bool // since when instances have what the plan keeps, and what it destroys
	newest map[string]int64        // since when the newest instance that was read has what is under a key

	refreshed, planned bool          // objects of the state were read, were planned
	heard              chan struct{} // closed at the first of either
	listening          bool          // see listen
	listened           chan struct{}
}

// fate is what a plan does with the object of a key at one of the addresses that the state has it at.
type fate struct {
	key  string
	dies bool
}

// Fated notes that the plan destroys the object of a key, or keeps it, at the address that has it since (see Since),
// and reports whether it does the other to the same object at another address, as far as is known by now. An address is
// told by its time, because one process may serve several plans, as in terraform test.
func (c *Claims) Fated(key string, since int64, dies bool) (contradicted bool) {
	if c == nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held[fate{key, dies}] == nil {
		c.held[fate{key, dies}] = map[int64]bool{}
	}
	c.held[fate{key, dies}][since] = true
	for other := range c.held[fate{key, !dies}] {
		if other != since {
			return true
		}
	}
	return false
}

// forgetFates ends the plan: what is carried out has been judged.
func (c *Claims) forgetFates() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.held)
	clear(c.dying)
	clear(c.inside)
}

// Shows notes that an instance that has the object of a key since is read, or imported.
func (c *Claims) Shows(key string, since int64) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.newest[key] = max(c.newest[key], since)
}

// Succeeded reports whether another instance has the object of a key that came into the state later. The CLI reads a
// few at a time and in any order: it waits a moment for one.
func (c *Claims) Succeeded(ctx context.Context, key string, since int64) bool {
	if c == nil {
		return false
	}
	for looks := 0; ; looks++ {
		c.mu.Lock()
		later := c.newest[key] > since
		c.mu.Unlock()
		if later || looks == 2 || Pause(ctx, firstWord) != nil {
			return later
		}
	}
}

// Twice is the error of such a plan.
func Twice(subject string) (summary, text string) {
	return strings.ToUpper(subject[:1]) + subject[1:] + " is to be kept and destroyed", "The state has it at two addresses, or an import block brings it to a second one, and this plan destroys one of them. " +
		"WeCom has it once: the address that stays would be left without it.\nIf only its address in the configuration changed, put a moved block in the place of the import block: " +
		"moved { from = <old address>, to = <new address> }.\nIf it is at two addresses by mistake, or passes to a resource of another type, take it out of the state at one, which sends nothing: " +
		"removed { from = <address>, lifecycle { destroy = false } }, or terraform state rm <address>."
}

// Holds are what WeCom counts as inside an object that a plan destroys: what the plan moves out of it, and what it
// leaves there.
type Holds struct{ Leaving, Staying []string }

// Dies notes that the plan destroys the object of an id, and returns what is inside, as far as is known by now.
func (c *Claims) Dies(id, subject string) Holds {
	if c == nil {
		return Holds{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dying[id] = subject
	return c.inside[id]
}

// Inside notes what the plan moves out of the object of an id, and what it leaves there, and returns that object where
// the plan destroys it; "" where it does not, as far as is known by now.
func (c *Claims) Inside(id string, more Holds) (dying string) {
	if c == nil {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	in := c.inside[id]
	c.inside[id] = Holds{append(in.Leaving, more.Leaving...), append(in.Staying, more.Staying...)}
	return c.dying[id]
}

// Refreshed notes that an object of the state was read.
func (c *Claims) Refreshed() {
	c.hear(func() { c.refreshed = true })
}

// Planned notes that an object of the state was planned.
func (c *Claims) Planned() {
	c.hear(func() { c.planned = true })
}

func (c *Claims) hear(note func()) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.refreshed && !c.planned {
		close(c.heard)
	}
	note()
}

// firstWord is how long Unread waits for the first object of the state: the CLI works on ten at a time, in any order.
const firstWord = 50 * time.Millisecond

// Unread reports that objects of the state are planned and none was read: the run is to leave WeCom alone. Where the
// run has shown none of the state yet it waits for one, once; a first plan never shows one.
func (c *Claims) Unread(ctx context.Context) bool {
	if c == nil {
		return true
	}
	c.listen(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.planned && !c.refreshed
}

// listen waits for the first word of the state, once a run; whoever comes meanwhile waits with the first one.
func (c *Claims) listen(ctx context.Context) {
	c.mu.Lock()
	first := !c.listening
	c.listening = true
	c.mu.Unlock()
	if !first {
		select {
		case <-c.listened:
		case <-ctx.Done():
		}
		return
	}
	defer close(c.listened)
	ctx, cancel := context.WithTimeout(ctx, firstWord)
	defer cancel()
	select {
	case <-c.heard:
	case <-ctx.Done():
	}
}

// Comes notes that the plan makes the object of a key, and Coming reports whether it does.
func (c *Claims) Comes(key string) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.coming[key] = true
}

// Coming reports whether the plan makes the object of a key, as far as it is known by now.
func (c *Claims) Coming(key string) bool {
	if c == nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.coming[key]
}

// Applying reports whether the run has begun to change something: it is no plan.
func (c *Claims) Applying() bool {
	if c == nil {
		return false
	}
	_, begun := c.Activity()
	return begun > 0
}

// ShowsOurs reports whether the state has the object, as far as it is known by now. In a run that has shown objects of
// its state it waits until no more of them come, at most a second, for the CLI works on a few at a time.
func (c *Claims) ShowsOurs(ctx context.Context, id string) bool {
	if c == nil {
		return false
	}
	for known, looks := -1, 0; looks < 20; looks++ {
		c.mu.Lock()
		ours, n, state := c.ours[id], len(c.ours), c.refreshed || c.planned
		c.mu.Unlock()
		if ours || !state || looks > 1 && n == known || Pause(ctx, firstWord) != nil {
			return ours
		}
		known = n
	}
	return false
}
