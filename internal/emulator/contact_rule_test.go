// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var _ = callable([3]int{1, 48002, 48002},
	"contactrule/create", "contactrule/list", "contactrule/update", "contactrule/delete")

const (
	ruleSetCreate = "contactrule/create"
	ruleSetList   = "contactrule/list"
	ruleSetUpdate = "contactrule/update"
	ruleSetDelete = "contactrule/delete"

	hideRule = `{"rule_type":1,"range":{"userid":["chenxing"],"partyid":[4],"tagid":[]},"whitelist":{"userid":[],"partyid":[2],"tagid":[]}}`
	ownRule  = `{"rule_type":2,"range":{"userid":[],"partyid":[5],"tagid":[]},"exclude":{"userid":["sunli"],"partyid":[],"tagid":[]},"is_allowed_search":false,"is_allowed_conversation":true}`
)

func rules(list ...string) string { return `{"rules":[` + strings.Join(list, ",") + `]}` }

func TestContactRules_life(t *testing.T) {
	c := start(t, ExampleCorp())
	equal(t, "create", asJSON(c.post(ExampleContactsSecret, ruleSetCreate, rules(hideRule, ownRule))), `{"errcode":0,"errmsg":"ok","rule_ids":[20031,20032]}`)
	const hidden = `{"range":{"partyid":[4],"tagid":[],"userid":["chenxing"]},"rule_id":20031,"rule_type":1,"whitelist":{"partyid":[2],"tagid":[],"userid":[]}}`
	const own = `{"exclude":{"partyid":[],"tagid":[],"userid":["sunli"]},"is_allowed_conversation":true,"range":{"partyid":[5],"tagid":[],"userid":[]},"rule_id":20032,"rule_type":2}`
	equal(t, "list", asJSON(c.post(ExampleContactsSecret, ruleSetList, `{}`)), `{"errcode":0,"errmsg":"ok","rules":[`+hidden+`,`+own+`]}`)
	r := c.post(ExampleContactsSecret, ruleSetUpdate, rules(`{"rule_id":20031,"range":{"userid":["CHENXING","liuyang"],"partyid":[],"tagid":[]}}`))
	equal(t, "update", asJSON(r), `{"errcode":0,"errmsg":"ok","rules":[`+strings.Replace(hidden, `"partyid":[4],"tagid":[],"userid":["chenxing"]`, `"partyid":[],"tagid":[],"userid":["chenxing","liuyang"]`, 1)+`]}`)
	equal(t, "delete", asJSON(c.post(ExampleContactsSecret, ruleSetDelete, `{"rule_ids":[20031,20032,7]}`)), `{"errcode":0,"errmsg":"ok"}`)
	equal(t, "list", len(c.post(ExampleContactsSecret, ruleSetList, `{}`).list("rules")), 0)
	c.noViolations()
}

func TestContactRules_quota(t *testing.T) {
	c := start(t, ExampleCorp())
	count := func(n int) (let int) {
		for range n {
			switch r := c.post(ExampleContactsSecret, ruleSetCreate, rules(hideRule)); r.code() {
			case 0:
				let++
			case 45009:
			default:
				t.Fatal(r)
			}
		}
		return let
	}
	equal(t, "in a minute", count(7), 5)
	c.srv.Advance(time.Minute)
	equal(t, "in the next", count(7), 5)
	c.srv.Advance(time.Minute)
	equal(t, "the hour is full", count(2), 0)
	c.srv.Advance(time.Hour)
	equal(t, "after it", count(7), 5)
	c = start(t, ExampleCorp())
	c.srv.SetSwitches(func(s *Switches) { s.ContactRuleQuickQuota = true })
	equal(t, "shorter", count(7), 5)
	c.srv.Advance(time.Second)
	equal(t, "a second later", count(7), 5)
}

func TestContactRules_refused(t *testing.T) {
	many := func(n int, one string) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }
	ranged := func(nodes string) string { return rules(`{"rule_type":2,"range":` + nodes + `}`) }
	for name, tc := range map[string]struct {
		set        func(*Switches)
		path, body string
		want       string
	}{
		"no rules":       {nil, ruleSetCreate, `{}`, "40058"},
		"101 rules":      {nil, ruleSetCreate, rules(many(101, hideRule)), "40058"},
		"type":           {nil, ruleSetCreate, rules(`{"rule_type":4,"range":{"userid":["sunli"]}}`), "40058"},
		"no range":       {nil, ruleSetCreate, rules(`{"rule_type":1}`), "40058"},
		"empty range":    {nil, ruleSetCreate, ranged(`{"userid":[],"partyid":[],"tagid":[]}`), "40058"},
		"1001 users":     {nil, ruleSetCreate, ranged(`{"userid":[` + many(1001, `"sunli"`) + `]}`), "40058"},
		"101 parties":    {nil, ruleSetCreate, ranged(`{"partyid":[` + many(101, "4") + `]}`), "40058"},
		"101 tags":       {nil, ruleSetCreate, rules(`{"rule_type":2,"range":{"userid":["sunli"]},"whitelist":{"tagid":[` + many(101, "4") + `]}}`), "40058"},
		"user":           {nil, ruleSetCreate, ranged(`{"userid":["ghost"]}`), "60111"},
		"department":     {nil, ruleSetCreate, ranged(`{"partyid":[99]}`), "60123"},
		"tag":            {nil, ruleSetCreate, ranged(`{"tagid":[99]}`), "40068"},
		"unknown rule":   {nil, ruleSetUpdate, rules(`{"rule_id":99}`), "40058"},
		"empty accepted": {func(s *Switches) { s.ContactRuleEmptyRange = true }, ruleSetCreate, rules(`{"rule_type":1}`), "0"},
		"unknown 40058":  {func(s *Switches) { s.ContactRuleUnknown = "40058" }, ruleSetCreate, ranged(`{"userid":["ghost"]}`), "40058"},
		"dropped":        {func(s *Switches) { s.ContactRuleUnknown = "dropped" }, ruleSetCreate, ranged(`{"userid":["ghost","sunli"]}`), "0"},
		"type checked":   {func(s *Switches) { s.ContactRuleTypeChecked = true }, ruleSetUpdate, rules(`{"rule_id":1,"rule_type":2}`), "40058"},
		"type ignored":   {nil, ruleSetUpdate, rules(`{"rule_id":1,"rule_type":2}`), `{"errcode":0,"errmsg":"ok","rules":[{"range":{"partyid":[],"tagid":[],"userid":["sunli"]},"rule_id":1,"rule_type":1,"whitelist":{"partyid":[4],"tagid":[],"userid":[]}}]}`},
		"cleared":        {func(s *Switches) { s.ContactRuleOmittedCleared = true }, ruleSetUpdate, rules(`{"rule_id":1,"range":{"userid":["sunli"]}}`), `{"errcode":0,"errmsg":"ok","rules":[{"range":{"partyid":[],"tagid":[],"userid":["sunli"]},"rule_id":1,"rule_type":1,"whitelist":{"partyid":[],"tagid":[],"userid":[]}}]}`},
		"keys": {func(s *Switches) { s.ContactRuleKeysShown, s.ContactRuleFlagsInt = true, true }, ruleSetUpdate, rules(`{"rule_id":1,"range":{"userid":["sunli"]}}`),
			`{"errcode":0,"errmsg":"ok","rules":[{"exclude":{"partyid":[],"tagid":[],"userid":[]},"is_allowed_conversation":0,"is_allowed_search":0,"range":{"partyid":[],"tagid":[],"userid":["sunli"]},"rule_id":1,"rule_type":1,"whitelist":{"partyid":[4],"tagid":[],"userid":[]}}]}`},
		"hide with exclude":        {func(s *Switches) { s.ContactRuleHideExclude = "40058" }, ruleSetUpdate, rules(`{"rule_id":1,"is_allowed_search":true}`), "40058"},
		"hide with exclude stored": {func(s *Switches) { s.ContactRuleHideExclude = "stored" }, ruleSetUpdate, rules(`{"rule_id":1,"is_allowed_search":true}`), `{"errcode":0,"errmsg":"ok","rules":[{"is_allowed_search":true,"range":{"partyid":[],"tagid":[],"userid":["sunli"]},"rule_id":1,"rule_type":1,"whitelist":{"partyid":[4],"tagid":[],"userid":[]}}]}`},
		"delete unknown":           {func(s *Switches) { s.ContactRuleDelete40058 = true }, ruleSetDelete, `{"rule_ids":[9]}`, "40058"},
		"one bad of two":           {nil, ruleSetCreate, rules(hideRule, `{"rule_type":2,"range":{"userid":["ghost"]}}`), "60111"},
		"console's hidden":         {func(s *Switches) { s.ContactRuleConsoleHidden = true }, ruleSetList, `{}`, `{"errcode":0,"errmsg":"ok","rules":[]}`},
	} {
		t.Run(name, func(t *testing.T) {
			corp := ExampleCorp()
			corp.ContactRules = []ContactRule{{ID: 1, Type: RuleHides, Users: []string{"sunli"}, WhitelistDepartments: []int64{4}}}
			c := start(t, corp)
			if tc.set != nil {
				c.srv.SetSwitches(tc.set)
			}
			r := c.post(ExampleContactsSecret, tc.path, tc.body)
			if got := fmt.Sprint(r.code()); got != tc.want && asJSON(r) != tc.want {
				t.Errorf("%s, want %s", asJSON(r), tc.want)
			}
			if n := len(c.srv.Corp().ContactRules); r.code() != 0 && n != 1 {
				t.Errorf("%d rules", n)
			}
		})
	}
	c := start(t, ExampleCorp(), WithSwitches(Switches{ContactRuleSwitches: ContactRuleSwitches{ContactRulePartial: true, ContactRuleFlagsTrue: true}}))
	wantCode(t, c.post(ExampleContactsSecret, ruleSetCreate, rules(hideRule, `{"rule_type":2,"range":{"userid":["ghost"]}}`, `{"rule_type":2,"range":{"partyid":[4]}}`)), 60111)
	equal(t, "the good ones", asJSON(c.srv.Corp().ContactRules[1].Search), "true")
	wantCode(t, c.post(ExampleSecret, ruleSetList, `{}`), 48002)
}
