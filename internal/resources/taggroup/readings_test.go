// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The ladder once more under each reading of what the pages leave open.
func TestTagGroup_eachReading(t *testing.T) {
	acctest.EachReading(t, []string{"customer_tag"}, nil, func(t *testing.T, e *acctest.Env, _ emulator.Reading) {
		t.Helper()
		config := e.Config(group("等级", "a = {}\nb = {\n name = \"乙\"\n order = 2\n}", "order = 3"))
		e.Run(
			resource.TestStep{Config: config},
			resource.TestStep{Config: config, PlanOnly: true},
			resource.TestStep{PreConfig: e.Forget, Config: e.Config(group("等级", "a = {}\n乙 = { order = 2 }", "order = 3")), Check: e.Sent()},
			resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
			resource.TestStep{
				PreConfig: func() {
					acctest.Must(t, e.Console().RenameTag(findTag(t, e, "等级", "a"), "改"))
					acctest.Must(t, e.Console().DeleteTag(findTag(t, e, "等级", "乙")))
				},
				Config: config, ConfigPlanChecks: inPlace(),
			},
			resource.TestStep{Config: e.Config(group("等级", "c = {}", "order = 3")), ConfigPlanChecks: inPlace()},
			resource.TestStep{
				PreConfig:        func() { acctest.Must(t, e.Console().DeleteTagGroup(find(t, e, "等级").ID)) },
				Config:           config,
				ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
			},
		)
	})
}
