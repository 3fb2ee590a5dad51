// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Whatever happens to one call, after the apply the corp is as configured, once.
func TestAccAcquisitionLink_faults(t *testing.T) {
	faults := map[string]emulator.Fault{
		"lost before":   {Kind: emulator.FaultLostReply, When: emulator.Before},
		"lost after":    {Kind: emulator.FaultLostReply, When: emulator.After},
		"500 before":    {Kind: emulator.FaultServerError, When: emulator.Before},
		"500 after":     {Kind: emulator.FaultServerError, When: emulator.After},
		"502 after":     {Kind: emulator.FaultBadGateway, When: emulator.After},
		"truncated":     {Kind: emulator.FaultTruncated, When: emulator.After},
		"busy before":   {Kind: emulator.FaultError, Code: -1, When: emulator.Before},
		"busy after":    {Kind: emulator.FaultError, Code: -1, When: emulator.After},
		"6000":          {Kind: emulator.FaultError, Code: 6000, When: emulator.Before},
		"45033":         {Kind: emulator.FaultError, Code: 45033, When: emulator.Before},
		"45009":         {Kind: emulator.FaultError, Code: 45009, When: emulator.Before},
		"token expired": {Kind: emulator.FaultError, Code: 42001, When: emulator.Before},
		"token invalid": {Kind: emulator.FaultError, Code: 40014, When: emulator.Before},
	}
	paths := []string{createLink, getLink, updateLink, deleteLink}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t)
			for _, path := range paths {
				hit := fault
				hit.Path = path
				e.Inject(hit)
			}
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
			for _, path := range paths {
				if !slices.ContainsFunc(e.Requests(path), func(r emulator.Request) bool { return r.Fault != "" }) {
					t.Errorf("the fault hit no %s: this case proves nothing", path)
				}
			}
		})
	}
}
