// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package groupjoinway

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_group_join_way.
type model struct {
	kind.Object
	Scene      types.String `tfsdk:"scene"`
	ChatIDs    field.Set    `tfsdk:"chat_ids"`
	Remark     types.String `tfsdk:"remark"`
	State      types.String `tfsdk:"state"`
	AutoCreate types.Object `tfsdk:"auto_create"`
	MarkSource types.Bool   `tfsdk:"mark_source"`
	QRCode     types.String `tfsdk:"qr_code"`
}

// autoCreate is the object `auto_create`.
type autoCreate struct {
	NamePrefix  types.String `tfsdk:"name_prefix"`
	FirstNumber field.Whole  `tfsdk:"first_number"`
}

var autoType = fields.Get("auto_create").Type()

// auto is nil when WeCom is to make no groups.
func (m *model) auto(ctx context.Context) *autoCreate { return field.As[autoCreate](ctx, m.AutoCreate) }

// subject names the join way in messages: `group join way 9ad7… "门店"`.
func (m *model) subject() string {
	name, id := noun, m.ID.ValueString()
	if id != "" {
		name += " " + id
	}
	for _, v := range []types.String{m.Remark, m.State} {
		if v.ValueString() != "" {
			return fmt.Sprintf("%s %q", name, v.ValueString())
		}
	}
	if id == "" {
		name += " to " + shared.Shorten(m.ChatIDs.Strings())
	}
	return name
}

// check refuses what no corp could accept.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	for _, id := range m.ChatIDs.Strings() {
		if strings.TrimSpace(id) != id || id == "" {
			diags.AddAttributeError(path.Root("chat_ids"), "Invalid group id",
				fmt.Sprintf("chat_ids has %q; an id of a group is not empty and has no blank at either end.", id))
		}
	}
	if a := m.auto(ctx); a != nil && a.NamePrefix.IsNull() && !a.FirstNumber.IsNull() {
		diags.AddAttributeError(path.Root("auto_create"), "Number without a name",
			"auto_create.first_number is given, but auto_create.name_prefix is not: the number stands behind the prefix. Set name_prefix, or leave first_number out.")
	}
}

// added is where the private state notes the groups that WeCom made by itself.
const added = "added_chats"

// ownChats tells the groups that WeCom shows and that are in no configuration apart from those that somebody else put
// there: while auto_create is on, all of them are WeCom's own, and they stay so.
func ownChats(w *client.JoinWay, managed, known []string) (own []string) {
	for _, id := range w.ChatIDs {
		if !slices.Contains(managed, id) && (w.AutoCreate != nil && *w.AutoCreate || slices.Contains(known, id)) {
			own = append(own, id)
		}
	}
	return own
}

// fromAPI takes over what WeCom shows. Groups that it made by itself, and numbers that it counted on to, are no drift;
// after an import nothing tells them apart.
func fromAPI(r *kind.Run, m *model, w *client.JoinWay) {
	m.take(r, w, kind.Recall[[]string](r, added))
}

func (m *model) take(ctx context.Context, w *client.JoinWay, known []string) {
	m.ID = types.StringValue(w.ID)
	m.Scene = types.StringValue(scenes.Text(w.Scene))
	m.Remark, m.State = field.TextOf(w.Remark), field.TextOf(w.State)
	chats := w.ChatIDs
	if managed := m.ChatIDs.Strings(); len(managed) > 0 {
		own := ownChats(w, managed, known)
		chats = slices.DeleteFunc(slices.Clone(chats), func(id string) bool { return slices.Contains(own, id) })
	}
	m.ChatIDs = field.StringsSet(chats)
	m.AutoCreate = autoFromAPI(ctx, m.AutoCreate, w)
	m.MarkSource = field.ShownFlag(w.MarkSource, m.MarkSource)
	if w.QRCode != "" || m.QRCode.IsUnknown() || w.Scene != client.JoinWayQRCode {
		m.QRCode = field.TextOf(w.QRCode)
	}
}

func autoFromAPI(ctx context.Context, before types.Object, w *client.JoinWay) types.Object {
	switch {
	case w.AutoCreate == nil && !before.IsNull(): // not shown
		return before
	case w.AutoCreate != nil && !*w.AutoCreate:
		return types.ObjectNull(autoType.AttrTypes)
	}
	out := &autoCreate{NamePrefix: field.TextOf(w.RoomBaseName), FirstNumber: field.WholeNull()}
	if w.RoomBaseName != "" && w.RoomBaseID > 0 {
		out.FirstNumber = field.WholeValue(w.RoomBaseID)
	}
	if was := field.As[autoCreate](ctx, before); was != nil {
		if had := was.FirstNumber.Known(); had == nil || w.RoomBaseID > *had && was.NamePrefix.Equal(out.NamePrefix) {
			out.FirstNumber = was.FirstNumber
		}
	}
	return field.ObjectOf(ctx, autoType, out)
}

// seen notes which groups WeCom made, and warns of a code that is another one.
func seen(r *kind.Run, m, before *model, w *client.JoinWay) {
	known := kind.Recall[[]string](r, added)
	if own := ownChats(w, m.ChatIDs.Strings(), known); len(own)+len(known) > 0 {
		kind.Remember(r, added, own)
	}
	warnOfCode(r, m, before.QRCode, w)
}

func warnOfCode(r *kind.Run, m *model, was types.String, w *client.JoinWay) {
	if was.ValueString() != "" && w.QRCode != "" && w.QRCode != was.ValueString() {
		r.Warn("QR code of "+m.subject()+" is another one", "WeCom now shows %s for %s; it was %s. Whether codes already printed still work, only scanning one tells.",
			w.QRCode, m.subject(), was.ValueString())
	}
}

// request holds everything, as an update overwrites: what is left out would fall back to WeCom's default (doc 92229).
func (m *model) request(ctx context.Context) *client.JoinWayRequest {
	in := &client.JoinWayRequest{ID: m.ID.ValueString(), ChatIDs: m.ChatIDs.Strings(), Remark: field.KnownText(m.Remark), State: field.KnownText(m.State),
		MarkSource: field.KnownFlag(m.MarkSource)}
	in.Scene, _ = scenes.Number(m.Scene.ValueString())
	if a := m.auto(ctx); a != nil {
		in.AutoCreate, in.RoomBaseName, in.RoomBaseID = 1, field.KnownText(a.NamePrefix), a.FirstNumber.Known()
	}
	return in
}

// gone tells what the removal from the state rests on.
func gone(m *model) (summary, text string) {
	return fmt.Sprintf("Group join way %s is gone", m.ID.ValueString()),
		fmt.Sprintf("This app has no %s any more: another program deleted it, and its code %s is dead. If the provider's `secret` is now that of another app, the join "+
			"way may live on instead: go back to the app that made it before you apply, or a second one is made with another code.", m.subject(), m.QRCode.ValueString())
}

// deletedBefore tells what the end of a destroy rests on.
func deletedBefore(m *model) (summary, text string) {
	return fmt.Sprintf("Group join way %s was gone before it was deleted", m.ID.ValueString()),
		fmt.Sprintf("This app has no %s: another program deleted it since the plan was made, or the provider's `secret` is now that of another app. In that case the "+
			"join way lives on and is in no state any more: go back to the app that made it and import it by %s.", m.subject(), m.ID.ValueString())
}
