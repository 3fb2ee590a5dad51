// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"maps"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// menuActions are the actions of a button.
var menuActions = []string{"view", "click", "mini_program", "scan_push", "scan_wait", "photo", "photo_or_album", "album", "location"}

// sub is a button of the second level with everything that the state has of it, top one of the first.
func sub(name, action string, needs Values) Values {
	out := Values{"name": name}
	for _, a := range menuActions {
		out[a] = nil
	}
	if action != "" {
		out[action] = needs
	}
	return out
}

func top(name, action string, needs Values, below ...any) Values {
	out := maps.Clone(sub(name, action, needs))
	if out["buttons"] = nil; len(below) > 0 {
		out["buttons"] = below
	}
	return out
}

func menu(buttons ...any) Values { return Values{"buttons": buttons} }

func opens(url string) Values { return Values{"url": url} }

func keyed(key string) Values { return Values{"key": key} }

// menuBody is the write of a menu.
func menuBody(buttons string) string { return `menu/create {"button":[` + buttons + `]}` }

func menuEdit(change func(*emulator.AppMenu)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, _ string) error {
		m := e.Corp().AppMenus[0]
		change(&m)
		return e.Console().SetAppMenu(m)
	}
}

var _ = add(Specimen{
	Type: "wecom_app_menu", Single: true,
	Defaults: Values{"id": Any, "deletion_protection": false},
	Minimal: Object{
		Values: menu(top("官网", "view", opens("https://a.example.com"))),
		Sends:  []string{menuBody(`{"type":"view","name":"官网","url":"https://a.example.com"}`)},
		Calls:  map[string]int{"list": 1, "get": 2, "create": 1},
	},
	Maximal: Object{
		Values: over(menu(
			top("第一个长按", "", nil,
				sub("查看网页内容的按钮名称呵", "view", opens("http://a.example.com/?a=1&b=<2>")), sub("点击", "click", keyed("V1001")),
				sub("小程序", "mini_program", Values{"app_id": "wx4389ji4kAAA", "page": "pages/lunar/index"}), sub("扫码", "scan_push", keyed("k3")), sub("扫码等待", "scan_wait", keyed("k4"))),
			top("拍照", "", nil, sub("拍照", "photo", keyed("k5")), sub("拍照或相册", "photo_or_album", keyed("k6")), sub("相册", "album", keyed("k7"))),
			top("位置", "location", keyed("k8")),
		), Values{"deletion_protection": false}),
		Sends: []string{"menu/create"},
	},
	Edits: []Edit{
		{Name: "name", To: menu(top("首页", "view", opens("https://a.example.com"))), Sends: []string{menuBody(`{"type":"view","name":"首页","url":"https://a.example.com"}`)}},
		{Name: "address", To: menu(top("官网", "view", opens("https://b.example.com"))), Sends: []string{"menu/create"}},
		{Name: "another action", To: menu(top("官网", "click", keyed("K1"))), Sends: []string{menuBody(`{"type":"click","name":"官网","key":"K1"}`)}},
		{Name: "a group", To: menu(top("更多", "", nil, sub("签到", "scan_wait", keyed("in")), sub("小程序", "mini_program", Values{"app_id": "wx1", "page": "p"}))),
			Sends: []string{menuBody(`{"name":"更多","sub_button":[{"type":"scancode_waitmsg","name":"签到","key":"in"},{"type":"view_miniprogram","name":"小程序","appid":"wx1","pagepath":"p"}]}`)}},
		{Name: "order", From: menu(top("甲", "click", keyed("a")), top("乙", "click", keyed("b"))), To: menu(top("乙", "click", keyed("b")), top("甲", "click", keyed("a"))),
			Sends: []string{menuBody(`{"type":"click","name":"乙","key":"b"},{"type":"click","name":"甲","key":"a"}`)}},
	},
	Drift: []Drift{
		{Name: "a button less", Edit: menuEdit(func(m *emulator.AppMenu) { m.Buttons = m.Buttons[:2] }), Sends: []string{"menu/create"}},
		{Name: "a name", Edit: menuEdit(func(m *emulator.AppMenu) { m.Buttons[0].Sub[1].Name = "改名" }), Sends: []string{"menu/create"}},
		{Name: "an action that is newer than the provider", Edit: menuEdit(func(m *emulator.AppMenu) { m.Buttons[2].Type = "click" }), Sends: []string{"menu/create"}},
	},
	Invalid: []Invalid{
		{"four buttons", menu(top("a", "click", keyed("a")), top("b", "click", keyed("b")), top("c", "click", keyed("c")), top("d", "click", keyed("d"))),
			"buttons has 4 buttons; WeCom takes 1 to 3.", "buttons"},
		{"no button", menu(), "buttons has 0 buttons; WeCom takes 1 to 3.", "buttons"},
		{"six below", menu(top("a", "", nil, sub("1", "click", keyed("1")), sub("2", "click", keyed("2")), sub("3", "click", keyed("3")), sub("4", "click", keyed("4")),
			sub("5", "click", keyed("5")), sub("6", "click", keyed("6")))), "buttons[0].buttons has 6 buttons; WeCom takes 1 to 5.", "buttons"},
		{"17 bytes", menu(top("五个汉字再ab", "click", keyed("a"))), `buttons[0].name "五个汉字再ab" has 17 bytes; WeCom takes 16, which are 5 Chinese characters.`, "buttons"},
		{"41 bytes below", menu(top("a", "", nil, sub(strings.Repeat("长", 13)+"ab", "click", keyed("a")))), "has 41 bytes; WeCom takes 40, which are 13 Chinese characters.", "buttons"},
		{"empty name", menu(top("", "click", keyed("a"))), "buttons[0].name is empty; it needs at least one character.", "buttons"},
		{"address without scheme", menu(top("a", "view", opens("a.example.com"))), `buttons[0].view.url is "a.example.com"; an address begins with http:// or https://.`, "buttons"},
		{"long address", menu(top("a", "view", opens("https://a.example.com/"+strings.Repeat("x", 1024)))), "buttons[0].view.url has 1046 bytes; WeCom takes 1024.", "buttons"},
		{"long key", menu(top("a", "click", keyed(strings.Repeat("k", 129)))), "buttons[0].click.key has 129 bytes; WeCom takes 128.", "buttons"},
		{"empty key", menu(top("a", "click", keyed(""))), "buttons[0].click.key is empty", "buttons"},
		{"no page", menu(top("a", "mini_program", Values{"app_id": "wx1", "page": ""})), "buttons[0].mini_program.page is empty", "buttons"},
		{"a group with an action", menu(top("a", "click", keyed("a"), sub("1", "click", keyed("1")))),
			"buttons[0] has click and buttons; a button that opens others has no action of its own.", "buttons"},
		{"two actions", menu(over(top("a", "click", keyed("a")), Values{"view": opens("https://a.example.com")})), "buttons[0] has view and click; a button does one thing.", "buttons"},
		{"no action", menu(top("a", "", nil)), "buttons[0] does nothing: give it one of view, click, mini_program, scan_push, scan_wait, photo, photo_or_album, album, location, or buttons.", "buttons"},
		{"no action below", menu(top("a", "", nil, sub("1", "", nil))), "buttons[0].buttons[0] does nothing", "buttons"},
	},
	Refused: []Refused{
		{Name: "no secret of an app", Credentials: `contacts_secret = "` + acctest.ContactsSecret + `"`, Says: []string{"agent/list needs secret"}},
		{Name: "no server for messages", Switches: func(s *emulator.Switches) { s.MenuNeedsCallback = true },
			Corp: func(c *emulator.Corp) { c.AppSettings = []emulator.AppSettings{{AgentID: appID, NoCallback: true}} },
			Says: []string{"errcode 43012", "The app has no server for messages (接收消息)", "应用管理 → 应用 → 自建 → 接收消息"}},
		{Name: "mini program of somebody else", Fault: &emulator.Fault{Path: "menu/create", Kind: emulator.FaultError, Code: 90206}, Says: []string{"errcode 90206", "not bound to the corp"}},
	},
	WrongIDs: map[string]string{"官网": "An app menu is imported by its number", "1000003": "the secret belongs to another app than this one, whose agent id is 1000003"},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, m := range c.AppMenus {
			out[fmt.Sprint(m.AgentID)] = m
		}
		return out
	},
	Delete:   func(e *acctest.Env, _ string) error { return e.Console().DeleteAppMenu(appID) },
	Calls:    Calls{Create: "menu/create", Delete: "menu/delete", Reads: []string{"menu/get", "agent/list"}},
	Other:    map[string]string{"menu/create": "an app has one menu: the rung faults", "menu/delete": "the same"},
	Apart:    "an app has one menu at most",
	Families: []string{"menu"},
	Lag:      3, LagUpdates: true,
	Many:    func(int) Values { return menu(top("官网", "view", opens("https://a.example.com"))) },
	Refresh: func(n int) int { return n },
	Hostile: acctest.Hostile{ID: fmt.Sprint(appID), Config: `{"buttons":[{"name":"a","click":{"key":"k"}}],"deletion_protection":false}`, Answers: []string{
		`{"errcode":0,"agentlist":[{"agentid":1000002,"name":"n"}]}` + acctest.AnswerEnd + hostileMenu, hostileMenu,
		`{"errcode":0,"button":[{"name":"a","type":"click","key":5,"sub_button":[{"sub_button":[{"sub_button":{}}]}]}]}`,
		`{"errcode":0,"button":{"name":"a","type":"view_limited"}}`, `{"errcode":0}`, `{"errcode":46003,"errmsg":"x"}`,
	}},
})

const hostileMenu = `{"errcode":0,"button":[{"name":"a","type":"click","key":"k","url":"","sub_button":[]},{"name":"b","sub_button":[{"name":"c","type":"view","url":"http://x"}]}]}`
