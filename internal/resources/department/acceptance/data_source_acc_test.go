// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func branches(c *emulator.Corp) {
	c.Departments = append(c.Departments,
		emulator.Department{ID: 2, Name: "研发中心", NameEN: "R&D", ParentID: 1, Order: 10},
		emulator.Department{ID: 3, Name: "后端", ParentID: 2, Order: 9},
		emulator.Department{ID: 4, Name: "支付/结算", ParentID: 3, Order: 8},
		emulator.Department{ID: 5, Name: "支付", ParentID: 3, Order: 7},
		emulator.Department{ID: 6, Name: "结算", ParentID: 5, Order: 6},
		emulator.Department{ID: 7, Name: "销售", ParentID: 1, Order: 5},
	)
}

func data(lines string) string { return "data \"wecom_department\" \"test\" {\n  " + lines + "\n}\n" }

func TestDepartmentData_find(t *testing.T) {
	const address = "data.wecom_department.test"
	for _, c := range []struct {
		lines string
		id    int64
		path  string
		calls int
	}{
		{`id = 1`, 1, "department/get", 1},
		{`id = 3`, 3, "department/get", 1},
		{`path = "研发中心"`, 2, "department/list", 1},
		{`path = "研发中心/后端"`, 3, "department/list", 1},
		{`path = "研发中心/后端/支付"`, 5, "department/list", 1},
	} {
		t.Run(c.lines, func(t *testing.T) {
			e := acctest.New(t, branches)
			e.Run(resource.TestStep{
				Config: e.Config(data(c.lines)),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.Int64Exact(c.id)),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("name"), knownvalue.NotNull()),
				},
				Check: e.Sent(),
			})
		})
	}
}

func TestDepartmentData_refused(t *testing.T) {
	for _, c := range []struct{ name, lines, want string }{
		{"unknown id", `id = 99`, "60003"},
		{"near miss", `path = "研发中心/前端"`, "后端"},
		{"two matches", `path = "研发中心/后端/支付/结算"`, "2 departments have this path: id 4 under 3, id 6 under 5"},
		{"empty path", `path = ""`, "path"},
		{"both", "id = 1\npath = \"销售\"", "id"},
		{"neither", "", "id"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, branches)
			e.Run(resource.TestStep{Config: e.Config(data(c.lines)), ExpectError: acctest.Says(c.want)})
		})
	}
}

// An app that sees a part of the corp: "not visible" is not "gone".
func TestDepartmentData_notVisible(t *testing.T) {
	narrow := func(c *emulator.Corp) {
		branches(c)
		c.Apps[1].VisibleDepartments = []int64{3}
	}
	e := acctest.New(t, narrow)
	e.Run(
		resource.TestStep{Config: e.Config(data(`id = 7`)), ExpectError: acctest.Says("可见范围")},
		resource.TestStep{Config: e.Config(data(`id = 99`)), ExpectError: acctest.Says("60003")},
		resource.TestStep{Config: e.Config("data \"wecom_departments\" \"test\" {\n parent_id = 7\n}"), ExpectError: acctest.Says("可见范围")},
		resource.TestStep{
			Config: e.Config("data \"wecom_departments\" \"test\" {}"),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.wecom_departments.test", tfjsonpath.New("departments"), knownvalue.ListSizeExact(4)),
			},
		},
	)
}

// The resource in the same case: an error, never a removal from the state.
func TestDepartment_notVisible(t *testing.T) {
	for _, hidden := range []bool{false, true} {
		t.Run(fmt.Sprint("answers 60003 ", hidden), func(t *testing.T) {
			e := acctest.New(t)
			config := e.Config(one("研发", `id = 9`))
			e.SetSwitches(func(s *emulator.Switches) { s.NotVisibleDepartment60003 = hidden })
			narrow := func(to ...int64) func() {
				return func() {
					acctest.Must(t, e.Console().SetVisibleRange(acctest.AppName, to, []string{"zhangsan"}))
					e.Forget()
				}
			}
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{PreConfig: narrow(), Config: config, PlanOnly: true, ExpectError: acctest.Says("可见范围")},
				resource.TestStep{PreConfig: func() {
					narrow(1)()
					e.Keep()
					e.SetSwitches(func(s *emulator.Switches) { s.NotVisibleDepartment60003 = false })
				}, Config: config, PlanOnly: true},
				resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().DeleteDepartment(9)); e.Keep() }, Config: e.Config("")},
			)
		})
	}
}

func TestDepartmentsData(t *testing.T) {
	const address = "data.wecom_departments.test"
	for _, c := range []struct {
		name, lines string
		ids         []int64
		paths       []string
	}{
		{"all", "", []int64{1, 2, 3, 4, 5, 6, 7}, []string{"", "研发中心", "研发中心/后端", "研发中心/后端/支付/结算", "研发中心/后端/支付", "研发中心/后端/支付/结算", "销售"}},
		{"direct children", "parent_id = 1", []int64{2, 7}, []string{"研发中心", "销售"}},
		{"descendants", "parent_id = 2\nrecursive = true", []int64{3, 4, 5, 6}, []string{"后端", "后端/支付/结算", "后端/支付", "后端/支付/结算"}},
		{"leaf", "parent_id = 7", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, branches)
			checks := []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("departments"), knownvalue.ListSizeExact(len(c.ids)))}
			for i, id := range c.ids {
				at := tfjsonpath.New("departments").AtSliceIndex(i)
				checks = append(checks,
					statecheck.ExpectKnownValue(address, at.AtMapKey("id"), knownvalue.Int64Exact(id)),
					statecheck.ExpectKnownValue(address, at.AtMapKey("path"), knownvalue.StringExact(c.paths[i])))
			}
			e.SetSwitches(func(s *emulator.Switches) { s.Shuffle = 7 })
			e.Run(resource.TestStep{Config: e.Config("data \"wecom_departments\" \"test\" {\n" + c.lines + "\n}\n"), ConfigStateChecks: checks})
		})
	}
	t.Run("unknown parent", func(t *testing.T) {
		e := acctest.New(t, branches)
		e.Run(resource.TestStep{Config: e.Config("data \"wecom_departments\" \"test\" {\n parent_id = 99\n}\n"), ExpectError: acctest.Says("60003")})
	})
}

// With the contacts secret alone, ids are all there is: names are null, and a path cannot be looked up.
func TestDepartmentData_idsOnly(t *testing.T) {
	e := acctest.New(t, branches)
	e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
	e.Run(
		resource.TestStep{
			Config: e.Config(data(`id = 3`)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.wecom_department.test", tfjsonpath.New("parent_id"), knownvalue.Int64Exact(2)),
				statecheck.ExpectKnownValue("data.wecom_department.test", tfjsonpath.New("name"), knownvalue.Null()),
			},
		},
		resource.TestStep{Config: e.Config(data(`path = "销售"`)), ExpectError: acctest.Says("secret")},
		resource.TestStep{
			Config:            e.Config("data \"wecom_departments\" \"test\" {}"),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue("data.wecom_departments.test", tfjsonpath.New("departments"), knownvalue.ListSizeExact(7))},
		},
	)
}
