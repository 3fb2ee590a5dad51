// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// NoNulls refuses a set that holds null: WeCom cannot be sent one, and left out
// in silence it would differ from what WeCom shows in every plan.
type NoNulls struct{}

// Description implements validator.Describer.
func (NoNulls) Description(context.Context) string { return "no null in it" }

// MarkdownDescription implements validator.Describer.
func (v NoNulls) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set.
func (NoNulls) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	for _, e := range req.ConfigValue.Elements() {
		if e.IsNull() { // unknown is not null
			resp.Diagnostics.AddAttributeError(req.Path, "Null in a set",
				fmt.Sprintf("%s holds a null. Leave it out, for example with compact() or an if in the for expression.", req.Path))
			return
		}
	}
}
