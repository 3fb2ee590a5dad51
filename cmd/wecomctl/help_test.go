// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
)

// narrow fails for each line that a terminal would break.
func narrow(t *testing.T, what, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if columns.Width(line) > columns.Most && !strings.Contains(line, "https://") {
			t.Errorf("%s: %d columns: %s", what, columns.Width(line), line)
		}
	}
}

func TestHelp(t *testing.T) {
	root := newRoot()
	for _, cmd := range append(root.Commands(), root) {
		args := []string{"--help"}
		if cmd != root {
			args = []string{cmd.Name(), "--help"}
		}
		code, out, errs := runIn(t.Context(), args...)
		narrow(t, cmd.Name(), out)
		if code != 0 || errs != "" || !strings.Contains(out, "\nUsage:\n  wecomctl") {
			t.Errorf("%d\n%s\n%s", code, out, errs)
		}
		words := flat(out)
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			_, meaning := pflag.UnquoteUsage(f)
			if !strings.Contains(words, "--"+f.Name) || !strings.Contains(words, meaning) {
				t.Errorf("%s: --%s %s is not in the help, or a word of it is broken", cmd.Name(), f.Name, meaning)
			}
		})
		for _, sub := range cmd.Commands() {
			if !strings.Contains(words, sub.Short) {
				t.Errorf("%s is not in the help", sub.Name())
			}
		}
	}
	for _, c := range []*cobra.Command{newDoctor(), newDrift(), newExport(), newEmulator()} {
		if text := c.Long + c.Short + c.Example; strings.Contains(text, " shall ") || strings.Contains(text, " mend ") {
			t.Errorf("%s", text)
		}
	}
}

func TestErrors_narrow(t *testing.T) {
	t.Setenv("WECOM_SECRET", "")
	t.Setenv("WECOM_CONTACTS_SECRET", "")
	t.Setenv("WECOM_CORP_ID", "ww1")
	for _, args := range [][]string{
		{"doctor"}, {"export", "--out", "x", "--only", "nothing"}, {"drift", "--state", "none"}, {"drift", "none.json"}, {"drift", "--format", "x"},
		{"emulator", "--listen", "0.0.0.0:0"}, {"doctor", "--max-api-capacity", "0"}, {"nothing"}, {"doctor", "--nothing"}, {"export"},
	} {
		code, out, errs := runIn(t.Context(), args...)
		narrow(t, strings.Join(args, " "), errs)
		if code != 1 || out != "" || !strings.HasPrefix(errs, "Error: ") {
			t.Errorf("%v: %d\n%s\n%s", args, code, out, errs)
		}
	}
}
