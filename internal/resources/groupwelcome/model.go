// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package groupwelcome

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// model is the state of a wecom_group_welcome_template.
type model struct {
	kind.Object
	Text          types.String `tfsdk:"text"`
	Image         types.Object `tfsdk:"image"`
	Link          types.Object `tfsdk:"link"`
	MiniProgram   types.Object `tfsdk:"mini_program"`
	File          types.Object `tfsdk:"file"`
	Video         types.Object `tfsdk:"video"`
	NotifyMembers types.Bool   `tfsdk:"notify_members"`
}

// link is the object `link`.
type link struct {
	Title       types.String `tfsdk:"title"`
	URL         types.String `tfsdk:"url"`
	Description types.String `tfsdk:"description"`
	PictureURL  types.String `tfsdk:"picture_url"`
}

// miniProgram is the object `mini_program`.
type miniProgram struct {
	Title   types.String `tfsdk:"title"`
	AppID   types.String `tfsdk:"app_id"`
	Page    types.String `tfsdk:"page"`
	Picture types.Object `tfsdk:"picture"`
}

var (
	imageType = fields.Get("image").Type()
	linkType  = fields.Get("link").Type()
	appType   = fields.Get("mini_program").Type()
	fileType  = fields.Get("file").Type()
)

// branches are the messages beside the text, by their attributes, in the order in which WeCom prefers them.
func (m *model) branches() []branch {
	return []branch{{"image", &m.Image}, {"link", &m.Link}, {"mini_program", &m.MiniProgram}, {"file", &m.File}, {"video", &m.Video}}
}

type branch struct {
	name  string
	value *types.Object
}

// attachment is which of them WeCom shows; "" is none.
func attachment(t *client.GroupWelcome) string {
	switch {
	case t.Image != nil:
		return "image"
	case t.Link != nil:
		return "link"
	case t.MiniProgram != nil:
		return "mini_program"
	case t.File != nil:
		return "file"
	case t.Video != nil:
		return "video"
	}
	return ""
}

// subject names a template by the beginning of its text.
func subject(m *model) string {
	const most = 20
	words := []rune(strings.Join(strings.Fields(m.Text.ValueString()), " "))
	if len(words) > most {
		words = append(words[:most:most], '…')
	}
	switch id := m.ID.ValueString(); {
	case id == "" && len(words) == 0:
		return noun
	case id == "":
		return fmt.Sprintf("%s %q", noun, string(words))
	case len(words) == 0:
		return noun + " " + id
	default:
		return fmt.Sprintf("%s %q (%s)", noun, string(words), id)
	}
}

// check refuses templates that WeCom would refuse, or of which it would drop a part in silence.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	var given []string
	open := m.Text.IsUnknown()
	for _, b := range m.branches() {
		open = open || b.value.IsUnknown()
		if !b.value.IsNull() && !b.value.IsUnknown() {
			given = append(given, b.name)
		}
	}
	switch {
	case len(given) > 1:
		diags.AddAttributeError(path.Root(given[1]), "Several messages beside the text",
			fmt.Sprintf("%s are given. WeCom sends one of image, link, mini_program, file and video beside the text, and drops the others in silence. Keep one.", strings.Join(given, " and ")))
	case len(given) == 0 && m.Text.IsNull() && !open:
		diags.AddAttributeError(path.Root("text"), "Empty welcome message",
			"None of text, image, link, mini_program, file and video is given. Set text, one of the others, or text and one of the others.")
	}
	if p := field.As[media.Linked](ctx, m.Image); p != nil {
		p.Check(path.Root("image"), diags)
	}
	if a := field.As[miniProgram](ctx, m.MiniProgram); a != nil {
		checkFile(ctx, a.Picture, path.Root("mini_program").AtName("picture"), diags)
	}
	checkFile(ctx, m.File, path.Root("file"), diags)
	checkFile(ctx, m.Video, path.Root("video"), diags)
}

func checkFile(ctx context.Context, o types.Object, at path.Path, diags *diag.Diagnostics) {
	if p := field.As[media.Picture](ctx, o); p != nil {
		p.Check(at, diags)
	}
}

// fromAPI takes over what WeCom shows: of files that they are there, of an image its address.
func (m *model) fromAPI(ctx context.Context, t *client.GroupWelcome) {
	m.ID = types.StringValue(t.ID)
	m.Text = field.TextOf(t.Text)
	if t.Image == nil {
		m.Image = types.ObjectNull(imageType.AttrTypes)
	} else {
		p := field.As[media.Linked](ctx, m.Image)
		if p == nil {
			p = &media.Linked{}
		}
		p.See(t.Image.PicURL)
		if p.URL.IsUnknown() {
			p.URL = types.StringNull()
		}
		m.Image = field.ObjectOf(ctx, imageType, p)
	}
	m.Link = types.ObjectNull(linkType.AttrTypes)
	if l := t.Link; l != nil {
		m.Link = field.ObjectOf(ctx, linkType, &link{types.StringValue(l.Title), types.StringValue(l.URL), field.TextOf(l.Desc), field.TextOf(l.PicURL)})
	}
	if a := t.MiniProgram; a == nil {
		m.MiniProgram = types.ObjectNull(appType.AttrTypes)
	} else {
		picture := types.ObjectNull(fileType.AttrTypes)
		if was := field.As[miniProgram](ctx, m.MiniProgram); was != nil {
			picture = was.Picture
		}
		m.MiniProgram = field.ObjectOf(ctx, appType, &miniProgram{types.StringValue(a.Title), types.StringValue(a.AppID), types.StringValue(a.Page), there(ctx, picture, true)})
	}
	m.File, m.Video = there(ctx, m.File, t.File != nil), there(ctx, m.Video, t.Video != nil)
	if m.NotifyMembers.IsNull() || m.NotifyMembers.IsUnknown() {
		m.NotifyMembers = types.BoolValue(false)
	}
}

// there is a file of which WeCom shows only whether it is there.
func there(ctx context.Context, o types.Object, is bool) types.Object {
	if !is {
		return types.ObjectNull(fileType.AttrTypes)
	}
	p := field.As[media.Picture](ctx, o)
	if p == nil {
		p = &media.Picture{}
	}
	return field.ObjectOf(ctx, fileType, p)
}

// differs reports whether there is anything to write. What is not known of a file, as after an import, is as
// configured.
func (m *model) differs(ctx context.Context, prior *model) bool {
	if !m.Text.Equal(prior.Text) || !m.Link.Equal(prior.Link) {
		return true
	}
	for i, b := range m.branches() {
		if b.value.IsNull() != prior.branches()[i].value.IsNull() {
			return true
		}
	}
	if p, was := field.As[media.Linked](ctx, m.Image), field.As[media.Linked](ctx, prior.Image); p != nil && was != nil && p.Changes(*was) {
		return true
	}
	if a, was := field.As[miniProgram](ctx, m.MiniProgram), field.As[miniProgram](ctx, prior.MiniProgram); a != nil && was != nil &&
		(!a.Title.Equal(was.Title) || !a.AppID.Equal(was.AppID) || !a.Page.Equal(was.Page) || changes(ctx, a.Picture, was.Picture)) {
		return true
	}
	return changes(ctx, m.File, prior.File) || changes(ctx, m.Video, prior.Video)
}

func changes(ctx context.Context, o, prior types.Object) bool {
	p, was := field.As[media.Picture](ctx, o), field.As[media.Picture](ctx, prior)
	return p != nil && was != nil && was.Known() && !p.Same(*was)
}

// gone tells what the removal from the state rests on.
func gone(m *model) (summary, text string) {
	return fmt.Sprintf("Group welcome template %s is gone", m.ID.ValueString()),
		fmt.Sprintf("WeCom refused twice to show %s, by a code that is about its id: it was deleted in the console (客户联系 → 入群欢迎语) or by another program. Which code says "+
			"that a template does not exist is not documented; if it is in the console still, do not apply.", subject(m))
}
