// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package followuser_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const config = "data \"wecom_follow_users\" \"all\" {}\n"

func shows(ids ...knownvalue.Check) []statecheck.StateCheck {
	return []statecheck.StateCheck{statecheck.ExpectKnownValue("data.wecom_follow_users.all", tfjsonpath.New("user_ids"), knownvalue.SetExact(ids))}
}

func TestFollowUsers(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.Members = append(c.Members, emulator.Member{UserID: "wangwu", Name: "王五"})
	})
	see := func(users ...string) func() {
		return func() {
			if err := e.Console().SetVisibleRange(acctest.AppName, nil, users); err != nil {
				t.Fatal(err)
			}
			e.Keep()
		}
	}
	e.SetSwitches(func(s *emulator.Switches) { s.Shuffle = 1 })
	e.Run(
		// wangwu is visible, but has no customer contact.
		resource.TestStep{Config: e.Config(config), ConfigStateChecks: shows(knownvalue.StringExact("lisi"), knownvalue.StringExact("zhangsan"))},
		resource.TestStep{PreConfig: see("lisi", "wangwu"), Config: e.Config(config), ConfigStateChecks: shows(knownvalue.StringExact("lisi"))},
		resource.TestStep{PreConfig: see("wangwu"), Config: e.Config(config), ConfigStateChecks: shows()},
		resource.TestStep{
			PreConfig: func() {
				if err := e.Console().SetCustomerContact(acctest.AppName, false); err != nil {
					t.Fatal(err)
				}
				e.Keep()
			},
			Config: e.Config(config), ExpectError: acctest.Says("客户联系 → 可调用接口的应用"),
		},
	)
}
