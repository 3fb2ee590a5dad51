// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

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

// A lost answer of a create makes no twin: what was made is adopted, what was not is made again.
func TestContactWay_lostCreate(t *testing.T) {
	for name, c := range map[string]struct {
		when  emulator.When
		calls int
	}{"made": {emulator.After, 1}, "not made": {emulator.Before, 2}} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t)
			config := e.Config(way("multi", "qr_code", `remark = "海报"`, `state = "a"`, `user_ids = ["zhangsan", "lisi"]`))
			e.Inject(emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultLostReply, When: c.when})
			e.Run(
				resource.TestStep{
					Config: config,
					Check: resource.ComposeTestCheckFunc(e.Calls("externalcontact/add_contact_way", c.calls), func(s *terraform.State) error {
						w := only(t, e)
						if got := s.RootModule().Resources[address].Primary; got.ID != w.ConfigID || got.Attributes["qr_code"] == "" {
							return fmt.Errorf("state %v, want %s with its code", got.Attributes, w.ConfigID)
						}
						return nil
					}),
				},
				resource.TestStep{Config: config, PlanOnly: true},
			)
		})
	}
}

// Two contact ways of the same content whose answers are both lost become two.
func TestContactWay_lostCreateOfTwo(t *testing.T) {
	e := acctest.New(t)
	e.Inject(emulator.Fault{Path: "add_contact_way", Times: 2, Kind: emulator.FaultLostReply, When: emulator.After})
	config := e.Config(one(`remark = "同"`) + strings.Replace(one(`remark = "同"`), `"test"`, `"other"`, 1))
	e.Run(resource.TestStep{Config: config, Check: func(s *terraform.State) error {
		a, b := s.RootModule().Resources[address].Primary.ID, s.RootModule().Resources["wecom_contact_way.other"].Primary.ID
		if n := len(e.Corp().ContactWays); n != 2 || a == b {
			return fmt.Errorf("%d contact ways, ids %s and %s", n, a, b)
		}
		return nil
	}})
}

// A temporary one cannot be looked for: WeCom never lists it.
func TestContactWay_lostTemporaryCreate(t *testing.T) {
	e := acctest.New(t)
	e.Inject(emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultLostReply, When: emulator.After})
	e.Run(
		resource.TestStep{Config: e.Config(one(session())), ExpectError: acctest.Says("WeCom never lists temporary contact ways, so it cannot be looked for. If it was made, it expires by itself.")},
		resource.TestStep{
			PreConfig: func() { acctest.Must(t, e.Console().DeleteContactWay(only(t, e).ConfigID)) },
			Config:    e.Config(one(session())),
		},
	)
}

// Several that may be the lost one: nobody guesses.
func TestContactWay_lostCreateAmongEquals(t *testing.T) {
	e := acctest.New(t)
	e.Inject(emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultLostReply, When: emulator.After})
	e.Before("list_contact_way", func() {
		w := only(t, e)
		w.ConfigID = ""
		_, err := e.Console().AddContactWay(w)
		acctest.Must(t, err)
	})
	e.Run(resource.TestStep{Config: e.Config(one()), ExpectError: acctest.Says("Ways made by API are not shown in the console. Compare")},
		resource.TestStep{Config: e.Config(""), Check: e.Kept()}) // nobody knows which one is whose
	if n := len(e.Requests("externalcontact/add_contact_way")); n != 1 {
		t.Errorf("want one create, got %d", n)
	}
}

// Someone edits between plan and apply: the apply does what was planned, and no result is inconsistent.
func TestContactWay_editedMeanwhile(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one(`remark = "新"`))
	e.Run(
		resource.TestStep{Config: e.Config(one(`remark = "旧"`))},
		resource.TestStep{
			PreConfig: func() {
				id := only(t, e).ConfigID
				e.Before("update_contact_way", func() {
					e.Before("get_contact_way", func() {
						acctest.Must(t, e.Console().UpdateContactWay(id, func(w *emulator.ContactWay) { w.SkipVerify = false }))
					})
				})
			},
			Config: config, ExpectNonEmptyPlan: true,
		},
		resource.TestStep{Config: config, ConfigPlanChecks: inPlace()},
		// Deleted while the update runs.
		resource.TestStep{
			PreConfig: func() {
				id := only(t, e).ConfigID
				e.Before("update_contact_way", func() { acctest.Must(t, e.Console().DeleteContactWay(id)) })
			},
			Config: e.Config(one(`remark = "三"`)), ExpectError: acctest.Says("it was deleted since the plan was made"),
		},
		resource.TestStep{Config: config, ConfigPlanChecks: action(plancheck.ResourceActionCreate)},
	)
}
