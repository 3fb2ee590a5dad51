// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"fmt"
	"regexp"
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

func TestDepartment_basic(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{
			Config:           e.Config(one("研发中心")),
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.NotNull()),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("name"), knownvalue.StringExact("研发中心")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("name_en"), knownvalue.Null()),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("parent_id"), knownvalue.Int64Exact(1)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("order"), knownvalue.Int64Exact(100000000)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("leader_user_ids"), knownvalue.SetExact(nil)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("deletion_protection"), knownvalue.Bool(false)),
			},
			Check: e.Sent(`department/create {"name":"研发中心","parentid":1}`),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: e.Config(one("研发中心")), PlanOnly: true},
	)
	if writes := e.Writes(); len(writes) != 1 || writes[0].Path != "department/delete" {
		t.Errorf("after the create only the destroy may write, got %v", writes)
	}
}

func TestDepartment_maximal(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(`
resource "wecom_department" "test" {
  id                  = 4711
  name                = "研发/中心 (R&D)"
  name_en             = "R&D"
  parent_id           = wecom_department.top.id
  order               = 4294967295
  deletion_protection = false
  timeouts {
    delete = "2s"
  }
}
resource "wecom_department" "top" {
  name = "产品"
}
`)
	e.Run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.Int64Exact(4711)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("name"), knownvalue.StringExact("研发/中心 (R&D)")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("name_en"), knownvalue.StringExact("R&D")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("order"), knownvalue.Int64Exact(4294967295)),
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"timeouts"}}, // Terraform's own setting, not in WeCom
	)
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

func TestDepartment_unset(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("市场", `name_en = "Marketing"`, `order = 5`))},
		// Neither can be given back to WeCom: removed lines stop being managed.
		resource.TestStep{
			PreConfig: e.Forget,
			Config:    e.Config(one("市场")),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("name_en"), knownvalue.StringExact("Marketing")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("order"), knownvalue.Int64Exact(5)),
			},
			Check: e.Sent(),
		},
		resource.TestStep{
			PreConfig: func() { acctest.Must(t, e.Console().SetDepartmentOrder(2, 9)) },
			Config:    e.Config(one("市场")),
			PlanOnly:  true, // the console may reorder what nobody manages
		},
	)
}

func TestDepartment_drift(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("销售", `name_en = "Sales"`, `order = 5`, `id = 9`) + `
resource "wecom_department" "other" {
  name = "其他"
  id   = 10
}`)
	repaired := func(edit func(), call string) resource.TestStep {
		return resource.TestStep{
			PreConfig:        func() { edit(); e.Forget() },
			Config:           config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)),
			Check:            e.Sent(call),
		}
	}
	e.Run(
		resource.TestStep{Config: config},
		repaired(func() { acctest.Must(t, e.Console().RenameDepartment(9, "销售部")) }, `department/update {"id":9,"name":"销售"}`),
		repaired(func() { acctest.Must(t, e.Console().MoveDepartment(9, 10)) }, `department/update {"id":9,"parentid":1}`),
		repaired(func() { acctest.Must(t, e.Console().SetDepartmentOrder(9, 77)) }, `department/update {"id":9,"order":5}`),
		repaired(func() { acctest.Must(t, e.Console().SetDepartmentNameEN(9, "Trade")) }, `department/update {"id":9,"name_en":"Sales"}`),
		repaired(func() { acctest.Must(t, e.Console().SetDepartmentNameEN(9, "")) }, `department/update {"id":9,"name_en":"Sales"}`),
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

func TestDepartment_disappears(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("临时", `id = 9`))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig:        func() { acctest.Must(t, e.Console().DeleteDepartment(9)) },
			Config:           config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
		},
	)
}

func TestDepartment_partial(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("半途"))
	e.Run(
		resource.TestStep{
			// The department is made, reading it back fails until the client gives up.
			PreConfig: func() {
				e.Inject(emulator.Fault{Path: "department/get", Kind: emulator.FaultServerError, Times: 20})
			},
			Config:             config,
			ExpectNonEmptyPlan: false,
			ExpectError:        regexp.MustCompile(`Unable to read department`),
		},
		resource.TestStep{
			PreConfig:        func() { e.ClearFaults(); e.Forget() },
			Config:           config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionNoop)),
			Check:            e.Sent(), // the id was saved, nothing is made twice
		},
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

// Whether the 32 bits of an id are signed is not documented: what WeCom chose
// may be above what a user may choose, and must do as a parent all the same.
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
		resource.TestStep{Config: config, PlanOnly: true},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
	)
}
