// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func TestContactWay_identity(t *testing.T) {
	e := acctest.New(t)
	// is_exclusive is not shown by WeCom, so an import leaves it open.
	e.Run(
		resource.TestStep{
			Config: e.Config(one(`remark = "海报"`)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectIdentity(address, map[string]knownvalue.Check{
					"corp_id": knownvalue.StringExact(acctest.CorpID),
					"id":      knownvalue.NotNull(),
				}),
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
	)
}

// The identity of another corp's contact way is not ours to import.
func TestContactWay_identityOfAnotherCorp(t *testing.T) {
	e := acctest.New(t)
	e.Run(resource.TestStep{
		Config:      e.Config(one() + "import {\n  to = wecom_contact_way.test\n  identity = {\n    corp_id = \"wwanother\"\n    id      = \"x\"\n  }\n}\n"),
		ExpectError: acctest.Says("Identity belongs to another corp"),
	})
}

func TestContactWay_importOfNothing(t *testing.T) {
	for _, c := range []struct{ id, want string }{
		{" x", "A contact way is imported by its config_id"},
		{"nosuch", "Cannot import non-existent remote object"},
	} {
		t.Run(c.id, func(t *testing.T) {
			e := acctest.New(t)
			e.Run(resource.TestStep{Config: e.Config(one()), ResourceName: address, ImportState: true, ImportStateId: c.id, ExpectError: acctest.Says(c.want)})
			if n := len(e.Writes()); n != 0 {
				t.Errorf("%d writes", n)
			}
		})
	}
}
