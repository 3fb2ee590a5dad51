// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// smoke is the life of what has no specimen: what it begins with, and an edit.
var smoke = map[string][2]string{
	"wecom_contact_tag_members": {"tag_id = 12\n user_ids = [\"zhangsan\"]", "tag_id = 12\n user_ids = [\"lisi\"]"},
	"wecom_department_tree": {
		`departments = jsonencode({ "研发" = { id = 9 }, "研发/后端" = {} })`, `departments = jsonencode({ "研发" = { id = 9 }, "研发/后端" = { order = 7 } })`,
	},
}

// life is a noun through a CLI.
type life struct {
	corp          func(*emulator.Corp)
	first, second string // configurations of its resource at the address test
	// ignored are attributes that an import does not know; taken is set where it takes some as configured, which is a
	// change that writes nothing.
	ignored []string
	taken   bool
}

func lifeOf(t *testing.T, name string) life {
	t.Helper()
	s := specimen.Of(name)
	if s == nil {
		hcl, ok := smoke[name]
		if !ok {
			t.Fatalf("no life of %s is given", name)
		}
		block := func(hcl string) string { return "resource \"" + name + "\" \"test\" {\n " + hcl + "\n}\n" }
		tree := name == "wecom_department_tree"
		return life{corp: func(c *emulator.Corp) {
			c.ContactTags = []emulator.ContactTag{{ID: 12, Name: "司机", Owner: acctest.AppName}}
		}, first: block(hcl[0]), second: block(hcl[1]), ignored: map[bool][]string{true: {"departments", "ids"}}[tree], taken: tree}
	}
	create, update := s.Life()
	l := life{corp: s.Corp, first: create.HCL("beside_", specimen.Address), second: update.HCL("beside_", specimen.Address)}
	for attribute := range s.NotImported {
		l.ignored = append(l.ignored, attribute)
		if _, written := s.Minimal.Values[attribute]; written {
			l.taken = true
		}
	}
	return l
}

// Through the CLI: create, nothing to do, update, import by command, by block and by identity, another address, out of
// the state, and destroy. All else that a resource does is tried in process, by the specimens.
func TestAccSmoke(t *testing.T) {
	for name := range schema(t).ResourceSchemas {
		t.Run(strings.TrimPrefix(name, "wecom_"), func(t *testing.T) {
			if s := specimen.Of(name); s != nil && s.NoImport != "" {
				t.Skip("nothing of it can be imported: " + s.NoImport)
			}
			l, at := lifeOf(t, name), name+".test"
			e := acctest.New(t, seed(l.corp)...)
			first, second := e.Config(l.first), e.Config(l.second)
			planned := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
				return acctest.Planned(plancheck.ExpectResourceAction(at, action))
			}
			steps := []resource.TestStep{
				{Config: first, ConfigPlanChecks: planned(plancheck.ResourceActionCreate)},
				{Config: first, PlanOnly: true},
				{PreConfig: e.Forget, Config: second, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
				{ResourceName: at, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: l.ignored},
				{ResourceName: at, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ExpectNonEmptyPlan: l.taken},
				{
					Config:           e.Config("moved {\n from = " + at + "\n to = " + name + ".moved\n}\n" + strings.Replace(l.second, `"`+name+`" "test"`, `"`+name+`" "moved"`, 1)),
					ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(name+".moved", plancheck.ResourceActionNoop)),
				},
				{Config: e.Config("moved {\n from = " + name + ".moved\n to = " + at + "\n}\n" + l.second)},
			}
			if product, major, minor := acctest.Version(t); major > 1 || minor >= 12 {
				steps = append(steps, resource.TestStep{
					ResourceName: at, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity, ExpectNonEmptyPlan: l.taken,
				})
			} else {
				t.Logf("%s 1.%d has no identities: import by identity is left out", product, minor)
			}
			steps = append(steps, resource.TestStep{Config: e.Config(""), ConfigPlanChecks: planned(plancheck.ResourceActionDestroy)})
			e.RunCLI(steps...)
		})
	}
}

func seed(edit func(*emulator.Corp)) []func(*emulator.Corp) {
	if edit == nil {
		return nil
	}
	return []func(*emulator.Corp){edit}
}
