// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ListTypeName is the data source that lists departments.
const ListTypeName = "wecom_departments"

var _ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)

// ListDataSource lists departments.
type ListDataSource struct{ shared.DataSourceBase }

// NewListDataSource makes the data source wecom_departments.
func NewListDataSource() datasource.DataSource {
	return &ListDataSource{shared.DataSourceOf(ListTypeName)}
}

// listModel is the state of a wecom_departments.
type listModel struct {
	ParentID    types.Int64 `tfsdk:"parent_id"`
	Recursive   types.Bool  `tfsdk:"recursive"`
	Departments []dataModel `tfsdk:"departments"`
}

// Schema describes the attributes.
func (s *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists departments (部门) of the corp's directory (通讯录): all that can be seen, or those below one department.\n\n" +
			visibleRange + "\n\n" + quota + " A corp has at most 30,000 departments.\n\n" +
			"Official page: [department/list](https://developer.work.weixin.qq.com/document/path/90208) (90208).",
		Attributes: map[string]schema.Attribute{
			"parent_id": schema.Int64Attribute{
				Optional: true,
				MarkdownDescription: "Id of the department (上级部门) whose sub-departments are listed, 1 to 4294967295; it is never listed itself. " +
					"Default: every visible department, the root included. One that does not exist or is not visible is an error. API key `id`.",
				Validators: readableID(),
			},
			"recursive": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether the list goes down all levels. `false`: only the departments directly below `parent_id`, " +
					"or below the root. Default: `false` with `parent_id`, `true` without it. Known to Terraform only.",
			},
			"departments": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The departments, sorted by id; empty when there is none. API key `department`.",
				NestedObject: schema.NestedAttributeObject{
					Attributes: dataAttributes(
						schema.Int64Attribute{
							Computed:            true,
							MarkdownDescription: "Department id (部门id). API key `id`.",
						},
						schema.StringAttribute{
							Computed: true,
							MarkdownDescription: "Names from below `parent_id`, or from below the root, down to this department, joined by `/`; empty for the root. " +
								"Begins at the topmost visible department where those above are not visible. Null where a name could not be read. Known to Terraform only.",
						},
					),
				},
			},
		},
	}
}

// Read lists the departments.
func (s *ListDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state listModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &state)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	parent := shared.KnownNumber(state.ParentID)
	all, failure := listBelow(ctx, &s.Configured, parent)
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	t := newTree(all)
	warnIDsOnly(s.Client, t.idsOnly(), &resp.Diagnostics)
	state.Departments = t.below(parent, state.Recursive)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// listBelow reads everything below parent, and perhaps parent itself; with nil
// everything that is visible.
func listBelow(ctx context.Context, c *shared.Configured, parent *int64) ([]client.Department, shared.Failure) {
	if parent == nil {
		return listAll(ctx, c.Client)
	}
	all, err := c.Subtree(ctx, *parent)
	failure := shared.Failure{Op: "list", Noun: "departments", Subject: fmt.Sprintf("the departments below department %d", *parent), Err: err}
	return all, failure.MissingDepartment(*parent)
}

// below shows the departments that the two arguments of the data source ask
// for. t holds nothing but what is below parent, and perhaps parent itself.
func (t tree) below(parent *int64, recursive types.Bool) []dataModel {
	base := int64(rootID)
	if parent != nil {
		base = *parent
	}
	selected := t.selected(parent, recursive)
	out := make([]dataModel, 0, len(selected))
	for _, d := range selected {
		path := types.StringNull()
		if p, ok := t.path(d, base); ok {
			path = types.StringValue(p)
		}
		out = append(out, dataFromAPI(&d, path))
	}
	return out
}

// selected is below without the rendering.
func (t tree) selected(parent *int64, recursive types.Bool) []client.Department {
	base, everything := int64(rootID), parent == nil
	if parent != nil {
		base = *parent
	}
	if !recursive.IsNull() {
		everything = recursive.ValueBool()
	}
	out := make([]client.Department, 0, len(t.all))
	for _, d := range t.all {
		if parent != nil && d.ID == base || !everything && (d.ParentID != base || d.ID == base) {
			continue
		}
		out = append(out, d)
	}
	return out
}
