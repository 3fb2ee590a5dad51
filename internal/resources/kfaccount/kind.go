// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package kfaccount is the resource wecom_kf_account and its data sources.
package kfaccount

import (
	_ "embed"
	"iter"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// TypeName is the resource type.
const TypeName = "wecom_kf_account"

//go:embed page.md
var page string

var fields = field.Fields{
	field.ID("Id of the account (客服账号id)", "open_kfid"),
	field.Text("name", "Name of the account (客服名称), which customers see", "name", field.Required, field.Is(field.Length{Max: 16, Mark: true}),
		field.Note("Names need not be unique.")),
	field.Object("avatar", "Picture of the account (头像)", "media_id", media.ShownFields(media.Image, "media_id", "avatar"), field.Required,
		field.Note("Changed in place.")),
	field.Flag("manageable", "Whether this app may change the account (管理权限); null where WeCom does not say", "manage_privilege", field.Watched,
		field.Note("An administrator hands accounts to apps in the console, not here: nothing is planned for it.")),
	field.Protection("Customers could no longer reach the account."),
}

var avatarType = fields.Get("avatar").Type()

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.KfAccount]{
	Type: TypeName, Noun: "customer service account", Nouns: "customer service accounts", Term: "微信客服账号", Area: kind.CustomerService, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Account id (open_kfid).",
		Advice: "A customer service account is imported by its open_kfid. The data source wecom_kf_accounts lists the ids of all."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.KfAccounts.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create:  create,
	Read:    read,
	FromAPI: func(r *kind.Run, m *model, a *client.KfAccount) { m.fromAPI(r, a) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.KfAccounts.Delete(r, m.ID.ValueString()) },

	Lost: func(*model) kind.Loss {
		return kind.Loss{What: "links and servicers",
			Text: "Links and QR codes that open a conversation with it stop working once this plan is applied, nobody receives its customers, and a new account has another id."}
	},
	Explain: explain,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.KfAccount], error] {
		return func(yield func(kind.Row[client.KfAccount], error) bool) {
			all, err := r.Client.KfAccounts.List(r)
			for i := range all {
				if !yield(kind.Row[client.KfAccount]{ID: all[i].ID, Name: all[i].Name, Object: &all[i]}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.KfAccount]{}, err)
			}
		}
	},
	Title: func(a *client.KfAccount) (string, int64) { return a.Name, 0 },
	List: kind.List[client.KfAccount]{Subject: "the customer service accounts of the corp", Whole: true,
		Filters: kind.ByName("the name of the account (客服名称)", "Compared by the provider.")},
	Plural: kind.Plural{Attribute: "kf_accounts", Text: "The accounts, in WeCom's order; empty when there is none. API key `account_list`."},
	ByID:   "Id of the account, not empty. API key `open_kfid`.",
	Corp: kind.Corp[client.KfAccount]{
		Undeclarable: func(*client.KfAccount) string {
			return "its picture is a file, which WeCom does not hand out: write the block by hand and import it"
		},
		Said: kind.Said{PerCall: 100, Doc: "94661", NameText: "Name of the account. API key `name`."},
	},
}
