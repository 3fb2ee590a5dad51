// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// nodeLimit: at most 1000 nodes per list and call.
func (st *store) nodeLimit(name string, in *wireRange) error {
	if in == nil {
		return nil
	}
	over := max(len(in.UserList), len(in.DepartmentList)) > maxRuleNodes
	if st.sw.RuleNodesTogether {
		over = len(in.UserList)+len(in.DepartmentList) > maxRuleNodes
	}
	switch {
	case !over:
		return nil
	case st.sw.RuleNodes41076:
		return core.Fail(41076)
	}
	return tooManyNodes(name, maxRuleNodes)
}

func (st *store) addRule(in *wireAddRule, app *App) (*InterceptRule, error) {
	if in.Name == nil {
		return nil, st.missingName("rule_name")
	}
	if err := st.ruleName(*in.Name); err != nil {
		return nil, err
	}
	if len(in.Words) == 0 {
		return nil, st.emptyParameter("word_list")
	}
	if err := st.ruleWords(in.Words); err != nil {
		return nil, err
	}
	if err := ruleSemantics(in.Semantics); err != nil {
		return nil, err
	}
	if in.Type == nil {
		return nil, st.emptyParameter("intercept_type")
	}
	if err := ruleType(*in.Type); err != nil {
		return nil, err
	}
	if in.Range == nil || len(in.Range.UserList)+len(in.Range.DepartmentList) == 0 {
		return nil, st.emptyParameter("applicable_range")
	}
	if err := st.nodeLimit("applicable_range", in.Range); err != nil {
		return nil, err
	}
	if err := st.checkNodes(app, in.Range.UserList, in.Range.DepartmentList, noGates); err != nil {
		return nil, err
	}
	r := InterceptRule{
		Name: *in.Name, Words: core.Distinct(in.Words), Semantics: core.Distinct(in.Semantics), Type: *in.Type,
		Users: st.canonical(in.Range.UserList), Departments: core.Distinct(in.Range.DepartmentList), CreateTime: st.Now().Unix(), Owner: app.Name,
	}
	return st.rules.Add(r)
}

func (st *store) updateRule(in *wireUpdateRule, app *App) error {
	old, err := st.rules.Own(in.ID, app)
	if err != nil {
		return err
	}
	r := core.Copy(*old)
	if in.Name != nil {
		if err := st.ruleName(*in.Name); err != nil {
			return err
		}
		r.Name = *in.Name
	}
	if len(in.Words) > 0 { // an empty list is ignored
		if err := st.ruleWords(in.Words); err != nil {
			return err
		}
		r.Words = core.Distinct(in.Words)
	}
	if in.Extra != nil && (in.Extra.Semantics != nil || st.sw.RuleEmptyExtraClears) {
		if err := ruleSemantics(in.Extra.Semantics); err != nil {
			return err
		}
		r.Semantics = core.Distinct(in.Extra.Semantics)
	}
	if in.Type != nil {
		if err := ruleType(*in.Type); err != nil {
			return err
		}
		r.Type = *in.Type
	}
	if err := st.updateRuleRange(&r, in.Add, in.Remove, app); err != nil {
		return err
	}
	return st.rules.Replace(old, r)
}

// updateRuleRange adds first and then removes; a node in both lists stays, unless the switch says otherwise (Unknown
// 3). Every node must be visible, also one to be removed; the switch spares one that is gone but still in the rule.
func (st *store) updateRuleRange(r *InterceptRule, add, remove *wireRange, app *App) error {
	if err := st.nodeLimit("add_applicable_range", add); err != nil {
		return err
	}
	if err := st.nodeLimit("remove_applicable_range", remove); err != nil {
		return err
	}
	if add == nil {
		add = &wireRange{}
	}
	if remove == nil {
		remove = &wireRange{}
	}
	in, gone := userSet(r.Users), userSet(nil)
	for _, id := range remove.UserList {
		if st.sw.RuleGoneRemovable && st.member(id) == nil && in[userKey(id)] {
			gone[userKey(id)] = true
		}
	}
	closed := func(id int64) bool {
		return st.sw.RuleGoneRemovable && st.departments.Get(id) == nil && slices.Contains(r.Departments, id)
	}
	users := slices.Concat(add.UserList, slices.DeleteFunc(slices.Clone(remove.UserList), func(id string) bool { return gone[userKey(id)] }))
	departments := slices.Concat(add.DepartmentList, slices.DeleteFunc(slices.Clone(remove.DepartmentList), closed))
	if err := st.checkNodes(app, users, departments, noGates); err != nil {
		return err
	}
	noop := slices.ContainsFunc(add.UserList, func(id string) bool { return in[userKey(id)] }) ||
		slices.ContainsFunc(add.DepartmentList, func(id int64) bool { return slices.Contains(r.Departments, id) })
	r.Users = st.canonical(slices.Concat(r.Users, add.UserList))
	r.Departments = core.Distinct(slices.Concat(r.Departments, add.DepartmentList))
	in = userSet(r.Users)
	noop = noop || slices.ContainsFunc(remove.UserList, func(id string) bool { return !in[userKey(id)] }) ||
		slices.ContainsFunc(remove.DepartmentList, func(id int64) bool { return !slices.Contains(r.Departments, id) })
	if noop && st.sw.RuleNoopRefused {
		return core.BadParameter("applicable_range")
	}
	out, back := userSet(remove.UserList), st.sw.RuleSameNodes != RuleSameNodesRemoved
	stays := userSet(add.UserList)
	r.Users = slices.DeleteFunc(r.Users, func(id string) bool { return out[userKey(id)] && !(back && stays[userKey(id)]) })
	r.Departments = slices.DeleteFunc(r.Departments, func(id int64) bool {
		return slices.Contains(remove.DepartmentList, id) && !(back && slices.Contains(add.DepartmentList, id))
	})
	removed := len(remove.UserList)+len(remove.DepartmentList) > 0
	users, departments = st.living(r.Users, r.Departments)
	if removed && len(users)+len(departments) == 0 && !st.sw.RuleLastNodeRemovable {
		return core.BadParameter("remove_applicable_range")
	}
	if len(r.Users) > maxRuleUsers {
		return core.Fail(41076)
	}
	return nil
}
