// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ListTypeName is the data source that lists members.
const ListTypeName = "wecom_members"

var _ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)

// ListDataSource lists the members of a department.
type ListDataSource struct{ shared.DataSourceBase }

// NewListDataSource makes the data source wecom_members.
func NewListDataSource() datasource.DataSource {
	return &ListDataSource{shared.DataSourceOf(ListTypeName)}
}

// listModel is the state of a wecom_members.
type listModel struct {
	DepartmentID field.Whole `tfsdk:"department_id"`
	Recursive    types.Bool  `tfsdk:"recursive"`
	Personal     types.Bool  `tfsdk:"include_personal_data"`
	UserIDs      field.Set   `tfsdk:"user_ids"`
	Members      []dataModel `tfsdk:"members"`
}

// Schema describes the attributes.
func (s *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the members (成员) of a department, for use in the `user_ids` of other resources.\n\n" +
			"~> **Credentials.** Only members in the visible range (可见范围) of the app whose `secret` is configured can be seen: make it the " +
			"whole corp. With `contacts_secret` alone, WeCom lets addresses that are new since August 2022 read user ids and departments " +
			"only; everything else is then null.\n\n" +
			"~> **Personal data.** Mobile numbers, emails and addresses are left out, so that they stay out of the state; `include_personal_data = true` puts there, marked " +
			"sensitive, what WeCom shows of them.\n\n" +
			"~> **Quota.** One call per department. " + shared.CallQuota + "\n\n" +
			"Official pages: [user/list](https://developer.work.weixin.qq.com/document/path/90201) (90201), " +
			"[user/list_id](https://developer.work.weixin.qq.com/document/path/96067).",
		Attributes: map[string]schema.Attribute{
			"department_id": schema.Int64Attribute{
				Required: true, CustomType: field.WholeType{},
				MarkdownDescription: "Department id, 1 (the root) to 4294967295. One that does not exist or is not visible is an error. " +
					"API key `department_id`.",
				Validators: []validator.Int64{int64validator.Between(1, field.MaxDepartmentID)},
			},
			"recursive": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether the members of all departments below are listed too, at one call per department. " +
					"Default `false`. Known to Terraform only: WeCom lists one department at a time.",
			},
			"include_personal_data": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether `mobile`, `email` and `address` of the members are shown, and so stand in the state; otherwise they are null. " +
					"Default `false`. Known to Terraform only, not to WeCom.",
			},
			"user_ids": schema.SetAttribute{
				Computed:            true,
				CustomType:          field.StringSet,
				MarkdownDescription: "User ids of all members listed. API key `userid`.",
			},
			"members": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The members, each once, sorted by user id; empty when there is none. API key `userlist`.",
				NestedObject:        schema.NestedAttributeObject{Attributes: listed()},
			},
		},
	}
}

// Read lists the members.
func (s *ListDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state listModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &state)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	id := state.DepartmentID.ValueInt64()
	members, err := s.list(ctx, id, state.Recursive.ValueBool())
	if err != nil {
		shared.Diag(&resp.Diagnostics, failed(id, err))
		return
	}
	warnIDsOnly(s.Client, members, &resp.Diagnostics)
	state.show(ctx, members)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// failed tells of the department that could not be read, which in a walk need not be the one that was asked for.
func failed(id int64, err error) shared.Failure {
	var in *departmentError
	if errors.As(err, &in) {
		id = in.id
	}
	return shared.Failure{Op: "list", Noun: "members", Subject: fmt.Sprintf("the members of department %d", id), Err: err}.MissingDepartment(id)
}

func (m *listModel) show(ctx context.Context, members []client.Member) {
	userIDs := make([]string, 0, len(members))
	m.Members = make([]dataModel, 0, len(members))
	for _, member := range members {
		userIDs = append(userIDs, member.UserID)
		m.Members = append(m.Members, dataFromAPI(ctx, &member, m.Personal.ValueBool()))
	}
	m.UserIDs = field.StringsSet(userIDs)
}

func (s *ListDataSource) list(ctx context.Context, id int64, recursive bool) ([]client.Member, error) {
	if !recursive {
		return walk(ctx, id, nil, s.Client.Members.List)
	}
	departments, err := s.Subtree(ctx, id)
	if err != nil {
		return nil, err
	}
	ids := []int64{id}
	for _, d := range departments {
		ids = append(ids, d.ID)
	}
	if slices.ContainsFunc(departments, func(d client.Department) bool { return d.IDsOnly }) {
		// Where department names may not be read, members' details may not be either (48009, doc 96079), and one list
		// holds all ids.
		memberships, err := s.Client.Members.ListIDs(ctx)
		return ofDepartments(memberships, ids), err
	}
	return walk(ctx, id, ids, s.Client.Members.List)
}

// warnIDsOnly tells once per run that members' details could not be read.
func warnIDsOnly(c *client.Client, members []client.Member, diags *diag.Diagnostics) {
	idsOnly := slices.ContainsFunc(members, func(m client.Member) bool { return m.IDsOnly })
	if idsOnly && c.TakeNotice(client.NoticeMemberDetailsUnreadable) {
		diags.AddWarning("Member details could not be read",
			shared.IDsOnlyReason+". Everything but userids and departments of members is null.\n"+shared.IDsOnlyRemedy)
	}
}
