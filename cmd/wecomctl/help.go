// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
)

// flagColumn is where the meaning of a flag begins.
const flagColumn = 28

// printHelp prints what cobra's help has, within the columns of a terminal.
func printHelp(cmd *cobra.Command, _ []string) {
	out := cmd.OutOrStdout()
	text := cmd.Long
	if text == "" {
		text = cmd.Short + "."
	}
	fmt.Fprintln(out, paragraphs(text))
	fmt.Fprintln(out)
	_ = printUsage(cmd, out)
}

func printUsage(cmd *cobra.Command, out io.Writer) error {
	fmt.Fprintln(out, "Usage:")
	if cmd.Runnable() {
		fmt.Fprintln(out, "  "+cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintln(out, "  "+cmd.CommandPath()+" COMMAND")
		fmt.Fprintln(out, "\nCommands:")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintln(out, columns.Wrap(sub.Short, columns.Pad("  "+sub.Name(), 14), strings.Repeat(" ", 14)))
			}
		}
	}
	if cmd.HasExample() {
		fmt.Fprintln(out, "\nExamples:\n"+cmd.Example)
	}
	if cmd.HasAvailableFlags() {
		fmt.Fprintln(out, "\nFlags:")
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				fmt.Fprintln(out, flagText(f))
			}
		})
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(out, "\n%s COMMAND --help tells of a command.\n", cmd.CommandPath())
	}
	return nil
}

// flagText is a flag and its meaning.
func flagText(f *pflag.Flag) string {
	value, meaning := pflag.UnquoteUsage(f)
	head := "      --" + f.Name
	if f.Shorthand != "" {
		head = "  -" + f.Shorthand + ", --" + f.Name
	}
	if value != "" {
		head += " " + value
	}
	if !slices.Contains([]string{"", "false", "0", "0s", "[]"}, f.DefValue) {
		shown := f.DefValue
		if f.Value.Type() == "string" {
			shown = strconv.Quote(shown)
		}
		meaning += " (default " + shown + ")"
	}
	indent := strings.Repeat(" ", flagColumn)
	if columns.Width(head) > flagColumn-2 {
		return head + "\n" + columns.Wrap(meaning, indent, indent)
	}
	return columns.Wrap(meaning, columns.Pad(head, flagColumn), indent)
}

// paragraphs fills the paragraphs of a text; lines that begin with a blank stay.
func paragraphs(text string) string {
	var out []string
	for part := range strings.SplitSeq(text, "\n\n") {
		if !strings.HasPrefix(part, " ") && !strings.Contains(part, "\n ") {
			part = strings.ReplaceAll(part, "\n", " ")
		}
		out = append(out, columns.Wrap(part, "", ""))
	}
	return strings.Join(out, "\n\n")
}
