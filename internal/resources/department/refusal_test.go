// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func TestDepartment_invalid(t *testing.T) {
	e := acctest.New(t)
	for _, c := range []struct{ name, hcl, want string }{
		{"empty name", one(""), "the name is empty"},
		{"long name", one(strings.Repeat("长", 65)), "has 65 characters; WeCom allows 64"},
		{"leading blank", one(" a"), "begins or ends with a blank"},
		{"ideographic blank", one("a　"), "begins or ends with a blank"},
		{"forbidden", one("a:b"), `contains ":"`},
		{"full-width bar", one("a｜b"), `contains "｜"`},
		{"forbidden English name", one("a", `name_en = "a|b"`), `contains "|"`},
		{"empty English name", one("a", `name_en = ""`), "the name is empty"},
		{"root", one("a", `id = 1`), "Root department cannot be created"},
		{"id zero", one("a", `id = 0`), "Invalid department id"},
		{"id too large", one("a", `id = 2147483648`), "Invalid department id"},
		{"order too large", one("a", `order = 4294967296`), "order"},
		{"negative order", one("a", `order = -1`), "order"},
		{"parent zero", one("a", `parent_id = 0`), "parent_id"},
		{"own parent", one("a", `id = 9`, `parent_id = 9`), "Department is its own parent"},
		{"bad timeout", one("a", "timeouts {\n delete = \"soon\"\n}"), "Invalid Attribute Value Time Duration"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e.Refuses(t, e.Config(c.hcl), c.want)
		})
	}
	t.Cleanup(func() {
		if calls := e.Requests(); len(calls) > 0 {
			t.Errorf("an invalid configuration must not reach WeCom, got %v", calls)
		}
	})
}

func TestDepartment_refused(t *testing.T) {
	seed := func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 37, Name: "后端", ParentID: 1, Order: 5})
		for id := int64(100); id < 114; id++ { // 14 levels below the root: 113 is on level 15
			parent := id - 1
			if id == 100 {
				parent = 1
			}
			c.Departments = append(c.Departments, emulator.Department{ID: id, Name: fmt.Sprint("层", id), ParentID: parent, Order: 1})
		}
	}
	for _, c := range []struct{ name, hcl, want string }{
		{"sibling of the name", one("后端"), "a sibling of that name exists already (id 37). To manage it, import it: terraform import <address> 37"},
		{"id taken", one("前端", `id = 37`), "department id 37 is taken"},
		{"parent unknown", one("前端", `parent_id = 999`), "errcode 60004"},
		{"too deep", one("深", `parent_id = 113`), "errcode 81002"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, seed)
			e.Run(resource.TestStep{Config: e.Config(c.hcl), ExpectError: acctest.Says(c.want)})
			for _, r := range e.Writes() {
				if r.Changed {
					t.Errorf("%s changed the corp", r.Path)
				}
			}
		})
	}
}

func TestDepartment_parentBelowItself(t *testing.T) {
	e := acctest.New(t)
	tree := func(parent string) string {
		return e.Config(one("上", `id = 9`, parent) + `
resource "wecom_department" "below" {
  id        = 10
  name      = "下"
  parent_id = 9
  depends_on = [wecom_department.test]
}`)
	}
	e.Run(
		resource.TestStep{Config: tree("")},
		resource.TestStep{Config: tree("parent_id = 9"), PlanOnly: true, ExpectError: acctest.Says("Department is its own parent")},
		resource.TestStep{Config: tree("parent_id = 10"), ExpectError: acctest.Says("errcode 60010")},
		resource.TestStep{Config: tree(""), PlanOnly: true},
	)
}

func TestDepartment_root(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("示例公司"))
	e.Run(
		resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStateId: "1", ImportStatePersist: true},
		resource.TestStep{Config: config, PlanOnly: true},
		resource.TestStep{Config: e.Config(one("示例公司", "parent_id = 2")), PlanOnly: true, ExpectError: acctest.Says("Root department cannot be moved")},
		resource.TestStep{Config: e.Config(""), PlanOnly: true, ExpectError: acctest.Says("Root department cannot be deleted")},
		resource.TestStep{Config: e.Config("removed {\n  from = wecom_department.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
	)
	if writes := e.Writes(); len(writes) > 0 {
		t.Errorf("the root must not be written, got %v", writes)
	}
}

func TestDepartment_deletionProtection(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("要紧", `id = 9`, `deletion_protection = true`))},
		resource.TestStep{Config: e.Config(""), PlanOnly: true, ExpectError: acctest.Says("Deletion protection is on")},
		resource.TestStep{Config: e.Config(one("要紧", `id = 10`, `deletion_protection = true`)), PlanOnly: true, ExpectError: acctest.Says("would replace department 9")},
		// Known to Terraform only: switching it off sends nothing.
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one("要紧", `id = 9`)), Check: e.Sent()},
	)
}

func TestDepartment_replaceWarnsAndHappens(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("换", `id = 9`))},
		resource.TestStep{
			// Terraform destroys first here, so the name is free again.
			PreConfig:        e.Forget,
			Config:           e.Config(one("换", `id = 10`)),
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroyBeforeCreate)),
			Check:            e.Sent("department/delete", "department/create"),
		},
	)
}

func TestDepartment_deleteNamesWhatIsInside(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("满", `id = 9`, "timeouts {\n delete = \"50ms\"\n}"))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().MoveMember("lisi", 9))
				_, err := e.Console().CreateDepartment(9, "里")
				acctest.Must(t, err)
			},
			Config:      config,
			Destroy:     true,
			ExpectError: acctest.Says("after waiting 50ms it still has sub-departments: 里 (id 2); members: lisi"),
		},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().MoveMember("lisi", 1))
				acctest.Must(t, e.Console().DeleteDepartment(2))
			},
			Config: e.Config(""), Check: e.Kept(),
		},
	)
}

// A child that moves out in the same apply, while WeCom refuses the delete of
// the parent until it has left. Terraform runs the two side by side when the
// child names the parent by number.
func TestDepartment_deleteWaitsForChildren(t *testing.T) {
	e := acctest.New(t)
	child := func(parent string) string {
		return "resource \"wecom_department\" \"child\" {\n  name = \"子\"\n  " + parent + "\n}\n"
	}
	e.Run(
		resource.TestStep{Config: e.Config(one("旧", `id = 9`))},
		resource.TestStep{Config: e.Config(one("旧", `id = 9`) + child("parent_id = 9"))},
		resource.TestStep{Config: e.Config(child(""))},
	)
}

// When the child refers to the parent, Terraform destroys the parent before it
// updates the child, unless the parent is create_before_destroy.
func TestDepartment_deleteAfterReferringChild(t *testing.T) {
	e := acctest.New(t)
	parent := func(lifecycle string) string {
		return one("旧", "timeouts {\n delete = \"50ms\"\n}", lifecycle) + `
resource "wecom_department" "child" {
  name      = "子"
  parent_id = wecom_department.test.id
}`
	}
	moved := e.Config("resource \"wecom_department\" \"child\" {\n  name = \"子\"\n}\n")
	e.Run(
		resource.TestStep{Config: e.Config(parent(""))},
		resource.TestStep{Config: moved, ExpectError: acctest.Says("Terraform destroys a department before it moves out what referred to it")},
		resource.TestStep{Config: e.Config(parent("lifecycle {\n create_before_destroy = true\n}"))},
		resource.TestStep{Config: moved},
	)
}

// Should WeCom not tell names apart by case, the one in the way is named too.
func TestDepartment_nameDiffersInCase(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 37, Name: "QA", ParentID: 1, Order: 5})
	})
	e.SetSwitches(func(s *emulator.Switches) { s.DepartmentNamesIgnoreCase = true })
	e.Run(resource.TestStep{Config: e.Config(one("qa")), ExpectError: acctest.Says("a sibling of that name exists already (id 37)")})
}
