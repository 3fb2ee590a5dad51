// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// SetType is a set of strings or whole numbers whose checks take linear time, for sets as big as a corp. Those of the
// framework compare each element with each other one, several times per call: 10,000 members took minutes.
type SetType struct {
	basetypes.SetType
	users bool // which differ not by case alone
}

// Set is a value of SetType.
type Set struct {
	basetypes.SetValue
	users    bool
	problem  string // what a configured element is that it cannot be
	compared *bool  // see ToSetValue
}

var (
	_ basetypes.SetTypable                    = SetType{}
	_ basetypes.SetValuableWithSemanticEquals = Set{}
	_ xattr.ValidateableAttribute             = Set{}

	// StringSet is the type of attributes that hold a set of any strings.
	StringSet = SetType{SetType: basetypes.SetType{ElemType: types.StringType}}
	// NumberSet is the type of attributes that hold a set of whole numbers.
	NumberSet = SetType{SetType: basetypes.SetType{ElemType: WholeType{}}}
	// UserSet is the type of attributes that hold a set of userids: other case is no change, and the spelling from
	// before stays.
	UserSet = SetType{SetType: StringSet.SetType, users: true}
)

// Empty is the set of no elements.
func Empty(t SetType) Set { return Set{SetValue: types.SetValueMust(t.ElemType, nil), users: t.users} }

// Null is the set that is not there.
func Null(t SetType) Set { return Set{SetValue: types.SetNull(t.ElemType), users: t.users} }

// StringsSet is the set of values, each once; never null.
func StringsSet(values []string) Set { return Set{SetValue: stringSet(values)} }

// UsersSet is the set of userids in the spelling of before, each once; never null.
func UsersSet(ids []string, before Set) Set {
	return Set{SetValue: stringSet(Respell(ids, before.Strings())), users: true}
}

// NumbersSet is the set of values, each once; never null.
func NumbersSet(values []int64) Set {
	return Set{SetValue: setOf(values, WholeType{}, func(v int64) attr.Value { return WholeValue(v) })}
}

func stringSet(values []string) types.Set {
	return setOf(values, types.StringType, func(v string) attr.Value { return types.StringValue(v) })
}

func setOf[T cmp.Ordered](values []T, of attr.Type, value func(T) attr.Value) types.Set {
	elements := make([]attr.Value, 0, len(values))
	for _, v := range slices.Compact(slices.Sorted(slices.Values(values))) {
		elements = append(elements, value(v))
	}
	return types.SetValueMust(of, elements)
}

// Strings are the known elements, sorted; nil when there is none.
func (s Set) Strings() []string { return Texts(s.SetValue) }

// Numbers are the known elements, sorted; nil when there is none.
func (s Set) Numbers() []int64 { return Numbers(s.SetValue) }

// IsNone reports whether the set certainly has no elements.
func (s Set) IsNone() bool { return !s.IsUnknown() && len(s.Elements()) == 0 }

// IsKnown reports whether the set and each of its elements are known; null is the empty set.
func (s Set) IsKnown() bool {
	return !s.IsUnknown() && !slices.ContainsFunc(s.Elements(), attr.Value.IsUnknown)
}

// Same reports whether two sets hold the same: userids in any case.
func (s Set) Same(o Set) bool {
	if s.users {
		return SameUsers(s.Strings(), o.Strings())
	}
	return slices.Equal(s.sorted(), o.sorted())
}

// Texts are the known elements of a set of strings, sorted; nil when there is none.
func Texts(set types.Set) []string {
	return elements(set, func(v types.String) string { return v.ValueString() })
}

// Numbers are the known elements of a set of numbers, sorted; nil when there is none.
func Numbers(set types.Set) []int64 {
	return elements(set, func(v Whole) int64 { return v.ValueInt64() })
}

func elements[V attr.Value, T cmp.Ordered](set types.Set, value func(V) T) (out []T) {
	for _, e := range set.Elements() {
		if v, ok := e.(V); ok && !v.IsNull() && !v.IsUnknown() {
			out = append(out, value(v))
		}
	}
	slices.Sort(out)
	return out
}

// Equal implements attr.Type.
func (t SetType) Equal(o attr.Type) bool {
	other, same := o.(SetType)
	return same && other.users == t.users && t.ElemType.Equal(other.ElemType)
}

// String implements attr.Type.
func (t SetType) String() string { return "field.SetType[" + t.ElemType.String() + "]" }

// ValueType implements attr.Type.
func (t SetType) ValueType(context.Context) attr.Value { return Null(t) }

// Validate replaces the framework's search for duplicates: Terraform's own sets have none.
func (t SetType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics { return nil }

// ValueFromSet implements basetypes.SetTypable.
func (t SetType) ValueFromSet(_ context.Context, in basetypes.SetValue) (basetypes.SetValuable, diag.Diagnostics) {
	return Set{SetValue: in, users: t.users}, nil
}

// ValueFromTerraform implements attr.Type. A number that is not whole is kept for ValidateAttribute to name.
func (t SetType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	if isFolding(ctx) && in.Type() != nil {
		in = unfold(in)
	}
	if t.ElemType.Equal(WholeType{}) && in.Type() != nil && in.IsKnown() && !in.IsNull() {
		var all []tftypes.Value
		if err := in.As(&all); err != nil {
			return nil, err
		}
		for _, e := range all {
			n := new(big.Float)
			if !e.IsKnown() || e.IsNull() {
				continue
			}
			if err := e.As(&n); err != nil {
				return nil, err
			}
			if problem := wholeProblem(n); problem != "" {
				return Set{SetValue: types.SetUnknown(t.ElemType), problem: problem}, nil
			}
		}
	}
	v, err := t.SetType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	set, _ := v.(basetypes.SetValue)
	return Set{SetValue: set, users: t.users, compared: new(bool)}, nil
}

// ToTerraformValue implements attr.Value.
func (s Set) ToTerraformValue(ctx context.Context) (tftypes.Value, error) {
	v, err := s.SetValue.ToTerraformValue(ctx)
	if err == nil && isFolding(ctx) {
		v = fold(v)
	}
	return v, err
}

// ValidateAttribute implements xattr.ValidateableAttribute.
func (s Set) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if s.problem != "" {
		resp.Diagnostics.AddAttributeError(at(req.Path), "Not a whole number", fmt.Sprintf("%s has %s", req.Path, s.problem))
	}
}

// Type implements attr.Value.
func (s Set) Type(ctx context.Context) attr.Type {
	return SetType{SetType: basetypes.SetType{ElemType: s.ElementType(ctx)}, users: s.users}
}

// Equal implements attr.Value.
func (s Set) Equal(o attr.Value) bool {
	other, ok := o.(Set)
	if !ok || s.users != other.users || s.problem != other.problem || s.IsNull() != other.IsNull() || s.IsUnknown() != other.IsUnknown() ||
		len(s.Elements()) != len(other.Elements()) {
		return false
	}
	return slices.Equal(s.sorted(), other.sorted())
}

// sorted writes each element so that equal ones are equal texts.
func (s Set) sorted() []string {
	out := make([]string, 0, len(s.Elements()))
	for _, e := range s.Elements() {
		out = append(out, e.String())
	}
	slices.Sort(out)
	return out
}

// SetSemanticEquals reports whether before has the same userids in any case, or is the same.
func (s Set) SetSemanticEquals(_ context.Context, before basetypes.SetValuable) (bool, diag.Diagnostics) {
	old, ok := before.(Set)
	equal := ok && (s.users && respelled(s, old) || s.Equal(old))
	if ok && !equal && old.compared != nil {
		*old.compared = true
	}
	return equal, nil
}

// ToSetValue implements basetypes.SetValuable. Where SetSemanticEquals says no, the framework asks next for the
// elements from before, to compare each new one with each of them as far as they have a notion of being equal of their
// own. None has, so that once there are none to compare with: 10,000 members with one added in the console took
// minutes.
func (s Set) ToSetValue(ctx context.Context) (basetypes.SetValue, diag.Diagnostics) {
	if s.compared != nil && *s.compared {
		*s.compared = false
		return types.SetValueMust(s.ElementType(ctx), nil), nil
	}
	return s.SetValue, nil
}

// respelled reports whether a names the userids of b, in any case.
func respelled(a, b Set) bool {
	return a.IsKnown() && b.IsKnown() && a.IsNull() == b.IsNull() && len(a.Elements()) == len(b.Elements()) && SameUsers(a.Strings(), b.Strings())
}

// sameSpelling plans no change for userids that differ from the state in case only: WeCom ignores it.
type sameSpelling struct{}

// Description implements planmodifier.Describer.
func (sameSpelling) Description(context.Context) string { return "other case is no change" }

// MarkdownDescription implements planmodifier.Describer.
func (s sameSpelling) MarkdownDescription(ctx context.Context) string { return s.Description(ctx) }

// PlanModifySet implements planmodifier.Set.
func (sameSpelling) PlanModifySet(_ context.Context, req planmodifier.SetRequest, resp *planmodifier.SetResponse) {
	if !req.State.Raw.IsNull() && respelled(Set{SetValue: req.PlanValue, users: true}, Set{SetValue: req.StateValue, users: true}) {
		resp.PlanValue = req.StateValue
	}
}

// Lookups by userid ignore case in WeCom (doc 90196), which answers userids in the spelling of the directory, whatever
// was sent.

// Respell gives each of ids the spelling that it has in known.
func Respell(ids, known []string) []string {
	spelling := make(map[string]string, len(known))
	for _, id := range known {
		spelling[strings.ToLower(id)] = id
	}
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if s, ok := spelling[strings.ToLower(id)]; ok {
			id = s
		}
		out = append(out, id)
	}
	return out
}

// SameUsers compares two lists of userids the way WeCom does.
func SameUsers(a, b []string) bool {
	fold := func(in []string) []string {
		out := make([]string, 0, len(in))
		for _, id := range in {
			out = append(out, strings.ToLower(id))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return slices.Equal(fold(a), fold(b))
}
