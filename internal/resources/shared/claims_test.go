// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"strings"
	"testing"
)

func TestClaims_wait(t *testing.T) {
	tests := map[string]struct {
		waits string // "a>b" a waits on b, "a!" with a having to step aside, "-a" a leaves
	}{
		"ring of two, smallest last":     {"b>a a!b"},
		"ring of two, smallest first":    {"a>b b>a a!b"},
		"ring of three, smallest last":   {"b>c c>a a!b"},
		"ring of three, smallest first":  {"a>b b>c c>a a!b b>c c>a"},
		"ring of three, other direction": {"a>c c>b b>a a!c"},
		"chain":                          {"a>b b>c c>d a>b b>c"},
		"waiting on itself":              {"a!a"},
		"tail on a ring is no part of it": {
			"b>c c>b b!c a>b", // a is smaller than all of the ring, and outside
		},
		"two rings at once": {"a>c b>d c>a d>b a!c b!d c>a d>b"},
		"who waits for something else now has left the ring": {"a>b b>c b>d a>b c>a a>b"},
		"a waiter that leaves breaks the ring":               {"b>c c>a -c a>b b>c"},
		"a waiter that leaves and comes back":                {"a>b b>a -b a>b b>a a!b"},
		"leaving twice":                                      {"-a -a b>a a!b"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := NewClaims()
			for _, event := range strings.Fields(tt.waits) {
				self, ok := strings.CutPrefix(event, "-")
				if ok {
					c.leave(self, "")
					continue
				}
				self, other, aside := strings.Cut(event, "!")
				if !aside {
					self, other, _ = strings.Cut(event, ">")
				}
				if _, got := c.wait(self, other); got != aside {
					t.Errorf("%s in %q: step aside = %v", event, tt.waits, got)
				}
			}
		})
	}
}

// One process may serve several plans, as in terraform test: an apply ends what the plan before it foresaw.
func TestClaims_nextPlan(t *testing.T) {
	c := NewClaims()
	c.Dies("department/9", "department 9")
	if got := c.Inside("department/9", Holds{Leaving: []string{"a"}}); got != "department 9" {
		t.Errorf("in the same plan: %q", got)
	}
	c.Begin()()
	if got := c.Inside("department/9", Holds{Leaving: []string{"b"}}); got != "" {
		t.Errorf("after the apply %q still dies", got)
	}
	if in := c.Dies("department/9", "department 9"); len(in.Leaving) != 1 {
		t.Errorf("inside: %v", in)
	}
}
