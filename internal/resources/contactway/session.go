// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// sessionModel is `temporary_session`.
type sessionModel struct {
	ExpiresIn      field.Whole  `tfsdk:"expires_in"`
	ChatExpiresIn  field.Whole  `tfsdk:"chat_expires_in"`
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

var (
	sessionType     = fields.Get("temporary_session").Type()
	closingType     = inner(sessionType, "closing_message")
	imageType       = inner(closingType, "image")
	linkType        = inner(closingType, "link")
	miniProgramType = inner(closingType, "mini_program")
)

func inner(of types.ObjectType, name string) types.ObjectType {
	return of.AttrTypes[name].(types.ObjectType) //nolint:errcheck,forcetypeassert // the fields say that it is one
}

func (m *model) session(ctx context.Context) *sessionModel {
	return field.As[sessionModel](ctx, m.TemporarySession)
}

func (s *sessionModel) closing(ctx context.Context) *closingModel {
	if s == nil {
		return nil
	}
	return field.As[closingModel](ctx, s.ClosingMessage)
}

// sessionFromAPI is what WeCom shows of a temporary session; media ids and times that it does not show are those of s.
func sessionFromAPI(ctx context.Context, s *sessionModel, w *client.ContactWay) types.Object {
	if !w.IsTemp {
		return types.ObjectNull(sessionType.AttrTypes)
	}
	if s == nil {
		s = &sessionModel{}
	}
	s.ClosingMessage = closingFromAPI(ctx, s.closing(ctx), w.Conclusions)
	s.ExpiresIn = seconds(w.ExpiresIn, s.ExpiresIn, usualExpiresIn)
	s.ChatExpiresIn = seconds(w.ChatExpiresIn, s.ChatExpiresIn, usualChatExpires)
	s.UnionID = field.TextOf(w.UnionID)
	return field.ObjectOf(ctx, sessionType, s)
}

// seconds keeps a time that WeCom does not show.
func seconds(shown int64, prior field.Whole, usual int64) field.Whole {
	switch {
	case shown > 0:
		return field.WholeValue(shown)
	case prior.Known() == nil:
		return field.WholeValue(usual)
	}
	return prior
}

func closingFromAPI(ctx context.Context, prior *closingModel, c *client.Conclusions) types.Object {
	if c == nil {
		return types.ObjectNull(closingType.AttrTypes)
	}
	if prior == nil {
		prior = &closingModel{}
	}
	out := &closingModel{Text: field.TextOf(c.Text), Image: types.ObjectNull(imageType.AttrTypes),
		Link: types.ObjectNull(linkType.AttrTypes), MiniProgram: types.ObjectNull(miniProgramType.AttrTypes)}
	if i := c.Image; i != nil {
		out.Image = types.ObjectValueMust(imageType.AttrTypes, map[string]attr.Value{"media_id": part(prior.Image, "media_id"), "url": field.TextOf(i.PicURL)})
	}
	if l := c.Link; l != nil {
		out.Link = types.ObjectValueMust(linkType.AttrTypes, map[string]attr.Value{"title": types.StringValue(l.Title), "url": types.StringValue(l.URL),
			"description": field.TextOf(l.Desc), "picture_url": field.TextOf(l.PicURL)})
	}
	if p := c.MiniProgram; p != nil { // whether the id shown is the one that was sent is not documented
		out.MiniProgram = types.ObjectValueMust(miniProgramType.AttrTypes, map[string]attr.Value{"title": types.StringValue(p.Title),
			"app_id": types.StringValue(p.AppID), "page": types.StringValue(p.Page), "picture_media_id": part(prior.MiniProgram, "picture_media_id")})
	}
	return field.ObjectOf(ctx, closingType, out)
}

// part is a text of an object; null when there is none.
func part(o types.Object, name string) types.String {
	s, _ := o.Attributes()[name].(types.String)
	return s
}

// toAPI is the message for a request, nil when there is none. Its media ids are empty where they are not known.
func (c *closingModel) toAPI() *client.ConclusionsRequest {
	if c == nil {
		return nil
	}
	of := func(o types.Object, name string) string { return part(o, name).ValueString() }
	out := &client.ConclusionsRequest{}
	if s := c.Text.ValueString(); s != "" {
		out.Text = &client.ConclusionText{Content: s}
	}
	if i := c.Image; !i.IsNull() {
		out.Image = &client.ConclusionImageRequest{MediaID: of(i, "media_id")}
	}
	if l := c.Link; !l.IsNull() {
		out.Link = &client.ConclusionLink{Title: of(l, "title"), URL: of(l, "url"), Desc: of(l, "description"), PicURL: of(l, "picture_url")}
	}
	if p := c.MiniProgram; !p.IsNull() {
		out.MiniProgram = &client.ConclusionMiniProgramRequest{Title: of(p, "title"), AppID: of(p, "app_id"), Page: of(p, "page"), PicMediaID: of(p, "picture_media_id")}
	}
	return out
}

// keepImageURL keeps image.url while the media id stays the same: WeCom makes a new picture only of a new id.
type keepImageURL struct{}

// Description implements planmodifier.Describer.
func (keepImageURL) Description(context.Context) string { return "stable while media_id stays" }

// MarkdownDescription implements planmodifier.Describer.
func (k keepImageURL) MarkdownDescription(ctx context.Context) string { return k.Description(ctx) }

// PlanModifyString implements planmodifier.String.
func (keepImageURL) PlanModifyString(ctx context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if req.State.Raw.IsNull() || !req.PlanValue.IsUnknown() || req.StateValue.IsNull() {
		return
	}
	var planned, prior types.String
	at := req.Path.ParentPath().AtName("media_id")
	var diags diag.Diagnostics
	diags.Append(req.Plan.GetAttribute(ctx, at, &planned)...)
	diags.Append(req.State.GetAttribute(ctx, at, &prior)...)
	if !diags.HasError() && (prior.IsNull() || planned.Equal(prior)) {
		resp.PlanValue = req.StateValue
	}
}
