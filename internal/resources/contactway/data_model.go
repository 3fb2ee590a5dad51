// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// dataModel is a contact way as the data sources show it.
type dataModel struct {
	ID               types.String `tfsdk:"id"`
	Type             types.String `tfsdk:"type"`
	Scene            types.String `tfsdk:"scene"`
	Style            types.Int64  `tfsdk:"style"`
	Remark           types.String `tfsdk:"remark"`
	State            types.String `tfsdk:"state"`
	SkipVerify       types.Bool   `tfsdk:"skip_verify"`
	UserIDs          types.Set    `tfsdk:"user_ids"`
	DepartmentIDs    types.Set    `tfsdk:"department_ids"`
	IsExclusive      types.Bool   `tfsdk:"is_exclusive"`
	MarkSource       types.Bool   `tfsdk:"mark_source"`
	TemporarySession *dataSession `tfsdk:"temporary_session"`
	QRCode           types.String `tfsdk:"qr_code"`
}

type dataSession struct {
	ExpiresIn      types.Int64  `tfsdk:"expires_in"`
	ChatExpiresIn  types.Int64  `tfsdk:"chat_expires_in"`
	UnionID        types.String `tfsdk:"union_id"`
	ClosingMessage *dataClosing `tfsdk:"closing_message"`
}

type dataClosing struct {
	Text        types.String     `tfsdk:"text"`
	Image       *dataImage       `tfsdk:"image"`
	Link        *linkModel       `tfsdk:"link"`
	MiniProgram *dataMiniProgram `tfsdk:"mini_program"`
}

type dataImage struct {
	URL types.String `tfsdk:"url"`
}

type dataMiniProgram struct {
	Title types.String `tfsdk:"title"`
	AppID types.String `tfsdk:"app_id"`
	Page  types.String `tfsdk:"page"`
}

// dataFromAPI shows w with the resource's conversion, without what only the
// resource knows.
func dataFromAPI(ctx context.Context, w *client.ContactWay, diags *diag.Diagnostics) dataModel {
	var m model
	m.fromAPI(ctx, w, diags)
	out := dataModel{
		ID: m.ID, Type: m.Type, Scene: m.Scene, Style: m.Style, Remark: m.Remark, State: m.State, SkipVerify: m.SkipVerify,
		UserIDs: m.UserIDs, DepartmentIDs: m.DepartmentIDs, IsExclusive: m.IsExclusive, MarkSource: m.MarkSource, QRCode: m.QRCode,
	}
	s := m.session(ctx, diags)
	if s == nil {
		return out
	}
	out.TemporarySession = &dataSession{ExpiresIn: s.ExpiresIn, ChatExpiresIn: s.ChatExpiresIn, UnionID: s.UnionID}
	c := s.closing(ctx, diags)
	if c == nil {
		return out
	}
	closing := &dataClosing{Text: c.Text, Link: as[linkModel](ctx, c.Link, diags)}
	if image := as[imageModel](ctx, c.Image, diags); image != nil {
		closing.Image = &dataImage{URL: image.URL}
	}
	if app := as[miniProgramModel](ctx, c.MiniProgram, diags); app != nil {
		closing.MiniProgram = &dataMiniProgram{Title: app.Title, AppID: app.AppID, Page: app.Page}
	}
	out.TemporarySession.ClosingMessage = closing
	return out
}

// dataAttributes describes dataModel with the id of the caller, which is an
// argument in one data source and a result in the other.
func dataAttributes(id schema.Attribute) map[string]schema.Attribute {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	number := func(description string) schema.Int64Attribute {
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
	}
	nested := func(description string, attributes map[string]schema.Attribute) schema.SingleNestedAttribute {
		return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: attributes}
	}
	return map[string]schema.Attribute{
		"id":          id,
		"type":        text("Who gets the customers (联系方式类型): `single` (one member) or `multi` (several); the decimal number of a value that is newer than this provider. API key `type`."),
		"scene":       text("Where it is shown: `mini_program` (a button inside a mini program) or `qr_code`; the decimal number of a value that is newer than this provider. API key `scene`."),
		"style":       number("Look of the mini-program button; null when WeCom shows none. API key `style`."),
		"remark":      text("Memo (备注); null when there is none. API key `remark`."),
		"state":       text("Channel mark (渠道); null when there is none. API key `state`."),
		"skip_verify": flag("Whether customers are added without the member's approval. API key `skip_verify`."),
		"user_ids": schema.SetAttribute{
			ElementType: types.StringType, Computed: true,
			MarkdownDescription: "Members (使用成员), by userid. Whether WeCom leaves out those who left is not documented. API key `user`.",
		},
		"department_ids": schema.SetAttribute{
			ElementType: types.Int64Type, Computed: true,
			MarkdownDescription: "Departments (使用部门), as configured, not expanded. API key `party`.",
		},
		"is_exclusive": flag("Whether customers of the same external corp go to the same member first; null when WeCom does not show it, which is not documented. API key `is_exclusive`."),
		"mark_source":  flag("Whether the customer's source is marked as the app's contact way, in 营销获客 apps; null when WeCom does not show it. API key `mark_source`."),
		"temporary_session": nested("The temporary session (临时会话); null for ordinary contact ways. API key `is_temp`.", map[string]schema.Attribute{
			"expires_in":      number("How long the QR code can be used, in seconds. API key `expires_in`."),
			"chat_expires_in": number("How long the session lasts after the contact was added, in seconds. API key `chat_expires_in`."),
			"union_id":        text("The only customer who is let in; null without restriction. API key `unionid`."),
			"closing_message": nested("The closing message (结束语); null when there is none. API key `conclusions`.", map[string]schema.Attribute{
				"text": text("Text of the message. API key `conclusions.text.content`."),
				"image": nested("The image beside the text; null when there is none. API key `conclusions.image`.", map[string]schema.Attribute{
					"url": text("URL of the image. WeCom does not show its media id. API key `conclusions.image.pic_url`."),
				}),
				"link": nested("The card with a link to a web page; null when there is none. API key `conclusions.link`.", map[string]schema.Attribute{
					"title":       text("Title of the card. API key `conclusions.link.title`."),
					"url":         text("URL of the page that the card opens. API key `conclusions.link.url`."),
					"description": text("Description on the card; null when there is none. API key `conclusions.link.desc`."),
					"picture_url": text("URL of the cover picture; null when there is none. API key `conclusions.link.picurl`."),
				}),
				"mini_program": nested("The card that opens a mini program; null when there is none. API key `conclusions.miniprogram`.", map[string]schema.Attribute{
					"title":  text("Title of the card. API key `conclusions.miniprogram.title`."),
					"app_id": text("App id of the mini program. API key `conclusions.miniprogram.appid`."),
					"page":   text("Page of the mini program that the card opens. API key `conclusions.miniprogram.page`."),
				}),
			}),
		}),
		"qr_code": text("URL of the QR code's picture, stable across updates; null unless `scene` is `qr_code`. API key `qr_code`."),
	}
}

// readers is the note of both data sources on who may read contact ways.
const readers = "~> **Credentials.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用. Whether it may read contact ways of other apps is " +
	"not documented."

// quota is the note of the list and the data source on how many calls a list costs.
const quota = "~> **Quota.** WeCom lists ids only, up to 1000 to a call; every contact way that is read costs one call more. " + shared.CallQuota
