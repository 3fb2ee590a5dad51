// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"testing"
)

// The example of every special explanation is explained by that one and by no earlier one, and a code whose special
// ones do not fit by the general one.
func TestSpecials_reached(t *testing.T) {
	for i := range specials {
		s := &specials[i]
		if len(s.codes) == 0 || s.when == "" || s.like.Path == "" {
			t.Errorf("special %d is incomplete: %v %q %q", i, s.codes, s.when, s.like.Path)
		}
		for _, code := range s.codes {
			if got := specialFor(example(code, s.like)); got != s {
				t.Errorf("%d when %s: explained otherwise: %+v", code, s.when, got)
			}
		}
	}
	for _, topic := range ExplainedTopics() {
		for _, code := range topic.Codes {
			last := code.Cases[len(code.Cases)-1]
			var e *APIError
			if last.When != "" || !errors.As(last.Example, &e) || specialFor(e) != nil {
				t.Errorf("%d has no general case: %+v", code.Code, last)
			}
		}
	}
}

// Whether a special names a code that no table has: it would be on no page.
func TestSpecials_listed(t *testing.T) {
	for i := range specials {
		for _, code := range specials[i].codes {
			if _, ok := explanations[code]; !ok {
				t.Errorf("%d when %s is in no table", code, specials[i].when)
			}
		}
	}
	for code, x := range explanations {
		if x.Cause == "" {
			t.Errorf("%d: how one comes to it is not said", code)
		}
	}
}
