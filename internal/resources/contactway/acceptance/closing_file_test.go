// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// closingFile is a picture whose content can be told apart.
func closingFile(t *testing.T, mark string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "picture.png")
	acctest.Must(t, os.WriteFile(file, append(append([]byte{}, png...), mark...), 0o600))
	return file
}

// A picture of a closing message is a file: uploaded for the create, again for a change of anything else, which sends
// the message again after the first id has died, and when its content or WeCom's picture became another one.
func TestContactWay_closingFile(t *testing.T) {
	for name, branch := range map[string]string{
		"image":        "image = {\n file = %q\n}",
		"mini program": "mini_program = {\n title = \"评价\"\n app_id = \"wx\"\n page = \"/\"\n picture = { file = %q }\n}",
	} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t)
			file := closingFile(t, "one")
			config := func(remark string) string {
				return e.Config(one(fmt.Sprintf("remark = %q", remark), session("expires_in = 1209600", closing(`text = "再见"`, fmt.Sprintf(branch, file)))))
			}
			planned := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
				return acctest.Planned(plancheck.ExpectResourceAction(address, action))
			}
			both := e.Sent("media/upload", "update_contact_way")
			e.Run(
				resource.TestStep{Config: config("a"), Check: e.Sent("media/upload", "add_contact_way")},
				resource.TestStep{PreConfig: e.Forget, Config: config("a"), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
				resource.TestStep{
					PreConfig: func() { e.Advance(4 * 24 * time.Hour); e.Forget() },
					Config:    config("b"), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: both,
				},
				resource.TestStep{
					PreConfig: func() {
						acctest.Must(t, os.WriteFile(file, append(append([]byte{}, png...), "two"...), 0o600))
						e.Forget()
					},
					Config: config("b"), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: both,
				},
			)
		})
	}
}

// The first file after an import is taken as the picture that is there: nothing is uploaded, and nothing sent.
func TestContactWay_closingFileImported(t *testing.T) {
	for name, branch := range map[string]string{
		"image":        "image = {\n file = %q\n}",
		"mini program": "mini_program = {\n title = \"评价\"\n app_id = \"wx\"\n page = \"/\"\n picture = { file = %q }\n}",
	} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t)
			config := e.Config(one(session("expires_in = 1209600", closing(fmt.Sprintf(branch, closingFile(t, "one"))))))
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{Config: e.Config("removed {\n  from = wecom_contact_way.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
				resource.TestStep{Config: config, ResourceName: address, ImportState: true, ImportStatePersist: true,
					ImportStateIdFunc: func(*terraform.State) (string, error) { return only(t, e).ConfigID, nil }},
				resource.TestStep{PreConfig: e.Forget, Config: config, Check: e.Sent()},
				resource.TestStep{PreConfig: e.Forget, Config: config, ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionNoop)), Check: e.Sent()},
			)
		})
	}
}

// A file takes the place of a media id, and the other way round: one write each, and an upload for the file alone.
func TestContactWay_closingFileOrMediaID(t *testing.T) {
	e := acctest.New(t)
	id := upload(t, e)
	byID := e.Config(one(session("expires_in = 1209600", closing(image(id)))))
	byFile := e.Config(one(session("expires_in = 1209600", closing(fmt.Sprintf("image = {\n file = %q\n}", closingFile(t, "one"))))))
	e.Run(
		resource.TestStep{Config: byID},
		resource.TestStep{PreConfig: e.Forget, Config: byFile, ConfigPlanChecks: inPlace(), Check: e.Sent("media/upload", "update_contact_way")},
		resource.TestStep{PreConfig: e.Forget, Config: byID, ConfigPlanChecks: inPlace(), Check: e.Sent("update_contact_way")},
	)
}

// Another picture that another program set shows by its address, and is repaired.
func TestContactWay_closingFileElsewhere(t *testing.T) {
	e := acctest.New(t)
	file := closingFile(t, "one")
	config := e.Config(one(session("expires_in = 1209600", closing(fmt.Sprintf("image = {\n file = %q\n}", file)))))
	e.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().UpdateContactWay(e.Corp().ContactWays[0].ConfigID, func(w *emulator.ContactWay) { w.Conclusions.Image.MediaID = "another" }))
				e.Forget()
			},
			Config: config, ConfigPlanChecks: acctest.Planned(plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)),
			Check: e.Sent("media/upload", "update_contact_way"),
		},
		resource.TestStep{PreConfig: e.Forget, Config: config, Check: e.Sent()},
	)
}
