// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_contact_way.
type model struct {
	ID                 types.String `tfsdk:"id"`
	Type               types.String `tfsdk:"type"`
	Scene              types.String `tfsdk:"scene"`
	Style              types.Int64  `tfsdk:"style"`
	Remark             types.String `tfsdk:"remark"`
	State              types.String `tfsdk:"state"`
	SkipVerify         types.Bool   `tfsdk:"skip_verify"`
	UserIDs            types.Set    `tfsdk:"user_ids"`
	DepartmentIDs      types.Set    `tfsdk:"department_ids"`
	IsExclusive        types.Bool   `tfsdk:"is_exclusive"`
	MarkSource         types.Bool   `tfsdk:"mark_source"`
	TemporarySession   types.Object `tfsdk:"temporary_session"`
	QRCode             types.String `tfsdk:"qr_code"`
	DeletionProtection types.Bool   `tfsdk:"deletion_protection"`
}

// fromAPI takes over everything WeCom shows of w. What it does not show stays
// as it is; null then means "not known".
func (m *model) fromAPI(ctx context.Context, w *client.ContactWay, diags *diag.Diagnostics) {
	m.ID = types.StringValue(w.ID)
	m.Type = types.StringValue(typeWords.Text(w.Type))
	m.Scene = types.StringValue(sceneWords.Text(w.Scene))
	if w.Style != nil {
		m.Style = types.Int64Value(*w.Style)
	} else if m.Style.IsUnknown() || w.Scene != client.ContactWayMiniProgram {
		m.Style = types.Int64Null()
	}
	m.Remark = shared.OptionalString(w.Remark)
	m.State = shared.OptionalString(w.State)
	m.SkipVerify = shared.ShownBool(w.SkipVerify, m.SkipVerify)
	if m.SkipVerify.IsNull() {
		m.SkipVerify = types.BoolValue(true) // the documented default (doc 92228)
	}
	m.UserIDs = shared.StringSet(shared.Respell(w.UserIDs, shared.Texts(m.UserIDs)))
	m.DepartmentIDs = shared.NumberSet(w.DepartmentIDs)
	m.IsExclusive = shared.ShownBool(w.IsExclusive, m.IsExclusive)
	m.MarkSource = shared.ShownBool(w.MarkSource, m.MarkSource)
	if w.IsTemp {
		m.sessionFromAPI(ctx, w, diags)
	} else {
		m.TemporarySession = types.ObjectNull(sessionType)
	}
	if w.QRCode != "" {
		m.QRCode = types.StringValue(w.QRCode)
	} else if m.QRCode.IsUnknown() || w.Scene != client.ContactWayQRCode {
		m.QRCode = types.StringNull()
	}
	if m.DeletionProtection.IsNull() {
		m.DeletionProtection = types.BoolValue(false)
	}
}

// fill resolves what the plan left open from w and keeps every planned value: a
// read that lags behind the write must not contradict the plan, and what
// somebody changes meanwhile shows in the next plan.
func (m *model) fill(ctx context.Context, w *client.ContactWay, diags *diag.Diagnostics) {
	read := *m
	read.fromAPI(ctx, w, diags)
	if m.Style.IsUnknown() {
		m.Style = read.Style
	}
	if m.MarkSource.IsUnknown() {
		m.MarkSource = read.MarkSource
	}
	if m.QRCode.IsUnknown() {
		m.QRCode = read.QRCode
	}
	m.fillImage(ctx, &read, diags)
}

// settle gives what is still unknown the value that WeCom documents as its
// default, so that the id reaches the state also when the re-read fails.
func (m *model) settle(ctx context.Context, diags *diag.Diagnostics) {
	if m.Style.IsUnknown() {
		m.Style = types.Int64Null()
	}
	if m.IsExclusive.IsUnknown() {
		m.IsExclusive = types.BoolValue(false)
	}
	if m.MarkSource.IsUnknown() {
		m.MarkSource = types.BoolValue(true)
	}
	if m.QRCode.IsUnknown() {
		m.QRCode = types.StringNull()
	}
	m.fillImage(ctx, nil, diags)
}

func (m *model) toCreate(ctx context.Context, diags *diag.Diagnostics) *client.AddContactWayRequest {
	kind, _ := typeWords.Number(m.Type.ValueString())
	scene, _ := sceneWords.Number(m.Scene.ValueString())
	in := &client.AddContactWayRequest{
		Type: kind, Scene: scene, Style: shared.KnownNumber(m.Style),
		Remark: shared.KnownText(m.Remark), State: shared.KnownText(m.State), SkipVerify: shared.KnownBool(m.SkipVerify),
		UserIDs: shared.Texts(m.UserIDs), DepartmentIDs: shared.Numbers(m.DepartmentIDs),
		MarkSource: shared.KnownBool(m.MarkSource),
	}
	if m.IsExclusive.ValueBool() { // false is the documented default
		in.IsExclusive = shared.KnownBool(m.IsExclusive)
	}
	if s := m.session(ctx, diags); s != nil {
		yes := true
		in.IsTemp = &yes
		in.ExpiresIn, in.ChatExpiresIn, in.UnionID = shared.KnownNumber(s.ExpiresIn), shared.KnownNumber(s.ChatExpiresIn), shared.KnownText(s.UnionID)
		in.Conclusions = s.closing(ctx, diags).toAPI(ctx, diags)
	}
	return in
}

// toUpdate holds every value that an update can carry: whether WeCom keeps a
// key that is left out is not documented (doc 92228). What prior has and m has
// no more is sent empty, and listed in clears.
func (m *model) toUpdate(ctx context.Context, prior *model, diags *diag.Diagnostics) (in *client.UpdateContactWayRequest, clears []clearing) {
	in = &client.UpdateContactWayRequest{
		ID: m.ID.ValueString(), Style: shared.KnownNumber(m.Style),
		Remark: shared.KnownText(m.Remark), State: shared.KnownText(m.State), SkipVerify: shared.KnownBool(m.SkipVerify),
		UserIDs: shared.Texts(m.UserIDs), DepartmentIDs: shared.Numbers(m.DepartmentIDs),
		MarkSource: shared.KnownBool(m.MarkSource),
	}
	if m.Type.ValueString() == single {
		in.DepartmentIDs = nil // without effect (doc 92228)
	}
	if s := m.session(ctx, diags); s != nil {
		in.ExpiresIn, in.ChatExpiresIn, in.UnionID = shared.KnownNumber(s.ExpiresIn), shared.KnownNumber(s.ChatExpiresIn), shared.KnownText(s.UnionID)
		in.Conclusions = s.closing(ctx, diags).toAPI(ctx, diags)
	}
	for _, c := range clearables {
		if c.has(ctx, prior, diags) && !c.has(ctx, m, diags) {
			c.clear(in)
			clears = append(clears, c)
		}
	}
	return in, clears
}

// differs reports whether WeCom must be told to get from prior to m. A null in
// prior of what WeCom need not show is "not known" and no difference; unknown
// in m is "whatever it is".
func (m *model) differs(ctx context.Context, prior *model, diags *diag.Diagnostics) bool {
	switch {
	case !m.Style.IsUnknown() && !m.Style.Equal(prior.Style),
		!m.Remark.Equal(prior.Remark), !m.State.Equal(prior.State), !m.SkipVerify.Equal(prior.SkipVerify),
		!shared.SameUsers(shared.Texts(m.UserIDs), shared.Texts(prior.UserIDs)), !slices.Equal(shared.Numbers(m.DepartmentIDs), shared.Numbers(prior.DepartmentIDs)),
		!m.MarkSource.IsUnknown() && !m.MarkSource.IsNull() && !prior.MarkSource.IsNull() && !m.MarkSource.Equal(prior.MarkSource):
		return true
	}
	return m.session(ctx, diags).differs(ctx, prior.session(ctx, diags), diags)
}
