// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// life is one resource and what is edited in it, one edit after the other.
type life struct {
	kind  string
	first map[string]any
	edits []map[string]any // nil removes a line
}

func tags(list ...string) map[string]any {
	out := map[string]any{}
	for _, t := range list {
		key, name, _ := strings.Cut(t, ":")
		out[key] = map[string]any{"name": name}
	}
	return out
}

func many(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("u%04d", i))
	}
	return out
}

// lagging starts a WeCom whose reads lag, with 1,050 members for the ranges that take several calls.
func lagging(t *testing.T, reads int) *play {
	t.Helper()
	corp := seed()
	for _, id := range many(1050) {
		corp.Members = append(corp.Members, emulator.Member{UserID: id, Name: id, CustomerContact: true, RealNameVerified: true})
	}
	server := emulator.New(corp, emulator.WithSwitches(emulator.Switches{
		EngineSwitches:      emulator.EngineSwitches{ReadLag: reads},
		ContactWaySwitches:  emulator.ContactWaySwitches{WayEmptyText: emulator.EmptyClears, WayEmptyList: emulator.EmptyClears},
		AcquisitionSwitches: emulator.AcquisitionSwitches{LinkPriorityRemoval: emulator.PriorityRemoved},
	}))
	return &play{ctx: t.Context(), server: server, seed: server.Corp(), lag: 1, state: tfcore.State{}, stats: &stats{}}
}

// settle plans and applies and returns the plan that follows at once.
func (p *play) settle(t *testing.T, core *tfcore.Core, config tfcore.Config) (first, next *tfcore.Plan) {
	t.Helper()
	first, err := core.Plan(p.ctx, p.state, config)
	if err != nil {
		t.Fatal(err)
	}
	state, _, err := core.Apply(p.ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	p.state = state
	next, err = core.Plan(p.ctx, p.state, config)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Gone)+len(next.Gone) > 0 {
		t.Errorf("dropped from the state: %v, %v", first.Gone, next.Gone)
	}
	return first, next
}

// TestLag_everyAttribute takes each resource through create, an edit of each attribute, and destroy, under every lag.
func TestLag_everyAttribute(t *testing.T) {
	for _, n := range nouns {
		l := n.life
		for lag := range 6 {
			t.Run(fmt.Sprintf("%s lag %d", l.kind, lag), func(t *testing.T) {
				t.Parallel()
				p := lagging(t, lag)
				core, err := p.core(nil, 10)
				if err != nil {
					t.Fatal(err)
				}
				values := maps.Clone(l.first)
				config := tfcore.Config{"x": {Type: "wecom_" + l.kind, Values: values}}
				if _, next := p.settle(t, core, config); !next.Empty() {
					t.Fatalf("the plan after the create is not empty:\n%s", next)
				}
				for i, edit := range l.edits {
					maps.Copy(values, edit)
					id := p.state.Text("x", "id")
					first, next := p.settle(t, core, config)
					if !next.Empty() {
						t.Errorf("edit %d %v: the plan after it is not empty:\n%s", i+1, edit, next)
					}
					if first.Changes["x"].Action == tfcore.Update && p.state.Text("x", "id") != id {
						t.Errorf("edit %d %v: another id", i+1, edit)
					}
				}
				p.settle(t, core, tfcore.Config{})
				if got, want := fmt.Sprint(objectsOf(p.server.Corp())), fmt.Sprint(objectsOf(p.seed)); got != want {
					t.Errorf("left in the corp:\n%s\nwant\n%s", got, want)
				}
				if v := p.server.Violations(); len(v) > 0 {
					t.Error(v)
				}
			})
		}
	}
}

// TestLag_costsNothing: without a lag a plan right after an update makes the calls of any other plan.
func TestLag_costsNothing(t *testing.T) {
	for _, n := range nouns {
		l := n.life
		p := lagging(t, 0)
		core, err := p.core(nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		values := maps.Clone(l.first)
		config := tfcore.Config{"x": {Type: "wecom_" + l.kind, Values: values}}
		p.settle(t, core, config)
		count := func() int {
			p.server.ResetRequests()
			if _, err := core.Plan(p.ctx, p.state, config); err != nil {
				t.Fatal(err)
			}
			return len(p.server.Requests())
		}
		usual := count()
		for i, edit := range l.edits {
			maps.Copy(values, edit)
			p.settle(t, core, config)
			if n := count(); n != usual {
				t.Errorf("%s, edit %d: %d calls in the plan after it, usually %d", l.kind, i+1, n, usual)
			}
		}
	}
}

// TestLag_hidesNoEdit: an edit in the console right after an update is seen: at once when it brings a new value, and
// when the lag time is over also when it brings back the value from before the update.
func TestLag_hidesNoEdit(t *testing.T) {
	for _, tt := range []struct{ edit, want string }{{"财务", "财务"}, {"研发", "研发"}} {
		p := lagging(t, 0)
		p.lag = 0
		core, err := p.core(rand.New(rand.NewPCG(1, 1)), 1)
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]any{"name": "研发"}
		config := tfcore.Config{"x": {Type: "wecom_department", Values: values}}
		p.settle(t, core, config)
		values["name"] = "平台"
		p.settle(t, core, config)
		if err := p.server.Console().RenameDepartment(number(p.state.Text("x", "id")), tt.edit); err != nil {
			t.Fatal(err)
		}
		plan, err := core.Plan(p.ctx, p.state, config)
		if err != nil || plan.Changes["x"].Action != tfcore.Update || tfcore.Text(plan.Changes["x"].Before, "name") != tt.want {
			t.Errorf("after %q: %v\n%s", tt.edit, err, plan)
		}
	}
}

// deletedTag is an open group under lag 5 of which a tag was just deleted, after a rename of the group that reads show
// first.
func deletedTag(t *testing.T) (*play, *tfcore.Core, tfcore.Config, map[string]any) {
	t.Helper()
	p := lagging(t, 5)
	core, err := p.core(nil, 10)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]any{"name": "等级", "exclusive": false, "tags": tags("a:金", "b:银")}
	config := tfcore.Config{"x": {Type: "wecom_tag_group", Values: values}}
	p.settle(t, core, config)
	values["tags"] = tags("a:金")
	if _, next := p.settle(t, core, config); !next.Empty() {
		t.Fatalf("the plan after the delete is not empty:\n%s", next)
	}
	return p, core, config, values
}

// Seed 5006: an update of something else forgot what the one before it deleted.
func TestLag_remembersEarlierUpdates(t *testing.T) {
	p, core, config, values := deletedTag(t)
	values["exclusive"] = nil
	if _, next := p.settle(t, core, config); !next.Empty() {
		t.Errorf("the plan after the group became exclusive is not empty:\n%s", next)
	}
}

// A tag that a lagging read still shows is deleted, not somebody else's to take over.
func TestLag_takesOverNoDeletedTag(t *testing.T) {
	p, core, config, values := deletedTag(t)
	dead := map[string]bool{}
	for _, g := range p.server.Corp().TagGroups {
		for _, tag := range g.Tags {
			dead[tag.ID] = tag.Deleted
		}
	}
	values["tags"] = tags("a:金", "b:银")
	if _, next := p.settle(t, core, config); !next.Empty() {
		t.Errorf("the plan after the tag was made again is not empty:\n%s", next)
	}
	group := groupByID(p.server.Corp(), p.state.Text("x", "id"))
	id := tagID(p.state, "x", "b")
	if n := len(living(*group)); n != 2 || id == "" || dead[id] {
		t.Errorf("%d tags, that of b has the id %s: %+v", n, id, group.Tags)
	}
}
