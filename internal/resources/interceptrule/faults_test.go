// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// Whatever happens to one call, after the apply the corp is as configured, once.
func TestInterceptRule_faults(t *testing.T) {
	paths := []string{"add_intercept_rule", "get_intercept_rule", "update_intercept_rule", "del_intercept_rule", "get_intercept_rule_list"}
	acctest.EachFault(t, paths, func(t *testing.T, e *acctest.Env) {
		t.Helper()
		once := func(name string, users ...string) resource.TestCheckFunc {
			return func(*terraform.State) error {
				rules := e.Corp().InterceptRules
				if len(rules) != 1 || rules[0].Name != name || !slices.Equal(slices.Sorted(slices.Values(rules[0].Users)), users) {
					return fmt.Errorf("want the rule %q for %v alone, got %v", name, users, rules)
				}
				return nil
			}
		}
		e.Run(
			resource.TestStep{Config: e.Config(minimal.hcl()), Check: once("禁语", "zhangsan")},
			resource.TestStep{
				Config: e.Config(minimal.with(func(f *fields) { f.name, f.users = "禁词", `["lisi"]` }).hcl()),
				Check:  once("禁词", "lisi"),
			},
			resource.TestStep{Config: e.Config(""), Check: func(*terraform.State) error {
				if n := len(e.Corp().InterceptRules); n != 0 {
					return fmt.Errorf("%d rules are left", n)
				}
				return nil
			}},
		)
	})
}
