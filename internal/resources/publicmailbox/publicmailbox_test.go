// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package publicmailbox_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const (
	address = "wecom_public_mailbox.test"
	domain  = "@mail.example.cn"
)

func corp(c *emulator.Corp) { c.MailDomains = []string{"mail.example.cn"} }

func mailbox(label, email, name, rest string) string {
	return fmt.Sprintf("resource \"wecom_public_mailbox\" %q {\n  email = %q\n  name = %q\n  user_ids = [\"zhangsan\"]\n  %s\n}\n", label, email+domain, name, rest)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

func has(e *acctest.Env, want ...string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		var got []string
		for _, b := range e.Corp().PublicMailboxes {
			got = append(got, fmt.Sprintf("%s %s %s%s", strings.TrimSuffix(b.Email, domain), b.Name, b.Users, b.Aliases))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			return fmt.Errorf("the corp has %q, want %q", got, want)
		}
		return nil
	}
}

// Two mailboxes trade names in one apply, and lose neither users nor aliases meanwhile, also where WeCom clears what an
// update leaves out.
func TestPublicMailbox_namesTrade(t *testing.T) {
	for _, cleared := range []bool{false, true} {
		t.Run(fmt.Sprint(cleared), func(t *testing.T) {
			e := acctest.New(t, corp)
			e.SetSwitches(func(s *emulator.Switches) { s.MailOmittedCleared = cleared })
			config := func(a, b string) string {
				return e.Config(mailbox("a", "a", a, `aliases = ["x`+domain+`"]`) + mailbox("b", "b", b, ""))
			}
			e.Run(
				resource.TestStep{Config: config("甲", "乙"), Check: has(e, "a 甲 [zhangsan][x@mail.example.cn]", "b 乙 [zhangsan][]")},
				resource.TestStep{Config: config("乙", "甲"), Check: has(e, "a 乙 [zhangsan][x@mail.example.cn]", "b 甲 [zhangsan][]")},
			)
		})
	}
}

// Aliases move to another mailbox, trade places, with the names as well, and move to a mailbox that is made, in one
// apply: WeCom lets no two mailboxes have one address at any moment.
func TestPublicMailbox_aliasesTrade(t *testing.T) {
	e := acctest.New(t, corp)
	config := func(a, aliases, b, others, more string) string {
		list := func(s string) string {
			var all []string
			for _, name := range strings.Fields(s) {
				all = append(all, strconv.Quote(name+domain))
			}
			return "aliases = [" + strings.Join(all, ", ") + "]"
		}
		return e.Config(mailbox("a", "a", a, list(aliases)) + mailbox("b", "b", b, list(others)) + more)
	}
	e.Run(
		resource.TestStep{Config: config("甲", "xx xy", "乙", "yy", ""), Check: has(e, "a 甲 [zhangsan][xx@mail.example.cn xy@mail.example.cn]", "b 乙 [zhangsan][yy@mail.example.cn]")},
		resource.TestStep{Config: config("甲", "xx", "乙", "yy xy", ""), Check: has(e, "a 甲 [zhangsan][xx@mail.example.cn]", "b 乙 [zhangsan][xy@mail.example.cn yy@mail.example.cn]")},
		resource.TestStep{Config: config("甲", "yy", "乙", "xx xy", ""), Check: has(e, "a 甲 [zhangsan][yy@mail.example.cn]", "b 乙 [zhangsan][xx@mail.example.cn xy@mail.example.cn]")},
		resource.TestStep{Config: config("乙", "xx", "甲", "yy xy", ""), Check: has(e, "a 乙 [zhangsan][xx@mail.example.cn]", "b 甲 [zhangsan][xy@mail.example.cn yy@mail.example.cn]")},
		resource.TestStep{Config: config("乙", "", "甲", "yy xy", mailbox("c", "c", "丙", `aliases = ["xx`+domain+`"]`)),
			Check: has(e, "a 乙 [zhangsan][]", "b 甲 [zhangsan][xy@mail.example.cn yy@mail.example.cn]", "c 丙 [zhangsan][xx@mail.example.cn]")},
	)
}

// Another address is another mailbox: the plan says what is lost and how to keep it.
func TestPublicMailbox_address(t *testing.T) {
	e := acctest.New(t, corp)
	e.Run(
		resource.TestStep{Config: e.Config(mailbox("test", "a", "甲", ""))},
		resource.TestStep{Config: e.Config(mailbox("test", "A", "甲", "")), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(mailbox("test", "b", "甲", "")), ConfigPlanChecks: planned(plancheck.ResourceActionReplace),
			Check: resource.ComposeTestCheckFunc(e.Sent("publicmail/delete", "publicmail/create"), has(e, "b 甲 [zhangsan][]"))},
	)
}

// With the secret of another app a mailbox looks deleted: an import is an error, and its address is taken.
func TestPublicMailbox_otherApp(t *testing.T) {
	for _, reading := range []string{"", emulator.MailForeign48002, emulator.MailForeign2400005} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t, corp, func(c *emulator.Corp) {
				c.PublicMailboxes = []emulator.PublicMailbox{{ID: 9, Email: "x" + domain, Name: "别", Departments: []int64{1}, Owner: acctest.OtherName}}
			})
			e.SetSwitches(func(s *emulator.Switches) { s.MailForeign = reading })
			words := "this app has no public mailbox of that id: it was deleted, or another app or the console made it"
			if reading != "" {
				words = "Another app made the mail group or public mailbox"
			}
			e.Run(
				resource.TestStep{Config: e.Config("import {\n  to = " + address + "\n  id = \"9\"\n}\n" + mailbox("test", "x", "甲", "")), ExpectError: acctest.Says(words)},
				resource.TestStep{Config: e.Config(mailbox("test", "x", "甲", "")), ExpectError: acctest.Says("The address of the public mailbox (公共邮箱) is taken.")},
			)
		})
	}
}
