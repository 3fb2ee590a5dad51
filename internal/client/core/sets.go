// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"cmp"
	"slices"
	"strings"
)

// TextSet returns the values that are not empty, sorted, each once.
func TextSet(in []string) []string { return keep(in, func(s string) bool { return s != "" }) }

// NumberSet returns the values above 0, sorted, each once.
func NumberSet(in []int64) []int64 { return keep(in, func(n int64) bool { return n > 0 }) }

func keep[T cmp.Ordered](in []T, ok func(T) bool) []T {
	var out []T
	for _, v := range in {
		if ok(v) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// SameUsers compares userids as sets and without case, as WeCom does.
func SameUsers(a, b []string) bool {
	fold := func(in []string) []string {
		out := make([]string, 0, len(in))
		for _, v := range in {
			out = append(out, strings.ToLower(v))
		}
		return out
	}
	return SameSet(fold(a), fold(b))
}

// SameSet compares lists whose order means nothing.
func SameSet[T cmp.Ordered](a, b []T) bool {
	set := func(in []T) []T { return slices.Compact(slices.Sorted(slices.Values(in))) }
	return slices.Equal(set(a), set(b))
}

// Value reads what a nil pointer leaves at zero.
func Value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
