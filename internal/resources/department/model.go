// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_department.
type model struct {
	ID                 types.Int64    `tfsdk:"id"`
	Name               types.String   `tfsdk:"name"`
	NameEN             types.String   `tfsdk:"name_en"`
	ParentID           types.Int64    `tfsdk:"parent_id"`
	Order              types.Int64    `tfsdk:"order"`
	LeaderUserIDs      types.Set      `tfsdk:"leader_user_ids"`
	DeletionProtection types.Bool     `tfsdk:"deletion_protection"`
	Timeouts           timeouts.Value `tfsdk:"timeouts"`
}

// fromAPI takes over everything WeCom shows of d. With IDsOnly, what could not
// be read stays as it is.
func (m *model) fromAPI(d *client.Department) {
	m.ID = types.Int64Value(d.ID)
	m.ParentID = types.Int64Value(d.ParentID)
	m.Order = types.Int64Value(d.Order)
	if d.IDsOnly {
		if m.LeaderUserIDs.IsUnknown() {
			m.LeaderUserIDs = types.SetNull(types.StringType)
		}
		if m.NameEN.IsUnknown() {
			m.NameEN = types.StringNull()
		}
		return
	}
	m.Name = types.StringValue(d.Name)
	m.NameEN = shared.OptionalString(d.NameEN)
	m.LeaderUserIDs = shared.StringSet(d.LeaderUserIDs)
}

// fill resolves what the plan left open from d and keeps every planned value:
// a read that lags behind the write must not contradict the plan, and what an
// administrator changes meanwhile shows in the next plan.
func (m *model) fill(d *client.Department) {
	read := *m
	read.fromAPI(d)
	if m.ID.IsUnknown() {
		m.ID = read.ID
	}
	if m.NameEN.IsUnknown() {
		m.NameEN = read.NameEN
	}
	if m.ParentID.IsUnknown() {
		m.ParentID = read.ParentID
	}
	if m.Order.IsUnknown() {
		m.Order = read.Order
	}
	if m.LeaderUserIDs.IsUnknown() {
		m.LeaderUserIDs = read.LeaderUserIDs
	}
}

// settleNew fills what is known of a department that was just made: leaders are
// set on members (doc 90195), and a name that was not sent is not there.
func (m *model) settleNew() {
	if m.NameEN.IsUnknown() {
		m.NameEN = types.StringNull()
	}
	if m.LeaderUserIDs.IsUnknown() {
		m.LeaderUserIDs = shared.StringSet(nil)
	}
}

// settle turns what is still unknown into null, for a create whose re-read
// failed: the id must reach the state, and the next refresh reads the rest.
func (m *model) settle() {
	if m.NameEN.IsUnknown() {
		m.NameEN = types.StringNull()
	}
	if m.Order.IsUnknown() {
		m.Order = types.Int64Null()
	}
	if m.LeaderUserIDs.IsUnknown() {
		m.LeaderUserIDs = types.SetNull(types.StringType)
	}
}

func (m *model) toCreate() *client.CreateDepartmentRequest {
	return &client.CreateDepartmentRequest{
		ID:       shared.KnownNumber(m.ID),
		Name:     m.Name.ValueString(),
		NameEN:   shared.KnownText(m.NameEN),
		ParentID: m.ParentID.ValueInt64(),
		Order:    shared.KnownNumber(m.Order),
	}
}

// toUpdate holds what differs from prior; changed says whether anything does.
// name_en is never sent empty: WeCom wants 1 to 64 characters (doc 90206).
func (m *model) toUpdate(prior *model) (in *client.UpdateDepartmentRequest, changed bool) {
	in = &client.UpdateDepartmentRequest{ID: m.ID.ValueInt64()}
	if !m.Name.Equal(prior.Name) {
		in.Name = shared.KnownText(m.Name)
	}
	if !m.NameEN.Equal(prior.NameEN) {
		in.NameEN = shared.KnownText(m.NameEN)
	}
	if !m.ParentID.Equal(prior.ParentID) {
		in.ParentID = shared.KnownNumber(m.ParentID)
	}
	if !m.Order.Equal(prior.Order) {
		in.Order = shared.KnownNumber(m.Order)
	}
	return in, in.Name != nil || in.NameEN != nil || in.ParentID != nil || in.Order != nil
}
