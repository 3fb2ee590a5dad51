// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package mailgroup is the resource wecom_mail_group and its data sources.
package mailgroup

import (
	_ "embed"
	"fmt"
	"iter"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_mail_group"

const noun = "mail group"

//go:embed page.md
var page string

// listed is the scope of senders that has lists.
const listed = "listed"

var scopes = field.Words{client.MailAllowCorp: "corp", client.MailAllowAnybody: "anyone", client.MailAllowMembers: "members", client.MailAllowListed: listed}

var tags = field.Refers("wecom_contact_tag")

var fields = field.Fields{
	field.Text("id", "Address of the group (群组地址)", "groupid", field.Required, field.Is(field.Mail), field.Keeps(field.AnyCase{}),
		field.Replaces(field.Always, "the mail group"), field.Note("Of a mail domain of the corp, and of no member, mailbox or other group. Compared without regard to case."),
		field.Reads("Address of the group (群组地址)")),
	field.Text("name", "Name of the group (群组名称)", "groupname", field.Required, field.Is(field.Length{Max: 200, Bytes: true, Mark: true}),
		field.Note("Unique among the mail groups of the corp, whoever made them.")),
	field.Mails("emails", "Corp mail addresses (企业邮箱) of members in the group", "email_list", field.None),
	field.Departments("department_ids", "Ids of departments (部门) whose members are in the group", "department_list", field.None),
	field.NumberIDs("tag_ids", "Ids of contact tags (标签) whose members are in the group", "tag_list", field.None, tags),
	field.Mails("group_ids", "Addresses of other mail groups in the group", "group_list", field.None, field.Refers(TypeName)),
	field.Object("senders", "Who may send to the group (可发送邮件的人)", "allow_type", field.Fields{
		field.Word("scope", "`corp` (whoever is in the corp), `anyone`, `members` (whoever is in the group) or `listed`", "allow_type", scopes, field.Required),
		field.Mails("emails", "Corp mail addresses of members who may send; with `listed`", "allow_emaillist", field.None),
		field.Departments("department_ids", "Ids of departments whose members may send; with `listed`", "allow_departmentlist", field.None),
		field.NumberIDs("tag_ids", "Ids of contact tags whose members may send; with `listed`", "allow_taglist", field.None, tags),
	}, field.Resolved, field.Without("`corp`"), field.Note("Changed in place.")),
	field.Protection("Mail to the address would come back to its senders."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.MailGroup]{
	Type: TypeName, Noun: noun, Nouns: "mail groups", Term: "邮件群组", Area: kind.Office, Fields: fields, Page: kind.Page(page),
	Needs:    client.CredentialApp,
	Import:   kind.Import{ID: "Address of the group.", Advice: "A mail group is imported by its address. The data source wecom_mail_groups lists those of the app."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.MailGroups.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.MailGroup, error) {
		return r.Client.MailGroups.Get(r, m.ID.ValueString())
	},
	FromAPI: func(r *kind.Run, m *model, g *client.MailGroup) { m.fromAPI(r, g) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.MailGroups.Delete(r, m.ID.ValueString()) },

	Lost: func(m *model) kind.Loss {
		return kind.Loss{What: "address", Text: fmt.Sprintf("Mail to %s comes back to its senders once this plan is applied. Mailboxes of its members stay as they are.", m.ID.ValueString())}
	},
	Gone: func(m *model) (string, string) {
		return fmt.Sprintf("Mail group %s is gone", m.ID.ValueString()), "This app has no such mail group any more: it was deleted, in the console or by another program with the same secret. " +
			"If the provider's `secret` is now that of another app, the group may live on instead: go back to the app that made it before you apply."
	},
	DeletedBefore: func(m *model) (string, string) {
		return fmt.Sprintf("Mail group %s was gone before it was deleted", m.ID.ValueString()), "It was deleted since the plan was made, or the provider's `secret` is now that of another " +
			"app. In that case the group lives on and is in no state any more: go back to the app that made it and import it."
	},
	ForeignLooksGone: true,
	Explain:          explain,
	Unique:           unique,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.MailGroup], error] {
		return func(yield func(kind.Row[client.MailGroup], error) bool) {
			all, err := r.Client.MailGroups.List(r)
			for _, g := range all {
				if !yield(kind.Row[client.MailGroup]{ID: g.ID, Name: g.Name}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.MailGroup]{}, err)
			}
		}
	},
	Title:  func(g *client.MailGroup) (string, int64) { return g.Name, 0 },
	List:   kind.List[client.MailGroup]{Subject: "the mail groups of this app", Filters: kind.ByName("the name of the group (群组名称)", "Compared by the provider.")},
	Plural: kind.Plural{Attribute: "mail_groups", Text: "The mail groups, in WeCom's order; empty when there is none. API key `groups`.", Only: []string{"id", "name"}},
	ByID:   "Address of the group, not empty. Exactly one of `id` and `name` is given. API key `groupid`.",
	ByName: "Name of the group (群组名称), 1 to 200 bytes, unique in the corp; compared exactly. Exactly one of `id` and `name` is given. API key `groupname`.",
	Absent: "协作 → 邮件 → 邮件群组", Unlike: "Groups of the console and of other apps are not shown to this one.",
	Corp: kind.Corp[client.MailGroup]{
		Unseen: kind.Always[client.MailGroup](kind.NotListed, "WeCom shows an app the mail groups that it made itself; those of the console and of other apps are not seen."),
		Said: kind.Said{Doc: "97998", NameText: "Name of the group. API key `groupname`.",
			Permission: &kind.Permission{Writes: client.WriteMailGroups, Found: "%d mail groups"}},
	},
}
