// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// AddCustomerRuleGroup adds a rule group of customer contact in the console: one without Owner, which no app sees. It
// answers the id.
func (c *Console) AddCustomerRuleGroup(g RuleGroup) (int64, error) {
	return c.addRuleGroup(customerRuleGroups, g)
}

// UpdateCustomerRuleGroup changes a rule group in the console, whoever made it.
func (c *Console) UpdateCustomerRuleGroup(id int64, change func(*RuleGroup)) error {
	return c.updateRuleGroup(customerRuleGroups, id, change)
}

// DeleteCustomerRuleGroup deletes a rule group in the console.
func (c *Console) DeleteCustomerRuleGroup(id int64) error {
	return c.deleteRuleGroup(customerRuleGroups, id)
}

// AddMomentRuleGroup adds a rule group of customer moments in the console.
func (c *Console) AddMomentRuleGroup(g RuleGroup) (int64, error) {
	return c.addRuleGroup(momentRuleGroups, g)
}

// UpdateMomentRuleGroup changes a rule group in the console, whoever made it.
func (c *Console) UpdateMomentRuleGroup(id int64, change func(*RuleGroup)) error {
	return c.updateRuleGroup(momentRuleGroups, id, change)
}

// DeleteMomentRuleGroup deletes a rule group in the console.
func (c *Console) DeleteMomentRuleGroup(id int64) error {
	return c.deleteRuleGroup(momentRuleGroups, id)
}

func (c *Console) addRuleGroup(k *ruleGroupKind, g RuleGroup) (id int64, err error) {
	err = c.edit(func(st *store) (err error) { id, err = k.of(st).ConsoleAdd(g); return err })
	return id, err
}

func (c *Console) updateRuleGroup(k *ruleGroupKind, id int64, change func(*RuleGroup)) error {
	return c.edit(func(st *store) error { return k.of(st).ConsoleUpdate(id, change) })
}

func (c *Console) deleteRuleGroup(k *ruleGroupKind, id int64) error {
	return c.edit(func(st *store) error {
		g, err := k.of(st).Find(id)
		if err != nil {
			return err
		}
		return st.deleteRuleGroup(k, g)
	})
}

// The tabs of the two trees.
const (
	TabCustomerRuleGroups = "customer-rule-groups"
	TabMomentRuleGroups   = "moment-rule-groups"
)

var customerRuleGroupPart = holding(part{
	routes: func() []core.Route { return customerRuleGroups.routes() },
	operations: []core.Operation{
		op("add_customer_rule_group", (*Console).AddCustomerRuleGroup, "rule_group").In(TabCustomerRuleGroups, "新建客户联系规则组|Add customer rule group"),
		op("update_customer_rule_group", (*Console).UpdateCustomerRuleGroup, "id<strategy_id", "change").In(TabCustomerRuleGroups, "编辑|Edit"),
		op("delete_customer_rule_group", (*Console).DeleteCustomerRuleGroup, "id<strategy_id").In(TabCustomerRuleGroups, "删除规则组|Delete rule group").AsksFirst(),
	},
	tab: &Tab{Key: TabCustomerRuleGroups, Title: "客户联系规则组|Customer rule groups"},
}, func(st *store) *ruleGroups { return newRuleGroups(st, customerRuleGroups) }, func(st *store) **ruleGroups { return &st.customerRuleGroups },
	func(c *Corp) *[]RuleGroup { return &c.CustomerRuleGroups })

var momentRuleGroupPart = holding(part{
	routes: func() []core.Route { return momentRuleGroups.routes() },
	operations: []core.Operation{
		op("add_moment_rule_group", (*Console).AddMomentRuleGroup, "rule_group").In(TabMomentRuleGroups, "新建客户朋友圈规则组|Add moment rule group"),
		op("update_moment_rule_group", (*Console).UpdateMomentRuleGroup, "id<strategy_id", "change").In(TabMomentRuleGroups, "编辑|Edit"),
		op("delete_moment_rule_group", (*Console).DeleteMomentRuleGroup, "id<strategy_id").In(TabMomentRuleGroups, "删除规则组|Delete rule group").AsksFirst(),
	},
	tab: &Tab{Key: TabMomentRuleGroups, Title: "客户朋友圈规则组|Moment rule groups"},
}, func(st *store) *ruleGroups { return newRuleGroups(st, momentRuleGroups) }, func(st *store) **ruleGroups { return &st.momentRuleGroups },
	func(c *Corp) *[]RuleGroup { return &c.MomentRuleGroups })
