// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contacttag_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_contact_tag_members.test"

// drivers is tag 12 with members; of is its maker.
func drivers(of string, users ...string) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "门店", ParentID: 1, Order: 1})
		c.Members = append(c.Members, emulator.Member{UserID: "wangwu", Name: "王五"})
		c.ContactTags = []emulator.ContactTag{{ID: 12, Name: "司机", Users: users, Owner: of}}
	}
}

func hold(lines ...string) string {
	return "resource \"wecom_contact_tag_members\" \"test\" {\n  tag_id = 12\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// inTag wants exactly these members in the tag.
func inTag(e *acctest.Env, users ...string) func() {
	return func() {
		have := map[string]bool{}
		for _, u := range e.Corp().ContactTags[0].Users {
			have[u] = true
		}
		for _, u := range users {
			if !have[u] {
				panic(fmt.Sprintf("%s is not in the tag: %v", u, e.Corp().ContactTags[0].Users))
			}
		}
		if len(have) != len(users) {
			panic(fmt.Sprintf("in the tag are %v, want %v", e.Corp().ContactTags[0].Users, users))
		}
	}
}

func held(name string, want ...string) statecheck.StateCheck {
	all := []knownvalue.Check{}
	for _, w := range want {
		all = append(all, knownvalue.StringExact(w))
	}
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(name), knownvalue.SetExact(all))
}

func sends(path, rest string) string { return path + ` {"tagid":12,` + rest + `}` }

func TestContactTagMembers_basic(t *testing.T) {
	e := acctest.New(t, drivers(acctest.AppName, "lisi"))
	config := e.Config(hold(`user_ids = ["zhangsan"]`))
	e.Run(
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionCreate), Check: e.Sent(sends("addtagusers", `"userlist":["zhangsan"]`)),
			ConfigStateChecks: []statecheck.StateCheck{
				held("user_ids", "zhangsan"),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.Int64Exact(12)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("department_ids"), knownvalue.Null()),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("exclusive"), knownvalue.Bool(false)),
			}},
		resource.TestStep{Config: config, PlanOnly: true, PreConfig: inTag(e, "zhangsan", "lisi")},
		// The destroy leaves those whom it did not declare.
		resource.TestStep{Config: e.Config(""), Check: e.Sent(sends("deltagusers", `"userlist":["zhangsan"]`))},
		// Who is in the tag already needs no call.
		resource.TestStep{PreConfig: inTag(e, "lisi"), Config: e.Config(hold(`user_ids = ["LISI"]`)), Check: e.Sent()},
		resource.TestStep{Config: e.Config(hold(`user_ids = []`)), Check: e.Sent(sends("deltagusers", `"userlist":["LISI"]`))},
		resource.TestStep{PreConfig: func() {
			if err := e.Console().UpdateContactTag(12, func(t *emulator.ContactTag) { t.Users = []string{"lisi"} }); err != nil {
				t.Error(err)
			}
		}, Config: e.Config("")},
	)
}

func TestContactTagMembers_maximal(t *testing.T) {
	e := acctest.New(t, drivers("", "lisi")) // the console's: the app is refused, contact sync is not
	e.Run(
		resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan", "wangwu"]`, "department_ids = [2]", "exclusive = false", "deletion_protection = false")),
			Check: e.Sent(sends("addtagusers", `"userlist":["wangwu","zhangsan"],"partylist":[2]`), sends("addtagusers", `"userlist":["wangwu","zhangsan"],"partylist":[2]`))},
		resource.TestStep{Config: e.Config(""), PreConfig: inTag(e, "zhangsan", "lisi", "wangwu")},
	)
}

func TestContactTagMembers_update(t *testing.T) {
	e := acctest.New(t, drivers(acctest.AppName, "lisi"))
	e.Run(
		resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan"]`)), Check: e.Sent(sends("addtagusers", `"userlist":["zhangsan"]`))},
		resource.TestStep{Config: e.Config(hold(`user_ids = ["wangwu"]`, "department_ids = [2]")), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			Check: e.Sent(sends("addtagusers", `"userlist":["wangwu"],"partylist":[2]`), sends("deltagusers", `"userlist":["zhangsan"]`))},
		resource.TestStep{Config: e.Config(hold(`user_ids = ["wangwu"]`, "department_ids = [2]", "deletion_protection = true")), Check: e.Sent(), PreConfig: inTag(e, "lisi", "wangwu")},
		resource.TestStep{Config: e.Config(""), ExpectError: acctest.Says("Deletion protection is on")},
		resource.TestStep{Config: e.Config(hold(`user_ids = ["wangwu"]`, "department_ids = [2]")), Check: e.Sent()},
	)
}

func TestContactTagMembers_unset(t *testing.T) {
	e := acctest.New(t, drivers(acctest.AppName))
	e.Run(
		resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan"]`, "department_ids = [2]"))},
		// Without the line nobody is added or taken off, then or later.
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(hold("department_ids = [2]")), Check: e.Sent()},
		resource.TestStep{PreConfig: inTag(e, "zhangsan"), Config: e.Config(hold("department_ids = [2]")), PlanOnly: true},
		resource.TestStep{Config: e.Config(""), Check: e.Sent(sends("deltagusers", `"partylist":[2]`))},
		resource.TestStep{Config: e.Config(hold("user_ids = []")), Check: e.Sent()},
		resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan"]`)), Check: e.Sent(sends("addtagusers", `"userlist":["zhangsan"]`))},
		resource.TestStep{Config: e.Config("")},
	)
}

func TestContactTagMembers_drift(t *testing.T) {
	e := acctest.New(t, drivers(acctest.AppName))
	set := func(users ...string) func() {
		return func() {
			e.Forget()
			if err := e.Console().UpdateContactTag(12, func(t *emulator.ContactTag) { t.Users = users }); err != nil {
				t.Error(err)
			}
		}
	}
	config := e.Config(hold(`user_ids = ["zhangsan"]`))
	exclusive := e.Config(hold(`user_ids = ["zhangsan"]`, "exclusive = true"))
	e.Run(
		resource.TestStep{Config: config},
		// Others are nobody's business, a declared one who was taken off is added again.
		resource.TestStep{PreConfig: set("zhangsan", "lisi"), Config: config, PlanOnly: true},
		resource.TestStep{PreConfig: set("lisi"), Config: config, Check: e.Sent(sends("addtagusers", `"userlist":["zhangsan"]`))},
		// Turned on, exclusive takes nobody off; the plan after it does.
		resource.TestStep{Config: exclusive, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent(), ExpectNonEmptyPlan: true},
		resource.TestStep{PreConfig: inTag(e, "zhangsan", "lisi"), Config: exclusive, Check: e.Sent(sends("deltagusers", `"userlist":["lisi"]`))},
		resource.TestStep{PreConfig: set("zhangsan", "wangwu"), Config: exclusive, Check: e.Sent(sends("deltagusers", `"userlist":["wangwu"]`))},
	)
}

func TestContactTagMembers_disappears(t *testing.T) {
	e := acctest.New(t, drivers(acctest.AppName))
	config := e.Config(hold(`user_ids = ["zhangsan"]`))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{PreConfig: func() {
			if err := e.Console().DeleteContactTag(12); err != nil {
				t.Error(err)
			}
			e.Keep()
		}, Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionCreate), ExpectError: acctest.Says("the corp has no contact tag of id 12")},
	)
}

// The first call is of 1000 members, the second is cut: the next apply adds the rest.
func TestContactTagMembers_partial(t *testing.T) {
	var all []string
	e := acctest.New(t, drivers(acctest.AppName), func(c *emulator.Corp) {
		for i := range 1001 {
			c.Members = append(c.Members, emulator.Member{UserID: fmt.Sprintf("u%04d", i), Name: "某"})
			all = append(all, fmt.Sprintf("%q", fmt.Sprintf("u%04d", i)))
		}
	})
	config := e.Config(hold("user_ids = [" + strings.Join(all, ", ") + "]"))
	e.Run(
		resource.TestStep{PreConfig: func() {
			e.Inject(emulator.Fault{Path: "tag/addtagusers", Skip: 1, Kind: emulator.FaultError, Code: 40035})
		}, Config: config, ExpectNonEmptyPlan: true},
		resource.TestStep{PreConfig: e.Forget, Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent(sends("addtagusers", `"userlist":["u1000"]`))},
		resource.TestStep{Config: e.Config(""), Check: e.Sent("deltagusers", "deltagusers")},
	)
}

func TestContactTagMembers_invalid(t *testing.T) {
	e := acctest.New(t, drivers(acctest.AppName))
	two := func(a, b string) string {
		return e.Config(hold(a) + strings.Replace(hold(b), `"test"`, `"other"`, 1))
	}
	var steps []resource.TestStep
	for config, says := range map[string]string{
		e.Config(strings.Replace(hold(), "12", "0", 1)):                             "must be between 1 and 2147483647",
		e.Config(hold("user_ids = [null]")):                                         "user_ids holds a null",
		e.Config(hold("department_ids = [0]")):                                      "department_ids has 0; each number must be 1 to 4294967295",
		e.Config(hold(`user_ids = ["a b"]`)):                                        "is no userid",
		two(`user_ids = ["zhangsan", "lisi"]`, `user_ids = ["wangwu", "LISI"]`):     "Another resource of this configuration declares the same in contact tag 12: lisi",
		two("department_ids = [2]", "department_ids = [2]"):                         "declares the same in contact tag 12: 2",
		two(`user_ids = ["zhangsan"]`, "user_ids = [\"lisi\"]\n  exclusive = true"): "it would take off whom the other one adds",
		e.Config(hold(`user_ids = ["zhangsan"]`) + "import {\n to = wecom_contact_tag.x\n id = \"12\"\n}\nresource \"wecom_contact_tag\" \"x\" {\n name = \"司机\"\n user_ids = [\"zhangsan\"]\n}\n"): "declares the same in contact tag",
	} {
		steps = append(steps, resource.TestStep{Config: config, PlanOnly: true, ExpectError: acctest.Says(says)})
	}
	// Two resources with names of their own share the tag.
	steps = append(steps,
		resource.TestStep{PreConfig: func() {
			if writes := e.Writes(); len(writes) > 0 {
				t.Errorf("a plan wrote: %v", writes)
			}
		}, Config: two(`user_ids = ["zhangsan"]`, `user_ids = ["lisi"]`)},
		resource.TestStep{Config: two(`user_ids = ["zhangsan"]`, `user_ids = ["lisi"]`), PlanOnly: true},
	)
	e.Run(steps...)
}

func TestContactTagMembers_refused(t *testing.T) {
	t.Run("a tag of another app", func(t *testing.T) {
		e := acctest.New(t, drivers(acctest.OtherName))
		e.Run(resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan"]`)), ExpectError: acctest.Says("made by another app or in the console, and only its maker may change it")})
	})
	t.Run("a tag of another app, 60011", func(t *testing.T) {
		e := acctest.New(t, drivers(acctest.OtherName))
		e.SetSwitches(func(s *emulator.Switches) { s.ForeignContactTag60011 = true })
		e.Run(resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan"]`)), ExpectError: acctest.Says("made by another app or in the console, and only its maker may change it")})
	})
	t.Run("no such tag", func(t *testing.T) {
		e := acctest.New(t)
		e.Run(resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan"]`)), ExpectError: acctest.Says("the corp has no contact tag of id 12")})
	})
	for name, set := range map[string]func(*emulator.Switches){
		"rows": func(*emulator.Switches) {}, "rows as an array": func(s *emulator.Switches) { s.ContactTagInvalidArray = true },
		"rows that are there already": func(s *emulator.Switches) { s.ContactTagNoopInvalid = true },
	} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t, drivers(acctest.AppName))
			e.SetSwitches(set)
			e.Run(
				// A warning of the create; the next plan shows the rest, and its apply is an error that names each.
				resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan", "nobody", "ghost"]`, "department_ids = [99]")), ExpectNonEmptyPlan: true},
				resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan", "nobody", "ghost", "lisi"]`, "department_ids = [2]")),
					ExpectError: acctest.Says("These were not added to the tag: ghost: unknown, or not in the visible range of the app nobody: unknown")},
				resource.TestStep{PreConfig: inTag(e, "zhangsan", "lisi"), Config: e.Config(hold(`user_ids = ["zhangsan", "lisi"]`, "department_ids = [2]")), PlanOnly: true},
				// 40070 and 40031: all of them.
				resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan", "lisi", "nobody"]`, "department_ids = [2]")), ExpectError: acctest.Says("nobody: unknown, or not in the visible range")},
			)
		})
	}
}

// An import shows everyone; whom an additive configuration does not name is left in the tag, with a warning.
func TestContactTagMembers_identity(t *testing.T) {
	e := acctest.New(t, drivers(acctest.AppName, "zhangsan", "lisi"))
	e.Run(
		resource.TestStep{Config: e.Config("import {\n  to = " + address + "\n  id = \"12\"\n}\n" + hold(`user_ids = ["zhangsan", "lisi"]`)), PlanOnly: true},
		resource.TestStep{Config: e.Config("import {\n  to = " + address + "\n  id = \"12\"\n}\n" + hold(`user_ids = ["zhangsan"]`)), Check: e.Sent()},
		resource.TestStep{PreConfig: inTag(e, "zhangsan", "lisi"), Config: e.Config(hold(`user_ids = ["zhangsan"]`)), PlanOnly: true},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: "99", ExpectError: acctest.Says("Cannot import non-existent remote object")},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: "司机", ExpectError: acctest.Says("is imported by its number, such as 37")},
		resource.TestStep{Config: e.Config(hold(`user_ids = ["zhangsan", "lisi"]`)), Check: e.Sent(sends("addtagusers", `"userlist":["lisi"]`))},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{PreConfig: func() {
			e.Keep()
			e.Forget()
		}, Config: e.Config("removed {\n  from = " + address + "\n  lifecycle {\n    destroy = false\n  }\n}\n"), Check: e.Sent()},
	)
}
