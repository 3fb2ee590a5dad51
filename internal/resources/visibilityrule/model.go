// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package visibilityrule

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_visibility_rule.
type model struct {
	kind.NumberObject
	Type        types.String `tfsdk:"type"`
	Range       types.Object `tfsdk:"range"`
	Whitelist   types.Object `tfsdk:"whitelist"`
	Exclude     types.Object `tfsdk:"exclude"`
	Searchable  types.Bool   `tfsdk:"searchable"`
	Conversable types.Bool   `tfsdk:"conversable"`
}

// list is one of the three objects.
type list struct {
	UserIDs       field.Set `tfsdk:"user_ids"`
	DepartmentIDs field.Set `tfsdk:"department_ids"`
	TagIDs        field.Set `tfsdk:"tag_ids"`
}

var listType = fields.Get("range").Type()

// listOf is what an object holds; null sets where it is null or unknown.
func listOf(o types.Object) (l list) {
	all := o.Attributes()
	l.UserIDs, _ = all["user_ids"].(field.Set)
	l.DepartmentIDs, _ = all["department_ids"].(field.Set)
	l.TagIDs, _ = all["tag_ids"].(field.Set)
	return l
}

// isNone reports whether an object certainly names nobody.
func isNone(o types.Object) bool {
	l := listOf(o)
	return !o.IsUnknown() && l.UserIDs.IsNone() && l.DepartmentIDs.IsNone() && l.TagIDs.IsNone()
}

// names reports whether an object certainly names somebody.
func names(o types.Object) bool {
	l := listOf(o)
	return slices.ContainsFunc([]field.Set{l.UserIDs, l.DepartmentIDs, l.TagIDs}, func(s field.Set) bool { return !s.IsUnknown() && !s.IsNone() })
}

func nodesOf(o types.Object) client.ContactRuleNodes {
	l := listOf(o)
	return client.ContactRuleNodes{UserIDs: l.UserIDs.Strings(), DepartmentIDs: l.DepartmentIDs.Numbers(), TagIDs: l.TagIDs.Numbers()}
}

// shown is a list as WeCom has it, in the spelling of before. Nobody is as it was written: no line, or no names.
func shown(ctx context.Context, n client.ContactRuleNodes, before types.Object, always bool) types.Object {
	if n.Empty() && !always && (before.IsNull() || before.IsUnknown()) {
		return types.ObjectNull(listType.AttrTypes)
	}
	return field.ObjectOf(ctx, listType, &list{field.UsersSet(n.UserIDs, listOf(before).UserIDs), field.NumbersSet(n.DepartmentIDs), field.NumbersSet(n.TagIDs)})
}

// subject names a rule in messages: rules have no name.
func subject(m *model) string {
	word := m.Type.ValueString()
	if id := m.ID.Known(); id != nil && word != "" {
		return fmt.Sprintf("visibility rule %d (%s)", *id, word)
	} else if id != nil {
		return fmt.Sprintf("visibility rule %d", *id)
	}
	about := describe(nodesOf(m.Range))
	if about == "" {
		about = "its range"
	}
	return fmt.Sprintf("visibility rule %q for %s", word, about)
}

// describe names nodes for a message.
func describe(n client.ContactRuleNodes) string {
	var parts []string
	if len(n.UserIDs) > 0 {
		parts = append(parts, "user_ids "+shorten(n.UserIDs))
	}
	if len(n.DepartmentIDs) > 0 {
		parts = append(parts, "department_ids "+shorten(n.DepartmentIDs))
	}
	if len(n.TagIDs) > 0 {
		parts = append(parts, "tag_ids "+shorten(n.TagIDs))
	}
	return strings.Join(parts, "; ")
}

// title is the display name of a rule.
func title(rule *client.ContactRule) string {
	n := rule.Range
	return fmt.Sprintf("%s: %d members, %d departments, %d tags", typeWords.Text(rule.Type), len(n.UserIDs), len(n.DepartmentIDs), len(n.TagIDs))
}

// hides reports whether the rule certainly hides.
func (m *model) hides() bool {
	return !m.Type.IsUnknown() && m.Type.ValueString() == typeWords[client.RuleHide]
}

// check refuses a rule about nobody, and what is not for its type.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	if isNone(m.Range) {
		diags.AddAttributeError(path.Root("range"), "Empty range",
			"range names nobody: user_ids, department_ids and tag_ids are all empty. A rule is about at least one member, department or tag; for the whole corp write "+
				"range = { department_ids = [1] }.")
	}
	if !m.hides() {
		return
	}
	const only = "is for rules of type own_departments and nobody, whose range sees less; a rule of type hide has a range that is not seen, and a whitelist."
	if names(m.Exclude) {
		diags.AddAttributeError(path.Root("exclude"), "exclude with type hide", "exclude "+only+" Leave exclude out.")
	}
	if m.Searchable.ValueBool() {
		diags.AddAttributeError(path.Root("searchable"), "searchable with type hide", "searchable "+only+" Leave searchable out.")
	}
	if m.Conversable.ValueBool() {
		diags.AddAttributeError(path.Root("conversable"), "conversable with type hide", "conversable "+only+" Leave conversable out.")
	}
}

func (m *model) fromAPI(r *kind.Run, rule *client.ContactRule) {
	m.ID, m.Type = field.WholeValue(rule.ID), types.StringValue(typeWords.Text(rule.Type))
	m.Range = shown(r, rule.Range, m.Range, true)
	m.Whitelist = shown(r, rule.Whitelist, m.Whitelist, false)
	m.Exclude = shown(r, rule.Exclude, m.Exclude, false)
	m.Searchable, m.Conversable = types.BoolValue(rule.Search), types.BoolValue(rule.Conversation)
}

// rule is the whole of m as WeCom takes it. Everything in m is known.
func (m *model) rule() *client.ContactRule {
	n, _ := typeWords.Number(m.Type.ValueString())
	out := &client.ContactRule{Type: n, Range: nodesOf(m.Range), Whitelist: nodesOf(m.Whitelist), Exclude: nodesOf(m.Exclude),
		Search: m.Searchable.ValueBool(), Conversation: m.Conversable.ValueBool()}
	if id := m.ID.Known(); id != nil {
		out.ID = *id
	}
	return out
}
