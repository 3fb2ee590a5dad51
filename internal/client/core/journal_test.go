// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever a file holds, reading it does not fail; a torn line loses itself only.
func TestJournal_tornFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x"+".jsonl")
	text := `{"v":1,"corp":"wwcorp","workspace":"default"}` + "\n" + `{"n":1,"kind":"contact_way","sum":"s","sent":1}` + "\n" + `null` + "\n" + `{"n":1,"id":"cw1"` + "\x00\xff"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := readJournalFile(path)
	if err != nil || len(f.entries) != 1 || f.entries[0].id != "" {
		t.Fatalf("%+v, %v", f, err)
	}
	f.finish(f.entries[0])
	if f, err = readJournalFile(path); err != nil || !f.entries[0].done {
		t.Fatalf("%+v, %v", f, err)
	}
	ids := map[int64]bool{1: true, 2: true, 1 << 31: true, 500: true}
	if d := cmp.Diff(ids, unpackIDs(packIDs(ids))); d != "" {
		t.Error(d)
	}
}
