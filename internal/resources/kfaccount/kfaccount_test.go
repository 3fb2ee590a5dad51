// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfaccount_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_kf_account.test"

// picture is the path of a picture of an example, in a folder of the test.
func picture(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "resources", "wecom_product", name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name+".png")
	acctest.Must(t, os.WriteFile(file, raw, 0o600))
	return file
}

func account(avatar string) string {
	return fmt.Sprintf("resource \"wecom_kf_account\" \"test\" {\n  name   = \"售后\"\n  avatar = { %s }\n}\n", avatar)
}

func file(path string) string { return fmt.Sprintf("file = %q", path) }

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// made is the account of the test.
func made(e *acctest.Env) emulator.KfAccount {
	for _, a := range e.Corp().KfAccounts {
		if a.ID != acctest.KfAccount {
			return a
		}
	}
	return emulator.KfAccount{}
}

func repaint(t *testing.T, e *acctest.Env) func() {
	t.Helper()
	return func() {
		acctest.Must(t, e.Console().UpdateKfAccount(made(e).ID, func(a *emulator.KfAccount) { a.Picture = "another" }))
		e.Forget()
	}
}

// Where WeCom does not say whether the app may change the account, nothing is planned for that.
func TestKfAccount_manageHidden(t *testing.T) {
	e := acctest.New(t, acctest.WithKfAccount)
	e.SetSwitches(func(s *emulator.Switches) { s.KfManageAbsent = true })
	config := e.Config(account(file(picture(t, "tea"))))
	e.Run(
		resource.TestStep{Config: config, Check: resource.TestCheckNoResourceAttr(address, "manageable")},
		resource.TestStep{PreConfig: e.Forget, Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
	)
}

// A flag that an administrator takes away is shown and never planned on; a change is then refused with the page to
// open.
func TestKfAccount_takenAway(t *testing.T) {
	e := acctest.New(t, acctest.WithKfAccount)
	png := picture(t, "tea")
	config := e.Config(account(file(png)))
	hand := func(app string) func() {
		return func() {
			acctest.Must(t, e.Console().UpdateKfAccount(made(e).ID, func(a *emulator.KfAccount) { a.App = app }))
		}
	}
	e.Run(
		resource.TestStep{Config: config, Check: resource.TestCheckResourceAttr(address, "manageable", "true")},
		resource.TestStep{PreConfig: hand(""), Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			Check: resource.TestCheckResourceAttr(address, "manageable", "false")},
		resource.TestStep{Config: e.Config(account(file(picture(t, "tin")))), ExpectError: acctest.Says("the account is not handed to this app, which can read it only. " +
			"Hand it to the app in the console (微信客服 → 通过API管理微信客服账号)")},
		resource.TestStep{PreConfig: hand(acctest.AppName), Config: config},
	)
}

// A picture that was changed in the console is uploaded again, once, whatever the addresses do; where they change with
// every answer, or with nothing, the change is not seen.
func TestKfAccount_pictureChanged(t *testing.T) {
	for reading, seen := range map[string]bool{
		"": true, emulator.KfAvatarOfContent: true, emulator.KfAvatarSigned: true,
		emulator.KfAvatarVolatile: false, emulator.KfAvatarHidden: false, emulator.KfAvatarFixed: false,
	} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t, acctest.WithKfAccount)
			e.SetSwitches(func(s *emulator.Switches) { s.KfAvatar = reading })
			config := e.Config(account(file(picture(t, "tea"))))
			action, sent := plancheck.ResourceActionNoop, []string(nil)
			if seen {
				action, sent = plancheck.ResourceActionUpdate, []string{"media/upload", "account/update"}
			}
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{PreConfig: repaint(t, e), Config: config, ConfigPlanChecks: planned(action), Check: e.Sent(sent...)},
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
			)
		})
	}
}

// One that was named by a media id cannot be uploaded again: it is told and left.
func TestKfAccount_mediaID(t *testing.T) {
	e := acctest.New(t, acctest.WithKfAccount)
	e.Run(
		resource.TestStep{Config: e.Config(account(file(picture(t, "tea"))))},
		resource.TestStep{Config: e.Config(account(`media_id = "3nobody"`)), ExpectError: acctest.Says("the media id of avatar is wrong, has expired (after three days), " +
			"or was not uploaded with media/upload as an image. Name the picture by file instead of media_id")},
	)
}

// An imported account takes the first configured file as the one that is there, with a warning and without a write; a
// change of the file is written.
func TestKfAccount_imported(t *testing.T) {
	e := acctest.New(t, acctest.WithKfAccount)
	block := "import {\n  to = wecom_kf_account.test\n  id = \"" + acctest.KfAccount + "\"\n}\n"
	at := func(avatar string) string {
		return fmt.Sprintf("resource \"wecom_kf_account\" \"test\" {\n  name   = \"总台\"\n  avatar = { %s }\n}\n", file(avatar))
	}
	tea := picture(t, "tea")
	e.Run(
		resource.TestStep{Config: e.Config(block + at(tea)), Check: e.Sent()},
		resource.TestStep{Config: e.Config(at(tea)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{Config: e.Config(at(picture(t, "tin"))), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent("media/upload", "account/update")},
		resource.TestStep{PreConfig: e.Keep, Config: e.Config("removed {\n  from = wecom_kf_account.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
	)
}

// The plan of an import says that the picture is taken as configured.
func TestKfAccount_takenAsConfigured(t *testing.T) {
	e := acctest.New(t, acctest.WithKfAccount)
	hcl := fmt.Sprintf("resource \"wecom_kf_account\" \"test\" {\n  name   = \"总台\"\n  avatar = { %s }\n}\n", file(picture(t, "tea")))
	e.InFolder(hcl, func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustImport(address, acctest.KfAccount)
		if output := f.MustPlan(); !acctest.Says("is taken as configured").MatchString(output) {
			t.Error(output)
		}
	})
}
