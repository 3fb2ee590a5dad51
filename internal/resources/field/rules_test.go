// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"math/big"
	"strings"
	"testing"
)

// Invisible characters come with copied text; what holds an emoji together, tabs and line breaks are seen.
func TestInvisible(t *testing.T) {
	for text, want := range map[string]string{
		"返现":                 "",
		"a b\tc\nd":          "",
		"👨\u200d👩\u200d👧 一家": "",
		"❤️\u200d🔥":          "",
		"🏳️\u200d🌈":          "",
		"\ufeff返现":           "a byte order mark (U+FEFF), which no screen shows, as the first character: <U+FEFF>返现",
		"返\u200b现":           "a zero-width space (U+200B), which no screen shows, as character 2: 返<U+200B>现",
		"a\u200db":           "U+200D, which no screen shows, as character 2",
		"a\u202eb":           "U+202E",
		"a\u00adb":           "U+00AD",
		"a\u2028b":           "U+2028",
		"a\u3164b":           "U+3164",
		"\xff":               "which no screen shows",
	} {
		if got := InvisibleProblem(text); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// The alphabet of doc 90195, and what people write instead.
func TestUserIDProblem(t *testing.T) {
	for id, want := range map[string]string{
		"zhangsan": "", "ZhangSan_1-2@corp.example": "", "0": "", "woAJ2GCAAAXtWyujaWJHDDGi0mACas1w": "", strings.Repeat("a", 64): "",
		"":                      "a userid is empty",
		"zhang san":             `"zhang san" is no userid: it contains a blank. Several userids are several elements of the set.`,
		"lisi;zhangsan":         `"lisi;zhangsan" is no userid: it contains ";". Several userids are several elements of the set.`,
		"李四":                    `"李四" is no userid: it contains "李"`,
		"_x":                    `"_x" is no userid: it begins with "_"`,
		"a\u200b":               "a zero-width space (U+200B)",
		"a\tb":                  "a tab",
		strings.Repeat("a", 65): "it has 65 characters",
	} {
		if got := UserIDProblem(id); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}

func TestWholeProblem(t *testing.T) {
	for text, want := range map[string]string{
		"0": "", "-1": "", "4294967295": "", "9223372036854775807": "", "1e3": "",
		"1.5": "1.5, which is no whole number", "12342.857142857142": "which is no whole number",
		"1e30": "1e+30, which is too large", "9223372036854775808": "which is too large",
	} {
		n, _, err := big.ParseFloat(text, 10, 512, big.ToNearestEven)
		if err != nil {
			t.Fatal(err)
		}
		if got := wholeProblem(n); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestLengthProblem(t *testing.T) {
	for _, tt := range []struct {
		rule       Length
		text, want string
	}{
		{Length{Max: 3}, "一二三", ""},
		{Length{Max: 3}, "一二三四", "has 4 characters; WeCom allows 3 (each Chinese character counts as one)."},
		{Length{Max: 8, Bytes: true}, "一二三", "has 9 bytes; WeCom allows 8 (a Chinese character has 3 bytes in UTF-8)."},
		{Length{Max: 3}, "", "is empty. To have none, leave the line out or write null."},
		{Length{Max: 3, Needed: true}, "", "is empty; it needs at least one character."},
		{Length{Max: 9, Mark: true}, "a ", "begins or ends with a blank; remove it."},
		{Length{Max: 9, Mark: true}, "a\nb", "contains a control character or line break; remove it."},
		{Length{Max: 9}, "a\nb", ""},
		{Length{Max: 9, Mark: true, Lines: true}, "a\nb", ""},
		{Length{Max: 9, Mark: true, Lines: true}, "a\n", "begins or ends with a blank; remove it."},
		{Length{Max: 9, Mark: true, Lines: true}, "a\r\nb", "contains a control character other than a line break; remove it."},
	} {
		if got := tt.rule.Problem(tt.text); got != tt.want {
			t.Errorf("%+v, %q: got %q, want %q", tt.rule, tt.text, got, tt.want)
		}
	}
}
