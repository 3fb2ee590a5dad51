// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

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

func TestInterceptRule_invalid(t *testing.T) {
	e := acctest.New(t)
	with := func(change func(*fields)) string { return minimal.with(change).hcl() }
	list := func(n int, format string) string {
		return fmt.Sprintf("[for i in range(%d) : format(%q, i)]", n, format)
	}
	for _, c := range []struct{ name, hcl, want string }{
		{"empty name", named("").hcl(), "the name is empty"},
		{"long name", named(strings.Repeat("长", 21)).hcl(), "has 21 characters; WeCom allows 20"},
		{"blank in front of the name", named(" a").hcl(), "begins or ends with a blank"},
		{"no words", with(func(f *fields) { f.words = "[]" }), "at least 1 elements"},
		{"301 words", with(func(f *fields) { f.words = list(301, "w%d") }), "at most 300 elements, got: 301"},
		{"empty word", with(func(f *fields) { f.words = `["a", ""]` }), `words: "" is empty; it needs`},
		{"word of 33 characters", with(func(f *fields) { f.words = `["` + strings.Repeat("长", 33) + `"]` }), "has 33 characters; WeCom allows 32"},
		{"blank after a word", with(func(f *fields) { f.words = `["a "]` }), "begins or ends with a blank"},
		{"line break in a word", with(func(f *fields) { f.words = `["a\nb"]` }), "contains a control character"},
		{"action", with(func(f *fields) { f.action = "log" }), `action is "log"; it must be "block" or "warn"`},
		{"number of a known action", with(func(f *fields) { f.action = "1" }), `action is "1"; WeCom's 1 is "block" here`},
		{"semantics", with(func(f *fields) { f.more = `semantics = ["phone"]` }), `semantics has "phone"; it must be "phone_number", "email" or "red_packet"`},
		{"no range", with(func(f *fields) { f.users = "" }), "user_ids and department_ids are both empty"},
		{"empty range", with(func(f *fields) { f.users, f.more = "[]", "department_ids = []" }), "user_ids and department_ids are both empty"},
		{"one member twice", with(func(f *fields) { f.users = `["ZhangSan", "zhangsan"]` }), `user_ids names "ZhangSan" and "zhangsan"`},
		{"empty userid", with(func(f *fields) { f.users = `[""]` }), "a userid is empty"},
		{"null user", with(func(f *fields) { f.users = `["zhangsan", null]` }), "user_ids holds a null. Leave it out"},
		{"null word", with(func(f *fields) { f.words = `["a", null]` }), "words holds a null. Leave it out"},
		{"null semantics", with(func(f *fields) { f.more = "semantics = [null]" }), "semantics holds a null. Leave it out"},
		{"null department", with(func(f *fields) { f.more = "department_ids = [2, null]" }), "department_ids holds a null. Leave it out"},
		{"department 0", with(func(f *fields) { f.more = "department_ids = [0]" }), "each number must be 1 to 4294967295"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e.Refuses(t, e.Config(c.hcl), c.want)
		})
	}
	t.Cleanup(func() {
		if calls := e.Requests(); len(calls) > 0 {
			t.Errorf("an invalid configuration must not reach WeCom, got %v", calls)
		}
	})
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
	taken := "a rule named \"禁语\" exists already (id 1000) To manage it, import it: terraform import <address> 1000"
	taken = strings.Replace(taken, ") To", "). To", 1)
	e := acctest.New(t, consoleRule)
	e.Run(
		resource.TestStep{Config: e.Config(minimal.hcl()), ExpectError: acctest.Says(taken)},
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

func TestInterceptRule_deletionProtection(t *testing.T) {
	e := acctest.New(t)
	protected := minimal.with(func(f *fields) { f.more = "deletion_protection = true" })
	e.Run(
		resource.TestStep{Config: e.Config(protected.hcl())},
		resource.TestStep{Config: e.Config(""), PlanOnly: true, ExpectError: acctest.Says("would destroy intercept rule \"禁语\"")},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(minimal.hcl()), ConfigPlanChecks: inPlace(), Check: e.Sent()},
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

func TestInterceptRule_import(t *testing.T) {
	e := acctest.New(t, consoleRule)
	step := func(id, want string) resource.TestStep {
		return resource.TestStep{Config: e.Config(minimal.hcl()), ResourceName: address, ImportState: true, ImportStateId: id, ExpectError: acctest.Says(want)}
	}
	e.Run(
		resource.TestStep{Config: e.Config(named("别的").hcl())},
		step("9999", "Cannot import non-existent remote object"),
		step(" 1000", "An intercept rule is imported by its rule id"),
	)
}

func TestInterceptRule_refused(t *testing.T) {
	full := func(c *emulator.Corp) {
		for i := range 100 {
			c.InterceptRules = append(c.InterceptRules, emulator.InterceptRule{
				ID: fmt.Sprint(1000 + i), Name: fmt.Sprint("规则", i), Words: []string{"x"}, Type: emulator.InterceptWarn, Departments: []int64{1}, CreateTime: 1700000000,
			})
		}
	}
	with := minimal.with
	none := func(*emulator.Corp) {}
	for _, c := range []struct {
		name string
		rule fields
		seed func(*emulator.Corp)
		sw   func(*emulator.Switches)
		want string
	}{
		{"101st rule", minimal, full, nil, "errcode 41069"},
		{"unknown member 60111", with(func(f *fields) { f.users = `["nobody"]` }), none, nil, "errcode 60111"},
		{"unknown member 40003", with(func(f *fields) { f.users = `["nobody"]` }), none, func(s *emulator.Switches) { s.UnknownUser = "40003" }, "Remove the member from user_ids"},
		{"unknown member 40031", with(func(f *fields) { f.users = `["nobody"]` }), none, func(s *emulator.Switches) { s.UnknownUser = "40031" }, "errcode 40031"},
		{"unknown department", with(func(f *fields) { f.more = "department_ids = [99]" }), none, nil, "Remove it from department_ids"},
		{"invisible member", minimal, func(c *emulator.Corp) { c.Apps[1].VisibleDepartments = nil; c.Apps[1].VisibleUsers = []string{"lisi"} }, nil, "errcode 60011"},
		{"app not listed", minimal, func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, nil, "客户联系 → 可调用接口的应用"},
		{"word of 32 under the other limit", with(func(f *fields) { f.words = `["` + strings.Repeat("长", 32) + `"]` }), none,
			func(s *emulator.Switches) { s.RuleWords30 = true }, "WeCom's page names 32 characters as the limit in one place and 30 in another"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, c.seed)
			if c.sw != nil {
				e.SetSwitches(c.sw)
			}
			e.Run(resource.TestStep{Config: e.Config(c.rule.hcl()), ExpectError: acctest.Says(c.want)})
			for _, r := range e.Writes() {
				if r.Changed {
					t.Errorf("%s changed the corp", r.Path)
				}
			}
		})
	}
	t.Run("contacts secret", func(t *testing.T) {
		e := acctest.New(t)
		e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
		e.Run(resource.TestStep{Config: e.Config(minimal.hcl()), ExpectError: acctest.Says("客户联系 → 可调用接口的应用")})
	})
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

// The answer to a create is lost: there is one rule in the end, and it is ours.
func TestInterceptRule_lostCreate(t *testing.T) {
	for _, when := range []emulator.When{emulator.Before, emulator.After} {
		t.Run(string(when), func(t *testing.T) {
			e := acctest.New(t)
			e.Inject(emulator.Fault{Path: "add_intercept_rule", Kind: emulator.FaultLostReply, When: when})
			e.Run(resource.TestStep{Config: e.Config(minimal.hcl()), Check: func(*terraform.State) error {
				if n := len(e.Corp().InterceptRules); n != 1 {
					return fmt.Errorf("%d rules, want one", n)
				}
				return nil
			}}, resource.TestStep{
				PreConfig: func() {
					e.Inject(emulator.Fault{Path: "update_intercept_rule", Kind: emulator.FaultLostReply, When: when, Times: 1})
				},
				Config: e.Config(minimal.with(func(f *fields) { f.users = `["lisi"]` }).hcl()),
			}, resource.TestStep{
				PreConfig: func() {
					e.Inject(emulator.Fault{Path: "del_intercept_rule", Kind: emulator.FaultLostReply, When: when})
				},
				Config: e.Config(""),
			})
		})
	}
}
