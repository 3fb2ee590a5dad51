// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Kinds of attributes (doc 100067, 92230).
const (
	kindText    int64 = 0
	kindWeb     int64 = 1
	kindProgram int64 = 2
)

// entry is an attribute of the configuration as it is written.
func (a attribute) entry(name string) client.MemberAttribute {
	if a.URL.ValueString() != "" || a.Title.ValueString() != "" {
		return client.MemberAttribute{Type: kindWeb, Name: name, URL: a.URL.ValueString(), Title: a.Title.ValueString()}
	}
	return client.MemberAttribute{Type: kindText, Name: name, Text: a.Text.ValueString()}
}

// entries are those of custom_attributes.
func entries(ctx context.Context, m types.Map) map[string]client.MemberAttribute {
	out := map[string]client.MemberAttribute{}
	for name, v := range m.Elements() {
		o, _ := v.(types.Object)
		if a := field.As[attribute](ctx, o); a != nil {
			out[name] = a.entry(name)
		}
	}
	return out
}

// externals are those of external_profile.
func externals(ctx context.Context, o types.Object) map[string]client.MemberAttribute {
	out := map[string]client.MemberAttribute{}
	p := field.As[profile](ctx, o)
	if p == nil {
		return out
	}
	for name, v := range p.Attributes.Elements() {
		o, _ := v.(types.Object)
		a := field.As[external](ctx, o)
		if a == nil {
			continue
		}
		out[name] = a.entry(name)
		if app := field.As[miniProgram](ctx, a.MiniProgram); app != nil {
			out[name] = client.MemberAttribute{Type: kindProgram, Name: name, AppID: app.AppID.ValueString(), Page: app.Page.ValueString(), AppTitle: app.Title.ValueString()}
		}
	}
	return out
}

// combined is what is sent: what is wanted, what was and is not any more with an empty value, and what others have set,
// because WeCom does not say what becomes of an entry that is not sent.
func combined(want, had map[string]client.MemberAttribute, current []client.MemberAttribute) []client.WriteAttribute {
	all := maps.Clone(want)
	for name, a := range had {
		if _, stays := want[name]; !stays {
			all[name] = client.MemberAttribute{Type: a.Type, Name: name}
		}
	}
	for _, a := range current {
		if _, ours := all[a.Name]; !ours && !a.Empty() {
			all[a.Name] = a
		}
	}
	out := make([]client.WriteAttribute, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[name].Write())
	}
	return out
}

// writeAttributes is nil where nothing is to be sent.
func (m *model) writeAttributes(r *kind.Run, state *model, current *client.Member) *client.WriteAttributes {
	want, had := entries(r, m.CustomAttributes), entries(r, state.CustomAttributes)
	if len(want)+len(had) == 0 {
		return nil
	}
	var others []client.MemberAttribute
	if current != nil {
		others = current.Attributes
	}
	return &client.WriteAttributes{Attrs: combined(want, had, others)}
}

func (m *model) writeProfile(r *kind.Run, state *model, current *client.Member) *client.WriteProfile {
	want, had := field.As[profile](r, m.ExternalProfile), field.As[profile](r, state.ExternalProfile)
	if want == nil {
		return nil
	}
	if had == nil {
		had = &profile{}
	}
	var others []client.MemberAttribute
	if current != nil && current.ExternalProfile != nil {
		others = current.ExternalProfile.Attributes
	}
	before := map[string]client.MemberAttribute{}
	if !want.Attributes.IsNull() { // else they are not managed
		before = externals(r, state.ExternalProfile)
	}
	out := &client.WriteProfile{Attributes: combined(externals(r, m.ExternalProfile), before, others)}
	if !want.CorpShortName.Equal(had.CorpShortName) {
		name := want.CorpShortName.ValueString()
		out.CorpName = &name
	}
	if !want.ChannelNickname.Equal(had.ChannelNickname) {
		out.Channels = &client.WriteChannels{Nickname: want.ChannelNickname.ValueString()}
	}
	return out
}

// miss is what WeCom was sent and does not show.
type miss struct{ at, summary, text string }

const officialUpdate = "\n\nhttps://developer.work.weixin.qq.com/document/path/90197"

// missing holds what was sent against what WeCom shows.
func missing(r *kind.Run, m *model, in *client.WriteMember, got *client.Member) (out []miss) {
	who := subject(m)
	add := func(at, summary, format string, args ...any) {
		out = append(out, miss{at, summary, fmt.Sprintf(format, args...) + officialUpdate})
	}
	if in.Mobile != nil && (got.ShowsMobile && !sameMobile(got.Mobile, *in.Mobile) || !got.ShowsMobile && got.Status == 1) {
		at := "mobile"
		if m.Mobile.IsNull() {
			at = "mobile_wo"
		}
		add(at, fmt.Sprintf("WeCom ignored the mobile number of %s", who), "%s is activated, so only they can change the number, in the WeCom app (我 → 设置 → 账号). Set %s to the "+
			"number that they have, or leave the line out. Everything else of this change was applied.", capital(who), at)
	}
	if in.ExternalPosition != nil && *in.ExternalPosition == "" && got.ExternalPosition != "" {
		add("external_position", fmt.Sprintf("Unable to clear external_position of %s", who), "WeCom accepted the empty text and kept %q. No way to clear it is documented: give it "+
			"another text, or put the line back. Everything else of this change was applied.", got.ExternalPosition)
	}
	if in.Enable != nil && (*in.Enable == 0) != got.Disabled() {
		add("enabled", fmt.Sprintf("WeCom did not change enabled of %s", who), "WeCom accepted the change and shows the former state.")
	}
	if in.Attributes != nil && got.ShowsAttributes {
		if lost := ignored(entries(r, m.CustomAttributes), got.Attributes); len(lost) > 0 {
			add("custom_attributes", fmt.Sprintf("WeCom ignored custom attributes of %s", who), "WeCom did not take over %s: the console does not define such an attribute, or "+
				"defines it as the other kind (text, web page). Add it there, or correct the key.\nConsole: 我的企业 → 通讯录管理 → 成员资料显示", shared.Shorten(lost))
		}
	}
	if in.ExternalProfile == nil {
		return out
	}
	p := got.ExternalProfile
	if p == nil {
		p = &client.ExternalProfile{}
	}
	if lost := ignored(externals(r, m.ExternalProfile), p.Attributes); len(lost) > 0 {
		add("external_profile", fmt.Sprintf("WeCom ignored attributes of the external profile of %s", who), "WeCom did not take over %s: the console does not define such an attribute, "+
			"or the corp is not authorised for the mini program. Add it there, or correct the key.\nConsole: 我的企业 → 对外信息显示", shared.Shorten(lost))
	}
	if c := in.ExternalProfile.Channels; c != nil && c.Nickname == "" && p.Nickname != "" {
		add("external_profile", fmt.Sprintf("Unable to clear the channel of %s", who), "WeCom accepted the empty channel_nickname and kept %q. No way to clear it is documented: change "+
			"it in the console.\nConsole: 我的企业 → 对外信息显示", p.Nickname)
	}
	return out
}

// ignored are the names of wanted attributes that WeCom does not show.
func ignored(want map[string]client.MemberAttribute, got []client.MemberAttribute) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !slices.ContainsFunc(got, func(a client.MemberAttribute) bool {
			return a.Name == name && (!a.Empty() || !a.Typed && want[name].Type == kindWeb)
		}) {
			names = append(names, fmt.Sprintf("%q", name))
		}
	}
	return names
}

// await reads the member until WeCom shows what was sent, or reads can no longer lag behind it. got is nil where
// nothing can be told.
func (m *model) await(r *kind.Run, in *client.WriteMember) (got *client.Member, missed []miss) {
	var err error
	r.Await(func(ctx context.Context) bool {
		if got, err = r.Client.Members.Get(ctx, in.UserID); err != nil || got.IDsOnly {
			return true
		}
		missed = missing(r, m, in, got)
		return len(missed) == 0
	})
	if err != nil || got.IDsOnly {
		return nil, nil // the next refresh sees what WeCom made of it
	}
	return got, missed
}

// settled looks at an update that WeCom may have accepted without doing it, and adds an error for each part of it. The
// state has what WeCom has.
func (m *model) settled(r *kind.Run, in *client.WriteMember, state *model) {
	clears := in.ExternalPosition != nil && *in.ExternalPosition == "" || in.ExternalProfile != nil
	if in.Mobile == nil && in.Attributes == nil && in.Enable == nil && !clears {
		return
	}
	got, missed := m.await(r, in)
	if len(missed) == 0 {
		return
	}
	for _, x := range missed {
		r.Diags.AddAttributeError(path.Root(x.at), x.summary, strings.TrimSpace(x.text))
		switch x.at {
		case "mobile":
			m.Mobile = state.Mobile
		case "external_position":
			m.ExternalPosition = field.TextOf(got.ExternalPosition)
		case "enabled":
			m.Enabled = state.Enabled
		case "custom_attributes":
			m.CustomAttributes = shownAttributes(r, m.CustomAttributes, got.Attributes)
		case "external_profile":
			m.ExternalProfile = shownProfile(r, m.ExternalProfile, got.ExternalProfile, false)
		}
	}
}
