// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two binaries measured package a; only the second ran its second block.
const two = `mode: set
example.org/m/a/a.go:1.2,3.4 3 1
example.org/m/a/a.go:5.2,6.4 1 0
example.org/m/a/b/b.go:1.2,3.4 4 0
example.org/m/ab/c.go:1.2,3.4 2 7
example.org/m/main.go:1.1,2.2 1 0
mode: set
example.org/m/a/a.go:1.2,3.4 3 0
example.org/m/a/a.go:5.2,6.4 1 1
`

func TestReport(t *testing.T) {
	p, err := readProfile(strings.NewReader(two), "example.org/m")
	if err != nil {
		t.Fatal(err)
	}
	const table = "Statements that ran in the tests of any package, in the test's own process:\n" +
		"    0.0 %      0 of     1  .\n" +
		"  100.0 %      4 of     4  a\n" +
		"    0.0 %      0 of     4  a/b\n" +
		"  100.0 %      2 of     2  ab\n"
	for _, c := range []struct {
		rooms   []string
		minimum float64
		want    string
		fails   string
	}{
		{nil, 100, "", ""},
		{[]string{"a", "ab"}, 50, "a with all below it: 50.0 %, 4 of 8; wanted: 50 %\nab with all below it: 100.0 %, 2 of 2; wanted: 50 %\n", ""},
		{[]string{"a", "ab"}, 51, "a with all below it: 50.0 %, 4 of 8; wanted: 51 %\nab with all below it: 100.0 %, 2 of 2; wanted: 51 %\n", "too few statements ran in a"},
		// A room that was renamed is not full.
		{[]string{"gone"}, 1, "gone with all below it: 0.0 %, 0 of 0; wanted: 1 %\n", "too few statements ran in gone"},
	} {
		var out strings.Builder
		err := p.report(&out, c.rooms, c.minimum)
		if diff := cmp.Diff(table+c.want, out.String()); diff != "" {
			t.Error(diff)
		}
		if got := message(err); got != c.fails {
			t.Errorf("%v: error %q, want %q", c.rooms, got, c.fails)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestReadProfile_refuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "nothing was measured",
		"mode: set\n":                   "nothing was measured",
		"mode: set\na/a.go:1.2,3.4 3\n": `"a/a.go:1.2,3.4 3" is no line of a coverage profile`,
	} {
		if _, err := readProfile(strings.NewReader(text), "m"); message(err) != want {
			t.Errorf("%q: error %q, want %q", text, message(err), want)
		}
	}
}
