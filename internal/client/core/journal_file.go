// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// journalLine is one line of a file; which keys are set says what it tells.
type journalLine struct {
	// The first line says whose file it is.
	Version   int    `json:"v,omitempty"`
	PID       int    `json:"pid,omitempty"`
	Parent    int    `json:"parent,omitempty"`
	Corp      string `json:"corp,omitempty"`
	Workspace string `json:"workspace,omitempty"`
	// A create: what is sent when, then its id, then that nothing is left to do.
	N    int    `json:"n,omitempty"`
	Kind string `json:"kind,omitempty"`
	Sum  string `json:"sum,omitempty"`
	Sent int64  `json:"sent,omitempty"` // Unix seconds by WeCom's clock
	ID   string `json:"id,omitempty"`
	Done bool   `json:"done,omitempty"`
	// Before are the ids that were there before the first create; the key is that of the first version.
	Before []byte `json:"departments,omitempty"`
	// Seen is an object that the state knows, such as contact_way/<id>.
	Seen string `json:"seen,omitempty"`
}

const journalVersion = 1

// journalEntry is one create of an earlier run.
type journalEntry struct {
	n           int
	kind, sum   string
	first, last time.Time // sent, by WeCom's clock
	id          string    // "" while it is not known
	done        bool
	claimed     bool // a create of this process is at it
	adopted     bool // a create of this process returned it
}

// journalFile is the file of an earlier run.
type journalFile struct {
	path    string
	head    journalLine
	entries []*journalEntry
	before  map[int64]bool
	seen    map[string]bool
}

// append writes a line to this process's own file, which it makes first.
func (s *journalSession) append(ctx context.Context, l journalLine) {
	if s.failed {
		return
	}
	if s.file == nil {
		if err := s.create(); err != nil {
			s.giveUp(ctx, err)
			return
		}
	}
	if err := writeLine(s.file, l); err != nil {
		s.giveUp(ctx, err)
	}
}

func (s *journalSession) giveUp(ctx context.Context, err error) {
	s.failed = true
	tflog.Warn(ctx, "The create journal cannot be written: should this run be killed, the next one cannot tell what it made.",
		map[string]any{"error": err.Error()})
}

func (s *journalSession) create() error {
	if err := os.MkdirAll(s.j.dir, 0o700); err != nil {
		return err
	}
	pattern := fmt.Sprintf("creates-%d-%d-*%s", os.Getpid(), time.Now().UnixNano(), journalSuffix)
	f, err := os.CreateTemp(s.j.dir, pattern) // 0600
	if err != nil {
		return err
	}
	lockFile(f)
	s.file = f
	s.j.mu.Lock()
	s.j.paths[f.Name()] = true
	s.j.mu.Unlock()
	return writeLine(f, journalLine{Version: journalVersion, PID: os.Getpid(), Parent: os.Getppid(), Corp: s.corp, Workspace: s.j.workspace})
}

const journalSuffix = ".jsonl"

// writeLine begins on a new line, in case the last writer died half-way.
func writeLine(f *os.File, l journalLine) error {
	raw, err := json.Marshal(l)
	if err != nil {
		return err
	}
	_, err = f.Write(fmt.Appendf(nil, "\n%s\n", raw))
	return err
}

// note adds a line to the file of an earlier run, if it is still there. A line that cannot be written costs the next
// run a look, nothing more.
func (f *journalFile) note(l journalLine) {
	file, err := os.OpenFile(f.path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return
	}
	_ = writeLine(file, l)
	_ = file.Close()
}

func (f *journalFile) finish(e *journalEntry) {
	if !e.done {
		e.done = true
		f.note(journalLine{N: e.n, Done: true})
	}
}

// tidy removes the file when nothing in it is left to do and its writer is gone.
func (f *journalFile) tidy() {
	if slices.ContainsFunc(f.entries, func(e *journalEntry) bool { return !e.done }) {
		return
	}
	if alive, sure := writerAlive(f.path); alive && sure {
		return
	}
	_ = os.Remove(f.path)
	_ = os.Remove(filepath.Dir(f.path)) // succeeds only when it is empty
}

// readJournalFile reads what can be read: the last line of a killed process may be torn.
func readJournalFile(path string) (*journalFile, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f := &journalFile{path: path, seen: map[string]bool{}}
	byNumber := map[int]*journalEntry{}
	for line := range bytes.SplitSeq(raw, []byte("\n")) {
		var l journalLine
		if len(line) == 0 || json.Unmarshal(line, &l) != nil {
			continue
		}
		e := byNumber[l.N]
		switch {
		case l.Version != 0:
			f.head = l
		case l.Before != nil:
			f.before = unpackIDs(l.Before)
		case l.Seen != "":
			f.seen[l.Seen] = true
		case l.Sum != "" && e == nil:
			at := time.Unix(l.Sent, 0)
			e = &journalEntry{n: l.N, kind: l.Kind, sum: l.Sum, id: l.ID, first: at, last: at}
			byNumber[l.N] = e
			f.entries = append(f.entries, e)
		case l.Sum != "":
			e.id, e.last = l.ID, time.Unix(l.Sent, 0)
		case e == nil:
		case l.ID != "":
			e.id = l.ID
		case l.Done:
			e.done = true
		}
	}
	return f, nil
}

// load reads what earlier runs left, once.
func (s *journalSession) load(now time.Time) {
	if s.loaded {
		return
	}
	s.loaded = true
	paths, _ := filepath.Glob(filepath.Join(escapeGlob(s.j.dir), "*"+journalSuffix))
	own := s.j.ownFiles()
	for _, path := range paths {
		if s.file != nil && path == s.file.Name() {
			continue
		}
		f, err := readJournalFile(path)
		if err != nil || f.head.Version != journalVersion || f.head.Corp != s.corp || f.head.Workspace != s.j.workspace {
			continue
		}
		// Terraform starts one process for each provider block: one that the same CLI started and that is alive belongs
		// to this very run.
		if alive, _ := writerAlive(path); alive && !own[path] && f.head.Parent == os.Getppid() {
			continue
		}
		for _, e := range f.entries {
			e.done = e.done || now.Sub(e.last) > JournalExpiry
		}
		s.earlier = append(s.earlier, f)
	}
}

// escapeGlob keeps brackets in folder names from being patterns.
func escapeGlob(path string) string {
	var b []byte
	for i := range len(path) {
		if path[i] == '[' || path[i] == '*' || path[i] == '?' {
			b = append(b, '[', path[i], ']')
			continue
		}
		b = append(b, path[i])
	}
	return string(b)
}

func (j *Journal) ownFiles() map[string]bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return maps.Clone(j.paths)
}

// packIDs writes a set of ids in about a byte for each.
func packIDs(ids map[int64]bool) []byte {
	out := []byte{}
	last := int64(0)
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		out = binary.AppendVarint(out, id-last)
		last = id
	}
	return out
}

func unpackIDs(raw []byte) map[int64]bool {
	ids, last := map[int64]bool{}, int64(0)
	for len(raw) > 0 {
		d, n := binary.Varint(raw)
		if n <= 0 {
			break
		}
		last += d
		ids[last] = true
		raw = raw[n:]
	}
	return ids
}
