// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// Texts and limits of what the list block and the plural data source ask.
const (
	parentText = "Id of the department (上级部门) whose sub-departments are listed, 1 to 4294967295; it is never listed itself. " +
		"Default: all that are visible. One that does not exist or is not visible is an error. API key `id`."
	recursiveText = "Whether the list goes down all levels. `false`: only the departments directly below `parent_id`, " +
		"or below the root. Default: `false` with `parent_id`, `true` without it. Known to Terraform only."
)

var (
	readableID    = []validator.Int64{int64validator.Between(rootID, field.MaxDepartmentID)}
	listArguments = map[string]datasource.Attribute{
		"parent_id": datasource.Int64Attribute{CustomType: field.WholeType{}, Optional: true, MarkdownDescription: parentText, Validators: readableID},
		"recursive": datasource.BoolAttribute{Optional: true, MarkdownDescription: recursiveText},
	}
	listFilters = map[string]list.Attribute{
		"parent_id":  list.Int64Attribute{CustomType: field.WholeType{}, Optional: true, MarkdownDescription: parentText, Validators: readableID},
		"recursive":  list.BoolAttribute{Optional: true, MarkdownDescription: recursiveText},
		"name_regex": shared.RegexAttribute("the name (部门名称), not the path,"),
	}
)

// rows are the departments that a list block, which leaves the root out, or the plural data source asks for.
func rows(r *kind.Run, f kind.Filter) iter.Seq2[kind.Row[client.Department], error] {
	return func(yield func(kind.Row[client.Department], error) bool) {
		parent, lists := f.Number("parent_id"), r.Op == "list" && f != nil // the companion wants the root, too
		all, failure := listBelow(r, parent)
		t := newTree(all)
		if failure.Err == nil && f.Has("name_regex") && t.idsOnly() {
			failure = shared.Failure{Op: "list", Noun: "departments", Subject: "departments by name",
				Err:      errors.New(shared.IDsOnlyReason + ", so name_regex has nothing to compare"),
				NextStep: shared.IDsOnlyRemedy + "\nOr leave name_regex out.",
			}
		}
		if failure.Err != nil {
			yield(kind.Row[client.Department]{}, failure.AsError())
			return
		}
		warnIDsOnly(r, t.idsOnly())
		base := int64(rootID)
		if parent != nil && !lists {
			base = *parent
		}
		for _, d := range t.selected(parent, f.Flag("recursive")) {
			row := kind.Row[client.Department]{ID: strconv.FormatInt(d.ID, 10), Name: d.Name, Display: fmt.Sprintf("department %d", d.ID), Object: &d}
			if path, ok := t.path(d, base); ok {
				row.Path, row.Display, row.Given = path, path, map[string]tftypes.Value{"path": tftypes.NewValue(tftypes.String, path)}
			}
			if !(lists && d.ID == rootID) && !yield(row, nil) {
				return
			}
		}
	}
}

// listBelow reads everything below parent, and perhaps parent itself; with nil everything that is visible.
func listBelow(r *kind.Run, parent *int64) ([]client.Department, shared.Failure) {
	if parent == nil {
		return listAll(r)
	}
	all, err := r.Subtree(r, *parent)
	failure := shared.Failure{Op: "list", Noun: "departments", Subject: fmt.Sprintf("the departments below department %d", *parent), Err: err}
	return all, failure.MissingDepartment(*parent)
}

func listAll(r *kind.Run) ([]client.Department, shared.Failure) {
	all, err := r.Client.Departments.List(r, nil)
	return all, shared.Failure{Op: "list", Noun: "departments", Subject: "all visible departments", Err: err}
}

func byPath(r *kind.Run, path string) (*client.Department, shared.Failure) {
	all, failure := listAll(r)
	if failure.Err != nil {
		return nil, failure
	}
	return Locate(all, path)
}

// Locate finds the one department that has path. Where there is none, or several, the failure says how far the path
// leads and what to write instead.
func Locate(departments []client.Department, path string) (*client.Department, shared.Failure) {
	t, failure := newTree(departments), shared.Failure{Op: "find", Noun: noun, Subject: fmt.Sprintf("department %q", path)}
	if t.idsOnly() {
		failure.Err = errors.New(shared.IDsOnlyReason + ", so departments cannot be found by name")
		failure.NextStep = shared.IDsOnlyRemedy + "\nOr give the department's id instead of its path."
		return nil, failure
	}
	found := t.find(path)
	switch len(found) {
	case 1:
		return &found[0], shared.Failure{}
	case 0:
		failure.Err = errors.New(t.nearest(path))
		failure.NextStep = "Names are compared exactly, and only departments in the app's visible range (可见范围) are found."
		if root, ok := t.byID[rootID]; ok && (path == root.Name || len(t.find(strings.TrimPrefix(path, root.Name+"/"))) > 0) {
			failure.NextStep = fmt.Sprintf("A path begins below the root: leave %q out. The root itself is found by id = %d.", root.Name, rootID)
		}
	default:
		ids := make([]string, 0, len(found))
		for _, d := range found {
			ids = append(ids, fmt.Sprintf("id %d under %d", d.ID, d.ParentID))
		}
		failure.Err = fmt.Errorf("%d departments have this path: %s", len(found), shared.Shorten(ids))
		failure.NextStep = "Give the id of the one that is meant instead of the path. Names that contain \"/\", or departments above that " +
			"the app cannot see, make paths alike."
	}
	return nil, failure
}
