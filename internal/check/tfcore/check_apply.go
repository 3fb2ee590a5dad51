// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// resultProblems checks that actual is what planned promised: every known value as it was, and a value of any kind
// where the plan said unknown.
func resultProblems(planned, actual tftypes.Value, at string) (out []string) {
	switch {
	case !planned.IsKnown():
		return nil
	case planned.IsNull() && actual.IsNull():
		return nil
	case planned.IsNull():
		return []string{fmt.Sprintf("%s: was null, but now %s", at, text(actual))}
	case actual.IsNull():
		return []string{fmt.Sprintf("%s: was %s, but now null", at, text(planned))}
	case !actual.IsKnown():
		return []string{fmt.Sprintf("%s: was known, but now unknown", at)}
	}
	ty := planned.Type()
	switch {
	case ty.Is(tftypes.Object{}), ty.Is(tftypes.Map{}):
		was, now := mapOf(planned), mapOf(actual)
		for _, key := range sortedKeys(was) {
			v, ok := now[key]
			if !ok {
				out = append(out, fmt.Sprintf("%s: element %q has vanished", at, key))
				continue
			}
			out = append(out, resultProblems(was[key], v, dotted(at, key))...)
		}
		for _, key := range sortedKeys(now) {
			if _, ok := was[key]; !ok {
				out = append(out, fmt.Sprintf("%s: new element %q has appeared", at, key))
			}
		}
	case ty.Is(tftypes.List{}), ty.Is(tftypes.Tuple{}):
		was, now := listOf(planned), listOf(actual)
		if len(was) != len(now) {
			return []string{fmt.Sprintf("%s: %d elements planned, now %d", at, len(was), len(now))}
		}
		for i := range was {
			out = append(out, resultProblems(was[i], now[i], fmt.Sprintf("%s[%d]", at, i))...)
		}
	case ty.Is(tftypes.Set{}) && same(planned, actual):
		return nil
	case ty.Is(tftypes.Set{}):
		return setProblems(listOf(planned), listOf(actual), at)
	default:
		if !same(planned, actual) {
			return []string{fmt.Sprintf("%s: was %s, but now %s", at, text(planned), text(actual))}
		}
	}
	return out
}

// setProblems wants every planned element to be matched by an actual one and the other way round; unknown elements may
// turn out equal.
func setProblems(planned, actual []tftypes.Value, at string) (out []string) {
	matched := make([]bool, len(actual))
	for _, p := range planned {
		found := false
		for i, a := range actual {
			if len(resultProblems(p, a, at)) == 0 {
				matched[i], found = true, true
			}
		}
		if !found {
			out = append(out, fmt.Sprintf("%s: planned set element %s does not correlate with any element in actual", at, text(p)))
		}
	}
	for i, ok := range matched {
		if !ok {
			out = append(out, fmt.Sprintf("%s: actual set element %s does not correlate with any element in plan", at, text(actual[i])))
		}
	}
	if len(actual) > len(planned) {
		out = append(out, fmt.Sprintf("%s: length changed from %d to %d", at, len(planned), len(actual)))
	}
	return out
}

func dotted(at, key string) string {
	if at == "" {
		return key
	}
	return at + "." + key
}

// unknowns names what is still unknown in v.
func unknowns(v tftypes.Value) (out []string) {
	if v.IsFullyKnown() {
		return nil
	}
	_ = tftypes.Walk(v, func(p *tftypes.AttributePath, v tftypes.Value) (bool, error) {
		if !v.IsKnown() {
			out = append(out, pathText(p))
		}
		return true, nil
	})
	return out
}

// nullUnknowns lets a value with unknowns be saved all the same.
func nullUnknowns(v tftypes.Value) tftypes.Value {
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
