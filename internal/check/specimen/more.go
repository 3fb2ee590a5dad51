// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var replaces = regexp.MustCompile(`(?i)\breplaces\b`)

// mutability holds the description of each attribute against the edits: what replaces says so, and only that; and
// everything that can be written is edited.
func (s *Specimen) mutability(t *testing.T) {
	t.Helper()
	s.on(t, func(b *bench) {
		for _, a := range b.core.Resource(s.Type).Attributes {
			if !a.Required && !a.Optional || a.Name == "deletion_protection" {
				continue
			}
			edited := false
			for _, edit := range s.Edits {
				if _, ok := edit.To[a.Name]; !ok {
					continue
				}
				edited = true
				if len(edit.To) > 1 {
					continue
				}
				if says := replaces.MatchString(a.Description); says != edit.Replaced {
					t.Errorf("%s: the description says “replaces”: %v; edit %q replaces: %v", a.Name, says, edit.Name, edit.Replaced)
				}
				b.state = tfcore.State{}
				if edit.Replaced {
					before := over(s.Minimal.Values, edit.From)
					b.make(before)
					plan := b.plan(b.config(over(before, edit.To)))
					if !slices.Contains(plan.Changes[Address].Because, a.Name) {
						t.Errorf("%s: replaced because of %v", a.Name, plan.Changes[Address].Because)
					}
					b.destroy()
				}
			}
			if !edited {
				t.Errorf("no edit of %s", a.Name)
			}
		}
	})
}

// life is create, update and destroy, with the objects of the corp after each.
func (b *bench) life() (seen []any) {
	b.t.Helper()
	edit := b.Edits[0]
	first := over(b.Minimal.Values, edit.From)
	id := ""
	for _, values := range []Values{first, over(first, edit.To), nil} {
		config := tfcore.Config{}
		if values != nil {
			config = b.config(values)
		}
		plan, err := b.core.Plan(b.t.Context(), b.state, config)
		if err == nil {
			b.rest()
			b.state, _, err = b.core.Apply(b.t.Context(), plan)
		}
		if err != nil {
			b.t.Fatal(err)
		}
		if values != nil {
			is := b.state.Text(Address, "id")
			if id != "" && is != id && !edit.Replaced {
				b.t.Errorf("the update made %s of %s", is, id)
			}
			id = is
			if again := b.plan(config); !again.Empty() {
				b.t.Fatalf("the plan is not empty:\n%s", again)
			}
		}
		seen = append(seen, ordered(slices.Collect(maps.Values(b.Objects(b.e.Corp())))))
	}
	return seen
}

// faults lets each kind of fault hit the first call of each path of a life: the corp is then as without it.
func (s *Specimen) faults(t *testing.T) {
	t.Helper()
	var want []any
	s.on(t, func(b *bench) { want = b.life() })
	for name, fault := range acctest.Faults() {
		if s.FaultsSpared[name] != "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				paths := s.Calls.all()
				if s.Unlisted != "" { // what cannot be looked for is not made twice: see lost
					paths = slices.DeleteFunc(paths, func(path string) bool { return path == s.Calls.Create })
				}
				for _, path := range paths {
					hit := fault
					hit.Path = path
					b.e.Inject(hit)
				}
				if diff := gocmp.Diff(want, b.life()); diff != "" {
					b.t.Errorf("the corp after create, update and destroy (-without +with the fault):\n%s", diff)
				}
				for _, path := range paths {
					if !slices.ContainsFunc(b.e.Requests(path), func(r emulator.Request) bool { return r.Fault != "" }) {
						b.t.Errorf("the fault hit no %s: this case proves nothing", path)
					}
				}
			})
		})
	}
}

// uploads lets each kind of fault hit the first upload of a create: after at most one more apply the corp is as without
// it.
func (s *Specimen) uploads(t *testing.T) {
	t.Helper()
	if len(s.Uploads()) == 0 {
		return
	}
	made := func(b *bench, atOnce bool) any {
		b.t.Helper()
		config := b.config(s.Minimal.Values)
		for {
			state, diags, err := b.core.Apply(b.t.Context(), b.plan(config))
			if b.state = state; err == nil {
				break
			}
			if atOnce {
				b.t.Fatal(diags)
			}
			atOnce = true
		}
		if again := b.plan(config); !again.Empty() {
			b.t.Errorf("the plan is not empty:\n%s", again)
		}
		return ordered(slices.Collect(maps.Values(b.Objects(b.e.Corp()))))
	}
	var want any
	s.on(t, func(b *bench) { want = made(b, true) })
	for name, fault := range acctest.Faults() {
		for _, path := range s.Uploads() {
			t.Run(name+" "+path, func(t *testing.T) {
				t.Parallel()
				s.on(t, func(b *bench) {
					hit := fault
					hit.Path = path
					b.e.Inject(hit)
					if diff := gocmp.Diff(want, made(b, false)); diff != "" {
						b.t.Errorf("the corp (-without +with the fault):\n%s", diff)
					}
					if !slices.ContainsFunc(b.e.Requests(path), func(r emulator.Request) bool { return r.Fault != "" }) {
						b.t.Error("the fault hit nothing: this case proves nothing")
					}
				})
			})
		}
	}
}

// lost lets each kind of fault hit the create of what WeCom does not list: it is made once, or an error says that it
// may have been made; and what is applied after that makes it.
func (s *Specimen) lost(t *testing.T) {
	t.Helper()
	if s.Unlisted == "" {
		return
	}
	for name, fault := range acctest.Faults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				hit := fault
				hit.Path = s.Calls.Create
				b.e.Inject(hit)
				before := len(b.Objects(b.e.Corp()))
				state, _, err := b.core.Apply(b.t.Context(), b.plan(b.config(s.Minimal.Values)))
				b.state = state
				made := 0
				for _, r := range b.e.Requests(s.Calls.Create) {
					if r.Changed {
						made++
					}
				}
				if made > 1 {
					b.t.Errorf("%d were made", made)
				}
				if err == nil {
					b.idle(s.Minimal.Values)
					return
				}
				b.says(said(err), s.Unlisted)
				b.make(s.Minimal.Values)
				if got := len(b.Objects(b.e.Corp())) - before; got != made+1 {
					b.t.Errorf("the corp has %d of them, %d were made in the dark", got, made)
				}
			})
		})
	}
}

// readings takes the noun through a life under each reading of each switch that concerns it: what the pages leave open
// must not matter.
func (s *Specimen) readings(t *testing.T) {
	t.Helper()
	ran := 0
	var together []emulator.Reading
	for _, r := range acctest.Readings(s.Families...) {
		if s.Spares[r.Switch+"="+r.Value] != "" || s.Spares[r.Switch] != "" {
			continue
		}
		ran++
		// What concerns all nouns is tried one by one with the first of them, and with the others at once.
		another := slices.ContainsFunc(together, func(o emulator.Reading) bool { return o.Switch == r.Switch })
		if acctest.ConcernsAll(r) && s.Type != All()[0].Type && !another {
			together = append(together, r)
			continue
		}
		t.Run(r.Switch+"="+r.Value, func(t *testing.T) {
			t.Parallel()
			s.reading(t, r)
		})
	}
	t.Run("what concerns all", func(t *testing.T) {
		t.Parallel()
		s.reading(t, together...)
	})
	if ran < 10 {
		t.Errorf("%d readings for %v: this test does not see the switches", ran, s.Families)
	}
}

// reading is the life of the noun, and of one that others edit and delete, where WeCom is read so.
func (s *Specimen) reading(t *testing.T, readings ...emulator.Reading) {
	t.Helper()
	values := over(s.Maximal.Values)
	for _, r := range readings {
		for _, hidden := range s.Blind[r.Switch+"="+r.Value] {
			delete(values, hidden)
		}
	}
	apply := func(sw *emulator.Switches) {
		for _, r := range readings {
			r.Apply(sw)
		}
	}
	s.on(t, func(b *bench) {
		b.e.SetSwitches(apply)
		b.make(values)
		b.idle(values)
		b.adopted(values)
		if len(s.Drift) > 0 {
			drift := s.Drift[0]
			drift.Sends = nil
			b.repaired(values, drift)
		}
		deleted := func() {
			if err := s.Delete(b.e, b.id()); err != nil {
				b.t.Fatal(err)
			}
		}
		if s.Delete != nil {
			deleted()
			b.make(values)
			b.idle(values)
		}
		// Deleted in the console after the last read: the destroy is done.
		plan := b.plan(tfcore.Config{})
		if s.Delete != nil {
			deleted()
		}
		b.apply(plan)
		b.clean()
	})
	s.on(t, func(b *bench) {
		b.e.SetSwitches(apply)
		b.life()
	})
}

// list makes three objects and asks for them with the list resource: each is as an import of it, filters and limits are
// kept.
func (s *Specimen) list(t *testing.T) {
	t.Helper()
	if s.Many == nil || s.Unlisted != "" {
		return
	}
	e := acctest.New(t, s.corpEdits()...)
	core, err := e.Core(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Specimen: s, t: t, e: e, core: core, state: tfcore.State{}}
	p := e.Protocol()
	before := p.List(acctest.Query{Type: s.Type})
	config := tfcore.Config{}
	want := len(before) + 3
	if s.Single {
		want = 1
	}
	for i := range min(3, want) {
		config[fmt.Sprint("many", i)] = tfcore.Resource{Type: s.Type, Values: s.Many(i)}
	}
	b.apply(b.plan(config))
	ids := map[string]bool{}
	for _, o := range b.state {
		ids[tfcore.Text(o.Value, "id")] = true
	}
	p = e.Protocol()
	found := p.List(acctest.Query{Type: s.Type, Full: true})
	if len(found) != want {
		t.Fatalf("%d results, want %d", len(found), want)
	}
	for _, f := range found {
		id := fmt.Sprint(f.Identity["id"])
		delete(ids, id)
		if f.Identity["corp_id"] != acctest.CorpID || len(f.Messages) > 0 || f.Name == "" {
			t.Errorf("%v: name %q, messages %v", f.Identity, f.Name, f.Messages)
		}
		if diff := gocmp.Diff(p.Imported(s.Type, id), f.Object); diff != "" {
			t.Errorf("%s (-imported +listed):\n%s", id, diff)
		}
	}
	if len(ids) > 0 {
		t.Errorf("not listed: %v", ids)
	}
	if found := p.List(acctest.Query{Type: s.Type, Limit: 2}); !s.Single && (len(found) != 2 || !acctest.SaysOnce(found, "and there are more.")) {
		t.Errorf("a limit of 2: %v", found)
	}
	by := cmp.Or(s.ListBy, "name_regex")
	if got := p.ValidateList(acctest.Query{Type: s.Type, Config: map[string]any{by: "*"}}); len(got) != 1 || !strings.Contains(got[0], "Error: Invalid pattern") {
		t.Errorf("a bad pattern: %v", got)
	}
	if found := p.List(acctest.Query{Type: s.Type, Config: map[string]any{by: "^no such name$"}}); len(found) != 0 {
		t.Errorf("no name matches, but %v", acctest.Names(found))
	}
}

func (s *Specimen) corpEdits() []func(*emulator.Corp) {
	if s.Corp == nil {
		return nil
	}
	return []func(*emulator.Corp){s.Corp}
}

// budget makes many objects: one write each, and a plan after it that costs what it may.
func (s *Specimen) budget(t *testing.T) {
	t.Helper()
	if s.Many == nil {
		return
	}
	n := 20
	if s.Single {
		n = 1
	}
	s.on(t, func(b *bench) {
		config := tfcore.Config{}
		for i := range n {
			config[fmt.Sprint("many", i)] = tfcore.Resource{Type: s.Type, Values: s.Many(i)}
		}
		b.apply(b.plan(config))
		writes := 0
		for _, r := range b.e.Writes() {
			if !upload(r) {
				writes++
			}
		}
		if s.ManyWrites != nil && writes <= s.ManyWrites(n) {
			writes = n
		}
		if writes != n {
			b.t.Errorf("%d writes for %d objects", writes, n)
		}
		b.e.Forget()
		if plan := b.plan(config); !plan.Empty() {
			b.t.Errorf("the plan after the apply is not empty:\n%s", plan)
		}
		got := 0
		for _, calls := range b.e.CallCounts() {
			got += calls
		}
		if most := s.Refresh(n); got > most {
			b.t.Errorf("%d calls for a plan of %d objects, the budget is %d: %v", got, n, most, b.e.CallCounts())
		}
		b.apply(b.plan(tfcore.Config{}))
		b.clean()
	})
}

// lag lets reads show the corp as it was before the last write: a create must not look like a deletion, an update not
// like an edit in the console.
func (s *Specimen) lag(t *testing.T) {
	t.Helper()
	for reads := 1; reads <= s.Lag; reads++ {
		t.Run(fmt.Sprint(reads), func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				core, err := b.e.Patient().Core(b.t.Context(), nil)
				if err != nil {
					b.t.Fatal(err)
				}
				b.core = core
				edit := s.Edits[0]
				first := over(s.Minimal.Values, edit.From)
				for _, values := range []Values{first, over(first, edit.To)} {
					b.e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = reads })
					b.apply(b.plan(b.config(values)))
					b.idle(values)
					b.e.SetSwitches(func(s *emulator.Switches) { s.ReadLag = 0 })
					if !s.LagUpdates {
						break
					}
				}
				b.destroy()
			})
		})
	}
}

// upload reports whether a write is of a file, which is no object and ends by itself.
func upload(r emulator.Request) bool { return strings.HasPrefix(r.Path, "media/") }
