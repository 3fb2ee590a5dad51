// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// excel is the folder of the guide, and what the guide shows.
type excel struct {
	*acctest.Process
	t     *testing.T
	guide string
}

// raw is a file of the folder as it is.
func (x *excel) raw(name string) string {
	x.t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, "examples", "from-excel", name))
	if err != nil {
		x.t.Fatal(err)
	}
	return string(raw)
}

// shown is a table as the guide shows it, which must be as Excel saves it: with a BOM, lines that end in CR LF, and an
// empty one at the end.
func (x *excel) shown(name string) string {
	x.t.Helper()
	raw := x.raw(name)
	table, bom := strings.CutPrefix(raw, "\ufeff")
	lines := strings.SplitAfter(table, "\r\n")
	if !bom || len(lines) < 4 || strings.Count(raw, "\n") != len(lines)-1 || strings.Trim(lines[len(lines)-2], ",\r\n") != "" {
		x.t.Errorf("%s is not as Excel saves it: %q", name, raw)
	}
	return strings.ReplaceAll(strings.Join(lines[:len(lines)-2], ""), "\r\n", "\n")
}

// says wants every line that the guide shows between two lines of it in an output.
func (x *excel) says(after, output string) {
	x.t.Helper()
	_, rest, found := strings.Cut(x.guide, after)
	block := regexp.MustCompile("(?s)\n```text\n(.*?)```\n").FindStringSubmatch(rest)
	if !found || block == nil {
		x.t.Fatalf("the guide shows nothing after %q", after)
	}
	for _, line := range strings.Split(strings.TrimSpace(block[1]), "\n") {
		if line = strings.TrimSpace(line); line != "…" && !strings.Contains(output, line) {
			x.t.Errorf("the guide shows %q after %q, which is not in\n%s", line, after, output)
		}
	}
}

// The guide "From Excel to members", byte for byte: two tables become departments, members and tags; the same tables
// again change nothing; a later one moves somebody, bars somebody and adds somebody, as the plan says.
func TestAccFromExcel(t *testing.T) {
	t.Parallel()
	e := acctest.NewExample(t)
	x := &excel{Process: acctest.NewProcess(e, ""), t: t}
	guide, err := os.ReadFile(filepath.Join(root, "templates", "guides", "from-excel-to-members.md"))
	if err != nil {
		t.Fatal(err)
	}
	x.guide = string(guide)
	for _, name := range []string{"main.tf", "departments.csv", "members.csv"} {
		x.Write(name, x.raw(name))
	}
	for what, text := range map[string]string{"main.tf": x.raw("main.tf"), "departments.csv": x.shown("departments.csv"), "members.csv": x.shown("members.csv")} {
		if !strings.Contains(x.guide, "\n"+text+"```\n") {
			t.Errorf("the guide has not %s:\n%s", what, text)
		}
	}
	x.Env = append(x.Env, "WECOM_ENDPOINT="+e.URL, "WECOM_CORP_ID="+emulator.ExampleCorpID, "WECOM_SECRET="+emulator.ExampleSecret,
		"WECOM_CONTACTS_SECRET="+emulator.ExampleContactsSecret)

	output := x.Must("plan", "-no-color", "-input=false")
	x.says("## The first apply", output)
	x.Must("apply", "-auto-approve", "-no-color", "-input=false")
	if diff := cmp.Diff([]string{
		"heyan 何燕 [华东事业部]  heyan@example.com 总经理 4 [管理层]", "linjie 林杰 [杭州门店] 13800000101  店长 4 [店长 管理层]",
		"panlei 潘磊 [南京门店 物流中心] 13800000103 panlei@example.com 调度员 4 [值班]", "songmei 宋梅 [杭州门店] 13800000102   4 []",
	}, x.people(e.Corp())); diff != "" {
		t.Errorf("after the first apply:\n%s", diff)
	}
	if code, output := x.Run("plan", "-detailed-exitcode", "-no-color", "-input=false"); code != 0 {
		t.Errorf("exit code %d of a second plan, want 0:\n%s", code, output)
	}

	// The lines of the later table that differ are shown as diff shows them.
	before, after := strings.Split(x.shown("members.csv"), "\n"), strings.Split(x.shown("members-later.csv"), "\n")
	for prefix, lines := range map[string][]string{"-": without(before, after), "+": without(after, before)} {
		for _, line := range lines {
			if !strings.Contains(x.guide, "\n"+prefix+line+"\n") {
				t.Errorf("the guide has not %q", prefix+line)
			}
		}
	}
	x.Write("members.csv", x.raw("members-later.csv"))
	output = x.Must("plan", "-no-color", "-input=false")
	x.says("## Each time the tables change", output)
	e.Forget()
	x.Must("apply", "-auto-approve", "-no-color", "-input=false")
	if diff := cmp.Diff([]string{
		"heyan 何燕 [华东事业部]  heyan@example.com 总经理 4 [管理层]", "linjie 林杰 [杭州门店] 13800000101  店长 4 [店长 管理层]",
		"panlei 潘磊 [南京门店 物流中心] 13800000103 panlei@example.com 调度员 2 []", "songmei 宋梅 [南京门店] 13800000102  店长 4 [店长]",
		"xujing 徐静 [物流中心] 13800000104  调度员 4 [值班]",
	}, x.people(e.Corp())); diff != "" {
		t.Errorf("after the second apply:\n%s", diff)
	}
	for _, secret := range []string{"13800000101", "13800000104", "heyan@example.com"} {
		if strings.Contains(x.Read("terraform.tfstate"), secret) {
			t.Errorf("%s is in the state", secret)
		}
	}

	// The same table in GBK, read as the guide says.
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.TrimPrefix(x.raw("members-later.csv"), "\ufeff"))
	if err != nil {
		t.Fatal(err)
	}
	x.Write("members.csv", gbk)
	if code, output := x.Run("plan", "-no-color", "-input=false"); code != 1 || !strings.Contains(output, "UTF-8") {
		t.Errorf("a table in GBK: exit code %d\n%s", code, output)
	}
	const instead = `csvdecode(textdecodebase64(filebase64("${path.module}/members.csv"), "GBK"))`
	config := strings.Replace(x.raw("main.tf"), `csvdecode(trimprefix(file("${path.module}/members.csv"), "\ufeff"))`, instead, 1)
	if !strings.Contains(x.guide, "\n"+instead+"\n") || config == x.raw("main.tf") {
		t.Errorf("the guide has not %s", instead)
	}
	x.Write("main.tf", config)
	if code, output := x.Run("plan", "-detailed-exitcode", "-no-color", "-input=false"); code != 0 {
		t.Errorf("exit code %d of a plan with GBK, want 0:\n%s", code, output)
	}
	x.Write("main.tf", x.raw("main.tf"))

	// Mistakes that happen in tables.
	for words, edit := range map[string][2]string{
		"which is not in departments.csv":            {"华东事业部/南京门店", "华东事业部/南京店"},
		"mobile_wo is no mobile number":              {"13800000104", "1.38E+10"},
		"Duplicate object key":                       {"xujing,", "linjie,"},
		`members.csv: 部门 of xujing is "empty"`:       {"徐静,物流中心,", "徐静,,"},
		"is new and needs mobile or email":           {"xujing,徐静,物流中心,调度员,13800000104", "xujing2,徐静,物流中心,调度员,"},
		"personal_data_version is not":               {",值班,1", ",值班,"},
		"The given key does not identify an element": {"账号,姓名", "帐户,姓名"},
	} {
		x.Write("members.csv", strings.Replace(x.raw("members-later.csv"), edit[0], edit[1], 1))
		if code, output := x.Run("plan", "-no-color", "-input=false"); code != 1 || !acctest.Says(words).MatchString(output) {
			t.Errorf("%q as %q: exit code %d\n%s", edit[0], edit[1], code, output)
		}
	}
	for _, v := range e.Violations() {
		t.Error(v)
	}
}

// people are the members of the tables, with departments and tags by name.
func (x *excel) people(c emulator.Corp) (out []string) {
	x.t.Helper()
	names := map[int64]string{}
	for _, d := range c.Departments {
		names[d.ID] = d.Name
	}
	for _, m := range c.Members {
		if !slices.Contains([]string{"heyan", "linjie", "songmei", "panlei", "xujing"}, m.UserID) {
			continue
		}
		var in, tags []string
		for _, d := range m.Departments {
			in = append(in, names[d.Department])
		}
		for _, t := range c.ContactTags {
			if slices.Contains(t.Users, m.UserID) {
				tags = append(tags, t.Name)
			}
		}
		slices.Sort(in)
		slices.Sort(tags)
		out = append(out, strings.Join([]string{m.UserID, m.Name, bracketed(in), m.Mobile, m.Email, m.Position, fmt.Sprint(m.Status), bracketed(tags)}, " "))
	}
	slices.Sort(out)
	return out
}

func bracketed(list []string) string { return "[" + strings.Join(list, " ") + "]" }

// without are the lines that others do not have.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}
