// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// held is a population whose reads wait for leave to end; each answers its number.
func held() (p *Population[int64], reads *atomic.Int64, leave chan struct{}) {
	reads, leave = new(atomic.Int64), make(chan struct{})
	p = NewPopulation(&Client{Now: time.Now, Gather: gatherCrowd}, &Endpoint{Path: "some/list"}, func(ctx context.Context) (int64, error) {
		n := reads.Add(1)
		select {
		case <-leave:
			return n, nil
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	})
	return p, reads, leave
}

type answered struct {
	n   int64
	err error
}

func goCall(ctx context.Context, read func(context.Context) (int64, error)) chan answered {
	out := make(chan answered, 1)
	go func() {
		n, err := read(ctx)
		out <- answered{n, err}
	}()
	synctest.Wait()
	return out
}

// Callers that come while a list is under way share the next one: nobody gets an answer that began before the call.
func TestPopulation_freshIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, reads, leave := held()
		first := goCall(t.Context(), p.Fresh)
		var later []chan answered
		for range 20 {
			later = append(later, goCall(t.Context(), p.Fresh))
		}
		leave <- struct{}{}
		if a := <-first; a.n != 1 || a.err != nil {
			t.Errorf("the first caller got %v", a)
		}
		leave <- struct{}{}
		for _, l := range later {
			if a := <-l; a.n != 2 || a.err != nil {
				t.Errorf("a later caller got %v", a)
			}
		}
		if n := reads.Load(); n != 2 {
			t.Errorf("%d reads", n)
		}
	})
}

// The caller that began a read may leave; the others get their answer.
func TestPopulation_outlivesItsFirstCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, reads, leave := held()
		ctx, cancel := context.WithCancel(t.Context())
		first, second := goCall(ctx, p.Snapshot), goCall(t.Context(), p.Snapshot)
		cancel()
		if a := <-first; !errors.Is(a.err, context.Canceled) || !strings.HasPrefix(a.err.Error(), "some/list: ") {
			t.Errorf("the first caller got %v", a)
		}
		close(leave)
		if a := <-second; a.n != 1 || a.err != nil {
			t.Errorf("the second caller got %v", a)
		}
		if n := reads.Load(); n != 1 {
			t.Errorf("%d reads", n)
		}
	})
}

// A read ends with its last caller, and the next one begins another.
func TestPopulation_endsWithItsLastCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, reads, leave := held()
		ctx, cancel := context.WithCancel(t.Context())
		only := goCall(ctx, p.Fresh)
		cancel()
		if a := <-only; !errors.Is(a.err, context.Canceled) {
			t.Errorf("got %v", a)
		}
		next := goCall(t.Context(), p.Snapshot)
		close(leave)
		if a := <-next; a.n != 2 || a.err != nil || reads.Load() != 2 {
			t.Errorf("got %v after %d reads", a, reads.Load())
		}
	})
}

// Two reads of single objects wait for others and then go alone; a third one that comes meanwhile ends the waiting at
// once.
func TestPopulation_gathersACrowd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, reads, leave := held()
		close(leave)
		consult := func(key string) func(context.Context) (int64, error) {
			return func(ctx context.Context) (int64, error) {
				n, ok, err := p.Consult(ctx, key)
				if !ok {
					n = -1
				}
				return n, err
			}
		}
		began := time.Now()
		a, b, again := goCall(t.Context(), consult("a")), goCall(t.Context(), consult("b")), goCall(t.Context(), consult("a"))
		for _, c := range []chan answered{a, b, again} {
			if got := <-c; got.n != -1 || got.err != nil {
				t.Errorf("one of two objects got %v", got)
			}
		}
		if d := time.Since(began); d != gatherTime { // the bubble's clock, which only waiting moves
			t.Errorf("two objects waited %s", d)
		}
		if reads.Load() != 0 {
			t.Error("everything was read for two objects")
		}
		began = time.Now()
		b = goCall(t.Context(), consult("b"))
		c := goCall(t.Context(), consult("c"))
		if x, y := <-b, <-c; x.n != 1 || y.n != 1 || reads.Load() != 1 || time.Since(began) != 0 {
			t.Errorf("three objects got %v and %v from %d reads after %s", x, y, reads.Load(), time.Since(began))
		}
	})
}

// Objects of several parts are one crowd, which reads each part once; a write outdates all parts.
func TestPopulations_oneCrowd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		write, reads := &Endpoint{Path: "some/write"}, map[string]int{}
		c := &Client{Now: time.Now, Gather: gatherCrowd, outdated: map[*Endpoint][]func(){}}
		p := NewPopulations(c, &Endpoint{Path: "some/list"}, func(_ context.Context, part string) (string, error) {
			reads[part]++
			return "of " + part, nil
		}, write)
		var all []chan answered
		for _, key := range []string{"a/1", "b/1", "a/2", "b/2"} {
			all = append(all, goCall(t.Context(), func(ctx context.Context) (int64, error) {
				v, ok, err := p.Of(key[:1]).Consult(ctx, key)
				if !ok || v != "of "+key[:1] {
					t.Errorf("%s: %q %v", key, v, ok)
				}
				return 0, err
			}))
		}
		for _, a := range all {
			if got := <-a; got.err != nil {
				t.Error(got.err)
			}
		}
		for _, outdate := range c.outdated[write] {
			outdate()
		}
		if _, err := p.Of("a").Snapshot(t.Context()); err != nil || reads["a"] != 2 || reads["b"] != 1 {
			t.Errorf("%v, reads %v", err, reads)
		}
	})
}
