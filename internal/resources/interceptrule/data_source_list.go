// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ListTypeName is the data source that lists intercept rules.
const ListTypeName = "wecom_intercept_rules"

var _ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)

// ListDataSource lists all intercept rules of the corp.
type ListDataSource struct{ shared.DataSourceBase }

// NewListDataSource makes the data source wecom_intercept_rules.
func NewListDataSource() datasource.DataSource {
	return &ListDataSource{shared.DataSourceOf(ListTypeName)}
}

// listModel is the state of a wecom_intercept_rules.
type listModel struct {
	Rules []summaryModel `tfsdk:"rules"`
}

type summaryModel struct {
	ID        types.String `tfsdk:"id"`
	Name      types.String `tfsdk:"name"`
	CreatedAt types.String `tfsdk:"created_at"`
}

// Schema describes the attributes.
func (s *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists all intercept rules (敏感词规则) of the corp, at most 100, in one call. WeCom's list has their ids, names and times only; " +
			"the data source `wecom_intercept_rule` reads the rest of one rule.\n\n" + readers + "\n\n" + officialPage,
		Attributes: map[string]schema.Attribute{
			"rules": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The rules, older first. Empty when there is none. API key `rule_list`.",
				NestedObject: schema.NestedAttributeObject{
					Attributes: map[string]schema.Attribute{
						"id":   schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the rule (规则id). API key `rule_id`."},
						"name": schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the rule (规则名称), unique in the corp. API key `rule_name`."},
						"created_at": schema.StringAttribute{
							Computed:            true,
							MarkdownDescription: "When the rule was made, RFC 3339 in UTC. API key `create_time`.",
						},
					},
				},
			},
		},
	}
}

// Read lists the rules.
func (s *ListDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !s.Ready(&resp.Diagnostics) {
		return
	}
	rules, failure := listAll(ctx, s.Client)
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	state := listModel{Rules: make([]summaryModel, 0, len(rules))}
	for _, r := range rules {
		state.Rules = append(state.Rules, summaryModel{ID: types.StringValue(r.ID), Name: types.StringValue(r.Name), CreatedAt: shared.Time(r.CreateTime)})
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
