// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_department.test"

// one renders a department named test with extra lines.
func one(name string, lines ...string) string {
	return fmt.Sprintf("resource \"wecom_department\" \"test\" {\n  name = %q\n  %s\n}\n", name, strings.Join(lines, "\n  "))
}

func TestDepartment_update(t *testing.T) {
	e := acctest.New(t)
	tree := func(name, parent, order string) string {
		return e.Config(fmt.Sprintf(`
resource "wecom_department" "a" {
  id   = 2
  name = "甲"
}
resource "wecom_department" "b" {
  id   = 3
  name = "乙"
}
resource "wecom_department" "test" {
  id        = 50
  name      = %q
  parent_id = wecom_department.%s.id
  order     = %s
}
resource "wecom_department" "child" {
  id        = 51
  name      = "子"
  parent_id = wecom_department.test.id
}
`, name, parent, order))
	}
	inPlace := acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
		plancheck.ExpectResourceAction("wecom_department.child", plancheck.ResourceActionNoop))
	e.Run(
		resource.TestStep{Config: tree("后端", "a", "7"), Check: e.Sent("department/create", "department/create", "department/create", "department/create")},
		resource.TestStep{Config: tree("服务端", "a", "7"), ConfigPlanChecks: inPlace, Check: e.Sent(`department/update {"id":50,"name":"服务端"}`)},
		resource.TestStep{Config: tree("服务端", "a", "8"), ConfigPlanChecks: inPlace, Check: e.Sent(`department/update {"id":50,"order":8}`)},
		resource.TestStep{
			Config: tree("服务端", "b", "8"), ConfigPlanChecks: inPlace,
			Check: resource.ComposeTestCheckFunc(
				e.Sent(`department/update {"id":50,"parentid":3}`),
				resource.TestCheckResourceAttrPair(address, "parent_id", "wecom_department.b", "id"),
			),
		},
		resource.TestStep{Config: tree("服务端", "b", "8"), Check: e.Sent()},
	)
}

func TestDepartment_leaders(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("销售", `id = 9`))},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().MoveMember("zhangsan", 9))
				acctest.Must(t, e.Console().SetDepartmentLeaders(9, "zhangsan"))
			},
			Config: e.Config(one("销售", `id = 9`)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("leader_user_ids"), knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact("zhangsan")})),
			},
		},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().MoveMember("zhangsan", 1)) }, Config: e.Config(""), Check: e.Kept()},
	)
}

func TestDepartment_nameENIgnored(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.NameENIgnored = true })
	config := e.Config(one("市场", `name_en = "Marketing"`, `id = 9`))
	e.Run(
		resource.TestStep{Config: config, Check: e.Sent("department/create")},
		resource.TestStep{Config: config, PlanOnly: true},
		resource.TestStep{
			PreConfig: func() { e.SetSwitches(func(s *emulator.Switches) { s.NameENIgnored = false }) },
			Config:    e.Config(one("市场", `name_en = "Market"`, `id = 9`)),
			Check:     e.Sent(`department/update {"id":9,"name_en":"Market"}`),
		},
		resource.TestStep{
			PreConfig:        func() { acctest.Must(t, e.Console().SetDepartmentNameEN(9, "")) },
			Config:           e.Config(one("市场", `name_en = "Market"`, `id = 9`)),
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)),
		},
	)
}

// Whether the 32 bits of an id are signed is not documented: what WeCom chose may be above what a user may choose, and
// must do as a parent all the same.
func TestDepartment_largeID(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.LargeDepartmentIDs = true })
	config := e.Config(one("上") + `
resource "wecom_department" "below" {
  name      = "下"
  parent_id = wecom_department.test.id
}
data "wecom_departments" "below" {
  parent_id  = wecom_department.test.id
  depends_on = [wecom_department.below]
}
data "wecom_department" "below" { id = wecom_department.below.id }
data "wecom_members" "none" { department_id = wecom_department.below.id }
resource "wecom_department_tree" "tree" {
  parent_id   = wecom_department.below.id
  departments = jsonencode({ "a" = {} })
}`)
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{Config: config, ConfigPlanChecks: acctest.Planned(plancheck.ExpectEmptyPlan())},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
	)
}
