// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Form is how a value is written.
type Form int

// The forms of values.
const (
	Plain  Form = iota // a text, number, flag or set
	Block              // attributes in braces
	Keyed              // objects under keys of the user's
	Listed             // objects one after another, without names
)

// Written is one attribute, or element, as a configuration writes it.
type Written struct {
	Name   string
	Form   Form
	Value  tftypes.Value // of a Plain one
	Parts  []Written     // of the others
	Refers string        // the resource type whose ids a Plain one holds; "" is none
	// Managed is left as it is in WeCom where the configuration says nothing.
	Managed bool
}

// Refers says that the value is the id, or ids, of objects of a resource type.
func Refers(typeName string) Option { return func(f *Field) { f.refers = typeName } }

// RefersTo are the resource types whose ids the field, or what is below it, holds.
func (f Field) RefersTo() (types []string) {
	if f.refers != "" {
		types = append(types, f.refers)
	}
	for _, below := range f.fields {
		types = append(types, below.RefersTo()...)
	}
	return types
}

// RefersAt is the resource type whose ids stand at the end of a way of names and keys; "" is none.
func (fs Fields) RefersAt(steps []string) string {
	for len(steps) > 0 {
		f := fs.Get(steps[0])
		if f == nil {
			return ""
		}
		if steps = steps[1:]; len(steps) == 0 {
			return f.refers
		}
		if f.shape == objects || f.shape == objectList {
			steps = steps[1:]
		}
		fs = f.fields
	}
	return ""
}

// Arranged is a position that WeCom gives and the console renumbers whenever one item is dragged: an export writes it
// only when asked to.
var Arranged Option = func(f *Field) { f.arranged = true }

// Shy are the names of attributes that are managed only when written and of which an export writes what is not usual.
func (fs Fields) Shy() (names []string) {
	for _, f := range fs {
		if f.mode == managed && f.usual() != "" {
			names = append(names, f.Name)
		}
	}
	return names
}

// Written is what a reviewer wants to read of an object with this state, in the order of the fields: what was chosen
// for it, without what WeCom computes and without what holds where nothing is written.
func (fs Fields) Written(state tftypes.Value, arranged bool) []Written {
	return fs.written(state, arranged, "")
}

func (fs Fields) written(state tftypes.Value, arranged bool, key string) []Written {
	var all map[string]tftypes.Value
	if state.Type() == nil || state.IsNull() || !state.IsKnown() || state.As(&all) != nil {
		return nil
	}
	out := []Written{}
	for _, f := range fs {
		if above, ok := all[f.unless]; ok && !above.IsNull() {
			continue
		}
		if v, ok := all[f.Name]; ok && !f.only && f.tells(v, arranged, key) {
			out = append(out, f.write(v, arranged))
		}
	}
	return out
}

// tells reports whether v is worth writing.
func (f Field) tells(v tftypes.Value, arranged bool, key string) bool {
	switch {
	// What nobody should find in a repository is managed only when written, or write-only.
	case f.secret, f.shape == block || f.mode == shown || f.mode == live || v.IsNull() || !v.IsKnown() || f.arranged && !arranged:
		return false
	case f.mode == required || f.mode == optional:
		return true
	case f.shape == object && (f.mode == resolved || f.mode == managed): // what is in it holds, or stays, where nothing is written
		return len(f.fields.written(v, arranged, "")) > 0
	case f.shape == set:
		return len(elementsOf(v)) > 0
	case f.mode == resolved: // the plan takes the key of a map where nothing is written
		return key == "" || plain(v) != key
	}
	return plain(v) != f.usual()
}

// usual is what holds where nothing is written, as a text; "" where that is not known.
func (f Field) usual() string {
	switch def := f.def.(type) {
	case types.Bool, types.Int64:
		return def.String()
	case types.String:
		return def.ValueString()
	}
	// Of a managed attribute the page says it: Without("`true`").
	if rest, ok := strings.CutPrefix(f.fallback, "`"); ok {
		word, _, _ := strings.Cut(rest, "`")
		return word
	}
	return ""
}

func (f Field) write(v tftypes.Value, arranged bool) Written {
	w := Written{Name: f.Name, Value: v, Refers: f.refers, Managed: f.mode == managed}
	switch f.shape {
	case text, number, flag, set, textList, block:
	case object:
		w.Form, w.Parts = Block, f.fields.written(v, arranged, "")
	case objects:
		w.Form = Keyed
		var in map[string]tftypes.Value
		if v.As(&in) == nil {
			for _, key := range f.fields.order(in) {
				w.Parts = append(w.Parts, Written{Name: key, Form: Block, Parts: f.fields.written(in[key], arranged, key)})
			}
		}
	case objectList:
		w.Form = Listed
		for _, e := range elementsOf(v) {
			w.Parts = append(w.Parts, Written{Form: Block, Parts: f.fields.written(e, arranged, "")})
		}
	}
	return w
}

// order are the keys of a map of objects: as the console shows them where the objects have a position, larger ones
// first, else sorted.
func (fs Fields) order(in map[string]tftypes.Value) []string {
	position := func(key string) *big.Float {
		var all map[string]tftypes.Value
		n := new(big.Float)
		for _, f := range fs {
			if f.arranged && in[key].As(&all) == nil && all[f.Name].Type() != nil && all[f.Name].IsKnown() && !all[f.Name].IsNull() {
				_ = all[f.Name].As(&n)
			}
		}
		return n
	}
	return slices.SortedFunc(maps.Keys(in), func(a, b string) int { return cmp.Or(position(b).Cmp(position(a)), cmp.Compare(a, b)) })
}

func elementsOf(v tftypes.Value) (out []tftypes.Value) {
	_ = v.As(&out) // none where it is no list
	return out
}

// plain writes a text, number or flag so that equal ones are equal texts.
func plain(v tftypes.Value) string {
	var (
		s string
		n *big.Float
		b bool
	)
	switch {
	case v.As(&s) == nil:
		return s
	case v.As(&n) == nil && n != nil:
		return n.Text('f', -1)
	case v.As(&b) == nil && b:
		return "true"
	}
	return "false"
}
