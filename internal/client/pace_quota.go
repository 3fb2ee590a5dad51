// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Quota of one corp on one endpoint (doc 90312).
const (
	quotaPerMinute = 10_000
	quotaPerHour   = 150_000
)

// Parts of a window's share that may be used at once.
const (
	minuteBurst = 0.1
	hourBurst   = 0.5 // a run is a burst
)

// After a 45009 the pace stays below the rate that met it. assumed: WeCom may
// give less than it documents, and other programs use the same quota; the page
// only says that the numbers may change.
const (
	learnedShare = 0.7             // of the calls in the minute before the refusal
	regainShare  = 0.02            // more per quiet minute,
	mostRegained = 0.9             // up to this
	forgetAfter  = time.Hour       // quiet time after which what was learned counts double
	leastLearned = 30              // calls a minute, however few were made: others may have used the rest
	meterWindow  = 60              // seconds
	regainPause  = 1 * time.Minute // between two steps
)

// quotaShare paces the calls of one endpoint.
type quotaShare struct {
	minute, hour *rate.Limiter

	mu        sync.Mutex
	percent   int
	meter     [meterWindow]struct{ second, calls int64 }
	ceiling   float64 // calls in the minute that met 45009; 0: never met
	refusedAt time.Time
	stepAt    time.Time
	learned   int // how often the pace was lowered
}

func newQuotaShare(percent int) *quotaShare {
	return &quotaShare{
		percent: percent,
		minute:  bucket(quotaPerMinute, percent, time.Minute, minuteBurst),
		hour:    bucket(quotaPerHour, percent, time.Hour, hourBurst),
	}
}

// bucket sizes a token bucket so that burst plus refill stay within share of
// the quota in any window of that length.
func bucket(quota, percent int, window time.Duration, burstShare float64) *rate.Limiter {
	limit, burst := bucketSize(float64(quota)*float64(percent)/100, window, burstShare)
	return rate.NewLimiter(limit, burst)
}

func bucketSize(calls float64, window time.Duration, burstShare float64) (rate.Limit, int) {
	burst := calls * burstShare
	return rate.Limit((calls - burst) / window.Seconds()), max(int(burst), 1)
}

// waitQuota waits until the endpoint's share of the quota allows one call.
func (p *pacer) waitQuota(ctx context.Context, path string) error {
	q := p.quotaFor(path)
	for _, l := range []*rate.Limiter{q.minute, q.hour} {
		if err := l.Wait(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("the share of WeCom's quota that max_api_capacity allows is used up until after the deadline: %w", context.DeadlineExceeded)
		}
	}
	return nil
}

func (p *pacer) quotaFor(path string) *quotaShare {
	p.mu.Lock()
	defer p.mu.Unlock()
	q, ok := p.buckets[path]
	if !ok {
		q = newQuotaShare(p.percent)
		p.buckets[path] = q
	}
	return q
}

// lowered returns how often the pace was lowered: who paid before must pay again.
func (q *quotaShare) lowered() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.learned
}

// sent counts a call, and regains a step of the pace after a quiet minute.
func (q *quotaShare) sent(now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	second := now.Unix()
	slot := &q.meter[((second%meterWindow)+meterWindow)%meterWindow]
	if slot.second != second {
		slot.second, slot.calls = second, 0
	}
	slot.calls++
	if q.ceiling == 0 || now.Sub(q.stepAt) < regainPause {
		return
	}
	q.stepAt = now
	if now.Sub(q.refusedAt) >= forgetAfter {
		q.ceiling *= 2
		q.refusedAt = now
	}
	q.set(min(learnedShare+regainShare*now.Sub(q.refusedAt).Minutes(), mostRegained))
}

// refused lowers the pace below that of the last minute. Callers make sure that
// it is called once per block.
func (q *quotaShare) refused(now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	var calls int64
	for _, slot := range q.meter {
		if now.Unix()-slot.second < meterWindow {
			calls += slot.calls
		}
	}
	// The refused call is one too many, those that come after it none.
	q.ceiling = max(float64(calls-1), leastLearned/learnedShare)
	q.refusedAt, q.stepAt = now, now
	q.learned++
	q.set(learnedShare)
}

// set applies part of what was learned, within the share that is allowed at all.
// What WeCom gives in a minute tells what it gives in an hour.
func (q *quotaShare) set(part float64) {
	apply := func(l *rate.Limiter, quota int, window time.Duration, burstShare float64) {
		allowed := float64(quota) * float64(q.percent) / 100
		limit, burst := bucketSize(min(q.ceiling*part*float64(quota)/quotaPerMinute, allowed), window, burstShare)
		l.SetLimit(limit)
		l.SetBurst(burst)
	}
	apply(q.minute, quotaPerMinute, time.Minute, minuteBurst)
	apply(q.hour, quotaPerHour, time.Hour, hourBurst)
}
