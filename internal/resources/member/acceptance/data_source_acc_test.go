// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member_test

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

const address = "data.wecom_members.test"

func team(c *emulator.Corp) {
	c.Departments = append(c.Departments,
		emulator.Department{ID: 2, Name: "销售", ParentID: 1, Order: 9},
		emulator.Department{ID: 3, Name: "华东", ParentID: 2, Order: 8},
		emulator.Department{ID: 4, Name: "空", ParentID: 2, Order: 7},
	)
	c.Members = append(c.Members,
		emulator.Member{UserID: "wangwu", Name: "王五", Departments: []emulator.Membership{{Department: 2, Leader: true}, {Department: 3}}},
		emulator.Member{UserID: "zhaoliu", Name: "赵六", Departments: []emulator.Membership{{Department: 3}}, Status: emulator.StatusDisabled},
		emulator.Member{UserID: "sunqi", Name: "孙七", Departments: []emulator.Membership{{Department: 3}}, Status: emulator.StatusNotActivated},
	)
}

func members(lines string) string { return "data \"wecom_members\" \"test\" {\n  " + lines + "\n}\n" }

func ids(want ...string) statecheck.StateCheck {
	checks := make([]knownvalue.Check, 0, len(want))
	for _, id := range want {
		checks = append(checks, knownvalue.StringExact(id))
	}
	return statecheck.ExpectKnownValue(address, tfjsonpath.New("user_ids"), knownvalue.SetExact(checks))
}

func TestMembersData(t *testing.T) {
	for _, c := range []struct {
		name, lines string
		checks      []statecheck.StateCheck
	}{
		{"direct", "department_id = 2", []statecheck.StateCheck{
			ids("wangwu"),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("members").AtSliceIndex(0), knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"user_id":                  knownvalue.StringExact("wangwu"),
				"name":                     knownvalue.StringExact("王五"),
				"status":                   knownvalue.StringExact("active"),
				"department_ids":           knownvalue.SetExact([]knownvalue.Check{knownvalue.Int64Exact(2), knownvalue.Int64Exact(3)}),
				"leader_in_department_ids": knownvalue.SetExact([]knownvalue.Check{knownvalue.Int64Exact(2)}),
			})),
		}},
		{"recursive lists each once", "department_id = 2\nrecursive = true", []statecheck.StateCheck{
			ids("wangwu", "zhaoliu", "sunqi"),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("members"), knownvalue.ListSizeExact(3)),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("members").AtSliceIndex(0).AtMapKey("status"), knownvalue.StringExact("not_activated")),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("members").AtSliceIndex(2).AtMapKey("status"), knownvalue.StringExact("disabled")),
		}},
		{"empty", "department_id = 4", []statecheck.StateCheck{ids()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, team)
			e.Run(resource.TestStep{Config: e.Config(members(c.lines)), ConfigStateChecks: c.checks, Check: e.Sent()})
		})
	}
}

func TestMembersData_unknownDepartment(t *testing.T) {
	for _, lines := range []string{"department_id = 99", "department_id = 99\nrecursive = true"} {
		e := acctest.New(t, team)
		t.Run(lines, func(t *testing.T) {
			resource.Test(t, resource.TestCase{
				IsUnitTest: true, ProtoV6ProviderFactories: acctest.Factories(),
				Steps: []resource.TestStep{{Config: e.Config(members(lines)), ExpectError: acctest.Says("99")}},
			})
		})
	}
}

// With the contacts secret alone only ids are readable (48009): one walk over user/list_id, and null for what is not
// known.
func TestMembersData_idsOnly(t *testing.T) {
	e := acctest.New(t, team)
	e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
	e.Run(resource.TestStep{
		Config: e.Config(members("department_id = 2\nrecursive = true")),
		ConfigStateChecks: []statecheck.StateCheck{
			ids("wangwu", "zhaoliu", "sunqi"),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("members").AtSliceIndex(0).AtMapKey("name"), knownvalue.Null()),
		},
	})
}
