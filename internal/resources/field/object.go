// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// Type is the type of an object, or of the elements of a map or list of objects, as the fields describe it.
func (f Field) Type() types.ObjectType {
	attrs := make(map[string]attr.Type, len(f.fields))
	for name, a := range f.fields.Resource() {
		attrs[name] = a.GetType()
	}
	return types.ObjectType{AttrTypes: attrs}
}

// As reads an object into a struct of framework values; nil when it is null or unknown.
func As[T any](ctx context.Context, o types.Object) *T {
	if o.IsNull() || o.IsUnknown() {
		return nil
	}
	var out T
	if diags := o.As(ctx, &out, basetypes.ObjectAsOptions{}); diags.HasError() {
		panic(fmt.Sprintf("%T does not hold %s: %v", out, o.Type(ctx), diags)) // the schema and the struct differ
	}
	return &out
}

// ObjectOf is the object of a struct of framework values; null for nil.
func ObjectOf[T any](ctx context.Context, ty types.ObjectType, v *T) types.Object {
	if v == nil {
		return types.ObjectNull(ty.AttrTypes)
	}
	out, diags := types.ObjectValueFrom(ctx, ty.AttrTypes, v)
	if diags.HasError() {
		panic(fmt.Sprintf("%T does not fit %s: %v", v, ty, diags))
	}
	return out
}
