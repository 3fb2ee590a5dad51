// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// A whole tag may come from a variable, which is unknown while a configuration
// is validated, or from another resource, which is unknown in the plan. Its key
// still decides: it is renamed in place, and customers keep it.
func TestAccTagGroup_unknownTag(t *testing.T) {
	e := acctest.New(t)
	config := func(name string) string {
		return e.Config(fmt.Sprintf(`
variable "b" {
  type    = object({ name = string })
  default = { name = "乙" }
}
resource "terraform_data" "a" {
  input = { name = %q }
}
`, name) + group("等级", "a = terraform_data.a.output\nb = var.b\nc = {}"))
	}
	same := statecheck.CompareValue(compare.ValuesSame())
	id := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{same.AddStateValue(address, tagID("a"))}
	}
	var a string
	e.Run(
		resource.TestStep{
			Config: config("甲"), ConfigStateChecks: id(),
			Check: e.Sent(`add_corp_tag {"group_name":"等级","tag":[{"name":"甲"},{"name":"乙"},{"name":"c"}]}`),
		},
		resource.TestStep{Config: config("甲"), PlanOnly: true},
		resource.TestStep{
			PreConfig: func() { a = findTag(t, e, "等级", "甲"); e.Forget() },
			Config:    config("贵宾"), ConfigPlanChecks: inPlace(), ConfigStateChecks: id(),
			Check: lazy(e, func() []string { return []string{fmt.Sprintf(`edit_corp_tag {"id":%q,"name":"贵宾"}`, a)} }),
		},
	)
}

// A tag that turns out to be null is refused with the way to leave it out:
// in the plan where that is known, else before anything is sent.
func TestAccTagGroup_nullTag(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(group("等级", "a = {}\nb = null")), PlanOnly: true, ExpectError: acctest.Says(`tags["b"] is null. Leave the key out`)},
		resource.TestStep{
			Config: e.Config("variable \"b\" {\n  type = object({ name = string })\n  default = null\n}\n" + group("等级", "a = {}\nb = var.b")), PlanOnly: true,
			ExpectError: acctest.Says(`tags["b"] is null. Leave the key out`),
		},
		resource.TestStep{
			Config:      e.Config("resource \"terraform_data\" \"b\" {\n  input = null\n}\n" + group("等级", "a = {}\nb = terraform_data.b.output")),
			ExpectError: acctest.Says(`tags["b"] is null. Leave the key out`),
		},
	)
	if writes := e.Writes(); len(writes) > 0 {
		t.Errorf("sent %v", writes)
	}
}
