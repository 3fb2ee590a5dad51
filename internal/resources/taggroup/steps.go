// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"slices"
	"unicode/utf8"

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
// one temporary name.
func steps(names map[string]string, edits []edit, adds []client.NewTag, deletes []string) []step {
	var out []step
	now := map[string]string{} // name -> id
	for id, name := range names {
		now[name] = id
	}
	remove := func(id string) {
		out = append(out, step{delete: []string{id}})
		delete(now, names[id])
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
			pending = append(pending, e)
		} else if e.reorder != nil {
			out = append(out, step{edit: &client.EditTagRequest{ID: e.id, Order: e.reorder}})
		}
	}
	for len(pending) > 0 {
		free := slices.IndexFunc(pending, func(e edit) bool { _, taken := now[e.name]; return !taken })
		if free < 0 {
			holder := now[pending[0].name]
			if slices.Contains(deletes, holder) {
				remove(holder)
			} else {
				rename(holder, asideName(names[holder], holder), nil)
			}
			continue
		}
		e := pending[free]
		rename(e.id, e.name, e.reorder)
		pending = slices.Delete(pending, free, free+1)
	}
	for chunk := range slices.Chunk(adds, batch) {
		out = append(out, step{add: chunk})
	}
	for chunk := range slices.Chunk(deletes, batch) {
		out = append(out, step{delete: chunk})
	}
	return out
}

// asideName is a temporary name that no user would choose.
func asideName(name, id string) string {
	suffix := "~" + id[max(0, len(id)-8):]
	for utf8.RuneCountInString(name)+utf8.RuneCountInString(suffix) > nameRule.Max {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name + suffix
}

func clone(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}
