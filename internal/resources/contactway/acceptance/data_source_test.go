// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// seeded has ways of each kind; the first two are listed.
func seeded(c *emulator.Corp) {
	made := func(day int) int64 { return time.Date(2026, 2, day, 0, 0, 0, 0, time.UTC).Unix() }
	c.ContactWays = []emulator.ContactWay{
		{ConfigID: "a1", Type: emulator.WayMulti, Scene: emulator.SceneQRCode, Remark: "海报", State: "expo", SkipVerify: true, MarkSource: true,
			Users: []string{"zhangsan"}, Departments: []int64{1}, CreateTime: made(10), Owner: acctest.AppName},
		{ConfigID: "b2", Type: emulator.WaySingle, Scene: emulator.SceneMiniProgram, Style: 2, Users: []string{"lisi"}, CreateTime: made(20), Owner: acctest.OtherName},
		{ConfigID: "c3", Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Users: []string{"lisi"}, Temporary: true, ExpiresIn: 3600, ChatExpiresIn: 60,
			Conclusions: &emulator.Conclusions{Text: "再见"}, CreateTime: made(20), Owner: acctest.AppName},
		{ConfigID: "d4", Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Users: []string{"lisi"}, CreateTime: time.Date(2021, 7, 1, 0, 0, 0, 0, time.UTC).Unix()},
	}
}

func TestContactWayDataSource(t *testing.T) {
	const name = "data.wecom_contact_way.test"
	e := acctest.New(t, seeded)
	data := func(id string) string {
		return e.Config(fmt.Sprintf("data \"wecom_contact_way\" \"test\" {\n  id = %q\n}\n", id))
	}
	at := func(attribute string, check knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue(name, tfjsonpath.New(attribute), check)
	}
	e.Run(
		resource.TestStep{Config: data("a1"), ConfigStateChecks: []statecheck.StateCheck{
			at("type", knownvalue.StringExact("multi")), at("scene", knownvalue.StringExact("qr_code")), at("style", knownvalue.Null()),
			at("remark", knownvalue.StringExact("海报")), at("state", knownvalue.StringExact("expo")), at("skip_verify", knownvalue.Bool(true)),
			at("user_ids", users("zhangsan")), at("department_ids", knownvalue.SetExact([]knownvalue.Check{knownvalue.Int64Exact(1)})),
			at("is_exclusive", knownvalue.Null()), at("mark_source", knownvalue.Bool(true)), at("temporary_session", knownvalue.Null()), at("qr_code", knownvalue.NotNull()),
		}},
		resource.TestStep{Config: data("b2"), ConfigStateChecks: []statecheck.StateCheck{
			at("scene", knownvalue.StringExact("mini_program")), at("style", knownvalue.Int64Exact(2)), at("qr_code", knownvalue.Null()),
			at("remark", knownvalue.Null()), at("state", knownvalue.Null()), at("department_ids", knownvalue.SetExact(nil)),
		}},
		resource.TestStep{Config: data("c3"), ConfigStateChecks: []statecheck.StateCheck{
			at("temporary_session", knownvalue.ObjectExact(map[string]knownvalue.Check{
				"expires_in": knownvalue.Int64Exact(3600), "chat_expires_in": knownvalue.Int64Exact(60), "union_id": knownvalue.Null(),
				"closing_message": knownvalue.ObjectExact(map[string]knownvalue.Check{
					"text": knownvalue.StringExact("再见"), "image": knownvalue.Null(), "link": knownvalue.Null(), "mini_program": knownvalue.Null(),
				}),
			})),
		}},
		resource.TestStep{Config: data("nosuch"), ExpectError: acctest.Says("no contact way has this id. It was deleted, or, if it was a temporary one, it has expired or its code was used.")},
		resource.TestStep{Config: data(""), ExpectError: acctest.Says("id is empty; it needs at least one character.")},
		resource.TestStep{
			PreConfig: func() { e.SetSwitches(func(s *emulator.Switches) { s.WayForeign = "41044" }) },
			Config:    data("b2"), ExpectError: acctest.Says("WeCom lists it but does not let this app read it, so another app made it"),
		},
	)
}

func TestContactWaysDataSource(t *testing.T) {
	const name = "data.wecom_contact_ways.test"
	e := acctest.New(t, seeded)
	data := func(lines string) string {
		return e.Config("data \"wecom_contact_ways\" \"test\" {\n  " + lines + "\n}\n\noutput \"ids\" {\n  value = data.wecom_contact_ways.test.contact_ways[*].id\n}\n")
	}
	ids := func(want ...string) statecheck.StateCheck {
		checks := make([]knownvalue.Check, 0, len(want))
		for _, id := range want {
			checks = append(checks, knownvalue.StringExact(id))
		}
		return statecheck.ExpectKnownOutputValue("ids", knownvalue.TupleExact(checks))
	}
	e.Run(
		resource.TestStep{
			Config: data(""),
			ConfigStateChecks: []statecheck.StateCheck{
				ids("a1", "b2"),
				statecheck.ExpectKnownValue(name, tfjsonpath.New("contact_ways").AtSliceIndex(0).AtMapKey("remark"), knownvalue.StringExact("海报")),
				statecheck.ExpectKnownValue(name, tfjsonpath.New("contact_ways").AtSliceIndex(1).AtMapKey("style"), knownvalue.Int64Exact(2)),
				statecheck.ExpectKnownValue(name, tfjsonpath.New("unreadable_ids"), knownvalue.SetExact(nil)),
			},
		},
		resource.TestStep{Config: data(`created_from = "2026-02-15T00:00:00+08:00"`), ConfigStateChecks: []statecheck.StateCheck{ids("b2")}},
		resource.TestStep{Config: data("created_from = \"2026-02-01T00:00:00Z\"\n  created_to = \"2026-02-15T00:00:00Z\""), ConfigStateChecks: []statecheck.StateCheck{ids("a1")}},
		resource.TestStep{Config: data(`created_to = "2026-02-01T00:00:00Z"`), ConfigStateChecks: []statecheck.StateCheck{ids()}},
		resource.TestStep{
			PreConfig: func() { e.SetSwitches(func(s *emulator.Switches) { s.WayForeign = "60011" }) },
			Config:    data(""), ConfigStateChecks: []statecheck.StateCheck{
				ids("a1"), statecheck.ExpectKnownValue(name, tfjsonpath.New("unreadable_ids"), users("b2")),
			},
		},
		resource.TestStep{Config: data(`created_from = "gestern"`), PlanOnly: true, ExpectError: acctest.Says("it must be a time of RFC 3339")},
		resource.TestStep{Config: data("created_from = \"2026-02-02T00:00:00Z\"\n  created_to = \"2026-02-01T00:00:00Z\""), PlanOnly: true,
			ExpectError: acctest.Says("created_to (2026-02-01T00:00:00Z) is before created_from (2026-02-02T00:00:00Z)")},
		resource.TestStep{Config: data("")}, // what the framework destroys with
	)
}

// The cost that the description names: the list, and one call for each.
func TestContactWaysDataSource_cost(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		for i := range 120 {
			c.ContactWays = append(c.ContactWays, emulator.ContactWay{ConfigID: fmt.Sprintf("w%03d", i), Type: emulator.WaySingle, Scene: emulator.SceneQRCode,
				Users: []string{"lisi"}, CreateTime: time.Date(2026, 2, 1, 0, 0, i, 0, time.UTC).Unix()})
		}
	})
	e.Folder("data \"wecom_contact_ways\" \"all\" {\n}\n").MustPlan()
	if list, get := len(e.Requests("externalcontact/list_contact_way")), len(e.Requests("externalcontact/get_contact_way")); list != 1 || get != 120 {
		t.Errorf("%d list calls and %d get calls, want 1 and 120", list, get)
	}
}
