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
	kind   string // in the journal
	body   any
	key    func(id string) string
	// send returns an id other than "" if WeCom made the object.
	send func(ctx context.Context, n *note) (made T, id string, err error)
	// read is Get: ErrNotFound is certain.
	read func(ctx context.Context, id string) (T, error)
	// list returns the ids of all objects made between two times by WeCom's
	// clock, and may return others; a zero to is now. nil: WeCom does not list
	// such objects.
	list func(ctx context.Context, from, to time.Time) ([]string, error)
	// match reads an object and tells whether it is what was sent.
	match func(ctx context.Context, id string, from, to time.Time) (T, bool, error)
}

// run adopts what an interrupted run made of the same create, else makes it.
func (m *making[T]) run(ctx context.Context) (T, error) {
	var none T
	release, err := m.c.creates.take(ctx, m.turn)
	if err != nil {
		return none, fmt.Errorf("%s: %w", m.path, err)
	}
	defer release()
	n := m.c.journal.noteFor(m.kind, m.body)
	switch made, id, err := m.recover(ctx, n); {
	case err != nil:
		return none, err
	case id != "":
		return made, nil
	}
	made, id, err := m.make(ctx, n)
	n.settle(ctx, id, err)
	return made, err
}

// recover looks for what an earlier run made and did not live to record. Neither
// id nor error means that there certainly is nothing of it.
func (m *making[T]) recover(ctx context.Context, n *note) (made T, id string, err error) {
	was := n.claim(m.c.now())
	if was == nil {
		return made, "", nil
	}
	defer was.release()
	var ids []string
	if was.id != "" {
		made, err = m.read(ctx, was.id)
		if !isMissing(err) {
			ids = []string{was.id}
		} else {
			err = nil
		}
	} else if m.list != nil { // what WeCom does not list cannot be looked for
		ids, made, err = m.lookFor(ctx, search{
			from: was.from, to: was.to, settled: m.c.settledSince(was.last),
			foreign: func(id string) bool { return m.c.known.claimedBy(m.key(id)) || was.foreign(m.kind, id) },
		})
	}
	switch {
	case err != nil:
		return made, "", m.unknown(ids, both(errInterrupted, err))
	case len(ids) == 0:
		was.drop()
		return made, "", nil
	case len(ids) > 1 && len(ids) > was.peers:
		was.drop() // told, with the way out; see DESIGN.md
		return made, "", m.unknown(ids, errInterrupted)
	case len(ids) > 1: // as many as there were creates: all of them are ours
		if made, err = m.read(ctx, ids[0]); err != nil {
			return made, "", m.unknown(ids[:1], both(errInterrupted, err))
		}
	}
	was.adopt(ids[0])
	m.own(ids[0])
	return made, ids[0], nil
}

// make sends, and after a lost answer looks for what was made since. One match
// is adopted, several are an error, and only if there is none, also seconds
// later, is it sent again.
func (m *making[T]) make(ctx context.Context, note *note) (made T, id string, err error) {
	var none T
	began := m.c.now()
	for n := 1; ; n++ {
		made, id, err := m.send(ctx, note)
		var lost *lostError
		switch {
		case errors.As(err, &lost):
			err = lost.cause
		case id != "":
			m.own(id)
			return made, id, err
		default:
			return none, "", err
		}
		if m.list == nil {
			return none, "", m.unknown(nil, err)
		}
		// Let a call that is still being carried out finish.
		if e := m.c.backOff(ctx, n); e != nil {
			return none, "", m.unknown(nil, both(err, e))
		}
		ids, made, e := m.look(ctx, began)
		switch {
		case e != nil:
			return none, "", m.unknown(ids, both(err, e))
		case len(ids) > 1:
			return none, "", m.unknown(ids, err)
		case len(ids) == 1:
			m.own(ids[0])
			return made, ids[0], nil
		case n > m.c.retry.MaxRetries:
			return none, "", err
		}
	}
}

func (m *making[T]) own(id string) {
	m.c.known.claim(m.key(id))
	m.c.recent.note(m.c.now(), m.key(id))
}

// look returns the ids that the lost call may have made.
func (m *making[T]) look(ctx context.Context, began time.Time) (found []string, made T, err error) {
	return m.lookFor(ctx, search{
		from: m.c.skew.serverTime(began).Add(-createTolerance), settled: m.c.settledSince(m.c.skew.serverTime(m.c.now())),
		foreign: func(id string) bool { return m.c.known.older(m.key(id), began) },
	})
}

// search says which objects a create of unknown outcome may have led to.
type search struct {
	from, to time.Time   // creation time by WeCom's clock; a zero to is now
	settled  func() bool // nothing that it made can still be invisible
	foreign  func(id string) bool
}

// lookFor returns the ids of what may have been made, and the last one read.
// Finding nothing is doubted for as long as WeCom may lag.
func (m *making[T]) lookFor(ctx context.Context, w search) (found []string, made T, err error) {
	if w.to.After(m.c.skew.serverTime(m.c.now())) {
		w.to = time.Time{}
	}
	others := map[string]bool{}
	for n := 1; ; n++ {
		ids, err := m.list(ctx, w.from, w.to)
		if err != nil {
			return nil, made, err
		}
		for _, id := range ids {
			if others[id] || w.foreign(id) {
				continue
			}
			v, ok, err := m.match(ctx, id, w.from, w.to)
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
		if len(found) > 0 || w.settled() {
			return found, made, nil
		}
		if err := m.c.backOff(ctx, n); err != nil {
			return nil, made, err
		}
	}
}

// settledSince returns what reports whether something that was made at a time by
// WeCom's clock shows by now. It is asked after a look, which has told what time
// it is there.
func (c *Client) settledSince(at time.Time) func() bool {
	var shows time.Time // by our own clock, which waiting moves
	return func() bool {
		if shows.IsZero() {
			shows = c.skew.ourTime(at).Add(c.retry.LagTime)
		}
		return !c.now().Before(shows)
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

// claimedBy reports whether a create of this client made, or adopted, the object.
func (k *knownIDs) claimedBy(key string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.claimed[key]
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
