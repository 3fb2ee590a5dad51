// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"cmp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

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

// KnownText is the value of v for a request, nil when it is null or unknown.
func KnownText(v types.String) *string { return known(v, v.ValueStringPointer()) }

func known[T any](v attr.Value, value *T) *T {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	return value
}
