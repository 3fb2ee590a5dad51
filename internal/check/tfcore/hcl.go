// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// HCL writes a configuration for a CLI. Two resources of a module may not share type and label, so that each label but
// those in kept gets prefix.
func (c Config) HCL(prefix string, kept ...string) string {
	label := func(address string) string {
		if slices.Contains(kept, address) {
			return address
		}
		return prefix + address
	}
	var b strings.Builder
	for _, address := range slices.Sorted(maps.Keys(c)) {
		fmt.Fprintf(&b, "resource %q %q {\n", c[address].Type, label(address))
		for _, name := range slices.Sorted(maps.Keys(c[address].Values)) {
			fmt.Fprintf(&b, "  %s = %s\n", name, c.expression(c[address].Values[name], label))
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func (c Config) expression(v any, label func(string) string) string {
	list := func(n int, element func(int) any) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = c.expression(element(i), label)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return quoted(v)
	case Ref:
		address := v.Address
		v.Address = label(address)
		return c[address].Type + "." + v.String()
	case []string:
		return list(len(v), func(i int) any { return v[i] })
	case []int64:
		return list(len(v), func(i int) any { return v[i] })
	case []any:
		return list(len(v), func(i int) any { return v[i] })
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, quoted(key)+" = "+c.expression(v[key], label))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return fmt.Sprint(v)
}

// quoted is a text as HCL has it: its templates are no templates.
func quoted(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(s)
	return `"` + strings.NewReplacer("${", "$${", "%{", "%%{").Replace(s) + `"`
}
