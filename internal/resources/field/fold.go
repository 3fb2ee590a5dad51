// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The framework compares whole configurations and states with tftypes.Value.Equal, which looks for each element of a
// set among all others: 5 seconds of processor time for 5,000 members, several times a plan, and out of reach of any
// type of ours. So big sets of a SetType go through it folded: as a set of one element, a text in which all others
// stand, sorted. Values of the framework's types unfold what they read and fold what they write, in calls whose context
// is Folding; who serves the framework folds what comes in and unfolds what goes out. Sets with elements that are not
// known are left as they are, and so are numbers, of which no set is as big as a corp.

const (
	// FoldFrom is the least number of elements that is folded. Each takes two bytes at least of the message that it
	// comes in.
	FoldFrom = 500
	// FoldMark is how the text of a folded set begins.
	FoldMark = "\x00wecom folded set\x00"
)

type folding struct{}

// Folding is the context of a call in which big sets are folded.
func Folding(ctx context.Context) context.Context { return context.WithValue(ctx, folding{}, true) }

func isFolding(ctx context.Context) bool { return ctx.Value(folding{}) != nil }

// Folds reports whether a type holds sets that may be folded.
func Folds(t attr.Type) bool {
	switch t := t.(type) {
	case SetType:
		return texts(t.ElemType)
	case attr.TypeWithAttributeTypes:
		for _, of := range t.AttributeTypes() {
			if Folds(of) {
				return true
			}
		}
	case attr.TypeWithElementType:
		return Folds(t.ElementType())
	}
	return false
}

// texts reports whether elements are texts, or objects of texts.
func texts(of attr.Type) bool {
	if object, ok := of.(attr.TypeWithAttributeTypes); ok {
		for _, t := range object.AttributeTypes() {
			if !t.Equal(types.StringType) {
				return false
			}
		}
		return true
	}
	return of.Equal(types.StringType)
}

// Fold folds the big sets in a value of type t.
func Fold(t attr.Type, v tftypes.Value) tftypes.Value { return refold(t, v, fold) }

// Unfold undoes Fold.
func Unfold(t attr.Type, v tftypes.Value) tftypes.Value { return refold(t, v, unfold) }

func refold(t attr.Type, v tftypes.Value, set func(tftypes.Value) tftypes.Value) tftypes.Value {
	if v.IsNull() || !v.IsKnown() || !Folds(t) {
		return v
	}
	if _, ok := t.(SetType); ok {
		return set(v)
	}
	var byName map[string]tftypes.Value
	var inOrder []tftypes.Value
	switch t := t.(type) {
	case attr.TypeWithAttributeTypes:
		if v.As(&byName) != nil {
			return v
		}
		out := maps.Clone(byName)
		for name, of := range t.AttributeTypes() {
			out[name] = refold(of, byName[name], set)
		}
		return tftypes.NewValue(v.Type(), out)
	case attr.TypeWithElementType:
		if v.As(&byName) == nil {
			out := make(map[string]tftypes.Value, len(byName))
			for key, e := range byName {
				out[key] = refold(t.ElementType(), e, set)
			}
			return tftypes.NewValue(v.Type(), out)
		}
		if v.As(&inOrder) == nil {
			out := make([]tftypes.Value, 0, len(inOrder))
			for _, e := range inOrder {
				out = append(out, refold(t.ElementType(), e, set))
			}
			return tftypes.NewValue(v.Type(), out)
		}
	}
	return v
}

// carried is how the elements of a set become texts, and a text an element.
type carried struct {
	text    func(tftypes.Value) (string, bool)
	element func(text string) tftypes.Value
	// all is the text of a folded set in one element.
	all func(tftypes.Value) (string, bool)
}

// carrier is that of texts, or of objects of texts; nil for others.
func carrier(of tftypes.Type) *carried {
	if of.Is(tftypes.String) {
		return &carried{text: textOf, all: textOf, element: func(text string) tftypes.Value { return tftypes.NewValue(tftypes.String, text) }}
	}
	object, ok := of.(tftypes.Object)
	if !ok || len(object.AttributeTypes) == 0 {
		return nil
	}
	for _, t := range object.AttributeTypes {
		if !t.Is(tftypes.String) {
			return nil
		}
	}
	names := slices.Sorted(maps.Keys(object.AttributeTypes))
	one := func(texts map[string]*string) tftypes.Value {
		values := make(map[string]tftypes.Value, len(names))
		for _, name := range names {
			if values[name] = tftypes.NewValue(tftypes.String, nil); texts[name] != nil {
				values[name] = tftypes.NewValue(tftypes.String, *texts[name])
			}
		}
		return tftypes.NewValue(object, values)
	}
	return &carried{
		text: func(v tftypes.Value) (string, bool) {
			var in map[string]tftypes.Value
			if !v.IsFullyKnown() || v.IsNull() || v.As(&in) != nil {
				return "", false
			}
			texts := make(map[string]*string, len(names))
			for _, name := range names {
				if text, ok := textOf(in[name]); ok {
					texts[name] = &text
				}
			}
			raw, err := json.Marshal(texts)
			return string(raw), err == nil
		},
		element: func(text string) tftypes.Value {
			if strings.HasPrefix(text, FoldMark) {
				return one(map[string]*string{names[0]: &text})
			}
			var texts map[string]*string
			_ = json.Unmarshal([]byte(text), &texts) // written above
			return one(texts)
		},
		all: func(v tftypes.Value) (string, bool) {
			var in map[string]tftypes.Value
			if v.IsNull() || !v.IsKnown() || v.As(&in) != nil {
				return "", false
			}
			return textOf(in[names[0]])
		},
	}
}

func textOf(v tftypes.Value) (text string, ok bool) {
	if v.IsNull() || !v.IsKnown() || v.As(&text) != nil {
		return "", false
	}
	return text, true
}

// setElements are those of a set that is known and of a type that can be folded.
func setElements(v tftypes.Value) ([]tftypes.Value, *carried) {
	ty, ok := v.Type().(tftypes.Set)
	var all []tftypes.Value
	if !ok || v.IsNull() || !v.IsKnown() || v.As(&all) != nil || len(all) != 1 && len(all) < FoldFrom {
		return nil, nil
	}
	return all, carrier(ty.ElementType)
}

func fold(v tftypes.Value) tftypes.Value {
	all, by := setElements(v)
	if by == nil || len(all) < FoldFrom {
		return v
	}
	texts := make([]string, 0, len(all))
	for _, e := range all {
		text, ok := by.text(e)
		if !ok {
			return v
		}
		texts = append(texts, text)
	}
	slices.Sort(texts)
	raw, err := json.Marshal(texts)
	if err != nil {
		return v
	}
	return tftypes.NewValue(v.Type(), []tftypes.Value{by.element(FoldMark + string(raw))})
}

func unfold(v tftypes.Value) tftypes.Value {
	all, by := setElements(v)
	if by == nil || len(all) != 1 {
		return v
	}
	text, ok := by.all(all[0])
	raw, folded := strings.CutPrefix(text, FoldMark)
	var texts []string
	if !ok || !folded || json.Unmarshal([]byte(raw), &texts) != nil {
		return v
	}
	out := make([]tftypes.Value, 0, len(texts))
	for _, text := range texts {
		out = append(out, by.element(text))
	}
	return tftypes.NewValue(v.Type(), out)
}

// ElementsOf are those of a set or a list, of a folded one as well; nil when it is none, or not known.
func ElementsOf(v tftypes.Value) (all []tftypes.Value) {
	if v.IsNull() || !v.IsKnown() || unfold(v).As(&all) != nil {
		return nil
	}
	return all
}
