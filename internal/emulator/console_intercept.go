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
