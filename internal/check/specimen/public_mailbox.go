// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func mailboxEdit(change func(*emulator.PublicMailbox)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().UpdatePublicMailbox(n, change)
	}
}

// mailboxTo is an update of the minimal mailbox; lists are who uses it, and its aliases.
func mailboxTo(name, lists string) string {
	return fmt.Sprintf(`publicmail/update {"id":{id},"name":%q,%s}`, name, lists)
}

const mailboxUser = `"userid_list":{"list":["ops1"]}`

// taken refuses an alias twice: once it may have been given up meanwhile, and is tried again.
var taken = []emulator.Fault{
	{Path: "publicmail/update", Kind: emulator.FaultError, Code: 680048},
	{Path: "publicmail/update", Kind: emulator.FaultError, Code: 680048},
}

// ownMailbox adds a mailbox of the app.
func ownMailbox(c *emulator.Corp) {
	c.PublicMailboxes = append(c.PublicMailboxes, emulator.PublicMailbox{ID: 8, Email: at("own"), Name: "自", Departments: []int64{2}, Owner: acctest.AppName})
}

var _ = add(Specimen{
	Type:     "wecom_public_mailbox",
	Corp:     withMail,
	Defaults: Values{"id": Any, "user_ids": []string{}, "department_ids": []int64{}, "tag_ids": []int64{}, "aliases": []string{}, "deletion_protection": false},
	Minimal: Object{
		Values: Values{"email": at("service"), "name": "客服", "user_ids": []string{"ops1"}},
		Sends:  []string{`publicmail/create {"email":"service@mail.example.cn","name":"客服",` + mailboxUser + `}`},
		Calls:  map[string]int{"search": 2, "create": 1, "list_id": 1},
	},
	Maximal: Object{
		Values: Values{"email": at("service.a"), "name": strings.Repeat("服", 32), "user_ids": []string{"ops2", "ops1"}, "department_ids": []int64{3, 2}, "tag_ids": []int64{9, 8},
			"aliases": []string{at("a1"), at("a2"), at("a3"), at("a4"), at("a5")}, "deletion_protection": false},
		Sends: []string{
			`publicmail/create {"email":"service.a@mail.example.cn","name":"` + strings.Repeat("服", 32) + `","userid_list":{"list":["ops1","ops2"]},"department_list":{"list":[2,3]},"tag_list":{"list":[8,9]}}`,
			`publicmail/update {"id":{id},"name":"` + strings.Repeat("服", 32) + `","userid_list":{"list":["ops1","ops2"]},"department_list":{"list":[2,3]},"tag_list":{"list":[8,9]},` +
				`"alias_list":{"list":["a1@mail.example.cn","a2@mail.example.cn","a3@mail.example.cn","a4@mail.example.cn","a5@mail.example.cn"]}}`,
		},
	},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "售后 & <1>"}, Sends: []string{mailboxTo("售后 & <1>", mailboxUser)}, Calls: map[string]int{"update": 1, "get": 1}},
		{Name: "user_ids", To: Values{"user_ids": []string{"ops2", "ops3"}}, Sends: []string{mailboxTo("客服", `"userid_list":{"list":["ops2","ops3"]}`)}},
		{Name: "department_ids", To: Values{"department_ids": []int64{2}}, Sends: []string{mailboxTo("客服", mailboxUser+`,"department_list":{"list":[2]}`)}},
		{Name: "tag_ids", To: Values{"tag_ids": []int64{8}}, Sends: []string{mailboxTo("客服", mailboxUser+`,"tag_list":{"list":[8]}`)}},
		{Name: "aliases", To: Values{"aliases": []string{at("help")}}, Sends: []string{mailboxTo("客服", mailboxUser+`,"alias_list":{"list":["help@mail.example.cn"]}`)}},
		{Name: "one alias for another", From: Values{"aliases": []string{at("help"), at("ask")}}, To: Values{"aliases": []string{at("ask"), at("faq")}},
			Sends: []string{mailboxTo("客服", mailboxUser+`,"alias_list":{"list":["ask@mail.example.cn","faq@mail.example.cn"]}`)}},
		// Aliases are sent with every update, whatever it is about.
		{Name: "name beside aliases", From: Values{"aliases": []string{at("help")}}, To: Values{"name": "新"},
			Sends: []string{mailboxTo("新", mailboxUser+`,"alias_list":{"list":["help@mail.example.cn"]}`)}},
		{Name: "a department instead of users", To: Values{"user_ids": []string{}, "department_ids": []int64{2}}, Calls: map[string]int{"update": 1, "get": 2},
			Sends: []string{mailboxTo("客服", `"userid_list":{"list":[]},"department_list":{"list":[2]}`)}},
		{Name: "email", To: Values{"email": at("sales")}, Replaced: true,
			Warns: "WeCom cannot change `email` of an existing public mailbox. To receive mail at another address as well, leave this one and write the other into `aliases`. WeCom deletes the mailbox",
			Sends: []string{`publicmail/delete {"id":30}`, `publicmail/create {"email":"sales@mail.example.cn","name":"客服",` + mailboxUser + `}`}},
		{Name: "case of addresses and users", To: Values{"email": at("SERVICE"), "user_ids": []string{"OPS1"}}, State: Values{"email": at("service"), "user_ids": []string{"ops1"}}, Silent: true},
	},
	Unset: []Unset{
		{Name: "everything but the users", Remove: []string{"department_ids", "tag_ids", "aliases"}, From: Values{"department_ids": []int64{2}, "tag_ids": []int64{8}, "aliases": []string{at("help")}},
			Sends: []string{mailboxTo("客服", mailboxUser+`,"department_list":{"list":[]},"tag_list":{"list":[]},"alias_list":{"list":[]}`)}},
		{Name: "aliases that WeCom keeps", Remove: []string{"aliases"}, From: Values{"aliases": []string{at("help")}}, Switches: func(s *emulator.Switches) { s.MailEmptyKept = true },
			Refused: "WeCom accepted the empty list and kept what it held."},
	},
	Drift: []Drift{
		{Name: "several", Edit: mailboxEdit(func(b *emulator.PublicMailbox) { b.Name, b.Users, b.Aliases = "改", []string{"ops3"}, nil }), Sends: []string{"publicmail/update"}},
		{Name: "a user more", Of: Values{"user_ids": []string{"ops1"}}, Edit: mailboxEdit(func(b *emulator.PublicMailbox) { b.Users = []string{"ops1", "ops2"} }), Sends: []string{"publicmail/update"}},
		{Name: "other departments and tags", Edit: mailboxEdit(func(b *emulator.PublicMailbox) { b.Departments, b.Tags = nil, []int64{8} }), Sends: []string{"publicmail/update"}},
		{Name: "an alias more", Of: Values{"aliases": nil}, Edit: mailboxEdit(func(b *emulator.PublicMailbox) { b.Aliases = []string{at("x")} }), Sends: []string{"publicmail/update"}},
	},
	Invalid: []Invalid{
		{"no address", Values{"email": "service"}, "email is no mail address: it has 0 times the sign @ instead of once.", "email"},
		{"empty address", Values{"email": ""}, "email is no mail address: it is empty.", "email"},
		{"empty name", Values{"name": ""}, "name is empty; it needs at least one character", "name"},
		{"name of 65", Values{"name": strings.Repeat("a", 65)}, "name has 65 characters; WeCom allows 64", "name"},
		{"name of 33 Chinese characters", Values{"name": strings.Repeat("长", 33)}, "name has 33 characters, of which 33 are Chinese and count as two: 66 together; WeCom allows 64", "name"},
		{"nobody", Values{"user_ids": nil}, "None of user_ids, department_ids and tag_ids names anybody; a public mailbox has at least one who uses it.", "user_ids"},
		{"nobody, written", Values{"user_ids": []string{}, "tag_ids": []int64{}}, "None of user_ids, department_ids and tag_ids names anybody", "user_ids"},
		{"no userid", Values{"user_ids": []string{"张三"}}, `"张三" is no userid`, "user_ids"},
		{"a user twice", Values{"user_ids": []string{"ops1", "OPS1"}}, "which are one member", "user_ids"},
		{"six aliases", Values{"aliases": []string{at("a1"), at("a2"), at("a3"), at("a4"), at("a5"), at("a6")}}, "aliases set must contain at most 5 elements, got: 6", "aliases"},
		{"alias that is no address", Values{"aliases": []string{"help"}}, `aliases: "help" is no mail address`, "aliases"},
		{"alias twice", Values{"aliases": []string{at("help"), at("Help")}}, `aliases names "Help@mail.example.cn" and "help@mail.example.cn", which are one address`, "aliases"},
		{"alias of itself", Values{"aliases": []string{at("SERVICE")}}, `aliases has "SERVICE@mail.example.cn", which is the address of the mailbox itself`, "aliases"},
		{"long alias", Values{"aliases": []string{at(strings.Repeat("a", 60))}}, "of 76 bytes; WeCom takes 6 to 64", "aliases"},
		{"own id", Values{"id": 5}, "Invalid Configuration for Read-Only Attribute", "id"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].Mail = false }, Says: []string{"errcode 48002", "协作 → 邮件 → 可调用接口的应用"}},
		{Name: "another domain", Values: Values{"email": "service@example.com"}, Corp: ownMailbox,
			Says: []string{"service@example.com is no address that a mailbox of this corp can have", "of this app are under mail.example.cn.", "errcode 680032"}},
		{Name: "address of a member", Values: Values{"email": at("ops2")}, Says: []string{"The address of the public mailbox (公共邮箱) is taken.", "errcode 680033"}},
		{Name: "address of another app's mailbox", Values: Values{"email": at("HotLine")}, Says: []string{"The address of the public mailbox (公共邮箱) is taken."}},
		{Name: "address of a mailbox of this app", Values: Values{"email": at("OWN")}, Corp: ownMailbox,
			Says: []string{"a public mailbox of this app has the address OWN@mail.example.cn already (id 8)", "terraform import <address> 8"}},
		{Name: "name of another app's mailbox", Values: Values{"name": "热线"}, Says: []string{"Another public mailbox (公共邮箱) has the name.", "errcode 680040"}},
		{Name: "name of a mailbox of this app", Values: Values{"name": "自"}, Corp: ownMailbox, Says: []string{`public mailbox named "自" exists already (id 8)`}},
		{Name: "user of nobody", Values: Values{"user_ids": []string{"nobody"}}, Says: []string{"errcode 60111", "Remove the member from user_ids."}},
		{Name: "department of nobody", Values: Values{"department_ids": []int64{99}}, Says: []string{"Remove it from department_ids."}},
		{Name: "too many mailboxes", Fault: &emulator.Fault{Path: "publicmail/create", Kind: emulator.FaultError, Code: 680037}, Says: []string{"errcode 680037", "The corp has as many mailboxes as it may have."}},
	},
	Partial: []Partial{
		{Name: "aliases of a create", To: Values{"aliases": []string{at("help")}}, Warned: true, Faults: taken,
			Says: `Public mailbox "客服" ({id}) created, but not complete`, Sends: []string{"publicmail/create", "publicmail/update", "publicmail/update"},
			Finishes: []string{mailboxTo("客服", mailboxUser+`,"alias_list":{"list":["help@mail.example.cn"]}`)}},
		{Name: "an update that is refused", From: Values{}, To: Values{"aliases": []string{at("help")}}, Says: "it means help@mail.example.cn, the only one of aliases. An alias of the public mailbox (公共邮箱) is taken.",
			Faults: taken, Sends: []string{"publicmail/update", "publicmail/update"}, Finishes: []string{"publicmail/update"}},
	},
	WrongIDs: map[string]string{"service": "A public mailbox is imported by its number, such as 37", "9999": "this app has no public mailbox of that id: it was deleted, or another app or the console made it"},
	Loss: Loss{
		Destroy: `Mail of public mailbox "客服" ({id}) will be lost Destroying public mailbox "客服" ({id}) destroys its mail. WeCom deletes the mailbox service@mail.example.cn with everything in it`,
		Foreign: func(s *emulator.Switches) { s.MailForeign = emulator.MailForeign48002 }, Refused: "Another app made the mail group or public mailbox", Page: "应用管理 → 应用 → 自建",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, b := range c.PublicMailboxes {
			if id := b.ID; b.Owner == acctest.AppName {
				b.ID = 0
				out[fmt.Sprint(id)] = b
			}
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().DeletePublicMailbox(n)
	},
	Calls:    Calls{Create: "publicmail/create", Update: "publicmail/update", Delete: "publicmail/delete", Reads: []string{"publicmail/get", "publicmail/search"}},
	Looks:    []string{"publicmail/search"},
	Families: []string{"mail"},
	Lag:      3, LagUpdates: true,
	Many: func(i int) Values {
		return Values{"email": at(fmt.Sprint("m", i)), "name": fmt.Sprint("邮箱", i), "user_ids": []string{"ops1"}}
	},
	Refresh: func(int) int { return 3 },
	Hostile: acctest.Hostile{ID: "31", Config: `{"email":"service@mail.example.cn","name":"n","user_ids":["ops1"],"aliases":["a1@mail.example.cn"],"deletion_protection":false}`, Answers: []string{
		hostileMailbox, `{"errcode":0,"list":[]}` + acctest.AnswerEnd + `{"errcode":0,"id":31}` + acctest.AnswerEnd + hostileMailbox, `{"errcode":0,"id":31,"auth_code_id":4,"auth_code":"hidden"}`,
		`{"errcode":0,"list":[{"id":"31","email":"SERVICE@mail.example.cn","name":5,"userid_list":{},"department_list":null,"alias_list":[]}]}`, `{"errcode":0,"list":[{"id":0}]}`, `{"errcode":0}`,
		`{"errcode":680035,"errmsg":"x"}`, `{"errcode":680033,"errmsg":"x"}`, `<html>`,
	}},
})

const hostileMailbox = `{"errcode":0,"id":31,"list":[{"id":31,"email":"service@mail.example.cn","name":"n","userid_list":{"list":["OPS1"]},"department_list":{"list":[2]},"tag_list":{"list":[]},` +
	`"alias_list":{"list":["a1@mail.example.cn"]}}]}`
