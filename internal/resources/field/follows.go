// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// follows plans a flag that the configuration does not say, before it is asked whether a change of it replaces.
type follows struct{ other string }

// Description implements planmodifier.Describer.
func (f follows) Description(context.Context) string { return "as " + f.other }

// MarkdownDescription implements planmodifier.Describer.
func (f follows) MarkdownDescription(ctx context.Context) string { return f.Description(ctx) }

// PlanModifyBool implements planmodifier.Bool.
func (f follows) PlanModifyBool(ctx context.Context, req planmodifier.BoolRequest, resp *planmodifier.BoolResponse) {
	if req.Plan.Raw.IsNull() || !req.ConfigValue.IsNull() {
		return
	}
	var other types.Bool
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(f.other), &other)...)
	if resp.PlanValue = types.BoolUnknown(); !other.IsUnknown() {
		resp.PlanValue = types.BoolValue(other.ValueBool())
	}
}
