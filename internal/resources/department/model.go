// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_department.
type model struct {
	kind.NumberObject
	Name          types.String   `tfsdk:"name"`
	NameEN        types.String   `tfsdk:"name_en"`
	ParentID      field.Whole    `tfsdk:"parent_id"`
	Order         field.Whole    `tfsdk:"order"`
	LeaderUserIDs field.Set      `tfsdk:"leader_user_ids"`
	Timeouts      timeouts.Value `tfsdk:"timeouts"`
}

// subject names the department in messages: `department 37 "后端"`.
func subject(m *model) string {
	if m.ID.Known() == nil {
		return fmt.Sprintf("%q under department %d", m.Name.ValueString(), m.ParentID.ValueInt64())
	}
	if m.Name.IsNull() {
		return fmt.Sprintf("department %d", m.ID.ValueInt64())
	}
	return fmt.Sprintf("department %d %q", m.ID.ValueInt64(), m.Name.ValueString())
}

// check refuses what no corp could accept.
func check(_ context.Context, m *model, diags *diag.Diagnostics) {
	if id, parent := m.ID.Known(), m.ParentID.Known(); id != nil && parent != nil && *id == *parent {
		diags.AddAttributeError(path.Root("parent_id"), "Department is its own parent",
			fmt.Sprintf("id and parent_id are both %d. A department needs another department, or the root (1), as its parent.", *id))
	}
}

// plan keeps the root where it is, refuses moves that cannot be, and warns of a move out of a department that dies.
func plan(r *kind.Run, c *kind.Change[model]) {
	switch at := path.Root("parent_id"); {
	case c.State == nil:
	case c.State.ID.ValueInt64() == rootID && !c.Config.ParentID.IsNull():
		r.Diags.AddAttributeError(at, "Root department cannot be moved", "Department 1 is the corp itself and has no parent. Leave parent_id out.")
	case c.State.ID.ValueInt64() == rootID: // its parent is 0, so the default must not become a move
		c.Set(at, c.State.ParentID)
	case c.Plan.ParentID.Equal(c.State.ID):
		r.Diags.AddAttributeError(at, "Department is its own parent", fmt.Sprintf("%s cannot be moved below itself. Choose another parent_id.", subject(c.State)))
	case !c.Plan.ParentID.Equal(c.State.ParentID):
		r.WarnInside(r.Diags, c.State.ParentID.ValueInt64(), shared.Holds{Leaving: []string{subject(c.State)}})
	}
}

// dies warns of a department that is destroyed while others move out of it, or stay.
func dies(r *kind.Run, m *model) { r.WarnDying(r.Diags, m.ID.ValueInt64(), subject(m)) }

func claim(id field.Whole) string { return unique + "/" + id.String() }

// fromAPI takes over everything WeCom shows of d. With IDsOnly, what could not be read stays as it is.
func fromAPI(_ *kind.Run, m *model, d *client.Department) {
	m.ID, m.ParentID, m.Order = field.WholeValue(d.ID), field.WholeValue(d.ParentID), field.WholeValue(d.Order)
	if !d.IDsOnly {
		m.Name, m.NameEN, m.LeaderUserIDs = types.StringValue(d.Name), field.TextOf(d.NameEN), field.StringsSet(d.LeaderUserIDs)
	}
}

func (m *model) toCreate() *client.CreateDepartmentRequest {
	return &client.CreateDepartmentRequest{
		ID: m.ID.Known(), Name: m.Name.ValueString(), NameEN: field.KnownText(m.NameEN), ParentID: m.ParentID.ValueInt64(), Order: m.Order.Known(),
	}
}

// toUpdate holds what differs from prior; nil when nothing does. name_en is never sent empty: WeCom wants 1 to 64
// characters (doc 90206).
func (m *model) toUpdate(prior *model) *client.UpdateDepartmentRequest {
	in := &client.UpdateDepartmentRequest{ID: prior.ID.ValueInt64()}
	if !m.Name.Equal(prior.Name) {
		in.Name = field.KnownText(m.Name)
	}
	if !m.NameEN.Equal(prior.NameEN) {
		in.NameEN = field.KnownText(m.NameEN)
	}
	if !m.ParentID.Equal(prior.ParentID) {
		in.ParentID = m.ParentID.Known()
	}
	if !m.Order.Equal(prior.Order) {
		in.Order = m.Order.Known()
	}
	if in.Name == nil && in.NameEN == nil && in.ParentID == nil && in.Order == nil {
		return nil
	}
	return in
}
