// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// fromCty converts a value as HCL does: absent attributes are null, numbers and strings become each other.
func fromCty(v cty.Value, ty tftypes.Type) (tftypes.Value, error) {
	if ty.Is(tftypes.DynamicPseudoType) {
		ty = typeOf(v.Type())
	}
	switch {
	case !v.IsKnown():
		return tftypes.NewValue(ty, tftypes.UnknownValue), nil
	case v.IsNull():
		return tftypes.NewValue(ty, nil), nil
	}
	switch t := ty.(type) {
	case tftypes.Object:
		return objectFromCty(v, t)
	case tftypes.Map:
		if !v.Type().IsObjectType() && !v.Type().IsMapType() {
			return tftypes.Value{}, fmt.Errorf("map required, got %s", v.Type().FriendlyName())
		}
		out := map[string]tftypes.Value{}
		for key, e := range v.AsValueMap() {
			value, err := fromCty(e, t.ElementType)
			if err != nil {
				return value, fmt.Errorf("element %q: %w", key, err)
			}
			out[key] = value
		}
		return tftypes.NewValue(ty, out), nil
	case tftypes.List:
		return elementsFromCty(v, ty, func(int) tftypes.Type { return t.ElementType })
	case tftypes.Set:
		return elementsFromCty(v, ty, func(int) tftypes.Type { return t.ElementType })
	case tftypes.Tuple:
		return elementsFromCty(v, ty, func(i int) tftypes.Type { return t.ElementTypes[i] })
	}
	want := map[bool]cty.Type{ty.Is(tftypes.Number): cty.Number, ty.Is(tftypes.Bool): cty.Bool, ty.Is(tftypes.String): cty.String}[true]
	got, err := convert.Convert(v, want)
	if err != nil {
		return tftypes.Value{}, err
	}
	switch want {
	case cty.Number:
		return tftypes.NewValue(ty, new(big.Float).Set(got.AsBigFloat())), nil
	case cty.Bool:
		return tftypes.NewValue(ty, got.True()), nil
	default:
		return tftypes.NewValue(ty, got.AsString()), nil
	}
}

func objectFromCty(v cty.Value, t tftypes.Object) (tftypes.Value, error) {
	if !v.Type().IsObjectType() && !v.Type().IsMapType() {
		return tftypes.Value{}, fmt.Errorf("object required, got %s", v.Type().FriendlyName())
	}
	in, out := v.AsValueMap(), map[string]tftypes.Value{}
	for name := range in {
		if t.AttributeTypes[name] == nil {
			return tftypes.Value{}, fmt.Errorf("unsupported attribute %q", name)
		}
	}
	for name, at := range t.AttributeTypes {
		e, ok := in[name]
		if !ok {
			out[name] = tftypes.NewValue(at, nil)
			continue
		}
		value, err := fromCty(e, at)
		if err != nil {
			return value, fmt.Errorf("attribute %q: %w", name, err)
		}
		out[name] = value
	}
	return tftypes.NewValue(t, out), nil
}

func elementsFromCty(v cty.Value, ty tftypes.Type, of func(int) tftypes.Type) (tftypes.Value, error) {
	if !v.CanIterateElements() || v.Type().IsObjectType() || v.Type().IsMapType() {
		return tftypes.Value{}, fmt.Errorf("list or set required, got %s", v.Type().FriendlyName())
	}
	out := []tftypes.Value{}
	for i, e := range v.AsValueSlice() {
		value, err := fromCty(e, of(i))
		if err != nil {
			return value, fmt.Errorf("element %d: %w", i, err)
		}
		out = append(out, value)
	}
	return tftypes.NewValue(ty, out), nil
}

// typeOf is the type of a value that keeps its own, as in terraform_data.
func typeOf(t cty.Type) tftypes.Type {
	switch {
	case t == cty.String:
		return tftypes.String
	case t == cty.Number:
		return tftypes.Number
	case t == cty.Bool:
		return tftypes.Bool
	case t.IsListType():
		return tftypes.List{ElementType: typeOf(t.ElementType())}
	case t.IsSetType():
		return tftypes.Set{ElementType: typeOf(t.ElementType())}
	case t.IsMapType():
		return tftypes.Map{ElementType: typeOf(t.ElementType())}
	case t.IsTupleType():
		out := tftypes.Tuple{}
		for _, e := range t.TupleElementTypes() {
			out.ElementTypes = append(out.ElementTypes, typeOf(e))
		}
		return out
	case t.IsObjectType():
		out := tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}
		for name, e := range t.AttributeTypes() {
			out.AttributeTypes[name] = typeOf(e)
		}
		return out
	}
	return tftypes.DynamicPseudoType
}

func ctyType(t tftypes.Type) cty.Type {
	switch t := t.(type) {
	case tftypes.List:
		return cty.List(ctyType(t.ElementType))
	case tftypes.Set:
		return cty.Set(ctyType(t.ElementType))
	case tftypes.Map:
		return cty.Map(ctyType(t.ElementType))
	case tftypes.Tuple:
		var types []cty.Type
		for _, e := range t.ElementTypes {
			types = append(types, ctyType(e))
		}
		return cty.Tuple(types)
	case tftypes.Object:
		types := map[string]cty.Type{}
		for name, e := range t.AttributeTypes {
			types[name] = ctyType(e)
		}
		return cty.Object(types)
	}
	switch {
	case t.Is(tftypes.String):
		return cty.String
	case t.Is(tftypes.Number):
		return cty.Number
	case t.Is(tftypes.Bool):
		return cty.Bool
	}
	return cty.DynamicPseudoType
}

func toCty(v tftypes.Value) cty.Value {
	t := ctyType(v.Type())
	switch {
	case !v.IsKnown():
		return cty.UnknownVal(t)
	case v.IsNull():
		return cty.NullVal(t)
	}
	var (
		text   string
		flag   bool
		number *big.Float
		list   []tftypes.Value
		byName map[string]tftypes.Value
	)
	switch {
	case t == cty.String && v.As(&text) == nil:
		return cty.StringVal(text)
	case t == cty.Bool && v.As(&flag) == nil:
		return cty.BoolVal(flag)
	case t == cty.Number && v.As(&number) == nil:
		return cty.NumberVal(number)
	case (t.IsObjectType() || t.IsMapType()) && v.As(&byName) == nil:
		out := map[string]cty.Value{}
		for name, e := range byName {
			out[name] = toCty(e)
		}
		if t.IsObjectType() {
			return cty.ObjectVal(out)
		}
		if len(out) == 0 {
			return cty.MapValEmpty(t.ElementType())
		}
		return cty.MapVal(out)
	}
	if err := v.As(&list); err != nil {
		return cty.DynamicVal
	}
	var out []cty.Value
	for _, e := range list {
		out = append(out, toCty(e))
	}
	switch {
	case t.IsTupleType():
		return cty.TupleVal(out)
	case len(out) == 0 && t.IsSetType():
		return cty.SetValEmpty(t.ElementType())
	case len(out) == 0:
		return cty.ListValEmpty(t.ElementType())
	case t.IsSetType():
		return cty.SetVal(out)
	}
	return cty.ListVal(out)
}

// plainCty turns the value of an import block into what tfcore takes.
func plainCty(v cty.Value) any {
	switch {
	case v.IsNull() || !v.IsKnown():
		return nil
	case v.Type() == cty.Number:
		n, _ := v.AsBigFloat().Int64()
		return n
	case v.Type() == cty.String:
		return v.AsString()
	}
	out := map[string]any{}
	for name, e := range v.AsValueMap() {
		out[name] = plainCty(e)
	}
	return out
}
