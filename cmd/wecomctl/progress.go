// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/doctor"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

const (
	progressAfter = 2 * time.Second        // what is quicker needs no progress
	progressEvery = 100 * time.Millisecond // between two drawings
)

// line is one line of a terminal that is drawn over and over.
type line struct {
	out   io.Writer // nil: no terminal
	width int       // of what stands there
}

func newLine(out io.Writer) line {
	if isTerminal(out) {
		return line{out: out}
	}
	return line{}
}

// draw replaces the line. One that is too long would scroll instead of being replaced, so it is cut.
func (l *line) draw(text string) {
	text = columns.Cut(text, columns.Most-1)
	fmt.Fprint(l.out, "\r"+columns.Pad(text, l.width))
	l.width = columns.Width(text)
}

// end wipes the line.
func (l *line) end() {
	if l.width > 0 {
		fmt.Fprintf(l.out, "\r%s\r", strings.Repeat(" ", l.width))
		l.width = 0
	}
}

// progress draws one line on a terminal for a reading that takes long, and nothing anywhere else.
type progress struct {
	line
	now   func() time.Time
	begun time.Time
	drawn time.Time
	kinds map[inventory.Kind]inventory.Progress
}

func newProgress(out io.Writer) *progress {
	return &progress{line: newLine(out), now: time.Now, begun: time.Now(), kinds: map[inventory.Kind]inventory.Progress{}}
}

// show is told of each step; see inventory.Options.
func (p *progress) show(step inventory.Progress) {
	p.kinds[step.Kind] = step
	now := p.now()
	if p.out == nil || now.Sub(p.begun) < progressAfter || now.Sub(p.drawn) < progressEvery {
		return
	}
	p.drawn = now
	p.draw(p.text())
}

// text tells what is being read now; what is done is a number.
func (p *progress) text() string {
	var under []string
	done, known := 0, 0
	for _, kind := range inventory.Kinds() {
		k, ok := p.kinds[kind]
		switch {
		case !ok:
			continue
		case k.Total == 0 && !k.Ended:
			under = append(under, kind.Plural()+" …")
		case k.Done < k.Total:
			under = append(under, fmt.Sprintf("%s %d/%d", kind.Plural(), k.Done, k.Total))
		default:
			done++
		}
		known++
	}
	text := fmt.Sprintf("Reading, %d of %d kinds done", done, known)
	if len(under) > 0 {
		text += ": " + strings.Join(under, ", ")
	}
	return text
}

// waits tells of answers that take long: on a terminal as they grow, elsewhere once each.
type waits struct {
	line
	plain io.Writer // no terminal
	told  string
}

func newWaits(out io.Writer) *waits {
	w := &waits{line: newLine(out)}
	if w.out == nil {
		w.plain = out
	}
	return w
}

// tellAfter is how long an answer takes that is told of where lines stay.
const tellAfter = 3 * time.Second

func (w *waits) show(wait doctor.Wait) {
	most := (wait.Since + wait.Left).Round(time.Second)
	switch {
	case w.out != nil:
		w.draw(fmt.Sprintf("Waiting for WeCom, %s of at most %s: %s", wait.Since.Truncate(time.Second), most, wait.For))
	case wait.Since >= tellAfter && w.told != wait.For:
		w.told = wait.For
		fmt.Fprintln(w.plain, columns.Wrap(fmt.Sprintf("Waiting for WeCom, at most %s: %s", wait.Left.Round(time.Second), wait.For), "", "  "))
	}
}
