// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 48002},
	"exmail/group/create", "exmail/group/update", "exmail/group/delete", "exmail/group/get", "exmail/group/search", "exmail/publicmail/create", "exmail/publicmail/update", "exmail/publicmail/delete", "exmail/publicmail/get", "exmail/publicmail/search")

const (
	mailCreate = "exmail/group/create"
	mailUpdate = "exmail/group/update"
	mailDelete = "exmail/group/delete"
	mailGet    = "exmail/group/get"
	mailSearch = "exmail/group/search"
	boxCreate  = "exmail/publicmail/create"
	boxUpdate  = "exmail/publicmail/update"
	boxDelete  = "exmail/publicmail/delete"
	boxGet     = "exmail/publicmail/get"
	boxSearch  = "exmail/publicmail/search"

	plainMail = `{"groupid":"Ops@example.wecom.work","groupname":"运维","email_list":{"list":["liuyang@example.wecom.work"]},"department_list":{"list":[3]},"allow_type":0}`
	plainBox  = `{"email":"Service@example.wecom.work","name":"客服","userid_list":{"list":["HuangMin"]}}`
)

func (c *caller) mailGroup() string {
	c.t.Helper()
	return asJSON(c.get(ExampleSecret, mailGet, "groupid", "ops@EXAMPLE.wecom.work"))
}

func TestMailGroups_life(t *testing.T) {
	c := start(t, ExampleCorp())
	equal(t, "create", asJSON(c.post(ExampleSecret, mailCreate, plainMail)), `{"errcode":0,"errmsg":"ok"}`)
	equal(t, "get", c.mailGroup(), `{"allow_type":0,"department_list":{"list":[3]},"email_list":{"list":["liuyang@example.wecom.work"]},"errcode":0,"errmsg":"ok",`+
		`"group_list":{"list":[]},"groupid":"Ops@example.wecom.work","groupname":"运维","tag_list":{"list":[]}}`)
	// What is left out stays, and an empty list clears.
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","email_list":{"list":[]},"allow_type":3,"allow_departmentlist":{"list":[4]}}`), 0)
	equal(t, "updated", c.mailGroup(), `{"allow_departmentlist":{"list":[4]},"allow_emaillist":{"list":[]},"allow_taglist":{"list":[]},"allow_type":3,"department_list":{"list":[3]},`+
		`"email_list":{"list":[]},"errcode":0,"errmsg":"ok","group_list":{"list":[]},"groupid":"Ops@example.wecom.work","groupname":"运维","tag_list":{"list":[]}}`)
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","allow_type":2}`), 0)
	equal(t, "lists of senders", strings.Contains(c.mailGroup(), "allow_departmentlist"), false)
	equal(t, "search", asJSON(c.get(ExampleSecret, mailSearch, "fuzzy", "1", "groupid", "OPS")),
		`{"count":1,"errcode":0,"errmsg":"ok","groups":[{"groupid":"Ops@example.wecom.work","groupname":"运维"}]}`)
	equal(t, "search of something else", asJSON(c.get(ExampleSecret, mailSearch, "fuzzy", "1", "groupid", "zzz")), `{"count":0,"errcode":0,"errmsg":"ok","groups":[]}`)
	for body, code := range map[string]int{
		`{"groupname":"a","email_list":{"list":["liuyang@example.wecom.work"]}}`:                                                                                     40058,
		`{"groupid":"a","groupname":"a","department_list":{"list":[3]}}`:                                                                                             680001,
		`{"groupid":"a@example.com","groupname":"a","department_list":{"list":[3]}}`:                                                                                 680001,
		`{"groupid":"a@example.wecom.work","department_list":{"list":[3]}}`:                                                                                          680002,
		`{"groupid":"a@example.wecom.work","groupname":"运维","department_list":{"list":[3]}}`:                                                                         680002,
		`{"groupid":"a@example.wecom.work","groupname":"a"}`:                                                                                                         680008,
		`{"groupid":"a@example.wecom.work","groupname":"a","email_list":{"list":["a@example.com"]}}`:                                                                 680003,
		`{"groupid":"a@example.wecom.work","groupname":"a","group_list":{"list":["b@example.wecom.work"]}}`:                                                          680004,
		`{"groupid":"a@example.wecom.work","groupname":"a","department_list":{"list":[99]}}`:                                                                         60003,
		`{"groupid":"a@example.wecom.work","groupname":"a","tag_list":{"list":[99]}}`:                                                                                40068,
		`{"groupid":"a@example.wecom.work","groupname":"a","department_list":{"list":[3]},"allow_type":4}`:                                                           680006,
		`{"groupid":"a@example.wecom.work","groupname":"a","department_list":{"list":[3]},"allow_type":3}`:                                                           680007,
		`{"groupid":"a@example.wecom.work","groupname":"a","department_list":{"list":[3]},"allow_type":3,"allow_emaillist":{"list":["a@example.com"]}}`:              680007,
		`{"groupid":"a@example.wecom.work","groupname":"a","department_list":{"list":[3]},"allow_type":1,"allow_emaillist":{"list":["liuyang@example.wecom.work"]}}`: 680006,
		`{"groupid":"OPS@example.wecom.work","groupname":"a","department_list":{"list":[3]}}`:                                                                        680011,
		`{"groupid":"liuyang@example.wecom.work","groupname":"a","department_list":{"list":[3]}}`:                                                                    680010,
	} {
		if got := c.post(ExampleSecret, mailCreate, body).code(); got != code {
			t.Errorf("%s: %d, want %d", body, got, code)
		}
	}
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","group_list":{"list":["ops@example.wecom.work"]}}`), 680004)
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","department_list":{"list":[]}}`), 680008)
	wantCode(t, c.get(ExampleSecret, mailSearch, "fuzzy", "2"), 680015)
	wantCode(t, c.get(ExampleSecondSecret, mailSearch, "fuzzy", "0"), 48002)
	if err := c.srv.Console().SetMail(ExampleSecondApp, true); err != nil {
		t.Fatal(err)
	}
	equal(t, "groups of another app", asJSON(c.get(ExampleSecondSecret, mailSearch, "fuzzy", "0")), `{"count":0,"errcode":0,"errmsg":"ok","groups":[]}`)
	wantCode(t, c.get(ExampleSecondSecret, mailGet, "groupid", "ops@example.wecom.work"), 680012)
	wantCode(t, c.post(ExampleSecondSecret, mailDelete, `{"groupid":"ops@example.wecom.work"}`), 680012)
	// Who leaves drops out, and so does a group that is deleted.
	wantCode(t, c.post(ExampleSecret, mailCreate, `{"groupid":"all@example.wecom.work","groupname":"全","email_list":{"list":["liuyang@example.wecom.work"]},"group_list":{"list":["ops@example.wecom.work"]}}`), 0)
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","group_list":{"list":["all@example.wecom.work"]}}`), 680004)
	if err := c.srv.Console().DeleteMember("liuyang"); err != nil {
		t.Fatal(err)
	}
	equal(t, "delete", c.post(ExampleSecret, mailDelete, `{"groupid":"ops@example.wecom.work"}`).msg(), "ok")
	left := asJSON(c.get(ExampleSecret, mailGet, "groupid", "all@example.wecom.work"))
	equal(t, "left "+left, strings.Contains(left, `"email_list":{"list":[]}`) && strings.Contains(left, `"group_list":{"list":[]}`), true)
	wantCode(t, c.get(ExampleSecret, mailGet, "groupid", "ops@example.wecom.work"), 680012)
	c.noViolations()
}

func TestMailGroups_readings(t *testing.T) {
	c := start(t, ExampleCorp())
	wantCode(t, c.post(ExampleSecret, mailCreate, plainMail), 0)
	reads := func(want string, set func(*Switches)) {
		t.Helper()
		c.srv.SetSwitches(set)
		if got := c.mailGroup(); !strings.Contains(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
		c.srv.SetSwitches(func(sw *Switches) { sw.MailSwitches = MailSwitches{} })
	}
	reads(`"tag_list":{}`, func(sw *Switches) { sw.MailEmptyList = MailListBare })
	reads(`"email_list":{"list":["liuyang@example.wecom.work"]},"errcode":0,"errmsg":"ok","groupid"`, func(sw *Switches) { sw.MailEmptyList = EmptyAbsent })
	reads(`"allow_emaillist":{"list":[]}`, func(sw *Switches) { sw.MailAllowShown = true })
	reads(`"groupid":"ops@example.wecom.work"`, func(sw *Switches) { sw.MailLowerCase = true })
	c.srv.SetSwitches(func(sw *Switches) { sw.MailAllowKept = true })
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","allow_type":3,"allow_departmentlist":{"list":[4]}}`), 0)
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","allow_type":1}`), 0)
	reads(`"allow_departmentlist":{"list":[4]},"allow_type":1`, func(sw *Switches) { sw.MailAllowKept = true })
	c.srv.SetSwitches(func(sw *Switches) { sw.MailOmittedCleared = true })
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","email_list":{"list":["liuyang@example.wecom.work"]}}`), 0)
	reads(`"department_list":{"list":[]}`, func(*Switches) {})
	c.srv.SetSwitches(func(sw *Switches) { sw.MailEmptyKept = true })
	wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","email_list":{"list":[]},"department_list":{"list":[3]}}`), 0)
	reads(`"email_list":{"list":["liuyang@example.wecom.work"]}`, func(*Switches) {})
	c.srv.SetSwitches(func(sw *Switches) { sw.MailCountText, sw.MailSystemGroups = true, true })
	equal(t, "search", asJSON(c.get(ExampleSecret, mailSearch, "fuzzy", "0")), `{"count":"3","errcode":0,"errmsg":"ok","groups":[{"groupid":"Ops@example.wecom.work","groupname":"运维"},`+
		`{"groupid":"anyone@example.wecom.work","groupname":"任何人"},{"groupid":"members@example.wecom.work","groupname":"组内成员"}]}`)
	if err := c.srv.Console().SetMail(ExampleSecondApp, true); err != nil {
		t.Fatal(err)
	}
	for reading, code := range map[string]int{MailForeign48002: 48002, MailForeign2400005: 2400005} {
		c.srv.SetSwitches(func(sw *Switches) { sw.MailForeign = reading })
		wantCode(t, c.get(ExampleSecondSecret, mailGet, "groupid", "ops@example.wecom.work"), code)
	}
	for reading, code := range map[string]int{MailAllow40058: 40058, MailAllowIgnored: 0} {
		c.srv.SetSwitches(func(sw *Switches) { sw.MailAllowLists = reading })
		wantCode(t, c.post(ExampleSecret, mailUpdate, `{"groupid":"ops@example.wecom.work","allow_type":1,"allow_taglist":{"list":[]}}`), code)
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.MailAllowDefault1 = true })
	wantCode(t, c.post(ExampleSecret, mailCreate, `{"groupid":"b@example.wecom.work","groupname":"b","department_list":{"list":[3]}}`), 0)
	equal(t, "allow_type", c.get(ExampleSecret, mailGet, "groupid", "b@example.wecom.work")["allow_type"], any(1.0))
	c.noViolations()
}

func TestPublicMailboxes_life(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.post(ExampleSecret, boxCreate, plainBox)["id"]
	equal(t, "id", id, any(30.0))
	equal(t, "get", asJSON(c.post(ExampleSecret, boxGet, `{"id_list":[30,31]}`)), `{"errcode":0,"errmsg":"ok","list":[{"alias_list":{"list":[]},"department_list":{"list":[]},`+
		`"email":"Service@example.wecom.work","id":30,"name":"客服","tag_list":{"list":[]},"userid_list":{"list":["huangmin"]}}]}`)
	wantCode(t, c.post(ExampleSecret, boxUpdate, `{"id":30,"alias_list":{"list":["help@example.wecom.work"]},"department_list":{"list":[5]},"userid_list":{"list":[]}}`), 0)
	equal(t, "search by name", asJSON(c.get(ExampleSecret, boxSearch, "fuzzy", "1", "email", "客")), `{"errcode":0,"errmsg":"ok","list":[{"email":"Service@example.wecom.work","id":30,"name":"客服"}]}`)
	for body, code := range map[string]int{
		`{"email":"a","name":"a","userid_list":{"list":["huangmin"]}}`:                                                  680032,
		`{"email":"a@example.com","name":"a","userid_list":{"list":["huangmin"]}}`:                                      680032,
		`{"email":"a@example.wecom.work","name":"","userid_list":{"list":["huangmin"]}}`:                                680034,
		`{"email":"a@example.wecom.work","name":"` + strings.Repeat("长", 33) + `","userid_list":{"list":["huangmin"]}}`: 680034,
		`{"email":"a@example.wecom.work","name":"客服","userid_list":{"list":["huangmin"]}}`:                              680040,
		`{"email":"a@example.wecom.work","name":"a"}`:                                                                   680008,
		`{"email":"HELP@example.wecom.work","name":"a","userid_list":{"list":["huangmin"]}}`:                            680033,
		`{"email":"liuyang@example.wecom.work","name":"a","userid_list":{"list":["huangmin"]}}`:                         680033,
		`{"email":"a@example.wecom.work","name":"a","userid_list":{"list":["nobody"]}}`:                                 60111,
	} {
		if got := c.post(ExampleSecret, boxCreate, body).code(); got != code {
			t.Errorf("%s: %d, want %d", body, got, code)
		}
	}
	for body, code := range map[string]int{
		`{"id":30,"alias_list":{"list":["a1@example.wecom.work","a2@example.wecom.work","a3@example.wecom.work","a4@example.wecom.work","a5@example.wecom.work","a6@example.wecom.work"]}}`: 680049,
		`{"id":30,"alias_list":{"list":["liuyang@example.wecom.work"]}}`: 680048, `{"id":30,"alias_list":{"list":["a@example.com"]}}`: 680047,
		`{"id":30,"department_list":{"list":[]}}`: 680008, `{"id":31,"name":"a"}`: 680035, `{"name":"a"}`: 680036,
	} {
		if got := c.post(ExampleSecret, boxUpdate, body).code(); got != code {
			t.Errorf("%s: %d, want %d", body, got, code)
		}
	}
	wantCode(t, c.post(ExampleSecret, mailCreate, `{"groupid":"help@example.wecom.work","groupname":"a","department_list":{"list":[3]}}`), 680010)
	wantCode(t, c.post(ExampleSecret, boxGet, `{"id_list":[]}`), 680036)
	c.srv.SetSwitches(func(sw *Switches) { sw.MailboxUnknown680035 = true })
	wantCode(t, c.post(ExampleSecret, boxGet, `{"id_list":[30,31]}`), 680035)
	wantCode(t, c.post(ExampleSecret, boxUpdate, `{"id":30,"alias_list":{}}`), 0)
	wantCode(t, c.post(ExampleSecret, boxDelete, fmt.Sprintf(`{"id":%v}`, id)), 0)
	wantCode(t, c.post(ExampleSecret, boxDelete, `{"id":30}`), 680035)
	c.noViolations()
	// A password is nothing that a careful caller asks for.
	wantCode(t, c.post(ExampleSecret, boxCreate, strings.Replace(plainBox, `{"email"`, `{"create_auth_code":1,"email"`, 1)), 0)
	if got := c.srv.Violations(); len(got) != 1 || !strings.Contains(fmt.Sprint(got[0]), "create_auth_code") {
		t.Errorf("violations: %v", got)
	}
}

var _ = serves(func(s serving) {
	s.call("add mail group", mailCreate, plainMail)
	s.call("update mail group", mailUpdate, `{"groupid":"Ops@example.wecom.work","groupname":"值守","email_list":{"list":["wangfang@example.wecom.work"]},"allow_type":2}`)
	s.shows("mail group", "值守", func() any {
		wantCode(s.t, s.get(ExampleSecret, mailSearch, "fuzzy", "0"), 0)
		return s.get(ExampleSecret, mailGet, "groupid", "ops@example.wecom.work")["groupname"]
	})
	s.call("delete", mailDelete, `{"groupid":"ops@example.wecom.work"}`)
})

var _ = serves(func(s serving) {
	box := s.call("add mailbox", boxCreate, plainBox)["id"]
	s.call("update mailbox", boxUpdate, fmt.Sprintf(`{"id":%v,"name":"售后","userid_list":{"list":["wangfang"]},"alias_list":{"list":["help@example.wecom.work"]}}`, box))
	for range 4 { // reads may lag by three
		wantCode(s.t, s.get(ExampleSecret, boxSearch, "fuzzy", "0"), 0)
		s.post(ExampleSecret, boxGet, fmt.Sprintf(`{"id_list":[%v]}`, box))
	}
	equal(s.t, s.reading+": mailbox", s.post(ExampleSecret, boxGet, fmt.Sprintf(`{"id_list":[%v]}`, box)).list("list")[0]["name"], any("售后"))
	s.call("delete", boxDelete, fmt.Sprintf(`{"id":%v}`, box))
})
