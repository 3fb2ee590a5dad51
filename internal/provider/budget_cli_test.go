// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The real CLI with the provider as a process of its own: a plan over corps that exist already costs a handful of
// calls.
func TestBudget_realCLI(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		for i := range 200 {
			id := int64(i + 2)
			c.Departments = append(c.Departments, emulator.Department{ID: id, Name: fmt.Sprintf("部门 %d", id), ParentID: 1, Order: id})
		}
		for i := range 50 {
			id := fmt.Sprintf("etG%d", i)
			c.TagGroups = append(c.TagGroups, emulator.TagGroup{ID: id, Name: "标签组 " + id, Owner: acctest.AppName, CreateTime: 1700000000,
				Tags: []emulator.Tag{{ID: "etT" + id, Name: "甲", Owner: acctest.AppName, CreateTime: 1700000000}}})
		}
	})
	p := acctest.NewProcess(e, `
resource "wecom_department" "all" {
  count = 200
  name  = "部门 ${count.index + 2}"
}
import {
  for_each = range(200)
  to       = wecom_department.all[each.value]
  id       = each.value + 2
}
resource "wecom_tag_group" "all" {
  count = 50
  name  = "标签组 etG${count.index}"
  tags  = { "甲" = {} }
}
import {
  for_each = range(50)
  to       = wecom_tag_group.all[each.value]
  id       = "etG${each.value}"
}
`)
	count := func(what string, most int, args ...string) {
		t.Helper()
		e.ResetRequests()
		p.Must(args...)
		n := len(e.Requests()) - len(e.Requests("gettoken"))
		c := map[string]int{}
		for _, r := range e.Requests() {
			c[r.Path]++
		}
		t.Logf("%s: %d calls %v", what, n, c)
		if n > most {
			t.Errorf("%s: %d calls, the budget is %d: %v", what, n, most, c)
		}
	}
	count("import of 200 departments and 50 tag groups", 10, "apply", "-auto-approve", "-no-color")
	if writes := e.Writes(); len(writes) > 0 {
		t.Errorf("the import wrote: %v", writes)
	}
	count("no-op plan", 6, "plan", "-detailed-exitcode", "-no-color")
}
