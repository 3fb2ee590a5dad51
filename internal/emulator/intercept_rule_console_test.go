// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

func TestInterceptRuleConsoleEdits(t *testing.T) {
	c := start(t, ExampleCorp())
	con, rule := c.srv.Console(), c.addRule(plainRule)
	if err := con.UpdateInterceptRule(rule, func(r *InterceptRule) {
		r.ID, r.Name, r.Words, r.Semantics, r.Type, r.Users, r.Departments = "1", "m", []string{"z"}, nil, InterceptWarn, nil, []int64{5}
	}); err != nil {
		t.Fatal(err)
	}
	equal(t, "rule", keysOf(c.rule(rule), "rule_name", "word_list", "semantics_list", "intercept_type", "applicable_range"), `"m" ["z"] [] 2 {"department_list":[5],"user_list":[]}`)
	before := asJSON(c.srv.Corp())
	consoleRefuses(t, map[int]error{
		41077: con.UpdateInterceptRule(rule, func(r *InterceptRule) { r.Name = "禁止私下收款" }),
		41083: con.UpdateInterceptRule(rule, func(r *InterceptRule) { r.Words = []string{""} }),
		41070: con.DeleteInterceptRule("1"),
	})
	equal(t, "nothing changed", asJSON(c.srv.Corp()), before)
	if err := con.DeleteInterceptRule(rule); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, rule)), 41071)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	equal(t, "writes", len(c.srv.Writes()), 1)
}

func TestInterceptRuleConsoleOperations(t *testing.T) {
	c := start(t, ExampleCorp())
	c.operate("add_intercept_rule", `{"rule":{"rule_id":"7","rule_name":"r","words":["w"],"intercept_type":2,"departments":[2]}}`, 200, `{"id":"7"}`)
	c.operate("update_intercept_rule", `{"id":"7","change":{"semantics":[1]}}`, 200, `{}`)
	equal(t, "rule", keysOf(c.rule("7"), "rule_name", "semantics_list"), `"r" [1]`)
	c.operate("delete_intercept_rule", `{"id":"7"}`, 200, `{}`)
	status, _ := c.control("PATCH", "/_emulator/switches", `{"way_omitted":"cleared","rule_id":"number"}`)
	equal(t, "switches", fmt.Sprint(status, c.srv.Switches().WayOmitted, c.srv.Switches().RuleID), "200clearednumber")
	c.operate("add_intercept_rule", `{}`, 400, `{"error":"add_intercept_rule needs `)
}

func TestCorpFileKeepsInterceptRules(t *testing.T) {
	var rule, dead string
	c := fromFile(t, func(c *caller) {
		rule, dead = c.addRule(plainRule), c.addRule(strings.Replace(plainRule, "rulename", "dead", 1))
		wantCode(t, c.post(ExampleSecret, ruleDel, fmt.Sprintf(`{"rule_id":%q}`, dead)), 0)
	})
	c.updateRule(rule, `"rule_name":"still mine"`, 0)
	wantCode(t, c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, dead)), 41071)
	if again := c.addRule(plainRule); again == dead {
		t.Error("an id was given twice")
	}
	corpFileRefused(t, `{"corp_id":"x","intercept_rules":[{"rule_id":"abc","rule_name":"r","words":["w"],"intercept_type":1,"users":["a"]}]}`, "intercept rule r: errcode 41070")
}
