// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// listed are the attributes of a member in a list: those of the data source wecom_member, two of them under the names
// that this list has had before there was a resource.
func listed() map[string]schema.Attribute {
	all := maps.Clone(fields.Data())
	all["user_id"], all["leader_in_department_ids"] = all["id"], all["leader_of_department_ids"]
	delete(all, "id")
	delete(all, "leader_of_department_ids")
	return all
}

// dataModel is a member as the list shows it.
type dataModel struct {
	UserID types.String `tfsdk:"user_id"`
	person
	LeaderInDepartmentIDs field.Set    `tfsdk:"leader_in_department_ids"`
	Avatar                types.Object `tfsdk:"avatar"`
}

var shownAvatarType = map[string]attr.Type{"url": types.StringType}

// dataFromAPI shows m, with personal data where it is asked for; what could not be read (IDsOnly) is null.
func dataFromAPI(ctx context.Context, got *client.Member, personal bool) dataModel {
	m := model{person: person{
		DepartmentOrders: types.MapNull(field.WholeType{}), CustomAttributes: types.MapNull(attributeType), ExternalProfile: types.ObjectNull(profileType.AttrTypes),
	}, LeaderOfDepartmentIDs: field.Null(field.NumberSet), Avatar: types.ObjectNull(avatarType.AttrTypes)}
	m.fromAPI(ctx, got, personal)
	out := dataModel{UserID: m.ID, person: m.person, LeaderInDepartmentIDs: m.LeaderOfDepartmentIDs, Avatar: types.ObjectNull(shownAvatarType)}
	if a := field.As[avatar](ctx, m.Avatar); a != nil {
		out.Avatar = types.ObjectValueMust(shownAvatarType, map[string]attr.Value{"url": a.URL})
	}
	return out
}
