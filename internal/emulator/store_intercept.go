// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"
)

// Values of InterceptRule.Type (page 95097).
const (
	InterceptBlock int64 = 1 // warn and block sending
	InterceptWarn  int64 = 2 // warn only
)

const (
	maxRules         = 100
	maxRuleChars     = 20
	maxRuleWords     = 300
	maxWordChars     = 32
	maxOldWordChars  = 30
	maxRuleNodes     = 1000   // per list and call
	maxRuleUsers     = 10_000 // in the rule
	firstRule        = 1_000_000
	maxRuleSemantics = 3
)

// InterceptRule is one rule of 敏感词管理. In a seed, an id and a create time that are left out are made up; ids are
// decimal numbers, because get may show them as such.
type InterceptRule struct {
	ID    string   `json:"rule_id"`
	Name  string   `json:"rule_name"`
	Words []string `json:"words"`
	// Semantics: 1 phone number, 2 e-mail address, 3 red packet.
	Semantics   []int64  `json:"semantics,omitempty"`
	Type        int64    `json:"intercept_type"`
	Users       []string `json:"users,omitempty"`
	Departments []int64  `json:"departments,omitempty"`
	CreateTime  int64    `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console.
	Owner string `json:"owner,omitempty"`
}

func (r InterceptRule) clone() InterceptRule {
	r.Words, r.Semantics = slices.Clone(r.Words), slices.Clone(r.Semantics)
	r.Users, r.Departments = slices.Clone(r.Users), slices.Clone(r.Departments)
	return r
}

func (st *store) findRule(id *string) (*InterceptRule, error) {
	switch {
	case id == nil || *id == "":
		return nil, st.emptyParameter("rule_id")
	case st.rules[*id] != nil:
		return st.rules[*id], nil
	case slices.Contains(st.state.DeletedRules, *id) && !st.sw.RuleDeleted41070:
		return nil, fail(41071)
	}
	return nil, fail(41070)
}

// ownRule finds a rule that the app may change: its own; the 客户联系 app may change all.
func (st *store) ownRule(id *string, app *App) (*InterceptRule, error) {
	r, err := st.findRule(id)
	if err != nil {
		return nil, err
	}
	if !tagActor(app).owns(r.Owner) {
		if st.sw.RuleForeign48002 {
			return nil, fail(48002)
		}
		return nil, fail(60011)
	}
	return r, nil
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
		if st.departments[id] == nil {
			return !st.sw.RuleDepartedShown
		}
		return !sc.department(id)
	})
	return users, departments
}

func (st *store) ruleName(name string) error {
	switch {
	case name == "":
		return st.emptyParameter("rule_name")
	case chars(name) > maxRuleChars:
		return tooLong("rule_name", maxRuleChars)
	}
	return nil
}

// uniqueRuleName: compared exactly and over the whole corp, unless the switches say otherwise (Unknown 7).
func (st *store) uniqueRuleName(r *InterceptRule) error {
	for _, other := range st.rules {
		same := other.Name == r.Name || st.sw.RuleNamesIgnoreCase && strings.EqualFold(other.Name, r.Name)
		if same && other.ID != r.ID && (!st.sw.RuleNamesPerApp || other.Owner == r.Owner) {
			return fail(41077)
		}
	}
	return nil
}

func (st *store) ruleWords(words []string) error {
	if len(words) > maxRuleWords {
		return fail(41068)
	}
	limit := maxWordChars
	if st.sw.RuleWords30 {
		limit = maxOldWordChars
	}
	for _, word := range words {
		if n := chars(word); n == 0 || n > limit {
			return fail(41083)
		}
	}
	return nil
}

func ruleSemantics(list []int64) error {
	for _, s := range list {
		if s < 1 || s > maxRuleSemantics {
			return fail(41084)
		}
	}
	return nil
}

func ruleType(t int64) error {
	if t != InterceptBlock && t != InterceptWarn {
		return badParameter("intercept_type")
	}
	return nil
}

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
		return fail(41076)
	}
	return tooManyNodes(name, maxRuleNodes)
}

func (st *store) addRule(in *wireAddRule, app *App) (*InterceptRule, error) {
	if in.Name == nil {
		return nil, st.emptyParameter("rule_name")
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
	r := &InterceptRule{
		Name: *in.Name, Words: distinct(in.Words), Semantics: distinct(in.Semantics), Type: *in.Type,
		Users: st.canonical(in.Range.UserList), Departments: distinct(in.Range.DepartmentList), CreateTime: st.now().Unix(), Owner: app.Name,
	}
	if err := st.uniqueRuleName(r); err != nil {
		return nil, err
	}
	if len(st.rules) >= maxRules {
		return nil, fail(41069)
	}
	r.ID = st.newRuleID()
	st.rules[r.ID] = r
	return r, nil
}

func (st *store) newRuleID() string {
	for {
		st.state.Objects++
		id := strconv.FormatInt(firstRule+st.state.Objects, 10)
		if st.rules[id] == nil && !slices.Contains(st.state.DeletedRules, id) {
			return id
		}
	}
}

func (st *store) updateRule(in *wireUpdateRule, app *App) error {
	old, err := st.ownRule(in.ID, app)
	if err != nil {
		return err
	}
	r := old.clone()
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
		r.Words = distinct(in.Words)
	}
	if in.Extra != nil && (in.Extra.Semantics != nil || st.sw.RuleEmptyExtraClears) {
		if err := ruleSemantics(in.Extra.Semantics); err != nil {
			return err
		}
		r.Semantics = distinct(in.Extra.Semantics)
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
	if err := st.uniqueRuleName(&r); err != nil {
		return err
	}
	*old = r
	return nil
}

// updateRuleRange adds first and then removes (Unknown 3). Every node must be visible; one that is gone but still
// in the rule may be removed.
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
		if st.member(id) == nil && in[userKey(id)] {
			gone[userKey(id)] = true
		}
	}
	closed := func(id int64) bool { return st.departments[id] == nil && slices.Contains(r.Departments, id) }
	users := slices.Concat(add.UserList, slices.DeleteFunc(slices.Clone(remove.UserList), func(id string) bool { return gone[userKey(id)] }))
	departments := slices.Concat(add.DepartmentList, slices.DeleteFunc(slices.Clone(remove.DepartmentList), closed))
	if err := st.checkNodes(app, users, departments, noGates); err != nil {
		return err
	}
	noop := slices.ContainsFunc(add.UserList, func(id string) bool { return in[userKey(id)] }) ||
		slices.ContainsFunc(add.DepartmentList, func(id int64) bool { return slices.Contains(r.Departments, id) })
	r.Users = st.canonical(slices.Concat(r.Users, add.UserList))
	r.Departments = distinct(slices.Concat(r.Departments, add.DepartmentList))
	in = userSet(r.Users)
	noop = noop || slices.ContainsFunc(remove.UserList, func(id string) bool { return !in[userKey(id)] }) ||
		slices.ContainsFunc(remove.DepartmentList, func(id int64) bool { return !slices.Contains(r.Departments, id) })
	if noop && st.sw.RuleNoopRefused {
		return badParameter("applicable_range")
	}
	out := userSet(remove.UserList)
	r.Users = slices.DeleteFunc(r.Users, func(id string) bool { return out[userKey(id)] })
	r.Departments = slices.DeleteFunc(r.Departments, func(id int64) bool { return slices.Contains(remove.DepartmentList, id) })
	removed := len(remove.UserList)+len(remove.DepartmentList) > 0
	users, departments = st.living(r.Users, r.Departments)
	if removed && len(users)+len(departments) == 0 && !st.sw.RuleLastNodeRemovable {
		return badParameter("remove_applicable_range")
	}
	if len(r.Users) > maxRuleUsers {
		return fail(41076)
	}
	return nil
}

func userSet(ids []string) map[string]bool {
	set := map[string]bool{}
	for _, id := range ids {
		set[userKey(id)] = true
	}
	return set
}

func (st *store) deleteRule(id string) {
	delete(st.rules, id)
	st.state.DeletedRules = append(st.state.DeletedRules, id)
}

// checkRule is what every stored rule obeys. Members and departments may be gone, and the range with them.
func (st *store) checkRule(r *InterceptRule) error {
	if err := st.ruleName(r.Name); err != nil {
		return err
	}
	if len(r.Words) == 0 {
		return st.emptyParameter("word_list")
	}
	if err := st.ruleWords(r.Words); err != nil {
		return err
	}
	if err := ruleSemantics(r.Semantics); err != nil {
		return err
	}
	if len(r.Users) > maxRuleUsers {
		return fail(41076)
	}
	return ruleType(r.Type)
}

func (st *store) loadRules(list []InterceptRule) error {
	for _, r := range list {
		r := r.clone()
		if err := st.checkRule(&r); err != nil {
			return seedError("intercept rule", r.Name, err)
		}
		if r.ID == "" {
			r.ID = st.newRuleID()
		}
		if n, err := strconv.ParseInt(r.ID, 10, 64); err != nil || n < 1 || strconv.FormatInt(n, 10) != r.ID || st.rules[r.ID] != nil {
			return seedError("intercept rule", r.Name, fail(41070))
		}
		if r.CreateTime == 0 {
			r.CreateTime = st.now().Unix()
		}
		st.rules[r.ID] = &r
	}
	if len(st.rules) > maxRules {
		return seedError("intercept rule", "list", fail(41069))
	}
	return nil
}

func (st *store) dumpRules(corp *Corp) {
	for _, id := range sortedKeys(st.rules) {
		corp.InterceptRules = append(corp.InterceptRules, st.rules[id].clone())
	}
}
