// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/export"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// made is an inventory without a corp.
func made(objects ...inventory.Object) *inventory.Inventory {
	return &inventory.Inventory{CorpID: "wwtest", Kinds: inventory.Kinds(), Objects: objects}
}

func dept(id, parent int64, name string) inventory.Object {
	return inventory.Object{
		Kind: "department", ID: fmt.Sprint(id), Name: name, Path: name, Value: &client.Department{ID: id, ParentID: parent, Name: name},
	}
}

func group(id, name string, tags ...string) inventory.Object {
	g := &client.TagGroup{ID: id, Name: name, CreateTime: 1000}
	for i, t := range tags {
		g.Tags = append(g.Tags, client.Tag{ID: fmt.Sprint(id, i), Name: t, Order: int64(10 - i)})
	}
	return inventory.Object{Kind: "tag_group", ID: id, Name: name, CreatedAt: time.Unix(1000, 0), Value: g}
}

var root = dept(1, 0, "示例公司")

func write(t *testing.T, o export.Options, inv *inventory.Inventory) (*export.Result, map[string]string) {
	t.Helper()
	result, err := export.Write(t.Context(), inv, o)
	if err != nil {
		t.Fatal(err)
	}
	return result, read(t, o.Dir)
}

func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	return (&shop{t: t, options: export.Options{Dir: dir}}).files()
}

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }

func TestWhatIsWritten(t *testing.T) {
	style := int64(3)
	_, files := write(t, export.Options{Dir: t.TempDir(), Version: "1.4.2"}, made(
		root,
		inventory.Object{Kind: "department", ID: "2", Name: "研发", Value: &client.Department{ID: 2, ParentID: 1, Name: "研发", NameEN: "R&D", Order: 5, LeaderUserIDs: []string{"zhangsan"}}},
		dept(3, 2, "后端 ${x}"), dept(4, 99, "孤儿"),
		group("etA", "等级", "核心", `a"b`, "for"),
		inventory.Object{Kind: "contact_way", ID: "w1", Name: "门店", Value: &client.ContactWay{
			ID: "w1", Type: 1, Scene: 1, Style: &style, Remark: "门店", State: "%{if}", SkipVerify: no(), UserIDs: []string{"a"}, IsExclusive: yes(), MarkSource: no(), QRCode: "https://x"}},
		inventory.Object{Kind: "contact_way", ID: "w2abcdefgh", Value: &client.ContactWay{
			ID: "w2abcdefgh", Type: 2, Scene: 2, SkipVerify: yes(), IsExclusive: no(), MarkSource: yes(), DepartmentIDs: []int64{1, 3, 77}}},
		inventory.Object{Kind: "acquisition_link", ID: "ca1", Name: "官网", Value: &client.AcquisitionLink{
			ID: "ca1", Name: "官网", URL: "https://x", CreateTime: 5, Range: client.AcquisitionRange{UserIDs: []string{"a", "b", "c", "d", "e"}},
			Priority: &client.PriorityOption{Type: 2, UserIDs: []string{"b"}}}},
		inventory.Object{Kind: "acquisition_link", ID: "ca2", Name: "新", Value: &client.AcquisitionLink{
			ID: "ca2", Name: "新", SkipVerify: no(), Range: client.AcquisitionRange{DepartmentIDs: []int64{2}}, Priority: &client.PriorityOption{Type: 7, UserIDs: []string{"b"}}}},
	))
	head := "of corp wwtest, written by wecomctl export. Yours to edit: no later export changes this file.\n\n"
	for name, want := range map[string]string{
		"departments.tf": "# Departments (部门) " + head + `resource "wecom_department" "yan_fa" {
  name    = "研发"
  name_en = "R&D"
}

resource "wecom_department" "hou_duan_x" {
  name      = "后端 $${x}"
  parent_id = wecom_department.yan_fa.id
}

resource "wecom_department" "gu_er" {
  name      = "孤儿"
  parent_id = 99
}
`,
		"tag_groups.tf": "# Tag groups (企业客户标签组) " + head + `resource "wecom_tag_group" "deng_ji" {
  name = "等级"
  tags = {
    "核心"   = {}
    "a\"b" = {}
    "for"  = {}
  }
}
`,
		"contact_ways.tf": "# Contact ways (联系我) " + head + `resource "wecom_contact_way" "men_dian" {
  type         = "single"
  scene        = "mini_program"
  style        = 3
  remark       = "门店"
  state        = "%%{if}"
  user_ids     = ["a"]
  skip_verify  = false
  is_exclusive = true
  mark_source  = false
}

resource "wecom_contact_way" "contact_way_cdefgh" {
  type           = "multi"
  scene          = "qr_code"
  department_ids = [1, wecom_department.hou_duan_x.id, 77]
}
`,
		"acquisition_links.tf": "# Acquisition links (获客链接) " + head + `resource "wecom_acquisition_link" "guan_wang" {
  name = "官网"
  user_ids = [
    "a",
    "b",
    "c",
    "d",
    "e",
  ]
  priority = {
    scope    = "designated"
    user_ids = ["b"]
  }
}

resource "wecom_acquisition_link" "xin" {
  name           = "新"
  department_ids = [wecom_department.yan_fa.id]
  skip_verify    = false
  priority = {
    scope    = "7"
    user_ids = ["b"]
  }
}
`,
		"versions.tf": `# Written by wecomctl export.

terraform {
  required_version = ">= 1.8"

  required_providers {
    wecom = {
      source  = "terraform-wecom/wecom"
      version = "~> 1.4"
    }
  }
}
`,
		"providers.tf": `# Secrets come from the environment: WECOM_SECRET and WECOM_CONTACTS_SECRET.

provider "wecom" {
  corp_id = "wwtest"
}
`,
	} {
		if diff := cmp.Diff(want, files[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := strings.Count(files["imports.tf"], "import {"); got != 8 || !strings.Contains(files["imports.tf"], "  to = wecom_department.gu_er\n  id = \"4\"\n") {
		t.Errorf("%d imports:\n%s", got, files["imports.tf"])
	}
}

func TestOrderIsWrittenOnRequest(t *testing.T) {
	_, files := write(t, export.Options{Dir: t.TempDir(), Order: true}, made(
		inventory.Object{Kind: "department", ID: "2", Name: "研发", Value: &client.Department{ID: 2, ParentID: 1, Name: "研发", Order: 4294967295}},
		group("etA", "等级", "核心")))
	if !strings.Contains(files["departments.tf"], "  order = 4294967295\n") || !strings.Contains(files["tag_groups.tf"], "  order = 0\n") || !strings.Contains(files["tag_groups.tf"], "      order = 10\n") {
		t.Error(files["departments.tf"], files["tag_groups.tf"])
	}
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	write(t, export.Options{Dir: dir}, made(dept(2, 1, "研发")))
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 6 {
		t.Fatalf("%v %v", entries, err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", e.Name(), info.Mode(), err)
		}
	}
}

func TestLeftOut(t *testing.T) {
	inv := made(root,
		dept(2, 1, "尾空格 "), dept(3, 2, "下级"), dept(4, 1, strings.Repeat("长", 65)),
		inventory.Object{Kind: "department", ID: "5", Value: &client.Department{ID: 5, ParentID: 1, IDsOnly: true}},
		group("etEmpty", "空组"), group("etTwins", "双胞胎", "Caf\u00e9", "Cafe\u0301"),
		inventory.Object{Kind: "department", ID: "6", Name: "英文", Value: &client.Department{ID: 6, ParentID: 1, Name: "英文", NameEN: "A:B"}},
		inventory.Object{Kind: "contact_way", ID: "temp", Value: &client.ContactWay{ID: "temp", Type: 1, Scene: 2, IsTemp: true, UserIDs: []string{"a"}}},
	)
	inv.Notes = []inventory.Note{
		{Kind: "acquisition_link", Reason: inventory.KindRefused, Text: "WeCom refused to list the acquisition links.\n\nerrcode 48002 <x>"},
		{Kind: "contact_way", Reason: inventory.ObjectRefused, ID: "foreign", Text: "contact way foreign: refused"},
	}
	result, files := write(t, export.Options{Dir: t.TempDir()}, inv)
	var got []string
	for _, l := range result.LeftOut {
		got = append(got, l.Object.ID)
	}
	if want := []string{"2", "4", "5", "etEmpty", "etTwins", "temp"}; !slices.Equal(got, want) {
		t.Errorf("left out %v, want %v", got, want)
	}
	// What lies below a department that is left out names it by number.
	if !strings.Contains(files["departments.tf"], "parent_id = 2\n") || export.Total(result.Written) != 2 || strings.Contains(files["departments.tf"], "name_en") {
		t.Errorf("%v\n%s", result.Written, files["departments.tf"])
	}
	for _, want := range []string{
		`"尾空格 " begins or ends with a blank`, "has 65 characters", "(5) ``: its name could not be read", "(etEmpty) ``: ", "temp ``: it is temporary",
		"48002 &lt;x>", "- contact way foreign: refused", "| `wecom_acquisition_link` (获客链接) | 0 | not read, see below |",
		"| `wecom_department` (部门) | 2 | 3 | 0 |", "composed in different ways", "(6) `` is here, but 'name_en' is not written",
	} {
		if !strings.Contains(strings.ReplaceAll(files["README.md"], "`` 5 ``", "(5) ``"), want) {
			t.Errorf("the README lacks %q:\n%s", want, files["README.md"])
		}
	}
}

func TestUnderAndMatch(t *testing.T) {
	tree := []inventory.Object{root, dept(2, 1, "研发中心"), dept(3, 2, "后端"), dept(4, 3, "甲组"), dept(5, 1, "销售部"), group("etA", "客户等级", "核心"), group("etB", "来源", "展会")}
	tree[2].Path, tree[3].Path = "研发中心/后端", "研发中心/后端/甲组"
	for name, test := range map[string]struct {
		o    export.Options
		want []string
	}{
		"path":      {export.Options{Under: "研发中心/后端"}, []string{"3", "4", "etA", "etB"}},
		"slashes":   {export.Options{Under: "/研发中心/"}, []string{"2", "3", "4", "etA", "etB"}},
		"id":        {export.Options{Under: "5"}, []string{"5", "etA", "etB"}},
		"root":      {export.Options{Under: "/"}, []string{"2", "3", "4", "5", "etA", "etB"}},
		"match":     {export.Options{Match: regexp.MustCompile("^客户|组$")}, []string{"4", "etA"}},
		"both":      {export.Options{Under: "2", Match: regexp.MustCompile("端")}, []string{"3"}},
		"no filter": {export.Options{}, []string{"2", "3", "4", "5", "etA", "etB"}},
	} {
		t.Run(name, func(t *testing.T) {
			test.o.Dir = t.TempDir()
			result, files := write(t, test.o, made(tree...))
			var got []string
			for _, m := range regexp.MustCompile(`id = "([^"]+)"`).FindAllStringSubmatch(files["imports.tf"], -1) {
				got = append(got, m[1])
			}
			if !slices.Equal(got, test.want) || export.Total(result.Filtered) != 6-len(test.want) {
				t.Errorf("%v and %d filtered, want %v", got, export.Total(result.Filtered), test.want)
			}
		})
	}
	_, err := export.Write(t.Context(), made(tree...), export.Options{Dir: t.TempDir(), Under: "研发中心/前端"})
	if err == nil || !strings.HasPrefix(err.Error(), "Unable to find department\n\n") || !strings.Contains(err.Error(), `"研发中心" exists (id 2)`) {
		t.Error(err)
	}
}

// A name does not depend on what else is chosen.
func TestNamesDoNotDependOnFilters(t *testing.T) {
	tree := made(dept(2, 1, "研发"), dept(3, 1, "燕发"), dept(4, 1, "盐发"))
	_, files := write(t, export.Options{Dir: t.TempDir(), Match: regexp.MustCompile("燕发")}, tree)
	if !strings.Contains(files["departments.tf"], `"yan_fa_3"`) {
		t.Error(files["departments.tf"])
	}
}

// Two exports of one corp are the same, byte by byte, and every name in them is an identifier that nothing else has.
func TestGeneratedCorps(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		n := 200
		e := acctest.New(t, specimen.Generated(seed, n))
		s := &shop{Env: e, t: t, options: export.Options{Dir: filepath.Join(t.TempDir(), "a")}}
		result := s.export()
		if export.Total(result.Written)+len(result.LeftOut) != n {
			t.Errorf("seed %d: %v, left out %v", seed, result.Written, result.LeftOut)
		}
		for _, l := range result.LeftOut { // the console takes names with invisible characters, the provider does not
			if !strings.Contains(l.Reason, "which no screen shows") {
				t.Errorf("seed %d: %v", seed, l)
			}
		}
		n -= len(result.LeftOut)
		first := s.files()
		s.options.Dir = filepath.Join(t.TempDir(), "b")
		s.export()
		if diff := cmp.Diff(first, s.files()); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
		names := map[string]bool{}
		for file, content := range first {
			if !strings.HasSuffix(file, ".tf") {
				continue
			}
			if _, diags := hclparse.NewParser().ParseHCL([]byte(content), file); diags.HasErrors() {
				t.Errorf("seed %d: %v", seed, diags)
			}
			for _, m := range regexp.MustCompile(`(?m)^resource "(\w+)" "([^"]*)" \{$`).FindAllStringSubmatch(content, -1) {
				if names[m[1]+m[2]] || !hclsyntax.ValidIdentifier(m[2]) {
					t.Errorf("seed %d: %s.%s is taken or no identifier", seed, m[1], m[2])
				}
				names[m[1]+m[2]] = true
			}
		}
		if len(names) != n {
			t.Errorf("seed %d: %d names", seed, len(names))
		}
	}
}
