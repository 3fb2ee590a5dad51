// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// groupExists refuses a create before it is sent.
type groupExists struct{ group client.TagGroup }

func (e *groupExists) Error() string {
	return fmt.Sprintf("a tag group named %q exists already (id %s)", e.group.Name, e.group.ID)
}

// Is lets Resolve wait for the name.
func (e *groupExists) Is(target error) bool { return target == client.ErrNameTaken }

func groupKey(id string) string { return "tag_group/" + id }

// named is the group of that name, else one whose name differs in case only:
// whether WeCom tells those apart is not documented.
func named(groups []client.TagGroup, name string) (exact, alike *client.TagGroup) {
	for i, g := range groups {
		switch {
		case g.Name == name:
			exact = &groups[i]
		case strings.EqualFold(g.Name, name):
			alike = &groups[i]
		}
	}
	return exact, alike
}

// mergedInto tells of a create that WeCom took for more tags of a group that was
// there before, although its name is not quite the same.
type mergedInto struct {
	group client.TagGroup
	left  string // what could not be taken back, "" for nothing
}

func (e *mergedInto) Error() string {
	return fmt.Sprintf("WeCom put the tags into tag group %q (id %s)", e.group.Name, e.group.ID)
}

// takeBack removes the tags that a create put into a group of somebody else's: those
// that were asked for, and that the group did not have before. Whatever else is
// in it, customers may carry.
func (r *Resource) takeBack(ctx context.Context, group client.TagGroup, asked []client.NewTag, made []client.Tag) error {
	merged := &mergedInto{group: group}
	in := &client.DeleteTagsRequest{}
	var names []string
	for _, t := range made {
		ours := slices.ContainsFunc(asked, func(a client.NewTag) bool { return a.Name == t.Name })
		if ours && !slices.ContainsFunc(group.Tags, func(had client.Tag) bool { return had.ID == t.ID }) {
			in.TagIDs = append(in.TagIDs, t.ID)
			names = append(names, fmt.Sprintf("%q (%s)", t.Name, t.ID))
		}
	}
	if len(in.TagIDs) == 0 {
		return merged
	}
	if err := r.Client.CustomerTags.Delete(ctx, in); err != nil && !errors.Is(err, client.ErrNotFound) {
		merged.left = strings.Join(names, ", ")
	}
	return merged
}

// create makes the group and returns the tags that exist then. plan.ID stays
// unknown when nothing was made.
func (r *Resource) create(ctx context.Context, plan *model, tags map[string]tagModel, diags *diag.Diagnostics) map[string]tagModel {
	want := newTags(tags)
	first := min(batch, len(want))
	in := &client.AddTagsRequest{GroupName: plan.Name.ValueString(), Order: shared.KnownNumber(plan.Order), Tags: want[:first], KnownAbsent: true}
	var group *client.TagGroup
	err := r.Resolve(ctx, shared.Clash{
		Try: func(ctx context.Context) error {
			groups, err := r.Client.CustomerTags.List(ctx)
			if err != nil {
				return err
			}
			unrecorded := r.Client.CustomerTags.Unrecorded(in)
			if found, _ := named(groups, in.GroupName); found != nil && !unrecorded {
				return &groupExists{*found}
			}
			made, err := r.Client.CustomerTags.Add(ctx, in)
			if made != nil && !unrecorded {
				had := slices.IndexFunc(groups, func(g client.TagGroup) bool { return g.ID == made.ID })
				if had >= 0 {
					return r.takeBack(ctx, groups[had], in.Tags, made.Tags)
				}
			}
			group = made
			return err
		},
		InTheWay: func(context.Context) (string, error) { return "", nil }, // Try says it
	})
	if group == nil {
		r.createDiag(plan, err, diags)
		return nil
	}
	if err != nil { // made, with a complaint: an error would have Terraform destroy it again
		diags.AddWarning("Tag group created, but WeCom complained",
			fmt.Sprintf("Tag group %s was created. The next plan shows what WeCom did not take over.\n\n%s", group.ID, err))
	}
	plan.ID = types.StringValue(group.ID)
	plan.CreatedAt = shared.Time(group.CreateTime)
	if plan.Order.IsUnknown() {
		plan.Order = types.Int64Value(group.Order)
	}
	missing := adopt(tags, group.Tags)
	// A group that an interrupted run made may hold some of them already.
	rest := slices.DeleteFunc(slices.Clone(want[first:]), func(t client.NewTag) bool { return !slices.Contains(missing, t.Name) })
	for len(rest) > 0 {
		n := min(batch, len(rest))
		more, err := r.Client.CustomerTags.Add(ctx, &client.AddTagsRequest{GroupID: group.ID, Tags: rest[:n], KnownAbsent: true})
		if err != nil {
			shared.Diag(diags, shared.Failure{Op: "create", Noun: noun, Subject: plan.subject(), Err: err,
				NextStep: fmt.Sprintf("The group exists with %d of its %d tags; the next apply replaces it. To keep it and add the rest, run `terraform untaint <address>` first.", len(want)-len(rest), len(want))})
			break
		}
		missing = adopt(tags, more.Tags)
		rest = rest[n:]
	}
	if len(missing) > 0 {
		// WeCom answers with the tags it made. One that is not among them may
		// still be there: look before saying otherwise.
		if read, err := r.Client.CustomerTags.GetGroup(ctx, group.ID); err == nil {
			missing = adopt(tags, read.Tags)
		}
	}
	if len(missing) > 0 && !diags.HasError() {
		diags.AddError("Unable to create tag group",
			fmt.Sprintf("%s was made, but WeCom shows none of these tags: %s.\n"+
				"Terraform marks the group as tainted, and the next apply replaces it. To keep it and add the rest, run `terraform untaint <address>` first.", plan.subject(), strings.Join(missing, ", ")))
	}
	return tags
}

func (r *Resource) createDiag(plan *model, err error, diags *diag.Diagnostics) {
	f := shared.Failure{Op: "create", Noun: noun, Subject: plan.subject(), Err: err}
	var exists *groupExists
	if errors.As(err, &exists) {
		f.Reason = fmt.Sprintf("a group of that name exists already (id %s), and WeCom would put the tags into it", exists.group.ID)
		f.NextStep = fmt.Sprintf("To manage it, import it:  terraform import <address> %s\nOtherwise choose another name.", exists.group.ID)
	}
	var merged *mergedInto
	if errors.As(err, &merged) {
		f.Reason = fmt.Sprintf("WeCom takes the name for that of the group %q (id %s), which exists, and put the tags into it", merged.group.Name, merged.group.ID)
		f.NextStep = fmt.Sprintf("They were removed again. To manage that group, import it:  terraform import <address> %s\nOtherwise choose another name.", merged.group.ID)
		if merged.left != "" {
			f.NextStep = fmt.Sprintf("Removing them again failed; delete them by hand: %s. Then choose another name.\nConsole: 客户联系 → 企业客户标签", merged.left)
		}
	}
	shared.Diag(diags, f)
}

// update carries the group from state to plan and returns the tags as they are
// then; plan is set back to what was not reached. It returns nil when nothing
// may be saved.
func (r *Resource) update(ctx context.Context, plan, state *model, n *notes, diags *diag.Diagnostics) map[string]tagModel {
	want := plan.tags(ctx, diags)
	prior := state.tags(ctx, diags)
	if refuseTwins(want, diags); diags.HasError() {
		return nil
	}
	// Names that were unknown in the plan are known now: match again, so that a
	// tag that was only moved to another key keeps its id.
	want, orphans := match(unresolved(want), prior, *n)
	w := &writer{r: r, group: state.ID.ValueString(), tags: map[string]client.Tag{}}
	for _, t := range prior {
		w.tags[t.ID.ValueString()] = client.Tag{ID: t.ID.ValueString(), Name: t.Name.ValueString(), Order: t.Order.ValueInt64()}
	}
	if err := r.updateGroup(ctx, plan, state); err != nil {
		shared.Diag(diags, shared.Failure{Op: "update", Noun: noun, Subject: state.subject(), Err: err, Reason: r.clashReason(err)})
		return nil
	}

	names, edits, adds := w.plan(want)
	var doomed []string
	for _, key := range n.doomed(state, plan, prior, orphans) {
		doomed = append(doomed, prior[key].ID.ValueString())
	}
	err := w.run(ctx, steps(names, edits, adds, doomed))
	if err != nil {
		w.diag(plan, err, diags)
	}
	made := make([]client.Tag, 0, len(w.made))
	made = append(made, w.made...)
	adopt(want, made)
	tags := w.result(want, prior, orphans, err != nil)
	n.declare(want)
	n.delete(doomed, w.tags)
	return tags
}

// unresolved forgets the ids that the plan matched, so that match starts from
// what the user wrote; orders that the plan took from the state stay.
func unresolved(planned map[string]tagModel) map[string]tagModel {
	out := make(map[string]tagModel, len(planned))
	for key, t := range planned {
		out[key] = tagModel{Name: t.Name, Order: t.Order}
	}
	return out
}

// updateGroup renames or reorders the group itself.
func (r *Resource) updateGroup(ctx context.Context, plan, state *model) error {
	in := &client.EditTagRequest{ID: state.ID.ValueString()}
	if !plan.Name.Equal(state.Name) {
		in.Name = plan.Name.ValueStringPointer()
	}
	if order := shared.KnownNumber(plan.Order); order != nil && !plan.Order.Equal(state.Order) {
		in.Order = order
	}
	if in.Name == nil && in.Order == nil {
		return nil
	}
	return r.Resolve(ctx, shared.Clash{
		Self: groupKey(in.ID),
		Try:  func(ctx context.Context) error { return r.Client.CustomerTags.Edit(ctx, in) },
		InTheWay: func(ctx context.Context) (string, error) {
			groups, err := r.Client.CustomerTags.List(ctx)
			if err != nil {
				return "", err
			}
			found, alike := named(groups, plan.Name.ValueString())
			if found == nil {
				found = alike
			}
			if found == nil {
				return "", nil
			}
			return groupKey(found.ID), nil
		},
		StepAside: func(ctx context.Context) error {
			name := nameRule.Aside(state.Name.ValueString(), in.ID)
			return r.Client.CustomerTags.Edit(ctx, &client.EditTagRequest{ID: in.ID, Name: &name})
		},
		StepBack: func(ctx context.Context) error {
			return r.Client.CustomerTags.Edit(ctx, &client.EditTagRequest{ID: in.ID, Name: state.Name.ValueStringPointer()})
		},
	})
}

func (r *Resource) clashReason(err error) string {
	var clash *shared.ErrClash
	if errors.As(err, &clash) && clash.By != "" {
		return fmt.Sprintf("a group of that name exists already (id %s)", strings.TrimPrefix(clash.By, groupKey("")))
	}
	return ""
}

// save writes plan with tags as the state. A tag without id does not exist.
func (r *Resource) save(ctx context.Context, plan *model, tags map[string]tagModel, state *tfsdk.State, diags *diag.Diagnostics) {
	exist := map[string]tagModel{}
	for key, t := range tags {
		if t.ID.IsUnknown() || t.ID.IsNull() {
			continue
		}
		if t.Order.IsUnknown() {
			t.Order = types.Int64Null()
		}
		exist[key] = t
	}
	plan.setTags(ctx, exist, diags)
	if plan.Order.IsUnknown() {
		plan.Order = types.Int64Null()
	}
	diags.Append(state.Set(ctx, plan)...)
}

// delete removes what the state holds and nothing that a plan did not show.
func (r *Resource) delete(ctx context.Context, state *model, diags *diag.Diagnostics) {
	group, err := r.Client.CustomerTags.GetGroup(ctx, state.ID.ValueString())
	if errors.Is(err, client.ErrNotFound) {
		return
	}
	if err != nil {
		shared.Diag(diags, shared.Failure{Op: "delete", Noun: noun, Subject: state.subject(), Err: err})
		return
	}
	ours := map[string]bool{}
	for _, t := range state.tags(ctx, diags) {
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
			diags.AddError("Unable to delete tag group",
				fmt.Sprintf("%s holds tags that this plan did not show, because they were added after it was made: %s. "+
					"Nothing was deleted. Plan again and look at what it says.", state.subject(), strings.Join(others, ", ")))
			return
		}
		in = &client.DeleteTagsRequest{TagIDs: mine}
		diags.AddWarning("Tag group stays with the tags of others",
			fmt.Sprintf("%s holds tags that were not declared and stay: %s. WeCom deletes a group only with its last tag.", state.subject(), strings.Join(others, ", ")))
		if len(mine) == 0 {
			return
		}
	}
	if err := r.Client.CustomerTags.Delete(ctx, in); err != nil && !errors.Is(err, client.ErrNotFound) {
		shared.Diag(diags, shared.Failure{Op: "delete", Noun: noun, Subject: state.subject(), Err: err})
	}
}
