// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfknowledgeintent

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// model is the state of a wecom_kf_knowledge_intent.
type model struct {
	kind.Object
	GroupID  types.String `tfsdk:"group_id"`
	Question types.String `tfsdk:"question"`
	Similar  types.List   `tfsdk:"similar_questions"`
	Answer   types.Object `tfsdk:"answer"`
}

type answer struct {
	Text        types.String `tfsdk:"text"`
	Attachments types.List   `tfsdk:"attachments"`
}

type attachment struct {
	Image       types.Object `tfsdk:"image"`
	Video       types.Object `tfsdk:"video"`
	Link        types.Object `tfsdk:"link"`
	MiniProgram types.Object `tfsdk:"mini_program"`
}

type link struct {
	Title       types.String `tfsdk:"title"`
	URL         types.String `tfsdk:"url"`
	Description types.String `tfsdk:"description"`
	PictureURL  types.String `tfsdk:"picture_url"`
}

type miniProgram struct {
	Title   types.String `tfsdk:"title"`
	AppID   types.String `tfsdk:"app_id"`
	Page    types.String `tfsdk:"page"`
	Picture types.Object `tfsdk:"picture"`
}

// Named is the question, by which messages call the object.
func (m *model) Named() types.String { return m.Question }

func (m *model) answer(ctx context.Context) *answer { return field.As[answer](ctx, m.Answer) }

func (m *model) setAnswer(ctx context.Context, a *answer) {
	m.Answer = field.ObjectOf(ctx, answerType, a)
}

// similar are the known texts of the list.
func (m *model) similar() []string {
	out := []string{}
	for _, e := range m.Similar.Elements() {
		if s, ok := e.(types.String); ok && !s.IsUnknown() {
			out = append(out, s.ValueString())
		}
	}
	return out
}

func texts(all []string) types.List {
	values := make([]attr.Value, 0, len(all))
	for _, s := range all {
		values = append(values, types.StringValue(s))
	}
	return types.ListValueMust(types.StringType, values)
}

// attachments are the elements; nil for those that are unknown as a whole.
func (a *answer) attachments(ctx context.Context) []*attachment {
	if a == nil {
		return nil
	}
	out := make([]*attachment, 0, len(a.Attachments.Elements()))
	for _, e := range a.Attachments.Elements() {
		o, _ := e.(types.Object)
		out = append(out, field.As[attachment](ctx, o))
	}
	return out
}

func (a *answer) setAttachments(ctx context.Context, all []*attachment, diags *diag.Diagnostics) {
	if all == nil {
		a.Attachments = types.ListNull(attachmentType)
		return
	}
	list, d := types.ListValueFrom(ctx, attachmentType, all)
	diags.Append(d...)
	a.Attachments = list
}

// kinds are the objects of an attachment by WeCom's word.
func (a *attachment) kinds() map[string]types.Object {
	return map[string]types.Object{client.KfImage: a.Image, client.KfVideo: a.Video, client.KfLink: a.Link, client.KfMiniProgram: a.MiniProgram}
}

var kindNames = []string{client.KfImage, client.KfVideo, client.KfLink, client.KfMiniProgram}

// kind is WeCom's word for what the attachment is; "" while that is not known.
func (a *attachment) kind() string {
	if a == nil {
		return ""
	}
	all := a.kinds()
	for _, name := range kindNames {
		if !all[name].IsNull() {
			return name
		}
	}
	return ""
}

// file is the picture, video or cover of an attachment; nil where it has none, or it is not known.
func (a *attachment) file(ctx context.Context) *media.Picture {
	switch a.kind() {
	case client.KfImage:
		return field.As[media.Picture](ctx, a.Image)
	case client.KfVideo:
		return field.As[media.Picture](ctx, a.Video)
	case client.KfMiniProgram:
		if m := field.As[miniProgram](ctx, a.MiniProgram); m != nil {
			return field.As[media.Picture](ctx, m.Picture)
		}
	}
	return nil
}

func (a *attachment) setFile(ctx context.Context, p *media.Picture) {
	switch o := field.ObjectOf(ctx, fileType, p); a.kind() {
	case client.KfImage:
		a.Image = o
	case client.KfVideo:
		a.Video = o
	case client.KfMiniProgram:
		if m := field.As[miniProgram](ctx, a.MiniProgram); m != nil {
			m.Picture = o
			a.MiniProgram = field.ObjectOf(ctx, miniType, m)
		}
	}
}

// limit is what the file of an attachment may be.
func (a *attachment) limit() media.Limit {
	if a.kind() == client.KfVideo {
		return media.Video
	}
	return media.Image
}

// check refuses what WeCom would.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	at := path.Root("answer")
	all := m.answer(ctx).attachments(ctx)
	if len(all) > maxAttachments {
		diags.AddAttributeError(at, "Too many attachments", fmt.Sprintf("answer.attachments has %d elements; WeCom takes %d.", len(all), maxAttachments))
	}
	for i, a := range all {
		if a == nil {
			continue
		}
		var given []string
		unknown := false
		for _, name := range kindNames {
			o := a.kinds()[name]
			unknown = unknown || o.IsUnknown()
			if !o.IsNull() {
				given = append(given, name)
			}
		}
		place := at.AtName("attachments").AtListIndex(i)
		switch {
		case unknown:
		case len(given) != 1:
			diags.AddAttributeError(at, "Attachment without a kind, or with two",
				fmt.Sprintf("%s names %d of image, video, link and mini_program; it needs exactly one.", place, len(given)))
		default:
			if p := a.file(ctx); p != nil {
				p.Check(place.AtName(names[given[0]]), diags)
			}
		}
	}
}

// fromAPI takes over what WeCom shows: of images and videos that they are there, of mini programs no cover.
func (m *model) fromAPI(r *kind.Run, i *client.KfIntent) {
	m.ID, m.GroupID, m.Question = types.StringValue(i.ID), types.StringValue(i.GroupID), types.StringValue(i.Question)
	// The same texts in another order are the same: the page promises none.
	if have := m.similar(); !slices.Equal(slices.Sorted(slices.Values(have)), slices.Sorted(slices.Values(i.Similar))) {
		if m.Similar = texts(i.Similar); len(i.Similar) == 0 {
			m.Similar = types.ListNull(types.StringType)
		}
	} else if m.Similar.IsUnknown() {
		m.Similar = types.ListNull(types.StringType)
	}
	prior := m.answer(r)
	if prior == nil {
		prior = &answer{Attachments: types.ListNull(attachmentType)}
	}
	have, now := prior.attachments(r), answer{Text: types.StringValue(i.Answer), Attachments: prior.Attachments}
	if len(have) > 0 || len(i.Attachments) > 0 || prior.Attachments.IsUnknown() {
		var all []*attachment
		for n, a := range i.Attachments {
			var was *attachment
			if n < len(have) && have[n].kind() == a.Type {
				was = have[n]
			}
			all = append(all, shown(r, a, was))
		}
		now.setAttachments(r, all, r.Diags)
	}
	m.setAnswer(r, &now)
}

// shown is an attachment as WeCom shows it, with nothing in it where its kind is none of the page; was is the one of
// the state in the same place, of the same kind.
func shown(ctx context.Context, a client.KfAttachment, was *attachment) *attachment {
	out := &attachment{types.ObjectNull(fileType.AttrTypes), types.ObjectNull(fileType.AttrTypes), types.ObjectNull(linkType.AttrTypes), types.ObjectNull(miniType.AttrTypes)}
	file := was.file(ctx)
	if file == nil {
		file = &media.Picture{}
	}
	switch a.Type {
	case client.KfLink:
		out.Link = field.ObjectOf(ctx, linkType, &link{types.StringValue(a.Title), types.StringValue(a.URL), field.TextOf(a.Description), field.TextOf(a.PictureURL)})
	case client.KfMiniProgram:
		out.MiniProgram = field.ObjectOf(ctx, miniType, &miniProgram{field.TextOf(a.Title), types.StringValue(a.AppID), types.StringValue(a.Page), field.ObjectOf(ctx, fileType, file)})
	case client.KfVideo:
		out.Video = field.ObjectOf(ctx, fileType, file)
	case client.KfImage:
		out.Image = field.ObjectOf(ctx, fileType, file)
	}
	return out
}

// changes reports whether the answer must be written over state. What is not known of a file, as after an import, is as
// configured.
func (a *answer) changes(ctx context.Context, state *answer) bool {
	want, have := a.attachments(ctx), state.attachments(ctx)
	if !a.Text.Equal(state.Text) || len(want) != len(have) {
		return true
	}
	for i, w := range want {
		h := have[i]
		if w.kind() != h.kind() || w == nil || h == nil || !w.Link.Equal(h.Link) {
			return true
		}
		if w.kind() == client.KfMiniProgram {
			is, was := field.As[miniProgram](ctx, w.MiniProgram), field.As[miniProgram](ctx, h.MiniProgram)
			if is == nil || was == nil || !is.Title.Equal(was.Title) || !is.AppID.Equal(was.AppID) || !is.Page.Equal(was.Page) {
				return true
			}
		}
		if is, was := w.file(ctx), h.file(ctx); is != nil && was != nil && was.Known() && !is.Same(*was) {
			return true
		}
	}
	return false
}

// given is the answer on data sources, which says of what kind each attachment is.
func given(i *client.KfIntent) map[string]tftypes.Value {
	text := func(s string) tftypes.Value {
		if s == "" {
			return tftypes.NewValue(tftypes.String, nil)
		}
		return tftypes.NewValue(tftypes.String, s)
	}
	linkOf := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"title": tftypes.String, "url": tftypes.String, "description": tftypes.String, "picture_url": tftypes.String}}
	miniOf := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"title": tftypes.String, "app_id": tftypes.String, "page": tftypes.String}}
	one := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"type": tftypes.String, "link": linkOf, "mini_program": miniOf}}
	var all []tftypes.Value
	for _, a := range i.Attachments {
		v := map[string]tftypes.Value{"type": text(a.Type), "link": tftypes.NewValue(linkOf, nil), "mini_program": tftypes.NewValue(miniOf, nil)}
		switch a.Type {
		case client.KfLink:
			v["link"] = tftypes.NewValue(linkOf, map[string]tftypes.Value{"title": text(a.Title), "url": text(a.URL), "description": text(a.Description), "picture_url": text(a.PictureURL)})
		case client.KfMiniProgram:
			v["mini_program"] = tftypes.NewValue(miniOf, map[string]tftypes.Value{"title": text(a.Title), "app_id": text(a.AppID), "page": text(a.Page)})
		}
		all = append(all, tftypes.NewValue(one, v))
	}
	list := tftypes.List{ElementType: one}
	attachments := tftypes.NewValue(list, nil)
	if all != nil {
		attachments = tftypes.NewValue(list, all)
	}
	ty := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"text": tftypes.String, "attachments": list}}
	return map[string]tftypes.Value{"answer": tftypes.NewValue(ty, map[string]tftypes.Value{"text": text(i.Answer), "attachments": attachments})}
}
