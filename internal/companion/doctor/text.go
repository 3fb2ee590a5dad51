// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package doctor

import (
	"fmt"
	"io"
	"strings"
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
	if colour {
		head = "\x1b[" + m.colour + "m" + head + "\x1b[0m"
	}
	line := head + "   " + c.Title
	if c.Detail != "" && (c.Status == OK || c.Status == Skipped) {
		fmt.Fprintf(w, "%s: %s\n", line, c.Detail)
		return
	}
	fmt.Fprintln(w, line)
	for _, text := range []string{c.Detail, c.NextStep} {
		if text != "" {
			fmt.Fprintln(w, indent+strings.ReplaceAll(text, "\n", "\n"+indent))
		}
	}
	if c.ConsolePage != "" {
		fmt.Fprintln(w, indent+"Console (管理后台): "+c.ConsolePage)
	}
	if c.Page != "" {
		fmt.Fprintln(w, indent+c.Page)
	}
}

// WriteSummary prints the line of counts.
func (r *Report) WriteSummary(w io.Writer) {
	fmt.Fprintf(w, "\n%d ok, %d skipped, %d warnings, %d failures: ", r.Summary[OK], r.Summary[Skipped], r.Summary[Warning], r.Summary[Failure])
	switch {
	case !r.Healthy():
		fmt.Fprintln(w, "mend the failures before the first plan.")
	case r.Summary[Warning] > 0:
		fmt.Fprintln(w, "plans will work; what the warnings name will not.")
	default:
		fmt.Fprintln(w, "everything is in place.")
	}
}
