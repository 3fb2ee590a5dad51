// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestRespell(t *testing.T) {
	got := Respell([]string{"LISI", "wangwu", "ZhangSan"}, []string{"zhangsan", "LiSi", "gone"})
	if diff := cmp.Diff([]string{"LiSi", "wangwu", "zhangsan"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSameUsers(t *testing.T) {
	for _, c := range []struct {
		a, b []string
		want bool
	}{
		{nil, nil, true},
		{nil, []string{}, true},
		{[]string{"a", "B"}, []string{"b", "A"}, true},
		{[]string{"a", "A"}, []string{"a"}, true},
		{[]string{"a"}, []string{"a", "b"}, false},
		{[]string{"a"}, nil, false},
	} {
		if got := SameUsers(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
	}
}

func TestRespelled(t *testing.T) {
	users := func(ids ...string) Set { return UsersSet(ids, Null(UserSet)) }
	state := users("LiSi", "zhangsan")
	open := Set{SetValue: types.SetValueMust(types.StringType, []attr.Value{types.StringValue("lisi"), types.StringUnknown()}), users: true}
	unknown := Set{SetValue: types.SetUnknown(types.StringType), users: true}
	for name, c := range map[string]struct {
		planned, state Set
		want           bool
	}{
		"other case":         {users("lisi", "ZhangSan"), state, true},
		"the same":           {state, state, true},
		"another member":     {users("lisi", "wangwu"), state, false},
		"one less":           {users("lisi"), state, false},
		"an unknown element": {open, users("LiSi"), false},
		"unknown":            {unknown, state, false},
		"null state":         {state, Null(UserSet), false},
	} {
		if got := respelled(c.planned, c.state); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestRefuseTwice(t *testing.T) {
	var diags diag.Diagnostics
	RefuseTwice(path.Root("user_ids"), []string{"Tom", "amy", "tom"}, &diags)
	if len(diags) != 1 {
		t.Fatalf("want one error, got %v", diags)
	}
	const want = `user_ids names "Tom" and "tom", which are one member: WeCom does not tell userids apart by case. Keep one of them.`
	if got := diags[0].Detail(); got != want {
		t.Errorf("got %s", got)
	}
}
