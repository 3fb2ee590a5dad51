// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// AppMenu is the menu (自定义菜单) of an app (pages 90231 to 90233): an app has one, or none.
type AppMenu struct {
	AgentID int64        `json:"agent_id" form:"AgentId|Agent id" only:"add"`
	Buttons []MenuButton `json:"button"`
}

// MenuButton is one button; with Sub it opens others and has a name only.
type MenuButton struct {
	Type     string       `json:"type,omitempty"`
	Name     string       `json:"name"`
	Key      string       `json:"key,omitempty"`
	URL      string       `json:"url,omitempty"`
	PagePath string       `json:"pagepath,omitempty"`
	AppID    string       `json:"appid,omitempty"`
	Sub      []MenuButton `json:"sub_button,omitempty"`
}

const familyMenu = "menu"

// menuNeeds is what a type needs: a key, an address or a mini program.
var menuNeeds = map[string]string{
	"click": "key", "view": "url", "scancode_push": "key", "scancode_waitmsg": "key", "pic_sysphoto": "key", "pic_photo_or_album": "key",
	"pic_weixin": "key", "location_select": "key", "view_miniprogram": "appid",
}

func newMenus(st *store) *core.Collection[int64, AppMenu] {
	return core.NewCollection(&st.Store, core.Rules[int64, AppMenu]{
		Noun: "app menu", Key: func(m *AppMenu) *int64 { return &m.AgentID },
		Fresh: func(func(int64) bool) int64 { return 0 },
		Check: func(m *AppMenu) error {
			if err := st.knownAgent(m.AgentID); err != nil {
				return err
			}
			return st.checkMenu(m.Buttons)
		},
		None:  func(int64, bool) error { return core.Fail(46003) },
		Taken: func() error { return core.Fail(40056) },
	})
}

func menuRoutes() []core.Route {
	row := func(method, name string, page int, write bool, handle core.Handler) core.Route {
		return core.Route{Method: method, Path: "menu/" + name, Page: page, Family: familyMenu, By: core.BySelfBuilt, Write: write, Query: []string{"agentid"}, Handle: handle}
	}
	create := row("POST", "create", 90231, true, post(createMenu))
	create.Raw = true // "send raw UTF-8 JSON"
	return []core.Route{
		create,
		row("GET", "get", 90232, false, get(getMenu)),
		row("GET", "delete", 90233, true, get(deleteMenu)),
	}
}

type wireMenu struct {
	Button []wireButton `json:"button"`
}

type wireButton struct {
	Type     *string      `json:"type"`
	Name     *string      `json:"name"`
	Key      *string      `json:"key"`
	URL      *string      `json:"url"`
	PagePath *string      `json:"pagepath"`
	AppID    *string      `json:"appid"`
	Sub      []wireButton `json:"sub_button"`
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// given is a text that was sent and is not empty; nil otherwise.
func given(s *string) *string {
	if text(s) == "" {
		return nil
	}
	return s
}

// buttons takes over what was sent. A group with a type, or a key that its type does not use, is nothing that WeCom's
// samples show: it is reported.
func (c *call) buttons(in []wireButton) (out []MenuButton) {
	for _, b := range in {
		m := MenuButton{text(b.Type), text(b.Name), text(b.Key), text(b.URL), text(b.PagePath), text(b.AppID), c.buttons(b.Sub)}
		need := menuNeeds[m.Type]
		if len(m.Sub) > 0 && (b.Type != nil || b.Key != nil || b.URL != nil) || b.Key != nil && need != "key" || b.URL != nil && need != "url" || b.AppID != nil && need != "appid" {
			c.Report("button %q: a key that does not belong to type %q", m.Name, m.Type)
		}
		out = append(out, m)
	}
	return out
}

// menuCodes are the codes of the two levels: count, type, name, key, url and its scheme.
var menuCodes = [2]struct{ count, kind, name, key, url, scheme int }{{40016, 40017, 40018, 40019, 40020, 40055}, {40023, 40024, 40025, 40026, 40027, 40054}}

func (st *store) checkMenu(all []MenuButton) error {
	if len(all) == 0 || len(all) > 3 {
		return core.Fail(40016)
	}
	return st.checkButtons(all, 0)
}

func (st *store) checkButtons(all []MenuButton, level int) error {
	codes, most := menuCodes[level], []int{16, 40}[level]
	for i := range all {
		b := &all[i]
		length := len(b.Name)
		if st.sw.MenuNamesInCharacters {
			length = core.Chars(b.Name)
		}
		switch {
		case b.Name == "":
			return core.Fail(41102)
		case length > most:
			return core.Fail(codes.name)
		case len(b.Sub) > 0 && level > 0:
			return core.Fail(40022)
		case len(b.Sub) > 5:
			return core.Fail(40023)
		case len(b.Sub) > 0 && b.Type != "":
			return core.Fail(codes.kind) // assumed: the samples never mix
		case len(b.Sub) > 0:
			if err := st.checkButtons(b.Sub, 1); err != nil {
				return err
			}
			continue
		}
		switch menuNeeds[b.Type] {
		case "":
			return core.Fail(codes.kind)
		case "key":
			if b.Key == "" || len(b.Key) > 128 {
				return core.Fail(codes.key)
			}
		case "url":
			if b.URL == "" || len(b.URL) > 1024 {
				return core.Fail(codes.url)
			}
			if !strings.HasPrefix(b.URL, "http://") && !strings.HasPrefix(b.URL, "https://") {
				return core.Fail(codes.scheme)
			}
		case "appid":
			if b.AppID == "" {
				return core.Fail(90207)
			}
			if b.PagePath == "" {
				return core.BadParameter("pagepath")
			}
		}
	}
	return nil
}

// createMenu replaces the whole menu.
func createMenu(c *call, in *wireMenu) (any, error) {
	id, err := c.queriedAgent()
	if err != nil {
		return nil, err
	}
	m := AppMenu{AgentID: id, Buttons: c.buttons(in.Button)}
	if err := c.store.checkMenu(m.Buttons); err != nil {
		return nil, err
	}
	if c.store.sw.MenuNeedsCallback && c.store.appSettings(id).NoCallback {
		return nil, core.Fail(43012)
	}
	c.store.menus.Put(m)
	return nil, nil
}

func (st *store) wireButtons(all []MenuButton) []any {
	out := []any{}
	for _, b := range all {
		o := &core.Object{}
		for _, key := range []struct{ name, value string }{{"type", b.Type}, {"name", b.Name}, {"key", b.Key}, {"url", b.URL}, {"pagepath", b.PagePath}, {"appid", b.AppID}} {
			if key.value != "" || st.sw.MenuUnusedShown {
				o.Put(key.name, key.value)
			}
		}
		if len(b.Sub) > 0 {
			o.Put("sub_button", st.wireButtons(b.Sub))
		} else {
			o.PutEmpty("sub_button", []any{}, st.sw.MenuLeaf)
		}
		out = append(out, o)
	}
	return out
}

func getMenu(c *call) (any, error) {
	id, err := c.queriedAgent()
	if err != nil {
		return nil, err
	}
	m := c.store.menus.Get(id)
	switch {
	case m != nil:
		return map[string]any{"button": c.store.wireButtons(m.Buttons)}, nil
	case c.store.sw.MenuNone == MenuNoneEmpty:
		return map[string]any{"button": []any{}}, nil
	}
	return nil, core.Fail(46003)
}

func deleteMenu(c *call) (any, error) {
	id, err := c.queriedAgent()
	switch {
	case err != nil:
		return nil, err
	case c.store.menus.Has(id):
		c.store.menus.Delete(id)
	case c.store.sw.MenuDelete46003:
		return nil, core.Fail(46003)
	}
	return nil, nil
}
