// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_intercept_rule.test"

// fields is the test rule; a step is the last one with something changed.
type fields struct{ name, words, action, users, more string }

var minimal = fields{name: "禁语", words: `["返现"]`, action: "block", users: `["zhangsan"]`}

func (f fields) with(change func(*fields)) fields {
	change(&f)
	return f
}

func (f fields) hcl() string {
	users := ""
	if f.users != "" {
		users = "user_ids = " + f.users
	}
	return fmt.Sprintf("resource \"wecom_intercept_rule\" \"test\" {\n  name = %q\n  words = %s\n  action = %q\n  %s\n  %s\n}\n",
		f.name, f.words, f.action, users, f.more)
}

func inPlace() resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate))
}

func noop() resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionNoop))
}

// find returns the rule of a name as the emulator has it.
func find(t *testing.T, e *acctest.Env, name string) emulator.InterceptRule {
	t.Helper()
	for _, r := range e.Corp().InterceptRules {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("the corp has no intercept rule %q", name)
	return emulator.InterceptRule{}
}

// edit changes the rule 禁语 in the console.
func edit(t *testing.T, e *acctest.Env, change func(*emulator.InterceptRule)) {
	t.Helper()
	acctest.Must(t, e.Console().UpdateInterceptRule(find(t, e, minimal.name).ID, change))
}

// sentTo is Sent for calls that begin with the id of the rule 禁语.
func sentTo(t *testing.T, e *acctest.Env, rest ...string) resource.TestCheckFunc {
	t.Helper()
	return func(s *terraform.State) error {
		var want []string
		for _, r := range rest {
			want = append(want, fmt.Sprintf(`update_intercept_rule {"rule_id":%q,%s}`, find(t, e, minimal.name).ID, r))
		}
		return e.Sent(want...)(s)
	}
}

func texts(values ...string) knownvalue.Check {
	checks := []knownvalue.Check{}
	for _, v := range values {
		checks = append(checks, knownvalue.StringExact(v))
	}
	return knownvalue.SetExact(checks)
}

func numbers(values ...int64) knownvalue.Check {
	checks := []knownvalue.Check{}
	for _, v := range values {
		checks = append(checks, knownvalue.Int64Exact(v))
	}
	return knownvalue.SetExact(checks)
}

func has(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), value)
}

// withDepartments seeds departments 2 (sales) and 3 below it.
func withDepartments(c *emulator.Corp) {
	c.Departments = append(c.Departments,
		emulator.Department{ID: 2, Name: "销售", ParentID: 1, Order: 2}, emulator.Department{ID: 3, Name: "上海", ParentID: 2, Order: 1})
}
