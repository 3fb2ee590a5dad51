// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const pkg = modulePath + "internal/a"

// run feeds events, one JSON object or plain line each, and returns what was printed and the verdict.
func run(t *testing.T, brief bool, lines ...string) (printed string, ok bool) {
	t.Helper()
	s := newSummary("CLI 1.0", brief)
	var out strings.Builder
	if err := s.readAll(strings.NewReader(strings.Join(lines, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	ok = s.report(&out)
	return out.String(), ok
}

func line(t *testing.T, action, test, output string) string {
	t.Helper()
	text, err := json.Marshal(event{Action: action, Package: pkg, Test: test, Output: output})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSummary(t *testing.T) {
	t.Parallel()
	closing := "ok  \t" + pkg + "\t0.1s\n"
	for name, tc := range map[string]struct {
		events func() []string
		brief  bool
		want   string
		ok     bool
	}{
		"passed": {
			events: func() []string {
				return []string{
					line(t, "run", "TestA", ""), line(t, "output", "TestA", "=== RUN   TestA\n"),
					line(t, "output", "TestA", "    a_test.go:3: some detail\n"),
					line(t, "pass", "TestA", ""),
					line(t, "output", "", "PASS\n"), line(t, "output", "", closing), line(t, "pass", "", ""),
				}
			},
			want: closing + "CLI 1.0: 1 passed, 0 failed, 0 skipped (packages: 1)\n",
			ok:   true,
		},
		"skipped with its reason, whole, in a subtest and in a step": {
			events: func() []string {
				return []string{
					line(t, "run", "TestA", ""), line(t, "output", "TestA", "    a_test.go:3: needs\n"),
					line(t, "output", "TestA", "        a live corp\n"),
					line(t, "output", "TestA", "--- SKIP: TestA (0.00s)\n"), line(t, "skip", "TestA", ""),
					line(t, "run", "TestB", ""), line(t, "run", "TestB/x", ""), line(t, "skip", "TestB/x", ""),
					line(t, "output", "TestB", "    b_test.go:9: Skipping step 2: too old\n"), line(t, "pass", "TestB", ""),
					line(t, "output", "", closing), line(t, "pass", "", ""),
				}
			},
			want: closing + "CLI 1.0: 1 passed, 0 failed, 1 skipped (packages: 1)\n" +
				"  skipped  TestA (internal/a): needs a live corp\n" +
				"  in part  TestB (internal/a): Skipping step 2: too old\n" +
				"  skipped  TestB/x (internal/a): no reason given\n",
			ok: true,
		},
		"failed, with its output before the line of the package": {
			events: func() []string {
				return []string{
					line(t, "run", "TestA", ""), line(t, "output", "TestA", "=== RUN   TestA\n"),
					line(t, "output", "TestA", "    a_test.go:3: got 1\n"),
					line(t, "output", "TestA", "--- FAIL: TestA (0.00s)\n"), line(t, "fail", "TestA", ""),
					line(t, "run", "TestB", ""), line(t, "output", "TestB", "    a_test.go:9: quiet\n"), line(t, "skip", "TestB", ""),
					line(t, "output", "", "FAIL\n"), line(t, "output", "", "FAIL\t"+pkg+"\t0.1s\n"), line(t, "fail", "", ""),
				}
			},
			want: "    a_test.go:3: got 1\n--- FAIL: TestA (0.00s)\nFAIL\nFAIL\t" + pkg + "\t0.1s\n" +
				"CLI 1.0: 0 passed, 1 failed, 1 skipped (packages: 1)\n" +
				"  skipped  TestB (internal/a): quiet\n" +
				"  failed   TestA (internal/a)\n",
		},
		"not finished when the process died": {
			events: func() []string {
				return []string{
					line(t, "run", "TestA", ""), line(t, "output", "TestA", "panic: test timed out\n"),
					line(t, "output", "", "FAIL\t"+pkg+"\t9s\n"), line(t, "fail", "", ""),
				}
			},
			want: "panic: test timed out\nFAIL\t" + pkg + "\t9s\n" +
				"CLI 1.0: 0 passed, 1 failed, 0 skipped (packages: 1)\n" +
				"  failed   TestA (internal/a): did not finish\n",
		},
		"not finished when the events end": {
			events: func() []string {
				return []string{line(t, "run", "TestA", ""), line(t, "pass", "TestA", ""), line(t, "run", "TestB", "")}
			},
			want: "CLI 1.0: 1 passed, 1 failed, 0 skipped (packages: 0)\n" +
				"  failed   TestB (internal/a): did not finish\n",
		},
		"does not build": {
			events: func() []string {
				return []string{
					`{"ImportPath":"a.test","Action":"build-output","Output":"a_test.go:3: undefined: x\n"}`,
					`{"ImportPath":"a.test","Action":"build-fail"}`,
					line(t, "output", "", "FAIL\t"+pkg+" [build failed]\n"),
					`{"Action":"fail","Package":"` + pkg + `","FailedBuild":"a.test"}`,
				}
			},
			want: "a_test.go:3: undefined: x\nFAIL\t" + pkg + " [build failed]\n" +
				"CLI 1.0: 0 passed, 0 failed, 0 skipped (packages: 0)\n" +
				"  failed   package internal/a: outside of its tests, see above\n" +
				"CLI 1.0: NO TEST RAN\n",
		},
		"nothing ran: every test skipped": {
			events: func() []string {
				return []string{
					line(t, "run", "TestA", ""), line(t, "skip", "TestA", ""),
					line(t, "output", "", closing), line(t, "pass", "", ""),
				}
			},
			want: closing + "CLI 1.0: 0 passed, 0 failed, 1 skipped (packages: 1)\n" +
				"  skipped  TestA (internal/a): no reason given\n" +
				"CLI 1.0: NO TEST RAN\n",
		},
		"brief leaves out packages without tests, and nothing ran": {
			events: func() []string {
				return []string{line(t, "output", "", closing), line(t, "pass", "", "")}
			},
			brief: true,
			want:  "CLI 1.0: 0 passed, 0 failed, 0 skipped (packages: 0)\nCLI 1.0: NO TEST RAN\n",
		},
		"a line that is no event is printed and fails": {
			events: func() []string {
				return []string{
					"go: cannot find main module", line(t, "run", "TestA", ""), line(t, "pass", "TestA", ""),
				}
			},
			want: "go: cannot find main module\nCLI 1.0: 1 passed, 0 failed, 0 skipped (packages: 0)\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			printed, ok := run(t, tc.brief, tc.events()...)
			if diff := cmp.Diff(tc.want, printed); diff != "" {
				t.Errorf("printed (-want +got):\n%s", diff)
			}
			if ok != tc.ok {
				t.Errorf("ok = %t, want %t", ok, tc.ok)
			}
		})
	}
}
