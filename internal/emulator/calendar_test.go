// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 48002},
	"oa/calendar/add", "oa/calendar/get", "oa/calendar/update", "oa/calendar/del")

const plainCalendar = `"summary":"s","color":"#FF3030","shares":[{"userid":"wangfang"},{"userid":"WuQiang","permission":3}]`

func (c *caller) calendar(name, body string) reply {
	return c.post(ExampleSecret, "oa/calendar/"+name, body)
}

func (c *caller) calendars(id string) string {
	c.t.Helper()
	r := c.calendar("get", fmt.Sprintf(`{"cal_id_list":[%q]}`, id))
	wantCode(c.t, r, 0)
	return asJSON(r["calendar_list"])
}

func TestCalendar(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.calendar("add", `{"calendar":{"admins":["wangfang"],`+plainCalendar+`,"description":"d","is_public":1,"public_range":{"userids":["wuqiang"],"partyids":[2]}}}`)
	wantCode(t, r, 0)
	id := strings.Trim(asJSON(r["cal_id"]), `"`)
	equal(t, "calendar", c.calendars(id), fmt.Sprintf(`[{"admins":["wangfang"],"cal_id":%q,"color":"#FF3030","description":"d","is_corp_calendar":0,"is_public":1,`+
		`"public_range":{"partyids":[2],"userids":["wuqiang"]},"shares":[{"permission":1,"userid":"wangfang"},{"permission":3,"userid":"wuqiang"}],"summary":"s"}]`, id))
	for body, code := range map[string]int{
		`{}`: 40058, `{"calendar":{"color":"#FF3030"}}`: 40058, `{"calendar":{"summary":"s"}}`: 90473, `{"calendar":{"summary":"s","color":"red"}}`: 90473,
		`{"calendar":{"summary":"` + strings.Repeat("长", 129) + `","color":"#FF3030"}}`: 40058, `{"calendar":{"summary":"s","color":"#FF3030","admins":["wangfang"]}}`: 90492,
		`{"calendar":{` + plainCalendar + `,"admins":["wangfang","wuqiang","wangfang","wuqiang"]}}`: 40058, `{"calendar":{` + plainCalendar + `,"is_public":1}}`: 90483,
		`{"calendar":{` + plainCalendar + `,"is_corp_calendar":1}}`: 90483, `{"calendar":{` + plainCalendar + `,"organizer":"wangfang"}}`: 90493,
		`{"calendar":{"summary":"s","color":"#FF3030","shares":[{"userid":"wangfang","readonly":1}]}}`:   90493,
		`{"calendar":{"summary":"s","color":"#FF3030","shares":[{"userid":"wangfang","permission":2}]}}`: 40058,
		`{"calendar":{` + plainCalendar + `,"is_public":1,"public_range":{"userids":["nobody"]}}}`:       60111,
	} {
		wantCode(t, c.calendar("add", body), code)
	}

	// Whoever cannot be added is a row that failed, and no admin either.
	r = c.calendar("add", `{"calendar":{"summary":"s","color":"#FF3030","admins":["nobody"],"shares":[{"userid":"nobody"},{"userid":"wangfang"}]}}`)
	wantCode(t, r, 0)
	equal(t, "failed", asJSON(r.obj("fail_result")["shares"]), `[{"errcode":60111,"errmsg":"not found","userid":"nobody"}]`)
	second := strings.Trim(asJSON(r["cal_id"]), `"`)
	if got := c.calendars(second); !strings.Contains(got, `"admins":[]`) || !strings.Contains(got, `"shares":[{"permission":1,"userid":"wangfang"}]`) {
		t.Error(got)
	}

	// An update overwrites: what is left out is emptied, but for a range that is skipped.
	wantCode(t, c.calendar("update", fmt.Sprintf(`{"skip_public_range":1,"calendar":{"cal_id":%q,"summary":"t","color":"#000000"}}`, id)), 0)
	equal(t, "updated", c.calendars(id), fmt.Sprintf(`[{"admins":[],"cal_id":%q,"color":"#000000","description":"","is_corp_calendar":0,"is_public":1,`+
		`"public_range":{"partyids":[2],"userids":["wuqiang"]},"shares":[],"summary":"t"}]`, id))
	wantCode(t, c.calendar("update", fmt.Sprintf(`{"calendar":{"cal_id":%q,"summary":"t","color":"#000000"}}`, id)), 90483)
	wantCode(t, c.calendar("update", `{"calendar":{"cal_id":"wcNobody","summary":"t","color":"#000000"}}`), 90457)
	wantCode(t, c.calendar("get", `{"cal_id_list":[]}`), 90458)

	// Nothing across apps.
	if err := c.srv.Console().SetCalendars(ExampleSecondApp, true); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecondSecret, "oa/calendar/del", fmt.Sprintf(`{"cal_id":%q}`, id)), 90466)
	foreign := c.post(ExampleSecondSecret, "oa/calendar/get", fmt.Sprintf(`{"cal_id_list":[%q]}`, id))
	wantCode(t, foreign, 0)
	equal(t, "another app's", asJSON(foreign["calendar_list"]), `[]`)

	wantCode(t, c.calendar("del", fmt.Sprintf(`{"cal_id":%q}`, id)), 0)
	wantCode(t, c.calendar("del", fmt.Sprintf(`{"cal_id":%q}`, id)), 90459)
	equal(t, "deleted", c.calendars(id), `[]`)

	r = c.calendar("add", `{"calendar":{"summary":"s","color":"#FF3030","set_as_default":1}}`)
	wantCode(t, c.calendar("del", fmt.Sprintf(`{"cal_id":%s}`, asJSON(r["cal_id"]))), 90712)
	c.srv.SetSwitches(func(s *Switches) { s.CalendarDefaultDeletable = true })
	wantCode(t, c.calendar("del", fmt.Sprintf(`{"cal_id":%s}`, asJSON(r["cal_id"]))), 0)
}

func TestCalendar_readings(t *testing.T) {
	corp := ExampleCorp()
	corp.Calendars = []Calendar{
		{ID: "wc1", Summary: "s", Color: "#FF3030", Admins: []string{"wangfang"}, Shares: []CalendarShare{{"wangfang", 1}}, Owner: ExampleApp},
		{ID: "wc2", Summary: "s", Color: "#FF3030", Public: true, CorpWide: true, PublicDepartments: []int64{1}, Owner: ExampleApp},
		{ID: "wc3", Summary: "s", Color: "#FF3030", Owner: ExampleSecondApp},
	}
	c := start(t, corp)
	for _, tc := range []struct {
		change    func(*Switches)
		id        string
		says, not string
	}{
		{func(*Switches) {}, "wc1", `"admins":["wangfang"]`, "public_range"},
		{func(s *Switches) { s.CalendarAdmins = CalendarAdminsBoth }, "wc1", `"adminis":["wangfang"],"admins":["wangfang"]`, ""},
		{func(s *Switches) { s.CalendarAdmins = CalendarAdminsSample }, "wc1", `"adminis":["wangfang"]`, `"admins"`},
		{func(s *Switches) { s.CalendarPermissionAbsent = true }, "wc1", `"shares":[{"userid":"wangfang"}]`, ""},
		{func(s *Switches) { s.CalendarRangeShown = true }, "wc1", `"public_range":{"partyids":[],"userids":[]}`, ""},
		{func(s *Switches) { s.CalendarFlagsAbsent = true }, "wc1", `"summary"`, "is_public"},
		{func(s *Switches) { s.CalendarCorpColor = EmptyAbsent }, "wc2", `"is_corp_calendar":1`, `"color"`},
		{func(s *Switches) { s.CalendarCorpColor = CalendarColorDefault }, "wc2", `"color":"#2F90EA"`, ""},
		{func(s *Switches) { s.CalendarNoText = EmptyNull }, "wc2", `"description":null`, ""},
	} {
		c.srv.SetSwitches(func(s *Switches) { s.CalendarSwitches = CalendarSwitches{}; tc.change(s) })
		if got := c.calendars(tc.id); !strings.Contains(got, tc.says) || tc.not != "" && strings.Contains(got, tc.not) {
			t.Errorf("want %s and not %q, got %s", tc.says, tc.not, got)
		}
	}
	c.srv.SetSwitches(func(s *Switches) {
		s.CalendarGoneRefused, s.CalendarForeign90466, s.CalendarBadShareRefused, s.CalendarOmittedKept = true, true, true, true
	})
	wantCode(t, c.calendar("get", `{"cal_id_list":["wc1","wcNobody"]}`), 90457)
	wantCode(t, c.calendar("get", `{"cal_id_list":["wc3"]}`), 90466)
	wantCode(t, c.calendar("update", `{"calendar":{"cal_id":"wc1","summary":"s","color":"#FF3030","shares":[{"userid":"nobody"}]}}`), 60111)
	wantCode(t, c.calendar("update", `{"calendar":{"cal_id":"wc1","summary":"t","color":"#FF3030"}}`), 0)
	if got := c.calendars("wc1"); !strings.Contains(got, `"shares":[{"permission":1`) {
		t.Errorf("what is left out is kept: %s", got)
	}
}

var _ = serves(func(s serving) {
	id := strings.Trim(asJSON(s.call("add calendar", "oa/calendar/add", `{"calendar":{`+plainCalendar+`}}`)["cal_id"]), `"`)
	s.call("update calendar", "oa/calendar/update", fmt.Sprintf(`{"calendar":{"cal_id":%q,"summary":"x",%s}}`, id, strings.TrimPrefix(plainCalendar, `"summary":"s",`)))
	for range 4 { // reads may lag by three
		s.calendar("get", fmt.Sprintf(`{"cal_id_list":[%q]}`, id))
	}
	s.shows("calendar", true, func() any { return strings.Contains(s.calendars(id), `"summary":"x"`) })
	s.call("delete", "oa/calendar/del", fmt.Sprintf(`{"cal_id":%q}`, id))
})
