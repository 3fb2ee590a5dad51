// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package calendar

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_calendar.
type model struct {
	kind.Object
	Name                types.String `tfsdk:"name"`
	Color               types.String `tfsdk:"color"`
	Description         types.String `tfsdk:"description"`
	Shares              field.Set    `tfsdk:"shares"`
	AdminUserIDs        field.Set    `tfsdk:"admin_user_ids"`
	Public              types.Bool   `tfsdk:"public"`
	CorpWide            types.Bool   `tfsdk:"corp_wide"`
	PublicUserIDs       field.Set    `tfsdk:"public_user_ids"`
	PublicDepartmentIDs field.Set    `tfsdk:"public_department_ids"`
	DefaultOfApp        types.Bool   `tfsdk:"default_of_app"`
}

// Named is the name by which messages call the calendar.
func (m *model) Named() types.String { return m.Name }

// share is an element of shares.
type share struct{ userID, permission types.String }

// view is the permission of a member of whom nothing is said.
const view = "view"

func (s share) word() string {
	if s.permission.IsNull() {
		return view
	}
	return s.permission.ValueString()
}

func shareOf(e attr.Value) (s share, ok bool) {
	o, isObject := e.(types.Object)
	if !isObject || o.IsNull() || o.IsUnknown() {
		return share{}, false
	}
	s.userID, _ = o.Attributes()["user_id"].(types.String)
	s.permission, _ = o.Attributes()["permission"].(types.String)
	return s, true
}

// shares are the elements whose userid is known, sorted.
func (m *model) shares() []share {
	out := make([]share, 0, len(m.Shares.Elements()))
	for _, e := range m.Shares.Elements() {
		if s, ok := shareOf(e); ok && s.userID.ValueString() != "" {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b share) int { return strings.Compare(a.userID.ValueString(), b.userID.ValueString()) })
	return out
}

// sharesKnown reports whether nothing of the shares is left open.
func (m *model) sharesKnown() bool {
	return !m.Shares.IsUnknown() && !slices.ContainsFunc(m.Shares.Elements(), func(e attr.Value) bool {
		s, ok := shareOf(e)
		return !ok || s.userID.IsUnknown() || s.permission.IsUnknown()
	})
}

func (m *model) setShares(all []share) {
	elements := make([]attr.Value, 0, len(all))
	for _, s := range all {
		elements = append(elements, types.ObjectValueMust(shareType.AttrTypes, map[string]attr.Value{"user_id": s.userID, "permission": s.permission}))
	}
	m.Shares = field.Set{SetValue: types.SetValueMust(shareType, elements)}
}

// byUser are the shares by their userid in lower case: WeCom does not tell userids apart by case.
func byUser(all []share) map[string]share {
	out := make(map[string]share, len(all))
	for _, s := range all {
		out[strings.ToLower(s.userID.ValueString())] = s
	}
	return out
}

// sameShares reports whether two states certainly have the same members with the same permissions.
func sameShares(a, b *model) bool {
	if !a.sharesKnown() || !b.sharesKnown() {
		return false
	}
	x, y := byUser(a.shares()), byUser(b.shares())
	if len(x) != len(y) {
		return false
	}
	for key, s := range x {
		if o, there := y[key]; !there || o.word() != s.word() {
			return false
		}
	}
	return true
}

// same reports whether WeCom would be told nothing new: whatever is sent notifies every member.
func (m *model) same(o *model) bool {
	color := strings.EqualFold(m.Color.ValueString(), o.Color.ValueString()) && !m.Color.IsUnknown() ||
		m.CorpWide.ValueBool() && (m.Color.IsNull() || o.Color.IsNull()) // not shown, and without effect
	return color && m.Name.Equal(o.Name) && m.Description.Equal(o.Description) && sameShares(m, o) &&
		m.AdminUserIDs.IsKnown() && m.AdminUserIDs.Same(o.AdminUserIDs) &&
		m.PublicUserIDs.IsKnown() && m.PublicUserIDs.Same(o.PublicUserIDs) && m.PublicDepartmentIDs.IsKnown() && m.PublicDepartmentIDs.Same(o.PublicDepartmentIDs)
}

// request holds everything, because an update overwrites (doc 97716).
func (m *model) request() *client.CalendarRequest {
	in := &client.CalendarRequest{ID: m.ID.ValueString(), Summary: m.Name.ValueString(), Color: m.Color.ValueString(), Description: m.Description.ValueString(),
		Admins: append([]string{}, m.AdminUserIDs.Strings()...), Shares: []client.CalendarShare{}}
	for _, s := range m.shares() {
		n, _ := permissions.Number(s.word())
		in.Shares = append(in.Shares, client.CalendarShare{UserID: s.userID.ValueString(), Permission: n})
	}
	if m.Public.ValueBool() || m.CorpWide.ValueBool() {
		in.PublicRange = &client.CalendarRange{UserIDs: append([]string{}, m.PublicUserIDs.Strings()...), DepartmentIDs: append([]int64{}, m.PublicDepartmentIDs.Numbers()...)}
	}
	return in
}

// fromAPI takes over what WeCom shows, in the spelling of the state. Of a corp-wide calendar the colour and the
// permissions say nothing (doc 93647).
func (m *model) fromAPI(v *client.Calendar) {
	m.ID, m.Name, m.Description = types.StringValue(v.ID), types.StringValue(v.Summary), field.TextOf(v.Description)
	m.CorpWide = types.BoolValue(shownFlag(v.CorpWide, m.CorpWide, false))
	ranged := v.PublicRange != nil && len(v.PublicRange.UserIDs)+len(v.PublicRange.DepartmentIDs) > 0
	m.Public = types.BoolValue(m.CorpWide.ValueBool() || shownFlag(v.Public, m.Public, ranged))
	corpWide := m.CorpWide.ValueBool()
	switch {
	case corpWide && !m.Color.IsNull(), strings.EqualFold(v.Color, m.Color.ValueString()) && !m.Color.IsNull():
	case corpWide: // after an import: what is configured is taken over without a write
		m.Color = types.StringNull()
	default:
		m.Color = field.TextOf(v.Color)
	}
	m.sharesFromAPI(v.Shares, corpWide)
	m.AdminUserIDs = orNull(field.UsersSet(v.Admins, m.AdminUserIDs), m.AdminUserIDs, field.UserSet)
	switch {
	case v.PublicRange != nil:
		m.PublicUserIDs = orNull(field.UsersSet(v.PublicRange.UserIDs, m.PublicUserIDs), m.PublicUserIDs, field.UserSet)
		m.PublicDepartmentIDs = orNull(field.NumbersSet(v.PublicRange.DepartmentIDs), m.PublicDepartmentIDs, field.NumberSet)
	case !m.Public.ValueBool():
		m.PublicUserIDs = orNull(field.UsersSet(nil, m.PublicUserIDs), m.PublicUserIDs, field.UserSet)
		m.PublicDepartmentIDs = orNull(field.NumbersSet(nil), m.PublicDepartmentIDs, field.NumberSet)
	}
}

// shownFlag is what WeCom shows, else what was known before, else what is likely.
func shownFlag(shown *bool, before types.Bool, likely bool) bool {
	switch {
	case shown != nil:
		return *shown
	case before.IsNull() || before.IsUnknown():
		return likely
	}
	return before.ValueBool()
}

// orNull is a set in the form in which nobody is written: as before.
func orNull(shown, before field.Set, ty field.SetType) field.Set {
	if shown.IsNone() && before.IsNull() {
		return field.Null(ty)
	}
	return shown
}

func (m *model) sharesFromAPI(shown []client.CalendarShare, corpWide bool) {
	before := byUser(m.shares())
	all, seen := make([]share, 0, len(shown)), map[string]bool{}
	for _, s := range shown {
		key := strings.ToLower(s.UserID)
		if s.UserID == "" || seen[key] {
			continue
		}
		seen[key] = true
		word := view
		if s.Permission != 0 {
			word = permissions.Text(s.Permission)
		}
		is := share{types.StringValue(s.UserID), types.StringValue(word)}
		if was, there := before[key]; there {
			is.userID = was.userID
			if was.word() == word || corpWide {
				is.permission = was.permission
			}
		}
		all = append(all, is)
	}
	if len(all) == 0 && m.Shares.IsNull() {
		m.Shares = field.Null(shareSet)
		return
	}
	m.setShares(all)
}

// check refuses what no corp could accept.
func check(_ context.Context, m *model, diags *diag.Diagnostics) {
	refuse := func(at, summary, format string, args ...any) {
		diags.AddAttributeError(path.Root(at), summary, fmt.Sprintf(format, args...))
	}
	checkShares(m, diags, refuse)
	members := byUser(m.shares())
	for _, id := range m.AdminUserIDs.Strings() {
		if _, shares := members[strings.ToLower(id)]; !shares && m.sharesKnown() {
			refuse("admin_user_ids", "Admin is not a member", "admin_user_ids has %q, who is not among shares: an admin is a member of the calendar.", id)
		}
	}
	noRange := m.PublicUserIDs.IsNone() && m.PublicDepartmentIDs.IsNone()
	public, corpWide := m.Public.ValueBool(), m.CorpWide.ValueBool()
	known := !m.Public.IsUnknown() && !m.CorpWide.IsUnknown()
	switch {
	case corpWide && !m.Public.IsNull() && !m.Public.IsUnknown() && !public:
		refuse("public", "A corp-wide calendar is public", "public is false and corp_wide is true: a corp-wide calendar is public. Leave public out.")
	case corpWide && m.DefaultOfApp.ValueBool():
		refuse("default_of_app", "A corp-wide calendar is nobody's default", "default_of_app is true and corp_wide is true: WeCom takes no corp-wide calendar as the default one.")
	case corpWide && noRange:
		refuse("corp_wide", "Corp-wide calendar without a range", "corp_wide is true and nobody is in its range: write public_user_ids or public_department_ids.")
	case public && noRange:
		refuse("public", "Public calendar without a range", "public is true and nobody is in its range: write public_user_ids or public_department_ids.")
	case known && !public && !corpWide && !m.PublicUserIDs.IsNone() && !m.PublicUserIDs.IsUnknown():
		refuse("public_user_ids", "Range of a calendar that is not public", "public_user_ids is given, and neither public nor corp_wide is true.")
	case known && !public && !corpWide && !m.PublicDepartmentIDs.IsNone() && !m.PublicDepartmentIDs.IsUnknown():
		refuse("public_department_ids", "Range of a calendar that is not public", "public_department_ids is given, and neither public nor corp_wide is true.")
	}
	if !corpWide {
		return
	}
	for _, s := range m.shares() {
		if !s.permission.IsUnknown() && s.word() != view {
			refuse("shares", "A corp-wide calendar has no permissions", "shares gives %s the permission %q: the members of a corp-wide calendar see its events.", s.userID.ValueString(), s.word())
		}
	}
}

// checkShares holds every member against the rules, in linear time.
func checkShares(m *model, diags *diag.Diagnostics, refuse func(at, summary, format string, args ...any)) {
	if n := len(m.Shares.Elements()); n > maxShares {
		refuse("shares", "Too many members", "shares names %d members; WeCom takes %d.", n, maxShares)
		return
	}
	const most = 10 // errors of one set
	var ids []string
	for _, e := range m.Shares.Elements() {
		s, ok := shareOf(e)
		if !ok {
			if e.IsNull() {
				refuse("shares", "Null in a set", "shares holds a null. Leave it out, for example with an if in the for expression.")
			}
			continue
		}
		if len(*diags) >= most || s.userID.IsUnknown() {
			continue
		}
		id := s.userID.ValueString()
		if problem := field.UserIDProblem(id); problem != "" {
			refuse("shares", "Invalid userid", "shares: %s", problem)
		}
		if !s.permission.IsNull() && !s.permission.IsUnknown() {
			if _, ok := permissions.Number(s.permission.ValueString()); !ok {
				refuse("shares", "Invalid permission", "shares gives %s the permission %q; it must be \"view\" or \"busy_only\".", id, s.permission.ValueString())
			}
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for i := 1; i < len(ids); i++ {
		if ids[i] == ids[i-1] {
			refuse("shares", "Member named twice", "shares names %s twice, with different permissions. Keep one of them.", ids[i])
			return
		}
	}
	field.RefuseTwice(path.Root("shares"), ids, diags)
}

// color validates a colour.
type color struct{}

var wellFormed = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// Description implements validator.Describer.
func (color) Description(context.Context) string { return "# and six hexadecimal digits" }

// MarkdownDescription implements validator.Describer.
func (v color) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (color) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if s := req.ConfigValue.ValueString(); !wellFormed.MatchString(s) {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid colour", fmt.Sprintf("color is %q; write # and six hexadecimal digits, such as #FF3030.", s))
	}
}
