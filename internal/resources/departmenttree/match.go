// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"cmp"
	"fmt"
	"slices"
)

func byDepth(a, b string) int { return cmp.Or(cmp.Compare(depth(a), depth(b)), cmp.Compare(a, b)) }

// target is a declared department and the one in the corp that it stands for.
type target struct {
	*entry
	// tracked is the id of the department in the state, 0 when there is none: then it is made, or taken over if the
	// entry has an id that exists.
	tracked int64
}

// known returns the id where the plan can tell it.
func (t target) known() (int64, bool) {
	switch {
	case t.tracked != 0:
		return t.tracked, true
	case t.id != nil:
		return *t.id, true
	}
	return 0, false
}

// match finds for each declared department the one in the state that it stands for, never by guess: by its written id,
// by moved_from, as the same child of a department that was moved, by the path under which it was declared before, or
// by the path that it was given outside of Terraform.
func (k *known) match(d *document) ([]target, []problem) {
	m := matcher{known: k, taken: map[int64]string{}, targets: make([]target, len(d.entries)), index: make(map[string]int, len(d.entries))}
	for i := range d.entries {
		m.targets[i].entry = &d.entries[i]
		m.index[d.entries[i].path] = i
	}
	m.renamed = make(map[string]int64, len(k.Keys))
	for id, key := range k.Keys {
		m.renamed[key] = id
	}
	for i := range m.targets {
		if t := &m.targets[i]; t.id != nil {
			if _, ok := k.path[*t.id]; ok {
				m.take(t, *t.id)
			} else {
				m.taken[*t.id] = t.path
			}
		}
	}
	for i := range m.targets {
		m.origin(&m.targets[i])
	}
	m.paths()
	return m.targets, m.problems
}

type matcher struct {
	*known
	targets  []target
	index    map[string]int   // path -> target
	taken    map[int64]string // id -> path of the target that has it
	renamed  map[string]int64 // key of the text -> id, of what was renamed or moved outside
	problems []problem
}

func (m *matcher) take(t *target, id int64) {
	t.tracked = id
	m.taken[id] = t.path
}

// origin follows moved_from. Once the move is done the path itself is known and moved_from means nothing any more.
func (m *matcher) origin(t *target) {
	if t.movedFrom == nil {
		return
	}
	here, done := m.ids[t.path]
	there, exists := m.ids[*t.movedFrom]
	if !exists {
		there, exists = m.renamed[*t.movedFrom]
	}
	fail := func(format string, args ...any) {
		m.problems = append(m.problems, problem{at(t.path, "moved_from"), fmt.Sprintf(format, args...)})
	}
	switch {
	case t.id != nil && exists && there != *t.id:
		fail("%s is department %d, but id says %d. Leave one of the two out.", quote(*t.movedFrom), there, *t.id)
	case t.id != nil:
	case exists && done && here != there:
		fail("%s exists as department %d and %s as department %d. If %d shall go, remove moved_from; "+
			"if it shall take the place of %d, write id = %d instead.", quote(t.path), here, quote(*t.movedFrom), there, there, here, there)
	case exists && m.taken[there] != "":
		fail("%s is department %d, which is declared as %s.", quote(*t.movedFrom), there, quote(m.taken[there]))
	case exists:
		m.take(t, there)
	case !done && len(m.ids) > 0 && !slices.Contains(m.Gone, t.path) && !slices.Contains(m.Gone, *t.movedFrom):
		fail("this resource has no %s, so nothing can move from there. Correct the path, or remove moved_from to have the department made new.", quote(*t.movedFrom))
	}
}

// paths matches what is left, level by level, so that the children of a department that was moved are known as such.
func (m *matcher) paths() {
	for from := 0; from < len(m.targets); {
		to, level := from, depth(m.targets[from].path)
		for to < len(m.targets) && depth(m.targets[to].path) == level {
			to++
		}
		m.level(m.targets[from:to], func(t *target) (int64, bool) {
			parent, ok := m.index[t.parent]
			if !ok || m.targets[parent].tracked == 0 {
				return 0, false
			}
			was := m.path[m.targets[parent].tracked]
			if was == t.parent {
				return 0, false
			}
			id, ok := m.ids[joinPath(was, t.name)]
			return id, ok
		})
		m.level(m.targets[from:to], func(t *target) (int64, bool) { id, ok := m.ids[t.path]; return id, ok })
		m.level(m.targets[from:to], func(t *target) (int64, bool) { id, ok := m.renamed[t.path]; return id, ok })
		from = to
	}
}

func (m *matcher) level(targets []target, find func(*target) (int64, bool)) {
	for i := range targets {
		t := &targets[i]
		if t.tracked != 0 || t.id != nil {
			continue
		}
		if id, ok := find(t); ok && m.taken[id] == "" {
			m.take(t, id)
		}
	}
}

// asDeclared reports whether the state shows department t at its path with everything that is written, so that nothing
// is left to do for it.
func (k *known) asDeclared(t target) bool {
	if t.tracked == 0 || k.path[t.tracked] != t.path || k.key(t.tracked) != t.path {
		return false
	}
	was := k.entry(t.tracked)
	return was != nil && (t.nameEN == nil || same(t.nameEN, was.nameEN)) && (t.order == nil || same(t.order, was.order))
}

// change is what a plan does besides making and changing what is declared.
type change struct {
	// unchanged: the corp is as declared, and nothing is in the state besides.
	unchanged bool
	remove    []int64 // deleted, parents first
	release   []int64 // left alone, and not followed any more
	takeOver  []int64 // declared now, made by somebody else
}

// compare says what the plan does with targets.
func (k *known) compare(targets []target, exclusive bool) change {
	c := change{unchanged: true}
	declared := make(map[int64]bool, len(targets))
	for _, t := range targets {
		declared[t.tracked] = true
		c.unchanged = c.unchanged && k.asDeclared(t)
		if t.tracked != 0 && t.id == nil && k.found[t.tracked] {
			c.takeOver = append(c.takeOver, t.tracked)
		}
	}
	for _, id := range k.sorted() {
		_, outside := k.Outside[id]
		switch {
		case declared[id]:
			continue
		case outside, k.Imported, !exclusive && k.found[id]:
			// What was moved away is not the tree's to delete, nor what it never declared. What an exclusive tree has
			// not declared since its import, the plan after the first apply shows.
			c.release = append(c.release, id)
		default:
			c.remove = append(c.remove, id)
		}
		c.unchanged = false
	}
	return c
}
