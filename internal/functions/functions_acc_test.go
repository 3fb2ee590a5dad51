// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package functions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// run calls the functions from a configuration; the provider block stays out, because functions need none.
func run(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	resource.ParallelTest(t, resource.TestCase{
		IsUnitTest:               true,
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_8_0)},
		ProtoV6ProviderFactories: acctest.Factories(),
		Steps:                    steps,
	})
}

// output renders a configuration; plugin-testing serves providers from the namespace hashicorp.
func output(expression string) string {
	return "terraform {\n  required_providers {\n    wecom = {\n      source = \"hashicorp/wecom\"\n    }\n  }\n}\n" +
		"resource \"terraform_data\" \"link\" {\n  input = \"https://work.weixin.qq.com/ca/ca1\"\n}\n" +
		"output \"result\" {\n  value = " + expression + "\n}\n"
}

func TestAccFunctions(t *testing.T) {
	const channel = "https://work.weixin.qq.com/ca/ca1?a=1&customer_channel=%E9%97%A8%E5%BA%97#f"
	run(t,
		resource.TestStep{
			Config:            output(`provider::wecom::acquisition_link_url("https://work.weixin.qq.com/ca/ca1?a=1#f", "门店")`),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("result", knownvalue.StringExact(channel))},
		},
		resource.TestStep{
			Config: output(`provider::wecom::acquisition_link_scheme("https://work.weixin.qq.com/ca/caXXXXX?customer_channel=WORK")`),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("result",
				knownvalue.StringExact("weixin://biz/ww/profile/https%3A%2F%2Fwork.weixin.qq.com%2Fca%2FcaXXXXX%3Fcustomer_channel%3DWORK"))},
		},
	)
}

// The address of a link that is still to be made is not known in the plan.
func TestAccFunctions_unknown(t *testing.T) {
	run(t, resource.TestStep{
		Config:           output(`provider::wecom::acquisition_link_scheme(provider::wecom::acquisition_link_url(terraform_data.link.output, "x"))`),
		ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectUnknownOutputValue("result")}},
		ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("result",
			knownvalue.StringExact("weixin://biz/ww/profile/https%3A%2F%2Fwork.weixin.qq.com%2Fca%2Fca1%3Fcustomer_channel%3Dx"))},
	})
}

// A customer who follows the address comes back with the channel as state.
func TestAccFunctions_channelArrives(t *testing.T) {
	quota := emulator.AcquisitionQuota{Total: 9, Batches: []emulator.QuotaBatch{{ExpireDate: 4102444800, Balance: 9}}}
	e := acctest.New(t, func(c *emulator.Corp) { c.AcquisitionQuota = quota })
	channels := []string{"weibo", "门店 A&B=1/2", strings.Repeat("渠", 21) + "1"}
	hcl := "terraform {\n  required_providers {\n    wecom = {\n      source = \"hashicorp/wecom\"\n    }\n  }\n}\n" +
		"resource \"wecom_acquisition_link\" \"test\" {\n  name     = \"投放\"\n  user_ids = [\"zhangsan\"]\n}\n"
	for i, c := range channels {
		hcl += fmt.Sprintf("output \"url%d\" {\n  value = provider::wecom::acquisition_link_url(wecom_acquisition_link.test.url, %q)\n}\n", i, c)
	}
	e.RunCLI(resource.TestStep{
		Config: e.Config(hcl),
		Check: func(s *terraform.State) error {
			for i, want := range channels {
				address, _ := s.RootModule().Outputs[fmt.Sprint("url", i)].Value.(string)
				row, err := e.Console().FollowAcquisitionLink(address, fmt.Sprint("wm", i))
				if err != nil || row.State != want {
					return fmt.Errorf("%s: state %q, %v; want %q", address, row.State, err, want)
				}
			}
			return e.Console().SetAcquisitionQuota(quota) // each customer used up one
		},
	})
}

func TestAccFunctions_invalid(t *testing.T) {
	for name, c := range map[string]struct{ call, want string }{
		"long channel":  {`provider::wecom::acquisition_link_url("https://work.weixin.qq.com/ca/ca1", "渠道渠道渠道渠道渠道渠道渠道渠道渠道渠道渠道渠道")`, "has 72 bytes; WeCom keeps the first 64"},
		"empty channel": {`provider::wecom::acquisition_link_url("https://work.weixin.qq.com/ca/ca1", "")`, "the channel is empty"},
		"null channel":  {`provider::wecom::acquisition_link_url("https://work.weixin.qq.com/ca/ca1", null)`, "argument must not be null"},
		"no address":    {`provider::wecom::acquisition_link_scheme("ca1")`, `"ca1" is not an https address`},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, resource.TestStep{Config: output(c.call), PlanOnly: true, ExpectError: acctest.Says(c.want)})
		})
	}
}
