// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// chats are customer groups of zhangsan's, and some that cannot be used: one of a member outside the visible range of
// the app, one that was dissolved, one without customers.
func chats(c *emulator.Corp) {
	for i := range 6 {
		c.GroupChats = append(c.GroupChats, emulator.GroupChat{ID: fmt.Sprint("wr", i+1), Name: fmt.Sprint("群", i+1), Owner: "zhangsan"})
	}
	c.GroupChats = append(c.GroupChats,
		emulator.GroupChat{ID: "wrforeign", Owner: "nobody"},
		emulator.GroupChat{ID: "wrgone", Owner: "zhangsan", Dissolved: true},
		emulator.GroupChat{ID: "wrinternal", Owner: "zhangsan", Internal: true})
}

// joinBody is an update: every one sends everything.
func joinBody(rest string) string {
	return `groupchat/update_join_way {"config_id":"{id}",` + rest + `}`
}

func joinEdit(change func(*emulator.JoinWay)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateJoinWay(id, change) }
}

var joinWrites = []string{"update_join_way"}

const joinTo = `"scene":2,"remark":"","auto_create_room":0,"chat_id_list":["wr1"],"state":""`

var _ = add(Specimen{
	Type: "wecom_group_join_way",
	Corp: chats,
	Defaults: Values{
		"id": Match(`^[0-9a-f]{32}$`), "remark": nil, "state": nil, "auto_create": nil, "mark_source": true, "deletion_protection": false, "qr_code": Match(`^http.*/qr/[0-9a-f]{32}\.png$`),
	},
	Minimal: Object{
		Values: Values{"scene": "qr_code", "chat_ids": []string{"wr1"}},
		Sends:  []string{`add_join_way {"scene":2,"auto_create_room":0,"chat_id_list":["wr1"]}`},
		Calls:  map[string]int{"add_join_way": 1, "get_join_way": 1},
	},
	Maximal: Object{
		Values: Values{"scene": "mini_program", "chat_ids": []string{"wr1", "wr2", "wr3", "wr4", "wr5"}, "remark": "门店 & <一>", "state": "a", "mark_source": false,
			"auto_create": Values{"name_prefix": "门店群", "first_number": 6}, "deletion_protection": false},
		Sends: []string{`add_join_way {"scene":1,"remark":"门店 & <一>","auto_create_room":1,"room_base_name":"门店群","room_base_id":6,` +
			`"chat_id_list":["wr1","wr2","wr3","wr4","wr5"],"state":"a","mark_source":false}`},
	},
	Edits: []Edit{
		{Name: "remark", To: Values{"remark": "门店"}, Same: []string{"qr_code"}, Calls: map[string]int{"get_join_way": 3, "update_join_way": 1},
			Sends: []string{joinBody(`"scene":2,"remark":"门店","auto_create_room":0,"chat_id_list":["wr1"],"state":"","mark_source":true`)}},
		{Name: "state", To: Values{"state": "b"}, Same: []string{"qr_code"},
			Sends: []string{joinBody(`"scene":2,"remark":"","auto_create_room":0,"chat_id_list":["wr1"],"state":"b","mark_source":true`)}},
		{Name: "chat_ids", To: Values{"chat_ids": []string{"wr2", "wr3"}}, Same: []string{"qr_code"},
			Sends: []string{joinBody(`"scene":2,"remark":"","auto_create_room":0,"chat_id_list":["wr2","wr3"],"state":"","mark_source":true`)}},
		{Name: "scene", To: Values{"scene": "mini_program"}, Warns: "Scene of group join way {id} changes",
			Sends: []string{joinBody(`"scene":1,"remark":"","auto_create_room":0,"chat_id_list":["wr1"],"state":"","mark_source":true`)}},
		{Name: "auto_create", To: Values{"auto_create": Values{"name_prefix": "群", "first_number": 2}}, Same: []string{"qr_code"},
			Sends: []string{joinBody(`"scene":2,"remark":"","auto_create_room":1,"room_base_name":"群","room_base_id":2,"chat_id_list":["wr1"],"state":"","mark_source":true`)}},
		{Name: "auto_create without a name", To: Values{"auto_create": Values{}}, State: Values{"auto_create": Values{}}, Same: []string{"qr_code"},
			Sends: []string{joinBody(`"scene":2,"remark":"","auto_create_room":1,"room_base_name":"","chat_id_list":["wr1"],"state":"","mark_source":true`)}},
		{Name: "another prefix", From: Values{"auto_create": Values{"name_prefix": "群", "first_number": 2}}, To: Values{"auto_create": Values{"name_prefix": "店"}},
			Sends: []string{joinBody(`"scene":2,"remark":"","auto_create_room":1,"room_base_name":"店","chat_id_list":["wr1"],"state":"","mark_source":true`)}},
		{Name: "mark_source", To: Values{"mark_source": false}, Same: []string{"qr_code"}, Sends: []string{joinBody(joinTo + `,"mark_source":false`)}},
		{Name: "order", From: Values{"chat_ids": []string{"wr1", "wr2"}}, To: Values{"chat_ids": []string{"wr2", "wr1"}}, Silent: true},
	},
	Unset: []Unset{
		{Name: "remark, state, auto_create, mark_source", Remove: []string{"remark", "state", "auto_create", "mark_source"}, State: Values{"mark_source": false},
			From:    Values{"remark": "a", "state": "b", "auto_create": Values{"name_prefix": "群"}, "mark_source": false},
			Sends:   []string{joinBody(joinTo + `,"mark_source":false`)},
			Ignored: joinEdit(func(w *emulator.JoinWay) { w.MarkSource = true })},
		{Name: "name_prefix", From: Values{"auto_create": Values{"name_prefix": "群", "first_number": 3}}, Remove: []string{"auto_create"},
			Sends: []string{joinBody(joinTo + `,"mark_source":true`)}},
	},
	Drift: []Drift{
		{Name: "several", Edit: joinEdit(func(w *emulator.JoinWay) { w.Remark, w.State, w.Chats = "漂移", "", []string{"wr1"} }), Sends: joinWrites},
		{Name: "remark", Edit: joinEdit(func(w *emulator.JoinWay) { w.Remark = "" }), Sends: joinWrites},
		{Name: "state", Edit: joinEdit(func(w *emulator.JoinWay) { w.State = "x" }), Sends: joinWrites},
		{Name: "a group less", Edit: joinEdit(func(w *emulator.JoinWay) { w.Chats = w.Chats[:4] }), Sends: joinWrites},
		{Name: "a group more", Of: Values{"chat_ids": []string{"wr1"}, "auto_create": nil}, Edit: joinEdit(func(w *emulator.JoinWay) { w.Chats = []string{"wr1", "wr2"} }), Sends: joinWrites},
		{Name: "auto_create off", Edit: joinEdit(func(w *emulator.JoinWay) { w.AutoCreate, w.RoomBaseName, w.RoomBaseID = false, "", 0 }), Sends: joinWrites},
		{Name: "auto_create on", Of: Values{"auto_create": nil}, Edit: joinEdit(func(w *emulator.JoinWay) { w.AutoCreate = true }), Sends: joinWrites},
		{Name: "prefix", Edit: joinEdit(func(w *emulator.JoinWay) { w.RoomBaseName = "别的" }), Sends: joinWrites},
		{Name: "number", Edit: joinEdit(func(w *emulator.JoinWay) { w.RoomBaseID = 1 }), Sends: joinWrites},
		{Name: "mark_source", Edit: joinEdit(func(w *emulator.JoinWay) { w.MarkSource = true }), Sends: joinWrites},
		{Name: "scene", Edit: joinEdit(func(w *emulator.JoinWay) { w.Scene = emulator.SceneQRCode }), Sends: joinWrites},
	},
	Invalid: []Invalid{
		{"unknown scene", Values{"scene": "poster"}, `scene is "poster"; it must be "mini_program" or "qr_code"`, "scene"},
		{"scene as number", Values{"scene": "2"}, `scene is "2"; WeCom's 2 is "qr_code" here, so write that.`, "scene"},
		{"no group", Values{"chat_ids": []string{}}, "chat_ids set must contain at least 1 elements and at most 5 elements, got: 0", "chat_ids"},
		{"six groups", Values{"chat_ids": []string{"wr1", "wr2", "wr3", "wr4", "wr5", "wr6"}}, "at most 5 elements, got: 6", "chat_ids"},
		{"empty group", Values{"chat_ids": []string{""}}, `chat_ids has ""; an id of a group is not empty`, "chat_ids"},
		{"group with a blank", Values{"chat_ids": []string{"wr1 "}}, `chat_ids has "wr1 "; an id of a group`, "chat_ids"},
		{"null group", Values{"chat_ids": []any{"wr1", nil}}, "chat_ids holds a null. Leave it out", "chat_ids"},
		{"remark of 31", Values{"remark": strings.Repeat("长", 31)}, "remark has 31 characters; WeCom allows 30", "remark"},
		{"empty remark", Values{"remark": ""}, "remark is empty. To have none, leave the line out or write null.", "remark"},
		{"state of 31", Values{"state": strings.Repeat("a", 31)}, "state has 31 characters; WeCom allows 30", "state"},
		{"prefix of 41", Values{"auto_create": Values{"name_prefix": strings.Repeat("长", 41)}}, "has 41 characters; WeCom allows 40", "auto_create"},
		{"number without prefix", Values{"auto_create": Values{"first_number": 3}}, "auto_create.first_number is given, but auto_create.name_prefix is not", "auto_create"},
		{"number zero", Values{"auto_create": Values{"name_prefix": "群", "first_number": 0}}, "must be between 1 and 2147483647", "auto_create"},
		{"own code", Values{"qr_code": "https://x"}, "Invalid Configuration for Read-Only Attribute", "qr_code"},
	},
	Refused: []Refused{
		{Name: "no such group", Values: Values{"chat_ids": []string{"wrnone"}}, Says: []string{"it means wrnone, the only group in chat_ids. There is no customer group (客户群) of this id", "errcode 40050"}},
		{Name: "one of two", Values: Values{"chat_ids": []string{"wr1", "wrnone"}}, Says: []string{"it means one of the groups in chat_ids, wr1, wrnone, and does not say which"}},
		{Name: "internal group", Values: Values{"chat_ids": []string{"wrinternal"}}, Says: []string{"The group is no customer group (客户群): it has no outside contacts."}},
		{Name: "dissolved group", Values: Values{"chat_ids": []string{"wrgone"}}, Says: []string{"The customer group (客户群) was dissolved."}},
		{Name: "group of another owner", Values: Values{"chat_ids": []string{"wrforeign"}}, Says: []string{"The owner of a group is outside the app's visible range", "可见范围"}},
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, Says: []string{"errcode 48002", "客户联系 → 可调用接口的应用"}},
		{Name: "too many", Fault: &emulator.Fault{Path: "add_join_way", Kind: emulator.FaultError, Code: 41045}, Says: []string{"errcode 41045"}},
		{Name: "unknown scene", Values: Values{"scene": "7"}, Says: []string{"errcode 41040"}},
	},
	Partial: []Partial{{
		Name: "reading back", Warned: true, Says: "created but not read back", Sends: []string{"add_join_way"}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "get_join_way", Kind: emulator.FaultServerError, Times: 20}},
	}},
	WrongIDs: map[string]string{"x" + blank: "A join way is imported by its config_id", "nosuch": "this app has no join way of that id: it was deleted, or another app made it"},
	Loss: Loss{
		Destroy: "Destroying group join way {id} destroys its QR code. Codes already printed stop working when this plan is applied.",
		Foreign: func(s *emulator.Switches) { s.JoinForeign = "60011" }, Refused: "or another app made the join way", Page: "可见范围",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, w := range c.JoinWays {
			id := w.ConfigID
			w.ConfigID, w.CreateTime, w.Codes = "", 0, 0
			out[id] = w
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteJoinWay(id) },
	Calls:    Calls{Create: "add_join_way", Update: "update_join_way", Delete: "del_join_way", Reads: []string{"get_join_way"}},
	Families: []string{"external", "group_join_way"},
	Lag:      3, LagUpdates: true,
	Blind:    map[string][]string{"JoinMarkSourceAbsent=true": {"mark_source"}},
	Unlisted: "WeCom lists no join ways (加入群聊) and shows them in no console, so nobody can look for it",
	Many: func(i int) Values {
		return Values{"scene": "qr_code", "remark": fmt.Sprint("码", i), "chat_ids": []string{"wr1"}}
	},
	Refresh: func(n int) int { return n + 1 },
	Hostile: acctest.Hostile{ID: "jw1", Config: `{"scene":"qr_code","chat_ids":["wr1"],"remark":"r","auto_create":{"name_prefix":"p","first_number":1},"deletion_protection":false}`, Answers: []string{
		hostileJoin, `{"errcode":0,"config_id":"jw1"}` + acctest.AnswerEnd + hostileJoin, `{"errcode":0,"config_id":"jw1"}` + acctest.AnswerEnd + `{"errcode":41044,"errmsg":"x"}`,
		`{"errcode":0,"join_way":{"scene":"2","remark":7,"auto_create_room":"1","room_base_id":-1,"chat_id_list":"wr1","mark_source":1}}`,
		`{"errcode":0,"join_way":[{"scene":9,"auto_create_room":null,"chat_id_list":["",null,"a","a"],"qr_code":{}}]}`,
		`{"errcode":40001,"errmsg":"x"}`, `<html>`,
	}},
})

const hostileJoin = `{"errcode":0,"join_way":{"config_id":"jw1","scene":2,"remark":"r","auto_create_room":1,"room_base_name":"p","room_base_id":3,` +
	`"chat_id_list":["wr2","wr1"],"qr_code":"http://p.qpic.cn/1","state":"s","mark_source":true}}`
