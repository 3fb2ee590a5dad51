// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// line is one line of a report for people. All formats for people are made of the same lines.
type line struct {
	heading bool
	mark    string // ~ changed, - missing, > planned, ! check, ? unmanaged
	text    string
	below   []string
}

// lines tells the report for people, the worst first; at the end, where wanted, what is no drift.
func (r *Report) lines(accepted bool) []line {
	var out []line
	section := func(n int, title string) {
		if n > 0 {
			out = append(out, line{heading: true, text: fmt.Sprintf("%s: %d", title, n)})
		}
	}
	section(len(r.Missing), "Gone from the corp")
	for _, m := range r.Missing {
		out = append(out, line{mark: "-", text: m.title()})
	}
	section(len(r.Changed), "Changed outside Terraform")
	for _, c := range r.Changed {
		out = append(out, c.line("~"))
	}
	if r.PlannedExpected {
		section(len(r.Planned), "Planned")
	} else {
		section(len(r.Planned), "Not applied yet")
	}
	for _, p := range r.Planned {
		out = append(out, line{mark: ">", text: p.Action + " " + p.title()})
	}
	section(len(r.Checks), "Failed checks")
	for _, c := range r.Checks {
		out = append(out, line{mark: "!", text: c.Address + " (" + c.Status + ")", below: c.Problems})
	}
	section(len(r.Unmanaged), "Declared nowhere")
	for _, u := range r.Unmanaged {
		out = append(out, line{mark: "?", text: u.title()})
	}
	if !accepted {
		return out
	}
	section(len(r.Accepted), "Changed outside, and left so by the configuration (no drift)")
	for _, c := range r.Accepted {
		out = append(out, c.line("="))
	}
	return out
}

func (m Managed) title() string {
	var about []string
	if m.Name != "" {
		about = append(about, quote(m.Name))
	}
	if m.ID != "" {
		about = append(about, "id "+m.ID)
	}
	if len(about) == 0 {
		return m.Address
	}
	return m.Address + " (" + strings.Join(about, ", ") + ")"
}

func (u Unmanaged) title() string {
	if u.Name == "" {
		return u.Kind + " " + u.ID
	}
	return u.Kind + " " + quote(u.Name) + " (id " + u.ID + ")"
}

func (c Changed) line(mark string) line {
	l := line{mark: mark, text: c.title()}
	for _, a := range c.Attributes {
		if a.Sensitive {
			l.below = append(l.below, a.Path+": (sensitive value)")
			continue
		}
		l.below = append(l.below, a.Path+": "+shown(a.Old)+" -> "+shown(a.New))
	}
	return l
}

// quote writes a name on one line.
func quote(s string) string { return shown(s) }

// longest is how much of one value is shown to people; the JSON report has all of it.
const longest = 300

func shown(v any) string {
	if v == nil {
		return "(none)"
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "(unreadable)"
	}
	s := []rune(strings.TrimSuffix(b.String(), "\n"))
	if len(s) > longest {
		return string(s[:longest]) + "…"
	}
	return string(s)
}

// verdict is the report in one sentence.
func (r *Report) verdict() string {
	switch {
	case r.PlannedExpected && r.ExitCode != ExitDrift:
		return fmt.Sprintf("Nothing was changed outside Terraform; objects with planned changes: %d.", len(r.Planned))
	case r.ExitCode == ExitDrift:
		return "The corp and its configuration differ."
	case r.ExitCode == ExitUnmanaged:
		return "What is declared is in place; some objects of the corp are declared nowhere."
	}
	return "The corp is as declared."
}

func (s Share) sentence() string {
	text := fmt.Sprintf("%s: %d of %d managed (%.0f %%)", s.Kind, s.Managed, s.Managed+s.Unmanaged+s.Ignored, s.Share*100)
	if s.Ignored > 0 {
		text += fmt.Sprintf(", %d ignored", s.Ignored)
	}
	return text
}

var colours = map[string]string{"~": "33", "-": "31", ">": "36", "!": "31", "?": "35", "=": "2"}

// WriteText prints the report for people, with colours for a terminal.
func (r *Report) WriteText(w io.Writer, colour bool) error {
	var b strings.Builder
	paint := func(code, s string) string {
		if !colour || code == "" {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	for _, l := range r.lines(true) {
		if l.heading {
			fmt.Fprintf(&b, "%s\n", paint("1", l.text))
			continue
		}
		fmt.Fprintf(&b, "  %s %s\n", paint(colours[l.mark], l.mark), l.text)
		for _, s := range l.below {
			fmt.Fprintf(&b, "      %s\n", strings.ReplaceAll(s, "\n", "\n      "))
		}
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	for _, s := range r.Kinds {
		fmt.Fprintln(&b, s.sentence())
	}
	for _, n := range r.Notes {
		fmt.Fprintln(&b, "Note: "+n)
	}
	fmt.Fprintf(&b, "%s\n", paint("1", r.verdict()))
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON prints the report for programs.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
