// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_contact_way.
type model struct {
	kind.Object
	Type             types.String `tfsdk:"type"`
	Scene            types.String `tfsdk:"scene"`
	Style            field.Whole  `tfsdk:"style"`
	Remark           types.String `tfsdk:"remark"`
	State            types.String `tfsdk:"state"`
	SkipVerify       types.Bool   `tfsdk:"skip_verify"`
	UserIDs          field.Set    `tfsdk:"user_ids"`
	DepartmentIDs    field.Set    `tfsdk:"department_ids"`
	IsExclusive      types.Bool   `tfsdk:"is_exclusive"`
	MarkSource       types.Bool   `tfsdk:"mark_source"`
	TemporarySession types.Object `tfsdk:"temporary_session"`
	QRCode           types.String `tfsdk:"qr_code"`
}

// subject names the contact way in messages: `contact way 42b3… "门店"`.
func (m *model) subject() string {
	name, id := noun, m.ID.ValueString()
	if id != "" {
		name += " " + id
	}
	for _, v := range []types.String{m.Remark, m.State} {
		if v.ValueString() != "" {
			return fmt.Sprintf("%s %q", name, v.ValueString())
		}
	}
	if id == "" {
		who := m.UserIDs.Strings()
		for _, d := range m.DepartmentIDs.Numbers() {
			who = append(who, fmt.Sprintf("department %d", d))
		}
		name += " for " + shared.Shorten(who)
	}
	return name
}

// fromAPI takes over everything WeCom shows of w. What it does not show stays as it is; null then means "not known".
func fromAPI(r *kind.Run, m *model, w *client.ContactWay) {
	m.ID = types.StringValue(w.ID)
	m.Type = types.StringValue(kinds.Text(w.Type))
	m.Scene = types.StringValue(scenes.Text(w.Scene))
	if w.Style != nil || m.Style.IsUnknown() || w.Scene != client.ContactWayMiniProgram {
		m.Style = field.WholePointer(w.Style)
	}
	m.Remark, m.State = field.TextOf(w.Remark), field.TextOf(w.State)
	m.SkipVerify = field.ShownFlag(w.SkipVerify, m.SkipVerify)
	if m.SkipVerify.IsNull() {
		m.SkipVerify = types.BoolValue(true) // the documented default (doc 92228)
	}
	m.UserIDs = field.UsersSet(w.UserIDs, m.UserIDs)
	m.DepartmentIDs = field.NumbersSet(w.DepartmentIDs)
	m.IsExclusive = field.ShownFlag(w.IsExclusive, m.IsExclusive)
	m.MarkSource = field.ShownFlag(w.MarkSource, m.MarkSource)
	m.TemporarySession = sessionFromAPI(r, m.session(r), w)
	if w.QRCode != "" || m.QRCode.IsUnknown() || w.Scene != client.ContactWayQRCode {
		m.QRCode = field.TextOf(w.QRCode)
	}
}

func (m *model) toCreate(ctx context.Context) *client.AddContactWayRequest {
	// Everything that an update can carry is the same in a create.
	u := m.toUpdate(ctx)
	in := &client.AddContactWayRequest{
		Style: u.Style, Remark: u.Remark, State: u.State, SkipVerify: u.SkipVerify, UserIDs: u.UserIDs, DepartmentIDs: u.DepartmentIDs,
		MarkSource: u.MarkSource, ExpiresIn: u.ExpiresIn, ChatExpiresIn: u.ChatExpiresIn, UnionID: u.UnionID, Conclusions: u.Conclusions,
	}
	in.Type, _ = kinds.Number(m.Type.ValueString())
	in.Scene, _ = scenes.Number(m.Scene.ValueString())
	yes := true
	if m.IsExclusive.ValueBool() { // false is the documented default
		in.IsExclusive = &yes
	}
	if !m.TemporarySession.IsNull() {
		in.IsTemp = &yes
	}
	return in
}

// toUpdate holds every value that an update can carry: whether WeCom keeps a key that is left out is not documented
// (doc 92228).
func (m *model) toUpdate(ctx context.Context) *request {
	in := &request{
		ID: m.ID.ValueString(), Style: m.Style.Known(), Remark: field.KnownText(m.Remark), State: field.KnownText(m.State),
		SkipVerify: field.KnownFlag(m.SkipVerify), UserIDs: m.UserIDs.Strings(), MarkSource: field.KnownFlag(m.MarkSource),
	}
	if m.Type.ValueString() != single { // without effect there
		in.DepartmentIDs = m.DepartmentIDs.Numbers()
	}
	if s := m.session(ctx); s != nil {
		in.ExpiresIn, in.ChatExpiresIn, in.UnionID = s.ExpiresIn.Known(), s.ChatExpiresIn.Known(), field.KnownText(s.UnionID)
		in.Conclusions = s.closing(ctx).toAPI(ctx)
	}
	return in
}
