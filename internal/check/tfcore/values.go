// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Ref is the expression of a reference: the value at Path of the resource at Address. Path is attribute names and map
// keys with dots between them; a key that holds a dot cannot be named.
type Ref struct{ Address, Path string }

func (r Ref) String() string { return r.Address + "." + r.Path }

// Expr is an expression of a configuration language, for what Go values and Refs cannot say.
type Expr interface {
	// References are the addresses of the objects that it needs.
	References() []string
	// Value evaluates it as a value of ty; get answers the objects as a whole.
	Value(ty tftypes.Type, get func(address string) (tftypes.Value, error)) (tftypes.Value, error)
}

type resolver func(Ref) (tftypes.Value, error)

// blockValue is the configuration of a block: values holds Go values, Refs and nil by attribute name; what it does not
// name is null.
func blockValue(block *tfprotov6.SchemaBlock, values map[string]any, resolve resolver) (tftypes.Value, error) {
	ty := block.ValueType()
	out := map[string]tftypes.Value{}
	left := map[string]bool{}
	for name := range values {
		left[name] = true
	}
	for _, a := range block.Attributes {
		v, err := expression(attributeType(a), values[a.Name], resolve)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", a.Name, err)
		}
		out[a.Name] = v
		delete(left, a.Name)
	}
	for _, b := range block.BlockTypes {
		v, err := nestedBlock(b, values[b.TypeName], resolve)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", b.TypeName, err)
		}
		out[b.TypeName] = v
		delete(left, b.TypeName)
	}
	for name := range left {
		return tftypes.Value{}, fmt.Errorf("unsupported argument %q", name)
	}
	return tftypes.NewValue(ty, out), nil
}

func nestedBlock(b *tfprotov6.SchemaNestedBlock, v any, resolve resolver) (tftypes.Value, error) {
	ty := b.ValueType()
	switch b.Nesting {
	case tfprotov6.SchemaNestedBlockNestingModeSingle, tfprotov6.SchemaNestedBlockNestingModeGroup:
		values, _ := v.(map[string]any)
		if v == nil && b.Nesting == tfprotov6.SchemaNestedBlockNestingModeSingle {
			return tftypes.NewValue(ty, nil), nil
		}
		return blockValue(b.Block, values, resolve)
	case tfprotov6.SchemaNestedBlockNestingModeList, tfprotov6.SchemaNestedBlockNestingModeSet:
		list, _ := v.([]map[string]any)
		elements := []tftypes.Value{} // blocks that are absent are none, not null
		for _, values := range list {
			e, err := blockValue(b.Block, values, resolve)
			if err != nil {
				return e, err
			}
			elements = append(elements, e)
		}
		return tftypes.NewValue(ty, elements), nil
	default:
		return tftypes.Value{}, fmt.Errorf("blocks of nesting mode %v are not modelled", b.Nesting)
	}
}

func attributeType(a *tfprotov6.SchemaAttribute) tftypes.Type { return a.ValueType() }

// expression evaluates a Go value or Ref as a value of the given type.
func expression(ty tftypes.Type, v any, resolve resolver) (tftypes.Value, error) {
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(ty, nil), nil
	case tftypes.Value:
		return converted(ty, v)
	case Expr:
		got, err := v.Value(ty, func(address string) (tftypes.Value, error) {
			if resolve == nil {
				return tftypes.Value{}, fmt.Errorf("reference to %s where none is possible", address)
			}
			return resolve(Ref{Address: address})
		})
		if err != nil {
			return got, err
		}
		return canonical(got), nil
	case Ref:
		if resolve == nil {
			return tftypes.Value{}, fmt.Errorf("reference to %s where none is possible", v)
		}
		got, err := resolve(v)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", v, err)
		}
		return converted(ty, got)
	}
	switch t := ty.(type) {
	case tftypes.Set:
		return elements(ty, t.ElementType, v, resolve)
	case tftypes.List:
		return elements(ty, t.ElementType, v, resolve)
	case tftypes.Map:
		in, ok := v.(map[string]any)
		if !ok {
			return tftypes.Value{}, fmt.Errorf("%T for a map", v)
		}
		out := map[string]tftypes.Value{}
		for key, e := range in {
			value, err := expression(t.ElementType, e, resolve)
			if err != nil {
				return value, fmt.Errorf("%s: %w", key, err)
			}
			out[key] = value
		}
		return tftypes.NewValue(ty, out), nil
	case tftypes.Object:
		in, ok := v.(map[string]any)
		if !ok {
			return tftypes.Value{}, fmt.Errorf("%T for an object", v)
		}
		for key := range in {
			if t.AttributeTypes[key] == nil {
				return tftypes.Value{}, fmt.Errorf("unsupported attribute %q", key)
			}
		}
		out := map[string]tftypes.Value{}
		for key, at := range t.AttributeTypes {
			value, err := expression(at, in[key], resolve)
			if err != nil {
				return value, fmt.Errorf("%s: %w", key, err)
			}
			out[key] = value
		}
		return tftypes.NewValue(ty, out), nil
	}
	return primitive(ty, v)
}

func elements(ty, of tftypes.Type, v any, resolve resolver) (tftypes.Value, error) {
	var in []any
	switch v := v.(type) {
	case []any:
		in = v
	case []string:
		for _, e := range v {
			in = append(in, e)
		}
	case []int64:
		for _, e := range v {
			in = append(in, e)
		}
	default:
		return tftypes.Value{}, fmt.Errorf("%T for a list or set", v)
	}
	out := []tftypes.Value{}
	for _, e := range in {
		value, err := expression(of, e, resolve)
		if err != nil {
			return value, err
		}
		out = append(out, value)
	}
	return canonical(tftypes.NewValue(ty, out)), nil
}

func primitive(ty tftypes.Type, v any) (tftypes.Value, error) {
	switch n := v.(type) {
	case int:
		v = big.NewFloat(float64(n))
	case int64:
		v = new(big.Float).SetInt64(n)
	case float64:
		v = big.NewFloat(n)
	}
	if err := tftypes.ValidateValue(ty, v); err != nil {
		return tftypes.Value{}, fmt.Errorf("%T for %s: %w", v, ty, err)
	}
	return tftypes.NewValue(ty, v), nil
}

// converted is v as ty: the same type, or a number as a string as in HCL.
func converted(ty tftypes.Type, v tftypes.Value) (tftypes.Value, error) {
	switch {
	case v.Type().Equal(ty), ty.Is(tftypes.DynamicPseudoType):
		return v, nil
	case !v.IsKnown():
		return tftypes.NewValue(ty, tftypes.UnknownValue), nil
	case v.IsNull():
		return tftypes.NewValue(ty, nil), nil
	case ty.Is(tftypes.String) && v.Type().Is(tftypes.Number):
		return tftypes.NewValue(ty, scalarText(v)), nil
	}
	return tftypes.Value{}, fmt.Errorf("a value of type %s cannot be %s", v.Type(), ty)
}

// canonical gives sets one order and each element once, as Terraform does.
func canonical(v tftypes.Value) tftypes.Value {
	if v.IsNull() || !v.IsKnown() || !holdsSet(v.Type()) {
		return v
	}
	switch {
	case v.Type().Is(tftypes.Object{}), v.Type().Is(tftypes.Map{}):
		out := mapOf(v)
		for key, e := range out {
			out[key] = canonical(e)
		}
		return tftypes.NewValue(v.Type(), out)
	case v.Type().Is(tftypes.Set{}):
		list := canonicals(v)
		type written struct {
			text  string // made once: sets are as big as a corp
			value tftypes.Value
		}
		byText := make([]written, 0, len(list))
		for _, e := range list {
			byText = append(byText, written{text(e), e})
		}
		slices.SortFunc(byText, func(a, b written) int { return strings.Compare(a.text, b.text) })
		for i, e := range byText {
			list[i] = e.value
		}
		// Two unknown elements may become two values.
		return tftypes.NewValue(v.Type(), slices.CompactFunc(list, func(a, b tftypes.Value) bool { return a.IsFullyKnown() && a.Equal(b) }))
	default:
		return tftypes.NewValue(v.Type(), canonicals(v))
	}
}

func canonicals(v tftypes.Value) []tftypes.Value {
	out := listOf(v)
	for i := range out {
		out[i] = canonical(out[i])
	}
	return out
}

// holdsSet reports whether values of ty can hold a set.
func holdsSet(ty tftypes.Type) bool {
	switch t := ty.(type) {
	case tftypes.Set:
		return true
	case tftypes.List:
		return holdsSet(t.ElementType)
	case tftypes.Map:
		return holdsSet(t.ElementType)
	case tftypes.Object:
		for _, at := range t.AttributeTypes {
			if holdsSet(at) {
				return true
			}
		}
	case tftypes.Tuple:
		return slices.ContainsFunc(t.ElementTypes, holdsSet)
	}
	return false
}

// listOf are the elements of a list or set, empty when it is null or unknown.
func listOf(v tftypes.Value) []tftypes.Value {
	var out []tftypes.Value
	if !v.IsNull() && v.IsKnown() {
		_ = v.As(&out)
	}
	return slices.Clone(out)
}

// mapOf are the elements of a map or object, empty when it is null or unknown.
func mapOf(v tftypes.Value) map[string]tftypes.Value {
	out := map[string]tftypes.Value{}
	if !v.IsNull() && v.IsKnown() {
		_ = v.As(&out)
	}
	return out
}

// At is the value at path of v: attribute names and map keys, dots between.
func At(v tftypes.Value, path string) (tftypes.Value, error) {
	if path == "" {
		return v, nil
	}
	for _, step := range strings.Split(path, ".") {
		if !v.IsKnown() {
			// What kind of value will be there is in the type.
			ty, err := elementType(v.Type(), step)
			if err != nil {
				return v, err
			}
			v = tftypes.NewValue(ty, tftypes.UnknownValue)
			continue
		}
		next, ok := mapOf(v)[step]
		if !ok {
			return v, fmt.Errorf("no %q in %s", step, v.Type())
		}
		v = next
	}
	return v, nil
}

func elementType(ty tftypes.Type, step string) (tftypes.Type, error) {
	switch t := ty.(type) {
	case tftypes.Object:
		if at := t.AttributeTypes[step]; at != nil {
			return at, nil
		}
	case tftypes.Map:
		return t.ElementType, nil
	}
	return nil, fmt.Errorf("no %q in %s", step, ty)
}

// Equal reports whether two values of one type are the same; sets have no order.
func Equal(a, b tftypes.Value) bool { return same(canonical(a), canonical(b)) }

// Text renders the scalar at path of v; "" when it is null, unknown or absent.
func Text(v tftypes.Value, path string) string {
	got, err := At(v, path)
	if err != nil || got.IsNull() || !got.IsKnown() {
		return ""
	}
	return scalarText(got)
}

func scalarText(v tftypes.Value) string {
	switch {
	case v.Type().Is(tftypes.String):
		var s string
		_ = v.As(&s)
		return s
	case v.Type().Is(tftypes.Bool):
		var b bool
		_ = v.As(&b)
		return strconv.FormatBool(b)
	case v.Type().Is(tftypes.Number):
		var n *big.Float
		_ = v.As(&n)
		return n.Text('f', -1)
	}
	return ""
}

// text renders any value the same way each time.
func text(v tftypes.Value) string {
	switch {
	case !v.IsKnown():
		return "(unknown)"
	case v.IsNull():
		return "null"
	case v.Type().Is(tftypes.String):
		return strconv.Quote(scalarText(v))
	case v.Type().Is(tftypes.Bool), v.Type().Is(tftypes.Number):
		return scalarText(v)
	case v.Type().Is(tftypes.Set{}), v.Type().Is(tftypes.List{}), v.Type().Is(tftypes.Tuple{}):
		var parts []string
		for _, e := range listOf(v) {
			parts = append(parts, text(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	in := mapOf(v)
	var parts []string
	for _, key := range sortedKeys(in) {
		parts = append(parts, key+" = "+text(in[key]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// same reports whether two values of one type are equal. Sets are canonical here, so this takes linear time; tftypes
// compares each element with each.
func same(a, b tftypes.Value) bool { return text(a) == text(b) }

func pathText(p *tftypes.AttributePath) string {
	var parts []string
	for _, s := range p.Steps() {
		switch s := s.(type) {
		case tftypes.AttributeName:
			parts = append(parts, string(s))
		case tftypes.ElementKeyString:
			parts = append(parts, string(s))
		case tftypes.ElementKeyInt:
			parts = append(parts, strconv.FormatInt(int64(s), 10))
		case tftypes.ElementKeyValue:
			parts = append(parts, "["+text(tftypes.Value(s))+"]")
		}
	}
	return strings.Join(parts, ".")
}

func atPath(v tftypes.Value, p *tftypes.AttributePath) (tftypes.Value, error) {
	got, _, err := tftypes.WalkAttributePath(v, p)
	if err != nil {
		return tftypes.Value{}, err
	}
	out, ok := got.(tftypes.Value)
	if !ok {
		return out, fmt.Errorf("%s is no value", pathText(p))
	}
	return out, nil
}

func pack(ty tftypes.Type, v tftypes.Value) (*tfprotov6.DynamicValue, error) {
	d, err := tfprotov6.NewDynamicValue(ty, v)
	return &d, err
}

func unpack(ty tftypes.Type, d *tfprotov6.DynamicValue) (tftypes.Value, error) {
	if d == nil {
		return tftypes.Value{}, errors.New("the provider answered no value")
	}
	v, err := d.Unmarshal(ty)
	if err != nil {
		return v, err
	}
	return canonical(v), nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
