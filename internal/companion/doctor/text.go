// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package doctor

import (
	"fmt"
	"io"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
)

// marks lead the lines; the word beside them says the same without colour and symbols.
var marks = map[Status]struct{ symbol, colour string }{
	OK: {"✓", "32"}, Skipped: {"-", "2"}, Warning: {"!", "33"}, Failure: {"✗", "31"},
}

const indent = "             "

// Write prints one check for people, with what to do below it.
func (c Check) Write(w io.Writer, colour bool) {
	m := marks[c.Status]
	head := fmt.Sprintf("%s %-8s", m.symbol, c.Status)
	text := c.Title
	if c.Detail != "" && (c.Status == OK || c.Status == Skipped || c.SameAs != "") {
		text += ": " + c.Detail
	}
	text = columns.Wrap(text, head+"   ", indent)
	if colour {
		text = "\x1b[" + m.colour + "m" + head + "\x1b[0m" + strings.TrimPrefix(text, head)
	}
	fmt.Fprintln(w, text)
	if c.Status == OK || c.Status == Skipped || c.SameAs != "" {
		return
	}
	for _, text := range []string{c.Detail, c.NextStep} {
		if text != "" {
			fmt.Fprintln(w, columns.Wrap(text, indent, indent))
		}
	}
	if c.ConsolePage != "" {
		fmt.Fprintln(w, columns.Wrap("Console (管理后台): "+c.ConsolePage, indent, indent+"  "))
	}
	if c.Page != "" {
		fmt.Fprintln(w, indent+c.Page)
	}
}

// WriteSummary prints the line of counts.
func (r *Report) WriteSummary(w io.Writer) {
	text := fmt.Sprintf("%d ok, %d skipped, %s, %s: ", r.Summary[OK], r.Summary[Skipped], counted(r.Summary[Warning], "warning"), counted(r.Summary[Failure], "failure"))
	switch {
	case !r.Healthy():
		text += "fix what failed before the first plan."
	case r.Summary[Warning] > 0:
		text += "plans will work; what the warnings name will not."
	default:
		text += "everything is in place."
	}
	fmt.Fprintln(w, "\n"+columns.Wrap(text, "", ""))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
