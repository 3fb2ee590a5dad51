// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const department = `
resource "wecom_department" "test" {
  name = "研发"
}
`

const tagGroup = `
resource "wecom_tag_group" "test" {
  name = "等级"
  tags = { a = {} }
}
`

// block renders a provider block and something that needs it.
func block(lines ...string) string {
	return "provider \"wecom\" {\n  " + strings.Join(lines, "\n  ") + "\n}\n" + department
}

func TestProvider_badBlock(t *testing.T) {
	for _, c := range []struct{ name, hcl, want string }{
		{"nothing", block(), "The provider needs to know the corp"},
		{"no corp id names variable", block(`secret = "s"`), "WECOM_CORP_ID. Console: 我的企业 → 企业信息 → 企业ID"},
		{"no secret names both variables", block(`corp_id = "ww1"`), "secret or WECOM_SECRET, for customer tags"},
		{"no secret names contacts", block(`corp_id = "ww1"`), "contacts_secret or WECOM_CONTACTS_SECRET, for writing departments. Console: 管理工具 → 通讯录同步"},
		{"empty corp id", block(`corp_id = ""`, `secret = "s"`), "corp_id is empty"},
		{"blank around secret", block(`corp_id = "ww1"`, `secret = " s"`), "secret is empty or begins or ends with a blank"},
		{"endpoint not a URL", block(`corp_id = "ww1"`, `secret = "s"`, `endpoint = "qyapi.weixin.qq.com"`), "Invalid endpoint"},
		{"endpoint broken", block(`corp_id = "ww1"`, `secret = "s"`, `endpoint = "http://[::1"`), "Invalid endpoint"},
		{"plain http", block(`corp_id = "ww1"`, `secret = "s"`, `endpoint = "http://192.0.2.1"`), "plain http is accepted for loopback addresses only"},
		{"capacity", block(`corp_id = "ww1"`, `secret = "s"`, `max_api_capacity = 0`), "max_api_capacity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			acctest.New(t).Refuses(t, c.hcl, c.want)
		})
	}
}

// A secret that comes from a resource is unknown in the first plan, and again whenever that resource is replaced.
func TestAccProvider_unknownSecret(t *testing.T) {
	e := acctest.New(t)
	config := func(trigger string) string {
		return fmt.Sprintf(`
resource "terraform_data" "vault" {
  input            = %q
  triggers_replace = %q
}
`, acctest.AppSecret, trigger) + e.Config(department)
	}
	e.Credentials = fmt.Sprintf("secret = terraform_data.vault.output\n  contacts_secret = %q", acctest.ContactsSecret)
	e.RunCLI(
		resource.TestStep{Config: config("1"), Check: e.Sent("department/create")},
		resource.TestStep{
			PreConfig:        e.Forget,
			Config:           config("2"),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("wecom_department.test", plancheck.ResourceActionNoop)}},
			Check:            e.Sent(),
		},
	)
}

func TestProvider_wrongSecretIsAskedOnce(t *testing.T) {
	e := acctest.New(t)
	e.Credentials = `secret = "wrong-canary-secret"`
	e.Run(resource.TestStep{
		Config:      e.Config(department + tagGroup),
		ExpectError: acctest.Says("errcode 40001"),
	})
	if n := len(e.Requests("gettoken")); n != 1 {
		t.Errorf("%d calls of gettoken with a wrong secret, want 1: WeCom bans the address after many", n)
	}
}

func TestProvider_untrustedIP(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.CallerIP = "203.0.113.9"
		for i := range c.Apps {
			c.Apps[i].TrustedIPs = []string{"198.51.100.1"}
		}
	})
	e.Run(resource.TestStep{
		Config:      e.Config(department),
		ExpectError: acctest.Says("203.0.113.9"),
	}, resource.TestStep{
		Config:      e.Config(department),
		ExpectError: acctest.Says("企业可信IP"),
	})
}

func TestProvider_wrongKindOfSecret(t *testing.T) {
	for _, code60011 := range []bool{false, true} {
		t.Run(fmt.Sprint("app secret writes departments, 60011 ", code60011), func(t *testing.T) {
			e := acctest.New(t)
			e.SetSwitches(func(s *emulator.Switches) { s.AppWriteRefusal60011 = code60011 })
			e.Credentials = fmt.Sprintf("secret = %q", acctest.AppSecret)
			e.Run(resource.TestStep{Config: e.Config(department), ExpectError: acctest.Says("contacts_secret")})
		})
	}
	t.Run("contacts secret writes tags", func(t *testing.T) {
		e := acctest.New(t)
		e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
		e.Run(resource.TestStep{Config: e.Config(tagGroup), ExpectError: acctest.Says("客户联系 → 可调用接口的应用")})
	})
	t.Run("contacts sync in read mode", func(t *testing.T) {
		e := acctest.New(t, func(c *emulator.Corp) { c.Apps[0].ReadOnly = true })
		e.Run(resource.TestStep{Config: e.Config(department), ExpectError: acctest.Says("通讯录同步")})
	})
}

// With the contacts secret alone and a new address, WeCom shows nothing but ids (48009): names stay as the state has
// them, moves and deletes are still seen.
func TestProvider_idsOnly(t *testing.T) {
	e := acctest.New(t)
	e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
	named := func(extra string) string {
		return e.Config("resource \"wecom_department\" \"test\" {\n  id = 9\n  name = \"研发\"\n  name_en = \"R\"\n" + extra + "}\n")
	}
	e.Run(
		resource.TestStep{Config: named(""), Check: e.Sent("department/create")},
		resource.TestStep{Config: named(""), PlanOnly: true},
		resource.TestStep{
			PreConfig: func() {
				if err := e.Console().SetDepartmentOrder(9, 4); err != nil {
					t.Fatal(err)
				}
			},
			Config: named("order = 3\n"), Check: e.Sent(`department/update {"id":9,"order":3}`),
		},
		resource.TestStep{
			PreConfig: func() {
				if err := e.Console().DeleteDepartment(9); err != nil {
					t.Fatal(err)
				}
			},
			Config:           named("order = 3\n"),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("wecom_department.test", plancheck.ResourceActionCreate)}},
		},
	)
}

func TestProvider_html(t *testing.T) {
	e := acctest.New(t)
	e.Inject(emulator.Fault{Path: "department/create", Kind: emulator.FaultBadGateway, Times: -1})
	e.Run(resource.TestStep{Config: e.Config(department), ExpectError: acctest.Says("502")})
}

// A changed corp_id must not make every object look deleted.
func TestProvider_otherCorp(t *testing.T) {
	e, other := acctest.New(t), acctest.New(t, func(c *emulator.Corp) { c.CorpID = "wwanothercorp000" })
	e.Run(
		resource.TestStep{Config: e.Config(department)},
		resource.TestStep{
			Config:      strings.ReplaceAll(other.Config(department), acctest.CorpID, "wwanothercorp000"),
			PlanOnly:    true,
			ExpectError: acctest.Says("State belongs to another corp"),
		},
		resource.TestStep{Config: e.Config(department), PlanOnly: true},
	)
}
