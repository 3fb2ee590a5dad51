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

func TestContactWay_invalid(t *testing.T) {
	e := acctest.New(t)
	temporary := func(lines ...string) string { return one(session(lines...)) }
	for _, c := range []struct{ name, hcl, want string }{
		{"unknown type", way("double", "qr_code", `user_ids = ["a"]`), `type is "double"; it must be "single" or "multi"`},
		{"type as number", way("2", "qr_code", `user_ids = ["a"]`), `type is "2"; WeCom's 2 is "multi" here, so write that.`},
		{"unknown scene", way("single", "poster", `user_ids = ["a"]`), `scene is "poster"; it must be "mini_program" or "qr_code"`},
		{"single with two", way("single", "qr_code", `user_ids = ["a", "b"]`), `type is "single", and user_ids names 2 members; it must name exactly one`},
		{"single with none", way("single", "qr_code"), `type is "single", and user_ids names 0 members`},
		{"single with department", one("department_ids = [2]"), `type is "single", but department_ids is set`},
		{"multi with nobody", way("multi", "qr_code"), "Neither user_ids nor department_ids names anybody"},
		{"multi with empty lists", way("multi", "qr_code", "user_ids = []", "department_ids = []"), "Neither user_ids nor department_ids names anybody"},
		{"101 members", way("multi", "qr_code", "user_ids = ["+quoted(101)+"]"), "user_ids set must contain at most 100 elements, got: 101"},
		{"twice", way("multi", "qr_code", `user_ids = ["ZhangSan", "zhangsan"]`), `user_ids names "ZhangSan" and "zhangsan"`},
		{"empty userid", way("multi", "qr_code", `user_ids = ["", "a"]`), "user_ids: a userid is empty"},
		{"null user", way("multi", "qr_code", `user_ids = ["a", null]`), "user_ids holds a null. Leave it out"},
		{"null department", way("multi", "qr_code", "department_ids = [2, null]"), "department_ids holds a null. Leave it out"},
		{"department zero", way("multi", "qr_code", "department_ids = [0]"), "department_ids has 0; each number must be 1 to"},
		{"style of a QR code", one("style = 1"), `style is the look of a mini-program button and needs scene = "mini_program", but scene is "qr_code"`},
		{"style 3 of several", way("multi", "mini_program", `user_ids = ["a"]`, "style = 3"), `style 3 needs type = "single", but type is "multi"`},
		{"style zero", way("multi", "mini_program", `user_ids = ["a"]`, "style = 0"), "must be at least 1"},
		{"long remark", one(fmt.Sprintf("remark = %q", strings.Repeat("长", 31))), "has 31 characters; WeCom allows 30"},
		{"long state", one(fmt.Sprintf("state = %q", strings.Repeat("长", 31))), "has 31 characters; WeCom allows 30"},
		{"empty remark", one(`remark = ""`), "remark is empty. To have none, leave the line out or write null."},
		{"blank", one(`state = "a "`), "begins or ends with a blank"},
		{"line break", one(`remark = "a\nb"`), "contains a control character or line break"},
		{"session of several", way("multi", "qr_code", `user_ids = ["a"]`, session()), `temporary_session needs type = "single", but type is "multi"`},
		{"long session", temporary("expires_in = 1209601"), "must be between 1 and 1209600"},
		{"no session", temporary("chat_expires_in = 0"), "must be between 1 and 1209600"},
		{"empty union id", temporary(`union_id = ""`), "union_id is empty"},
		{"empty title", temporary(closing(strings.Replace(page, "评价", "", 1))), "temporary_session.closing_message.link.title is empty; it needs at least one character."},
		{"fraction", temporary("expires_in = 86400 / 7"), "temporary_session.expires_in is 12342.8571429, which is no whole number"},
		{"several userids in one", way("multi", "qr_code", `user_ids = ["lisi;zhangsan"]`), `"lisi;zhangsan" is no userid`},
		{"closing message outside", one(closing(`text = "a"`)), "closing_message"},
		{"empty closing message", temporary(closing()), "closing_message sets none of text, image, link and mini_program"},
		{"two attachments", temporary(closing(image("x"), page)), "closing_message sets image and link. WeCom sends only one of image, link and mini_program"},
		{"long text", temporary(closing(fmt.Sprintf("text = %q", strings.Repeat("长", 1334)))), "has 4002 bytes; WeCom allows 4000"},
		{"long title", temporary(closing(strings.Replace(page, "评价", strings.Repeat("长", 43), 1))), "has 129 bytes; WeCom allows 128"},
		{"long description", temporary(closing(strings.Replace(page, "title", fmt.Sprintf("description = %q\n  title", strings.Repeat("长", 171)), 1))), "has 513 bytes; WeCom allows 512"},
		{"long mini program", temporary(closing("mini_program = {\n title = \"" + strings.Repeat("长", 22) + "\"\n app_id = \"wx\"\n page = \"/\"\n picture_media_id = \"m\"\n}")), "has 66 bytes; WeCom allows 64"},
		{"media id missing", temporary(closing("image = {\n}")), `"media_id" is required`},
	} {
		t.Run(c.name, func(t *testing.T) {
			e.Refuses(t, e.Config(c.hcl), c.want)
		})
	}
	t.Cleanup(func() {
		if calls := e.Requests(); len(calls) > 0 {
			t.Errorf("an invalid configuration must not reach WeCom, got %v", calls)
		}
	})
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

// A value that is known only while the apply runs is checked before WeCom is
// asked.
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

func TestContactWay_refused(t *testing.T) {
	seed := func(c *emulator.Corp) {
		departments(c)
		c.Members = append(c.Members,
			emulator.Member{UserID: "nofunction", Name: "甲", RealNameVerified: true},
			emulator.Member{UserID: "inactive", Name: "乙", CustomerContact: true, RealNameVerified: true, Status: emulator.StatusNotActivated},
			emulator.Member{UserID: "unverified", Name: "丙", CustomerContact: true},
			emulator.Member{UserID: "hidden", Name: "丁", CustomerContact: true, RealNameVerified: true, Departments: []emulator.Membership{{Department: 3}}, MainDepartment: 3},
		)
		c.Members[0].Departments, c.Members[0].MainDepartment = []emulator.Membership{{Department: 2}}, 2
		for i := range c.Apps {
			c.Apps[i].VisibleDepartments, c.Apps[i].VisibleUsers = []int64{2}, []string{"lisi", "nofunction", "inactive", "unverified"}
		}
	}
	of := func(user string) string { return way("single", "qr_code", fmt.Sprintf("user_ids = [%q]", user)) }
	for _, c := range []struct {
		name, hcl string
		code      int // injected, 0: the emulator's own rules refuse
		want      string
	}{
		{"member without the function", of("nofunction"), 0, "it means nofunction, the only member named in user_ids. A member named here has no customer contact function"},
		{"one of several without the function", way("multi", "qr_code", `user_ids = ["lisi", "nofunction"]`), 0, "not among the members with 客户联系 that this app sees: nofunction"},
		{"member not activated", of("inactive"), 0, "it means inactive, the only member named in user_ids. A member named here is not activated: never logged in, or not " +
			"real-name verified. The member must log in to WeCom and verify. Console: 通讯录 → 组织架构 errcode 41054"},
		{"member not verified", of("unverified"), 0, "it means unverified, the only member named in user_ids. A member named here has not been real-name verified (实名认证). " +
			"The member must verify in the WeCom app. errcode 40098"},
		{"one of several not activated", way("multi", "qr_code", `user_ids = ["inactive", "lisi"]`), 0, "A member named here is not activated: never logged in, or not " +
			"real-name verified. The member must log in to WeCom and verify. WeCom does not say which member it is"},
		{"one member beside departments", way("multi", "qr_code", `user_ids = ["unverified"]`, "department_ids = [2]"), 0, "real-name verified (实名认证). " +
			"The member must verify in the WeCom app. WeCom does not say which member it is"},
		{"member outside the range", of("hidden"), 0, "not among the members with 客户联系 that this app sees: hidden"},
		{"member who does not exist", of("nobody"), 0, "not among the members with 客户联系 that this app sees: nobody. They have left, lack the function, or are outside the visible range: correct that, or take them out of user_ids. Console: "},
		{"department outside the range", way("multi", "qr_code", "department_ids = [3]"), 0, "errcode 60011"},
		{"department that does not exist", way("multi", "qr_code", "department_ids = [99]"), 0, "a department of department_ids does not exist or is outside the app's visible range: 99"},
		{"too many with departments", of("zhangsan"), 41041, "errcode 41041"},
		{"style", way("single", "mini_program", `user_ids = ["zhangsan"]`, "style = 9"), 0, "errcode 41042"},
		{"later type", way("7", "qr_code", `user_ids = ["zhangsan"]`), 0, "errcode 41039"},
		{"later scene", way("single", "7", `user_ids = ["zhangsan"]`), 0, "errcode 41040"},
		{"number of ways", of("zhangsan"), 41045, "errcode 41045"},
		{"no developer account", one(session(`union_id = "o"`)), 41057, "errcode 41057"},
		{"media id", one(session(closing(image("nosuch")))), 0, "a media id of closing_message is wrong, has expired (after three days)"},
		{"corp not verified", of("zhangsan"), 43009, "errcode 43009"},
		{"app not listed", of("zhangsan"), 48002, "可调用接口的应用"},
		{"untrusted address", of("zhangsan"), 60020, "errcode 60020"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t, seed)
			if c.code != 0 {
				e.Inject(emulator.Fault{Path: "add_contact_way", Kind: emulator.FaultError, Code: c.code})
			}
			e.Run(resource.TestStep{Config: e.Config(c.hcl), ExpectError: acctest.Says(c.want)})
			for _, r := range e.Writes() {
				if r.Changed {
					t.Errorf("%s changed the corp", r.Path)
				}
			}
		})
	}
}

func TestContactWay_wrongCredential(t *testing.T) {
	e := acctest.New(t)
	e.Credentials = fmt.Sprintf("contacts_secret = %q", acctest.ContactsSecret)
	e.Run(resource.TestStep{Config: e.Config(one()), ExpectError: acctest.Says("Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用")})
}

// A member who left: every update names all members, so it is refused, and the
// error says who it is about.
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

func TestContactWay_deletionProtection(t *testing.T) {
	e := acctest.New(t)
	e.Run(
		resource.TestStep{Config: e.Config(one("deletion_protection = true"))},
		resource.TestStep{Config: e.Config(""), PlanOnly: true, ExpectError: acctest.Says("Deletion protection is on")},
		resource.TestStep{Config: e.Config(way("multi", "qr_code", `user_ids = ["zhangsan"]`, "deletion_protection = true")), PlanOnly: true, ExpectError: acctest.Says("would replace contact way")},
		resource.TestStep{Config: e.Config(one("deletion_protection = true", session())), PlanOnly: true, ExpectError: acctest.Says("would replace contact way")},
		resource.TestStep{Config: e.Config(one("deletion_protection = true", `remark = "新"`)), ConfigPlanChecks: inPlace()},
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(one(`remark = "新"`)), Check: e.Sent()},
	)
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

// After an import is_exclusive is not known: the value that is then written is
// taken over, which neither replaces nor writes.
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
