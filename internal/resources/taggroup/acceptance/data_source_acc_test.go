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
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// levels is a console-made group beside one of another app.
func levels(c *emulator.Corp) {
	c.TagGroups = []emulator.TagGroup{
		{ID: "etGROUPA", Name: "客户等级", CreateTime: 1600000000, Order: 1, Tags: []emulator.Tag{
			{ID: "etTAGA1", Name: "一般", CreateTime: 1600000000},
			{ID: "etTAGA2", Name: "核心", CreateTime: 1600000001, Order: 9},
		}},
		{ID: "etGROUPB", Name: "来源", CreateTime: 1600000002, Order: 5, Owner: acctest.OtherName, Tags: []emulator.Tag{
			{ID: "etTAGB1", Name: "展会", CreateTime: 1600000002, Owner: acctest.OtherName},
		}},
	}
}

func data(lines string) string { return "data \"wecom_tag_group\" \"test\" {\n  " + lines + "\n}\n" }

func TestTagGroupData_find(t *testing.T) {
	const address = "data.wecom_tag_group.test"
	for _, lines := range []string{`id = "etGROUPA"`, `name = "客户等级"`} {
		t.Run(lines, func(t *testing.T) {
			e := acctest.New(t, levels)
			e.Run(resource.TestStep{
				Config: e.Config(data(lines)),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.StringExact("etGROUPA")),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("name"), knownvalue.StringExact("客户等级")),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("order"), knownvalue.Int64Exact(1)),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("created_at"), knownvalue.StringExact("2020-09-13T12:26:40Z")),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("tags"), knownvalue.MapExact(map[string]knownvalue.Check{
						"一般": knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("etTAGA1"), "order": knownvalue.Int64Exact(0)}),
						"核心": knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("etTAGA2"), "order": knownvalue.Int64Exact(9)}),
					})),
				},
				Check: e.Sent(),
			})
		})
	}
}

func TestTagGroupData_refused(t *testing.T) {
	for _, c := range []struct{ name, lines, want string }{
		{"unknown id", `id = "etNOBODY"`, "etNOBODY"},
		{"unknown name", `name = "没有"`, "没有"},
		{"empty id", `id = ""`, "id"},
		{"empty name", `name = ""`, "name"},
		{"neither", "", "name"},
		{"both", "id = \"etGROUPA\"\nname = \"客户等级\"", "name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, levels)
			e.Run(resource.TestStep{Config: e.Config(data(c.lines)), ExpectError: acctest.Says(c.want)})
		})
	}
	t.Run("contacts secret", func(t *testing.T) {
		e := acctest.New(t, levels)
		e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
		e.Run(resource.TestStep{Config: e.Config(data(`id = "etGROUPA"`)), ExpectError: acctest.Says("可调用接口的应用")})
	})
}

func TestTagGroupsData(t *testing.T) {
	const address = "data.wecom_tag_groups.test"
	hcl := "data \"wecom_tag_groups\" \"test\" {}\n"
	t.Run("some", func(t *testing.T) {
		e := acctest.New(t, levels)
		e.SetSwitches(func(s *emulator.Switches) { s.Shuffle = 5 })
		first := tfjsonpath.New("groups").AtSliceIndex(0)
		e.Run(resource.TestStep{
			Config: e.Config(hcl),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("groups"), knownvalue.ListSizeExact(2)),
				// Larger order first, as the console shows them.
				statecheck.ExpectKnownValue(address, first.AtMapKey("id"), knownvalue.StringExact("etGROUPB")),
				statecheck.ExpectKnownValue(address, first.AtMapKey("tags").AtMapKey("展会").AtMapKey("id"), knownvalue.StringExact("etTAGB1")),
			},
			Check: e.Calls("get_corp_tag_list", 1),
		})
	})
	t.Run("none", func(t *testing.T) {
		e := acctest.New(t)
		e.Run(resource.TestStep{
			Config:            e.Config(hcl),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("groups"), knownvalue.ListExact(nil))},
		})
	})
}
