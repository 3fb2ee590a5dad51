// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"fmt"
	"sync"
)

// Gatherer makes one call of those that wait for it at the same time, where WeCom takes many in a call and lets few
// calls in. A call waits until none has joined it for GatherTime, at most maxGathers times, and for those that are
// between two calls (see Seat); a full one goes at once. Calls of one Lane go one after another, and one that waits for
// its turn can still be joined.
type Gatherer[I, R any] struct {
	C    *Client
	Path string // for errors
	Lane string // of gatherers that take turns
	Most int    // of one call
	// Once: what was sent and left by its caller may have been made.
	Once bool
	// Send makes the call and returns a result for each item, in their order. Its context ends when nobody waits any
	// more.
	Send func(ctx context.Context, items []I) []Result[R]

	mu   sync.Mutex
	open *gathering[I, R] // nil while nobody waits
	away int              // seats between two calls
}

// maxGathers bounds the wait for others, in GatherTime.
const maxGathers = 10

// Result is what came of one item.
type Result[R any] struct {
	Value R
	Err   error
}

// gathering is a call that is gathered, or under way.
type gathering[I, R any] struct {
	items   []I
	left    []bool // by who gave up before it was sent
	waiting int
	sent    bool
	cancel  context.CancelFunc
	done    chan struct{}
	results []Result[R]
}

// Seat is one item that may have to go more than once, such as a create whose answer is lost: calls wait for it while
// its owner looks what came of it. Leave ends that.
type Seat[I, R any] struct {
	g       *Gatherer[I, R]
	entered bool
}

// Seat returns one for an item.
func (g *Gatherer[I, R]) Seat() *Seat[I, R] { return &Seat[I, R]{g: g} }

// Do makes the call for the item, with whoever else wants one now.
func (s *Seat[I, R]) Do(ctx context.Context, item I) (R, error) {
	s.g.mu.Lock()
	if s.entered {
		s.g.away--
	}
	s.entered = true
	return s.g.join(ctx, item, func() { s.g.away++ })
}

// Leave tells that the item goes no more.
func (s *Seat[I, R]) Leave() {
	s.g.mu.Lock()
	defer s.g.mu.Unlock()
	if s.entered {
		s.entered = false
		s.g.away--
	}
}

// Do makes the call for one item, with whoever else wants one now.
func (g *Gatherer[I, R]) Do(ctx context.Context, item I) (R, error) {
	g.mu.Lock()
	return g.join(ctx, item, func() {})
}

// join waits for the call; g.mu is held and released. ended is called under it when the item waits no more.
func (g *Gatherer[I, R]) join(ctx context.Context, item I, ended func()) (R, error) {
	b := g.open
	if b == nil {
		b = &gathering[I, R]{done: make(chan struct{})}
		g.open = b
		run, cancel := context.WithCancel(context.WithoutCancel(ctx))
		b.cancel = cancel
		go g.gather(run, b)
	}
	at := len(b.items)
	b.items, b.left = append(b.items, item), append(b.left, false)
	b.waiting++
	if len(b.items) >= g.Most {
		g.open = nil // the next one begins another call
	}
	g.mu.Unlock()
	select {
	case <-b.done:
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	ended()
	select {
	case <-b.done:
		return b.results[at].Value, b.results[at].Err
	default:
	}
	b.left[at] = true
	if b.waiting--; b.waiting == 0 {
		b.cancel()
		if g.open == b {
			g.open = nil // nobody may join a call that was given up
		}
	}
	var none R
	err := fmt.Errorf("%s: %w", g.Path, ctx.Err())
	if b.sent && g.Once {
		return none, &LostError{err}
	}
	return none, err
}

// gather waits for others and makes the call.
func (g *Gatherer[I, R]) gather(ctx context.Context, b *gathering[I, R]) {
	defer b.cancel()
	release, err := g.C.creates.Take(ctx, g.Lane)
	if err == nil {
		defer release()
		err = g.await(ctx, b)
	}
	g.mu.Lock()
	if g.open == b {
		g.open = nil
	}
	items, of := make([]I, 0, len(b.items)), make([]int, 0, len(b.items))
	for i, item := range b.items {
		if !b.left[i] {
			items, of = append(items, item), append(of, i)
		}
	}
	results := make([]Result[R], len(b.items))
	b.sent = err == nil && len(items) > 0
	g.mu.Unlock()
	for i := range results {
		results[i].Err = fmt.Errorf("%s: %w", g.Path, context.Canceled)
	}
	if b.sent {
		for n, r := range g.Send(ctx, items) {
			results[of[n]] = r
		}
	}
	g.mu.Lock()
	b.results = results
	close(b.done)
	g.mu.Unlock()
}

// await waits until nobody joins b any more.
func (g *Gatherer[I, R]) await(ctx context.Context, b *gathering[I, R]) error {
	began := g.C.Now()
	for n, before := 0, 0; ; n++ {
		g.mu.Lock()
		have, full, away := len(b.items), len(b.items) >= g.Most, g.away
		g.mu.Unlock()
		switch {
		case full:
			return nil
		case away > 0 && g.C.Now().Sub(began) < 2*g.C.retry.LagTime+g.C.retry.MaxDelay:
		case n >= maxGathers, n > 0 && have == before:
			return nil
		}
		before = have
		if err := g.C.Sleep(ctx, g.C.retry.GatherTime); err != nil {
			return err
		}
	}
}
