// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ValidateConfig refuses ranges that no rule could have.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	refuseRange(&config, &resp.Diagnostics)
}

// refuseRange adds an error for an empty range, and for a member who is named
// twice. A configuration may hold unknown sets, which become known by apply.
func refuseRange(m *model, diags *diag.Diagnostics) {
	if !m.UserIDs.IsUnknown() && !m.DepartmentIDs.IsUnknown() && len(m.UserIDs.Elements())+len(m.DepartmentIDs.Elements()) == 0 {
		diags.AddAttributeError(path.Root("user_ids"), "Empty range",
			"user_ids and department_ids are both empty. A rule applies to at least one user or department; to apply it to the whole corp, "+
				"write department_ids = [1].")
	}
	shared.RefuseTwice(path.Root("user_ids"), shared.Texts(m.UserIDs.SetValue), diags)
}

// ModifyPlan refuses the destroy of a protected rule, and plans no change for
// userids that differ in case only.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() {
		return // create: nothing to lose
	}
	var state, plan model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	r.Recorded(func(c *client.Client) { c.InterceptRules.Made(state.ID.ValueString(), time.Time{}) })
	if req.Plan.Raw.IsNull() {
		shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject())
		return
	}
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() || plan.UserIDs.IsUnknown() {
		return
	}
	want, have := shared.Texts(plan.UserIDs.SetValue), shared.Texts(state.UserIDs.SetValue)
	if len(want) != len(plan.UserIDs.Elements()) || slices.Equal(want, have) {
		return
	}
	if want = shared.Respell(want, have); slices.Equal(slices.Sorted(slices.Values(want)), have) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("user_ids"), state.UserIDs)...)
	}
}
