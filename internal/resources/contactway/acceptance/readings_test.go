// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// The whole life of contact ways under each reading of each switch that can change what the provider sees of them.
// After each apply the framework itself checks that the plan is empty, with and without a refresh.
func TestContactWay_readings(t *testing.T) {
	acctest.EachReading(t, []string{"external", "contact_way", "follow_user"}, departments, life)
}

func life(t *testing.T, e *acctest.Env, _ emulator.Reading) {
	t.Helper()
	const forget = "removed {\n  from = wecom_contact_way.test\n  lifecycle {\n    destroy = false\n  }\n}\n"
	many := func(remark string) string {
		return way("multi", "qr_code", `remark = "`+remark+`"`, `state = "a"`, "skip_verify = false", `user_ids = ["ZhangSan"]`, "department_ids = [2, 3]", "is_exclusive = true")
	}
	button := func(style string) string {
		return `resource "wecom_contact_way" "button" {
  type     = "single"
  scene    = "mini_program"
  user_ids = ["lisi"]
  ` + style + "\n}\n"
	}
	temporary := `resource "wecom_contact_way" "visit" {
  type     = "single"
  scene    = "qr_code"
  user_ids = ["lisi"]
  temporary_session = {
    expires_in = 3600
    closing_message = {
      text = "再见"
      link = {
        title = "评价"
        url   = "https://example.com"
      }
    }
  }
}
`
	id := ""
	find := func() string {
		for _, w := range e.Corp().ContactWays {
			if w.Type == emulator.WayMulti {
				return w.ConfigID
			}
		}
		t.Fatal("the contact way is gone")
		return ""
	}
	rest := button("") + temporary
	config := e.Config(many("新") + rest)
	e.Run(
		resource.TestStep{Config: e.Config(many("旧") + rest), Check: e.Sent("add_contact_way", "add_contact_way", "add_contact_way")},
		resource.TestStep{Config: config, ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way")},
		// Drift is seen and repaired, also of what an update need not name.
		resource.TestStep{
			PreConfig: func() {
				id = find()
				acctest.Must(t, e.Console().UpdateContactWay(id, func(w *emulator.ContactWay) {
					w.Remark, w.SkipVerify, w.Users, w.Departments = "漂移", true, []string{"lisi"}, []int64{2}
				}))
			},
			Config: config, ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way"),
		},
		resource.TestStep{
			PreConfig: func() {
				for _, w := range e.Corp().ContactWays {
					if w.ConfigID == id && (w.Remark != "新" || w.State != "a" || w.SkipVerify || len(w.Users) != 1 || len(w.Departments) != 2 || !w.Exclusive || !w.MarkSource) {
						t.Errorf("not repaired: %+v", w)
					}
					if w.Temporary && (w.Conclusions == nil || w.Conclusions.Link == nil) {
						t.Errorf("the closing message is lost: %+v", w)
					}
				}
			},
			Config: e.Config(many("新") + button("style = 2") + temporary),
			Check:  e.Sent("update_contact_way"),
		},
		// Forget and import: the same configuration plans no call.
		resource.TestStep{Config: e.Config(forget + rest)},
		resource.TestStep{
			PreConfig: e.Forget,
			Config:    config, ResourceName: address, ImportState: true, ImportStatePersist: true,
			ImportStateIdFunc: func(*terraform.State) (string, error) { return find(), nil },
		},
		resource.TestStep{Config: config, Check: func(s *terraform.State) error {
			if got := s.RootModule().Resources[address].Primary.ID; got != id {
				t.Errorf("id %s, want %s", got, id)
			}
			return e.Sent()(s)
		}},
		resource.TestStep{
			PreConfig: func() { acctest.Must(t, e.Console().DeleteContactWay(id)) },
			Config:    config, ConfigPlanChecks: action(plancheck.ResourceActionCreate), Check: e.Sent("add_contact_way"),
		},
	)
}
