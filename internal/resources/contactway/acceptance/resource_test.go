// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func value(name string, check knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(name), check)
}

func users(ids ...string) knownvalue.Check {
	checks := make([]knownvalue.Check, 0, len(ids))
	for _, id := range ids {
		checks = append(checks, knownvalue.StringExact(id))
	}
	return knownvalue.SetExact(checks)
}

func TestContactWay_requestCounts(t *testing.T) {
	e := acctest.New(t)
	p := e.Folder(one())
	counts := func(what string, writes, reads int) {
		t.Helper()
		if w, r := len(e.Writes()), len(e.Requests("externalcontact/get_contact_way")); w != writes || r != reads {
			t.Errorf("%s: %d writes and %d reads, want %d and %d", what, w, r, writes, reads)
		}
		e.Forget()
	}
	p.MustApply()
	counts("create", 1, 1)
	p.MustApply()
	counts("no change", 0, 1)
	p.Write(strings.Replace(e.Config(one()), "user_ids", "remark = \"新\"\n  user_ids", 1))
	p.MustApply()
	counts("update of one field", 1, 2)
	p.MustDestroy()
	counts("destroy", 1, 1)
}

func TestContactWay_miniProgram(t *testing.T) {
	e := acctest.New(t)
	styled := func(lines ...string) string {
		return e.Config(way("single", "mini_program", append(lines, `user_ids = ["lisi"]`)...))
	}
	e.Run(
		resource.TestStep{
			Config: styled("style = 3"),
			ConfigStateChecks: []statecheck.StateCheck{
				value("style", knownvalue.Int64Exact(3)), value("qr_code", knownvalue.Null()), value("scene", knownvalue.StringExact("mini_program")),
			},
			Check: e.Sent(`add_contact_way {"type":1,"scene":1,"style":3,"skip_verify":true,"user":["lisi"]}`),
		},
		resource.TestStep{
			Config: styled("style = 1"), ConfigPlanChecks: inPlace(),
			Check: sent(t, e, `update_contact_way {"config_id":"ID","skip_verify":true,"style":1,"user":["lisi"],"mark_source":true}`),
		},
		// Managed only when written: nothing to send, and no drift.
		resource.TestStep{Config: styled(), Check: e.Sent(), ConfigStateChecks: []statecheck.StateCheck{value("style", knownvalue.Int64Exact(1))}},
	)
}

// WeCom ignores the case of userids and answers its own spelling.
func TestContactWay_userCase(t *testing.T) {
	e := acctest.New(t)
	spelled := func(id string) string { return e.Config(way("single", "qr_code", fmt.Sprintf("user_ids = [%q]", id))) }
	e.Run(
		resource.TestStep{Config: spelled("ZhangSan"), ConfigStateChecks: []statecheck.StateCheck{value("user_ids", users("ZhangSan"))}},
		resource.TestStep{Config: spelled("ZhangSan"), PlanOnly: true},
		resource.TestStep{PreConfig: e.Forget, Config: spelled("zhangsan"), ConfigPlanChecks: action(plancheck.ResourceActionNoop), Check: e.Sent()},
		// An import has WeCom's spelling, whatever the configuration says.
		resource.TestStep{Config: e.Config("removed {\n  from = wecom_contact_way.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
		resource.TestStep{Config: spelled("ZHANGSAN"), ResourceName: address, ImportState: true, ImportStatePersist: true,
			ImportStateIdFunc: func(*terraform.State) (string, error) { return only(t, e).ConfigID, nil }},
		resource.TestStep{Config: spelled("ZHANGSAN"), PlanOnly: true},
	)
}

// A refused empty value does not keep the rest of the change from happening.
func TestContactWay_unsetWithOtherChanges(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.WayEmptyText = emulator.EmptyRefused })
	e.Run(
		resource.TestStep{Config: e.Config(one(`remark = "旧"`))},
		resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(one("skip_verify = false")),
			ExpectError: acctest.Says("Everything else of this change was applied."),
		},
		resource.TestStep{
			PreConfig: func() {
				if w := only(t, e); w.SkipVerify || w.Remark != "旧" {
					t.Errorf("want no verification skipped and the former remark, got %+v", w)
				}
				if n := len(e.Writes()); n != 2 {
					t.Errorf("want the refused update and the one without the empty value, got %d", n)
				}
				e.Forget()
			},
			Config: e.Config(one(`remark = "旧"`, "skip_verify = false")), Check: e.Sent(),
		},
	)
}

// What cannot be changed in place by WeCom is drift all the same.
func TestContactWay_driftOfFixedValues(t *testing.T) {
	for name, change := range map[string]func(*emulator.ContactWay){
		"type":  func(w *emulator.ContactWay) { w.Type = emulator.WayMulti },
		"scene": func(w *emulator.ContactWay) { w.Scene = emulator.SceneMiniProgram },
	} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t)
			e.Run(
				resource.TestStep{Config: e.Config(one())},
				resource.TestStep{
					PreConfig: func() { edit(t, e, change); e.Forget() },
					Config:    e.Config(one()), ConfigPlanChecks: action(plancheck.ResourceActionDestroyBeforeCreate),
					Check: e.Sent("del_contact_way", "add_contact_way"),
				},
			)
		})
	}
}
