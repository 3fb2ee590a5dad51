// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory_test

import (
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

func TestIgnore(t *testing.T) {
	backend := inventory.Object{Kind: "department", ID: "37", Name: "后端", Path: "研发中心/后端"}
	group := inventory.Object{Kind: "tag_group", ID: "et1", Name: "客户等级 #1 [旧]"}
	way := inventory.Object{Kind: "contact_way", ID: "c1"}
	for line, want := range map[string][3]bool{
		"department:37":               {true, false, false},
		"department:研发中心/*":           {true, false, false},
		"department:研发*":              {false, false, false},
		"department:研发中心/**":          {true, false, false},
		"departments:后?":              {true, false, false},
		"wecom_department:**/后端":      {true, false, false},
		"tag_group:客户等级\\ \\#1*":      {false, true, false},
		"tag_group:*\\[旧\\]":          {false, true, false},
		"contact_way:*":               {false, false, true},
		"*:**":                        {true, true, true},
		"* : {37,c1} # two of them":   {true, false, true},
		"# department:37":             {false, false, false},
		"   # a comment":              {false, false, false},
		"":                            {false, false, false},
		"acquisition_link:*":          {false, false, false},
		"\ufeffdepartment:37 \r":      {true, false, false},
		"contact_way:c1\n*:et[0-9]":   {false, true, true},
		"department:37#not a comment": {false, false, false},
	} {
		ig, err := inventory.ParseIgnore(strings.NewReader(line))
		if err != nil {
			t.Errorf("%q: %v", line, err)
			continue
		}
		if got := [3]bool{ig.Match(backend), ig.Match(group), ig.Match(way)}; got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
	for _, bad := range []string{"department", "department:", "people:*", "department:[", "department:{a", `department:a\`, "ok:x"} {
		if _, err := inventory.ParseIgnore(strings.NewReader("# first\n" + bad)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	var none *inventory.Ignore
	if none.Match(backend) {
		t.Error("nothing ignores something")
	}
}

func TestIgnoreLineMatchesItsObjectOnly(t *testing.T) {
	for _, id := range []string{"37", "et*", "a[b", `c\d`, "e{f", "g?h"} {
		o := inventory.Object{Kind: "tag_group", ID: id, Name: "名 # *\n:字"}
		line := inventory.IgnoreLine(o)
		ig, err := inventory.ParseIgnore(strings.NewReader(line))
		if err != nil || !ig.Match(o) || strings.Contains(line, "\n") {
			t.Errorf("%q: %v", line, err)
		}
		o.ID += "x"
		if ig.Match(o) {
			t.Errorf("%q matches %q too", line, o.ID)
		}
	}
}
