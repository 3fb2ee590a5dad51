// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package appmenu

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_app_menu.
type model struct {
	kind.NumberObject
	Buttons types.List `tfsdk:"buttons"`
}

var buttonType = fields.Get("buttons").Type()

// text is an attribute of an object; null where it has none.
func text(o types.Object, name string) types.String {
	s, _ := o.Attributes()[name].(types.String)
	return s
}

func part(o types.Object, name string) types.Object {
	p, _ := o.Attributes()[name].(types.Object)
	return p
}

func below(o types.Object) types.List {
	l, _ := o.Attributes()["buttons"].(types.List)
	return l
}

// sent are buttons as menu/create takes them.
func sent(list types.List) (out []client.MenuButton) {
	for _, e := range list.Elements() {
		o, _ := e.(types.Object)
		b := client.MenuButton{Name: text(o, "name").ValueString(), Sub: sent(below(o))}
		for _, a := range actions {
			p := part(o, a.name)
			if p.IsNull() {
				continue
			}
			b.Type = a.kind
			b.Key, b.URL = text(p, "key").ValueString(), text(p, "url").ValueString()
			b.AppID, b.PagePath = text(p, "app_id").ValueString(), text(p, "page").ValueString()
		}
		out = append(out, b)
	}
	return out
}

// shown are buttons as the state has them. One whose type this provider does not know has no action.
func shown(all []client.MenuButton, ty types.ObjectType) types.List {
	elements := make([]attr.Value, 0, len(all))
	for _, b := range all {
		values := map[string]attr.Value{"name": types.StringValue(b.Name)}
		for _, a := range actions {
			of, _ := ty.AttrTypes[a.name].(types.ObjectType)
			values[a.name] = types.ObjectNull(of.AttrTypes)
			if b.Type != a.kind || len(b.Sub) > 0 {
				continue
			}
			has := map[string]string{"key": b.Key, "url": b.URL, "app_id": b.AppID, "page": b.PagePath}
			parts := map[string]attr.Value{}
			for name := range of.AttrTypes {
				parts[name] = types.StringValue(has[name])
			}
			values[a.name] = types.ObjectValueMust(of.AttrTypes, parts)
		}
		if of, ok := ty.AttrTypes["buttons"].(types.ListType); ok {
			inner, _ := of.ElemType.(types.ObjectType)
			values["buttons"] = types.ListNull(inner)
			if len(b.Sub) > 0 {
				values["buttons"] = shown(b.Sub, inner)
			}
		}
		elements = append(elements, types.ObjectValueMust(ty.AttrTypes, values))
	}
	return types.ListValueMust(ty, elements)
}

// level are the limits of buttons: how many, and the bytes of a name.
type level struct{ most, name, characters int }

var levels = []level{{3, 16, 5}, {5, 40, 13}}

// check holds the menu against WeCom's limits (doc 90231).
func check(_ context.Context, m *model, diags *diag.Diagnostics) {
	refuse := func(format string, args ...any) {
		diags.AddAttributeError(path.Root("buttons"), "Invalid menu", fmt.Sprintf(format, args...))
	}
	checkButtons("buttons", m.Buttons, 0, refuse)
}

func checkButtons(at string, list types.List, on int, refuse func(string, ...any)) {
	if list.IsNull() || list.IsUnknown() {
		return
	}
	limit := levels[on]
	if n := len(list.Elements()); n == 0 || n > limit.most {
		refuse("%s has %d buttons; WeCom takes 1 to %d.", at, n, limit.most)
	}
	for i, e := range list.Elements() {
		here := fmt.Sprintf("%s[%d]", at, i)
		o, _ := e.(types.Object)
		switch {
		case o.IsUnknown():
			continue
		case o.IsNull():
			refuse("%s is null. Leave it out, for example with an if in the for expression.", here)
			continue
		}
		name := text(o, "name")
		switch n := len(name.ValueString()); {
		case name.IsUnknown():
		case n == 0:
			refuse("%s.name is empty; it needs at least one character.", here)
		case n > limit.name:
			refuse("%s.name %q has %d bytes; WeCom takes %d, which are %d Chinese characters.", here, name.ValueString(), n, limit.name, limit.characters)
		}
		checkAction(here, o, on, refuse)
	}
}

// checkAction wants exactly one action, or buttons.
func checkAction(here string, o types.Object, on int, refuse func(string, ...any)) {
	var has []string
	open := false
	for _, a := range actions {
		p := part(o, a.name)
		if open = open || p.IsUnknown(); p.IsNull() || p.IsUnknown() {
			continue
		}
		has = append(has, a.name)
		checkParts(here+"."+a.name, p, refuse)
	}
	opens := below(o)
	open = open || opens.IsUnknown()
	switch group := on == 0 && !opens.IsNull(); {
	case group && len(has) > 0:
		refuse("%s has %s and buttons; a button that opens others has no action of its own.", here, strings.Join(has, ", "))
	case len(has) > 1:
		refuse("%s has %s; a button does one thing.", here, strings.Join(has, " and "))
	case !group && len(has) == 0 && !open:
		refuse("%s does nothing: give it one of %s%s.", here, names(), map[bool]string{true: ", or buttons"}[on == 0])
	}
	if on == 0 {
		checkButtons(here+".buttons", opens, 1, refuse)
	}
}

func names() string {
	out := make([]string, 0, len(actions))
	for _, a := range actions {
		out = append(out, a.name)
	}
	return strings.Join(out, ", ")
}

func checkParts(here string, p types.Object, refuse func(string, ...any)) {
	for name := range p.Attributes() {
		v, most := text(p, name), map[string]int{"key": 128, "url": 1024}[name]
		s := v.ValueString()
		switch {
		case v.IsUnknown():
		case s == "":
			refuse("%s.%s is empty; it needs at least one character.", here, name)
		case most > 0 && len(s) > most:
			refuse("%s.%s has %d bytes; WeCom takes %d.", here, name, len(s), most)
		case name == "url" && field.AddressProblem(s) != "":
			refuse("%s.%s %s", here, name, field.AddressProblem(s))
		}
	}
}
