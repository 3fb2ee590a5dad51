// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// console is where tags are kept by hand.
const console = "客户联系 → 企业客户标签"

// holder is the id of the group of that name, other than self, else of one whose name differs in case only: whether
// WeCom tells those apart is not documented.
func holder(groups []client.TagGroup, name, self string) (alike string) {
	for _, g := range groups {
		switch {
		case g.ID == self:
		case g.Name == name:
			return g.ID
		case alike == "" && strings.EqualFold(g.Name, name):
			alike = g.ID
		}
	}
	return alike
}

// create makes the group with its tags, unless a group of that name exists: WeCom would put the tags into it without a
// word (doc 92117). named sends what needs the name.
func (o *operation) create(m *model, named func(try func() error) error) (kind.Made, error) {
	tags := m.tags(o, o.Diags)
	want := newTags(tags)
	first := min(batch, len(want))
	in := &client.AddTagsRequest{GroupName: m.Name.ValueString(), Order: m.Order.Known(), Tags: want[:first], KnownAbsent: true}
	var group *client.TagGroup
	err := named(func() error {
		groups, err := o.List(o)
		if err != nil {
			return err
		}
		unrecorded := o.Unrecorded(in)
		if slices.ContainsFunc(groups, func(g client.TagGroup) bool { return g.Name == in.GroupName }) && !unrecorded {
			return client.ErrNameTaken
		}
		made, err := o.Add(o, in)
		if made != nil && !unrecorded {
			if had := slices.IndexFunc(groups, func(g client.TagGroup) bool { return g.ID == made.ID }); had >= 0 {
				return o.takeBack(m, groups[had], in.Tags, made.Tags)
			}
		}
		group = made
		return err
	})
	if group == nil {
		return kind.Made{}, err
	}
	m.CreatedAt = field.TimeOf(group.CreateTime)
	if m.Order.IsUnknown() {
		m.Order = field.WholeValue(group.Order)
	}
	take := func(made []client.Tag) {
		var n notes
		adopt(tags, made)
		m.Tags = mapOf(o, tags)
		n.declare(tags)
		kind.Remember(o.Run, notesKey, n)
	}
	take(group.Tags)
	out := kind.Made{ID: group.ID}
	// A group that an interrupted run made may hold some of the rest already.
	rest := slices.DeleteFunc(slices.Clone(want[first:]), func(t client.NewTag) bool {
		return slices.ContainsFunc(group.Tags, func(has client.Tag) bool { return has.Name == t.Name })
	})
	if len(rest) > 0 {
		out.Missing = fmt.Sprintf("exists; of its %d tags up to %d are missing.", len(want), len(rest))
		out.More = func() error {
			for chunk := range slices.Chunk(rest, batch) {
				more, err := o.Add(o, &client.AddTagsRequest{GroupID: group.ID, Tags: chunk, KnownAbsent: true})
				if more != nil {
					take(more.Tags)
				}
				if err != nil {
					return err
				}
			}
			return nil
		}
	}
	return out, err
}

// takeBack removes the tags that a create put into a group of somebody else's, whose name is not quite the same: those
// that were asked for, and that the group did not have before. Whatever else is in it, customers may carry.
func (o *operation) takeBack(m *model, group client.TagGroup, asked []client.NewTag, made []client.Tag) error {
	f := shared.Failure{
		Op: "create", Noun: o.noun, Subject: o.subject(m), Err: fmt.Errorf("WeCom put the tags into %s %q (id %s)", o.noun, group.Name, group.ID),
		Reason:   fmt.Sprintf("WeCom takes the name for that of the group %q (id %s), which exists, and put the tags into it", group.Name, group.ID),
		NextStep: fmt.Sprintf("They were removed again. To manage that group, import it:  terraform import <address> %s\nOtherwise choose another name.", group.ID),
	}
	in := &client.DeleteTagsRequest{}
	var names []string
	for _, t := range made {
		ours := slices.ContainsFunc(asked, func(a client.NewTag) bool { return a.Name == t.Name })
		if ours && !slices.ContainsFunc(group.Tags, func(had client.Tag) bool { return had.ID == t.ID }) {
			in.TagIDs = append(in.TagIDs, t.ID)
			names = append(names, fmt.Sprintf("%q (%s)", t.Name, t.ID))
		}
	}
	if len(in.TagIDs) > 0 {
		if err := o.library.Delete(o, in); err != nil && !errors.Is(err, client.ErrNotFound) {
			f.NextStep = fmt.Sprintf("Removing them again failed; delete them by hand: %s. Then choose another name.\nConsole: %s", strings.Join(names, ", "), console)
		}
	}
	return f.AsError()
}

// update edits in place, adds before it deletes, and leaves in plan what was reached when a call fails half-way.
func (o *operation) update(plan, state *model, named func(try func() error) error) (wrote bool, err error) {
	prior, n := state.existing(o), kind.Recall[notes](o.Run, notesKey)
	// Names that were unknown in the plan are known now: match again, so that a tag that was only moved to another key
	// keeps its id.
	want, orphans := match(unresolved(plan.tags(o, o.Diags)), prior, n)
	if in := plan.toUpdate(state); in != nil {
		if err := named(func() error { return o.Edit(o, in) }); err != nil {
			return false, err
		}
		wrote = true
	}
	w := newWriter(o, state.ID.ValueString(), prior)
	names, edits, adds := w.plan(want)
	var doomed []string
	for _, key := range n.doomed(state, plan, prior, orphans) {
		doomed = append(doomed, prior[key].ID.ValueString())
	}
	todo := steps(names, edits, adds, doomed)
	var failed *shared.FailureError
	if errors.As(w.run(todo), &failed) {
		f := failed.Failure
		f.Subject += " of " + o.subject(plan)
		o.Diags.AddError("Unable to update "+o.noun, f.Detail())
	}
	adopt(want, w.made)
	plan.Tags = mapOf(o, w.result(want, prior, orphans, failed != nil))
	n.declare(want)
	n.delete(doomed, w.tags)
	kind.Remember(o.Run, notesKey, n)
	return wrote || len(todo) > 0, nil
}

// unresolved forgets the ids that the plan matched, so that match starts from what the user wrote; orders that the plan
// took from the state stay.
func unresolved(planned map[string]tagModel) map[string]tagModel {
	out := make(map[string]tagModel, len(planned))
	for key, t := range planned {
		out[key] = tagModel{Name: t.Name, Order: t.Order}
	}
	return out
}

// toUpdate renames or reorders the group itself; nil when neither differs.
func (m *model) toUpdate(state *model) *client.EditTagRequest {
	in := &client.EditTagRequest{ID: state.ID.ValueString()}
	if !m.Name.Equal(state.Name) {
		in.Name = m.Name.ValueStringPointer()
	}
	if order := m.Order.Known(); order != nil && !m.Order.Equal(state.Order) {
		in.Order = order
	}
	if in.Name == nil && in.Order == nil {
		return nil
	}
	return in
}

// delete removes what the state holds and nothing that a plan did not show.
func (o *operation) delete(state *model) error {
	group, err := o.GetGroup(o, state.ID.ValueString())
	if err != nil {
		return err
	}
	ours := map[string]bool{}
	for _, t := range state.existing(o) {
		ours[t.ID.ValueString()] = true
	}
	var mine, others []string
	for _, t := range group.Tags {
		if ours[t.ID] {
			mine = append(mine, t.ID)
		} else {
			others = append(others, fmt.Sprintf("%q", t.Name))
		}
	}
	slices.Sort(others)
	in := &client.DeleteTagsRequest{GroupIDs: []string{group.ID}}
	if len(others) > 0 {
		if state.Exclusive.ValueBool() {
			o.Diags.AddError("Unable to delete "+o.noun, fmt.Sprintf("%s holds tags that this plan did not show, because they were added after it was made: %s. "+
				"Nothing was deleted. Plan again and look at what it says.", o.subject(state), strings.Join(others, ", ")))
			return nil
		}
		o.Warn(fmt.Sprintf("The %s stays with the tags of others", o.subject(state)),
			"%s holds tags that were not declared and stay: %s. WeCom deletes a group only with its last tag.", o.subject(state), strings.Join(others, ", "))
		if in = (&client.DeleteTagsRequest{TagIDs: mine}); len(mine) == 0 {
			return nil
		}
	}
	return o.library.Delete(o, in)
}
