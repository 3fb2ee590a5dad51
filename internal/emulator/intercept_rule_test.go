// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 1},
	ruleAdd, ruleGet, ruleList, ruleUpdate, ruleDel)

const (
	ruleAdd    = "externalcontact/add_intercept_rule"
	ruleGet    = "externalcontact/get_intercept_rule"
	ruleList   = "externalcontact/get_intercept_rule_list"
	ruleUpdate = "externalcontact/update_intercept_rule"
	ruleDel    = "externalcontact/del_intercept_rule"
	plainRule  = `{"rule_name":"rulename","word_list":["敏感词1","敏感词2"],"semantics_list":[1,2],"intercept_type":1,"applicable_range":{"user_list":["zhaolei","sunli"],"department_list":[2]}}`
)

func (c *caller) addRule(body string) string {
	c.t.Helper()
	r := c.post(ExampleSecret, ruleAdd, body)
	wantCode(c.t, r, 0)
	return r["rule_id"].(string)
}

func (c *caller) rule(id string) reply {
	c.t.Helper()
	r := c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, id))
	wantCode(c.t, r, 0)
	return r.obj("rule")
}

func (c *caller) updateRule(id, keys string, code int) {
	c.t.Helper()
	wantCode(c.t, c.post(ExampleSecret, ruleUpdate, fmt.Sprintf(`{"rule_id":%q,%s}`, id, keys)), code)
}

func TestInterceptRuleLifeCycle(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addRule(plainRule)
	want := func(name, words, semantics, kind, nodes string) string {
		return `{"applicable_range":` + nodes + `,"create_time":1772352000,"extra_rule":{"semantics_list":` + semantics + `},"intercept_type":` + kind +
			`,"rule_id":` + id + `,"rule_name":"` + name + `","semantics_list":` + semantics + `,"word_list":` + words + `}`
	}
	nodes := `{"department_list":[2],"user_list":["zhaolei","sunli"]}`
	equal(t, "rule", asJSON(c.rule(id)), want("rulename", `["敏感词1","敏感词2"]`, "[1,2]", "1", nodes))
	c.updateRule(id, `"intercept_type":2`, 0)
	equal(t, "omitted keys are kept", asJSON(c.rule(id)), want("rulename", `["敏感词1","敏感词2"]`, "[1,2]", "2", nodes))
	c.updateRule(id, `"rule_name":"新","word_list":["b"],"extra_rule":{"semantics_list":[3]},"add_applicable_range":{"user_list":["wangfang","SUNLI"],"department_list":[4]},"remove_applicable_range":{"user_list":["zhaolei"],"department_list":[2]}`, 0)
	nodes = `{"department_list":[4],"user_list":["sunli","wangfang"]}`
	equal(t, "updated", asJSON(c.rule(id)), want("新", `["b"]`, "[3]", "2", nodes))
	c.updateRule(id, `"word_list":[],"extra_rule":{}`, 0)
	equal(t, "empty words are ignored", asJSON(c.rule(id)), want("新", `["b"]`, "[3]", "2", nodes))
	c.updateRule(id, `"extra_rule":{"semantics_list":[]}`, 0)
	equal(t, "semantics cleared", asJSON(c.rule(id)), want("新", `["b"]`, "[]", "2", nodes))
	r := c.get(ExampleSecret, ruleList)
	equal(t, "list", asJSON(r["rule_list"]), `[{"create_time":1770703200,"rule_id":"1000","rule_name":"禁止私下收款"},{"create_time":1772352000,"rule_id":"`+id+`","rule_name":"新"}]`)
	body := fmt.Sprintf(`{"rule_id":%q}`, id)
	wantCode(t, c.post(ExampleSecret, ruleDel, body), 0)
	for _, path := range []string{ruleDel, ruleGet, ruleUpdate} {
		wantCode(t, c.post(ExampleSecret, path, body), 41071)
		wantCode(t, c.post(ExampleSecret, path, `{"rule_id":"9"}`), 41070)
		wantCode(t, c.post(ExampleSecret, path, `{}`), 40058)
	}
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	c.noViolations()
}

func TestInterceptRuleRefusals(t *testing.T) {
	c := start(t, ExampleCorp())
	list := func(n int, word string) string {
		return `["` + strings.Repeat(word+`","`, n-1) + word + `"]`
	}
	tail := `,"intercept_type":1,"applicable_range":{"user_list":["wangfang"]}}`
	for body, code := range map[string]int{
		`{}`: 40063,
		`{"rule_name":"","word_list":["a"]` + tail:                                                                               40058,
		`{"rule_name":"` + strings.Repeat("名", 21) + `","word_list":["a"]` + tail:                                                40058,
		`{"rule_name":"x"` + tail:                                                                                                40058,
		`{"rule_name":"x","word_list":[]` + tail:                                                                                 40058,
		`{"rule_name":"x","word_list":` + list(301, "a") + tail:                                                                  41068,
		`{"rule_name":"` + strings.Repeat("名", 20) + `","word_list":` + list(300, "a") + tail:                                    0,
		`{"rule_name":"x","word_list":["` + strings.Repeat("词", 33) + `"]` + tail:                                                41083,
		`{"rule_name":"32","word_list":["` + strings.Repeat("词", 32) + `"]` + tail:                                               0,
		`{"rule_name":"x","word_list":["a"],"semantics_list":[4]` + tail:                                                         41084,
		`{"rule_name":"x","word_list":["a"],"applicable_range":{"user_list":["wangfang"]}}`:                                      40058,
		`{"rule_name":"x","word_list":["a"],"intercept_type":3,"applicable_range":{"user_list":["wangfang"]}}`:                   40058,
		`{"rule_name":"x","word_list":["a"],"intercept_type":1}`:                                                                 40058,
		`{"rule_name":"x","word_list":["a"],"intercept_type":1,"applicable_range":{}}`:                                           40058,
		`{"rule_name":"x","word_list":["a"],"intercept_type":1,"applicable_range":{"user_list":` + list(1001, "wangfang") + `}}`: 40058,
		`{"rule_name":"x","word_list":["a"],"intercept_type":1,"applicable_range":{"user_list":["nobody"]}}`:                     60111,
		`{"rule_name":"x","word_list":["a"],"intercept_type":1,"applicable_range":{"department_list":[99]}}`:                     60123,
		`{"rule_name":"禁止私下收款","word_list":["a"]` + tail:                                                                         41077,
	} {
		if r := c.post(ExampleSecret, ruleAdd, body); r.code() != code {
			t.Errorf("%.120s: %d %s, want %d", body, r.code(), r.msg(), code)
		}
	}
	c.noViolations()
	wantCode(t, c.post(ExampleSecret, ruleAdd, `{"rule_name":"e","word_list":[""]`+tail), 41083)
	equal(t, "empty word reported", len(c.srv.Violations()), 1)
	c.srv.ResetViolations()
	// Each of add and update has its own place for semantics, and update its own way to change the range.
	id := c.addRule(`{"rule_name":"y","word_list":["a"],"extra_rule":{"semantics_list":[1]}` + tail)
	c.updateRule(id, `"semantics_list":[1],"applicable_range":{"user_list":["sunli"]}`, 0)
	equal(t, "reported", fmt.Sprint(c.srv.Violations()), "["+ruleAdd+": extra_rule: unknown key "+ruleUpdate+": semantics_list: unknown key "+ruleUpdate+": applicable_range: unknown key]")
	equal(t, "ignored", keysOf(c.rule(id), "semantics_list", "applicable_range"), `[] {"department_list":[],"user_list":["wangfang"]}`)
}

func TestInterceptRuleRange(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addRule(plainRule)
	nodes := func() string { return keysOf(c.rule(id), "applicable_range") }
	c.updateRule(id, `"add_applicable_range":{"user_list":["nobody"]}`, 60111)
	c.updateRule(id, `"remove_applicable_range":{"department_list":[99]}`, 60123)
	c.updateRule(id, `"remove_applicable_range":{"user_list":["zhaolei","sunli"],"department_list":[2]}`, 40058)
	c.updateRule(id, `"add_applicable_range":{"user_list":["sunli"]},"remove_applicable_range":{"department_list":[5]}`, 0)
	equal(t, "no-op", nodes(), `{"department_list":[2],"user_list":["zhaolei","sunli"]}`)
	c.srv.SetSwitches(func(sw *Switches) { sw.RuleSameNodes = RuleSameNodesRemoved })
	c.updateRule(id, `"add_applicable_range":{"department_list":[4]},"remove_applicable_range":{"department_list":[4]}`, 0)
	equal(t, "adds, then removes", nodes(), `{"department_list":[2],"user_list":["zhaolei","sunli"]}`)
	// The sample of the page: whole ranges in both keys, which leaves nothing if adds come before removes.
	both := `"add_applicable_range":{"user_list":["zhaolei","sunli"],"department_list":[2]},"remove_applicable_range":{"user_list":["zhaolei","sunli"],"department_list":[2]}`
	c.updateRule(id, both, 40058)
	c.srv.SetSwitches(func(sw *Switches) { sw.RuleSameNodes = "" })
	c.updateRule(id, both, 0)
	equal(t, "stays", asJSON(c.rule(id)["applicable_range"]), `{"department_list":[2],"user_list":["zhaolei","sunli"]}`)
	// Who leaves drops out of what get shows, and may be removed under the switch only.
	if err := c.srv.Console().DeleteMember("sunli"); err != nil {
		t.Fatal(err)
	}
	equal(t, "left", nodes(), `{"department_list":[2],"user_list":["zhaolei"]}`)
	c.srv.SetSwitches(func(sw *Switches) { sw.RuleDepartedShown = true })
	equal(t, "left but shown", nodes(), `{"department_list":[2],"user_list":["zhaolei","sunli"]}`)
	c.updateRule(id, `"remove_applicable_range":{"user_list":["sunli"]}`, 60111)
	c.srv.SetSwitches(func(sw *Switches) { sw.RuleGoneRemovable = true })
	c.updateRule(id, `"remove_applicable_range":{"user_list":["sunli"]}`, 0)
	equal(t, "removed", nodes(), `{"department_list":[2],"user_list":["zhaolei"]}`)
	c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; sw.RuleNoopRefused = true })
	c.updateRule(id, `"add_applicable_range":{"user_list":["zhaolei"]}`, 40058)
	c.updateRule(id, `"remove_applicable_range":{"user_list":["wangfang"]}`, 40058)
	c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; sw.RuleLastNodeRemovable = true })
	c.updateRule(id, `"remove_applicable_range":{"user_list":["zhaolei"],"department_list":[2]}`, 0)
	equal(t, "empty", nodes(), `{"department_list":[],"user_list":[]}`)
	c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; sw.ReadLag = 1 })
	c.updateRule(id, `"add_applicable_range":{"department_list":[3]}`, 0) // and the empty range can be pictured
	equal(t, "late", nodes(), `{"department_list":[],"user_list":[]}`)
	equal(t, "now", nodes(), `{"department_list":[3],"user_list":[]}`)
}

func TestInterceptRuleNarrowedRange(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addRule(plainRule)
	if err := c.srv.Console().SetVisibleRange(ExampleApp, []int64{3}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "filtered", keysOf(c.rule(id), "applicable_range"), `{"department_list":[],"user_list":["zhaolei"]}`)
	c.updateRule(id, `"add_applicable_range":{"user_list":["sunli"]}`, 60011)
	c.updateRule(id, `"remove_applicable_range":{"department_list":[2]}`, 60011)
	equal(t, "still in force", asJSON(c.srv.Corp().InterceptRules[1].Departments), "[2]")
}

func TestInterceptRuleLargeRange(t *testing.T) {
	corp := ExampleCorp()
	var users []string
	for i := range 10_001 {
		users = append(users, fmt.Sprintf("clerk%05d", i))
		corp.Members = append(corp.Members, Member{UserID: users[i], Name: "店员"})
	}
	c := start(t, corp)
	chunk := func(from, to int) string { return asJSON(users[from:to]) }
	id := c.addRule(`{"rule_name":"x","word_list":["a"],"intercept_type":1,"applicable_range":{"user_list":` + chunk(0, 1000) + `}}`)
	for from := 1000; from < 10_000; from += 1000 {
		c.updateRule(id, `"add_applicable_range":{"user_list":`+chunk(from, from+1000)+`}`, 0)
	}
	count := func() int { return len(c.rule(id).obj("applicable_range")["user_list"].([]any)) }
	equal(t, "users", count(), 10_000)
	c.updateRule(id, `"add_applicable_range":{"user_list":`+chunk(10_000, 10_001)+`}`, 41076)
	c.updateRule(id, `"add_applicable_range":{"user_list":`+chunk(10_000, 10_001)+`},"remove_applicable_range":{"user_list":`+chunk(0, 1000)+`}`, 0)
	equal(t, "users", count(), 9001)
	c.updateRule(id, `"remove_applicable_range":{"user_list":`+chunk(1000, 2001)+`}`, 40058)
	both := `"add_applicable_range":{"user_list":` + chunk(0, 999) + `,"department_list":[2,3]}`
	c.updateRule(id, both, 0)
	c.srv.SetSwitches(func(sw *Switches) { sw.RuleNodesTogether, sw.RuleNodes41076 = true, true })
	c.updateRule(id, both, 41076)
}

func TestInterceptRuleOwnership(t *testing.T) {
	c := start(t, ExampleCorp())
	const console = `{"rule_id":"1000"}`
	wantCode(t, c.post(ExampleSecret, ruleGet, console), 0)
	wantCode(t, c.post(ExampleSecret, ruleUpdate, console), 60011)
	wantCode(t, c.post(ExampleSecret, ruleDel, console), 60011)
	c.srv.SetSwitches(func(sw *Switches) { sw.RuleForeign48002 = true })
	wantCode(t, c.post(ExampleSecret, ruleDel, console), 48002)
	own := fmt.Sprintf(`{"rule_id":%q}`, c.addRule(plainRule))
	wantCode(t, c.post(ExampleSecondSecret, ruleUpdate, own), 48002)
	equal(t, "seen by all", len(c.get(ExampleSecondSecret, ruleList).list("rule_list")), 2)
	// The 客户联系 secret may change and delete every rule.
	wantCode(t, c.post(ExampleCustomerContactSecret, ruleUpdate, own), 0)
	wantCode(t, c.post(ExampleCustomerContactSecret, ruleDel, console), 0)
}

func TestInterceptRuleLimit(t *testing.T) {
	corp := ExampleCorp()
	for i := range 99 {
		corp.InterceptRules = append(corp.InterceptRules, InterceptRule{Name: fmt.Sprint("r", i), Words: []string{"a"}, Type: InterceptWarn, Departments: []int64{2}})
	}
	c := start(t, corp)
	wantCode(t, c.post(ExampleSecret, ruleAdd, plainRule), 41069)
	if _, err := c.srv.Console().AddInterceptRule(InterceptRule{Name: "more", Words: []string{"a"}, Type: InterceptWarn, Departments: []int64{2}}); err == nil {
		t.Error("the console made a 101st rule")
	}
	if err := c.srv.Console().DeleteInterceptRule("1000"); err != nil {
		t.Fatal(err)
	}
	c.addRule(plainRule)
}

func TestInterceptRuleSwitches(t *testing.T) {
	c := start(t, ExampleCorp())
	set := func(edit func(*Switches)) { c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; edit(sw) }) }
	id := c.addRule(plainRule)
	none := c.addRule(`{"rule_name":"none","word_list":["a"],"intercept_type":1,"applicable_range":{"user_list":["wangfang"]}}`)
	semantics := func(id string) string { return keysOf(c.rule(id), "extra_rule", "semantics_list") }
	for _, tt := range []struct {
		place, empty, some, nothing string
	}{
		{"", "", `{"semantics_list":[1,2]} [1,2]`, `{"semantics_list":[]} []`},
		{RuleSemanticsNested, "", `{"semantics_list":[1,2]} -`, `{"semantics_list":[]} -`},
		{RuleSemanticsFlat, "", `- [1,2]`, `- []`},
		{"", EmptyAbsent, `{"semantics_list":[1,2]} [1,2]`, `- -`},
		{"", EmptyNull, `{"semantics_list":[1,2]} [1,2]`, `{"semantics_list":null} null`},
		{RuleSemanticsFlat, RuleSemanticsEmptyExtra, `- [1,2]`, `{} -`},
	} {
		set(func(sw *Switches) { sw.RuleSemantics, sw.RuleNoSemantics = tt.place, tt.empty })
		equal(t, tt.place+"/"+tt.empty, semantics(id)+"; "+semantics(none), tt.some+"; "+tt.nothing)
	}
	for reading, want := range map[string]string{EmptyAbsent: `{"user_list":["wangfang"]}`, EmptyNull: `{"department_list":null,"user_list":["wangfang"]}`} {
		set(func(sw *Switches) { sw.RuleEmptyLists, sw.RuleCreateTimeAbsent = reading, true })
		equal(t, reading, keysOf(c.rule(none), "applicable_range", "create_time"), want+" -")
	}
	for reading, want := range map[string]string{"": id, RuleIDNumber: id, RuleIDString: `"` + id + `"`} {
		set(func(sw *Switches) { sw.RuleID = reading })
		equal(t, "get", keysOf(c.rule(id), "rule_id"), want)
	}
	equal(t, "string in list", keysOf(c.get(ExampleSecret, ruleList).list("rule_list")[1], "rule_id"), `"`+id+`"`)
	set(func(sw *Switches) { sw.RuleID = RuleIDNumberEverywhere })
	equal(t, "number in list", keysOf(c.get(ExampleSecret, ruleList).list("rule_list")[1], "rule_id"), id)
	rule := func(name, words string) string {
		return `{"rule_name":"` + name + `","word_list":["` + words + `"],"intercept_type":1,"applicable_range":{"user_list":["wangfang"]}}`
	}
	if _, ok := c.post(ExampleSecret, ruleAdd, rule("number", "a"))["rule_id"].(float64); !ok {
		t.Error("rule_id of add is no number")
	}
	set(func(sw *Switches) { sw.RuleNamesPerApp, sw.RuleWords30 = true, true })
	wantCode(t, c.post(ExampleSecret, ruleAdd, rule("禁止私下收款", strings.Repeat("词", 31))), 41083)
	wantCode(t, c.post(ExampleSecret, ruleAdd, rule("禁止私下收款", strings.Repeat("词", 30))), 0)
	wantCode(t, c.post(ExampleSecret, ruleAdd, rule("none", "a")), 41077)
	set(func(sw *Switches) {
		sw.RuleNamesIgnoreCase, sw.RuleDeleted41070, sw.RuleEmptyExtraClears = true, true, true
	})
	wantCode(t, c.post(ExampleSecret, ruleAdd, rule("NONE", "a")), 41077)
	c.updateRule(id, `"rule_name":"RULENAME"`, 0)
	c.updateRule(id, `"rule_name":"None"`, 41077)
	c.updateRule(id, `"extra_rule":{}`, 0)
	equal(t, "cleared", semantics(id), `{"semantics_list":[]} []`)
	wantCode(t, c.post(ExampleSecret, ruleDel, fmt.Sprintf(`{"rule_id":%q}`, id)), 0)
	wantCode(t, c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, id)), 41070)
	c = start(t, Corp{CorpID: "wwtest", Apps: ExampleCorp().Apps})
	equal(t, "no rules", keysOf(c.get(ExampleSecret, ruleList), "rule_list"), "[]")
	c.srv.SetSwitches(func(sw *Switches) { sw.RuleListAbsent = true })
	equal(t, "no rules", keysOf(c.get(ExampleSecret, ruleList), "rule_list"), "-")
}

func TestRulesAreListedByAge(t *testing.T) {
	corp := ExampleCorp()
	for i, id := range []string{"999", "98", "1000001"} {
		corp.InterceptRules = append(corp.InterceptRules, InterceptRule{
			ID: id, Name: id, Words: []string{"a"}, Type: InterceptWarn, Users: []string{"wangfang"}, CreateTime: testTime.Unix() - int64(i),
		})
	}
	c := start(t, corp)
	made := c.addRule(plainRule)
	var ids []string
	for _, row := range c.get(ExampleSecret, ruleList).list("rule_list") {
		ids = append(ids, row["rule_id"].(string))
	}
	equal(t, "order", strings.Join(ids, " "), "1000 1000001 98 999 "+made)
}

var _ = serves(func(s serving) {
	rule := fmt.Sprintf(`{"rule_id":%q`, strings.Trim(asJSON(s.call("add rule", ruleAdd, plainRule)["rule_id"]), `"`))
	s.call("update rule", ruleUpdate, rule+`,"rule_name":"x","remove_applicable_range":{"department_list":[2]}}`)
	s.shows("rule_name", "x", func() any { return s.call("get rule", ruleGet, rule+"}").obj("rule")["rule_name"] })
	wantCode(s.t, s.get(ExampleSecret, ruleList), 0)
	s.call("delete", ruleDel, rule+"}")
})

// The list has caught up, the rule has not: each request lags on its own.
func TestInterceptRuleReadsLag(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{ReadLag: 1}}))
	id := c.addRule(plainRule)
	equal(t, "list", len(c.get(ExampleSecret, ruleList).list("rule_list")), 1)
	equal(t, "list", len(c.get(ExampleSecret, ruleList).list("rule_list")), 2)
	wantCode(t, c.post(ExampleSecret, ruleGet, fmt.Sprintf(`{"rule_id":%q}`, id)), 41070)
	c.rule(id)
}

func TestInterceptRuleWordsAreShuffled(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{Shuffle: 1}}))
	id := c.addRule(`{"rule_name":"x","word_list":["a","b","c","d","e"],"intercept_type":1,"applicable_range":{"user_list":["zhaolei","sunli","wangfang"]}}`)
	orders := map[string]bool{}
	for range 20 {
		words := asJSON(c.rule(id)["word_list"])
		orders[words] = true
		equal(t, "words", len(words), len(`["a","b","c","d","e"]`))
	}
	if len(orders) < 5 {
		t.Errorf("%d orders in 20 reads", len(orders))
	}
	equal(t, "the store's own order", asJSON(c.srv.Corp().InterceptRules[1].Words), `["a","b","c","d","e"]`)
}

func TestInterceptRuleMissingAndEmptyName(t *testing.T) {
	missingName(t, ExampleSecret, ruleAdd, "rule_name", `"word_list":["a"],"intercept_type":1,"applicable_range":{"user_list":["wangfang"]}`, 40058)
}
