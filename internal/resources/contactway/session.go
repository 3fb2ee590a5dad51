// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
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
	pictureType     = inner(miniProgramType, "picture")
)

// closingApp is `closing_message.mini_program`.
type closingApp struct {
	Title          types.String `tfsdk:"title"`
	AppID          types.String `tfsdk:"app_id"`
	Page           types.String `tfsdk:"page"`
	PictureMediaID types.String `tfsdk:"picture_media_id"`
	Picture        types.Object `tfsdk:"picture"`
}

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
		p := field.As[media.Shown](ctx, prior.Image)
		if p == nil {
			p = &media.Shown{}
		}
		if p.See(i.PicURL); p.File.IsNull() { // of a media id, the address is not what tells pictures apart
			p.URL = field.TextOf(i.PicURL)
		}
		out.Image = field.ObjectOf(ctx, imageType, p)
	}
	if l := c.Link; l != nil {
		out.Link = types.ObjectValueMust(linkType.AttrTypes, map[string]attr.Value{"title": types.StringValue(l.Title), "url": types.StringValue(l.URL),
			"description": field.TextOf(l.Desc), "picture_url": field.TextOf(l.PicURL)})
	}
	if p := c.MiniProgram; p != nil { // whether the id shown is the one that was sent is not documented
		app := &closingApp{Title: types.StringValue(p.Title), AppID: types.StringValue(p.AppID), Page: types.StringValue(p.Page), Picture: types.ObjectNull(pictureType.AttrTypes)}
		if was := field.As[closingApp](ctx, prior.MiniProgram); was != nil {
			app.PictureMediaID, app.Picture = was.PictureMediaID, was.Picture
		}
		out.MiniProgram = field.ObjectOf(ctx, miniProgramType, app)
	}
	return field.ObjectOf(ctx, closingType, out)
}

// part is a text of an object; null when there is none.
func part(o types.Object, name string) types.String {
	s, _ := o.Attributes()[name].(types.String)
	return s
}

// ofFile begins what stands for the media id of a file until it is uploaded; its digest follows, none where WeCom shows
// another picture than the file's.
const ofFile = "file:"

// source is the media id of a picture, or what stands for that of a file; "" where neither is known.
func source(p *media.Picture) string {
	switch {
	case p == nil:
		return ""
	case !p.File.IsNull():
		return ofFile + p.SHA256.ValueString()
	}
	return p.MediaID.ValueString()
}

// cover is the picture of the mini program.
func (c *closingModel) cover(ctx context.Context) *media.Picture {
	app := field.As[closingApp](ctx, c.MiniProgram)
	if app == nil {
		return nil
	}
	if p := field.As[media.Picture](ctx, app.Picture); p != nil {
		return p
	}
	return &media.Picture{MediaID: app.PictureMediaID}
}

// upload puts the media ids of files into a message that is about to be sent.
func (c *closingModel) upload(r *kind.Run, in *client.ConclusionsRequest) (err error) {
	if c == nil || in == nil {
		return nil
	}
	one := func(id *string, name string, p *media.Picture) {
		if err != nil || !strings.HasPrefix(*id, ofFile) {
			return
		}
		*id, err = p.Upload(r, media.Image, func(ctx context.Context, f *media.File) (string, error) {
			return r.Client.Media.Upload(ctx, "image", &client.File{Name: f.Name, Type: f.Type, Content: f.Content})
		})
		if err != nil {
			err = fmt.Errorf("temporary_session.closing_message.%s: %w", name, err)
		}
	}
	if in.Image != nil {
		one(&in.Image.MediaID, "image", &field.As[media.Shown](r, c.Image).Picture)
	}
	if in.MiniProgram != nil {
		one(&in.MiniProgram.PicMediaID, "mini_program.picture", c.cover(r))
	}
	return err
}

// toAPI is the message for a request, nil when there is none. Its media ids are empty where they are not known, and
// stand for files until upload.
func (c *closingModel) toAPI(ctx context.Context) *client.ConclusionsRequest {
	if c == nil {
		return nil
	}
	of := func(o types.Object, name string) string { return part(o, name).ValueString() }
	out := &client.ConclusionsRequest{}
	if s := c.Text.ValueString(); s != "" {
		out.Text = &client.ConclusionText{Content: s}
	}
	if i := c.Image; !i.IsNull() {
		out.Image = &client.ConclusionImageRequest{}
		if p := field.As[media.Shown](ctx, i); p != nil {
			out.Image.MediaID = source(&p.Picture)
		}
	}
	if l := c.Link; !l.IsNull() {
		out.Link = &client.ConclusionLink{Title: of(l, "title"), URL: of(l, "url"), Desc: of(l, "description"), PicURL: of(l, "picture_url")}
	}
	if p := c.MiniProgram; !p.IsNull() {
		out.MiniProgram = &client.ConclusionMiniProgramRequest{Title: of(p, "title"), AppID: of(p, "app_id"), Page: of(p, "page"), PicMediaID: source(c.cover(ctx))}
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
