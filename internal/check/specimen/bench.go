// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// bench is a corp and a working folder with one noun.
type bench struct {
	*Specimen
	t     *testing.T
	e     *acctest.Env
	core  *tfcore.Core
	state tfcore.State
	// virtual: on a clock of its own.
	virtual bool
}

// on runs fn on a bench of its own, on a clock of its own, and checks at the end that nothing is left and that every
// call was one that WeCom defines.
func (s *Specimen) on(t *testing.T, fn func(b *bench), edits ...func(*emulator.Corp)) {
	t.Helper()
	if s.Corp != nil {
		edits = append([]func(*emulator.Corp){s.Corp}, edits...)
	}
	e := acctest.New(t, slices.DeleteFunc(edits, func(f func(*emulator.Corp)) bool { return f == nil })...)
	acctest.Virtually(t, func(t *testing.T) {
		t.Helper()
		core, err := e.Core(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		fn(&bench{Specimen: s, t: t, e: e, core: core, state: tfcore.State{}, virtual: true})
		for _, v := range e.Violations() {
			t.Errorf("the provider sent something WeCom does not define: %s", v)
		}
	})
}

// over puts values over others; nil takes a line out.
func over(base Values, more ...Values) Values {
	out := maps.Clone(base)
	for _, m := range more {
		for name, v := range m {
			if out[name] = v; v == nil {
				delete(out, name)
			}
		}
	}
	return out
}

func (b *bench) config(values Values) tfcore.Config {
	config := tfcore.Config{}
	for _, v := range values {
		if _, refers := v.(tfcore.Ref); refers {
			maps.Copy(config, b.Beside)
		}
	}
	config[Address] = tfcore.Resource{Type: b.Type, Values: values}
	return config
}

// plan plans, and fails the test with an error.
func (b *bench) plan(config tfcore.Config) *tfcore.Plan {
	b.t.Helper()
	plan, err := b.core.Plan(b.t.Context(), b.state, config)
	if err != nil {
		b.t.Fatal(err)
	}
	return plan
}

// planned checks what is planned for the object.
func (b *bench) planned(plan *tfcore.Plan, want tfcore.Action) {
	b.t.Helper()
	if change := plan.Changes[Address]; change == nil || change.Action != want {
		b.t.Fatalf("want %s, the plan is:\n%s", want, plan)
	}
}

// rest lets time pass before writes that WeCom lets in seldom.
func (b *bench) rest() {
	if b.Pause > 0 && b.virtual {
		time.Sleep(b.Pause) //nolint:forbidigo // virtual
	}
}

// apply applies a plan that must succeed.
func (b *bench) apply(plan *tfcore.Plan) tfcore.Diagnostics {
	b.t.Helper()
	b.rest()
	state, diags, err := b.core.Apply(b.t.Context(), plan)
	b.state = state
	if err != nil {
		b.t.Fatal(err)
	}
	return diags
}

// make plans and applies values, which must be a create.
func (b *bench) make(values Values) {
	b.t.Helper()
	plan := b.plan(b.config(values))
	b.planned(plan, tfcore.Create)
	b.apply(plan)
}

// idle checks that a plan of values finds nothing to do and that nothing is written.
func (b *bench) idle(values Values) {
	b.t.Helper()
	b.e.Forget()
	for _, noRefresh := range []bool{true, false} {
		plan, err := b.core.PlanWith(b.t.Context(), b.state, b.config(values), tfcore.PlanOptions{NoRefresh: noRefresh})
		if err != nil {
			b.t.Fatal(err)
		}
		if !plan.Empty() {
			b.t.Fatalf("the plan is not empty:\n%s", plan)
		}
	}
	b.sent()
}

// sent checks the writes since the last look.
func (b *bench) sent(want ...string) {
	b.t.Helper()
	filled := make([]string, 0, len(want))
	for _, w := range want {
		filled = append(filled, b.fill(w))
	}
	if err := b.e.Sent(filled...)(nil); err != nil {
		b.t.Error(err)
	}
}

func (b *bench) fill(text string) string {
	return place.ReplaceAllStringFunc(text, func(of string) string { return b.state.Text(Address, strings.Trim(of, "{}")) })
}

var place = regexp.MustCompile(`\{[a-z_]+(\.[^{}".]+)*\}`)

func (b *bench) id() string { return b.state.Text(Address, "id") }

// counted checks all calls since the last look.
func (b *bench) counted(want map[string]int) {
	b.t.Helper()
	if got := b.e.CallCounts(); want != nil && !maps.Equal(got, want) {
		b.t.Errorf("calls %v, want %v", got, want)
	}
}

// destroy takes everything away and checks that the corp is as before.
func (b *bench) destroy() {
	b.t.Helper()
	b.e.Forget()
	plan := b.plan(tfcore.Config{})
	b.apply(plan)
	if len(plan.Changes) == 1 {
		for _, w := range b.e.Writes() {
			if b.Calls.Delete == "" || !strings.HasSuffix(w.Path, b.Calls.Delete) {
				b.t.Errorf("a destroy called %s", w.Path)
			}
		}
	}
	b.clean()
}

// clean checks that the corp has none of the noun that was not there before.
func (b *bench) clean() {
	b.t.Helper()
	if err := b.e.Clean(); err != nil {
		b.t.Error(err)
	}
}

// created checks the whole state of an object that was just made, before and after a refresh.
func (b *bench) created(values, more Values) {
	b.t.Helper()
	first, late := Values{}, false
	maps.Copy(first, more)
	for name := range b.Late {
		if values[name] == nil {
			first[name], late = nil, true
		}
	}
	b.holds(values, first)
	if late {
		b.state = b.plan(b.config(values)).State
		b.holds(values, more)
	}
}

// holds checks the whole state of the object.
func (b *bench) holds(values, more Values) {
	b.t.Helper()
	o := b.state[Address]
	if o == nil {
		b.t.Fatal("the object is not in the state")
	}
	got := plain(o.Value)
	want := over(b.Defaults)
	for name, v := range values {
		if v != nil {
			want[name] = v
		}
	}
	maps.Copy(want, more)
	for _, problem := range b.differences(want, got, "") {
		b.t.Error(problem)
	}
}

// differences compares what a state is to hold with what it holds; what is not named is null.
func (b *bench) differences(want, got any, at string) (out []string) {
	switch w := want.(type) {
	case Is:
		if err := w(got); err != nil {
			return []string{fmt.Sprintf("%s: %v", at, err)}
		}
		return nil
	case tfcore.Ref:
		if text := b.state.Text(w.Address, w.Path); fmt.Sprint(got) != text {
			return []string{fmt.Sprintf("%s: %v, want %s", at, got, text)}
		}
		return nil
	case Values:
		g, ok := got.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s: %v, want %v", at, got, want)}
		}
		names := slices.Sorted(maps.Keys(g))
		for name := range w {
			if _, ok := g[name]; !ok {
				names = append(names, name)
			}
		}
		for _, name := range names {
			out = append(out, b.differences(w[name], g[name], strings.TrimPrefix(at+"."+name, "."))...)
		}
		return out
	}
	if a, c := ordered(want), ordered(got); !reflect.DeepEqual(a, c) {
		return []string{fmt.Sprintf("%s: %v, want %v", at, c, a)}
	}
	return nil
}

// ordered is a value as JSON has it, lists in one order.
func ordered(v any) any {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	var out any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&out); err != nil {
		return err.Error()
	}
	return sorted(out)
}

func sorted(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = sorted(v[i])
		}
		slices.SortFunc(v, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	case map[string]any:
		for name := range v {
			v[name] = sorted(v[name])
		}
	}
	return v
}

// plain is a value of the state as JSON has it.
func plain(v tftypes.Value) map[string]any {
	var out map[string]any
	decoder := json.NewDecoder(bytes.NewReader(tfcore.JSON(v)))
	decoder.UseNumber()
	if err := decoder.Decode(&out); err != nil {
		return map[string]any{"error": err.Error()}
	}
	return out
}

// says checks that one of the diagnostics has the words, in summary and detail.
func (b *bench) says(diags tfcore.Diagnostics, words string) {
	b.t.Helper()
	want := acctest.Says(b.fill(words))
	if !slices.ContainsFunc(diags, func(d tfcore.Diagnostic) bool { return want.MatchString(d.Summary + "\n" + d.Detail) }) {
		b.t.Errorf("nothing says %q:\n%s", words, diags)
	}
}

// said are the errors of a walk.
func said(err error) tfcore.Diagnostics {
	var e *tfcore.Error
	if errors.As(err, &e) {
		return e.Diagnostics
	}
	return nil
}
