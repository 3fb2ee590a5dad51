// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ValidateConfig refuses what no corp could accept, as a schema would.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	config.parse(&resp.Diagnostics)
}

// parse reads the text of a configuration; nil while it is not known or wrong.
func (m *model) parse(diags *diag.Diagnostics) *document {
	if m.Departments.IsNull() || m.Departments.IsUnknown() {
		return nil
	}
	parentID := m.ParentID.ValueInt64()
	if m.ParentID.IsNull() {
		parentID = rootID
	}
	doc, problems := parse(m.Departments.ValueString())
	if len(problems) == 0 {
		problems = doc.check(parentID)
	}
	if report(diags, problems); len(problems) > 0 {
		return nil
	}
	return doc
}

// ModifyPlan says which departments the plan makes, moves and deletes, keeps the ids of all others known, and refuses
// what must not be.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state, plan model
	var k *known
	if !req.State.Raw.IsNull() {
		if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
			return
		}
		k = state.known(loadNotes(ctx, req.Private, &resp.Diagnostics))
		r.Claims.Planned()
		r.Recorded(func(c *client.Client) { c.Departments.InState(k.recorded()) })
	} else {
		k = newKnown("", nil, notes{})
		if shared.RefuseSuccessor(ctx, req.Private, resp.Private, &resp.Diagnostics) {
			return
		}
	}
	if req.Plan.Raw.IsNull() {
		planDestroy(&state, k, &resp.Diagnostics)
		r.fate(k.labels(k.own()), shared.Since(ctx, req.Private), true, &resp.Diagnostics)
		r.die(k.labels(k.own()), &resp.Diagnostics)
		r.ahead(ctx, &state, &resp.Diagnostics)
		return
	}
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() {
		return
	}
	if !req.State.Raw.IsNull() && (state.DeletionProtection.ValueBool() || plan.DeletionProtection.ValueBool()) {
		state.protected("").LeaveNote(ctx, resp.Private, &resp.Diagnostics)
	} else {
		shared.ForgetNote(ctx, resp.Private, &resp.Diagnostics)
	}
	plan.ID = plan.ParentID.Int64Value
	k.Delete = nil
	if plan.Departments.IsUnknown() {
		plan.IDs = types.MapUnknown(types.Int64Type)
		if !state.ID.IsNull() {
			resp.Diagnostics.AddAttributeWarning(path.Root("departments"), "Changes of departments are not known yet: "+state.subject(),
				"The text depends on something that this very apply makes, so this plan cannot show what changes. Departments of the tree that the text "+
					"turns out not to declare will be deleted, unless they have members. To see that first, apply the other resource alone (-target); "+
					"to rule it out, set deletion_protection = true in an apply before this one.")
		}
	} else if doc := plan.parse(&resp.Diagnostics); doc != nil {
		targets, problems := k.match(doc)
		if report(&resp.Diagnostics, problems); len(problems) > 0 {
			return
		}
		r.planTargets(&state, &plan, k, targets, shared.Since(ctx, req.Private), &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	moves := !plan.ParentID.Equal(state.ParentID)
	if !req.State.Raw.IsNull() && moves {
		r.WarnInside(&resp.Diagnostics, state.ParentID.ValueInt64(), shared.Holds{Leaving: []string{state.subject()}})
	}
	if req.State.Raw.IsNull() || !plan.Departments.Equal(state.Departments) || moves {
		r.ahead(ctx, &plan, &resp.Diagnostics)
	}
	k.save(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// ahead says in the plan that the credential is missing or wrong.
func (r *Resource) ahead(ctx context.Context, m *model, diags *diag.Diagnostics) {
	kind.Ahead(ctx, &r.Configured, client.CredentialContacts, "department tree", "departments", m.subject(), diags)
}

// planTargets completes the plan of a text that is known.
func (r *Resource) planTargets(state, plan *model, k *known, targets []target, since int64, diags *diag.Diagnostics) {
	exists := !state.ID.IsNull()
	if exists && !plan.ParentID.IsUnknown() && k.path[plan.ParentID.ValueInt64()] != "" {
		diags.AddAttributeError(path.Root("parent_id"), "The tree cannot hang below itself",
			fmt.Sprintf("parent_id %d is %s, which is in this tree.", plan.ParentID.ValueInt64(), quote(k.path[plan.ParentID.ValueInt64()])))
		return
	}
	c := k.compare(targets, plan.Exclusive.ValueBool())
	plan.IDs = plan.planned(targets, exists)
	if exists && c.unchanged {
		plan.Departments = state.Departments // another way to write the same is no change
	}
	if missing := plan.undeclared(targets); len(missing) > 0 {
		diags.AddAttributeError(path.Root("ids_of"), "Departments are not declared",
			"ids_of names paths that departments does not have: "+shared.Shorten(missing)+".")
		return
	}
	k.Delete = c.remove
	kept := map[int64]string{}
	for _, t := range targets {
		if id, known := t.known(); known {
			kept[id] = label(t.path, id)
		}
	}
	if r.fate(kept, since, false, diags) || r.fate(k.labels(c.remove), since, true, diags) {
		return
	}
	if len(c.remove) > 0 {
		if inside := state.protected("departments of "); (state.DeletionProtection.ValueBool() || plan.DeletionProtection.ValueBool()) && inside.Refuse(diags, "delete", "") {
			return
		}
		k.warnRemove(state.subject(), c.remove, targets, diags)
		r.die(k.labels(c.remove), diags)
	}
	if len(c.release) > 0 {
		diags.AddWarning("Departments are left alone: "+state.subject(),
			fmt.Sprintf("Not declared, and not deleted either, because no configuration of this tree declared them before or because they were moved away: %s. "+
				"They are not in the state any more after the apply.", shared.Shorten(k.names(c.release))))
	}
	if len(c.takeOver) > 0 {
		diags.AddWarning("Departments are taken over: "+state.subject(),
			fmt.Sprintf("Made by somebody else, or by an apply that was interrupted, and declared now: %s. The tree manages them from now on, and deletes them when they are not declared any more. "+
				"Write their id to confirm that these are meant.", shared.Shorten(k.names(c.takeOver))))
	}
	if exists && plan.Exclusive.ValueBool() && !state.Exclusive.ValueBool() {
		diags.AddWarning("The tree becomes exclusive: "+state.subject(),
			fmt.Sprintf("This apply deletes nothing for it. The plan after it shows every department below department %d that is not declared as to be removed.",
				state.ParentID.ValueInt64()))
	}
}

// die warns of departments, by id, that are deleted while others move out of them, or stay.
func (r *Resource) die(labels map[int64]string, diags *diag.Diagnostics) {
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		r.WarnDying(diags, id, "department "+labels[id])
	}
}

// fate refuses to delete departments, by id, that another resource keeps, and to keep those that another one deletes,
// as after an import beside the blocks that had them; it reports whether it did.
func (r *Resource) fate(labels map[int64]string, since int64, dies bool, diags *diag.Diagnostics) bool {
	var both []string
	for _, id := range slices.Sorted(maps.Keys(labels)) {
		if r.Claims.Fated(fmt.Sprintf("department/%d", id), since, dies) {
			both = append(both, labels[id])
		}
	}
	if len(both) == 0 {
		return false
	}
	subject := "department " + both[0]
	if len(both) > 1 {
		subject += fmt.Sprintf(", with %d more,", len(both)-1)
	}
	diags.AddError(shared.Twice(subject))
	return true
}

func (k *known) labels(ids []int64) map[int64]string {
	out := make(map[int64]string, len(ids))
	for _, id := range ids {
		out[id] = label(k.key(id), id)
	}
	return out
}

// warnRemove announces deletes, and the way out where one may be a move.
func (k *known) warnRemove(subject string, remove []int64, targets []target, diags *diag.Diagnostics) {
	made := map[string][]string{} // name -> paths
	for _, t := range targets {
		if _, known := t.known(); !known {
			made[t.name] = append(made[t.name], t.path)
		}
	}
	var moves []string
	for _, id := range remove {
		old := k.path[id]
		_, name, _ := splitPath(old)
		if paths := made[name]; len(paths) > 0 {
			slices.Sort(paths)
			moves = append(moves, fmt.Sprintf("%s: moved_from = %s", at(paths[0]), quote(old)))
		}
	}
	text := fmt.Sprintf("This plan deletes %s: %s.\nWhatever names their ids (contact ways, links, rules, apps) loses them. WeCom refuses to delete a department "+
		"that still has members or departments in it; move them out first (通讯录 → 组织架构).", count(len(remove), "a department", "%d departments"), shared.Shorten(k.names(remove)))
	if len(moves) > 0 {
		text += "\n\nDepartments of the same name are made elsewhere. If one is a move, its members, which stay in the old department now, come along when the new entry says so:\n  " +
			joinLines(moves)
	}
	diags.AddAttributeWarning(path.Root("departments"), "Departments will be deleted: "+subject, text)
}

func planDestroy(state *model, k *known, diags *diag.Diagnostics) {
	if state.DeletionProtection.ValueBool() && state.protected("").Refuse(diags, "destroy", "") {
		return
	}
	if own := k.own(); len(own) > 0 {
		diags.AddWarning("Departments will be deleted: "+state.subject(),
			fmt.Sprintf("Destroying %s deletes %s, children first: %s.\nWhatever names their ids (contact ways, links, rules, apps) loses them. "+
				"WeCom refuses to delete a department that still has members or departments in it. To stop managing the tree without deleting it, "+
				"use a `removed` block with `lifecycle { destroy = false }`, or `terraform state rm`.",
				state.subject(), count(len(own), "a department", "%d departments"), shared.Shorten(k.names(own))))
	}
}

// own are the departments that a destroy deletes, parents first: those that were declared or imported and are still in
// the subtree.
func (k *known) own() []int64 {
	return slices.DeleteFunc(k.sorted(), func(id int64) bool {
		_, outside := k.Outside[id]
		return outside || k.found[id]
	})
}

// protected is the tree, or a part of it, as something that must not be lost.
func (m *model) protected(part string) shared.Protected {
	return shared.Protected{Subject: part + m.subject(), ID: strconv.FormatInt(m.ParentID.ValueInt64(), 10)}
}

func (m *model) subject() string {
	return fmt.Sprintf("the department tree below department %d", m.ParentID.ValueInt64())
}

func label(path string, id int64) string { return fmt.Sprintf("%s (id %d)", path, id) }

// joinLines bounds a list that is written line by line.
func joinLines(lines []string) string {
	if len(lines) <= problemsShown {
		return strings.Join(lines, "\n  ")
	}
	return strings.Join(lines[:problemsShown], "\n  ") + fmt.Sprintf("\n  and %d more", len(lines)-problemsShown)
}
