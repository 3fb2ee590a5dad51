// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// corpLock keeps a second emulator away from a corp file: each would overwrite what the other one saved. It is a file
// beside the corp file, which is itself replaced at each change, and holds the address of the emulator.
type corpLock struct{ file *os.File }

// lockCorpFile takes the lock of a corp file; "" needs none.
func lockCorpFile(corpPath string) (*corpLock, error) {
	if corpPath == "" {
		return &corpLock{}, nil
	}
	path := corpPath + ".lock"
	for {
		f, err := openLocked(path)
		if err != nil {
			return nil, err
		}
		if f == nil {
			return nil, fmt.Errorf("corp file %s is in use by another emulator%s: each would overwrite what the other one saves. Stop that one, use it, or give this one another file",
				corpPath, holder(path))
		}
		mine, err := f.Stat()
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		if there, err := os.Stat(path); err == nil && os.SameFile(mine, there) {
			return &corpLock{f}, nil
		}
		_ = f.Close() // its last holder removed it while it was opened here
	}
}

// tell writes down where the holder listens.
func (l *corpLock) tell(url string) {
	if l.file != nil {
		_ = l.file.Truncate(0)
		_, _ = l.file.WriteAt([]byte(url+"\n"), 0)
	}
}

// holder is the address in a lock, as words behind "another emulator".
func holder(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	raw, _ := io.ReadAll(io.LimitReader(f, 200))
	if url := strings.TrimSpace(string(raw)); strings.HasPrefix(url, "http://") && !strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return " (" + url + ")"
	}
	return ""
}

// release gives the lock back.
func (l *corpLock) release() {
	if l.file != nil {
		_ = os.Remove(l.file.Name()) // where open files cannot be removed, it is empty and in nobody's way
		_ = l.file.Close()
	}
}
