// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
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

func TestInterceptRule_basic(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(minimal.hcl())
	e.Run(
		resource.TestStep{
			Config:           config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
			ConfigStateChecks: []statecheck.StateCheck{
				has("id", knownvalue.NotNull()), has("name", knownvalue.StringExact("禁语")), has("words", texts("返现")),
				has("semantics", texts()), has("action", knownvalue.StringExact("block")), has("user_ids", texts("zhangsan")),
				has("department_ids", numbers()), has("deletion_protection", knownvalue.Bool(false)), has("created_at", knownvalue.NotNull()),
			},
			Check: resource.ComposeTestCheckFunc(
				e.Calls("get_intercept_rule_list", 1), // to see that the name is free
				e.Sent(`add_intercept_rule {"rule_name":"禁语","word_list":["返现"],"intercept_type":1,"applicable_range":{"user_list":["zhangsan"]}}`)),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{PreConfig: e.Forget, Config: config, Check: resource.ComposeTestCheckFunc(
			e.Calls("get_intercept_rule_list", 0), e.Sent())},
	)
	if writes := e.Writes(); len(writes) != 1 || !strings.HasSuffix(writes[0].Path, "del_intercept_rule") {
		t.Errorf("after the create only the destroy may write, got %v", writes)
	}
}

func TestInterceptRule_maximal(t *testing.T) {
	e := acctest.New(t, withDepartments)
	long := strings.Repeat("长", 32)
	config := e.Config(fields{
		name: strings.Repeat("名", 20), words: `["返现", "<a & b>", "` + long + `"]`, action: "warn", users: `["zhangsan", "lisi"]`,
		more: "department_ids = [3, 2]\n  semantics = [\"red_packet\", \"email\", \"phone_number\"]\n  deletion_protection = false",
	}.hcl())
	e.Run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{
				has("words", texts("返现", "<a & b>", long)), has("semantics", texts("email", "phone_number", "red_packet")),
				has("action", knownvalue.StringExact("warn")), has("user_ids", texts("lisi", "zhangsan")), has("department_ids", numbers(2, 3)),
			},
			Check: e.Sent(fmt.Sprintf(`add_intercept_rule {"rule_name":%q,"word_list":["<a & b>","返现",%q],"semantics_list":[1,2,3],"intercept_type":2,`+
				`"applicable_range":{"user_list":["lisi","zhangsan"],"department_list":[2,3]}}`, strings.Repeat("名", 20), long)),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: config, PlanOnly: true},
	)
}

// Every attribute changes in place, with exactly one call that carries it alone.
func TestInterceptRule_update(t *testing.T) {
	e := acctest.New(t, withDepartments)
	id, made := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesSame())
	stable := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{id.AddStateValue(address, tfjsonpath.New("id")), made.AddStateValue(address, tfjsonpath.New("created_at"))}
	}
	now := minimal
	step := func(body string, change func(*fields)) resource.TestStep {
		now = now.with(change)
		return resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(now.hcl()), ConfigPlanChecks: inPlace(), ConfigStateChecks: stable(), Check: sentTo(t, e, body),
		}
	}
	steps := []resource.TestStep{{Config: e.Config(now.hcl()), ConfigStateChecks: stable()}}
	steps = append(steps,
		step(`"word_list":["回扣","返现"]`, func(f *fields) { f.words = `["返现", "回扣"]` }),
		step(`"intercept_type":2`, func(f *fields) { f.action = "warn" }),
		step(`"extra_rule":{"semantics_list":[2,3]}`, func(f *fields) { f.more = `semantics = ["email", "red_packet"]` }),
		step(`"extra_rule":{"semantics_list":[]}`, func(f *fields) { f.more = `semantics = []` }),
		step(`"add_applicable_range":{"user_list":["lisi"]}`, func(f *fields) { f.users = `["zhangsan", "lisi"]` }),
		step(`"remove_applicable_range":{"user_list":["zhangsan"]}`, func(f *fields) { f.users = `["lisi"]` }),
	)
	// The whole range changes: additions go first, or the rule would be without any.
	now = now.with(func(f *fields) { f.users, f.more = "", "department_ids = [2]" })
	steps = append(steps, resource.TestStep{
		PreConfig: e.Forget, Config: e.Config(now.hcl()), ConfigPlanChecks: inPlace(), ConfigStateChecks: stable(),
		Check: resource.ComposeTestCheckFunc(
			func(*terraform.State) error {
				if w := e.Writes(); len(w) != 2 || !strings.Contains(string(w[0].Body), "add_applicable_range") {
					return fmt.Errorf("want an addition and then a removal, got %v", w)
				}
				return nil
			},
			sentTo(t, e, `"add_applicable_range":{"department_list":[2]}`, `"remove_applicable_range":{"user_list":["lisi"]}`)),
	}, resource.TestStep{PreConfig: e.Forget, Config: e.Config(now.with(func(f *fields) { f.more += "\n deletion_protection = true" }).hcl()),
		ConfigPlanChecks: inPlace(), Check: e.Sent()},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(now.hcl()), Check: e.Sent()})
	now.name = "新名"
	steps = append(steps, resource.TestStep{
		PreConfig: e.Forget, Config: e.Config(now.hcl()), ConfigPlanChecks: inPlace(), ConfigStateChecks: stable(), Check: e.Sent("update_intercept_rule"),
	})
	e.Run(steps...)
}

// Removed lines clear what they held; [] and no line are the same.
func TestInterceptRule_unset(t *testing.T) {
	e := acctest.New(t, withDepartments)
	full := minimal.with(func(f *fields) { f.more = "semantics = [\"email\"]\n  department_ids = [2]" })
	e.Run(
		resource.TestStep{Config: e.Config(full.hcl())},
		resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(minimal.hcl()), ConfigPlanChecks: inPlace(),
			ConfigStateChecks: []statecheck.StateCheck{has("semantics", texts()), has("department_ids", numbers())},
			Check:             sentTo(t, e, `"extra_rule":{"semantics_list":[]}`, `"remove_applicable_range":{"department_list":[2]}`),
		},
		resource.TestStep{Config: e.Config(minimal.with(func(f *fields) { f.more = "semantics = []\n  department_ids = []" }).hcl()), PlanOnly: true},
	)
}

func TestInterceptRule_drift(t *testing.T) {
	e := acctest.New(t, withDepartments)
	config := e.Config(minimal.with(func(f *fields) { f.more = "semantics = [\"email\"]\n  department_ids = [2]" }).hcl())
	repaired := func(body string, change func(*emulator.InterceptRule)) resource.TestStep {
		return resource.TestStep{
			PreConfig: func() { edit(t, e, change); e.Forget() },
			Config:    config, ConfigPlanChecks: inPlace(), Check: sentTo(t, e, body),
		}
	}
	e.Run(
		resource.TestStep{Config: config},
		repaired(`"rule_name":"禁语"`, func(r *emulator.InterceptRule) { r.Name = "别的" }),
		repaired(`"word_list":["返现"]`, func(r *emulator.InterceptRule) { r.Words = append(r.Words, "多余") }),
		repaired(`"extra_rule":{"semantics_list":[2]}`, func(r *emulator.InterceptRule) { r.Semantics = nil }),
		repaired(`"intercept_type":1`, func(r *emulator.InterceptRule) { r.Type = emulator.InterceptWarn }),
		repaired(`"add_applicable_range":{"user_list":["zhangsan"]}`, func(r *emulator.InterceptRule) { r.Users = nil }),
		repaired(`"remove_applicable_range":{"user_list":["lisi"]}`, func(r *emulator.InterceptRule) { r.Users = append(r.Users, "lisi") }),
		repaired(`"remove_applicable_range":{"department_list":[3]}`, func(r *emulator.InterceptRule) { r.Departments = []int64{2, 3} }),
		repaired(`"add_applicable_range":{"department_list":[2]}`, func(r *emulator.InterceptRule) { r.Departments = nil }),
	)
}

func TestInterceptRule_disappears(t *testing.T) {
	for _, old := range []bool{false, true} {
		t.Run(fmt.Sprint("41070 ", old), func(t *testing.T) {
			e := acctest.New(t)
			e.SetSwitches(func(s *emulator.Switches) { s.RuleDeleted41070 = old })
			config := e.Config(minimal.hcl())
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig:        func() { acctest.Must(t, e.Console().DeleteInterceptRule(find(t, e, "禁语").ID)) },
					Config:           config,
					ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
				},
				// Deleted in the console after the last read: the destroy is done.
				resource.TestStep{Config: config, Check: func(*terraform.State) error {
					id := find(t, e, "禁语").ID
					e.Before("del_intercept_rule", func() { _ = e.Console().DeleteInterceptRule(id) })
					return nil
				}},
			)
		})
	}
}

// WeCom does not tell userids apart by case and shows them as the directory
// spells them.
func TestInterceptRule_userCase(t *testing.T) {
	e := acctest.New(t)
	upper := e.Config(minimal.with(func(f *fields) { f.users = `["ZhangSan"]` }).hcl())
	e.Run(
		resource.TestStep{Config: upper, ConfigStateChecks: []statecheck.StateCheck{has("user_ids", texts("ZhangSan"))}},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(minimal.hcl()), ConfigPlanChecks: noop(), Check: e.Sent()},
		resource.TestStep{
			Config: e.Config(minimal.with(func(f *fields) { f.users = `["zhangsan", "lisi"]` }).hcl()),
			Check:  sentTo(t, e, `"add_applicable_range":{"user_list":["lisi"]}`),
		},
	)
}
