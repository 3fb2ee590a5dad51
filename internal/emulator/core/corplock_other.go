// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package core

import (
	"errors"
	"io/fs"
	"os"
)

// openLocked opens a lock file for this process alone; nil when another one has it: a file that is open there cannot be
// removed.
func openLocked(path string) (*os.File, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
}
