// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field_test

import (
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

func TestPeople(t *testing.T) {
	text := func(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }
	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	setType := tftypes.Set{ElementType: tftypes.String}
	users := func(ids ...tftypes.Value) tftypes.Value { return tftypes.NewValue(setType, ids) }
	inner := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"user_ids": setType, "emails": setType}}
	share := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"user_id": tftypes.String}}
	fs := field.Fields{
		field.Users("user_ids", "Members", "userid", 0, field.Optional),
		field.Object("range", "Range", "range", field.Fields{field.Users("user_ids", "Members", "userid", 0, field.Optional), field.Strings("emails", "Mail", "mail", field.Optional)}, field.Optional),
		field.Own("shares", schema.SetAttribute{}, nil),
		field.Text("name", "Name", "name", field.Required),
	}
	value := tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"user_ids": setType, "range": inner, "shares": tftypes.Set{ElementType: share}, "name": tftypes.String}}, map[string]tftypes.Value{
		"user_ids": users(text("zhangsan"), unknown, text("lisi")),
		"range":    tftypes.NewValue(inner, map[string]tftypes.Value{"user_ids": users(text("wangwu")), "emails": users(text("a@example.com"))}),
		"shares":   tftypes.NewValue(tftypes.Set{ElementType: share}, []tftypes.Value{tftypes.NewValue(share, map[string]tftypes.Value{"user_id": text("zhaoliu")})}),
		"name":     text("nobody"),
	})
	want := map[string][]string{"user_ids": {"lisi", "zhangsan"}, "range.user_ids": {"wangwu"}, "shares": {"zhaoliu"}}
	got := fs.People(value)
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for _, p := range got {
		slices.Sort(p.IDs)
		if !slices.Equal(p.IDs, want[p.At.String()]) {
			t.Errorf("%s: %v", p.At, p.IDs)
		}
	}
	if got := fs.People(tftypes.NewValue(value.Type(), nil)); len(got) > 0 {
		t.Errorf("of an object that is not there: %v", got)
	}
}
