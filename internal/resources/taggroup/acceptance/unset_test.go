// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// An order that is not written any more stays as it is, and is nobody's drift; a tag without a name has that of its
// key; the rest goes back to its default.
func TestTagGroup_unset(t *testing.T) {
	e := acctest.New(t)
	without := e.Config(group("等级", `a = { name = "甲" }`))
	orders := func(group, tagOrder int64, name string, exclusive bool) []statecheck.StateCheck {
		return []statecheck.StateCheck{
			statecheck.ExpectKnownValue(address, tfjsonpath.New("order"), knownvalue.Int64Exact(group)),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("exclusive"), knownvalue.Bool(exclusive)),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("deletion_protection"), knownvalue.Bool(!exclusive)),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("tags"), knownvalue.MapExact(map[string]knownvalue.Check{"a": tag(name, tagOrder)})),
		}
	}
	var id string
	e.Run(
		resource.TestStep{
			Config:            e.Config(group("等级", "a = {\n name = \"甲\"\n order = 3\n}", "order = 9", "exclusive = false", "deletion_protection = true")),
			ConfigStateChecks: orders(9, 3, "甲", false),
		},
		resource.TestStep{PreConfig: e.Forget, Config: without, ConfigPlanChecks: inPlace(), ConfigStateChecks: orders(9, 3, "甲", true), Check: e.Sent()},
		resource.TestStep{
			PreConfig: func() {
				id = findTag(t, e, "等级", "甲")
				acctest.Must(t, e.Console().ReorderTagGroup(find(t, e, "等级").ID, 70))
				acctest.Must(t, e.Console().ReorderTag(id, 80))
				e.Forget()
			},
			Config: without, ConfigStateChecks: orders(70, 80, "甲", true), Check: e.Sent(),
		},
		resource.TestStep{
			Config: e.Config(group("等级", "a = {}")), ConfigPlanChecks: inPlace(), ConfigStateChecks: orders(70, 80, "a", true),
			Check: lazy(e, func() []string { return []string{fmt.Sprintf(`edit_corp_tag {"id":%q,"name":"a"}`, id)} }),
		},
	)
}
