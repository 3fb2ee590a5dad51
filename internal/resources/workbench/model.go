// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package workbench

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

// model is the state of a wecom_workbench_template.
type model struct {
	kind.NumberObject
	KeyData         types.Object `tfsdk:"key_data"`
	Image           types.Object `tfsdk:"image"`
	List            types.Object `tfsdk:"list"`
	WebView         types.Object `tfsdk:"web_view"`
	ReplaceUserData types.Bool   `tfsdk:"replace_user_data"`
}

// block is one of the four, with its name.
type block struct {
	name string
	of   types.Object
}

func (m *model) blocks() []block {
	return []block{{"key_data", m.KeyData}, {"image", m.Image}, {"list", m.List}, {"web_view", m.WebView}}
}

func text(o types.Object, name string) string {
	s, _ := o.Attributes()[name].(types.String)
	return s.ValueString()
}

func flag(o types.Object, name string) *bool {
	b, _ := o.Attributes()[name].(types.Bool)
	return field.KnownFlag(b)
}

func item(o types.Object) client.WorkbenchItem {
	return client.WorkbenchItem{Key: text(o, "key"), Data: text(o, "data"), Title: text(o, "title"), URL: text(o, "url"), JumpURL: text(o, "jump_url"), PagePath: text(o, "page")}
}

func items(o types.Object) *client.WorkbenchItems {
	list, _ := o.Attributes()["items"].(types.List)
	out := &client.WorkbenchItems{Items: []client.WorkbenchItem{}}
	for _, e := range list.Elements() {
		of, _ := e.(types.Object)
		out.Items = append(out.Items, item(of))
	}
	return out
}

// sent is the template as set_workbench_template takes it.
func (m *model) sent() *client.WorkbenchTemplate {
	replace := m.ReplaceUserData.ValueBool()
	out := &client.WorkbenchTemplate{AgentID: m.ID.ValueInt64(), ReplaceUserData: &replace}
	switch {
	case !m.KeyData.IsNull():
		out.Type, out.KeyData = "keydata", items(m.KeyData)
	case !m.Image.IsNull():
		i := item(m.Image)
		out.Type, out.Image = "image", &i
	case !m.List.IsNull():
		out.Type, out.List = "list", items(m.List)
	case !m.WebView.IsNull():
		out.Type = "webview"
		out.WebView = &client.WorkbenchWebView{URL: text(m.WebView, "url"), JumpURL: text(m.WebView, "jump_url"), PagePath: text(m.WebView, "page"),
			Height: text(m.WebView, "height"), HideTitle: flag(m.WebView, "hide_title"), Clickable: flag(m.WebView, "clickable")}
	}
	return out
}

// object is one of the blocks, or an item, of what WeCom shows; what it has no value for is null.
func object(ty types.ObjectType, values map[string]attr.Value) types.Object {
	all := map[string]attr.Value{}
	for name := range ty.AttrTypes {
		all[name] = types.StringNull()
		if v, ok := values[name]; ok {
			all[name] = v
		}
	}
	return types.ObjectValueMust(ty.AttrTypes, all)
}

func itemOf(ty types.ObjectType, i *client.WorkbenchItem) types.Object {
	return object(ty, map[string]attr.Value{"key": field.TextOf(i.Key), "data": types.StringValue(i.Data), "title": types.StringValue(i.Title),
		"url": types.StringValue(i.URL), "jump_url": field.TextOf(i.JumpURL), "page": field.TextOf(i.PagePath)})
}

func itemsOf(ty types.ObjectType, all *client.WorkbenchItems) types.Object {
	list, _ := ty.AttrTypes["items"].(types.ListType)
	of, _ := list.ElemType.(types.ObjectType)
	elements := make([]attr.Value, 0, len(all.Items))
	for i := range all.Items {
		elements = append(elements, itemOf(of, &all.Items[i]))
	}
	return types.ObjectValueMust(ty.AttrTypes, map[string]attr.Value{"items": types.ListValueMust(of, elements)})
}

// or is what WeCom shows of a flag, else its default.
func or(shown *bool) types.Bool { return types.BoolValue(shown != nil && *shown) }

// fromAPI takes over what WeCom shows. replace_user_data says what one call did, and WeCom may show it or not: it is
// taken over by an import alone.
func (m *model) fromAPI(_ *kind.Run, w *client.WorkbenchTemplate) {
	of := func(name string) types.ObjectType { return fields.Get(name).Type() }
	m.ID = field.WholeValue(w.AgentID)
	m.KeyData, m.Image = types.ObjectNull(of("key_data").AttrTypes), types.ObjectNull(of("image").AttrTypes)
	m.List, m.WebView = types.ObjectNull(of("list").AttrTypes), types.ObjectNull(of("web_view").AttrTypes)
	switch {
	case w.Type == "keydata" && w.KeyData != nil:
		m.KeyData = itemsOf(of("key_data"), w.KeyData)
	case w.Type == "image" && w.Image != nil:
		m.Image = itemOf(of("image"), w.Image)
	case w.Type == "list" && w.List != nil:
		m.List = itemsOf(of("list"), w.List)
	case w.Type == "webview" && w.WebView != nil:
		height := w.WebView.Height
		if height == "" {
			height = "double_row"
		}
		m.WebView = object(of("web_view"), map[string]attr.Value{"url": types.StringValue(w.WebView.URL), "jump_url": field.TextOf(w.WebView.JumpURL),
			"page": field.TextOf(w.WebView.PagePath), "height": types.StringValue(height), "hide_title": or(w.WebView.HideTitle), "clickable": or(w.WebView.Clickable)})
	}
	if m.ReplaceUserData.IsNull() || m.ReplaceUserData.IsUnknown() {
		m.ReplaceUserData = or(w.ReplaceUserData)
	}
}

// title says what a template shows: list (补卡, 请假).
func title(w *client.WorkbenchTemplate) string {
	var parts []string
	switch {
	case w.KeyData != nil:
		for _, i := range w.KeyData.Items {
			parts = append(parts, strings.TrimSpace(i.Key+" "+i.Data))
		}
		return "key data (" + strings.Join(parts, ", ") + ")"
	case w.List != nil:
		for _, i := range w.List.Items {
			parts = append(parts, i.Title)
		}
		return "list (" + strings.Join(parts, ", ") + ")"
	case w.Image != nil:
		return "image (" + w.Image.URL + ")"
	case w.WebView != nil:
		return "page (" + w.WebView.URL + ")"
	}
	return "a display of type " + w.Type
}

// check wants exactly one block within WeCom's limits (doc 92535).
func check(_ context.Context, m *model, diags *diag.Diagnostics) {
	refuse := func(at, format string, args ...any) {
		diags.AddAttributeError(path.Root(at), "Invalid workbench template", fmt.Sprintf(format, args...))
	}
	var given []string
	open := false
	for _, b := range m.blocks() {
		if b.of.IsUnknown() {
			open = true
		} else if !b.of.IsNull() {
			given = append(given, b.name)
		}
	}
	switch {
	case len(given) > 1:
		refuse(given[1], "%s are given; the workbench shows exactly one of key_data, image, list and web_view.", strings.Join(given, " and "))
	case len(given) == 0 && !open:
		refuse("key_data", "None of key_data, image, list and web_view is given; the workbench shows exactly one of them.")
	}
	for _, b := range m.blocks() {
		if b.of.IsNull() || b.of.IsUnknown() {
			continue
		}
		if list, ok := b.of.Attributes()["items"].(types.List); ok && !list.IsUnknown() {
			most := map[string]int{"key_data": 4, "list": 3}[b.name]
			if n := len(list.Elements()); n == 0 || n > most {
				refuse(b.name, "%s.items has %d elements; the workbench shows 1 to %d.", b.name, n, most)
			}
			for i, e := range list.Elements() {
				if e.IsNull() {
					refuse(b.name, "%s.items[%d] is null. Leave it out, for example with an if in the for expression.", b.name, i)
				}
			}
		}
		if at, ok := b.of.Attributes()["url"].(types.String); ok && !at.IsUnknown() {
			if problem := field.AddressProblem(at.ValueString()); problem != "" {
				refuse(b.name, "%s.url %s", b.name, problem)
			}
		}
		if height, ok := b.of.Attributes()["height"].(types.String); ok && !height.IsUnknown() && !height.IsNull() {
			if s := height.ValueString(); s != "single_row" && s != "double_row" {
				refuse(b.name, "%s.height is %q; it must be single_row or double_row.", b.name, s)
			}
		}
	}
}
