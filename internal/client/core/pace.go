// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// assumed: the page knows no number behind 45033 and 6000; at most 4 parallel reads are what others found to work, and
// doc 90205 recommends to create departments one after the other without saying what happens otherwise. Writes
// therefore begin one at a time and widen only while WeCom does not complain.
const (
	maxReads        = 4
	maxWrites       = 4
	startWrites     = 1
	growAfterStreak = 4 // successes in a row per additional parallel call
	// After each complaint twice as many are needed, up to this many: where every overlap is refused, trying it stays
	// rare.
	maxStreak = 256
)

// pacer keeps this client below WeCom's limits.
type pacer struct {
	percent int

	mu      sync.Mutex
	buckets map[string]*quotaShare
	gates   map[string]*gate
	writes  map[Lane]*lanes
	reads   *lanes
	spent   map[*Quota]*spent
}

func newPacer(percent int) *pacer {
	return &pacer{
		percent: percent,
		buckets: map[string]*quotaShare{},
		gates:   map[string]*gate{},
		writes:  map[Lane]*lanes{},
		reads:   &lanes{limit: maxReads, max: maxReads},
		spent:   map[*Quota]*spent{},
	}
}

func (p *pacer) lanesFor(e *Endpoint) *lanes {
	if !e.Write {
		return p.reads
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.writes[e.Lane]
	if !ok {
		l = &lanes{limit: startWrites, max: cmp.Or(e.Lane.Most, maxWrites)}
		p.writes[e.Lane] = l
	}
	return l
}

func (p *pacer) gateFor(path string) *gate {
	p.mu.Lock()
	defer p.mu.Unlock()
	g, ok := p.gates[path]
	if !ok {
		g = &gate{}
		p.gates[path] = g
	}
	return g
}

// lanes bounds parallel calls; the bound halves on conflicts and grows more slowly after each of them.
type lanes struct {
	mu       sync.Mutex
	limit    int
	max      int
	inUse    int
	streak   int // successes since the bound last changed
	patience int // how long the streak must be to widen the bound; 0 means growAfterStreak
	queue    []chan struct{}
}

// enter waits for a free lane, first come first served.
func (l *lanes) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	if l.inUse < l.limit && len(l.queue) == 0 {
		l.inUse++
		l.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	l.queue = append(l.queue, turn)
	l.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.Index(l.queue, turn); i >= 0 {
		l.queue = slices.Delete(l.queue, i, i+1)
	} else {
		// The lane was handed over in the same moment: pass it on.
		l.inUse--
		l.admit()
	}
	return ctx.Err()
}

func (l *lanes) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.inUse--
	l.admit()
}

func (l *lanes) admit() {
	for l.inUse < l.limit && len(l.queue) > 0 {
		l.inUse++
		close(l.queue[0])
		l.queue = l.queue[1:]
	}
}

// conflict halves the bound: WeCom said that calls got in each other's way. Those that were sent before the bound was
// last halved do not halve it again.
func (l *lanes) conflict() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.streak = 0
	if l.inUse > l.limit {
		return
	}
	l.limit = max(l.limit/2, 1)
	l.patience = min(2*max(l.patience, growAfterStreak), maxStreak)
}

func (l *lanes) success() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.streak++; l.streak >= max(l.patience, growAfterStreak) && l.limit < l.max {
		l.limit++
		l.streak = 0
		l.admit()
	}
}
