// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// proposedBlock combines prior state and configuration into the value that Terraform proposes to a provider: what is
// configured, and where nothing is configured and the provider may choose, what was there before.
func proposedBlock(block *tfprotov6.SchemaBlock, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() || !config.IsKnown() {
		return prior
	}
	out := proposedAttributes(block.Attributes, prior, config)
	priors, configs := mapOf(prior), mapOf(config)
	for _, b := range block.BlockTypes {
		c := configs[b.TypeName]
		p, ok := priors[b.TypeName]
		if !ok {
			p = tftypes.NewValue(c.Type(), nil)
		}
		out[b.TypeName] = proposedNested(blockObject{b.Block}, nestingOfBlock(b.Nesting), p, c)
	}
	return tftypes.NewValue(config.Type(), out)
}

// object is what nested blocks and nested attributes have in common.
type object interface {
	attributes() []*tfprotov6.SchemaAttribute
	proposed(prior, config tftypes.Value) tftypes.Value
}

type blockObject struct{ *tfprotov6.SchemaBlock }

func (b blockObject) attributes() []*tfprotov6.SchemaAttribute { return b.Attributes }

func (b blockObject) proposed(prior, config tftypes.Value) tftypes.Value {
	return proposedBlock(b.SchemaBlock, prior, config)
}

type attributeObject struct{ *tfprotov6.SchemaObject }

func (o attributeObject) attributes() []*tfprotov6.SchemaAttribute { return o.Attributes }

func (o attributeObject) proposed(prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	return tftypes.NewValue(config.Type(), proposedAttributes(o.Attributes, prior, config))
}

type nesting int

const (
	single nesting = iota
	list
	set
	mapping
)

func nestingOfBlock(m tfprotov6.SchemaNestedBlockNestingMode) nesting {
	switch m {
	case tfprotov6.SchemaNestedBlockNestingModeList:
		return list
	case tfprotov6.SchemaNestedBlockNestingModeSet:
		return set
	case tfprotov6.SchemaNestedBlockNestingModeMap:
		return mapping
	default:
		return single
	}
}

func nestingOf(m tfprotov6.SchemaObjectNestingMode) nesting {
	switch m {
	case tfprotov6.SchemaObjectNestingModeList:
		return list
	case tfprotov6.SchemaObjectNestingModeSet:
		return set
	case tfprotov6.SchemaObjectNestingModeMap:
		return mapping
	default:
		return single
	}
}

// proposedNested correlates the elements of two nested values: by index, by key, or for sets by what was configured.
func proposedNested(o object, how nesting, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	switch how {
	case list:
		priors := listOf(prior)
		var out []tftypes.Value
		for i, c := range listOf(config) {
			if i < len(priors) {
				c = o.proposed(priors[i], c)
			}
			out = append(out, c)
		}
		return tftypes.NewValue(config.Type(), out)
	case mapping:
		priors, out := mapOf(prior), map[string]tftypes.Value{}
		for key, c := range mapOf(config) {
			p, ok := priors[key]
			if !ok {
				p = tftypes.NewValue(c.Type(), nil)
			}
			out[key] = o.proposed(p, c)
		}
		return tftypes.NewValue(config.Type(), out)
	case set:
		priors := listOf(prior)
		used := make([]bool, len(priors))
		var out []tftypes.Value
		for _, c := range listOf(config) {
			p := tftypes.NewValue(c.Type(), nil)
			for i := range priors {
				if !used[i] && couldComeFrom(o.attributes(), priors[i], c) {
					p, used[i] = priors[i], true
					break
				}
			}
			out = append(out, o.proposed(p, c))
		}
		return canonical(tftypes.NewValue(config.Type(), out))
	default:
		return o.proposed(prior, config)
	}
}

// proposedAttributes is the rule for single attributes. prior may be null.
func proposedAttributes(attributes []*tfprotov6.SchemaAttribute, prior, config tftypes.Value) map[string]tftypes.Value {
	priors, configs := mapOf(prior), mapOf(config)
	out := map[string]tftypes.Value{}
	for _, a := range attributes {
		c := configs[a.Name]
		p, ok := priors[a.Name]
		if !ok {
			p = tftypes.NewValue(c.Type(), nil)
		}
		switch {
		case a.WriteOnly: // in neither plan nor state
			out[a.Name] = tftypes.NewValue(c.Type(), nil)
		case a.Computed && c.IsNull():
			if a.Optional && a.NestedType != nil && wasConfigured(a.NestedType, p) {
				out[a.Name] = c
			} else {
				out[a.Name] = p
			}
		case a.NestedType != nil:
			out[a.Name] = proposedNested(attributeObject{a.NestedType}, nestingOf(a.NestedType.Nesting), p, c)
		default:
			out[a.Name] = c
		}
	}
	return out
}

// wasConfigured reports whether a nested value of an optional and computed attribute holds something that only a
// configuration can have put there.
func wasConfigured(o *tfprotov6.SchemaObject, v tftypes.Value) bool {
	if v.IsNull() || !v.IsKnown() {
		return false
	}
	for _, e := range nestedElements(nestingOf(o.Nesting), v) {
		in := mapOf(e)
		for _, a := range o.Attributes {
			av, ok := in[a.Name]
			if !ok || av.IsNull() {
				continue
			}
			if !a.Computed || a.NestedType != nil && wasConfigured(a.NestedType, av) {
				return true
			}
		}
	}
	return false
}

// nestedElements are the objects in a nested value.
func nestedElements(how nesting, v tftypes.Value) []tftypes.Value {
	switch how {
	case list, set:
		return listOf(v)
	case mapping:
		var out []tftypes.Value
		in := mapOf(v)
		for _, key := range sortedKeys(in) {
			out = append(out, in[key])
		}
		return out
	default:
		return []tftypes.Value{v}
	}
}

// couldComeFrom reports whether a prior set element could be what became of a configured one: they differ only where
// nothing is configured and the provider may choose.
func couldComeFrom(attributes []*tfprotov6.SchemaAttribute, prior, config tftypes.Value) bool {
	if prior.Equal(config) {
		return true
	}
	if prior.IsNull() || config.IsNull() || !config.IsKnown() {
		return false
	}
	priors, configs := mapOf(prior), mapOf(config)
	for _, a := range attributes {
		p, c := priors[a.Name], configs[a.Name]
		switch {
		case p.Equal(c), a.Computed && c.IsNull():
		case a.NestedType != nil && nestingOf(a.NestedType.Nesting) == single:
			if !couldComeFrom(a.NestedType.Attributes, p, c) {
				return false
			}
		default:
			return false
		}
	}
	return true
}
