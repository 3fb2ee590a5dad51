// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitPath(t *testing.T) {
	for path, want := range map[string][2]string{
		"研发":          {"", "研发"},
		"研发/后端":       {"研发", "后端"},
		`研发\/中心`:      {"", "研发/中心"},
		`甲/研发\/中心/丙`:  {`甲/研发\/中心`, "丙"},
		`甲/研发\/中心`:    {"甲", "研发/中心"},
		`odd\\name/x`: {`odd\\name`, "x"},
	} {
		parent, name, wrong := splitPath(path)
		if parent != want[0] || name != want[1] || wrong != "" {
			t.Errorf("%s: %q, %q, %s", path, parent, name, wrong)
		}
		if got := joinPath(parent, name); got != path {
			t.Errorf("%s joins to %s", path, got)
		}
	}
	if n := depth(`甲/研发\/中心/丙`); n != 3 {
		t.Errorf("depth %d", n)
	}
}

// Every mistake is found, and named with its place in the text.
func TestInvalidText(t *testing.T) {
	deep := make([]string, 0, 16)
	for i := range 16 {
		deep = append(deep, fmt.Sprintf("%q: {}", strings.Repeat("a/", i)+"a"))
	}
	many := make([]string, 0, maxDepartments+1)
	for i := range maxDepartments + 1 {
		many = append(many, fmt.Sprintf("\"d%d\": {}", i))
	}
	for _, tt := range []struct{ name, text, at, want string }{
		{"no JSON", `{"a": {}`, ``, "ends too early"},
		{"syntax", "{\n\"a\": {},,}", ``, "looking for beginning of object key string (line 2)"},
		{"two values", `{} {}`, ``, "something follows"},
		{"a list", `[{}]`, ``, "it must be an object, not a list"},
		{"department twice", `{"a": {}, "a": {}}`, ``, `the key "a" is given twice`},
		{"attribute twice", `{"a": {"order": 1, "order": 2}}`, `["a"]`, `the key "order" is given twice`},
		{"null department", `{"a": null}`, `["a"]`, "it must be an object, not null"},
		{"text department", `{"a": "b"}`, `["a"]`, `it must be an object, not the string "b"`},
		{"unknown attribute", `{"a": {"leader": {"x": [1]}}}`, `["a"].leader`, "unknown attribute"},
		{"text as order", `{"a": {"order": "1"}}`, `["a"].order`, `it must be a number, not the string "1"`},
		{"broken order", `{"a": {"order": 1.5}}`, `["a"].order`, "it must be a whole number, not 1.5"},
		{"number as name", `{"a": {"name_en": 7}}`, `["a"].name_en`, "it must be a string, not 7"},
		{"bool as origin", `{"a": {"moved_from": true}}`, `["a"].moved_from`, "it must be a string, not true"},
		{"list as id", `{"a": {"id": [1]}}`, `["a"].id`, "it must be a number, not a list"},
		{"empty path", `{"": {}}`, `[""]`, "a name in the path is empty"},
		{"slash at the end", `{"a": {}, "a/": {}}`, `["a/"]`, "a name in the path is empty"},
		{"slash at the beginning", `{"/a": {}}`, `["/a"]`, "a name in the path is empty"},
		{"backslash", `{"a\\b": {}}`, `["a\\b"]`, `WeCom forbids "\" in names`},
		{"long name", `{"` + strings.Repeat("长", 65) + `": {}}`, "", "has 65 characters; WeCom allows 64"},
		{"blank", `{" a": {}}`, `[" a"]`, "begins or ends with a blank"},
		{"forbidden", `{"a|b": {}}`, `["a|b"]`, `contains "|"`},
		{"no parent", `{"研发/后端": {}}`, `["研发/后端"]`, `its parent "研发" is not declared. Add  "研发" = {}  to departments; where the "/" belongs to the name, write "研发\\/后端"`},
		{"English name", `{"a": {"name_en": "b:c"}}`, `["a"].name_en`, `contains ":"`},
		{"empty English name", `{"a": {"name_en": ""}}`, `["a"].name_en`, "the name is empty"},
		{"English name twice", `{"a": {"name_en": "X"}, "b": {"name_en": "X"}}`, `["b"].name_en`, `its sibling "a" has the same English name "X"`},
		{"negative order", `{"a": {"order": -1}}`, `["a"].order`, "-1 is not between 0 and 4294967295"},
		{"large order", `{"a": {"order": 4294967296}}`, `["a"].order`, "is not between"},
		{"root", `{"a": {"id": 1}}`, `["a"].id`, "department 1 is the corp itself"},
		{"id zero", `{"a": {"id": 0}}`, `["a"].id`, "whole number from 2 to 2147483647"},
		{"large id", `{"a": {"id": 2147483648}}`, `["a"].id`, "whole number from 2 to 2147483647"},
		{"parent as id", `{"a": {"id": 50}}`, `["a"].id`, "50 is the parent_id"},
		{"id twice", `{"a": {"id": 5}, "b": {"id": 5}}`, `["b"].id`, `"a" has the id 5 too`},
		{"origin declared", `{"a": {"moved_from": "b"}, "b": {"moved_from": "a"}}`, `["a"].moved_from`, `"b" is declared too`},
		{"origin itself", `{"a": {"moved_from": "a"}}`, `["a"].moved_from`, "names the department itself"},
		{"origin twice", `{"a": {"moved_from": "c"}, "b": {"moved_from": "c"}}`, `["b"].moved_from`, `"a" moved from "c" too`},
		{"origin empty", `{"a": {"moved_from": ""}}`, `["a"].moved_from`, "is not a path"},
		{"too deep", "{" + strings.Join(deep, ",") + "}", "", "15 levels below department 50; WeCom allows 15"},
		{"too many", "{" + strings.Join(many, ",") + "}", "", "it declares 30001 departments; WeCom allows 30000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, problems := parse(tt.text)
			if len(problems) == 0 {
				problems = doc.check(50)
			}
			for _, p := range problems {
				if (tt.at == "" || p.at == tt.at) && strings.Contains(p.text, tt.want) {
					return
				}
			}
			t.Errorf("want %s %s, got %q", tt.at, tt.want, problems)
		})
	}
}

func TestValidText(t *testing.T) {
	text := `{"研发": {"name_en": "R&D", "order": 4294967295, "id": 2147483647, "moved_from": "旧/研发"}, "研发/a": {"order": null}, "研发/A": {"name_en": "R&D"}, "研发\\/b": {}}`
	doc, problems := parse(text)
	if problems = append(problems, doc.check(1)...); len(problems) > 0 {
		t.Fatal(problems)
	}
	again, problems := parse(doc.render())
	if len(problems) > 0 || !doc.equal(again) {
		t.Errorf("%s\nis not\n%s", doc.render(), text)
	}
	want := `{"研发":{"id":2147483647,"moved_from":"旧/研发","name_en":"R\u0026D","order":4294967295},"研发/A":{"name_en":"R\u0026D"},"研发/a":{},"研发\\/b":{}}`
	if d := cmp.Diff(want, doc.render()); d != "" {
		t.Error(d)
	}
	// Fifteen names below the root: whether the root is a level itself is for WeCom to say.
	deep := make([]string, 0, 15)
	for i := range 15 {
		deep = append(deep, fmt.Sprintf("%q: {}", strings.Repeat("a/", i)+"a"))
	}
	doc, _ = parse("{" + strings.Join(deep, ",") + "}")
	if problems := doc.check(1); len(problems) > 0 {
		t.Error(problems)
	}
}
