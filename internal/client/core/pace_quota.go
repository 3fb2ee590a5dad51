// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"fmt"
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

// quotaShare paces the calls of one endpoint.
type quotaShare struct{ minute, hour *rate.Limiter }

// bucket sizes a token bucket so that burst plus refill stay within share of the quota in any window of that length.
func bucket(quota, percent int, window time.Duration, burstShare float64) *rate.Limiter {
	calls := float64(quota) * float64(percent) / 100
	burst := calls * burstShare
	return rate.NewLimiter(rate.Limit((calls-burst)/window.Seconds()), max(int(burst), 1))
}

// wait waits until the endpoint's share of the quota allows one call.
func (q *quotaShare) wait(ctx context.Context) error {
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
		q = &quotaShare{
			minute: bucket(quotaPerMinute, p.percent, time.Minute, minuteBurst),
			hour:   bucket(quotaPerHour, p.percent, time.Hour, hourBurst),
		}
		p.buckets[path] = q
	}
	return q
}
