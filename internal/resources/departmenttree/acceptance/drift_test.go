// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// Each edit in the console shows, and apply takes it back with one call.
func TestDepartmentTree_drift(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(tree(basic))
	same := ids(map[string]int64{"研发中心": 2, "研发中心/后端": 3, "研发中心/后端/支付": 4})
	repaired := func(edit func() error, sent ...string) resource.TestStep {
		return resource.TestStep{PreConfig: func() { acctest.Must(t, edit()); e.Forget() }, Config: config,
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), ConfigStateChecks: same, Check: e.Sent(sent...)}
	}
	e.Run(
		resource.TestStep{Config: config},
		repaired(func() error { return e.Console().RenameDepartment(2, "研究") }, `department/update {"id":2,"name":"研发中心"}`),
		repaired(func() error { return e.Console().MoveDepartment(4, 2) }, `department/update {"id":4,"parentid":3}`),
		repaired(func() error { return e.Console().SetDepartmentOrder(2, 7) }, `department/update {"id":2,"order":100}`),
		repaired(func() error { return e.Console().SetDepartmentNameEN(2, "Else") }, `department/update {"id":2,"name_en":"R&D"}`),
		// 3 is chosen by id, so it is made again with it.
		repaired(func() error { return e.Console().DeleteDepartment(4) }, `department/create {"id":4,"name":"支付","parentid":3}`),
		// What is not written is not managed.
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().SetDepartmentOrder(4, 1)) }, Config: config, PlanOnly: true},
	)
}

// A department that was moved out of the tree is moved back, with its id.
func TestDepartmentTree_movedAway(t *testing.T) {
	e := acctest.New(t)
	base := "resource \"wecom_department\" \"base\" {\n  id = 50\n  name = \"基地\"\n}\nresource \"wecom_department\" \"other\" {\n  id = 60\n  name = \"别处\"\n}\n"
	config := func(departments string) string {
		return e.Config(base + tree(departments, "parent_id = wecom_department.base.id", "depends_on = [wecom_department.other]"))
	}
	both := config(`"甲" = { id = 10 }
    "甲/子" = {}`)
	e.Run(
		resource.TestStep{Config: both},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().MoveDepartment(10, 60)); e.Forget() }, Config: both,
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent(`department/update {"id":10,"parentid":50}`)},
		// Where the move is meant, the entry goes and the department stays.
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().MoveDepartment(10, 60)); e.Forget() }, Config: config(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent(), ConfigStateChecks: ids(nil)},
		// Declared again by its id, it is taken over from where it is.
		resource.TestStep{Config: both, ExpectError: acctest.Says("甲/子 (id")},
		resource.TestStep{Config: config("\"甲\" = { id = 10 }"), Check: e.Sent(`department/update {"id":10,"parentid":50}`)},
		resource.TestStep{PreConfig: func() {
			for _, d := range e.Corp().Departments {
				if d.ParentID == 10 {
					acctest.Must(t, e.Console().DeleteDepartment(d.ID))
				}
			}
		}, Config: config("\"甲\" = { id = 10 }"), PlanOnly: true},
	)
}

func TestDepartmentTree_exclusive(t *testing.T) {
	e := acctest.New(t)
	config := func(exclusive string) string { return e.Config(tree(`"甲" = { id = 10 }`, exclusive)) }
	add := func(parent int64, name string) int64 {
		id, err := e.Console().CreateDepartment(parent, name)
		acctest.Must(t, err)
		e.Forget()
		return id
	}
	var id int64
	e.Run(
		resource.TestStep{Config: config("")},
		// Left alone.
		resource.TestStep{PreConfig: func() { id = add(10, "外人") }, Config: config(""), PlanOnly: true},
		// The apply that makes the tree exclusive deletes nothing; the next plan does.
		resource.TestStep{Config: config("exclusive = true"), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent(), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config("exclusive = true"), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent("department/delete")},
		// Declared where it is: kept.
		resource.TestStep{PreConfig: func() { id = add(10, "新人") }, Config: e.Config(tree(`
    "甲" = { id = 10 }
    "甲/新人" = {}`, "exclusive = true")), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
		// Not exclusive any more: what nobody declared stays, and is not in the state.
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().RenameDepartment(id, "旧人")); e.Forget() }, Config: config(""),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent(), ConfigStateChecks: ids(map[string]int64{"甲": 10})},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().DeleteDepartment(id)) }, Config: config(""), PlanOnly: true},
	)
}

func TestDepartmentTree_disappears(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(tree(`"甲" = { }`, "parent_id = 50"))
	_, err := e.Console().CreateDepartment(1, "垫")
	acctest.Must(t, err)
	acctest.Must(t, e.Console().DeleteDepartment(2))
	make50 := "resource \"wecom_department\" \"base\" {\n  id = 50\n  name = \"基地\"\n}\n"
	with := e.Config(make50 + tree(`"甲" = { }`, "parent_id = 50", "depends_on = [wecom_department.base]"))
	e.Run(
		resource.TestStep{Config: config, ExpectError: acctest.Says("department 50 does not exist")},
		resource.TestStep{Config: with},
		resource.TestStep{PreConfig: func() {
			for _, d := range e.Corp().Departments {
				if d.ParentID == 50 {
					acctest.Must(t, e.Console().DeleteDepartment(d.ID))
				}
			}
			acctest.Must(t, e.Console().DeleteDepartment(50))
		}, Config: with, ConfigPlanChecks: planned(plancheck.ResourceActionCreate)},
	)
}
