// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// dataModel is a member as the data source shows it.
type dataModel struct {
	UserID                types.String `tfsdk:"user_id"`
	Name                  types.String `tfsdk:"name"`
	Alias                 types.String `tfsdk:"alias"`
	Position              types.String `tfsdk:"position"`
	DepartmentIDs         types.Set    `tfsdk:"department_ids"`
	MainDepartmentID      types.Int64  `tfsdk:"main_department_id"`
	LeaderInDepartmentIDs types.Set    `tfsdk:"leader_in_department_ids"`
	Status                types.String `tfsdk:"status"`
}

// dataFromAPI shows m; what could not be read (IDsOnly) is null.
func dataFromAPI(m *client.Member) dataModel {
	out := dataModel{
		UserID:                types.StringValue(m.UserID),
		DepartmentIDs:         shared.NumberSet(m.DepartmentIDs),
		LeaderInDepartmentIDs: types.SetNull(types.Int64Type),
	}
	if m.IDsOnly {
		return out
	}
	out.Name = shared.OptionalString(m.Name)
	out.Alias = shared.OptionalString(m.Alias)
	out.Position = shared.OptionalString(m.Position)
	if m.MainDepartmentID != 0 {
		out.MainDepartmentID = types.Int64Value(m.MainDepartmentID)
	}
	out.LeaderInDepartmentIDs = shared.NumberSet(m.LeaderIn)
	out.Status = status(m.Status)
	return out
}

// statuses are the words for WeCom's integers (doc 90196).
var statuses = map[int]string{1: "active", 2: "disabled", 4: "not_activated", 5: "left"}

// status is the word, or the decimal text of an integer that has none yet.
func status(n int) types.String {
	if n == 0 { // assumed: the answer held no status; 0 is not documented
		return types.StringNull()
	}
	if word, ok := statuses[n]; ok {
		return types.StringValue(word)
	}
	return types.StringValue(strconv.Itoa(n))
}
