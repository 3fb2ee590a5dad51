// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package rulegroup

import (
	"context"
	"fmt"
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
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a group of either tree.
type model struct {
	kind.NumberObject
	Name          types.String `tfsdk:"name"`
	ParentID      field.Whole  `tfsdk:"parent_id"`
	AdminUserIDs  field.Set    `tfsdk:"admin_user_ids"`
	UserIDs       field.Set    `tfsdk:"user_ids"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	Privileges    types.Object `tfsdk:"privileges"`
	CreatedAt     types.String `tfsdk:"created_at"`
}

// Named is the name in messages.
func (m *model) Named() types.String { return m.Name }

// nodes is the range of the group.
func (m *model) nodes() client.RuleRange {
	return client.RuleRange{UserIDs: m.UserIDs.Strings(), DepartmentIDs: m.DepartmentIDs.Numbers()}
}

// ranged reports whether all of the range is known.
func (m *model) ranged() bool { return m.UserIDs.IsKnown() && m.DepartmentIDs.IsKnown() }

// setRange takes over a range, in the spelling of before.
func (m *model) setRange(r client.RuleRange, before field.Set) {
	m.UserIDs, m.DepartmentIDs = field.UsersSet(r.UserIDs, before), field.NumbersSet(r.DepartmentIDs)
}

// granted reads the known privileges.
func granted(o types.Object) map[string]bool {
	out := map[string]bool{}
	for name, v := range o.Attributes() {
		if b, ok := v.(types.Bool); ok && !b.IsNull() && !b.IsUnknown() {
			out[name] = b.ValueBool()
		}
	}
	return out
}

// objectOf is the object of the privileges; of those that on lacks it has null.
func (t *tree) objectOf(on map[string]bool) types.Object {
	kinds, values := map[string]attr.Type{}, map[string]attr.Value{}
	for _, r := range t.rights {
		kinds[r.name], values[r.name] = types.BoolType, types.BoolNull()
		if v, ok := on[r.name]; ok {
			values[r.name] = types.BoolValue(v)
		}
	}
	if on == nil {
		return types.ObjectNull(kinds)
	}
	return types.ObjectValueMust(kinds, values)
}

// complete are all privileges: those that on lacks are granted, which is WeCom's default.
func (t *tree) complete(on map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, r := range t.rights {
		v, ok := on[r.name]
		out[r.name] = v || !ok
	}
	return out
}

// fromAPI takes over everything WeCom shows. A privilege that it does not show, as older deployments may not show a
// newer one, is what it was.
func (t *tree) fromAPI(m *model, g *client.RuleGroup) {
	m.ID = field.WholeValue(g.ID)
	m.Name = types.StringValue(g.Name)
	m.ParentID = field.WholeNull()
	if g.ParentID != 0 {
		m.ParentID = field.WholeValue(g.ParentID)
	}
	m.AdminUserIDs = field.UsersSet(g.AdminIDs, m.AdminUserIDs)
	m.setRange(g.Range, m.UserIDs)
	m.CreatedAt = field.TimeOf(g.CreateTime)
	on := granted(m.Privileges)
	for _, r := range t.rights {
		if v, shown := g.Privileges[r.name]; shown {
			on[r.name] = v
		}
	}
	if len(on) == 0 {
		on = nil
	}
	m.Privileges = t.objectOf(on)
}

// check refuses what no corp could accept.
func (t *tree) check(_ context.Context, m *model, diags *diag.Diagnostics) {
	const users, most = "user_ids", client.MaxRuleGroupNodes
	switch n := len(m.UserIDs.Elements()) + len(m.DepartmentIDs.Elements()); {
	case m.UserIDs.IsNone() && m.DepartmentIDs.IsNone():
		diags.AddAttributeError(path.Root(users), "Empty range",
			"user_ids and department_ids are both empty. A rule group manages at least one member or department; for the whole corp, write department_ids = [1].")
	case n > most:
		diags.AddAttributeError(path.Root(users), "Range too large",
			fmt.Sprintf("user_ids and department_ids have together %d members and departments; WeCom takes %d in a rule group. Name departments instead of their members.", n, most))
	}
	// Of a group that exists they are those of the group at the top, which the plan takes over.
	if m.ID.Known() == nil && m.ParentID.Known() != nil && !m.Privileges.IsNull() && !m.Privileges.IsUnknown() {
		refusePrivileges(diags)
	}
	on := granted(m.Privileges)
	for _, r := range t.rights {
		if v, ok := on[r.name]; r.basic && ok && !v && m.ParentID.IsNull() {
			diags.AddAttributeError(path.Root("privileges"), "Basic right",
				fmt.Sprintf("privileges.%s is false, but it is a basic right (基础权限) that every rule group has. Leave the line out.", r.name))
		}
	}
}

func refusePrivileges(diags *diag.Diagnostics) {
	diags.AddAttributeError(path.Root("privileges"), "Privileges of a lower group",
		"privileges is set beside parent_id. A group below another one has the privileges of the group at the top, and WeCom ignores others: leave privileges out here, "+
			"and set them there.")
}

// parentRule refuses ids that no group has.
type parentRule struct{}

// Description implements validator.Describer.
func (parentRule) Description(context.Context) string { return "1 or more" }

// MarkdownDescription implements validator.Describer.
func (v parentRule) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateInt64 implements validator.Int64.
func (parentRule) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if n := req.ConfigValue; !n.IsNull() && !n.IsUnknown() && n.ValueInt64() < 1 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid parent_id",
			fmt.Sprintf("parent_id is %d; it is the id of another rule group. For a group of the first level leave the line out or write null.", n.ValueInt64()))
	}
}

// describe names the nodes of a range in a message.
func describe(r client.RuleRange) string {
	var parts []string
	if len(r.UserIDs) > 0 {
		parts = append(parts, "user_ids "+shared.Shorten(r.UserIDs))
	}
	if len(r.DepartmentIDs) > 0 {
		names := make([]string, 0, len(r.DepartmentIDs))
		for _, id := range r.DepartmentIDs {
			names = append(names, fmt.Sprint(id))
		}
		parts = append(parts, "department_ids "+shared.Shorten(names))
	}
	return strings.Join(parts, "; ")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// place is the attribute that an error about these nodes stands at.
func place(r client.RuleRange) path.Path {
	if len(r.UserIDs) > 0 {
		return path.Root("user_ids")
	}
	return path.Root("department_ids")
}

// key is that of a group in what the nouns of a run tell each other.
func (t *tree) key(id int64) string { return fmt.Sprintf("%s/%d", t.typeName, id) }

// sameRights compares what is known of the privileges.
func sameRights(a, b map[string]bool, rights []right) bool {
	return !slices.ContainsFunc(rights, func(r right) bool {
		was, ok := a[r.name]
		is, also := b[r.name]
		return ok != also || was != is
	})
}
