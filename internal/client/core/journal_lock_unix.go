// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package core

import (
	"errors"
	"os"
	"syscall"
)

// lockFile marks a file as that of a living process; the lock ends with it. A file system without locks means that
// nothing can be told, which is no error.
func lockFile(f *os.File) {
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// writerAlive reports whether the writer of a file lives, and whether that is certain.
func writerAlive(path string) (alive, sure bool) {
	f, err := os.Open(path)
	if err != nil {
		return false, true
	}
	defer func() { _ = f.Close() }()
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	return errors.Is(err, syscall.EWOULDBLOCK), true
}
