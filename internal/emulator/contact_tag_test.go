// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{1, 1, 48002},
	"tag/create", "tag/update", "tag/delete", "tag/get", "tag/list", "tag/addtagusers", "tag/deltagusers")

const (
	tagCreate  = "tag/create"
	tagUpdate  = "tag/update"
	tagDelete  = "tag/delete"
	tagGet     = "tag/get"
	tagAddUser = "tag/addtagusers"
	tagDelUser = "tag/deltagusers"
	tagListAll = "tag/list"
)

func (c *caller) addContactTag(secret, name string) int64 {
	c.t.Helper()
	r := c.post(secret, tagCreate, fmt.Sprintf(`{"tagname":%q}`, name))
	wantCode(c.t, r, 0)
	equal(c.t, "errmsg", r.msg(), "created")
	return int64(r["tagid"].(float64))
}

func TestContactTags_life(t *testing.T) {
	c := start(t, ExampleCorp())
	equal(t, "first id", c.addContactTag(ExampleSecret, "UI"), int64(1))
	r := c.post(ExampleSecret, tagCreate, `{"tagname":"值班","tagid":12}`)
	equal(t, "chosen id", r["tagid"], any(12.0))
	equal(t, "next id", c.addContactTag(ExampleContactsSecret, "同步"), int64(13))
	equal(t, "rename", c.post(ExampleSecret, tagUpdate, `{"tagid":12,"tagname":"备勤"}`).msg(), "updated")
	equal(t, "add", asJSON(c.post(ExampleSecret, tagAddUser, `{"tagid":12,"userlist":["liuyang","ZhaoLei"],"partylist":[4]}`)), `{"errcode":0,"errmsg":"ok"}`)
	equal(t, "get", asJSON(c.get(ExampleSecret, tagGet, "tagid", "12")),
		`{"errcode":0,"errmsg":"ok","partylist":[4],"tagname":"备勤","userlist":[{"name":"刘洋","userid":"liuyang"},{"name":"赵磊","userid":"zhaolei"}]}`)
	// Of another range the members are missing without any hint.
	equal(t, "get by another app", asJSON(c.get(ExampleSecondSecret, tagGet, "tagid", "12")), `{"errcode":0,"errmsg":"ok","partylist":[4],"tagname":"备勤","userlist":[]}`)
	equal(t, "partly invalid", asJSON(c.post(ExampleSecret, tagAddUser, `{"tagid":12,"userlist":["usr1","sunli","usr2"],"partylist":[99]}`)),
		`{"errcode":0,"errmsg":"ok","invalidlist":"usr1|usr2","invalidparty":[99]}`)
	r = c.post(ExampleSecret, tagAddUser, `{"tagid":12,"userlist":["usr1"]}`)
	wantCode(t, r, 40070)
	r = c.post(ExampleSecret, tagDelUser, `{"tagid":12,"userlist":["usr1"]}`)
	wantCode(t, r, 40031)
	equal(t, "del", c.post(ExampleSecret, tagDelUser, `{"tagid":12,"userlist":["SUNLI"],"partylist":[4]}`).msg(), "deleted")
	equal(t, "list", len(c.get(ExampleSecondSecret, tagListAll).list("taglist")), 3)
	// Who leaves drops out.
	if err := c.srv.Console().DeleteMember("zhaolei"); err != nil {
		t.Fatal(err)
	}
	equal(t, "members", len(c.get(ExampleContactsSecret, tagGet, "tagid", "12").list("userlist")), 1)
	equal(t, "delete", c.get(ExampleSecret, tagDelete, "tagid", "12").msg(), "deleted")
	wantCode(t, c.get(ExampleSecret, tagGet, "tagid", "12"), 40068)
	wantCode(t, c.get(ExampleSecret, tagDelete, "tagid", "12"), 40068)
	// That of the largest comes again once it is deleted.
	wantCode(t, c.get(ExampleContactsSecret, tagDelete, "tagid", "13"), 0)
	equal(t, "the id again", c.addContactTag(ExampleSecret, "新"), int64(2))
	c.noViolations()
}

func TestContactTags_refused(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{ContactTags: 3, TagNodes: 3}))
	id := c.addContactTag(ExampleSecret, "UI")
	consoles, err := c.srv.Console().AddContactTag(ContactTag{Name: "高管", Users: []string{"chenxing"}})
	if err != nil {
		t.Fatal(err)
	}
	body := func(of int64, rest string) string { return fmt.Sprintf(`{"tagid":%d,%s}`, of, rest) }
	many := strings.TrimSuffix(strings.Repeat(`"liuyang",`, 1001), ",")
	for _, c1 := range []struct {
		secret, path, body string
		code               int
	}{
		{ExampleSecret, tagCreate, `{}`, 41018},
		{ExampleSecret, tagCreate, `{"tagname":""}`, 40072},
		{ExampleSecret, tagCreate, `{"tagname":"` + strings.Repeat("长", 33) + `"}`, 40072},
		{ExampleSecret, tagCreate, `{"tagname":"UI"}`, 40071},
		{ExampleSecret, tagCreate, `{"tagname":"x","tagid":1}`, 40068},
		{ExampleSecret, tagCreate, `{"tagname":"x","tagid":0}`, 40068},
		{ExampleSecret, tagUpdate, body(id, `"tagname":"高管"`), 40071},
		{ExampleSecret, tagUpdate, `{"tagname":"x"}`, 41017},
		{ExampleSecret, tagUpdate, body(id, `"x":1`), 41018},
		{ExampleSecret, tagUpdate, body(99, `"tagname":"x"`), 40068},
		{ExampleSecret, tagUpdate, body(consoles, `"tagname":"x"`), 81011},
		{ExampleSecondSecret, tagUpdate, body(id, `"tagname":"x"`), 81011},
		{ExampleContactsSecret, tagUpdate, body(id, `"tagname":"x"`), 81011},
		{ExampleContactsSecret, tagUpdate, body(consoles, `"tagname":"高管们"`), 0},
		{ExampleSecondSecret, tagAddUser, body(id, `"userlist":["sunli"]`), 81011},
		{ExampleSecret, tagAddUser, body(id, `"userlist":[]`), 40035},
		{ExampleSecret, tagAddUser, body(id, `"userlist":"liuyang"`), 40035},
		{ExampleSecret, tagAddUser, body(id, `"userlist":["liuyang"],"partylist":"4"`), 40035},
		{ExampleSecret, tagAddUser, body(id, `"partylist":["4"]`), 0}, // what SDKs send
		{ExampleSecret, tagDelUser, body(id, `"partylist":4`), 40035},
		{ExampleSecret, tagDelUser, body(id, `"partylist":[4]`), 0},
		{ExampleSecret, tagAddUser, body(id, `"userlist":[`+many+`]`), 40035},
		{ExampleSecret, tagAddUser, body(id, `"userlist":["liuyang","sunli","zhoujie","zhaolei"]`), 81003},
	} {
		if r := c.post(c1.secret, c1.path, c1.body); r.code() != c1.code {
			t.Errorf("%s %s by %s: %v, want %d", c1.path, c1.body[:min(80, len(c1.body))], c1.secret, r, c1.code)
		}
	}
	wantCode(t, c.get(ExampleSecondSecret, tagDelete, "tagid", fmt.Sprint(id)), 81011)
	wantCode(t, c.get(ExampleSecret, tagDelete), 41017)
	c.addContactTag(ExampleSecret, "第三")
	wantCode(t, c.post(ExampleSecret, tagCreate, `{"tagname":"第四"}`), 40126)
}

func TestContactTags_readings(t *testing.T) {
	for name, c1 := range map[string]struct {
		set  func(*Switches)
		call func(c *caller) reply
		want string
	}{
		"taken":         {func(s *Switches) { s.ContactTagTaken40071 = true }, func(c *caller) reply { return c.post(ExampleSecret, tagCreate, `{"tagname":"x","tagid":1}`) }, "40071"},
		"full":          {func(s *Switches) { s.ContactTagsFull40058 = true }, func(c *caller) reply { return c.post(ExampleSecret, tagCreate, `{"tagname":"x"}`) }, "40058"},
		"foreign":       {func(s *Switches) { s.ForeignContactTag60011 = true }, func(c *caller) reply { return c.post(ExampleSecondSecret, tagUpdate, `{"tagid":1,"tagname":"x"}`) }, "60011"},
		"case":          {func(s *Switches) { s.ContactTagNamesIgnoreCase = true }, func(c *caller) reply { return c.post(ExampleSecret, tagCreate, `{"tagname":"ui"}`) }, "40071"},
		"zero":          {func(s *Switches) { s.ContactTagZeroIgnored, s.ContactTagsFull40058 = true, true }, func(c *caller) reply { return c.post(ExampleSecret, tagCreate, `{"tagname":"x","tagid":0}`) }, "40058"},
		"there already": {func(s *Switches) { s.ContactTagNoopInvalid = true }, func(c *caller) reply { return c.post(ExampleSecret, tagAddUser, `{"tagid":1,"userlist":["liuyang"]}`) }, "40070"},
		"not there":     {func(s *Switches) { s.ContactTagNoopInvalid = true }, func(c *caller) reply { return c.post(ExampleSecret, tagDelUser, `{"tagid":1,"userlist":["sunli"]}`) }, "40031"},
		"not empty":     {func(s *Switches) { s.ContactTagMustBeEmpty = true }, func(c *caller) reply { return c.get(ExampleSecret, tagDelete, "tagid", "1") }, "40058"},
		"names": {func(s *Switches) { s.ContactTagNamesWithheld = true }, func(c *caller) reply { return c.get(ExampleContactsSecret, tagGet, "tagid", "1") },
			`{"errcode":0,"errmsg":"ok","partylist":[],"tagname":"","userlist":[{"userid":"liuyang"}]}`},
		"array": {func(s *Switches) { s.ContactTagInvalidArray = true }, func(c *caller) reply {
			return c.post(ExampleSecret, tagAddUser, `{"tagid":1,"userlist":["liuyang","usr"]}`)
		},
			`{"errcode":0,"errmsg":"ok","invalidlist":["usr"]}`},
		"too many": {func(s *Switches) { s.ContactTagTooMany81014 = true }, func(c *caller) reply {
			return c.post(ExampleSecret, tagAddUser, `{"tagid":1,"userlist":[`+strings.TrimSuffix(strings.Repeat(`"liuyang",`, 1001), ",")+`]}`)
		}, "81014"},
	} {
		t.Run(name, func(t *testing.T) {
			corp := ExampleCorp()
			corp.ContactTags = []ContactTag{{ID: 1, Name: "UI", Users: []string{"liuyang"}, Owner: ExampleApp}}
			c := start(t, corp, WithLimits(Limits{ContactTags: 1}))
			c.srv.SetSwitches(c1.set)
			r := c1.call(c)
			if got := fmt.Sprint(r.code()); got != c1.want && asJSON(r) != c1.want {
				t.Errorf("%s, want %s", asJSON(r), c1.want)
			}
		})
	}
	corp := ExampleCorp()
	c := start(t, corp, WithSwitches(Switches{ContactTagSwitches: ContactTagSwitches{ContactTagIDsUsedOnce: true}}))
	wantCode(t, c.get(ExampleSecret, tagDelete, "tagid", fmt.Sprint(c.addContactTag(ExampleSecret, "a"))), 0)
	equal(t, "another id", c.addContactTag(ExampleSecret, "a"), int64(2))
}
