// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/doctor"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// corpForTest is the example corp, with the environment of a user who set it up.
func corpForTest(t *testing.T) *emulator.Server {
	t.Helper()
	server := emulator.New(emulator.ExampleCorp())
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	for name, value := range map[string]string{
		"WECOM_CORP_ID": emulator.ExampleCorpID, "WECOM_SECRET": emulator.ExampleSecret,
		"WECOM_CONTACTS_SECRET": emulator.ExampleContactsSecret, "WECOM_ENDPOINT": web.URL,
	} {
		t.Setenv(name, value)
	}
	return server
}

// runIn is main with ctx, without the end of the process.
func runIn(ctx context.Context, args ...string) (code int, out, errs string) {
	var stdout, stderr bytes.Buffer
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(&stdout)
	root.SetErr(&stderr)
	code = execute(ctx, root, &stderr)
	return code, stdout.String(), stderr.String()
}

// flat undoes the lines.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestExport(t *testing.T) {
	server := corpForTest(t)
	dir := filepath.Join(t.TempDir(), "my corp")
	code, out, errs := runIn(t.Context(), "export", "--out", dir)
	var files string
	held := map[inventory.Kind]int{"department": 4, "tag_group": 1, "contact_way": 1}
	counts, rest, _ := strings.Cut(out, "\n\n")
	lines := strings.Split(counts, "\n")
	for i, kind := range inventory.Usual() {
		n, written := 0, regexp.MustCompile(`^`+kind.Plural()+` +(\d+) new(, \d+ left out)?$`).FindStringSubmatch(lines[min(i, len(lines)-1)])
		if written != nil {
			n, _ = strconv.Atoi(written[1])
		}
		if want, known := held[kind]; written == nil || known && n != want {
			t.Errorf("%s: %q", kind, lines[min(i, len(lines)-1)])
		}
		if n > 0 {
			files += string(kind) + "s.tf, "
		}
	}
	want := fmt.Sprintf(`%s

Next (with OpenTofu, tofu):
  cd '%s'
  terraform init
  terraform plan     # imports only: 0 to add, 0 to change, 0 to destroy
  terraform apply
`, columns.Wrap("Wrote to "+dir+": "+files+"imports.tf, versions.tf, providers.tf, README.md", "", "  "), dir)
	if code != 0 || rest != want || errs != "" {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
	if raw, err := os.ReadFile(filepath.Join(dir, "providers.tf")); err != nil || !strings.Contains(string(raw), os.Getenv("WECOM_ENDPOINT")) {
		t.Errorf("%s %v", raw, err)
	}
	if writes := server.Writes(); len(writes) > 0 {
		t.Errorf("%v", writes)
	}
	if code, out, _ = runIn(t.Context(), "export", "--out", dir); code != 0 || !strings.HasSuffix(out, "\n\nNothing new: "+dir+" is as it was.\n") {
		t.Errorf("%d\n%s", code, out)
	}
	code, out, _ = runIn(t.Context(), "export", "--out", dir, "--only", "departments", "--match", "门店")
	if want := "departments  0 new, 4 here already\n\nNothing new: " + dir + " is as it was.\n"; code != 0 || out != want {
		t.Errorf("%d\n%s", code, out)
	}
}

func TestExportOfAPart(t *testing.T) {
	corpForTest(t)
	dir := t.TempDir()
	code, out, errs := runIn(t.Context(), "export", "--out", dir, "--only", "department,tag_group", "--under", "销售部", "--match", "店|级", "--identity", "--order")
	if code != 0 || !strings.HasPrefix(out, "departments  1 new, 3 not chosen\ntag groups   1 new\n\nWrote") {
		t.Fatalf("%d\n%s\n%s", code, out, errs)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "imports.tf"))
	if err != nil || !strings.Contains(string(raw), "  identity = {\n    corp_id = \"ww0000000000example\"\n    id      = 5\n  }\n") {
		t.Errorf("%s %v", raw, err)
	}
	if raw, err = os.ReadFile(filepath.Join(dir, "departments.tf")); err != nil || !strings.Contains(string(raw), "parent_id = 4\n  order     = 100000000\n") {
		t.Errorf("%s %v", raw, err)
	}
}

func TestExportKnowsWhatAStateManages(t *testing.T) {
	corpForTest(t)
	dir := t.TempDir()
	for name, content := range map[string]string{
		"main.tf": "resource \"wecom_department\" \"rd\" {}\nresource \"wecom_department\" \"other\" {}\n",
		"pulled":  `{"version":4,"resources":[{"mode":"managed","type":"wecom_department","name":"rd","instances":[{"attributes":{"id":2}}]}]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, errs := runIn(t.Context(), "export", "--out", dir, "--only", "department", "--state", filepath.Join(dir, "pulled"))
	want := "departments 3 new, 1 here already " +
		"Not known which object it is: wecom_department.other. What is applied already may have been written again; give its state with --state. "
	if code != 0 || !strings.HasPrefix(flat(out), want) {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
	if code, _, errs = runIn(t.Context(), "export", "--out", dir, "--state", filepath.Join(dir, "none")); code != 1 || !strings.HasPrefix(errs, "Error: Unable to read the folder") {
		t.Errorf("%d\n%s", code, errs)
	}
}

func TestExportWithSecretsFromFiles(t *testing.T) {
	corpForTest(t)
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte(emulator.ExampleSecret+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("WECOM_SECRET", "not this one")
	t.Setenv("WECOM_CONTACTS_SECRET", "")
	t.Setenv("WECOM_CORP_ID", "wwother")
	code, out, errs := runIn(t.Context(), "export", "--out", filepath.Join(dir, "out"), "--secret-file", secret, "--corp-id", emulator.ExampleCorpID)
	if code != 0 || !regexp.MustCompile(`departments +4 new`).MatchString(out) {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
}

func TestExportRefusesWhatItCannotDo(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, test := range map[string]struct {
		env  map[string]string
		args []string
		says []string
	}{
		"no folder":        {nil, []string{}, []string{`required flag(s) "out" not set`}},
		"no corp":          {map[string]string{"WECOM_CORP_ID": " "}, nil, []string{"Missing corp id\n", "WECOM_CORP_ID", "--corp-id", "我的企业 → 企业信息"}},
		"no secret":        {map[string]string{"WECOM_SECRET": "", "WECOM_CONTACTS_SECRET": ""}, nil, []string{"Missing credentials\n", "WECOM_SECRET", "--secret-file", "管理工具 → 通讯录同步"}},
		"plain http":       {map[string]string{"WECOM_ENDPOINT": "http://wecom.example.com"}, nil, []string{"Invalid configuration\n", "WECOM_ENDPOINT", "loopback"}},
		"capacity":         {nil, []string{"--max-api-capacity", "101"}, []string{"Invalid --max-api-capacity\n", "101"}},
		"missing file":     {nil, []string{"--secret-file", filepath.Join(dir, "none")}, []string{"Unable to read --secret-file\n", "none"}},
		"empty file":       {nil, []string{"--contacts-secret-file", file("empty", " \n")}, []string{"Unable to read --contacts-secret-file\n", "is empty"}},
		"more in the file": {nil, []string{"--secret-file", file("two", "canary-secret\ncanary-second")}, []string{"more than one word"}},
		"secret as value":  {nil, []string{"--secret=canary-secret"}, []string{"unknown flag: --secret"}},
		"argument":         {nil, []string{"canary-argument-is-fine"}, []string{"unknown command"}},
		"kind":             {nil, []string{"--only", "tags"}, []string{"Invalid --only\n", "tag_group"}},
		"expression":       {nil, []string{"--match", "("}, []string{"Invalid --match\n", "missing closing )"}},
		"under nothing":    {nil, []string{"--under", "销售部", "--only", "tag_group"}, []string{"Invalid --under\n", "Add department"}},
		"under a mistake":  {nil, []string{"--under", "销售部/北京门店"}, []string{"Unable to find department\n", "上海门店", "id 5"}},
		"wrong secret":     {map[string]string{"WECOM_SECRET": "canary-secret-wrong"}, nil, []string{"Unable to list ", "errcode 40001", "应用管理 → 应用 → 自建"}},
		"nothing readable": {map[string]string{"WECOM_SECRET": ""}, []string{"--only", "tag_group,rule"}, []string{"Invalid --only"}},
		"all refused":      {map[string]string{"WECOM_SECRET": ""}, []string{"--only", "tag_group,contact_way"}, []string{"Unable to read the corp\n", "48002", "可调用接口的应用"}},
	} {
		t.Run(name, func(t *testing.T) {
			corpForTest(t)
			for k, v := range test.env {
				t.Setenv(k, v)
			}
			out := filepath.Join(t.TempDir(), "out")
			args := append([]string{"export"}, test.args...)
			if name != "no folder" {
				args = append(args, "--out", out)
			}
			code, stdout, errs := runIn(t.Context(), args...)
			if code != 1 || stdout != "" || !strings.HasPrefix(errs, "Error: ") {
				t.Errorf("%d\n%s\n%s", code, stdout, errs)
			}
			for _, want := range test.says {
				if !strings.Contains(errs, want) && !strings.Contains(flat(errs), want) {
					t.Errorf("no %q in:\n%s", want, errs)
				}
			}
			if strings.Contains(errs, "canary-secret") {
				t.Errorf("a secret is shown:\n%s", errs)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("a folder was made")
			}
		})
	}
}

func TestRefusedKindsAreNamed(t *testing.T) {
	corpForTest(t)
	t.Setenv("WECOM_SECRET", emulator.ExampleCustomerContactSecret) // 客户联系: no links
	dir := t.TempDir()
	code, out, errs := runIn(t.Context(), "export", "--out", dir, "--only", "acquisition_link,tag_group")
	if code != 0 || !strings.Contains(out, "tag groups         1 new\nacquisition links  not read: WeCom refused it, see README.md\n") {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil || !strings.Contains(string(raw), "48002") {
		t.Errorf("%s %v", raw, err)
	}
}

// A folder without a block must not pass for that of an empty corp.
func TestExportOfNothing(t *testing.T) {
	for what, tt := range map[string]struct {
		edit func(*emulator.Corp)
		args []string
		code int
		want string
	}{
		"refused, and the rest is empty": {func(c *emulator.Corp) { c.AcquisitionLinks, c.TagGroups = nil, nil }, []string{"--only", "acquisition_link,tag_group"}, 1, "WeCom refused to show the acquisition links"},
		"empty":                          {func(c *emulator.Corp) { c.TagGroups = nil }, []string{"--only", "tag_group"}, 0, ""},
		"not chosen":                     {func(*emulator.Corp) {}, []string{"--only", "tag_group", "--match", "^x$"}, 0, ""},
	} {
		t.Run(what, func(t *testing.T) {
			corp := emulator.ExampleCorp()
			tt.edit(&corp)
			web := httptest.NewServer(emulator.New(corp))
			defer web.Close()
			corpForTest(t)
			t.Setenv("WECOM_ENDPOINT", web.URL)
			t.Setenv("WECOM_SECRET", emulator.ExampleCustomerContactSecret) // 客户联系: no links
			dir := t.TempDir()
			code, out, errs := runIn(t.Context(), append([]string{"export", "--out", dir}, tt.args...)...)
			if code != tt.code || !strings.Contains(flat(errs), tt.want) || (tt.want == "" && errs != "") {
				t.Errorf("%d\n%s\n%s", code, out, errs)
			}
			if _, err := os.Stat(filepath.Join(dir, "README.md")); err != nil {
				t.Error(err)
			}
		})
	}
	// Names of departments cannot be read with the secret of contact sync, so none can be declared.
	corpForTest(t)
	t.Setenv("WECOM_SECRET", "")
	code, out, errs := runIn(t.Context(), "export", "--out", t.TempDir(), "--only", "department")
	if code != 1 || !strings.Contains(errs, "Nothing was exported") {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
}

func TestInterruptedExport(t *testing.T) {
	server := corpForTest(t)
	ctx, stop := context.WithCancel(t.Context())
	server.Before("get_contact_way", stop)
	dir := filepath.Join(t.TempDir(), "out")
	code, out, errs := runIn(ctx, "export", "--out", dir)
	if code != 130 || out != "" || errs != "Interrupted.\n" {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made")
	}
}

// Command lines are visible to every user of the machine.
func TestNoFlagTakesASecret(t *testing.T) {
	var commands func(c *cobra.Command)
	commands = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if (strings.Contains(f.Name, "secret") || strings.Contains(f.Name, "token")) && !strings.HasSuffix(f.Name, "-file") {
				t.Errorf("%s --%s", c.CommandPath(), f.Name)
			}
		})
		for _, sub := range c.Commands() {
			commands(sub)
		}
	}
	commands(newRoot())
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(1000, 0)
	p := &progress{line: line{out: &out}, now: func() time.Time { return now }, begun: now, kinds: map[inventory.Kind]inventory.Progress{}}
	step := func(after time.Duration, kind inventory.Kind, done, total int) {
		now = now.Add(after)
		p.show(inventory.Progress{Kind: kind, Done: done, Total: total, Ended: done == total && total > 0})
	}
	step(0, "department", 3, 3)
	step(time.Second, "contact_way", 0, 0)
	if out.Len() > 0 {
		t.Errorf("%q within a second", out.String())
	}
	step(time.Second, "contact_way", 10, 100)
	step(time.Millisecond, "contact_way", 11, 100)
	step(time.Second, "tag_group", 0, 0)
	p.end()
	first := "\rReading, 1 of 2 kinds done: contact ways 10/100"
	second := "\rReading, 1 of 3 kinds done: tag groups …, contact ways 11/100"
	want := first + second + "\r" + strings.Repeat(" ", len([]rune(second))-1) + "\r"
	if out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	// However many kinds are read at once, the line does not scroll.
	out.Reset()
	for _, kind := range inventory.Kinds() {
		step(time.Second, kind, 1000, 30000)
	}
	for drawn := range strings.SplitSeq(out.String(), "\r") {
		if columns.Width(drawn) >= columns.Most {
			t.Errorf("%d columns: %q", columns.Width(drawn), drawn)
		}
	}
	// A buffer is no terminal.
	out.Reset()
	p = newProgress(&out)
	p.begun = p.begun.Add(-time.Hour)
	p.show(inventory.Progress{Kind: "contact_way", Done: 1, Total: 2})
	p.end()
	if out.Len() > 0 {
		t.Errorf("%q", out.String())
	}
}

// An answer that takes long is told of, also where no terminal is.
func TestWaits(t *testing.T) {
	var out bytes.Buffer
	w := newWaits(&out)
	for s := range 6 {
		w.show(doctor.Wait{For: "Token of secret", Since: time.Duration(s) * time.Second, Left: time.Duration(18-s) * time.Second})
	}
	w.end()
	if want := "Waiting for WeCom, at most 15s: Token of secret\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	out.Reset()
	w = &waits{line: line{out: &out}}
	w.show(doctor.Wait{For: "Token of secret", Since: time.Second, Left: 17 * time.Second})
	w.end()
	if want := "\rWaiting for WeCom, 1s of at most 18s: Token of secret\r" + strings.Repeat(" ", 53) + "\r"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

// The guide must not promise a flag that is not there, nor forget one.
func TestGuideKnowsTheFlags(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "templates", "guides", "adopting-an-existing-corp.md"))
	if err != nil {
		t.Fatal(err)
	}
	command := newExport()
	command.InitDefaultHelpFlag()
	flags := command.Flags()
	for _, m := range regexp.MustCompile("--[a-z][a-z-]*").FindAllString(string(raw), -1) {
		if flags.Lookup(strings.TrimPrefix(m, "--")) == nil {
			t.Errorf("the guide names %s", m)
		}
	}
	for _, name := range []string{"out", "only", "under", "match", "identity", "order", "state", "secret-file", "contacts-secret-file"} {
		if flags.Lookup(name) == nil || !strings.Contains(string(raw), "--"+name) {
			t.Errorf("--%s is not both in the command and in the guide", name)
		}
	}
}
