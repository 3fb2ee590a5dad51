// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// AddInterceptRule adds a rule in the console: one without Owner, which apps read and cannot change. It answers the id.
func (c *Console) AddInterceptRule(r InterceptRule) (ruleID string, err error) {
	err = c.edit(func(st *store) error {
		r = r.clone()
		if err := st.uniqueRuleName(&r); err != nil {
			return err
		}
		if len(st.rules) >= maxRules {
			return fail(41069)
		}
		if r.ID == "" {
			r.ID = st.newRuleID()
		}
		ruleID = r.ID
		return st.loadRules([]InterceptRule{r})
	})
	return ruleID, err
}

// UpdateInterceptRule changes a rule in the console, whoever made it.
func (c *Console) UpdateInterceptRule(ruleID string, change func(*InterceptRule)) error {
	return c.edit(func(st *store) error {
		old, err := st.findRule(&ruleID)
		if err != nil {
			return err
		}
		r := old.clone()
		change(&r)
		r = r.clone() // change may have kept its slices
		r.ID = ruleID
		if err := st.checkRule(&r); err != nil {
			return err
		}
		if len(r.Users)+len(r.Departments) == 0 {
			return st.emptyParameter("applicable_range")
		}
		if err := st.uniqueRuleName(&r); err != nil {
			return err
		}
		*old = r
		return nil
	})
}

// DeleteInterceptRule deletes a rule in the console.
func (c *Console) DeleteInterceptRule(ruleID string) error {
	return c.edit(func(st *store) error {
		r, err := st.findRule(&ruleID)
		if err != nil {
			return err
		}
		st.deleteRule(r.ID)
		return nil
	})
}
