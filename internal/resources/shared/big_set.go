// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// BigSetType is a set of strings whose checks take linear time, for sets as big
// as a corp. Those of the framework compare each element with each other one,
// several times per call: 10,000 members took minutes.
type BigSetType struct{ basetypes.SetType }

// BigSet is a value of BigSetType.
type BigSet struct{ basetypes.SetValue }

// BigStrings is the type of attributes that hold a BigSet.
var BigStrings = BigSetType{basetypes.SetType{ElemType: types.StringType}}

var _ basetypes.SetTypable = BigSetType{}

// NewBigSet is the set of values, each once; never null.
func NewBigSet(values []string) BigSet { return BigSet{StringSet(values)} }

// Equal implements attr.Type.
func (t BigSetType) Equal(o attr.Type) bool {
	_, same := o.(BigSetType)
	return same
}

// String implements attr.Type.
func (t BigSetType) String() string { return "shared.BigSetType" }

// ValueType implements attr.Type.
func (t BigSetType) ValueType(context.Context) attr.Value { return BigSet{} }

// Validate replaces the framework's search for duplicates: Terraform's own sets
// have none.
func (t BigSetType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics { return nil }

// ValueFromSet implements basetypes.SetTypable.
func (t BigSetType) ValueFromSet(_ context.Context, in basetypes.SetValue) (basetypes.SetValuable, diag.Diagnostics) {
	return BigSet{in}, nil
}

// ValueFromTerraform implements attr.Type.
func (t BigSetType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.SetType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	set, _ := v.(basetypes.SetValue)
	return BigSet{set}, nil
}

// Type implements attr.Value.
func (s BigSet) Type(context.Context) attr.Type { return BigStrings }

// Equal implements attr.Value.
func (s BigSet) Equal(o attr.Value) bool {
	other, ok := o.(BigSet)
	if !ok || s.IsNull() != other.IsNull() || s.IsUnknown() != other.IsUnknown() || len(s.Elements()) != len(other.Elements()) {
		return false
	}
	return slices.Equal(s.sorted(), other.sorted())
}

// sorted writes each element so that equal ones are equal texts.
func (s BigSet) sorted() []string {
	out := make([]string, 0, len(s.Elements()))
	for _, e := range s.Elements() {
		out = append(out, e.String())
	}
	slices.Sort(out)
	return out
}
