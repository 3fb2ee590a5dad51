// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// Ladder takes the noun through everything.
func (s *Specimen) Ladder(t *testing.T) {
	t.Helper()
	for _, rung := range []struct {
		name  string
		climb func(*testing.T)
	}{
		{"basic", func(t *testing.T) { t.Helper(); s.object(t, s.Minimal) }},
		{"maximal", func(t *testing.T) { t.Helper(); s.object(t, s.Maximal) }},
		{"update", s.update}, {"mutability", s.mutability}, {"unset", s.unset}, {"drift", s.drift}, {"disappears", s.disappears},
		{"partial", s.partial}, {"invalid", s.invalid}, {"files", s.files}, {"refused", s.refused}, {"import", s.imports}, {"protection", s.protection},
		{"loss", s.loss}, {"faults", s.faults}, {"uploads", s.uploads}, {"lost", s.lost}, {"readings", s.readings}, {"list", s.list}, {"budget", s.budget}, {"lag", s.lag},
	} {
		t.Run(rung.name, func(t *testing.T) {
			t.Parallel()
			rung.climb(t)
		})
	}
}

// object makes one, imports it in every way, reads it as data, and destroys it.
func (s *Specimen) object(t *testing.T, o Object) {
	t.Helper()
	s.on(t, func(b *bench) {
		plan := b.plan(b.config(o.Values))
		b.planned(plan, tfcore.Create)
		b.e.Forget()
		b.apply(plan)
		b.counted(o.Calls)
		b.sent(o.Sends...)
		b.created(o.Values, o.State)
		b.idle(o.Values)
		b.adopted(o.Values)
		b.asData()
		b.destroy()
	})
}

// update changes an attribute: what is sent, and that the object stays the same.
func (s *Specimen) update(t *testing.T) {
	t.Helper()
	for _, c := range s.Edits {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				before := over(s.Minimal.Values, c.From)
				after := over(before, c.To)
				b.make(before)
				was := map[string]string{}
				if !c.Replaced {
					for _, path := range append([]string{"id", "created_at"}, c.Same...) {
						was[path] = b.state.Text(Address, path)
					}
				}
				b.e.Forget()
				plan := b.plan(b.config(after))
				switch {
				case c.Silent:
					b.planned(plan, tfcore.NoOp)
				case c.Replaced:
					b.planned(plan, tfcore.Replace)
				default:
					b.planned(plan, tfcore.Update)
				}
				if c.Warns != "" {
					b.says(plan.Diagnostics.Warnings(), c.Warns)
				} else if !c.Replaced && len(plan.Diagnostics) > 0 {
					b.t.Errorf("a change in place warns: %s", plan.Diagnostics)
				}
				b.apply(plan)
				b.counted(c.Calls)
				if c.InOrder != nil {
					if err := b.e.SentInOrder(c.InOrder...)(nil); err != nil {
						b.t.Error(err)
					}
				}
				for path, want := range was {
					if got := b.state.Text(Address, path); got != want {
						b.t.Errorf("%s: %q, was %q", path, got, want)
					}
				}
				b.sent(c.Sends...)
				if c.Replaced {
					b.created(after, c.State)
				}
				b.holds(after, c.State)
				b.idle(after)
				b.destroy()
			})
		})
	}
}

// unset takes lines out.
func (s *Specimen) unset(t *testing.T) {
	t.Helper()
	for _, c := range s.Unset {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				if c.Switches != nil {
					b.e.SetSwitches(c.Switches)
				}
				before := over(s.Minimal.Values, c.From)
				after := maps.Clone(before)
				for _, name := range c.Remove {
					delete(after, name)
				}
				b.make(before)
				b.e.Forget()
				plan := b.plan(b.config(after))
				want := tfcore.Update
				if c.Silent {
					want = tfcore.NoOp
				}
				b.planned(plan, want)
				if c.Refused != "" {
					b.rest()
					state, _, err := b.core.Apply(b.t.Context(), plan)
					b.state = state
					b.says(said(err), c.Refused)
					b.planned(b.plan(b.config(after)), tfcore.Update) // still seen
					b.idle(before)                                    // and the state has what WeCom has
				} else {
					b.apply(plan)
					b.sent(c.Sends...)
					b.holds(after, c.State)
					b.idle(after)
				}
				if c.Ignored != nil {
					if err := c.Ignored(b.e, b.id()); err != nil {
						b.t.Fatal(err)
					}
					b.idle(after)
				}
				b.destroy()
			})
		})
	}
}

// drift edits in the console: the plan shows it, the apply takes it back.
func (s *Specimen) drift(t *testing.T) {
	t.Helper()
	for _, c := range s.Drift {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				values := over(s.Maximal.Values, c.Of)
				b.make(values)
				b.repaired(values, c)
				b.destroy()
			})
		})
	}
}

func (b *bench) repaired(values Values, c Drift) {
	b.t.Helper()
	before := ordered(b.Objects(b.e.Corp()))
	if err := c.Edit(b.e, b.id()); err != nil {
		b.t.Fatal(err)
	}
	if fmt.Sprint(ordered(b.Objects(b.e.Corp()))) == fmt.Sprint(before) {
		b.t.Fatal("the edit changes nothing")
	}
	b.e.Forget()
	plan := b.plan(b.config(values))
	b.planned(plan, tfcore.Update)
	b.apply(plan)
	if c.Sends != nil {
		b.sent(c.Sends...)
	}
	if after := ordered(b.Objects(b.e.Corp())); fmt.Sprint(after) != fmt.Sprint(before) {
		b.t.Errorf("not repaired: %v, want %v", after, before)
	}
	b.idle(values)
}

// disappears deletes in the console: before a plan, between plan and apply of a destroy, and while the destroy runs.
func (s *Specimen) disappears(t *testing.T) {
	t.Helper()
	if s.Delete == nil {
		return
	}
	deleted := func(b *bench) {
		if err := s.Delete(b.e, b.id()); err != nil {
			b.t.Error(err)
		}
	}
	s.on(t, func(b *bench) {
		b.make(s.Minimal.Values)
		deleted(b)
		b.e.Forget()
		b.make(s.Minimal.Values)
		b.sent(s.Minimal.Sends...)
		plan := b.plan(tfcore.Config{})
		deleted(b)
		b.apply(plan)
		b.clean()
		if s.Calls.Delete != "" {
			b.make(s.Minimal.Values)
			b.e.Before(s.Calls.Delete, func() { deleted(b) })
			b.apply(b.plan(tfcore.Config{}))
			b.clean()
		}
		// Between plan and apply of a change: an error that says so, and the next plan makes it.
		if s.Calls.Update != "" {
			b.make(s.Minimal.Values)
			edit := s.Edits[0]
			b.apply(b.plan(b.config(over(s.Minimal.Values, edit.From))))
			plan = b.plan(b.config(over(s.Minimal.Values, edit.From, edit.To)))
			deleted(b)
			b.rest()
			state, _, err := b.core.Apply(b.t.Context(), plan)
			if err == nil {
				b.t.Error("a change of what is gone succeeds")
			}
			b.state = state
			b.planned(b.plan(b.config(s.Minimal.Values)), tfcore.Create)
		}
	})
}

// partial lets a call fail after others have succeeded.
func (s *Specimen) partial(t *testing.T) {
	t.Helper()
	for _, c := range s.Partial {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				if c.From != nil {
					b.make(over(s.Minimal.Values, c.From))
				}
				id := b.id()
				values := over(s.Minimal.Values, c.From, c.To)
				plan := b.plan(b.config(values))
				b.e.Forget()
				for _, fault := range c.Faults {
					b.e.Inject(fault)
				}
				b.rest()
				state, diags, err := b.core.Apply(b.t.Context(), plan)
				b.state = state
				b.e.ClearFaults()
				if (err == nil) != c.Warned {
					b.t.Errorf("the apply ends with %v", err)
				}
				b.says(diags, c.Says)
				if b.id() == "" || id != "" && b.id() != id {
					b.t.Fatalf("the id is not in the state: %s", b.state)
				}
				b.sent(c.Sends...)
				plan = b.plan(b.config(values))
				if change := plan.Changes[Address]; change.Action != tfcore.NoOp && change.Action != tfcore.Update && change.Action != tfcore.Replace {
					b.t.Errorf("the next plan is:\n%s", plan)
				}
				b.apply(plan)
				if c.Finishes != nil {
					b.sent(c.Finishes...)
				}
				b.idle(values)
				b.destroy()
			}, c.Corp)
		})
	}
}

// invalid configurations are refused before anything is sent.
func (s *Specimen) invalid(t *testing.T) {
	t.Helper()
	s.on(t, func(b *bench) {
		for _, c := range s.Invalid {
			_, err := b.core.Plan(b.t.Context(), b.state, b.config(over(s.Minimal.Values, c.Values)))
			diags := said(err)
			want := acctest.Says(c.Says)
			i := slices.IndexFunc(diags, func(d tfcore.Diagnostic) bool { return want.MatchString(d.Summary + "\n" + d.Detail) })
			switch {
			case i < 0:
				b.t.Errorf("%s: nothing says %q: %v\n%s", c.Name, c.Says, err, diags)
			case !strings.HasPrefix(diags[i].Attribute, c.At):
				b.t.Errorf("%s: the error is at %q, want %q", c.Name, diags[i].Attribute, c.At)
			case diags.Bugs() != nil:
				b.t.Errorf("%s: %s", c.Name, diags.Bugs())
			}
		}
		if calls := b.e.Requests(); len(calls) > 0 {
			b.t.Errorf("an invalid configuration must not reach WeCom, got %v", calls)
		}
	})
}

// refused configurations change nothing.
func (s *Specimen) refused(t *testing.T) {
	t.Helper()
	for _, c := range s.Refused {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			s.on(t, func(b *bench) {
				if c.Switches != nil {
					b.e.SetSwitches(c.Switches)
				}
				if c.Fault != nil {
					b.e.Inject(*c.Fault)
				}
				if c.Credentials != "" {
					b.e.Credentials = c.Credentials
					core, err := b.e.Core(b.t.Context(), nil)
					if err != nil {
						b.t.Fatal(err)
					}
					b.core = core
				}
				values := over(s.Minimal.Values, c.Values)
				plan, err := b.core.Plan(b.t.Context(), b.state, b.config(values))
				var diags tfcore.Diagnostics
				if err == nil {
					b.rest()
					b.state, diags, err = b.core.Apply(b.t.Context(), plan)
				} else {
					diags = plan.Diagnostics
				}
				if err == nil {
					b.t.Fatal("nothing is refused")
				}
				for _, words := range c.Says {
					b.says(diags.Errors(), words)
				}
				if len(b.state) > 0 {
					b.t.Errorf("the state is %s", b.state)
				}
				for _, r := range b.e.Writes() {
					if r.Changed && !upload(r) {
						b.t.Errorf("%s changed the corp", r.Path)
					}
				}
				if c.Fault != nil && c.Fault.Times <= 1 && c.Corp == nil && c.Switches == nil && c.Credentials == "" {
					b.make(values) // what is refused once is made when the reason is gone
					b.idle(values)
				}
			}, c.Corp)
		})
	}
}

// protection refuses in the plan what would destroy, and is known to Terraform only.
func (s *Specimen) protection(t *testing.T) {
	t.Helper()
	on, off := over(s.Minimal.Values, Values{"deletion_protection": true}), over(s.Minimal.Values, Values{"deletion_protection": false})
	s.on(t, func(b *bench) {
		refused := func(verb string, config tfcore.Config, flags tfcore.PlanOptions) {
			b.t.Helper()
			_, err := b.core.PlanWith(b.t.Context(), b.state, config, flags)
			if err == nil {
				b.t.Fatalf("the plan would %s it", verb)
			}
			b.says(said(err), "Deletion protection is on")
			b.says(said(err), "This plan would "+verb+" ")
			if name, ok := s.Minimal.Values["name"].(string); ok {
				b.says(said(err), strconv.Quote(name))
			}
		}
		b.make(on)
		b.e.Forget()
		refused("destroy", tfcore.Config{}, tfcore.PlanOptions{})
		for _, edit := range s.Edits {
			if edit.Replaced && edit.From == nil {
				refused("replace", b.config(over(on, edit.To)), tfcore.PlanOptions{})
			}
		}
		if changed := s.changed(); changed != nil {
			b.planned(b.plan(b.config(over(on, changed))), tfcore.Update) // what is not destroyed may change
		}
		for _, values := range []Values{off, on, over(s.Minimal.Values)} {
			plan := b.plan(b.config(values))
			b.planned(plan, tfcore.Update)
			b.apply(plan)
			b.sent()
		}
		b.destroy()
	})
}

// changed are values that an update in place takes over the minimal ones.
func (s *Specimen) changed() Values {
	for _, edit := range s.Edits {
		if !edit.Replaced && !edit.Silent && edit.Warns == "" && edit.From == nil {
			return edit.To
		}
	}
	return nil
}

// loss says in the plan what dies, and with another app's secret destroys nothing.
func (s *Specimen) loss(t *testing.T) {
	t.Helper()
	s.on(t, func(b *bench) {
		b.make(s.Minimal.Values)
		b.e.Forget()
		plan := b.plan(tfcore.Config{})
		if s.Loss.Destroy == "" && len(plan.Diagnostics) > 0 {
			b.t.Errorf("a destroy warns of nothing: %s", plan.Diagnostics)
		} else if s.Loss.Destroy != "" {
			b.says(plan.Diagnostics.Warnings(), s.Loss.Destroy)
		}
		b.sent()
		if s.Loss.Refused != "" {
			if s.Loss.Foreign != nil {
				b.e.SetSwitches(s.Loss.Foreign)
			}
			corp, before := b.e.Corp(), plan.State.String()
			other, err := b.e.Core(b.t.Context(), map[string]any{"corp_id": acctest.CorpID, "endpoint": b.e.URL, "secret": acctest.OtherSecret})
			if err != nil {
				b.t.Fatal(err)
			}
			state, diags, err := other.Apply(b.t.Context(), plan)
			if err == nil {
				b.t.Error("the destroy was not refused")
			}
			b.says(diags.Errors(), "Unable to delete")
			b.says(diags.Errors(), s.Loss.Refused)
			b.says(diags.Errors(), s.Loss.Page)
			if state.String() != before {
				b.t.Errorf("state\n%s\nwant\n%s", state, before)
			}
			if fmt.Sprint(ordered(corp)) != fmt.Sprint(ordered(b.e.Corp())) {
				b.t.Error("the corp changed")
			}
		}
	})
}
