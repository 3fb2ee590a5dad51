// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_calendar.test"

func calendar(rest string) string {
	return fmt.Sprintf("resource \"wecom_calendar\" \"test\" {\n  name  = \"值班\"\n  color = \"#FF3030\"\n%s}\n", rest)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// quiet is a step that changes nothing and notifies nobody.
func quiet(e *acctest.Env, rest string) resource.TestStep {
	return resource.TestStep{PreConfig: e.Forget, Config: e.Config(calendar(rest)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()}
}

// left is a step that takes the calendar out of the state and leaves it where it is.
func left(e *acctest.Env) resource.TestStep {
	return resource.TestStep{PreConfig: e.Keep, Config: e.Config("removed {\n  from = wecom_calendar.test\n  lifecycle {\n    destroy = false\n  }\n}\n")}
}

func sharing(ids ...string) string {
	var out []string
	for _, id := range ids {
		out = append(out, fmt.Sprintf("{ user_id = %q, permission = \"view\" }", id))
	}
	return "shares = [" + strings.Join(out, ", ") + "]\n"
}

// A text that is written as a heredoc ends in a line break. That WeCom shows it without is no difference: nothing is
// planned, and nobody is notified.
func TestCalendar_heredoc(t *testing.T) {
	e := acctest.New(t)
	rest := "description = <<-EOT\n  周一更新\n  周五再看\nEOT\n"
	trimmed := func() {
		for _, c := range e.Corp().Calendars {
			if c.Description != "周一更新\n周五再看\n" {
				t.Errorf("the description is %q", c.Description)
			}
			if err := e.Console().UpdateCalendar(c.ID, func(c *emulator.Calendar) { c.Description = strings.TrimSpace(c.Description) }); err != nil {
				t.Error(err)
			}
		}
		e.Forget()
	}
	e.Run(
		resource.TestStep{Config: e.Config(calendar(rest))},
		resource.TestStep{PreConfig: trimmed, Config: e.Config(calendar(rest)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
	)
}

// Members whom WeCom does not add are named one by one: on a create in a warning, and the next plan shows them; on a
// change in an error, and the state has who was taken over.
func TestCalendar_sharesRefused(t *testing.T) {
	e := acctest.New(t)
	both := sharing("lisi", "nobody", "nowhere")
	e.InFolder(calendar(both), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		says := func(output, words string) {
			t.Helper()
			if !acctest.Says(words).MatchString(output) {
				t.Errorf("nothing says %q:\n%s", words, output)
			}
		}
		const rows = "2 of its 3 shares were not added: nobody (errcode 60111, not found); nowhere (errcode 60111, not found)"
		says(f.MustApply(), rows)
		says(f.MustPlan(), "Members of calendar \"值班\"")
		code, output := f.Apply()
		says(output, rows)
		if code == 0 {
			t.Error("the change succeeds")
		}
		f.Write(e.Config(calendar(sharing("lisi"))))
		e.Forget()
		f.MustPlan()
		f.MustApply()
		if err := e.Sent()(nil); err != nil { // the state has who was taken over
			t.Error(err)
		}
		f.MustDestroy()
	})
}

// The default calendar of an app cannot be destroyed or replaced: the plan says so.
func TestCalendar_default(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(calendar("default_of_app = true\n")),
			Check: e.Sent(`calendar/add {"calendar":{"set_as_default":1,"summary":"值班","color":"#FF3030","description":"","shares":[]}}`)},
		quiet(e, "default_of_app = true\n"),
		resource.TestStep{Config: e.Config(""), PlanOnly: true, ExpectError: acctest.Says(`This plan would destroy calendar "值班"`)},
		quiet(e, ""),
		resource.TestStep{Config: e.Config(calendar("default_of_app = false\n")), PlanOnly: true, ExpectError: acctest.Says("the default calendar of its app, which WeCom does not delete (90712)")},
		left(e),
	)
}

// Whether an imported calendar is the default one is not known: what is configured is taken for what is there, without
// a write; WeCom's refusal to delete it is explained.
func TestCalendar_imported(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.Calendars = []emulator.Calendar{{ID: "wc1", Summary: "值班", Color: "#ff3030", Default: true, Owner: acctest.AppName,
			Shares: []emulator.CalendarShare{{UserID: "lisi", Permission: 1}}, Admins: []string{"lisi"}}}
	})
	block := "import {\n  to = wecom_calendar.test\n  id = \"wc1\"\n}\n"
	rest := sharing("LiSi") + "admin_user_ids = [\"lisi\"]\n"
	e.Run(
		resource.TestStep{Config: e.Config(block + calendar(rest)), Check: e.Sent()},
		quiet(e, rest),
		resource.TestStep{Config: e.Config(""), ExpectError: acctest.Says("The default calendar of an app cannot be deleted.")},
		left(e),
	)
}

// What WeCom shows as the colour of a corp-wide calendar is no difference, also after an import.
func TestCalendar_corpWide(t *testing.T) {
	for _, reading := range []string{"", emulator.EmptyAbsent, emulator.CalendarColorDefault} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t, func(c *emulator.Corp) {
				c.Calendars = []emulator.Calendar{{ID: "wc1", Summary: "值班", Color: "#123456", Public: true, CorpWide: true, PublicDepartments: []int64{1}, Owner: acctest.AppName}}
			})
			e.SetSwitches(func(s *emulator.Switches) { s.CalendarCorpColor = reading })
			const rest = "corp_wide = true\npublic_department_ids = [1]\n"
			block := "import {\n  to = wecom_calendar.test\n  id = \"wc1\"\n}\n"
			e.Run(
				resource.TestStep{Config: e.Config(block + calendar(rest)), Check: e.Sent()},
				quiet(e, rest),
				quiet(e, rest+"public = true\n"),
				resource.TestStep{PreConfig: e.Forget, Config: e.Config(strings.Replace(calendar(rest), "#FF3030", "#00ff00", 1)), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
					Check: e.Sent("calendar/update")},
				left(e),
			)
		})
	}
}

// Two apps in one configuration are two provider blocks; with the secret of the other one a calendar looks deleted, and
// the plan says why it may not be.
func TestAccCalendar_twoApps(t *testing.T) {
	e := acctest.New(t)
	other := strings.Replace(e.Config(""), "provider \"wecom\" {", "provider \"wecom\" {\n  alias = \"other\"", 1)
	other = strings.Replace(other, acctest.AppSecret, acctest.OtherSecret, 1)
	two := calendar("") + strings.Replace(calendar("  provider = wecom.other\n"), "\"test\"", "\"second\"", 1)
	p := acctest.NewProcess(e, other+two) // one process cannot be two apps
	p.Must("apply", "-auto-approve")
	if all := e.Corp().Calendars; len(all) != 2 || all[0].Owner == all[1].Owner {
		t.Errorf("two apps made %v", all)
	}
	e.ResetRequests()
	if code, output := p.Run("plan", "-detailed-exitcode"); code != 0 {
		t.Errorf("exit code %d of a second plan, want 0:\n%s", code, output)
	}
	p.Must("destroy", "-auto-approve")
}

func TestCalendar_anotherSecret(t *testing.T) {
	for _, refused := range []bool{false, true} {
		e := acctest.New(t)
		e.SetSwitches(func(s *emulator.Switches) { s.CalendarForeign90466 = refused })
		e.InFolder(calendar(""), func(t *testing.T, f *acctest.Folder) {
			t.Helper()
			f.MustApply()
			f.Write(strings.Replace(e.Config(calendar("")), acctest.AppSecret, acctest.OtherSecret, 1))
			e.Forget()
			code, output := f.Plan()
			want := "If the provider's `secret` is now that of another app, the calendar lives on instead"
			if refused {
				want = "was made by another app; nothing can be done across apps"
			}
			if !acctest.Says(want).MatchString(output) || (code == 1) != refused {
				t.Errorf("code %d, want %q:\n%s", code, want, output)
			}
			f.Write(e.Config(calendar("")))
			f.MustDestroy()
		})
	}
}

// Two hundred members take seconds. The framework compares what was applied with the plan, each element with each other
// one, so that 2,000 take a minute.
func TestCalendar_many(t *testing.T) {
	var ids []string
	e := acctest.New(t, func(c *emulator.Corp) {
		for i := range 200 {
			ids = append(ids, fmt.Sprint("u", i))
			c.Members = append(c.Members, emulator.Member{UserID: ids[i], Name: ids[i]})
		}
	})
	began := time.Now()
	e.InFolder(calendar(sharing(ids...)), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustApply()
		f.MustPlan()
		f.MustDestroy()
	})
	took := time.Since(began)
	t.Logf("%s for create, plan and destroy of 200 members", took)
	if took > 60*time.Second {
		t.Errorf("%s", took)
	}
}
