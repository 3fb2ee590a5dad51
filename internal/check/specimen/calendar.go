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

// calendarBody is an update, which names everything.
func calendarBody(admins, name, color, description, shares string) string {
	return fmt.Sprintf(`calendar/update {"calendar":{"cal_id":"{id}","admins":[%s],"summary":%q,"color":%q,"description":%q,"shares":[%s]}}`, admins, name, color, description, shares)
}

func calendarEdit(change func(*emulator.Calendar)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateCalendar(id, change) }
}

// sharing are members of a calendar, as userid or userid:permission.
func sharing(all ...string) []any {
	out := make([]any, 0, len(all))
	for _, s := range all {
		id, permission, given := strings.Cut(s, ":")
		if !given {
			permission = "view"
		}
		out = append(out, Values{"user_id": id, "permission": permission})
	}
	return out
}

const (
	shareLisi     = `{"userid":"lisi","permission":1}`
	shareZhangsan = `{"userid":"zhangsan","permission":1}`
)

var (
	calendarWrites = []string{"calendar/update"}
	someRange      = Values{"public": true, "public_user_ids": []string{"lisi"}}
)

var _ = add(Specimen{
	Type: "wecom_calendar",
	Corp: threeDepartments,
	Defaults: Values{"id": Match(`^wc`), "description": nil, "shares": nil, "admin_user_ids": nil, "public": false, "corp_wide": false, "public_user_ids": nil,
		"public_department_ids": nil, "default_of_app": false, "deletion_protection": false},
	NotImported: map[string]string{
		"default_of_app": "WeCom does not show it",
	},
	Minimal: Object{
		Values: Values{"name": "值班", "color": "#FF3030"},
		Sends:  []string{`calendar/add {"calendar":{"summary":"值班","color":"#FF3030","description":"","shares":[]}}`},
		Calls:  map[string]int{"add": 1},
	},
	Maximal: Object{
		Values: Values{"name": strings.Repeat("历", 128), "color": "#2f90ea", "description": "排班 & <一>", "shares": sharing("zhangsan:view", "lisi:busy_only"),
			"admin_user_ids": []string{"zhangsan"}, "public": true, "public_user_ids": []string{"lisi", "zhangsan"}, "public_department_ids": []int64{3, 2},
			"deletion_protection": false},
		Sends: []string{fmt.Sprintf(`calendar/add {"calendar":{"admins":["zhangsan"],"summary":%q,"color":"#2f90ea","description":"排班 & <一>",`, strings.Repeat("历", 128)) +
			`"shares":[{"userid":"lisi","permission":3},` + shareZhangsan + `],"is_public":1,"public_range":{"userids":["lisi","zhangsan"],"partyids":[2,3]}}}`},
	},
	Big: &Big{Of: func(n int) Values { return Values{"shares": sharing(manyUsers(n)...)} },
		Less: calendarEdit(func(c *emulator.Calendar) { c.Shares = c.Shares[1:] })},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "值班表 & <1>"}, Sends: []string{calendarBody("", "值班表 & <1>", "#FF3030", "", "")}, Calls: map[string]int{"get": 1, "update": 1}},
		{Name: "color", To: Values{"color": "#00ff00"}, Sends: []string{calendarBody("", "值班", "#00ff00", "", "")}},
		{Name: "case of the colour", To: Values{"color": "#ff3030"}, Sends: []string{}},
		{Name: "description", To: Values{"description": "一"}, Sends: []string{calendarBody("", "值班", "#FF3030", "一", "")}},
		{Name: "shares", To: Values{"shares": sharing("lisi")}, State: Values{"shares": sharing("lisi")}, Warns: "WeCom notifies every member whom calendar \"值班\" ({id}) is changed for, 1 in all: lisi.",
			Sends: []string{calendarBody("", "值班", "#FF3030", "", shareLisi)}},
		{Name: "another permission", From: Values{"shares": sharing("lisi", "zhangsan")}, To: Values{"shares": sharing("lisi:busy_only", "zhangsan")},
			State: Values{"shares": sharing("lisi:busy_only", "zhangsan")}, Warns: "2 in all: lisi, zhangsan.",
			Sends: []string{calendarBody("", "值班", "#FF3030", "", `{"userid":"lisi","permission":3},`+shareZhangsan)}},
		{Name: "what WeCom takes when nothing is said", From: Values{"shares": sharing("lisi")}, To: Values{"shares": []any{Values{"user_id": "LiSi", "permission": nil}}}, State: Values{"shares": sharing("lisi")}, Silent: true},
		{Name: "order", From: Values{"shares": sharing("lisi", "zhangsan")}, To: Values{"shares": sharing("zhangsan", "lisi")}, State: Values{"shares": sharing("lisi", "zhangsan")}, Silent: true},
		{Name: "admin_user_ids", From: Values{"shares": sharing("lisi", "zhangsan")}, To: Values{"admin_user_ids": []string{"lisi"}}, State: Values{"shares": sharing("lisi", "zhangsan")},
			Warns: "2 in all: lisi, zhangsan.", Sends: []string{calendarBody(`"lisi"`, "值班", "#FF3030", "", shareLisi+","+shareZhangsan)}},
		{Name: "public_user_ids", From: someRange, To: Values{"public_user_ids": []string{"zhangsan"}},
			Sends: []string{`calendar/update {"skip_public_range":0,"calendar":{"cal_id":"{id}","admins":[],"summary":"值班","color":"#FF3030","description":"","shares":[],` +
				`"public_range":{"userids":["zhangsan"],"partyids":[]}}}`}},
		{Name: "public_department_ids", From: someRange, To: Values{"public_department_ids": []int64{2}},
			Sends: []string{`calendar/update {"skip_public_range":0,"calendar":{"cal_id":"{id}","admins":[],"summary":"值班","color":"#FF3030","description":"","shares":[],` +
				`"public_range":{"userids":["lisi"],"partyids":[2]}}}`}},
		{Name: "public", To: Values{"public": true, "public_user_ids": []string{"lisi"}}, Replaced: true, Warns: "Events of calendar \"值班\" ({id}) will be lost",
			Sends: []string{"calendar/add", "calendar/del"}},
		{Name: "corp_wide", From: Values{"public": true, "public_department_ids": []int64{2}}, To: Values{"corp_wide": true}, Replaced: true,
			Warns: "Events of calendar \"值班\" ({id}) will be lost", Sends: []string{"calendar/add", "calendar/del"}},
		{Name: "corp_wide that is public of itself", From: Values{}, To: Values{"corp_wide": true, "public_department_ids": []int64{2}}, State: Values{"public": true}, Replaced: true,
			Sends: []string{"calendar/add", "calendar/del"}},
		// What makes a calendar the default one cannot be destroyed: TestCalendar_default holds it.
		{Name: "default_of_app as it was", To: Values{"default_of_app": false, "name": "二"}, Sends: []string{calendarBody("", "二", "#FF3030", "", "")}},
	},
	Unset: []Unset{
		{Name: "description", From: Values{"description": "一"}, Remove: []string{"description"}, Sends: []string{calendarBody("", "值班", "#FF3030", "", "")}},
		{Name: "shares and admins", From: Values{"shares": sharing("lisi"), "admin_user_ids": []string{"lisi"}}, Remove: []string{"shares", "admin_user_ids"},
			Sends: []string{calendarBody("", "值班", "#FF3030", "", "")}},
		{Name: "admins that stay", From: Values{"shares": sharing("lisi:view"), "admin_user_ids": []string{"lisi"}}, Remove: []string{"admin_user_ids"},
			Switches: func(s *emulator.Switches) { s.CalendarAdminsKept = true }, Refused: "WeCom accepted that calendar \"值班\" ({id}) has no admins and kept lisi."},
		{Name: "a range of two", From: Values{"public": true, "public_user_ids": []string{"lisi"}, "public_department_ids": []int64{2}}, Remove: []string{"public_user_ids"},
			Sends: calendarWrites},
	},
	Drift: []Drift{
		{Name: "name", Edit: calendarEdit(func(v *emulator.Calendar) { v.Summary = "改" }), Sends: calendarWrites},
		{Name: "color", Edit: calendarEdit(func(v *emulator.Calendar) { v.Color = "#000000" }), Sends: calendarWrites},
		{Name: "description", Edit: calendarEdit(func(v *emulator.Calendar) { v.Description = "" }), Sends: calendarWrites},
		{Name: "a member less", Edit: calendarEdit(func(v *emulator.Calendar) { v.Shares = v.Shares[1:] }), Sends: calendarWrites},
		{Name: "another permission", Edit: calendarEdit(func(v *emulator.Calendar) { v.Shares[0].Permission = 4 - v.Shares[0].Permission }), Sends: calendarWrites},
		{Name: "no admin", Edit: calendarEdit(func(v *emulator.Calendar) { v.Admins = nil }), Sends: calendarWrites},
		{Name: "the range", Edit: calendarEdit(func(v *emulator.Calendar) { v.PublicUsers, v.PublicDepartments = []string{"lisi"}, nil }), Sends: calendarWrites},
	},
	Invalid: []Invalid{
		{"colour by name", Values{"color": "red"}, `color is "red"; write # and six hexadecimal digits, such as #FF3030.`, "color"},
		{"short colour", Values{"color": "#FFF"}, `color is "#FFF"; write # and six hexadecimal digits`, "color"},
		{"long name", Values{"name": strings.Repeat("历", 129)}, "name has 129 characters; WeCom allows 128", "name"},
		{"long description", Values{"description": strings.Repeat("长", 513)}, "description has 513 characters; WeCom allows 512", "description"},
		{"admin who is no share", Values{"shares": sharing("lisi"), "admin_user_ids": []string{"zhangsan"}},
			`admin_user_ids has "zhangsan", who is not among shares: an admin is a member of the calendar.`, "admin_user_ids"},
		{"four admins", Values{"shares": sharing("a", "b", "c", "d"), "admin_user_ids": []string{"a", "b", "c", "d"}}, "at most 3 elements, got: 4", "admin_user_ids"},
		{"2,001 shares", Values{"shares": sharing(manyUsers(2001)...)}, "shares names 2001 members; WeCom takes 2000.", "shares"},
		{"unknown permission", Values{"shares": sharing("lisi:write")}, `shares gives lisi the permission "write"; it must be "view" or "busy_only".`, "shares"},
		{"a name for a userid", Values{"shares": sharing("李四")}, `shares: "李四" is no userid`, "shares"},
		{"a member twice", Values{"shares": sharing("lisi:view", "lisi:busy_only")}, "shares names lisi twice, with different permissions.", "shares"},
		{"a member in two spellings", Values{"shares": sharing("lisi", "LiSi")}, "which are one member", "shares"},
		{"corp-wide without a range", Values{"corp_wide": true}, "corp_wide is true and nobody is in its range: write public_user_ids or public_department_ids.", "corp_wide"},
		{"public without a range", Values{"public": true}, "public is true and nobody is in its range: write public_user_ids or public_department_ids.", "public"},
		{"range of nothing", Values{"public_user_ids": []string{"lisi"}}, "public_user_ids is given, and neither public nor corp_wide is true.", "public_user_ids"},
		{"departments of nothing", Values{"public_department_ids": []int64{2}}, "public_department_ids is given, and neither public nor corp_wide is true.", "public_department_ids"},
		{"corp-wide and not public", Values{"corp_wide": true, "public": false, "public_user_ids": []string{"lisi"}}, "a corp-wide calendar is public. Leave public out.", "public"},
		{"corp-wide default", Values{"corp_wide": true, "default_of_app": true, "public_user_ids": []string{"lisi"}}, "WeCom takes no corp-wide calendar as the default one.", "default_of_app"},
		{"corp-wide, busy only", Values{"corp_wide": true, "public_user_ids": []string{"lisi"}, "shares": sharing("lisi:busy_only")},
			`shares gives lisi the permission "busy_only": the members of a corp-wide calendar see its events.`, "shares"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].Calendars = false }, Says: []string{"errcode 48002", "协作 → 日程 → 可调用接口的应用"}},
		{Name: "a member of nobody, all or nothing", Values: Values{"shares": sharing("nobody")}, Switches: func(s *emulator.Switches) { s.CalendarBadShareRefused = true },
			Says: []string{"errcode 60111", "Correct shares (nobody) and the public range"}},
		{Name: "a range of nobody", Values: Values{"public": true, "public_user_ids": []string{"nobody"}}, Says: []string{"errcode 60111"}},
		{Name: "too many", Fault: &emulator.Fault{Path: "calendar/add", Kind: emulator.FaultError, Code: 90481}, Says: []string{"errcode 90481", "10,000"}},
		{Name: "app type without admins", Fault: &emulator.Fault{Path: "calendar/add", Kind: emulator.FaultError, Code: 90495}, Says: []string{"errcode 90495", "Take admin_user_ids out."}},
	},
	Partial: []Partial{
		{
			Name: "a change of another app's", From: Values{}, To: Values{"name": "二"}, Says: "made by another app; nothing can be done across apps",
			Faults: []emulator.Fault{{Path: "calendar/update", Kind: emulator.FaultError, Code: 90466}}, Sends: calendarWrites, Finishes: calendarWrites,
		},
	},
	WrongIDs: map[string]string{"wc" + blank: "A calendar is imported by its cal_id", "wcNobody": "this app has no calendar of that id: it was deleted, or another app made it"},
	Loss: Loss{
		Destroy: `Events of calendar "值班" ({id}) will be lost Destroying calendar "值班" ({id}) destroys its events. ` +
			`Its events are lost once this plan is applied, WeCom notifies its members, and a new calendar has another id.`,
		Foreign: func(s *emulator.Switches) { s.CalendarForeign90466 = true }, Refused: "made by another app; nothing can be done across apps", Page: "应用管理",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, v := range c.Calendars {
			id := v.ID
			v.ID = ""
			slices.SortFunc(v.Shares, func(a, b emulator.CalendarShare) int { return strings.Compare(a.UserID, b.UserID) })
			slices.Sort(v.PublicUsers)
			out[id] = v
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteCalendar(id) },
	Calls:    Calls{Create: "calendar/add", Update: "calendar/update", Delete: "calendar/del", Reads: []string{"calendar/get"}},
	Families: []string{"calendar"},
	Lag:      3, LagUpdates: true,
	Unlisted: "WeCom lists no calendars (日历), so that no program can look for it. If it was made, its members were notified",
	Many:     func(i int) Values { return Values{"name": fmt.Sprint("历", i), "color": "#FF3030"} },
	Refresh:  func(n int) int { return n + 1 },
	Hostile: acctest.Hostile{ID: "wc1", Config: `{"name":"n","color":"#FF3030","shares":[{"user_id":"a"}],"admin_user_ids":["a"],"deletion_protection":false}`, Answers: []string{
		hostileCalendar, `{"errcode":0,"cal_id":"wc1","fail_result":{"shares":[{"errcode":40001,"errmsg":"not found","userid":"a"}]}}` + acctest.AnswerEnd + hostileCalendar,
		`{"errcode":0,"calendar_list":[]}`, `{"errcode":0}`, `<html>` + acctest.AnswerEnd + hostileCalendar,
		`{"errcode":0,"calendar_list":[{"cal_id":"wc1","summary":"n","color":7,"admins":null,"adminis":"a","shares":{"userid":"a"},"is_public":"1","public_range":[]}]}`,
		`{"errcode":0,"calendar_list":[{"cal_id":"wc2","summary":"n"},{"cal_id":"wc1"}]}`, `{"errcode":90459,"errmsg":"x"}`, `{"errcode":90466,"errmsg":"x"}`,
	}},
})

const hostileCalendar = `{"errcode":0,"cal_id":"wc1","calendar_list":[{"cal_id":"wc1","admins":["a"],"adminis":["a"],"summary":"n","color":"#FF3030","description":"d",` +
	`"shares":[{"userid":"a","permission":1},{"userid":"b","permission":3}],"is_public":1,"public_range":{"userids":["b","a"],"partyids":[2]},"is_corp_calendar":0}]}`
