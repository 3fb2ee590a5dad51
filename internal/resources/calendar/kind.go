// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package calendar is the resource wecom_calendar with its data source.
package calendar

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_calendar"

const noun = "calendar"

//go:embed page.md
var page string

// Limits of docs 93647 and 97716.
const (
	maxAdmins      = 3
	maxShares      = 2000
	maxUsers       = 1000
	maxDepartments = 100
)

// permissions are the words of shares[].permission.
var permissions = field.Words{client.CalendarView: "view", client.CalendarBusyOnly: "busy_only"}

// shareSet is the type of shares, whose checks take linear time. Attributes nested in a set would not: the framework
// looks each of them up among all elements.
var (
	shareType = types.ObjectType{AttrTypes: map[string]attr.Type{"user_id": types.StringType, "permission": types.StringType}}
	shareSet  = field.SetType{SetType: basetypes.SetType{ElemType: shareType}}
)

const (
	whoShares     = "The members of the calendar"
	whoPermission = "What the member sees: `view` (the events) or `busy_only` (free and busy only, 仅查看闲忙). API key `shares[].permission` (1, 3)."
	theCalendar   = "the calendar and its events"
)

var fields = field.Fields{
	field.ID("Id of the calendar (日历ID)", "cal_id"),
	field.Text("name", "Name of the calendar (日历标题)", "summary", field.Required, field.Is(field.Length{Max: 128, Mark: true})),
	field.Text("color", "Colour (颜色) as `#RRGGBB`", "color", field.Required, field.Is(field.TextRule("such as `#FF3030`", color{})),
		field.Note("A corp-wide calendar has no colour of its own: WeCom wants the line all the same, and what it shows there is no difference.")),
	field.Text("description", "Description (日历描述)", "description", field.Optional, field.Is(field.Length{Max: 512})),
	field.Own("shares",
		schema.SetAttribute{Optional: true, CustomType: shareSet,
			MarkdownDescription: whoShares + fmt.Sprintf(", at most %d, in the app's visible range (可见范围), each with `user_id` (userid, 账号) and `permission`: `view` (the events) or "+
				"`busy_only` (free and busy only, 仅查看闲忙). Terraform wants both in each element; `permission = null` is `view`. Each is notified of every change "+
				"of the calendar. Userids are compared without regard to case, as WeCom does. Default: none. Changed in place. API key `shares` (`userid`, `permission` 1, 3).", maxShares)},
		datasource.SetNestedAttribute{Computed: true, CustomType: shareSet, MarkdownDescription: whoShares + ". API key `shares`.",
			NestedObject: datasource.NestedAttributeObject{Attributes: map[string]datasource.Attribute{
				"user_id":    datasource.StringAttribute{Computed: true, MarkdownDescription: "Userid (账号) of the member. API key `shares[].userid`."},
				"permission": datasource.StringAttribute{Computed: true, MarkdownDescription: whoPermission},
			}}}),
	field.Users("admin_user_ids", "Userids of the admins of the calendar (日历管理员), who may change and delete it in the client", "admins", maxAdmins, field.Optional,
		field.Note("Each is one of `shares`.")),
	field.Flag("public", "Whether those in the public range may subscribe to it (公共日历)", "is_public", field.Follows("corp_wide"), field.Replaces(field.Always, theCalendar),
		field.Note("Needs `public_user_ids` or `public_department_ids`.")),
	field.Flag("corp_wide", "Whether it is a corp-wide calendar (全员日历), of which a corp has at most 20", "is_corp_calendar", field.Default(false),
		field.Replaces(field.Always, theCalendar), field.Note("It is public, too, and needs `public_user_ids` or `public_department_ids`.")),
	field.Users("public_user_ids", "Userids of the members to whom it is public (公开范围)", "public_range.userids", maxUsers, field.Optional,
		field.Note("Only with `public` or `corp_wide`.")),
	field.Departments("public_department_ids", "Ids of the departments to which it is public", "public_range.partyids", field.Optional,
		field.Is(field.Size(0, maxDepartments, "departments")), field.Note("Only with `public` or `corp_wide`.")),
	field.Flag("default_of_app", "Whether it is the default calendar of the app (默认日历)", "set_as_default", field.Managed, field.Without("`false`"), field.Hidden,
		field.Replaces(field.WhenKnown, theCalendar),
		field.Note("WeCom does not show it: after an import it is not known, and what is configured is taken for what is there. Such a calendar cannot be destroyed (90712), "+
			"and nothing undoes it.")),
	field.Protection("Its events would be lost."),
}

// Kind is the noun. WeCom lists no calendars: there is nothing to list, export or compare.
var Kind kind.Noun = &kind.Kind[model, client.Calendar]{
	Type: TypeName, Noun: noun, Nouns: "calendars", Term: "日历", Area: kind.Office, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Calendar id (cal_id).",
		Advice: "A calendar is imported by its cal_id, which only the state that had it, an output or the answer of add knows: WeCom lists no calendars."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.Calendars.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.Calendar, error) {
		return r.Client.Calendars.Get(r, m.ID.ValueString())
	},
	FromAPI: func(_ *kind.Run, m *model, got *client.Calendar) { m.fromAPI(got) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.Calendars.Delete(r, m.ID.ValueString()) },

	Settle: func(m *model) {
		if m.DefaultOfApp.IsUnknown() {
			m.DefaultOfApp = types.BoolValue(false) // nobody asked for it
		}
	},

	Indestructible: func(m *model, verb string) (summary, text string) {
		if !m.DefaultOfApp.ValueBool() {
			return "", ""
		}
		return "A default calendar cannot be destroyed", fmt.Sprintf("This plan would %s %s, the default calendar of its app, which WeCom does not delete (90712); nothing undoes "+
			"default_of_app.\nKeep it, or take it out of the state and leave it where it is: terraform state rm, or a removed block with destroy = false.", verb, kind.Subject(noun, m))
	},
	Lost: func(*model) kind.Loss {
		return kind.Loss{What: "events", Text: "Its events are lost once this plan is applied, WeCom notifies its members, and a new calendar has another id."}
	},
	Gone:             gone,
	DeletedBefore:    deletedBefore,
	ForeignLooksGone: true,
	Explain:          explain,

	Title: func(v *client.Calendar) (string, int64) { return v.Summary, 0 },
	ByID:  "Id of the calendar, not empty. API key `cal_id`.",
	Corp: kind.Corp[client.Calendar]{Said: kind.Said{
		Unlisted: "WeCom lists no calendars: one whose cal_id you know can be imported by it, with the secret of the app that made it."}},
}
