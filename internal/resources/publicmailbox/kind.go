// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package publicmailbox is the resource wecom_public_mailbox and its data sources.
package publicmailbox

import (
	_ "embed"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_public_mailbox"

const noun = "public mailbox"

//go:embed page.md
var page string

// maxAliases is how many aliases a mailbox has (doc 98000).
const maxAliases = 5

var fields = field.Fields{
	field.Number("id", "Id of the mailbox", "id", field.Note("Stable across updates.")),
	field.Text("email", "Address of the mailbox (邮箱地址)", "email", field.Required, field.Is(field.Mail), field.Keeps(field.AnyCase{}),
		field.Replaces(field.Always, "the public mailbox and all mail in it"), field.Note("Of a mail domain of the corp, and of no member, group or other mailbox. Compared without regard to case."),
		field.Reads("Address of the mailbox (邮箱地址)")),
	field.Text("name", "Name of the mailbox (邮箱名称)", "name", field.Required, field.Is(field.Length{Max: 64, Mark: true}, field.TextRule("a Chinese character counting as two", width{})),
		field.Note("Unique among the public mailboxes of the corp, whoever made them.")),
	field.Users("user_ids", "Userids (账号) of members who use the mailbox", "userid_list", 0, field.None),
	field.Departments("department_ids", "Ids of departments (部门) whose members use it", "department_list", field.None),
	field.NumberIDs("tag_ids", "Ids of contact tags (标签) whose members use it", "tag_list", field.None, field.Refers("wecom_contact_tag")),
	field.Mails("aliases", "Further addresses (别名) of the mailbox, each 6 to 64 bytes", "alias_list", field.None, field.Is(field.Size(0, maxAliases, "aliases")),
		field.Note("Unique in the corp; written by a second call when the mailbox is made.")),
	field.Protection("All mail in the mailbox would be lost."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.PublicMailbox]{
	Type: TypeName, Noun: noun, Nouns: "public mailboxes", Term: "公共邮箱", Area: kind.Office, Fields: fields, Page: kind.Page(page),
	Needs:    client.CredentialApp,
	Import:   kind.Import{ID: "Mailbox id.", Advice: "A public mailbox is imported by its id. The data source wecom_public_mailboxes lists those of the app."},
	Recorded: recorded,
	Check:    check,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.PublicMailbox, error) {
		return r.Client.PublicMailboxes.Get(r, m.ID.ValueInt64())
	},
	FromAPI: func(_ *kind.Run, m *model, b *client.PublicMailbox) { m.fromAPI(b) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.PublicMailboxes.Delete(r, m.ID.ValueInt64()) },

	Lost: func(m *model) kind.Loss {
		return kind.Loss{What: "mail",
			Text: fmt.Sprintf("WeCom deletes the mailbox %s with everything in it, its aliases and the passwords of mail programs (客户端专用密码) when this plan is applied, and no call brings "+
				"them back: save what is to be kept before.", m.Email.ValueString()),
			Because: "WeCom cannot change `%s` of an existing public mailbox. To receive mail at another address as well, leave this one and write the other into `aliases`."}
	},
	Gone: func(m *model) (string, string) {
		return fmt.Sprintf("Public mailbox %d is gone", m.ID.ValueInt64()), "This app has no such public mailbox any more: it was deleted, in the console or by another program with the same " +
			"secret. If the provider's `secret` is now that of another app, the mailbox may live on instead: go back to the app that made it before you apply."
	},
	DeletedBefore: func(m *model) (string, string) {
		return fmt.Sprintf("Public mailbox %d was gone before it was deleted", m.ID.ValueInt64()), "It was deleted since the plan was made, or the provider's `secret` is now that of " +
			"another app. In that case the mailbox lives on and is in no state any more: go back to the app that made it and import it."
	},
	ForeignLooksGone: true,
	Explain:          explain,
	Unique:           unique,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.PublicMailbox], error] {
		return func(yield func(kind.Row[client.PublicMailbox], error) bool) {
			all, err := r.Client.PublicMailboxes.List(r)
			for i := range all {
				if !yield(kind.Row[client.PublicMailbox]{ID: strconv.FormatInt(all[i].ID, 10), Name: all[i].Name, Object: &all[i]}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.PublicMailbox]{}, err)
			}
		}
	},
	Title: func(b *client.PublicMailbox) (string, int64) { return b.Name, 0 },
	List: kind.List[client.PublicMailbox]{Subject: "the public mailboxes of this app", Whole: true,
		Filters: kind.ByName("the name of the mailbox (邮箱名称)", "Compared by the provider.")},
	Plural: kind.Plural{Type: "wecom_public_mailboxes", Attribute: "public_mailboxes", Text: "The public mailboxes, in WeCom's order; empty when there is none. API key `list`."},
	ByID:   "Id of the mailbox, at least 1. Exactly one of `id` and `name` is given. API key `id`.",
	ByName: "Name of the mailbox (邮箱名称), 1 to 64 characters, unique in the corp; compared exactly. Exactly one of `id` and `name` is given. API key `name`.",
	Absent: "协作 → 邮件 → 公共邮箱", Unlike: "Mailboxes of the console and of other apps are not shown to this one.",
	Corp: kind.Corp[client.PublicMailbox]{
		Unseen: kind.Always[client.PublicMailbox](kind.NotListed, "WeCom shows an app the public mailboxes that it made itself; those of the console and of other apps are not seen."),
		Said: kind.Said{PerCall: 100, Doc: "98003", NameText: "Name of the mailbox. API key `name`.",
			Permission: &kind.Permission{Writes: client.WritePublicMailboxes, Found: "%d public mailboxes"}},
	},
}

func recorded(c *client.Client, id string, made time.Time) {
	if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		c.PublicMailboxes.Made(n, made)
	}
}
