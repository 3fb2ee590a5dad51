// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 48002},
	"kf/account/add", "kf/account/del", "kf/account/list", "kf/account/update", "kf/add_contact_way", "kf/servicer/add", "kf/servicer/del", "kf/servicer/list", "kf/knowledge/add_group", "kf/knowledge/mod_group", "kf/knowledge/del_group", "kf/knowledge/list_group", "kf/knowledge/add_intent", "kf/knowledge/mod_intent", "kf/knowledge/del_intent", "kf/knowledge/list_intent")

const kfExample = "wkJ7wNrQAAexampleService0000000"

// avatar uploads a picture and answers its media id.
func (c *caller) avatar(width int) string {
	c.t.Helper()
	return c.upload("image", "media", samplePNG(c.t, width))["media_id"].(string)
}

func (c *caller) addKf(name string) string {
	c.t.Helper()
	r := c.post(ExampleSecret, "kf/account/add", fmt.Sprintf(`{"name":%q,"media_id":%q}`, name, c.avatar(3)))
	wantCode(c.t, r, 0)
	return r["open_kfid"].(string)
}

func (c *caller) kfRow(id string) reply {
	c.t.Helper()
	for _, row := range c.post(ExampleSecret, "kf/account/list", `{}`).list("account_list") {
		if row["open_kfid"] == id {
			return row
		}
	}
	c.t.Fatalf("%s is not listed", id)
	return nil
}

func TestKfAccountLife(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addKf("售后")
	row := c.kfRow(id)
	equal(t, "name", row["name"], any("售后"))
	equal(t, "managed", row["manage_privilege"], any(true))
	wantCode(t, c.post(ExampleSecret, "kf/account/update", fmt.Sprintf(`{"open_kfid":%q,"name":"售前"}`, id)), 0)
	equal(t, "picture stays", c.kfRow(id)["avatar"], row["avatar"])
	wantCode(t, c.post(ExampleSecret, "kf/account/update", fmt.Sprintf(`{"open_kfid":%q,"media_id":%q}`, id, c.avatar(4))), 0)
	if after := c.kfRow(id); after["name"] != "售前" || after["avatar"] == row["avatar"] {
		t.Errorf("after an update: %v", after)
	}
	row = c.kfRow(id)
	for refused, codes := range map[bool][2]int{false: {0, 0}, true: {95006, 41006}} { // SDKs send both keys always
		c.srv.SetSwitches(func(s *Switches) { s.KfEmptyRefused = refused })
		wantCode(t, c.post(ExampleSecret, "kf/account/update", fmt.Sprintf(`{"open_kfid":%q,"name":""}`, id)), codes[0])
		wantCode(t, c.post(ExampleSecret, "kf/account/update", fmt.Sprintf(`{"open_kfid":%q,"media_id":""}`, id)), codes[1])
	}
	equal(t, "kept", asJSON(c.kfRow(id)), asJSON(row))
	equal(t, "pages", len(c.post(ExampleSecret, "kf/account/list", `{"offset":1,"limit":1}`).list("account_list")), 1)
	equal(t, "behind the end", asJSON(c.post(ExampleSecret, "kf/account/list", `{"offset":9}`)["account_list"]), "[]")
	wantCode(t, c.post(ExampleSecret, "kf/account/del", fmt.Sprintf(`{"open_kfid":%q}`, id)), 0)
	for _, path := range []string{"kf/account/del", "kf/account/update", "kf/add_contact_way", "kf/servicer/add"} {
		wantCode(t, c.post(ExampleSecret, path, fmt.Sprintf(`{"open_kfid":%q}`, id)), 95004)
		wantCode(t, c.post(ExampleSecret, path, `{"open_kfid":"x"}`), 95000)
		wantCode(t, c.post(ExampleSecret, path, `{}`), 40058)
	}
	wantCode(t, c.post(ExampleSecret, "kf/account/del", `{"open_kfid":"`+kfExample+`"}`), 95005)
	c.srv.SetSwitches(func(s *Switches) { s.KfLastDeletable = true })
	wantCode(t, c.post(ExampleSecret, "kf/account/del", `{"open_kfid":"`+kfExample+`"}`), 0)
	wantCode(t, c.post(ExampleSecret, "kf/account/add", fmt.Sprintf(`{"name":"x","media_id":%q}`, c.avatar(3))), 95017)
	c.noViolations()
}

func TestKfAccountRules(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{KfAccounts: 2}))
	good := c.avatar(3)
	for body, code := range map[string]int{
		`{"media_id":"` + good + `"}`:           40063,
		`{"name":"x"}`:                          41006,
		`{"name":"","media_id":"` + good + `"}`: 95006,
		`{"name":"` + strings.Repeat("客", 17) + `","media_id":"` + good + `"}`:        95006,
		`{"name":"x","media_id":"nobody"}`:                                            40007,
		`{"name":"` + strings.Repeat("客", 16) + `","media_id":"` + c.picture() + `"}`: 40007,
	} {
		wantCode(t, c.post(ExampleSecret, "kf/account/add", body), code)
	}
	c.addKf("二")
	wantCode(t, c.post(ExampleSecret, "kf/account/add", fmt.Sprintf(`{"name":"三","media_id":%q}`, good)), 95005)
	for _, body := range []string{`{"limit":101}`, `{"limit":0}`, `{"offset":-1}`} {
		wantCode(t, c.post(ExampleSecret, "kf/account/list", body), 40058)
	}
	wantCode(t, c.post(ExampleSecondSecret, "kf/account/list", `{}`), 48002)
	wantCode(t, c.post(ExampleContactsSecret, "kf/account/list", `{}`), 48002)
	console := c.srv.Console()
	if err := console.SetCustomerService(ExampleSecondApp, true); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecondSecret, "kf/account/update", `{"open_kfid":"`+kfExample+`","name":"x"}`), 48007)
	if err := console.SetVisibleRange(ExampleApp, []int64{2}, nil); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecret, "kf/account/update", `{"open_kfid":"`+kfExample+`","name":"x"}`), 60030)
	wantCode(t, c.get(ExampleSecret, "kf/servicer/list", "open_kfid", kfExample), 60030)
}

func TestKfAccountSwitches(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addKf("售后")
	first := c.kfRow(id)["avatar"]
	with := func(change func(*Switches)) {
		c.srv.SetSwitches(func(s *Switches) { *s = Switches{}; change(s) })
	}
	update := func() any {
		wantCode(t, c.post(ExampleSecret, "kf/account/update", fmt.Sprintf(`{"open_kfid":%q,"media_id":%q}`, id, c.avatar(3))), 0)
		return c.kfRow(id)["avatar"]
	}
	if update() == first {
		t.Error("two uploads have one address")
	}
	with(func(s *Switches) { s.KfAvatar = KfAvatarOfContent })
	equal(t, "of content", update(), update())
	with(func(s *Switches) { s.KfAvatar = KfAvatarFixed })
	equal(t, "fixed", update(), update())
	for _, reading := range []string{KfAvatarSigned, KfAvatarVolatile} {
		with(func(s *Switches) { s.KfAvatar = reading })
		if c.kfRow(id)["avatar"] == c.kfRow(id)["avatar"] {
			t.Error(reading)
		}
	}
	with(func(s *Switches) { s.KfAvatar = KfAvatarHidden; s.KfManageAbsent = true })
	equal(t, "hidden", c.kfRow(id)["avatar"], any(""))
	if _, there := c.kfRow(id)["manage_privilege"]; there {
		t.Error("manage_privilege is shown")
	}
	with(func(*Switches) {})
	link := func() string {
		return c.post(ExampleSecret, "kf/add_contact_way", fmt.Sprintf(`{"open_kfid":%q,"scene":"a"}`, id))["url"].(string)
	}
	if first := link(); first == link() || !strings.Contains(link(), "?enc_scene=") {
		t.Error("links are equal")
	}
	wantCode(t, c.post(ExampleSecret, "kf/add_contact_way", fmt.Sprintf(`{"open_kfid":%q,"scene":"a b"}`, id)), 40058)
	with(func(s *Switches) { s.KfLinkSame = true })
	equal(t, "same link", link(), link())
	if r := c.do(http.MethodGet, "kf/account/list", nil, ""); r.code() == 0 {
		t.Error("GET is answered")
	}
	with(func(s *Switches) { s.KfAvatarOptional = true })
	wantCode(t, c.post(ExampleSecret, "kf/account/add", `{"name":"x"}`), 0)
}

func TestKfServicers(t *testing.T) {
	c := start(t, ExampleCorp())
	rows := func(path, body string) string {
		t.Helper()
		r := c.post(ExampleSecret, path, `{"open_kfid":"`+kfExample+`",`+body+`}`)
		wantCode(t, r, 0)
		var out []string
		for _, row := range r.list("result_list") {
			id := row["userid"]
			if id == nil {
				id = row["department_id"]
			}
			out = append(out, fmt.Sprintf("%v %v %v", id, row["errcode"], row["errmsg"]))
		}
		return strings.Join(out, "; ")
	}
	list := func() string {
		return asJSON(c.get(ExampleSecret, "kf/servicer/list", "open_kfid", kfExample)["servicer_list"])
	}
	equal(t, "add", rows("kf/servicer/add", `"userid_list":["WuQiang","huangmin","sunli","nobody"],"department_id_list":[4,99]`),
		"WuQiang 0 success; huangmin 0 ignored; sunli 95014 not a servicer, or not active; nobody 60111 userid not found; 4 0 success; 99 60123 invalid party id")
	equal(t, "list", list(), `[{"status":0,"userid":"huangmin"},{"status":0,"userid":"wuqiang"},{"department_id":4}]`)
	if err := c.srv.Console().UpdateKfAccount(kfExample, func(a *KfAccount) { a.Stopped = []string{"wuqiang"} }); err != nil {
		t.Fatal(err)
	}
	c.srv.SetSwitches(func(s *Switches) { s.KfStopTypeShown, s.KfServicersExpanded = true, true })
	if got := list(); !strings.Contains(got, `{"status":1,"stop_type":0,"userid":"wuqiang"}`) || !strings.Contains(got, `"wangfang"`) {
		t.Error(got)
	}
	c.srv.SetSwitches(func(s *Switches) { *s = Switches{} })
	equal(t, "del", rows("kf/servicer/del", `"userid_list":["wuqiang","liuyang"],"department_id_list":[4,5]`),
		"wuqiang 0 success; liuyang 0 ignored; 4 0 success; 5 0 ignored")
	equal(t, "list", list(), `[{"status":0,"userid":"huangmin"}]`)
	if err := c.srv.Console().DeleteMember("huangmin"); err != nil {
		t.Fatal(err)
	}
	equal(t, "a member that left", list(), `[]`)
	c.srv.SetSwitches(func(s *Switches) { s.KfDepartedShown = true })
	many := strings.TrimSuffix(strings.Repeat(`"u",`, 101), ",")
	wantCode(t, c.post(ExampleSecret, "kf/servicer/add", `{"open_kfid":"`+kfExample+`","userid_list":[`+many+`]}`), 40058)
	if err := c.srv.Console().SetVisibleRange(ExampleApp, []int64{2}, nil); err != nil {
		t.Fatal(err)
	}
	c.srv.SetSwitches(func(s *Switches) { *s = Switches{} })
	equal(t, "out of sight", rows("kf/servicer/add", `"userid_list":["wuqiang"]`), "wuqiang 60030 no privilege")
}

func TestKfKnowledge(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{KfGroups: 3, KfIntents: 2}))
	send := func(path, body string) reply { return c.post(ExampleSecret, "kf/knowledge/"+path, body) }
	made := send("add_group", `{"name":"售后"}`)
	wantCode(t, made, 0)
	group := made["group_id"].(string)
	all := send("list_group", `{}`)
	equal(t, "groups", len(all.list("group_list")), 2)
	equal(t, "has_more", all["has_more"], any(0.0))
	equal(t, "default", all.list("group_list")[0]["is_default"], any(1.0))
	standard := all.list("group_list")[0]["group_id"].(string)
	for body, code := range map[string]int{`{"name":"售后"}`: 40058, `{"name":"默认分组"}`: 40058, `{}`: 40063, `{"name":"` + strings.Repeat("长", 13) + `"}`: 40058} {
		wantCode(t, send("add_group", body), code)
	}
	wantCode(t, send("del_group", `{"group_id":"`+standard+`"}`), 40058)
	wantCode(t, send("mod_group", `{"group_id":"`+group+`","name":"售前"}`), 0)
	equal(t, "one", send("list_group", `{"group_id":"`+group+`"}`).list("group_list")[0]["name"], any("售前"))
	equal(t, "none", len(send("list_group", `{"group_id":"x"}`).list("group_list")), 0)
	wantCode(t, send("add_group", `{"name":"三"}`), 0)
	wantCode(t, send("add_group", `{"name":"四"}`), 40058)

	intent := func(question string) string {
		return fmt.Sprintf(`{"group_id":%q,"question":{"text":{"content":%q}},"similar_questions":{"items":[{"text":{"content":"s"}}]},"answers":[{"text":{"content":"a"},"attachments":[
			{"msgtype":"image","image":{"media_id":%q}},{"msgtype":"link","link":{"title":"t","url":"https://e.cn"}},
			{"msgtype":"miniprogram","miniprogram":{"appid":"wx1","pagepath":"p","thumb_media_id":%q}}]}]}`, group, question, c.avatar(3), c.avatar(3))
	}
	r := send("add_intent", intent("怎么退货"))
	wantCode(t, r, 0)
	id := r["intent_id"].(string)
	wantCode(t, send("add_intent", intent("怎么退货")), 40058)
	wantCode(t, send("add_intent", intent("怎么换货")), 0)
	wantCode(t, send("add_intent", intent("满了")), 40058)
	row := func() reply { return send("list_intent", `{"intent_id":"`+id+`"}`).list("intent_list")[0] }
	got := asJSON(row())
	for _, want := range []string{`"similar_questions":{"items":[{"text":{"content":"s"}}]}`, `{"image":{"name":"`, `"appid":"wx1"`} {
		if !strings.Contains(got, want) || strings.Contains(got, "thumb") {
			t.Errorf("%s lacks %s", got, want)
		}
	}
	wantCode(t, send("mod_intent", `{"intent_id":"`+id+`","similar_questions":{"items":[]},"answers":[{"text":{"content":"b"}}]}`), 0)
	equal(t, "a part that is sent is replaced", asJSON(row()["answers"])+asJSON(row()["similar_questions"]), `[{"attachments":[],"text":{"content":"b"}}]{"items":[]}`)
	c.srv.SetSwitches(func(s *Switches) { s.KfIntentNested, s.KfEmptyAbsent, s.KfUnknownRefused = true, true, true })
	equal(t, "nested", asJSON(row().obj("question")["answers"]), `[{"text":{"content":"b"}}]`)
	wantCode(t, send("list_intent", `{"intent_id":"x"}`), 40058)
	c.srv.SetSwitches(func(s *Switches) { *s = Switches{}; s.KfGroupNeedsEmpty = true; s.KfCursorAbsent = true })
	wantCode(t, send("del_group", `{"group_id":"`+group+`"}`), 40058)
	wantCode(t, send("del_intent", `{"intent_id":"`+id+`"}`), 0)
	c.srv.SetSwitches(func(s *Switches) { *s = Switches{} })
	wantCode(t, send("del_group", `{"group_id":"`+group+`"}`), 0)
	equal(t, "intents go with their group", len(c.srv.Corp().KfIntents), 0)
	c.noViolations()
}
