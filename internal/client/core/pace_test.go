// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// governor answers 45009 to more than perMinute calls in a minute that begins with a call, and for a minute after that,
// as WeCom says it does (doc 90312).
type governor struct {
	perMinute int

	mu             sync.Mutex
	began          time.Time
	calls          int
	blocked        time.Time
	all, refused   int
	refusedAt      []time.Duration // since the first call
	first          time.Time
	blockedForever bool
}

func (g *governor) answer(*http.Request) io.Reader {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if g.all == 0 {
		g.first = now
	}
	g.all++
	if now.Sub(g.began) >= time.Minute {
		g.began, g.calls = now, 0
	}
	if !now.Before(g.blocked) {
		if g.calls++; g.calls > g.perMinute || g.blockedForever {
			g.blocked = now.Add(time.Minute)
		}
	}
	if now.Before(g.blocked) {
		g.refused++
		g.refusedAt = append(g.refusedAt, now.Sub(g.first))
		return strings.NewReader(`{"errcode":45009,"errmsg":"api freq out of limit"}`)
	}
	return strings.NewReader(oneDepartment)
}

// bubbleClient returns a client on the bubble's clock, each of whose calls takes some time.
func bubbleClient(t *testing.T, took time.Duration, answer stream) *Client {
	t.Helper()
	c := streamClient(t, func(r *http.Request) io.Reader {
		timer := time.NewTimer(took)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		}
		return answer(r)
	})
	c.Now, c.Sleep = time.Now, sleepContext
	return c
}

// When a block goes on, its end is tried by one call, not by all that wait.
func TestPace_noStampedeAtTheGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &governor{perMinute: 1 << 30, blockedForever: true}
		c := bubbleClient(t, 20*time.Millisecond, g.answer)
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if err := getThing(t.Context(), c); err == nil {
					t.Error("a call got through")
				}
			})
		}
		wg.Wait()
		byMinute := map[time.Duration]int{}
		for _, at := range g.refusedAt {
			byMinute[at/time.Minute]++
		}
		t.Logf("refused by minute: %v %v", byMinute, g.refusedAt)
		// One more by a caller that waited for its turn meanwhile, not at the gate.
		if most := 2 + maxRateWaits; len(byMinute) > most {
			t.Errorf("tried in %d minutes, want at most %d", len(byMinute), most)
		}
		for minute, n := range byMinute {
			if minute == 0 && n > maxReads || minute > 0 && n != 1 {
				t.Errorf("%d calls in minute %d", n, minute)
			}
		}
	})
}

// A caller that gives up while it waits for a lane leaves the queue, and its turn to the next one.
func TestLanes_givingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &lanes{limit: 1, max: 1}
		if err := l.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var gone, next error
		go func() { gone = l.enter(ctx) }()
		synctest.Wait()
		got := false
		go func() {
			next = l.enter(t.Context())
			got = true
		}()
		synctest.Wait()
		cancel()
		synctest.Wait()
		if gone == nil || len(l.queue) != 1 || got {
			t.Errorf("gave up with %v, %d in the queue, the next one in: %t", gone, len(l.queue), got)
		}
		l.leave()
		synctest.Wait()
		if next != nil || !got {
			t.Errorf("the next one: %v, %t", next, got)
		}
		l.leave()
		if l.inUse != 0 {
			t.Errorf("%d lanes in use at the end", l.inUse)
		}
		if err := l.enter(ctx); err == nil || l.inUse != 0 {
			t.Error("a caller that had given up before got a lane")
		}
	})
}
