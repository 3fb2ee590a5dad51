// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// fields are those of a member as the data source shows one.
var fields = field.Fields{
	field.Text("user_id", "User id (账号), 1 to 64 bytes, unique in the corp whatever the case of its letters", "userid"),
	field.Text("name", "Name of the member (姓名)", "name"),
	field.Text("alias", "Alias of the member (别名); null when there is none", "alias"),
	field.Text("position", "Position of the member (职务); null when there is none", "position"),
	field.Departments("department_ids", "Ids of all departments (部门) of the member that the credential may see", "department"),
	field.Number("main_department_id", "Id of the main department (主部门); null when it is not visible", "main_department"),
	field.Departments("leader_in_department_ids", "Ids of those departments in which the member is a leader (部门负责人)", "is_leader_in_dept"),
	field.Word("status", "Activation status (激活状态): `active`, `disabled`, `not_activated` or `left`; a status that this provider does not know "+
		"is shown as WeCom's number", "status", statuses),
}

// dataModel is a member as the data source shows it.
type dataModel struct {
	UserID                types.String `tfsdk:"user_id"`
	Name                  types.String `tfsdk:"name"`
	Alias                 types.String `tfsdk:"alias"`
	Position              types.String `tfsdk:"position"`
	DepartmentIDs         field.Set    `tfsdk:"department_ids"`
	MainDepartmentID      field.Whole  `tfsdk:"main_department_id"`
	LeaderInDepartmentIDs field.Set    `tfsdk:"leader_in_department_ids"`
	Status                types.String `tfsdk:"status"`
}

// dataFromAPI shows m; what could not be read (IDsOnly) is null.
func dataFromAPI(m *client.Member) dataModel {
	out := dataModel{
		UserID:                types.StringValue(m.UserID),
		DepartmentIDs:         field.NumbersSet(m.DepartmentIDs),
		LeaderInDepartmentIDs: field.Null(field.NumberSet),
	}
	if m.IDsOnly {
		return out
	}
	out.Name = field.TextOf(m.Name)
	out.Alias = field.TextOf(m.Alias)
	out.Position = field.TextOf(m.Position)
	if m.MainDepartmentID != 0 {
		out.MainDepartmentID = field.WholeValue(m.MainDepartmentID)
	}
	out.LeaderInDepartmentIDs = field.NumbersSet(m.LeaderIn)
	out.Status = status(m.Status)
	return out
}

// statuses are the words for WeCom's integers (doc 90196).
var statuses = field.Words{1: "active", 2: "disabled", 4: "not_activated", 5: "left"}

// status is the word, or the decimal text of an integer that has none yet.
func status(n int) types.String {
	if n == 0 { // assumed: the answer held no status; 0 is not documented
		return types.StringNull()
	}
	return types.StringValue(statuses.Text(int64(n)))
}
