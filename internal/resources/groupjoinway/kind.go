// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package groupjoinway is the resource wecom_group_join_way and its data source.
package groupjoinway

import (
	_ "embed"
	"math"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_group_join_way"

const noun = "group join way"

//go:embed page.md
var page string

// Words of scene (doc 92229).
const (
	miniProgram = "mini_program"
	qrCode      = "qr_code"
)

var scenes = field.Words{client.JoinWayMiniProgram: miniProgram, client.JoinWayQRCode: qrCode}

// maxChats is how many groups a call may name (doc 92229).
const maxChats = 5

// mark is the rule of remark and state: characters, not bytes. WeCom cuts a longer remark in silence.
var mark = field.Is(field.Length{Max: 30, Mark: true})

var fields = field.Fields{
	field.ID("Id of the join way", "config_id"),
	field.Word("scene", "What customers meet (场景): `mini_program` (a button inside a mini program) or `qr_code`", "scene", scenes, field.Required,
		field.Note("WeCom takes another scene in an update; whether it obeys is not known: it is tried, and the apply fails when WeCom keeps the former one.")),
	field.Strings("chat_ids", "Ids of the customer groups (客户群) that customers enter, as this app sees them", "chat_id_list", field.Required,
		field.Is(field.Size(1, maxChats, "groups")),
		field.Note("The owner of each must be in the app's visible range. Groups that WeCom made by itself (`auto_create`) are not shown here and stay in the join way."),
		field.Reads("Ids of the customer groups (客户群) that customers enter, also of those that WeCom made by itself")),
	field.Text("remark", "Memo (备注) for those who manage the join way", "remark", field.Optional, mark),
	field.Text("state", "Channel mark (渠道), shown for each member who entered by this way", "state", field.Optional, mark),
	field.Object("auto_create", "Lets WeCom make a further group when the groups are full (自动新建群); `{}` without a name of its own", "auto_create_room", field.Fields{
		field.Text("name_prefix", "Beginning of the names of those groups (群名前缀), followed by their number", "room_base_name", field.Optional,
			field.Is(field.Length{Max: 40, Mark: true})),
		field.Number("first_number", "Number of the first of those groups (起始序号)", "room_base_id", field.Optional, field.Is(field.Between(1, math.MaxInt32)),
			field.Without("WeCom's"), field.Note("Only with `name_prefix`. A larger number that WeCom shows counts as its own counting on.")),
	}, field.Optional, field.Without("off; WeCom's own default is on"), field.Reads("How WeCom makes further groups when the groups are full; null when it makes none")),
	field.Flag("mark_source", "Whether the customer's source is marked as this app's join way", "mark_source", field.Managed, field.Without("`true`"),
		field.Note("Takes effect for apps of the class 营销获客 only. Null while WeCom does not show it; then what is configured is kept, and an imported join way is "+
			"not written for it.")),
	field.Text("qr_code", "URL of the QR code's picture, or of the mini-program plug-in; it dies with the join way", "qr_code",
		field.Reads("URL of the QR code's picture, or of the mini-program plug-in")),
	field.Protection("Printed QR codes would stop working."),
}

// Kind is the noun. WeCom lists no join ways: there is nothing to list, export or compare.
var Kind kind.Noun = &kind.Kind[model, client.JoinWay]{
	Type: TypeName, Noun: noun, Nouns: "group join ways", Term: "加入群聊", Area: kind.CustomerContact, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Join way id (config_id).",
		Advice: "A join way is imported by its config_id, which only the state that had it, an output or the answer of add_join_way knows: WeCom lists no join ways."},
	Subject:  (*model).subject,
	Recorded: func(c *client.Client, id string, made time.Time) { c.JoinWays.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.JoinWay, error) {
		return r.Client.JoinWays.Get(r, m.ID.ValueString())
	},
	FromAPI: fromAPI,
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.JoinWays.Delete(r, m.ID.ValueString()) },
	Settle: func(m *model) {
		if m.MarkSource.IsUnknown() {
			m.MarkSource = types.BoolValue(true) // the documented default, which need not be shown
		}
	},
	Seen: seen,

	Lost: func(m *model) kind.Loss {
		const rest = " WeCom's API cannot undo this. The groups and those in them stay."
		if m.Scene.ValueString() == miniProgram {
			return kind.Loss{What: "mini-program button", Text: "Mini programs that show this config_id stop working when this plan is applied." + rest}
		}
		return kind.Loss{What: "QR code", Text: "Codes already printed stop working when this plan is applied." + rest}
	},
	Gone:             gone,
	DeletedBefore:    deletedBefore,
	ForeignLooksGone: true,
	Explain:          explain,

	Title: func(w *client.JoinWay) (string, int64) { return w.Remark, 0 },
	ByID:  "Id of the join way, not empty. API key `config_id`.",
	Corp: kind.Corp[client.JoinWay]{Said: kind.Said{Names: []string{"remark", "state"},
		Unlisted: "WeCom lists no join ways, and shows those made by API in no console: one whose config_id you know can be imported by it."}},
}
