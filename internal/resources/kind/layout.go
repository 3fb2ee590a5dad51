// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"context"
	"fmt"
	"reflect"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// layout is how the struct of a state and its schema fit together. The framework finds that out anew for each value it
// converts, which took most of what this provider adds to the plan of a corp with thousands of objects.
type layout[M any] struct {
	object tftypes.Object
	fields []laid
}

// laid is an attribute, and where in the struct it is.
type laid struct {
	name  string
	index []int
	ty    attr.Type
}

// laidOut makes the layout when it is first needed.
type laidOut[M any] struct {
	once sync.Once
	is   layout[M]
}

func (k *Kind[M, O]) layout(ctx context.Context) *layout[M] {
	k.laidOut.once.Do(func() { k.laidOut.is = layoutOf[M](ctx, k.schema(ctx).Type()) })
	return &k.laidOut.is
}

// layoutOf panics where struct and schema do not fit, which is a mistake in the noun.
func layoutOf[M any](ctx context.Context, schema attr.Type) layout[M] {
	object, ok := schema.(attr.TypeWithAttributeTypes)
	if !ok {
		panic(fmt.Sprintf("%s is no object", schema))
	}
	types := object.AttributeTypes()
	out := layout[M]{object: tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[M]()) {
		name := f.Tag.Get("tfsdk")
		if name == "" || name == "-" {
			continue
		}
		ty := types[name]
		if ty == nil || out.object.AttributeTypes[name] != nil {
			panic(fmt.Sprintf("%s of %s: no attribute, or twice", name, reflect.TypeFor[M]()))
		}
		if got := reflect.TypeOf(ty.ValueType(ctx)); got != f.Type {
			panic(fmt.Sprintf("%s of %s is %s, its attribute %s", name, reflect.TypeFor[M](), f.Type, got))
		}
		out.object.AttributeTypes[name] = ty.TerraformType(ctx)
		out.fields = append(out.fields, laid{name, f.Index, ty})
	}
	if len(out.fields) != len(types) {
		panic(fmt.Sprintf("%s has %d of %d attributes", reflect.TypeFor[M](), len(out.fields), len(types)))
	}
	return out
}

// load takes m from a configuration, plan or state, and reports whether it could.
func (l *layout[M]) load(ctx context.Context, raw tftypes.Value, m *M, diags *diag.Diagnostics) bool {
	values := attributes(raw)
	if values == nil {
		diags.AddError("Value Conversion Error", fmt.Sprintf("%s stands where an object is expected. This is a mistake in the provider; please report it.", raw))
		return false
	}
	to := reflect.ValueOf(m).Elem()
	for _, f := range l.fields {
		v, err := f.ty.ValueFromTerraform(ctx, values[f.name])
		if err != nil {
			diags.AddAttributeError(path.Root(f.name), "Value Conversion Error", fmt.Sprintf("%s. This is a mistake in the provider; please report it.", err))
			return false
		}
		if !valid(ctx, path.Root(f.name), v, diags) {
			return false
		}
		to.FieldByIndex(f.index).Set(reflect.ValueOf(v))
	}
	return true
}

// save makes a plan or state of m; ok is false where it cannot be one, which then is said.
func (l *layout[M]) save(ctx context.Context, m *M, diags *diag.Diagnostics) (raw tftypes.Value, ok bool) {
	from := reflect.ValueOf(m).Elem()
	values := make(map[string]tftypes.Value, len(l.fields))
	for _, f := range l.fields {
		v, is := from.FieldByIndex(f.index).Interface().(attr.Value)
		if !is || !valid(ctx, path.Root(f.name), v, diags) {
			return raw, false
		}
		var out tftypes.Value
		var err error
		if got, want := v.Type(ctx).TerraformType(ctx), l.object.AttributeTypes[f.name]; !got.Equal(want) {
			err = fmt.Errorf("%s instead of %s", got, want) // a zero value, which has no type of its elements
		} else {
			out, err = v.ToTerraformValue(ctx)
		}
		if err != nil {
			diags.AddAttributeError(path.Root(f.name), "Value Conversion Error", fmt.Sprintf("%s. This is a mistake in the provider; please report it.", err))
			return raw, false
		}
		values[f.name] = out
	}
	return tftypes.NewValue(l.object, values), true
}

// valid has the value say what is wrong with it, as the framework does.
func valid(ctx context.Context, at path.Path, v attr.Value, diags *diag.Diagnostics) bool {
	checked, ok := v.(xattr.ValidateableAttribute)
	if !ok {
		return true
	}
	resp := xattr.ValidateAttributeResponse{}
	checked.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: at}, &resp)
	diags.Append(resp.Diagnostics...)
	return !resp.Diagnostics.HasError()
}
