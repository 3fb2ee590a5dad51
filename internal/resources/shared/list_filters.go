// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// RegexAttribute is the filter of a list block that compares what (such as "the name") with a pattern.
func RegexAttribute(what string) schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true,
		MarkdownDescription: fmt.Sprintf("Lists only those of which %s matches this regular expression ([RE2](https://github.com/google/re2/wiki/Syntax)) "+
			"anywhere; `^` and `$` tie it to the ends, `(?i)` ignores case. Not empty. Default: all. Compared by the provider. Known to Terraform only, not to WeCom.", what),
		Validators: []validator.String{regexSyntax{}},
	}
}

// Regex compiles a pattern that regexSyntax accepted; nil, which matches everything, when there is none.
func Regex(pattern types.String) *regexp.Regexp {
	if pattern.IsNull() || pattern.IsUnknown() {
		return nil
	}
	compiled, err := regexp.Compile(pattern.ValueString())
	if err != nil {
		return nil
	}
	return compiled
}

// Matches reports whether s passes a pattern of Regex.
func Matches(pattern *regexp.Regexp, s string) bool { return pattern == nil || pattern.MatchString(s) }

// regexSyntax validates a regular expression.
type regexSyntax struct{}

// Description implements validator.Describer.
func (regexSyntax) Description(context.Context) string {
	return "a regular expression (RE2), not empty"
}

// MarkdownDescription implements validator.Describer.
func (v regexSyntax) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v regexSyntax) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	pattern := req.ConfigValue.ValueString()
	if pattern == "" { // matches everything, which nobody means who writes it
		resp.Diagnostics.AddAttributeError(req.Path, "Empty pattern", fmt.Sprintf("%s is empty. Leave the line out to list all.", req.Path))
		return
	}
	if _, err := regexp.Compile(pattern); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid pattern",
			fmt.Sprintf("%s must be %s: %s. A backslash is written twice in HCL.", req.Path, v.Description(ctx), err))
	}
}

// CreatedFromAttribute and CreatedToAttribute are the filters of a list block by creation time; from tells what happens
// without the former.
func CreatedFromAttribute(from string) schema.StringAttribute {
	return schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "Lists only those made at this time or later, RFC 3339 such as `2026-01-01T00:00:00+08:00`. " + from,
		Validators:          []validator.String{RFC3339{}},
	}
}

// CreatedToAttribute is the end of the window that CreatedFromAttribute begins.
func CreatedToAttribute(to string) schema.StringAttribute {
	return schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "Lists only those made at this time or earlier, RFC 3339, not before `created_from`. " + to,
		Validators:          []validator.String{RFC3339{}},
	}
}
