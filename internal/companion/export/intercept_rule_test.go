// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/export"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

func TestInterceptRule(t *testing.T) {
	_, files := write(t, export.Options{Dir: t.TempDir()}, made(root, dept(2, 1, "研发"),
		inventory.Object{Kind: "intercept_rule", ID: "12", Name: "禁语", Value: &client.InterceptRule{
			ID: "12", Name: "禁语", Words: []string{`\`}, Semantics: []int64{3, 1, 9}, Action: 2, Range: client.InterceptRange{DepartmentIDs: []int64{2}}}},
	))
	const head = "of corp wwtest, written by wecomctl export. Yours to edit: no later export changes this file.\n\n"
	if diff := cmp.Diff("# Intercept rules (敏感词规则) "+head+`resource "wecom_intercept_rule" "jin_yu" {
  name           = "禁语"
  words          = ["\\"]
  semantics      = ["9", "phone_number", "red_packet"]
  action         = "warn"
  department_ids = [wecom_department.yan_fa.id]
}
`, files["intercept_rules.tf"]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := strings.Count(files["imports.tf"], "import {"); got != 2 {
		t.Errorf("%d imports:\n%s", got, files["imports.tf"])
	}
}

// Whom it is for, this app cannot see.
func TestInterceptRule_leftOut(t *testing.T) {
	result, files := write(t, export.Options{Dir: t.TempDir()}, made(
		inventory.Object{Kind: "intercept_rule", ID: "12", Name: "看不见", Value: &client.InterceptRule{ID: "12", Name: "看不见", Words: []string{"a"}, Action: 1}},
	))
	if len(result.LeftOut) != 1 || result.LeftOut[0].Object.ID != "12" || export.Total(result.Written) != 0 {
		t.Errorf("%+v", result)
	}
	if want := "whole corp, write department_ids = [1]"; !strings.Contains(files["README.md"], want) {
		t.Errorf("the README lacks %q:\n%s", want, files["README.md"])
	}
}
