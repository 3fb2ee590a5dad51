// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestWindow_holds(t *testing.T) {
	const noon = 1_770_724_800 // 2026-02-10T12:00:00Z
	at := types.StringValue("2026-02-10T20:00:00+08:00")
	for _, c := range []struct {
		name     string
		from, to types.String
		unix     int64
		want     bool
	}{
		{"open", types.StringNull(), types.StringNull(), 1, true},
		{"the first second", at, types.StringNull(), noon, true},
		{"a second early", at, types.StringNull(), noon - 1, false},
		{"the last second", types.StringNull(), at, noon, true},
		{"a second late", types.StringNull(), at, noon + 1, false},
		{"one second wide", at, at, noon, true},
		{"a time that is not shown", at, at, 0, true},
		{"unknown ends are open", types.StringUnknown(), types.StringUnknown(), 1, true},
	} {
		var diags diag.Diagnostics
		if got := ParseWindow(c.from, c.to, &diags).Holds(c.unix); got != c.want || diags.HasError() {
			t.Errorf("%s: %v, want %v; %v", c.name, got, c.want, diags)
		}
	}
}

func TestRegex_matches(t *testing.T) {
	for _, c := range []struct {
		pattern types.String
		text    string
		want    bool
	}{
		{types.StringNull(), "x", true}, {types.StringUnknown(), "x", true}, {types.StringValue("部"), "销售部门", true},
		{types.StringValue("部$"), "销售部门", false}, {types.StringValue("^$"), "", true}, {types.StringValue("(?i)vip"), "大VIP", true},
	} {
		if got := Matches(Regex(c.pattern), c.text); got != c.want {
			t.Errorf("%s on %q: %v, want %v", c.pattern, c.text, got, c.want)
		}
	}
}
