// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package mailgroup_test

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

const (
	address = "wecom_mail_group.test"
	domain  = "@mail.example.cn"
)

// corp has a mail domain, a department and a member with a mailbox.
func corp(c *emulator.Corp) {
	c.MailDomains = []string{"mail.example.cn"}
	c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "研发", ParentID: emulator.RootID, Order: 1}, emulator.Department{ID: 3, Name: "销售", ParentID: emulator.RootID, Order: 2})
	c.Members = append(c.Members, emulator.Member{UserID: "ops", Name: "运维", BizMail: "ops1" + domain})
}

func group(label, id, name, rest string) string {
	return fmt.Sprintf("resource \"wecom_mail_group\" %q {\n  id = %q\n  name = %q\n  %s\n}\n", label, id+domain, name, rest)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// groups are addresses, names and members of the groups of the corp.
func groups(e *acctest.Env) string {
	var out []string
	for _, g := range e.Corp().MailGroups {
		out = append(out, fmt.Sprintf("%s %s %s%d %d%s%d", strings.TrimSuffix(g.ID, domain), g.Name, g.Emails, g.Departments, g.AllowType, g.AllowEmails, g.AllowDepartments))
	}
	return strings.Join(out, "; ")
}

func has(e *acctest.Env, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if got := groups(e); got != want {
			return fmt.Errorf("the corp has %s, want %s", got, want)
		}
		return nil
	}
}

// Two groups trade names in one apply, and lose nobody meanwhile, also where WeCom clears what an update leaves out.
func TestMailGroup_namesTrade(t *testing.T) {
	for _, cleared := range []bool{false, true} {
		t.Run(fmt.Sprint(cleared), func(t *testing.T) {
			e := acctest.New(t, corp)
			e.SetSwitches(func(s *emulator.Switches) { s.MailOmittedCleared = cleared })
			config := func(a, b string) string {
				return e.Config(group("a", "a", a, `emails = ["ops1`+domain+`"]`+"\n  senders = { scope = \"listed\", department_ids = [2] }") + group("b", "b", b, "department_ids = [2, 3]"))
			}
			e.Run(
				resource.TestStep{Config: config("甲", "乙"), Check: has(e, "a 甲 [ops1@mail.example.cn][] 3[][2]; b 乙 [][2 3] 0[][]")},
				resource.TestStep{Config: config("乙", "甲"), Check: has(e, "a 乙 [ops1@mail.example.cn][] 3[][2]; b 甲 [][2 3] 0[][]")},
			)
		})
	}
}

// Addresses shift from one resource to the next: each is another group, and the plan says which addresses are lost.
func TestMailGroup_addressesShift(t *testing.T) {
	e := acctest.New(t, corp)
	config := func(a, b string) string {
		return e.Config(group("a", a, "名"+a, "department_ids = [2]") + group("b", b, "名"+b, "department_ids = [3]"))
	}
	e.Run(
		resource.TestStep{Config: config("a", "b")},
		resource.TestStep{Config: config("b", "c"), Check: has(e, "b 名b [][2] 0[][]; c 名c [][3] 0[][]")},
	)
}

// Lists of senders from former times count for nothing while the scope has none. Where WeCom keeps them, and keeps them
// again when an empty list is sent, the apply says who may still send instead of leaving it open.
func TestMailGroup_sendersKept(t *testing.T) {
	e := acctest.New(t, corp)
	e.SetSwitches(func(s *emulator.Switches) { s.MailAllowKept, s.MailEmptyKept = true, true })
	config := func(senders string) string {
		return e.Config(group("test", "a", "甲", "department_ids = [2]\n  senders = { "+senders+" }"))
	}
	e.Run(
		resource.TestStep{Config: config(`scope = "listed", department_ids = [3]`)},
		resource.TestStep{Config: config(`scope = "anyone"`), Check: has(e, "a 甲 [][2] 1[][3]")},
		resource.TestStep{PreConfig: e.Forget, Config: config(`scope = "anyone"`), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{Config: config(`scope = "listed", emails = ["ops1` + domain + `"]`), ExpectError: acctest.Says("WeCom accepted the empty list and kept whom it held: they may still send.")},
		resource.TestStep{PreConfig: e.Forget, Config: config(`scope = "listed", emails = ["ops1` + domain + `"], department_ids = [3]`), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
	)
}

// With the secret of another app a group looks deleted: the refresh says what else it may be, an import is an error,
// and its address is taken.
func TestMailGroup_otherApp(t *testing.T) {
	for _, reading := range []string{"", emulator.MailForeign48002, emulator.MailForeign2400005} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t, corp, func(c *emulator.Corp) {
				c.MailGroups = []emulator.MailGroup{{ID: "x" + domain, Name: "别", Departments: []int64{2}, Owner: acctest.OtherName}}
			})
			e.SetSwitches(func(s *emulator.Switches) { s.MailForeign = reading })
			words := "There is no mail group (邮件群组) of this address, or another app made it."
			if reading != "" {
				words = "Another app made the mail group or public mailbox"
			}
			one := group("test", "x", "甲", "department_ids = [2]")
			e.Run(
				resource.TestStep{Config: e.Config("import {\n  to = " + address + "\n  id = \"x" + domain + "\"\n}\n" + one), ExpectError: acctest.Says(words)},
				resource.TestStep{Config: e.Config(one), ExpectError: acctest.Says("Another mail group (邮件群组) has the address.")},
			)
		})
	}
}

// Groups that nobody made are none of this app's, wherever it lists its own.
func TestMailGroup_systemGroups(t *testing.T) {
	e := acctest.New(t, corp)
	e.SetSwitches(func(s *emulator.Switches) { s.MailSystemGroups, s.MailCountText = true, true })
	config := e.Config(group("test", "a", "任何人", "department_ids = [2]") + "data \"wecom_mail_groups\" \"all\" {\n  depends_on = [" + address + "]\n}\n")
	e.Run(resource.TestStep{Config: config, Check: resource.ComposeTestCheckFunc(
		resource.TestCheckResourceAttr("data.wecom_mail_groups.all", "mail_groups.#", "1"),
		resource.TestCheckResourceAttr("data.wecom_mail_groups.all", "mail_groups.0.id", "a"+domain),
	)})
}
