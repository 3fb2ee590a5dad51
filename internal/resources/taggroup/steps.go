// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"maps"
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

// batch is how many tags go into one add or delete. WeCom documents no limit; 100 is what a widely used wrapper allows.
const batch = 100

// steps orders the changes of a group so that no call meets a name in use and the group never runs empty: edits, adds,
// deletes. names is the name of every tag by id before the first step. A tag that is to be deleted and whose name
// another tag takes goes first; tags that swap names in a ring get there through one temporary name. A name that stays
// in use by a tag which is none of these is asked for all the same: WeCom's refusal tells so, and that tag is left
// alone.
func steps(names map[string]string, edits []*client.EditTagRequest, adds []client.NewTag, deletes []string) []step {
	var out []step
	names = maps.Clone(names)
	now := map[string]string{} // name -> id
	for id, name := range names {
		now[name] = id
	}
	moving, doomed := map[string]bool{}, map[string]bool{}
	for _, id := range deletes {
		doomed[id] = true
	}
	remove := func(id string) {
		out = append(out, step{delete: []string{id}})
		delete(now, names[id])
		delete(doomed, id)
		deletes = slices.DeleteFunc(slices.Clone(deletes), func(d string) bool { return d == id })
	}
	send := func(e *client.EditTagRequest) {
		out = append(out, step{edit: e})
		if e.Name != nil {
			delete(now, names[e.ID])
			names[e.ID], now[*e.Name] = *e.Name, e.ID
		}
	}

	var pending []*client.EditTagRequest
	for _, e := range edits {
		if e.Name != nil {
			pending, moving[e.ID] = append(pending, e), true
		} else {
			send(e)
		}
	}
	for len(pending) > 0 {
		next := slices.IndexFunc(pending, func(e *client.EditTagRequest) bool {
			holder, taken := now[*e.Name]
			return !taken || !doomed[holder] && !moving[holder]
		})
		if next >= 0 {
			send(pending[next])
			delete(moving, pending[next].ID)
			pending = slices.Delete(pending, next, next+1)
		} else if i := slices.IndexFunc(pending, func(e *client.EditTagRequest) bool { return doomed[now[*e.Name]] }); i >= 0 {
			remove(now[*pending[i].Name])
		} else { // rings only
			holder := now[*pending[0].Name]
			aside := freeName(now, names[holder], holder)
			send(&client.EditTagRequest{ID: holder, Name: &aside})
		}
	}
	for chunk := range slices.Chunk(adds, batch) {
		out = append(out, step{add: chunk})
	}
	for chunk := range slices.Chunk(deletes, batch) {
		out = append(out, step{delete: chunk})
	}
	return out
}

// freeName is an aside name that no tag of taken has; one may be left over from an update that failed.
func freeName(taken map[string]string, name, id string) string {
	aside := nameRule.Aside(name, id)
	for n := 2; taken[aside] != ""; n++ {
		aside = nameRule.Aside(name, id+strconv.Itoa(n))
	}
	return aside
}
