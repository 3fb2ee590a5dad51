// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

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

// A child that moves out in the same apply, while WeCom refuses the delete of the parent until it has left. Terraform
// runs the two side by side when the child names the parent by number.
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

// When the child refers to the parent, Terraform destroys the parent before it updates the child, unless the parent is
// create_before_destroy.
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
