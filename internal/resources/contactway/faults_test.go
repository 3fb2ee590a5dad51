// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// Whatever happens to one call, after the apply there is one QR code, as configured.
func TestContactWay_faults(t *testing.T) {
	acctest.EachFault(t, []string{"add_contact_way", "get_contact_way", "update_contact_way", "del_contact_way"}, func(t *testing.T, e *acctest.Env) {
		t.Helper()
		code := ""
		once := func(remark string) resource.TestCheckFunc {
			return func(*terraform.State) error {
				ways := e.Corp().ContactWays
				if len(ways) != 1 || ways[0].Remark != remark || code != "" && ways[0].ConfigID != code {
					return fmt.Errorf("want one contact way %q, always the same, got %v", remark, ways)
				}
				code = ways[0].ConfigID
				return nil
			}
		}
		e.Run(
			resource.TestStep{Config: e.Config(one(`remark = "展会"`, `state = "expo"`)), Check: once("展会")},
			resource.TestStep{Config: e.Config(one(`remark = "门店"`, `state = "expo"`)), Check: once("门店")},
			resource.TestStep{Config: e.Config(""), Check: func(*terraform.State) error {
				if n := len(e.Corp().ContactWays); n != 0 {
					return fmt.Errorf("%d contact ways are left", n)
				}
				return nil
			}},
		)
	})
}
