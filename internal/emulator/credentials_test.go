// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"strings"
	"testing"
)

func TestChecksInOrder(t *testing.T) {
	corp := ExampleCorp()
	corp.Apps[0].TrustedIPs = []string{"198.51.100.1"}
	corp.Apps[1].TrustedIPs = []string{"198.51.100.1"}
	c := start(t, corp)
	wantCode(t, c.do("POST", "department/create", nil, `{}`), 41001)
	wantCode(t, c.do("POST", "department/create", url.Values{"access_token": {"x"}}, `not json`), 40014)
	r := c.post(ExampleContactsSecret, "department/create", `not json`)
	wantCode(t, r, 60020)
	if !strings.Contains(r.msg(), ", from ip: 203.0.113.9, ") {
		t.Errorf("errmsg %q does not name the address", r.msg())
	}
	wantCode(t, c.post(ExampleSecret, "department/create", `{}`), 60020)
	c.srv.SetSwitches(func(sw *Switches) { sw.PermissionBeforeIP = true })
	wantCode(t, c.post(ExampleSecret, "department/create", `{}`), 48002)
	if err := c.srv.Console().SetTrustedIPs(ExampleContactsApp, "198.51.100.1", "203.0.113.9"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 0)
	if len(c.srv.Violations()) != 0 {
		t.Errorf("a refused body was looked at: %v", c.srv.Violations())
	}
}

func TestWhoMayCallWhat(t *testing.T) {
	c := start(t, ExampleCorp())
	// Answers of contacts (details blocked), listed app, 客户联系 secret; 1 stands for any answer of the handler.
	want := map[string][3]int{
		"department/create": {1, 48002, 48002}, "department/update": {1, 48002, 48002}, "department/delete": {1, 48002, 48002},
		"department/get": {48009, 1, 48002}, "department/list": {48009, 1, 48002}, "department/simplelist": {1, 1, 48002},
		"user/create": {1, 48002, 48002}, "user/update": {1, 48002, 48002}, "user/delete": {1, 48002, 48002}, "user/batchdelete": {1, 48002, 48002},
		"user/get": {48009, 1, 48002}, "user/list": {48009, 1, 48002}, "user/simplelist": {48009, 1, 48002}, "user/list_id": {1, 48002, 48002},
		tagList: {48002, 1, 1}, tagAdd: {48002, 1, 1}, tagEdit: {48002, 1, 1}, tagDel: {48002, 1, 1},
		"externalcontact/get_follow_user_list": {48002, 1, 1}, "get_api_domain_ip": {1, 1, 1}, "getcallbackip": {1, 1, 1},
		"externalcontact/check_follow_user": {48002, 48002, 48002}, "media/upload": {1, 1, 1},
		"agent/get": {48002, 1, 48002}, "agent/list": {48002, 1, 48002},
	}
	for _, name := range []string{"add_contact_way", "get_contact_way", "list_contact_way", "update_contact_way", "del_contact_way", "close_temp_chat"} {
		want["externalcontact/"+name] = [3]int{48002, 1, 1}
	}
	for _, name := range []string{"/list_link", "/get", "/create_link", "/update_link", "/delete_link", "/customer", "/statistic", "/get_chat_info", "_quota"} {
		want["externalcontact/customer_acquisition"+name] = [3]int{48002, 1, 48002}
	}
	for _, name := range []string{"add_intercept_rule", "get_intercept_rule_list", "get_intercept_rule", "update_intercept_rule", "del_intercept_rule"} {
		want["externalcontact/"+name] = [3]int{48002, 1, 1}
	}
	for _, name := range []string{"add_product_album", "get_product_album", "get_product_album_list", "update_product_album", "delete_product_album"} {
		want["externalcontact/"+name] = [3]int{48002, 1, 1}
	}
	for _, name := range []string{"add_join_way", "get_join_way", "update_join_way", "del_join_way"} {
		want["externalcontact/groupchat/"+name] = [3]int{48002, 1, 1}
	}
	for _, name := range []string{
		"account/add", "account/del", "account/list", "account/update", "add_contact_way", "servicer/add", "servicer/del", "servicer/list",
		"knowledge/add_group", "knowledge/mod_group", "knowledge/del_group", "knowledge/list_group",
		"knowledge/add_intent", "knowledge/mod_intent", "knowledge/del_intent", "knowledge/list_intent",
	} {
		want["kf/"+name] = [3]int{48002, 1, 48002}
	}
	for _, path := range []string{
		"agent/set", "agent/get_workbench_template", "agent/set_workbench_template", "menu/create", "menu/delete", "menu/get",
		"appchat/create", "appchat/get", "appchat/update",
	} {
		want[path] = [3]int{48002, 1, 48002}
	}
	want["user/getuserid"] = [3]int{1, 1, 48002}
	for _, name := range []string{"create", "update", "delete", "get", "list", "addtagusers", "deltagusers"} {
		want["tag/"+name] = [3]int{1, 1, 48002}
	}
	for _, name := range []string{"add", "edit", "get", "del"} {
		want["externalcontact/group_welcome_template/"+name] = [3]int{48002, 1, 1}
	}
	for _, name := range []string{"get_strategy_tag_list", "add_strategy_tag", "edit_strategy_tag", "del_strategy_tag"} {
		want["externalcontact/"+name] = [3]int{48002, 1, 1}
	}
	for _, name := range []string{"list", "get", "get_range", "create", "edit", "del"} {
		want["externalcontact/customer_strategy/"+name], want["externalcontact/moment_strategy/"+name] = [3]int{48002, 1, 1}, [3]int{48002, 1, 1}
	}
	for _, name := range []string{"add", "list", "edit", "del"} {
		want["oa/meetingroom/"+name] = [3]int{48002, 1, 48002}
	}
	for _, name := range []string{"create", "update", "delete", "get", "search"} {
		want["exmail/group/"+name], want["exmail/publicmail/"+name] = [3]int{48002, 1, 48002}, [3]int{48002, 1, 48002}
	}
	for _, name := range []string{"add", "get", "update", "del"} {
		want["oa/calendar/"+name] = [3]int{48002, 1, 48002}
	}
	want["media/uploadimg"] = [3]int{1, 1, 1}
	for _, name := range []string{"create", "list", "update", "delete"} {
		want["contactrule/"+name] = [3]int{1, 48002, 48002}
	}
	want["media/upload_attachment"] = [3]int{48002, 1, 1}
	secrets := []string{ExampleContactsSecret, ExampleSecret, ExampleCustomerContactSecret}
	for _, e := range Endpoints() {
		codes, ok := want[e.Path]
		if !ok && e.Path != "gettoken" {
			t.Errorf("%s is not in the table", e.Path)
		}
		for i, code := range codes {
			if code == 0 {
				continue
			}
			got := c.do(e.Method, e.Path, url.Values{"access_token": {c.token(secrets[i])}}, `{}`).code()
			if code == 1 && (got == 48002 || got == 48009) || code != 1 && got != code {
				t.Errorf("%s by %s: %d, want %d", e.Path, secrets[i], got, code)
			}
		}
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.AppWriteRefusal60011 = true })
	wantCode(t, c.post(ExampleSecret, "department/create", createBody), 60011)
	if err := c.srv.Console().SetReadOnly(ExampleContactsApp, true); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleContactsSecret, "department/create", createBody), 48002)
	wantCode(t, c.get(ExampleContactsSecret, "department/simplelist"), 0)
	query := url.Values{"access_token": {c.token(ExampleContactsSecret)}, "type": {"image"}}
	wantCode(t, c.do("POST", "media/upload", query, "{}"), 44001) // read mode is about the directory: the upload is looked at
	if err := c.srv.Console().SetDetailsBlocked(ExampleContactsApp, false); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.get(ExampleContactsSecret, "department/list"), 0)
}

func TestVisibleUsersCount(t *testing.T) {
	c := start(t, ExampleCorp())
	if err := c.srv.Console().SetVisibleRange(ExampleSecondApp, []int64{5}, []string{"zhaolei"}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.get(ExampleSecondSecret, "user/get", "userid", "zhaolei"), 0)
	wantCode(t, c.get(ExampleSecondSecret, "user/get", "userid", "wangfang"), 60111)
	wantCode(t, c.get(ExampleSecondSecret, "department/get", "id", "3"), 60011)
	got := c.get(ExampleSecondSecret, "user/get", "userid", "zhaolei")
	equal(t, "nothing else shows", asJSON([]any{got["department"], got["direct_leader"], got["main_department"]}), "[[],[],null]")
}
