// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// NamedListBase is embedded by list resources that filter by name and creation
// time.
type NamedListBase struct{ ResourceBase }

// NamedListOf is the base of the list resource typeName.
func NamedListOf(typeName string) NamedListBase { return NamedListBase{ResourceOf(typeName)} }

// NamedListAttributes are the filters: what is "the name (链接名称)", from tells what
// created_from costs.
func NamedListAttributes(what, from string) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name_regex":   RegexAttribute(what),
		"created_from": CreatedFromAttribute("Default: all. " + from + " API key `create_time`."),
		"created_to":   CreatedToAttribute("Default: all. API key `create_time`."),
	}
}

// NameFilter lets objects of a name and a time of creation pass.
type NameFilter struct {
	names *regexp.Regexp
	made  Window
}

// Open reports whether everything passes.
func (f NameFilter) Open() bool { return f.names == nil && f.made.Open() }

// Passes reports whether an object that was made at these Unix seconds does.
func (f NameFilter) Passes(name string, made int64) bool {
	return Matches(f.names, name) && f.made.Holds(made)
}

// ValidateListResourceConfig refuses a window that ends before it begins.
func (b *NamedListBase) ValidateListResourceConfig(ctx context.Context, req list.ValidateConfigRequest, resp *list.ValidateConfigResponse) {
	ValidateWindow(ctx, req.Config, &resp.Diagnostics)
}

// Begin reads the filters of a list block; when it returns false, the stream
// tells why nothing can be listed.
func (b *NamedListBase) Begin(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) (NameFilter, bool) {
	var config struct {
		NameRegex   types.String `tfsdk:"name_regex"`
		CreatedFrom types.String `tfsdk:"created_from"`
		CreatedTo   types.String `tfsdk:"created_to"`
	}
	var diags diag.Diagnostics
	diags.Append(req.Config.Get(ctx, &config)...)
	made := ParseWindow(config.CreatedFrom, config.CreatedTo, &diags)
	if diags.HasError() || !b.Ready(&diags) {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return NameFilter{}, false
	}
	return NameFilter{Regex(config.NameRegex), made}, true
}
