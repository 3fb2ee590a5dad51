// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"
)

// Set is all objects of one kind: how they are read, changed and deleted, and what absence means, once for all
// families. ErrNotFound of its methods is certain.
type Set[O any] struct {
	C      *Client
	Kind   string // such as contact_way, in keys and in the journal
	IDKey  string // of the id in requests
	Read   *Endpoint
	Change *Endpoint
	Remove *Endpoint
	// Make outdates what was listed before it.
	Make *Endpoint
	// List, where it has pages of ids with a cursor: entries are under Entries, Limit at a time.
	List    *Endpoint
	Entries string
	Limit   int
	// One reads an object with one call.
	One func(ctx context.Context, id string) (*O, error)
	// All lists the ids of everything that One can read: what it refuses and what is not listed does not exist. nil:
	// what One says is certain.
	All func(ctx context.Context) ([]string, error)
	// Doubt reports refusals that may mean absence beyond those that the endpoints say mean it. nil: none.
	Doubt func(err error) bool
	// Listed tells what a refusal means of an object that is listed. nil: that another app made it.
	Listed func(err error, call Call) error
	// Lagging: All may show for seconds what One refuses already.
	Lagging bool
	// Refused judges refusals where there is no All.
	Refused func(ctx context.Context, id string, err error, call Call) error

	listed *Population[[]string]
}

// Call is what was refused.
type Call int

// The kinds of calls that Listed tells apart.
const (
	Reading Call = iota
	Writing
	WritingMembers // names users or departments, which may be what was refused
)

// NewSet completes s.
func NewSet[O any](s Set[O]) *Set[O] {
	if s.Doubt == nil {
		s.Doubt = IsMissing
	}
	if s.Listed == nil {
		s.Listed = func(err error, _ Call) error { return AsKind(err, ErrNotOwned) }
	}
	if s.All != nil {
		s.listed = NewPopulation(s.C, s.Make, s.All, s.Make)
	}
	return &s
}

// Key is that of an object in what the client remembers.
func (s *Set[O]) Key(id string) string { return s.Kind + "/" + id }

func (s *Set[O]) needID(id string, e *Endpoint) error {
	if id == "" {
		return errors.New(e.Path + ": the id is empty")
	}
	return nil
}

// IDs lists the ids of all objects, sorted. Callers that come while a list is under way share the next one.
func (s *Set[O]) IDs(ctx context.Context) ([]string, error) {
	all, err := s.listed.Fresh(ctx)
	return slices.Clone(all), err
}

// Walk lists the ids of the pages, sorted; see WalkPages.
func (s *Set[O]) Walk(ctx context.Context) ([]string, error) {
	return WalkPages(s.List.Path, s.page(ctx))
}

// Each yields the ids while the pages arrive; see EachID.
func (s *Set[O]) Each(ctx context.Context) iter.Seq2[string, error] {
	return EachID(s.List.Path, s.page(ctx))
}

func (s *Set[O]) page(ctx context.Context) FetchPage {
	return s.C.Page(ctx, s.List, func(cursor string) any { return Cursor{Limit: s.Limit, Cursor: cursor} }, s.Entries, s.IDKey)
}

// Get reads one object.
func (s *Set[O]) Get(ctx context.Context, id string) (*O, error) {
	if err := s.needID(id, s.Read); err != nil {
		return nil, err
	}
	var o *O
	asked := ctx
	err := s.C.Settle(ctx, s.Key(id), s.Doubt, func() (err error) {
		o, err = s.One(asked, id)
		asked = Fresh(ctx) // asked again, because reads lag: a snapshot does so, too
		return err
	})
	if err != nil {
		return nil, s.judge(ctx, id, err, Reading)
	}
	s.C.known.see(s.Key(id), s.C.Now())
	return o, nil
}

// Value is Get for Making.Read.
func (s *Set[O]) Value(ctx context.Context, id string) (o O, err error) {
	p, err := s.Get(ctx, id)
	if p != nil {
		o = *p
	}
	return o, err
}

// judge tells gone, foreign and refused apart by the list of everything.
func (s *Set[O]) judge(ctx context.Context, id string, err error, call Call) error {
	switch {
	case CodeOf(err) == 0: // not what WeCom said of the id
		return err
	case s.Refused != nil:
		return s.Refused(ctx, id, err, call)
	case s.listed == nil, !s.Doubt(err):
		return err
	case s.C.known.deleted(s.Key(id)):
		return AsKind(err, ErrNotFound)
	}
	asked := s.C.Now()
	// A list that was read before will do for what it lacks: many that are gone cost one list.
	recent := call == Reading
	for n := 1; ; n++ {
		var ids []string
		var e error
		old := false
		if recent {
			ids, old, e = s.listed.Recent(ctx)
			recent = false
		} else {
			ids, e = s.listed.Fresh(ctx)
		}
		switch {
		case old && (e != nil || slices.Contains(ids, id)):
		case e != nil:
			if IsMissing(err) {
				err = AsKind(err, ErrNone)
			}
			return Both(err, e)
		case !slices.Contains(ids, id):
			return AsKind(err, ErrNotFound)
		case !s.Lagging || s.C.Now().Sub(asked) >= s.C.retry.LagTime || s.C.BackOff(ctx, n) != nil:
			return s.Listed(err, call)
		}
	}
}

// Update sends a body that changes an object. It is repeated after a lost answer.
func (s *Set[O]) Update(ctx context.Context, id string, body any, call Call) error {
	_, err := s.Try(ctx, id, body)
	if err != nil {
		return s.judge(ctx, id, err, call)
	}
	return nil
}

// Try is Update for a caller that judges the refusal itself, with Judge.
func (s *Set[O]) Try(ctx context.Context, id string, body any) (rep Reply, err error) {
	if err := s.needID(id, s.Change); err != nil {
		return rep, err
	}
	err = s.C.Settle(ctx, s.Key(id), IsMissing, func() error {
		r, err := s.C.Do(ctx, Request{Endpoint: s.Change, Body: body})
		rep.Unsure = rep.Unsure || r.Unsure
		return err
	})
	return rep, err
}

// Judge tells what a refusal of Try means.
func (s *Set[O]) Judge(ctx context.Context, id string, err error, call Call) error {
	return s.judge(ctx, id, err, call)
}

// Delete deletes an object. One that is missing when a lost call is repeated counts as deleted, also when the lists
// need seconds to say so.
func (s *Set[O]) Delete(ctx context.Context, id string) error {
	if err := s.needID(id, s.Remove); err != nil {
		return err
	}
	return s.DeleteBy(ctx, id, Request{Endpoint: s.Remove, Body: map[string]string{s.IDKey: id}})
}

// DeleteBy is Delete by a request of another form.
func (s *Set[O]) DeleteBy(ctx context.Context, id string, req Request) error {
	unsure := false
	err := s.C.Settle(ctx, s.Key(id), func(err error) bool { return IsMissing(err) && !unsure }, func() error {
		r, err := s.C.Do(ctx, req)
		unsure = unsure || r.Unsure
		return err
	})
	refusedAt := s.C.Now()
	for n := 1; err != nil && !(unsure && IsMissing(err)); n++ {
		judged := s.judge(ctx, id, err, Writing)
		if unsure && IsMissing(judged) {
			break
		}
		if !unsure || s.listed == nil || CodeOf(err) == 0 || s.C.Now().Sub(refusedAt) >= s.C.retry.LagTime || s.C.BackOff(ctx, n) != nil {
			return judged
		}
	}
	s.Gone(id)
	return nil
}

// Gone notes that this client deleted an object.
func (s *Set[O]) Gone(id string) {
	s.C.Forget(s.Key(id))
	s.C.known.drop(s.Key(id))
	s.C.known.unclaim(s.Key(id))
}

// Made tells that the state holds an object which an earlier process made at the given time: it is looked for no more,
// and a read that lags behind is asked again. The zero time is not known.
func (s *Set[O]) Made(id string, at time.Time) {
	s.C.MadeEarlier(at, s.Key(id))
	s.C.InState(s.Kind, id)
}

// Create makes an object as m says, in the name of this set, and notes it.
func (s *Set[O]) Create(ctx context.Context, m Making[O]) (made O, id string, err error) {
	m.C, m.Kind, m.Of = s.C, s.Kind, s.Make
	return m.Run(ctx)
}

// Match is a Look at objects that only their content tells apart: those that list, or Walk, gives and that are what was
// sent.
func (s *Set[O]) Match(list func(ctx context.Context, from, to time.Time) ([]string, error), same func(*O, *Search) bool) func(context.Context, Search) (Found[O], error) {
	return func(ctx context.Context, w Search) (found Found[O], err error) {
		var ids []string
		if list == nil {
			ids, err = s.Walk(ctx)
		} else {
			ids, err = list(ctx, w.From, w.To)
		}
		if err != nil {
			return found, err
		}
		for _, id := range ids {
			if w.Excludes(id) {
				continue
			}
			o, err := s.One(ctx, id)
			switch {
			case IsMissing(err): // deleted, or not readable yet
			case err != nil:
				found.IDs = append(found.IDs, id)
				return found, err
			case same(o, &w):
				found.IDs, found.Made = append(found.IDs, id), *o
			default:
				w.Skip(id)
			}
		}
		return found, nil
	}
}
