// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ValidateConfig refuses tags that no group could hold.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	tags := config.tags(ctx, &resp.Diagnostics)
	for _, key := range sortedKeys(tags) {
		if !tags[key].Name.IsNull() {
			continue
		}
		if problem := nameRule.Problem(key); problem != "" {
			resp.Diagnostics.AddAttributeError(path.Root("tags").AtMapKey(key), "Invalid tag name",
				fmt.Sprintf("The key is the tag's name unless `name` is set: %s", problem))
		}
	}
	refuseTwins(tags, &resp.Diagnostics)
}

// refuseTwins adds an error for every two keys of the same name.
func refuseTwins(tags map[string]tagModel, diags *diag.Diagnostics) {
	first := map[string]string{} // name -> key
	for _, key := range sortedKeys(tags) {
		name := tags[key].Name
		if name.IsUnknown() {
			continue
		}
		if name.IsNull() {
			name = types.StringValue(key)
		}
		if other, twice := first[name.ValueString()]; twice {
			diags.AddAttributeError(path.Root("tags").AtMapKey(key), "Two tags of one name",
				fmt.Sprintf("tags[%q] and tags[%q] are both named %q. WeCom allows a name once per group.", other, key, name.ValueString()))
			continue
		}
		first[name.ValueString()] = key
	}
}

// ModifyPlan resolves names, orders and ids of the tags, and says what a
// deletion costs.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state, plan, config model
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
		r.Recorded(func(c *client.Client) { c.CustomerTags.Made(state.ID.ValueString(), time.Time{}) })
	}
	if req.Plan.Raw.IsNull() {
		if !resp.Diagnostics.HasError() {
			planDestroy(&state, &resp.Diagnostics)
		}
		return
	}
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() || config.Tags.IsUnknown() {
		return
	}

	notes := readNotes(ctx, req.Private, &resp.Diagnostics)
	prior := state.tags(ctx, &resp.Diagnostics)
	planned, orphans := match(config.tags(ctx, &resp.Diagnostics), prior, notes)
	plan.setTags(ctx, planned, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("tags"), plan.Tags)...)
	if req.State.Raw.IsNull() || resp.Diagnostics.HasError() {
		return
	}
	warnDeleted(&state, prior, notes.doomed(&state, &plan, prior, orphans), &resp.Diagnostics)
	warnAdopted(&state, prior, planned, &resp.Diagnostics)
	warnExclusive(&state, &plan, planned, notes, &resp.Diagnostics)
}

func planDestroy(state *model, diags *diag.Diagnostics) {
	if shared.RefuseProtected(diags, state.DeletionProtection, "destroy", state.subject()) {
		return
	}
	diags.AddWarning("Customers will lose tags",
		fmt.Sprintf("Destroying %s deletes its tags and takes them off every customer who carries them. WeCom's API cannot undo this.", state.subject()))
}

func warnDeleted(state *model, prior map[string]tagModel, doomed []string, diags *diag.Diagnostics) {
	if len(doomed) == 0 {
		return
	}
	names := make([]string, 0, len(doomed))
	for _, key := range doomed {
		names = append(names, fmt.Sprintf("%q (%s)", prior[key].Name.ValueString(), prior[key].ID.ValueString()))
	}
	diags.AddAttributeWarning(path.Root("tags"), "Customers will lose tags",
		fmt.Sprintf("This plan deletes from %s: %s. Every customer who carries such a tag loses it; WeCom's API cannot undo this.\n"+
			"To rename a tag instead, keep its key and change its name. To leave alone what others added to the group, set exclusive = false.",
			state.subject(), strings.Join(names, ", ")))
}

func warnAdopted(state *model, prior, planned map[string]tagModel, diags *diag.Diagnostics) {
	had := map[string]bool{}
	for _, t := range prior {
		had[t.ID.ValueString()] = true
	}
	for _, key := range sortedKeys(planned) {
		tag := planned[key]
		if id := tag.ID.ValueString(); id != "" && !had[id] {
			diags.AddAttributeWarning(path.Root("tags").AtMapKey(key), "Existing tag taken over",
				fmt.Sprintf("%s holds a tag %q (%s) already, which was not declared so far. This plan takes it over as it is; "+
					"from then on removing the line deletes it. Choose another name to make a tag of your own.",
					state.subject(), tag.Name.ValueString(), id))
		}
	}
}

// warnExclusive tells what exclusive = true will show next: nothing is deleted
// by the plan that switches it on, because that plan cannot show it.
func warnExclusive(state, plan *model, planned map[string]tagModel, notes notes, diags *diag.Diagnostics) {
	if state.Exclusive.ValueBool() || !plan.Exclusive.ValueBool() {
		return
	}
	declared := map[string]bool{}
	for _, t := range planned {
		declared[t.Name.ValueString()] = true
	}
	var names []string
	for _, t := range notes.Undeclared {
		if !declared[t.Name] {
			names = append(names, fmt.Sprintf("%q", t.Name))
		}
	}
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	diags.AddAttributeWarning(path.Root("exclusive"), "Undeclared tags show in the next plan",
		fmt.Sprintf("%s holds tags that nobody declared: %s. Applying this plan does not touch them; the plan after it shows them as to be removed.",
			state.subject(), strings.Join(names, ", ")))
}
