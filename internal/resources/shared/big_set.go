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
type BigSetType struct {
	basetypes.SetType
	userIDs bool // which differ not by case alone
}

// BigSet is a value of BigSetType.
type BigSet struct {
	basetypes.SetValue
	userIDs bool
}

var (
	_ basetypes.SetTypable                    = BigSetType{}
	_ basetypes.SetValuableWithSemanticEquals = BigSet{}

	// BigStrings is the type of attributes that hold a BigSet of any strings.
	BigStrings = BigSetType{SetType: basetypes.SetType{ElemType: types.StringType}}
	// BigUserIDs is the type of attributes that hold a BigSet of userids: other
	// case is no change, and the spelling from before stays.
	BigUserIDs = BigSetType{SetType: BigStrings.SetType, userIDs: true}
)

// NewBigSet is the set of values, each once; never null.
func NewBigSet(values []string) BigSet { return BigSet{SetValue: StringSet(values)} }

// NewBigUserIDs is the set of userids, each once; never null.
func NewBigUserIDs(ids []string) BigSet { return BigSet{StringSet(ids), true} }

// Equal implements attr.Type.
func (t BigSetType) Equal(o attr.Type) bool {
	other, same := o.(BigSetType)
	return same && other.userIDs == t.userIDs
}

// String implements attr.Type.
func (t BigSetType) String() string { return "shared.BigSetType" }

// ValueType implements attr.Type.
func (t BigSetType) ValueType(context.Context) attr.Value { return BigSet{userIDs: t.userIDs} }

// Validate replaces the framework's search for duplicates: Terraform's own sets
// have none.
func (t BigSetType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics { return nil }

// ValueFromSet implements basetypes.SetTypable.
func (t BigSetType) ValueFromSet(_ context.Context, in basetypes.SetValue) (basetypes.SetValuable, diag.Diagnostics) {
	return BigSet{in, t.userIDs}, nil
}

// ValueFromTerraform implements attr.Type.
func (t BigSetType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.SetType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	set, _ := v.(basetypes.SetValue)
	return BigSet{set, t.userIDs}, nil
}

// Type implements attr.Value.
func (s BigSet) Type(context.Context) attr.Type {
	if s.userIDs {
		return BigUserIDs
	}
	return BigStrings
}

// Equal implements attr.Value.
func (s BigSet) Equal(o attr.Value) bool {
	other, ok := o.(BigSet)
	if !ok || s.userIDs != other.userIDs || s.IsNull() != other.IsNull() || s.IsUnknown() != other.IsUnknown() || len(s.Elements()) != len(other.Elements()) {
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

// SetSemanticEquals reports whether before has the same userids in any case.
func (s BigSet) SetSemanticEquals(_ context.Context, before basetypes.SetValuable) (bool, diag.Diagnostics) {
	old, ok := before.(BigSet)
	if !ok || !s.userIDs || len(Texts(s.SetValue)) != len(s.Elements()) || len(s.Elements()) != len(old.Elements()) {
		return false, nil
	}
	had := Texts(old.SetValue)
	return slices.Equal(slices.Sorted(slices.Values(Respell(Texts(s.SetValue), had))), had), nil
}
