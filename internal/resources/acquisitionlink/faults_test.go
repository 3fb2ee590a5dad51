// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// Whatever happens to one call, after the apply the corp is as configured, once.
func TestAcquisitionLink_faults(t *testing.T) {
	acctest.EachFault(t, []string{createLink, getLink, updateLink, deleteLink}, func(t *testing.T, e *acctest.Env) {
		t.Helper()
		once := func(name string, skip bool) resource.TestCheckFunc {
			return func(*terraform.State) error {
				links := e.Corp().AcquisitionLinks
				if len(links) != 1 || links[0].Name != name || links[0].SkipVerify != skip {
					return fmt.Errorf("want %q once and nothing else, got %v", name, links)
				}
				return nil
			}
		}
		e.Run(
			resource.TestStep{Config: e.Config(one("投放", zhangsan)), Check: once("投放", true)},
			resource.TestStep{Config: e.Config(one("投放二", zhangsan, "skip_verify = false")), Check: once("投放二", false)},
			resource.TestStep{Config: e.Config(""), Check: func(*terraform.State) error {
				if n := len(e.Corp().AcquisitionLinks); n != 0 {
					return fmt.Errorf("%d links are left", n)
				}
				return nil
			}},
		)
	})
}
