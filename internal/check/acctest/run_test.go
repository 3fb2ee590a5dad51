// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// life is what both kinds of Run are taken through: references, data sources that wait and that do not, terraform_data,
// depends_on, ignore_changes, replace_triggered_by, create_before_destroy, moved, import and removed blocks.
func life(e *acctest.Env, seen *[]string) []resource.TestStep {
	const team = `
resource "terraform_data" "members" {
  input = %s
}
resource "wecom_department" "a" {
  name = %q
}
resource "wecom_contact_way" "r" {
  type           = "multi"
  scene          = "qr_code"
  user_ids       = terraform_data.members.output
  department_ids = [wecom_department.a.id]
}
data "wecom_contact_way" "r" {
  id = wecom_contact_way.r.id
}
data "wecom_departments" "all" {
  depends_on = [wecom_department.a]
}
output "scene" {
  value = data.wecom_contact_way.r.scene
}
`
	const others = `
resource "terraform_data" "trigger" {
  input = %q
}
resource "wecom_contact_way" "%s" {
  type     = "single"
  scene    = "qr_code"
  remark   = %q
  user_ids = ["lisi"]
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [remark]
    replace_triggered_by  = [terraform_data.trigger.output]
  }
}
`
	base := fmt.Sprintf(team, `["lisi"]`, "研发")
	step := func(hcl string, checks ...plancheck.PlanCheck) resource.TestStep {
		return resource.TestStep{
			PreConfig: e.Forget, Config: e.Config(hcl), ConfigPlanChecks: acctest.Planned(checks...),
			Check: func(s *terraform.State) error {
				for _, at := range slices.Sorted(maps.Keys(s.RootModule().Resources)) {
					attributes := s.RootModule().Resources[at].Primary.Attributes
					var parts []string
					for _, name := range slices.Sorted(maps.Keys(attributes)) {
						last := name[strings.LastIndex(name, ".")+1:]
						if strings.Contains(name, "id") || last == "created_at" || last == "qr_code" || last == "%" || attributes[name] == "0" && last == "#" {
							continue
						}
						parts = append(parts, name+"="+attributes[name])
					}
					*seen = append(*seen, at+": "+strings.Join(parts, " "))
				}
				calls := e.CallCounts()
				delete(calls, "get_follow_user_list") // of a plan that refreshes: the steps of the CLI refresh before it
				*seen = append(*seen, fmt.Sprint(calls))
				return nil
			},
		}
	}
	action := plancheck.ExpectResourceAction
	return []resource.TestStep{
		step(base, action("data.wecom_contact_way.r", plancheck.ResourceActionRead), action("data.wecom_departments.all", plancheck.ResourceActionRead)),
		step(base, plancheck.ExpectEmptyPlan()),
		step(fmt.Sprintf(team, `["lisi", "zhangsan"]`, "研发"), action("wecom_contact_way.r", plancheck.ResourceActionUpdate)),
		step(fmt.Sprintf(team, `["lisi", "zhangsan"]`, "研发中心"), action("data.wecom_departments.all", plancheck.ResourceActionRead)),
		step(fmt.Sprintf(others, "1", "w", "门店"), action("wecom_contact_way.w", plancheck.ResourceActionCreate)),
		step(fmt.Sprintf(others, "1", "w", "另一个"), plancheck.ExpectEmptyPlan()),
		step(fmt.Sprintf(others, "2", "w", "门店"), action("wecom_contact_way.w", plancheck.ResourceActionCreateBeforeDestroy)),
		step(fmt.Sprintf(others, "2", "v", "门店")+"moved {\n  from = wecom_contact_way.w\n  to   = wecom_contact_way.v\n}\n",
			action("wecom_contact_way.v", plancheck.ResourceActionNoop)),
		step("resource \"wecom_department\" \"root\" {\n  name = \"示例公司\"\n}\nimport {\n  to = wecom_department.root\n  id = \"1\"\n}\n",
			action("wecom_department.root", plancheck.ResourceActionNoop)),
		step("removed {\n  from = wecom_department.root\n  lifecycle {\n    destroy = false\n  }\n}\n"),
	}
}

// Run does what RunCLI does: the same plans, states and calls.
func TestAccRun_asTheCLI(t *testing.T) {
	acctest.OnOneCLI(t)
	if product, _, _ := acctest.Version(t); product == "OpenTofu" {
		t.Skip("the steps in process are Terraform's: OpenTofu refreshes once more before a destroy")
	}
	var ours, theirs []string
	t.Run("both", func(t *testing.T) {
		t.Run("in process", func(t *testing.T) {
			e := acctest.New(t)
			e.Run(life(e, &ours)...)
		})
		t.Run("CLI", func(t *testing.T) {
			e := acctest.New(t)
			e.RunCLI(life(e, &theirs)...)
		})
	})
	if len(ours) < 30 {
		t.Fatalf("%d lines were seen", len(ours))
	}
	if diff := cmp.Diff(theirs, ours); diff != "" {
		t.Errorf("what was seen (-CLI +in process):\n%s", diff)
	}
}
