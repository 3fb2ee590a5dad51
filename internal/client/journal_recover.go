// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"
)

// recoveryGrace is how long after its last sign of life an interrupted create
// may still have been carried out.
const recoveryGrace = 15 * time.Minute

// errInterrupted is the cause of an outcome that stays unknown.
var errInterrupted = errors.New("the run that sent it was interrupted before it got an answer")

// interrupted is a create of an earlier run that a create of this run repeats.
type interrupted struct {
	s     *journalSession
	f     *journalFile
	e     *journalEntry
	id    string    // "" while it is not known
	first time.Time // sent, by WeCom's clock
	last  time.Time // sent for the last time
	from  time.Time // the earliest creation time that it can have led to
	to    time.Time // the latest one
	peers int       // equal interrupted creates without an id, this one included
	ended bool      // adopted or given up
}

// claim takes a create of an earlier run that was equal to n, each once; nil
// when there is none. The caller releases it.
func (n *note) claim(now time.Time) *interrupted {
	if n == nil {
		return nil
	}
	s := n.s
	s.mu.Lock()
	defer s.mu.Unlock()
	s.load(now)
	var best *interrupted
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
				best = &interrupted{s: s, f: f, e: e, id: e.id, first: e.first, last: e.last,
					from: e.first.Add(-createTolerance), to: e.last.Add(recoveryGrace)}
			}
		}
	}
	if best != nil {
		best.e.claimed, best.peers = true, peers
	}
	return best
}

// release gives an interrupted create back, unless it was adopted or given up.
func (i *interrupted) release() {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	if !i.ended {
		i.e.claimed = false
	}
}

// adopt notes the id, for the case that this run dies before the state has it.
func (i *interrupted) adopt(id string) {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	i.ended = true
	i.e.id, i.e.adopted = id, true
	i.f.note(journalLine{N: i.e.n, ID: id})
}

// drop notes that nothing is left of it: it made nothing, what it made is gone,
// or the user has been told the ids.
func (i *interrupted) drop() {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	i.ended = true
	i.f.finish(i.e)
	i.f.tidy()
}

// foreign reports whether an object cannot be what i made: the state knows it,
// or another create made it.
func (i *interrupted) foreign(kind, id string) bool {
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	for _, f := range i.s.earlier {
		if f.seen[kind+"/"+id] || slices.ContainsFunc(f.entries, func(e *journalEntry) bool { return e != i.e && e.kind == kind && e.id == id }) {
			return true
		}
	}
	return false
}

// before returns the departments that were there before the run that sent i;
// nil when that is not known.
func (i *interrupted) before() *DepartmentBaseline {
	if i.f.before == nil {
		return nil
	}
	return &DepartmentBaseline{i.f.before}
}

// unrecorded reports whether an earlier run sent exactly this create and did
// not live to record it. It claims nothing.
func (s *journalSession) unrecorded(kind string, body any, now time.Time) bool {
	if s == nil {
		return false
	}
	sum, err := s.sum(kind, body)
	if err != nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.load(now)
	for _, f := range s.earlier {
		if slices.ContainsFunc(f.entries, func(e *journalEntry) bool {
			return !e.done && !e.adopted && e.kind == kind && e.sum == sum
		}) {
			return true
		}
	}
	return false
}

// inState tells that the state knows an object: whoever made it, it is recorded.
func (s *journalSession) inState(kind, id string, now time.Time) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.load(now)
	for _, f := range s.earlier {
		unknown := false
		for _, e := range f.entries {
			switch {
			case e.done || e.kind != kind:
			case e.id == id:
				f.finish(e)
			case e.id == "":
				unknown = true
			}
		}
		// A search for one whose id is not known must not find this one.
		if key := kind + "/" + id; unknown && !f.seen[key] {
			f.seen[key] = true
			f.note(journalLine{Seen: key})
		}
		f.tidy()
	}
}

// base notes which departments exist, before the first create of a department.
func (n *note) base(ctx context.Context, b *DepartmentBaseline) {
	if n == nil || b == nil {
		return
	}
	n.s.mu.Lock()
	defer n.s.mu.Unlock()
	if !n.s.based {
		n.s.based = true
		n.s.append(ctx, journalLine{Departments: packIDs(b.ids)})
	}
}

// Unrecorded reports whether an earlier run sent exactly this create, or may
// have, and was interrupted before Terraform could record it: a department of
// that name is then this configuration's own, and Create adopts it. It sends
// nothing.
func (s *DepartmentService) Unrecorded(in *CreateDepartmentRequest) bool {
	return s.c.journal.unrecorded(kindDepartment, in, s.c.now())
}

// Unrecorded does the same for a tag group that Add makes.
func (s *CustomerTagService) Unrecorded(in *AddTagsRequest) bool {
	return in.GroupID == "" && s.c.journal.unrecorded(kindTagGroup, in, s.c.now())
}

func departmentID(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
