// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_tag_group.test"

// group renders a tag group; tags are lines such as `vip = {}`.
func group(name, tags string, lines ...string) string {
	return fmt.Sprintf("resource \"wecom_tag_group\" \"test\" {\n  name = %q\n  tags = {\n%s\n  }\n  %s\n}\n", name, tags, strings.Join(lines, "\n  "))
}

func inPlace() resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate))
}

func tagID(key string) tfjsonpath.Path {
	return tfjsonpath.New("tags").AtMapKey(key).AtMapKey("id")
}

func tag(name string, order int64) knownvalue.Check {
	return knownvalue.ObjectExact(map[string]knownvalue.Check{
		"id": knownvalue.NotNull(), "name": knownvalue.StringExact(name), "order": knownvalue.Int64Exact(order),
	})
}

// find returns the group of a name as the emulator has it.
func find(t *testing.T, e *acctest.Env, name string) emulator.TagGroup {
	t.Helper()
	for _, g := range e.Corp().TagGroups {
		if g.Name == name {
			return g
		}
	}
	t.Fatalf("the corp has no tag group %q", name)
	return emulator.TagGroup{}
}

// findTag returns the id of a tag.
func findTag(t *testing.T, e *acctest.Env, group, name string) string {
	t.Helper()
	for _, tag := range find(t, e, group).Tags {
		if tag.Name == name {
			return tag.ID
		}
	}
	t.Fatalf("tag group %q has no tag %q", group, name)
	return ""
}

// A new key for an old name is the same tag: no call at all.
func TestTagGroup_keyChange(t *testing.T) {
	e := acctest.New(t)
	same := statecheck.CompareValue(compare.ValuesSame())
	e.Run(
		resource.TestStep{Config: e.Config(group("等级", "a = { name = \"甲\" }")), ConfigStateChecks: []statecheck.StateCheck{same.AddStateValue(address, tagID("a"))}},
		resource.TestStep{
			PreConfig: e.Forget,
			Config:    e.Config(group("等级", "甲 = {}")), ConfigPlanChecks: inPlace(),
			ConfigStateChecks: []statecheck.StateCheck{same.AddStateValue(address, tagID("甲"))},
			Check:             e.Sent(),
		},
	)
}
