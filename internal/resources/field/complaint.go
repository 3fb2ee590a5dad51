// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// One mistake is one sentence: a text that came with a byte order mark is too long by it, no address and no userid, and
// whoever takes it out has mended all of that.

// rules are those of a text as one validator, which reports the first that is broken; characters that nobody sees come
// first, because they break others.
type rules []validator.String

func firstOf(all []validator.String) []validator.String {
	if len(all) < 2 {
		return all
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b validator.String) int { return weight(a) - weight(b) })
	return []validator.String{rules(out)}
}

func weight(v validator.String) int {
	if _, first := v.(Visible); first {
		return 0
	}
	return 1
}

// Description implements validator.Describer. That characters can be seen goes without saying.
func (rs rules) Description(ctx context.Context) string {
	var all []string
	for _, r := range rs {
		if _, seen := r.(Visible); !seen {
			all = append(all, r.Description(ctx))
		}
	}
	return strings.Join(all, "; ")
}

// MarkdownDescription implements validator.Describer.
func (rs rules) MarkdownDescription(ctx context.Context) string { return rs.Description(ctx) }

// ValidateString implements validator.String.
func (rs rules) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	for _, r := range rs {
		if r.ValidateString(ctx, req, resp); resp.Diagnostics.HasError() {
			return
		}
	}
}

// Complaint reports whether an attribute of a configuration breaks a rule of its own. What several attributes say
// together is not worth an error then.
func (fs Fields) Complaint(ctx context.Context, config tfsdk.Config) bool {
	return fs.complaint(ctx, config, path.Empty())
}

func (fs Fields) complaint(ctx context.Context, config tfsdk.Config, at path.Path) bool {
	return slices.ContainsFunc(fs, func(f Field) bool {
		return f.OnResource() && f.shape != block && f.mode != shown && f.mode != live && f.complaint(ctx, config, at.AtName(f.Name))
	})
}

func (f Field) complaint(ctx context.Context, config tfsdk.Config, at path.Path) bool {
	var diags diag.Diagnostics
	switch f.shape {
	case text:
		var v types.String
		diags = config.GetAttribute(ctx, at, &v)
		for _, r := range f.strings {
			resp := &validator.StringResponse{}
			r.ValidateString(ctx, validator.StringRequest{Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: v}, resp)
			diags.Append(resp.Diagnostics...)
		}
	case number:
		var v Whole
		diags = config.GetAttribute(ctx, at, &v)
		for _, r := range f.numbers {
			resp := &validator.Int64Response{}
			r.ValidateInt64(ctx, validator.Int64Request{Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: v.Int64Value}, resp)
			diags.Append(resp.Diagnostics...)
		}
		return diags.HasError() || v.problem != ""
	case set:
		var v Set
		diags = config.GetAttribute(ctx, at, &v)
		typed := &xattr.ValidateAttributeResponse{}
		v.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: at}, typed)
		diags.Append(typed.Diagnostics...)
		for _, r := range f.sets {
			resp := &validator.SetResponse{}
			r.ValidateSet(ctx, validator.SetRequest{Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: v.SetValue}, resp)
			diags.Append(resp.Diagnostics...)
		}
	case textList:
		var v types.List
		diags = config.GetAttribute(ctx, at, &v)
		for _, r := range f.lists {
			resp := &validator.ListResponse{}
			r.ValidateList(ctx, validator.ListRequest{Path: at, PathExpression: at.Expression(), Config: config, ConfigValue: v}, resp)
			diags.Append(resp.Diagnostics...)
		}
	case object:
		var v types.Object
		if diags = config.GetAttribute(ctx, at, &v); !v.IsNull() && !v.IsUnknown() && !diags.HasError() {
			return f.fields.complaint(ctx, config, at)
		}
	case objects:
		var v types.Map
		diags = config.GetAttribute(ctx, at, &v)
		for key, e := range v.Elements() {
			if !e.IsNull() && !e.IsUnknown() && f.fields.complaint(ctx, config, at.AtMapKey(key)) {
				return true
			}
		}
	case objectList:
		var v types.List
		diags = config.GetAttribute(ctx, at, &v)
		for i, e := range v.Elements() {
			if !e.IsNull() && !e.IsUnknown() && f.fields.complaint(ctx, config, at.AtListIndex(i)) {
				return true
			}
		}
	case flag, block: // have no rules of their own
	}
	return diags.HasError()
}
