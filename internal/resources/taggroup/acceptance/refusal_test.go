// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// lazy checks calls whose ids are known only when the step runs.
func lazy(e *acctest.Env, want func() []string) resource.TestCheckFunc {
	return func(s *terraform.State) error { return e.Sent(want()...)(s) }
}

// A tag that was added in the console is to be removed from an exclusive group, under its own name; WeCom lets an app
// delete only its own tags.
func TestTagGroup_exclusiveForeignTag(t *testing.T) {
	for _, reading := range []bool{false, true} {
		t.Run(fmt.Sprint("40068 ", reading), func(t *testing.T) {
			e := acctest.New(t)
			e.SetSwitches(func(s *emulator.Switches) { s.ForeignTag40068 = reading; s.ForeignTagsDeleted = true })
			config := e.Config(group("等级", "a = {}"))
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						_, err := e.Console().AddTag(find(t, e, "等级").ID, "手工")
						acctest.Must(t, err)
					},
					Config: config, PlanOnly: true, ExpectNonEmptyPlan: true,
				},
				resource.TestStep{Config: config, ExpectError: acctest.Says(`made in the console or by another app`)},
				resource.TestStep{Config: config, ExpectError: acctest.Says(`set exclusive = false`)},
				// The way out that the message names.
				resource.TestStep{PreConfig: e.Forget, Config: e.Config(group("等级", "a = {}", "exclusive = false")), ConfigPlanChecks: inPlace(), Check: e.Sent()},
				resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().DeleteTag(findTag(t, e, "等级", "手工"))) }, Config: config},
			)
		})
	}
}

// A tag of the same app that is not declared (added by a script, say) is removed.
func TestTagGroup_exclusiveOwnTag(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(group("等级", "a = {}\nb = {}\n", "exclusive = true"))},
		// Leaves b in WeCom and out of the state, as if a script had made it.
		resource.TestStep{Config: e.Config("removed {\n  from = wecom_tag_group.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
		resource.TestStep{
			Config: e.Config(group("等级", "a = {}")), ResourceName: address, ImportState: true, ImportStatePersist: true,
			ImportStateIdFunc: func(*terraform.State) (string, error) { return find(t, e, "等级").ID, nil },
		},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(group("等级", "a = {}")), ConfigPlanChecks: inPlace(), Check: e.Sent("del_corp_tag")},
	)
}

func TestTagGroup_notExclusive(t *testing.T) {
	e := acctest.New(t)
	config := func(exclusive bool, tags string) string {
		return e.Config(group("等级", tags, fmt.Sprint("exclusive = ", exclusive)))
	}
	e.Run(
		resource.TestStep{Config: config(false, "a = {}")},
		resource.TestStep{
			PreConfig: func() {
				_, err := e.Console().AddTag(find(t, e, "等级").ID, "手工")
				acctest.Must(t, err)
				e.Forget()
			},
			Config: config(false, "a = {}"), ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionNoop)),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("tags"), knownvalue.MapSizeExact(1))},
			Check:             e.Sent(),
		},
		// Declaring a name that the group holds takes that tag over instead of failing.
		resource.TestStep{Config: config(false, "a = {}\nx = { name = \"手工\" }"), ConfigPlanChecks: inPlace(), Check: e.Sent()},
		resource.TestStep{
			PreConfig: func() {
				_, err := e.Console().AddTag(find(t, e, "等级").ID, "又一个")
				acctest.Must(t, err)
				acctest.Must(t, e.Console().DeleteTag(findTag(t, e, "等级", "手工")))
			},
			Config: config(false, "a = {}"),
		},
		// Switching it on deletes nothing that the plan could not show.
		resource.TestStep{PreConfig: e.Forget, Config: config(true, "a = {}"), Check: e.Sent(), ExpectNonEmptyPlan: true},
		resource.TestStep{PreConfig: e.Forget, Config: config(false, "a = {}"), Check: e.Sent()},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().DeleteTag(findTag(t, e, "等级", "又一个"))) }, Config: config(false, "a = {}")},
	)
}

// Destroying a group that is not exclusive leaves the tags of others.
func TestTagGroup_destroyNotExclusive(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(group("等级", "a = {}", "exclusive = false"))},
		resource.TestStep{
			PreConfig: func() {
				_, err := e.Console().AddTag(find(t, e, "等级").ID, "手工")
				acctest.Must(t, err)
			},
			Config: e.Config(""),
			Check: func(*terraform.State) error {
				if g := find(t, e, "等级"); len(g.Tags) != 1 || g.Tags[0].Name != "手工" {
					return fmt.Errorf("want the tag 手工 alone, got %v", g.Tags)
				}
				e.Keep()
				return nil
			},
		},
	)
}

// A group of the name exists: add_corp_tag would silently put the tags into it.
func TestTagGroup_nameTaken(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.TagGroups = []emulator.TagGroup{{ID: "etSEEDGROUP", Name: "客户等级", CreateTime: 1600000000, Tags: []emulator.Tag{{ID: "etSEEDTAG", Name: "一般", CreateTime: 1600000000}}}}
	})
	e.Run(
		resource.TestStep{
			Config:      e.Config(group("客户等级", "a = {}")),
			ExpectError: acctest.Says(`a tag group named "客户等级" exists already (id etSEEDGROUP), and WeCom would put the tags into it. If it is managed here already: apply again where it gives the name up in this very apply, and take create_before_destroy away, or change the name, where this one replaces it. To manage it otherwise, import it: terraform import <address> etSEEDGROUP`),
		},
		resource.TestStep{Config: e.Config(group("别的", "a = {}"))},
		resource.TestStep{Config: e.Config(group("客户等级", "a = {}")), ExpectError: acctest.Says(`a tag group named "客户等级" exists already (id etSEEDGROUP)`)},
		resource.TestStep{Config: e.Config(group("别的", "a = {}")), PlanOnly: true},
	)
}

// A console-made group can be imported and read, but an app may not change it.
func TestTagGroup_importForeign(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.TagGroups = []emulator.TagGroup{{ID: "etSEEDGROUP", Name: "客户等级", CreateTime: 1600000000, Tags: []emulator.Tag{{ID: "etSEEDTAG", Name: "一般", CreateTime: 1600000000}}}}
	})
	e.Run(
		resource.TestStep{Config: e.Config(group("客户等级", "一般 = {}")), ResourceName: address, ImportState: true, ImportStateId: "etSEEDGROUP", ImportStatePersist: true},
		resource.TestStep{Config: e.Config(group("客户等级", "一般 = {}")), PlanOnly: true},
		// Other keys, same names: nothing to send.
		resource.TestStep{Config: e.Config(group("客户等级", "normal = { name = \"一般\" }")), Check: e.Sent()},
		resource.TestStep{Config: e.Config(group("客户等级", "normal = { name = \"普通\" }")), ExpectError: acctest.Says("made in the console or by another app")},
		resource.TestStep{Config: e.Config("removed {\n  from = wecom_tag_group.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
	)
}

func TestTagGroup_swapGroupNames(t *testing.T) {
	e := acctest.New(t)
	two := func(a, b string) string {
		return e.Config(group(a, "a = {}") + strings.Replace(group(b, "b = {}"), `"test"`, `"other"`, 1))
	}
	e.Run(resource.TestStep{Config: two("甲", "乙")}, resource.TestStep{Config: two("乙", "甲")})
}

// Should WeCom not tell names apart by case, add_corp_tag puts the tags into the other group without a word.
func TestTagGroup_nameDiffersInCase(t *testing.T) {
	const id = "etExpo"
	e := acctest.New(t, func(c *emulator.Corp) {
		c.TagGroups = append(c.TagGroups, emulator.TagGroup{ID: id, Name: "Expo", Tags: []emulator.Tag{{ID: "etA", Name: "a"}}})
	})
	e.SetSwitches(func(s *emulator.Switches) { s.TagNamesIgnoreCase = true })
	e.Run(
		resource.TestStep{
			Config:      e.Config(group("EXPO", "b = {}")),
			ExpectError: acctest.Says(`WeCom takes the name for that of the group "Expo"`),
		},
		resource.TestStep{
			Config: e.Config(`# nothing`),
			Check: func(*terraform.State) error {
				if g := find(t, e, "Expo"); g.ID != id || len(g.Tags) != 1 || g.Tags[0].Name != "a" {
					return fmt.Errorf("the group of somebody else holds %+v", g.Tags)
				}
				return nil
			},
		},
		resource.TestStep{Config: e.Config(group("Other", "b = {}"))},
		resource.TestStep{
			Config:      e.Config(group("expo", "b = {}")),
			ExpectError: acctest.Says(`a tag group named "expo" exists already`),
		},
	)
}
