// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// model is the state of a wecom_department_tree.
type model struct {
	ID                 types.Int64    `tfsdk:"id"`
	ParentID           field.Whole    `tfsdk:"parent_id"`
	Departments        types.String   `tfsdk:"departments"`
	Exclusive          types.Bool     `tfsdk:"exclusive"`
	IDsOf              types.Set      `tfsdk:"ids_of"`
	IDs                types.Map      `tfsdk:"ids"`
	DeletionProtection types.Bool     `tfsdk:"deletion_protection"`
	Timeouts           timeouts.Value `tfsdk:"timeouts"`
}

// known is what m, a state, tells about the tree.
func (m *model) known(n notes) *known {
	if n.IDs != nil {
		return newKnown(m.Departments.ValueString(), n.IDs, n)
	}
	ids := make(map[string]int64, len(m.IDs.Elements()))
	for path, v := range m.IDs.Elements() {
		// null: a create that failed half-way did not reach this one.
		if id, ok := v.(types.Int64); ok && !id.IsNull() && !id.IsUnknown() {
			ids[path] = id.ValueInt64()
		}
	}
	return newKnown(m.Departments.ValueString(), ids, n)
}

// show takes a view into m. A text that says the same stays as it is written.
func (m *model) show(v *view, was *document) {
	if m.Departments.IsNull() || !was.equal(v.doc) {
		m.Departments = types.StringValue(v.doc.render())
	}
	v.notes.IDs = v.ids
	elements := make(map[string]attr.Value, len(v.ids))
	shown := m.shown()
	for path, id := range v.ids {
		if shown(path) {
			elements[path] = types.Int64Value(id)
		}
	}
	m.IDs = types.MapValueMust(types.Int64Type, elements)
}

// shown tells which paths are in ids: those of ids_of, or all.
func (m *model) shown() func(path string) bool {
	if m.IDsOf.IsNull() {
		return func(string) bool { return true }
	}
	wanted := make(map[string]bool, len(m.IDsOf.Elements()))
	for _, v := range m.IDsOf.Elements() {
		if path, ok := v.(types.String); ok {
			wanted[path.ValueString()] = true
		}
	}
	return func(path string) bool { return wanted[path] }
}

// undeclared lists the paths of ids_of that no entry has.
func (m *model) undeclared(targets []target) (paths []string) {
	declared := make(map[string]bool, len(targets))
	for _, t := range targets {
		declared[t.path] = true
	}
	for _, v := range m.IDsOf.Elements() {
		if path, ok := v.(types.String); ok && !path.IsUnknown() && !declared[path.ValueString()] {
			paths = append(paths, quote(path.ValueString()))
		}
	}
	return paths
}

// planned are the ids as far as a plan knows them. That of a create knows none: what it does not get done must be able
// to become null.
func (m *model) planned(targets []target, exists bool) types.Map {
	if m.IDsOf.IsUnknown() || slices.ContainsFunc(m.IDsOf.Elements(), attr.Value.IsUnknown) {
		return types.MapUnknown(types.Int64Type)
	}
	elements := make(map[string]attr.Value)
	shown := m.shown()
	for _, t := range targets {
		if !shown(t.path) {
			continue
		}
		if id, ok := t.known(); ok && exists {
			elements[t.path] = types.Int64Value(id)
		} else {
			elements[t.path] = types.Int64Unknown()
		}
	}
	return types.MapValueMust(types.Int64Type, elements)
}

// names lists departments for a message, as path and id.
func (k *known) names(ids []int64) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, label(k.key(id), id))
	}
	return out
}
