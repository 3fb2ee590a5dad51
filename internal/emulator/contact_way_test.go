// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var _ = callable([3]int{48002, 1, 1},
	"externalcontact/add_contact_way", "externalcontact/get_contact_way", "externalcontact/list_contact_way", "externalcontact/update_contact_way", "externalcontact/del_contact_way", "externalcontact/close_temp_chat")

const (
	wayAdd    = "externalcontact/add_contact_way"
	wayGet    = "externalcontact/get_contact_way"
	wayList   = "externalcontact/list_contact_way"
	wayUpdate = "externalcontact/update_contact_way"
	wayDel    = "externalcontact/del_contact_way"
)

// plainWay is a way that uses every key of an ordinary one.
const plainWay = `{"type":2,"scene":2,"remark":"渠道客户","skip_verify":false,"state":"teststate","user":["wangfang","wuqiang"],"party":[2],"is_exclusive":true,"mark_source":true}`

// addWay adds a contact way and returns its id.
func (c *caller) addWay(body string) string {
	c.t.Helper()
	r := c.post(ExampleSecret, wayAdd, body)
	wantCode(c.t, r, 0)
	return r["config_id"].(string)
}

func (c *caller) way(id string) reply {
	c.t.Helper()
	r := c.post(ExampleSecret, wayGet, fmt.Sprintf(`{"config_id":%q}`, id))
	wantCode(c.t, r, 0)
	return r.obj("contact_way")
}

// updateWay sends keys, such as `"remark":"x"`, for a way and wants code.
func (c *caller) updateWay(id, keys string, code int) {
	c.t.Helper()
	wantCode(c.t, c.post(ExampleSecret, wayUpdate, fmt.Sprintf(`{"config_id":%q,%s}`, id, keys)), code)
}

func (c *caller) noViolations() {
	c.t.Helper()
	if v := c.srv.Violations(); len(v) != 0 {
		c.t.Fatalf("violations: %v", v)
	}
}

func TestContactWayLifeCycle(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleSecret, wayAdd, plainWay)
	wantCode(t, r, 0)
	id, code := r["config_id"].(string), r["qr_code"].(string)
	if len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" {
		t.Errorf("config_id %q is not 32 hex characters", id)
	}
	want := func(rest string) string { return `{"config_id":"` + id + `",` + rest + `,"qr_code":"` + code }
	equal(t, "way", asJSON(c.way(id)), want(`"is_temp":false,"mark_source":true,"party":[2]`)+
		`","remark":"渠道客户","scene":2,"skip_verify":false,"state":"teststate","type":2,"user":["wangfang","wuqiang"]}`)

	c.updateWay(id, `"remark":"新","skip_verify":true,"state":"s","user":["WANGFANG"],"party":[2,3]`, 0)
	equal(t, "way", asJSON(c.way(id)), want(`"is_temp":false,"mark_source":true,"party":[2,3]`)+
		`","remark":"新","scene":2,"skip_verify":true,"state":"s","type":2,"user":["wangfang"]}`)
	c.updateWay(id, `"state":"t"`, 0)
	equal(t, "omitted keys are kept", asJSON(c.way(id)), want(`"is_temp":false,"mark_source":true,"party":[2,3]`)+
		`","remark":"新","scene":2,"skip_verify":true,"state":"t","type":2,"user":["wangfang"]}`)

	byID := fmt.Sprintf(`{"config_id":%q}`, id)
	wantCode(t, c.post(ExampleSecret, wayDel, byID), 0)
	wantCode(t, c.post(ExampleSecret, wayDel, byID), 41044)
	wantCode(t, c.post(ExampleSecret, wayGet, byID), 41044)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	equal(t, "writes", len(c.srv.Writes()), 5)
	c.noViolations()
}

func TestContactWayDefaultsAndMiniProgram(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleSecret, wayAdd, `{"type":1,"scene":1,"style":3,"user":["wangfang"],"party":[2]}`)
	wantCode(t, r, 0)
	if _, ok := r["qr_code"]; ok {
		t.Error("a mini-program way has a qr_code")
	}
	id := r["config_id"].(string)
	want := `{"config_id":"` + id + `","is_temp":false,"mark_source":true,"party":[],"remark":"","scene":1,"skip_verify":true,"state":"","style":%s"type":1,"user":["wangfang"]}`
	equal(t, "way", asJSON(c.way(id)), fmt.Sprintf(want, "3,"))
	c.updateWay(id, `"style":2`, 0)
	equal(t, "way", asJSON(c.way(id)), fmt.Sprintf(want, "2,"))
	c.updateWay(id, `"style":4`, 41042)
	bare := c.way(c.addWay(`{"type":1,"scene":1,"user":["wangfang"]}`))
	if _, ok := bare["style"]; ok {
		t.Error("a style that was not given is shown")
	}
	// style means nothing for a QR code.
	if _, ok := c.way(c.addWay(`{"type":1,"scene":2,"style":9,"user":["wangfang"]}`))["style"]; ok {
		t.Error("a QR code has a style")
	}
}

func TestContactWayRefusals(t *testing.T) {
	c := start(t, ExampleCorp())
	long := strings.Repeat("渠", 31)
	for body, code := range map[string]int{
		`{}`:         41037,
		`{"type":3}`: 41038,
		`{"type":3,"scene":3,"user":["wangfang"]}`:                                                            41039,
		`{"type":1,"scene":3,"user":["wangfang"]}`:                                                            41040,
		`{"type":1,"scene":1,"style":0,"user":["wangfang"]}`:                                                  41042,
		`{"type":2,"scene":1,"style":3,"user":["wangfang"]}`:                                                  41042,
		`{"type":1,"scene":2,"user":["wangfang","wuqiang"]}`:                                                  41041,
		`{"type":1,"scene":2,"party":[2]}`:                                                                    40058,
		`{"type":2,"scene":2}`:                                                                                40058,
		`{"type":2,"scene":2,"user":["wangfang"],"remark":"` + long + `"}`:                                    40058,
		`{"type":2,"scene":2,"user":["wangfang"],"state":"` + long + `"}`:                                     40058,
		`{"type":2,"scene":2,"user":["nobody","zhaolei"]}`:                                                    60111,
		`{"type":2,"scene":2,"party":[99]}`:                                                                   60123,
		`{"type":2,"scene":2,"user":["zhaolei","sunli"]}`:                                                     84074,
		`{"type":2,"scene":2,"user":["wangfang","sunli","zhoujie"]}`:                                          41054,
		`{"type":2,"scene":2,"user":["zhoujie"]}`:                                                             40098,
		`{"type":2,"scene":2,"is_temp":true,"user":["wangfang"]}`:                                             40058,
		`{"type":1,"scene":2,"is_temp":true,"user":["wangfang"],"expires_in":1209601}`:                        40058,
		`{"type":1,"scene":2,"is_temp":true,"user":["wangfang"],"chat_expires_in":-1}`:                        40058,
		`{"type":1,"scene":2,"is_temp":true,"user":["wangfang"],"conclusions":{}}`:                            40058,
		`{"type":1,"scene":2,"user":["wangfang"],"expires_in":1209601,"conclusions":{"text":{"content":""}}}`: 0, // ignored without is_temp
		`{"type":2,"scene":2,"party":[4]}`:                                                                    0, // members of departments are filtered silently
	} {
		r := c.post(ExampleSecret, wayAdd, body)
		if r.code() != code {
			t.Errorf("%s: %d %s, want %d", body, r.code(), r.msg(), code)
		}
	}
	c.noViolations()
	wantCode(t, c.post(ExampleSecondSecret, wayAdd, `{"type":2,"scene":2,"user":["liuyang"]}`), 60011)
	wantCode(t, c.post(ExampleSecondSecret, wayAdd, `{"type":2,"scene":2,"party":[2]}`), 60011)
	for _, path := range []string{wayGet, wayUpdate, wayDel} {
		wantCode(t, c.post(ExampleSecret, path, `{}`), 41043)
		wantCode(t, c.post(ExampleSecret, path, `{"config_id":"x"}`), 41044)
	}
	r := c.post(ExampleSecret, wayAdd, `not json`)
	if r.code() != 41037 || !strings.HasPrefix(r.msg(), "Warning: wrong json format. missing contact way type") {
		t.Errorf("unparsed body: %v", r)
	}
}

func TestContactWayMembersExpanded(t *testing.T) {
	corp := ExampleCorp()
	for i := range 99 {
		corp.Members = append(corp.Members, Member{UserID: fmt.Sprintf("clerk%03d", i), Name: "店员", Departments: []Membership{{Department: 3}}, CustomerContact: true, RealNameVerified: true})
	}
	c := start(t, corp)
	// Department 3 holds 100 members.
	id := c.addWay(`{"type":2,"scene":2,"party":[3],"user":["clerk001"]}`)
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":2,"scene":2,"party":[3],"user":["wangfang"]}`), 41041)
	c.updateWay(id, `"user":["wangfang"]`, 41041)
	c.updateWay(id, `"party":[2]`, 41041) // its subtree has one member more
	equal(t, "unchanged", asJSON(c.way(id)["user"]), `["clerk001"]`)
}

func TestContactWayKeepsWhoLeft(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addWay(plainWay)
	if err := c.srv.Console().DeleteMember("wuqiang"); err != nil {
		t.Fatal(err)
	}
	equal(t, "kept", asJSON(c.way(id)["user"]), `["wangfang","wuqiang"]`)
	c.updateWay(id, `"remark":"x"`, 0)
	c.updateWay(id, `"remark":"y","user":["wangfang","wuqiang"]`, 60111)
	equal(t, "nothing applied", c.way(id)["remark"], any("x"))
	c.srv.SetSwitches(func(sw *Switches) { sw.WayDepartedHidden = true })
	equal(t, "hidden", asJSON(c.way(id)["user"]), `["wangfang"]`)
}

func TestContactWayList(t *testing.T) {
	c := start(t, Corp{CorpID: "wwtest", Apps: ExampleCorp().Apps})
	now := testTime.Unix()
	day := int64(24 * 3600)
	way := func(id string, created int64) ContactWay {
		return ContactWay{ConfigID: id, Type: WayMulti, Scene: SceneQRCode, Users: []string{"x"}, CreateTime: created, Owner: ExampleApp}
	}
	con := c.srv.Console()
	temporary := way("temporary", now)
	temporary.Type, temporary.Temporary, temporary.ExpiresIn, temporary.ChatExpiresIn = WaySingle, true, 60, 60
	foreign := way("foreign", now)
	foreign.Owner = ExampleSecondApp
	for _, w := range []ContactWay{
		way("before", listedSince.Unix()-1), way("since", listedSince.Unix()), way("old", now-91*day), way("a", now-89*day), way("b", now), way("c", now), temporary, foreign,
	} {
		if _, err := con.AddContactWay(w); err != nil {
			t.Fatal(err)
		}
	}
	list := func(body string) string {
		r := c.post(ExampleSecret, wayList, body)
		wantCode(t, r, 0)
		out := ""
		for _, row := range r.list("contact_way") {
			equal(t, "keys", len(row), 1)
			out += row["config_id"].(string) + " "
		}
		return out + r["next_cursor"].(string)
	}
	equal(t, "default window", list(`{}`), "a b c foreign ")
	equal(t, "all", list(`{"start_time":1}`), "since old a b c foreign ")
	equal(t, "zeros of an SDK", list(`{"start_time":0,"end_time":0,"limit":0}`), "a b c foreign ")
	equal(t, "window", list(fmt.Sprintf(`{"start_time":%d,"end_time":%d}`, now-91*day, now-89*day)), "old a ")
	first := list(`{"limit":3}`)
	names, cursor, _ := strings.Cut(first, "after-")
	equal(t, "page 1", names, "a b c ")
	if err := con.DeleteContactWay("c"); err != nil {
		t.Fatal(err)
	}
	equal(t, "page 2", list(`{"limit":3,"cursor":"after-`+cursor+`"}`), "foreign ")
	equal(t, "exact page", list(`{"limit":3}`), "a b foreign ")
	for body, code := range map[string]int{
		`{"limit":1001}`: 40058, `{"limit":-1}`: 40058, `{"cursor":"x"}`: 50100, `{"start_time":5,"end_time":4}`: 40058, `{"limit":1000}`: 0,
	} {
		wantCode(t, c.post(ExampleSecret, wayList, body), code)
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.ZeroLimitRefused, sw.WayZeroTimes = true, true })
	equal(t, "1970", list(`{"start_time":0,"end_time":0}`), "")
	r := c.post(ExampleSecret, wayList, `{"limit":0}`)
	wantCode(t, r, 40058)
	equal(t, "empty list on failure", asJSON(r["contact_way"]), "[]")
	c.srv.SetSwitches(func(sw *Switches) { sw.WayListOwn, sw.WayListDuplicates, sw.WayWindow90 = true, true, true })
	names, cursor, _ = strings.Cut(list(`{"limit":1}`), "after-")
	equal(t, "own", names, "a ")
	equal(t, "duplicates", list(`{"limit":1,"cursor":"after-`+cursor+`"}`), "a b ")
	wantCode(t, c.post(ExampleSecret, wayList, `{"start_time":1}`), 40058)
}

func TestContactWayDefaultPageIs100(t *testing.T) {
	corp := ExampleCorp()
	for i := range 101 {
		corp.ContactWays = append(corp.ContactWays, ContactWay{ConfigID: fmt.Sprintf("%03d", i), Type: WayMulti, Scene: SceneQRCode, Users: []string{"wangfang"}})
	}
	c := start(t, corp)
	r := c.post(ExampleSecret, wayList, `{}`)
	equal(t, "rows", len(r.list("contact_way")), 100)
	next := c.post(ExampleSecret, wayList, fmt.Sprintf(`{"cursor":%q}`, r["next_cursor"]))
	equal(t, "the last", asJSON(next["contact_way"]), `[{"config_id":"099"},{"config_id":"100"}]`)
}

func TestContactWayLimits(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{ContactWays: 2, DailyWays: 1}))
	c.addWay(plainWay) // one is in the corp already
	wantCode(t, c.post(ExampleSecret, wayAdd, plainWay), 41045)
	const temporary = `{"type":1,"scene":2,"is_temp":true,"user":["wangfang"]}`
	c.addWay(temporary)
	wantCode(t, c.post(ExampleSecret, wayAdd, temporary), 45009)
	c.srv.Advance(8*time.Hour + time.Second) // 2026-03-02 in China
	c.addWay(temporary)
}

func TestContactWayOfOthers(t *testing.T) {
	c := start(t, ExampleCorp())
	id := ExampleCorp().ContactWays[0].ConfigID
	equal(t, "readable", c.way(id)["remark"], any("展会易拉宝"))
	c.updateWay(id, `"remark":"x"`, 0)
	c.updateWay(id, `"mark_source":true`, 0)
	c.updateWay(id, `"mark_source":false`, 60011)
	for reading, code := range map[string]int{"60011": 60011, "41044": 41044} {
		c.srv.SetSwitches(func(sw *Switches) { sw.WayForeign = reading })
		c.updateWay(id, `"remark":"y"`, code)
		wantCode(t, c.post(ExampleSecret, wayGet, fmt.Sprintf(`{"config_id":%q}`, id)), code)
		wantCode(t, c.post(ExampleSecret, wayDel, fmt.Sprintf(`{"config_id":%q}`, id)), code)
		wantCode(t, c.post(ExampleSecondSecret, wayGet, fmt.Sprintf(`{"config_id":%q}`, id)), 0)
	}
}

func TestContactWaySeeds(t *testing.T) {
	good := ContactWay{ConfigID: "a", Type: WaySingle, Scene: SceneQRCode, Users: []string{"wangfang"}}
	temporary := func(w *ContactWay) { w.Temporary, w.ExpiresIn, w.ChatExpiresIn = true, 60, 60 }
	for _, tt := range []struct {
		code int
		edit func(*ContactWay)
	}{
		{0, func(*ContactWay) {}},
		{0, temporary},
		{41039, func(w *ContactWay) { w.Type = 0 }},
		{41040, func(w *ContactWay) { w.Scene = 0 }},
		{41042, func(w *ContactWay) { w.Style = 1 }},
		{41041, func(w *ContactWay) { w.Departments = []int64{2} }},
		{40058, func(w *ContactWay) { w.Type, w.Users = WayMulti, nil }},
		{40058, func(w *ContactWay) { w.Remark = strings.Repeat("x", 31) }},
		{40058, func(w *ContactWay) { w.State = strings.Repeat("x", 31) }},
		{40058, func(w *ContactWay) { w.ExpiresIn = 60 }},
		{40058, func(w *ContactWay) { temporary(w); w.ExpiresIn = maxTempSeconds + 1 }},
		{40058, func(w *ContactWay) { temporary(w); w.ChatExpiresIn = 0 }},
	} {
		w := good
		tt.edit(&w)
		err := Corp{CorpID: "wwtest", ContactWays: []ContactWay{w}}.Validate()
		if got := fmt.Sprint(err); tt.code == 0 && err != nil || tt.code != 0 && !strings.HasPrefix(got, fmt.Sprintf("contact way a: errcode %d", tt.code)) {
			t.Errorf("%+v: %v, want %d", w, err, tt.code)
		}
	}
	if err := (Corp{CorpID: "wwtest", ContactWays: []ContactWay{good, good}}).Validate(); err == nil {
		t.Error("one id twice")
	}
}
