// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// at is an address of the corp.
func at(local string) string { return local + "@mail.example.cn" }

// withMail adds a mail domain, members with mailboxes under it, a tag, and a group and a mailbox of the console.
func withMail(c *emulator.Corp) {
	threeDepartments(c)
	c.MailDomains = []string{"mail.example.cn"}
	for i := 1; i <= 3; i++ {
		c.Members = append(c.Members, emulator.Member{UserID: fmt.Sprint("ops", i), Name: fmt.Sprint("运维", i), BizMail: at(fmt.Sprint("ops", i))})
	}
	c.ContactTags = append(c.ContactTags, emulator.ContactTag{ID: 8, Name: "邮件一"}, emulator.ContactTag{ID: 9, Name: "邮件二"})
	c.MailGroups = append(c.MailGroups, emulator.MailGroup{ID: at("all"), Name: "全员", Departments: []int64{1}})
	c.PublicMailboxes = append(c.PublicMailboxes, emulator.PublicMailbox{ID: 7, Email: at("hotline"), Name: "热线", Departments: []int64{1}})
}

func mailGroupEdit(change func(*emulator.MailGroup)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateMailGroup(id, change) }
}

// mailGroupTo is an update of the minimal group; members are its lists.
func mailGroupTo(name, members, allow string) string {
	return fmt.Sprintf(`group/update {"groupid":"{id}","groupname":%q,%s,"allow_type":%s}`, name, members, allow)
}

const mailOne = `"email_list":{"list":["ops1@mail.example.cn"]}`

// sendersAs are senders as the state has them.
func sendersAs(scope string, over Values) Values {
	out := Values{"scope": scope, "emails": []string{}, "department_ids": []int64{}, "tag_ids": []int64{}}
	for name, v := range over {
		out[name] = v
	}
	return out
}

var _ = add(Specimen{
	Type: "wecom_mail_group",
	Corp: withMail,
	Defaults: Values{"emails": []string{}, "department_ids": []int64{}, "tag_ids": []int64{}, "group_ids": []string{}, "senders": sendersAs("corp", nil),
		"deletion_protection": false},
	Minimal: Object{
		Values: Values{"id": at("ops"), "name": "运维", "emails": []string{at("ops1")}},
		Sends:  []string{`group/create {"groupid":"ops@mail.example.cn","groupname":"运维",` + mailOne + `,"allow_type":0}`},
		Calls:  map[string]int{"get": 1, "create": 1, "search": 1},
	},
	Maximal: Object{
		Values: Values{"id": at("Ops.All"), "name": strings.Repeat("运", 66) + "&1", "emails": []string{at("ops2"), at("ops1")}, "department_ids": []int64{3, 2}, "tag_ids": []int64{9, 8},
			"group_ids": []string{at("all")}, "senders": Values{"scope": "listed", "emails": []string{at("ops3")}, "department_ids": []int64{4}, "tag_ids": []int64{8}}, "deletion_protection": false},
		Sends: []string{`group/create {"groupid":"Ops.All@mail.example.cn","groupname":"` + strings.Repeat("运", 66) + `&1",` +
			`"email_list":{"list":["ops1@mail.example.cn","ops2@mail.example.cn"]},"department_list":{"list":[2,3]},"tag_list":{"list":[8,9]},"group_list":{"list":["all@mail.example.cn"]},` +
			`"allow_type":3,"allow_emaillist":{"list":["ops3@mail.example.cn"]},"allow_departmentlist":{"list":[4]},"allow_taglist":{"list":[8]}}`},
	},
	Big: &Big{Of: func(n int) Values {
		var all []string
		for _, id := range manyUsers(n) {
			all = append(all, at(id))
		}
		return Values{"emails": all}
	}, Less: mailGroupEdit(func(g *emulator.MailGroup) { g.Emails = g.Emails[1:] })},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "值守 & <1>"}, Sends: []string{mailGroupTo("值守 & <1>", mailOne, "0")}, Calls: map[string]int{"update": 1, "get": 1}},
		{Name: "emails", To: Values{"emails": []string{at("ops2"), at("ops3")}}, Calls: map[string]int{"update": 1, "get": 1},
			Sends: []string{mailGroupTo("运维", `"email_list":{"list":["ops2@mail.example.cn","ops3@mail.example.cn"]}`, "0")}},
		{Name: "department_ids", To: Values{"department_ids": []int64{2}}, Sends: []string{mailGroupTo("运维", mailOne+`,"department_list":{"list":[2]}`, "0")}},
		{Name: "tag_ids", To: Values{"tag_ids": []int64{8}}, Sends: []string{mailGroupTo("运维", mailOne+`,"tag_list":{"list":[8]}`, "0")}},
		{Name: "group_ids", To: Values{"group_ids": []string{at("all")}}, Sends: []string{mailGroupTo("运维", mailOne+`,"group_list":{"list":["all@mail.example.cn"]}`, "0")}},
		// What was there may be there still, so that a list without elements is sent, and looked at.
		{Name: "a department instead of addresses", To: Values{"emails": []string{}, "department_ids": []int64{2}}, Calls: map[string]int{"update": 1, "get": 2},
			Sends: []string{mailGroupTo("运维", `"email_list":{"list":[]},"department_list":{"list":[2]}`, "0")}},
		{Name: "senders", To: Values{"senders": Values{"scope": "anyone"}}, State: Values{"senders": sendersAs("anyone", nil)}, Sends: []string{mailGroupTo("运维", mailOne, "1")}},
		{Name: "senders of a list", To: Values{"senders": Values{"scope": "listed", "emails": []string{at("ops2")}}}, Calls: map[string]int{"update": 1, "get": 2},
			State: Values{"senders": sendersAs("listed", Values{"emails": []string{at("ops2")}})},
			Sends: []string{mailGroupTo("运维", mailOne, `3,"allow_emaillist":{"list":["ops2@mail.example.cn"]},"allow_departmentlist":{"list":[]},"allow_taglist":{"list":[]}`)}},
		{Name: "from a list to the members", From: Values{"senders": Values{"scope": "listed", "tag_ids": []int64{8}}}, To: Values{"senders": Values{"scope": "members"}},
			State: Values{"senders": sendersAs("members", nil)}, Sends: []string{mailGroupTo("运维", mailOne, "2")}},
		{Name: "id", To: Values{"id": at("oncall")}, Replaced: true, Warns: `Replacing mail group "运维" (ops@mail.example.cn) destroys its address. WeCom cannot change ` + "`id`" + ` of an existing mail group.`,
			Sends: []string{`group/delete {"groupid":"ops@mail.example.cn"}`, `group/create {"groupid":"oncall@mail.example.cn","groupname":"运维",` + mailOne + `,"allow_type":0}`}},
		{Name: "case of addresses", To: Values{"id": at("OPS"), "emails": []string{at("OPS1")}}, State: Values{"id": at("ops"), "emails": []string{at("ops1")}}, Silent: true},
	},
	Unset: []Unset{
		{Name: "everything but the addresses", Remove: []string{"department_ids", "tag_ids", "group_ids", "senders"},
			From:  Values{"department_ids": []int64{2}, "tag_ids": []int64{8}, "group_ids": []string{at("all")}, "senders": Values{"scope": "listed", "department_ids": []int64{3}}},
			Sends: []string{mailGroupTo("运维", mailOne+`,"department_list":{"list":[]},"tag_list":{"list":[]},"group_list":{"list":[]}`, "0")}},
		{Name: "senders alone", Remove: []string{"senders"}, From: Values{"senders": Values{"scope": "members"}}, Sends: []string{mailGroupTo("运维", mailOne, "0")}},
		{Name: "addresses that WeCom keeps", Remove: []string{"emails"}, From: Values{"department_ids": []int64{2}}, Switches: func(s *emulator.Switches) { s.MailEmptyKept = true },
			Refused: "WeCom accepted the empty list and kept whom it held: they still get the mail."},
	},
	Drift: []Drift{
		{Name: "several", Edit: mailGroupEdit(func(g *emulator.MailGroup) { g.Name, g.Emails, g.AllowTags = "改", []string{at("ops3")}, nil }), Sends: []string{"group/update"}},
		{Name: "a member more", Of: Values{"emails": []string{at("ops1")}}, Edit: mailGroupEdit(func(g *emulator.MailGroup) { g.Emails = append(g.Emails, at("ops2")) }), Sends: []string{"group/update"}},
		{Name: "other departments, tags and groups", Edit: mailGroupEdit(func(g *emulator.MailGroup) { g.Departments, g.Tags, g.Groups = []int64{4}, nil, nil }), Sends: []string{"group/update"}},
		{Name: "anybody may send", Edit: mailGroupEdit(func(g *emulator.MailGroup) {
			g.AllowType, g.AllowEmails, g.AllowDepartments, g.AllowTags = emulator.MailAllowAnybody, nil, nil, nil
		}), Sends: []string{"group/update"}},
	},
	Invalid: []Invalid{
		{"no address", Values{"id": "ops"}, "id is no mail address: it has 0 times the sign @ instead of once.", "id"},
		{"empty address", Values{"id": ""}, "id is no mail address: it is empty.", "id"},
		{"domain without a dot", Values{"id": "ops@mail"}, `"mail" is no domain`, "id"},
		{"Chinese in the address", Values{"id": "运维@mail.example.cn"}, `id is no mail address: it contains "运".`, "id"},
		{"empty name", Values{"name": ""}, "name is empty; it needs at least one character", "name"},
		{"name of 201 bytes", Values{"name": strings.Repeat("长", 67)}, "name has 201 bytes; WeCom allows 200", "name"},
		{"no members", Values{"emails": nil}, "None of emails, department_ids, tag_ids and group_ids names anybody", "emails"},
		{"no members, written", Values{"emails": []string{}, "department_ids": []int64{}}, "names anybody; a mail group has at least one member", "emails"},
		{"member that is no address", Values{"emails": []string{"zhangsan"}}, `emails: "zhangsan" is no mail address: it has 0 times the sign @`, "emails"},
		{"two addresses in one", Values{"emails": []string{at("ops1") + ";" + at("ops2")}}, "Several addresses are several elements of a set.", "emails"},
		{"one address twice", Values{"emails": []string{at("ops1"), at("OPS1")}}, `emails names "OPS1@mail.example.cn" and "ops1@mail.example.cn", which are one address`, "emails"},
		{"null address", Values{"emails": []any{at("ops1"), nil}}, "emails holds a null", "emails"},
		{"group in itself", Values{"group_ids": []string{at("OPS")}}, `group_ids has "OPS@mail.example.cn", which is the address of this very group`, "group_ids"},
		{"group that is no address", Values{"group_ids": []string{"全员"}}, `group_ids: "全员" is no mail address`, "group_ids"},
		{"department 0", Values{"department_ids": []int64{0}}, "each number must be 1 to 4294967295", "department_ids"},
		{"tag 0", Values{"tag_ids": []int64{0}}, "tag_ids has 0; each number must be 1", "tag_ids"},
		{"unknown scope", Values{"senders": Values{"scope": "nobody"}}, `senders.scope is "nobody"; it must be "corp", "anyone", "members" or "listed"`, "senders"},
		{"no scope", Values{"senders": Values{}}, `attribute "scope" is required`, ""},
		{"list beside anyone", Values{"senders": Values{"scope": "anyone", "emails": []string{at("ops1")}}},
			`senders.emails names senders, but senders.scope is "anyone": only "listed" has lists.`, "senders"},
		{"departments beside corp", Values{"senders": Values{"scope": "corp", "department_ids": []int64{2}}}, `senders.department_ids names senders, but senders.scope is "corp"`, "senders"},
		{"nobody listed", Values{"senders": Values{"scope": "listed", "emails": []string{}}}, `senders.scope is "listed", but none of senders.emails, senders.department_ids and senders.tag_ids`, "senders"},
		{"sender twice", Values{"senders": Values{"scope": "listed", "emails": []string{at("ops1"), at("Ops1")}}}, "which are one address", "senders"},
		{"sender that is no address", Values{"senders": Values{"scope": "listed", "emails": []string{"ops"}}}, `"ops" is no mail address`, "senders"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].Mail = false }, Says: []string{"errcode 48002", "协作 → 邮件 → 可调用接口的应用"}},
		{Name: "another domain", Values: Values{"id": "ops@example.com"}, Says: []string{"ops@example.com is no address that a mail group of this corp can have: the part behind the @ must be a mail domain of the corp", "errcode 680001"}},
		{Name: "another domain, beside what tells", Values: Values{"id": "ops@example.com"}, Corp: func(c *emulator.Corp) {
			c.MailGroups = append(c.MailGroups, emulator.MailGroup{ID: at("own"), Name: "自", Departments: []int64{2}, Owner: acctest.AppName})
		}, Says: []string{"Mail groups and public mailboxes of this app are under mail.example.cn."}},
		{Name: "address of nobody", Values: Values{"emails": []string{"x@example.com"}}, Says: []string{"it means x@example.com, the only address in emails: no member of the corp has it", "errcode 680003"}},
		{Name: "address of nobody among others", Values: Values{"emails": []string{"x@example.com", at("ops1")}}, Says: []string{"it means one of the addresses in emails, ops1@mail.example.cn, x@example.com, and does not say which"}},
		{Name: "sender of nobody", Values: Values{"senders": Values{"scope": "listed", "emails": []string{"x@example.com"}}}, Says: []string{"the only address in senders.emails", "errcode 680007"}},
		{Name: "group of nobody", Values: Values{"group_ids": []string{at("none")}}, Says: []string{"one of group_ids, none@mail.example.cn, is the address of no mail group", "errcode 680004"}},
		{Name: "department of nobody", Values: Values{"department_ids": []int64{99}}, Says: []string{"Remove it from department_ids."}},
		{Name: "tag of nobody", Values: Values{"tag_ids": []int64{99}}, Says: []string{"Remove it from tag_ids."}},
		{Name: "address of a member", Values: Values{"id": at("ops2")}, Says: []string{"A member or public mailbox of the corp has the address", "errcode 680010"}},
		{Name: "address of another app's group", Values: Values{"id": at("ALL")}, Says: []string{"Another mail group (邮件群组) has the address", "errcode 680011"}},
		{Name: "address of a group of this app", Values: Values{"id": at("Own")}, Corp: func(c *emulator.Corp) {
			c.MailGroups = append(c.MailGroups, emulator.MailGroup{ID: at("own"), Name: "自", Departments: []int64{2}, Owner: acctest.AppName})
		}, Says: []string{"a mail group of this app has the address Own@mail.example.cn already", "terraform import <address> Own@mail.example.cn"}},
		{Name: "name of another app's group", Values: Values{"name": "全员"}, Says: []string{"or another group has it", "errcode 680002"}},
		{Name: "name of a group of this app", Values: Values{"name": "自"}, Corp: func(c *emulator.Corp) {
			c.MailGroups = append(c.MailGroups, emulator.MailGroup{ID: at("own"), Name: "自", Departments: []int64{2}, Owner: acctest.AppName})
		}, Says: []string{`mail group named "自" exists already (id own@mail.example.cn)`}},
	},
	Partial: []Partial{
		{Name: "an update that is refused", From: Values{}, To: Values{"name": "二"}, Says: "errcode 680003", Faults: []emulator.Fault{{Path: "group/update", Kind: emulator.FaultError, Code: 680003}},
			Sends: []string{"group/update"}, Finishes: []string{mailGroupTo("二", mailOne, "0")}},
	},
	WrongIDs: map[string]string{blank + at("ops"): "A mail group is imported by its address", at("nobody"): "There is no mail group (邮件群组) of this address, or another app made it."},
	Loss: Loss{
		Destroy: `Address of mail group "运维" ({id}) will be lost Destroying mail group "运维" ({id}) destroys its address. Mail to {id} comes back to its senders`,
		Foreign: func(s *emulator.Switches) { s.MailForeign = emulator.MailForeign48002 }, Refused: "Another app made the mail group or public mailbox", Page: "应用管理 → 应用 → 自建",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, g := range c.MailGroups {
			if g.Owner == acctest.AppName {
				out[g.ID] = g
			}
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteMailGroup(id) },
	Calls:    Calls{Create: "group/create", Update: "group/update", Delete: "group/delete", Reads: []string{"group/get"}},
	Looks:    []string{"group/get"},
	Families: []string{"mail"},
	Lag:      3, LagUpdates: true,
	Many: func(i int) Values {
		return Values{"id": at(fmt.Sprint("g", i)), "name": fmt.Sprint("群组", i), "emails": []string{at("ops1")}}
	},
	Refresh: func(n int) int { return n + 1 },
	Hostile: acctest.Hostile{ID: at("ops"), Config: `{"id":"ops@mail.example.cn","name":"n","emails":["ops1@mail.example.cn"],"deletion_protection":false}`, Answers: []string{
		hostileMailGroup, `{"errcode":0,"count":"2","groups":[{"groupid":"ops@mail.example.cn","groupname":"n"},{"groupid":"x","groupname":"任何人"}]}` + acctest.AnswerEnd + hostileMailGroup,
		`{"errcode":680012,"errmsg":"x"}` + acctest.AnswerEnd + `{"errcode":0}` + acctest.AnswerEnd + hostileMailGroup,
		`{"errcode":0,"groupid":"other@mail.example.cn","groupname":"n"}`, `{"errcode":0,"groupname":"n","email_list":{},"department_list":{"list":null},"tag_list":[],"allow_type":"3"}`,
		`{"errcode":0,"groupname":"n","email_list":{"list":["A@b","a@b",""]},"allow_type":9}`, `{"errcode":0,"groups":[{"groupname":"n"}]}`, `{"errcode":680011,"errmsg":"x"}`, `<html>`,
	}},
})

const hostileMailGroup = `{"errcode":0,"groupid":"OPS@mail.example.cn","groupname":"n","email_list":{"list":["OPS1@mail.example.cn"]},"department_list":{"list":[2]},` +
	`"tag_list":{"list":[]},"allow_type":3,"allow_taglist":{"list":[8]}}`
