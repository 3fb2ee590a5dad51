// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Quota of one corp on one endpoint (doc 90312).
const (
	quotaPerMinute = 10_000
	quotaPerHour   = 150_000
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
	buckets map[string][2]*rate.Limiter
	gates   map[string]*gate

	reads, directoryWrites, customerWrites *lanes
}

func newPacer(percent int) *pacer {
	return &pacer{
		percent:         percent,
		buckets:         map[string][2]*rate.Limiter{},
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

// bucket sizes a token bucket so that burst plus refill stay within share of
// the quota in any window of that length.
func bucket(quota, percent int, window time.Duration, burstShare float64) *rate.Limiter {
	q := float64(quota) * float64(percent) / 100
	burst := q * burstShare
	return rate.NewLimiter(rate.Limit((q-burst)/window.Seconds()), max(int(burst), 1))
}

// waitQuota waits until the endpoint's share of the quota allows one call.
func (p *pacer) waitQuota(ctx context.Context, path string) error {
	p.mu.Lock()
	b, ok := p.buckets[path]
	if !ok {
		b = [2]*rate.Limiter{
			bucket(quotaPerMinute, p.percent, time.Minute, 0.1),
			// A run is a burst: half of the hour may be used at once.
			bucket(quotaPerHour, p.percent, time.Hour, 0.5),
		}
		p.buckets[path] = b
	}
	p.mu.Unlock()
	for _, l := range b {
		if err := l.Wait(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("the share of WeCom's quota that max_api_capacity allows is used up until after the deadline: %w", context.DeadlineExceeded)
		}
	}
	return nil
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

// gate holds back all callers of an endpoint that answered 45009.
type gate struct {
	mu     sync.Mutex
	until  time.Time
	gaveUp error // what the caller was told that waited in vain
}

// closedFor returns how long the gate stays closed.
func (g *gate) closedFor(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(g.until.Sub(now), 0)
}

// close shuts the gate because a call sent at sentAt was refused at now. Calls
// that were under way when it shut do not prolong the block. The random part
// follows the advice to wait 60 to 70 seconds.
func (g *gate) close(sentAt, now time.Time, block time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if sentAt.Before(g.until) {
		return
	}
	g.until = now.Add(block)
	if block >= 6 {
		g.until = g.until.Add(rand.N(block / 6))
	}
}

// opened notes that WeCom answers again.
func (g *gate) opened() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.gaveUp = nil
}

// giveUp notes that waiting did not help. In a block of an hour only the first
// callers then wait in vain; until the block ends the others are told at once.
func (g *gate) giveUp(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.gaveUp = err
}

// hopeless returns the error of the caller that waited in vain, if any.
func (g *gate) hopeless() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.gaveUp
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
