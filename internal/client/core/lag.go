// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"strings"
	"sync"
	"time"
)

// recentlyMade remembers what this client made in the last seconds. The pages document no delay between write and read,
// and advise to poll up to 10 s before calling something missing that was just made.
type recentlyMade struct {
	mu   sync.Mutex
	when map[string]time.Time
}

// JustMade notes what this client made. A key is a kind and an id, such as contact_way/<id>.
func (c *Client) JustMade(keys ...string) {
	r := &c.recent
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.when == nil {
		r.when = map[string]time.Time{}
	}
	for _, k := range keys {
		r.when[k] = c.Now()
	}
}

// MadeEarlier notes what another process made, unless this one knows better; the zero time is not known. A time in the
// future is that of a clock which was ahead, so nothing is doubted for it.
func (c *Client) MadeEarlier(at time.Time, key string) {
	r := &c.recent
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.when[key]; known || at.IsZero() || at.After(c.Now()) {
		return
	}
	if r.when == nil {
		r.when = map[string]time.Time{}
	}
	r.when[key] = at
}

// Forget drops what was deleted.
func (c *Client) Forget(keys ...string) {
	c.recent.mu.Lock()
	defer c.recent.mu.Unlock()
	for _, k := range keys {
		delete(c.recent.when, k)
	}
}

func (r *recentlyMade) age(now time.Time, key string) (time.Duration, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t, ok := r.when[key]
	return now.Sub(t), ok
}

// MadeLately reports whether this client made an object of the kind a moment ago, which lists may not show yet.
func (c *Client) MadeLately(kind string) bool {
	c.recent.mu.Lock()
	defer c.recent.mu.Unlock()
	for key, at := range c.recent.when {
		if age := c.Now().Sub(at); strings.HasPrefix(key, kind+"/") && age >= 0 && age < c.retry.LagTime {
			return true
		}
	}
	return false
}

// Settle calls fn and, as long as it says missing of an object that was made only seconds ago, calls it again after a
// pause. It ends LagTime after it began, whatever the clock does meanwhile.
func (c *Client) Settle(ctx context.Context, key string, missing func(error) bool, fn func() error) error {
	began := c.Now()
	for n := 1; ; n++ {
		err := fn()
		if err == nil || !missing(err) {
			return err
		}
		age, made := c.recent.age(c.Now(), key)
		if !made || age < 0 || age >= c.retry.LagTime || c.Now().Sub(began) >= c.retry.LagTime || c.BackOff(ctx, n) != nil {
			return err
		}
	}
}

// LagTime is how long a read that contradicts what was just written is doubted; see RetryPolicy.
func (c *Client) LagTime() time.Duration { return c.retry.LagTime }

// AwaitLag pauses before the n-th repetition of a read that lags behind a write: random, growing, as between
// repetitions of a call.
func (c *Client) AwaitLag(ctx context.Context, n int) error { return c.BackOff(ctx, n) }
