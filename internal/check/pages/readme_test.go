// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package pages

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// comment is the end of a line of HCL or shell that each language says in its own words.
var comment = regexp.MustCompile(`(?m)(?:^|[ \t]+)# .*$`)

// shape is what two pages that say the same have in common, whatever the language.
type shape struct {
	Levels  []int
	Blocks  []Block
	Targets []Link
	Tables  []int // rows of each table
}

func shapeOf(p *Page, raw string) shape {
	var s shape
	for _, h := range p.Headings {
		s.Levels = append(s.Levels, h.Level)
	}
	for _, b := range p.Blocks {
		s.Blocks = append(s.Blocks, Block{b.Language, comment.ReplaceAllString(b.Code, "")})
	}
	for _, l := range p.Links {
		target := l.Target
		if target == "README.md" || target == "README.zh-CN.md" {
			target = "the other one"
		}
		s.Targets = append(s.Targets, Link{Target: target, Picture: l.Picture})
	}
	rows := 0
	for line := range strings.Lines(raw + "\n") {
		switch {
		case strings.HasPrefix(line, "|"):
			rows++
		case rows > 0:
			s.Tables = append(s.Tables, rows)
			rows = 0
		}
	}
	return s
}

// han counts Chinese characters.
func han(text string) (n int) {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// Both READMEs have the same sections, commands, examples, tables and links.
func TestREADMEs(t *testing.T) {
	shapes := map[string]shape{}
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		raw := source(t, name)
		p, err := Parse(name, []byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		shapes[name] = shapeOf(p, raw)
	}
	english, chinese := shapes["README.md"], shapes["README.zh-CN.md"]
	if diff := cmp.Diff(english, chinese); diff != "" {
		t.Errorf("README.zh-CN.md (+) and README.md (-) differ in what no language changes:\n%s", diff)
	}
	if len(english.Levels) < 5 || len(english.Blocks) < 5 || len(english.Targets) < 15 || len(english.Tables) == 0 {
		t.Errorf("too little was found, so this test proves nothing: %+v", english)
	}
	if a, b := han(source(t, "README.md")), han(source(t, "README.zh-CN.md")); b < 3*a || b < 800 {
		t.Errorf("%d Chinese characters in README.md and %d in README.zh-CN.md: is it translated?", a, b)
	}
}

// The test of READMEs can fail.
func TestREADMEs_different(t *testing.T) {
	text := "# A\n\n[x](README.md) [y](go.mod)\n\n```console\n$ make demo   # so\n```\n\n| a |\n|---|\n| b |\n"
	of := func(text string) shape {
		p, err := Parse("x.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return shapeOf(p, text)
	}
	same := strings.NewReplacer("# A", "# 甲", "README.md", "README.zh-CN.md", "# so", "# 如此", "| b", "| 乙").Replace(text)
	if diff := cmp.Diff(of(text), of(same)); diff != "" {
		t.Error(diff)
	}
	for _, change := range [][2]string{{"# A", "## A"}, {"go.mod", "go.sum"}, {"make demo", "make test"}, {"| b |", "| b |\n| c |"}, {"console", "sh"}} {
		if cmp.Equal(of(text), of(strings.Replace(text, change[0], change[1], 1))) {
			t.Errorf("%v makes no difference", change)
		}
	}
}
