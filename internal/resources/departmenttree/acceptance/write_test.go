// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Names that trade places, a ring of three, and a tree that turns over: WeCom refuses equal names at every moment, and
// a department below itself.
func TestDepartmentTree_tradePlaces(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(tree(`
    "甲" = { id = 10, name_en = "A" }
    "甲/子" = { id = 11 }
    "乙" = { id = 20, name_en = "B" }
    "丙" = { id = 30 }`))},
		resource.TestStep{Config: e.Config(tree(`
    "乙" = { id = 10, name_en = "B" }
    "乙/子" = { id = 11 }
    "甲" = { id = 20, name_en = "A" }
    "丙" = { id = 30 }`)), ConfigStateChecks: ids(map[string]int64{"乙": 10, "乙/子": 11, "甲": 20, "丙": 30})},
		resource.TestStep{Config: e.Config(tree(`
    "丙" = { id = 10 }
    "乙" = { id = 20 }
    "甲" = { id = 30 }
    "丙/子" = { id = 11 }`)), ConfigStateChecks: ids(map[string]int64{"丙": 10, "乙": 20, "甲": 30, "丙/子": 11})},
		resource.TestStep{Config: e.Config(tree(`
    "丙" = { id = 11 }
    "丙/子" = { id = 10 }
    "乙" = { id = 20 }
    "甲" = { id = 30 }`)), ConfigStateChecks: ids(map[string]int64{"丙": 11, "丙/子": 10, "乙": 20, "甲": 30})},
		// Another department under the same path: the old one goes first.
		resource.TestStep{Config: e.Config(tree(`
    "丙" = { id = 99 }
    "丙/子" = { id = 10 }
    "乙" = { id = 20 }
    "甲" = { id = 30 }`)), ConfigStateChecks: ids(map[string]int64{"丙": 99, "丙/子": 10, "乙": 20, "甲": 30})},
	)
}

// What exists is never taken over by its name, and nothing is written; its id says that it is meant.
func TestDepartmentTree_exists(t *testing.T) {
	e := acctest.New(t)
	for _, d := range []struct {
		parent int64
		name   string
	}{{1, "甲"}, {2, "子"}, {1, "别处"}} {
		_, err := e.Console().CreateDepartment(d.parent, d.name)
		acctest.Must(t, err)
	}
	e.Run(
		resource.TestStep{Config: e.Config(tree(`
    "甲" = { }
    "甲/子" = { }
    "乙" = { }`)), ExpectError: acctest.Says(`they are not taken over because of a name: 甲 (id 2), 甲/子 (id 3). To manage them, write the id on each entry, for example "甲" = { id = 2 }, or import the subtree: terraform import <address> 1`)},
		resource.TestStep{PreConfig: func() {
			if writes := e.Writes(); len(writes) > 0 {
				t.Errorf("refused, but wrote %v", writes)
			}
		}, Config: e.Config(tree(`
    "甲" = { id = 2 }
    "甲/新" = { id = 4 }
    "甲/新/子" = { id = 3, order = 7 }`)), ConfigStateChecks: ids(map[string]int64{"甲": 2, "甲/新": 4, "甲/新/子": 3}), Check: e.Sent(
			`department/update {"id":4,"name":"新","parentid":2}`, `department/update {"id":3,"parentid":4,"order":7}`)},
	)
}

// A create that fails half-way keeps what it made, is not tainted, and is finished by the next apply.
func TestDepartmentTree_createdInPart(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(tree(basic))
	e.Inject(emulator.Fault{Path: "department/create", Kind: emulator.FaultError, Code: 60011, When: emulator.Before, Skip: 2})
	e.Run(
		resource.TestStep{Config: config, ExpectNonEmptyPlan: true, Check: e.Sent("department/create", "department/create", "department/create")},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			ConfigStateChecks: ids(map[string]int64{"研发中心": 2, "研发中心/后端": 3, "研发中心/后端/支付": 4}),
			Check:             e.Sent(`department/create {"id":4,"name":"支付","parentid":3}`)},
	)
}

// An update that fails half-way records what it did.
func TestDepartmentTree_updatedInPart(t *testing.T) {
	e := acctest.New(t)
	after := e.Config(tree(`
    "研究" = { id = 2 }
    "研究/前端" = { id = 3 }
    "研究/前端/新" = { }`))
	e.Run(
		resource.TestStep{Config: e.Config(tree(basic))},
		resource.TestStep{PreConfig: func() {
			e.Forget()
			e.Inject(emulator.Fault{Path: "department/update", Kind: emulator.FaultError, Code: 60011, When: emulator.Before, Skip: 1})
		}, Config: after, ExpectError: acctest.Says("Department tree not finished")},
		resource.TestStep{Config: after, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent(
			`department/update {"id":2,"name":"研究"}`, `department/update {"id":3,"name":"前端"}`, `department/update {"id":3,"name":"前端"}`,
			`department/create {"name":"新","parentid":3}`, `department/delete id=4`)},
	)
}

// Members stay, and a department that has some stays with them.
func TestDepartmentTree_members(t *testing.T) {
	e := acctest.New(t)
	short := "timeouts {\n delete = \"1s\"\n }"
	full := e.Config(tree(basic, short))
	less := e.Config(tree(`"研发中心" = { id = 2, name_en = "R&D", order = 100 }
    "研发中心/后端" = { id = 3 }`, short))
	e.Run(
		resource.TestStep{Config: full},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().MoveMember("zhangsan", 4)) }, Config: less,
			ExpectError: acctest.Says("after waiting 1s it still has members: zhangsan")},
		// It is still there, and in the plan.
		resource.TestStep{Config: less, PlanOnly: true, ExpectNonEmptyPlan: true},
		resource.TestStep{Config: full, PlanOnly: true},
		resource.TestStep{Config: full, Destroy: true, ExpectError: acctest.Says("members: zhangsan")},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().MoveMember("zhangsan", 1)) }, Config: less},
	)
}

func TestDepartmentTree_protected(t *testing.T) {
	e := acctest.New(t)
	config := func(departments, protection string) string {
		return e.Config(tree(departments, "deletion_protection = "+protection))
	}
	e.Run(
		resource.TestStep{Config: config(basic, "true")},
		resource.TestStep{Config: config(`"研发中心" = {}`, "true"), PlanOnly: true, ExpectError: acctest.Says("This plan would delete departments of the department tree below department 1")},
		resource.TestStep{Config: config(basic, "true"), Destroy: true, ExpectError: acctest.Says("Deletion protection is on")},
		resource.TestStep{Config: config(basic, "false")},
	)
}

// A text that is known only during the apply works. Terraform plans once more then, so departments are deleted that the
// first plan could only warn of.
func TestDepartmentTree_unknown(t *testing.T) {
	e := acctest.New(t)
	config := func(name, more string) string {
		return e.Config(fmt.Sprintf("resource \"terraform_data\" \"name\" {\n  input = %q\n  triggers_replace = %q\n}\n", name, name) + tree(`
    "甲" = { id = 10, name_en = terraform_data.name.output }`+more))
	}
	e.Run(
		resource.TestStep{Config: config("One", `
    "乙" = { id = 20 }`), ConfigStateChecks: ids(map[string]int64{"甲": 10, "乙": 20})},
		resource.TestStep{PreConfig: e.Forget, Config: config("Two", ""), ConfigStateChecks: ids(map[string]int64{"甲": 10}),
			Check: e.Sent(`department/update {"id":10,"name_en":"Two"}`, "department/delete id=20")},
		resource.TestStep{Config: config("a|b", ""), ExpectError: acctest.Says(`departments["甲"].name_en: "a|b" contains "|"`)},
	)
}

func TestDepartmentTree_identity(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(tree(basic))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		resource.TestStep{Config: e.Config("resource \"wecom_department\" \"base\" {\n  id = 50\n  name = \"基地\"\n}\n" + tree(basic, "parent_id = wecom_department.base.id"))},
	)
}

// contacts_secret from a new address reads ids only: names are those of the state, a move shows, and an import is
// refused.
func TestDepartmentTree_idsOnly(t *testing.T) {
	e := acctest.New(t)
	e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
	config := e.Config(tree(basic))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{Config: config, PlanOnly: true},
		resource.TestStep{ResourceName: address, ImportState: true, ExpectError: acctest.Says("the tree is declared by names")},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().MoveDepartment(4, 1)); e.Forget() }, Config: config, Check: e.Sent(`department/update {"id":4,"parentid":3}`)},
	)
}

// WeCom may drop English names while multi-language support is off.
func TestDepartmentTree_ignoredNameEN(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.NameENIgnored = true })
	config := e.Config(tree(basic))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{Config: config, PlanOnly: true},
	)
}

// The whole tree in one process that users run: what a person reads.
func TestAccDepartmentTree_rendered(t *testing.T) {
	t.Parallel()
	e := acctest.New(t)
	p := acctest.NewProcess(e, tree(`
    "研发中心" = { id = 2, order = 100 }
    "研发中心/后端" = { id = 3 }
    "研发中心/支付" = { id = 4 }
    "研发中心/测试" = { id = 5 }
    "市场" = { id = 6 }`)+"output \"team\" {\n  value = wecom_department_tree.test.ids[\"研发中心/后端\"]\n}\n")
	p.Must("apply", "-auto-approve", "-no-color")
	p.Write("main.tf", strings.NewReplacer(
		`"研发中心/支付" = { id = 4 }`, `"研发中心/后端/支付" = { moved_from = "研发中心/支付" }`,
		`order = 100`, `order = 200`,
		`"研发中心/测试" = { id = 5 }`, `"市场/测试" = {}`,
	).Replace(p.Read("main.tf")))
	code, plan := p.Run("plan", "-no-color", "-detailed-exitcode")
	if code != 2 {
		t.Errorf("exit code %d, want 2", code)
	}
	for _, want := range []string{
		"wecom_department_tree.test will be updated in-place",
		"departments         = jsonencode(",
		`+ "市场/测试"       = {}`,
		`~ order = 100 -> 200`,
		`+ "研发中心/后端/支付" = {`,
		`+ moved_from = "研发中心/支付"`,
		`- "研发中心/支付"    = {`,
		`- "研发中心/测试"    = {`,
		"# (2 unchanged attributes hidden)",
		"0 to add, 1 to change, 0 to destroy",
		"This plan deletes a department: 研发中心/测试 (id 5)",
		`["市场/测试"]: moved_from = "研发中心/测试"`,
	} {
		if !acctest.Says(want).MatchString(plan) {
			t.Errorf("the plan does not say %s", want)
		}
	}
	// The id of another team stays known.
	if strings.Contains(plan, "Changes to Outputs") {
		t.Error("the output of a department that stays is not known")
	}
	if t.Failed() {
		t.Log(plan)
	}
	_, applied := p.Run("apply", "-auto-approve", "-no-color")
	if code, plan := p.Run("plan", "-no-color", "-detailed-exitcode"); code != 0 {
		t.Errorf("exit code %d after the apply\n%s\n%s", code, applied, plan)
	}
}

// What nobody declares is told of when it is new, not in every plan.
func TestDepartmentTree_undeclaredToldOnce(t *testing.T) {
	t.Parallel()
	e := acctest.New(t)
	if _, err := e.Console().CreateDepartment(1, "早就在"); err != nil {
		t.Fatal(err)
	}
	e.InFolder(tree(`"市场" = { id = 6 }`), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		told := func(what, output string, names ...string) {
			t.Helper()
			if warns := strings.Contains(output, "Departments that are not declared"); warns != (len(names) > 0) {
				t.Errorf("%s: warned %v\n%s", what, warns, output)
			}
			for _, name := range names {
				if !acctest.Says(name).MatchString(output) {
					t.Errorf("%s: no %q in\n%s", what, name, output)
				}
			}
		}
		told("create", f.MustApply(), "早就在")
		told("the next plan", f.MustPlan())
		if _, err := e.Console().CreateDepartment(6, "外人"); err != nil {
			t.Fatal(err)
		}
		told("a new one", f.MustPlan(), "leaves alone: 市场/外人", "one more was known before")
		if _, err := e.Console().CreateDepartment(6, "又一个"); err != nil {
			t.Fatal(err)
		}
		f.Write(e.Config(tree(`"市场" = { id = 6 }
    "市场/自己" = {}`)))
		told("another one, in an apply", f.MustApply(), "市场/外人", "市场/又一个")
		told("after the apply", f.MustPlan())
	})
}

// What nobody declares is left alone, and stands in the way of a destroy.
func TestDepartmentTree_undeclaredInTheWay(t *testing.T) {
	t.Parallel()
	e := acctest.New(t)
	e.InFolder(tree(`"市场" = { id = 6 }`), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustApply()
		if _, err := e.Console().CreateDepartment(6, "外人"); err != nil {
			t.Fatal(err)
		}
		if plan := f.MustPlan(); !acctest.Says("does not declare, and leaves alone: 市场/外人").MatchString(plan) {
			t.Errorf("no word of what is not declared\n%s", plan)
		}
		code, destroy := f.Destroy()
		if code == 0 || !acctest.Says("sub-departments: 外人").MatchString(destroy) {
			t.Errorf("exit code %d\n%s", code, destroy)
		}
	})
}

// A department goes deeper whose lower half comes up in the same apply: on the way there would be more levels than
// WeCom allows.
func TestDepartmentTree_levelsOnTheWay(t *testing.T) {
	e := acctest.New(t)
	chain := func(top string, ids []int) (lines string) {
		path := top
		for _, id := range ids {
			if path += fmt.Sprintf("/层%d", id); top == "" {
				path = strings.TrimPrefix(path, "/")
			}
			lines += fmt.Sprintf("    %q = { id = %d }\n", path, id)
		}
		return lines
	}
	between := func(from, to int) (ids []int) {
		for id := from; id <= to; id++ {
			ids = append(ids, id)
		}
		return ids
	}
	e.Run(
		resource.TestStep{Config: e.Config(tree(chain("", between(2, 15)) + "    \"顶\" = { id = 50 }\n"))},
		resource.TestStep{
			PreConfig: e.Forget,
			Config:    e.Config(tree("    \"顶\" = { id = 50 }\n    \"新\" = { id = 60 }\n" + chain("顶", between(2, 8)) + chain("新", between(9, 15)))),
			Check: func(*terraform.State) error {
				var got []string
				for _, r := range e.Requests("department/update") {
					got = append(got, fmt.Sprintf("%s %d", r.Body, r.Code))
				}
				// Refused first, and possible as soon as the lower half is away, which has to wait for its new parent.
				want := []string{`{"id":2,"parentid":50} 81002`, `{"id":9,"parentid":60} 0`, `{"id":2,"parentid":50} 0`}
				if d := cmp.Diff(want, got); d != "" {
					return errors.New(d)
				}
				return nil
			},
		},
		// What is deleted goes last, so it is still in the way.
		resource.TestStep{
			PreConfig:   e.Forget,
			Config:      e.Config(tree("    \"顶\" = { id = 50 }\n    \"新\" = { id = 60 }\n" + chain("", between(2, 8)) + chain("层2/层3/层4/层5/层6/层7/层8/新", between(9, 9)) + "    \"层2/层3/层4/层5/层6/层7/层8/新\" = { id = 61 }\n")),
			ExpectError: acctest.Says("delete them in an apply before"),
		},
	)
}
