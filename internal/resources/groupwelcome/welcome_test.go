// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package groupwelcome_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_group_welcome_template.test"

func one(lines ...string) string {
	return "resource \"wecom_group_welcome_template\" \"test\" {\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// picture is a file that begins as a PNG does.
func picture(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "resources", "wecom_group_welcome_template", "welcome.png"))
	acctest.Must(t, err)
	file := filepath.Join(t.TempDir(), "welcome.png")
	acctest.Must(t, os.WriteFile(file, raw, 0o600))
	return file
}

func template(e *acctest.Env) emulator.WelcomeTemplate { return e.Corp().WelcomeTemplates[0] }

// uploaded is a media id of the user's, good for three days.
func uploaded(t *testing.T, e *acctest.Env, kind string) string {
	t.Helper()
	c, err := client.New(client.Config{Endpoint: e.URL, CorpID: acctest.CorpID, Secret: acctest.AppSecret, MaxAPICapacity: 100})
	acctest.Must(t, err)
	raw, err := os.ReadFile(picture(t))
	acctest.Must(t, err)
	id, err := c.Media.Upload(t.Context(), kind, &client.File{Name: "f.png", Type: "image/png", Content: raw})
	acctest.Must(t, err)
	return id
}

// A picture lives on when its media id has died: where the text changes, a file is uploaded again, or sent again by its
// address; a media id of the user's is replaced by what WeCom shows, where WeCom takes that, and else named.
func TestWelcome_expiredMedia(t *testing.T) {
	for name, tt := range map[string]struct {
		branch  string // %s is the picture
		sends   []string
		reading func(*emulator.Switches)
		says    string
	}{
		"image":               {"image = { file = %q }", []string{"group_welcome_template/edit"}, nil, ""},
		"mini program":        {"mini_program = {\n title = \"t\"\n app_id = \"a\"\n page = \"p\"\n picture = { file = %q }\n }", []string{"media/upload", "group_welcome_template/edit"}, nil, ""},
		"file":                {"file = { file = %q }", []string{"media/upload", "group_welcome_template/edit"}, nil, ""},
		"media id":            {"file = { media_id = \"ID\" }", nil, nil, "a media id of the template is wrong, has expired"},
		"media id that lives": {"file = { media_id = \"ID\" }", []string{"group_welcome_template/edit"}, func(s *emulator.Switches) { s.WelcomeMediaLives = true }, ""},
		"image by media id":   {"image = { media_id = \"IMAGE\" }", []string{"group_welcome_template/edit", "group_welcome_template/edit"}, func(s *emulator.Switches) { s.WelcomeShownURLTaken = true }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := acctest.New(t)
			if tt.reading != nil {
				e.SetSwitches(tt.reading)
			}
			branch := tt.branch
			if strings.Contains(branch, "%q") {
				branch = fmt.Sprintf(branch, picture(t))
			}
			branch = strings.NewReplacer("ID", uploaded(t, e, "file"), "IMAGE", uploaded(t, e, "image")).Replace(branch)
			second := resource.TestStep{PreConfig: func() { e.Advance(4 * 24 * time.Hour); e.Forget() }, Config: e.Config(one(`text = "b"`, branch))}
			if tt.says != "" {
				second.ExpectError = acctest.Says(tt.says)
			} else {
				second.ConfigPlanChecks = planned(plancheck.ResourceActionUpdate)
				second.Check = resource.ComposeTestCheckFunc(e.Sent(tt.sends...), func(*terraform.State) error {
					if w := template(e); w.Text != "b" || w.Image == "" && w.MiniProgram == nil && w.File == "" {
						return fmt.Errorf("%+v", w)
					}
					return nil
				})
			}
			e.Run(resource.TestStep{Config: e.Config(one(`text = "a"`, branch))}, second)
		})
	}
}

// Where WeCom keeps what an edit leaves out, the error says so, nothing is replaced, and the way out that it names is
// one.
func TestWelcome_kept(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.WelcomeOmittedKept = true })
	file := picture(t)
	image := fmt.Sprintf("image = { file = %q }", file)
	var id string
	e.Run(
		resource.TestStep{Config: e.Config(one(`text = "a"`, image)), Check: func(*terraform.State) error { id = template(e).ID; return nil }},
		resource.TestStep{Config: e.Config(one(`text = "b"`)), ExpectError: acctest.Says("WeCom accepted it and still has image; no way to take it out is documented.")},
		resource.TestStep{
			PreConfig: func() {
				if w := template(e); w.ID != id || w.Text != "b" || w.Image == "" {
					t.Errorf("%+v", w)
				}
				e.Forget()
			},
			Config: e.Config(one(`text = "b"`, image)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent(),
		},
		resource.TestStep{Config: e.Config(one(`text = "b"`, `link = { title = "l", url = "u" }`)), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
	)
}

// An imported template takes the first configured files as those that are there, with a warning and without a write.
func TestWelcome_imported(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.WelcomeTemplates = []emulator.WelcomeTemplate{{ID: "msg1", Text: "a", Image: "x", Owner: c.Apps[1].Name}}
	})
	config := e.Config("import {\n  to = " + address + "\n  id = \"msg1\"\n}\n" + one(`text = "a"`, fmt.Sprintf("image = { file = %q }", picture(t))))
	e.Run(
		resource.TestStep{Config: config, Check: e.Sent()},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()},
		resource.TestStep{
			PreConfig: func() {
				acctest.Must(t, e.Console().UpdateWelcomeTemplate("msg1", func(w *emulator.WelcomeTemplate) { w.Image = "y" }))
				e.Forget()
			},
			Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: e.Sent("media/uploadimg", "group_welcome_template/edit"),
		},
		resource.TestStep{Config: e.Config(""), PreConfig: func() {
			acctest.Must(t, e.Console().DeleteWelcomeTemplate("msg1"))
			e.Keep()
		}},
	)
}
