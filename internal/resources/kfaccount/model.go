// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfaccount

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_kf_account.
type model struct {
	kind.Object
	Name       types.String `tfsdk:"name"`
	Avatar     types.Object `tfsdk:"avatar"`
	Manageable types.Bool   `tfsdk:"manageable"`
}

// Named is the name by which messages call the account.
func (m *model) Named() types.String { return m.Name }

// avatar is nil where the picture is not known.
func (m *model) avatar(ctx context.Context) *media.Shown { return field.As[media.Shown](ctx, m.Avatar) }

func (m *model) setAvatar(ctx context.Context, p *media.Shown) {
	m.Avatar = field.ObjectOf(ctx, avatarType, p)
}

// known is the picture of a state, of which nothing may be known.
func (m *model) known(ctx context.Context) media.Shown {
	if p := m.avatar(ctx); p != nil {
		return *p
	}
	return media.Shown{}
}

// check refuses a picture that names no source, or two.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	if p := m.avatar(ctx); p != nil {
		p.Check(path.Root("avatar"), diags)
	}
}

// fromAPI takes over what WeCom shows: of the picture its address alone.
func (m *model) fromAPI(r *kind.Run, a *client.KfAccount) {
	m.ID = types.StringValue(a.ID)
	m.Name = types.StringValue(a.Name)
	m.Manageable = types.BoolPointerValue(a.Manageable)
	p := m.known(r)
	if moved := p.See(a.Avatar); moved && p.File.IsNull() && r.Op == "read" {
		r.Diags.AddAttributeWarning(path.Root("avatar"), fmt.Sprintf("Picture of %s was changed", kind.Subject("customer service account", m)),
			"WeCom shows it under another address than before, so somebody changed it in the console. A picture that is named by media_id cannot be uploaded again: "+
				"name it by file, or give a new media_id, to have it written.")
	}
	m.setAvatar(r, &p)
}

// read finds the account. A picture whose address changes from one answer to the next is no other picture.
func read(r *kind.Run, m *model) (*client.KfAccount, error) {
	got, err := r.Client.KfAccounts.Get(r, m.ID.ValueString())
	if err != nil || !m.known(r).Moved(got.Avatar) {
		return got, err
	}
	again, err := r.Client.KfAccounts.Get(client.Fresh(r), m.ID.ValueString())
	if err == nil && (media.Shown{URL: types.StringValue(got.Avatar)}).Moved(again.Avatar) {
		again.Avatar = ""
	}
	return again, err
}

// plan reads the file, and says when the picture is taken as configured.
func plan(r *kind.Run, c *kind.Change[model]) {
	p := c.Plan.avatar(r)
	if p == nil {
		return
	}
	var prior *media.Shown
	if c.State != nil {
		known := c.State.known(r)
		prior = &known
	}
	at := path.Root("avatar")
	p.Plan(media.Image, at, prior, r.Diags)
	c.Set(at, field.ObjectOf(r, avatarType, p))
	if prior != nil && p.Taken(*prior) {
		c.Warn(at, fmt.Sprintf("Picture of %s is taken as configured", kind.Subject("customer service account", c.State)),
			"WeCom does not show the content of the picture, so the configured one is taken as the one that is there, and nothing is uploaded. If WeCom has another "+
				"picture, change the file's content to have it written.")
	}
}

// upload gives the media id of the picture, and the digest of its file.
func upload(r *kind.Run, p *media.Shown) (mediaID, content string, err error) {
	mediaID, err = p.Upload(r, media.Image, func(ctx context.Context, f *media.File) (string, error) {
		content = fmt.Sprintf("%x", sha256.Sum256(f.Content))
		return r.Client.Media.Upload(ctx, "image", &client.File{Name: f.Name, Type: f.Type, Content: f.Content})
	})
	if err != nil {
		err = fmt.Errorf("avatar: %w", err)
	}
	return mediaID, content, err
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	p := m.known(r)
	mediaID, content, err := upload(r, &p)
	if err != nil {
		return kind.Made{}, err
	}
	all, err := r.Client.KfAccounts.List(r)
	if err != nil {
		return kind.Made{}, err
	}
	name := m.Name.ValueString()
	id, err := r.Client.KfAccounts.Create(r, &client.AddKfAccountRequest{Name: name, MediaID: mediaID, Content: content, There: client.KfNamed(all, name)})
	return kind.Made{ID: id}, err
}

// update sends what differs: what is left out stays as it is (doc 94664).
func update(r *kind.Run, plan, state *model) (bool, error) {
	in := &client.UpdateKfAccountRequest{ID: state.ID.ValueString()}
	want, have := plan.known(r), state.known(r)
	if !plan.Name.Equal(state.Name) {
		in.Name = plan.Name.ValueStringPointer()
	}
	pictured := want.Changes(have)
	if in.Name == nil && !pictured {
		return false, nil
	}
	if pictured {
		var err error
		if in.MediaID, _, err = upload(r, &want); err != nil {
			return false, err
		}
	}
	if err := r.Client.KfAccounts.Update(r, in); err != nil || !pictured {
		return err == nil, err
	}
	// The address tells in later runs whether somebody else changed the picture: that of the former one must not be
	// taken for it.
	var got *client.KfAccount
	var err error
	r.Await(func(ctx context.Context) bool {
		got, err = r.Client.KfAccounts.Get(ctx, in.ID)
		return err != nil || have.URL.ValueString() == "" || have.Moved(got.Avatar)
	})
	if err == nil {
		want.URL = field.TextOf(got.Avatar)
		plan.setAvatar(r, &want)
	}
	return true, nil
}

// explain tells what WeCom's refusal of a picture or of a change means here.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	switch code := shared.Code(f.Err); {
	case code == 40007 || code == 41072 || code == 40145:
		f.Reason = "the media id of avatar is wrong, has expired (after three days), or was not uploaded with media/upload as an image"
		f.NextStep = "Name the picture by file instead of media_id, or upload it again with media/upload and set the new id."
	case code == 95005 && f.Op == "delete":
		f.Reason = "it is the last customer service account of the corp, and at least one must exist"
		f.NextStep = "Make another one first, or take this one out of the state with terraform state rm."
	case f.Op != "read" && errors.Is(f.Err, client.ErrNotOwned):
		f.Reason = "the account is not handed to this app, which can read it only"
		f.NextStep = "Hand it to the app in the console (微信客服 → 通过API管理微信客服账号), or use the `secret` of the app that manages it."
	}
}
