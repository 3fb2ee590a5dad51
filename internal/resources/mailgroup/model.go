// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package mailgroup

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_mail_group.
type model struct {
	kind.Object
	Name          types.String `tfsdk:"name"`
	Emails        field.Set    `tfsdk:"emails"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	TagIDs        field.Set    `tfsdk:"tag_ids"`
	GroupIDs      field.Set    `tfsdk:"group_ids"`
	Senders       types.Object `tfsdk:"senders"`
}

// Named is the name by which messages call the group.
func (m *model) Named() types.String { return m.Name }

// senders is the object `senders`.
type senders struct {
	Scope         types.String `tfsdk:"scope"`
	Emails        field.Set    `tfsdk:"emails"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	TagIDs        field.Set    `tfsdk:"tag_ids"`
}

var sendersType = fields.Get("senders").Type()

// senders is nil where nothing is known of them.
func (m *model) senders(ctx context.Context) *senders { return field.As[senders](ctx, m.Senders) }

// sendersOf are those of a scope, with the addresses in the spelling of before.
func sendersOf(g *client.MailGroup, before *senders) *senders {
	if before == nil {
		before = &senders{}
	}
	out := &senders{Scope: types.StringValue(scopes[client.MailAllowCorp]), Emails: field.UsersSet(nil, before.Emails), DepartmentIDs: field.NumbersSet(nil), TagIDs: field.NumbersSet(nil)}
	if g.AllowType != nil {
		out.Scope = types.StringValue(scopes.Text(*g.AllowType))
	}
	if g.Listed() { // otherwise lists that WeCom may show still count for nothing
		out.Emails, out.DepartmentIDs, out.TagIDs = field.UsersSet(g.AllowEmails, before.Emails), field.NumbersSet(g.AllowDepartmentIDs), field.NumbersSet(g.AllowTagIDs)
	}
	return out
}

// fromAPI takes over what WeCom shows; addresses of other case stay as they are.
func (m *model) fromAPI(ctx context.Context, g *client.MailGroup) {
	if !strings.EqualFold(m.ID.ValueString(), g.ID) {
		m.ID = types.StringValue(g.ID)
	}
	m.Name = types.StringValue(g.Name)
	m.Emails, m.GroupIDs = field.UsersSet(g.Emails, m.Emails), field.UsersSet(g.GroupIDs, m.GroupIDs)
	m.DepartmentIDs, m.TagIDs = field.NumbersSet(g.DepartmentIDs), field.NumbersSet(g.TagIDs)
	if before := m.senders(ctx); g.AllowType != nil || before == nil {
		m.Senders = field.ObjectOf(ctx, sendersType, sendersOf(g, before))
	}
}

// group is what the state, or plan, says of the group.
func (m *model) group(ctx context.Context) *client.MailGroup {
	g := &client.MailGroup{ID: m.ID.ValueString(), Name: m.Name.ValueString(), Emails: m.Emails.Strings(), DepartmentIDs: m.DepartmentIDs.Numbers(), TagIDs: m.TagIDs.Numbers(),
		GroupIDs: m.GroupIDs.Strings()}
	if s := m.senders(ctx); s != nil {
		n, _ := scopes.Number(s.Scope.ValueString())
		g.AllowType = &n
		g.AllowEmails, g.AllowDepartmentIDs, g.AllowTagIDs = s.Emails.Strings(), s.DepartmentIDs.Numbers(), s.TagIDs.Numbers()
	}
	return g
}

// check refuses what no corp could accept.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	if m.Emails.IsNone() && m.DepartmentIDs.IsNone() && m.TagIDs.IsNone() && m.GroupIDs.IsNone() {
		diags.AddAttributeError(path.Root("emails"), "No members",
			"None of emails, department_ids, tag_ids and group_ids names anybody; a mail group has at least one member.")
	}
	for name, set := range map[string]field.Set{"emails": m.Emails, "group_ids": m.GroupIDs} {
		for _, address := range set.Strings() {
			if id := m.ID.ValueString(); id != "" && strings.EqualFold(address, id) {
				diags.AddAttributeError(path.Root(name), "Group in itself", fmt.Sprintf("%s has %q, which is the address of this very group; take it out.", name, address))
			}
		}
	}
	s := m.senders(ctx)
	if s == nil || s.Scope.IsUnknown() {
		return
	}
	at, lists := path.Root("senders"), []struct {
		name string
		set  field.Set
	}{{"emails", s.Emails}, {"department_ids", s.DepartmentIDs}, {"tag_ids", s.TagIDs}}
	some := false
	for _, list := range lists {
		if list.set.IsNone() {
			continue
		}
		some = true
		if scope := s.Scope.ValueString(); scope != listed && !list.set.IsUnknown() {
			diags.AddAttributeError(at, "Senders beside a scope without lists",
				fmt.Sprintf("senders.%s names senders, but senders.scope is %q: only %q has lists. Write that scope, or leave senders.%s out.", list.name, scope, listed, list.name))
		}
	}
	if s.Scope.ValueString() == listed && !some {
		diags.AddAttributeError(at, "No senders", "senders.scope is \"listed\", but none of senders.emails, senders.department_ids and senders.tag_ids names anybody who may send.")
	}
}

// plan says who may send where the configuration does not.
func plan(r *kind.Run, c *kind.Change[model]) {
	if c.Config.Senders.IsNull() {
		c.Set(path.Root("senders"), field.ObjectOf(r, sendersType, sendersOf(&client.MailGroup{}, nil)))
	}
}
