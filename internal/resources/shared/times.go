// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Window is a span of creation times, both ends included; a zero end is open.
type Window struct{ From, To time.Time }

// ParseWindow reads `created_from` and `created_to` and refuses a window that ends before it begins. What is null,
// unknown or malformed is open: RFC3339 tells of the latter.
func ParseWindow(from, to types.String, diags *diag.Diagnostics) Window {
	var w Window
	w.From, _ = time.Parse(time.RFC3339, from.ValueString())
	w.To, _ = time.Parse(time.RFC3339, to.ValueString())
	if !w.From.IsZero() && !w.To.IsZero() && w.To.Before(w.From) {
		diags.AddAttributeError(path.Root("created_to"), "Window ends before it begins",
			fmt.Sprintf("created_to (%s) is before created_from (%s).", to.ValueString(), from.ValueString()))
	}
	return w
}

// Open reports whether every time is in the window.
func (w Window) Open() bool { return w.From.IsZero() && w.To.IsZero() }

// Holds reports whether Unix seconds are in the window. A time that WeCom does not show (0) is: a reviewer can strike
// out what is too much, not what is missing.
func (w Window) Holds(unix int64) bool {
	at := time.Unix(unix, 0)
	return unix == 0 || (w.From.IsZero() || !at.Before(w.From)) && (w.To.IsZero() || !at.After(w.To))
}

// RFC3339 validates a point in time.
type RFC3339 struct{}

// Description implements validator.Describer.
func (RFC3339) Description(context.Context) string {
	return "a time of RFC 3339, such as 2026-01-01T00:00:00+08:00"
}

// MarkdownDescription implements validator.Describer.
func (v RFC3339) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v RFC3339) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := time.Parse(time.RFC3339, req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid time",
			fmt.Sprintf("%s is %q; it must be %s.", req.Path, req.ConfigValue.ValueString(), v.Description(ctx)))
	}
}
