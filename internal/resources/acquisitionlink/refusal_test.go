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

// list renders n user ids.
func list(n int) string {
	ids := make([]string, 0, n)
	for i := range n {
		ids = append(ids, fmt.Sprintf("%q", fmt.Sprint("u", i)))
	}
	return "[" + strings.Join(ids, ", ") + "]"
}

func TestAcquisitionLink_invalid(t *testing.T) {
	e := acctest.New(t)
	priority := func(body string) string { return "priority = { " + body + " }" }
	for _, c := range []struct{ name, hcl, want string }{
		{"empty name", one("", zhangsan), "the name is empty"},
		{"long name", one(strings.Repeat("长", 31), zhangsan), "has 31 characters; WeCom allows 30"},
		{"blank at the end", one("a ", zhangsan), "begins or ends with a blank"},
		{"nobody", one("a"), "user_ids and department_ids are both empty"},
		{"empty sets", one("a", "user_ids = []", "department_ids = []"), "user_ids and department_ids are both empty"},
		{"501 users", one("a", "user_ids = "+list(501)), "at most 500 elements, got: 501"},
		{"empty user id", one("a", `user_ids = [""]`), "a userid is empty"},
		{"long user id", one("a", fmt.Sprintf("user_ids = [%q]", strings.Repeat("u", 65))), "is no userid: it has 65 characters"},
		{"one user twice", one("a", `user_ids = ["lisi", "LiSi"]`), `user_ids names "LiSi" and "lisi", which are one member`},
		{"null user", one("a", `user_ids = ["lisi", null]`), "user_ids holds a null. Leave it out"},
		{"null department", one("a", "department_ids = [2, null]"), "department_ids holds a null. Leave it out"},
		{"null preferred", one("a", zhangsan, priority(`scope = "designated", user_ids = [null]`)), "priority.user_ids holds a null. Leave it out"},
		{"department zero", one("a", "department_ids = [0]"), "each number must be 1 to 4294967295"},
		{"negative department", one("a", "department_ids = [-1]"), "each number must be 1 to 4294967295"},
		{"unknown scope", one("a", zhangsan, priority(`scope = "nobody"`)), `must be "corp" or "designated"`},
		{"scope 1", one("a", zhangsan, priority(`scope = "1"`)), `WeCom's 1 is "corp" here`},
		{"no scope", one("a", zhangsan, priority(`user_ids = ["lisi"]`)), `attribute "scope" is required`},
		{"corp with users", one("a", zhangsan, priority(`scope = "corp", user_ids = ["lisi"]`)), `priority.user_ids is given, but priority.scope is "corp"`},
		{"designated without users", one("a", zhangsan, priority(`scope = "designated"`)), `priority.scope is "designated", but priority.user_ids is missing`},
		{"designated nobody", one("a", zhangsan, priority(`scope = "designated", user_ids = []`)), "at least 1 elements and at most 1000 elements"},
		{"1001 preferred", one("a", zhangsan, priority(`scope = "designated", user_ids = `+list(1001))), "at least 1 elements and at most 1000 elements, got: 1001"},
		{"preferred twice", one("a", zhangsan, priority(`scope = "designated", user_ids = ["lisi", "LISI"]`)), `names "LISI" and "lisi", which are one member`},
		{"own url", one("a", zhangsan, `url = "https://work.weixin.qq.com/ca/ca1"`), "Invalid Configuration for Read-Only Attribute"},
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

func TestAcquisitionLink_refused(t *testing.T) {
	add := func(m emulator.Member) func(*emulator.Corp) {
		return func(c *emulator.Corp) { c.Members = append(c.Members, m) }
	}
	hidden := func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "外", ParentID: 1, Order: 1})
		c.Members = append(c.Members, emulator.Member{UserID: "wangwu", CustomerContact: true, RealNameVerified: true, Name: "王五", Departments: []emulator.Membership{{Department: 2}}})
		c.Apps[1].VisibleDepartments, c.Apps[1].VisibleUsers = nil, []string{"zhangsan"}
	}
	crowd := func(c *emulator.Corp) {
		for i := range 501 {
			c.Members = append(c.Members, emulator.Member{UserID: fmt.Sprint("u", i), Name: "众", CustomerContact: true, RealNameVerified: true})
		}
	}
	unlisted := func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }
	system := func(c *emulator.Corp) { c.Apps[1].Kind, c.Apps[1].CustomerContact = emulator.AppCustomerContact, false }
	closed := func(c *emulator.Corp) { c.Closed.LinkPriority = true }
	wangwu := one("拒绝", `user_ids = ["zhangsan", "wangwu"]`)
	for _, c := range []struct {
		name, hcl string
		seed      func(*emulator.Corp)
		code      int
		want      string
	}{
		{"app not listed", one("拒绝", zhangsan), unlisted, 48002, "客户联系 → 可调用接口的应用"},
		{"system secret", one("拒绝", zhangsan), system, 48002, "they refuse the secrets of the system apps 客户联系"},
		{"outside the visible range", wangwu, hidden, 60011, "应用管理 → 应用 → 可见范围"},
		{"preferred outside the visible range", one("拒绝", zhangsan, `priority = { scope = "designated", user_ids = ["wangwu"] }`), hidden, 60011, "可见范围"},
		{"department outside the visible range", one("拒绝", `department_ids = [2]`), hidden, 60011, "可见范围"},
		{"unknown member", wangwu, func(*emulator.Corp) {}, 60111, "user_ids"},
		{"unknown department", one("拒绝", `department_ids = [999]`), func(*emulator.Corp) {}, 60123, "department_ids"},
		{"without customer contact", wangwu, add(emulator.Member{UserID: "wangwu", Name: "王五", RealNameVerified: true}), 84074, "客户联系 → 权限配置 → 使用范围"},
		{"not activated", wangwu, add(emulator.Member{UserID: "wangwu", Name: "王五", CustomerContact: true, Status: emulator.StatusNotActivated}), 41054, "not activated"},
		{"not verified", wangwu, add(emulator.Member{UserID: "wangwu", Name: "王五", CustomerContact: true}), 40098, "real-name verified (实名认证)"},
		{"501 members covered", one("拒绝", `department_ids = [1]`), crowd, 40058, "500 members with departments expanded"},
		{"priority not open", one("拒绝", zhangsan, `priority = { scope = "corp" }`), closed, 41200, "business categories"},
		{"scope that WeCom does not know", one("拒绝", zhangsan, `priority = { scope = "3" }`), func(*emulator.Corp) {}, 40058, "Unable to create acquisition link"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, c.seed)
			e.Run(
				resource.TestStep{Config: e.Config(c.hcl), ExpectError: acctest.Says(fmt.Sprintf("errcode %d", c.code))},
				resource.TestStep{Config: e.Config(c.hcl), ExpectError: acctest.Says(c.want)},
			)
			for _, r := range e.Writes() {
				if r.Changed {
					t.Errorf("%s changed the corp", r.Path)
				}
			}
		})
	}
}

func TestAcquisitionLink_tooMany(t *testing.T) {
	e := acctest.New(t)
	e.Inject(emulator.Fault{Path: createLink, Kind: emulator.FaultError, Code: 41095})
	e.Run(
		resource.TestStep{Config: e.Config(one("太多", zhangsan)), ExpectError: acctest.Says("as many acquisition links (获客链接) as WeCom allows")},
		resource.TestStep{Config: e.Config(one("太多", zhangsan))},
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
			ExpectError: acctest.Says("Every update sends the whole link again, so the cause may be a member or department that the link has had all along"),
		},
		resource.TestStep{PreConfig: setContact(true), Config: e.Config(one("新", both))},
	)
}

func TestAcquisitionLink_deletionProtection(t *testing.T) {
	e := acctest.New(t)
	protected := e.Config(one("在印", zhangsan, "deletion_protection = true"))
	e.Run(
		resource.TestStep{Config: protected},
		resource.TestStep{Config: e.Config(""), PlanOnly: true, ExpectError: acctest.Says("Deletion protection is on")},
		resource.TestStep{Config: protected, Destroy: true, ExpectError: acctest.Says(`This plan would destroy acquisition link "在印"`)},
		// Nothing replaces a link, so a protected one can be changed in every way.
		resource.TestStep{Config: e.Config(one("改版", `department_ids = [1]`, "deletion_protection = true")), ConfigPlanChecks: updated()},
		// Known to Terraform only: switching it off sends nothing.
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one("改版", `department_ids = [1]`)), Check: resource.ComposeTestCheckFunc(e.Sent())},
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

// After a change to another app's secret the link looks deleted: the plan must
// not hide that it may live on.
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

// What becomes of a priority that the configuration no longer has is not
// documented: refused, ignored or done.
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
