// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Filter is what a list block or a plural data source was given.
type Filter map[string]tftypes.Value

// Text is the value of an argument, null when it is not there.
func (f Filter) Text(name string) types.String {
	var s string
	if v := f[name]; v.Type() == nil || v.IsNull() || !v.IsKnown() || v.As(&s) != nil {
		return types.StringNull()
	}
	return types.StringValue(s)
}

// Has reports whether an argument is given.
func (f Filter) Has(name string) bool { v := f[name]; return v.Type() != nil && !v.IsNull() }

// Number is the value of an argument, nil when it is not there.
func (f Filter) Number(name string) *int64 {
	var n types.Int64
	if v, err := types.Int64Type.ValueFromTerraform(nil, f[name]); err == nil && f.Has(name) { //nolint:staticcheck // no context is read
		n, _ = v.(types.Int64)
		return n.ValueInt64Pointer()
	}
	return nil
}

// Flag is the value of an argument, nil when it is not there.
func (f Filter) Flag(name string) *bool {
	var b bool
	if v := f[name]; v.Type() == nil || v.IsNull() || !v.IsKnown() || v.As(&b) != nil {
		return nil
	}
	return &b
}

// Regex is the pattern of an argument; nil, which matches everything, when it is not there.
func (f Filter) Regex(name string) *regexp.Regexp { return shared.Regex(f.Text(name)) }

// Window is created_from to created_to; diags may be nil.
func (f Filter) Window(diags *diag.Diagnostics) shared.Window {
	if diags == nil {
		diags = &diag.Diagnostics{}
	}
	return shared.ParseWindow(f.Text("created_from"), f.Text("created_to"), diags)
}

// named reports whether name or time of creation are filtered.
func (f Filter) named() bool {
	return f.Has("name_regex") || f.Has("created_from") || f.Has("created_to")
}

// passes reports whether an object of this name and time does.
func (f Filter) passes(name string, made int64) bool {
	return shared.Matches(f.Regex("name_regex"), name) && f.Window(nil).Holds(made)
}

// ByName are the filters by name and time of creation: what is "the name (链接名称)", cost tells what they cost.
func ByName(what, cost string) map[string]list.Attribute {
	return shared.NamedListAttributes(what, strings.TrimSpace(cost))
}
