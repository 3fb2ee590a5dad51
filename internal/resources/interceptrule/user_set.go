// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// userSetType is a set of string whose checks take linear time. Those of the
// framework compare each element with each other one, several times per call:
// a rule of 2,500 users took minutes, and WeCom allows 10,000.
type userSetType struct{ basetypes.SetType }

// userSet is a value of userSetType.
type userSet struct{ basetypes.SetValue }

var (
	_ basetypes.SetTypable                    = userSetType{}
	_ basetypes.SetValuableWithSemanticEquals = userSet{}

	users = userSetType{basetypes.SetType{ElemType: types.StringType}}
)

// newUserSet is the set of ids, each once; never null.
func newUserSet(ids []string) userSet { return userSet{shared.StringSet(ids)} }

// Equal implements attr.Type.
func (t userSetType) Equal(o attr.Type) bool {
	_, same := o.(userSetType)
	return same
}

// String implements attr.Type.
func (t userSetType) String() string { return "interceptrule.userSetType" }

// ValueType implements attr.Type.
func (t userSetType) ValueType(context.Context) attr.Value { return userSet{} }

// Validate replaces the framework's search for duplicates: Terraform's own sets
// have none.
func (t userSetType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics { return nil }

// ValueFromSet implements basetypes.SetTypable.
func (t userSetType) ValueFromSet(_ context.Context, in basetypes.SetValue) (basetypes.SetValuable, diag.Diagnostics) {
	return userSet{in}, nil
}

// ValueFromTerraform implements attr.Type.
func (t userSetType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.SetType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	set, _ := v.(basetypes.SetValue)
	return userSet{set}, nil
}

// Type implements attr.Value.
func (s userSet) Type(context.Context) attr.Type { return users }

// Equal implements attr.Value.
func (s userSet) Equal(o attr.Value) bool {
	other, ok := o.(userSet)
	if !ok || s.IsNull() != other.IsNull() || s.IsUnknown() != other.IsUnknown() || len(s.Elements()) != len(other.Elements()) {
		return false
	}
	mine, theirs := shared.Texts(s.SetValue), shared.Texts(other.SetValue)
	return slices.Equal(mine, theirs)
}

// SetSemanticEquals keeps the spelling of before where only the case differs.
func (s userSet) SetSemanticEquals(_ context.Context, before basetypes.SetValuable) (bool, diag.Diagnostics) {
	old, ok := before.(userSet)
	if !ok || len(shared.Texts(s.SetValue)) != len(s.Elements()) || len(s.Elements()) != len(old.Elements()) {
		return false, nil
	}
	had := shared.Texts(old.SetValue)
	return slices.Equal(slices.Sorted(slices.Values(shared.Respell(shared.Texts(s.SetValue), had))), had), nil
}
