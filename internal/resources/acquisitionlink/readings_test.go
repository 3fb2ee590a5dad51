// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The ladder once more under each reading of what the pages leave open.
func TestAcquisitionLink_eachReading(t *testing.T) {
	acctest.EachReading(t, []string{"acquisition_link", "external"}, balance, func(t *testing.T, e *acctest.Env, _ emulator.Reading) {
		t.Helper()
		ladder(t, e)
	})
}

// Reads that show the corp as it was before the last write: an apply waits
// until its own writes can be read, so that the next plan is empty.
func TestAcquisitionLink_readsLag(t *testing.T) {
	for reads := range 5 {
		t.Run(fmt.Sprint(reads), func(t *testing.T) {
			e := acctest.New(t, balance)
			e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = reads })
			ladder(t, e)
		})
	}
}

// balance lets links be made where that needs a balance.
func balance(c *emulator.Corp) {
	c.AcquisitionQuota = emulator.AcquisitionQuota{Total: 9, Batches: []emulator.QuotaBatch{{ExpireDate: 4102444800, Balance: 9}}}
}

// ladder is apply, empty plan, imports with an empty plan, drift seen and
// repaired, deletion seen and repaired, destroy.
func ladder(t *testing.T, e *acctest.Env) {
	t.Helper()
	mark := "mark_source = false"
	if e.Switches().LinkMarkSourceAbsent {
		mark = "" // cannot be seen after an import; see markSourceNotShown
	}
	const plain = "wecom_acquisition_link.plain"
	config := e.Config(one("全", `user_ids = ["lisi", "zhangsan"]`, "skip_verify = false", mark,
		`priority = { scope = "designated", user_ids = ["lisi"] }`) + `
resource "wecom_acquisition_link" "plain" {
  name           = "简"
  department_ids = [1]
}
`)
	imported := func(address string) resource.TestStep {
		return resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID}
	}
	full := func() emulator.AcquisitionLink {
		links := e.Corp().AcquisitionLinks
		return links[slices.IndexFunc(links, func(l emulator.AcquisitionLink) bool { return l.PriorityType != 0 })]
	}
	var before emulator.AcquisitionLink
	e.Run(
		resource.TestStep{Config: config, Check: e.Sent(createLink, createLink)},
		resource.TestStep{Config: config, ConfigPlanChecks: acctest.Planned(plancheck.ExpectEmptyPlan()), Check: e.Sent()},
		imported(address),
		imported(plain),
		resource.TestStep{
			PreConfig: func() {
				before = full()
				acctest.Must(t, e.Console().UpdateAcquisitionLink(before.ID, func(l *emulator.AcquisitionLink) {
					l.Name, l.Users, l.Departments, l.SkipVerify, l.PriorityUsers = "改", []string{"zhangsan"}, []int64{1}, true, []string{"zhangsan"}
				}))
				e.Forget()
			},
			Config: config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectResourceAction(plain, plancheck.ResourceActionNoop)),
			Check: resource.ComposeTestCheckFunc(e.Sent(updateLink), func(*terraform.State) error {
				if after := full(); fmt.Sprint(after) != fmt.Sprint(before) {
					return fmt.Errorf("not repaired: %v, want %v", after, before)
				}
				return nil
			}),
		},
		resource.TestStep{
			PreConfig: func() { acctest.Must(t, e.Console().DeleteAcquisitionLink(before.ID)); e.Forget() },
			Config:    config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
				plancheck.ExpectResourceAction(plain, plancheck.ResourceActionNoop)),
			Check: e.Sent(createLink),
		},
	)
}
