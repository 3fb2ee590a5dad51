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

func TestTagGroup_basic(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(group("客户等级", "vip = {}\n普通 = {}"))
	e.Run(
		resource.TestStep{
			Config:           config,
			ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.NotNull()),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("name"), knownvalue.StringExact("客户等级")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("order"), knownvalue.Int64Exact(0)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("exclusive"), knownvalue.Bool(true)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("deletion_protection"), knownvalue.Bool(false)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("created_at"), knownvalue.NotNull()),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("tags"), knownvalue.MapExact(map[string]knownvalue.Check{
					"vip": tag("vip", 0), "普通": tag("普通", 0),
				})),
			},
			Check: e.Sent(`add_corp_tag {"group_name":"客户等级","tag":[{"name":"vip"},{"name":"普通"}]}`),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: config, Check: e.Sent()},
	)
}

func TestTagGroup_maximal(t *testing.T) {
	e := acctest.New(t)
	e.Run(resource.TestStep{
		Config: e.Config(group("来源", "ad = {\n name = \"广告 <A&B>\"\n order = 4294967295\n}\nexpo = {\n name = \"展会\"\n order = 0\n}",
			"order = 7", "exclusive = false", "deletion_protection = false")),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(address, tfjsonpath.New("order"), knownvalue.Int64Exact(7)),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("tags"), knownvalue.MapExact(map[string]knownvalue.Check{
				"ad": tag("广告 <A&B>", 4294967295), "expo": tag("展会", 0),
			})),
		},
		Check: e.Sent(`add_corp_tag {"group_name":"来源","order":7,"tag":[{"name":"广告 <A&B>","order":4294967295},{"name":"展会","order":0}]}`),
	})
}

// Renames keep every id, with exactly one call each.
func TestTagGroup_rename(t *testing.T) {
	e := acctest.New(t)
	sameA, sameB := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesSame())
	ids := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{sameA.AddStateValue(address, tagID("a")), sameB.AddStateValue(address, tagID("b"))}
	}
	var id, a string
	e.Run(
		resource.TestStep{Config: e.Config(group("等级", "a = { name = \"甲\" }\nb = { name = \"乙\" }")), ConfigStateChecks: ids()},
		resource.TestStep{
			PreConfig: func() { id, a = find(t, e, "等级").ID, findTag(t, e, "等级", "甲"); e.Forget() },
			Config:    e.Config(group("等级", "a = { name = \"贵宾\" }\nb = { name = \"乙\" }")), ConfigPlanChecks: inPlace(), ConfigStateChecks: ids(),
			Check: lazy(e, func() []string { return []string{fmt.Sprintf(`edit_corp_tag {"id":%q,"name":"贵宾"}`, a)} }),
		},
		resource.TestStep{
			Config: e.Config(group("级别", "a = { name = \"贵宾\" }\nb = { name = \"乙\" }")), ConfigPlanChecks: inPlace(), ConfigStateChecks: ids(),
			Check: lazy(e, func() []string { return []string{fmt.Sprintf(`edit_corp_tag {"id":%q,"name":"级别"}`, id)} }),
		},
		resource.TestStep{
			Config: e.Config(group("级别", "a = {\n name = \"贵宾\"\n order = 3\n}\nb = { name = \"乙\" }", "order = 9")), ConfigPlanChecks: inPlace(), ConfigStateChecks: ids(),
			Check: lazy(e, func() []string {
				return []string{fmt.Sprintf(`edit_corp_tag {"id":%q,"order":9}`, id), fmt.Sprintf(`edit_corp_tag {"id":%q,"order":3}`, a)}
			}),
		},
		// Orders that are not written are not managed.
		resource.TestStep{Config: e.Config(group("级别", "a = { name = \"贵宾\" }\nb = { name = \"乙\" }")), ConfigStateChecks: ids(), Check: e.Sent()},
		resource.TestStep{
			PreConfig: func() { acctest.Must(t, e.Console().ReorderTag(a, 77)) },
			Config:    e.Config(group("级别", "a = { name = \"贵宾\" }\nb = { name = \"乙\" }")), PlanOnly: true,
		},
	)
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

func TestTagGroup_swap(t *testing.T) {
	e := acctest.New(t)
	sameA, sameB := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesSame())
	ids := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{sameA.AddStateValue(address, tagID("a")), sameB.AddStateValue(address, tagID("b"))}
	}
	e.Run(
		resource.TestStep{Config: e.Config(group("等级", "a = { name = \"甲\" }\nb = { name = \"乙\" }\nc = { name = \"丙\" }")), ConfigStateChecks: ids()},
		resource.TestStep{
			PreConfig: e.Forget,
			Config:    e.Config(group("等级", "a = { name = \"乙\" }\nb = { name = \"甲\" }\nc = { name = \"丙\" }")), ConfigPlanChecks: inPlace(), ConfigStateChecks: ids(),
			Check: e.Sent("edit_corp_tag", "edit_corp_tag", "edit_corp_tag"),
		},
		resource.TestStep{
			Config: e.Config(group("等级", "a = { name = \"甲\" }\nb = { name = \"丙\" }\nc = { name = \"乙\" }")), ConfigPlanChecks: inPlace(), ConfigStateChecks: ids(),
			Check: e.Sent("edit_corp_tag", "edit_corp_tag", "edit_corp_tag", "edit_corp_tag"),
		},
	)
}

// All tags are replaced at once: the adds come first, or the group would die.
func TestTagGroup_replaceAll(t *testing.T) {
	e := acctest.New(t)
	same := statecheck.CompareValue(compare.ValuesSame())
	id := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{same.AddStateValue(address, tfjsonpath.New("id"))}
	}
	e.Run(
		resource.TestStep{Config: e.Config(group("等级", "a = {}\nb = {}")), ConfigStateChecks: id()},
		resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(group("等级", "c = {}\nd = {}")), ConfigPlanChecks: inPlace(), ConfigStateChecks: id(),
			Check: resource.ComposeTestCheckFunc(e.SentInOrder("add_corp_tag", "del_corp_tag"), e.Sent("add_corp_tag", "del_corp_tag")),
		},
		// One key goes and another takes its name: the tag of the remaining key is renamed, the other deleted.
		resource.TestStep{Config: e.Config(group("等级", "c = { name = \"d\" }")), ConfigPlanChecks: inPlace(),
			Check: e.Sent("edit_corp_tag", "del_corp_tag")},
	)
}

func TestTagGroup_drift(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(group("等级", "a = { name = \"甲\" }\nb = {\n name = \"乙\"\n order = 5\n}", "order = 8"))
	repaired := func(edit func(), calls ...string) resource.TestStep {
		return resource.TestStep{PreConfig: func() { edit(); e.Forget() }, Config: config, ConfigPlanChecks: inPlace(), Check: e.Sent(calls...)}
	}
	e.Run(
		resource.TestStep{Config: config},
		repaired(func() { acctest.Must(t, e.Console().RenameTag(findTag(t, e, "等级", "甲"), "改")) }, "edit_corp_tag"),
		repaired(func() { acctest.Must(t, e.Console().ReorderTag(findTag(t, e, "等级", "乙"), 6)) }, "edit_corp_tag"),
		repaired(func() { acctest.Must(t, e.Console().RenameTagGroup(find(t, e, "等级").ID, "别的")) }, "edit_corp_tag"),
		repaired(func() { acctest.Must(t, e.Console().ReorderTagGroup(find(t, e, "等级").ID, 1)) }, "edit_corp_tag"),
		repaired(func() { acctest.Must(t, e.Console().DeleteTag(findTag(t, e, "等级", "乙"))) }, "add_corp_tag"),
	)
}

func TestTagGroup_disappears(t *testing.T) {
	for _, reading := range []string{emulator.DeletedGroupRow, emulator.DeletedGroup40068, emulator.DeletedGroupBare} {
		t.Run("reading "+reading, func(t *testing.T) {
			e := acctest.New(t)
			e.SetSwitches(func(s *emulator.Switches) { s.DeletedGroup = reading })
			config := e.Config(group("等级", "a = {}"))
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig:        func() { acctest.Must(t, e.Console().DeleteTagGroup(find(t, e, "等级").ID)) },
					Config:           config,
					ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)),
				},
			)
		})
	}
}
