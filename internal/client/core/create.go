// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// createTolerance is how far a creation time may lie before the call and still be of what it made: clocks of servers
// behind one name differ.
const createTolerance = 2 * time.Minute

// Making is one create. After a lost answer only a look tells whether WeCom made the object.
type Making[T any] struct {
	C      *Client
	Kind   string    // of the object, in the journal and in keys
	Of     *Endpoint // that makes it
	Sought string    // as in OutcomeUnknownError
	Turn   string    // creates that could be taken for each other share it; "" where WeCom keeps names unique
	Body   any
	Before map[int64]bool // ids that were there before, for objects without creation time
	// There are the ids of the objects that were there before and could be taken for this one, where WeCom shows no
	// creation time and ids are texts: usually none.
	There []string
	// Absent: the caller has just seen that there is no such object. Without it what is found is not adopted, unless a
	// look after the loss has shown that there was none. For creates that could be repeated freely it is true.
	Absent bool
	// Twice: WeCom refuses a twin, or merges it into what is there, so that nothing need not be doubted before the call
	// is repeated.
	Twice bool
	// Send returns an id other than "" if WeCom made the object.
	Send func(ctx context.Context, n *Note) (made T, id string, err error)
	// Read is Get: ErrNotFound is certain. nil where Look finds objects by their id.
	Read func(ctx context.Context, id string) (T, error)
	// Look looks once for what the create may have made. nil: WeCom does not list such objects.
	Look func(ctx context.Context, w Search) (Found[T], error)
}

// Found is what a look brought.
type Found[T any] struct {
	IDs  []string // of what may be the object
	Made T        // the last of them
	// Foreign: what was found stands in the way, and is not, or not certainly, what was sent.
	Foreign bool
	// Part: some of it was made, and the next Send makes the rest.
	Part bool
}

// Search says which objects a create of unknown outcome may have led to.
type Search struct {
	From, To time.Time    // creation time by WeCom's clock; a zero To is now
	Earlier  *Interrupted // the create of a run before this one; nil for one of this run

	foreign func(id string) bool
	others  map[string]bool
	settled func() bool // nothing that it made can still be invisible
}

// Excludes reports objects that cannot be the one: that were there before, or that another create made.
func (w *Search) Excludes(id string) bool { return w.others[id] || w.foreign(id) }

// Skip remembers an object that was read and is another one.
func (w *Search) Skip(id string) { w.others[id] = true }

// Within reports whether an object was made in the time of the search; true when its time is not known.
func (w *Search) Within(createTime int64) bool {
	at := time.Unix(createTime, 0)
	return createTime == 0 || (!at.Before(w.From) && (w.To.IsZero() || !at.After(w.To)))
}

// Run adopts what an interrupted run made of the same create, else makes it.
func (m *Making[T]) Run(ctx context.Context) (T, string, error) {
	var none T
	if m.Turn != "" {
		release, err := m.C.creates.Take(ctx, m.Turn)
		if err != nil {
			return none, "", fmt.Errorf("%s: %w", m.Of.Path, err)
		}
		defer release()
	}
	n := m.C.NoteFor(m.Kind, m.Body)
	switch made, id, err := m.recover(ctx, n); {
	case err != nil:
		return none, "", err
	case id != "":
		return made, id, nil
	}
	n.Base(ctx, m.Before)
	n.Others(ctx, m.Kind, m.There)
	made, id, err := m.make(ctx, n)
	n.Settle(ctx, id, err)
	return made, id, err
}

func (m *Making[T]) key(id string) string { return m.Kind + "/" + id }

// recover looks for what an earlier run made and did not live to record. Neither id nor error means that there
// certainly is nothing of it.
func (m *Making[T]) recover(ctx context.Context, n *Note) (made T, id string, err error) {
	was := m.C.Claim(n)
	if was == nil {
		return made, "", nil
	}
	defer was.Release()
	var found Found[T]
	switch {
	case was.ID != "" && m.Read != nil:
		found.Made, err = m.Read(ctx, was.ID)
		if !IsMissing(err) {
			found.IDs = []string{was.ID}
		} else {
			err = nil
		}
	case m.Look == nil: // it cannot be looked for: told once, and what is applied after that is meant
		was.Drop()
		return made, "", m.unknown(nil, ErrInterrupted)
	default:
		found, err = m.lookFor(ctx, Search{
			From: was.from, To: was.to, Earlier: was, settled: m.C.settledSince(was.last),
			foreign: func(id string) bool {
				return (was.ID != "" && was.ID != id) || m.C.known.claimedBy(m.key(id)) || was.Foreign(m.Kind, id)
			},
		})
	}
	ids := found.IDs
	switch {
	case err != nil:
		return made, "", m.unknown(ids, Both(ErrInterrupted, err))
	case len(ids) == 0:
		was.Drop()
		return made, "", nil
	case found.Foreign, len(ids) > 1 && len(ids) > was.peers:
		was.Drop() // told, with the way out; see DESIGN.md
		return made, "", m.unknown(ids, ErrInterrupted)
	case len(ids) > 1: // as many as there were creates: all of them are ours
		if found.Made, err = m.Read(ctx, ids[0]); err != nil {
			return made, "", m.unknown(ids[:1], Both(ErrInterrupted, err))
		}
	}
	was.Adopt(ids[0])
	m.own(ids[0])
	return found.Made, ids[0], nil
}

// make sends, and after a lost answer looks for what was made since. One match is adopted, several are an error, and
// only if there is none, also seconds later, is it sent again.
func (m *Making[T]) make(ctx context.Context, note *Note) (made T, id string, err error) {
	var none T
	began, absent, lostBefore := m.C.Now(), m.Absent, false
	for n := 1; ; n++ {
		made, id, err := m.Send(ctx, note)
		var lost *LostError
		switch {
		case errors.As(err, &lost):
			lostBefore = true
			err = lost.Cause
		case id != "":
			m.own(id)
			return made, id, err
		case !lostBefore || !errors.Is(err, ErrNameTaken):
			return none, "", err
		}
		clash := lost == nil // a repetition was refused for its name: ours, or a twin's
		if m.Look == nil {
			return none, "", m.unknown(nil, err)
		}
		if !clash { // let a call that is still being carried out finish
			if e := m.C.BackOff(ctx, n); e != nil {
				return none, "", m.unknown(nil, Both(err, e))
			}
		}
		w := Search{
			From: m.C.skew.serverTime(began).Add(-createTolerance), settled: m.C.settledSince(m.C.skew.serverTime(m.C.Now())),
			foreign: func(id string) bool {
				return slices.Contains(m.There, id) || m.C.known.older(m.key(id), began)
			},
		}
		if m.Twice && !clash {
			w.settled = func() bool { return true }
		}
		found, e := m.lookFor(ctx, w)
		switch {
		case e != nil:
			return none, "", m.unknown(found.IDs, Both(err, e))
		case len(found.IDs) == 1 && absent && !found.Foreign:
			m.own(found.IDs[0])
			return found.Made, found.IDs[0], nil
		case len(found.IDs) > 0 || found.Foreign:
			return none, "", m.unknown(found.IDs, err)
		case (clash && !found.Part) || n > m.C.retry.MaxRetries:
			return none, "", err
		}
		absent = true // the look was certain
	}
}

func (m *Making[T]) own(id string) {
	m.C.known.claim(m.key(id))
	m.C.JustMade(m.key(id))
}

// lookFor looks until something is found; finding nothing is doubted for as long as WeCom may lag.
func (m *Making[T]) lookFor(ctx context.Context, w Search) (Found[T], error) {
	if w.To.After(m.C.skew.serverTime(m.C.Now())) {
		w.To = time.Time{}
	}
	w.others = map[string]bool{}
	for n := 1; ; n++ {
		found, err := m.Look(ctx, w)
		if err != nil || len(found.IDs) > 0 || found.Foreign || found.Part || w.settled() {
			return found, err
		}
		if err := m.C.BackOff(ctx, n); err != nil {
			return found, err
		}
	}
}

// settledSince returns what reports whether something that was made at a time by WeCom's clock shows by now. It is
// asked after a look, which has told what time it is there, and never says no for longer than LagTime.
func (c *Client) settledSince(at time.Time) func() bool {
	began := c.Now()
	var shows time.Time // by our own clock, which waiting moves
	return func() bool {
		if shows.IsZero() {
			shows = c.skew.ourTime(at).Add(c.retry.LagTime)
		}
		return !c.Now().Before(shows) || c.Now().Sub(began) >= c.retry.LagTime
	}
}

func (m *Making[T]) unknown(ids []string, cause error) error {
	return &OutcomeUnknownError{Path: m.Of.Path, Sought: m.Sought, Candidates: ids, Unlisted: m.Look == nil, Cause: cause}
}
