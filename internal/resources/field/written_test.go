// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

var (
	text, number, flag = tftypes.String, tftypes.Number, tftypes.Bool
	texts              = tftypes.Set{ElementType: text}
	numbers            = tftypes.Set{ElementType: number}
	tag                = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"name": text, "order": number}}
	tags               = tftypes.Map{ElementType: tag}
	inner              = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"scope": text, "user_ids": texts}}
	picture            = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"file": text, "url": text}}
)

// shown writes what Written returns on one line.
func shown(list []field.Written) string {
	var out []string
	for _, w := range list {
		if w.Form != field.Plain {
			out = append(out, w.Name+"={"+shown(w.Parts)+"}")
			continue
		}
		var elements []tftypes.Value
		if w.Value.As(&elements) == nil {
			out = append(out, fmt.Sprintf("%s=%d of %s", w.Name, len(elements), w.Refers))
			continue
		}
		out = append(out, w.Name+strings.ReplaceAll(w.Value.String(), "tftypes.", "="))
	}
	return strings.Join(out, " ")
}

func TestWritten(t *testing.T) {
	fields := field.Fields{
		field.ID("Id", "id"),
		field.Text("name", "Name", "name", field.Required),
		field.Text("note", "Note", "note", field.Optional),
		field.Number("parent", "Parent", "parent", field.Default(1), field.Refers("wecom_department")),
		field.Number("order", "Order", "order", field.Managed, field.Arranged),
		field.Flag("usual", "Usual", "usual", field.Managed, field.Without("`true`")),
		field.Flag("on", "On", "on", field.Default(true)),
		field.Departments("ids", "Ids", "ids", field.None),
		field.Strings("words", "Words", "words", field.Required),
		field.Object("inner", "Inner", "inner", field.Fields{
			field.Text("scope", "Scope", "scope", field.Required), field.Users("user_ids", "Users", "users", 0, field.Optional),
		}, field.Optional),
		field.Objects("tags", "Tags", "tags", field.Fields{
			field.Text("name", "Name", "name", field.Resolved), field.Number("order", "Order", "order", field.Managed, field.Arranged),
		}, field.Required),
		field.Object("picture", "Picture", "picture", field.Fields{field.Text("file", "File", "file", field.Optional), field.Text("url", "Address", "url")}, field.Managed),
		field.Protection("Lost."),
	}
	types := map[string]tftypes.Type{"id": text, "name": text, "note": text, "parent": number, "order": number, "usual": flag, "on": flag, "ids": numbers,
		"words": texts, "inner": inner, "tags": tags, "picture": picture, "deletion_protection": flag}
	val := tftypes.NewValue
	element := func(name string, order int) tftypes.Value {
		return val(tag, map[string]tftypes.Value{"name": val(text, name), "order": val(number, order)})
	}
	seen := func(file any) tftypes.Value { // of which WeCom shows the address
		return val(picture, map[string]tftypes.Value{"file": val(text, file), "url": val(text, "https://x")})
	}
	plain := map[string]tftypes.Value{"picture": seen(nil), "id": val(text, "a"), "name": val(text, "n"), "parent": val(number, 1), "order": val(number, 7), "usual": val(flag, true),
		"on": val(flag, true), "ids": val(numbers, []tftypes.Value{}), "words": val(texts, []tftypes.Value{}), "deletion_protection": val(flag, false),
		"tags": val(tags, map[string]tftypes.Value{"b": element("b", 1), "a": element("a", 1), "z": element("other", 9)})}
	for name, test := range map[string]struct {
		arranged bool
		with     map[string]tftypes.Value
		want     string
	}{
		"what holds anyway is left out": {want: `name=String<"n"> words=0 of  tags={z={name=String<"other">} a={} b={}}`},
		"positions where asked for": {arranged: true,
			want: `name=String<"n"> order=Number<"7"> words=0 of  tags={z={name=String<"other"> order=Number<"9">} a={order=Number<"1">} b={order=Number<"1">}}`},
		"what was chosen, in the order of the fields": {
			with: map[string]tftypes.Value{
				"note": val(text, "x"), "parent": val(number, 2), "usual": val(flag, false), "on": val(flag, false),
				"ids": val(numbers, []tftypes.Value{val(number, 3)}), "words": val(texts, []tftypes.Value{val(text, "w")}),
				"inner": val(inner, map[string]tftypes.Value{"scope": val(text, "corp"), "user_ids": val(texts, nil)}),
				"tags":  val(tags, map[string]tftypes.Value{}), "picture": seen("a.png"),
			},
			want: `name=String<"n"> note=String<"x"> parent=Number<"2"> usual=Bool<"false"> on=Bool<"false"> ids=1 of wecom_department words=1 of  ` +
				`inner={scope=String<"corp">} tags={} picture={file=String<"a.png">}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			all := map[string]tftypes.Value{}
			for attribute, ty := range types {
				all[attribute] = val(ty, nil)
				for _, from := range []map[string]tftypes.Value{plain, test.with} {
					if v, ok := from[attribute]; ok {
						all[attribute] = v
					}
				}
			}
			got := shown(fields.Written(val(tftypes.Object{AttributeTypes: types}, all), test.arranged))
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	if got := fields.Written(val(tftypes.Object{AttributeTypes: types}, nil), false); got != nil {
		t.Errorf("of nothing: %v", got)
	}
	if got := fields.Shy(); len(got) != 1 || got[0] != "usual" {
		t.Errorf("%v", got)
	}
}
