// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Values that are known only after apply must not be judged in the plan.
func TestAcquisitionLink_unknown(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{
			Config: e.Config(one("未知", "user_ids = terraform_data.users.output", `department_ids = terraform_data.departments.output`, "mark_source = terraform_data.mark.output",
				`priority = { scope = terraform_data.scope.output, user_ids = terraform_data.users.output }`) + `
resource "terraform_data" "users" {
  input = toset(["zhangsan"])
}
resource "terraform_data" "departments" {
  input = toset([1])
}
resource "terraform_data" "scope" {
  input = "designated"
}
resource "terraform_data" "mark" {
  input = false
}
`),
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
			Check: e.Sent(createLink + ` {"link_name":"未知","range":{"user_list":["zhangsan"],"department_list":[1]},"skip_verify":true,"mark_source":false,` +
				`"priority_option":{"priority_type":2,"priority_userid_list":["zhangsan"]}}`),
		},
	)
}

// A member who became unusable blocks a change of something else.
func TestAcquisitionLink_updateRefusedForOldMember(t *testing.T) {
	e := acctest.New(t)
	setContact := func(on bool) func() {
		return func() {
			acctest.Must(t, e.Console().UpdateMember("lisi", func(m *emulator.Member) { m.CustomerContact = on }))
		}
	}
	e.Run(
		resource.TestStep{Config: e.Config(one("旧", both))},
		resource.TestStep{PreConfig: setContact(false), Config: e.Config(one("旧", both)), PlanOnly: true},
		resource.TestStep{
			Config:      e.Config(one("新", both)),
			ExpectError: acctest.Says("not among the members with 客户联系 that this app sees: lisi"),
		},
		resource.TestStep{PreConfig: setContact(true), Config: e.Config(one("新", both))},
	)
}

// A link of another app or of the console is not taken for one that is gone.
func TestAcquisitionLink_foreign(t *testing.T) {
	foreign := func(id, owner string) emulator.AcquisitionLink {
		return emulator.AcquisitionLink{ID: id, Name: "别人的", Users: []string{"lisi"}, CreateTime: 1710754200, Owner: owner}
	}
	e := acctest.New(t, func(c *emulator.Corp) {
		c.AcquisitionLinks = []emulator.AcquisitionLink{foreign("caother", acctest.OtherName), foreign("caconsole", "")}
	})
	imported := func(id, want string) resource.TestStep {
		return resource.TestStep{Config: e.Config(one("别人的", zhangsan)), ResourceName: address, ImportState: true, ImportStateId: id, ExpectError: acctest.Says(want)}
	}
	const notOurs = "this app has no link of that id: it was deleted, or another app or the console made it"
	e.Run(
		imported("caother", notOurs),
		imported("caconsole", notOurs),
		imported("canothing", notOurs),
		imported("https://work.weixin.qq.com/ca/caother", "An acquisition link is imported by its link id"),
		resource.TestStep{
			Config:      e.Config("data \"wecom_acquisition_link\" \"test\" {\n  id = \"caother\"\n}\n"),
			ExpectError: acctest.Says(notOurs),
		},
	)
}

// After a change to another app's secret the link looks deleted: the plan must not hide that it may live on.
func TestAcquisitionLink_otherApp(t *testing.T) {
	e := acctest.New(t)
	p := e.Folder(one("换", zhangsan))
	p.MustApply()
	mine := e.Config(one("换", zhangsan))
	p.Write(strings.Replace(mine, acctest.AppSecret, acctest.OtherSecret, 1))
	out := p.MustPlan()
	if want := "If the provider's `secret` is now that of another app, the link may live on instead"; !acctest.Says(want).MatchString(out) {
		t.Errorf("the plan does not say %q:\n%s", want, out)
	}
	p.Write(mine)
	if code, out := p.Plan(); code != 0 {
		t.Errorf("a plan with the first secret: exit code %d, want 0\n%s", code, out)
	}
	p.MustDestroy()
}

func TestAcquisitionLink_warnings(t *testing.T) {
	e := acctest.New(t)
	p := e.Folder(one("印好的", zhangsan, `priority = { scope = "corp" }`))
	p.MustApply()
	id := link(t, e).ID
	for _, c := range []struct{ name, hcl, want string }{
		{"destroy", "", fmt.Sprintf(`Warning: Published address of acquisition link "印好的" (%[1]s) will be lost Destroying acquisition link "印好的" (%[1]s) destroys its published address. Wherever https://work.weixin.qq.com/ca/%[1]s is published`, id)},
		{"priority", one("印好的", zhangsan), fmt.Sprintf(`Warning: Priority of acquisition link "印好的" (%s) may not go away`, id)},
	} {
		p.Write(e.Config(c.hcl))
		if out := p.MustPlan(); !acctest.Says(c.want).MatchString(out) {
			t.Errorf("%s: the plan does not say %q:\n%s", c.name, c.want, out)
		}
	}
	// A change in place kills nothing, so it warns of nothing.
	p.Write(e.Config(one("改名", both, `priority = { scope = "corp" }`)))
	if out := p.MustPlan(); strings.Contains(out, "Published address") || strings.Contains(out, "may not go away") {
		t.Errorf("an update in place warns:\n%s", out)
	}
}

// What becomes of a priority that the configuration no longer has is not documented: refused, ignored or done.
func TestAcquisitionLink_priorityRemoved(t *testing.T) {
	with := one("优先", zhangsan, `priority = { scope = "designated", user_ids = ["lisi"] }`)
	without := one("优先二", zhangsan)
	const wayOut = "take it off in the console (客户联系 → 获客助手) and plan again"
	const off = `,"priority_option":{"priority_type":0}`
	for _, c := range []struct {
		reading, want string
		asked         []string // what each update says of the priority
	}{
		{"", "Unable to update acquisition link", []string{off, ""}},
		{emulator.PriorityRemovalIgnored, "WeCom answered that all is well, but the link still has its priority", []string{off}},
	} {
		t.Run("reading "+c.reading, func(t *testing.T) {
			e := acctest.New(t)
			e.SetSwitches(func(s *emulator.Switches) { s.LinkPriorityRemoval = c.reading })
			e.Run(
				resource.TestStep{Config: e.Config(with)},
				resource.TestStep{PreConfig: e.Forget, Config: e.Config(without), ExpectError: acctest.Says(c.want)},
				resource.TestStep{
					PreConfig: func() {
						var sent []string
						for _, priority := range c.asked {
							sent = append(sent, updateLink+` {"link_id":"`+link(t, e).ID+`","link_name":"优先二","range":{"user_list":["zhangsan"]},`+
								`"skip_verify":true,"mark_source":true`+priority+`}`)
						}
						acctest.Must(t, e.Sent(sent...)(nil))
						if got := link(t, e); got.Name != "优先二" || got.PriorityType != emulator.PriorityDesignated {
							t.Errorf("the link is now %+v", got)
						}
					},
					Config: e.Config(without), ExpectError: acctest.Says(wayOut),
				},
				// Left alone, or taken off in the console: the plan is empty again.
				resource.TestStep{Config: e.Config(one("优先二", zhangsan, "lifecycle {\n ignore_changes = [priority]\n}"))},
				resource.TestStep{
					PreConfig: func() {
						edit(t, e, func(l *emulator.AcquisitionLink) { l.PriorityType, l.PriorityUsers = 0, nil })
						e.Forget()
					},
					Config: e.Config(without), Check: e.Sent(),
				},
			)
		})
	}
	t.Run("refused, and done when the key is left out", func(t *testing.T) {
		e := acctest.New(t)
		e.SetSwitches(func(s *emulator.Switches) { s.LinkOmitted = emulator.OmittedCleared })
		e.Run(
			resource.TestStep{Config: e.Config(with)},
			resource.TestStep{
				PreConfig: e.Forget, Config: e.Config(without), ConfigPlanChecks: updated(),
				ConfigStateChecks: []statecheck.StateCheck{value("priority", knownvalue.Null()), value("name", knownvalue.StringExact("优先二"))},
				Check:             e.Sent(updateLink, updateLink),
			},
			resource.TestStep{Config: e.Config(without), PlanOnly: true},
		)
	})
	t.Run("reading removed", func(t *testing.T) {
		e := acctest.New(t)
		e.SetSwitches(func(s *emulator.Switches) { s.LinkPriorityRemoval = emulator.PriorityRemoved })
		e.Run(
			resource.TestStep{Config: e.Config(with)},
			resource.TestStep{
				Config: e.Config(without), ConfigPlanChecks: updated(),
				ConfigStateChecks: []statecheck.StateCheck{value("priority", knownvalue.Null())},
			},
		)
	})
}
