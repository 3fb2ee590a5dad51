// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// planProblems checks what a provider planned against what is configured: it may choose only values that nobody
// configured and that are computed, or keep a prior value as equivalent to the configured one.
func planProblems(block *tfprotov6.SchemaBlock, prior, config, planned tftypes.Value, at string) (out []string) {
	switch {
	case planned.IsNull() && !config.IsNull():
		return []string{at + "planned for absence but config wants existence"}
	case config.IsNull() && !planned.IsNull():
		return []string{at + "planned for existence but config wants absence"}
	case planned.IsNull():
		return nil
	case !planned.IsKnown():
		return []string{at + "planned as a whole unknown"}
	}
	out = attributeProblems(block.Attributes, prior, config, planned, at)
	priors, configs, planneds := mapOf(prior), mapOf(config), mapOf(planned)
	for _, b := range block.BlockTypes {
		p, c, now := orNull(priors, b.TypeName, configs[b.TypeName]), configs[b.TypeName], planneds[b.TypeName]
		where := at + b.TypeName
		switch nestingOfBlock(b.Nesting) {
		case single:
			out = append(out, planProblems(b.Block, p, c, now, where+".")...)
		case list:
			cs, ns, ps := listOf(c), listOf(now), listOf(p)
			if now.IsNull() || len(cs) != len(ns) {
				out = append(out, fmt.Sprintf("%s: %d blocks planned, %d configured", where, len(ns), len(cs)))
				continue
			}
			for i := range ns {
				before := tftypes.NewValue(ns[i].Type(), nil)
				if i < len(ps) {
					before = ps[i]
				}
				out = append(out, planProblems(b.Block, before, cs[i], ns[i], fmt.Sprintf("%s[%d].", where, i))...)
			}
		case set, mapping:
			if now.IsNull() {
				out = append(out, where+": null, where no blocks are an empty collection")
			}
		}
	}
	return out
}

func orNull(in map[string]tftypes.Value, name string, like tftypes.Value) tftypes.Value {
	if v, ok := in[name]; ok {
		return v
	}
	return tftypes.NewValue(like.Type(), nil)
}

func attributeProblems(attributes []*tfprotov6.SchemaAttribute, prior, config, planned tftypes.Value, at string) (out []string) {
	priors, configs, planneds := mapOf(prior), mapOf(config), mapOf(planned)
	for _, a := range attributes {
		null := tftypes.NewValue(attributeType(a), nil)
		out = append(out, attributeProblem(a, orNull(priors, a.Name, null), orNull(configs, a.Name, null), orNull(planneds, a.Name, null), at+a.Name)...)
	}
	return out
}

func attributeProblem(a *tfprotov6.SchemaAttribute, prior, config, planned tftypes.Value, at string) []string {
	switch {
	case a.WriteOnly && planned.IsNull():
		return nil
	case a.WriteOnly:
		return []string{at + ": planned a value for a write-only attribute"}
	case same(planned, config),
		same(planned, prior) && !prior.IsNull() && !config.IsNull(),
		a.Computed && (!a.Optional || config.IsNull()):
		return nil
	case config.IsNull():
		return []string{fmt.Sprintf("%s: planned value %s for a non-computed attribute", at, text(planned))}
	case a.NestedType != nil:
		return nestedProblems(a.NestedType, prior, config, planned, at)
	}
	return []string{fmt.Sprintf("%s: planned value %s does not match config value %s nor prior value %s", at, text(planned), text(config), text(prior))}
}

func nestedProblems(o *tfprotov6.SchemaObject, prior, config, planned tftypes.Value, at string) (out []string) {
	switch {
	case planned.IsNull():
		return []string{at + ": planned for absence but config wants existence"}
	case !planned.IsKnown() && config.IsKnown():
		return []string{at + ": planned unknown for configured value"}
	case !config.IsKnown():
		return nil
	}
	how := nestingOf(o.Nesting)
	if how == single {
		return attributeProblems(o.Attributes, prior, config, planned, at+".")
	}
	cs, ns := nestedElements(how, config), nestedElements(how, planned)
	if len(cs) != len(ns) && (how != set || planned.IsFullyKnown() && config.IsFullyKnown()) {
		return []string{fmt.Sprintf("%s: count in plan (%d) disagrees with count in config (%d)", at, len(ns), len(cs))}
	}
	switch how {
	case list:
		ps := listOf(prior)
		for i := range ns {
			before := tftypes.NewValue(ns[i].Type(), nil)
			if i < len(ps) {
				before = ps[i]
			}
			out = append(out, attributeProblems(o.Attributes, before, cs[i], ns[i], fmt.Sprintf("%s[%d].", at, i))...)
		}
	case mapping:
		priors, configs, planneds := mapOf(prior), mapOf(config), mapOf(planned)
		for _, key := range sortedKeys(planneds) {
			c, ok := configs[key]
			if !ok {
				out = append(out, fmt.Sprintf("%s: map key %q from plan is not present in config", at, key))
				continue
			}
			out = append(out, attributeProblems(o.Attributes, orNull(priors, key, c), c, planneds[key], fmt.Sprintf("%s[%q].", at, key))...)
		}
	default: // elements of sets cannot be told apart
	}
	return out
}
