// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"fmt"
	"io"
	"strings"
)

// longestComment is what GitHub and GitLab take as a comment, with room for what a recipe puts around it (characters).
const longestComment = 60_000

// WriteMarkdown prints the report as a comment on a pull request or a summary of a job.
func (r *Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## WeCom: %s\n", r.verdict())
	lines := r.lines(true)
	for i, l := range lines {
		text := "\n### " + escape(l.text) + "\n\n"
		if !l.heading {
			text = "- " + escape(l.text) + "\n"
			for _, s := range l.below {
				text += "  - " + escape(s) + "\n"
			}
		}
		if b.Len()+len(text) > longestComment {
			fmt.Fprintf(&b, "\n… and %d more lines; the text and JSON reports have them all.\n", len(lines)-i)
			break
		}
		b.WriteString(text)
	}
	if len(r.Kinds) > 0 {
		b.WriteString("\n| Kind | Managed | Unmanaged | Ignored | Share |\n|---|---:|---:|---:|---:|\n")
		for _, s := range r.Kinds {
			fmt.Fprintf(&b, "| %s | %d | %d | %d | %.0f %% |\n", s.Kind, s.Managed, s.Unmanaged, s.Ignored, s.Share*100)
		}
	}
	if len(r.Notes) > 0 {
		b.WriteString("\n")
		for _, n := range r.Notes {
			fmt.Fprintf(&b, "> %s\n", escape(n))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escape takes the meaning from marks that names may hold: emphasis, links, markup, tables and mentions.
func escape(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case strings.ContainsRune("\\`*_{}[]()#+!|~", c):
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '&':
			b.WriteString("&amp;")
		case c == '@':
			b.WriteString("@\u200b") // no mention
		case c < ' ':
			b.WriteByte(' ')
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
