// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
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

// Request counts: create is one write and one read; no change is one read for
// each refresh; destroy is one write.
func TestContactWay_basic(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one())
	var id string
	e.Run(
		resource.TestStep{
			Config:           config,
			ConfigPlanChecks: action(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				value("id", knownvalue.NotNull()),
				value("type", knownvalue.StringExact("single")),
				value("scene", knownvalue.StringExact("qr_code")),
				value("style", knownvalue.Null()),
				value("remark", knownvalue.Null()),
				value("state", knownvalue.Null()),
				value("skip_verify", knownvalue.Bool(true)),
				value("user_ids", users("zhangsan")),
				value("department_ids", knownvalue.SetExact(nil)),
				value("is_exclusive", knownvalue.Bool(false)),
				value("mark_source", knownvalue.Bool(true)),
				value("temporary_session", knownvalue.Null()),
				value("qr_code", knownvalue.NotNull()),
				value("deletion_protection", knownvalue.Bool(false)),
			},
			Check: func(s *terraform.State) error {
				id = only(t, e).ConfigID
				if got := s.RootModule().Resources[address].Primary.ID; got != id {
					return fmt.Errorf("id %s, want %s", got, id)
				}
				return e.Sent(`add_contact_way {"type":1,"scene":2,"skip_verify":true,"user":["zhangsan"]}`)(s)
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"is_exclusive"}}, // not shown by WeCom
		resource.TestStep{Config: config, Check: resource.ComposeTestCheckFunc(e.Calls("externalcontact/list_contact_way", 0), e.Sent())},
	)
	writes := e.Writes()
	if len(writes) != 1 || string(writes[0].Body) != fmt.Sprintf(`{"config_id":%q}`, id) {
		t.Errorf("after the create only the destroy may write, got %v", writes)
	}
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

func TestContactWay_maximal(t *testing.T) {
	e := acctest.New(t, departments)
	config := e.Config(way("multi", "qr_code", `remark = "渠道客户 <A&B>"`, `state = "teststate"`, "skip_verify = false",
		`user_ids = ["zhangsan", "lisi"]`, "department_ids = [3, 2]", "is_exclusive = true", "mark_source = false", "deletion_protection = false"))
	e.Run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{
				value("remark", knownvalue.StringExact("渠道客户 <A&B>")),
				value("state", knownvalue.StringExact("teststate")),
				value("skip_verify", knownvalue.Bool(false)),
				value("user_ids", users("lisi", "zhangsan")),
				value("department_ids", knownvalue.SetExact([]knownvalue.Check{knownvalue.Int64Exact(2), knownvalue.Int64Exact(3)})),
				value("is_exclusive", knownvalue.Bool(true)),
				value("mark_source", knownvalue.Bool(false)),
			},
			Check: e.Sent(`add_contact_way {"type":2,"scene":2,"remark":"渠道客户 <A&B>","skip_verify":false,"state":"teststate",` +
				`"user":["lisi","zhangsan"],"party":[2,3],"is_exclusive":true,"mark_source":false}`),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"is_exclusive"}}, // not shown by WeCom
		resource.TestStep{Config: config, PlanOnly: true},
	)
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

// Each update is one write with every field; id and QR code stay.
func TestContactWay_update(t *testing.T) {
	e := acctest.New(t, departments)
	id, code := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesSame())
	stable := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{id.AddStateValue(address, tfjsonpath.New("id")), code.AddStateValue(address, tfjsonpath.New("qr_code"))}
	}
	step := func(body string, lines ...string) resource.TestStep {
		s := resource.TestStep{Config: e.Config(way("multi", "qr_code", lines...)), ConfigPlanChecks: inPlace(), ConfigStateChecks: stable()}
		s.ConfigPlanChecks.PreApply = append(s.ConfigPlanChecks.PreApply, plancheck.ExpectKnownValue(address, tfjsonpath.New("qr_code"), knownvalue.NotNull()))
		s.Check = sent(t, e, "update_contact_way "+body)
		return s
	}
	e.Run(
		resource.TestStep{
			Config:            e.Config(way("multi", "qr_code", `remark = "旧"`, `state = "a"`, `user_ids = ["zhangsan"]`, `mark_source = true`)),
			ConfigStateChecks: stable(), Check: e.Sent("add_contact_way"),
		},
		step(`{"config_id":"ID","remark":"新","state":"a","skip_verify":true,"user":["zhangsan"],"mark_source":true}`,
			`remark = "新"`, `state = "a"`, `user_ids = ["zhangsan"]`),
		step(`{"config_id":"ID","remark":"新","state":"b","skip_verify":false,"user":["lisi"],"party":[2],"mark_source":false}`,
			`remark = "新"`, `state = "b"`, "skip_verify = false", `user_ids = ["lisi"]`, "department_ids = [2]", "mark_source = false"),
		// Lines whose default or last value is meant: true is sent, mark_source stays as it was.
		step(`{"config_id":"ID","remark":"新","state":"b","skip_verify":true,"user":["lisi"],"party":[3],"mark_source":false}`,
			`remark = "新"`, `state = "b"`, `user_ids = ["lisi"]`, "department_ids = [3]"),
		// Terraform's own settings are not WeCom's business.
		resource.TestStep{
			Config: e.Config(way("multi", "qr_code", `remark = "新"`, `state = "b"`, `user_ids = ["lisi"]`, "department_ids = [3]", "deletion_protection = true")),
			Check:  e.Sent(), ConfigPlanChecks: inPlace(),
		},
		resource.TestStep{
			Config: e.Config(way("multi", "qr_code", `remark = "新"`, `state = "b"`, `user_ids = ["lisi"]`, "department_ids = [3]")), Check: e.Sent(),
		},
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

// What a removed line does is not documented: obeyed, ignored or refused.
func TestContactWay_unset(t *testing.T) {
	full := []string{`remark = "旧"`, `state = "a"`, `user_ids = ["zhangsan"]`, "department_ids = [2]"}
	for _, c := range []struct {
		name, reading string
		lines         []string
		obeyed        string
		ignored       string
	}{
		{"remark", "", full[1:], `{"config_id":"ID","remark":"","state":"a","skip_verify":true,"user":["zhangsan"],"party":[2],"mark_source":true}`, "remark of contact way"},
		{"state", "", []string{full[0], full[2], full[3]}, `{"config_id":"ID","remark":"旧","state":"","skip_verify":true,"user":["zhangsan"],"party":[2],"mark_source":true}`, "state of contact way"},
		{"user_ids", "", []string{full[0], full[1], full[3]}, `{"config_id":"ID","remark":"旧","state":"a","skip_verify":true,"user":[],"party":[2],"mark_source":true}`, "user_ids of contact way"},
		{"department_ids", "", full[:3], `{"config_id":"ID","remark":"旧","state":"a","skip_verify":true,"user":["zhangsan"],"party":[],"mark_source":true}`, "department_ids of contact way"},
	} {
		for _, reading := range []string{emulator.EmptyClears, emulator.EmptyIgnored, emulator.EmptyRefused} {
			t.Run(c.name+" "+reading, func(t *testing.T) {
				e := acctest.New(t, departments)
				e.SetSwitches(func(s *emulator.Switches) { s.WayEmptyText, s.WayEmptyList = reading, reading })
				before, after := e.Config(way("multi", "qr_code", full...)), e.Config(way("multi", "qr_code", c.lines...))
				steps := []resource.TestStep{{Config: before}}
				if reading == emulator.EmptyClears {
					steps = append(steps,
						resource.TestStep{PreConfig: e.Forget, Config: after, ConfigPlanChecks: inPlace(), Check: sent(t, e, "update_contact_way "+c.obeyed)},
						resource.TestStep{Config: after, PlanOnly: true})
				} else {
					// Said aloud, and the state keeps what WeCom has.
					steps = append(steps,
						resource.TestStep{PreConfig: e.Forget, Config: after, ExpectError: acctest.Says(c.ignored)},
						resource.TestStep{Config: after, PlanOnly: true, ExpectNonEmptyPlan: true},
						resource.TestStep{PreConfig: e.Forget, Config: before, Check: e.Sent()})
				}
				e.Run(steps...)
			})
		}
	}
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

func TestContactWay_drift(t *testing.T) {
	e := acctest.New(t, departments)
	config := e.Config(way("multi", "qr_code", `remark = "备注"`, `state = "a"`, `user_ids = ["zhangsan"]`, "department_ids = [2]", "mark_source = true"))
	repaired := func(change func(*emulator.ContactWay)) resource.TestStep {
		return resource.TestStep{
			PreConfig: func() { edit(t, e, change); e.Forget() },
			Config:    config, ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way"),
		}
	}
	e.Run(
		resource.TestStep{Config: config},
		repaired(func(w *emulator.ContactWay) { w.Remark = "别的" }),
		repaired(func(w *emulator.ContactWay) { w.Remark = "" }),
		repaired(func(w *emulator.ContactWay) { w.State = "b" }),
		repaired(func(w *emulator.ContactWay) { w.SkipVerify = false }),
		repaired(func(w *emulator.ContactWay) { w.Users = []string{"lisi"} }),
		repaired(func(w *emulator.ContactWay) { w.Users = []string{"lisi", "zhangsan"} }),
		repaired(func(w *emulator.ContactWay) { w.Departments = []int64{3} }),
		repaired(func(w *emulator.ContactWay) { w.Departments = nil }),
		repaired(func(w *emulator.ContactWay) { w.MarkSource = false }),
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

func TestContactWay_disappears(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one())
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() { acctest.Must(t, e.Console().DeleteContactWay(only(t, e).ConfigID)); e.Forget() },
			Config:    config, ConfigPlanChecks: action(plancheck.ResourceActionCreate), Check: e.Sent("add_contact_way"),
		},
		// Gone while the destroy runs: as good as destroyed.
		resource.TestStep{
			PreConfig: func() {
				id := only(t, e).ConfigID
				e.Before("del_contact_way", func() { acctest.Must(t, e.Console().DeleteContactWay(id)) })
			},
			Config: e.Config(""),
		},
	)
}
