// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// AddInterceptRule adds a rule in the console: one without Owner, which apps read and cannot change. It answers the id.
func (c *Console) AddInterceptRule(r InterceptRule) (ruleID string, err error) {
	err = c.edit(func(st *store) (err error) { ruleID, err = st.rules.ConsoleAdd(r); return err })
	return ruleID, err
}

// UpdateInterceptRule changes a rule in the console, whoever made it.
func (c *Console) UpdateInterceptRule(ruleID string, change func(*InterceptRule)) error {
	return c.edit(func(st *store) error {
		empty := false
		err := st.rules.ConsoleUpdate(ruleID, func(r *InterceptRule) {
			old := core.Copy(*r)
			change(r)
			if empty = len(r.Users)+len(r.Departments) == 0; empty {
				*r = old
			}
		})
		if err == nil && empty {
			err = st.emptyParameter("applicable_range")
		}
		return err
	})
}

// DeleteInterceptRule deletes a rule in the console.
func (c *Console) DeleteInterceptRule(ruleID string) error {
	return c.edit(func(st *store) error { return st.rules.ConsoleDelete(ruleID) })
}

var ruleOperations = []core.Operation{
	op("add_intercept_rule", (*Console).AddInterceptRule, "rule").In(TabRules, "新建敏感词规则|Add rule"),
	op("update_intercept_rule", (*Console).UpdateInterceptRule, "id<rule_id", "change").In(TabRules, "编辑|Edit"),
	op("delete_intercept_rule", (*Console).DeleteInterceptRule, "id<rule_id").In(TabRules, "删除规则|Delete rule").AsksFirst(),
}

// TabRules is the tab of intercept rules.
const TabRules = "intercept-rules"

var rulePart = func() part {
	p := holding(part{
		routes: interceptRoutes, operations: ruleOperations, tab: &Tab{Key: TabRules, Title: "敏感词规则|Intercept rules"},
		example: func(c *Corp, made int64) {
			c.InterceptRules = []InterceptRule{{
				ID: "1000", Name: "禁止私下收款", Words: []string{"微信转账", "私人账户"}, Semantics: []int64{3}, Type: InterceptBlock,
				Departments: []int64{4}, CreateTime: made,
			}}
		},
	}, newRules, func(st *store) **core.Collection[string, InterceptRule] { return &st.rules }, func(c *Corp) *[]InterceptRule { return &c.InterceptRules })
	p.load = func(st *store, c *Corp) error {
		defer st.rules.Bury(st.state.DeletedRules)
		st.state.DeletedRules = nil
		return st.rules.Load(c.InterceptRules)
	}
	return p
}()
