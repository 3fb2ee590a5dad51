// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// event is one line of "go test -json": see "go doc test2json" and, for builds, "go help buildjson".
type event struct {
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Output      string
	FailedBuild string
}

// test is one test or, with a slash in its name, subtest.
type test struct {
	pkg, name string
	output    []string
	result    string // pass, fail, skip, or empty while it runs
}

func (t *test) topLevel() bool { return !strings.Contains(t.name, "/") }

func (t *test) where() string { return fmt.Sprintf("%s (%s)", t.name, shortPackage(t.pkg)) }

type summary struct {
	title string
	brief bool

	tests       map[[2]string]*test // by package and name
	order       []*test             // as they started
	output      map[string][]string // of packages, outside of any test
	builds      map[string][]string // output of the compiler, by import path
	packages    int                 // in which a test ran
	brokenPkgs  []string            // failed without a failed test
	strangeness int                 // lines that are no events
}

func newSummary(title string, brief bool) *summary {
	return &summary{
		title: title, brief: brief,
		tests: map[[2]string]*test{}, output: map[string][]string{}, builds: map[string][]string{},
	}
}

func (s *summary) handle(line []byte, out io.Writer) {
	var e event
	if err := json.Unmarshal(line, &e); err != nil || e.Action == "" {
		// go prints some errors, such as a pattern that matches nothing, as plain text.
		if len(bytes.TrimSpace(line)) > 0 {
			s.strangeness++
			fmt.Fprintf(out, "%s\n", bytes.TrimRight(line, "\n"))
		}
		return
	}
	switch {
	case e.Action == "build-output":
		s.builds[e.ImportPath] = append(s.builds[e.ImportPath], e.Output)
	case e.Test != "":
		s.handleTest(e)
	case e.Action == "output":
		s.output[e.Package] = append(s.output[e.Package], e.Output)
	case e.Action == "pass", e.Action == "fail", e.Action == "skip":
		s.closePackage(e, out)
	}
}

func (s *summary) handleTest(e event) {
	key := [2]string{e.Package, e.Test}
	t := s.tests[key]
	if t == nil {
		t = &test{pkg: e.Package, name: e.Test}
		s.tests[key] = t
		s.order = append(s.order, t)
	}
	switch e.Action {
	case "output":
		t.output = append(t.output, e.Output)
	case "pass", "fail", "skip":
		t.result = e.Action
	}
}

// closePackage prints what go test prints without -v: one line, and before it all output of failed tests.
func (s *summary) closePackage(e event, out io.Writer) {
	ran, failed := 0, 0
	for _, t := range s.order {
		if t.pkg != e.Package {
			continue
		}
		ran++
		if t.result == "" {
			t.result = "unfinished"
		}
		if t.result != "fail" && t.result != "unfinished" {
			continue
		}
		failed++
		for _, text := range t.output {
			if !strings.HasPrefix(text, "=== ") {
				fmt.Fprint(out, text)
			}
		}
	}
	if ran > 0 {
		s.packages++
	}
	if e.Action == "fail" && failed == 0 {
		s.brokenPkgs = append(s.brokenPkgs, e.Package)
	}
	for _, text := range s.builds[e.FailedBuild] {
		fmt.Fprint(out, text)
	}
	for _, text := range s.output[e.Package] {
		closing := strings.HasPrefix(text, "ok  \t") || strings.HasPrefix(text, "?   \t") || strings.HasPrefix(text, "\t")
		if e.Action == "fail" || (closing && (ran > 0 || !s.brief)) {
			fmt.Fprint(out, text)
		}
	}
	delete(s.output, e.Package)
}

// report prints the counts, of tests and not of their subtests, and every skip and failure by name. It returns whether
// something ran and nothing failed.
func (s *summary) report(out io.Writer) bool {
	var passed, failed, skipped int
	var lines []string
	for _, t := range s.order {
		switch t.result {
		case "pass":
			if t.topLevel() {
				passed++
			}
			for _, message := range t.messages() {
				if strings.HasPrefix(strings.ToLower(message), "skip") {
					lines = append(lines, fmt.Sprintf("  in part  %s: %s", t.where(), message))
				}
			}
		case "skip":
			if t.topLevel() {
				skipped++
			}
			reason := "no reason given"
			if messages := t.messages(); len(messages) > 0 {
				reason = messages[len(messages)-1]
			}
			lines = append(lines, fmt.Sprintf("  skipped  %s: %s", t.where(), reason))
		case "fail":
			if t.topLevel() {
				failed++
			}
			lines = append(lines, "  failed   "+t.where())
		default: // the package, or the whole run, ended first
			if t.topLevel() {
				failed++
			}
			lines = append(lines, "  failed   "+t.where()+": did not finish")
		}
	}
	for _, pkg := range s.brokenPkgs {
		lines = append(lines, "  failed   package "+shortPackage(pkg)+": outside of its tests, see above")
	}
	// Failures last, next to the prompt.
	slices.SortStableFunc(lines, func(a, b string) int {
		return cmp.Compare(strings.Count(a[:8], "failed"), strings.Count(b[:8], "failed"))
	})
	fmt.Fprintf(out, "%s: %d passed, %d failed, %d skipped (packages: %d)\n", s.title, passed, failed, skipped, s.packages)
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
	if passed+failed == 0 {
		fmt.Fprintf(out, "%s: NO TEST RAN\n", s.title)
		return false
	}
	return failed == 0 && len(s.brokenPkgs) == 0 && s.strangeness == 0
}

// logLine is the first line of a message given to t.Log, t.Skip and the like.
var logLine = regexp.MustCompile(`^\s+\S+\.go:\d+: (.*)$`)

// messages returns what the test logged, one message each, with the lines of a message joined.
func (t *test) messages() []string {
	var messages []string
	for _, line := range strings.Split(strings.Join(t.output, ""), "\n") {
		switch match := logLine.FindStringSubmatch(line); {
		case match != nil:
			messages = append(messages, match[1])
		case len(messages) > 0 && strings.HasPrefix(line, "        ") && strings.TrimSpace(line) != "":
			messages[len(messages)-1] += " " + strings.TrimSpace(line)
		}
	}
	return messages
}

const modulePath = "github.com/terraform-wecom/terraform-provider-wecom/"

func shortPackage(path string) string { return strings.TrimPrefix(path, modulePath) }
