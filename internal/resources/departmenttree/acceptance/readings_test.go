// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const before = `
    "甲" = { id = 10, name_en = "A", order = 5 }
    "甲/子" = {}
    "乙" = { id = 20 }
    "乙/走" = {}`

// The ladder once more under each reading of what the pages leave open: made, traded and moved with new and old
// departments, then edited in the console.
func TestDepartmentTree_eachReading(t *testing.T) {
	acctest.EachReading(t, []string{"directory"}, nil, func(t *testing.T, e *acctest.Env, _ emulator.Reading) {
		t.Helper()
		changed := e.Config(tree(`
    "乙" = { id = 10, name_en = "A", order = 6 }
    "乙/子" = {}
    "甲" = { id = 20 }
    "甲/新" = {}`))
		e.Run(
			resource.TestStep{Config: e.Config(tree(before))},
			resource.TestStep{Config: changed},
			resource.TestStep{
				PreConfig: func() {
					acctest.Must(t, e.Console().RenameDepartment(10, "别的"))
					acctest.Must(t, e.Console().MoveDepartment(20, 10))
				},
				Config:           changed,
				ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			},
		)
	})
}

// Every fault on every kind of call: the tree ends as declared, with no twins.
func TestDepartmentTree_eachFault(t *testing.T) {
	acctest.EachFault(t, []string{"department/create", "department/update", "department/delete", "department/list"}, func(t *testing.T, e *acctest.Env) {
		t.Helper()
		count := func(want int) func() {
			return func() {
				if n := len(e.Corp().Departments); n != want {
					t.Errorf("%d departments, want %d", n, want)
				}
			}
		}
		changed := e.Config(tree(`
    "甲" = { id = 10, order = 6 }
    "甲/子" = {}
    "乙" = { id = 20 }`))
		e.Run(
			resource.TestStep{Config: e.Config(tree(before))},
			resource.TestStep{PreConfig: count(5), Config: changed},
			resource.TestStep{PreConfig: count(4), Config: changed, PlanOnly: true},
		)
	})
}

// A refresh right after the apply that still shows the corp before it is no drift.
func TestDepartmentTree_readLag(t *testing.T) {
	e := acctest.New(t).Patient()
	e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = 1 })
	config := e.Config(tree(`
    "甲" = {}
    "甲/子" = {}`))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{Config: config, PlanOnly: true},
	)
}

// The same after an update: old names, places and orders are no edit in the console, and what was deleted is nobody's
// new department.
func TestDepartmentTree_readsLagBehindUpdate(t *testing.T) {
	for reads := 1; reads <= 3; reads++ {
		t.Run(fmt.Sprint(reads), func(t *testing.T) {
			e := acctest.New(t).Patient()
			lag := func() { e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = reads }) }
			e.Run(
				resource.TestStep{Config: e.Config(tree(`
    "甲" = { order = 5 }
    "甲/子" = {}
    "乙" = {}`, "exclusive = true"))},
				resource.TestStep{PreConfig: lag, Config: e.Config(tree(`
    "甲" = { order = 6 }
    "丙" = { moved_from = "甲/子" }`, "exclusive = true"))},
			)
		})
	}
}
