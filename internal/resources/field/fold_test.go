// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

func userTexts(n int) (out []tftypes.Value) {
	for i := range n {
		out = append(out, tftypes.NewValue(tftypes.String, fmt.Sprintf("u\"<%d>员", i)))
	}
	return out
}

func elementsOf(t *testing.T, v tftypes.Value) []tftypes.Value {
	t.Helper()
	var all []tftypes.Value
	if err := v.As(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

// Each set is folded alone, in an object, a map and a list.
func TestFold(t *testing.T) {
	share := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"user_id": tftypes.String, "permission": tftypes.String}}
	var shares, numbers []tftypes.Value
	for i, id := range userTexts(field.FoldFrom) {
		permission := tftypes.NewValue(tftypes.String, nil)
		if i%2 == 0 {
			permission = tftypes.NewValue(tftypes.String, "view")
		}
		shares = append(shares, tftypes.NewValue(share, map[string]tftypes.Value{"user_id": id, "permission": permission}))
		numbers = append(numbers, tftypes.NewValue(tftypes.Number, i))
	}
	ofTexts := tftypes.Set{ElementType: tftypes.String}
	shareSet := field.SetType{SetType: basetypes.SetType{ElemType: types.ObjectType{AttrTypes: map[string]attr.Type{"user_id": types.StringType, "permission": types.StringType}}}}
	unknown := append(userTexts(field.FoldFrom), tftypes.NewValue(tftypes.String, tftypes.UnknownValue))
	for _, c := range []struct {
		name string
		of   attr.Type
		v    tftypes.Value
		want int // elements of the folded set
	}{
		{"texts", field.UserSet, tftypes.NewValue(ofTexts, userTexts(field.FoldFrom)), 1},
		{"objects", shareSet, tftypes.NewValue(tftypes.Set{ElementType: share}, shares), 1},
		{"few", field.StringSet, tftypes.NewValue(ofTexts, userTexts(field.FoldFrom-1)), field.FoldFrom - 1},
		{"one", field.StringSet, tftypes.NewValue(ofTexts, userTexts(1)), 1},
		{"an unknown one", field.StringSet, tftypes.NewValue(ofTexts, unknown), field.FoldFrom + 1},
		{"numbers", field.NumberSet, tftypes.NewValue(tftypes.Set{ElementType: tftypes.Number}, numbers), field.FoldFrom},
		{"a set of the framework", types.SetType{ElemType: types.StringType}, tftypes.NewValue(ofTexts, userTexts(field.FoldFrom)), field.FoldFrom},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := len(elementsOf(t, field.Fold(c.of, c.v))); got != c.want {
				t.Errorf("folded it has %d elements, want %d", got, c.want)
			}
			if got := len(field.ElementsOf(field.Fold(c.of, c.v))); got != len(elementsOf(t, c.v)) {
				t.Errorf("it is said to have %d elements", got)
			}
			in := tftypes.NewValue
			at := c.v.Type()
			for v, of := range map[*tftypes.Value]attr.Type{
				new(in(tftypes.List{ElementType: at}, []tftypes.Value{c.v})):              types.ListType{ElemType: c.of},
				new(in(tftypes.Map{ElementType: at}, map[string]tftypes.Value{"a": c.v})): types.MapType{ElemType: c.of},
			} {
				object := types.ObjectType{AttrTypes: map[string]attr.Type{"x": of, "y": types.BoolType}}
				whole := in(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"x": v.Type(), "y": tftypes.Bool}},
					map[string]tftypes.Value{"x": *v, "y": in(tftypes.Bool, nil)})
				folded := field.Fold(object, whole)
				if folds := c.want == 1 && c.name != "one"; folded.Equal(whole) == folds {
					t.Errorf("in %s: folded is %v", of, !folds)
				}
				if !field.Unfold(object, folded).Equal(whole) {
					t.Errorf("in %s: %s", of, field.Unfold(object, folded))
				}
			}
		})
	}
}

// A value that was folded on its way in reads as if it was not, and is folded on its way out.
func TestFold_values(t *testing.T) {
	ctx := field.Folding(t.Context())
	plain := tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, userTexts(field.FoldFrom))
	v, err := field.UserSet.ValueFromTerraform(ctx, field.Fold(field.UserSet, plain))
	if err != nil {
		t.Fatal(err)
	}
	set, ok := v.(field.Set)
	if !ok || len(set.Elements()) != field.FoldFrom {
		t.Fatalf("%T of %d", v, len(set.Elements()))
	}
	for folding, want := range map[bool]int{true: 1, false: field.FoldFrom} {
		at := t.Context()
		if folding {
			at = ctx
		}
		back, err := set.ToTerraformValue(at)
		if err != nil || len(elementsOf(t, back)) != want {
			t.Errorf("folding %v: %d elements, %v", folding, len(elementsOf(t, back)), err)
		}
	}
}
