// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"errors"
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// writer runs the steps of an update and knows at every moment which tags exist.
type writer struct {
	*operation
	group string
	tags  map[string]client.Tag // by id
	made  []client.Tag
}

func newWriter(o *operation, group string, prior map[string]tagModel) *writer {
	w := &writer{operation: o, group: group, tags: map[string]client.Tag{}}
	for _, t := range prior {
		id := t.ID.ValueString()
		w.tags[id] = client.Tag{ID: id, Name: t.Name.ValueString(), Order: t.Order.ValueInt64()}
	}
	return w
}

// plan lists the edits and adds that lead to want.
func (w *writer) plan(want map[string]tagModel) (names map[string]string, edits []*client.EditTagRequest, adds []client.NewTag) {
	for _, key := range sortedKeys(want) {
		id, name, order := want[key].ID.ValueString(), want[key].Name.ValueString(), want[key].Order.Known()
		if id == "" {
			adds = append(adds, client.NewTag{Name: name, Order: order})
			continue
		}
		was, ours := w.tags[id]
		if !ours { // taken over: it has the wanted name
			was = client.Tag{ID: id, Name: name}
			w.tags[id] = was
		}
		e := &client.EditTagRequest{ID: id}
		if was.Name != name {
			e.Name = &name
		}
		if order != nil && (!ours || *order != was.Order) {
			e.Order = order
		}
		if e.Name != nil || e.Order != nil {
			edits = append(edits, e)
		}
	}
	names = make(map[string]string, len(w.tags))
	for id, t := range w.tags {
		names[id] = t.Name
	}
	return names, edits, adds
}

// run does the steps, and ends with the first that fails.
func (w *writer) run(todo []step) error {
	for _, s := range todo {
		switch {
		case s.edit != nil:
			t := w.tags[s.edit.ID]
			if err := w.Edit(w, s.edit); err != nil {
				return w.refused("change", "tag "+w.names(t.ID), err)
			}
			if s.edit.Name != nil {
				t.Name = *s.edit.Name
			}
			if s.edit.Order != nil {
				t.Order = *s.edit.Order
			}
			w.tags[t.ID] = t
		case s.add != nil:
			got, err := w.Add(w, &client.AddTagsRequest{GroupID: w.group, Tags: s.add, KnownAbsent: true})
			if err != nil {
				names := make([]string, 0, len(s.add))
				for _, t := range s.add {
					names = append(names, fmt.Sprintf("%q", t.Name))
				}
				return w.refused("add", "tags "+strings.Join(names, ", "), err)
			}
			for _, t := range got.Tags {
				w.tags[t.ID] = t
			}
			w.made = append(w.made, got.Tags...)
		default:
			if err := w.delete(s.delete); err != nil {
				return err
			}
		}
	}
	return nil
}

// delete removes ids. WeCom deletes all or none; when it refuses because one of several is somebody else's, they go one
// by one, so that the error can name it.
func (w *writer) delete(ids []string) error {
	err := w.library.Delete(w, &client.DeleteTagsRequest{TagIDs: ids})
	switch {
	case err == nil || errors.Is(err, client.ErrNotFound): // gone already is as good
		for _, id := range ids {
			delete(w.tags, id)
		}
		return nil
	case len(ids) == 1 || !errors.Is(err, client.ErrNotOwned):
		return w.refused("delete", "tag "+w.names(ids...), err)
	}
	var first error
	for _, id := range ids {
		if err := w.delete([]string{id}); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func (w *writer) names(ids ...string) string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, fmt.Sprintf("%q (%s)", w.tags[id].Name, id))
	}
	return strings.Join(out, ", ")
}

// refused words the refusal of a step.
func (w *writer) refused(op, subject string, err error) error {
	f := shared.Failure{Op: op, Subject: subject, Err: err}
	switch {
	case errors.Is(err, client.ErrNotOwned):
		f.Reason = "it was made in the console or by another app; an app can change or delete only what it made itself"
		f.NextStep = "To leave tags of others alone, set exclusive = false and declare only your own. " +
			"To change this one, a super administrator uses the console: 客户联系 → 客户标签."
	case errors.Is(err, client.ErrNotFound):
		if f.Reason = "it was deleted since the plan was made"; op == "add" {
			f.Reason = "the group was deleted since the plan was made"
		}
		f.NextStep = "Plan again: the new plan makes it again, or leaves it out."
	}
	f.NextStep = strings.TrimSpace(f.NextStep + "\nWhat was done before this is in the state; the next apply goes on from there.")
	return f.AsError()
}

// result is what the state is to hold: the wanted tags, and after a failure what was reached, with the tags that are
// still to be deleted.
func (w *writer) result(want, prior map[string]tagModel, orphans []string, failed bool) map[string]tagModel {
	if !failed {
		return want
	}
	out := map[string]tagModel{}
	for key, t := range want {
		if now, ok := w.tags[t.ID.ValueString()]; ok {
			out[key] = tagFromAPI(now)
		}
	}
	for _, key := range orphans {
		now, ok := w.tags[prior[key].ID.ValueString()]
		if _, taken := out[key]; ok && !taken {
			out[key] = tagFromAPI(now)
		}
	}
	return out
}
