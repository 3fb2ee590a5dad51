// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The ladder once more under each reading of what the pages leave open.
func TestDepartment_eachReading(t *testing.T) {
	acctest.EachReading(t, []string{"directory"}, nil, func(t *testing.T, e *acctest.Env, r emulator.Reading) {
		t.Helper()
		config := e.Config(one("研发", `id = 9`, `name_en = "R"`) + `
resource "wecom_department" "other" {
  id        = 10
  name      = "测试"
  parent_id = wecom_department.test.id
}
resource "wecom_department" "third" {
  id   = 11
  name = "文档"
}`)
		var notShown []string
		if r.Switch == "NameENIgnored" { // WeCom does not keep it, so an import cannot find it
			notShown = []string{"name_en"}
		}
		e.Run(
			resource.TestStep{Config: config},
			resource.TestStep{Config: config, PlanOnly: true},
			resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: notShown},
			resource.TestStep{
				PreConfig: func() {
					acctest.Must(t, e.Console().RenameDepartment(9, "别的"))
					acctest.Must(t, e.Console().MoveDepartment(10, 1))
				},
				Config: config,
				ConfigPlanChecks: acctest.Planned(
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
					plancheck.ExpectResourceAction("wecom_department.other", plancheck.ResourceActionUpdate),
					plancheck.ExpectResourceAction("wecom_department.third", plancheck.ResourceActionNoop)),
			},
			resource.TestStep{
				PreConfig:        func() { acctest.Must(t, e.Console().DeleteDepartment(10)) },
				Config:           config,
				ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction("wecom_department.other", plancheck.ResourceActionCreate)),
			},
		)
	})
}
