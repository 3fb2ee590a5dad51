// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"encoding/json"
	"fmt"
	"slices"
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

// crowd seeds members u0000, u0001, ….
func crowd(n int) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for i := range n {
			c.Members = append(c.Members, emulator.Member{UserID: fmt.Sprintf("u%04d", i), Name: "员工"})
		}
	}
}

// users is the set of members from first up to, not including, end.
func users(first, end int) func(*fields) {
	var ids []string
	for i := first; i < end; i++ {
		ids = append(ids, fmt.Sprintf("%q", fmt.Sprintf("u%04d", i)))
	}
	return func(f *fields) { f.users = "[" + strings.Join(ids, ", ") + "]" }
}

// nodes tells of each write what it does with how many users, such as "add 1000".
func nodes(e *acctest.Env) []string {
	type list struct {
		Users []string `json:"user_list"`
	}
	var out []string
	for _, w := range e.Writes() {
		var body struct{ Applicable_range, Add_applicable_range, Remove_applicable_range list }
		if err := json.Unmarshal(w.Body, &body); err != nil {
			out = append(out, err.Error())
		}
		switch {
		case len(body.Applicable_range.Users) > 0:
			out = append(out, fmt.Sprint("create ", len(body.Applicable_range.Users)))
		case len(body.Add_applicable_range.Users) > 0:
			out = append(out, fmt.Sprint("add ", len(body.Add_applicable_range.Users)))
		case len(body.Remove_applicable_range.Users) > 0:
			out = append(out, fmt.Sprint("remove ", len(body.Remove_applicable_range.Users)))
		}
	}
	return out
}

// wrote checks nodes and that the rule then applies to this many users.
func wrote(t *testing.T, e *acctest.Env, total int, want ...string) resource.TestCheckFunc {
	t.Helper()
	return func(*terraform.State) error {
		if got := nodes(e); !slices.Equal(got, want) {
			return fmt.Errorf("calls %v, want %v", got, want)
		}
		if n := len(find(t, e, minimal.name).Users); n != total {
			return fmt.Errorf("the rule has %d users, want %d", n, total)
		}
		return nil
	}
}

// The CLI compares each element of a set that changes with each other one when it prints a plan, so one side of every
// change is kept small here.
func TestInterceptRule_large(t *testing.T) {
	e := acctest.New(t, crowd(2002))
	id := statecheck.CompareValue(compare.ValuesSame())
	same := func(n int) []statecheck.StateCheck {
		return []statecheck.StateCheck{id.AddStateValue(address, tfjsonpath.New("id")), has("user_ids", knownvalue.SetSizeExact(n))}
	}
	config := func(first, end int) string { return e.Config(minimal.with(users(first, end)).hcl()) }
	e.Run(
		resource.TestStep{Config: config(0, 2001), ConfigStateChecks: same(2001), Check: wrote(t, e, 2001, "create 1000", "add 1000", "add 1")},
		// A failure between the calls: what was done is in the state, and the next apply does the rest.
		resource.TestStep{
			PreConfig: func() {
				e.Inject(emulator.Fault{Path: "update_intercept_rule", Skip: 2, Kind: emulator.FaultError, Code: 40058})
				e.Forget()
			},
			Config:      config(2001, 2002),
			ExpectError: acctest.Says("refused to update the range of intercept rule"),
		},
		resource.TestStep{
			PreConfig: func() {
				if got := nodes(e); !slices.Equal(got, []string{"add 1", "remove 1000", "remove 1000"}) {
					t.Errorf("calls %v", got)
				}
				e.Forget()
			},
			Config: config(2001, 2002), ConfigPlanChecks: inPlace(), ConfigStateChecks: same(1), Check: wrote(t, e, 1, "remove 1000", "remove 1"),
		},
		resource.TestStep{
			PreConfig: e.Forget, Config: config(0, 2001), ConfigPlanChecks: inPlace(), ConfigStateChecks: same(2001),
			Check: wrote(t, e, 2001, "add 1000", "add 1000", "add 1", "remove 1"),
		},
	)
}

// The create's second call fails: a warning, because an error would have the rule destroyed and made anew; the next
// apply finishes it in place.
func TestInterceptRule_partial(t *testing.T) {
	t.Parallel()
	e := acctest.New(t, crowd(1002))
	e.InFolder(minimal.with(users(0, 1002)).with(func(f *fields) { f.more = "deletion_protection = true" }).hcl(), func(t *testing.T, p *acctest.Folder) {
		t.Helper()
		e.Inject(emulator.Fault{Path: "update_intercept_rule", Kind: emulator.FaultError, Code: 60011})
		out := p.MustApply()
		if !acctest.Says("created, but not complete").MatchString(out) || !acctest.Says("of its 1002 users and 0 departments up to 2 and 0 are missing").MatchString(out) ||
			!strings.Contains(out, "errcode 60011") {
			t.Errorf("the warning is missing:\n%s", out[max(0, len(out)-1500):])
		}
		id := find(t, e, minimal.name).ID
		if got := nodes(e); !slices.Equal(got, []string{"create 1000", "add 2"}) {
			t.Errorf("calls %v", got)
		}
		e.Forget()
		if code, out := p.Plan(); code != 2 || !strings.Contains(out, "0 to add, 1 to change, 0 to destroy") {
			t.Errorf("plan: exit code %d\n%s", code, out[max(0, len(out)-1500):])
		}
		p.MustApply()
		if got := nodes(e); !slices.Equal(got, []string{"add 2"}) {
			t.Errorf("calls %v", got)
		}
		if r := find(t, e, minimal.name); r.ID != id || len(r.Users) != 1002 {
			t.Errorf("rule %s with %d users, want %s with 1002", r.ID, len(r.Users), id)
		}
		if code, _ := p.Plan(); code != 0 {
			t.Errorf("the last plan is not empty")
		}
	})
}

// Narrowing the app's visible range hides users from whom the rule is not taken: an error says so, and widening the
// range again is the way out.
func TestInterceptRule_narrowed(t *testing.T) {
	for _, reading := range []bool{false, true} {
		t.Run(fmt.Sprint("60111 ", reading), func(t *testing.T) {
			e := acctest.New(t, withDepartments, func(c *emulator.Corp) {
				c.Members = append(c.Members, emulator.Member{UserID: "wangwu", Name: "王五", Departments: []emulator.Membership{{Department: 2}}})
			})
			e.SetSwitches(func(s *emulator.Switches) { s.InvisibleUser60111 = reading })
			both := minimal.with(func(f *fields) { f.users, f.more = `["zhangsan", "wangwu"]`, "department_ids = [2]" })
			see := func(departments ...int64) func() {
				return func() { acctest.Must(t, e.Console().SetVisibleRange(acctest.AppName, departments, nil)); e.Forget() }
			}
			hidden := `part of what is to be added was in the rule before, and WeCom stopped showing it without Terraform's doing: user_ids zhangsan`
			e.Run(
				resource.TestStep{Config: e.Config(both.hcl())},
				resource.TestStep{PreConfig: see(2), Config: e.Config(both.hcl()), ExpectError: acctest.Says(hidden)},
				// Again, with what was noted before; nothing was changed.
				resource.TestStep{PreConfig: e.Forget, Config: e.Config(both.hcl()), ExpectError: acctest.Says("Widen the app's visible range")},
				resource.TestStep{
					PreConfig: func() {
						if n := len(e.Writes()); n != 1 {
							t.Errorf("%d writes, want one refused", n)
						}
						see(1)()
					},
					Config: e.Config(both.hcl()), ConfigPlanChecks: noop(), Check: e.Sent(),
				},
				// Really removed in the console: added again without a word.
				resource.TestStep{
					PreConfig: func() {
						edit(t, e, func(r *emulator.InterceptRule) { r.Users = []string{"wangwu"} })
						e.Forget()
					},
					Config: e.Config(both.hcl()), ConfigPlanChecks: inPlace(), Check: sentTo(t, e, `"add_applicable_range":{"user_list":["zhangsan"]}`),
				},
			)
		})
	}
}

// A member who left drops out of the rule and cannot be added again.
func TestInterceptRule_memberLeft(t *testing.T) {
	e := acctest.New(t)
	both := minimal.with(func(f *fields) { f.users = `["zhangsan", "lisi"]` })
	e.Run(
		resource.TestStep{Config: e.Config(both.hcl())},
		resource.TestStep{
			PreConfig: func() { acctest.Must(t, e.Console().DeleteMember("lisi")) },
			Config:    e.Config(both.hcl()), ExpectError: acctest.Says("user_ids lisi. Either the app's visible range"),
		},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(minimal.hcl()), ConfigPlanChecks: noop(), Check: e.Sent()},
		resource.TestStep{PreConfig: func() {
			acctest.Must(t, e.Console().AddMember(emulator.Member{UserID: "lisi", Name: "李四", CustomerContact: true, RealNameVerified: true}))
			e.Keep()
		}, Config: e.Config(""), ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroy)), Check: e.Kept()},
	)
}
