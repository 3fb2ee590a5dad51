// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package columns fits text into the columns of a terminal, where a Chinese character takes two.
package columns

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Most is how wide everything is that people read.
const Most = 80

// Width is how many columns s takes.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += of(r)
	}
	return n
}

// of is how many columns a character takes. Those that are wide in East Asian fonts alone, such as the arrow, count as
// one: terminals draw them so unless told otherwise.
func of(r rune) int {
	switch {
	case r < ' ' || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	case width.Neutral, width.EastAsianAmbiguous, width.EastAsianNarrow, width.EastAsianHalfwidth:
	}
	return 1
}

// Cut shortens s to at most n columns, with an ellipsis where something is missing.
func Cut(s string, n int) string {
	if Width(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		if used += of(r); used > n-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// Pad fills s up with blanks to n columns.
func Pad(s string, n int) string { return s + strings.Repeat(" ", max(n-Width(s), 0)) }

// Wrap breaks text into lines of at most Most columns: first leads the first line, rest all others. Lines of the text
// stay lines; those that begin with a blank, as commands to copy do, stay as they are. No word is broken but Chinese
// text without blanks, and no line begins with a mark that closes. What has no place to break, such as an address, may
// be longer.
func Wrap(text, first, rest string) string {
	var out []string
	lead := first
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case strings.TrimSpace(line) == "":
			out = append(out, "")
		case line[0] == ' ' || line[0] == '\t':
			out = append(out, lead+line)
		default:
			out = append(out, fill(pieces(line), lead, rest)...)
		}
		lead = rest
	}
	return strings.Join(out, "\n")
}

func fill(words []piece, first, rest string) []string {
	var out []string
	line, used, empty := first, Width(first), true
	for _, w := range words {
		gap := 0
		if w.blank && !empty {
			gap = 1
		}
		if !empty && used+gap+w.columns > Most {
			out = append(out, line)
			line, used, gap = rest, Width(rest), 0
		}
		line += strings.Repeat(" ", gap) + w.text
		used += gap + w.columns
		empty = false
	}
	return append(out, line)
}

// piece is a part of a line that is not broken. blank: a blank stands before it.
type piece struct {
	text    string
	columns int
	blank   bool
}

// longWord is how wide a word is that Chinese text without blanks is taken for, and broken.
const longWord = 40

// pieces parts a line at its blanks, and between Chinese characters where no blank comes for long.
func pieces(line string) []piece {
	var out []piece
	for word := range strings.FieldsSeq(line) {
		if n := Width(word); n <= longWord {
			out = append(out, piece{word, n, true})
			continue
		}
		blank, start := true, 0
		var before rune
		for i, r := range word {
			if i > 0 && of(r)+of(before) > 2 && !closes(r) && !opens(before) {
				out = append(out, piece{word[start:i], Width(word[start:i]), blank})
				start, blank = i, false
			}
			before = r
		}
		out = append(out, piece{word[start:], Width(word[start:]), blank})
	}
	return out
}

// closes reports marks that no line begins with.
func closes(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po, unicode.Mn, unicode.Cf)
}

// opens reports marks that no line ends with.
func opens(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi) || strings.ContainsRune("\"'`/#@", r)
}
