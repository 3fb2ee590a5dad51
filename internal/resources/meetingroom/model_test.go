// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package meetingroom

import "testing"

func TestSameDegrees(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		same bool
	}{
		{"22.540503", "22.540503", true}, {"22.540503", "22.54050300", true}, {"22.5", "22.50", true}, {"-0.1", "-0.10", true},
		{"22.54050312", "22.540503", true}, {"22.5405", "22.540503", true}, // written with fewer decimals
		{"22.540503", "22.540504", false}, {"22.54", "22.540503", false}, {"22.541", "22.540503", false}, {"22.540503", "-22.540503", false},
		{"22.54051", "22.540503", true}, {"22.54052", "22.540503", false}, {"x", "x", true}, {"x", "22", false},
	} {
		if got := sameDegrees(tc.a, tc.b); got != tc.same {
			t.Errorf("%s and %s: %v", tc.a, tc.b, got)
		}
		if got := sameDegrees(tc.b, tc.a); got != tc.same {
			t.Errorf("%s and %s the other way round: %v", tc.b, tc.a, got)
		}
	}
}
