// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/export"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

func TestSecondExportKnowsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "mine.tf", `
terraform {
  required_providers {
    wecom = { source = "terraform-wecom/wecom" }
  }
}
provider "wecom" {}
resource "wecom_department" "hand" {
  id   = 2
  name = "手写"
}
resource "wecom_department" "yan_fa" {
  name = "占名"
}
resource "wecom_department" "many" {
  for_each = { a = 1 }
  name     = each.key
}
import {
  to = wecom_department.many["a"]
  id = "3"
}
import {
  to = module.tree.wecom_department.top
  id = 4
}
import {
  to       = wecom_tag_group.level
  identity = { corp_id = "wwtest", id = "etA" }
}
resource "wecom_tag_group" "level" {}
import {
  to = wecom_contact_way.unknown
  id = var.id
}
resource "random_pet" "x" {}
`)
	put(t, dir, "more.tf.json", `{"import":[{"to":"wecom_tag_group.source","id":"etB"}],"resource":{"wecom_tag_group":{"source":{"name":"来源"}}}}`)
	put(t, dir, "departments.tf", "# mine, too\n")
	put(t, dir, "README.md", "my own page\n")
	objects := []inventory.Object{
		dept(2, 1, "手写"), dept(3, 2, "多"), dept(4, 3, "模块"), dept(5, 4, "研发"), dept(6, 2, "测试"),
		group("etA", "等级", "核心"), group("etB", "来源", "展会"), group("etC", "新", "一"),
	}
	result, files := write(t, export.Options{Dir: dir}, made(objects...))
	if got, want := result.Files, []string{"departments_2.tf", "tag_groups.tf", "imports.tf", "README_2.md"}; !slices.Equal(got, want) {
		t.Errorf("wrote %v, want %v", got, want)
	}
	if result.Before["department"] != 3 || result.Before["tag_group"] != 2 {
		t.Errorf("%v", result.Before)
	}
	_, written, _ := strings.Cut(files["departments_2.tf"], "\n\n")
	want := `resource "wecom_department" "mo_kuai_yan_fa" {
  name      = "研发"
  parent_id = 4
}

resource "wecom_department" "ce_shi" {
  name      = "测试"
  parent_id = wecom_department.hand.id
}
`
	if diff := cmp.Diff(want, written); diff != "" {
		t.Error(diff)
	}
	if files["README.md"] != "my own page\n" || files["departments.tf"] != "# mine, too\n" {
		t.Error("a user's file was changed")
	}
}

func TestRecordSurvivesWhatUsersDo(t *testing.T) {
	dir := t.TempDir()
	o := export.Options{Dir: dir}
	objects := []inventory.Object{dept(2, 1, "研发"), dept(3, 2, "后端"), dept(4, 1, "销售")}
	write(t, o, made(objects...))
	if err := os.Remove(filepath.Join(dir, "imports.tf")); err != nil {
		t.Fatal(err)
	}
	// Renamed with a moved block, and one taken out.
	put(t, dir, "departments.tf", `
resource "wecom_department" "rd" { name = "研发" }
resource "wecom_department" "hou_duan" { name = "后端" }
moved {
  from = wecom_department.yan_fa
  to   = wecom_department.research
}
moved {
  from = wecom_department.research
  to   = wecom_department.rd
}
`)
	result, files := write(t, o, made(append(objects, dept(5, 2, "前端"), dept(6, 1, "研发"))...))
	if result.Written["department"] != 2 || result.Before["department"] != 2 || !slices.Equal(result.Removed, []string{"wecom_department.xiao_shou"}) {
		t.Errorf("%+v", result)
	}
	// The former address of a moved block is not given to another department.
	for _, want := range []string{"parent_id = wecom_department.rd.id", `"yan_fa_6"`} {
		if !strings.Contains(files["departments_2.tf"], want) {
			t.Errorf("no %s in:\n%s", want, files["departments_2.tf"])
		}
	}
	if !strings.Contains(files["README.md"], "- `wecom_department.xiao_shou`") {
		t.Error(files["README.md"])
	}
	if result, _ = write(t, o, made(append(objects, dept(7, 1, "研发"))...)); result.Written["department"] != 1 {
		t.Errorf("%+v", result)
	}
	files = read(t, dir)
	var record struct {
		Objects map[string]map[string]string `json:"objects"`
	}
	if err := json.Unmarshal([]byte(files[export.RecordFile]), &record); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"2": "rd", "3": "hou_duan", "4": "xiao_shou", "5": "qian_duan", "6": "yan_fa_6", "7": "yan_fa_7"}
	if diff := cmp.Diff(want, record.Objects["wecom_department"]); diff != "" {
		t.Error(diff)
	}
}

func TestAnEditedReadmeStays(t *testing.T) {
	dir := t.TempDir()
	o := export.Options{Dir: dir}
	write(t, o, made(dept(2, 1, "研发")))
	result, files := write(t, o, made(dept(2, 1, "研发"), dept(3, 1, "销售")))
	if !slices.Contains(result.Files, "README.md") || !strings.Contains(files["README.md"], "| `wecom_department` (部门) | 2 |") {
		t.Errorf("%v\n%s", result.Files, files["README.md"])
	}
	put(t, dir, "README.md", files["README.md"]+"\nReviewed.\n")
	result, files = write(t, o, made(dept(2, 1, "研发"), dept(3, 1, "销售"), dept(4, 1, "客服")))
	if !slices.Contains(result.Files, "README_2.md") || !strings.HasSuffix(files["README.md"], "\nReviewed.\n") || !strings.Contains(files["README_2.md"], "| 3 |") {
		t.Errorf("%v", result.Files)
	}
}

func TestNothingIsWrittenWhenTheFolderCannotBeUnderstood(t *testing.T) {
	for name, test := range map[string]struct{ file, content, says string }{
		"broken configuration": {"main.tf", "resource {", "main.tf cannot be read as configuration"},
		"broken record":        {export.RecordFile, "{", "is damaged"},
		"newer record":         {export.RecordFile, `{"version":2,"corp_id":"wwtest"}`, "version 2"},
		"another corp":         {export.RecordFile, `{"version":1,"corp_id":"wwother"}`, "corp wwother, this is corp wwtest"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, test.file, test.content)
			_, err := export.Write(t.Context(), made(dept(2, 1, "研发")), export.Options{Dir: dir})
			if err == nil || !strings.Contains(err.Error(), test.says) || !strings.HasPrefix(err.Error(), "Unable to read the folder") {
				t.Error(err)
			}
			if files := read(t, dir); len(files) != 1 {
				t.Errorf("%v", slices.Collect(maps.Keys(files)))
			}
		})
	}
}

func TestAFailedWriteLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	// A folder of the name of a file that is to be written: its number is taken.
	if err := os.Mkdir(filepath.Join(dir, "imports.tf"), 0o700); err != nil {
		t.Fatal(err)
	}
	result, files := write(t, export.Options{Dir: dir}, made(dept(2, 1, "研发")))
	if !slices.Contains(result.Files, "imports_2.tf") || files["imports_2.tf"] == "" {
		t.Errorf("%v", result.Files)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := export.Write(t.Context(), made(dept(2, 1, "研发")), export.Options{Dir: file}); err == nil {
		t.Error("a file was taken for a folder")
	}
	// The record cannot be replaced: what was made before it goes again.
	dir = t.TempDir()
	write(t, export.Options{Dir: dir}, made(dept(2, 1, "研发")))
	before := read(t, dir)
	export.RefuseReplacing(t, export.RecordFile)
	if _, err := export.Write(t.Context(), made(dept(2, 1, "研发"), dept(3, 1, "销售")), export.Options{Dir: dir}); err == nil {
		t.Error("no error")
	}
	after := read(t, dir)
	delete(before, "README.md")
	delete(after, "README.md")
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}
