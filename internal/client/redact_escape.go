// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// cleanEscaped replaces secret where it stands in text with any of its
// characters escaped for a URL, HTML, JSON or Go, also more than once and in any
// mixture: which characters are escaped differs between libraries.
func cleanEscaped(text, secret string) string {
	if !strings.ContainsAny(text, `%\&+`) {
		return text // nothing is escaped, and what is plain is gone already
	}
	var b strings.Builder
	kept := 0
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != secret[0] && c != '%' && c != '\\' && c != '&' && c != '+' {
			continue
		}
		m := escapeMatcher{budget: 8*len(secret) + 1000}
		if n, ok := m.match(text[i:], secret); ok {
			b.WriteString(text[kept:i])
			b.WriteString(redacted)
			kept = i + n
			i = kept - 1
		}
	}
	if kept == 0 {
		return text
	}
	return b.String() + text[kept:]
}

// escapeMatcher ends the search in texts that can be read in too many ways: no
// real secret is made of escape characters.
type escapeMatcher struct{ budget int }

// match returns how many bytes of text spell secret.
func (m *escapeMatcher) match(text, secret string) (n int, ok bool) {
	if secret == "" {
		return 0, true
	}
	if m.budget--; m.budget < 0 || text == "" {
		return 0, false
	}
	// Escapes first: in "%2525" the secret "%" ends as late as it can.
	for _, u := range readings(text) {
		if rest, is := strings.CutPrefix(secret, u.means); is {
			if n, ok := m.match(text[u.size:], rest); ok {
				return u.size + n, true
			}
		}
	}
	if text[0] == secret[0] {
		if n, ok := m.match(text[1:], secret[1:]); ok {
			return 1 + n, true
		}
	}
	return 0, false
}

// reading is what the first size bytes of a text stand for.
type reading struct {
	means string
	size  int
}

// readings returns what the beginning of text may stand for besides itself.
func readings(text string) []reading {
	switch text[0] {
	case '+':
		return []reading{{" ", 1}}
	case '%':
		return percentReadings(text)
	case '&':
		return entityReadings(text)
	case '\\':
		return backslashReadings(text)
	}
	return nil
}

// percentReadings reads %2B and %252B.
func percentReadings(text string) []reading {
	at := 1
	var out []reading
	for {
		b, ok := hexByte(text, at)
		if !ok {
			return out
		}
		out = append([]reading{{string([]byte{b}), at + 2}}, out...)
		switch b {
		case '%':
		case '+': // a blank, escaped twice
			return append(out, reading{" ", at + 2})
		default:
			return out
		}
		at += 2
	}
}

func hexByte(text string, at int) (byte, bool) {
	if at+2 > len(text) {
		return 0, false
	}
	v, err := strconv.ParseUint(text[at:at+2], 16, 8)
	return byte(v), err == nil && text[at] != '_'
}

// maxEntity is the length of the longest entity that is read, &amp; repeated.
const maxEntity = 32

// entityReadings reads &lt;, &#60;, &#x3C; and &amp;lt;.
func entityReadings(text string) []reading {
	at := 1
	var out []reading
	for {
		end := strings.IndexByte(text[at:min(len(text), at+maxEntity)], ';')
		if end < 0 {
			return out
		}
		size := at + end + 1
		means := html.UnescapeString("&" + text[at:size])
		if strings.HasPrefix(means, "&") && len(means) > 1 {
			return out // no entity
		}
		out = append([]reading{{means, size}}, out...)
		if means != "&" {
			return out
		}
		at = size
	}
}

// maxBackslashes is how many may stand before an escaped character: one text
// quoted in another, four times.
const maxBackslashes = 15

// backslashReadings reads \n, \u000a, \/ and \\ as JSON and Go write them, with
// the backslashes doubled as often as one text is quoted in another.
func backslashReadings(text string) []reading {
	run := 0
	for run < len(text) && run < maxBackslashes && text[run] == '\\' {
		run++
	}
	var out []reading
	if rest := text[run:]; rest != "" {
		if u, ok := escapedLetter(rest, strings.Repeat(`\`, run)); ok {
			out = append(out, reading{u.means, run + u.size})
		}
	}
	for n := 16; n > 1; n /= 2 { // a backslash itself
		if n <= run {
			out = append(out, reading{`\`, n})
		}
	}
	return out
}

var letterEscapes = map[byte]string{
	'n': "\n", 't': "\t", 'r': "\r", 'b': "\b", 'f': "\f", 'v': "\v", 'a': "\a", '"': `"`, '/': "/", '\'': "'",
}

// escapedLetter reads what follows the backslashes of an escape.
func escapedLetter(text, slashes string) (reading, bool) {
	if s, ok := letterEscapes[text[0]]; ok {
		return reading{s, 1}, true
	}
	size := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[0]]
	v, ok := hexNumber(text, 1, size)
	if !ok {
		return reading{}, false
	}
	if size == 2 {
		return reading{string([]byte{byte(v)}), 3}, true
	}
	r, size := v, size+1
	if utf16.IsSurrogate(r) {
		// JSON writes what is beyond U+FFFF as two escapes.
		low, ok := strings.CutPrefix(text[size:], slashes+"u")
		if second, is := hexNumber(low, 0, 4); ok && is {
			r, size = utf16.DecodeRune(r, second), size+len(slashes)+5
		}
	}
	return reading{string(utf8.AppendRune(nil, r)), size}, true
}

func hexNumber(text string, at, digits int) (rune, bool) {
	if digits == 0 || at+digits > len(text) || strings.Contains(text[at:at+digits], "_") {
		return 0, false
	}
	v, err := strconv.ParseUint(text[at:at+digits], 16, 31)
	return rune(v), err == nil
}
