// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// missing are Terraform's own words for required arguments that a block leaves out; the provider is not asked then. An
// element that is null counts as left out, where HCL tells the two apart.
func missing(address string, block *tfprotov6.SchemaBlock, values map[string]any, config tftypes.Value) (out Diagnostics) {
	configs := mapOf(config)
	for _, a := range block.Attributes {
		if _, written := values[a.Name]; a.Required && !written {
			out = append(out, Diagnostic{
				Address: address, Attribute: a.Name, Summary: "Missing required argument",
				Detail: fmt.Sprintf("The argument %q is required, but no definition was found.", a.Name),
			})
		}
		if text := missingIn(a.NestedType, configs[a.Name]); text != "" {
			out = append(out, Diagnostic{
				Address: address, Attribute: a.Name, Summary: "Incorrect attribute value type",
				Detail: fmt.Sprintf("Inappropriate value for attribute %q: %s.", a.Name, text),
			})
		}
	}
	return out
}

func missingIn(o *tfprotov6.SchemaObject, v tftypes.Value) string {
	if o == nil || v.IsNull() || !v.IsKnown() {
		return ""
	}
	for _, e := range nestedElements(nestingOf(o.Nesting), v) {
		if e.IsNull() || !e.IsKnown() {
			continue
		}
		in := mapOf(e)
		for _, a := range o.Attributes {
			if a.Required && in[a.Name].IsNull() {
				return fmt.Sprintf("attribute %q is required", a.Name)
			}
			if text := missingIn(a.NestedType, in[a.Name]); text != "" {
				return fmt.Sprintf("attribute %q: %s", a.Name, text)
			}
		}
	}
	return ""
}
