// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package product_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_product.test"

// picture writes a file that begins as a PNG does, and returns its path. The emulator looks into pictures of moments
// only.
func picture(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "resources", "wecom_product", name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name+".png")
	acctest.Must(t, os.WriteFile(file, raw, 0o600))
	return file
}

func one(price string, files ...string) string {
	list := ""
	for _, f := range files {
		list += fmt.Sprintf("{ file = %q }, ", f)
	}
	return fmt.Sprintf("resource \"wecom_product\" \"test\" {\n  description = \"龙井\"\n  price       = %s\n  pictures    = [%s]\n}\n", price, list)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// WeCom is known to answer 0 for every price: that is neither drift nor a price. After an import the price is not
// known, and the configured one is written once.
func TestProduct_priceReadsZero(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.ProductPriceZero = true })
	config := e.Config(one("199.9", picture(t, "tea")))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{PreConfig: e.Forget, Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"price", "pictures"}},
	)
}

// Should WeCom add pictures to those there are instead of replacing them, the error says so, and the state has what is
// there.
func TestProduct_picturesAppended(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.ProductPicturesAppended = true })
	e.Run(
		resource.TestStep{Config: e.Config(one("1", picture(t, "tea")))},
		resource.TestStep{Config: e.Config(one("1", picture(t, "tin"))), ExpectError: acctest.Says("WeCom was sent 1 pictures and now shows 2: it kept former ones beside them.")},
	)
}

// The digest of the file is the plan's: other content under the same name is a change, the same content under another
// name is none that WeCom must hear of.
func TestProduct_content(t *testing.T) {
	e := acctest.New(t)
	tea, tin := picture(t, "tea"), picture(t, "tin")
	config := e.Config(one("1", tea))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				e.Forget()
				raw, err := os.ReadFile(tin)
				acctest.Must(t, err)
				acctest.Must(t, os.WriteFile(tea, raw, 0o600))
			},
			Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent("upload_attachment", "update_product_album"),
		},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one("1", tin)), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent()},
	)
}

// An imported product takes the first configured files as those that are there, with a warning and without a write.
func TestProduct_imported(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.ProductAlbums = []emulator.ProductAlbum{{ID: "pA1", Description: "龙井", Price: 100, Pictures: []string{"x"}, Owner: c.Apps[1].Name}}
	})
	config := e.Config("import {\n  to = wecom_product.test\n  id = \"pA1\"\n}\n" + one("1", picture(t, "tea")))
	e.Run(
		resource.TestStep{Config: config, Check: e.Sent()},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(""), Check: e.Sent("delete_product_album")},
		resource.TestStep{
			PreConfig: func() {
				if n := len(e.Corp().ProductAlbums); n != 0 {
					t.Errorf("%d products are left", n)
				}
				e.Keep() // the corp had the product when the test began
			},
			Config: e.Config(""),
		},
	)
}
