// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Quota is how many calls WeCom lets in over some endpoints together, where that is so little that waiting for it is no
// way: a call that is over it is not sent.
type Quota struct {
	Nouns, Term string // what is written, in messages, and the console's word
	Spans       []Span
}

// Span is a part of a quota: so many calls in any time of this length.
type Span struct {
	Calls  int
	Length time.Duration
	Name   string // of the time, such as minute
}

// String is the time with its article.
func (s Span) String() string {
	if s.Name == "hour" {
		return "an hour"
	}
	return "a " + s.Name
}

func (q *Quota) String() string {
	parts := make([]string, 0, len(q.Spans))
	for _, s := range q.Spans {
		parts = append(parts, fmt.Sprintf("%d %s", s.Calls, s))
	}
	return strings.Join(parts, ", ")
}

// QuotaError is a call that was not sent, because of a Quota. It matches ErrRateLimited.
type QuotaError struct {
	Path  string
	Quota *Quota
	Span  Span      // that is used up
	Until time.Time // when the next call fits into it
	// Before is what came of an earlier attempt of the call, which was sent; nil: nothing was.
	Before error
	// Refused is what WeCom said of the call for Of objects together whose items this one was to tell apart; nil: it is
	// the first call.
	Refused error
	Of      int
	// Cause is the refusal of an earlier call that ended all of the run; nil where the run has used up its share.
	Cause error
	toldBy
}

func (e *QuotaError) Error() string {
	again := ""
	if e.Before != nil {
		again = fmt.Sprintf(" again after an attempt that failed (%s)", e.Before)
	} else if e.Refused != nil {
		again = fmt.Sprintf(" to find out which of %d it is that WeCom refuses (%s)", e.Of, e.Refused)
	}
	if e.Cause != nil {
		return fmt.Sprintf("%s: not sent%s, because an earlier call of this run was refused: %s", e.Path, again, e.Cause)
	}
	return fmt.Sprintf("%s: not sent%s: this run has made %d calls within %s, which is all that WeCom lets in; the next one can go at %s",
		e.Path, again, e.Span.Calls, e.Span, e.Until.Format(time.DateTime+" MST"))
}

func overQuota(err error) *QuotaError {
	var over *QuotaError
	errors.As(err, &over)
	return over
}

// Is matches ErrRateLimited.
func (e *QuotaError) Is(target error) bool { return target == ErrRateLimited }

// spent is what a client has used of a quota.
type spent struct {
	mu    sync.Mutex
	calls []time.Time
	ended error
}

func (p *pacer) spentOf(q *Quota) *spent {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.spent[q]
	if s == nil {
		s = &spent{}
		p.spent[q] = s
	}
	return s
}

// spend takes a call out of the quota of an endpoint, and fails where nothing is left of it. With take false it only
// looks.
func (c *Client) spend(e *Endpoint, take bool) error {
	if e.Quota == nil {
		return nil
	}
	s, now := c.pace.spentOf(e.Quota), c.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended != nil {
		return &QuotaError{Path: e.Path, Quota: e.Quota, Cause: s.ended, toldBy: toldBy{&c.told}}
	}
	var full *QuotaError
	for _, span := range e.Quota.Spans {
		if len(s.calls) < span.Calls {
			continue
		}
		free := s.calls[len(s.calls)-span.Calls].Add(span.Length)
		if free.After(now) && (full == nil || free.After(full.Until)) {
			full = &QuotaError{Path: e.Path, Quota: e.Quota, Span: span, Until: free, toldBy: toldBy{&c.told}}
		}
	}
	if full != nil {
		return full
	}
	if take {
		s.calls = append(s.calls, now)
	}
	return nil
}

// endQuota notes that WeCom refused a call for its rate: what earlier runs and other programs have used is not known,
// and no wait of this run's is sure to help, so nothing is sent any more.
func (c *Client) endQuota(e *Endpoint, err error) {
	var api *APIError
	if e.Quota == nil || !errors.As(err, &api) {
		return
	}
	s := c.pace.spentOf(e.Quota)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended == nil {
		s.ended = err
	}
}
