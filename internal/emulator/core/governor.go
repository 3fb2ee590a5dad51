// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"math"
	"sync"
	"time"
)

// Governor enforces WeCom's quotas (§7); it is off unless WithGovernor is given.
type Governor struct {
	// Scale multiplies the documented per-corp, per-path quotas of 10,000 a minute and 150,000 an hour; 0 means no
	// quota. 0.001 makes them 10 and 150.
	Scale float64 `json:"scale"`
	// Concurrency is how many calls of one path may be under way; more answer 45033. 0 means no limit.
	Concurrency int `json:"concurrency"`
}

const (
	callsPerMinute = 10_000
	callsPerHour   = 150_000
)

func (g Governor) scaled(calls float64) int { return max(1, int(math.Round(calls*g.Scale))) }

// quota counts the calls of one path in fixed windows of the emulated clock.
type quota struct {
	minute, hour           time.Time
	minuteCalls, hourCalls int
	blocked                time.Time // 45009 until then
}

// admit counts a call and says 45009 when the quota is used up: for 60 s after a minute limit, 60 min after an hour
// limit.
func (s *Server) admit(path string) error {
	if s.governor.Scale <= 0 {
		return nil
	}
	q, now := s.quotas[path], s.clock.now()
	if q == nil {
		q = &quota{}
		s.quotas[path] = q
	}
	if now.Before(q.blocked) {
		return Fail(45009)
	}
	if now.Sub(q.minute) >= time.Minute {
		q.minute, q.minuteCalls = now, 0
	}
	if now.Sub(q.hour) >= time.Hour {
		q.hour, q.hourCalls = now, 0
	}
	q.minuteCalls++
	q.hourCalls++
	switch {
	case q.hourCalls > s.governor.scaled(callsPerHour):
		q.blocked = now.Add(time.Hour)
	case q.minuteCalls > s.governor.scaled(callsPerMinute):
		q.blocked = now.Add(time.Minute)
	default:
		return nil
	}
	return Fail(45009)
}

// flights counts the calls under way. It has a lock of its own because calls wait while they are in flight.
type flights struct {
	mu      sync.Mutex
	byPath  map[string]int
	writing map[string]int
}

// start counts a call in and reports how many of its path were under way with it, and whether another write of its
// family was.
func (f *flights) start(rt *Route) (same int, overlap bool, end func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.byPath[rt.Path]++
	if rt.Write {
		overlap = f.writing[rt.Family] > 0
		f.writing[rt.Family]++
	}
	return f.byPath[rt.Path], overlap, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.byPath[rt.Path]--
		if rt.Write {
			f.writing[rt.Family]--
		}
	}
}
