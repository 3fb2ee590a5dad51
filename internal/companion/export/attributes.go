// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// attributes are what a reviewer wants to read of an object: what was chosen for it, without what WeCom computes and
// without what holds anyway.
//
// It returns nil and a reason for what cannot be declared.
func attributes(ctx context.Context, o inventory.Object, withOrder bool) (list []field.Written, reason string) {
	about := o.Kind.About()
	if o.Value == nil {
		return nil, "its content was not read"
	}
	if reason := about.Undeclarable(o.Value); reason != "" {
		return nil, reason
	}
	state, diags := about.State(ctx, o.Value)
	if diags.HasError() {
		return nil, diags.Errors()[0].Detail()
	}
	// The import block has the id. A configuration may name that of a department, too, but a line that asks for what
	// was chosen already only makes every copy of the block collide with it. That of a member is needed.
	id := func(w field.Written) bool { return w.Name == "id" && !about.Fields.Get("id").Needed() }
	return slices.DeleteFunc(about.Fields.Written(state, withOrder), id), ""
}

// display names an object in messages and in the README: `"后端" (37)`.
func display(o inventory.Object) string {
	name := cmp.Or(o.Path, o.Name)
	if name == "" {
		return o.ID
	}
	return fmt.Sprintf("%q (%s)", name, o.ID)
}
