// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ValidateConfig refuses what no corp could accept.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	if empty(config.UserIDs) && empty(config.DepartmentIDs) {
		resp.Diagnostics.AddAttributeError(path.Root("user_ids"), "Nobody to add",
			"user_ids and department_ids are both empty. A link leads to at least one member: name a member in user_ids or a department in department_ids.")
	}
	validatePriority(config.Priority, &resp.Diagnostics)
}

// empty is true only of what is certainly empty.
func empty(set types.Set) bool { return !set.IsUnknown() && len(set.Elements()) == 0 }

func validatePriority(p types.Object, diags *diag.Diagnostics) {
	scope, users := priorityScope(p), priorityUsers(p)
	if p.IsNull() || p.IsUnknown() || scope.IsUnknown() || users.IsUnknown() {
		return
	}
	at := path.Root("priority").AtName("user_ids")
	switch scope.ValueString() {
	case scopeCorp:
		if !users.IsNull() {
			diags.AddAttributeError(at, "Preferred members without designated scope",
				`priority.user_ids is given, but priority.scope is "corp", which prefers any member of the corp. Set priority.scope = "designated", or leave priority.user_ids out.`)
		}
	case scopeDesignated:
		if users.IsNull() {
			diags.AddAttributeError(at, "No preferred members",
				`priority.scope is "designated", but priority.user_ids is missing. Name the preferred members in priority.user_ids, or set priority.scope = "corp".`)
		}
	}
}

// ModifyPlan refuses the destroy of a protected link, says what a destroy
// costs, and warns of a priority that may not go away.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() {
		return // create: nothing to lose
	}
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	r.Recorded(func(c *client.Client) { c.AcquisitionLinks.Made(state.ID.ValueString(), time.Time{}) })
	if req.Plan.Raw.IsNull() {
		planDestroy(&state, &resp.Diagnostics)
		return
	}
	var plan, config model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if config.MarkSource.IsNull() && plan.MarkSource.IsUnknown() {
		// WeCom did not show it to the refresh just now: an update changes nothing about that.
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("mark_source"), state.MarkSource)...)
	}
	plan.keepSpelling(ctx, &state, resp)
	if plan.removesPriority(&state) {
		resp.Diagnostics.AddAttributeWarning(path.Root("priority"), "Priority may not go away",
			fmt.Sprintf("This plan takes the priority off %s. WeCom documents no way to do that (priority_option, 优先分配): apply asks for it, and fails if "+
				"WeCom refuses or ignores it.\n%s", state.subject(), priorityWayOut))
	}
}

// keepSpelling plans no change for userids that differ from the state in case
// only: WeCom ignores it.
func (m *model) keepSpelling(ctx context.Context, state *model, resp *resource.ModifyPlanResponse) {
	if shared.Respelled(m.UserIDs, state.UserIDs) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("user_ids"), state.UserIDs)...)
	}
	if shared.Respelled(priorityUsers(m.Priority), priorityUsers(state.Priority)) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("priority").AtName("user_ids"), priorityUsers(state.Priority))...)
	}
}

func planDestroy(state *model, diags *diag.Diagnostics) {
	if shared.RefuseProtected(diags, state.DeletionProtection, "destroy", state.subject()) {
		return
	}
	diags.AddWarning("Published link will stop working",
		fmt.Sprintf("Destroying %s kills the address %s. Wherever it is published (获客链接), it stops working when this plan is applied. WeCom's API cannot "+
			"undo this, and a new link has another address.", state.subject(), state.URL.ValueString()))
}

// warnGone tells what the removal from the state rests on.
func warnGone(state *model, diags *diag.Diagnostics) {
	diags.AddWarning("Acquisition link is gone",
		fmt.Sprintf("%s is not among the links of this app any more, so it was deleted in the console or the mobile client; its address %s is dead. "+
			"If the provider's `secret` is now that of another app, the link may live on instead: go back to the app that made it before you apply.",
			state.subject(), state.URL.ValueString()))
}

// warnNotDeleted tells what the end of a destroy rests on.
func warnNotDeleted(state *model, diags *diag.Diagnostics) {
	diags.AddWarning("Acquisition link was gone before it was deleted",
		fmt.Sprintf("This app has no link %s: somebody deleted it since the plan was made, or the provider's `secret` is now that of another app. "+
			"In that case the link lives on at %s and is in no state any more: go back to the app that made it and import it, or delete it in the console "+
			"(客户联系 → 获客助手).", state.subject(), state.URL.ValueString()))
}
