// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

func TestConsoleEditsOfExternalObjects(t *testing.T) {
	c := start(t, ExampleCorp())
	con := c.srv.Console()
	way, link, rule := c.addWay(plainWay), c.addLink(plainLink), c.addRule(plainRule)
	address := c.way(way)["qr_code"]
	for _, err := range []error{
		con.UpdateContactWay(way, func(w *ContactWay) {
			w.ConfigID, w.Remark, w.State, w.SkipVerify, w.Users, w.Departments = "other", "r", "", true, []string{"wuqiang"}, nil
		}),
		con.UpdateAcquisitionLink(link, func(l *AcquisitionLink) {
			l.ID, l.Name, l.SkipVerify, l.Departments, l.PriorityType, l.PriorityUsers = "other", "n", true, []int64{3}, 0, nil
		}),
		con.UpdateInterceptRule(rule, func(r *InterceptRule) {
			r.ID, r.Name, r.Words, r.Semantics, r.Type, r.Users, r.Departments = "1", "m", []string{"z"}, nil, InterceptWarn, nil, []int64{5}
		}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "way", keysOf(c.way(way), "remark", "state", "skip_verify", "user", "party", "qr_code"), fmt.Sprintf(`"r" "" true ["wuqiang"] [] %q`, address))
	equal(t, "link", keysOf(c.link(link), "range", "priority_option")+keysOf(c.link(link).obj("link"), "link_name", "skip_verify"), `{"department_list":[3],"user_list":["wangfang","wuqiang"]} -"n" true`)
	equal(t, "rule", keysOf(c.rule(rule), "rule_name", "word_list", "semantics_list", "intercept_type", "applicable_range"), `"m" ["z"] [] 2 {"department_list":[5],"user_list":[]}`)
	before := asJSON(c.srv.Corp())
	for code, err := range map[int]error{
		41041: con.UpdateContactWay(way, func(w *ContactWay) { w.Type, w.Users = WaySingle, []string{"a", "b"} }),
		41039: con.UpdateContactWay(way, func(w *ContactWay) { w.Type = 3 }),
		41044: con.DeleteContactWay("x"),
		40058: con.UpdateAcquisitionLink(link, func(l *AcquisitionLink) { l.Name = "" }),
		41077: con.UpdateInterceptRule(rule, func(r *InterceptRule) { r.Name = "禁止私下收款" }),
		41083: con.UpdateInterceptRule(rule, func(r *InterceptRule) { r.Words = []string{""} }),
		41070: con.DeleteInterceptRule("1"),
	} {
		var refused *core.Refusal
		if !errors.As(err, &refused) || refused.Code != code {
			t.Errorf("%v, want %d", err, code)
		}
	}
	if con.DeleteAcquisitionLink("x") == nil || con.UpdateAcquisitionLink(link, func(l *AcquisitionLink) { l.Users, l.Departments = nil, nil }) == nil {
		t.Error("an impossible edit went through")
	}
	equal(t, "nothing changed", asJSON(c.srv.Corp()), before)
	for _, err := range []error{con.DeleteContactWay(way), con.DeleteAcquisitionLink(link), con.DeleteInterceptRule(rule)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, rule)), 41071)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	equal(t, "writes", len(c.srv.Writes()), 3)
}

func TestConsoleOperationsOfExternalObjects(t *testing.T) {
	c := start(t, ExampleCorp())
	op := func(name, body string, status int, want string) {
		t.Helper()
		gotStatus, got := c.control("POST", "/_emulator/console/"+name, body)
		if gotStatus != status || !strings.HasPrefix(got, want) {
			t.Fatalf("%s %s: %d %s, want %d %s", name, body, gotStatus, got, status, want)
		}
	}
	op("add_contact_way", `{"contact_way":{"config_id":"w1","type":1,"scene":2,"users":["wangfang"],"state":"s"}}`, 200, `{"id":"w1"}`)
	op("update_contact_way", `{"id":"w1","change":{"remark":"展厅","users":["wuqiang"]}}`, 200, `{}`)
	equal(t, "way", keysOf(c.way("w1"), "remark", "state", "user"), `"展厅" "s" ["wuqiang"]`)
	op("update_contact_way", `{"id":"w1","change":{"remrak":"x"}}`, 400, `{"error":"change: json: unknown field \"remrak\""}`)
	op("scan_contact_way", `{"id":"w1","external_userid":"woA"}`, 200, `{"userid":"wuqiang","state":"s"}`)
	op("delete_contact_way", `{"id":"w1"}`, 200, `{}`)
	op("set_closed_functions", `{"closed_functions":{"link_priority":true}}`, 200, `{}`)
	op("add_acquisition_link", `{"link":{"link_id":"l1","link_name":"n","users":["wangfang"]}}`, 200, `{"id":"l1"}`)
	op("update_acquisition_link", `{"id":"l1","change":{"link_name":"m"}}`, 200, `{}`)
	op("set_acquisition_quota", `{"quota":{"total":5,"batches":[{"expire_date":1893456000,"balance":5}]}}`, 200, `{}`)
	op("follow_acquisition_link", `{"url":"https://work.weixin.qq.com/ca/l1?customer_channel=c","external_userid":"woB"}`, 200, `{"external_userid":"woB","userid":"wangfang","state":"c","add_time":`)
	op("message_from_customer", `{"id":"l1","external_userid":"woB"}`, 200, `{"chat_key":"ck`)
	op("delete_acquisition_link", `{"id":"l1"}`, 200, `{}`)
	op("add_intercept_rule", `{"rule":{"rule_id":"7","rule_name":"r","words":["w"],"intercept_type":2,"departments":[2]}}`, 200, `{"id":"7"}`)
	op("update_intercept_rule", `{"id":"7","change":{"semantics":[1]}}`, 200, `{}`)
	equal(t, "rule", keysOf(c.rule("7"), "rule_name", "semantics_list"), `"r" [1]`)
	op("delete_intercept_rule", `{"id":"7"}`, 200, `{}`)
	status, got := c.control("PATCH", "/_emulator/switches", `{"way_omitted":"cleared","rule_id":"number"}`)
	equal(t, "switches", fmt.Sprint(status, c.srv.Switches().WayOmitted, c.srv.Switches().RuleID, strings.Contains(got, `"way_omitted":"cleared"`)), "200clearednumbertrue")
	status, got = c.control("PATCH", "/_emulator/switches", `{"way_omitted":"lost"}`)
	equal(t, "no reading", fmt.Sprint(status, got), `400{"error":"way_omitted: unknown reading \"lost\""}`)
	for _, name := range []string{"add_contact_way", "add_acquisition_link", "add_intercept_rule", "set_acquisition_quota"} {
		op(name, `{}`, 400, `{"error":"`+name+" needs ")
	}
}

func TestCorpFileKeepsExternalObjects(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	c := open(t, path)
	way, link, rule := c.addWay(plainWay), c.addLink(plainLink), c.addRule(plainRule)
	dead := c.addRule(strings.Replace(plainRule, "rulename", "dead", 1))
	wantCode(t, c.post(ExampleSecret, ruleDel, fmt.Sprintf(`{"rule_id":%q}`, dead)), 0)
	before := asJSON(c.srv.Corp())
	c = open(t, path)
	equal(t, "corp", asJSON(c.srv.Corp()), before)
	equal(t, "way", keysOf(c.way(way), "remark", "skip_verify"), `"渠道客户" false`)
	c.link(link)
	c.updateRule(rule, `"rule_name":"still mine"`, 0)
	wantCode(t, c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, dead)), 41071)
	if again := c.addRule(plainRule); again == dead {
		t.Error("an id was given twice")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), `"media"`) || strings.Contains(asJSON(Corp{}), "contact_ways") {
		t.Error("empty lists are written")
	}
	for text, want := range map[string]string{
		`{"corp_id":"x","contact_ways":[{"config_id":"a","type":1,"scene":2}]}`:                                                "contact way a: errcode 41041",
		`{"corp_id":"x","acquisition_links":[{"link_name":"n"}]}`:                                                              "acquisition link n: errcode 40058",
		`{"corp_id":"x","intercept_rules":[{"rule_id":"abc","rule_name":"r","words":["w"],"intercept_type":1,"users":["a"]}]}`: "intercept rule r: errcode 41070",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestFollowUsersByVisibleRange(t *testing.T) {
	c := start(t, ExampleCorp())
	users := func(secret string) string {
		return keysOf(c.get(secret, "externalcontact/get_follow_user_list"), "errcode", "follow_user")
	}
	equal(t, "all", users(ExampleSecret), `0 ["chenxing","huangmin","liuyang","sunli","wangfang","wuqiang","zhoujie"]`)
	equal(t, "visible", users(ExampleSecondSecret), `0 ["huangmin","sunli","wangfang","wuqiang","zhoujie"]`)
	if err := c.srv.Console().SetVisibleRange(ExampleSecondApp, []int64{3}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "none", users(ExampleSecondSecret), `0 []`)
	c.srv.SetSwitches(func(sw *Switches) { sw.NoFollowUsersRefused = true })
	equal(t, "none", users(ExampleSecondSecret), `60011 []`)
	const check = "externalcontact/check_follow_user"
	wantCode(t, c.post(ExampleSecret, check, `{"userid":["zhaolei"]}`), 48002)
	c.srv.SetSwitches(func(sw *Switches) { sw.CheckFollowUserOpen = true })
	r := c.post(ExampleSecret, check, `{"userid":["zhaolei","wangfang"],"partyid":[2,4]}`)
	equal(t, "checked", keysOf(r, "authorized", "unauthorized"), `{"partyid":[4],"userid":["wangfang"]} {"partyid":[2],"userid":["zhaolei"]}`)
}
