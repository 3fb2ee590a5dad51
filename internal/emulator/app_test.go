// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 48002},
	"agent/set", "agent/get_workbench_template", "agent/set_workbench_template", "menu/create", "menu/delete", "menu/get", "appchat/create", "appchat/get", "appchat/update")

func (c *caller) app() reply {
	c.t.Helper()
	r := c.get(ExampleSecret, "agent/get", "agentid", "1000002")
	wantCode(c.t, r, 0)
	return r
}

func TestAgentSet(t *testing.T) {
	c := start(t, ExampleCorp())
	set := func(rest string) reply { return c.post(ExampleSecret, "agent/set", `{"agentid":1000002`+rest+`}`) }
	before := c.app()
	wantCode(t, set(`,"name":"助手","description":"四个字的","home_url":"https://a.example.com","redirect_domain":"a.example.com","isreportenter":1`), 0)
	app := c.app()
	equal(t, "settings", asJSON([]any{app["name"], app["description"], app["home_url"], app["redirect_domain"], app["isreportenter"], app["report_location_flag"]}),
		`["助手","四个字的","https://a.example.com","a.example.com",1,0]`)
	wantCode(t, set(``), 0)
	equal(t, "what is left out stays", c.app()["name"], any("助手"))
	for rest, code := range map[string]int{
		`,"name":""`: 45022, `,"name":"` + strings.Repeat("长", 33) + `"`: 45022, `,"description":"三个字"`: 45004, `,"home_url":"a.example.com"`: 40094,
		`,"redirect_domain":"https://a.example.com"`: 80001, `,"isreportenter":2`: 40059, `,"logo_mediaid":"x"`: 40007,
	} {
		wantCode(t, set(rest), code)
	}
	wantCode(t, c.post(ExampleSecret, "agent/set", `{"agentid":1000003,"name":"x"}`), 301002)
	wantCode(t, c.post(ExampleSecret, "agent/set", `{"agentid":77,"name":"x"}`), 40056)
	wantCode(t, c.post(ExampleSecret, "agent/set", `{"name":"x"}`), 41011)
	wantCode(t, c.post(ExampleContactsSecret, "agent/set", `{"agentid":1000002}`), 48002)

	picture := c.send("media/upload?type=image", "media", samplePNG(t, 3))
	wantCode(t, picture, 0)
	wantCode(t, set(fmt.Sprintf(`,"logo_mediaid":%q`, picture["media_id"])), 0)
	if c.app()["square_logo_url"] == before["square_logo_url"] {
		t.Error("another logo has the address of the former one")
	}
	for reading, want := range map[string]any{"": "", EmptyIgnored: "https://a.example.com"} {
		c.srv.SetSwitches(func(s *Switches) { s.AgentEmpty = reading })
		wantCode(t, set(`,"home_url":"https://a.example.com"`), 0)
		wantCode(t, set(`,"home_url":"","logo_mediaid":""`), 0)
		equal(t, "home_url after empty", c.app()["home_url"], want)
	}
	c.srv.SetSwitches(func(s *Switches) { s.AgentEmpty = EmptyRefused })
	wantCode(t, set(`,"home_url":""`), 40094)
	wantCode(t, set(`,"logo_mediaid":""`), 40007)

	if err := c.srv.Console().UpdateAppSettings(1000002, func(a *AppSettings) { a.UnverifiedDomains = []string{"u.example.com"} }); err != nil {
		t.Fatal(err)
	}
	for reading, want := range map[string]struct {
		code   int
		domain string
	}{"": {85005, "u.example.com"}, AgentUnverifiedRejected: {85005, "a.example.com"}, AgentUnverifiedSilent: {0, "u.example.com"}} {
		c.srv.SetSwitches(func(s *Switches) { s.AgentUnverified = reading })
		wantCode(t, set(`,"redirect_domain":"a.example.com"`), 0)
		wantCode(t, set(`,"redirect_domain":"u.example.com"`), want.code)
		equal(t, "domain", c.app()["redirect_domain"], any(want.domain))
	}
}

func TestMenu(t *testing.T) {
	c := start(t, ExampleCorp())
	create := func(buttons string) reply {
		return c.do("POST", "menu/create", map[string][]string{"access_token": {c.token(ExampleSecret)}, "agentid": {"1000002"}}, `{"button":[`+buttons+`]}`)
	}
	read := func() reply { return c.get(ExampleSecret, "menu/get", "agentid", "1000002") }
	wantCode(t, read(), 46003)
	const sample = `{"type":"click","name":"今日歌曲","key":"V1"},{"name":"菜单","sub_button":[{"type":"view","name":"搜索","url":"http://www.soso.com/"},` +
		`{"type":"view_miniprogram","name":"小程序","pagepath":"pages/lunar/index","appid":"wx4389ji4kAAA","sub_button":[]}]}`
	wantCode(t, create(sample), 0)
	equal(t, "menu", asJSON(read()["button"]), `[{"key":"V1","name":"今日歌曲","sub_button":[],"type":"click"},{"name":"菜单","sub_button":[`+
		`{"name":"搜索","sub_button":[],"type":"view","url":"http://www.soso.com/"},{"appid":"wx4389ji4kAAA","name":"小程序","pagepath":"pages/lunar/index","sub_button":[],"type":"view_miniprogram"}]}]`)
	click := func(name, key string) string { return fmt.Sprintf(`{"type":"click","name":%q,"key":%q}`, name, key) }
	four := strings.TrimSuffix(strings.Repeat(click("a", "k")+",", 4), ",")
	six := strings.TrimSuffix(strings.Repeat(click("a", "k")+",", 6), ",")
	for buttons, code := range map[string]int{
		"": 40016, four: 40016, `{"name":"a","sub_button":[` + six + `]}`: 40023, click("五个汉字再ab", "k"): 40018, click("a", strings.Repeat("k", 129)): 40019,
		`{"type":"click","key":"k"}`: 41102, `{"type":"x","name":"a"}`: 40017, `{"type":"view","name":"a","url":"a.example.com"}`: 40055,
		`{"name":"a","sub_button":[{"type":"view","name":"a","url":"x"}]}`: 40054, `{"name":"a","sub_button":[` + click(strings.Repeat("长", 14), "k") + `]}`: 40025,
		`{"name":"a","sub_button":[{"name":"b","sub_button":[` + click("c", "k") + `]}]}`: 40022, `{"type":"view_miniprogram","name":"a","pagepath":"p"}`: 90207,
	} {
		wantCode(t, create(buttons), code)
	}
	equal(t, "refused writes change nothing", len(read().list("button")), 2)
	wantCode(t, c.get(ExampleSecret, "menu/delete", "agentid", "1000002"), 0)
	wantCode(t, c.get(ExampleSecret, "menu/delete", "agentid", "1000002"), 0)
	c.srv.SetSwitches(func(s *Switches) { s.MenuNone, s.MenuDelete46003 = MenuNoneEmpty, true })
	equal(t, "no menu", len(read().list("button")), 0)
	wantCode(t, c.get(ExampleSecret, "menu/delete", "agentid", "1000002"), 46003)
	wantCode(t, c.get(ExampleSecret, "menu/get", "agentid", "1000003"), 301002)
	wantCode(t, c.get(ExampleSecret, "menu/get", "agentid", "x"), 40056)
}

func TestWorkbench(t *testing.T) {
	c := start(t, ExampleCorp())
	set := func(rest string) reply {
		return c.post(ExampleSecret, "agent/set_workbench_template", `{"agentid":1000002,`+rest+`}`)
	}
	read := func() reply { return c.post(ExampleSecret, "agent/get_workbench_template", `{"agentid":1000002}`) }
	equal(t, "none", read()["type"], any("normal"))
	wantCode(t, set(`"type":"webview","webview":{"url":"https://a.example.com"},"replace_user_data":true`), 0)
	equal(t, "page", asJSON(read()["webview"]), `{"enable_webview_click":false,"height":"double_row","hide_title":false,"url":"https://a.example.com"}`)
	equal(t, "replace", read()["replace_user_data"], any(true))
	items := func(one string, n int) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }
	for rest, code := range map[string]int{
		`"type":"x"`: 94001, `"type":"keydata"`: 94002, `"type":"list"`: 94005, `"type":"webview"`: 94007, `"type":"image","image":{}`: 94013,
		`"type":"keydata","keydata":{"items":[` + items(`{"data":"1"}`, 5) + `]}`: 94003, `"type":"keydata","keydata":{"items":[{"key":"a"}]}`: 94012,
		`"type":"list","list":{"items":[` + items(`{"title":"1"}`, 4) + `]}`: 94006, `"type":"list","list":{"items":[{}]}`: 94010,
		`"type":"list","list":{"items":[{"title":"` + strings.Repeat("长", 43) + `"}]}`: 94014, `"type":"webview","webview":{"url":"x","height":"3"}`: 94011,
	} {
		wantCode(t, set(rest), code)
	}
	// Blocks of another type are nobody's business.
	wantCode(t, set(`"type":"image","image":{"url":"https://a.example.com/x.png"},"webview":{"url":""},"list":{"items":[{}]}`), 0)
	equal(t, "image", asJSON(read()["image"]), `{"url":"https://a.example.com/x.png"}`)
	if read()["webview"] != nil || read()["list"] != nil {
		t.Errorf("blocks of another type were kept: %v", read())
	}
	wantCode(t, set(`"type":"list","list":{"items":[{"title":"1"}]},"keydata":{"items":[{"key":"a"}]}`), 0)
	wantCode(t, set(`"type":"normal"`), 0)
	equal(t, "none again", read()["type"], any("normal"))
	c.srv.SetSwitches(func(s *Switches) { s.WorkbenchNone = WorkbenchNone94008 })
	wantCode(t, read(), 94008)
	if err := c.srv.Console().UpdateAppSettings(1000002, func(a *AppSettings) { a.CustomDisplayOff = true }); err != nil {
		t.Fatal(err)
	}
	wantCode(t, set(`"type":"image","image":{"url":"https://a.example.com"}`), 94000)
}

func TestAppChat(t *testing.T) {
	c := start(t, ExampleCorp())
	create := func(body string) reply { return c.post(ExampleSecret, "appchat/create", body) }
	read := func(id string) reply { return c.get(ExampleSecret, "appchat/get", "chatid", id) }
	made := create(`{"name":"` + strings.Repeat("长", 51) + `","userlist":["wangfang","wuqiang","WangFang"],"chatid":"C1"}`)
	wantCode(t, made, 0)
	chat := read("C1").obj("chat_info")
	equal(t, "chat", asJSON([]any{len([]rune(chat["name"].(string))), chat["owner"], chat["userlist"], chat["chat_type"]}), `[50,"wuqiang",["wangfang","wuqiang"],0]`)
	for body, code := range map[string]int{
		`{"userlist":["wangfang","wuqiang"],"chatid":"C1"}`: 86215, `{"userlist":["wangfang"]}`: 86006, `{"userlist":["wangfang","nobody"]}`: 86007, `{}`: 86204,
		`{"userlist":["wangfang","wuqiang"],"owner":"liuyang"}`: 86207, `{"userlist":["wangfang","wuqiang"],"chatid":"a-b"}`: 86001,
		`{"userlist":["wangfang","wuqiang"],"chatid":"` + strings.Repeat("a", 33) + `"}`: 86205,
	} {
		wantCode(t, create(body), code)
	}
	update := func(rest string) reply { return c.post(ExampleSecret, "appchat/update", `{"chatid":"C1",`+rest+`}`) }
	generated, _ := create(`{"userlist":["wangfang","wuqiang"]}`)["chatid"].(string)
	if len(generated) != 32 {
		t.Errorf("the generated id %q has %d characters", generated, len(generated))
	}
	wantCode(t, c.post(ExampleSecret, "appchat/update", `{"chatid":"`+generated+`","name":"x"}`), 0)
	equal(t, "generated", read(generated).obj("chat_info")["name"], any("x"))
	wantCode(t, update(`"name":"","del_user_list":["wuqiang"],"add_user_list":["liuyang"]`), 86203)
	wantCode(t, update(`"owner":"liuyang","del_user_list":["wuqiang"],"add_user_list":["liuyang"]`), 0)
	wantCode(t, update(`"del_user_list":["wuqiang"]`), 86007)
	wantCode(t, update(`"del_user_list":["wangfang"]`), 86006)
	wantCode(t, read("nobody"), 86003)
	if err := c.srv.Console().DissolveAppChat("C1"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, read("C1"), 86003)
	c.srv.SetSwitches(func(s *Switches) { s.ChatDissolved = "49008" })
	wantCode(t, read("C1"), 49008)
	wantCode(t, create(`{"userlist":["wangfang","wuqiang"],"chatid":"C1"}`), 86215)
	wantCode(t, c.post(ExampleSecondSecret, "appchat/create", `{"userlist":["wangfang","wuqiang"]}`), 60011)
}
