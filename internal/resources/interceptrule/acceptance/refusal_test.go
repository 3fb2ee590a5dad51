// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const forget = "removed {\n  from = wecom_intercept_rule.test\n  lifecycle {\n    destroy = false\n  }\n}\n"

// other renders the rule as a second one.
func (f fields) other() string { return strings.Replace(f.hcl(), `"test"`, `"other"`, 1) }

func named(name string) fields { return minimal.with(func(f *fields) { f.name = name }) }

func consoleRule(c *emulator.Corp) {
	c.InterceptRules = []emulator.InterceptRule{{ID: "1000", Name: "禁语", Words: []string{"返现"}, Type: emulator.InterceptBlock, Users: []string{"zhangsan"}, CreateTime: 1700000000}}
}

// A range that is unknown in the plan is checked when it is known.
func TestInterceptRule_unknownRange(t *testing.T) {
	e := acctest.New(t)
	config := func(value string) string {
		return e.Config("resource \"terraform_data\" \"users\" {\n  input = " + value + "\n}\n" +
			minimal.with(func(f *fields) { f.users = "terraform_data.users.output" }).hcl())
	}
	e.Run(
		resource.TestStep{Config: config("[]"), ExpectError: acctest.Says("user_ids and department_ids are both empty")},
		resource.TestStep{Config: config(`["zhangsan"]`), Check: e.Sent("add_intercept_rule")},
		resource.TestStep{Config: config(`["zhangsan", "lisi"]`), Check: e.Sent("update_intercept_rule")},
	)
}

func TestInterceptRule_nameTaken(t *testing.T) {
	taken := "intercept rule named \"禁语\" exists already (id 1000)."
	e := acctest.New(t, consoleRule)
	e.Run(
		resource.TestStep{Config: e.Config(minimal.hcl()), ExpectError: acctest.Says("To manage it otherwise, import it: terraform import <address> 1000")},
		resource.TestStep{Config: e.Config(named("别的").hcl())},
		resource.TestStep{Config: e.Config(minimal.hcl()), ExpectError: acctest.Says(taken)},
		resource.TestStep{Config: e.Config(named("别的").hcl()), PlanOnly: true},
	)
}

// WeCom decides whether names that differ in case only are the same.
func TestInterceptRule_nameTakenButForCase(t *testing.T) {
	seed := func(c *emulator.Corp) { consoleRule(c); c.InterceptRules[0].Name = "Rebate" }
	t.Run("different", func(t *testing.T) {
		e := acctest.New(t, seed)
		e.Run(resource.TestStep{Config: e.Config(named("REBATE").hcl())})
	})
	t.Run("same", func(t *testing.T) {
		e := acctest.New(t, seed)
		e.SetSwitches(func(s *emulator.Switches) { s.RuleNamesIgnoreCase = true })
		e.Run(resource.TestStep{Config: e.Config(named("REBATE").hcl()), ExpectError: acctest.Says("exists already (id 1000)")})
	})
}

func TestInterceptRule_swapNames(t *testing.T) {
	e := acctest.New(t)
	long := strings.Repeat("甲", 20)
	e.Run(
		resource.TestStep{Config: e.Config(named(long).hcl() + named("乙").other())},
		resource.TestStep{
			Config: e.Config(named("乙").hcl() + named(long).other()),
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectResourceAction("wecom_intercept_rule.other", plancheck.ResourceActionUpdate)),
		},
		// A chain: one takes the name that the other gives up.
		resource.TestStep{Config: e.Config(named(long).hcl() + named("丙").other())},
		// A new rule takes the name of one that is renamed in the same apply.
		resource.TestStep{Config: e.Config(named("丁").hcl() + named("丙").other() + strings.Replace(named(long).hcl(), `"test"`, `"third"`, 1))},
		// The address changes.
		resource.TestStep{Config: e.Config(named("丁").hcl() + strings.Replace(named("丙").hcl(), `"test"`, `"renamed"`, 1))},
	)
}

// A rule of the console can be imported and read, but an app may not change it.
func TestInterceptRule_importForeign(t *testing.T) {
	for _, reading := range []bool{false, true} {
		t.Run(fmt.Sprint("48002 ", reading), func(t *testing.T) {
			e := acctest.New(t, consoleRule)
			e.SetSwitches(func(s *emulator.Switches) { s.RuleForeign48002 = reading })
			config := e.Config(minimal.hcl())
			e.Run(
				resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStateId: "1000", ImportStatePersist: true},
				resource.TestStep{Config: config, PlanOnly: true},
				resource.TestStep{Config: e.Config(named("新").hcl()), ExpectError: acctest.Says("made by another app or in the console")},
				resource.TestStep{Config: e.Config(minimal.with(func(f *fields) { f.users = `["lisi"]` }).hcl()), ExpectError: acctest.Says("Unable to update intercept rule")},
				resource.TestStep{Config: e.Config(""), ExpectError: acctest.Says("made by another app or in the console")},
				resource.TestStep{Config: e.Config(forget)},
			)
		})
	}
}

func TestInterceptRule_refused(t *testing.T) {
	with := minimal.with
	t.Run("deleted since the plan", func(t *testing.T) {
		e := acctest.New(t)
		gone := func() {
			e.Before("update_intercept_rule", func() { acctest.Must(t, e.Console().DeleteInterceptRule(find(t, e, "禁语").ID)) })
		}
		e.Run(
			resource.TestStep{Config: e.Config(minimal.hcl())},
			resource.TestStep{PreConfig: gone, Config: e.Config(with(func(f *fields) { f.action = "warn" }).hcl()), ExpectError: acctest.Says("it was deleted since the plan was made")},
			resource.TestStep{Config: e.Config(minimal.hcl())},
			resource.TestStep{PreConfig: gone, Config: e.Config(with(func(f *fields) { f.users = `["lisi"]` }).hcl()), ExpectError: acctest.Says("it was deleted since the plan was made")},
		)
	})
	t.Run("read refused", func(t *testing.T) {
		e := acctest.New(t)
		closed := func(listed bool) func() {
			return func() { acctest.Must(t, e.Console().SetCustomerContact(acctest.AppName, listed)) }
		}
		e.Run(
			resource.TestStep{Config: e.Config(minimal.hcl())},
			resource.TestStep{PreConfig: closed(false), Config: e.Config(minimal.hcl()), PlanOnly: true, ExpectError: acctest.Says("Unable to read intercept rule")},
			// Nothing was taken for deleted.
			resource.TestStep{PreConfig: closed(true), Config: e.Config(minimal.hcl()), ConfigPlanChecks: noop()},
		)
	})
}
