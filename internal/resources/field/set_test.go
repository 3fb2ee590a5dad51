// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

func TestBigSet(t *testing.T) {
	set := func(elements ...attr.Value) field.Set {
		return field.Set{SetValue: types.SetValueMust(types.StringType, elements)}
	}
	a, b := types.StringValue("a"), types.StringValue("b")
	for _, c := range []struct {
		name string
		x, y attr.Value
		want bool
	}{
		{"order", set(a, b), set(b, a), true},
		{"another element", set(a), set(b), false},
		{"more", set(a), set(a, b), false},
		{"empty", set(), field.StringsSet(nil), true},
		{"unknown element", set(a, types.StringUnknown()), set(a, b), false},
		{"the text of unknown", set(types.StringUnknown()), set(types.StringValue("<unknown>")), false},
		{"null", field.Set{SetValue: types.SetNull(types.StringType)}, set(), false},
		{"unknown", field.Set{SetValue: types.SetUnknown(types.StringType)}, set(), false},
		{"another type", set(a), types.SetValueMust(types.StringType, []attr.Value{a}), false},
	} {
		if got := c.x.Equal(c.y); got != c.want {
			t.Errorf("%s: Equal is %v", c.name, got)
		}
	}
	raw, err := set(b, a).ToTerraformValue(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	back, err := field.StringSet.ValueFromTerraform(context.Background(), raw)
	if err != nil || !back.Equal(set(a, b)) || !back.Type(context.Background()).Equal(field.StringSet) {
		t.Errorf("read back as %v, %v", back, err)
	}
}

func TestBigUserIDs(t *testing.T) {
	ids := func(ids []string) field.Set { return field.UsersSet(ids, field.Set{}) }
	for _, c := range []struct {
		name      string
		now, then field.Set
		same      bool
	}{
		{"other case", ids([]string{"ZhangSan", "lisi"}), ids([]string{"lisi", "zhangsan"}), true},
		{"another member", ids([]string{"wangwu"}), ids([]string{"lisi"}), false},
		{"one more", ids([]string{"LISI", "wangwu"}), ids([]string{"lisi"}), false},
		{"no userids", field.StringsSet([]string{"A"}), field.StringsSet([]string{"a"}), false},
	} {
		same, diags := c.now.SetSemanticEquals(t.Context(), c.then)
		if same != c.same || diags.HasError() {
			t.Errorf("%s: %v, %v", c.name, same, diags)
		}
	}
	if ids(nil).Equal(field.StringsSet(nil)) || field.UserSet.Equal(field.StringSet) {
		t.Error("userids and other strings are of one type")
	}
	raw, err := ids([]string{"a"}).ToTerraformValue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if back, err := field.UserSet.ValueFromTerraform(t.Context(), raw); err != nil || !back.Equal(ids([]string{"a"})) {
		t.Errorf("read back as %v, %v", back, err)
	}
}

// Where a set differs from the one before, the framework asks for the elements of both to compare each with each.
func TestBigSetIsNotSearched(t *testing.T) {
	read := func(ids ...string) field.Set {
		raw, err := field.StringsSet(ids).ToTerraformValue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		v, err := field.UserSet.ValueFromTerraform(t.Context(), raw)
		set, ok := v.(field.Set)
		if err != nil || !ok {
			t.Fatalf("%T, %v", v, err)
		}
		return set
	}
	elements := func(s field.Set) int {
		plain, diags := s.ToSetValue(t.Context())
		if diags.HasError() || plain.IsNull() || !plain.ElementType(t.Context()).Equal(types.StringType) {
			t.Errorf("%v, %v", plain, diags)
		}
		return len(plain.Elements())
	}
	before, now := read("a", "b"), read("a", "c")
	if same, _ := now.SetSemanticEquals(t.Context(), before); same {
		t.Error("other members are the same")
	}
	if a, b := elements(before), elements(now); a != 0 || b != 2 {
		t.Errorf("after the comparison there are %d elements from before and %d of now", a, b)
	}
	if n := elements(before); n != 2 {
		t.Errorf("the next call gets %d elements", n)
	}
	if same, _ := read("A", "B").SetSemanticEquals(t.Context(), before); !same || elements(before) != 2 {
		t.Error("other case is another member, or hides the members from before")
	}
}
