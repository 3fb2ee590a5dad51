// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// ruleNodes are nodes of a rule, as JSON in requests and as attributes.
func ruleNodes(users, departments, tags string) string {
	return fmt.Sprintf(`{"userid":[%s],"partyid":[%s],"tagid":[%s]}`, users, departments, tags)
}

func ruleList(users []string, departments, tags []int64) Values {
	out := Values{"user_ids": users, "department_ids": departments, "tag_ids": tags}
	if users == nil {
		out["user_ids"] = []string{}
	}
	if departments == nil {
		out["department_ids"] = []int64{}
	}
	if tags == nil {
		out["tag_ids"] = []int64{}
	}
	return out
}

var noNodes = ruleNodes("", "", "")

// rules writes the body of a call for one rule.
func rulesBody(path, rest string) string { return path + ` {"rules":[{` + rest + `}]}` }

func contactRuleEdit(change func(*emulator.ContactRule)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().UpdateContactRule(n, change)
	}
}

var _ = add(Specimen{
	Type: "wecom_visibility_rule",
	Corp: func(c *emulator.Corp) {
		threeDepartments(c)
		c.ContactTags = []emulator.ContactTag{{ID: 7, Name: "高管"}}
	},
	Defaults: Values{"id": Any, "whitelist": nil, "exclude": nil, "searchable": false, "conversable": false, "deletion_protection": false},
	Minimal: Object{
		Values: Values{"type": "own_departments", "range": ruleList(nil, []int64{2}, nil)},
		Sends: []string{rulesBody("contactrule/create", `"rule_type":2,"range":`+ruleNodes("", "2", "")+`,"whitelist":`+noNodes+`,"exclude":`+noNodes+
			`,"is_allowed_search":false,"is_allowed_conversation":false`)},
		// The list before, to know what was there, and after, to see which id has which rule.
		Calls: map[string]int{"create": 1, "list": 2},
	},
	Maximal: Object{
		Values: Values{"type": "nobody", "range": ruleList([]string{"zhangsan", "lisi"}, []int64{3, 2}, []int64{7}), "whitelist": ruleList([]string{"lisi"}, []int64{4}, nil),
			"exclude": ruleList(nil, nil, []int64{7}), "searchable": true, "conversable": true, "deletion_protection": false},
		Sends: []string{rulesBody("contactrule/create", `"rule_type":3,"range":`+ruleNodes(`"lisi","zhangsan"`, "2,3", "7")+`,"whitelist":`+ruleNodes(`"lisi"`, "4", "")+
			`,"exclude":`+ruleNodes("", "", "7")+`,"is_allowed_search":true,"is_allowed_conversation":true`)},
	},
	Big: &Big{Of: func(n int) Values { return Values{"range": ruleList(manyUsers(n), nil, nil)} },
		Less: contactRuleEdit(func(r *emulator.ContactRule) { r.Users = r.Users[1:] })},
	Edits: []Edit{
		{Name: "range", To: Values{"range": ruleList([]string{"zhangsan"}, []int64{3}, nil)},
			Sends: []string{rulesBody("contactrule/update", `"rule_id":{id},"range":`+ruleNodes(`"zhangsan"`, "3", "")+`,"whitelist":`+noNodes+`,"exclude":`+noNodes+
				`,"is_allowed_search":false,"is_allowed_conversation":false`)}},
		{Name: "whitelist", To: Values{"whitelist": ruleList(nil, nil, []int64{7})},
			Sends: []string{rulesBody("contactrule/update", `"rule_id":{id},"range":`+ruleNodes("", "2", "")+`,"whitelist":`+ruleNodes("", "", "7")+`,"exclude":`+noNodes+
				`,"is_allowed_search":false,"is_allowed_conversation":false`)}},
		{Name: "exclude", To: Values{"exclude": ruleList([]string{"lisi"}, nil, nil)}, Sends: []string{"contactrule/update"}},
		{Name: "searchable", To: Values{"searchable": true}, Sends: []string{"contactrule/update"}},
		{Name: "conversable", To: Values{"conversable": true}, Sends: []string{"contactrule/update"}},
		{Name: "type", To: Values{"type": "hide"}, Replaced: true, Warns: `Effect of visibility rule {id} (own_departments) will be lost`,
			Sends: []string{"contactrule/delete", rulesBody("contactrule/create", `"rule_type":1,"range":`+ruleNodes("", "2", "")+`,"whitelist":`+noNodes)}},
		// Nobody is nobody, however it is written.
		{Name: "no names and no line", To: Values{"whitelist": ruleList(nil, nil, nil)}, Sends: []string{}},
		{Name: "nobody excluded from what hides", From: Values{"type": "hide"}, To: Values{"exclude": ruleList(nil, nil, nil)}, Sends: []string{}},
		{Name: "spelling of a member", From: Values{"range": ruleList([]string{"ZhangSan"}, nil, nil)}, To: Values{"range": ruleList([]string{"zhangsan"}, nil, nil)}, Silent: true,
			State: Values{"range": ruleList([]string{"ZhangSan"}, nil, nil)}},
	},
	Unset: []Unset{
		{Name: "all that may be left out", From: Values{"whitelist": ruleList(nil, []int64{4}, nil), "exclude": ruleList([]string{"lisi"}, nil, nil), "searchable": true, "conversable": true},
			Remove: []string{"whitelist", "exclude", "searchable", "conversable"}, State: Values{"whitelist": nil, "exclude": nil},
			Sends: []string{rulesBody("contactrule/update", `"rule_id":{id},"range":`+ruleNodes("", "2", "")+`,"whitelist":`+noNodes+`,"exclude":`+noNodes+
				`,"is_allowed_search":false,"is_allowed_conversation":false`)}},
	},
	Drift: []Drift{
		{Name: "range", Edit: contactRuleEdit(func(r *emulator.ContactRule) { r.Users, r.Departments = []string{"zhangsan"}, []int64{4} }), Sends: []string{"contactrule/update"}},
		{Name: "whitelist", Edit: contactRuleEdit(func(r *emulator.ContactRule) { r.WhitelistUsers, r.WhitelistDepartments = nil, nil }), Sends: []string{"contactrule/update"}},
		{Name: "exclude and flags", Edit: contactRuleEdit(func(r *emulator.ContactRule) { r.ExcludeTags, r.Search, r.Conversation = nil, false, false }), Sends: []string{"contactrule/update"}},
	},
	Invalid: []Invalid{
		{"type", Values{"type": "all"}, `type is "all"; it must be "hide", "own_departments" or "nobody"`, "type"},
		{"number of a known type", Values{"type": "1"}, `WeCom's 1 is "hide" here, so write that`, "type"},
		{"hide with exclude", Values{"type": "hide", "exclude": ruleList([]string{"lisi"}, nil, nil)}, "exclude is for rules of type own_departments and nobody", "exclude"},
		{"hide and searchable", Values{"type": "hide", "searchable": true}, "searchable is for rules of type own_departments and nobody", "searchable"},
		{"hide and conversable", Values{"type": "hide", "conversable": true}, "conversable is for rules of type", "conversable"},
		{"empty range", Values{"range": Values{}}, "range names nobody: user_ids, department_ids and tag_ids are all empty", "range"},
		{"no range", Values{"range": nil}, "range", ""},
		{"null member", Values{"range": Values{"user_ids": []any{"zhangsan", nil}}}, "holds a null. Leave it out", "range"},
		{"null tag", Values{"range": Values{"tag_ids": []any{nil}}}, "holds a null. Leave it out", "range"},
		{"no userid", Values{"range": Values{"user_ids": []string{"张三"}}}, "is no userid", "range"},
		{"one member twice", Values{"range": Values{"user_ids": []string{"ZhangSan", "zhangsan"}}}, "are one member", "range"},
		{"1001 members", Values{"range": Values{"user_ids": manyUsers(1001)}}, "at most 1000 elements, got: 1001", "range"},
		{"101 tags", Values{"whitelist": Values{"tag_ids": manyIDs(101)}}, "at most 100 elements, got: 101", "whitelist"},
		{"101 departments", Values{"exclude": Values{"department_ids": manyIDs(101)}}, "at most 100 elements, got: 101", "exclude"},
		{"department 0", Values{"range": Values{"department_ids": []int64{0}}}, "has 0; each number must be 1 to 4294967295", "range"},
	},
	Refused: []Refused{
		{Name: "nodes that are gone", Values: Values{"range": ruleList([]string{"zhangsan", "ghost"}, []int64{2, 99}, []int64{7, 8})},
			Says: []string{"the corp does not have all that the rule names. range: user_ids ghost; department_ids 99; tag_ids 8"}},
		{Name: "nodes that are gone 40058", Values: Values{"whitelist": ruleList(nil, []int64{99}, nil)}, Says: []string{"whitelist: department_ids 99"},
			Switches: func(s *emulator.Switches) { s.ContactRuleUnknown = "40058" }},
		{Name: "no contacts secret", Credentials: fmt.Sprintf("secret = %q", acctest.AppSecret), Says: []string{"WeCom lets only contacts_secret, of 通讯录同步, write visibility rules"}},
		{Name: "read mode", Corp: func(c *emulator.Corp) { c.Apps[0].ReadOnly = true }, Says: []string{"errcode 48002", "API editing"}},
		{Name: "a cap on rules", Switches: func(s *emulator.Switches) { s.ContactRuleCapped = true }, Says: []string{"errcode 40058", "A corp may also have a cap on rules"},
			Corp: func(c *emulator.Corp) {
				for range 1000 {
					c.ContactRules = append(c.ContactRules, emulator.ContactRule{Type: emulator.RuleHides, Users: []string{"zhangsan"}})
				}
			}},
		{Name: "45009", Fault: &emulator.Fault{Path: "contactrule/create", Kind: emulator.FaultError, Code: 45009},
			Says: []string{"errcode 45009", "5 writes a minute, 10 an hour and 60 a day"}},
	},
	WrongIDs: map[string]string{"9999": "Cannot import non-existent remote object", "hide": "A visibility rule is imported by its number, such as 37"},
	Loss:     Loss{Destroy: `Effect of visibility rule {id} (own_departments) will be lost Destroying visibility rule {id} (own_departments) destroys its effect. Whose view it restricts`},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, r := range c.ContactRules {
			id := fmt.Sprint(r.ID)
			r.ID, r.Owner = 0, ""
			out[id] = r
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().DeleteContactRule(n)
	},
	Calls:        Calls{Create: "contactrule/create", Update: "contactrule/update", Delete: "contactrule/delete", Reads: []string{"contactrule/list"}},
	Looks:        []string{"contactrule/list"},
	Families:     []string{"contact_rule"},
	FaultsSpared: map[string]string{"45009": "it ends the writes of the run: see “45009” among the refused ones"},
	Pause:        90 * time.Minute,
	Lag:          2, LagUpdates: true,
	ListBy: "type_regex",
	Many: func(i int) Values {
		tag := map[int][]int64{0: nil, 1: {7}}
		return Values{"type": "own_departments", "range": ruleList([]string{"zhangsan"}, []int64{2, 3, 4}[:1+i%3], tag[i/12%2]), "whitelist": ruleList([]string{"lisi"}, nil, tag[i/24%2]),
			"searchable": i/3%2 == 0, "conversable": i/6%2 == 0}
	},
	ManyWrites: func(n int) int { return n/10 + 1 },
	Refresh:    func(int) int { return 1 },
	Hostile: acctest.Hostile{ID: "20031", Config: `{"type":"hide","range":{"user_ids":["Zhang"],"department_ids":[2],"tag_ids":[]},"searchable":false,"conversable":false,"deletion_protection":false}`, Answers: []string{
		`{"errcode":0,"rules":[{"rule_id":20031,"rule_type":1,"range":{"userid":["zhang"],"partyid":[2],"tagid":[]},"whitelist":{"userid":[],"partyid":[3],"tagid":[7]}}]}`,
		`{"errcode":0,"rules":[]}` + acctest.AnswerEnd + `{"errcode":0,"errmsg":"ok","rule_ids":[20031]}` + acctest.AnswerEnd + `{"errcode":0,"rules":[{"rule_id":20031,"rule_type":9}]}`,
		`{"errcode":0,"rules":[{"rule_id":0}]}`,
		`{"errcode":0,"rules":[{"rule_id":20031,"rule_type":2,"range":null,"exclude":{},"is_allowed_search":1,"is_allowed_conversation":"0"}]}`,
		`{"errcode":45009,"errmsg":"x"}`,
	}},
})

// manyIDs are the numbers from 1 to n.
func manyIDs(n int) (out []int64) {
	for i := range n {
		out = append(out, int64(i+1))
	}
	return out
}
