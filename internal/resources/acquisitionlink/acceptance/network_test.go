// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// A create whose answer is lost makes one link: the one that WeCom made, or a second try when it made none.
func TestAcquisitionLink_lostCreate(t *testing.T) {
	for _, c := range []struct {
		when    emulator.When
		creates int
	}{{emulator.After, 1}, {emulator.Before, 2}} {
		t.Run(string(c.when), func(t *testing.T) {
			// A twin in name and range that was there before, and one of another app, must not be adopted.
			e := acctest.New(t, func(corp *emulator.Corp) {
				corp.AcquisitionLinks = []emulator.AcquisitionLink{
					{ID: "catwin", Name: "丢", Users: []string{"zhangsan"}, SkipVerify: true, MarkSource: true, CreateTime: 1710754200, Owner: acctest.AppName},
					{ID: "caother", Name: "丢", Users: []string{"zhangsan"}, SkipVerify: true, MarkSource: true, Owner: acctest.OtherName},
				}
			})
			e.Inject(emulator.Fault{Path: createLink, Kind: emulator.FaultLostReply, When: c.when})
			e.Run(resource.TestStep{
				Config: e.Config(one("丢", zhangsan)),
				Check: resource.ComposeTestCheckFunc(
					e.Calls(createLink, c.creates),
					resource.TestCheckResourceAttrWith(address, "id", func(id string) error {
						if links := e.Corp().AcquisitionLinks; len(links) != 3 || id == "catwin" || id == "caother" {
							t.Errorf("adopted %s; the corp has %d links, want 3", id, len(links))
						}
						return nil
					})),
			})
		})
	}
}

// A refusal that has nothing to do with the link never removes it from the state.
func TestAcquisitionLink_readRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
		want string
	}{
		{"not listed any more", 48002, "客户联系 → 可调用接口的应用"},
		{"not from this address", 60020, "does not trust"},
		{"app disabled", 50003, "The app is disabled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t)
			config := e.Config(one("在", zhangsan))
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						for _, path := range []string{getLink, listLinks} {
							e.Inject(emulator.Fault{Path: path, Kind: emulator.FaultError, Code: c.code, Times: -1})
						}
					},
					Config: config, PlanOnly: true, ExpectError: acctest.Says(c.want),
				},
				resource.TestStep{
					PreConfig: func() { e.ClearFaults(); e.Forget() },
					Config:    config, ConfigPlanChecks: acctest.Planned(plancheck.ExpectEmptyPlan()), Check: e.Sent(),
				},
			)
		})
	}
}

// A get that refuses a link which the list has leaves the state alone.
func TestAcquisitionLink_readDoubtful(t *testing.T) {
	for _, code := range []int{40058, 60011, 48002} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			e := acctest.New(t)
			config := e.Config(one("疑", zhangsan))
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig:   func() { e.Inject(emulator.Fault{Path: getLink, Kind: emulator.FaultError, Code: code, Times: -1}) },
					Config:      config,
					PlanOnly:    true,
					ExpectError: acctest.Says("Unable to read acquisition link"),
				},
				resource.TestStep{PreConfig: e.ClearFaults, Config: config, ConfigPlanChecks: acctest.Planned(plancheck.ExpectEmptyPlan())},
			)
		})
	}
}

// What an administrator changes between plan and apply is not an error of the apply, and the next plan shows it.
func TestAcquisitionLink_editedMeanwhile(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{
			PreConfig: func() {
				e.Before(getLink, func() {
					edit(t, e, func(l *emulator.AcquisitionLink) { l.Name, l.SkipVerify = "改", false })
				})
			},
			Config:             e.Config(one("甲", zhangsan)),
			ConfigStateChecks:  []statecheck.StateCheck{value("name", knownvalue.StringExact("甲"))},
			ExpectNonEmptyPlan: true,
		},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one("甲", zhangsan)), ConfigPlanChecks: updated(), Check: e.Sent(updateLink)},
	)
}

// User ids do not differ by case; WeCom answers them as in the directory.
func TestAcquisitionLink_spelling(t *testing.T) {
	e := acctest.New(t)
	config := func(id string) string {
		return e.Config(one("拼写", `user_ids = ["`+id+`"]`, `priority = { scope = "designated", user_ids = ["`+id+`"] }`))
	}
	e.Run(
		resource.TestStep{Config: config("ZhangSan"), ConfigStateChecks: []statecheck.StateCheck{value("user_ids", users("ZhangSan"))}},
		resource.TestStep{PreConfig: e.Forget, Config: config("ZHANGSAN"), ConfigPlanChecks: acctest.Planned(plancheck.ExpectEmptyPlan()), Check: e.Sent()},
		resource.TestStep{Config: config("ZHANGSAN"), ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
		resource.TestStep{
			PreConfig: func() { edit(t, e, func(l *emulator.AcquisitionLink) { l.Users = []string{"zhangsan", "lisi"} }) },
			Config:    config("ZHANGSAN"), ConfigPlanChecks: updated(), Check: e.Sent(updateLink),
		},
	)
}

// Where WeCom does not show mark_source it has no effect: what is configured is kept, and an import does not write for
// it.
func TestAcquisitionLink_markSourceNotShown(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.LinkMarkSourceAbsent = true })
	e.Run(
		resource.TestStep{Config: e.Config(one("来源", zhangsan)), ConfigStateChecks: []statecheck.StateCheck{value("mark_source", knownvalue.Null())}},
		resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(one("来源二", zhangsan)), ConfigPlanChecks: updated(),
			ConfigStateChecks: []statecheck.StateCheck{value("mark_source", knownvalue.Null())}, Check: e.Sent(updateLink),
		},
		// As after an import: the configuration says what nobody can see.
		resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(one("来源二", zhangsan, "mark_source = false")),
			ConfigStateChecks: []statecheck.StateCheck{value("mark_source", knownvalue.Bool(false))}, Check: e.Sent(),
		},
		resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(one("来源二", zhangsan, "mark_source = true")),
			ConfigStateChecks: []statecheck.StateCheck{value("mark_source", knownvalue.Bool(true))}, Check: e.Sent(updateLink),
		},
		resource.TestStep{Config: e.Config(one("来源二", zhangsan, "mark_source = true")), PlanOnly: true},
	)
}
