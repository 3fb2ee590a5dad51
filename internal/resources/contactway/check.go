// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

var (
	atSession = path.Root("temporary_session")
	atClosing = atSession.AtName("closing_message")
)

// check adds an error for every rule between attributes that m breaks, as far as its values are known.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	users, departments := len(m.UserIDs.Elements()), len(m.DepartmentIDs.Elements())
	switch {
	case m.Type.IsUnknown():
	case m.Type.ValueString() == single:
		if m.UserIDs.IsKnown() && users != 1 {
			diags.AddAttributeError(path.Root("user_ids"), "Contact way of type single needs one member",
				fmt.Sprintf(`type is "single", and user_ids names %d members; it must name exactly one. For several members use type = "multi".`, users))
		}
		if departments > 0 {
			diags.AddAttributeError(path.Root("department_ids"), "Contact way of type single with departments",
				`type is "single", but department_ids is set: departments work with type = "multi" only. Remove department_ids or change type.`)
		}
	case m.UserIDs.IsNone() && m.DepartmentIDs.IsNone():
		diags.AddAttributeError(path.Root("user_ids"), "Contact way without members",
			"Neither user_ids nor department_ids names anybody. Set at least one of the two.")
	}
	if m.Type.ValueString() == multi && !m.TemporarySession.IsNull() && !m.TemporarySession.IsUnknown() {
		diags.AddAttributeError(atSession, "Temporary session with several members",
			`temporary_session needs type = "single", but type is "multi": WeCom opens temporary sessions with one member only.`)
	}
	checkStyle(m, diags)
	m.session(ctx).closing(ctx).check(ctx, diags)
}

func checkStyle(m *model, diags *diag.Diagnostics) {
	style, at := m.Style.Known(), path.Root("style")
	switch {
	case style == nil:
	case m.Scene.ValueString() == qrCode:
		diags.AddAttributeError(at, "Style of a QR code",
			`style is the look of a mini-program button and needs scene = "mini_program", but scene is "qr_code". Remove style or change scene.`)
	case *style == 3 && m.Type.ValueString() == multi:
		diags.AddAttributeError(at, "Style for one member only", `style 3 needs type = "single", but type is "multi", which has the styles 1 and 2.`)
	case *style > 3:
		diags.AddAttributeWarning(at, "Style unknown to this provider",
			fmt.Sprintf("The official page knows the styles 1 to 3; style is %d. WeCom refuses it (errcode 41042) unless it added it since.", *style))
	}
}

// check refuses closing messages that WeCom would refuse or cut down silently.
func (c *closingModel) check(ctx context.Context, diags *diag.Diagnostics) {
	if c == nil {
		return
	}
	var given []string
	open := c.Text.IsUnknown()
	for i, part := range []types.Object{c.Image, c.Link, c.MiniProgram} {
		open = open || part.IsUnknown()
		if !part.IsNull() && !part.IsUnknown() {
			given = append(given, []string{"image", "link", "mini_program"}[i])
		}
	}
	switch {
	case len(given) > 1:
		diags.AddAttributeError(atSession, "Closing message with several attachments",
			fmt.Sprintf("closing_message sets %s. WeCom sends only one of image, link and mini_program (beside text) and drops the others silently. Keep one.",
				strings.Join(given, " and ")))
	case len(given) == 0 && c.Text.IsNull() && !open:
		diags.AddAttributeError(atSession, "Empty closing message",
			"closing_message sets none of text, image, link and mini_program. Set text, one of the others, or text and one of the others; or remove closing_message.")
	}
	if p := field.As[media.Shown](ctx, c.Image); p != nil {
		p.Check(atClosing.AtName("image"), diags)
	}
	app := field.As[closingApp](ctx, c.MiniProgram)
	switch {
	case app == nil || app.PictureMediaID.IsUnknown() || app.Picture.IsUnknown():
	case app.PictureMediaID.IsNull() == app.Picture.IsNull():
		diags.AddAttributeError(atSession, "Cover of the mini program",
			"closing_message.mini_program needs exactly one of picture and picture_media_id. Set picture = { file = … } to the path of a picture.")
	default:
		if p := field.As[media.Picture](ctx, app.Picture); p != nil {
			p.Check(atClosing.AtName("mini_program").AtName("picture"), diags)
		}
	}
}

// planFiles reads the files of a closing message. What is written is sent as a whole, and WeCom then shows the image
// under another address.
func planFiles(r *kind.Run, c *kind.Change[model]) {
	planned := *c.Plan
	s := planned.session(r)
	message := s.closing(r)
	if message == nil {
		return
	}
	image, app := field.As[media.Shown](r, message.Image), field.As[closingApp](r, message.MiniProgram)
	if image != nil {
		image.Picture.Plan(media.Image, atClosing.AtName("image"), r.Diags)
		message.Image = field.ObjectOf(r, imageType, image)
		c.Set(atClosing.AtName("image").AtName("sha256"), image.SHA256)
	}
	if app != nil {
		if p := field.As[media.Picture](r, app.Picture); p != nil {
			p.Plan(media.Image, atClosing.AtName("mini_program").AtName("picture"), r.Diags)
			app.Picture = field.ObjectOf(r, pictureType, p)
			message.MiniProgram = field.ObjectOf(r, miniProgramType, app)
			c.Set(atClosing.AtName("mini_program").AtName("picture").AtName("sha256"), p.SHA256)
		}
	}
	if image == nil || c.State == nil {
		return
	}
	had := &media.Shown{}
	if was := c.State.session(r).closing(r); was != nil && field.As[media.Shown](r, was.Image) != nil {
		had = field.As[media.Shown](r, was.Image)
	}
	if image.File.IsNull() && had.File.IsNull() {
		return // keepImageURL has said it
	}
	s.ClosingMessage = field.ObjectOf(r, closingType, message)
	planned.TemporarySession = field.ObjectOf(r, sessionType, s)
	in, was := planned.toUpdate(r), c.State.toUpdate(r)
	if level(in, was); !reflect.DeepEqual(in, was) {
		c.Set(atClosing.AtName("image").AtName("url"), types.StringUnknown())
	}
}

// plan shows what is certain before WeCom answers, and names what an update takes as configured because WeCom does not
// show it: after an import nothing tells whether it is so.
func plan(r *kind.Run, c *kind.Change[model]) {
	planFiles(r, c)
	if c.State == nil {
		if c.Config.IsExclusive.IsNull() {
			c.Set(path.Root("is_exclusive"), types.BoolValue(false)) // the documented default
		}
		switch c.Plan.Scene.ValueString() {
		case miniProgram:
			c.Set(path.Root("qr_code"), types.StringNull())
		case qrCode:
			if c.Config.Style.IsNull() {
				c.Set(path.Root("style"), types.Int64Null())
			}
		}
		return
	}
	taken := func(of string, known bool, how string) {
		if known {
			return
		}
		root, _, _ := strings.Cut(of, ".")
		c.Warn(path.Root(root), fmt.Sprintf("%s of %s is taken as configured, not compared with WeCom", of, c.State.subject()),
			fmt.Sprintf("WeCom does not show %s of %s. The state takes over what the configuration says, nothing is sent. %s", of, c.State.subject(), how))
	}
	taken("is_exclusive", !c.State.IsExclusive.IsNull() || c.Plan.IsExclusive.IsNull(), "If the contact way was made otherwise, only a replacement changes it.")
	taken("mark_source", !c.State.MarkSource.IsNull() || c.Plan.MarkSource.IsNull(), "It is sent with the next change of another attribute.")
	message, was := c.Plan.session(r).closing(r), c.State.session(r).closing(r)
	if message == nil || was == nil {
		return
	}
	const how = "To write the picture again, change the file, or the media id."
	if p, had := field.As[media.Shown](r, message.Image), field.As[media.Shown](r, was.Image); p != nil && had != nil {
		name := "temporary_session.closing_message.image.media_id"
		if !p.File.IsNull() {
			name = "temporary_session.closing_message.image.file"
		}
		taken(name, source(&had.Picture) != "", how)
	}
	if p, had := message.cover(r), was.cover(r); p != nil && had != nil {
		name := "temporary_session.closing_message.mini_program.picture_media_id"
		if !p.File.IsNull() {
			name = "temporary_session.closing_message.mini_program.picture.file"
		}
		taken(name, source(had) != "", how)
	}
}
