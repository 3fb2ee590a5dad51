// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// adopted imports the object by id and by identity, by command and by block: it is the one of the state, and the
// configuration plans nothing for it.
func (b *bench) adopted(values Values) {
	b.t.Helper()
	made := b.state[Address]
	identity, err := b.core.IdentityOf(made)
	if err != nil || identity.IsNull() {
		b.t.Fatalf("no identity: %v", err)
	}
	parts := map[string]any{}
	for name, v := range plain(identity) {
		parts[name] = v
		if n, ok := v.(interface{ Int64() (int64, error) }); ok {
			parts[name], _ = n.Int64()
		}
	}
	if parts["corp_id"] != acctest.CorpID || fmt.Sprint(parts["id"]) != b.id() {
		b.t.Errorf("the identity is %v", parts)
	}
	if b.NoImport != "" {
		for _, by := range []any{b.id(), parts} {
			_, _, err := b.core.Import(b.t.Context(), tfcore.State{}, Address, b.Type, by)
			b.says(said(err), b.NoImport)
		}
		return
	}
	hidden := slices.Concat(slices.Collect(maps.Keys(b.NotImported)), b.blind())
	for _, by := range []any{b.id(), parts} {
		b.e.Forget()
		state, diags, err := b.core.Import(b.t.Context(), tfcore.State{}, Address, b.Type, by)
		if err != nil {
			b.t.Fatal(diags, err)
		}
		want, got := plain(made.Value), plain(state[Address].Value)
		for _, path := range append(hidden, "timeouts") {
			without(want, path)
			without(got, path)
		}
		for _, problem := range b.differences(want, got, "") {
			b.t.Errorf("imported by %v: %s", by, problem)
		}
		rest := b.state.Clone()
		delete(rest, Address)
		plan, err := b.core.PlanWith(b.t.Context(), rest, b.config(values), tfcore.PlanOptions{Import: map[string]any{Address: by}})
		if err != nil {
			b.t.Fatal(err)
		}
		change := plan.Changes[Address]
		unseen := slices.ContainsFunc(hidden, func(name string) bool { return values[name] != nil })
		if !change.Importing || change.Action != tfcore.NoOp && !unseen || change.Action == tfcore.Create {
			b.t.Errorf("an import block by %v plans:\n%s", by, plan)
		}
		b.sent()
	}
}

// without removes what is at a path of attribute names with dots between.
func without(in map[string]any, path string) {
	first, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		delete(in, first)
	} else if inner, ok := in[first].(map[string]any); ok {
		without(inner, rest)
	}
}

// blind are the attributes that a reading hides.
func (b *bench) blind() (out []string) {
	for _, r := range emulator.SwitchReadings() {
		if b.Blind[r.Switch+"="+r.Value] == nil {
			continue
		}
		sw := b.e.Switches()
		before := fmt.Sprint(sw)
		r.Apply(&sw)
		if fmt.Sprint(sw) == before {
			out = append(out, b.Blind[r.Switch+"="+r.Value]...)
		}
	}
	return out
}

// asData reads the object with the data source of its type, by id.
func (b *bench) asData() {
	b.t.Helper()
	block := b.core.DataSource(b.Type)
	if block == nil {
		return
	}
	var id any
	for _, a := range block.Attributes {
		if a.Name == "id" {
			id = b.state[Address].Value
		}
	}
	if id == nil {
		b.t.Fatal("the data source has no id")
	}
	at, err := tfcore.At(b.state[Address].Value, "id")
	if err != nil {
		b.t.Fatal(err)
	}
	value, diags, err := b.core.ReadDataSource(b.t.Context(), b.Type, Values{"id": at})
	if err != nil {
		b.t.Fatal(diags, err)
	}
	got, made := plain(value), plain(b.state[Address].Value)
	hidden := b.blind()
	compared := 0
	for name := range got {
		want, ok := made[name]
		if _, unknown := b.NotImported[name]; !ok || unknown || slices.Contains(hidden, name) || name == "tags" {
			continue
		}
		compared++
		if want, got := ordered(want), ordered(got[name]); fmt.Sprint(want) != fmt.Sprint(got) {
			b.t.Errorf("the data source says of %s: %v, the resource %v", name, got, want)
		}
	}
	if compared < 2 {
		b.t.Errorf("%d attributes of the data source could be compared", compared)
	}
}

// imports of what does not exist or is not ours.
func (s *Specimen) imports(t *testing.T) {
	t.Helper()
	if s.NoImport != "" {
		return // held by the rungs that import what they made
	}
	s.on(t, func(b *bench) {
		for id, words := range s.WrongIDs {
			_, _, err := b.core.Import(b.t.Context(), tfcore.State{}, Address, b.Type, id)
			if err == nil {
				b.t.Errorf("%q is imported", id)
				continue
			}
			b.says(said(err), words)
		}
		b.make(s.Minimal.Values)
		at, err := tfcore.At(b.state[Address].Value, "id")
		if err != nil {
			b.t.Fatal(err)
		}
		_, _, err = b.core.Import(b.t.Context(), tfcore.State{}, Address, b.Type, map[string]any{"corp_id": "wwanother", "id": at})
		b.says(said(err), "Identity belongs to another corp")
		b.destroy()
	})
}
