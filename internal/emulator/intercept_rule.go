// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"slices"
)

func interceptRoutes() []route {
	// The 客户联系 secret may still call these in corps that used it before 2023-12-01, as this one did.
	row := func(method, name string, write bool, handle handler, empty ...string) route {
		return route{
			method: method, path: "externalcontact/" + name, page: 95097, family: familyIntercept,
			by: byListedApp | byCustomerContact, write: write, empty: empty, handle: handle,
		}
	}
	return []route{
		row("POST", "add_intercept_rule", true, post(addRule)),
		row("GET", "get_intercept_rule_list", false, listRules, "rule_list"),
		row("POST", "get_intercept_rule", false, post(getRule)),
		row("POST", "update_intercept_rule", true, post(updateRule)),
		row("POST", "del_intercept_rule", true, post(delRule)),
	}
}

// wireAddRule has semantics_list at top level, wireUpdateRule under extra_rule.
type wireAddRule struct {
	Name      *string    `json:"rule_name"`
	Words     []string   `json:"word_list"`
	Semantics []int64    `json:"semantics_list"`
	Type      *int64     `json:"intercept_type"`
	Range     *wireRange `json:"applicable_range"`
}

type wireExtraRule struct {
	Semantics []int64 `json:"semantics_list"`
}

type wireUpdateRule struct {
	ID     *string        `json:"rule_id"`
	Name   *string        `json:"rule_name"`
	Words  []string       `json:"word_list"`
	Extra  *wireExtraRule `json:"extra_rule"`
	Type   *int64         `json:"intercept_type"`
	Add    *wireRange     `json:"add_applicable_range"`
	Remove *wireRange     `json:"remove_applicable_range"`
}

type wireRuleID struct {
	ID *string `json:"rule_id"`
}

// wireRuleID is the id as JSON: a string, or the number that both samples of get print.
func (st *store) wireRuleID(id string, in string) json.RawMessage {
	if st.sw.RuleID == RuleIDNumberEverywhere || st.sw.RuleID == RuleIDNumber && in == "get" {
		return json.RawMessage(id)
	}
	return json.RawMessage(`"` + id + `"`)
}

func addRule(c *call, in *wireAddRule) (any, error) {
	r, err := c.store.addRule(in, c.app)
	if err != nil {
		return nil, err
	}
	out := &object{}
	out.put("rule_id", c.store.wireRuleID(r.ID, "add"))
	return out, nil
}

type wireRuleRow struct {
	ID         json.RawMessage `json:"rule_id"`
	Name       string          `json:"rule_name"`
	CreateTime int64           `json:"create_time"`
}

// listRules answers all rules of the corp, whoever made them.
func listRules(c *call) (any, error) {
	st, rows, out := c.store, []wireRuleRow{}, &object{}
	for _, id := range sortedKeys(st.rules) {
		r := st.rules[id]
		rows = append(rows, wireRuleRow{st.wireRuleID(r.ID, "list"), r.Name, r.CreateTime})
	}
	form := EmptyShown
	if st.sw.RuleListAbsent {
		form = EmptyAbsent
	}
	putList(out, st, "rule_list", rows, form)
	return out, nil
}

// getRule shows the nodes of the range that the app sees.
func getRule(c *call, in *wireRuleID) (any, error) {
	st := c.store
	r, err := st.findRule(in.ID)
	if err != nil {
		return nil, err
	}
	rule, out := &object{}, &object{}
	rule.put("rule_id", st.wireRuleID(r.ID, "get"))
	rule.put("rule_name", r.Name)
	rule.put("word_list", shuffled(st, slices.Clone(r.Words)))
	st.putSemantics(rule, r.Semantics)
	rule.put("intercept_type", r.Type)
	users, departments := st.visibleNodes(c.app, r)
	nodes := &object{}
	putList(nodes, st, "user_list", users, st.sw.RuleEmptyLists)
	putList(nodes, st, "department_list", departments, st.sw.RuleEmptyLists)
	rule.put("applicable_range", nodes)
	if !st.sw.RuleCreateTimeAbsent {
		rule.put("create_time", r.CreateTime)
	}
	out.put("rule", rule)
	return out, nil
}

// putSemantics: the table has the list under extra_rule, the sample of 2024-03-07 has it flat (Unknown 1).
func (st *store) putSemantics(rule *object, semantics []int64) {
	extra := &object{}
	if len(semantics) == 0 && st.sw.RuleNoSemantics == RuleSemanticsEmptyExtra {
		rule.put("extra_rule", extra)
		return
	}
	list := &object{}
	putList(list, st, "semantics_list", semantics, st.sw.RuleNoSemantics)
	if len(*list) == 0 {
		return
	}
	if st.sw.RuleSemantics != RuleSemanticsFlat {
		rule.put("extra_rule", list)
	}
	if st.sw.RuleSemantics != RuleSemanticsNested {
		*rule = append(*rule, *list...)
	}
}

func updateRule(c *call, in *wireUpdateRule) (any, error) { return nil, c.store.updateRule(in, c.app) }

func delRule(c *call, in *wireRuleID) (any, error) {
	r, err := c.store.ownRule(in.ID, c.app)
	if err != nil {
		return nil, err
	}
	c.store.deleteRule(r.ID)
	return nil, nil
}
