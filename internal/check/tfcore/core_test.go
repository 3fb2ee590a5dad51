// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func named(name string, more ...any) Resource {
	values := map[string]any{"name": name}
	for i := 0; i < len(more); i += 2 {
		values[more[i].(string)] = more[i+1]
	}
	return Resource{Type: "thing", Values: values}
}

// settle plans and applies, and wants both to succeed.
func (f *fake) settle(t *testing.T, c *Core, state State, config Config) State {
	t.Helper()
	plan, err := c.Plan(t.Context(), state, config)
	if err != nil {
		t.Fatal(err)
	}
	state, _, err = c.Apply(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func TestChecks(t *testing.T) {
	refuse := []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: "no"}}
	tests := map[string]struct {
		provider *fake
		update   bool   // the change after a good create is what goes wrong
		want     string // in the text of a Diagnostic that is a Bug; "" for none
	}{
		"a provider that keeps the rules": {provider: &fake{}},
		"plan contradicts the configuration": {provider: &fake{onPlan: func(_ *tfprotov6.PlanResourceChangeRequest, p map[string]tftypes.Value, _ *tfprotov6.PlanResourceChangeResponse) {
			p["name"] = str("other")
		}}, want: `Provider produced invalid plan: name: planned value "other" does not match config value "a"`},
		"plan sets what is not computed": {provider: &fake{onPlan: func(_ *tfprotov6.PlanResourceChangeRequest, p map[string]tftypes.Value, _ *tfprotov6.PlanResourceChangeResponse) {
			p["parent"] = str("x")
		}}, want: "planned value \"x\" for a non-computed attribute"},
		"plan adds a nested element": {provider: &fake{onPlan: func(_ *tfprotov6.PlanResourceChangeRequest, p map[string]tftypes.Value, _ *tfprotov6.PlanResourceChangeResponse) {
			tags := mapOf(p["tags"])
			tags["more"] = tags["one"]
			p["tags"] = tftypes.NewValue(p["tags"].Type(), tags)
		}}, want: "tags: count in plan (2) disagrees with count in config (1)"},
		"plan keeps a prior value as equivalent": {update: true, provider: &fake{onPlan: func(req *tfprotov6.PlanResourceChangeRequest, p map[string]tftypes.Value, _ *tfprotov6.PlanResourceChangeResponse) {
			if prior := opened(req.PriorState); prior != nil {
				p["name"] = prior["name"]
			}
		}}},
		"result contradicts the plan": {provider: &fake{onApply: func(_ *tfprotov6.ApplyResourceChangeRequest, p map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
			p["name"] = str("other")
			r.NewState = closed(p)
		}}, want: `Provider produced inconsistent result after apply: name: was "a", but now "other"`},
		"result has another set": {provider: &fake{onApply: func(_ *tfprotov6.ApplyResourceChangeRequest, p map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
			p["members"] = tftypes.NewValue(p["members"].Type(), []tftypes.Value{str("u")})
			r.NewState = closed(p)
		}}, want: `members: planned set element "v" does not correlate`},
		"result is unknown": {provider: &fake{onApply: func(_ *tfprotov6.ApplyResourceChangeRequest, p map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
			p["id"] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
			r.NewState = closed(p)
		}}, want: "unknown after apply: id"},
		"result is null": {provider: &fake{onApply: func(_ *tfprotov6.ApplyResourceChangeRequest, _ map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
			r.NewState = closed(nil)
		}}, want: "null after create"},
		"result without identity": {provider: &fake{onApply: func(_ *tfprotov6.ApplyResourceChangeRequest, _ map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
			r.NewIdentity = nil
		}}, want: "Provider produced invalid identity"},
		"update changes the identity": {update: true, provider: &fake{onApply: func(req *tfprotov6.ApplyResourceChangeRequest, _ map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
			if opened(req.PriorState) != nil {
				r.NewIdentity = identityOf(map[string]tftypes.Value{"id": str("another")})
			}
		}}, want: "Provider changed the identity"},
		"refresh leaves unknowns": {update: true, provider: &fake{onRead: func(s map[string]tftypes.Value, r *tfprotov6.ReadResourceResponse) {
			s["parent"] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
			r.NewState = closed(s)
		}}, want: "Provider produced invalid object: unknown during refresh: parent"},
		"refresh changes the identity": {update: true, provider: &fake{onRead: func(_ map[string]tftypes.Value, r *tfprotov6.ReadResourceResponse) {
			r.NewIdentity = identityOf(map[string]tftypes.Value{"id": str("another")})
		}}, want: "Provider changed the identity"},
		"plan during apply differs": {update: true, provider: func() *fake {
			n := 0
			return &fake{onPlan: func(req *tfprotov6.PlanResourceChangeRequest, p map[string]tftypes.Value, _ *tfprotov6.PlanResourceChangeResponse) {
				if n++; opened(req.PriorState) != nil {
					p["chosen"] = tftypes.NewValue(tftypes.Number, n)
				}
			}}
		}(), want: "Provider produced inconsistent final plan"},
		"replacement for what does not exist": {update: true, provider: &fake{onPlan: func(_ *tfprotov6.PlanResourceChangeRequest, _ map[string]tftypes.Value, r *tfprotov6.PlanResourceChangeResponse) {
			r.RequiresReplace = append(r.RequiresReplace, tftypes.NewAttributePath().WithAttributeName("none"))
		}}, want: "requires replacement for none, which does not exist"},
		"a refusal is no bug": {update: true, provider: &fake{onApply: func(req *tfprotov6.ApplyResourceChangeRequest, _ map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
			if opened(req.PriorState) != nil {
				r.Diagnostics, r.NewState = refuse, req.PriorState
			}
		}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := tt.provider.core(t)
			config := Config{"a": named("a", "members", []string{"v"}, "tags", map[string]any{"one": map[string]any{}})}
			state := State{}
			if tt.update {
				good := &fake{}
				state = good.settle(t, good.core(t), state, config)
				config["a"].Values["name"] = "b"
			}
			plan, err := c.Plan(t.Context(), state, config)
			diags := plan.Diagnostics
			if err == nil {
				_, diags, err = c.Apply(t.Context(), plan)
			}
			bugs := diags.Bugs().String()
			if tt.want == "" && bugs != "" || !strings.Contains(bugs, tt.want) {
				t.Errorf("bugs %q, want %q", bugs, tt.want)
			}
			var e *Error
			if tt.want != "" && !errors.As(err, &e) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestReplacement(t *testing.T) {
	byParent := func(_ *tfprotov6.PlanResourceChangeRequest, _ map[string]tftypes.Value, r *tfprotov6.PlanResourceChangeResponse) {
		r.RequiresReplace = []*tftypes.AttributePath{tftypes.NewAttributePath().WithAttributeName("parent")}
	}
	for _, tt := range []struct {
		name, parent string
		cbd          bool
		action       Action
		calls        []string
	}{
		{name: "an equal value replaces nothing", parent: "p", action: NoOp},
		{name: "destroys first", parent: "q", action: Replace, calls: []string{"destroy a", "create a"}},
		{name: "creates first when told to", parent: "q", cbd: true, action: CreateThenDelete, calls: []string{"create a", "destroy a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := &fake{onPlan: byParent}
			c := f.core(t)
			state := f.settle(t, c, State{}, Config{"a": named("a", "parent", "p")})
			f.calls = nil
			r := named("a", "parent", tt.parent)
			r.CreateBeforeDestroy = tt.cbd
			plan, err := c.Plan(t.Context(), state, Config{"a": r})
			if err != nil {
				t.Fatal(err)
			}
			if got := plan.Changes["a"].Action; got != tt.action {
				t.Errorf("action %s, want %s", got, tt.action)
			}
			state, _, err = c.Apply(t.Context(), plan)
			if err != nil || !slices.Equal(f.calls, tt.calls) || len(state) != 1 {
				t.Errorf("%v, calls %v, want %v; state %v", err, f.calls, tt.calls, state)
			}
		})
	}
}

func TestTainted(t *testing.T) {
	broken := true
	f := &fake{onApply: func(req *tfprotov6.ApplyResourceChangeRequest, _ map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
		if broken && opened(req.PlannedState) != nil {
			r.Diagnostics = []*tfprotov6.Diagnostic{{Summary: "half done"}}
		}
	}}
	c := f.core(t)
	config := Config{"a": named("a")}
	plan, err := c.Plan(t.Context(), State{}, config)
	if err != nil {
		t.Fatal(err)
	}
	state, _, err := c.Apply(t.Context(), plan)
	if err == nil || state["a"] == nil || !state["a"].Tainted {
		t.Fatalf("%v, %v", state, err)
	}
	broken, f.calls = false, nil
	state = f.settle(t, c, state, config)
	if want := []string{"destroy a", "create a"}; !slices.Equal(f.calls, want) || state["a"].Tainted {
		t.Errorf("calls %v, want %v; %v", f.calls, want, state)
	}
}

func TestOrder(t *testing.T) {
	parent := func(of string) Ref { return Ref{of, "id"} }
	f := &fake{}
	c := f.core(t)
	config := Config{"z": named("z"), "m": named("m", "parent", parent("z")), "a": named("a", "parent", parent("m"))}
	state := f.settle(t, c, State{}, config)
	want := []string{"create z", "create m", "create a"}
	if !slices.Equal(f.calls, want) {
		t.Errorf("creates: %v", f.calls)
	}
	if diff := cmp.Diff([]string{"m", "z"}, state["a"].Dependencies); diff != "" {
		t.Error(diff)
	}

	// What referred to the destroyed one is updated after the destroy...
	f.calls = nil
	moved := Config{"z": named("z"), "a": named("a", "parent", parent("z"))}
	afterMove := f.settle(t, c, state, moved)
	if want := []string{"destroy m", "update a"}; !slices.Equal(f.calls, want) {
		t.Errorf("a move out of what is destroyed: %v, want %v", f.calls, want)
	}
	if afterMove.Text("a", "parent") != "id-1" {
		t.Error(afterMove)
	}
	// ... unless that one was written with create_before_destroy.
	f.calls = nil
	state["m"].CreateBeforeDestroy = true
	f.settle(t, c, state, moved)
	if want := []string{"update a", "destroy m"}; !slices.Equal(f.calls, want) {
		t.Errorf("a move out of what is destroyed later: %v, want %v", f.calls, want)
	}

	f.calls = nil
	if left := f.settle(t, c, state, Config{}); len(left) != 0 {
		t.Error(left)
	}
	if want := []string{"destroy a", "destroy m", "destroy z"}; !slices.Equal(f.calls, want) {
		t.Errorf("destroys: %v, want %v", f.calls, want)
	}
}

func TestFailureSkipsWhatDependsOnIt(t *testing.T) {
	f := &fake{onApply: func(_ *tfprotov6.ApplyResourceChangeRequest, p map[string]tftypes.Value, r *tfprotov6.ApplyResourceChangeResponse) {
		if scalarText(p["name"]) == "b" {
			r.Diagnostics, r.NewState, r.NewIdentity = []*tfprotov6.Diagnostic{{Summary: "no"}}, closed(nil), nil
		}
	}}
	c := f.core(t)
	plan, err := c.Plan(t.Context(), State{}, Config{"a": named("a"), "b": named("b"), "c": named("c", "parent", Ref{"b", "id"}), "d": named("d", "parent", Ref{"a", "id"})})
	if err != nil {
		t.Fatal(err)
	}
	state, _, err := c.Apply(t.Context(), plan)
	if err == nil || state["b"] != nil || state["c"] != nil || state["a"] == nil || state["d"] == nil {
		t.Errorf("%v, %v", err, state)
	}
	if want := []string{"create a", "create b", "create d"}; !slices.Equal(f.calls, want) {
		t.Errorf("calls %v, want %v", f.calls, want)
	}
}

func TestProposed(t *testing.T) {
	var proposed, private string
	f := &fake{onPlan: func(req *tfprotov6.PlanResourceChangeRequest, _ map[string]tftypes.Value, resp *tfprotov6.PlanResourceChangeResponse) {
		v, err := unpack(thing.ValueType(), req.ProposedNewState)
		if err != nil {
			t.Error(err)
		}
		proposed, private = text(v), string(req.PriorPrivate)
		resp.PlannedPrivate = []byte(`{"seen":"yes"}`)
	}}
	c := f.core(t)
	rows := func(labels ...any) (out []any) {
		for _, l := range labels {
			out = append(out, map[string]any{"label": l})
		}
		return out
	}
	state := f.settle(t, c, State{}, Config{"a": named("a", "chosen", 3, "tags", map[string]any{"x": map[string]any{"label": "ex"}, "y": map[string]any{}}, "rows", rows("r", "s"))})
	if want := `{chosen = 3, id = null, members = null, name = "a", parent = null, rows = [{id = null, label = "r"}, {id = null, label = "s"}], ` +
		`tags = {x = {id = null, label = "ex"}, y = {id = null, label = null}}, timeouts = null}`; proposed != want {
		t.Errorf("create:\n%s\nwant\n%s", proposed, want)
	}
	// Computed values stay where nothing is configured; elements keep theirs by key, and in a set by what was
	// configured.
	if _, err := c.Plan(t.Context(), state, Config{"a": named("b", "tags", map[string]any{"y": map[string]any{}, "z": map[string]any{}}, "rows", rows("s", "q"))}); err != nil {
		t.Fatal(err)
	}
	was := `{id = "made-{id = (unknown), label = \"s\"}", label = "s"}`
	if want := `{chosen = 3, id = "id-1", members = null, name = "b", parent = null, rows = [` + was + `, {id = null, label = "q"}], ` +
		`tags = {y = {id = "made-y", label = "made-y"}, z = {id = null, label = null}}, timeouts = null}`; proposed != want {
		t.Errorf("update:\n%s\nwant\n%s", proposed, want)
	}
	if private != `{"seen":"yes"}` {
		t.Errorf("private %q", private)
	}
}

func TestUnknownBetweenResources(t *testing.T) {
	var seen []string
	f := &fake{onPlan: func(req *tfprotov6.PlanResourceChangeRequest, _ map[string]tftypes.Value, _ *tfprotov6.PlanResourceChangeResponse) {
		if config := opened(req.Config); config != nil && scalarText(config["name"]) == "b" {
			seen = append(seen, text(config["parent"])+" "+text(config["members"]))
		}
	}}
	state := f.settle(t, f.core(t), State{}, Config{
		"a": named("a", "tags", map[string]any{"k": map[string]any{}}),
		"b": named("b", "parent", Ref{"a", "tags.k.id"}, "members", []any{"m", Ref{"a", "id"}}),
	})
	if want := []string{`(unknown) ["m", (unknown)]`, `"made-k" ["id-1", "m"]`}; !slices.Equal(seen, want) {
		t.Errorf("%v, want %v", seen, want)
	}
	if state.Text("b", "parent") != "made-k" {
		t.Error(state)
	}
}

func TestImportAndGone(t *testing.T) {
	f := &fake{}
	c := f.core(t)
	state, _, err := c.Import(t.Context(), State{}, "a", "thing", "id-9")
	if err != nil || state.Text("a", "id") != "id-9" {
		t.Fatal(state, err)
	}
	f.onRead = func(_ map[string]tftypes.Value, r *tfprotov6.ReadResourceResponse) { r.NewState = closed(nil) }
	if _, diags, err := c.Import(t.Context(), State{}, "a", "thing", "id-9"); err == nil || diags[0].Summary != "Cannot import non-existent remote object" {
		t.Error(diags, err)
	}
	plan, err := c.Plan(t.Context(), state, Config{"a": named("a")})
	if err != nil || !slices.Equal(plan.Gone, []string{"a"}) || plan.Changes["a"].Action != Create {
		t.Error(plan, err)
	}
}
