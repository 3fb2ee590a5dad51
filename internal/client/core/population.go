// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	// crowdSize is how many objects of a kind a client is asked for before it reads all of them at once. A plan over
	// one or two never downloads a corp.
	crowdSize = 3
	// gatherTime is how long a read waits for others to come. Only the first ones of a run wait, and only until there
	// is a crowd.
	gatherTime = 25 * time.Millisecond
	// snapshotAge bounds how old an answer from a snapshot may be, from the moment at which reading it began. Only
	// refreshes are answered so, and a client serves one walk of Terraform: this ends walks of many minutes, and
	// processes that serve several without configuring the provider anew.
	snapshotAge = 5 * time.Minute
)

// Population is everything of one kind that the corp has, read with one call.
//
// Fresh always reads, and lets callers share a read that began after they came. Snapshot may answer from a read that is
// up to snapshotAge old, but never from one that began before the last write of this client ended. What is in it is
// shared between callers and must not be changed.
type Population[T any] struct {
	c    *Client
	path string // for errors
	load func(context.Context) (T, error)

	mu       sync.Mutex
	writes   uint64             // how many writes have ended
	began    uint64             // how many reads have begun
	newest   *populationRead[T] // under way, nil for none
	ended    *populationRead[T] // the newest that has ended, for callers that are slow to join it
	kept     *populationRead[T] // the one that answers, nil for none
	crowd    *crowd
	offUntil time.Time          // after a failed read objects are read one by one
	glimpsed *populationRead[T] // the one that answers a Glimpse, nil for none
}

// crowd counts the objects that are asked for.
type crowd struct {
	mu    sync.Mutex
	asked map[string]struct{}
	there chan struct{} // closed once crowdSize objects were asked for
}

func newCrowd() *crowd { return &crowd{asked: map[string]struct{}{}, there: make(chan struct{})} }

func (w *crowd) join(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.asked) >= crowdSize {
		return
	}
	if w.asked[key] = struct{}{}; len(w.asked) == crowdSize {
		close(w.there)
	}
}

// populationRead is one read of a population.
type populationRead[T any] struct {
	number, writes uint64
	at             time.Time
	waiting        int
	cancel         context.CancelFunc
	done           chan struct{}

	value T
	err   error
}

// NewPopulation returns the one that load reads from an endpoint; outdatedBy are the writes after which what was read
// before is not the truth.
func NewPopulation[T any](c *Client, list *Endpoint, load func(context.Context) (T, error), outdatedBy ...*Endpoint) *Population[T] {
	p := &Population[T]{c: c, path: list.Path, load: load, crowd: newCrowd()}
	for _, write := range outdatedBy {
		c.outdated[write] = append(c.outdated[write], p.outdate)
	}
	return p
}

// outdate is called when a write has ended, whatever came of it.
func (p *Population[T]) outdate() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.writes++
	p.kept, p.ended = nil, nil
}

// Consult returns the population for a read of one object, or false when the object is to be read by itself: because
// few were asked for, or because the population cannot be read.
func (p *Population[T]) Consult(ctx context.Context, key string) (v T, ok bool, err error) {
	if !p.crowded(ctx, key) {
		return v, false, nil
	}
	v, err = p.Snapshot(ctx)
	switch {
	case err == nil:
		return v, true, nil
	case ctx.Err() != nil, errors.Is(err, ErrBadCredential), errors.Is(err, ErrUntrustedIP), errors.Is(err, ErrRateLimited):
		return v, false, err // the object's own read would end the same way
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.offUntil = p.c.Now().Add(snapshotAge)
	return v, false, nil
}

// crowded reports whether enough objects are asked for to read all. While they are few it waits gatherTime for others.
func (p *Population[T]) crowded(ctx context.Context, key string) bool {
	p.mu.Lock()
	now := p.c.Now()
	if now.Before(p.offUntil) {
		p.mu.Unlock()
		return false
	}
	known := p.usable(p.kept, now)
	p.mu.Unlock()
	p.crowd.join(key)
	return known || p.c.Gather(ctx, p.crowd.there)
}

// gatherCrowd waits until crowd is closed, at most gatherTime.
func gatherCrowd(ctx context.Context, crowd <-chan struct{}) bool {
	t := time.NewTimer(gatherTime)
	defer t.Stop()
	select {
	case <-crowd:
		return true
	case <-t.C:
	case <-ctx.Done():
	}
	return false
}

// usable reports whether r shows every write that has ended, and is not too old.
func (p *Population[T]) usable(r *populationRead[T], now time.Time) bool {
	return r != nil && r.writes == p.writes && now.Sub(r.at) < snapshotAge
}

// Snapshot answers from the kept read, from one under way, or from a new one.
func (p *Population[T]) Snapshot(ctx context.Context) (T, error) {
	p.mu.Lock()
	if IsGlimpse(ctx) {
		return p.glimpse(ctx)
	}
	now := p.c.Now()
	if p.usable(p.kept, now) {
		v := p.kept.value
		p.mu.Unlock()
		return v, nil
	}
	r := p.newest
	if !p.usable(r, now) {
		r = p.begin(ctx)
	}
	return p.await(ctx, r)
}

// Recent answers from a read that was begun before, where there is one: it is whole, but need not show the latest
// changes. old says that it was such a one.
func (p *Population[T]) Recent(ctx context.Context) (v T, old bool, err error) {
	p.mu.Lock()
	now := p.c.Now()
	if p.usable(p.kept, now) {
		defer p.mu.Unlock()
		return p.kept.value, true, nil
	}
	r := p.newest
	if old = p.usable(r, now); !old {
		r = p.begin(ctx)
	}
	v, err = p.await(ctx, r)
	return v, old, err
}

// Fresh answers from a read that began after the call. Callers that come while one is under way share the next one.
func (p *Population[T]) Fresh(ctx context.Context) (T, error) {
	p.mu.Lock()
	if IsGlimpse(ctx) {
		return p.glimpse(ctx)
	}
	next := p.began + 1
	for p.newest != nil && p.newest.number < next {
		busy := p.newest
		p.mu.Unlock()
		select {
		case <-busy.done:
		case <-ctx.Done():
			var none T
			return none, p.stopped(ctx)
		}
		p.mu.Lock()
	}
	r := p.newest
	switch {
	case r == nil && p.ended != nil && p.ended.number >= next:
		r = p.ended
	case r == nil:
		r = p.begin(ctx)
	}
	return p.await(ctx, r)
}

// begin starts a read; p.mu is held. It ends with its last caller, not with its first one.
func (p *Population[T]) begin(ctx context.Context) *populationRead[T] {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	p.began++
	r := &populationRead[T]{number: p.began, writes: p.writes, at: p.c.Now(), cancel: cancel, done: make(chan struct{})}
	p.newest = r
	go func() {
		defer cancel()
		r.value, r.err = p.load(ctx)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.newest == r {
			p.newest, p.ended = nil, r
		}
		if r.err == nil && r.writes == p.writes && (p.kept == nil || p.kept.number < r.number) {
			p.kept = r
		}
		close(r.done)
	}()
	return r
}

// await waits for r; p.mu is held and released.
func (p *Population[T]) await(ctx context.Context, r *populationRead[T]) (T, error) {
	r.waiting++
	p.mu.Unlock()
	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if r.waiting--; r.waiting == 0 {
		r.cancel()
		if p.newest == r {
			p.newest = nil // nobody may join a read that was given up
		}
	}
	var none T
	return none, p.stopped(ctx)
}

func (p *Population[T]) stopped(ctx context.Context) error {
	return fmt.Errorf("%s: %w", p.path, ctx.Err())
}

type freshKey struct{}

// Fresh has reads ask WeCom instead of a snapshot: for a caller who has seen that the snapshot lags behind a write.
func Fresh(ctx context.Context) context.Context { return context.WithValue(ctx, freshKey{}, true) }

// IsFresh reports whether Fresh made ctx.
func IsFresh(ctx context.Context) bool { return ctx.Value(freshKey{}) != nil }
