// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func figure(key, data any) Values {
	return Values{"key": key, "data": data, "jump_url": nil, "page": nil}
}

func row(title string) Values { return Values{"title": title, "jump_url": nil, "page": nil} }

func listed(items ...any) Values { return Values{"items": items} }

func templateBody(rest string) string {
	return fmt.Sprintf(`set_workbench_template {"agentid":%d,%s,"replace_user_data":false}`, appID, rest)
}

func templateEdit(change func(*emulator.WorkbenchTemplate)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, _ string) error {
		w := e.Corp().WorkbenchTemplates[0]
		change(&w)
		return e.Console().SetWorkbenchTemplate(w)
	}
}

// instead is a template with another block than the minimal one.
func instead(name string, block Values) Values { return Values{"list": nil, name: block} }

var _ = add(Specimen{
	Type: "wecom_workbench_template", Single: true,
	Defaults: Values{"id": Any, "replace_user_data": false, "deletion_protection": false},
	Minimal: Object{
		Values: Values{"list": listed(row("补卡"))},
		Sends:  []string{templateBody(`"type":"list","list":{"items":[{"title":"补卡"}]}`)},
		Calls:  map[string]int{"list": 1, "get_workbench_template": 2, "set_workbench_template": 1},
	},
	Maximal: Object{
		Values: Values{"key_data": listed(
			Values{"key": "待审批", "data": "2", "jump_url": "https://a.example.com/?a=1&b=<2>", "page": "pages/index"}, figure(nil, "18"), figure("订单", "3"), figure("访客", "0"),
		), "replace_user_data": true, "deletion_protection": false},
		Sends: []string{"set_workbench_template"},
	},
	Edits: []Edit{
		{Name: "list", To: Values{"list": listed(row("请假"), Values{"title": "出差", "jump_url": "https://a.example.com", "page": "p"})},
			Sends: []string{templateBody(`"type":"list","list":{"items":[{"title":"请假"},{"title":"出差","jump_url":"https://a.example.com","pagepath":"p"}]}`)}},
		{Name: "key_data", To: instead("key_data", listed(figure("待审批", "2"))), Sends: []string{templateBody(`"type":"keydata","keydata":{"items":[{"key":"待审批","data":"2"}]}`)}},
		{Name: "image", To: instead("image", Values{"url": "https://a.example.com/a.png", "jump_url": nil, "page": "p"}),
			Sends: []string{templateBody(`"type":"image","image":{"url":"https://a.example.com/a.png","pagepath":"p"}`)}},
		{Name: "web_view", To: instead("web_view", Values{"url": "https://a.example.com"}),
			State: Values{"web_view": Values{"url": "https://a.example.com", "height": "double_row", "hide_title": false, "clickable": false}},
			Sends: []string{templateBody(`"type":"webview","webview":{"url":"https://a.example.com","height":"double_row","hide_title":false,"enable_webview_click":false}`)}},
		{Name: "everything of a page", To: instead("web_view", Values{"url": "https://a.example.com", "jump_url": "https://b.example.com", "page": "p", "height": "single_row", "hide_title": true, "clickable": true}),
			Sends: []string{"set_workbench_template"}},
		{Name: "replace_user_data", To: Values{"replace_user_data": true}, Sends: []string{"set_workbench_template"}},
	},
	Unset: []Unset{
		{Name: "replace_user_data", From: Values{"replace_user_data": true}, Remove: []string{"replace_user_data"}, Sends: []string{"set_workbench_template"}},
	},
	Drift: []Drift{
		{Name: "an item less", Edit: templateEdit(func(w *emulator.WorkbenchTemplate) { w.Items = w.Items[:2] }), Sends: []string{"set_workbench_template"}},
		{Name: "another type", Edit: templateEdit(func(w *emulator.WorkbenchTemplate) {
			at := "https://x.example.com"
			w.Type, w.Items, w.Image = "image", nil, &emulator.WorkbenchItem{URL: &at}
		}), Sends: []string{"set_workbench_template"}},
	},
	Invalid: []Invalid{
		{"five figures", instead("key_data", listed(figure("1", "1"), figure("2", "2"), figure("3", "3"), figure("4", "4"), figure("5", "5"))),
			"key_data.items has 5 elements; the workbench shows 1 to 4.", "key_data"},
		{"four lines", Values{"list": listed(row("1"), row("2"), row("3"), row("4"))}, "list.items has 4 elements; the workbench shows 1 to 3.", "list"},
		{"no line", Values{"list": listed()}, "list.items has 0 elements; the workbench shows 1 to 3.", "list"},
		{"nothing", Values{"list": nil}, "None of key_data, image, list and web_view is given; the workbench shows exactly one of them.", "key_data"},
		{"two blocks", Values{"image": Values{"url": "https://a.example.com"}}, "image and list are given; the workbench shows exactly one of key_data, image, list and web_view.", "list"},
		{"picture without scheme", instead("image", Values{"url": "a.example.com/a.png"}), `image.url is "a.example.com/a.png"; an address begins with http:// or https://.`, "image"},
		{"page without scheme", instead("web_view", Values{"url": "a.example.com"}), `web_view.url is "a.example.com"; an address begins with http:// or https://.`, "web_view"},
		{"height", instead("web_view", Values{"url": "https://a.example.com", "height": "2"}), `web_view.height is "2"; it must be single_row or double_row.`, "web_view"},
		{"long figure", instead("key_data", listed(figure("a", strings.Repeat("长", 65)))), "has 65 characters; WeCom allows 64", "key_data"},
		{"empty figure", instead("key_data", listed(figure("a", ""))), "data is empty; it needs at least one character.", "key_data"},
		{"long title", Values{"list": listed(row(strings.Repeat("长", 43)))}, "has 129 bytes; WeCom allows 128", "list"},
	},
	Refused: []Refused{
		{Name: "not enabled", Corp: func(c *emulator.Corp) {
			c.AppSettings = []emulator.AppSettings{{AgentID: appID, CustomDisplayOff: true}}
		},
			Says: []string{"errcode 94000", "工作台自定义展示", "Enable it for the app in the console"}},
		{Name: "picture that WeCom does not take", Fault: &emulator.Fault{Path: "agent/set_workbench_template", Kind: emulator.FaultError, Code: 94013},
			Values: instead("image", Values{"url": "https://a.example.com/a.png"}), Says: []string{"errcode 94013", "The address of the picture is not valid"}},
	},
	WrongIDs: map[string]string{"x": "A workbench template is imported by its number", "1000003": "the secret belongs to another app than this one, whose agent id is 1000003"},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, w := range c.WorkbenchTemplates {
			out[fmt.Sprint(w.AgentID)] = w
		}
		return out
	},
	Delete:   func(e *acctest.Env, _ string) error { return e.Console().DeleteWorkbenchTemplate(appID) },
	Calls:    Calls{Create: "agent/set_workbench_template", Delete: "agent/set_workbench_template", Reads: []string{"agent/get_workbench_template", "agent/list"}},
	Other:    map[string]string{"agent/set_workbench_template": "an app has one template: the rung faults"},
	Apart:    "an app has one template at most",
	Families: []string{"workbench"},
	Blind: map[string][]string{
		"WorkbenchReplace=absent": {"replace_user_data"}, "WorkbenchReplace=false": {"replace_user_data"},
	},
	Lag: 3, LagUpdates: true,
	ListBy:  "name_regex",
	Many:    func(int) Values { return Values{"list": listed(row("补卡"))} },
	Refresh: func(n int) int { return n },
	Hostile: acctest.Hostile{ID: fmt.Sprint(appID), Config: `{"list":{"items":[{"title":"a"}]},"deletion_protection":false}`, Answers: []string{
		`{"errcode":0,"agentlist":[{"agentid":1000002,"name":"n"}]}` + acctest.AnswerEnd + hostileTemplate, hostileTemplate,
		`{"errcode":0,"type":"webview","webview":{"url":"https://x","hide_title":"1"},"replace_user_data":"x"}`, `{"errcode":0,"type":"keydata","keydata":{"items":{"data":5}}}`,
		`{"errcode":0,"type":"marquee"}`, `{"errcode":0,"type":"normal"}`, `{"errcode":94008,"errmsg":"x"}`,
	}},
})

const hostileTemplate = `{"errcode":0,"type":"list","list":{"items":[{"title":"a","jump_url":"","pagepath":null}]},"replace_user_data":true}`
