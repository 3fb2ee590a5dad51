// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package app is the resource wecom_app and its data source: the settings of the app behind the secret.
package app

import (
	_ "embed"
	"iter"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// TypeName is the resource type.
const TypeName = "wecom_app"

const noun = "app"

//go:embed page.md
var page string

var fields = field.Fields{
	field.Number("id", "Agent id (AgentId) of the app behind `secret`, found by the provider", "agentid", field.Note("Stable across updates.")),
	field.Text("name", "Name (应用名称)", "name", field.Managed, field.Is(field.Length{Max: 32, Mark: true})),
	field.Text("description", "Description (应用介绍)", "description", field.Managed, field.Is(field.TextRule("4 to 120 characters", description{}))),
	field.Text("home_url", "Home page (应用主页), which the app opens on the workbench", "home_url", field.Managed,
		field.Is(field.TextRule("begins with `http://` or `https://`", address{})), field.Note("WeCom documents no way to clear it.")),
	field.Text("trusted_domain", "Trusted domain (可信域名) of web authorization and JS-SDK, without scheme and path: `www.example.com`", "redirect_domain", field.Managed,
		field.Is(field.TextRule("no scheme, path or blank", domain{})),
		field.Note("WeCom takes 20 changes a month in the whole corp, and documents no way to clear it. Where the domain's owner is not verified yet, apply warns (85005).")),
	field.Flag("report_location", "Whether the app is told the location of members who open it (上报地理位置)", "report_location_flag", field.Managed),
	field.Flag("report_enter", "Whether the app is told of members who open it (上报进入应用事件)", "isreportenter", field.Managed),
	field.Object("logo", "Logo (应用logo), which WeCom cuts to a square", "logo_mediaid", media.ShownFields(media.Image, "logo_mediaid", "square_logo_url"), field.Managed),
	field.Users("visible_user_ids", "User ids of the members in the visible range (可见范围)", "allow_userinfos", 0, field.Watched,
		field.Note("Set in the console; it never changes in a plan.")),
	field.Departments("visible_department_ids", "Ids of the departments in the visible range (可见范围)", "allow_partys", field.Watched,
		field.Note("Set in the console; it never changes in a plan.")),
	field.NumberIDs("visible_tag_ids", "Ids of the tags of members in the visible range (可见范围)", "allow_tags", field.Watched,
		field.Note("Set in the console; it never changes in a plan.")),
	field.Flag("enabled", "Whether the app is enabled (启用)", "close", field.Watched, field.Note("Set in the console; it never changes in a plan.")),
	field.Protection("A destroy leaves the app as it is, and nobody looks after its settings any more."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.Agent]{
	Type: TypeName, Noun: noun, Nouns: "apps", Term: "自建应用", Area: kind.Apps, Fields: fields, Page: kind.Page(page),
	Import: kind.Import{ID: "Agent id.", Advice: "The console shows the agent id (AgentId) on the page of the app; only the app behind `secret` can be imported."},
	Check:  check,
	Plan:   plan,

	Adopts:      adopts,
	Overwritten: overwritten,
	Create: func(*kind.Run, *model) (kind.Made, error) {
		return kind.Made{}, client.ErrNotFound // an app is made in the console; what is there is adopted
	},
	Read:    read,
	FromAPI: func(r *kind.Run, m *model, a *client.Agent) { m.fromAPI(r, a) },
	Update:  update,
	Seen: func(r *kind.Run, _, before *model, _ *client.Agent) {
		kind.NoteImport(r, before.DeletionProtection.IsNull())
	},
	Forgets: func(*model) string {
		return "The app lives on with the settings that it has. Only the console deletes it (应用管理 → 应用 → 自建)."
	},
	Explain: explain,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.Agent], error] {
		return func(yield func(kind.Row[client.Agent], error) bool) {
			a, err := r.Client.Agents.Self(r)
			if err != nil {
				yield(kind.Row[client.Agent]{}, err)
				return
			}
			yield(kind.Row[client.Agent]{ID: id(a.ID), Name: a.Name, Object: a}, nil)
		}
	},
	Title: func(a *client.Agent) (string, int64) { return a.Name, 0 },
	List: kind.List[client.Agent]{Subject: "the app behind secret", Whole: true,
		Filters: kind.ByName("the name of the app (应用名称)", "Compared by the provider.")},
	ByID: "Agent id, at least 1. Default: that of the app behind `secret`, which is the only one that can be read. API key `agentid`.",
	Corp: kind.Corp[client.Agent]{
		Unseen: kind.OwnApp[client.Agent]("settings"),
		Said: kind.Said{Doc: "90227", NameText: "Name of the app (应用名称). API key `name`.",
			Choices: []string{"The `logo` of the app is not written, because WeCom shows an address and no content: add it as a file where Terraform shall look after it."}},
	},
}
