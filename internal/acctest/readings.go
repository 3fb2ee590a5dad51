// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// EachReading runs ladder once under every reading of every switch of the given
// families and of those that concern all, each on an emulator of its own. What
// the API pages leave open must not matter to a user.
//
// ReadLag is left out: a read that lags behind a change does show as a change
// in the plan that plugin-testing makes at once. It has a test per resource.
func EachReading(t *testing.T, families []string, edit func(*emulator.Corp), ladder func(t *testing.T, e *Env, r emulator.Reading)) {
	t.Helper()
	ran := 0
	for _, r := range emulator.SwitchReadings() {
		if r.Switch == "ReadLag" || r.Family != "all" && r.Family != "token" && !slices.Contains(families, r.Family) {
			continue
		}
		ran++
		t.Run(r.Switch+"="+r.Value, func(t *testing.T) {
			var edits []func(*emulator.Corp)
			if edit != nil {
				edits = append(edits, edit)
			}
			e := New(t, edits...)
			e.SetSwitches(r.Apply)
			ladder(t, e, r)
		})
	}
	if ran < 10 {
		t.Fatalf("%d readings for %v: this test does not see the switches", ran, families)
	}
	t.Logf("%d readings of the switches of %v", ran, families)
}
