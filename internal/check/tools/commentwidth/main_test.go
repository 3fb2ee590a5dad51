// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
)

func TestFill(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 40))
	for name, tt := range map[string]struct{ in, want string }{
		"short lines are joined":  {"// a\n// b\nx := 1\n", "// a b\nx := 1\n"},
		"a long line is broken":   {"// " + long, "// " + strings.TrimSpace(strings.Repeat("word ", 23)) + "\n// " + strings.TrimSpace(strings.Repeat("word ", 17))},
		"paragraphs stay apart":   {"// a\n//\n// b", "// a\n//\n// b"},
		"directives stay":         {"//go:embed x\n// a\n// b", "//go:embed x\n// a b"},
		"lists and code stay":     {"// a\n//   - one\n//   - two\n//\tcode", "// a\n//   - one\n//   - two\n//\tcode"},
		"raw strings stay":        {"x := `\n// a\n// b\n`\n// c\n// d", "x := `\n// a\n// b\n`\n// c d"},
		"comments behind code":    {"x := 1 // a\n// b", "x := 1 // a\n// b"},
		"indentation counts":      {"\t// " + long, "\t// " + strings.TrimSpace(strings.Repeat("word ", 22)) + "\n\t// " + strings.TrimSpace(strings.Repeat("word ", 18))},
		"no line becomes a list":  {"// " + strings.TrimSpace(strings.Repeat("word ", 23)) + " - word", "// " + strings.TrimSpace(strings.Repeat("word ", 23)) + " -\n// word"},
		"the licence stays":       {"// Copyright (c) The terraform-provider-wecom authors\n// SPDX-License-Identifier: MPL-2.0", "// Copyright (c) The terraform-provider-wecom authors\n// SPDX-License-Identifier: MPL-2.0"},
		"characters, not bytes":   {"// " + strings.Repeat("字", 100) + "\n// a", "// " + strings.Repeat("字", 100) + " a"},
		"other indentation stays": {"// a\n\t// b", "// a\n\t// b"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := Fill(tt.in); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
