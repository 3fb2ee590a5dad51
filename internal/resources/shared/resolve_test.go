// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// The tests of this file run in a bubble of synctest: its clock stands still until every goroutine waits, so the number
// of tries is exact.

var errTaken = fmt.Errorf("refused: %w", client.ErrNameTaken)

func testConfigured() *Configured {
	return &Configured{ProviderData{Claims: NewClaims(), ClashWait: 100 * time.Millisecond, Poll: 20 * time.Millisecond}}
}

// namesakes is a set of objects whose names are unique at every moment.
type namesakes struct {
	mu     sync.Mutex
	names  map[string]string // id -> name
	asides []string          // ids in the order in which they stepped aside
}

func (n *namesakes) rename(id, name string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for other, has := range n.names {
		if other != id && has == name {
			return errTaken
		}
	}
	n.names[id] = name
	return nil
}

func (n *namesakes) clash(id, name string) Clash {
	return Clash{
		Self: id,
		Try:  func(context.Context) error { return n.rename(id, name) },
		InTheWay: func(context.Context) (string, error) {
			n.mu.Lock()
			defer n.mu.Unlock()
			for other, has := range n.names {
				if other != id && has == name {
					return other, nil
				}
			}
			return "", nil
		},
		StepAside: func(context.Context) error {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.asides = append(n.asides, id)
			n.names[id] = "~" + id
			return nil
		},
	}
}

// Objects are named after their ids; "b>a" wants the name of a.
func TestResolve_renamesOfOneApply(t *testing.T) {
	tests := map[string]struct {
		have, renames, asides string
	}{
		"no clash":           {"a b", "a>x b>y", ""},
		"swap":               {"a b", "a>b b>a", "a"},
		"ring of three":      {"a b c", "a>b b>c c>a", "a"},
		"ring of five":       {"a b c d e", "c>e e>b b>d d>a a>c", "a"},
		"chain":              {"a b c", "a>b b>c c>x", ""},
		"chain, reversed":    {"a b c", "c>b b>a a>x", ""},
		"two rings":          {"a b c d e", "a>b b>a c>d d>e e>c", "a c"},
		"ring beside chain":  {"a b c d", "b>c c>b a>d d>x", "b"},
		"three rings of two": {"a b c d e f", "a>f f>a b>e e>b c>d d>c", "a b c"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, world := testConfigured(), &namesakes{names: map[string]string{}}
				for _, id := range strings.Fields(tt.have) {
					world.names[id] = id
				}
				want := maps.Clone(world.names)
				var wg sync.WaitGroup
				for _, r := range strings.Fields(tt.renames) {
					id, name, _ := strings.Cut(r, ">")
					want[id] = name
					wg.Go(func() {
						if err := c.Resolve(t.Context(), world.clash(id, name)); err != nil {
							t.Errorf("%s: %v", r, err)
						}
					})
				}
				wg.Wait()
				if d := cmp.Diff(want, world.names); d != "" {
					t.Errorf("names (-want +got):\n%s", d)
				}
				slices.Sort(world.asides)
				if got := strings.Join(world.asides, " "); got != tt.asides {
					t.Errorf("stepped aside: %q, want %q", got, tt.asides)
				}
				if len(c.Claims.waitOn) != 0 {
					t.Errorf("still waiting: %v", c.Claims.waitOn)
				}
			})
		})
	}
}

// One of two that want to swap never tries, because its own write failed earlier in the apply: the other keeps its name
// and says who is in the way.
func TestResolve_otherOfTheRingNeverComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, world := testConfigured(), &namesakes{names: map[string]string{"a": "a", "b": "b"}}
		err := c.Resolve(t.Context(), world.clash("a", "b"))
		var clash *ErrClash
		if !errors.As(err, &clash) || clash.By != "b" {
			t.Errorf("got %v, want a clash with b", err)
		}
		if world.names["a"] != "a" || len(world.asides) != 0 {
			t.Errorf("a stepped aside for nobody: %v", world.names)
		}
	})
}

// In a large apply the other of a ring may start when the wait of the first is nearly over.
func TestResolve_whoStepsAsideGetsTimeToFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, world := testConfigured(), &namesakes{names: map[string]string{"a": "a", "b": "b"}}
		var wg sync.WaitGroup
		wg.Go(func() {
			_ = Pause(t.Context(), 95*time.Millisecond)
			if err := c.Resolve(t.Context(), world.clash("b", "a")); err != nil {
				t.Error(err)
			}
		})
		if err := c.Resolve(t.Context(), world.clash("a", "b")); err != nil {
			t.Error(err)
		}
		wg.Wait()
		if d := cmp.Diff(map[string]string{"a": "b", "b": "a"}, world.names); d != "" {
			t.Error(d)
		}
	})
}

// A create waits like a rename, but has nothing to step aside with.
func TestResolve_createTakesTheNameThatIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, world := testConfigured(), &namesakes{names: map[string]string{"a": "a"}}
		create := world.clash("new", "a")
		create.Self, create.StepAside = "", nil
		var wg sync.WaitGroup
		wg.Go(func() {
			_ = Pause(t.Context(), 50*time.Millisecond)
			if err := world.rename("a", "x"); err != nil {
				t.Error(err)
			}
		})
		if err := c.Resolve(t.Context(), create); err != nil {
			t.Error(err)
		}
		wg.Wait()
		if d := cmp.Diff(map[string]string{"a": "x", "new": "a"}, world.names); d != "" {
			t.Error(d)
		}
		if len(c.Claims.waitOn) != 0 {
			t.Errorf("a create is noted as %v", c.Claims.waitOn)
		}
	})
}

func TestResolve_outcomes(t *testing.T) {
	broken := errors.New("broken")
	fail := func(err error) func(context.Context) error { return func(context.Context) error { return err } }
	way := func(id string, err error) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { return id, err }
	}
	unknown := &client.OutcomeUnknownError{Sought: "x", Cause: &client.APIError{Code: 60008, Path: "department/create"}}
	tests := map[string]struct {
		clash  Clash
		first  error // what Try brings once, before that of clash
		before string
		limit  time.Duration
		want   error
		by     string // of an ErrClash, "-" when the error is none
		tries  int
	}{
		"sent at once":                                 {clash: Clash{Try: fail(nil)}, by: "-", tries: 1},
		"another refusal":                              {clash: Clash{Try: fail(broken)}, want: broken, by: "-", tries: 1},
		"another refusal while waiting":                {clash: Clash{Try: fail(broken), InTheWay: way("b", nil)}, first: errTaken, want: broken, by: "-", tries: 2},
		"a clash that stays":                           {clash: Clash{Self: "a", Try: fail(errTaken), InTheWay: way("b", nil)}, want: errTaken, by: "b", tries: 3},
		"a clash of a create that stays":               {clash: Clash{Try: fail(errTaken), InTheWay: way("b", nil)}, want: errTaken, by: "b", tries: 3},
		"a clash with what nobody knows":               {clash: Clash{Self: "a", Try: fail(errTaken), InTheWay: way("", nil)}, want: errTaken, tries: 6},
		"a clash with itself":                          {clash: Clash{Self: "a", Try: fail(errTaken), InTheWay: way("a", nil)}, want: errTaken, by: "a", tries: 3},
		"nobody can say what is in the way":            {clash: Clash{Self: "a", Try: fail(errTaken), InTheWay: way("b", broken)}, want: errTaken, tries: 2},
		"stepping aside fails":                         {clash: Clash{Self: "a", Try: fail(errTaken), InTheWay: way("b", nil), StepAside: fail(broken)}, before: "b>a", want: broken, by: "-", tries: 1},
		"stepping aside does not help":                 {clash: Clash{Self: "a", Try: fail(errTaken), InTheWay: way("b", nil), StepAside: fail(nil)}, before: "b>a", want: errTaken, by: "b", tries: 3},
		"the context ends while waiting":               {clash: Clash{Self: "a", Try: fail(errTaken), InTheWay: way("b", nil)}, limit: 50 * time.Millisecond, want: errTaken, by: "b", tries: 2},
		"a create of unknown outcome is not repeated":  {clash: Clash{Try: fail(unknown), InTheWay: way("b", nil)}, want: client.ErrOutcomeUnknown, by: "-", tries: 1},
		"nor is one after waiting":                     {clash: Clash{Try: fail(unknown), InTheWay: way("b", nil)}, first: errTaken, want: client.ErrOutcomeUnknown, by: "-", tries: 2},
		"the other of the ring is in place, then gone": {clash: Clash{Self: "a", Try: fail(nil), InTheWay: way("b", nil), StepAside: fail(nil)}, first: errTaken, before: "b>a", by: "-", tries: 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, ctx := testConfigured(), t.Context()
				if self, other, ok := strings.Cut(tt.before, ">"); ok {
					c.Claims.wait(self, other)
				}
				if tt.limit > 0 {
					var cancel func()
					ctx, cancel = context.WithTimeout(ctx, tt.limit)
					defer cancel()
				}
				tries, asides := 0, 0
				try, aside := tt.clash.Try, tt.clash.StepAside
				tt.clash.Try = func(ctx context.Context) error {
					if tries++; tries == 1 && tt.first != nil {
						return tt.first
					}
					return try(ctx)
				}
				if aside != nil {
					tt.clash.StepAside = func(ctx context.Context) error { asides++; return aside(ctx) }
				}
				err := c.Resolve(ctx, tt.clash)
				if !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
				var clash *ErrClash
				switch is := errors.As(err, &clash); {
				case is != (tt.by != "-"):
					t.Errorf("is a clash: %v, %v", is, err)
				case is && clash.By != tt.by:
					t.Errorf("in the way: %q, want %q", clash.By, tt.by)
				case is && clash.Error() != errTaken.Error():
					t.Errorf("text %q, want that of the refusal", clash.Error())
				}
				if tries != tt.tries {
					t.Errorf("%d tries, want %d", tries, tt.tries)
				}
				if aside != nil && asides != 1 {
					t.Errorf("stepped aside %d times, want once", asides)
				}
				delete(c.Claims.waitOn, strings.Split(tt.before, ">")[0])
				if len(c.Claims.waitOn) != 0 {
					t.Errorf("still waiting: %v", c.Claims.waitOn)
				}
			})
		})
	}
}

func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		if err := Pause(t.Context(), time.Minute); err != nil || time.Since(began) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began = time.Now()
		if err := Pause(ctx, time.Minute); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}
