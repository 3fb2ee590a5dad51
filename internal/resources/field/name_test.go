// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestName_Problem(t *testing.T) {
	rule := Name{Max: 64, Forbidden: `\:*?"<>|｜`}
	const e = "e\u0301" // two characters, one glyph
	tests := map[string]struct {
		name string
		want string // "" when the name is allowed
	}{
		"one character":              {"a", ""},
		"Chinese":                    {"研发中心", ""},
		"blank inside":               {"研发 中心", ""},
		"full-width blank inside":    {"研发\u3000中心", ""},
		"slash":                      {"后端/前端", ""},
		"emoji":                      {"🚀", ""},
		"empty":                      {"", "the name is empty; WeCom wants 1 to 64 characters."},
		"64 characters":              {strings.Repeat("a", 64), ""},
		"65 characters":              {strings.Repeat("a", 65), "has 65 characters; WeCom allows 64"},
		"64 Chinese characters":      {strings.Repeat("部", 64), ""},
		"65 Chinese characters":      {strings.Repeat("部", 65), "has 65 characters; WeCom allows 64"},
		"64 emoji":                   {strings.Repeat("🚀", 64), ""},
		"65 emoji":                   {strings.Repeat("🚀", 65), "has 65 characters"},
		"32 glyphs of 64 characters": {strings.Repeat(e, 32), ""},
		"33 glyphs of 66 characters": {strings.Repeat(e, 33), "has 66 characters"},
		"family of 7 characters":     {strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 10), "has 70 characters"},
		"blank before":               {" a", "begins or ends with a blank; remove it."},
		"blank behind":               {"a ", "begins or ends with a blank"},
		"only a blank":               {" ", "begins or ends with a blank"},
		"full-width blank before":    {"\u3000研发", "begins or ends with a blank"},
		"full-width blank behind":    {"研发\u3000", "begins or ends with a blank"},
		"no-break blank behind":      {"a\u00a0", "begins or ends with a blank"},
		"line end behind":            {"a\n", "begins or ends with a blank"},
		"tab inside":                 {"a\tb", "contains the control character U+0009; remove it."},
		"line end inside":            {"a\nb", "contains the control character U+000A"},
		"zero byte":                  {"a\x00", "contains the control character U+0000"},
		"delete":                     {"\x7fa", "contains the control character U+007F"},
		"next line inside":           {"a\u0085b", "contains the control character U+0085"},
		"backslash":                  {`a\b`, `contains "\\"; WeCom forbids \ : * ? " < > | ｜ in this name.`},
		"colon":                      {"a:b", `contains ":"; WeCom forbids`},
		"full-width colon":           {"a：b", ""},
		"bar":                        {"a|b", `contains "|"`},
		"full-width bar":             {"a｜b", `contains "｜"`},
		"first of several":           {"研发?*", `contains "?"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := rule.Problem(tt.name)
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("%q: %q, want %q", tt.name, got, tt.want)
			}
			resp := &validator.StringResponse{}
			rule.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("name"), ConfigValue: types.StringValue(tt.name)}, resp)
			if resp.Diagnostics.HasError() != (tt.want != "") {
				t.Errorf("%q: %v", tt.name, resp.Diagnostics)
			}
			if got != "" && resp.Diagnostics[0].Detail() != "name: "+got {
				t.Errorf("%q: %v", tt.name, resp.Diagnostics)
			}
		})
	}
	for _, v := range []types.String{types.StringNull(), types.StringUnknown()} {
		resp := &validator.StringResponse{}
		rule.ValidateString(t.Context(), validator.StringRequest{ConfigValue: v}, resp)
		if resp.Diagnostics.HasError() {
			t.Errorf("%v is refused: %v", v, resp.Diagnostics)
		}
	}
}

func TestName_Description(t *testing.T) {
	if got, want := (Name{Max: 30}).Description(t.Context()), "1 to 30 characters, no blank at either end"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := (Name{Max: 64, Forbidden: "*｜"}).MarkdownDescription(t.Context()), "1 to 64 characters, no blank at either end, none of * ｜"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := (Name{Max: 30}).Problem(`a:b|c`); got != "" {
		t.Errorf("a rule without forbidden characters says %q", got)
	}
}

func TestName_Aside(t *testing.T) {
	rule := Name{Max: 30}
	for _, tt := range []struct{ name, id, want string }{
		{"展会", "etAAAAAAAA12345678", "展会~AA12345678"},
		{"展会", "7", "展会~7"},
		{strings.Repeat("a", 19), "etAAAAAAAA12345678", strings.Repeat("a", 19) + "~AA12345678"},
		{strings.Repeat("a", 20), "etAAAAAAAA12345678", strings.Repeat("a", 19) + "~AA12345678"},
		{strings.Repeat("🚀", 30), "2147483647", strings.Repeat("🚀", 19) + "~2147483647"},
	} {
		got := rule.Aside(tt.name, tt.id)
		if got != tt.want || rule.Problem(got) != "" {
			t.Errorf("%q: %q, want %q; %s", tt.name, got, tt.want, rule.Problem(got))
		}
	}
}
