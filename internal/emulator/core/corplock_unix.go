// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package core

import (
	"errors"
	"os"
	"syscall"
)

// openLocked opens a lock file for this process alone; nil when another one has it. The lock ends with the process. A
// file system without locks keeps nobody away.
func openLocked(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		_ = f.Close()
		return nil, nil
	}
	return f, nil
}
