// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"regexp"
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

const (
	address = "wecom_acquisition_link.test"

	createLink = "customer_acquisition/create_link"
	getLink    = "customer_acquisition/get"
	listLinks  = "customer_acquisition/list_link"
	updateLink = "customer_acquisition/update_link"
	deleteLink = "customer_acquisition/delete_link"
)

const (
	zhangsan = `user_ids = ["zhangsan"]`
	both     = `user_ids = ["zhangsan", "lisi"]`
)

// one renders a link named test with extra lines.
func one(name string, lines ...string) string {
	return fmt.Sprintf("resource \"wecom_acquisition_link\" \"test\" {\n  name = %q\n  %s\n}\n", name, strings.Join(lines, "\n  "))
}

func updated() resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate))
}

func value(attribute string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), want)
}

func users(ids ...string) knownvalue.Check {
	checks := make([]knownvalue.Check, 0, len(ids))
	for _, id := range ids {
		checks = append(checks, knownvalue.StringExact(id))
	}
	return knownvalue.SetExact(checks)
}

// link is the only link of the corp.
func link(t *testing.T, e *acctest.Env) emulator.AcquisitionLink {
	t.Helper()
	links := e.Corp().AcquisitionLinks
	if len(links) != 1 {
		t.Fatalf("the corp has %d links, want 1", len(links))
	}
	return links[0]
}

// edit changes the only link of the corp in the console.
func edit(t *testing.T, e *acctest.Env, change func(*emulator.AcquisitionLink)) {
	t.Helper()
	acctest.Must(t, e.Console().UpdateAcquisitionLink(link(t, e).ID, change))
}

// calls is the check for several Calls.
func calls(e *acctest.Env, create, get, list, update int) func(*terraform.State) error {
	return resource.ComposeTestCheckFunc(
		e.Calls(createLink, create), e.Calls(getLink, get), e.Calls(listLinks, list), e.Calls(updateLink, update))
}

func TestAcquisitionLink_basic(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("投放获客", zhangsan))
	e.Run(
		resource.TestStep{
			Config:           config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
			ConfigStateChecks: []statecheck.StateCheck{
				value("id", knownvalue.StringRegexp(regexp.MustCompile(`^ca`))),
				value("name", knownvalue.StringExact("投放获客")),
				value("user_ids", users("zhangsan")),
				value("department_ids", knownvalue.SetExact(nil)),
				value("skip_verify", knownvalue.Bool(true)),
				value("mark_source", knownvalue.Bool(true)),
				value("priority", knownvalue.Null()),
				value("url", knownvalue.StringRegexp(regexp.MustCompile(`^https://work\.weixin\.qq\.com/ca/ca`))),
				value("created_at", knownvalue.StringRegexp(regexp.MustCompile(`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$`))),
				value("deletion_protection", knownvalue.Bool(false)),
			},
			Check: e.Sent(createLink + ` {"link_name":"投放获客","range":{"user_list":["zhangsan"]},"skip_verify":true}`),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: config, PlanOnly: true},
	)
	if writes := e.Writes(); len(writes) != 1 || writes[0].Path != "externalcontact/"+deleteLink {
		t.Errorf("after the create only the destroy may write, got %v", writes)
	}
}

const maximal = `
resource "wecom_acquisition_link" "test" {
  name                = "渠道/投放 (Q1) & 更多"
  user_ids            = ["zhangsan", "lisi"]
  department_ids      = [1]
  skip_verify         = false
  mark_source         = false
  deletion_protection = false
  priority = {
    scope    = "designated"
    user_ids = ["lisi", "zhangsan"]
  }
}
`

func TestAcquisitionLink_maximal(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{
			Config: e.Config(maximal),
			ConfigStateChecks: []statecheck.StateCheck{
				value("name", knownvalue.StringExact("渠道/投放 (Q1) & 更多")),
				value("user_ids", users("zhangsan", "lisi")),
				value("department_ids", knownvalue.SetExact([]knownvalue.Check{knownvalue.Int64Exact(1)})),
				value("skip_verify", knownvalue.Bool(false)),
				value("mark_source", knownvalue.Bool(false)),
				value("priority", knownvalue.ObjectExact(map[string]knownvalue.Check{
					"scope": knownvalue.StringExact("designated"), "user_ids": users("lisi", "zhangsan"),
				})),
			},
			Check: resource.ComposeTestCheckFunc(
				calls(e, 1, 1, 0, 0),
				e.Sent(createLink+` {"link_name":"渠道/投放 (Q1) & 更多","range":{"user_list":["lisi","zhangsan"],"department_list":[1]},`+
					`"skip_verify":false,"mark_source":false,"priority_option":{"priority_type":2,"priority_userid_list":["lisi","zhangsan"]}}`)),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: e.Config(maximal), PlanOnly: true},
	)
}

func TestAcquisitionLink_update(t *testing.T) {
	e := acctest.New(t)
	id, url, made := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesSame())
	stable := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{
			id.AddStateValue(address, tfjsonpath.New("id")), url.AddStateValue(address, tfjsonpath.New("url")),
			made.AddStateValue(address, tfjsonpath.New("created_at")),
		}
	}
	body := func(rest string) func(*terraform.State) error {
		return func(s *terraform.State) error {
			return e.Sent(updateLink + ` {"link_id":"` + link(t, e).ID + `",` + rest + `}`)(s)
		}
	}
	inPlace := func(hcl, want string) resource.TestStep {
		return resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(hcl), ConfigPlanChecks: updated(), ConfigStateChecks: stable(),
			Check: resource.ComposeTestCheckFunc(calls(e, 0, 2, 0, 1), body(want)),
		}
	}
	e.Run(
		resource.TestStep{Config: e.Config(one("一", zhangsan)), ConfigStateChecks: stable(), Check: calls(e, 1, 1, 0, 0)},
		// A plan that changes nothing reads once and writes nothing.
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one("一", zhangsan)), Check: resource.ComposeTestCheckFunc(e.Calls(updateLink, 0), e.Sent())},
		// Every update sends every managed field, also those that did not change.
		inPlace(one("二", zhangsan), `"link_name":"二","range":{"user_list":["zhangsan"]},"skip_verify":true,"mark_source":true`),
		inPlace(one("二", both), `"link_name":"二","range":{"user_list":["lisi","zhangsan"]},"skip_verify":true,"mark_source":true`),
		inPlace(one("二", `department_ids = [1]`), `"link_name":"二","range":{"department_list":[1]},"skip_verify":true,"mark_source":true`),
		inPlace(one("二", zhangsan, "skip_verify = false"), `"link_name":"二","range":{"user_list":["zhangsan"]},"skip_verify":false,"mark_source":true`),
		inPlace(one("二", zhangsan, "skip_verify = false", "mark_source = false"), `"link_name":"二","range":{"user_list":["zhangsan"]},"skip_verify":false,"mark_source":false`),
		inPlace(one("二", zhangsan, "skip_verify = false", "mark_source = false", `priority = { scope = "corp" }`),
			`"link_name":"二","range":{"user_list":["zhangsan"]},"skip_verify":false,"mark_source":false,"priority_option":{"priority_type":1}`),
		inPlace(one("二", zhangsan, "skip_verify = false", "mark_source = false", `priority = { scope = "designated", user_ids = ["lisi"] }`),
			`"link_name":"二","range":{"user_list":["zhangsan"]},"skip_verify":false,"mark_source":false,"priority_option":{"priority_type":2,"priority_userid_list":["lisi"]}`),
		inPlace(one("三", zhangsan, "skip_verify = false", "mark_source = false", `priority = { scope = "designated", user_ids = ["lisi"] }`),
			`"link_name":"三","range":{"user_list":["zhangsan"]},"skip_verify":false,"mark_source":false,"priority_option":{"priority_type":2,"priority_userid_list":["lisi"]}`),
	)
}

func TestAcquisitionLink_unset(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("取消", both, `department_ids = [1]`, "skip_verify = false", "mark_source = false"))},
		resource.TestStep{
			PreConfig: e.Forget,
			Config:    e.Config(one("取消", zhangsan)),
			ConfigStateChecks: []statecheck.StateCheck{
				value("department_ids", knownvalue.SetExact(nil)),
				value("skip_verify", knownvalue.Bool(true)),
				value("mark_source", knownvalue.Bool(false)), // no longer managed
			},
			Check: e.Sent(updateLink),
		},
		resource.TestStep{
			// Nobody manages mark_source any more: the console may change it.
			PreConfig: func() { edit(t, e, func(l *emulator.AcquisitionLink) { l.MarkSource = true }) },
			Config:    e.Config(one("取消", zhangsan)), PlanOnly: true,
		},
		// An empty set is the same as none.
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one("取消", zhangsan, "department_ids = []")), Check: e.Sent()},
	)
}

func TestAcquisitionLink_drift(t *testing.T) {
	e := acctest.New(t)
	repaired := func(change func(*emulator.AcquisitionLink)) resource.TestStep {
		var before emulator.AcquisitionLink
		return resource.TestStep{
			PreConfig: func() {
				before = link(t, e)
				edit(t, e, change)
				e.Forget()
			},
			Config:           e.Config(maximal),
			ConfigPlanChecks: updated(),
			Check: resource.ComposeTestCheckFunc(e.Sent(updateLink), func(*terraform.State) error {
				if after := link(t, e); fmt.Sprint(after) != fmt.Sprint(before) {
					return fmt.Errorf("not repaired: %v, want %v", after, before)
				}
				return nil
			}),
		}
	}
	e.Run(
		resource.TestStep{Config: e.Config(maximal)},
		repaired(func(l *emulator.AcquisitionLink) { l.Name = "改名" }),
		repaired(func(l *emulator.AcquisitionLink) { l.Users = []string{"lisi"} }),
		repaired(func(l *emulator.AcquisitionLink) { l.Departments = nil }),
		repaired(func(l *emulator.AcquisitionLink) { l.SkipVerify = true }),
		repaired(func(l *emulator.AcquisitionLink) { l.MarkSource = true }),
		repaired(func(l *emulator.AcquisitionLink) { l.PriorityUsers = []string{"lisi"} }),
		repaired(func(l *emulator.AcquisitionLink) { l.PriorityType, l.PriorityUsers = emulator.PriorityCorp, nil }),
		repaired(func(l *emulator.AcquisitionLink) { l.PriorityType, l.PriorityUsers = 0, nil }),
	)
}

func TestAcquisitionLink_disappears(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("临时", zhangsan))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig:        func() { acctest.Must(t, e.Console().DeleteAcquisitionLink(link(t, e).ID)); e.Forget() },
			Config:           config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
			Check:            e.Sent(createLink),
		},
		// Gone before the destroy: nothing is left to do.
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().DeleteAcquisitionLink(link(t, e).ID)) }, Config: e.Config("")},
	)
}

func TestAcquisitionLink_partial(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("半途", zhangsan))
	e.Run(
		resource.TestStep{
			// The link is made, reading it back fails until the client gives up.
			PreConfig: func() {
				e.Inject(emulator.Fault{Path: getLink, Kind: emulator.FaultServerError, Times: 20})
			},
			Config:      config,
			ExpectError: regexp.MustCompile(`Unable to read acquisition link`),
		},
		resource.TestStep{
			PreConfig:         func() { e.ClearFaults(); e.Forget() },
			Config:            config,
			ConfigPlanChecks:  acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionNoop)),
			ConfigStateChecks: []statecheck.StateCheck{value("mark_source", knownvalue.Bool(true))},
			Check:             e.Sent(), // the id was saved, nothing is made twice
		},
	)
}

func TestAcquisitionLink_identity(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("身份", zhangsan))
	e.Run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectIdentity(address, map[string]knownvalue.Check{
					"corp_id": knownvalue.StringExact(acctest.CorpID),
					"id":      knownvalue.StringRegexp(regexp.MustCompile(`^ca`)),
				}),
				statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
	)
}
