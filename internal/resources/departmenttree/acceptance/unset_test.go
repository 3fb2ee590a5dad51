// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// What is not written any more stays as it is in the corp, and is nobody's drift.
func TestDepartmentTree_unset(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(tree(`
    "甲" = { id = 10, name_en = "A", order = 7 }
    "甲/子" = { id = 11 }`, "exclusive = true", "deletion_protection = true", `ids_of = ["甲"]`)), ConfigStateChecks: ids(map[string]int64{"甲": 10})},
		resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(tree("\"甲\" = {}\n\"甲/子\" = {}")), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			ConfigStateChecks: append(ids(map[string]int64{"甲": 10, "甲/子": 11}),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("exclusive"), knownvalue.Bool(false)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("deletion_protection"), knownvalue.Bool(false)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("ids_of"), knownvalue.Null())),
			Check: e.Sent(),
		},
		resource.TestStep{
			PreConfig: func() {
				want := emulator.Department{ID: 10, Name: "甲", NameEN: "A", ParentID: 1, Order: 7}
				for _, d := range e.Corp().Departments {
					if d.ID == 10 && d != want {
						t.Errorf("the department is %+v, want %+v", d, want)
					}
				}
				acctest.Must(t, e.Console().SetDepartmentOrder(10, 8))
				acctest.Must(t, e.Console().SetDepartmentNameEN(10, "B"))
				_, err := e.Console().CreateDepartment(10, "别人的")
				acctest.Must(t, err)
				e.Forget()
			},
			Config: e.Config(tree("\"甲\" = {}\n\"甲/子\" = {}")), PlanOnly: true,
		},
		resource.TestStep{
			PreConfig: func() {
				for _, d := range e.Corp().Departments {
					if d.Name == "别人的" {
						acctest.Must(t, e.Console().DeleteDepartment(d.ID))
					}
				}
			},
			Config: e.Config(tree("\"甲\" = {}\n\"甲/子\" = {}")), PlanOnly: true,
		},
	)
}

// Mistakes fail in the plan, with their place in the text; TestInvalidText knows all of them.
func TestDepartmentTree_invalid(t *testing.T) {
	for name, c := range map[string]struct{ config, want string }{
		"no JSON":      {"resource \"wecom_department_tree\" \"test\" {\n  departments = \"研发\"\n}\n", "departments"},
		"no parent":    {tree(`"甲/子" = {}`), `departments["甲/子"]: its parent "甲" is not declared`},
		"attribute":    {tree(`"甲" = { colour = 1 }`), `departments["甲"].colour: unknown attribute`},
		"name":         {tree(`"甲|乙" = {}`), `contains "|"`},
		"ids_of":       {tree(`"甲" = {}`, `ids_of = ["乙"]`), `ids_of names paths that departments does not have: "乙"`},
		"parent_id":    {tree(`"甲" = {}`, "parent_id = 0"), "parent_id value must be between 1 and 4294967295"},
		"wait":         {tree(`"甲" = {}`, "timeouts {\n delete = \"long\"\n}"), "time"},
		"two mistakes": {tree("\"甲/子\" = {}\n\"乙\" = { id = 1 }"), "department 1 is the corp itself"},
	} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t)
			e.Run(resource.TestStep{Config: e.Config(c.config), PlanOnly: true, ExpectError: acctest.Says(c.want)})
			if calls := e.Requests(); len(calls) > 0 {
				t.Errorf("a wrong text was seen only after %v", calls)
			}
		})
	}
}
