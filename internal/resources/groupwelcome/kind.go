// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package groupwelcome is the resource wecom_group_welcome_template and its data source.
package groupwelcome

import (
	_ "embed"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// TypeName is the resource type.
const TypeName = "wecom_group_welcome_template"

const noun = "group welcome template"

//go:embed page.md
var page string

const beside = "At most one of `image`, `link`, `mini_program`, `file` and `video`."

var fields = field.Fields{
	field.ID("Id of the template (`msg…`)", "template_id"),
	field.Text("text", "Text of the message; `%NICKNAME%` stands for the name of the customer", "text.content", field.Optional, field.Is(field.Bytes(3000)),
		field.Note("At least one of it and the others is given.")),
	field.Object("image", "A picture (图片) beside the text", "image", media.LinkedFields(media.Image, "image.media_id", "image.pic_url"), field.Optional,
		field.Note(beside+" Up to 2 MB it is uploaded with media/uploadimg, whose address lives for good; a larger one with media/upload.")),
	field.Object("link", "A card with a link to a web page (图文)", "link", field.Fields{
		field.Text("title", "Title of the card", "link.title", field.Required, field.Is(field.Bytes(128))),
		field.Text("url", "URL of the page that the card opens", "link.url", field.Required, field.Is(field.NotEmpty)),
		field.Text("description", "Description on the card", "link.desc", field.Optional, field.Is(field.Bytes(512))),
		field.Text("picture_url", "URL of the cover picture of the card", "link.picurl", field.Optional, field.Is(field.NotEmpty)),
	}, field.Optional, field.Note(beside)),
	field.Object("mini_program", "A card that opens a mini program (小程序)", "miniprogram", field.Fields{
		field.Text("title", "Title of the card", "miniprogram.title", field.Required, field.Is(field.Bytes(64))),
		field.Text("app_id", "App id of the mini program, which must be linked to the corp", "miniprogram.appid", field.Required, field.Is(field.NotEmpty)),
		field.Text("page", "Page of the mini program that the card opens", "miniprogram.page", field.Required, field.Is(field.NotEmpty)),
		field.Object("picture", "Cover of the card, best of 520×416 pixels", "miniprogram.pic_media_id", media.Fields(media.Image, "miniprogram.pic_media_id"), field.Required,
			field.Hidden),
	}, field.Optional, field.Note(beside)),
	field.Object("file", "A file (文件)", "file", media.Fields(media.Plain, "file.media_id"), field.Optional, field.Hidden, field.Note(beside)),
	field.Object("video", "A video (视频)", "video", media.Fields(media.Video, "video.media_id"), field.Optional, field.Hidden, field.Note(beside)),
	field.Text("attachment", "What stands beside the text: `image`, `link`, `mini_program`, `file` or `video`; null where nothing does", "", field.OnRead),
	field.Flag("notify_members", "Whether WeCom tells the members of the template when it is made (通知成员)", "notify", field.Default(false), field.Hidden,
		field.Note("A create only: a later change of this line sends nothing, and no update tells anybody.")),
	field.Protection("Members could no longer choose it for their groups."),
}

// Kind is the noun. WeCom lists no templates: there is nothing to list, export or compare.
var Kind kind.Noun = &kind.Kind[model, client.GroupWelcome]{
	Type: TypeName, Noun: noun, Nouns: "group welcome templates", Term: "入群欢迎语", Area: kind.CustomerContact, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Template id.",
		Advice: "A welcome template is imported by its template_id (msg…), which only the state that had it, an output or the answer of add knows: WeCom lists no templates."},
	Subject:  subject,
	Recorded: func(c *client.Client, id string, made time.Time) { c.GroupWelcomes.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.GroupWelcome, error) {
		got, err := r.Client.GroupWelcomes.Get(r, m.ID.ValueString())
		return got, err
	},
	FromAPI: func(r *kind.Run, m *model, t *client.GroupWelcome) { m.fromAPI(r, t) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.GroupWelcomes.Delete(r, m.ID.ValueString()) },

	Lost: func(*model) kind.Loss {
		return kind.Loss{What: "welcome message (入群欢迎语)", Text: "Members can no longer choose it for their groups once this plan is applied; whether groups that use it go on " +
			"greeting is not documented. A new one has another id."}
	},
	Gone:             gone,
	ForeignLooksGone: true,
	Explain:          explain,

	Title: func(t *client.GroupWelcome) (string, int64) { return t.Text, 0 },
	Given: func(t *client.GroupWelcome) map[string]tftypes.Value {
		v := tftypes.NewValue(tftypes.String, nil)
		if is := attachment(t); is != "" {
			v = tftypes.NewValue(tftypes.String, is)
		}
		return map[string]tftypes.Value{"attachment": v}
	},
	ByID: "Id of the template (`msg…`), not empty. API key `template_id`.",
	Corp: kind.Corp[client.GroupWelcome]{Said: kind.Said{Names: []string{"text"},
		Unlisted: "WeCom lists no welcome templates by API; one whose template_id you know can be imported by it."}},
}
