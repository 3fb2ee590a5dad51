// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// A whole tag may come from a variable, which is unknown while a configuration is validated, or from another resource,
// which is unknown in the plan. Its key still decides: it is renamed in place, and customers keep it.
func TestTagGroup_unknownTag(t *testing.T) {
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

// A tag that turns out to be null is refused with the way to leave it out: in the plan where that is known, else before
// anything is sent.
func TestTagGroup_nullTag(t *testing.T) {
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

// Tags that another resource of the same apply tells are unknown as a whole in the plan. What they turn out to delete,
// a protected group refuses in the apply, before anything is sent.
func TestAccTagGroup_unknownTags(t *testing.T) {
	e := acctest.New(t)
	config := func(names string, lines ...string) string {
		return e.Config(fmt.Sprintf("resource \"terraform_data\" \"names\" {\n  input = %s\n}\n", names) +
			"resource \"wecom_tag_group\" \"test\" {\n  name = \"等级\"\n  tags = { for n in terraform_data.names.output : n => {} }\n" + strings.Join(lines, "\n") + "\n}\n")
	}
	e.Run(
		resource.TestStep{Config: config(`["a", "b"]`, "deletion_protection = true")},
		resource.TestStep{
			PreConfig: e.Forget, Config: config(`["a"]`, "deletion_protection = true"),
			ExpectError: acctest.Says("deletion_protection of the group is true, which protects its tags, too"),
		},
		resource.TestStep{Config: config(`["a", "b"]`), Check: e.Sent()},
		resource.TestStep{Config: config(`["a"]`), ConfigPlanChecks: inPlace(), Check: e.Sent("del_corp_tag")},
	)
}
