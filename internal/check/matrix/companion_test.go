// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// robotKey is the secret in the webhook of a group robot.
const robotKey = "canary-robot-key-0b0f2c7e-9d4e1a"

// listAll asks for every kind, by id and whole.
func listAll() string {
	var hcl strings.Builder
	for i := range nouns {
		if nouns[i].Many == nil {
			continue // WeCom lists none
		}
		for _, full := range []bool{false, true} {
			fmt.Fprintf(&hcl, "list %q \"all_%t\" {\n  provider         = wecom\n  include_resource = %t\n}\n\n", nouns[i].Type, full, full)
		}
	}
	return hcl.String()
}

// Queries log, print and write configuration, like everything else without a secret or token. On CLIs that know them.
func TestAccQuery_noSecretAtTrace(t *testing.T) {
	acctest.Since(t, "list blocks (query)", 14, -1)
	t.Parallel()
	b := newBench(t, patient, specimen.Corps)
	b.config(all(0))
	if code, output := b.apply(); code != 0 {
		t.Fatal(output)
	}
	if err := os.Remove(filepath.Join(b.p.Dir, "terraform.tfstate")); err != nil {
		t.Fatal(err)
	}
	b.config("")
	b.p.Write("corp.tfquery.hcl", listAll())
	for _, args := range [][]string{{"-no-color"}, {"-json"}, {"-no-color", "-generate-config-out=generated.tf"}} {
		b.ResetRequests()
		if code, output := b.run(append([]string{"query"}, args...)...); code != 0 || len(b.Requests("get_corp_tag_list")) == 0 {
			t.Fatalf("query %v: exit code %d, %d calls\n%s", args, code, len(b.Requests()), output)
		}
	}
	if generated := b.p.Read("generated.tf"); strings.Count(generated, "\nresource \"wecom_") < strings.Count(listAll(), "_false") {
		t.Errorf("not all kinds were written:\n%s", generated)
	}
	b.ExpireTokens(42001)
	b.run("query", "-no-color")
	for _, c := range columns {
		for i := range nouns {
			hit := c.fault
			if len(nouns[i].looks) == 0 {
				continue
			}
			hit.Path = nouns[i].looks[0]
			if hit.Kind != emulator.FaultSilence {
				b.Inject(hit)
			}
		}
	}
	if code, output := b.run("query", "-no-color"); code == 0 || !strings.Contains(output, "Error: ") {
		t.Errorf("no fault shows: exit code %d\n%s", code, output)
	}
	b.search("queries")
}

// wecomctl builds the companion command.
func wecomctl(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wecomctl")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", path, "github.com/terraform-wecom/terraform-provider-wecom/cmd/wecomctl")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// The companion command reads with the same secrets and has the key of a robot besides: none of its commands prints or
// writes one of them, whatever fails.
func TestAccWecomctl_noSecret(t *testing.T) {
	acctest.OnOneCLI(t)
	t.Parallel()
	program := wecomctl(t)
	b := newBench(t, patient, specimen.Corps)
	b.secrets = map[string]string{"the robot's key": robotKey}
	answer, told := func(w http.ResponseWriter) { _, _ = w.Write([]byte(`{"errcode":0,"errmsg":"ok"}`)) }, 0
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("key") != robotKey {
			t.Errorf("the robot was called as %s", r.URL)
		}
		told++
		answer(w)
	}))
	defer robot.Close()
	base := append(slices.Clone(b.p.Env), "WECOM_CORP_ID="+acctest.CorpID, "WECOM_SECRET="+appSecret, "WECOM_CONTACTS_SECRET="+contactsSecret,
		"WECOM_ENDPOINT="+b.URL, "TERRAFORM="+acctest.CLI(t))
	webhook := "WECOM_ROBOT_WEBHOOK=" + robot.URL + "/cgi-bin/webhook/send?key=" + robotKey
	run := func(want int, env []string, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Dir, cmd.Env = b.p.Dir, append(slices.Clone(base), env...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		err := cmd.Run()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		b.printed.Write(out.Bytes())
		if got := cmd.ProcessState.ExitCode(); got != want {
			t.Errorf("wecomctl %v: exit code %d, want %d\n%s", args, got, want, out.String())
		}
	}
	b.config(all(0))
	if code, output := b.apply(); code != 0 {
		t.Fatal(output)
	}
	if _, err := b.Console().CreateDepartment(emulator.RootID, "手工建的"); err != nil {
		t.Fatal(err)
	}

	run(0, nil, "doctor")
	run(0, nil, "doctor", "--json")
	run(1, []string{"WECOM_ENDPOINT=http://127.0.0.1:1"}, "doctor")
	run(1, []string{"WECOM_ENDPOINT=" + robot.URL + "/?key=" + robotKey}, "doctor")

	run(0, nil, "export", "--out", "export")
	b.Inject(emulator.Fault{Path: "get_corp_tag_list", Kind: emulator.FaultBadGateway, Times: -1})
	run(1, nil, "export", "--out", "failed")
	run(1, nil, "doctor")
	b.ClearFaults()

	drift := []string{"drift", "--also", "json=drift.json", "--also", "markdown=drift.md", "--also", "sarif=drift.sarif", "--notify", "env"}
	run(3, []string{webhook}, drift...)
	if told == 0 {
		t.Error("the robot was told nothing: this search proves nothing")
	}
	b.Inject(emulator.Fault{Path: "department/list", Kind: emulator.FaultLostReply, Times: -1})
	run(1, []string{webhook}, drift...)
	b.ClearFaults()
	if code, output := b.run("plan", "-out=plan.bin", "-no-color"); code != 0 {
		t.Fatal(output)
	}
	code, plan := b.run("show", "-json", "plan.bin")
	if code != 0 {
		t.Fatal(plan)
	}
	b.p.Write("plan.json", plan)
	for _, trouble := range []func(http.ResponseWriter){
		func(w http.ResponseWriter) {
			_, _ = w.Write([]byte(`{"errcode":93000,"errmsg":"invalid webhook url"}`))
		},
		func(w http.ResponseWriter) { http.Error(w, "<html>", http.StatusBadGateway) },
		func(w http.ResponseWriter) {
			w.Header().Set("Location", "/?key="+robotKey)
			w.WriteHeader(http.StatusFound)
		},
		func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
	} {
		answer = trouble
		run(1, []string{webhook}, "drift", "plan.json", "--notify", "env")
	}
	for _, address := range []string{"http://127.0.0.1:1/?key=" + robotKey, "http://evil.example.com/?key=" + robotKey, "://" + robotKey, "http://[::1]:x/?key=" + robotKey} {
		run(1, []string{"WECOM_ROBOT_WEBHOOK=" + address}, "drift", "plan.json", "--notify", "env")
	}
	run(0, []string{webhook}, "drift", "plan.json", "--write-ignore", "--notify", "env")

	texts := b.texts()
	for _, name := range []string{"drift.json", "drift.md", "drift.sarif", ".wecomignore", "export/departments.tf", "export/README.md"} {
		if len(texts[name]) == 0 {
			t.Errorf("%s is not searched", name)
		}
	}
	b.search("wecomctl")
}
