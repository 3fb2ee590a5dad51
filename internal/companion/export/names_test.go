// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/mozillazg/go-pinyin"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"研发中心":                  "yan_fa_zhong_xin",
		"R&D Team":              "r_d_team",
		"2024年 展会":              "2024_nian_zhan_hui",
		"ＶＩＰ客户":                 "vip_ke_hu",
		"Café Zürich":           "cafe_zurich",
		"绿色":                    "lv_se",
		"🎉🚀":                    "",
		"   ":                   "",
		"":                      "",
		"${var.x}%{if}":         "var_x_if",
		`a"b\c`:                 "a_b_c",
		"Отдел":                 "",
		"for":                   "for",
		"門市（台北）":                "men_shi_tai_bei",
		strings.Repeat("研", 30): strings.TrimSuffix(strings.Repeat("yan_", 12), "_"),
		strings.Repeat("x", 90): strings.Repeat("x", 48),
	} {
		if got := slug(in); got != want {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
	}
}

// Every character that the library knows gives letters, and nothing else.
func TestEverySyllableIsASCII(t *testing.T) {
	letters := regexp.MustCompile(`^[a-z]+$`)
	n := 0
	for r := range pinyin.PinyinDict {
		if s := slug(string(rune(r))); s != "" {
			n++
			if !letters.MatchString(s) {
				t.Errorf("%q gives %q", rune(r), s)
			}
		}
	}
	if n < 20000 {
		t.Errorf("%d characters only", n)
	}
}

func dept(id, parent int64, name string) inventory.Object {
	return inventory.Object{Kind: "department", ID: strconv.FormatInt(id, 10), Name: name, Value: &client.Department{ID: id, ParentID: parent, Name: name}}
}

func newNamer(kind inventory.Kind) *namer {
	return &namer{kind: kind, taken: map[string]bool{}, known: map[string]string{}}
}

func TestDepartmentNames(t *testing.T) {
	got := newNamer("department").names([]inventory.Object{
		dept(20, 1, "研发"), dept(3, 1, "研发"), dept(4, 1, "眼法"), dept(5, 3, "后端"), dept(6, 4, "后端"), dept(7, 4, "厚端"),
		dept(8, 1, "🎉"), dept(9, 1, "2024"), dept(10, 8, "2024"), dept(11, 1, "for"),
	})
	want := map[string]string{
		"3": "yan_fa", "4": "yan_fa_4", "20": "yan_fa_20", "5": "hou_duan", "6": "yan_fa_hou_duan", "7": "hou_duan_7",
		"8": "department_8", "9": "department_2024", "10": "department_2024_10", "11": "for",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNamesStayWhenObjectsAppear(t *testing.T) {
	old := []inventory.Object{dept(30, 1, "研发"), dept(40, 1, "盐罚")}
	first := newNamer("department").names(old)
	// An administrator may give the smaller id to a newer department.
	n := newNamer("department")
	n.known = first
	n.taken["fa_yan"] = true // a resource written by hand
	second := n.names(append([]inventory.Object{dept(2, 1, "研发"), dept(3, 1, "发言")}, old...))
	want := map[string]string{"30": "yan_fa", "40": "yan_fa_40", "2": "yan_fa_2", "3": "fa_yan_3"}
	if diff := cmp.Diff(want, second); diff != "" {
		t.Error(diff)
	}
}

func TestNamesOfStringIDs(t *testing.T) {
	at := func(s int64) time.Time { return time.Unix(s, 0) }
	got := newNamer("tag_group").names([]inventory.Object{
		{Kind: "tag_group", ID: "etZZ_new-ABCDEF", Name: "等级", CreatedAt: at(30)},
		{Kind: "tag_group", ID: "etAA_mid-ABCDEF", Name: "等级 ", CreatedAt: at(20)},
		{Kind: "tag_group", ID: "etMM_old", Name: "等级", CreatedAt: at(10)},
		{Kind: "tag_group", ID: "x", Name: "👍", CreatedAt: at(40)},
		{Kind: "tag_group", ID: "--", Name: "👎", CreatedAt: at(50)},
	})
	want := map[string]string{
		"etMM_old": "deng_ji", "etAA_mid-ABCDEF": "deng_ji_abcdef", "etZZ_new-ABCDEF": "deng_ji_wabcdef", "x": "tag_group_x", "--": "tag_group__2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, name := range got {
		if !hclsyntax.ValidIdentifier(name) {
			t.Errorf("%q is no identifier", name)
		}
	}
}
