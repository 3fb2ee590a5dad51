// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// fill resolves what planned left open from read, and keeps every planned value: a read that lags behind the write must
// not contradict the plan, and what an administrator changes meanwhile shows in the next plan.
func fill(planned, read tftypes.Value) tftypes.Value {
	switch {
	case planned.Type() == nil || planned.IsFullyKnown():
		return planned
	case !planned.IsKnown():
		if read.Type() != nil && read.IsKnown() {
			return read
		}
		return planned
	}
	ty := planned.Type()
	if !ty.Is(tftypes.Object{}) && !ty.Is(tftypes.Map{}) {
		return planned
	}
	var in, from map[string]tftypes.Value
	if planned.As(&in) != nil || read.Type() == nil || !read.IsKnown() || read.IsNull() || read.As(&from) != nil {
		return planned
	}
	out := make(map[string]tftypes.Value, len(in))
	for name, v := range in {
		if out[name] = v; from[name].Type() != nil {
			out[name] = fill(v, from[name])
		}
	}
	return tftypes.NewValue(ty, out)
}

// settle turns what is still open into null: the id must reach the state, and the next refresh reads the rest.
func settle(v tftypes.Value) tftypes.Value {
	if v.Type() == nil || v.IsFullyKnown() {
		return v
	}
	out, err := tftypes.Transform(v, func(_ *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if !v.IsKnown() {
			return tftypes.NewValue(v.Type(), nil), nil
		}
		return v, nil
	})
	if err != nil {
		return v
	}
	return out
}

// sameTexts is read with the texts of before where the two differ in white space at their ends, or in line ends, alone.
// A text that is written as a heredoc ends in a line break, and no page says whether WeCom keeps what nobody sees: a
// text that it shows without is no difference, which no apply could mend.
func sameTexts(before, read tftypes.Value) tftypes.Value {
	ty := read.Type()
	if ty == nil || before.Type() == nil || !ty.Equal(before.Type()) || before.IsNull() || !before.IsKnown() || read.IsNull() || !read.IsKnown() {
		return read
	}
	switch {
	case ty.Is(tftypes.String):
		var was, is string
		if before.As(&was) == nil && read.As(&is) == nil && bare(was) == bare(is) {
			return before
		}
	case ty.Is(tftypes.Object{}), ty.Is(tftypes.Map{}):
		var was, is map[string]tftypes.Value
		if before.As(&was) != nil || read.As(&is) != nil {
			return read
		}
		out := make(map[string]tftypes.Value, len(is))
		for name, v := range is {
			out[name] = sameTexts(was[name], v)
		}
		return tftypes.NewValue(ty, out)
	case ty.Is(tftypes.List{}):
		var was, is []tftypes.Value
		if before.As(&was) != nil || read.As(&is) != nil || len(was) != len(is) {
			return read
		}
		out := make([]tftypes.Value, len(is))
		for i, v := range is {
			out[i] = sameTexts(was[i], v)
		}
		return tftypes.NewValue(ty, out)
	}
	return read
}

// bare is a text without what nobody sees at its ends, and with the line ends of Unix.
func bare(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// attributes are those of an object; nil when v is none.
func attributes(v tftypes.Value) map[string]tftypes.Value {
	var out map[string]tftypes.Value
	if v.Type() == nil || !v.Type().Is(tftypes.Object{}) || v.IsNull() || !v.IsKnown() || v.As(&out) != nil {
		return nil
	}
	return out
}

// onlyID reports whether a state is that of an import before its first read.
func onlyID(v tftypes.Value) bool {
	for name, a := range attributes(v) {
		if name != "id" && name != "timeouts" && !a.IsNull() {
			return false
		}
	}
	return true
}

// nulls is an object of a type whose attributes are all null.
func nulls(ty tftypes.Object) tftypes.Value {
	values := make(map[string]tftypes.Value, len(ty.AttributeTypes))
	for name, t := range ty.AttributeTypes {
		values[name] = tftypes.NewValue(t, nil)
	}
	return tftypes.NewValue(ty, values)
}

// project shows of v what the type to has, however deep; what v lacks is null.
func project(v tftypes.Value, to tftypes.Type) tftypes.Value {
	if v.Type() == nil || v.IsNull() || !v.IsKnown() {
		return tftypes.NewValue(to, nil)
	}
	switch t := to.(type) {
	case tftypes.Object:
		in, out := attributes(v), make(map[string]tftypes.Value, len(t.AttributeTypes))
		for name, ty := range t.AttributeTypes {
			out[name] = project(in[name], ty)
		}
		return tftypes.NewValue(to, out)
	case tftypes.List:
		var in []tftypes.Value
		if v.As(&in) != nil {
			return tftypes.NewValue(to, nil)
		}
		out := make([]tftypes.Value, 0, len(in))
		for _, e := range in {
			out = append(out, project(e, t.ElementType))
		}
		return tftypes.NewValue(to, out)
	case tftypes.Map:
		var in map[string]tftypes.Value
		if v.As(&in) != nil {
			return tftypes.NewValue(to, nil)
		}
		out := make(map[string]tftypes.Value, len(in))
		for key, e := range in {
			out[key] = project(e, t.ElementType)
		}
		return tftypes.NewValue(to, out)
	}
	return v
}
