// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"iter"
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
	for range s.unfinished(kind, body, now) {
		return true
	}
	return false
}

// unfinished yields the creates of earlier runs that were equal to body and are
// in no state, as far as is known. It claims nothing, and holds no lock while it
// yields.
func (s *journalSession) unfinished(kind string, body any, now time.Time) iter.Seq[*interrupted] {
	return func(yield func(*interrupted) bool) {
		if s == nil {
			return
		}
		sum, err := s.sum(kind, body)
		if err != nil {
			return
		}
		var all []*interrupted
		s.mu.Lock()
		s.load(now)
		for _, f := range s.earlier {
			for _, e := range f.entries {
				if !e.done && !e.adopted && e.kind == kind && e.sum == sum {
					all = append(all, &interrupted{s: s, f: f, e: e, id: e.id})
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

// inState tells that the state knows objects: whoever made them, they are recorded.
func (s *journalSession) inState(kind string, now time.Time, ids ...string) {
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

// Interrupted returns the department that an earlier run made of exactly this
// request, and did not live to record; 0 when none is certain. It is for callers
// that have just read the directory: named is the department that has the name
// under the parent, 0 for none; same says whether the department of an id can be
// the one of the request. It sends nothing and claims nothing: see Adopt.
func (s *DepartmentService) Interrupted(in *CreateDepartmentRequest, named int64, same func(id int64) bool) int64 {
	for i := range s.c.journal.unfinished(kindDepartment, in, s.c.now()) {
		switch {
		case i.id == "":
			if named != 0 && (in.ID == nil || *in.ID == named) && !i.before().has(named) && !i.foreign(kindDepartment, departmentID(named)) {
				return named
			}
		default:
			if id, err := strconv.ParseInt(i.id, 10, 64); err == nil && same(id) {
				return id
			}
		}
	}
	return 0
}

// Adopt notes that the caller takes the department which Interrupted returned
// into the state.
func (s *DepartmentService) Adopt(in *CreateDepartmentRequest, id int64) {
	n := s.c.journal.noteFor(kindDepartment, in)
	for was := n.claim(s.c.now()); was != nil; was = n.claim(s.c.now()) {
		if was.id == "" || was.id == departmentID(id) {
			was.adopt(departmentID(id))
			break
		}
		was.drop() // what it made is gone
	}
	s.c.recent.note(s.c.now(), departmentKey(id))
}

// InState tells the client that the state holds these departments, whoever made
// them: they are looked for no more.
func (s *DepartmentService) InState(ids []int64) {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = departmentID(id)
	}
	s.c.journal.inState(kindDepartment, s.c.now(), texts...)
}

func departmentID(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
