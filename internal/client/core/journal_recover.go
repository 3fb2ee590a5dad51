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

// recoveryGrace is how long after its last sign of life an interrupted create may still have been carried out.
const recoveryGrace = 15 * time.Minute

// ErrInterrupted is the cause of an outcome that stays unknown.
var ErrInterrupted = errors.New("the run that sent it was interrupted before it got an answer")

// Interrupted is a create of an earlier run that a create of this run repeats.
type Interrupted struct {
	s     *journalSession
	f     *journalFile
	e     *journalEntry
	ID    string    // "" while it is not known
	last  time.Time // sent for the last time, by WeCom's clock
	from  time.Time // the earliest creation time that it can have led to
	to    time.Time // the latest one
	peers int       // equal interrupted creates without an id, this one included
	ended bool      // adopted or given up
}

// Claim takes a create of an earlier run that was equal to n, each once; nil when there is none. The caller releases
// it.
func (c *Client) Claim(n *Note) *Interrupted {
	now := c.Now()
	if n == nil {
		return nil
	}
	s := n.s
	s.mu.Lock()
	defer s.mu.Unlock()
	s.load(now)
	var best *Interrupted
	peers := 0
	for _, f := range s.earlier {
		for _, e := range f.entries {
			if e.done || e.claimed || e.kind != n.kind || e.sum != n.sum {
				continue
			}
			if e.id == "" {
				peers++
			}
			// Those whose id is known go first: they need no search.
			if best == nil || (best.e.id == "" && e.id != "") {
				best = &Interrupted{s: s, f: f, e: e, ID: e.id, last: e.last,
					from: e.first.Add(-createTolerance), to: e.last.Add(recoveryGrace)}
			}
		}
	}
	if best != nil {
		best.e.claimed, best.peers = true, peers
	}
	return best
}

// Release gives an interrupted create back, unless it was adopted or given up.
func (i *Interrupted) Release() {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	if !i.ended {
		i.e.claimed = false
	}
}

// Adopt notes the id, for the case that this run dies before the state has it.
func (i *Interrupted) Adopt(id string) {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	i.ended = true
	i.e.id, i.e.adopted = id, true
	i.f.note(journalLine{N: i.e.n, ID: id})
}

// Drop notes that nothing is left of it: it made nothing, what it made is gone, or the user has been told the ids.
func (i *Interrupted) Drop() {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	i.ended = true
	i.f.finish(i.e)
	i.f.tidy()
}

// Foreign reports whether an object cannot be what i made: the state knows it, or another create made it.
func (i *Interrupted) Foreign(kind, id string) bool {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	for _, f := range i.s.earlier {
		if f.seen[kind+"/"+id] || slices.ContainsFunc(f.entries, func(e *journalEntry) bool { return e != i.e && e.kind == kind && e.id == id }) {
			return true
		}
	}
	return false
}

// WasThere reports whether an id was there before the run that sent i.
func (i *Interrupted) WasThere(id int64) bool { return i.f.before[id] }

// Unrecorded reports whether an earlier run sent exactly this create and did not live to record it. It claims nothing.
func (c *Client) Unrecorded(kind string, body any) bool {
	for range c.Unfinished(kind, body) {
		return true
	}
	return false
}

// Unfinished yields the creates of earlier runs that were equal to body and are in no state, as far as is known. It
// claims nothing, and holds no lock while it yields.
func (c *Client) Unfinished(kind string, body any) iter.Seq[*Interrupted] {
	return func(yield func(*Interrupted) bool) {
		s, now := c.journal, c.Now()
		if s == nil {
			return
		}
		sum, err := s.sum(kind, body)
		if err != nil {
			return
		}
		var all []*Interrupted
		s.mu.Lock()
		s.load(now)
		for _, f := range s.earlier {
			for _, e := range f.entries {
				if !e.done && !e.adopted && e.kind == kind && e.sum == sum {
					all = append(all, &Interrupted{s: s, f: f, e: e, ID: e.id})
				}
			}
		}
		s.mu.Unlock()
		for _, i := range all {
			if !yield(i) {
				return
			}
		}
	}
}

// InState tells that the state knows objects: whoever made them, they are recorded.
func (c *Client) InState(kind string, ids ...string) {
	s, now := c.journal, c.Now()
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.load(now)
	if len(s.earlier) == 0 {
		return
	}
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	for _, f := range s.earlier {
		unknown := false
		for _, e := range f.entries {
			switch {
			case e.done || e.kind != kind:
			case e.id == "":
				unknown = true
			case known[e.id]:
				f.finish(e)
			}
		}
		// A search for one whose id is not known must not find these.
		for _, id := range ids {
			if key := kind + "/" + id; unknown && !f.seen[key] {
				f.seen[key] = true
				f.note(journalLine{Seen: key})
			}
		}
		f.tidy()
	}
}

// Base notes which ids exist, before the first create of a kind whose objects carry no creation time.
func (n *Note) Base(ctx context.Context, ids map[int64]bool) {
	if n == nil || ids == nil {
		return
	}
	n.s.mu.Lock()
	defer n.s.mu.Unlock()
	if !n.s.based {
		n.s.based = true
		n.s.append(ctx, journalLine{Before: packIDs(ids)})
	}
}

// Others notes objects that are not what the create makes, although they look like it.
func (n *Note) Others(ctx context.Context, kind string, ids []string) {
	if n == nil {
		return
	}
	n.s.mu.Lock()
	defer n.s.mu.Unlock()
	for _, id := range ids {
		n.s.append(ctx, journalLine{Seen: kind + "/" + id})
	}
}
