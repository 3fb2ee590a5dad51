// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"fmt"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// A rule whose range needs two calls, killed at either: the range is completed, and nothing is added twice.
func TestAccKilled_bigRange(t *testing.T) {
	acctest.OnOneCLI(t)
	crowd := func(c *emulator.Corp) {
		for i := range 1002 {
			c.Members = append(c.Members, emulator.Member{UserID: fmt.Sprintf("u%04d", i), Name: "员工"})
		}
	}
	for _, path := range []string{"add_intercept_rule", "update_intercept_rule"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, patient, crowd)
			b.config("resource \"wecom_intercept_rule\" \"test\" {\n  name = \"禁语\"\n  words = [\"返现\"]\n  action = \"block\"\n  user_ids = [for i in range(1002) : format(\"u%04d\", i)]\n}\n")
			b.killAt(path, 0)
			b.settled()
			rules := b.Corp().InterceptRules
			if len(rules) != 1 || len(rules[0].Users) != 1002 {
				t.Errorf("%d rules, want one for 1002 members", len(rules))
			}
			for _, path := range []string{"add_intercept_rule", "update_intercept_rule"} {
				if n := len(b.Requests(path)); n != 1 {
					t.Errorf("%d calls of %s, want 1", n, path)
				}
			}
		})
	}
}
