// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// making is one create of an object that has no unique name: after a lost
// answer only its content tells it from others.
type making[T any] struct {
	c      *Client
	path   string
	sought string // as in OutcomeUnknownError
	turn   string // creates that could be taken for each other share it
	key    func(id string) string
	// send returns an id other than "" if WeCom made the object.
	send func(ctx context.Context) (made T, id string, err error)
	// list returns the ids of all objects made since a time by WeCom's clock,
	// and may return older ones. nil: WeCom does not list such objects.
	list func(ctx context.Context, since time.Time) ([]string, error)
	// match reads an object and tells whether it is what was sent.
	match func(ctx context.Context, id string, since time.Time) (T, bool, error)
}

// run sends, and after a lost answer looks for what was made since. One match
// is adopted, several are an error, and only if there is none, also seconds
// later, is it sent again.
func (m *making[T]) run(ctx context.Context) (T, error) {
	var none T
	release, err := m.c.creates.take(ctx, m.turn)
	if err != nil {
		return none, fmt.Errorf("%s: %w", m.path, err)
	}
	defer release()
	began := m.c.now()
	for n := 1; ; n++ {
		made, id, err := m.send(ctx)
		var lost *lostError
		switch {
		case errors.As(err, &lost):
			err = lost.cause
		case id != "":
			m.own(id)
			return made, err
		default:
			return none, err
		}
		if m.list == nil {
			return none, m.unknown(nil, err)
		}
		// Let a call that is still being carried out finish.
		if e := m.c.backOff(ctx, n); e != nil {
			return none, m.unknown(nil, both(err, e))
		}
		ids, made, e := m.look(ctx, began)
		switch {
		case e != nil:
			return none, m.unknown(ids, both(err, e))
		case len(ids) > 1:
			return none, m.unknown(ids, err)
		case len(ids) == 1:
			m.own(ids[0])
			return made, nil
		case n > m.c.retry.MaxRetries:
			return none, err
		}
	}
}

func (m *making[T]) own(id string) {
	m.c.known.claim(m.key(id))
	m.c.recent.note(m.c.now(), m.key(id))
}

// look returns the ids that the lost call may have made. Finding nothing is
// doubted for as long as WeCom may lag.
func (m *making[T]) look(ctx context.Context, began time.Time) (found []string, made T, err error) {
	lostAt := m.c.now()
	since := m.c.skew.serverTime(began).Add(-createTolerance)
	others := map[string]bool{}
	for n := 1; ; n++ {
		ids, err := m.list(ctx, since)
		if err != nil {
			return nil, made, err
		}
		for _, id := range ids {
			if others[id] || m.c.known.older(m.key(id), began) {
				continue
			}
			v, ok, err := m.match(ctx, id, since)
			switch {
			case isMissing(err): // deleted, or not readable yet
			case err != nil:
				return append(found, id), made, err
			case ok:
				found, made = append(found, id), v
			default:
				others[id] = true
			}
		}
		if len(found) > 0 || m.c.now().Sub(lostAt) >= m.c.retry.LagTime {
			return found, made, nil
		}
		if err := m.c.backOff(ctx, n); err != nil {
			return nil, made, err
		}
	}
}

func (m *making[T]) unknown(ids []string, cause error) error {
	return &OutcomeUnknownError{Path: m.path, Sought: m.sought, Candidates: ids, Cause: cause}
}

// knownIDs remembers which objects cannot be the result of a lost create: those
// seen before it began, and those that another create of this client made. It
// also remembers what this client deleted, which lists may still show.
type knownIDs struct {
	mu      sync.Mutex
	seen    map[string]time.Time
	claimed map[string]bool
	dropped map[string]bool
}

func (k *knownIDs) drop(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dropped == nil {
		k.dropped = map[string]bool{}
	}
	k.dropped[key] = true
}

func (k *knownIDs) deleted(key string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.dropped[key]
}

func (k *knownIDs) see(key string, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.seen == nil {
		k.seen = map[string]time.Time{}
	}
	if _, ok := k.seen[key]; !ok {
		k.seen[key] = now
	}
}

func (k *knownIDs) claim(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.claimed == nil {
		k.claimed = map[string]bool{}
	}
	k.claimed[key] = true
}

func (k *knownIDs) older(key string, began time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	t, ok := k.seen[key]
	return k.claimed[key] || (ok && t.Before(began))
}

// turns lets callers with the same key go one after another: two creates of
// the same content must not each adopt what the other made.
type turns struct {
	mu   sync.Mutex
	held map[string]chan struct{}
}

func (t *turns) take(ctx context.Context, key string) (release func(), err error) {
	for {
		t.mu.Lock()
		busy, ok := t.held[key]
		if !ok {
			if t.held == nil {
				t.held = map[string]chan struct{}{}
			}
			mine := make(chan struct{})
			t.held[key] = mine
			t.mu.Unlock()
			return func() {
				t.mu.Lock()
				delete(t.held, key)
				t.mu.Unlock()
				close(mine)
			}, nil
		}
		t.mu.Unlock()
		select {
		case <-busy:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// deleteSettled deletes one object. gone reports the codes that say it is not
// there; judge tells what such an error, or another one, really means. An
// object that is missing when a lost call is repeated counts as deleted, also
// when the lists that judge reads need seconds to say so.
func (c *Client) deleteSettled(ctx context.Context, key string, req request, gone func(error) bool, judge func(error) error) error {
	unsure := false
	err := c.settle(ctx, key, func(err error) bool { return gone(err) && !unsure }, func() error {
		r, err := c.do(ctx, req)
		unsure = unsure || r.unsure
		return err
	})
	refusedAt := c.now()
	for n := 1; err != nil && !(unsure && gone(err)); n++ {
		judged := judge(err)
		if unsure && isMissing(judged) {
			break
		}
		if !unsure || codeOf(err) == 0 || c.now().Sub(refusedAt) >= c.retry.LagTime || c.backOff(ctx, n) != nil {
			return judged
		}
	}
	c.recent.forget(key)
	c.known.drop(key)
	return nil
}

// codeOf returns the errcode of err, 0 when it has none.
func codeOf(err error) int {
	var api *APIError
	if errors.As(err, &api) {
		return api.Code
	}
	return 0
}

// asKind gives the errcode in err another meaning.
func asKind(err, kind error) error {
	var api *APIError
	if errors.As(err, &api) {
		return api.as(kind)
	}
	return err
}
