// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// wayBody is an update of the contact way: every one sends all that is managed.
func wayBody(rest string) string { return `update_contact_way {"config_id":"{id}",` + rest + `}` }

func wayEdit(change func(*emulator.ContactWay)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateContactWay(id, change) }
}

func session(values Values) Values { return Values{"temporary_session": values} }

func closing(values Values) Values { return session(Values{"closing_message": values}) }

func closingPage(more Values) Values {
	return over(Values{"title": "评价", "url": "https://example.com"}, more)
}

var (
	wayWrites = []string{"update_contact_way"}
	remade    = []string{"del_contact_way", "add_contact_way"}
	several   = Values{"type": "multi"}
	// fullWay is what the removed lines of a contact way are tried with.
	fullWay = Values{"type": "multi", "remark": "旧", "state": "a", "user_ids": []string{"zhangsan"}, "department_ids": []int64{2}}
)

const unchangeable = " destroys its QR code. WeCom cannot change `%s` of an existing contact way (联系我)"

// unsetWays are removed lines under each reading of an empty value: it clears, or it is said aloud that it does not.
func unsetWays() (out []Unset) {
	for name, body := range map[string]string{
		"remark":         `"remark":"","state":"a","skip_verify":true,"user":["zhangsan"],"party":[2],"mark_source":true`,
		"state":          `"remark":"旧","state":"","skip_verify":true,"user":["zhangsan"],"party":[2],"mark_source":true`,
		"user_ids":       `"remark":"旧","state":"a","skip_verify":true,"user":[],"party":[2],"mark_source":true`,
		"department_ids": `"remark":"旧","state":"a","skip_verify":true,"user":["zhangsan"],"party":[],"mark_source":true`,
	} {
		for _, reading := range []string{emulator.EmptyClears, emulator.EmptyIgnored, emulator.EmptyRefused} {
			u := Unset{Name: name + " " + reading, From: fullWay, Remove: []string{name},
				Switches: func(s *emulator.Switches) { s.WayEmptyText, s.WayEmptyList = reading, reading }}
			if reading == emulator.EmptyClears {
				u.Sends = []string{wayBody(body)}
			} else {
				u.Refused = name + " of contact way"
			}
			out = append(out, u)
		}
	}
	return append(out,
		// Managed only when written: nothing to send, and no drift.
		Unset{Name: "style", From: Values{"scene": "mini_program", "style": 1}, Remove: []string{"style"}, Silent: true, State: Values{"style": 1, "qr_code": nil}},
		Unset{Name: "mark_source", From: Values{"mark_source": false}, Remove: []string{"mark_source"}, Silent: true, State: Values{"mark_source": false},
			Ignored: wayEdit(func(w *emulator.ContactWay) { w.MarkSource = true })})
}

var _ = add(Specimen{
	Type:         "wecom_contact_way",
	NoNewMembers: true,
	Odd:          Odd{Percent: 20, Make: oddContactWay},
	Left: Left{
		Values: Values{"type": "multi", "scene": "qr_code"},
		Names:  func(c emulator.Corp) ([]string, []int64) { return c.ContactWays[0].Users, c.ContactWays[0].Departments },
	},
	Corp: func(c *emulator.Corp) {
		c.Departments = append(c.Departments,
			emulator.Department{ID: 2, Name: "销售", ParentID: 1, Order: 2}, emulator.Department{ID: 3, Name: "门店", ParentID: 1, Order: 1})
	},
	Defaults: Values{
		"id": Any, "qr_code": Any, "skip_verify": true, "mark_source": true, "is_exclusive": false, "user_ids": []string{}, "department_ids": []int64{}, "deletion_protection": false,
	},
	NotImported: map[string]string{"is_exclusive": "not shown by WeCom"},
	Minimal: Object{
		Values: Values{"type": "single", "scene": "qr_code", "user_ids": []string{"zhangsan"}},
		Sends:  []string{`add_contact_way {"type":1,"scene":2,"skip_verify":true,"user":["zhangsan"]}`},
		Calls:  map[string]int{"add_contact_way": 1, "get_contact_way": 1, "get_follow_user_list": 1},
	},
	Maximal: Object{
		Values: Values{"type": "multi", "scene": "qr_code", "remark": "渠道客户 <A&B>", "state": "teststate", "skip_verify": false, "user_ids": []string{"zhangsan", "lisi"},
			"department_ids": []int64{3, 2}, "is_exclusive": true, "mark_source": false, "deletion_protection": false},
		Sends: []string{`add_contact_way {"type":2,"scene":2,"remark":"渠道客户 <A&B>","skip_verify":false,"state":"teststate",` +
			`"user":["lisi","zhangsan"],"party":[2,3],"is_exclusive":true,"mark_source":false}`},
	},
	Edits: []Edit{
		{Name: "remark beside a state", From: Values{"remark": "展会", "state": "expo"}, To: Values{"remark": "门店"}, Same: []string{"qr_code"},
			Calls: map[string]int{"get_contact_way": 2, "update_contact_way": 1},
			Sends: []string{wayBody(`"remark":"门店","state":"expo","skip_verify":true,"user":["zhangsan"],"mark_source":true`)}},
		{Name: "type", To: several, Replaced: true, Sends: remade, Warns: fmt.Sprintf(unchangeable, "type")},
		{Name: "scene", To: Values{"scene": "mini_program"}, Replaced: true, Sends: remade, Warns: fmt.Sprintf(unchangeable, "scene"), State: Values{"qr_code": nil}},
		{Name: "is_exclusive", To: Values{"is_exclusive": true}, Replaced: true, Sends: remade, Warns: fmt.Sprintf(unchangeable, "is_exclusive")},
		{Name: "temporary_session", To: session(Values{}), Replaced: true, Sends: remade, Warns: fmt.Sprintf(unchangeable, "temporary_session"),
			State: Values{"temporary_session": Values{"expires_in": 604800, "chat_expires_in": 86400}}},
		{Name: "remark", To: Values{"remark": "新"}, Same: []string{"qr_code"}, Sends: []string{wayBody(`"remark":"新","skip_verify":true,"user":["zhangsan"],"mark_source":true`)}},
		{Name: "state", To: Values{"state": "b"}, Same: []string{"qr_code"}, Sends: []string{wayBody(`"state":"b","skip_verify":true,"user":["zhangsan"],"mark_source":true`)}},
		{Name: "skip_verify", To: Values{"skip_verify": false}, Same: []string{"qr_code"}, Sends: []string{wayBody(`"skip_verify":false,"user":["zhangsan"],"mark_source":true`)}},
		{Name: "user_ids", To: Values{"user_ids": []string{"lisi"}}, Same: []string{"qr_code"}, Sends: []string{wayBody(`"skip_verify":true,"user":["lisi"],"mark_source":true`)}},
		{Name: "mark_source", To: Values{"mark_source": false}, Same: []string{"qr_code"}, Sends: []string{wayBody(`"skip_verify":true,"user":["zhangsan"],"mark_source":false`)}},
		{Name: "department_ids", From: several, To: Values{"department_ids": []int64{2}}, Same: []string{"qr_code"},
			Sends: []string{wayBody(`"skip_verify":true,"user":["zhangsan"],"party":[2],"mark_source":true`)}},
		{Name: "style", From: Values{"scene": "mini_program", "style": 3}, To: Values{"style": 1}, State: Values{"qr_code": nil},
			Sends: []string{wayBody(`"skip_verify":true,"style":1,"user":["zhangsan"],"mark_source":true`)}},
		{Name: "everything at once", From: Values{"type": "multi", "remark": "新", "state": "a", "mark_source": true}, Same: []string{"qr_code"},
			To:    Values{"state": "b", "skip_verify": false, "user_ids": []string{"lisi"}, "department_ids": []int64{2}, "mark_source": false},
			Sends: []string{wayBody(`"remark":"新","state":"b","skip_verify":false,"user":["lisi"],"party":[2],"mark_source":false`)}},
		{Name: "spelling", From: Values{"user_ids": []string{"ZhangSan"}}, To: Values{"user_ids": []string{"zhangsan"}}, Silent: true, State: Values{"user_ids": []string{"ZhangSan"}}},
	},
	Unset: unsetWays(),
	Drift: []Drift{
		{Name: "several", Edit: wayEdit(func(w *emulator.ContactWay) {
			w.Remark, w.SkipVerify, w.Users, w.Departments = "漂移", true, []string{"lisi"}, []int64{2}
		}), Sends: wayWrites},
		{Name: "remark", Edit: wayEdit(func(w *emulator.ContactWay) { w.Remark = "别的" }), Sends: wayWrites},
		{Name: "no remark", Edit: wayEdit(func(w *emulator.ContactWay) { w.Remark = "" }), Sends: wayWrites},
		{Name: "state", Edit: wayEdit(func(w *emulator.ContactWay) { w.State = "b" }), Sends: wayWrites},
		{Name: "skip_verify", Edit: wayEdit(func(w *emulator.ContactWay) { w.SkipVerify = true }), Sends: wayWrites},
		{Name: "other users", Edit: wayEdit(func(w *emulator.ContactWay) { w.Users = []string{"lisi"} }), Sends: wayWrites},
		{Name: "more users", Of: Values{"user_ids": []string{"zhangsan"}}, Edit: wayEdit(func(w *emulator.ContactWay) { w.Users = []string{"lisi", "zhangsan"} }), Sends: wayWrites},
		{Name: "other departments", Edit: wayEdit(func(w *emulator.ContactWay) { w.Departments = []int64{3} }), Sends: wayWrites},
		{Name: "no departments", Edit: wayEdit(func(w *emulator.ContactWay) { w.Departments = nil }), Sends: wayWrites},
		{Name: "mark_source", Edit: wayEdit(func(w *emulator.ContactWay) { w.MarkSource = true }), Sends: wayWrites},
	},
	Invalid: []Invalid{
		{"unknown type", Values{"type": "double"}, `type is "double"; it must be "single" or "multi"`, "type"},
		{"type as number", Values{"type": "2"}, `type is "2"; WeCom's 2 is "multi" here, so write that.`, "type"},
		{"unknown scene", Values{"scene": "poster"}, `scene is "poster"; it must be "mini_program" or "qr_code"`, "scene"},
		{"single with two", Values{"user_ids": []string{"a", "b"}}, `type is "single", and user_ids names 2 members; it must name exactly one`, "user_ids"},
		{"single with none", Values{"user_ids": nil}, `type is "single", and user_ids names 0 members`, "user_ids"},
		{"single with department", Values{"department_ids": []int64{2}}, `type is "single", but department_ids is set`, "department_ids"},
		{"multi with nobody", over(several, Values{"user_ids": []string{}}), "Neither user_ids nor department_ids names anybody", ""},
		{"multi with empty lists", over(several, Values{"user_ids": []string{}, "department_ids": []int64{}}), "Neither user_ids nor department_ids names anybody", ""},
		{"101 members", over(several, Values{"user_ids": numbered(101)}), "user_ids set must contain at most 100 elements, got: 101", "user_ids"},
		{"twice", over(several, Values{"user_ids": []string{"ZhangSan", "zhangsan"}}), `user_ids names "ZhangSan" and "zhangsan"`, "user_ids"},
		{"empty userid", over(several, Values{"user_ids": []string{"", "a"}}), "user_ids: a userid is empty", "user_ids"},
		{"several userids in one", over(several, Values{"user_ids": []string{"lisi;zhangsan"}}), `"lisi;zhangsan" is no userid`, "user_ids"},
		{"null user", over(several, Values{"user_ids": []any{"a", nil}}), "user_ids holds a null. Leave it out", "user_ids"},
		{"null department", over(several, Values{"department_ids": []any{2, nil}}), "department_ids holds a null. Leave it out", "department_ids"},
		{"department zero", over(several, Values{"department_ids": []int64{0}}), "department_ids has 0; each number must be 1 to", "department_ids"},
		{"style of a QR code", Values{"style": 1}, `style is the look of a mini-program button and needs scene = "mini_program", but scene is "qr_code"`, "style"},
		{"style 3 of several", Values{"type": "multi", "scene": "mini_program", "style": 3}, `style 3 needs type = "single", but type is "multi"`, "style"},
		{"style zero", Values{"type": "multi", "scene": "mini_program", "style": 0}, "must be at least 1", "style"},
		{"long remark", Values{"remark": strings.Repeat("长", 31)}, "has 31 characters; WeCom allows 30", "remark"},
		{"long state", Values{"state": strings.Repeat("长", 31)}, "has 31 characters; WeCom allows 30", "state"},
		{"empty remark", Values{"remark": ""}, "remark is empty. To have none, leave the line out or write null.", "remark"},
		{"blank", Values{"state": "a "}, "begins or ends with a blank", "state"},
		{"line break", Values{"remark": "a\nb"}, "contains a control character or line break", "remark"},
		{"session of several", over(several, session(Values{})), `temporary_session needs type = "single", but type is "multi"`, "temporary_session"},
		{"long session", session(Values{"expires_in": 1209601}), "must be between 1 and 1209600", "temporary_session"},
		{"no session", session(Values{"chat_expires_in": 0}), "must be between 1 and 1209600", "temporary_session"},
		{"fraction", session(Values{"expires_in": 12342.5}), "temporary_session.expires_in is 12342.5, which is no whole number", "temporary_session"},
		{"empty union id", session(Values{"union_id": ""}), "union_id is empty", "temporary_session"},
		{"empty title", closing(Values{"link": closingPage(Values{"title": ""})}), "temporary_session.closing_message.link.title is empty; it needs at least one character.", "temporary_session"},
		{"empty closing message", closing(Values{}), "closing_message sets none of text, image, link and mini_program", "temporary_session"},
		{"two attachments", closing(Values{"image": Values{"media_id": "x"}, "link": closingPage(nil)}), "closing_message sets image and link. WeCom sends only one of image, link and mini_program", "temporary_session"},
		{"long text", closing(Values{"text": strings.Repeat("长", 1334)}), "has 4002 bytes; WeCom allows 4000", "temporary_session"},
		{"long title", closing(Values{"link": closingPage(Values{"title": strings.Repeat("长", 43)})}), "has 129 bytes; WeCom allows 128", "temporary_session"},
		{"long description", closing(Values{"link": closingPage(Values{"description": strings.Repeat("长", 171)})}), "has 513 bytes; WeCom allows 512", "temporary_session"},
		{"long mini program", closing(Values{"mini_program": Values{"title": strings.Repeat("长", 22), "app_id": "wx", "page": "/", "picture_media_id": "m"}}), "has 66 bytes; WeCom allows 64", "temporary_session"},
		{"no picture", closing(Values{"image": Values{}}), "closing_message.image names neither file nor media_id", "temporary_session"},
		{"two pictures", closing(Values{"image": Values{"media_id": "x", "file": pictures["a"]}}), "closing_message.image names both file and media_id", "temporary_session"},
		{"text named .png", closing(Values{"image": Values{"file": pictures["text"]}}), "which is no JPG or PNG, whatever it is called", "temporary_session"},
		{"11 MB", closing(Values{"image": Values{"file": pictures["large"]}}), "WeCom takes at most 10 MB here", "temporary_session"},
		{"no cover", closing(Values{"mini_program": Values{"title": "a", "app_id": "wx", "page": "/"}}), "needs exactly one of picture and picture_media_id", "temporary_session"},
		{"two covers", closing(Values{"mini_program": Values{"title": "a", "app_id": "wx", "page": "/", "picture_media_id": "m", "picture": Values{"file": pictures["a"]}}}),
			"needs exactly one of picture and picture_media_id", "temporary_session"},
		{"cover that is missing", closing(Values{"mini_program": Values{"title": "a", "app_id": "wx", "page": "/", "picture": Values{"file": pictures["missing"]}}}),
			"which does not exist", "temporary_session"},
	},
	Refused: refusedWays,
	Partial: []Partial{{
		Name: "reading back", To: Values{"mark_source": true, "state": "a"}, Warned: true, Says: "created but not read back", Sends: []string{"add_contact_way"}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "get_contact_way", Kind: emulator.FaultError, Code: 48002}},
	}},
	WrongIDs: map[string]string{"x" + " ": "A contact way is imported by its config_id", "nosuch": "Cannot import non-existent remote object"},
	Loss: Loss{
		Destroy: "Destroying contact way {id} destroys its QR code. Codes already printed stop working when this plan is applied.",
		Foreign: func(s *emulator.Switches) { s.WayForeign = "41044" }, Refused: "does not let this app touch it, so another app made it",
		Page: "Set the provider's secret (WECOM_SECRET) to that of the app that made it. Console: 应用管理 → 应用 → 自建",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, w := range c.ContactWays {
			id := w.ConfigID
			w.ConfigID, w.CreateTime = "", 0
			out[id] = w
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteContactWay(id) },
	Calls:    Calls{Create: "add_contact_way", Update: "update_contact_way", Delete: "del_contact_way", Reads: []string{"get_contact_way"}},
	Looks:    []string{"list_contact_way"},
	Families: []string{"external", "contact_way", "follow_user"},
	Lag:      3, LagUpdates: true,
	ListBy: "remark_regex",
	Blind:  map[string][]string{"WayMarkSourceAbsent=true": {"mark_source"}},
	Many: func(i int) Values {
		return Values{"type": "multi", "scene": "qr_code", "remark": fmt.Sprint("码", i), "state": fmt.Sprint(i), "user_ids": []string{"zhangsan"}}
	},
	Refresh: func(n int) int { return n + 3 },
	Hostile: acctest.Hostile{ID: "cw1", Config: `{"type":"single","scene":"qr_code","remark":"r","skip_verify":true,"user_ids":["Zhang"],"deletion_protection":false}`, Answers: []string{
		hostileWay, hostileWayMade + acctest.AnswerEnd + hostileWay, hostileWayMade + acctest.AnswerEnd + `{"errcode":41044,"errmsg":"x"}`,
		`<html>` + acctest.AnswerEnd + `{"errcode":0,"contact_way":[{"config_id":"cw1"}],"next_cursor":"a"}` + acctest.AnswerEnd + hostileWay,
		`{"errcode":0,"contact_way":{"config_id":"","type":9,"scene":9,"style":0,"remark":7,"user":[""," "],"party":[-1,0,2],"is_temp":"true","expires_in":-1,"conclusions":[{"text":[],"image":{"media_id":""}}]}}`,
		`{"errcode":0,"contact_way":[{"type":-1,"scene":-9223372036854775808,"is_temp":1,"conclusions":{"text":{"content":""}}}]}`,
	}},
})

const (
	hostileWayMade = `{"errcode":0,"errmsg":"ok","config_id":"cw1","qr_code":"https://p.example.com/1"}`
	hostileWay     = `{"errcode":0,"contact_way":{"config_id":"cw1","type":1,"scene":2,"remark":"r","state":"s","skip_verify":false,"qr_code":"https://p.example.com/1",` +
		`"user":["zhang"],"party":[],"is_temp":true,"expires_in":60,"chat_expires_in":61,"unionid":"u","conclusions":{"text":{"content":"t"},` +
		`"image":{"pic_url":"https://p"},"link":{"title":"l","picurl":"p","desc":"d","url":"u"},"miniprogram":{"title":"m","pic_media_id":"x","appid":"a","page":"/"}}}}`
)

var refusedWays = func() []Refused {
	seed := func(c *emulator.Corp) {
		c.Members = append(c.Members,
			emulator.Member{UserID: "nofunction", Name: "甲", RealNameVerified: true},
			emulator.Member{UserID: "inactive", Name: "乙", CustomerContact: true, RealNameVerified: true, Status: emulator.StatusNotActivated},
			emulator.Member{UserID: "unverified", Name: "丙", CustomerContact: true},
			emulator.Member{UserID: "hidden", Name: "丁", CustomerContact: true, RealNameVerified: true, Departments: []emulator.Membership{{Department: 3}}, MainDepartment: 3},
		)
		c.Members[0].Departments, c.Members[0].MainDepartment = []emulator.Membership{{Department: 2}}, 2
		for i := range c.Apps {
			c.Apps[i].VisibleDepartments, c.Apps[i].VisibleUsers = []int64{2}, []string{"lisi", "nofunction", "inactive", "unverified"}
		}
	}
	of := func(name, user string, says ...string) Refused {
		return Refused{Name: name, Corp: seed, Values: Values{"user_ids": []string{user}}, Says: says}
	}
	multi := func(name string, values Values, says ...string) Refused {
		return Refused{Name: name, Corp: seed, Values: over(several, values), Says: says}
	}
	code := func(name string, code int, values Values, says string) Refused {
		return Refused{Name: name, Values: values, Says: []string{says}, Fault: &emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultError, Code: code}}
	}
	return []Refused{
		of("member without the function", "nofunction", "it means nofunction, the only member named in user_ids. A member named here has no customer contact function"),
		multi("one of several without the function", Values{"user_ids": []string{"lisi", "nofunction"}}, "not among the members with 客户联系 that this app sees: nofunction"),
		of("member not activated", "inactive", "it means inactive, the only member named in user_ids. A member named here is not activated: never logged in, or not "+
			"real-name verified", "The member must log in to WeCom and verify. Console: 通讯录 → 组织架构 errcode 41054"),
		of("member not verified", "unverified", "it means unverified, the only member named in user_ids. A member named here has not been real-name verified (实名认证)",
			"The member must verify in the WeCom app. errcode 40098"),
		multi("one of several not activated", Values{"user_ids": []string{"inactive", "lisi"}}, "A member named here is not activated: never logged in, or not "+
			"real-name verified", "The member must log in to WeCom and verify. WeCom does not say which member it is"),
		multi("one member beside departments", Values{"user_ids": []string{"unverified"}, "department_ids": []int64{2}}, "real-name verified (实名认证)",
			"The member must verify in the WeCom app. WeCom does not say which member it is"),
		of("member outside the range", "hidden", "not among the members with 客户联系 that this app sees: hidden"),
		of("member who does not exist", "nobody", "not among the members with 客户联系 that this app sees: nobody. They have left, lack the function, or are outside the visible range: "+
			"correct that, or take them out of user_ids. Console: "),
		multi("department outside the range", Values{"user_ids": []string{}, "department_ids": []int64{3}}, "errcode 60011"),
		multi("department that does not exist", Values{"user_ids": []string{}, "department_ids": []int64{99}},
			"a department of department_ids does not exist or is outside the app's visible range: 99"),
		{Name: "style", Values: Values{"scene": "mini_program", "style": 9}, Says: []string{"errcode 41042"}},
		{Name: "later type", Values: Values{"type": "7"}, Says: []string{"errcode 41039"}},
		{Name: "later scene", Values: Values{"scene": "7"}, Says: []string{"errcode 41040"}},
		{Name: "media id", Values: closing(Values{"image": Values{"media_id": "nosuch"}}), Says: []string{"a media id of closing_message is wrong, has expired (after three days)"}},
		code("too many with departments", 41041, nil, "errcode 41041"), code("number of ways", 41045, nil, "errcode 41045"),
		code("no developer account", 41057, session(Values{"union_id": "o"}), "errcode 41057"), code("corp not verified", 43009, nil, "errcode 43009"),
		code("app not listed", 48002, nil, "可调用接口的应用"), code("untrusted address", 60020, nil, "errcode 60020"),
	}
}()

func oddContactWay(g *Generator, i int) {
	w := emulator.ContactWay{
		ConfigID: fmt.Sprintf("%08x%04x", g.Uint32(), i), Type: emulator.WayMulti, Scene: emulator.SceneQRCode,
		SkipVerify: g.IntN(2) == 0, MarkSource: g.IntN(2) == 0, Exclusive: g.IntN(4) == 0, CreateTime: 1_700_000_000 + int64(i), Owner: acctest.AppName,
	}
	w.Users, w.Departments = g.people()
	if g.IntN(2) == 0 {
		w.Type, w.Users, w.Departments = emulator.WaySingle, g.users[:1], nil
	}
	if g.IntN(3) == 0 {
		w.Scene, w.Style = emulator.SceneMiniProgram, int64(1+g.IntN(2))
	}
	if g.IntN(4) > 0 {
		w.Remark = g.name("way"+fmt.Sprint(i), 30, "")
	}
	if g.IntN(2) == 0 {
		w.State = g.name("state"+fmt.Sprint(i), 30, "")
	}
	g.corp.ContactWays = append(g.corp.ContactWays, w)
}
