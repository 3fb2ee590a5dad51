// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

func TestDepartment_identity(t *testing.T) {
	e := acctest.New(t)
	config := e.Config(one("研发", `id = 9`))
	e.Run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectIdentity(address, map[string]knownvalue.Check{
					"corp_id": knownvalue.StringExact(acctest.CorpID),
					"id":      knownvalue.Int64Exact(9),
				}),
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
	)
}

// The identity of another corp's department is not ours to import.
func TestDepartment_identityOfAnotherCorp(t *testing.T) {
	e := acctest.New(t)
	e.Run(resource.TestStep{
		Config:      e.Config(one("研发") + "import {\n  to = wecom_department.test\n  identity = {\n    corp_id = \"wwanother\"\n    id      = 1\n  }\n}\n"),
		ExpectError: acctest.Says("Identity belongs to another corp"),
	})
}
