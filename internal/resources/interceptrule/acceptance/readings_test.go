// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule_test

import (
	"os"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func TestInterceptRule_dataSources(t *testing.T) {
	e := acctest.New(t, withDepartments, consoleRule, func(c *emulator.Corp) {
		c.InterceptRules[0].Departments, c.InterceptRules[0].Semantics = []int64{3}, []int64{3, 1}
	})
	e.SetSwitches(func(s *emulator.Switches) { s.RuleCreateTimeAbsent = true })
	config := `
data "wecom_intercept_rule" "name" {
  name = "禁语"
}
data "wecom_intercept_rule" "id" {
  id = "1000"
}
data "wecom_intercept_rules" "all" {}
`
	const made = "2023-11-14T22:13:20Z"
	var checks []statecheck.StateCheck
	for _, at := range []string{"data.wecom_intercept_rule.name", "data.wecom_intercept_rule.id"} {
		for attribute, want := range map[string]knownvalue.Check{
			"id": knownvalue.StringExact("1000"), "name": knownvalue.StringExact("禁语"), "words": texts("返现"), "action": knownvalue.StringExact("block"),
			"semantics": texts("phone_number", "red_packet"), "user_ids": texts("zhangsan"), "department_ids": numbers(3), "created_at": knownvalue.StringExact(made),
		} {
			checks = append(checks, statecheck.ExpectKnownValue(at, tfjsonpath.New(attribute), want))
		}
	}
	checks = append(checks, statecheck.ExpectKnownValue("data.wecom_intercept_rules.all", tfjsonpath.New("rules"), knownvalue.ListExact([]knownvalue.Check{
		knownvalue.ObjectExact(map[string]knownvalue.Check{
			"id": knownvalue.StringExact("1000"), "name": knownvalue.StringExact("禁语"), "created_at": knownvalue.StringExact(made),
		}),
	})))
	one := func(line string) string {
		return e.Config("data \"wecom_intercept_rule\" \"x\" {\n  " + line + "\n}\n")
	}
	e.Run(
		resource.TestStep{Config: e.Config(config), ConfigStateChecks: checks},
		resource.TestStep{Config: one(`name = "无"`), ExpectError: acctest.Says(`no intercept rule has this name; the corp has "禁语" (1000)`)},
		resource.TestStep{Config: one(`id = "9"`), ExpectError: acctest.Says("There is no intercept rule (敏感词规则) of this id")},
		resource.TestStep{Config: one(""), ExpectError: acctest.Says("Exactly one of these attributes must be configured: [id,name]")},
		resource.TestStep{Config: e.Config("")},
	)
}

// The examples apply as they are on the example corp.
func TestInterceptRule_examples(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		corp := emulator.ExampleCorp()
		c.Departments, c.Members, c.InterceptRules = corp.Departments, corp.Members, corp.InterceptRules
	})
	read := func(names ...string) (hcl string) {
		for _, name := range names {
			raw, err := os.ReadFile("../../../../examples/" + name)
			acctest.Must(t, err)
			hcl += string(raw) + "\n"
		}
		return hcl
	}
	rule := read("resources/wecom_intercept_rule/resource.tf")
	// The data sources come second: a list that is read before the create lacks the new rule.
	all := rule + read("data-sources/wecom_intercept_rule/data-source.tf", "data-sources/wecom_intercept_rules/data-source.tf", "data-sources/wecom_follow_users/data-source.tf")
	e.Run(resource.TestStep{Config: e.Config(rule)}, resource.TestStep{Config: e.Config(all), ConfigStateChecks: []statecheck.StateCheck{
		statecheck.ExpectKnownOutputValue("console_words", texts("微信转账", "私人账户")),
		statecheck.ExpectKnownOutputValue("sales_with_customer_contact", texts("wangfang")),
	}})
}
