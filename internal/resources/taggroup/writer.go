// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// writer runs the steps of an update and knows at every moment which tags exist.
type writer struct {
	r     *Resource
	group string
	tags  map[string]client.Tag // by id
	made  []client.Tag
}

// plan lists the edits and adds that lead to want.
func (w *writer) plan(want map[string]tagModel) (names map[string]string, edits []edit, adds []client.NewTag) {
	names = map[string]string{}
	for id, t := range w.tags {
		names[id] = t.Name
	}
	for _, key := range sortedKeys(want) {
		tag := want[key]
		if tag.ID.IsUnknown() {
			adds = append(adds, client.NewTag{Name: tag.Name.ValueString(), Order: shared.KnownNumber(tag.Order)})
			continue
		}
		id := tag.ID.ValueString()
		was, ours := w.tags[id]
		if !ours { // taken over: it has the wanted name
			w.tags[id] = client.Tag{ID: id, Name: tag.Name.ValueString()}
			was = w.tags[id]
			names[id] = was.Name
		}
		e := edit{id: id, name: tag.Name.ValueString(), rename: was.Name != tag.Name.ValueString()}
		if order := shared.KnownNumber(tag.Order); order != nil && (!ours || *order != was.Order) {
			e.reorder = order
		}
		if e.rename || e.reorder != nil {
			edits = append(edits, e)
		}
	}
	return names, edits, adds
}

// stepError is a failed step in the user's words.
type stepError struct {
	op, subject string
	reason      string // "" for the meaning of the errcode
	err         error
}

func (e *stepError) Error() string { return e.op + " " + e.subject + ": " + e.err.Error() }

func (e *stepError) Unwrap() error { return e.err }

func (w *writer) run(ctx context.Context, todo []step) error {
	for _, s := range todo {
		switch {
		case s.edit != nil:
			t := w.tags[s.edit.ID]
			if err := w.r.Client.CustomerTags.Edit(ctx, s.edit); err != nil {
				return w.refused("change", []string{t.ID}, err)
			}
			if s.edit.Name != nil {
				t.Name = *s.edit.Name
			}
			if s.edit.Order != nil {
				t.Order = *s.edit.Order
			}
			w.tags[t.ID] = t
		case s.add != nil:
			got, err := w.r.Client.CustomerTags.Add(ctx, &client.AddTagsRequest{GroupID: w.group, Tags: s.add, KnownAbsent: true})
			if err != nil {
				return &stepError{op: "add", subject: "tags " + newNames(s.add), err: err}
			}
			for _, t := range got.Tags {
				w.tags[t.ID] = t
			}
			w.made = append(w.made, got.Tags...)
		default:
			if err := w.delete(ctx, s.delete); err != nil {
				return err
			}
		}
	}
	return nil
}

// delete removes ids. WeCom deletes all or none; when it refuses because one of
// several is somebody else's, they go one by one, so that the error can name it.
func (w *writer) delete(ctx context.Context, ids []string) error {
	err := w.r.Client.CustomerTags.Delete(ctx, &client.DeleteTagsRequest{TagIDs: ids})
	switch {
	case err == nil || errors.Is(err, client.ErrNotFound): // gone already is as good
		for _, id := range ids {
			delete(w.tags, id)
		}
		return nil
	case len(ids) == 1 || !errors.Is(err, client.ErrNotOwned):
		return w.refused("delete", ids, err)
	}
	var first error
	for _, id := range ids {
		if err := w.delete(ctx, []string{id}); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// refused words the refusal of a step on existing tags.
func (w *writer) refused(op string, ids []string, err error) *stepError {
	e := &stepError{op: op, subject: "tag " + w.names(ids), err: err}
	switch {
	case errors.Is(err, client.ErrNotOwned):
		e.reason = "it was made in the console or by another app; an app can change or delete only what it made itself"
	case errors.Is(err, client.ErrNotFound):
		e.reason = "it was deleted since the plan was made; plan again"
	}
	return e
}

func (w *writer) names(ids []string) string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, fmt.Sprintf("%q (%s)", w.tags[id].Name, id))
	}
	return strings.Join(out, ", ")
}

func newNames(tags []client.NewTag) string {
	out := make([]string, 0, len(tags))
	for _, t := range tags {
		out = append(out, fmt.Sprintf("%q", t.Name))
	}
	return strings.Join(out, ", ")
}

// result is what the state shall hold: the wanted tags, and after a failure
// what was reached, with the tags that are still to be deleted.
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
			out[key] = tagModel{Name: types.StringValue(now.Name), Order: types.Int64Value(now.Order), ID: types.StringValue(now.ID)}
		}
	}
	return out
}

// diag explains a failed step.
func (w *writer) diag(plan *model, err error, diags *diag.Diagnostics) {
	var s *stepError
	if !errors.As(err, &s) {
		s = &stepError{op: "update", err: err}
	}
	f := shared.Failure{Op: s.op, Subject: strings.TrimSpace(s.subject + " of " + plan.subject()), Reason: s.reason, Err: s.err}
	if errors.Is(err, client.ErrNotOwned) {
		f.NextStep = "To leave tags of others alone, set exclusive = false and declare only your own. " +
			"To change this one, a super administrator uses the console: 客户联系 → 客户标签."
	}
	f.NextStep = strings.TrimSpace(f.NextStep + "\nWhat was done before this is in the state; the next apply goes on from there.")
	diags.AddError("Unable to update tag group", f.Detail())
}
