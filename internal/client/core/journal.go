// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Journal notes every create before it is sent, so that one whose process was killed before Terraform could record it
// is adopted by the next run and never made twice. It is a folder of small files, one for each run, that hold ids of
// objects (of a member that is the userid), checksums of request bodies without personal data, and times: no names, no
// secrets. The folder is made with the first create; one that cannot be written means a run without journal, never an
// error.
//
// A run that ends well removes its file. What is left is read by the next run of the same folder, corp and workspace.
// Terraform's state lock keeps two such runs apart.
type Journal struct {
	dir, workspace string

	mu          sync.Mutex
	sessions    []*journalSession
	paths       map[string]bool // files of this process
	calls       int             // under way
	interrupted bool            // a call ended because its caller gave up
}

// JournalExpiry is how long an unfinished create is looked for.
const JournalExpiry = 7 * 24 * time.Hour

// NewJournal names the folder and the Terraform workspace. It reads and writes nothing.
func NewJournal(dir, workspace string) *Journal {
	return &Journal{dir: dir, workspace: workspace, paths: map[string]bool{}}
}

// journalSession is the part of a journal that belongs to one Client.
type journalSession struct {
	j    *Journal
	corp string

	mu      sync.Mutex
	file    *os.File // nil until the first create
	failed  bool
	last    int
	open    map[int]bool // sent, and not known whether made
	made    map[int]bool
	based   bool
	loaded  bool
	earlier []*journalFile
}

// session begins the part of one Client; nil without a journal.
func (j *Journal) session(corp string) *journalSession {
	if j == nil {
		return nil
	}
	s := &journalSession{j: j, corp: corp, open: map[int]bool{}, made: map[int]bool{}}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.sessions = append(j.sessions, s)
	return s
}

// Close tells that every answer was delivered, which is so when the plugin server has ended at the CLI's request: what
// was made is in the state then. Creates of unknown outcome stay in the journal, and everything does when the run was
// interrupted. Close of a nil Journal does nothing.
func (j *Journal) Close(ctx context.Context) {
	if j == nil {
		return
	}
	j.mu.Lock()
	sessions, keep := j.sessions, j.interrupted || j.calls > 0
	j.mu.Unlock()
	for _, s := range sessions {
		s.close(ctx, keep)
	}
	_ = os.Remove(j.dir) // succeeds only when nothing is left in it
}

// call counts a call that is under way and returns what ends it.
func (s *journalSession) call(ctx context.Context) (end func()) {
	if s == nil {
		return func() {}
	}
	j := s.j
	j.mu.Lock()
	defer j.mu.Unlock()
	j.calls++
	return func() {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.calls--
		j.interrupted = j.interrupted || ctx.Err() != nil
	}
}

// Note is one create of this process in the journal; nil without a journal.
type Note struct {
	s    *journalSession
	kind string
	sum  string
	id   string // of an object whose id the caller chooses
	n    int    // 0 until it is sent
}

// Choose notes the id that is sent, where it is not WeCom that chooses it: the next run finds by it what was made.
func (n *Note) Choose(id string) {
	if n != nil {
		n.id = id
	}
}

// NoteFor prepares the note of a create; kind is that of the object. Nothing is written before it is sent.
func (c *Client) NoteFor(kind string, body any) *Note {
	s := c.journal
	if s == nil || body == nil {
		return nil
	}
	sum, err := s.sum(kind, body)
	if err != nil {
		return nil // a body that cannot be encoded is not sent either
	}
	return &Note{s: s, kind: kind, sum: sum}
}

func (s *journalSession) sum(kind string, body any) (string, error) {
	raw, err := encode(body)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s", kind, s.corp, raw))
	return hex.EncodeToString(h[:]), nil
}

// Sending is called just before the request leaves, each time it does; at is WeCom's time as far as it is known.
func (n *Note) Sending(ctx context.Context, at time.Time) {
	if n == nil {
		return
	}
	n.s.mu.Lock()
	defer n.s.mu.Unlock()
	if n.n == 0 {
		n.s.last++
		n.n = n.s.last
	}
	n.s.open[n.n] = true
	n.s.append(ctx, journalLine{N: n.n, Kind: n.kind, Sum: n.sum, Sent: at.Unix(), ID: n.id})
}

// Settle tells how the create ended. Without id and with an error that leaves open whether something was made it stays
// in the journal.
func (n *Note) Settle(ctx context.Context, id string, err error) {
	if n == nil || n.n == 0 {
		return
	}
	var api *APIError
	var unknown *OutcomeUnknownError
	halfway := errors.As(err, &api) && api.Code == 0
	n.s.mu.Lock()
	defer n.s.mu.Unlock()
	switch {
	case id != "":
		n.s.made[n.n] = true
		n.s.append(ctx, journalLine{N: n.n, ID: id})
	case errors.As(err, &unknown) && (len(unknown.Candidates) > 0 || unknown.Unlisted):
		// The user is told the ids, or that nobody can look for it, and that applying again makes a new one.
		n.s.append(ctx, journalLine{N: n.n, Done: true})
	case unknown != nil || halfway:
		return
	default:
		n.s.append(ctx, journalLine{N: n.n, Done: true})
	}
	delete(n.s.open, n.n)
}

// close drops what the state has now, unless keep.
func (s *journalSession) close(ctx context.Context, keep bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !keep {
		for _, f := range s.earlier {
			for _, e := range f.entries {
				if e.adopted {
					f.finish(e)
				}
			}
			f.tidy()
		}
	}
	if s.file == nil {
		return
	}
	name := s.file.Name()
	if !keep {
		for n := range s.made {
			s.append(ctx, journalLine{N: n, Done: true})
		}
	}
	_ = s.file.Close()
	if !keep && len(s.open) == 0 {
		_ = os.Remove(name)
	}
	s.file, s.failed = nil, true
}

// JournalPlace says where the journal of the CLI that started this process belongs, and which workspace is chosen: both
// as Terraform and OpenTofu decide.
func JournalPlace(lookup func(string) (string, bool)) (dir, workspace string) {
	data, _ := lookup("TF_DATA_DIR")
	if data == "" {
		data = ".terraform"
	}
	workspace, _ = lookup("TF_WORKSPACE")
	if workspace == "" {
		if raw, err := os.ReadFile(filepath.Join(data, "environment")); err == nil {
			workspace = string(raw)
		}
	}
	if workspace == "" {
		workspace = "default"
	}
	return filepath.Join(data, "terraform-provider-wecom"), workspace
}

// Journal returns that of the configuration, nil for none.
func (c *Client) Journal() *Journal {
	if c.journal == nil {
		return nil
	}
	return c.journal.j
}

// Abandon leaves the files as a process does that is killed; for tests.
func (j *Journal) Abandon() {
	for _, s := range j.sessions {
		if s.file != nil {
			_ = s.file.Close()
		}
	}
}
