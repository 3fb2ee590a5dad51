// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package catalogue

import (
	"iter"
	"slices"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/department"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// departments are wecom_department, which is no kind.Kind yet: what its own package says of it is repeated here as far as
// the companion needs it.
var departments = kind.Own{
	New:  department.New,
	Data: []func() datasource.DataSource{department.NewDataSource, department.NewListDataSource},
	Rows: []func() list.ListResource{department.NewListResource},
	Says: (&kind.Kind[departmentModel, client.Department]{
		Type: department.TypeName, Noun: "department", Nouns: "departments", Term: "部门",
		Fields: field.Fields{
			field.Number("id", "", "id"),
			field.Text("name", "", "name", field.Required),
			field.Text("name_en", "", "name_en", field.Managed),
			field.Number("parent_id", "", "parentid", field.Default(1), field.Refers(department.TypeName)),
			field.Number("order", "", "order", field.Managed, field.Arranged),
			field.Protection(""),
		},
		Page: "# resource\n",
		FromAPI: func(_ *kind.Run, m *departmentModel, d *client.Department) {
			m.ID, m.Name, m.NameEN = field.WholeValue(d.ID), types.StringValue(d.Name), field.TextOf(d.NameEN)
			m.ParentID, m.Order = field.WholeValue(d.ParentID), field.WholeValue(d.Order)
		},
		Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.Department], error] {
			return func(yield func(kind.Row[client.Department], error) bool) {
				all, err := r.Client.Departments.List(r, nil)
				paths := department.Paths(all)
				for i := range all {
					d := &all[i]
					if !yield(kind.Row[client.Department]{ID: strconv.FormatInt(d.ID, 10), Name: d.Name, Path: paths[d.ID], Object: d}, nil) {
						return
					}
				}
				if err != nil {
					yield(kind.Row[client.Department]{}, err)
				}
			}
		},
		Corp: kind.Corp[client.Department]{
			Unseen: departmentsUnseen,
			Undeclarable: func(d *client.Department) string {
				if d.IDsOnly {
					return "its name could not be read"
				}
				return ""
			},
			Place: func(d *client.Department) (string, int64) { return strconv.FormatInt(d.ParentID, 10), d.Order },
			Locate: func(all []*client.Department, path string) (string, shared.Failure) {
				list := make([]client.Department, 0, len(all))
				for _, d := range all {
					list = append(list, *d)
				}
				d, failure := department.Locate(list, path)
				if failure.Err != nil {
					return "", failure
				}
				return strconv.FormatInt(d.ID, 10), failure
			},
			Said: kind.Said{
				Root:     "1",
				Rootless: "The root department (id 1) is the corp itself: it is neither created nor deleted, and `parent_id` is left out below it.",
				Doc:      "90208", DocTitle: "department/list",
				NameText: "Path of the department, such as `研发中心/后端`; null when its name cannot be read. Known to Terraform only, not to WeCom.",
				IDsText: "Numbers are taken as well. The root department needs none. A `wecom_department_tree` with `ids_of` shows only those: " +
					"ignore the others by path.",
			},
		},
	}).About(),
}

type departmentModel struct {
	kind.NumberObject
	Name     types.String `tfsdk:"name"`
	NameEN   types.String `tfsdk:"name_en"`
	ParentID field.Whole  `tfsdk:"parent_id"`
	Order    field.Whole  `tfsdk:"order"`
}

func departmentsUnseen(rows []kind.Row[client.Department]) (out []kind.Unseen) {
	if slices.ContainsFunc(rows, func(r kind.Row[client.Department]) bool { return r.Object.IDsOnly }) {
		out = append(out, kind.Unseen{Reason: kind.NamesUnreadable,
			Text: shared.IDsOnlyReason + ", so the names of departments are not known. " + shared.IDsOnlyRemedy})
	}
	if !slices.ContainsFunc(rows, func(r kind.Row[client.Department]) bool { return r.Object.ID == 1 }) {
		out = append(out, kind.Unseen{Reason: kind.PartlyVisible,
			Text: "The root department is not visible to the app behind `secret`, so departments outside its visible range (可见范围) are not seen. " +
				"To see all, make the whole corp visible to it (应用管理 → 应用 → 自建 → 可见范围)."})
	}
	return out
}
