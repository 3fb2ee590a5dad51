// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Defaults and longest times of temporary sessions, in seconds (doc 92228).
const (
	day              = 24 * 60 * 60
	usualExpiresIn   = 7 * day
	usualChatExpires = day
	longest          = 14 * day
)

// sessionModel is `temporary_session`.
type sessionModel struct {
	ExpiresIn      types.Int64  `tfsdk:"expires_in"`
	ChatExpiresIn  types.Int64  `tfsdk:"chat_expires_in"`
	UnionID        types.String `tfsdk:"union_id"`
	ClosingMessage types.Object `tfsdk:"closing_message"`
}

// closingModel is `temporary_session.closing_message`.
type closingModel struct {
	Text        types.String `tfsdk:"text"`
	Image       types.Object `tfsdk:"image"`
	Link        types.Object `tfsdk:"link"`
	MiniProgram types.Object `tfsdk:"mini_program"`
}

type imageModel struct {
	MediaID types.String `tfsdk:"media_id"`
	URL     types.String `tfsdk:"url"`
}

type linkModel struct {
	Title       types.String `tfsdk:"title"`
	URL         types.String `tfsdk:"url"`
	Description types.String `tfsdk:"description"`
	PictureURL  types.String `tfsdk:"picture_url"`
}

type miniProgramModel struct {
	Title          types.String `tfsdk:"title"`
	AppID          types.String `tfsdk:"app_id"`
	Page           types.String `tfsdk:"page"`
	PictureMediaID types.String `tfsdk:"picture_media_id"`
}

var (
	imageType = map[string]attr.Type{"media_id": types.StringType, "url": types.StringType}
	linkType  = map[string]attr.Type{
		"title": types.StringType, "url": types.StringType, "description": types.StringType, "picture_url": types.StringType,
	}
	miniProgramType = map[string]attr.Type{
		"title": types.StringType, "app_id": types.StringType, "page": types.StringType, "picture_media_id": types.StringType,
	}
	closingType = map[string]attr.Type{
		"text": types.StringType, "image": types.ObjectType{AttrTypes: imageType},
		"link": types.ObjectType{AttrTypes: linkType}, "mini_program": types.ObjectType{AttrTypes: miniProgramType},
	}
	sessionType = map[string]attr.Type{
		"expires_in": types.Int64Type, "chat_expires_in": types.Int64Type, "union_id": types.StringType,
		"closing_message": types.ObjectType{AttrTypes: closingType},
	}
)

// as reads an object; nil when it is null or unknown.
func as[T any](ctx context.Context, o types.Object, diags *diag.Diagnostics) *T {
	if o.IsNull() || o.IsUnknown() {
		return nil
	}
	var out T
	diags.Append(o.As(ctx, &out, basetypes.ObjectAsOptions{})...)
	return &out
}

// object is the opposite of as.
func object[T any](ctx context.Context, as map[string]attr.Type, v *T, diags *diag.Diagnostics) types.Object {
	if v == nil {
		return types.ObjectNull(as)
	}
	out, d := types.ObjectValueFrom(ctx, as, v)
	diags.Append(d...)
	return out
}

func (m *model) session(ctx context.Context, diags *diag.Diagnostics) *sessionModel {
	return as[sessionModel](ctx, m.TemporarySession, diags)
}

func (s *sessionModel) closing(ctx context.Context, diags *diag.Diagnostics) *closingModel {
	if s == nil {
		return nil
	}
	return as[closingModel](ctx, s.ClosingMessage, diags)
}

// sessionFromAPI takes over what WeCom shows of a temporary session; media ids,
// which it does not show, stay.
func (m *model) sessionFromAPI(ctx context.Context, w *client.ContactWay, diags *diag.Diagnostics) {
	s := m.session(ctx, diags)
	if s == nil {
		s = &sessionModel{}
	}
	s.ExpiresIn = seconds(w.ExpiresIn, s.ExpiresIn, usualExpiresIn)
	s.ChatExpiresIn = seconds(w.ChatExpiresIn, s.ChatExpiresIn, usualChatExpires)
	s.UnionID = shared.OptionalString(w.UnionID)
	s.ClosingMessage = object(ctx, closingType, closingFromAPI(ctx, w.Conclusions, s.closing(ctx, diags), diags), diags)
	m.TemporarySession = object(ctx, sessionType, s, diags)
}

// seconds keeps a time that WeCom does not show.
func seconds(shown int64, prior types.Int64, usual int64) types.Int64 {
	switch {
	case shown > 0:
		return types.Int64Value(shown)
	case prior.IsNull() || prior.IsUnknown():
		return types.Int64Value(usual)
	}
	return prior
}

func closingFromAPI(ctx context.Context, c *client.Conclusions, prior *closingModel, diags *diag.Diagnostics) *closingModel {
	if c == nil {
		return nil
	}
	if prior == nil {
		prior = &closingModel{}
	}
	out := &closingModel{Text: shared.OptionalString(c.Text)}
	var image *imageModel
	if c.Image != nil {
		image = &imageModel{URL: shared.OptionalString(c.Image.PicURL)}
		if was := as[imageModel](ctx, prior.Image, diags); was != nil {
			image.MediaID = was.MediaID
		}
	}
	out.Image = object(ctx, imageType, image, diags)
	var link *linkModel
	if l := c.Link; l != nil {
		link = &linkModel{
			Title: types.StringValue(l.Title), URL: types.StringValue(l.URL),
			Description: shared.OptionalString(l.Desc), PictureURL: shared.OptionalString(l.PicURL),
		}
	}
	out.Link = object(ctx, linkType, link, diags)
	var app *miniProgramModel
	if p := c.MiniProgram; p != nil {
		app = &miniProgramModel{Title: types.StringValue(p.Title), AppID: types.StringValue(p.AppID), Page: types.StringValue(p.Page)}
		// Whether the id shown is the one that was sent is not documented.
		if was := as[miniProgramModel](ctx, prior.MiniProgram, diags); was != nil {
			app.PictureMediaID = was.PictureMediaID
		}
	}
	out.MiniProgram = object(ctx, miniProgramType, app, diags)
	return out
}

// toAPI returns nil when there is no closing message, or when a media id that
// it needs is not known.
func (c *closingModel) toAPI(ctx context.Context, diags *diag.Diagnostics) *client.ConclusionsRequest {
	if c == nil {
		return nil
	}
	out := &client.ConclusionsRequest{}
	if c.Text.ValueString() != "" {
		out.Text = &client.ConclusionText{Content: c.Text.ValueString()}
	}
	if image := as[imageModel](ctx, c.Image, diags); image != nil {
		if image.MediaID.IsNull() {
			return nil
		}
		out.Image = &client.ConclusionImageRequest{MediaID: image.MediaID.ValueString()}
	}
	if l := as[linkModel](ctx, c.Link, diags); l != nil {
		out.Link = &client.ConclusionLink{
			Title: l.Title.ValueString(), URL: l.URL.ValueString(), Desc: l.Description.ValueString(), PicURL: l.PictureURL.ValueString(),
		}
	}
	if p := as[miniProgramModel](ctx, c.MiniProgram, diags); p != nil {
		if p.PictureMediaID.IsNull() {
			return nil
		}
		out.MiniProgram = &client.ConclusionMiniProgramRequest{
			Title: p.Title.ValueString(), AppID: p.AppID.ValueString(), Page: p.Page.ValueString(), PicMediaID: p.PictureMediaID.ValueString(),
		}
	}
	return out
}

// differs is model.differs for a session that stays a session.
func (s *sessionModel) differs(ctx context.Context, prior *sessionModel, diags *diag.Diagnostics) bool {
	if s == nil || prior == nil {
		return false // is_temp cannot be changed in place
	}
	return !s.ExpiresIn.Equal(prior.ExpiresIn) || !s.ChatExpiresIn.Equal(prior.ChatExpiresIn) || !s.UnionID.Equal(prior.UnionID) ||
		s.closing(ctx, diags).differs(ctx, prior.closing(ctx, diags), diags)
}

func (c *closingModel) differs(ctx context.Context, prior *closingModel, diags *diag.Diagnostics) bool {
	if c == nil || prior == nil {
		return (c == nil) != (prior == nil)
	}
	image, wasImage := as[imageModel](ctx, c.Image, diags), as[imageModel](ctx, prior.Image, diags)
	app, wasApp := as[miniProgramModel](ctx, c.MiniProgram, diags), as[miniProgramModel](ctx, prior.MiniProgram, diags)
	switch {
	case !c.Text.Equal(prior.Text), !c.Link.Equal(prior.Link), (image == nil) != (wasImage == nil), (app == nil) != (wasApp == nil):
		return true
	case image != nil && otherMedia(image.MediaID, wasImage.MediaID):
		return true
	}
	return app != nil && (!app.Title.Equal(wasApp.Title) || !app.AppID.Equal(wasApp.AppID) || !app.Page.Equal(wasApp.Page) ||
		otherMedia(app.PictureMediaID, wasApp.PictureMediaID))
}

// otherMedia reports whether a media id was changed. One that is null in the
// state is not known, which is no change.
func otherMedia(planned, prior types.String) bool { return !prior.IsNull() && !planned.Equal(prior) }

// fillImage resolves an open image.url from read, or to null when there is none.
func (m *model) fillImage(ctx context.Context, read *model, diags *diag.Diagnostics) {
	s := m.session(ctx, diags)
	c := s.closing(ctx, diags)
	if c == nil {
		return
	}
	image := as[imageModel](ctx, c.Image, diags)
	if image == nil || !image.URL.IsUnknown() {
		return
	}
	image.URL = types.StringNull()
	if read != nil {
		if shown := read.session(ctx, diags).closing(ctx, diags); shown != nil {
			if i := as[imageModel](ctx, shown.Image, diags); i != nil {
				image.URL = i.URL
			}
		}
	}
	c.Image = object(ctx, imageType, image, diags)
	s.ClosingMessage = object(ctx, closingType, c, diags)
	m.TemporarySession = object(ctx, sessionType, s, diags)
}
