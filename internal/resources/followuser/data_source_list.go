// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package followuser is the data source wecom_follow_users.
package followuser

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ListTypeName is the data source that lists members with customer contact.
const ListTypeName = "wecom_follow_users"

var _ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)

// ListDataSource lists the members who have the customer contact function.
type ListDataSource struct{ shared.DataSourceBase }

// NewListDataSource makes the data source wecom_follow_users.
func NewListDataSource() datasource.DataSource {
	return &ListDataSource{shared.DataSourceOf(ListTypeName)}
}

// Area is that of the page.
func (s *ListDataSource) Area() kind.Area { return kind.CustomerContact }

// listModel is the state of a wecom_follow_users.
type listModel struct {
	UserIDs field.Set `tfsdk:"user_ids"`
}

// Schema describes the attributes.
func (s *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the members with the customer contact function (配置了客户联系功能的成员): those in the usage range of customer contact " +
			"(客户联系 → 权限配置 → 使用范围), as far as they are in the app's visible range (可见范围). Departments of the usage range are expanded to members.\n\n" +
			"~> **A hint, no proof.** A member who is missing here cannot be in a contact way (联系我, errcode 84074). A member who is in the list may still be " +
			"refused: not activated (41054), or not verified by real name (实名认证, 40098), which no API shows. Changes of the usage range may take minutes to show.\n\n" +
			"~> **Credentials.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用.\n\n" +
			"~> **Quota.** One call. " + shared.CallQuota + "\n\n" +
			"Official page: [get_follow_user_list](https://developer.work.weixin.qq.com/document/path/92571).",
		Attributes: map[string]schema.Attribute{
			"user_ids": schema.SetAttribute{
				CustomType:          field.StringSet,
				Computed:            true,
				MarkdownDescription: "Userids (账号) of those members, sorted, each once. Empty when nobody of the visible range has the function. API key `follow_user`.",
			},
		},
	}
}

// Read lists the members.
func (s *ListDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !s.Ready(&resp.Diagnostics) {
		return
	}
	users, err := s.Client.FollowUsers.List(ctx)
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{
			Op: "list", Noun: "follow users", Subject: "the members with customer contact", Err: err,
		})
		return
	}
	state := listModel{UserIDs: field.StringsSet(users)}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
