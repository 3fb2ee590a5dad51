// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// links are n links of the app and one of another, from older to newer.
func links(n int) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for i := range n {
			c.AcquisitionLinks = append(c.AcquisitionLinks, emulator.AcquisitionLink{
				ID: fmt.Sprintf("calink%03d", i), Name: fmt.Sprint("链接", i), Users: []string{"lisi"}, SkipVerify: i%2 == 0, MarkSource: true,
				CreateTime: 1710754200 + int64(i), Owner: acctest.AppName,
			})
		}
		c.AcquisitionLinks = append(c.AcquisitionLinks, emulator.AcquisitionLink{ID: "caother", Name: "别人的", Users: []string{"lisi"}, Owner: acctest.OtherName})
	}
}

func TestAcquisitionLinkDataSource(t *testing.T) {
	const data = "data.wecom_acquisition_link.test"
	e := acctest.New(t)
	e.Run(resource.TestStep{
		Config: e.Config(maximal + "data \"wecom_acquisition_link\" \"test\" {\n  id = wecom_acquisition_link.test.id\n}\n"),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(data, tfjsonpath.New("name"), knownvalue.StringExact("渠道/投放 (Q1) & 更多")),
			statecheck.ExpectKnownValue(data, tfjsonpath.New("user_ids"), users("zhangsan", "lisi")),
			statecheck.ExpectKnownValue(data, tfjsonpath.New("department_ids"), knownvalue.SetExact([]knownvalue.Check{knownvalue.Int64Exact(1)})),
			statecheck.ExpectKnownValue(data, tfjsonpath.New("skip_verify"), knownvalue.Bool(false)),
			statecheck.ExpectKnownValue(data, tfjsonpath.New("mark_source"), knownvalue.Bool(false)),
			statecheck.ExpectKnownValue(data, tfjsonpath.New("priority"), knownvalue.ObjectExact(map[string]knownvalue.Check{
				"scope": knownvalue.StringExact("designated"), "user_ids": users("lisi", "zhangsan"),
			})),
		},
		Check: resource.ComposeTestCheckFunc(
			resource.TestCheckResourceAttrPair(data, "url", address, "url"),
			resource.TestCheckResourceAttrPair(data, "created_at", address, "created_at"),
		),
	})
}

func TestAcquisitionLinksDataSource(t *testing.T) {
	const data, hcl = "data.wecom_acquisition_links.all", "data \"wecom_acquisition_links\" \"all\" {}\n"
	first := tfjsonpath.New("links").AtSliceIndex(0)
	for _, c := range []struct{ n, pages int }{{0, 1}, {1, 1}, {230, 3}} {
		t.Run(fmt.Sprint(c.n), func(t *testing.T) {
			e := acctest.New(t, links(c.n))
			checks := []statecheck.StateCheck{statecheck.ExpectKnownValue(data, tfjsonpath.New("links"), knownvalue.ListSizeExact(c.n))}
			if c.n > 0 {
				checks = append(checks, statecheck.ExpectKnownValue(data, first, knownvalue.ObjectExact(map[string]knownvalue.Check{
					"id": knownvalue.StringExact("calink000"), "name": knownvalue.StringExact("链接0"), "user_ids": users("lisi"),
					"department_ids": knownvalue.SetExact(nil), "skip_verify": knownvalue.Bool(true), "mark_source": knownvalue.Bool(true), "priority": knownvalue.Null(),
					"url": knownvalue.StringExact("https://work.weixin.qq.com/ca/calink000"), "created_at": knownvalue.StringExact("2024-03-18T09:30:00Z"),
				})))
			}
			e.Run(resource.TestStep{Config: e.Config(hcl), ConfigStateChecks: checks})
			lists, gets := len(e.Requests(listLinks)), len(e.Requests(getLink))
			if lists == 0 || lists%c.pages != 0 || gets != lists/c.pages*c.n {
				t.Errorf("%d calls of list and %d of get, want %d and %d for each read", lists, gets, c.pages, c.n)
			}
		})
	}
}

func TestAcquisitionQuotaDataSource(t *testing.T) {
	const data, hcl = "data.wecom_acquisition_quota.this", "data \"wecom_acquisition_quota\" \"this\" {}\n"
	e := acctest.New(t, func(c *emulator.Corp) {
		c.AcquisitionQuota = emulator.AcquisitionQuota{Total: 1000, Batches: []emulator.QuotaBatch{
			{ExpireDate: 4102416000, Balance: 300}, {ExpireDate: 4070880000, Balance: 200},
		}}
	})
	expiry := func(at string, balance int64) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{"expires_at": knownvalue.StringExact(at), "balance": knownvalue.Int64Exact(balance)})
	}
	e.Run(
		resource.TestStep{
			Config: e.Config(hcl),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(data, tfjsonpath.New("total"), knownvalue.Int64Exact(1000)),
				statecheck.ExpectKnownValue(data, tfjsonpath.New("balance"), knownvalue.Int64Exact(500)),
				statecheck.ExpectKnownValue(data, tfjsonpath.New("expiring"), knownvalue.ListExact([]knownvalue.Check{
					expiry("2098-12-31T16:00:00Z", 200), expiry("2099-12-31T16:00:00Z", 300),
				})),
			},
		},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().SetAcquisitionQuota(emulator.AcquisitionQuota{Total: 1000}))
				e.Keep()
			},
			Config: e.Config(hcl),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(data, tfjsonpath.New("balance"), knownvalue.Int64Exact(0)),
				statecheck.ExpectKnownValue(data, tfjsonpath.New("expiring"), knownvalue.ListExact(nil)),
			},
		},
	)
}

// The data sources refuse a secret that may not read links in words of their own, and say which it is.
func TestAcquisitionDataSources_refused(t *testing.T) {
	for _, c := range []struct{ name, hcl, want string }{
		{"link", "data \"wecom_acquisition_link\" \"x\" {\n  id = \"ca1\"\n}\n", "Unable to read acquisition link"},
		{"empty id", "data \"wecom_acquisition_link\" \"x\" {\n  id = \"\"\n}\n", "id is empty"},
		{"links", "data \"wecom_acquisition_links\" \"x\" {}\n", "Unable to list acquisition links"},
		{"quota", "data \"wecom_acquisition_quota\" \"x\" {}\n", "Unable to read acquisition quota"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, func(corp *emulator.Corp) { corp.Apps[1].CustomerContact = false })
			steps := []resource.TestStep{{Config: e.Config(c.hcl), ExpectError: acctest.Says(c.want)}}
			if c.name != "empty id" {
				steps = append(steps, resource.TestStep{Config: e.Config(c.hcl), ExpectError: acctest.Says("客户联系 → 可调用接口的应用")})
			}
			e.Run(steps...)
		})
	}
}
