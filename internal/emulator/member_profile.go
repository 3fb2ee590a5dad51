// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Attribute is a custom attribute of a member, inside (extattr) or outside (external_attr).
type Attribute struct {
	Type     int64  `json:"type"` // 0 text, 1 web page, 2 mini program (outside only)
	Name     string `json:"name"`
	Value    string `json:"value,omitempty"`
	URL      string `json:"url,omitempty"`
	Title    string `json:"title,omitempty"`
	AppID    string `json:"appid,omitempty"`
	PagePath string `json:"pagepath,omitempty"`
}

// ExternalProfile is what outside people see of a member (page 92230).
type ExternalProfile struct {
	CorpName   string      `json:"external_corp_name,omitempty"`
	Nickname   string      `json:"nickname,omitempty"`
	Attributes []Attribute `json:"attributes,omitempty"`
}

type wireText struct {
	Value string `json:"value"`
}

type wireWeb struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

type wireMiniProgram struct {
	AppID    string `json:"appid"`
	PagePath string `json:"pagepath"`
	Title    string `json:"title"`
}

type wireAttribute struct {
	Type        int64            `json:"type"`
	Name        string           `json:"name"`
	Value       *string          `json:"value,omitempty"` // read form of extattr only
	Text        *wireText        `json:"text,omitempty"`
	Web         *wireWeb         `json:"web,omitempty"`
	MiniProgram *wireMiniProgram `json:"miniprogram,omitempty"`
}

type wireExtAttr struct {
	Attrs []wireAttribute `json:"attrs"`
}

type wireChannels struct {
	Nickname string `json:"nickname"`
	Status   *int64 `json:"status,omitempty"` // read-only: 0 confirmed, 1 pending
}

type wireExternalProfile struct {
	CorpName *string         `json:"external_corp_name,omitempty"`
	Channels *wireChannels   `json:"wechat_channels,omitempty"`
	Attrs    []wireAttribute `json:"external_attr"`
}

func (a wireAttribute) stored() Attribute {
	out := Attribute{Type: a.Type, Name: a.Name}
	switch {
	case a.Type == 0 && a.Text != nil:
		out.Value = a.Text.Value
	case a.Type == 1 && a.Web != nil:
		out.URL, out.Title = a.Web.URL, a.Web.Title
	case a.Type == 2 && a.MiniProgram != nil:
		out.AppID, out.PagePath, out.Title = a.MiniProgram.AppID, a.MiniProgram.PagePath, a.MiniProgram.Title
	}
	return out
}

// empty: both parts empty clear an entry (pages 100067, 92230); assumed for text: "" does.
func (a Attribute) empty() bool {
	return a.Value == "" && a.URL == "" && a.Title == "" && a.AppID == ""
}

func (a Attribute) wire() wireAttribute {
	out := wireAttribute{Type: a.Type, Name: a.Name}
	switch a.Type {
	case 1:
		out.Web = &wireWeb{a.URL, a.Title}
	case 2:
		out.MiniProgram = &wireMiniProgram{a.AppID, a.PagePath, a.Title}
	default:
		out.Text = &wireText{a.Value}
	}
	return out
}

// mergeAttributes matches entries by name; names that the console does not define are ignored without error, entries
// not sent are kept (assumed).
func (st *store) mergeAttributes(old []Attribute, sent []wireAttribute) []Attribute {
	out := slices.Clone(old)
	if st.sw.AttributesReplaced {
		out = nil
	}
	for _, entry := range st.knownAttributes(sent) {
		out = slices.DeleteFunc(out, func(a Attribute) bool { return a.Name == entry.Name })
		if a := entry.stored(); !a.empty() {
			out = append(out, a)
		}
	}
	return out
}

// knownAttributes are those that the console defines: WeCom ignores the others.
func (st *store) knownAttributes(sent []wireAttribute) []wireAttribute {
	return slices.DeleteFunc(slices.Clone(sent), func(a wireAttribute) bool { return !slices.Contains(st.attributes, a.Name) })
}

// wireExtAttr shows every attribute that the console defines, also when empty, with the extra key value.
func (st *store) wireExtAttr(m *Member) any {
	out, bare := wireExtAttr{Attrs: []wireAttribute{}}, []map[string]string{}
	for _, name := range st.attributes {
		a := Attribute{Name: name}
		if i := slices.IndexFunc(m.Attributes, func(a Attribute) bool { return a.Name == name }); i >= 0 {
			a = m.Attributes[i]
		}
		row := a.wire()
		row.Value = &a.Value
		if st.sw.AttributesTitled && a.Title != "" {
			row.Value = &a.Title
		}
		out.Attrs, bare = append(out.Attrs, row), append(bare, map[string]string{"name": name, "value": a.Value})
	}
	if st.sw.AttributesBare {
		return map[string]any{"attrs": bare}
	}
	return out
}

func (p *ExternalProfile) wire() *wireExternalProfile {
	if p == nil {
		return nil
	}
	corpName := p.CorpName
	out := &wireExternalProfile{CorpName: &corpName, Attrs: []wireAttribute{}}
	if p.Nickname != "" {
		confirmed := int64(0)
		out.Channels = &wireChannels{p.Nickname, &confirmed}
	}
	for _, a := range p.Attributes {
		out.Attrs = append(out.Attrs, a.wire())
	}
	return out
}

func (st *store) mergeExternalProfile(old *ExternalProfile, sent *wireExternalProfile) (*ExternalProfile, error) {
	out := ExternalProfile{}
	if old != nil {
		out = *old
	}
	if sent.Attrs == nil && st.sw.ExternalAttrRequired {
		return nil, core.BadParameter("external_attr")
	}
	for _, entry := range st.knownAttributes(sent.Attrs) {
		switch web, program := entry.Web, entry.MiniProgram; {
		case entry.Type < 0 || entry.Type > 2:
			return nil, core.Fail(90100)
		case entry.Text != nil && core.Chars(entry.Text.Value) > 32:
			return nil, core.Fail(90101)
		case web != nil && core.Chars(web.Title) > 12:
			return nil, core.Fail(90102)
		case web != nil && *web != wireWeb{} && (web.Title == "" || !webAddress(web.URL)):
			return nil, core.Fail(90103)
		case program != nil && core.Chars(program.Title) > 12:
			return nil, core.Fail(90104)
		case program != nil && (program.Title == "") != (program.AppID == ""):
			return nil, core.Fail(90106)
		}
	}
	if sent.CorpName != nil {
		if *sent.CorpName != "" && !slices.Contains(st.shortNames, *sent.CorpName) {
			return nil, core.Fail(41036)
		}
		out.CorpName = *sent.CorpName
	}
	if sent.Channels != nil {
		out.Nickname = sent.Channels.Nickname
	}
	out.Attributes = st.mergeAttributes(out.Attributes, sent.Attrs)
	return &out, nil
}
