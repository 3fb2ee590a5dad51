// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const page = `link = {
  title = "评价"
  url = "https://example.com"
}`

func inSession(name string) tfjsonpath.Path {
	return tfjsonpath.New("temporary_session").AtMapKey(name)
}

func image(id string) string { return fmt.Sprintf("image = {\n media_id = %q\n}", id) }

func TestContactWay_temporary(t *testing.T) {
	e := acctest.New(t)
	code := statecheck.CompareValue(compare.ValuesSame())
	same := func() statecheck.StateCheck { return code.AddStateValue(address, tfjsonpath.New("qr_code")) }
	full := e.Config(one(session("expires_in = 3600", "chat_expires_in = 60", `union_id = "oxTW"`, closing(`text = "再见"`, page))))
	e.Run(
		resource.TestStep{
			Config: e.Config(one(session())),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("temporary_session"), knownvalue.ObjectExact(map[string]knownvalue.Check{
					"expires_in": knownvalue.Int64Exact(604800), "chat_expires_in": knownvalue.Int64Exact(86400),
					"union_id": knownvalue.Null(), "closing_message": knownvalue.Null(),
				})), same(),
			},
			Check: e.Sent(`add_contact_way {"type":1,"scene":2,"skip_verify":true,"user":["zhangsan"],"is_temp":true,"expires_in":604800,"chat_expires_in":86400}`),
		},
		resource.TestStep{
			Config: full, ConfigPlanChecks: inPlace(), ConfigStateChecks: []statecheck.StateCheck{same()},
			Check: sent(t, e, `update_contact_way {"config_id":"ID","skip_verify":true,"user":["zhangsan"],"expires_in":3600,"chat_expires_in":60,"unionid":"oxTW",`+
				`"mark_source":true,"conclusions":{"text":{"content":"再见"},"link":{"title":"评价","url":"https://example.com"}}}`),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"is_exclusive"}}, // not shown by WeCom
		resource.TestStep{Config: full, PlanOnly: true},
		resource.TestStep{
			PreConfig: func() {
				edit(t, e, func(w *emulator.ContactWay) { w.Conclusions.Text, w.ExpiresIn, w.UnionID = "别的", 5000, "other" })
				e.Forget()
			},
			Config: full, ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way"),
		},
		// From link to mini program and back is one update each.
		resource.TestStep{
			PreConfig: func() { edit(t, e, func(w *emulator.ContactWay) { w.Conclusions.Link = nil }); e.Forget() },
			Config:    full, ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way"),
		},
	)
}

func TestContactWay_temporaryPresenceReplaces(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"added", one(), one(session())},
		{"removed", one(session()), one()},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := acctest.New(t)
			e.Run(
				resource.TestStep{Config: e.Config(c.before)},
				resource.TestStep{
					PreConfig: e.Forget, Config: e.Config(c.after),
					ConfigPlanChecks: action(plancheck.ResourceActionDestroyBeforeCreate), Check: e.Sent("del_contact_way", "add_contact_way"),
				},
			)
		})
	}
}

// Media ids are kept from the configuration, and an unchanged closing message is no reason to refuse an update when
// they have expired.
func TestContactWay_closingImage(t *testing.T) {
	e := acctest.New(t)
	first, second := upload(t, e), upload(t, e)
	config := func(remark, media string) string {
		return e.Config(one(fmt.Sprintf("remark = %q", remark), session("expires_in = 1209600", closing(`text = "再见"`, image(media)))))
	}
	url := inSession("closing_message").AtMapKey("image").AtMapKey("url")
	same, differ := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesDiffer())
	e.Run(
		resource.TestStep{
			Config: config("旧", first),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, url, knownvalue.NotNull()),
				statecheck.ExpectKnownValue(address, inSession("closing_message").AtMapKey("image").AtMapKey("media_id"), knownvalue.StringExact(first)),
				same.AddStateValue(address, url), differ.AddStateValue(address, url),
			},
			Check: e.Sent(`add_contact_way {"type":1,"scene":2,"remark":"旧","skip_verify":true,"user":["zhangsan"],"is_temp":true,"expires_in":1209600,` +
				fmt.Sprintf(`"chat_expires_in":86400,"conclusions":{"text":{"content":"再见"},"image":{"media_id":%q}}}`, first)),
		},
		resource.TestStep{Config: config("旧", first), PlanOnly: true},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"is_exclusive", "temporary_session.closing_message.image.media_id"}}, // not shown by WeCom
		// Four days later the id is dead; the picture is not.
		resource.TestStep{
			PreConfig: func() { e.Advance(4 * 24 * time.Hour); e.Forget() },
			Config:    config("新", first), ConfigPlanChecks: inPlace(),
			ConfigStateChecks: []statecheck.StateCheck{same.AddStateValue(address, url)},
			Check:             e.Sent("update_contact_way", "update_contact_way"),
		},
		resource.TestStep{
			PreConfig: func() {
				if w := only(t, e); w.Remark != "新" || w.Conclusions == nil || w.Conclusions.Image == nil {
					t.Errorf("want the new remark and the former picture, got %+v", w)
				}
			},
			Config: config("新", first), PlanOnly: true,
		},
		// A changed closing message needs an id that lives.
		resource.TestStep{Config: config("新", second), ExpectError: acctest.Says("has expired (after three days)")},
	)
}

func TestContactWay_closingImageChanged(t *testing.T) {
	e := acctest.New(t)
	first, second := upload(t, e), upload(t, e)
	config := func(media string) string { return e.Config(one(session(closing(image(media))))) }
	url := inSession("closing_message").AtMapKey("image").AtMapKey("url")
	differ := statecheck.CompareValue(compare.ValuesDiffer())
	e.Run(
		resource.TestStep{Config: config(first), ConfigStateChecks: []statecheck.StateCheck{differ.AddStateValue(address, url)}},
		resource.TestStep{
			PreConfig: e.Forget, Config: config(second), ConfigPlanChecks: inPlace(),
			ConfigStateChecks: []statecheck.StateCheck{differ.AddStateValue(address, url)},
			Check: sent(t, e, `update_contact_way {"config_id":"ID","skip_verify":true,"user":["zhangsan"],"expires_in":604800,"chat_expires_in":86400,`+
				fmt.Sprintf(`"mark_source":true,"conclusions":{"image":{"media_id":%q}}}`, second)),
		},
		resource.TestStep{Config: config(second), PlanOnly: true},
	)
}

// WeCom may drop what an update leaves out: then it is said, and repaired with a new media id.
func TestContactWay_closingImageLost(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.WayOmitted = emulator.OmittedCleared })
	first := upload(t, e)
	config := func(remark, media string) string {
		return e.Config(one(fmt.Sprintf("remark = %q", remark), session("expires_in = 1209600", closing(image(media)))))
	}
	e.Run(
		resource.TestStep{Config: config("旧", first)},
		resource.TestStep{
			PreConfig: func() { e.Advance(4 * 24 * time.Hour) },
			Config:    config("新", first), ExpectError: acctest.Says("Closing message lost"),
		},
		resource.TestStep{
			PreConfig: func() {
				if w := only(t, e); w.Remark != "新" {
					t.Errorf("the rest of the change must have been applied, got %+v", w)
				}
			},
			Config: config("新", first), PlanOnly: true, ExpectNonEmptyPlan: true,
		},
	)
}

func TestContactWay_closingMiniProgram(t *testing.T) {
	e := acctest.New(t)
	media := upload(t, e)
	app := fmt.Sprintf("mini_program = {\n title = \"评价\"\n app_id = \"wx8bd80126147df384\"\n page = \"/path/index\"\n picture_media_id = %q\n}", media)
	config := e.Config(one(session(closing(app))))
	e.Run(
		resource.TestStep{Config: config, Check: e.Sent(`add_contact_way {"type":1,"scene":2,"skip_verify":true,"user":["zhangsan"],"is_temp":true,` +
			`"expires_in":604800,"chat_expires_in":86400,"conclusions":{"miniprogram":{"title":"评价","appid":"wx8bd80126147df384","page":"/path/index","pic_media_id":"` + media + `"}}}`)},
		resource.TestStep{Config: config, PlanOnly: true},
		// After an import the id is taken as configured; nothing is sent.
		resource.TestStep{Config: e.Config("removed {\n  from = wecom_contact_way.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
		resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStatePersist: true,
			ImportStateIdFunc: func(*terraform.State) (string, error) { return only(t, e).ConfigID, nil }},
		resource.TestStep{PreConfig: e.Forget, Config: config, Check: e.Sent()},
		resource.TestStep{
			PreConfig: func() {
				edit(t, e, func(w *emulator.ContactWay) { w.Conclusions.MiniProgram.Page = "/other" })
				e.Forget()
			},
			Config: config, ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way"),
		},
	)
}

func TestContactWay_unsetInSession(t *testing.T) {
	before := one(session(`union_id = "oxTW"`, closing(`text = "再见"`)))
	for _, c := range []struct{ name, after, want string }{
		{"union_id", one(session(closing(`text = "再见"`))), "temporary_session.union_id of contact way"},
		{"closing_message", one(session(`union_id = "oxTW"`)), "temporary_session.closing_message of contact way"},
	} {
		for _, reading := range []string{emulator.EmptyClears, emulator.EmptyIgnored, emulator.EmptyRefused} {
			t.Run(c.name+" "+reading, func(t *testing.T) {
				e := acctest.New(t)
				e.SetSwitches(func(s *emulator.Switches) {
					s.WayEmptyText, s.WayEmptyConclusions, s.WayUnionIDKept = reading, reading, true
				})
				steps := []resource.TestStep{{Config: e.Config(before)}}
				if reading == emulator.EmptyClears {
					steps = append(steps, resource.TestStep{PreConfig: e.Forget, Config: e.Config(c.after), ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way")})
				} else {
					steps = append(steps, resource.TestStep{Config: e.Config(c.after), ExpectError: acctest.Says(c.want)},
						resource.TestStep{PreConfig: e.Forget, Config: e.Config(before), Check: e.Sent()})
				}
				e.Run(steps...)
			})
		}
	}
}

// An expired temporary contact way cannot be edited. As long as WeCom shows it, nothing happens; when it is gone, the
// plan makes a new one and says so.
func TestContactWay_expiry(t *testing.T) {
	e := acctest.New(t)
	config := func(lines ...string) string {
		return e.Config(one(append(lines, session("expires_in = 3600"))...))
	}
	e.Run(
		resource.TestStep{Config: config()},
		resource.TestStep{PreConfig: func() { e.Advance(2 * time.Hour) }, Config: config(), PlanOnly: true},
		resource.TestStep{
			Config:      config(`remark = "新"`),
			ExpectError: acctest.Says("it has expired, its code was used, or it was deleted; WeCom cannot edit a temporary contact way after that. To make a new one with a new QR code: terraform apply -replace=<address>"),
		},
		resource.TestStep{Config: config(), PlanOnly: true},
		resource.TestStep{
			PreConfig: func() { e.SetSwitches(func(s *emulator.Switches) { s.WayExpiredGone = true }); e.Forget() },
			Config:    config(), ConfigPlanChecks: action(plancheck.ResourceActionCreate), Check: e.Sent("add_contact_way"),
		},
		resource.TestStep{
			PreConfig: func() {
				for _, w := range e.Corp().ContactWays { // the expired one that nobody can see any more
					if w.CreateTime < e.Now().Unix()-3600 {
						acctest.Must(t, e.Console().DeleteContactWay(w.ConfigID))
					}
				}
				_, err := e.Console().ScanContactWay(only(t, e).ConfigID, "wmNEW")
				acctest.Must(t, err)
			},
			Config: config(), PlanOnly: true, ExpectNonEmptyPlan: true,
		},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().DeleteContactWay(only(t, e).ConfigID)); e.Keep() }, Config: e.Config("")},
	)
}

func TestContactWay_expiryIsSaid(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.WayExpiredGone = true })
	p := e.Folder(one(session("expires_in = 3600")))
	p.MustApply()
	e.Advance(2 * time.Hour)
	output := p.MustPlan()
	for _, want := range []string{"is gone", "with a new QR code", "1 to add, 0 to change, 0 to destroy"} {
		if !acctest.Says(want).MatchString(output) {
			t.Errorf("the plan does not say %q:\n%s", want, output)
		}
	}
}
