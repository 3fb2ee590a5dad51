// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// dataModel is an acquisition link as the data sources show it.
type dataModel struct {
	ID            types.String `tfsdk:"id"`
	Name          types.String `tfsdk:"name"`
	UserIDs       types.Set    `tfsdk:"user_ids"`
	DepartmentIDs types.Set    `tfsdk:"department_ids"`
	SkipVerify    types.Bool   `tfsdk:"skip_verify"`
	MarkSource    types.Bool   `tfsdk:"mark_source"`
	Priority      types.Object `tfsdk:"priority"`
	URL           types.String `tfsdk:"url"`
	CreatedAt     types.String `tfsdk:"created_at"`
}

// dataFromAPI shows l the way the resource does.
func dataFromAPI(l *client.AcquisitionLink) dataModel {
	var m model
	m.fromAPI(l)
	return dataModel{
		ID: m.ID, Name: m.Name, UserIDs: m.UserIDs, DepartmentIDs: m.DepartmentIDs, SkipVerify: m.SkipVerify, MarkSource: m.MarkSource,
		Priority: m.Priority, URL: m.URL, CreatedAt: m.CreatedAt,
	}
}

// dataAttributes describes dataModel with the id of the caller, which is an
// argument in one data source and a result in the other.
func dataAttributes(id schema.Attribute) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": id,
		"name": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "Name (链接名称), up to 30 characters, not unique. API key `link_name`.",
		},
		"user_ids": schema.SetAttribute{
			Computed:            true,
			ElementType:         types.StringType,
			MarkdownDescription: "User ids (账号) of the members who are added through the link; empty when it names departments only. API key `range.user_list`.",
		},
		"department_ids": schema.SetAttribute{
			Computed:            true,
			ElementType:         types.Int64Type,
			MarkdownDescription: "Ids of departments (部门) whose members are added through the link; empty when it names members only. API key `range.department_list`.",
		},
		"skip_verify": schema.BoolAttribute{
			Computed:            true,
			MarkdownDescription: "Whether a customer is added without the member's confirmation (无需验证). API key `skip_verify`.",
		},
		"mark_source": schema.BoolAttribute{
			Computed: true,
			MarkdownDescription: "Whether customers are marked as coming from this app's link (标记客户来源); for apps of the class 营销获客 only. " +
				"Null when WeCom does not show it. API key `mark_source`.",
		},
		"priority": schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: "Which member is preferred (优先分配); null when the link has no priority. API key `priority_option`.",
			Attributes: map[string]schema.Attribute{
				"scope": schema.StringAttribute{
					Computed: true,
					MarkdownDescription: "`corp`: any member of the corp who has the customer as a friend; `designated`: one of `user_ids`; a number that WeCom " +
						"added later as such. API key `priority_option.priority_type`.",
				},
				"user_ids": schema.SetAttribute{
					Computed:            true,
					ElementType:         types.StringType,
					MarkdownDescription: "User ids (账号) of the preferred members; null when `scope` is `corp`. API key `priority_option.priority_userid_list`.",
				},
			},
		},
		"url": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "Address of the link. API key `url`.",
		},
		"created_at": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "When the link was made, RFC 3339 in UTC. API key `create_time`.",
		},
	}
}

// readers is the note of the data sources on who may read links.
const readers = "~> **Credentials.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用; the secret of the system app 客户联系 is refused. " +
	"An app sees its own links only: those of other apps and of the console are not found."

// quota is the note of the list and the data sources.
const quota = "~> **Quota.** WeCom lists ids only, 100 to a call; every link that is read costs one call more. " + shared.CallQuota
