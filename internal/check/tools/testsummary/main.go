// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command testsummary reads the events of "go test -json" from standard input, prints go test's own closing line of
// each package and the output of each failed test, and ends with counts and with the reason of every skipped test.
//
//	go test -json ./... | testsummary -title "Terraform 1.16.0"
//
// Its exit status is 1 when a test or package failed, when a test did not finish, and when no test ran at all: a suite
// that tests nothing must not pass.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	title := flag.String("title", "Tests", "`name` of what was tested, at the start of the last lines")
	brief := flag.Bool("brief", false, "leave out the closing lines of packages in which no test ran")
	flag.Parse()

	summary := newSummary(*title, *brief)
	if err := summary.readAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "testsummary:", err)
		os.Exit(1)
	}
	if !summary.report(os.Stdout) {
		os.Exit(1)
	}
}

// readAll handles each line of in until its end, printing to out what go test itself would have printed.
func (s *summary) readAll(in io.Reader, out io.Writer) error {
	// Not a Scanner: a line holds the output of a test and may have any length.
	reader := bufio.NewReader(in)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 {
			s.handle(line, out)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading test events: %w", err)
		}
	}
}
