// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package contactway is the resource wecom_contact_way and its data sources.
package contactway

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// TypeName is the resource type.
const TypeName = "wecom_contact_way"

const noun = "contact way"

//go:embed page.md
var page string

// Words of the enumerations of doc 92228.
const (
	single      = "single"
	multi       = "multi"
	miniProgram = "mini_program"
	qrCode      = "qr_code"
)

// The enumerations of doc 92228.
var (
	kinds  = field.Words{client.ContactWaySingle: single, client.ContactWayMulti: multi}
	scenes = field.Words{client.ContactWayMiniProgram: miniProgram, client.ContactWayQRCode: qrCode}
)

// Limits of doc 92228. Members count after departments are expanded; offline only those named one by one can be
// counted.
const (
	maxMembers       = 100
	day              = 24 * 60 * 60
	usualExpiresIn   = 7 * day
	usualChatExpires = day
	longest          = 14 * day
)

const (
	loss      = "the contact way and its QR code"
	mediaNote = "Media ids expire after three days and WeCom does not show them: the provider keeps what it wrote, and after an import takes over what the " +
		"configuration says without sending it. The picture itself stays. To change it, upload another one and set its id; a file needs none of this."
)

// mark is the rule of remark and state: characters, not bytes. How WeCom stores blanks at the ends is not documented.
var mark = field.Is(field.Length{Max: 30, Mark: true})

var fields = field.Fields{
	field.ID("Id of the contact way", "config_id"),
	field.Word("type", "Who gets the customers (联系方式类型): `single` (one member) or `multi` (several members or departments)", "type", kinds,
		field.Required, field.Replaces(field.Always, loss)),
	field.Word("scene", "Where it is shown: `mini_program` (a button inside a mini program) or `qr_code`", "scene", scenes,
		field.Required, field.Replaces(field.Always, loss)),
	field.Number("style", "Look of the mini-program button", "style", field.Managed,
		field.Is(field.NumberRule("1 or greater", int64validator.AtLeast(1))),
		field.Note("Only with `scene = \"mini_program\"`: 1, 2 or 3 with `type = \"single\"`, 1 or 2 with `multi`.")),
	field.Text("remark", "Memo (备注) for those who manage the contact way", "remark", field.Optional, mark, field.Note("Customers do not see it.")),
	field.Text("state", "Channel mark (渠道)", "state", field.Optional, mark,
		field.Note("It comes back in the event of a new customer and in the customer's details, only when the customer is newly added.")),
	field.Users("user_ids", "Members (使用成员) who get the customers, by userid (账号)", "user", maxMembers, field.None,
		field.Note("Exactly one with `type = \"single\"`; with `multi` up to 100 members, those of `department_ids` included."),
		field.Reads("Members (使用成员), by userid. Whether WeCom leaves out those who left is not documented")),
	field.Departments("department_ids", "Departments (使用部门) whose members get the customers, by id, only with `type = \"multi\"`", "party", field.None,
		field.Note("Sub-departments and at most 100 members in all count. At least one of `user_ids` and `department_ids` names somebody."),
		field.Reads("Departments (使用部门), as configured, not expanded")),
	field.Flag("skip_verify", "Whether customers are added without the member's approval (无需验证)", "skip_verify", field.Default(true),
		field.Note("Sent with every update.")),
	field.Flag("is_exclusive", "Whether customers of the same external corp go to the same member first (同一外部企业客户只能添加同一个员工)", "is_exclusive",
		field.Managed, field.Without("`false`"), field.Replaces(field.WhenKnown, loss),
		field.Note("WeCom is not documented to show it: the provider keeps what it wrote, and after an import it is null, that is, not known: the first value "+
			"you then write is taken as it is, with a warning.")),
	field.Flag("mark_source", "Whether the customer's source is marked as this app's contact way", "mark_source", field.Managed, field.Without("`true`"),
		field.Note("Has an effect in 营销获客 apps only, and only the app that made the contact way may change it.")),
	field.Object("temporary_session", "Makes the contact way a temporary session (临时会话), only with `type = \"single\"` and only in corps of the medical industry",
		"is_temp", session, field.Optional, field.Replaces(field.Presence, loss), field.Reads("The temporary session (临时会话); null for ordinary contact ways"),
		field.Note("A temporary QR code dies after `expires_in`, and as soon as one contact was added with it. After that it cannot be edited. When WeCom no longer "+
			"shows it, a plan makes a new one with a new QR code, with a warning. WeCom never lists temporary contact ways.")),
	field.Text("qr_code", "URL of the QR code's picture, only with `scene = \"qr_code\"`; it dies with the contact way", "qr_code",
		field.Reads("URL of the QR code's picture, stable across updates; null unless `scene` is `qr_code`")),
	field.Protection("Printed QR codes would stop working."),
}

var session = field.Fields{
	field.Number("expires_in", "How long the QR code can be used, in seconds", "expires_in", field.Default(usualExpiresIn),
		field.Is(field.Between(1, longest)), field.Note("The most is 14 days.")),
	field.Number("chat_expires_in", "How long the session lasts after the contact was added, in seconds", "chat_expires_in", field.Default(usualChatExpires),
		field.Is(field.Between(1, longest)), field.Note("The most is 14 days.")),
	field.Text("union_id", "Lets only the customer of this WeChat union id in", "unionid", field.Optional, field.Is(field.NotEmpty),
		field.Without("no restriction"), field.Note("Needs a WeChat developer account bound in 客户联系."),
		field.Reads("The only customer who is let in; null without restriction")),
	field.Object("closing_message", "Message (结束语) that is sent when the session ends: `text`, one of `image`, `link` and `mini_program`, or text and one of them",
		"conclusions", field.Fields{
			field.Text("text", "Text of the message", "conclusions.text.content", field.Optional, field.Is(field.Bytes(4000))),
			field.Object("image", "An image beside the text (图片)", "conclusions.image", append(
				media.Fields(media.Image, "conclusions.image.media_id").Only("file", "sha256"),
				field.Text("media_id", "Media id of an image uploaded with media/upload (official page 90253)", "conclusions.image.media_id", field.Optional,
					field.Is(field.NotEmpty), field.Without("`file`"), field.Note(mediaNote), field.Hidden),
				field.Text("url", "URL of the image as WeCom shows it, stable while `media_id` stays", "conclusions.image.pic_url", field.Live,
					field.Keeps(keepImageURL{}), field.Reads("URL of the image. WeCom does not show its media id")),
			), field.Optional),
			field.Object("link", "A card with a link to a web page (图文)", "conclusions.link", field.Fields{
				field.Text("title", "Title of the card", "conclusions.link.title", field.Required, field.Is(field.Bytes(128))),
				field.Text("url", "URL of the page that the card opens", "conclusions.link.url", field.Required, field.Is(field.NotEmpty)),
				field.Text("description", "Description on the card", "conclusions.link.desc", field.Optional, field.Is(field.Bytes(512))),
				field.Text("picture_url", "URL of the cover picture of the card", "conclusions.link.picurl", field.Optional, field.Is(field.NotEmpty)),
			}, field.Optional),
			field.Object("mini_program", "A card that opens a mini program (小程序)", "conclusions.miniprogram", field.Fields{
				field.Text("title", "Title of the card", "conclusions.miniprogram.title", field.Required, field.Is(field.Bytes(64))),
				field.Text("app_id", "App id of the mini program, which must be linked to the corp", "conclusions.miniprogram.appid", field.Required,
					field.Is(field.NotEmpty)),
				field.Text("page", "Page of the mini program that the card opens", "conclusions.miniprogram.page", field.Required, field.Is(field.NotEmpty)),
				field.Text("picture_media_id", "Media id of the cover: an image, best of 520×416 pixels, uploaded with media/upload (official page 90253)",
					"conclusions.miniprogram.pic_media_id", field.Optional, field.Is(field.NotEmpty), field.Without("`picture`"), field.Note(mediaNote), field.Hidden),
				field.Object("picture", "Cover of the card as a file, best of 520×416 pixels", "conclusions.miniprogram.pic_media_id",
					media.Fields(media.Image, "conclusions.miniprogram.pic_media_id"), field.Optional, field.Without("`picture_media_id`"), field.Hidden,
					field.Note("Exactly one of it and `picture_media_id` is given.")),
			}, field.Optional),
		}, field.Optional, field.Note("Changed as a whole.")),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.ContactWay]{
	Type: TypeName, Noun: noun, Nouns: "contact ways", Term: "联系我", Area: kind.CustomerContact, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp, Serving: true,
	Import: kind.Import{ID: "Contact way id (config_id).",
		Advice: "A contact way is imported by its config_id. The data source wecom_contact_ways lists those that WeCom lists."},
	Subject:  (*model).subject,
	Recorded: func(c *client.Client, id string, made time.Time) { c.ContactWays.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.ContactWay, error) {
		return r.Client.ContactWays.Get(r, m.ID.ValueString())
	},
	FromAPI:   fromAPI,
	Update:    update,
	Delete:    func(r *kind.Run, m *model) error { return r.Client.ContactWays.Delete(r, m.ID.ValueString()) },
	ReadsBack: true,
	Settle: func(m *model) {
		if m.MarkSource.IsUnknown() {
			m.MarkSource = types.BoolValue(true) // the documented default, which need not be shown
		}
	},

	Lost: func(m *model) kind.Loss {
		const because = "WeCom cannot change `%s` of an existing contact way (联系我)."
		if m.Scene.ValueString() == miniProgram {
			return kind.Loss{What: "mini-program button", Text: "Mini programs that show this config_id stop working when this plan is applied.", Because: because}
		}
		return kind.Loss{What: "QR code", Text: "Codes already printed stop working when this plan is applied.", Because: because}
	},
	Gone: func(m *model) (summary, text string) {
		if m.TemporarySession.IsNull() {
			return "", ""
		}
		return "Temporary " + m.subject() + " is gone",
			fmt.Sprintf("WeCom does not know %s any more: it has expired, its code was used, or it was deleted. This plan makes a new one with a new QR code, "+
				"and so will every plan after the next expiry. Remove it from the configuration when it is no longer needed.", m.subject())
	},
	Explain: explain,

	Rows:  rows,
	Title: func(w *client.ContactWay) (string, int64) { return title(w), 0 },
	List: kind.List[client.ContactWay]{Subject: "the contact ways of the corp", Filters: filters, Windowed: true,
		Selects: func(f kind.Filter) bool {
			return f.Has("type") || f.Has("remark_regex") || f.Has("state_regex") || f.Has("user_id")
		},
		Passes: passes,
		Unreadable: func(err error) bool {
			return errors.Is(err, client.ErrNotOwned) || errors.Is(err, client.ErrNotVisible)
		}},
	Plural: kind.Plural{Attribute: "contact_ways", Arguments: arguments, Refused: "unreadable_ids",
		Text:        "The contact ways, sorted by id; WeCom shows no creation time. Empty when there is none. API key `contact_way`.",
		RefusedText: "Ids that WeCom lists but does not let this app read, as those of other apps may be. API key `config_id`."},
	ByID: "Id of the contact way, not empty. API key `config_id`.",
	Corp: kind.Corp[client.ContactWay]{
		Unseen: kind.Always[client.ContactWay](kind.NotListed,
			"WeCom lists neither temporary contact ways nor those made before 2021-07-10: they are not seen, but one whose config_id you know can be "+
				"imported by it. Whether those of other apps are listed is not documented; they can be read, and changes of them may be refused."),
		Undeclarable: func(w *client.ContactWay) string {
			if w.IsTemp {
				return "it is temporary: it expires by itself, and what its closing message was made of cannot be read"
			}
			return ""
		},
		Said: kind.Said{
			IDsOnly: true, PerCall: 1000, Doc: "92228", Names: []string{"remark", "state"},
			NameText: "Its `remark`, else its `state`; null when it has neither or it was not read. API key `remark` or `state`.",
			Permission: &kind.Permission{Writes: client.WriteContactWays, Found: "%d made by API in the last 30 days",
				Count: func(ctx context.Context, c *client.Client) (int, error) {
					ids, err := c.ContactWays.List(ctx, client.ContactWayWindow{From: time.Now().Add(-recentWays)})
					return len(ids), err
				}},
		},
	},
}

// recentWays is how far back doctor counts: a corp may have tens of thousands (doc 92228).
const recentWays = 30 * 24 * time.Hour
