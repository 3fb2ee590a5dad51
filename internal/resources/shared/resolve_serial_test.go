// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
)

// With -parallelism=1 nobody gives way to one that has given up. The objects of a ring keep temporary names and say to
// apply again; the second apply finds the names free. One in whose way is a stranger keeps its own.
func TestResolve_oneAfterTheOther(t *testing.T) {
	tests := map[string]struct {
		have, renames string
		applies       int
		names         string // where they are not as wanted
	}{
		"swap":                  {have: "a b", renames: "a>b b>a", applies: 2},
		"swap, the other first": {have: "a b", renames: "b>a a>b", applies: 2},
		"ring of three":         {have: "a b c", renames: "a>b b>c c>a", applies: 2},
		"ring of three, mixed":  {have: "a b c", renames: "c>a a>b b>c", applies: 2},
		"two rings":             {have: "a b c d", renames: "a>b c>d d>c b>a", applies: 2},
		"in the way for good":   {have: "a b", renames: "a>b", applies: 3, names: "a=a"},
		"chain":                 {have: "a b", renames: "a>b b>x", applies: 2},
		"long chain":            {have: "a b c d", renames: "a>b b>c c>d d>x", applies: 2},
		"chain behind a ring":   {have: "a b c d", renames: "d>c c>y a>b b>a", applies: 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				world := &namesakes{names: map[string]string{}}
				for _, id := range strings.Fields(tt.have) {
					world.names[id] = id
				}
				want := maps.Clone(world.names)
				for _, r := range strings.Fields(tt.renames) {
					id, name, _ := strings.Cut(r, ">")
					want[id] = name
				}
				for _, is := range strings.Fields(tt.names) {
					id, name, _ := strings.Cut(is, "=")
					want[id] = name
				}
				applies := 0
				for done := false; !done && applies < 3; applies++ {
					c := testConfigured()
					done = true
					for _, r := range strings.Fields(tt.renames) {
						id, name, _ := strings.Cut(r, ">")
						c.Claims.Ours(id)
						if err := c.Resolve(t.Context(), world.clash(id, name)); err != nil {
							done = false
						}
					}
				}
				if applies != tt.applies {
					t.Errorf("%d applies, want %d", applies, tt.applies)
				}
				if d := cmp.Diff(want, world.names); d != "" {
					t.Errorf("names (-want +got):\n%s", d)
				}
			})
		})
	}
}

// A list under count loses its first element: every name shifts by one, and the last object dies. With ten changes at a
// time all end in one apply, whatever order they start in.
func TestResolve_shift(t *testing.T) {
	for _, order := range []string{"first to last", "last to first"} {
		t.Run(order, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const n, parallel = 20, 10
				c, world := testConfigured(), &namesakes{names: map[string]string{}}
				id := func(i int) string { return fmt.Sprintf("%02d", i) }
				for i := range n {
					world.names[id(i)] = id(i)
				}
				slots := make(chan struct{}, parallel)
				var wg sync.WaitGroup
				start := func(i int) {
					slots <- struct{}{}
					wg.Go(func() {
						defer func() { <-slots }()
						c.Claims.Begin()
						if i == n-1 {
							world.mu.Lock()
							delete(world.names, id(i))
							world.mu.Unlock()
							return
						}
						if err := c.Resolve(t.Context(), world.clash(id(i), id(i+1))); err != nil {
							t.Errorf("%d: %v", i, err)
						}
					})
				}
				for i := range n {
					if order == "last to first" {
						i = n - 1 - i
					}
					start(i)
				}
				wg.Wait()
				for i := range n - 1 {
					if got := world.names[id(i)]; got != id(i+1) {
						t.Errorf("%d is named %s", i, got)
					}
				}
			})
		})
	}
}

// A look that fails once, as behind a token that expired twice, must not keep a ring from its names: seed 402 of the
// generated runs needed a third apply.
func TestResolve_looksAgain(t *testing.T) {
	for fails, want := range map[int]map[string]string{0: {"a": "b", "b": "a"}, 1: {"a": "b", "b": "a"}, 2: {"a": "a", "b": "~b"}} {
		synctest.Test(t, func(t *testing.T) {
			c, world := testConfigured(), &namesakes{names: map[string]string{"a": "a", "b": "b"}}
			clash := world.clash("a", "b")
			look, left := clash.InTheWay, fails
			clash.InTheWay = func(ctx context.Context) (string, error) {
				if left > 0 {
					left--
					return "", errors.New("WeCom is busy")
				}
				return look(ctx)
			}
			var stays *ErrClash
			if err := c.Resolve(t.Context(), clash); !errors.As(err, &stays) || (stays.By == "") != (fails > 1) {
				t.Errorf("%d looks fail: %v", fails, err)
			}
			if err := c.Resolve(t.Context(), world.clash("b", "a")); err == nil {
				t.Errorf("%d looks fail: the other one got a name that is in use", fails)
			}
			again := testConfigured() // the next apply
			for _, r := range [][2]string{{"a", "b"}, {"b", "a"}} {
				if err := again.Resolve(t.Context(), world.clash(r[0], r[1])); (err != nil) != (fails > 1) {
					t.Errorf("%d looks fail, the next apply: %v", fails, err)
				}
			}
			if d := cmp.Diff(want, world.names); d != "" {
				t.Errorf("%d looks fail, names (-want +got):\n%s", fails, d)
			}
		})
	}
}

// Stepping aside that did not help is undone when the apply is interrupted; otherwise a temporary name would stay in
// the corp. It is kept for an object of this run, which gets the name in the next apply.
func TestResolve_stepsBack(t *testing.T) {
	for _, interrupted := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			c, world := testConfigured(), &namesakes{names: map[string]string{"a": "a", "b": "b"}}
			c.Claims.wait("b", "a") // and then never comes again
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			clash := world.clash("a", "b")
			aside := clash.StepAside
			clash.StepAside = func(ctx context.Context) error {
				if interrupted {
					cancel()
				}
				return aside(ctx)
			}
			clash.StepBack = func(ctx context.Context) error {
				if ctx.Err() != nil {
					t.Errorf("the context is over: %v", ctx.Err())
				}
				return world.rename("a", "a")
			}
			err := c.Resolve(ctx, clash)
			var stays *ErrClash
			if !errors.As(err, &stays) || stays.By != "b" {
				t.Errorf("%v", err)
			}
			want := map[bool]string{true: "a", false: "~a"}[interrupted]
			if d := cmp.Diff(map[string]string{"a": want, "b": "b"}, world.names); d != "" {
				t.Error(d)
			}
			if len(world.asides) != 1 {
				t.Errorf("stepped aside %v", world.asides)
			}
		})
	}
}
