// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"os"
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// errorsOnly are readings that show only where WeCom refuses a call or a token ends. The ladder of one resource meets
// them as well as that of all.
var errorsOnly = []string{"PermissionBeforeIP", "NoErrorTail", "OldHints", "ExpiredToken40014", "ConstantExpiresIn", "TokensSurviveReset"}

// OnOneCLI skips a test that goes through everything WeCom may answer where the suite runs once more for the sake of
// another CLI: make test runs it, on the CLI that it finds. LADDERS=1 make test-clis runs it on every CLI.
func OnOneCLI(t *testing.T) {
	t.Helper()
	if os.Getenv("WECOM_TEST_NO_LADDERS") != "" {
		t.Skip("runs in make test: what WeCom may answer does not depend on the CLI (LADDERS=1 runs it here too)")
	}
}

// Readings are those of the given families and those that concern all. ReadLag is left out, see EachReading.
func Readings(families ...string) (out []emulator.Reading) {
	for _, r := range emulator.SwitchReadings() {
		switch {
		case r.Switch == "ReadLag", !ConcernsAll(r) && !slices.Contains(families, r.Family),
			slices.Contains(errorsOnly, r.Switch) && !slices.Contains(families, "directory"):
			continue
		}
		out = append(out, r)
	}
	return out
}

// ConcernsAll is whether a reading is of what no family of paths has to itself.
func ConcernsAll(r emulator.Reading) bool { return r.Family == "all" || r.Family == "token" }

// EachReading runs ladder once under every reading of every switch of the given families and of those that concern all,
// each on an emulator of its own. What the API pages leave open must not matter to a user.
//
// ReadLag is left out: a read that lags behind a change does show as a change in the plan that plugin-testing makes at
// once. It has a test per resource.
func EachReading(t *testing.T, families []string, edit func(*emulator.Corp), ladder func(t *testing.T, e *Env, r emulator.Reading)) {
	t.Helper()
	OnOneCLI(t)
	ran := 0
	for _, r := range Readings(families...) {
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
