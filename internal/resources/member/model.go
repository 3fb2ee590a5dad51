// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// model is the state of a wecom_member.
type model struct {
	kind.Object
	person
	LeaderOfDepartmentIDs field.Set    `tfsdk:"leader_of_department_ids"`
	Avatar                types.Object `tfsdk:"avatar"`
	MobileWO              types.String `tfsdk:"mobile_wo"`
	EmailWO               types.String `tfsdk:"email_wo"`
	AddressWO             types.String `tfsdk:"address_wo"`
	PersonalDataVersion   field.Whole  `tfsdk:"personal_data_version"`
	Invite                types.Bool   `tfsdk:"invite"`
	OnDestroy             types.String `tfsdk:"on_destroy"`
}

// person is what resource and data sources show alike.
type person struct {
	Name             types.String `tfsdk:"name"`
	Alias            types.String `tfsdk:"alias"`
	DepartmentIDs    field.Set    `tfsdk:"department_ids"`
	MainDepartmentID field.Whole  `tfsdk:"main_department_id"`
	DepartmentOrders types.Map    `tfsdk:"department_orders"`
	DirectLeaderID   types.String `tfsdk:"direct_leader_id"`
	Position         types.String `tfsdk:"position"`
	Gender           types.String `tfsdk:"gender"`
	Mobile           types.String `tfsdk:"mobile"`
	Email            types.String `tfsdk:"email"`
	Address          types.String `tfsdk:"address"`
	Telephone        types.String `tfsdk:"telephone"`
	BizMail          types.String `tfsdk:"biz_mail"`
	ExternalPosition types.String `tfsdk:"external_position"`
	CustomAttributes types.Map    `tfsdk:"custom_attributes"`
	ExternalProfile  types.Object `tfsdk:"external_profile"`
	Enabled          types.Bool   `tfsdk:"enabled"`
	Status           types.String `tfsdk:"status"`
}

// Named is the name for messages.
func (m *model) Named() types.String { return m.Name }

// avatar is the picture object with its address.
type avatar = media.Shown

// attribute is a custom attribute, external one that of external_profile.
type attribute struct {
	Text  types.String `tfsdk:"text"`
	URL   types.String `tfsdk:"url"`
	Title types.String `tfsdk:"title"`
}

type external struct {
	attribute
	MiniProgram types.Object `tfsdk:"mini_program"`
}

type miniProgram struct {
	AppID types.String `tfsdk:"app_id"`
	Page  types.String `tfsdk:"page"`
	Title types.String `tfsdk:"title"`
}

type profile struct {
	CorpShortName   types.String `tfsdk:"corp_short_name"`
	ChannelNickname types.String `tfsdk:"channel_nickname"`
	Attributes      types.Map    `tfsdk:"attributes"`
}

var (
	avatarType      = fields.Get("avatar").Type()
	attributeType   = fields.Get("custom_attributes").Type()
	profileType     = fields.Get("external_profile").Type()
	externalType, _ = profileType.AttrTypes["attributes"].(types.MapType).ElemType.(types.ObjectType)
	programType, _  = externalType.AttrTypes["mini_program"].(types.ObjectType)
)

// keep takes over what WeCom shows of a text; else what was known before stays.
func keep(to *types.String, shown bool, now string, same func(a, b string) bool) {
	switch {
	case !shown && to.IsUnknown():
		*to = types.StringNull()
	case shown && !(now != "" && !to.IsNull() && !to.IsUnknown() && same != nil && same(to.ValueString(), now)):
		*to = field.TextOf(now)
	}
}

// assume takes what the state of an import cannot show for what holds where no line says otherwise: a default must
// neither let a disabled member in again nor take leaders off. What only shows members has null there.
func (m *model) assume() {
	if m.Enabled.IsNull() || m.Enabled.IsUnknown() {
		m.Enabled = types.BoolValue(true)
	}
	if m.LeaderOfDepartmentIDs.IsNull() || m.LeaderOfDepartmentIDs.IsUnknown() {
		m.LeaderOfDepartmentIDs = field.NumbersSet(nil)
	}
}

// personal takes over mobile, email and address. Of a resource only what its configuration declares in plain is in the
// state, so that neither an import nor a create puts there what nobody wrote; whole is of a data source, which shows
// all.
func (m *model) personal(got *client.Member, whole bool) {
	all := []*types.String{&m.Mobile, &m.Email, &m.Address}
	if !m.PersonalDataVersion.IsNull() {
		for _, at := range all {
			*at = types.StringNull()
		}
		return
	}
	mobile := got.Mobile
	if strings.HasPrefix(mobile, "+86") { // in one form, whichever way WeCom writes mainland numbers
		mobile = plainMobile(mobile)
	}
	for i, now := range []struct {
		text  string
		shown bool
		same  func(a, b string) bool
	}{
		{mobile, got.ShowsMobile, sameMobile}, {got.Email, got.ShowsEmail, strings.EqualFold},
		{got.Address, got.ShowsAddress || got.ShowsMobile, nil}, // absent where there is none, too
	} {
		if declared := !all[i].IsNull() && !all[i].IsUnknown(); whole || declared {
			keep(all[i], now.shown, now.text, now.same)
		} else {
			*all[i] = types.StringNull()
		}
	}
}

// fromAPI takes over everything that WeCom shows; what it withholds stays as it is.
func (m *model) fromAPI(ctx context.Context, got *client.Member, whole bool) {
	found := m.Name.IsNull() || m.Name.IsUnknown() // by an import, a list or a data source
	if !strings.EqualFold(m.ID.ValueString(), got.UserID) {
		m.ID = types.StringValue(got.UserID)
	}
	m.places(got)
	if m.Invite.IsNull() {
		m.Invite = types.BoolValue(false)
	}
	if m.OnDestroy.IsNull() {
		m.OnDestroy = types.StringValue(destroyDeletes)
	}
	if got.IDsOnly {
		return
	}
	if got.Name != "" {
		m.Name = types.StringValue(got.Name)
	}
	keep(&m.Alias, found || got.ShowsAlias, got.Alias, nil)
	keep(&m.Position, found || got.ShowsPosition, got.Position, nil)
	keep(&m.Telephone, found || got.ShowsTelephone, got.Telephone, nil)
	keep(&m.ExternalPosition, true, got.ExternalPosition, nil) // absent where there is none (doc 90196, captured)
	keep(&m.BizMail, got.ShowsBizMail, got.BizMail, strings.EqualFold)
	m.personal(got, whole)
	gender := ""
	if got.Gender != 0 {
		gender = genders.Text(got.Gender)
	}
	keep(&m.Gender, got.ShowsGender, gender, nil)
	leader := ""
	if len(got.DirectLeader) > 0 {
		leader = got.DirectLeader[0]
	}
	keep(&m.DirectLeaderID, leader != "" || !got.Partial, leader, strings.EqualFold)
	if got.Status != 5 || m.Enabled.IsNull() || m.Enabled.IsUnknown() { // who left is neither
		m.Enabled = types.BoolValue(!got.Disabled())
	}
	if m.Status = types.StringNull(); got.Status != 0 {
		m.Status = types.StringValue(statuses.Text(got.Status))
	}
	if got.Disabled() {
		m.Status = types.StringValue(statuses[2])
	}
	if got.ShowsAttributes || found {
		m.CustomAttributes = shownAttributes(ctx, m.CustomAttributes, got.Attributes)
	}
	m.ExternalProfile = shownProfile(ctx, m.ExternalProfile, got.ExternalProfile, found)
	m.shownAvatar(ctx, got, found)
}

// places takes over departments, with orders and leaderships. An app that does not see the whole corp is not shown all
// of them.
func (m *model) places(got *client.Member) {
	ids, shown := got.DepartmentIDs, map[int64]bool{}
	for _, id := range got.DepartmentIDs {
		shown[id] = true
	}
	had := map[int64]bool{}
	for _, id := range m.DepartmentIDs.Numbers() {
		had[id] = true
	}
	switch {
	case got.AllDepartmentIDs != nil:
		ids = got.AllDepartmentIDs
	case got.Partial && len(had) > 0:
		lost := false
		for _, id := range ids {
			lost = lost || !had[id]
		}
		if !lost {
			ids = m.DepartmentIDs.Numbers()
		}
	}
	if got.IDsOnly {
		m.DepartmentIDs = field.NumbersSet(ids)
		return
	}
	leads := got.LeaderIn()
	for _, id := range m.LeaderOfDepartmentIDs.Numbers() {
		if got.Partial && !shown[id] {
			leads = append(leads, id)
		}
	}
	orders, before := map[int64]int64{}, ordersOf(m.DepartmentOrders)
	for i, id := range got.DepartmentIDs {
		if _, managed := before[id]; i < len(got.Orders) && (managed || m.DepartmentOrders.IsNull() || m.DepartmentOrders.IsUnknown()) {
			orders[id] = got.Orders[i]
		}
	}
	m.DepartmentIDs, m.LeaderOfDepartmentIDs, m.DepartmentOrders = field.NumbersSet(ids), field.NumbersSet(leads), ordersMap(orders)
	switch {
	case got.MainDepartmentID != 0:
		m.MainDepartmentID = field.WholeValue(got.MainDepartmentID)
	case m.MainDepartmentID.IsUnknown():
		m.MainDepartmentID = field.WholeNull()
	}
}

// wanted reports which attributes a map shows: those that it has, or all with a value where it is not known yet.
func wanted(m types.Map, a client.MemberAttribute) bool {
	_, has := m.Elements()[a.Name]
	return !a.Empty() && (has || m.IsNull() || m.IsUnknown())
}

// hidden reports a web page in an answer of the old form, which does not show it.
func hidden(ctx context.Context, had attr.Value, a client.MemberAttribute) bool {
	o, _ := had.(types.Object)
	before := field.As[attribute](ctx, o)
	return !a.Typed && a.Value == "" && before != nil && !before.URL.IsNull()
}

func shownAttributes(ctx context.Context, before types.Map, got []client.MemberAttribute) types.Map {
	out := map[string]attr.Value{}
	for _, a := range got {
		if had, ok := before.Elements()[a.Name]; ok && hidden(ctx, had, a) {
			out[a.Name] = had
		} else if wanted(before, a) {
			out[a.Name] = field.ObjectOf(ctx, attributeType, &attribute{field.TextOf(a.Of()), field.TextOf(a.URL), field.TextOf(a.Title)})
		}
	}
	if len(out) == 0 && (before.IsNull() || before.IsUnknown()) {
		return types.MapNull(attributeType)
	}
	return types.MapValueMust(attributeType, out)
}

func shownProfile(ctx context.Context, before types.Object, got *client.ExternalProfile, found bool) types.Object {
	if got == nil {
		got = &client.ExternalProfile{}
	}
	managed := types.MapNull(externalType)
	p := field.As[profile](ctx, before)
	if p != nil {
		managed = p.Attributes
	}
	all := map[string]attr.Value{}
	for _, a := range got.Attributes {
		if !wanted(managed, a) || p != nil && managed.IsNull() {
			continue
		}
		one := external{attribute{field.TextOf(a.Of()), field.TextOf(a.URL), field.TextOf(a.Title)}, types.ObjectNull(programType.AttrTypes)}
		if a.AppID != "" {
			one.MiniProgram = field.ObjectOf(ctx, programType, &miniProgram{types.StringValue(a.AppID), field.TextOf(a.Page), types.StringValue(a.AppTitle)})
		}
		all[a.Name] = field.ObjectOf(ctx, externalType, &one)
	}
	if p == nil && (before.IsNull() && !found || got.CorpName == "" && got.Nickname == "" && len(all) == 0) {
		return types.ObjectNull(profileType.AttrTypes)
	}
	out := profile{field.TextOf(got.CorpName), field.TextOf(got.Nickname), types.MapNull(externalType)}
	if len(all) > 0 || !managed.IsNull() {
		out.Attributes = types.MapValueMust(externalType, all)
	}
	return field.ObjectOf(ctx, profileType, &out)
}

// shownAvatar takes over the address of the picture; of its content WeCom says nothing.
func (m *model) shownAvatar(ctx context.Context, got *client.Member, found bool) {
	have := field.As[avatar](ctx, m.Avatar)
	if have == nil {
		if !found && !m.Avatar.IsUnknown() || got.Avatar == "" {
			m.Avatar = types.ObjectNull(avatarType.AttrTypes)
			return
		}
		have = &avatar{}
	}
	if have.URL.IsUnknown() {
		have.URL = types.StringNull()
	}
	have.See(got.Avatar)
	m.Avatar = field.ObjectOf(ctx, avatarType, have)
}
