// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package product

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// plan reads the files, and says which pictures are taken as configured.
func plan(r *kind.Run, c *kind.Change[model]) {
	if c.Plan.Pictures.IsUnknown() {
		return
	}
	all := c.Plan.pictures(r, r.Diags)
	for i := range all {
		all[i].Plan(media.AlbumPicture, path.Root("pictures").AtListIndex(i), r.Diags)
	}
	planned := *c.Plan
	planned.setPictures(r, all, r.Diags)
	c.Set(path.Root("pictures"), planned.Pictures)
	if c.State == nil {
		return
	}
	have := c.State.pictures(r, r.Diags)
	if len(have) != len(all) {
		return
	}
	var taken []string
	for i := range all {
		if !have[i].Known() && all[i].Known() {
			taken = append(taken, fmt.Sprintf("pictures[%d]", i))
		}
	}
	if len(taken) > 0 && !planned.changesPictures(r, c.State) {
		c.Warn(path.Root("pictures"), fmt.Sprintf("Pictures of %s are taken as configured", subject(c.State)),
			fmt.Sprintf("WeCom does not show the content of pictures, so %s %s taken as the one that is there, and nothing is uploaded for it. If WeCom has another "+
				"picture, change the file's content to have it written.", strings.Join(taken, ", "), map[bool]string{true: "is", false: "are each"}[len(taken) == 1]))
	}
}

// attach uploads the pictures of m.
func attach(r *kind.Run, m *model) (all []client.ProductPicture, err error) {
	for i, p := range m.pictures(r, r.Diags) {
		one := client.ProductPicture{Type: "image"}
		one.Image.MediaID, err = p.Upload(r, media.AlbumPicture, func(ctx context.Context, f *media.File) (string, error) {
			one.Content = fmt.Sprintf("%x", sha256.Sum256(f.Content))
			return r.Client.Media.Attach(ctx, "image", client.AttachProduct, &client.File{Name: f.Name, Type: f.Type, Content: f.Content})
		})
		if err != nil {
			return nil, fmt.Errorf("pictures[%d]: %w", i, err)
		}
		all = append(all, one)
	}
	return all, nil
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	in := &client.Product{Description: m.Description.ValueString(), SN: m.Code.ValueString()}
	if fen := m.fen(); fen != nil {
		in.Price = *fen
	}
	var err error
	if in.Pictures, err = attach(r, m); err != nil {
		return kind.Made{}, err
	}
	id, err := r.Client.Products.Create(r, in)
	return kind.Made{ID: id}, err
}

// update sends description and price always, because the page's table demands them, and of the rest what differs: what
// is left out stays as it is (doc 95096).
func update(r *kind.Run, plan, state *model) (bool, error) {
	in := &client.UpdateProductRequest{ID: state.ID.ValueString(), Description: plan.Description.ValueStringPointer(), Price: plan.fen()}
	had, pictures := state.fen(), plan.changesPictures(r, state)
	recodes := !plan.Code.Equal(state.Code)
	if plan.Description.Equal(state.Description) && in.Price != nil && had != nil && *in.Price == *had && !pictures && !recodes {
		return false, nil
	}
	if recodes {
		code := plan.Code.ValueString()
		in.SN = &code
	}
	if pictures {
		var err error
		if in.Pictures, err = attach(r, plan); err != nil {
			return false, err
		}
	}
	if err := r.Client.Products.Update(r, in); err != nil {
		return false, err
	}
	clears := plan.Code.IsNull() && !state.Code.IsNull()
	if !clears && !pictures {
		return true, nil
	}
	var got *client.Product
	var err error
	r.Await(func(ctx context.Context) bool {
		got, err = r.Client.Products.Get(ctx, in.ID)
		return err != nil || (!clears || got.SN == "") && (!pictures || len(got.Pictures) == len(in.Pictures))
	})
	if err != nil {
		return true, nil //nolint:nilerr // the next refresh sees what WeCom made of it
	}
	const rest = "\nEverything else of this change was applied.\n\nhttps://developer.work.weixin.qq.com/document/path/95096"
	if clears && got.SN != "" {
		plan.Code = field.TextOf(got.SN)
		r.Diags.AddAttributeError(path.Root("code"), fmt.Sprintf("Unable to clear the code of %s", subject(state)),
			fmt.Sprintf("WeCom accepted the empty code and kept %q. No way to clear it is documented: give it another code, or put the line back.%s", got.SN, rest))
	}
	if n := len(got.Pictures); pictures && n != len(in.Pictures) {
		plan.Pictures = state.Pictures
		plan.fromAPI(r, got)
		r.Diags.AddAttributeError(path.Root("pictures"), fmt.Sprintf("Pictures of %s are not as written", subject(state)),
			fmt.Sprintf("WeCom was sent %d pictures and now shows %d: it kept former ones beside them. Take those away in the console (客户联系 → 商品图册) before the next "+
				"apply, which would add the pictures again.%s", len(in.Pictures), n, rest))
	}
	return true, nil
}

// explain tells what WeCom's refusal of a picture or an owner means here.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	switch {
	case shared.Code(f.Err) == 40007 || shared.Code(f.Err) == 41072 || shared.Code(f.Err) == 40145:
		f.Reason = "a media id of pictures is wrong, has expired (after three days), or was not uploaded for a product album"
		f.NextStep = "Name the picture by file instead of media_id, or upload it again with media/upload_attachment (attachment_type 2) and set the new id."
	case f.Op != "read" && errors.Is(f.Err, client.ErrNotOwned):
		f.Reason = "another app or the console made it, and an app can change and delete only what it made itself"
		f.NextStep = "Use the `secret` of the app that made it, or change it in the console (客户联系 → 商品图册)."
	}
}
