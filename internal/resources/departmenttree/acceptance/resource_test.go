// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree_test

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
)

const address = "wecom_department_tree.test"

// tree renders a tree named test; departments are lines of the object, lines other arguments.
func tree(departments string, lines ...string) string {
	return fmt.Sprintf("resource \"wecom_department_tree\" \"test\" {\n  departments = jsonencode({\n%s\n  })\n  %s\n}\n", departments, strings.Join(lines, "\n  "))
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// ids wants exactly these ids.
func ids(want map[string]int64) []statecheck.StateCheck {
	checks := map[string]knownvalue.Check{}
	for path, id := range want {
		checks[path] = knownvalue.Int64Exact(id)
	}
	return []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("ids"), knownvalue.MapExact(checks))}
}

const basic = `
    "研发中心" = { id = 2, name_en = "R&D", order = 100 }
    "研发中心/后端" = { id = 3 }
    "研发中心/后端/支付" = { id = 4 }`

func TestDepartmentTree_basic(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(tree(basic))
	e.Run(
		resource.TestStep{
			Config:           config,
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			ConfigStateChecks: append(ids(map[string]int64{"研发中心": 2, "研发中心/后端": 3, "研发中心/后端/支付": 4}),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.Int64Exact(1)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("parent_id"), knownvalue.Int64Exact(1)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("exclusive"), knownvalue.Bool(false)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("deletion_protection"), knownvalue.Bool(false))),
			Check: e.Sent(
				`department/create {"id":2,"name":"研发中心","name_en":"R&D","parentid":1,"order":100}`,
				`department/create {"id":3,"name":"后端","parentid":2}`,
				`department/create {"id":4,"name":"支付","parentid":3}`),
		},
		resource.TestStep{Config: config, PlanOnly: true, PreConfig: e.Forget},
		// Another way to write the same is no change.
		resource.TestStep{Config: e.Config(`resource "wecom_department_tree" "test" {
  departments = <<-EOT
    { "研发中心/后端/支付": {"id": 4, "order": null}, "研发中心/后端": {},
      "研发中心": {"order": 100, "name_en": "R&D"} }
  EOT
}`), PlanOnly: true},
	)
	for _, r := range e.Requests() {
		if r.Write && r.Path != "department/delete" {
			t.Errorf("after the create only the destroy may write, got %s", r.Path)
		}
	}
}

func TestDepartmentTree_import(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(tree(`
    "研发中心" = { name_en = "R&D", order = 100 }
    "研发中心/后端" = { order = 100000000 }
    "研发\\/中心" = { order = 7 }`))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: "研发中心", ExpectError: acctest.Says("imported by the number of the department")},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: "99", ExpectError: acctest.Says("Cannot import non-existent remote object")},
	)
}

// What is not written is not managed: a configuration that says less than WeCom shows plans nothing, and one that
// declares a part deletes nothing.
func TestDepartmentTree_importBlock(t *testing.T) {
	e := acctest.New(t)
	for _, d := range []struct {
		parent int64
		name   string
	}{{1, "研发中心"}, {2, "后端"}, {2, "研发/中心"}} {
		_, err := e.Console().CreateDepartment(d.parent, d.name)
		acctest.Must(t, err)
	}
	config := e.Config("import {\n  to = " + address + "\n  id = \"1\"\n}\n" + tree(`
    "研发中心" = {}
    "研发中心/后端" = { order = 100000000 }
    "研发中心/研发\\/中心" = { id = 4 }`))
	part := e.Config(tree(`"研发中心" = {}`))
	e.Run(
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			ConfigStateChecks: ids(map[string]int64{"研发中心": 2, "研发中心/后端": 3, `研发中心/研发\/中心`: 4}), Check: e.Sent()},
		resource.TestStep{Config: config, PlanOnly: true},
		resource.TestStep{Config: part, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), ConfigStateChecks: ids(map[string]int64{"研发中心": 2}), Check: e.Sent()},
		resource.TestStep{Config: part, PlanOnly: true},
		// Declared now, by id: managed again, and deleted by the destroy.
		resource.TestStep{Config: e.Config(tree(`
    "研发中心" = {}
    "研发中心/后端" = { id = 3 }
    "研发中心/研发\\/中心" = { id = 4 }`)), Check: e.Sent()},
	)
}

func TestDepartmentTree_update(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(tree(`
    "甲" = { id = 10 }
    "甲/子" = { id = 11, order = 5 }
    "甲/子/孙" = { id = 12 }
    "乙" = { id = 20 }`)), Check: e.Sent("department/create", "department/create", "department/create", "department/create")},
		// A rename of the upper one: what is below follows, one call.
		resource.TestStep{Config: e.Config(tree(`
    "丙" = { moved_from = "甲" }
    "丙/子" = { order = 5 }
    "丙/子/孙" = { }
    "乙" = { id = 20 }`)), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			ConfigStateChecks: ids(map[string]int64{"丙": 10, "丙/子": 11, "丙/子/孙": 12, "乙": 20}),
			Check:             e.Sent(`department/update {"id":10,"name":"丙"}`)},
		// A move with rename and order; moved_from that is done stays.
		resource.TestStep{Config: e.Config(tree(`
    "丙" = { moved_from = "甲" }
    "乙" = { id = 20 }
    "乙/新" = { moved_from = "丙/子", order = 6 }
    "乙/新/孙" = { }`)), ConfigStateChecks: ids(map[string]int64{"丙": 10, "乙/新": 11, "乙/新/孙": 12, "乙": 20}),
			Check: e.Sent(`department/update {"id":11,"name":"新","parentid":20,"order":6}`)},
		// One more, one less, and an attribute that is not managed any more.
		resource.TestStep{Config: e.Config(tree(`
    "丙" = { moved_from = "甲" }
    "乙" = { id = 20 }
    "乙/新" = { }
    "乙/又新" = { id = 13, name_en = "Newer" }`)), ConfigStateChecks: ids(map[string]int64{"丙": 10, "乙/新": 11, "乙": 20, "乙/又新": 13}),
			Check: e.Sent(`department/create {"id":13,"name":"又新","name_en":"Newer","parentid":20}`, `department/delete id=12`)},
		resource.TestStep{Config: e.Config(tree(`
    "丙" = { moved_from = "甲" }
    "乙" = { id = 20 }
    "乙/新" = { }
    "乙/又新" = { }`)), PlanOnly: true},
	)
}

// The tree moves below another department, in place.
func TestDepartmentTree_parent(t *testing.T) {
	e := acctest.New(t)
	config := func(parent string) string {
		return e.Config("resource \"wecom_department\" \"base\" {\n  id = 50\n  name = \"基地\"\n}\n" + tree(`
    "甲" = { id = 10 }
    "甲/子" = { id = 11 }
    "乙" = { id = 20 }`, parent, "depends_on = [wecom_department.base]"))
	}
	e.Run(
		resource.TestStep{Config: config(""), Check: e.Sent("department/create", "department/create", "department/create", "department/create")},
		resource.TestStep{Config: config("parent_id = 50"), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			Check: e.Sent(`department/update {"id":10,"parentid":50}`, `department/update {"id":20,"parentid":50}`)},
		resource.TestStep{Config: config("parent_id = 11"), ExpectError: acctest.Says("departments[\"甲/子\"].id: 11 is the parent_id of the whole tree")},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: "50", ImportStateVerify: true, ImportStateVerifyIgnore: []string{"departments"}},
		resource.TestStep{Config: config(""), Check: e.Sent(`department/update {"id":10,"parentid":1}`, `department/update {"id":20,"parentid":1}`)},
	)
}

// In a large tree only the ids that are used are in the state; the others are remembered beside it.
func TestDepartmentTree_idsOf(t *testing.T) {
	e := acctest.New(t)
	config := func(argument string) string { return e.Config(tree(basic, argument)) }
	e.Run(
		resource.TestStep{Config: config(`ids_of = ["研发中心/后端"]`), ConfigStateChecks: ids(map[string]int64{"研发中心/后端": 3})},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().RenameDepartment(4, "收款")); e.Forget() }, Config: config(`ids_of = []`),
			ConfigStateChecks: ids(nil), Check: e.Sent(`department/update {"id":4,"name":"支付"}`)},
		resource.TestStep{Config: config(`ids_of = ["测试"]`), PlanOnly: true, ExpectError: acctest.Says(`ids_of names paths that departments does not have: "测试"`)},
		resource.TestStep{PreConfig: e.Forget, Config: config(""), ConfigStateChecks: ids(map[string]int64{"研发中心": 2, "研发中心/后端": 3, "研发中心/后端/支付": 4}), Check: e.Sent()},
	)
}
