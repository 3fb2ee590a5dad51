// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"sync"
	"time"
)

// recentlyMade remembers what this client made in the last seconds. The pages
// document no delay between write and read, and advise to poll up to 10 s
// before calling something missing that was just made.
type recentlyMade struct {
	mu   sync.Mutex
	when map[string]time.Time
}

func (r *recentlyMade) note(now time.Time, keys ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.when == nil {
		r.when = map[string]time.Time{}
	}
	for _, k := range keys {
		r.when[k] = now
	}
}

// noteEarlier notes what another process made, unless this one knows better.
func (r *recentlyMade) noteEarlier(at time.Time, key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.when[key]; known || at.IsZero() {
		return
	}
	if r.when == nil {
		r.when = map[string]time.Time{}
	}
	r.when[key] = at
}

func (r *recentlyMade) forget(keys ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range keys {
		delete(r.when, k)
	}
}

func (r *recentlyMade) since(now time.Time, key string) (time.Duration, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t, ok := r.when[key]
	return now.Sub(t), ok
}

// settle calls fn and, as long as it says missing of an object that this
// client made only seconds ago, calls it again after a pause.
func (c *Client) settle(ctx context.Context, key string, missing func(error) bool, fn func() error) error {
	for n := 1; ; n++ {
		err := fn()
		if err == nil || !missing(err) {
			return err
		}
		age, made := c.recent.since(c.now(), key)
		if !made || age >= c.retry.LagTime {
			return err
		}
		if c.backOff(ctx, n) != nil {
			return err
		}
	}
}

// Made tells the client that the state holds a department which an earlier
// process made at the given time: it is looked for no more, and a read that lags
// behind is asked again. The zero time is not known.
func (s *DepartmentService) Made(id int64, at time.Time) {
	s.c.recent.noteEarlier(at, departmentKey(id))
	s.c.journal.inState(kindDepartment, s.c.now(), departmentID(id))
}

// Made does the same for a tag group.
func (s *CustomerTagService) Made(groupID string, at time.Time) {
	s.c.recent.noteEarlier(at, tagKey(groupID))
	s.c.journal.inState(kindTagGroup, s.c.now(), groupID)
}

// Made does the same for a contact way.
func (s *ContactWayService) Made(id string, at time.Time) {
	s.c.recent.noteEarlier(at, contactWayKey(id))
	s.c.journal.inState(kindContactWay, s.c.now(), id)
}

// Made does the same for an acquisition link.
func (s *AcquisitionLinkService) Made(id string, at time.Time) {
	s.c.recent.noteEarlier(at, linkKey(id))
	s.c.journal.inState(kindAcquisitionLink, s.c.now(), id)
}

// Made does the same for an intercept rule.
func (s *InterceptRuleService) Made(id string, at time.Time) {
	s.c.recent.noteEarlier(at, ruleKey(id))
	s.c.journal.inState(kindInterceptRule, s.c.now(), id)
}
