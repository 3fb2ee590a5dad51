// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// filters are the arguments of a list block. WeCom selects by the window alone.
var filters = map[string]schema.Attribute{
	"created_from": shared.CreatedFromAttribute("Default: as far back as WeCom lists (2021-07-10), unlike the API, whose default is 90 days ago. API key `start_time`."),
	"created_to":   shared.CreatedToAttribute("Default: now. API key `end_time`."),
	"type": schema.StringAttribute{Optional: true, Validators: []validator.String{kinds},
		MarkdownDescription: "Lists only those of this type: `single` (one member) or `multi`. Default: all. API key `type`."},
	"remark_regex": shared.RegexAttribute("the remark (备注; empty when there is none)"),
	"state_regex":  shared.RegexAttribute("the channel mark (`state`; empty when there is none)"),
	"user_id": schema.StringAttribute{Optional: true, Validators: []validator.String{field.UserID{}},
		MarkdownDescription: "Lists only those that name this member, by userid (账号) of 1 to 64 bytes, in `user_ids`, in whatever case; membership of a named " +
			"department does not count. Default: all. API key `user`."},
}

// arguments are those of the data source that lists.
var arguments = map[string]datasource.Attribute{
	"created_from": datasource.StringAttribute{Optional: true, Validators: []validator.String{shared.RFC3339{}},
		MarkdownDescription: "Oldest creation time, RFC 3339 such as `2026-01-01T00:00:00+08:00`. Default: as far back as WeCom lists (2021-07-10), " +
			"unlike the API, whose default is 90 days ago. API key `start_time`."},
	"created_to": datasource.StringAttribute{Optional: true, Validators: []validator.String{shared.RFC3339{}},
		MarkdownDescription: "Latest creation time, RFC 3339, not before `created_from`. Default: now. API key `end_time`."},
}

func rows(r *kind.Run, f kind.Filter) iter.Seq2[kind.Row[client.ContactWay], error] {
	return kind.IDs[client.ContactWay](r.Client.ContactWays.Each(r, client.ContactWayWindow(f.Window(r.Diags))))
}

// passes holds a contact way against the filters that WeCom does not know.
func passes(f kind.Filter, w *client.ContactWay) bool {
	number, _ := kinds.Number(f.Text("type").ValueString())
	user := f.Text("user_id").ValueString()
	return (number == 0 || number == w.Type) && shared.Matches(f.Regex("remark_regex"), w.Remark) && shared.Matches(f.Regex("state_regex"), w.State) &&
		(user == "" || slices.ContainsFunc(w.UserIDs, func(id string) bool { return strings.EqualFold(id, user) }))
}

// title tells a contact way from others: WeCom gives it no name.
func title(w *client.ContactWay) string { return cmp.Or(w.Remark, w.State) }
