// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ValidateConfig refuses what no corp could accept.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	// Two attributes instead of the model: this runs thousands of times, twice
	// in an apply.
	var ownID, parentID types.Int64
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("id"), &ownID)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("parent_id"), &parentID)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if id, parent := shared.KnownNumber(ownID), shared.KnownNumber(parentID); id != nil && parent != nil && *id == *parent {
		resp.Diagnostics.AddAttributeError(path.Root("parent_id"), "Department is its own parent",
			fmt.Sprintf("id and parent_id are both %d. A department needs another department, or the root (1), as its parent.", *id))
	}
}

// ModifyPlan refuses destroys of the root and of protected departments, and
// moves that cannot be.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() {
		return // create: nothing to lose
	}
	if req.Plan.Raw.Equal(req.State.Raw) {
		return // no change, which is what most plans say of most departments
	}
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	r.Recorded(func(c *client.Client) { c.Departments.Made(state.ID.ValueInt64(), time.Time{}) })
	isRoot := state.ID.ValueInt64() == rootID
	if req.Plan.Raw.IsNull() {
		if isRoot {
			resp.Diagnostics.AddError("Root department cannot be deleted",
				"Department 1 is the corp itself. To stop managing it without deleting it, use a `removed` block with "+
					"`lifecycle { destroy = false }`, or `terraform state rm`.")
			return
		}
		shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject())
		return
	}
	var plan, config model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if isRoot {
		planRoot(ctx, &state, &config, resp)
		return
	}
	if !plan.ID.IsUnknown() && !plan.ID.Equal(state.ID) {
		if shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "replace", state.subject()) {
			return
		}
		resp.Diagnostics.AddAttributeWarning(path.Root("id"), "Department will be replaced",
			fmt.Sprintf("Replacing %s destroys department %d: WeCom cannot change the id of a department. The delete is refused while it "+
				"has members or sub-departments, and whatever names its id (contact ways, links, rules, apps) loses it.",
				state.subject(), state.ID.ValueInt64()))
		return
	}
	if plan.ParentID.Equal(state.ID) {
		resp.Diagnostics.AddAttributeError(path.Root("parent_id"), "Department is its own parent",
			fmt.Sprintf("%s cannot be moved below itself. Choose another parent_id.", state.subject()))
	}
}

// planRoot keeps the root where it is: its parent is 0, which no configuration
// can say, so the default of parent_id must not become a move.
func planRoot(ctx context.Context, state, config *model, resp *resource.ModifyPlanResponse) {
	if !config.ParentID.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("parent_id"), "Root department cannot be moved",
			"Department 1 is the corp itself and has no parent. Leave parent_id out.")
		return
	}
	if id := shared.KnownNumber(config.ID); id != nil {
		resp.Diagnostics.AddAttributeError(path.Root("id"), "Root department cannot be replaced",
			"Department 1 is the corp itself. Leave id out.")
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("parent_id"), state.ParentID)...)
}

// subject names the department in messages: `department 37 "后端"`.
func (m *model) subject() string {
	if m.ID.IsNull() || m.ID.IsUnknown() {
		return fmt.Sprintf("%q under department %d", m.Name.ValueString(), m.ParentID.ValueInt64())
	}
	if m.Name.IsNull() {
		return fmt.Sprintf("department %d", m.ID.ValueInt64())
	}
	return fmt.Sprintf("department %d %q", m.ID.ValueInt64(), m.Name.ValueString())
}

// open reports whether the plan left something for WeCom to say.
func (m *model) open() bool {
	return m.NameEN.IsUnknown() || m.Order.IsUnknown() || m.LeaderUserIDs.IsUnknown()
}

// configured reports whether v has a value of the user's.
func configured(v types.String) bool { return !v.IsNull() && !v.IsUnknown() }
