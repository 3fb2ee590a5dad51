// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// dataModel is a department as the data sources show it.
type dataModel struct {
	ID            types.Int64  `tfsdk:"id"`
	Name          types.String `tfsdk:"name"`
	NameEN        types.String `tfsdk:"name_en"`
	ParentID      types.Int64  `tfsdk:"parent_id"`
	Order         types.Int64  `tfsdk:"order"`
	LeaderUserIDs types.Set    `tfsdk:"leader_user_ids"`
	Path          types.String `tfsdk:"path"`
}

// dataFromAPI shows d; what could not be read (IDsOnly) is null.
func dataFromAPI(d *client.Department, path types.String) dataModel {
	m := model{LeaderUserIDs: types.SetNull(types.StringType)}
	m.fromAPI(d)
	return dataModel{
		ID: m.ID, Name: m.Name, NameEN: m.NameEN, ParentID: m.ParentID,
		Order: m.Order, LeaderUserIDs: m.LeaderUserIDs, Path: path,
	}
}

// dataAttributes describes dataModel with the id and path of the caller, which
// are arguments in one data source and results in the other.
func dataAttributes(id, path schema.Attribute) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": id,
		"name": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "Name of the department (部门名称). Null where WeCom lets the credential read ids only. API key `name`.",
		},
		"name_en": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "English name of the department (英文名称); null when there is none. API key `name_en`.",
		},
		"parent_id": schema.Int64Attribute{
			Computed:            true,
			MarkdownDescription: "Id of the parent department (上级部门); `0` for the root. API key `parentid`.",
		},
		"order": schema.Int64Attribute{
			Computed:            true,
			MarkdownDescription: "Position among the siblings, 0 to 4294967295; larger comes first. API key `order`.",
		},
		"leader_user_ids": schema.SetAttribute{
			Computed:    true,
			ElementType: types.StringType,
			MarkdownDescription: "User ids of the department's leaders (部门负责人) that the app may see. Null where WeCom lets the " +
				"credential read ids only. API key `department_leader`.",
		},
		"path": path,
	}
}

// readableID accepts what a department that exists may have, the root included.
func readableID() []validator.Int64 {
	return []validator.Int64{int64validator.Between(rootID, shared.MaxDepartmentID)}
}

// visibleRange is the note of both data sources on what they can see.
const visibleRange = "~> **Credentials.** Only departments in the visible range (可见范围) of the app whose `secret` is configured can be seen: " +
	"make it the whole corp. With `contacts_secret` alone, WeCom lets addresses that are new since August 2022 read ids, parents and " +
	"orders only; names and leaders are then null."

// quota is the note of the list and the data sources on calls.
const quota = "~> **Quota.** One call, whatever the number of departments. " + shared.CallQuota
