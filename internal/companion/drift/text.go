// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
)

// part is a piece of a line: words of ours, or code, which is what others chose: an address, a path, a value.
type part struct {
	text string
	code bool
}

// rich is a line of a report, before a format has been chosen.
type rich []part

func words(format string, args ...any) rich { return rich{{fmt.Sprintf(format, args...), false}} }
func code(s string) rich                    { return rich{{s, true}} }

func (t rich) and(more ...rich) rich { return append(slices.Clone(t), slices.Concat(more...)...) }

func (t rich) plain() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.text)
	}
	return b.String()
}

// line is one line of a report for people. All formats for people are made of the same lines.
type line struct {
	heading bool
	mark    string // ~ changed, - missing, > planned, ! check or loss, ? unmanaged, $ command
	text    rich
	below   []rich
}

// lines tells the report for people, the worst first; at the end, where wanted, what is no drift.
func (r *Report) lines(accepted bool) []line {
	var out []line
	section := func(n int, title string) {
		if n > 0 {
			out = append(out, line{heading: true, text: words("%s: %d", title, n)})
		}
	}
	section(len(r.Losses), "An apply would lose for good")
	for _, l := range r.Losses {
		out = append(out, l.line())
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
		out = append(out, p.line())
	}
	section(len(r.Checks), "Failed checks")
	for _, c := range r.Checks {
		l := line{mark: "!", text: code(c.Address).and(words(" (%s)", c.Status))}
		for _, problem := range c.Problems {
			l.below = append(l.below, words("%s", problem))
		}
		out = append(out, l)
	}
	section(len(r.Unmanaged), "Declared nowhere")
	for _, u := range r.Unmanaged {
		out = append(out, line{mark: "?", text: u.title()})
	}
	if len(r.Adopt) > 0 {
		l := line{mark: "$", text: words("To write them as configuration with import blocks; wecomctl drift --write-ignore accepts them as they are:")}
		for _, command := range r.Adopt {
			l.below = append(l.below, code(command))
		}
		out = append(out, l)
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

func (m Managed) title() rich {
	t := code(m.Address)
	var about []rich
	if m.Name != "" {
		about = append(about, code(quote(m.Name)))
	}
	if m.ID != "" {
		about = append(about, words("id ").and(code(m.ID)))
	}
	if len(about) == 0 {
		return t
	}
	t = t.and(words(" ("), about[0])
	for _, a := range about[1:] {
		t = t.and(words(", "), a)
	}
	return t.and(words(")"))
}

func (u Unmanaged) title() rich {
	if u.Name == "" {
		return words("%s ", u.Kind).and(code(u.ID))
	}
	return words("%s ", u.Kind).and(code(quote(u.Name)), words(" (id "), code(u.ID), words(")"))
}

func (c Changed) line(mark string) line {
	l := line{mark: mark, text: c.title()}
	for _, a := range c.Attributes {
		l.below = append(l.below, a.sentence())
	}
	return l
}

func (p Planned) line() line {
	l := line{mark: ">", text: words("%s ", p.Action).and(p.title())}
	if p.Reason != "" {
		l.text = l.text.and(words(": %s", p.Reason))
	}
	for _, a := range p.Attributes {
		l.below = append(l.below, a.sentence())
	}
	return l
}

func (l Loss) line() line {
	out := line{mark: "!", text: words("%s ", l.Action).and(l.title())}
	if l.Reason != "" {
		out.text = out.text.and(words(": %s", l.Reason))
	}
	if l.What != "" {
		out.below = append(out.below, words("its %s is lost. %s", l.What, l.Text))
	}
	for _, e := range l.Elements {
		out.below = append(out.below, words("deletes ").and(code(e)))
	}
	return out
}

// sentence tells one change: names instead of ids, and of sets what came and what went.
func (a Attribute) sentence() rich {
	t := code(a.Path)
	old, oldSet := a.Old.([]any)
	now, nowSet := a.New.([]any)
	switch {
	case a.Sensitive:
		t = t.and(words(": changed (sensitive value)"))
	case a.Unknown:
		t = t.and(words(": "), a.value(a.Old), words(" → (known after apply)"))
	case (oldSet || a.Old == nil) && (nowSet || a.New == nil) && (oldSet || nowSet):
		t = t.and(words(": "), a.elements(old, now))
	case a.Old == nil && isObject(a.New):
		t = t.and(words(": added "), a.value(a.New))
	case a.New == nil && isObject(a.Old):
		t = t.and(words(": removed "), a.value(a.Old))
	default:
		t = t.and(words(": "), a.value(a.Old), words(" → "), a.value(a.New))
	}
	if a.Replaces {
		t = t.and(words(" (needs a new object)"))
	}
	return t
}

func isObject(v any) bool { _, ok := v.(map[string]any); return ok }

// mostElements is how many elements of a set are shown to people; the JSON report has all.
const mostElements = 10

// elements tells what is in one list and not in the other.
func (a Attribute) elements(old, now []any) rich {
	var t rich
	shown, more := 0, 0
	tell := func(mark string, list, other []any) {
		for _, e := range list {
			switch {
			case slices.ContainsFunc(other, func(o any) bool { return equal(e, o) }):
				continue
			case shown == mostElements:
				more++
				continue
			case shown > 0:
				t = t.and(words(", "))
			}
			t = t.and(words("%s ", mark), a.value(e))
			shown++
		}
	}
	tell("+", now, old)
	tell("−", old, now)
	switch {
	case more > 0:
		t = t.and(words(" and %d more", more))
	case shown == 0:
		t = words("the same elements in another order")
	}
	return t
}

// value is a value as people read it: the name of the object where it is an id.
func (a Attribute) value(v any) rich {
	if name := a.Names[idText(v)]; name != "" {
		return code(quote(name))
	}
	if v == nil {
		return words("(none)")
	}
	if m, ok := v.(map[string]any); ok { // an object that came or went: its name, if it has one
		if name, ok := m["name"].(string); ok && name != "" {
			return code(quote(name))
		}
	}
	return code(shown(v))
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

// held are the shares of kinds of which there is anything.
func (r *Report) held() []Share {
	return slices.DeleteFunc(slices.Clone(r.Kinds), func(s Share) bool { return s.Managed+s.Unmanaged+s.Ignored == 0 })
}

func (s Share) sentence() string {
	text := fmt.Sprintf("%s: %d of %d managed (%.0f %%)", s.Kind, s.Managed, s.Managed+s.Unmanaged+s.Ignored, s.Share*100)
	if s.Ignored > 0 {
		text += fmt.Sprintf(", %d ignored", s.Ignored)
	}
	return text
}

var colours = map[string]string{"~": "33", "-": "31", ">": "36", "!": "31", "?": "35", "=": "2", "$": "2"}

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
			fmt.Fprintf(&b, "%s\n", paint("1", l.text.plain()))
			continue
		}
		lead := "  " + l.mark + " "
		text := columns.Wrap(l.text.plain(), lead, "    ")
		fmt.Fprintf(&b, "  %s %s\n", paint(colours[l.mark], l.mark), strings.TrimPrefix(text, lead))
		for _, s := range l.below {
			if l.mark == "$" {
				fmt.Fprintf(&b, "      %s\n", s.plain()) // to be copied: never broken
				continue
			}
			fmt.Fprintln(&b, columns.Wrap(s.plain(), "      ", "        "))
		}
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	for _, s := range r.held() {
		fmt.Fprintln(&b, s.sentence())
	}
	for _, n := range r.Notes {
		fmt.Fprintln(&b, columns.Wrap("Note: "+n, "", "  "))
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
