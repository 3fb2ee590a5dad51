// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

const ciScript = "../../examples/ci/wecom-ci.sh"

// ciTest runs the script of the recipes as a CI does: from the root of a repository, with the configuration below it.
type ciTest struct {
	*acctest.Process
	t        *testing.T
	env      *acctest.Env
	script   string
	root     string
	base     []string
	messages []string // what the robot got
}

func startCI(t *testing.T, config string) *ciTest {
	t.Helper()
	env := acctest.New(t)
	c := &ciTest{Process: acctest.NewProcess(env, config), t: t, env: env}
	c.UseMirror()
	c.root = filepath.Dir(c.Dir)
	var err error
	if c.script, err = filepath.Abs(ciScript); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "wecomctl")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Markdown struct{ Content string } }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		c.messages = append(c.messages, in.Markdown.Content)
		_, _ = w.Write([]byte(`{"errcode":0,"errmsg":"ok"}`))
	}))
	t.Cleanup(robot.Close)
	c.base = append(slices.Clone(c.Env), "TERRAFORM="+acctest.CLI(t), "WECOMCTL="+program, "WECOM_CI_DIR="+filepath.Base(c.Dir),
		"WECOM_ROBOT_WEBHOOK="+robot.URL+"/cgi-bin/webhook/send?key=canary-robot-key",
		"WECOM_CORP_ID="+acctest.CorpID, "WECOM_SECRET="+acctest.AppSecret, "WECOM_CONTACTS_SECRET="+acctest.ContactsSecret, "WECOM_ENDPOINT="+env.URL)
	return c
}

// run calls the script. It writes nothing to the corp, and leaves the wanted files and no others.
func (c *ciTest) run(args []string, settings []string, wantCode int, wantFiles ...string) string {
	c.t.Helper()
	c.env.ResetRequests()
	c.messages = nil
	cmd := exec.CommandContext(c.t.Context(), "sh", append([]string{c.script}, args...)...)
	cmd.Dir, cmd.Env = c.root, slices.Concat(c.base, settings)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		c.t.Fatal(err)
	}
	if code := cmd.ProcessState.ExitCode(); code != wantCode {
		c.t.Errorf("%v %v: exit code %d, want %d\n%s", args, settings, code, wantCode, out.String())
	}
	if writes := c.env.Writes(); len(writes) > 0 {
		c.t.Errorf("%v wrote: %v", args, writes)
	}
	var files []string
	entries, err := os.ReadDir(filepath.Join(c.root, "wecom-ci"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.t.Fatal(err)
	}
	shown := out.String() + strings.Join(c.messages, "")
	for _, e := range entries {
		files = append(files, e.Name())
		shown += c.file(e.Name())
	}
	if !slices.Equal(files, wantFiles) {
		c.t.Errorf("%v: files %v, want %v", args, files, wantFiles)
	}
	for _, secret := range []string{acctest.AppSecret, acctest.ContactsSecret, "canary-robot-key"} {
		if strings.Contains(shown, secret) {
			c.t.Errorf("%v: a secret shows", args)
		}
	}
	return out.String()
}

func (c *ciTest) file(name string) string {
	c.t.Helper()
	raw, err := os.ReadFile(filepath.Join(c.root, "wecom-ci", name))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(raw)
}

func (c *ciTest) says(what, text string, want ...string) {
	c.t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			c.t.Errorf("no %q in %s:\n%s", w, what, text)
		}
	}
}

func (c *ciTest) silent(what, text string, not ...string) {
	c.t.Helper()
	for _, n := range not {
		if strings.Contains(text, n) {
			c.t.Errorf("%q in %s:\n%s", n, what, text)
		}
	}
}

const ciConfig = `
resource "wecom_department" "rd" {
  name = "研发中心"
}

resource "wecom_contact_way" "expo" {
  type     = "single"
  scene    = "qr_code"
  remark   = "<b>展会</b> & Co"
  user_ids = ["zhangsan"]
}
`

func TestAccCIScript(t *testing.T) {
	t.Parallel()
	c := startCI(t, ciConfig)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	plan, drift := []string{"plan"}, []string{"drift"}
	c.Write(".wecomignore", "app:* # the settings of the app behind secret are the console's\n")
	reports := []string{"drift.json", "drift.md", "drift.sarif"}

	// A pull request before anything exists; nothing of the saved plan is left behind.
	c.run(plan, nil, 0, "plan.md")
	c.says("plan.md", c.file("plan.md"), "## WeCom plan: Plan: 2 to add, 0 to change, 0 to destroy.\n\n### WeCom: Nothing was changed outside Terraform; objects with planned changes: 2.\n",
		"\n#### Planned: 2\n", "<details>\n<summary>The plan</summary>\n\n<pre>\n", "&lt;b&gt;展会&lt;/b&gt; &amp; Co")
	c.silent("plan.md", c.file("plan.md"), "### Warnings", "Refreshing")
	c.silent("plan.md outside of code", regexp.MustCompile("`[^`\n]*`").ReplaceAllString(c.file("plan.md"), ""), "<b>")
	c.Must("apply", "-auto-approve", "-input=false")

	c.run(drift, nil, 0, reports...)
	if len(c.messages) > 0 {
		t.Errorf("the robot wrote although nothing is wrong: %q", c.messages)
	}

	// A pull request that lets a printed code die, while somebody renamed a department: two different things.
	config := c.Read("main.tf")
	c.Write("main.tf", strings.Replace(config, `"single"`, `"multi"`, 1))
	rd := c.env.Corp().Departments[1].ID
	check(c.env.Console().RenameDepartment(rd, "研究院"))
	c.run(plan, nil, 0, "plan.md")
	warnings, rest, _ := strings.Cut(c.file("plan.md"), "### WeCom: ")
	c.says("the warnings", warnings, "## WeCom plan: Plan: 1 to add, 1 to change, 1 to destroy.", "### Warnings\n\n<pre>\nWarning: ", "QR code")
	c.silent("the warnings", warnings, "Refreshing", "Saved the plan")
	c.says("plan.md", rest, "#### Changed outside Terraform: 1", "`\"研发中心\"` → `\"研究院\"`", "#### An apply would lose for good: 1", "its QR code is lost", "#### Planned: 1", "- replace `wecom_contact_way.expo`", "<summary>The plan</summary>")
	c.run(plan, []string{"WECOM_CI_FAIL_ON=drift"}, 2, "plan.md")
	if len(c.messages) > 0 {
		t.Errorf("a plan told the robot: %q", c.messages)
	}
	saved := filepath.Join(t.TempDir(), "kept")
	c.run(plan, []string{"WECOM_CI_PLAN=" + saved}, 0, "plan.md")
	if _, err := os.Stat(saved); err != nil {
		t.Error(err)
	}
	c.Write("main.tf", config)

	// Drift at night.
	c.run(drift, nil, 2, reports...)
	c.says("drift.md", c.file("drift.md"), "### Changed outside Terraform: 1")
	c.says("drift.sarif", c.file("drift.sarif"), `"uri": "`+filepath.Base(c.Dir)+`/main.tf"`)
	if len(c.messages) != 1 {
		t.Fatalf("%d messages", len(c.messages))
	}
	c.says("the message", c.messages[0], "**WeCom drift**", "研究院")
	c.says("the output", c.run(drift, []string{"WECOM_CI_FAIL_ON=none", "WECOM_CI_TITLE=生产"}, 0, reports...), "Found drift (exit code 2), which does not fail this job")
	c.says("the message", c.messages[0], "**生产**")
	check(c.env.Console().RenameDepartment(rd, "研发中心"))

	// Nothing but what is declared nowhere, and the state that declares it.
	id := must(c.env.Console().CreateDepartment(1, "临时"))
	c.run(drift, nil, 3, reports...)
	c.says("the message", c.messages[0], "临时")
	c.run(drift, []string{"WECOM_CI_FAIL_ON=drift", "WECOM_ROBOT_WEBHOOK="}, 0, reports...)
	if len(c.messages) > 0 {
		t.Errorf("%q", c.messages)
	}
	state := filepath.Join(t.TempDir(), "other state.json")
	check(os.WriteFile(state, []byte(`{"version":4,"resources":[{"mode":"managed","type":"wecom_department","name":"x","instances":[{"attributes":{"id":`+fmt.Sprint(id)+`}}]}]}`), 0o600))
	c.run(drift, []string{"WECOM_CI_STATES=\n" + state + "\n"}, 0, reports...)

	// Errors are 1, whatever the settings, and leave no report of an earlier run.
	c.says("the output", c.run([]string{"apply"}, nil, 1, reports...), "wecom-ci.sh plan ")
	c.run(drift, []string{"WECOM_CI_FAIL_ON=drifts"}, 1, reports...)
	c.run(drift, []string{"WECOM_CI_FAIL_ON=none", "WECOMCTL=" + saved + "-none"}, 1)
	c.run(plan, []string{"WECOMCTL=" + saved + "-none"}, 1)
	c.Write("main.tf", strings.Replace(config, "展会", strings.Repeat("长", 31), 1))
	c.run(plan, nil, 1, "plan.md")
	c.says("plan.md", c.file("plan.md"), "## WeCom plan: failed\n\n<pre>\n", "Error: ")
	c.run(drift, []string{"WECOM_CI_FAIL_ON=none"}, 1)
}
