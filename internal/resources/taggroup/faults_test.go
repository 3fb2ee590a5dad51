// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Whatever happens to one call, after the apply the corp is as configured, once.
func TestTagGroup_faults(t *testing.T) {
	create, update := group("等级", "a = {}\nb = {}"), group("级别", "a = { name = \"甲\" }\nc = {}")
	acctest.EachFault(t, []string{"add_corp_tag", "edit_corp_tag", "del_corp_tag", "get_corp_tag_list"}, func(t *testing.T, e *acctest.Env) {
		t.Helper()
		once := func(name string, tags ...string) resource.TestCheckFunc {
			return func(*terraform.State) error {
				groups := e.Corp().TagGroups
				if len(groups) != 1 || groups[0].Name != name {
					return fmt.Errorf("want the group %q alone, got %v", name, groups)
				}
				var got []string
				for _, tag := range groups[0].Tags {
					got = append(got, tag.Name)
				}
				slices.Sort(got)
				slices.Sort(tags)
				if !slices.Equal(got, tags) {
					return fmt.Errorf("want the tags %v, got %v", tags, got)
				}
				return nil
			}
		}
		e.Run(
			resource.TestStep{Config: e.Config(create), Check: once("等级", "a", "b")},
			resource.TestStep{Config: e.Config(update), Check: once("级别", "甲", "c")},
			resource.TestStep{Config: e.Config(""), Check: func(*terraform.State) error {
				if n := len(e.Corp().TagGroups); n != 0 {
					return fmt.Errorf("%d tag groups are left", n)
				}
				return nil
			}},
		)
	})
}

// Reads that show the corp as it was before the last write.
func TestTagGroup_readsLag(t *testing.T) {
	for reads := 1; reads <= 5; reads++ {
		t.Run(fmt.Sprint(reads), func(t *testing.T) {
			e := acctest.New(t).Patient()
			lag := func(reads int) func() {
				return func() { e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = reads }) }
			}
			// One that lags behind a create must not look like a deletion, nor one that
			// lags behind an update like an edit in the console: each step ends with an
			// empty plan.
			e.Run(
				resource.TestStep{PreConfig: lag(reads), Config: e.Config(group("等级", "a = {}\nb = {}"))},
				resource.TestStep{PreConfig: lag(reads), Config: e.Config(group("级别", "a = { name = \"甲\" }\nc = {}"))},
			)
		})
	}
}
