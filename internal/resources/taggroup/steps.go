// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// step is one call that changes the tags of a group. Exactly one field is set.
type step struct {
	edit   *client.EditTagRequest
	add    []client.NewTag
	delete []string // tag ids
}

// batch is how many tags go into one add or delete. WeCom documents no limit;
// 100 is what a widely used wrapper allows.
const batch = 100

// edit is a tag that exists and what it shall become.
type edit struct {
	id      string
	name    string
	rename  bool
	reorder *int64
}

// steps orders the changes of a group so that no call meets a name in use and
// the group never runs empty: edits, adds, deletes. names is the name of every
// tag by id before the first step. A tag that is to be deleted and whose name
// another tag takes goes first; tags that swap names in a ring get there through
// one temporary name. A name that stays in use by a tag which is none of these is
// asked for all the same: WeCom's refusal tells so, and that tag is left alone.
func steps(names map[string]string, edits []edit, adds []client.NewTag, deletes []string) []step {
	var out []step
	now := map[string]string{} // name -> id
	moving, doomed := map[string]bool{}, map[string]bool{}
	for _, id := range deletes {
		doomed[id] = true
	}
	for id, name := range names {
		now[name] = id
	}
	remove := func(id string) {
		out = append(out, step{delete: []string{id}})
		delete(now, names[id])
		delete(doomed, id)
		deletes = slices.DeleteFunc(slices.Clone(deletes), func(d string) bool { return d == id })
	}
	rename := func(id, name string, order *int64) {
		out = append(out, step{edit: &client.EditTagRequest{ID: id, Name: &name, Order: order}})
		delete(now, names[id])
		names[id], now[name] = name, id
	}
	names = clone(names)

	var pending []edit
	for _, e := range edits {
		if e.rename {
			pending, moving[e.id] = append(pending, e), true
		} else if e.reorder != nil {
			out = append(out, step{edit: &client.EditTagRequest{ID: e.id, Order: e.reorder}})
		}
	}
	for len(pending) > 0 {
		next := slices.IndexFunc(pending, func(e edit) bool {
			holder, taken := now[e.name]
			return !taken || !doomed[holder] && !moving[holder]
		})
		if next < 0 {
			if blocked := slices.IndexFunc(pending, func(e edit) bool { return doomed[now[e.name]] }); blocked >= 0 {
				remove(now[pending[blocked].name])
			} else { // rings only
				holder := now[pending[0].name]
				rename(holder, freeName(now, names[holder], holder), nil)
			}
			continue
		}
		e := pending[next]
		rename(e.id, e.name, e.reorder)
		delete(moving, e.id)
		pending = slices.Delete(pending, next, next+1)
	}
	for chunk := range slices.Chunk(adds, batch) {
		out = append(out, step{add: chunk})
	}
	for chunk := range slices.Chunk(deletes, batch) {
		out = append(out, step{delete: chunk})
	}
	return out
}

// freeName is an aside name that no tag of taken has; one may be left over from an
// update that failed.
func freeName(taken map[string]string, name, id string) string {
	aside := nameRule.Aside(name, id)
	for n := 2; ; n++ {
		if _, used := taken[aside]; !used {
			return aside
		}
		aside = nameRule.Aside(name, id+strconv.Itoa(n))
	}
}

func clone(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}
