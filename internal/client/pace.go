// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"slices"
	"sync"
)

// assumed: the page knows no number behind 45033 and 6000; it advises at most
// 4 parallel reads and serial writes. Writes therefore begin one at a time and
// grow to 4 only while WeCom does not complain.
const (
	maxReads        = 4
	maxWrites       = 4
	startWrites     = 1
	growAfterStreak = 8 // successes in a row per additional parallel call
)

// pacer keeps this client below WeCom's limits.
type pacer struct {
	percent int

	mu      sync.Mutex
	buckets map[string]*quotaShare
	gates   map[string]*gate

	reads, directoryWrites, customerWrites *lanes
}

func newPacer(percent int) *pacer {
	return &pacer{
		percent:         percent,
		buckets:         map[string]*quotaShare{},
		gates:           map[string]*gate{},
		reads:           &lanes{limit: maxReads, max: maxReads},
		directoryWrites: &lanes{limit: startWrites, max: maxWrites},
		customerWrites:  &lanes{limit: startWrites, max: maxWrites},
	}
}

func (p *pacer) lanesFor(rt *route) *lanes {
	switch {
	case !rt.write:
		return p.reads
	case rt.family == familyDirectory:
		return p.directoryWrites
	default:
		return p.customerWrites
	}
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

// lanes bounds parallel calls; the bound halves on conflicts and grows slowly.
type lanes struct {
	mu     sync.Mutex
	limit  int
	max    int
	inUse  int
	streak int
	queue  []chan struct{}
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

// conflict halves the bound: WeCom said that calls got in each other's way.
func (l *lanes) conflict() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit = max(l.limit/2, 1)
	l.streak = 0
}

func (l *lanes) success() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.streak++; l.streak >= growAfterStreak && l.limit < l.max {
		l.limit++
		l.streak = 0
		l.admit()
	}
}
