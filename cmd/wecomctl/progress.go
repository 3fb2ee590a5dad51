// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

const (
	progressAfter = 2 * time.Second        // what is quicker needs no progress
	progressEvery = 100 * time.Millisecond // between two drawings
)

// progress draws one line on a terminal for a reading that takes long, and nothing anywhere else.
type progress struct {
	out   io.Writer // nil: no terminal
	now   func() time.Time
	begun time.Time
	drawn time.Time
	width int
	kinds map[inventory.Kind]inventory.Progress
}

func newProgress(out io.Writer) *progress {
	p := &progress{now: time.Now, begun: time.Now(), kinds: map[inventory.Kind]inventory.Progress{}}
	if isTerminal(out) {
		p.out = out
	}
	return p
}

// show is told of each step; see inventory.Options.
func (p *progress) show(step inventory.Progress) {
	p.kinds[step.Kind] = step
	now := p.now()
	if p.out == nil || now.Sub(p.begun) < progressAfter || now.Sub(p.drawn) < progressEvery {
		return
	}
	p.drawn = now
	var parts []string
	for _, kind := range inventory.Kinds() {
		if k, ok := p.kinds[kind]; ok && k.Total > 0 {
			parts = append(parts, fmt.Sprintf("%s %d/%d", kind.Plural(), k.Done, k.Total))
		} else if ok {
			parts = append(parts, kind.Plural()+" …")
		}
	}
	line := "Reading: " + strings.Join(parts, ", ")
	fmt.Fprintf(p.out, "\r%-*s", p.width, line)
	p.width = len([]rune(line))
}

// end wipes the line.
func (p *progress) end() {
	if p.width > 0 {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", p.width))
	}
}
