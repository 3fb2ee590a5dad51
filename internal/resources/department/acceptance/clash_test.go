// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func pair(a, b string) string {
	return fmt.Sprintf(`
resource "wecom_department" "test" {
  id   = 9
  %s
}
resource "wecom_department" "other" {
  id   = 10
  %s
}
`, a, b)
}

// Two siblings swap names: WeCom refuses each while the other has the name.
func TestDepartment_swapNames(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(pair(`name = "甲"`, `name = "乙"`))},
		resource.TestStep{
			Config: e.Config(pair(`name = "乙"`, `name = "甲"`)),
			ConfigPlanChecks: acctest.Planned(
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectResourceAction("wecom_department.other", plancheck.ResourceActionUpdate)),
		},
	)
}

// A chain: test takes the name that other gives up in the same apply.
func TestDepartment_takeOverName(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(pair(`name = "甲"`, `name = "乙"`))},
		resource.TestStep{Config: e.Config(pair(`name = "乙"`, `name = "丙"`))},
	)
}

// Another address takes name and id of a department that goes in the same apply.
func TestDepartment_addressChanges(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("甲", `id = 9`))},
		resource.TestStep{Config: e.Config(`
resource "wecom_department" "renamed" {
  id   = 9
  name = "甲"
}`)},
	)
}

// A department becomes the child of its own child: the child moves up first.
func TestDepartment_turnTreeOver(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(pair(`name = "上"`, "name = \"下\"\n  parent_id = wecom_department.test.id"))},
		resource.TestStep{Config: e.Config(pair("name = \"上\"\n  parent_id = wecom_department.other.id", `name = "下"`))},
	)
}
