// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package groupwelcome

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// plan reads the files, says which are taken as configured, and who is told of a new template.
func plan(r *kind.Run, c *kind.Change[model]) {
	planned := *c.Plan
	image := field.As[media.Linked](r, planned.Image)
	if image != nil {
		image.Picture.Plan(media.Image, path.Root("image"), r.Diags)
		image.URL = types.StringUnknown()
		planned.Image = field.ObjectOf(r, imageType, image)
	}
	if a := field.As[miniProgram](r, planned.MiniProgram); a != nil {
		a.Picture = planFile(r, a.Picture, media.Image, path.Root("mini_program").AtName("picture"))
		planned.MiniProgram = field.ObjectOf(r, appType, a)
	}
	planned.File = planFile(r, planned.File, media.Plain, path.Root("file"))
	planned.Video = planFile(r, planned.Video, media.Video, path.Root("video"))
	// A change sends the picture again, and WeCom may then show it under another address.
	if image != nil && c.State != nil && !planned.differs(r, c.State) {
		if was := field.As[media.Linked](r, c.State.Image); was != nil {
			image.URL = was.URL
			planned.Image = field.ObjectOf(r, imageType, image)
		}
	}
	for _, b := range planned.branches() {
		if !b.value.IsNull() && !b.value.IsUnknown() && b.name != "link" {
			c.Set(path.Root(b.name), *b.value)
		}
	}
	switch {
	case c.State != nil:
		warnTaken(r, c, &planned)
	case c.Plan.NotifyMembers.ValueBool():
		c.Warn(path.Root("notify_members"), "Members are told of "+subject(c.Plan),
			fmt.Sprintf("notify_members is true: when this plan is applied, WeCom tells the members of the corp who serve customer groups of %s. Nobody can take that back.", subject(c.Plan)))
	}
}

func planFile(r *kind.Run, o types.Object, l media.Limit, at path.Path) types.Object {
	p := field.As[media.Picture](r, o)
	if p == nil {
		return o
	}
	p.Plan(l, at, r.Diags)
	return field.ObjectOf(r, fileType, p)
}

// warnTaken names files of which nothing is known, as after an import.
func warnTaken(r *kind.Run, c *kind.Change[model], planned *model) {
	if planned.differs(r, c.State) {
		return
	}
	taken := ""
	if p, was := field.As[media.Linked](r, planned.Image), field.As[media.Linked](r, c.State.Image); p != nil && was != nil && p.Taken(*was) {
		taken = "image"
	}
	unknown := func(name string, o, prior types.Object) {
		if p, was := field.As[media.Picture](r, o), field.As[media.Picture](r, prior); p != nil && was != nil && p.Known() && !was.Known() {
			taken = name
		}
	}
	if a, was := field.As[miniProgram](r, planned.MiniProgram), field.As[miniProgram](r, c.State.MiniProgram); a != nil && was != nil {
		unknown("mini_program", a.Picture, was.Picture)
	}
	unknown("file", planned.File, c.State.File)
	unknown("video", planned.Video, c.State.Video)
	if taken != "" {
		c.Warn(path.Root(taken), fmt.Sprintf("%s of %s is taken as configured", taken, subject(c.State)),
			"WeCom does not show the content of pictures and files, so the configured one is taken as the one that is there, and nothing is uploaded for it. If WeCom has "+
				"another one, change the file's content to have it written.")
	}
}

// uploaded is where the private state has the address of the picture that was uploaded last: it lives for good, so that
// a change of the text alone uploads nothing.
const uploaded = "uploaded_image"

type upload struct{ SHA256, URL string }

// request is the whole content with files uploaded for it.
func (m *model) request(r *kind.Run) (*client.GroupWelcomeRequest, error) {
	in := &client.GroupWelcomeRequest{ID: m.ID.ValueString()}
	if text := m.Text.ValueString(); text != "" {
		in.Text = &client.ConclusionText{Content: text}
	}
	var err error
	if p := field.As[media.Linked](r, m.Image); p != nil {
		if in.Image, err = image(r, p); err != nil {
			return nil, fmt.Errorf("image: %w", err)
		}
	}
	if l := field.As[link](r, m.Link); l != nil {
		in.Link = &client.ConclusionLink{Title: l.Title.ValueString(), URL: l.URL.ValueString(), Desc: l.Description.ValueString(), PicURL: l.PictureURL.ValueString()}
	}
	if a := field.As[miniProgram](r, m.MiniProgram); a != nil {
		cover, err := file(r, a.Picture, media.Image, "image")
		if err != nil {
			return nil, fmt.Errorf("mini_program.picture: %w", err)
		}
		in.MiniProgram = &client.WelcomeMiniProgram{Content: cover.Content}
		in.MiniProgram.Title, in.MiniProgram.AppID, in.MiniProgram.Page = a.Title.ValueString(), a.AppID.ValueString(), a.Page.ValueString()
		in.MiniProgram.PicMediaID = cover.MediaID
	}
	if in.File, err = file(r, m.File, media.Plain, "file"); err != nil {
		return nil, fmt.Errorf("file: %w", err)
	}
	if in.Video, err = file(r, m.Video, media.Video, "video"); err != nil {
		return nil, fmt.Errorf("video: %w", err)
	}
	return in, nil
}

// image uploads a picture with media/uploadimg where it fits, else with media/upload.
func image(r *kind.Run, p *media.Linked) (*client.WelcomeImage, error) {
	switch {
	case !p.SourceURL.IsNull():
		return &client.WelcomeImage{PicURL: p.SourceURL.ValueString()}, nil
	case p.File.IsNull():
		return &client.WelcomeImage{MediaID: p.MediaID.ValueString()}, nil
	}
	out := &client.WelcomeImage{}
	f, err := p.Open(media.Image)
	if err != nil {
		return nil, err
	}
	out.Content = fmt.Sprintf("%x", sha256.Sum256(f.Content))
	sent := &client.File{Name: f.Name, Type: f.Type, Content: f.Content}
	if len(f.Content) > media.MostUploadImage {
		out.MediaID, err = r.Client.Media.Upload(r, "image", sent)
		return out, err
	}
	if had := kind.Recall[upload](r, uploaded); had.URL != "" && had.SHA256 == out.Content {
		out.PicURL = had.URL
		return out, nil
	}
	if out.PicURL, err = r.Client.Media.UploadImage(r, sent); err == nil {
		kind.Remember(r, uploaded, upload{out.Content, out.PicURL})
	}
	return out, err
}

// file uploads a file; nil where there is none.
func file(r *kind.Run, o types.Object, l media.Limit, as string) (*client.WelcomeMedia, error) {
	p := field.As[media.Picture](r, o)
	if p == nil {
		return nil, nil
	}
	out := &client.WelcomeMedia{}
	var err error
	out.MediaID, err = p.Upload(r, l, func(ctx context.Context, f *media.File) (string, error) {
		out.Content = fmt.Sprintf("%x", sha256.Sum256(f.Content))
		return r.Client.Media.Upload(ctx, as, &client.File{Name: f.Name, Type: f.Type, Content: f.Content})
	})
	return out, err
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	in, err := m.request(r)
	if err != nil {
		return kind.Made{}, err
	}
	id, err := r.Client.GroupWelcomes.Create(r, in, m.NotifyMembers.ValueBool())
	return kind.Made{ID: id}, err
}

// update sends the whole content: whether WeCom keeps what an edit leaves out is not documented, so it is looked at.
func update(r *kind.Run, plan, state *model) (bool, error) {
	if !plan.differs(r, state) {
		return false, nil
	}
	in, err := plan.request(r)
	if err != nil {
		return false, err
	}
	err = r.Client.GroupWelcomes.Edit(r, in)
	if badMedia(err) && !plan.newFile(r, state) {
		err = again(r, in, err)
	}
	if err != nil {
		return false, err
	}
	var got *client.GroupWelcome
	is := *plan
	r.Await(func(ctx context.Context) bool {
		if got, err = r.Client.GroupWelcomes.Get(ctx, in.ID); err != nil {
			return true
		}
		is = *plan
		is.fromAPI(ctx, got)
		return len(kept(plan, &is)) == 0
	})
	if err != nil {
		return true, nil //nolint:nilerr // the next refresh sees what WeCom made of it
	}
	stays := kept(plan, &is)
	if len(stays) == 0 {
		plan.Image = is.Image
		return true, nil
	}
	r.Diags.AddAttributeError(path.Root(stays[0]), fmt.Sprintf("WeCom keeps a part of %s", subject(state)),
		fmt.Sprintf("This change leaves %s out of %s. WeCom accepted it and still has %s; no way to take it out is documented.\nPut it back into the configuration, take it out in the "+
			"console (客户联系 → 入群欢迎语) and plan again, or make the template anew without it, under another id that members have to choose again:  "+
			"terraform apply -replace=<address>\nEverything else of this change was applied.\n\nhttps://developer.work.weixin.qq.com/document/path/92366",
			strings.Join(stays, " and "), subject(state), strings.Join(stays, " and ")))
	was := *state
	was.fromAPI(r, got)
	plan.Text = is.Text
	for i, b := range plan.branches() {
		if *b.value = *is.branches()[i].value; !b.value.IsNull() && b.name == stays[0] {
			*b.value = *was.branches()[i].value
		}
	}
	return true, nil
}

// newFile reports whether a change is about what a media id names.
func (m *model) newFile(ctx context.Context, prior *model) bool {
	of := func(m *model) (out []types.Object) {
		out = append(out, m.File, m.Video)
		if a := field.As[miniProgram](ctx, m.MiniProgram); a != nil {
			out = append(out, a.Picture)
		}
		return out
	}
	if p, was := field.As[media.Linked](ctx, m.Image), field.As[media.Linked](ctx, prior.Image); p != nil {
		return was == nil || p.Changes(*was)
	}
	want, had := of(m), of(prior)
	for i, o := range want {
		if i >= len(had) || o.IsNull() != had[i].IsNull() || changes(ctx, o, had[i]) {
			return true
		}
	}
	return false
}

// again sends a change once more when a media id of the configuration has expired and names what the template has: it
// then goes by what WeCom shows, which may be good still.
func again(r *kind.Run, in *client.GroupWelcomeRequest, refused error) error {
	got, err := r.Client.GroupWelcomes.Get(r, in.ID)
	if err != nil {
		return refused
	}
	switch {
	case in.Image != nil && in.Image.MediaID != "" && in.Image.Content == "" && got.Image != nil:
		in.Image = &client.WelcomeImage{PicURL: got.Image.PicURL}
	case in.MiniProgram != nil && in.MiniProgram.Content == "" && got.MiniProgram != nil && got.MiniProgram.PicMediaID != nil:
		in.MiniProgram.PicMediaID = *got.MiniProgram.PicMediaID
	case in.File != nil && in.File.Content == "" && got.File != nil:
		in.File = got.File
	case in.Video != nil && in.Video.Content == "" && got.Video != nil:
		in.Video = got.Video
	default:
		return refused
	}
	if err := r.Client.GroupWelcomes.Edit(r, in); err == nil {
		return nil
	}
	return refused
}

// kept are the parts that a change was to take out and that are there still.
func kept(plan, is *model) (names []string) {
	if plan.Text.IsNull() && !is.Text.IsNull() {
		names = append(names, "text")
	}
	for i, b := range plan.branches() {
		if b.value.IsNull() && !is.branches()[i].value.IsNull() {
			names = append(names, b.name)
		}
	}
	return names
}

// badMedia reports the codes for a media id that is wrong or has expired.
func badMedia(err error) bool {
	code := shared.Code(err)
	return code == 40007 || code == 40145
}

// explain tells what is particular to templates.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	var unknown *client.OutcomeUnknownError
	switch {
	case errors.As(f.Err, &unknown):
		f.NextStep = "WeCom lists no templates by API, so it cannot be looked for there: look in the console (客户联系 → 入群欢迎语), where a second one of the same text would stand. " +
			"Delete it there if it is one too many; apply again to make one."
	case errors.Is(f.Err, client.ErrNotFound):
		f.Reason = "there is no template of this id"
		f.NextStep = "Plan again if it was deleted in the console or by another program. WeCom lists no templates: an id is known from an output, or from where it was made."
	case badMedia(f.Err):
		f.Reason = "a media id of the template is wrong, has expired (after three days), or is not that of such a file"
		f.NextStep = "Name it by file instead of media_id: it is then uploaded whenever WeCom wants it. Or upload it again with media/upload and set the new id."
		for _, b := range m.branches() {
			if !b.value.IsNull() && b.name != "link" {
				f.At = b.name
			}
		}
	case shared.Code(f.Err) == 41055 || shared.Code(f.Err) == 40063:
	case f.Op != "read" && errors.Is(f.Err, client.ErrNotOwned):
		f.Reason = "another app or the console made it, and an app can change and delete only the templates that it made itself"
		f.NextStep = "Use the `secret` of the app that made it, or change it in the console (客户联系 → 入群欢迎语)."
	}
}
