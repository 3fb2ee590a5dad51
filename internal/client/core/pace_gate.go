// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"math/rand/v2"
	"sync"
	"time"
)

// probePause is how long callers wait for the one that tries whether a block has ended.
const probePause = 100 * time.Millisecond

// maxRateWaits is how often the end of a block is waited for (doc 90313).
const maxRateWaits = 2

// gate holds back all callers of an endpoint that answered 45009. When the block should be over one caller goes first,
// so that a block that goes on meets one call and not all that queued up.
type gate struct {
	mu      sync.Mutex
	until   time.Time
	untried bool  // nothing has been let in since the block
	probing bool  // a caller is trying
	blocks  int   // in a row, with nothing let in between
	gaveUp  error // what the caller was told that waited in vain
}

// closedFor returns how long the gate stays closed.
func (g *gate) closedFor(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(g.until.Sub(now), 0)
}

// pass lets a caller through an open gate, and through one that is untried the first only. Whoever passes must tell the
// outcome by close or opened.
func (g *gate) pass(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.until.After(now) || g.probing {
		return false
	}
	g.probing = g.untried
	return true
}

// close shuts the gate because a call sent at sentAt was refused at now, and returns for how long. Calls that were
// under way when it shut do not prolong the block: 0. The random part follows the advice to wait 60 to 70 seconds.
func (g *gate) close(sentAt, now time.Time, block time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if sentAt.Before(g.until) {
		return 0
	}
	g.until, g.untried, g.probing = now.Add(block), true, false
	g.blocks++
	if block >= 6 {
		g.until = g.until.Add(rand.N(block / 6))
	}
	return g.until.Sub(now)
}

// opened notes that a call sent at sentAt was not refused for its rate; answered that WeCom let it in. Calls from
// before the block say nothing about its end.
func (g *gate) opened(sentAt time.Time, answered bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if sentAt.Before(g.until) {
		return
	}
	g.probing = false
	if answered {
		g.untried, g.gaveUp, g.blocks = false, nil, 0
	}
}

// goesOn reports whether the block has outlasted the waits that are worth it, whoever did them.
func (g *gate) goesOn() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.blocks > maxRateWaits
}

// giveUp notes that waiting did not help. In a block of an hour only the first callers then wait in vain; until the
// block ends the others are told at once.
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
