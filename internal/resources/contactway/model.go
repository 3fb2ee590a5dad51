// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"slices"
	"strings"

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
	m.Type = types.StringValue(typeWords.text(w.Type))
	m.Scene = types.StringValue(sceneWords.text(w.Scene))
	if w.Style != nil {
		m.Style = types.Int64Value(*w.Style)
	} else if m.Style.IsUnknown() || w.Scene != client.ContactWayMiniProgram {
		m.Style = types.Int64Null()
	}
	m.Remark = shared.OptionalString(w.Remark)
	m.State = shared.OptionalString(w.State)
	m.SkipVerify = shownBool(w.SkipVerify, m.SkipVerify)
	if m.SkipVerify.IsNull() {
		m.SkipVerify = types.BoolValue(true) // the documented default (doc 92228)
	}
	m.UserIDs = shared.StringSet(spelled(w.UserIDs, texts(m.UserIDs)))
	m.DepartmentIDs = shared.NumberSet(w.DepartmentIDs)
	m.IsExclusive = shownBool(w.IsExclusive, m.IsExclusive)
	m.MarkSource = shownBool(w.MarkSource, m.MarkSource)
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
	kind, _ := typeWords.number(m.Type.ValueString())
	scene, _ := sceneWords.number(m.Scene.ValueString())
	in := &client.AddContactWayRequest{
		Type: kind, Scene: scene, Style: known(m.Style),
		Remark: knownText(m.Remark), State: knownText(m.State), SkipVerify: knownBool(m.SkipVerify),
		UserIDs: texts(m.UserIDs), DepartmentIDs: numbers(m.DepartmentIDs),
		MarkSource: knownBool(m.MarkSource),
	}
	if m.IsExclusive.ValueBool() { // false is the documented default
		in.IsExclusive = knownBool(m.IsExclusive)
	}
	if s := m.session(ctx, diags); s != nil {
		yes := true
		in.IsTemp = &yes
		in.ExpiresIn, in.ChatExpiresIn, in.UnionID = known(s.ExpiresIn), known(s.ChatExpiresIn), knownText(s.UnionID)
		in.Conclusions = s.closing(ctx, diags).toAPI(ctx, diags)
	}
	return in
}

// toUpdate holds every value that an update can carry: whether WeCom keeps a
// key that is left out is not documented (doc 92228). What prior has and m has
// no more is sent empty, and listed in clears.
func (m *model) toUpdate(ctx context.Context, prior *model, diags *diag.Diagnostics) (in *client.UpdateContactWayRequest, clears []clearing) {
	in = &client.UpdateContactWayRequest{
		ID: m.ID.ValueString(), Style: known(m.Style),
		Remark: knownText(m.Remark), State: knownText(m.State), SkipVerify: knownBool(m.SkipVerify),
		UserIDs: texts(m.UserIDs), DepartmentIDs: numbers(m.DepartmentIDs),
		MarkSource: knownBool(m.MarkSource),
	}
	if m.Type.ValueString() == single {
		in.DepartmentIDs = nil // without effect (doc 92228)
	}
	if s := m.session(ctx, diags); s != nil {
		in.ExpiresIn, in.ChatExpiresIn, in.UnionID = known(s.ExpiresIn), known(s.ChatExpiresIn), knownText(s.UnionID)
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
		!sameUsers(texts(m.UserIDs), texts(prior.UserIDs)), !slices.Equal(numbers(m.DepartmentIDs), numbers(prior.DepartmentIDs)),
		!m.MarkSource.IsUnknown() && !m.MarkSource.IsNull() && !prior.MarkSource.IsNull() && !m.MarkSource.Equal(prior.MarkSource):
		return true
	}
	return m.session(ctx, diags).differs(ctx, prior.session(ctx, diags), diags)
}

// spelled writes each id the way prior does: WeCom ignores the case of userids
// and may show another one than it was sent.
func spelled(ids, prior []string) []string {
	out := slices.Clone(ids)
	for i, id := range out {
		if at := slices.IndexFunc(prior, func(p string) bool { return strings.EqualFold(p, id) }); at >= 0 {
			out[i] = prior[at]
		}
	}
	return out
}

func sameUsers(a, b []string) bool {
	fold := func(in []string) []string {
		out := make([]string, 0, len(in))
		for _, id := range in {
			out = append(out, strings.ToLower(id))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return slices.Equal(fold(a), fold(b))
}

func shownBool(shown *bool, prior types.Bool) types.Bool {
	switch {
	case shown != nil:
		return types.BoolValue(*shown)
	case prior.IsUnknown():
		return types.BoolNull()
	}
	return prior
}

// texts are the known elements of a set, sorted; nil when there is none.
func texts(set types.Set) []string {
	var out []string
	for _, v := range set.Elements() {
		if s, ok := v.(types.String); ok && !s.IsUnknown() && !s.IsNull() {
			out = append(out, s.ValueString())
		}
	}
	slices.Sort(out)
	return out
}

// numbers are the known elements of a set, sorted; nil when there is none.
func numbers(set types.Set) []int64 {
	var out []int64
	for _, v := range set.Elements() {
		if n, ok := v.(types.Int64); ok && !n.IsUnknown() && !n.IsNull() {
			out = append(out, n.ValueInt64())
		}
	}
	slices.Sort(out)
	return out
}

func known(v types.Int64) *int64 {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return v.ValueInt64Pointer()
}

func knownText(v types.String) *string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return v.ValueStringPointer()
}

func knownBool(v types.Bool) *bool {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return v.ValueBoolPointer()
}
