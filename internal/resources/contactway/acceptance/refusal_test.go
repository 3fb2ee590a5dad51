// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func quoted(n int) string {
	var ids []string
	for i := range n {
		ids = append(ids, fmt.Sprintf("\"u%03d\"", i))
	}
	return strings.Join(ids, ", ")
}

// Exactly at the limits is fine.
func TestContactWay_limits(t *testing.T) {
	var ids []string
	for i := range 100 {
		ids = append(ids, fmt.Sprintf("u%03d", i))
	}
	for name, hcl := range map[string]string{
		"members and texts": way("multi", "qr_code", "user_ids = ["+quoted(100)+"]",
			fmt.Sprintf("remark = %q", strings.Repeat("长", 30)), fmt.Sprintf("state = %q", strings.Repeat("长", 30))),
		"session": one(session("expires_in = 1209600", "chat_expires_in = 1", closing(fmt.Sprintf("text = %q", strings.Repeat("长", 1333)+"a")))),
	} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t, members(ids...))
			e.Run(resource.TestStep{Config: e.Config(hcl), Check: e.Sent("add_contact_way")})
		})
	}
}

// A value that is known only while the apply runs is checked before WeCom is asked.
func TestContactWay_checkedAgainInApply(t *testing.T) {
	e := acctest.New(t)
	e.Run(resource.TestStep{
		Config: e.Config(`resource "terraform_data" "who" {
  input = ["zhangsan", "lisi"]
}
` + way("single", "qr_code", "user_ids = terraform_data.who.output")),
		ExpectError: acctest.Says(`type is "single", and user_ids names 2 members`),
	})
	if n := len(e.Writes()); n != 0 {
		t.Errorf("want no write, got %d", n)
	}
}

func TestContactWay_unknownInPlan(t *testing.T) {
	e := acctest.New(t)
	e.Run(resource.TestStep{
		Config: e.Config(`resource "terraform_data" "who" {
  input = { users = ["zhangsan"], state = "a", exclusive = true, seconds = 60 }
}
` + way("single", "qr_code", "user_ids = terraform_data.who.output.users", "state = terraform_data.who.output.state",
			"is_exclusive = terraform_data.who.output.exclusive", session("expires_in = terraform_data.who.output.seconds"))),
		ConfigStateChecks: []statecheck.StateCheck{value("state", knownvalue.StringExact("a")), value("is_exclusive", knownvalue.Bool(true))},
		Check:             e.Sent(`add_contact_way {"type":1,"scene":2,"skip_verify":true,"state":"a","user":["zhangsan"],"is_temp":true,"expires_in":60,"chat_expires_in":86400,"is_exclusive":true}`),
	})
}

func TestContactWay_wrongCredential(t *testing.T) {
	e := acctest.New(t)
	e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
	e.Run(resource.TestStep{Config: e.Config(one()), ExpectError: acctest.Says("Set secret (WECOM_SECRET) to the secret of a self-built app")})
}

// A member who left: every update names all members, so it is refused, and the error says who it is about.
func TestContactWay_memberLeft(t *testing.T) {
	e := acctest.New(t)
	both := func(lines ...string) string {
		return e.Config(way("multi", "qr_code", append(lines, `user_ids = ["zhangsan", "lisi"]`)...))
	}
	e.Run(
		resource.TestStep{Config: both()},
		resource.TestStep{
			PreConfig:   func() { acctest.Must(t, e.Console().DeleteMember("lisi")) },
			Config:      both(`remark = "新"`),
			ExpectError: acctest.Says("that this app sees: lisi. They have left"),
		},
		resource.TestStep{Config: e.Config(way("multi", "qr_code", `user_ids = ["zhangsan"]`, `remark = "新"`)), ConfigPlanChecks: inPlace()},
		resource.TestStep{PreConfig: func() {
			corp := e.Corp().ContactWays
			if len(corp) != 1 || len(corp[0].Users) != 1 {
				t.Errorf("want one member left, got %+v", corp)
			}
		}, Config: e.Config(""), Check: e.Kept()},
	)
}

// The ways of another app: an error that names the way out, never a twin.
func TestContactWay_foreign(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		{"41044", "Set the provider's secret (WECOM_SECRET) to that of the app that made it"},
		{"60011", "errcode 60011"},
	} {
		t.Run(c.code, func(t *testing.T) {
			e := acctest.New(t)
			mine := e.Credentials
			other := *e
			other.Credentials = fmt.Sprintf("secret = %q", acctest.OtherSecret)
			e.SetSwitches(func(s *emulator.Switches) { s.WayForeign = c.code })
			e.Run(
				resource.TestStep{Config: e.Config(one())},
				resource.TestStep{Config: other.Config(one()), PlanOnly: true, ExpectError: acctest.Says(c.want)},
				resource.TestStep{Config: e.Config(one()), PlanOnly: true},
			)
			if e.Credentials != mine {
				t.Error("the test changed the credentials of the others")
			}
		})
	}
}

// Removing the line keeps what was made; only another value needs a new code.
func TestContactWay_exclusive(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("is_exclusive = true"))},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one()), ConfigPlanChecks: action(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{Config: e.Config(one("is_exclusive = false")), ConfigPlanChecks: action(plancheck.ResourceActionDestroyBeforeCreate), Check: e.Sent("del_contact_way", "add_contact_way")},
		// Made without a word about it, so false: true needs another one too.
		resource.TestStep{Config: e.Config(one("is_exclusive = true")), ConfigPlanChecks: action(plancheck.ResourceActionDestroyBeforeCreate), Check: e.Sent("del_contact_way", "add_contact_way")},
	)
}

// After an import is_exclusive is not known: the value that is then written is taken over, which neither replaces nor
// writes.
func TestContactWay_exclusiveAfterImport(t *testing.T) {
	e := acctest.New(t)
	id, err := e.Console().AddContactWay(emulator.ContactWay{Type: emulator.WaySingle, Scene: emulator.SceneQRCode, Users: []string{"zhangsan"}, SkipVerify: true, Exclusive: true})
	acctest.Must(t, err)
	config := e.Config(one("is_exclusive = true"))
	e.Run(
		resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStateId: id, ImportStatePersist: true},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one()), ConfigPlanChecks: action(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{Config: config, ConfigPlanChecks: inPlace(), Check: e.Sent()},
		resource.TestStep{Config: config, PlanOnly: true},
		resource.TestStep{Config: e.Config(""), Check: func(*terraform.State) error { return nil }},
	)
}

// The words of the plan.
func TestContactWay_planWarnings(t *testing.T) {
	e := acctest.New(t)
	main := e.Config(one(`remark = "门店"`))
	p := e.Folder(one(`remark = "门店"`))
	says := func(what string, output string, want ...string) {
		t.Helper()
		for _, w := range want {
			if !acctest.Says(w).MatchString(output) {
				t.Errorf("%s does not say %q:\n%s", what, w, output)
			}
		}
	}
	p.MustApply()
	subject := fmt.Sprintf("contact way %s \"门店\"", only(t, e).ConfigID)

	p.Write(strings.Replace(main, `"qr_code"`, `"mini_program"`, 1))
	says("another scene", p.MustPlan(), "QR code of "+subject+" will be lost", "Replacing "+subject+" destroys its QR code. WeCom cannot change `scene` of an existing "+
		"contact way (联系我). Codes already printed stop working when this plan is applied.", "1 to add, 0 to change, 1 to destroy")
	p.Write(strings.Replace(main, "remark", session()+"\n  remark", 1))
	says("a session", p.MustPlan(), "WeCom cannot change `temporary_session` of an existing contact way (联系我).")
	p.Write(strings.Replace(main, "remark", "is_exclusive = true\n  remark", 1))
	says("exclusive", p.MustPlan(), "WeCom cannot change `is_exclusive` of an existing contact way (联系我).")
	p.Write(strings.Replace(main, `"single"`, "terraform_data.kind.output", 1) + "\nresource \"terraform_data\" \"kind\" {\n  input = \"single\"\n}\n")
	says("unknown type", p.MustPlan(), "`type` is known only after apply, so Terraform plans the replacement even if it stays the same.")
	p.Write(strings.Replace(main, "门店", "新", 1))
	if output := p.MustPlan(); strings.Contains(output, "Warning: QR code of") || !strings.Contains(output, "0 to add, 1 to change, 0 to destroy") {
		t.Errorf("an update in place needs no warning:\n%s", output)
	}
	p.Write(main)
	_, destroy := p.PlanDestroy()
	says("destroy", destroy, "Destroying "+subject+" destroys its QR code. Codes already printed stop working when this plan is applied.")

	p.Forget(address)
	p.MustImport(address, only(t, e).ConfigID)
	p.Write(strings.Replace(main, "remark", "is_exclusive = true\n  remark", 1))
	says("import", p.MustPlan(), "is_exclusive of "+subject+" is taken as configured, not compared with WeCom", "WeCom does not show is_exclusive of "+subject, "0 to add, 1 to change, 0 to destroy")
}
