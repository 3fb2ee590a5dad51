// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Whatever happens to one call, after the apply the corp is as configured, once.
func TestDepartment_faults(t *testing.T) {
	create, update := one("研发", `order = 5`), one("研究", `order = 5`)
	acctest.EachFault(t, []string{"department/create", "department/update", "department/delete", "department/get"}, func(t *testing.T, e *acctest.Env) {
		t.Helper()
		once := func(name string) resource.TestCheckFunc {
			return func(*terraform.State) error {
				n := 0
				for _, d := range e.Corp().Departments {
					if d.Name == name && d.Order == 5 {
						n++
					}
				}
				if n != 1 || len(e.Corp().Departments) != 2 {
					return fmt.Errorf("want %q once and nothing else, got %v", name, e.Corp().Departments)
				}
				return nil
			}
		}
		e.Run(
			resource.TestStep{Config: e.Config(create), Check: once("研发")},
			resource.TestStep{Config: e.Config(update), Check: once("研究")},
			resource.TestStep{Config: e.Config(""), Check: func(*terraform.State) error {
				if n := len(e.Corp().Departments); n != 1 {
					return fmt.Errorf("%d departments are left", n)
				}
				return nil
			}},
		)
	})
}

// A lost create where a department of that name was there before is not ours.
func TestDepartment_lostCreateNeverAdoptsTwin(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 37, Name: "后端", ParentID: 1, Order: 5})
	})
	e.Inject(emulator.Fault{Path: "department/create", Kind: emulator.FaultLostReply, When: emulator.After})
	e.Run(resource.TestStep{
		Config:      e.Config(one("后端")),
		ExpectError: acctest.Says("a sibling of that name exists already (id 37)"),
	})
}

// Reads that show the corp as it was before the last write.
func TestDepartment_readsLag(t *testing.T) {
	for reads := 1; reads <= 5; reads++ {
		t.Run(fmt.Sprint(reads), func(t *testing.T) {
			e := acctest.New(t).Patient()
			lag := func(reads int) func() {
				return func() { e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = reads }) }
			}
			// One that lags behind a create must not look like a deletion, nor one that
			// lags behind an update like an edit in the console: each step ends with an
			// empty plan.
			e.Run(
				resource.TestStep{PreConfig: lag(reads), Config: e.Config(one("研发", `name_en = "R"`))},
				resource.TestStep{PreConfig: lag(reads), Config: e.Config(one("研究", `name_en = "S"`))},
			)
		})
	}
}
