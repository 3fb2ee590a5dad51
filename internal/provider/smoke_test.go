// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// smoke is one life of each resource: what it begins with, and an edit. All else that a resource does is tried in
// process, by the tests beside it.
var smoke = map[string]struct{ hcl, before, after string }{
	"department":          {"name = \"研发\"\n id = 9", "研发", "研发中心"},
	"department_tree":     {`departments = jsonencode({ "研发" = { id = 9 }, "研发/后端" = {} })`, `"研发/后端" = {}`, `"研发/后端" = { order = 7 }`},
	"tag_group":           {"name = \"等级\"\n tags = { \"金\" = {}, \"银\" = {} }", "等级", "级别"},
	"contact_way":         {"type = \"multi\"\n scene = \"qr_code\"\n remark = \"门店\"\n user_ids = [\"zhangsan\"]", "门店", "总店"},
	"acquisition_link":    {"name = \"投放\"\n user_ids = [\"zhangsan\"]\n priority = { scope = \"designated\", user_ids = [\"zhangsan\"] }", "投放", "门店"},
	"product":             {"description = \"龙井\"\n price = 199.9\n pictures = [{ file = " + tea() + " }]", "龙井", "碧螺春"},
	"group_join_way":      {"scene = \"qr_code\"\n chat_ids = [\"wrsmoke\"]\n remark = \"门店\"", "门店", "总店"},
	"kf_account":          {"name = \"售后\"\n avatar = { file = " + tea() + " }", "售后", "售前"},
	"intercept_rule":      {"name = \"涉密\"\n words = [\"机密\"]\n action = \"warn\"\n user_ids = [\"lisi\"]", "warn", "block"},
	"contact_tag":         {"name = \"值班\"\n user_ids = [\"zhangsan\"]", "值班", "备勤"},
	"contact_tag_members": {"tag_id = 12\n user_ids = [\"zhangsan\"]", "zhangsan", "lisi"},
}

// tea is the picture of the example, as HCL. The steps below have no folder of their own to copy it to.
func tea() string {
	file, err := filepath.Abs(filepath.Join(root, "examples", "resources", "wecom_product", "tea.png"))
	if err != nil {
		panic(err)
	}
	return strconv.Quote(file)
}

// Through the CLI: create, nothing to do, update, import by command, by block and by identity, another address, out of
// the state, and destroy.
func TestAccSmoke(t *testing.T) {
	for name := range schema(t).ResourceSchemas {
		noun := strings.TrimPrefix(name, "wecom_")
		t.Run(noun, func(t *testing.T) {
			s, ok := smoke[noun]
			if !ok {
				t.Fatalf("no life of %s is given", name)
			}
			at := name + ".test"
			block := func(label, hcl string) string {
				return "resource \"" + name + "\" \"" + label + "\" {\n " + hcl + "\n}\n"
			}
			e := acctest.New(t, acctest.WithKfAccount, func(c *emulator.Corp) { c.GroupChats = []emulator.GroupChat{{ID: "wrsmoke", Owner: "zhangsan"}} }, func(c *emulator.Corp) {
				c.ContactTags = []emulator.ContactTag{{ID: 12, Name: "司机", Owner: acctest.AppName}}
			})
			first, second := e.Config(block("test", s.hcl)), e.Config(block("test", strings.ReplaceAll(s.hcl, s.before, s.after)))
			planned := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
				return acctest.Planned(plancheck.ExpectResourceAction(at, action))
			}
			ignored := map[string][]string{"contact_way": {"is_exclusive"}, "department_tree": {"departments", "ids"}, "product": {"pictures"}, "kf_account": {"avatar"}}[noun]
			// What WeCom does not show, an import takes as configured: a change that writes nothing.
			taken := noun == "department_tree" || noun == "product" || noun == "kf_account"
			steps := []resource.TestStep{
				{Config: first, ConfigPlanChecks: planned(plancheck.ResourceActionCreate)},
				{Config: first, PlanOnly: true},
				{PreConfig: e.Forget, Config: second, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
				{ResourceName: at, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: ignored},
				{ResourceName: at, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ExpectNonEmptyPlan: taken},
				{
					Config:           e.Config("moved {\n from = " + at + "\n to = " + name + ".moved\n}\n" + block("moved", strings.ReplaceAll(s.hcl, s.before, s.after))),
					ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(name+".moved", plancheck.ResourceActionNoop)),
				},
				{Config: e.Config("moved {\n from = " + name + ".moved\n to = " + at + "\n}\n" + block("test", strings.ReplaceAll(s.hcl, s.before, s.after)))},
			}
			if product, major, minor := acctest.Version(t); major > 1 || minor >= 12 {
				steps = append(steps, resource.TestStep{
					ResourceName: at, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity, ExpectNonEmptyPlan: taken,
				})
			} else {
				t.Logf("%s 1.%d has no identities: import by identity is left out", product, minor)
			}
			steps = append(steps, resource.TestStep{Config: e.Config(""), ConfigPlanChecks: planned(plancheck.ResourceActionDestroy)})
			e.RunCLI(steps...)
		})
	}
}
