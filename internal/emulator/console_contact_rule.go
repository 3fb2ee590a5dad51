// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// AddContactRule adds a visibility rule in the console: one without Owner. It answers the id.
func (c *Console) AddContactRule(r ContactRule) (ruleID int64, err error) {
	err = c.edit(func(st *store) (err error) {
		if err := st.checkContactRule(&r); err != nil {
			return err
		}
		ruleID, err = st.contactRules.ConsoleAdd(r)
		return err
	})
	return ruleID, err
}

// UpdateContactRule changes a visibility rule in the console, whoever made it.
func (c *Console) UpdateContactRule(ruleID int64, change func(*ContactRule)) error {
	return c.edit(func(st *store) error { return st.contactRules.ConsoleUpdate(ruleID, change) })
}

// DeleteContactRule deletes a visibility rule in the console.
func (c *Console) DeleteContactRule(ruleID int64) error {
	return c.edit(func(st *store) error { return st.contactRules.ConsoleDelete(ruleID) })
}

// TabContactRules is the tab of visibility rules.
const TabContactRules = "contact-rules"

var contactRulePart = holding(part{routes: contactRuleRoutes, operations: contactRuleOperations, tab: &Tab{Key: TabContactRules, Title: "查看权限|Visibility rules"}},
	newContactRules, func(st *store) **core.Collection[int64, ContactRule] { return &st.contactRules }, func(c *Corp) *[]ContactRule { return &c.ContactRules })

var contactRuleOperations = []core.Operation{
	op("add_contact_rule", (*Console).AddContactRule, "contact_rule").In(TabContactRules, "添加查看权限|Add rule"),
	op("update_contact_rule", (*Console).UpdateContactRule, "id<rule_id", "change").In(TabContactRules, "编辑|Edit"),
	op("delete_contact_rule", (*Console).DeleteContactRule, "id<rule_id").In(TabContactRules, "删除规则|Delete rule").AsksFirst(),
}
