// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// longestComment is what GitHub and GitLab take as a comment, with room for what a recipe puts around it (characters).
const longestComment = 60_000

// WriteMarkdown prints the report as a comment on a pull request or a summary of a job.
func (r *Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## WeCom: %s\n", r.verdict())
	lines := r.lines(true)
	for i, l := range lines {
		text := l.markdown()
		if b.Len()+len(text) > longestComment {
			fmt.Fprintf(&b, "\n… and %d more lines; the text and JSON reports have them all.\n", len(lines)-i)
			break
		}
		b.WriteString(text)
	}
	if held := r.held(); len(held) > 0 {
		b.WriteString("\n| Kind | Managed | Unmanaged | Ignored | Share |\n|---|---:|---:|---:|---:|\n")
		for _, s := range held {
			fmt.Fprintf(&b, "| %s | %d | %d | %d | %.0f %% |\n", s.Kind, s.Managed, s.Unmanaged, s.Ignored, s.Share*100)
		}
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "\n> %s\n", strings.ReplaceAll(prose(n), "\n", "\n> "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (l line) markdown() string {
	switch {
	case l.heading:
		return "\n### " + l.text.markdown() + "\n\n"
	case l.mark == "$":
		text := "\n" + l.text.markdown() + "\n\n```sh\n"
		for _, s := range l.below {
			text += s.plain() + "\n"
		}
		return text + "```\n"
	}
	text := "- " + l.text.markdown() + "\n"
	for _, s := range l.below {
		text += "  - " + s.markdown() + "\n"
	}
	return text
}

func (t rich) markdown() string {
	var b strings.Builder
	for _, p := range t {
		if p.code {
			b.WriteString(span(p.text))
		} else {
			b.WriteString(strings.ReplaceAll(prose(p.text), "\n", " "))
		}
	}
	return b.String()
}

// span sets what others chose as code: nothing in it is markup, and nobody is mentioned. The fence is longer than every
// run of backticks inside.
func span(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	longest, run := 0, 0
	for _, r := range s {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		s = " " + s + " " // taken off again where it is read
	}
	return fence + s + fence
}

// prose takes the meaning from the marks of markup that a sentence may hold, an underscore within a word aside.
// Backticks stay: sentences of ours name attributes with them.
func prose(s string) string {
	var b strings.Builder
	runes := []rune(s)
	inWord := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	for i, r := range runes {
		switch {
		case strings.ContainsRune("&<>*[|~#", r), r == '_' && !(inWord(i-1) && inWord(i+1)):
			fmt.Fprintf(&b, "&#%d;", r)
		case r == '@':
			b.WriteString("@\u200b") // no mention
		case r == '\r':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
