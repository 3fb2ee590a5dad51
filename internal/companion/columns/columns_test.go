// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package columns_test

import (
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
)

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "部门": 4, "（可见范围）": 12, "a → b": 5, "e\u0301": 1, "が": 2, "か\u3099": 2, "🎉": 2, "ｱ": 1, "✓": 1,
	} {
		if got := columns.Width(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		s    string
		n    int
		want string
	}{{"研发中心", 8, "研发中心"}, {"研发中心", 7, "研发中…"}, {"研发中心", 6, "研发…"}, {"abcdef", 4, "abc…"}, {"", 3, ""}} {
		if got := columns.Cut(tt.s, tt.n); got != tt.want || columns.Width(got) > tt.n {
			t.Errorf("%q to %d: %q, want %q", tt.s, tt.n, got, tt.want)
		}
	}
	if got := columns.Pad("部门", 6); got != "部门  " {
		t.Errorf("%q", got)
	}
}

func TestWrap(t *testing.T) {
	for what, tt := range map[string]struct{ text, first, rest, want string }{
		"short":          {"one line", "- ", "  ", "- one line"},
		"words":          {strings.Repeat("word ", 17) + "end", "", "  ", strings.TrimSpace(strings.Repeat("word ", 16)) + "\n  word end"},
		"Chinese":        {strings.Repeat("部", 41), "", "", strings.Repeat("部", 40) + "\n部"},
		"a Chinese word": {strings.Repeat("word ", 15) + "客户联系", "", "", strings.TrimSpace(strings.Repeat("word ", 15)) + "\n客户联系"},
		"marks":          {strings.Repeat("部", 39) + "（可见）。", "", "", strings.Repeat("部", 39) + "\n（可见）。"},
		"closing mark":   {strings.Repeat("部", 40) + "。末", "", "", strings.Repeat("部", 39) + "\n部。末"},
		"address":        {"see https://" + strings.Repeat("x", 90) + " there", "  ", "    ", "  see\n    https://" + strings.Repeat("x", 90) + "\n    there"},
		"command":        {"Then:\n  terraform plan " + strings.Repeat("-x ", 30) + "\n\nDone.", "", "", "Then:\n  terraform plan " + strings.Repeat("-x ", 30) + "\n\nDone."},
	} {
		if got := columns.Wrap(tt.text, tt.first, tt.rest); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", what, got, tt.want)
		}
	}
}
