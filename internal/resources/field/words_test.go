// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var scenes = Words{1: "mini_program", 2: "qr_code", 3: "poster"}

func TestWords_bothWays(t *testing.T) {
	for text, want := range map[string]int64{"mini_program": 1, "qr_code": 2, "4": 4, "12": 12} {
		if n, ok := scenes.Number(text); n != want || !ok || scenes.Text(n) != text {
			t.Errorf("%q is %d, %t, and back %q", text, n, ok, scenes.Text(n))
		}
	}
	for _, text := range []string{"", "1", "2", "0", "-4", "04", "+4", "4.0", "QR_code", "four"} {
		if n, ok := scenes.Number(text); ok {
			t.Errorf("%q is taken for %d", text, n)
		}
	}
}

func TestWords_refused(t *testing.T) {
	const allowed = `it must be "mini_program", "qr_code" or "poster", or the decimal number of a value that WeCom added later.`
	for name, c := range map[string]struct {
		at              path.Path
		value           types.String
		summary, detail string
	}{
		"attribute": {path.Root("scene"), types.StringValue("1"), "Invalid scene", `scene is "1"; WeCom's 1 is "mini_program" here, so write that.`},
		"element": {
			path.Root("scenes").AtSetValue(types.StringValue("x")), types.StringValue("x"), "Invalid scenes", `scenes has "x"; ` + allowed,
		},
		"number that has no word": {path.Root("scene"), types.StringValue("4"), "", ""},
		"unknown":                 {path.Root("scene"), types.StringUnknown(), "", ""},
		"null":                    {path.Root("scene"), types.StringNull(), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var resp validator.StringResponse
			scenes.ValidateString(t.Context(), validator.StringRequest{Path: c.at, ConfigValue: c.value}, &resp)
			summary, detail := "", ""
			if resp.Diagnostics.HasError() {
				summary, detail = resp.Diagnostics[0].Summary(), resp.Diagnostics[0].Detail()
			}
			if summary != c.summary || detail != c.detail {
				t.Errorf("got  %s: %s\nwant %s: %s", summary, detail, c.summary, c.detail)
			}
		})
	}
}
