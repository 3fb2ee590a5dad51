// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func sample() *Report {
	r := &Report{
		Losses: []Loss{{Managed: Managed{"wecom_contact_way.print", "wecom_contact_way", "c9", "海报"}, Action: "replace", Reason: "a change cannot be made in place",
			What: "QR code", Text: "Codes already printed stop working.", Elements: []string{`tags["a"] "甲" (et2)`}}},
		Changed: []Changed{{Managed{`wecom_department.d["研发.后端"]`, "wecom_department", "37", "后端"}, []Attribute{
			{Path: "name", Old: "后端", New: "<@all> **后台** | `x`"}, {Path: "token", Sensitive: true}, {Path: "order", Old: nil, New: json.Number("7")},
			{Path: "parent_id", Old: json.Number("4"), New: json.Number("6"), Names: map[string]string{"4": "销售部", "6": "华东"}},
			{Path: "user_ids", Old: []any{"lisi", "zhangsan"}, New: []any{"zhangsan", "wangwu"}},
			{Path: "department_ids", Old: []any{json.Number("4")}, New: nil, Names: map[string]string{"4": "销售部"}},
			{Path: `tags["x"]`, Old: nil, New: map[string]any{"id": "et3", "name": "新"}},
		}}},
		Missing: []Managed{{"module.a.wecom_tag_group.g", "wecom_tag_group", "et1", "客户等级"}},
		Planned: []Planned{{Managed: Managed{Address: "wecom_contact_way.new", Type: "wecom_contact_way"}, Action: "create"},
			{Managed: Managed{Address: "wecom_contact_way.print", Type: "wecom_contact_way"}, Action: "replace", Reason: "a change cannot be made in place",
				Attributes: []Attribute{{Path: "type", Old: "single", New: "multi", Replaces: true}, {Path: "state", Old: "a", Unknown: true}}}},
		Checks:    []FailedCheck{{"check.size", "fail", []string{"too many", "two\nlines"}}},
		Unmanaged: []Unmanaged{{"department", "5", "销售部/上海"}, {"contact_way", "c1", ""}},
		Accepted:  []Changed{{Managed{Address: "wecom_contact_way.old", ID: "c2"}, []Attribute{{Path: "remark", Old: "a", New: "b"}}}},
		Kinds:     []Share{{"department", 1, 1, 2, 0.25}},
		Notes:     []string{"A note."},
	}
	r.finish()
	return r
}

const sampleText = `An apply would lose for good: 1
  ! replace wecom_contact_way.print ("海报", id c9): a change cannot be made in
    place
      its QR code is lost. Codes already printed stop working.
      deletes tags["a"] "甲" (et2)
Gone from the corp: 1
  - module.a.wecom_tag_group.g ("客户等级", id et1)
Changed outside Terraform: 1
  ~ wecom_department.d["研发.后端"] ("后端", id 37)
      name: "后端" → "<@all> **后台** | ` + "`x`" + `"
      token: changed (sensitive value)
      order: (none) → 7
      parent_id: "销售部" → "华东"
      user_ids: + "wangwu", − "lisi"
      department_ids: − "销售部"
      tags["x"]: added "新"
Not applied yet: 2
  > create wecom_contact_way.new
  > replace wecom_contact_way.print: a change cannot be made in place
      type: "single" → "multi" (needs a new object)
      state: "a" → (known after apply)
Failed checks: 1
  ! check.size (fail)
      too many
      two
        lines
Declared nowhere: 2
  ? department "销售部/上海" (id 5)
  ? contact_way c1
  $ To write them as configuration with import blocks; wecomctl drift
    --write-ignore accepts them as they are:
      terraform state pull > pulled.json
      wecomctl export --out adopted --state pulled.json --only department,contact_way
Changed outside, and left so by the configuration (no drift): 1
  = wecom_contact_way.old (id c2)
      remark: "a" → "b"

department: 1 of 4 managed (25 %), 2 ignored
Note: A note.
The corp and its configuration differ.
`

func TestText(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteText(&b, false); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sampleText, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := sample().WriteText(&b, true); err != nil || !strings.Contains(b.String(), "\x1b[33m~\x1b[0m wecom_department") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		report Report
		status string
		code   int
	}{
		{Report{}, "clean", 0},
		{Report{Accepted: make([]Changed, 1)}, "clean", 0},
		{Report{Unmanaged: make([]Unmanaged, 1)}, "unmanaged", 3},
		{Report{Unmanaged: make([]Unmanaged, 1), Missing: make([]Managed, 1)}, "drift", 2},
		{Report{Changed: make([]Changed, 1)}, "drift", 2},
		{Report{Planned: make([]Planned, 1)}, "drift", 2},
		{Report{Planned: make([]Planned, 1), PlannedExpected: true}, "clean", 0},
		{Report{Planned: make([]Planned, 1), PlannedExpected: true, Unmanaged: make([]Unmanaged, 1)}, "unmanaged", 3},
		{Report{Planned: make([]Planned, 1), PlannedExpected: true, Missing: make([]Managed, 1)}, "drift", 2},
		{Report{Checks: make([]FailedCheck, 1)}, "drift", 2},
	} {
		tt.report.finish()
		if tt.report.Status != tt.status || tt.report.ExitCode != tt.code {
			t.Errorf("%+v: want %s, %d", tt.report, tt.status, tt.code)
		}
	}
}

// On a pull request the changes of the plan are told, and are no finding.
func TestExpectedPlan(t *testing.T) {
	r := &Report{PlannedExpected: true, Planned: []Planned{{Managed: Managed{"wecom_department.a", "wecom_department", "7", "甲"}, Action: "update"}}}
	r.finish()
	var text, sarif bytes.Buffer
	if err := r.WriteText(&text, false); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteSARIF(&sarif, "1", nil, "x"); err != nil {
		t.Fatal(err)
	}
	want := "Planned: 1\n  > update wecom_department.a (\"甲\", id 7)\n\nNothing was changed outside Terraform; objects with planned changes: 1.\n"
	if text.String() != want || !strings.Contains(sarif.String(), `"results": []`) {
		t.Errorf("%s\n%s", text.String(), sarif.String())
	}
}

func TestInFolder(t *testing.T) {
	for folder, want := range map[string]string{".": "main.tf", "corp/prod": "corp/prod/main.tf", "../corp": "main.tf", t.TempDir(): "main.tf"} {
		if got := filepath.ToSlash(InFolder(filepath.FromSlash(folder), "main.tf")); got != want {
			t.Errorf("%s: %s", folder, got)
		}
	}
}

func TestJSONHasNoNullLists(t *testing.T) {
	r := &Report{}
	r.finish()
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"status":"clean","exit_code":0,"changed":[],"missing":[],"planned":[],"losses":[],"failed_checks":[],"unmanaged":[],"adopt":[],"accepted":[],"kinds":[],"notes":[],"limits":[]}`
	var got bytes.Buffer
	if err := json.Compact(&got, b.Bytes()); err != nil || got.String() != want {
		t.Errorf("%s %v", got.String(), err)
	}
}

func TestMarkdown(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"## WeCom: The corp and its configuration differ.\n", "\n### Changed outside Terraform: 1\n\n- `wecom_department.d[\"研发.后端\"]` (`\"后端\"`, id `37`)\n",
		"  - `name`: `\"后端\"` → `` \"<@all> **后台** | `x`\" ``\n", "  - `parent_id`: `\"销售部\"` → `\"华东\"`\n", "  - `user_ids`: + `\"wangwu\"`, − `\"lisi\"`\n",
		"  - two lines\n", "| department | 1 | 1 | 2 | 25 % |\n", "> A note.\n", "```sh\nterraform state pull > pulled.json\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "\\") {
		t.Errorf("backslashes in\n%s", b.String())
	}
	markup(t, b.String())
	r := &Report{}
	for i := range 5000 {
		r.Unmanaged = append(r.Unmanaged, Unmanaged{"department", fmt.Sprint(i), "一个名字很长的部门"})
	}
	r.finish()
	b.Reset()
	if err := r.WriteMarkdown(&b); err != nil || b.Len() > 65_000 || !strings.Contains(b.String(), " more lines; the text and JSON reports have them all.") {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}

// markup fails where something that others chose is read as more than text.
func markup(t *testing.T, page string) {
	t.Helper()
	var html bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(page), &html); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<strong>", "<em>", "<a ", "<img", "<del>", "<@all>", "<h1"} {
		if strings.Contains(html.String(), bad) {
			t.Errorf("%s in\n%s", bad, html.String())
		}
	}
}

// Names and values of others stay text in Markdown, whatever is in them.
func TestMarkdown_hostile(t *testing.T) {
	for _, name := range []string{"`", "``", "a`b``c", "**b**", "[x](y)", "<img src=x>", "@all", "_a_", "~~x~~", "| a | b |", "# x", "```\n<b>", "\\`x`", "- x", "![x](y)", "a\nb", "\r\n# h"} {
		r := &Report{
			Changed:   []Changed{{Managed{Address: "wecom_department.d[" + strconv.Quote(name) + "]", Name: name}, []Attribute{{Path: "name", Old: name, New: "x" + name}, {Path: "s", Old: []any{name}, New: []any{}}}}},
			Unmanaged: []Unmanaged{{"department", "5", name}},
			Checks:    []FailedCheck{{"check.x", "fail", []string{name}}},
			Notes:     []string{"A note: <b>**x**</b> [x](y) _z_ of get_x_list."},
		}
		r.finish()
		var b bytes.Buffer
		if err := r.WriteMarkdown(&b); err != nil {
			t.Fatal(err)
		}
		markup(t, b.String())
	}
}

func TestSARIF(t *testing.T) {
	var b bytes.Buffer
	places := Places{"wecom_department.d": {"main.tf", 12}, "module.a": {"modules.tf", 3}}
	if err := sample().WriteSARIF(&b, "1.2.3", places, ".wecomignore"); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID, Level string
				Message       struct{ Text string }
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, r := range log.Runs[0].Tool.Driver.Rules {
		rules[r.ID] = true
	}
	var got []string
	for _, r := range log.Runs[0].Results {
		if !rules[r.RuleID] {
			t.Errorf("no rule %s", r.RuleID)
		}
		at := r.Locations[0].PhysicalLocation
		got = append(got, fmt.Sprintf("%s %s %s:%d", r.RuleID, r.Level, at.ArtifactLocation.URI, at.Region.StartLine))
	}
	want := []string{
		"loss warning .wecomignore:1", "missing error modules.tf:3", "changed error main.tf:12", "planned warning .wecomignore:1", "planned warning .wecomignore:1", "failed-check error .wecomignore:1",
		"unmanaged note .wecomignore:1", "unmanaged note .wecomignore:1",
	}
	if diff := cmp.Diff(want, got); diff != "" || log.Version != "2.1.0" {
		t.Error(diff)
	}
}

func TestMessages(t *testing.T) {
	one := sample().Messages("Nightly")
	if len(one) != 1 || !strings.HasPrefix(one[0], "**Nightly**\nThe corp and its configuration differ.\ndepartment: 1 of 4 managed") {
		t.Errorf("%q", one)
	}
	for _, bad := range []string{"<@all>", "**后台**", "no drift", "wecom_contact_way.old"} {
		if strings.Contains(one[0], bad) {
			t.Errorf("%q is in %s", bad, one[0])
		}
	}
	for _, n := range []int{1, 60, 300, 20_000} {
		r := &Report{}
		for i := range n {
			r.Unmanaged = append(r.Unmanaged, Unmanaged{"department", fmt.Sprint(i), strings.Repeat("部", i%100)})
		}
		r.Changed = []Changed{{Managed{Address: "wecom_department.long"}, nil}}
		for range 100 { // one finding that alone is too long
			r.Changed[0].Attributes = append(r.Changed[0].Attributes, Attribute{Path: "departments", Old: strings.Repeat("旧", 200), New: strings.Repeat("新", 500)})
		}
		r.finish()
		all := r.Messages(strings.Repeat("标题", 50))
		if len(all) > messagesPerRun {
			t.Errorf("%d findings: %d messages", n, len(all))
		}
		shown := 0
		for _, m := range all {
			if len(m) > messageBytes || !utf8.ValidString(m) {
				t.Errorf("%d findings: %d bytes, valid %v", n, len(m), utf8.ValidString(m))
			}
			shown += strings.Count(m, "> ? department")
		}
		var more int
		_, tail, found := strings.Cut(all[len(all)-1], "… and ")
		if found {
			if _, err := fmt.Sscanf(tail, "%d more", &more); err != nil {
				t.Error(err)
			}
		}
		if shown+more != n {
			t.Errorf("%d findings: %d shown and %d counted", n, shown, more)
		}
	}
}

func TestNotify(t *testing.T) {
	var bodies []string
	answer := `{"errcode":0,"errmsg":"ok"}`
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		bodies = append(bodies, r.Method+" "+r.URL.String()+" "+string(raw))
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
			return
		}
		_, _ = io.WriteString(w, answer)
	}))
	defer robot.Close()
	const key = "CANARY-robot-key"
	if err := Notify(t.Context(), robot.URL+"/cgi-bin/webhook/send?key="+key, []string{"一", "二"}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`POST /cgi-bin/webhook/send?key=` + key + ` {"markdown":{"content":"一"},"msgtype":"markdown"}`,
		`POST /cgi-bin/webhook/send?key=` + key + ` {"markdown":{"content":"二"},"msgtype":"markdown"}`,
	}
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Error(diff)
	}
	for what, tt := range map[string]struct{ address, answer, want string }{
		"wrong key":   {robot.URL + "/?key=" + key, `{"errcode":93000,"errmsg":"invalid webhook url"}`, "key is wrong"},
		"too many":    {robot.URL + "/?key=" + key, `{"errcode":45009,"errmsg":"api freq out of limit"}`, "20 messages a minute"},
		"no WeCom":    {robot.URL + "/?key=" + key, `<html>`, "HTTP 200"},
		"redirect":    {robot.URL + "/moved?key=" + key, "", "HTTP 307"},
		"nobody":      {"http://127.0.0.1:1/?key=" + key, "", "refused"},
		"plain http":  {"http://robot.example/?key=" + key, "", "must be https"},
		"no address":  {"robot?key=" + key, "", "no URL"},
		"odd address": {"https://%zz?key=" + key, "", "no URL"},
	} {
		answer = tt.answer
		err := Notify(t.Context(), tt.address, []string{"x"})
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, b := range bodies {
		if strings.Contains(b, "/elsewhere") {
			t.Error("the key was carried to another address")
		}
	}
}

// The guide names every key of the JSON report.
func TestGuideHasEveryKey(t *testing.T) {
	raw, err := os.ReadFile("../../../templates/guides/detecting-drift-in-ci.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			if key, _, _ := strings.Cut(f.Tag.Get("json"), ","); key != "" {
				seen++
				if !strings.Contains(string(raw), "`"+key+"`") {
					t.Errorf("the guide does not say what %s of the JSON report is", key)
				}
			}
			inner := f.Type
			if inner.Kind() == reflect.Slice {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct {
				walk(inner)
			}
		}
	}
	walk(reflect.TypeFor[Report]())
	if seen < 30 {
		t.Errorf("%d keys: the walk proves nothing", seen)
	}
}
