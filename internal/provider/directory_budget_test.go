// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// directory puts departments with members into a corp, of which each second one is in the next department as well, and
// declares them; their ids are those of an import by type.
func directory(departments, each int) (corp func(*emulator.Corp), config tfcore.Config, ids map[string]map[string]any) {
	config, ids = tfcore.Config{}, map[string]map[string]any{"wecom_department": {}, "wecom_member": {}}
	var seed []func(*emulator.Corp)
	for d := range departments {
		id, at := int64(d+2), fmt.Sprintf("d%04d", d)
		ids["wecom_department"][at] = id
		config[at] = tfcore.Resource{Type: "wecom_department", Values: map[string]any{"name": fmt.Sprintf("部门 %d", d)}}
		seed = append(seed, func(c *emulator.Corp) {
			c.Departments = append(c.Departments, emulator.Department{ID: id, Name: fmt.Sprintf("部门 %d", d), ParentID: emulator.RootID, Order: id})
		})
		for i := range each {
			user := fmt.Sprintf("u%03d.%04d", d, i)
			in, refs := []emulator.Membership{{Department: id}}, []any{tfcore.Ref{Address: at, Path: "id"}}
			if next := (d + 1) % departments; i%2 == 1 && departments > 1 {
				in = append(in, emulator.Membership{Department: int64(next + 2)})
				refs = append(refs, tfcore.Ref{Address: fmt.Sprintf("d%04d", next), Path: "id"})
			}
			seed = append(seed, func(c *emulator.Corp) {
				c.Members = append(c.Members, emulator.Member{UserID: user, Name: "员工 " + user, Departments: in, Status: 1})
			})
			ids["wecom_member"][user] = user
			config[user] = tfcore.Resource{Type: "wecom_member", Values: map[string]any{"id": user, "name": "员工 " + user, "department_ids": refs}}
		}
	}
	return func(c *emulator.Corp) {
		for _, add := range seed {
			add(c)
		}
	}, config, ids
}

// A plan of members reads each department in use once, however many are in it.
func TestBudget_planOfDirectory(t *testing.T) {
	const around = 6 // what is read once: departments, whether the app sees the whole corp, a first member alone
	for _, c := range []struct{ departments, each int }{{6, 10}, {6, 20}, {12, 10}} {
		corp, config, ids := directory(c.departments, c.each)
		s := newScale(t, corp)
		state := s.imported("wecom_department", ids["wecom_department"])
		for at, o := range s.imported("wecom_member", ids["wecom_member"]) {
			state[at] = o
		}
		what := fmt.Sprintf("%d members in %d departments", c.departments*c.each, c.departments)
		// An import knows no department yet.
		first, calls := s.plan(state, config)
		if !first.Empty() {
			t.Errorf("%s: the plan is not empty:\n%.2000s", what, first)
		}
		t.Logf("first plan of %s: %d calls (%s)", what, calls.total(), calls)
		plan, calls := s.plan(first.State, config)
		if !plan.Empty() {
			t.Errorf("%s: the plan is not empty:\n%.2000s", what, plan)
		}
		calls.within(t, "no-op plan of "+what, c.departments+around, getDepartment, listDepartment, "user/list", "user/get")
		if n := calls["user/list"]; n > c.departments {
			t.Errorf("%s: %d reads of a department's members", what, n)
		}
	}
}
