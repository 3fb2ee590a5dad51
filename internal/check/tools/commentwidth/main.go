// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command commentwidth holds the comments of Go files to one width: a paragraph is filled up to 120 columns, the
// indentation included, and no line is longer. With -w it fills them. Directives, lists, code and tables in comments
// stay as they are.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	width = 120
	tab   = 4
)

// verbatim are comment lines that are no prose: directives, code, lists, headings, tables, the licence.
var verbatim = regexp.MustCompile(`^//($|[a-z]+:|nolint|\S|\s{2,}|\t| [-*|#+] | \d+\. | Copyright | SPDX)`)

func main() {
	write := flag.Bool("w", false, "fill the comments instead of complaining")
	flag.Parse()
	bad := 0
	for _, name := range flag.Args() {
		raw, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		filled, first := Fill(string(raw))
		if filled == string(raw) {
			continue
		}
		bad++
		if *write {
			if err := os.WriteFile(name, []byte(filled), 0o644); err != nil { //nolint:gosec // the mode of sources
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			continue
		}
		fmt.Printf("%s:%d: this comment is not filled to %d columns (make fmt does it)\n", name, first, width)
	}
	if bad > 0 && !*write {
		os.Exit(1)
	}
}

// Fill fills the comments of a Go file and tells the first line that was not.
func Fill(source string) (filled string, first int) {
	lines := strings.Split(source, "\n")
	var out []string
	quoted := false // inside a raw string
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		text := strings.TrimLeft(line, "\t")
		if quoted || !strings.HasPrefix(text, "// ") || verbatim.MatchString(text) {
			if strings.Count(line, "`")%2 == 1 && !strings.HasPrefix(text, "//") {
				quoted = !quoted
			}
			out = append(out, line)
			continue
		}
		indent := line[:len(line)-len(text)]
		var words []string
		start := i
		for ; i < len(lines); i++ {
			next := strings.TrimLeft(lines[i], "\t")
			if len(lines[i])-len(next) != len(indent) || !strings.HasPrefix(next, "// ") || verbatim.MatchString(next) {
				break
			}
			words = append(words, strings.Fields(next[3:])...)
		}
		i--
		paragraph := wrap(indent, words)
		if first == 0 && strings.Join(paragraph, "\n") != strings.Join(lines[start:i+1], "\n") {
			first = start + 1
		}
		out = append(out, paragraph...)
	}
	return strings.Join(out, "\n"), first
}

// wrap sets words in lines of the width. No line begins like a list or a heading, which it would then become.
func wrap(indent string, words []string) (lines []string) {
	line, used := indent+"//", len(indent)*tab+2
	for i, w := range words {
		n := utf8.RuneCountInString(w)
		if i > 0 && used+1+n > width && !verbatim.MatchString("// "+w+" ") {
			lines = append(lines, line)
			line, used = indent+"//", len(indent)*tab+2
		}
		line, used = line+" "+w, used+1+n
	}
	return append(lines, line)
}
