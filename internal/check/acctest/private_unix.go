// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acctest

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"
)

// Private runs fn with a umask that forbids nothing, and fails unless every file and folder in dir is then closed to
// everybody but its owner. It returns the files. The umask is the whole process's: no parallel tests.
func Private(t *testing.T, dir string, fn func()) []string {
	t.Helper()
	func() {
		old := syscall.Umask(0)
		defer syscall.Umask(old)
		fn()
	}()
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if open := info.Mode().Perm() & 0o077; open != 0 {
			t.Errorf("%s is open to others: %v", name, info.Mode())
		}
		if !d.IsDir() {
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
