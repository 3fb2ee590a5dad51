// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ListTypeName is the data source that lists tag groups.
const ListTypeName = "wecom_tag_groups"

var _ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)

// ListDataSource lists all tag groups of the corp.
type ListDataSource struct{ shared.DataSourceBase }

// NewListDataSource makes the data source wecom_tag_groups.
func NewListDataSource() datasource.DataSource {
	return &ListDataSource{shared.DataSourceOf(ListTypeName)}
}

// listModel is the state of a wecom_tag_groups.
type listModel struct {
	Groups []dataModel `tfsdk:"groups"`
}

// Schema describes the attributes.
func (s *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists all groups of customer tags (企业客户标签组) of the corp with their tags, in one call. " +
			"A corp has at most 10,000 tags.\n\n" + readers,
		Attributes: map[string]schema.Attribute{
			"groups": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The groups: larger `order` first, then older first. Empty when there is none. API key `tag_group`.",
				NestedObject: schema.NestedAttributeObject{
					Attributes: dataAttributes(
						schema.StringAttribute{
							Computed:            true,
							MarkdownDescription: "Group id, stable across renames. API key `group_id`.",
						},
						schema.StringAttribute{
							Computed:            true,
							MarkdownDescription: "Group name (标签组名称), unique among the corp's tag groups. API key `group_name`.",
						},
					),
				},
			},
		},
	}
}

// Read lists the groups.
func (s *ListDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !s.Ready(&resp.Diagnostics) {
		return
	}
	groups, failure := listAll(ctx, s.Client)
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	state := listModel{Groups: make([]dataModel, 0, len(groups))}
	for _, g := range groups {
		state.Groups = append(state.Groups, dataFromAPI(&g))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
