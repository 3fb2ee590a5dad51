// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	corp "github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_inventory.
type model struct {
	Managed   types.Object  `tfsdk:"managed"`
	Ignore    types.List    `tfsdk:"ignore"`
	Kinds     types.Set     `tfsdk:"kinds"`
	Names     types.Bool    `tfsdk:"names"`
	Unmanaged types.Object  `tfsdk:"unmanaged"`
	Coverage  types.Object  `tfsdk:"coverage"`
	Share     types.Float64 `tfsdk:"share"`
	Notes     types.List    `tfsdk:"notes"`
}

var (
	objectType = types.ObjectType{AttrTypes: map[string]attr.Type{"id": types.StringType, "name": types.StringType}}
	coverType  = types.ObjectType{AttrTypes: map[string]attr.Type{
		"managed": types.Int64Type, "unmanaged": types.Int64Type, "ignored": types.Int64Type, "share": types.Float64Type,
	}}
	noteType = types.ObjectType{AttrTypes: map[string]attr.Type{"kind": types.StringType, "reason": types.StringType, "text": types.StringType}}
)

// reasonNamesLeft is the note on names that were too many to read.
const reasonNamesLeft corp.Reason = "names_left"

// asked are the kinds to look at; nil for all.
func (m *model) asked(diags *diag.Diagnostics) []corp.Kind {
	var kinds []corp.Kind
	for _, name := range texts(m.Kinds.Elements(), "kinds", diags) {
		kinds = append(kinds, corp.Kind(name))
	}
	return kinds
}

func (m *model) managed(diags *diag.Diagnostics) corp.Managed {
	all := corp.Managed{}
	for name, value := range m.Managed.Attributes() {
		set, ok := value.(field.Set)
		if !ok {
			continue
		}
		ids := map[string]bool{}
		for _, id := range texts(set.Elements(), "managed."+name, diags) {
			ids[id] = true
		}
		all[corp.Kind(name)] = ids
	}
	return all
}

// ignored are the patterns; lines without one are skipped as in a file. Unknown ones are left for later.
func (m *model) ignored(diags *diag.Diagnostics) *corp.Ignore {
	ignore := &corp.Ignore{}
	for i, value := range m.Ignore.Elements() {
		line, ok := value.(types.String)
		if !ok || line.IsUnknown() {
			continue
		}
		if err := ignore.AddLine(line.ValueString()); err != nil {
			diags.AddAttributeError(path.Root("ignore"), "Invalid pattern", fmt.Sprintf("Line %d of ignore: %s.", i+1, err))
		}
	}
	return ignore
}

// texts reads the strings of a set. Null is no id: it comes from a resource that is not what its author thinks. Errors
// stand at the attribute of the data source: of a nested one a CLI finds the wrong line.
func texts(values []attr.Value, at string, diags *diag.Diagnostics) []string {
	out := make([]string, 0, len(values))
	for _, value := range values {
		text, ok := value.(types.String)
		if !ok || text.IsNull() {
			root, _, _ := strings.Cut(at, ".")
			diags.AddAttributeError(path.Root(root), "Null in a set", "One of the values of "+at+" is null. Leave it out, for example with compact() or an if in the for expression.")
			continue
		}
		out = append(out, text.ValueString())
	}
	return out
}

// fill sets what is computed.
func (m *model) fill(inv *corp.Inventory, covered []corp.Coverage) {
	list := types.ListType{ElemType: objectType}
	unmanaged, unmanagedTypes := map[string]attr.Value{}, map[string]attr.Type{}
	coverage, coverageTypes := map[string]attr.Value{}, map[string]attr.Type{}
	for _, kind := range corp.Kinds() {
		unmanaged[string(kind)], unmanagedTypes[string(kind)] = types.ListNull(objectType), list
		coverage[string(kind)], coverageTypes[string(kind)] = types.ObjectNull(coverType.AttrTypes), coverType
	}
	total := corp.Coverage{}
	for _, c := range covered {
		objects := make([]attr.Value, 0, len(c.Unmanaged))
		for _, o := range c.Unmanaged {
			objects = append(objects, types.ObjectValueMust(objectType.AttrTypes, map[string]attr.Value{
				"id": types.StringValue(o.ID), "name": field.TextOf(o.Label()),
			}))
		}
		unmanaged[string(c.Kind)] = types.ListValueMust(objectType, objects)
		coverage[string(c.Kind)] = types.ObjectValueMust(coverType.AttrTypes, map[string]attr.Value{
			"managed": types.Int64Value(int64(c.Managed)), "unmanaged": types.Int64Value(int64(len(c.Unmanaged))),
			"ignored": types.Int64Value(int64(c.Ignored)), "share": types.Float64Value(c.Share()),
		})
		total.Managed += c.Managed
		total.Ignored += c.Ignored + len(c.Unmanaged)
	}
	m.Unmanaged, m.Coverage = types.ObjectValueMust(unmanagedTypes, unmanaged), types.ObjectValueMust(coverageTypes, coverage)
	m.Share = types.Float64Null()
	if len(covered) == len(inv.Kinds) {
		m.Share = types.Float64Value(total.Share())
	}
	notes := []attr.Value{}
	note := func(kind corp.Kind, reason corp.Reason, text string) {
		notes = append(notes, types.ObjectValueMust(noteType.AttrTypes, map[string]attr.Value{
			"kind": types.StringValue(string(kind)), "reason": types.StringValue(string(reason)), "text": types.StringValue(text),
		}))
	}
	for _, n := range inv.Notes {
		note(n.Kind, n.Reason, stable(n))
	}
	for _, c := range covered {
		if c.Note != "" {
			note(c.Kind, reasonNamesLeft, c.Note)
		}
	}
	m.Notes = types.ListValueMust(noteType, notes)
}

// stable is the text of a note without the hint for WeCom's support, which is another one in every answer: an output
// with it would change in every plan.
func stable(n corp.Note) string {
	var api *client.APIError
	if !errors.As(n.Err, &api) || n.SameAs != "" {
		return n.Text
	}
	without := *api
	without.Hint = ""
	return shared.Failure{Op: "list", Noun: n.Kind.Plural(), Subject: "the " + n.Kind.Plural(), Err: &without}.Detail()
}
