// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

const familyIntercept = "intercept_rule"

func interceptRoutes() []core.Route {
	row := externalRow(familyIntercept, 95097)
	list := row("get_intercept_rule_list", false, get(listRules), "rule_list")
	list.Method = "GET"
	return []core.Route{
		list,
		row("add_intercept_rule", true, post(addRule)),
		row("get_intercept_rule", false, post(getRule)),
		row("update_intercept_rule", true, post(updateRule)),
		row("del_intercept_rule", true, post(delRule)),
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

// wireRuleID is the id as JSON: a string, but the number that both samples print in get.
func (st *store) wireRuleID(id string, in string) json.RawMessage {
	if st.sw.RuleID == RuleIDNumberEverywhere || st.sw.RuleID != RuleIDString && in == "get" {
		return json.RawMessage(id)
	}
	return json.RawMessage(`"` + id + `"`)
}

func addRule(c *call, in *wireAddRule) (any, error) {
	r, err := c.store.addRule(in, c.App)
	if err != nil {
		return nil, err
	}
	out := &core.Object{}
	out.Put("rule_id", c.store.wireRuleID(r.ID, "add"))
	return out, nil
}

type wireRuleRow struct {
	ID         json.RawMessage `json:"rule_id"`
	Name       string          `json:"rule_name"`
	CreateTime int64           `json:"create_time"`
}

// listRules answers all rules of the corp, whoever made them.
func listRules(c *call) (any, error) {
	st, rows, out := c.store, []wireRuleRow{}, &core.Object{}
	for _, r := range st.rules.List(func(*InterceptRule) bool { return true }) {
		rows = append(rows, wireRuleRow{st.wireRuleID(r.ID, "list"), r.Name, r.CreateTime})
	}
	form := EmptyShown
	if st.sw.RuleListAbsent {
		form = EmptyAbsent
	}
	core.PutList(out, &st.Store, "rule_list", rows, form)
	return out, nil
}

// visibleNodes are the nodes of a rule inside the app's visible range.
func (st *store) visibleNodes(app *App, r *InterceptRule) ([]string, []int64) {
	sc := st.scopeOf(app)
	users := slices.DeleteFunc(slices.Clone(r.Users), func(id string) bool {
		m := st.member(id)
		if m == nil {
			return !st.sw.RuleDepartedShown
		}
		return !sc.member(m)
	})
	departments := slices.DeleteFunc(slices.Clone(r.Departments), func(id int64) bool {
		if st.departments.Get(id) == nil {
			return !st.sw.RuleDepartedShown
		}
		return !sc.department(id)
	})
	return users, departments
}

// getRule shows the nodes of the range that the app sees.
func getRule(c *call, in *wireRuleID) (any, error) {
	st := c.store
	r, err := st.rules.Sent(in.ID)
	if err != nil {
		return nil, err
	}
	rule, out := &core.Object{}, &core.Object{}
	rule.Put("rule_id", st.wireRuleID(r.ID, "get"))
	rule.Put("rule_name", r.Name)
	rule.Put("word_list", core.Shuffled(&st.Store, slices.Clone(r.Words)))
	st.putSemantics(rule, r.Semantics)
	rule.Put("intercept_type", r.Type)
	users, departments := st.visibleNodes(c.App, r)
	nodes := &core.Object{}
	core.PutList(nodes, &st.Store, "user_list", users, st.sw.RuleEmptyLists)
	core.PutList(nodes, &st.Store, "department_list", departments, st.sw.RuleEmptyLists)
	rule.Put("applicable_range", nodes)
	if !st.sw.RuleCreateTimeAbsent {
		rule.Put("create_time", r.CreateTime)
	}
	out.Put("rule", rule)
	return out, nil
}

// putSemantics: the table has the list under extra_rule, the sample of 2024-03-07 has it flat (Unknown 1).
func (st *store) putSemantics(rule *core.Object, semantics []int64) {
	extra := &core.Object{}
	if len(semantics) == 0 && st.sw.RuleNoSemantics == RuleSemanticsEmptyExtra {
		rule.Put("extra_rule", extra)
		return
	}
	list := &core.Object{}
	core.PutList(list, &st.Store, "semantics_list", semantics, st.sw.RuleNoSemantics)
	if len(*list) == 0 {
		return
	}
	if st.sw.RuleSemantics != RuleSemanticsFlat {
		rule.Put("extra_rule", list)
	}
	if st.sw.RuleSemantics != RuleSemanticsNested {
		*rule = append(*rule, *list...)
	}
}

func updateRule(c *call, in *wireUpdateRule) (any, error) { return nil, c.store.updateRule(in, c.App) }

func delRule(c *call, in *wireRuleID) (any, error) { return nil, c.store.rules.DeleteOwn(in.ID, c.App) }
