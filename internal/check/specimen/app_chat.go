// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func chatBody(rest string) string { return `appchat/update {"chatid":"{id}",` + rest + `}` }

func chatEdit(change func(*emulator.AppChat)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateAppChat(id, change) }
}

var _ = add(Specimen{
	Type: "wecom_app_chat",
	Corp: func(c *emulator.Corp) {
		for _, id := range []string{"wangwu", "zhaoliu"} {
			c.Members = append(c.Members, emulator.Member{UserID: id, Name: id})
		}
	},
	Defaults: Values{"id": Match(`^[0-9a-zA-Z]{1,32}$`), "name": nil, "owner_id": Any, "deletion_protection": false},
	Minimal: Object{
		Values: Values{"user_ids": []string{"zhangsan", "lisi"}},
		Sends:  []string{`appchat/create {"chatid":"{id}","userlist":["lisi","zhangsan"]}`},
		Calls:  map[string]int{"create": 1, "get": 1, "list_id": 1},
	},
	Maximal: Object{
		Values: Values{"name": "项目 & <群>", "owner_id": "lisi", "user_ids": []string{"zhangsan", "lisi", "wangwu"}, "deletion_protection": false},
		Sends:  []string{`appchat/create {"chatid":"{id}","name":"项目 & <群>","owner":"lisi","userlist":["lisi","wangwu","zhangsan"]}`},
		Calls:  map[string]int{"create": 1, "list_id": 1},
	},
	Big: &Big{Of: func(n int) Values { return Values{"owner_id": "u0", "user_ids": manyUsers(n)} },
		Less: chatEdit(func(a *emulator.AppChat) {
			a.Users = slices.DeleteFunc(a.Users, func(id string) bool { return id == "u1" })
		})},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "新名"}, Sends: []string{chatBody(`"name":"新名"`)}, Calls: map[string]int{"get": 2, "update": 1}},
		{Name: "user_ids", From: Values{"owner_id": "lisi"}, To: Values{"user_ids": []string{"lisi", "wangwu", "zhaoliu"}},
			Sends: []string{chatBody(`"add_user_list":["wangwu","zhaoliu"],"del_user_list":["zhangsan"]`)}},
		{Name: "case of a userid", To: Values{"user_ids": []string{"ZhangSan", "lisi"}}, State: Values{"user_ids": []string{"zhangsan", "lisi"}}, Silent: true},
		{Name: "owner_id", From: Values{"owner_id": "lisi"}, To: Values{"owner_id": "zhangsan"}, Sends: []string{chatBody(`"owner":"zhangsan"`)}},
		{Name: "the owner leaves", From: Values{"owner_id": "lisi"}, To: Values{"owner_id": "wangwu", "user_ids": []string{"zhangsan", "wangwu"}},
			Sends: []string{chatBody(`"owner":"wangwu","add_user_list":["wangwu"],"del_user_list":["lisi"]`)}},
		{Name: "id", To: Values{"id": "Chosen1"}, Replaced: true, Warns: "stays as it is in WeCom Replacing group chat {id} makes another one and leaves this one where it is",
			Sends: []string{`appchat/create {"chatid":"Chosen1","userlist":["lisi","zhangsan"]}`}},
	},
	Unset: []Unset{
		{Name: "name", From: Values{"name": "群"}, Remove: []string{"name"}, State: Values{"name": "群"}, Silent: true, Ignored: chatEdit(func(a *emulator.AppChat) { a.Name = "改" })},
		{Name: "owner_id", From: Values{"owner_id": "lisi"}, Remove: []string{"owner_id"}, State: Values{"owner_id": "lisi"}, Silent: true,
			Ignored: chatEdit(func(a *emulator.AppChat) { a.Owner = "zhangsan" })},
		{Name: "id", From: Values{"id": "Chosen1"}, Remove: []string{"id"}, State: Values{"id": "Chosen1"}, Silent: true},
	},
	Drift: []Drift{
		{Name: "name", Edit: chatEdit(func(a *emulator.AppChat) { a.Name = "改" }), Sends: []string{chatBody(`"name":"项目 & <群>"`)}},
		{Name: "owner", Edit: chatEdit(func(a *emulator.AppChat) { a.Owner = "zhangsan" }), Sends: []string{chatBody(`"owner":"lisi"`)}},
		{Name: "members", Edit: chatEdit(func(a *emulator.AppChat) { a.Users = []string{"lisi", "zhaoliu"} }),
			Sends: []string{chatBody(`"add_user_list":["wangwu","zhangsan"],"del_user_list":["zhaoliu"]`)}},
	},
	Invalid: []Invalid{
		{"one member", Values{"user_ids": []string{"zhangsan"}}, "user_ids names 1 of the 2 to 2000 members that a group chat has.", "user_ids"},
		{"owner who is no member", Values{"owner_id": "wangwu"}, `owner_id is "wangwu", who is not among user_ids; the owner is a member of the chat.`, "owner_id"},
		{"long name", Values{"name": strings.Repeat("长", 51)}, "name has 51 characters; WeCom allows 50", "name"},
		{"empty name", Values{"name": ""}, "name is empty", "name"},
		{"id with a dash", Values{"id": "a-b"}, `id is "a-b"; WeCom takes 1 to 32 of the characters 0-9, a-z and A-Z.`, "id"},
		{"long id", Values{"id": strings.Repeat("a", 33)}, "WeCom takes 1 to 32 of the characters", "id"},
		{"a name for a userid", Values{"user_ids": []string{"张三", "lisi"}}, `"张三" is no userid`, "user_ids"},
		{"a member twice", Values{"user_ids": []string{"lisi", "LiSi"}}, "which are one member", "user_ids"},
	},
	Refused: []Refused{
		{Name: "id of a chat", Corp: func(c *emulator.Corp) {
			c.AppChats = []emulator.AppChat{{ID: "Taken1", Owner: "lisi", Users: []string{"lisi", "zhangsan"}, App: acctest.AppName}}
		}, Values: Values{"id": "Taken1"}, Says: []string{"the chat id Taken1 is taken, by a chat that is there or by one that was dissolved", "Choose another id"}},
		{Name: "id of another app's chat", Corp: func(c *emulator.Corp) {
			c.AppChats = []emulator.AppChat{{ID: "Taken1", Owner: "lisi", Users: []string{"lisi", "zhangsan"}, App: acctest.OtherName}}
		}, Values: Values{"id": "Taken1"}, Says: []string{"the chat id Taken1 is taken"}},
		{Name: "app that does not see the whole corp", Corp: func(c *emulator.Corp) {
			c.Apps[1].VisibleDepartments, c.Apps[1].VisibleUsers = nil, []string{"zhangsan", "lisi"}
		},
			Says: []string{"errcode 60011", "Only an app whose visible range (可见范围) is the whole corp may have group chats."}},
		{Name: "member of nobody", Values: Values{"user_ids": []string{"zhangsan", "nobody"}}, Says: []string{"errcode 86007", "Correct user_ids, which names nobody, zhangsan"}},
		{Name: "chats of a day", Fault: &emulator.Fault{Path: "appchat/create", Kind: emulator.FaultError, Code: 45009, Times: 9}, Says: []string{"errcode 45009"}},
	},
	Partial: []Partial{{
		Name: "reading back", To: Values{}, Warned: true, Says: "created but not read back", Sends: []string{"appchat/create"}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "appchat/get", Kind: emulator.FaultServerError, Times: 20}},
	}},
	WrongIDs: map[string]string{" Nobody1": "A group chat is imported by its chat id"},
	Loss: Loss{Destroy: `Group chat {id} stays as it is in WeCom Destroying group chat {id} takes it out of the state and sends nothing: WeCom has no call that deletes it. ` +
		`The chat lives on with its members, who notice nothing`},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, a := range c.AppChats {
			id := a.ID
			a.ID = ""
			slices.Sort(a.Users)
			out[id] = a
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DissolveAppChat(id) },
	Calls:    Calls{Create: "appchat/create", Update: "appchat/update", Reads: []string{"appchat/get"}},
	Other:    map[string]string{"appchat/create": "no call deletes a chat: the rung faults", "appchat/update": "the same"},
	Apart:    "no call deletes a chat",
	Families: []string{"appchat"},
	Lag:      3, LagUpdates: true,
	Hostile: acctest.Hostile{ID: "Project1", Config: `{"user_ids":["a","b"],"deletion_protection":false}`, Answers: []string{
		hostileChat, `{"errcode":0,"chatid":"x"}` + acctest.AnswerEnd + hostileChat, `<html>` + acctest.AnswerEnd + hostileChat,
		`{"errcode":0,"chat_info":{"chatid":5,"name":null,"owner":"","userlist":["a","A","b"],"chat_type":"1"}}`, `{"errcode":0,"chat_info":{"userlist":[]}}`,
		`{"errcode":86003,"errmsg":"x"}`, `{"errcode":86215,"errmsg":"x"}`, fmt.Sprintf(`{"errcode":%d,"errmsg":"x"}`, 86008),
	}},
})

const hostileChat = `{"errcode":0,"chat_info":{"chatid":"Project1","name":"n","owner":"a","userlist":["a","b"],"chat_type":0}}`
