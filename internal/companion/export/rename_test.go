// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"errors"
	"path/filepath"
	"testing"
)

// RefuseReplacing makes the system refuse to replace a file of this name.
func RefuseReplacing(t *testing.T, name string) {
	t.Helper()
	whole := rename
	rename = func(from, to string) error {
		if filepath.Base(to) == name {
			return errors.New("refused")
		}
		return whole(from, to)
	}
	t.Cleanup(func() { rename = whole })
}
