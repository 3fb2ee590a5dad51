// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// ruleBody is an update of the rule with one part.
func ruleBody(part string) string { return `update_intercept_rule {"rule_id":"{id}",` + part + `}` }

func ruleEdit(change func(*emulator.InterceptRule)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateInterceptRule(id, change) }
}

var _ = add(Specimen{
	Type:         "wecom_intercept_rule",
	NoNewMembers: true,
	Odd:          Odd{Most: 90, Make: oddInterceptRule},
	Left: Left{
		Values: Values{"name": "禁语", "words": []string{"返现"}, "action": "block"},
		Names: func(c emulator.Corp) ([]string, []int64) {
			return c.InterceptRules[0].Users, c.InterceptRules[0].Departments
		},
		Readings: map[string]func(*emulator.Switches){
			"shown":                    func(s *emulator.Switches) { s.RuleDepartedShown = true },
			"removable":                func(s *emulator.Switches) { s.RuleGoneRemovable = true },
			"removing none is refused": func(s *emulator.Switches) { s.RuleNoopRefused = true },
		},
	},
	Corp: func(c *emulator.Corp) {
		c.Departments = append(c.Departments,
			emulator.Department{ID: 2, Name: "销售", ParentID: 1, Order: 2}, emulator.Department{ID: 3, Name: "上海", ParentID: 2, Order: 1})
	},
	Defaults: Values{
		"id": Any, "semantics": []string{}, "user_ids": []string{}, "department_ids": []int64{}, "deletion_protection": false,
		"created_at": Match(`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$`),
	},
	Minimal: Object{
		Values: Values{"name": "禁语", "words": []string{"返现"}, "action": "block", "user_ids": []string{"zhangsan"}},
		Sends:  []string{`add_intercept_rule {"rule_name":"禁语","word_list":["返现"],"intercept_type":1,"applicable_range":{"user_list":["zhangsan"]}}`},
		// The list once, to see that the name is free.
		Calls: map[string]int{"add_intercept_rule": 1, "get_intercept_rule_list": 2, "get_intercept_rule": 1, "list_id": 1},
	},
	Maximal: Object{
		Values: Values{
			"name": strings.Repeat("名", 20), "words": []string{"返现", "<a & b>", strings.Repeat("长", 32)}, "action": "warn", "user_ids": []string{"zhangsan", "lisi"},
			"department_ids": []int64{3, 2}, "semantics": []string{"red_packet", "email", "phone_number"}, "deletion_protection": false,
		},
		Sends: []string{fmt.Sprintf(`add_intercept_rule {"rule_name":%q,"word_list":["<a & b>","返现",%q],"semantics_list":[1,2,3],"intercept_type":2,`+
			`"applicable_range":{"user_list":["lisi","zhangsan"],"department_list":[2,3]}}`, strings.Repeat("名", 20), strings.Repeat("长", 32))},
	},
	Edits: []Edit{
		{Name: "name and range", To: Values{"name": "禁词", "user_ids": []string{"lisi"}}, Sends: []string{
			ruleBody(`"rule_name":"禁词"`), ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`), ruleBody(`"remove_applicable_range":{"user_list":["zhangsan"]}`)}},
		{Name: "name", To: Values{"name": "新名"}, Sends: []string{ruleBody(`"rule_name":"新名"`)}},
		{Name: "words", To: Values{"words": []string{"返现", "回扣"}}, Sends: []string{ruleBody(`"word_list":["回扣","返现"]`)}},
		{Name: "action", To: Values{"action": "warn"}, Sends: []string{ruleBody(`"intercept_type":2`)}},
		{Name: "semantics", To: Values{"semantics": []string{"email", "red_packet"}}, Sends: []string{ruleBody(`"extra_rule":{"semantics_list":[2,3]}`)}},
		{Name: "no semantics", From: Values{"semantics": []string{"email"}}, To: Values{"semantics": []string{}}, Sends: []string{ruleBody(`"extra_rule":{"semantics_list":[]}`)}},
		{Name: "a user more", To: Values{"user_ids": []string{"zhangsan", "lisi"}}, Sends: []string{ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`)}},
		{Name: "a user less", From: Values{"user_ids": []string{"zhangsan", "lisi"}}, To: Values{"user_ids": []string{"lisi"}},
			Sends: []string{ruleBody(`"remove_applicable_range":{"user_list":["zhangsan"]}`)}},
		{Name: "a department more", To: Values{"department_ids": []int64{2}}, Sends: []string{ruleBody(`"add_applicable_range":{"department_list":[2]}`)}},
		// The whole range changes: additions go first, or the rule would be without any.
		{Name: "the whole range", To: Values{"user_ids": nil, "department_ids": []int64{2}}, Sends: []string{
			ruleBody(`"add_applicable_range":{"department_list":[2]}`), ruleBody(`"remove_applicable_range":{"user_list":["zhangsan"]}`)}},
		// WeCom does not tell userids apart by case and shows them as the directory spells them.
		{Name: "spelling of a user", From: Values{"user_ids": []string{"ZhangSan"}}, To: Values{"user_ids": []string{"zhangsan"}}, Silent: true,
			State: Values{"user_ids": []string{"ZhangSan"}}},
		{Name: "a user more beside another spelling", From: Values{"user_ids": []string{"ZhangSan"}}, To: Values{"user_ids": []string{"zhangsan", "lisi"}},
			Sends: []string{ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`)}},
		{Name: "[] and no line", To: Values{"semantics": []string{}, "department_ids": []int64{}}, Silent: true},
	},
	Unset: []Unset{
		{Name: "semantics and department_ids", From: Values{"semantics": []string{"email"}, "department_ids": []int64{2}}, Remove: []string{"semantics", "department_ids"},
			Sends: []string{ruleBody(`"extra_rule":{"semantics_list":[]}`), ruleBody(`"remove_applicable_range":{"department_list":[2]}`)}},
	},
	Drift: []Drift{
		{Name: "semantics and users", Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Semantics, r.Users = []int64{1}, []string{"zhangsan"} }),
			Sends: []string{ruleBody(`"extra_rule":{"semantics_list":[1,2,3]}`), ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`)}},
		{Name: "name", Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Name = "别的" }), Sends: []string{ruleBody(`"rule_name":"` + strings.Repeat("名", 20) + `"`)}},
		{Name: "words", Of: Values{"words": []string{"返现"}}, Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Words = append(r.Words, "多余") }),
			Sends: []string{ruleBody(`"word_list":["返现"]`)}},
		{Name: "semantics", Of: Values{"semantics": []string{"email"}}, Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Semantics = nil }),
			Sends: []string{ruleBody(`"extra_rule":{"semantics_list":[2]}`)}},
		{Name: "action", Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Type = emulator.InterceptBlock }), Sends: []string{ruleBody(`"intercept_type":2`)}},
		{Name: "no users", Of: Values{"user_ids": []string{"zhangsan"}}, Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Users = nil }),
			Sends: []string{ruleBody(`"add_applicable_range":{"user_list":["zhangsan"]}`)}},
		{Name: "a user more", Of: Values{"user_ids": []string{"zhangsan"}}, Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Users = append(r.Users, "lisi") }),
			Sends: []string{ruleBody(`"remove_applicable_range":{"user_list":["lisi"]}`)}},
		{Name: "a department more", Of: Values{"department_ids": []int64{2}}, Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Departments = []int64{2, 3} }),
			Sends: []string{ruleBody(`"remove_applicable_range":{"department_list":[3]}`)}},
		{Name: "no departments", Of: Values{"department_ids": []int64{2}}, Edit: ruleEdit(func(r *emulator.InterceptRule) { r.Departments = nil }),
			Sends: []string{ruleBody(`"add_applicable_range":{"department_list":[2]}`)}},
	},
	Invalid: []Invalid{
		{"empty name", Values{"name": ""}, "the name is empty", "name"},
		{"long name", Values{"name": strings.Repeat("长", 21)}, "has 21 characters; WeCom allows 20", "name"},
		{"blank in front of the name", Values{"name": " a"}, "begins or ends with a blank", "name"},
		{"no words", Values{"words": []string{}}, "at least 1 elements", "words"},
		{"301 words", Values{"words": numbered(301)}, "at most 300 elements, got: 301", "words"},
		{"empty word", Values{"words": []string{"a", ""}}, `words: "" is empty; it needs at least one character.`, "words"},
		{"word of 33 characters", Values{"words": []string{strings.Repeat("长", 33)}}, "has 33 characters; WeCom allows 32", "words"},
		{"blank after a word", Values{"words": []string{"a "}}, "begins or ends with a blank", "words"},
		{"byte order mark before a word", Values{"words": []string{"\ufeff返现"}}, "a byte order mark (U+FEFF), which no screen shows, as the first character", "words"},
		{"line break in a word", Values{"words": []string{"a\nb"}}, "contains a control character", "words"},
		{"action", Values{"action": "log"}, `action is "log"; it must be "block" or "warn"`, "action"},
		{"number of a known action", Values{"action": "1"}, `action is "1"; WeCom's 1 is "block" here, so write that.`, "action"},
		{"semantics", Values{"semantics": []string{"phone"}}, `semantics has "phone"; it must be "phone_number", "email" or "red_packet"`, "semantics"},
		{"no range", Values{"user_ids": nil}, "user_ids and department_ids are both empty", "user_ids"},
		{"empty range", Values{"user_ids": []string{}, "department_ids": []int64{}}, "user_ids and department_ids are both empty", "user_ids"},
		{"one member twice", Values{"user_ids": []string{"ZhangSan", "zhangsan"}}, `user_ids names "ZhangSan" and "zhangsan"`, "user_ids"},
		{"empty userid", Values{"user_ids": []string{""}}, "user_ids: a userid is empty. A userid (账号) has 1 to 64 of the characters", "user_ids"},
		{"null user", Values{"user_ids": []any{"zhangsan", nil}}, "user_ids holds a null. Leave it out", "user_ids"},
		{"null word", Values{"words": []any{"a", nil}}, "words holds a null. Leave it out", "words"},
		{"null semantics", Values{"semantics": []any{nil}}, "semantics holds a null. Leave it out", "semantics"},
		{"null department", Values{"department_ids": []any{2, nil}}, "department_ids holds a null. Leave it out", "department_ids"},
		{"department 0", Values{"department_ids": []int64{0}}, "department_ids has 0; each number must be 1 to 4294967295.", "department_ids"},
	},
	Refused: []Refused{
		{Name: "name taken", Corp: consoleRules(1, "禁语"), Says: []string{`intercept rule named "禁语" exists already (id 1000).`, "To manage it otherwise, import it: terraform import <address> 1000"}},
		{Name: "name taken but for case", Corp: consoleRules(1, "Rebate"), Values: Values{"name": "REBATE"}, Says: []string{"exists already (id 1000)"},
			Switches: func(s *emulator.Switches) { s.RuleNamesIgnoreCase = true }},
		{Name: "101st rule", Corp: consoleRules(100, "规则%d"), Says: []string{"errcode 41069"}},
		{Name: "unknown member 60111", Values: Values{"user_ids": []string{"nobody"}}, Says: []string{"errcode 60111"}},
		{Name: "unknown member 40003", Values: Values{"user_ids": []string{"nobody"}}, Says: []string{"Remove the member from user_ids"},
			Switches: func(s *emulator.Switches) { s.UnknownUser = "40003" }},
		{Name: "unknown member 40031", Values: Values{"user_ids": []string{"nobody"}}, Says: []string{"errcode 40031"},
			Switches: func(s *emulator.Switches) { s.UnknownUser = "40031" }},
		{Name: "unknown department", Values: Values{"department_ids": []int64{99}}, Says: []string{"Remove it from department_ids"}},
		{Name: "invisible member", Says: []string{"errcode 60011"}, Corp: func(c *emulator.Corp) { c.Apps[1].VisibleDepartments, c.Apps[1].VisibleUsers = nil, []string{"lisi"} }},
		{Name: "app not listed", Says: []string{"客户联系 → 可调用接口的应用"}, Corp: func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }},
		{Name: "word of 32 under the other limit", Values: Values{"words": []string{strings.Repeat("长", 32)}},
			Says:     []string{"WeCom's page names 32 characters as the limit in one place and 30 in another"},
			Switches: func(s *emulator.Switches) { s.RuleWords30 = true }},
		{Name: "contacts secret", Credentials: fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret), Says: []string{"客户联系 → 可调用接口的应用"}},
	},
	Partial: []Partial{
		{Name: "range of an update", To: Values{"words": []string{"回扣"}, "user_ids": []string{"lisi"}}, From: Values{},
			Faults: []emulator.Fault{{Path: "update_intercept_rule", Skip: 1, Kind: emulator.FaultError, Code: 40058}}, Says: "errcode 40058",
			Sends:    []string{ruleBody(`"word_list":["回扣"]`), ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`)},
			Finishes: []string{ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`), ruleBody(`"remove_applicable_range":{"user_list":["zhangsan"]}`)}},
		// Even reading back fails: the state keeps what it knew.
		{Name: "range of an update, and reading back", To: Values{"user_ids": []string{"lisi"}}, From: Values{}, Says: "errcode 40058", Faults: []emulator.Fault{
			{Path: "update_intercept_rule", Kind: emulator.FaultError, Code: 40058}, {Path: "get_intercept_rule", Skip: 1, Kind: emulator.FaultError, Code: 48002}},
			Sends:    []string{ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`)},
			Finishes: []string{ruleBody(`"add_applicable_range":{"user_list":["lisi"]}`), ruleBody(`"remove_applicable_range":{"user_list":["zhangsan"]}`)}},
	},
	WrongIDs: map[string]string{"9999": "Cannot import non-existent remote object", "1000" + " ": "An intercept rule is imported by its rule id"},
	Loss: Loss{
		Destroy: `Checks of intercept rule "禁语" ({id}) will be lost Destroying intercept rule "禁语" ({id}) destroys its checks. Messages are no longer held against its words`,
		Refused: "made by another app or in the console, and only its maker may change it", Page: "Console: 应用管理 → 应用 → 自建",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, r := range c.InterceptRules {
			id := r.ID
			r.ID, r.CreateTime = "", 0
			out[id] = r
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error { return e.Console().DeleteInterceptRule(id) },
	Calls: Calls{Create: "add_intercept_rule", Update: "update_intercept_rule", Delete: "del_intercept_rule",
		Reads: []string{"get_intercept_rule", "get_intercept_rule_list"}},
	Looks:    []string{"get_intercept_rule_list"},
	Families: []string{"intercept_rule", "external"},
	// assumed: an update shows at once (doc 95097, Unknown 10); only the create waits for a read that lags.
	Lag:    2,
	Spares: map[string]string{"RuleWords30": "the maximal words are longer; see “word of 32 under the other limit”"},
	Named: func(name string) Values {
		return Values{"name": name, "words": []string{"返现"}, "action": "block", "user_ids": []string{"zhangsan"}}
	},
	Many: func(i int) Values {
		return Values{"name": fmt.Sprint("规则", i), "words": []string{"返利"}, "action": "block", "user_ids": []string{"zhangsan"}}
	},
	Refresh: func(n int) int { return n + 3 },
	Hostile: acctest.Hostile{ID: "r1", Config: `{"name":"禁语","words":["a","b"],"semantics":["email"],"action":"block","user_ids":["Zhang"],"deletion_protection":false}`, Answers: []string{
		hostileRule, `{"errcode":0,"rule_list":[]}` + acctest.AnswerEnd + `{"errcode":0,"errmsg":"ok","rule_id":"r1"}` + acctest.AnswerEnd + hostileRule,
		`{"errcode":0,"rule_list":[]}` + acctest.AnswerEnd + `<html>` + acctest.AnswerEnd + `{"errcode":0,"rule_list":[{"rule_id":"r1","rule_name":"禁语","create_time":1}]}` + acctest.AnswerEnd + hostileRule,
		`{"errcode":0,"rule":[{"rule_id":"","rule_name":"n","word_list":["",null],"semantics_list":[-1,0,7,"3"],"intercept_type":0,"applicable_range":{"user_list":["A","a"]},"create_time":"x"}]}`,
		`{"errcode":0,"rule":{"rule_name":"n","intercept_type":9223372036854775807,"applicable_range":false,"create_time":-1}}`,
		`{"errcode":41070,"errmsg":"x"}`,
	}},
})

const hostileRule = `{"errcode":0,"rule":{"rule_id":1,"rule_name":"禁语","word_list":["b","a"],"extra_rule":{"semantics_list":[3,1]},"intercept_type":1,` +
	`"applicable_range":{"user_list":["zhang"],"department_list":[3,2]},"create_time":1600000000}}`

// consoleRules are rules of the console, with ids from 1000 on.
func consoleRules(n int, name string) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for i := range n {
			of := name
			if strings.Contains(name, "%d") {
				of = fmt.Sprintf(name, i)
			}
			c.InterceptRules = append(c.InterceptRules, emulator.InterceptRule{
				ID: fmt.Sprint(1000 + i), Name: of, Words: []string{"x"}, Type: emulator.InterceptWarn, Departments: []int64{1}, CreateTime: 1700000000,
			})
		}
	}
}

// numbered are n words.
func numbered(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint("w", i))
	}
	return out
}

func oddInterceptRule(g *Generator, i int) {
	r := emulator.InterceptRule{
		ID: fmt.Sprint(1000 + i), Name: g.name("rule", 20, ""), Type: int64(1 + g.IntN(2)), CreateTime: 1_700_000_000 + int64(g.IntN(1000)), Owner: g.owner(),
	}
	for range 1 + g.IntN(8) {
		r.Words = append(r.Words, g.name("word"+r.ID, 30, ""))
	}
	for n := int64(1); n <= 3; n++ {
		if g.IntN(3) == 0 {
			r.Semantics = append(r.Semantics, n)
		}
	}
	r.Users, r.Departments = g.people()
	g.corp.InterceptRules = append(g.corp.InterceptRules, r)
}
