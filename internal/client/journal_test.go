// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// run is one process with a journal.
func (f *fake) run(dir string, change ...func(*Config)) *Client {
	f.T.Helper()
	return f.client(append(change, func(c *Config) { c.Journal = NewJournal(dir, "default") })...)
}

// kill ends a process without a chance to tidy up.
func (c *Client) kill() {
	c.Journal().Abandon()
}

// sendAndDie is a process that is killed while it waits for the answer.
func (f *fake) sendAndDie(dir, kind string, body any, before *DepartmentBaseline) {
	f.T.Helper()
	c := f.run(dir)
	n := c.NoteFor(kind, body)
	if before != nil {
		n.Base(f.T.Context(), before.ids)
	}
	n.Sending(f.T.Context(), f.Time)
	c.kill()
}

func journalFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// adoption is the create of an object that an interrupted run made.
type adoption struct {
	kind    string
	body    any
	prepare func(*fake)
	create  func(context.Context, *Client) (string, error)
	id      string
	sent    string // path of the create
}

// adopted checks that nothing is sent a second time.
func (tc adoption) adopted(t *testing.T) {
	t.Helper()
	for _, known := range []bool{false, true} {
		t.Run(fmt.Sprintf("id known %v", known), func(t *testing.T) {
			f := newFake(t)
			tc.prepare(f)
			dir := filepath.Join(t.TempDir(), "journal")
			before := &DepartmentBaseline{map[int64]bool{1: true}}
			f.sendAndDie(dir, tc.kind, tc.body, before)
			if known {
				appendLine(t, dir, fmt.Sprintf(`{"n":1,"id":%q}`, tc.id))
			}
			f.Advance(time.Minute)
			c := f.run(dir)
			id, err := tc.create(t.Context(), c)
			if id != tc.id || err != nil {
				t.Fatalf("got %q, %v; want %s", id, err, tc.id)
			}
			if n := len(f.bodies(tc.sent)); n != 0 {
				t.Errorf("sent %d creates, want none", n)
			}
			// Killed again before the state has it: adopted again.
			c.kill()
			if id, err := tc.create(t.Context(), f.run(dir)); id != tc.id || err != nil {
				t.Fatalf("again: got %q, %v", id, err)
			}
			// This time the run ends well.
			c = f.run(dir)
			if id, err := tc.create(t.Context(), c); id != tc.id || err != nil {
				t.Fatalf("once more: got %q, %v", id, err)
			}
			c.Journal().Close(t.Context())
			if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the folder is still there: %v, %v", journalFiles(t, dir), err)
			}
		})
	}
}

// What an interrupted run made is adopted: nothing is sent a second time.
func TestJournal_adopts(t *testing.T) {
	department := &CreateDepartmentRequest{Name: "研发", ParentID: 1}
	group := &AddTagsRequest{GroupName: "等级", Tags: []NewTag{{Name: "a"}, {Name: "b"}}, KnownAbsent: true}
	for name, tc := range map[string]adoption{
		"department": {"department", department, func(f *fake) {
			f.on(departmentList.Path, ok(`{"errcode":0,"department":[{"id":1,"name":"r","parentid":0},{"id":7,"name":"研发","parentid":1}]}`)).
				on(departmentSimpleList.Path, ok(`{"errcode":0,"department_id":[{"id":1,"parentid":0},{"id":7,"parentid":1}]}`))
		}, func(ctx context.Context, c *Client) (string, error) {
			id, err := c.Departments.Create(ctx, department)
			return departmentID(id), err
		}, "7", departmentCreate.Path},
		"tag group": {"tag_group", group, func(f *fake) {
			f.on(tagList.Path, ok(fmt.Sprintf(`{"errcode":0,"tag_group":[{"group_id":"et1","group_name":"等级","create_time":%d,"tag":[{"id":"t1","name":"a"},{"id":"t2","name":"b"}]}]}`, f.Time.Unix())))
		}, func(ctx context.Context, c *Client) (string, error) {
			g, err := c.CustomerTags.Add(ctx, group)
			if g == nil {
				return "", err
			}
			return g.ID, err
		}, "et1", tagAdd.Path},
	} {
		t.Run(name, tc.adopted)
	}
}

func appendLine(t *testing.T, dir string, line string) {
	t.Helper()
	file, err := os.OpenFile(journalFiles(t, dir)[0], os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString("\n" + line + "\n"); err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
}

// Whatever is not certainly the interrupted run's own stays untouched.
func TestJournal_doesNotAdopt(t *testing.T) {
	made := ok(`{"errcode":0,"config_id":"cwN"}`)
	for name, tc := range map[string]struct {
		dir, workspace, corp string
		later                time.Duration
		list                 answer
		want                 string
		unknown              bool
	}{
		"nothing was made":       {list: wayIDs(""), want: "cwN"},
		"another workspace":      {workspace: "prod", list: wayIDs("", "cw1"), want: "cwN"},
		"another corp":           {corp: "wwother", list: wayIDs("", "cw1"), want: "cwN"},
		"too long ago":           {later: JournalExpiry + time.Hour, list: wayIDs("", "cw1"), want: "cwN"},
		"two that may be it":     {list: wayIDs("", "cw1", "cw2"), unknown: true},
		"looking is refused":     {list: fail(60020), unknown: true},
		"the only one that fits": {list: wayIDs("", "cw1"), want: "cw1"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(contactWayAdd.Path, made).on(contactWayList.Path, tc.list).on(contactWayGet.Path, wayOf(""))
			dir := filepath.Join(t.TempDir(), "journal")
			f.sendAndDie(dir, "contact_way", newWay(), nil)
			f.Advance(time.Minute + tc.later)
			cfg := f.config()
			cfg.Journal = NewJournal(dir, tc.workspace)
			if tc.workspace == "" {
				cfg.Journal = NewJournal(dir, "default")
			}
			if tc.corp != "" {
				cfg.CorpID = tc.corp
			}
			c, err := New(cfg)
			if err != nil {
				t.Fatal(err)
			}
			f.attach(c)
			w, err := c.ContactWays.Create(t.Context(), newWay())
			id := ""
			if w != nil {
				id = w.ID
			}
			if id != tc.want || errors.Is(err, ErrOutcomeUnknown) != tc.unknown {
				t.Errorf("got %q, %v", id, err)
			}
			if want := map[bool]int{true: 1}[tc.want == "cwN"]; len(f.bodies(contactWayAdd.Path)) != want {
				t.Errorf("%d creates, want %d", len(f.bodies(contactWayAdd.Path)), want)
			}
		})
	}
}

// A department that was there before the interrupted run is not its own.
func TestJournal_departmentsThatWereThereBefore(t *testing.T) {
	in := &CreateDepartmentRequest{Name: "研发", ParentID: 1}
	f := newFake(t).on(departmentCreate.Path, fail(60008)).
		on(departmentList.Path, ok(`{"errcode":0,"department":[{"id":7,"name":"研发","parentid":1}]}`)).
		on(departmentSimpleList.Path, ok(`{"errcode":0,"department_id":[{"id":7,"parentid":1}]}`))
	dir := t.TempDir()
	f.sendAndDie(dir, "department", in, &DepartmentBaseline{map[int64]bool{1: true, 7: true}})
	f.Advance(time.Minute)
	c := f.run(dir)
	if !c.Departments.Unrecorded(in) || c.Departments.Unrecorded(&CreateDepartmentRequest{Name: "研发", ParentID: 2}) {
		t.Error("Unrecorded does not tell the interrupted create from others")
	}
	if id, err := c.Departments.Create(t.Context(), in); id != 0 || !errors.Is(err, ErrNameTaken) {
		t.Errorf("got %d, %v; want 60008", id, err)
	}
	if c.Departments.Unrecorded(in) {
		t.Error("still unrecorded after it was looked for")
	}
}

// Equal creates of one run, killed after all were carried out: each object is adopted once, in any mix of known and
// unknown ids.
func TestJournal_equalCreates(t *testing.T) {
	for known := range 4 {
		t.Run(fmt.Sprintf("%d ids known", known), func(t *testing.T) {
			f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cwN"}`)).
				on(contactWayList.Path, wayIDs("", "cw1", "cw2", "cw3")).on(contactWayGet.Path, wayOf(""))
			dir := t.TempDir()
			c := f.run(dir)
			for i := range 3 {
				n := c.NoteFor("contact_way", newWay())
				n.Sending(t.Context(), f.Time)
				if i < known {
					n.Settle(t.Context(), fmt.Sprintf("cw%d", i+1), nil)
				}
			}
			c.kill()
			f.Advance(time.Minute)
			c = f.run(dir)
			got := map[string]int{}
			for range 4 {
				w, err := c.ContactWays.Create(t.Context(), newWay())
				if err != nil {
					t.Fatal(err)
				}
				got[w.ID]++
			}
			if d := cmp.Diff(map[string]int{"cw1": 1, "cw2": 1, "cw3": 1, "cwN": 1}, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// What the state has is not looked for, and is no candidate for anything else.
func TestJournal_recorded(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cwN"}`)).
		on(contactWayList.Path, wayIDs("", "cw1", "cw2")).on(contactWayGet.Path, wayOf(""))
	dir := t.TempDir()
	c := f.run(dir)
	first, second := c.NoteFor("contact_way", newWay()), c.NoteFor("contact_way", newWay())
	first.Sending(t.Context(), f.Time)
	first.Settle(t.Context(), "cw1", nil)
	second.Sending(t.Context(), f.Time)
	c.kill()
	f.Advance(time.Minute)
	// The plan reads what the state has; the apply is another process.
	plan := f.run(dir)
	plan.ContactWays.Made("cw1", time.Time{})
	plan.Journal().Close(t.Context())
	apply := f.run(dir)
	if w, err := apply.ContactWays.Create(t.Context(), newWay()); err != nil || w.ID != "cw2" {
		t.Errorf("got %v, %v; want cw2", w, err)
	}
	if w, err := apply.ContactWays.Create(t.Context(), newWay()); err != nil || w.ID != "cwN" {
		t.Errorf("got %v, %v; want a new one", w, err)
	}
	apply.Journal().Close(t.Context())
	if left := journalFiles(t, dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// A create of unknown outcome outlives a run that ends well; one that is refused does not.
func TestJournal_endOfARun(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, lost).on(contactWayList.Path, fail(48002))
	dir := filepath.Join(t.TempDir(), "a", "b")
	c := f.run(dir)
	if _, err := c.ContactWays.List(t.Context(), ContactWayWindow{}); err == nil {
		t.Fatal("no error")
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("reads made the folder: %v", err)
	}
	if _, err := c.ContactWays.Create(t.Context(), newWay()); !errors.Is(err, ErrOutcomeUnknown) {
		t.Fatal(err)
	}
	c.Journal().Close(t.Context())
	left := journalFiles(t, dir)
	if len(left) != 1 {
		t.Fatalf("left: %v", left)
	}
	info, err := os.Stat(left[0])
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if info, err = os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode of the folder %v, %v", info.Mode(), err)
	}
	raw, err := os.ReadFile(left[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"li", "zhang", `"r"`, `"s"`, canaryApp, canaryContacts, canaryToken} {
		if strings.Contains(string(raw), word) {
			t.Errorf("the journal holds %q:\n%s", word, raw)
		}
	}
	f.on(contactWayAdd.Path, fail(84074)).on(contactWayList.Path, wayIDs(""))
	f.Advance(time.Minute)
	c = f.run(dir)
	if _, err := c.ContactWays.Create(t.Context(), newWay()); core.CodeOf(err) != 84074 {
		t.Fatal(err)
	}
	c.Journal().Close(t.Context())
	if left := journalFiles(t, dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// An interrupted run keeps what it made: whether the state has it is not known.
func TestJournal_interrupted(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cw1"}`)).on(contactWayGet.Path, wayOf(""))
	dir := t.TempDir()
	c := f.run(dir)
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := c.ContactWays.Create(ctx, newWay()); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := c.ContactWays.Get(ctx, "cw1"); err == nil {
		t.Fatal("no error")
	}
	c.Journal().Close(t.Context())
	if w, err := f.run(dir).ContactWays.Create(t.Context(), newWay()); err != nil || w.ID != "cw1" || len(f.bodies(contactWayAdd.Path)) != 1 {
		t.Errorf("got %v, %v", w, err)
	}
}

// A folder that cannot be written means no journal, and no error.
func TestJournal_notWritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cw1"}`))
	c := f.run(filepath.Join(file, "journal"))
	if w, err := c.ContactWays.Create(t.Context(), newWay()); err != nil || w.ID != "cw1" {
		t.Errorf("got %v, %v", w, err)
	}
	c.Journal().Close(t.Context())
}

// A living process of the same CLI run works on its own creates.
func TestJournal_siblings(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cw1"}`), ok(`{"errcode":0,"config_id":"cw2"}`)).on(contactWayGet.Path, wayOf(""))
	dir := t.TempDir()
	a, b := f.run(dir), f.run(dir)
	for i, c := range []*Client{a, b} {
		if w, err := c.ContactWays.Create(t.Context(), newWay()); err != nil || w.ID != fmt.Sprintf("cw%d", i+1) {
			t.Errorf("got %v, %v", w, err)
		}
	}
	a.Journal().Close(t.Context())
	b.Journal().Close(t.Context())
	if left := journalFiles(t, dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
