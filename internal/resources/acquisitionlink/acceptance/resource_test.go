// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const (
	address = "wecom_acquisition_link.test"

	createLink = "customer_acquisition/create_link"
	getLink    = "customer_acquisition/get"
	listLinks  = "customer_acquisition/list_link"
	updateLink = "customer_acquisition/update_link"
	deleteLink = "customer_acquisition/delete_link"
)

const (
	zhangsan = `user_ids = ["zhangsan"]`
	both     = `user_ids = ["zhangsan", "lisi"]`
)

// one renders a link named test with extra lines.
func one(name string, lines ...string) string {
	return fmt.Sprintf("resource \"wecom_acquisition_link\" \"test\" {\n  name = %q\n  %s\n}\n", name, strings.Join(lines, "\n  "))
}

func updated() resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate))
}

func value(attribute string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), want)
}

func users(ids ...string) knownvalue.Check {
	checks := make([]knownvalue.Check, 0, len(ids))
	for _, id := range ids {
		checks = append(checks, knownvalue.StringExact(id))
	}
	return knownvalue.SetExact(checks)
}

// link is the only link of the corp.
func link(t *testing.T, e *acctest.Env) emulator.AcquisitionLink {
	t.Helper()
	links := e.Corp().AcquisitionLinks
	if len(links) != 1 {
		t.Fatalf("the corp has %d links, want 1", len(links))
	}
	return links[0]
}

// edit changes the only link of the corp in the console.
func edit(t *testing.T, e *acctest.Env, change func(*emulator.AcquisitionLink)) {
	t.Helper()
	acctest.Must(t, e.Console().UpdateAcquisitionLink(link(t, e).ID, change))
}

const maximal = `
resource "wecom_acquisition_link" "test" {
  name                = "渠道/投放 (Q1) & 更多"
  user_ids            = ["zhangsan", "lisi"]
  department_ids      = [1]
  skip_verify         = false
  mark_source         = false
  deletion_protection = false
  priority = {
    scope    = "designated"
    user_ids = ["lisi", "zhangsan"]
  }
}
`
