// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"context"
	"fmt"
	"math"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// WholeType is a whole number. Configured as 1.5 or 1e30 it ends in a sentence at its line; the framework's own type
// calls that an error of the provider.
type WholeType struct{ basetypes.Int64Type }

// Whole is a value of WholeType.
type Whole struct {
	basetypes.Int64Value
	problem string
}

var (
	_ basetypes.Int64Typable      = WholeType{}
	_ xattr.ValidateableAttribute = Whole{}
)

// WholeValue is a known number.
func WholeValue(n int64) Whole { return Whole{Int64Value: types.Int64Value(n)} }

// WholeNull is the number that is not there.
func WholeNull() Whole { return Whole{Int64Value: types.Int64Null()} }

// WholePointer is the number, or the one that is not there.
func WholePointer(n *int64) Whole { return Whole{Int64Value: types.Int64PointerValue(n)} }

// Known is the value for a request, nil when it is null or unknown.
func (w Whole) Known() *int64 {
	if w.IsNull() || w.IsUnknown() {
		return nil
	}
	return w.ValueInt64Pointer()
}

// Problem says why a configured element of a map is no whole number, "" when it is one.
func (w Whole) Problem() string { return w.problem }

// Equal implements attr.Type.
func (t WholeType) Equal(o attr.Type) bool {
	_, same := o.(WholeType)
	return same
}

// String implements attr.Type.
func (t WholeType) String() string { return "field.WholeType" }

// Validate replaces the framework's check of the elements of a map, which calls a fraction an error of the provider.
func (t WholeType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics { return nil }

// ValueType implements attr.Type.
func (t WholeType) ValueType(context.Context) attr.Value { return Whole{} }

// ValueFromInt64 implements basetypes.Int64Typable.
func (t WholeType) ValueFromInt64(_ context.Context, in basetypes.Int64Value) (basetypes.Int64Valuable, diag.Diagnostics) {
	return Whole{Int64Value: in}, nil
}

// ValueFromTerraform implements attr.Type.
func (t WholeType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	if in.Type() != nil && in.IsKnown() && !in.IsNull() {
		n := new(big.Float)
		if err := in.As(&n); err != nil {
			return nil, err
		}
		if problem := wholeProblem(n); problem != "" {
			return Whole{Int64Value: types.Int64Unknown(), problem: problem}, nil
		}
	}
	v, err := t.Int64Type.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	n, _ := v.(basetypes.Int64Value)
	return Whole{Int64Value: n}, nil
}

// Type implements attr.Value.
func (w Whole) Type(context.Context) attr.Type { return WholeType{} }

// Equal implements attr.Value.
func (w Whole) Equal(o attr.Value) bool {
	other, ok := o.(Whole)
	return ok && w.problem == other.problem && w.Int64Value.Equal(other.Int64Value)
}

// ValidateAttribute implements xattr.ValidateableAttribute.
func (w Whole) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if w.problem != "" {
		resp.Diagnostics.AddAttributeError(at(req.Path), "Not a whole number", fmt.Sprintf("%s is %s", req.Path, w.problem))
	}
}

// wholeProblem says why n is no whole number of 64 bits, "" when it is one.
func wholeProblem(n *big.Float) string {
	written := n.Text('g', 12)
	if !n.IsInt() {
		return written + ", which is no whole number. Write one without a fraction; floor(), ceil() or parseint() make one of a calculation."
	}
	if _, accuracy := n.Int64(); accuracy != big.Exact {
		return fmt.Sprintf("%s, which is too large: whole numbers here are at most %d.", written, int64(math.MaxInt64))
	}
	return ""
}
