// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"cmp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// OptionalString maps WeCom's "" to null.
func OptionalString(s string) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(s)
}

// StringSet is the set of values, each once; never null.
func StringSet(values []string) types.Set {
	return setOf(values, types.StringType, func(v string) attr.Value { return types.StringValue(v) })
}

// NumberSet is the set of values, each once; never null.
func NumberSet(values []int64) types.Set {
	return setOf(values, types.Int64Type, func(v int64) attr.Value { return types.Int64Value(v) })
}

func setOf[T cmp.Ordered](values []T, of attr.Type, value func(T) attr.Value) types.Set {
	elements := make([]attr.Value, 0, len(values))
	for _, v := range slices.Compact(slices.Sorted(slices.Values(values))) {
		elements = append(elements, value(v))
	}
	return types.SetValueMust(of, elements)
}

// NoElements is the default of a set that makes "not written" and "written as []"
// the same in state and plan: WeCom answers either.
func NoElements(of attr.Type) defaults.Set {
	return setdefault.StaticValue(types.SetValueMust(of, nil))
}

// Texts are the known elements of a set of strings, sorted; nil when there is
// none.
func Texts(set types.Set) []string {
	return elements(set, func(v types.String) string { return v.ValueString() })
}

// Numbers are the known elements of a set of numbers, sorted; nil when there is
// none.
func Numbers(set types.Set) []int64 {
	return elements(set, func(v types.Int64) int64 { return v.ValueInt64() })
}

func elements[V attr.Value, T cmp.Ordered](set types.Set, value func(V) T) (out []T) {
	for _, e := range set.Elements() {
		if v, ok := e.(V); ok && !v.IsNull() && !v.IsUnknown() {
			out = append(out, value(v))
		}
	}
	slices.Sort(out)
	return out
}

// KnownText is the value of v for a request, nil when it is null or unknown.
func KnownText(v types.String) *string { return known(v, v.ValueStringPointer()) }

// KnownNumber is the value of v for a request, nil when it is null or unknown.
func KnownNumber(v types.Int64) *int64 { return known(v, v.ValueInt64Pointer()) }

// KnownBool is the value of v for a request, nil when it is null or unknown.
func KnownBool(v types.Bool) *bool { return known(v, v.ValueBoolPointer()) }

func known[T any](v attr.Value, value *T) *T {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return value
}

// ShownBool is what WeCom shows of a flag, else what was known of it before.
func ShownBool(shown *bool, before types.Bool) types.Bool {
	switch {
	case shown != nil:
		return types.BoolValue(*shown)
	case before.IsUnknown():
		return types.BoolNull()
	}
	return before
}
