// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestPrune(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	for name, age := range map[string]time.Duration{"old": 25 * time.Hour, "new": time.Hour} {
		Must(t, os.MkdirAll(filepath.Join(dir, name, "in"), 0o700))
		Must(t, os.Chtimes(filepath.Join(dir, name), now.Add(-age), now.Add(-age)))
	}
	Must(t, prune(dir, now.Add(-24*time.Hour)))
	left, err := os.ReadDir(dir)
	Must(t, err)
	if len(left) != 1 || left[0].Name() != "new" {
		t.Errorf("left: %v", left)
	}
}
