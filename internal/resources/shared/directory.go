// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// MaxDepartmentID bounds ids that refer to a department. WeCom's pages call the id a 32-bit integer and not whether it
// is signed (doc 90205), so what WeCom chose may be above what a user may choose.
const MaxDepartmentID = math.MaxUint32

// IDsOnlyReason and IDsOnlyRemedy tell what errcode 48009 means for directory reads and how to get out of it (doc
// 96079).
const (
	IDsOnlyReason = "WeCom lets the 通讯录同步 secret read nothing but ids from this address (errcode 48009)"
	IDsOnlyRemedy = "Set the provider's `secret` (WECOM_SECRET) to that of a self-built app whose 可见范围 is the whole corp (应用管理 → 应用 → 自建)."
)

// Subtree lists department id and what is below it, sorted by id. It fails with client.ErrNotFound or
// client.ErrNotVisible when that department cannot be read. The department itself may be missing from the answer: that
// department/simplelist holds it is not documented (doc 95350).
func (c *Configured) Subtree(ctx context.Context, id int64) ([]client.Department, error) {
	all, err := c.Client.Departments.List(ctx, &id)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(all, func(d client.Department) bool { return d.ID == id }) {
		// Nothing below it, or no such department? Only asking for it tells.
		if _, err := c.Client.Departments.Get(ctx, id); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// MissingDepartment gives f, a failed read that was about department id, the reason and the way out when that
// department does not exist or is not visible.
func (f Failure) MissingDepartment(id int64) Failure {
	switch {
	case errors.Is(f.Err, client.ErrNotFound):
		f.Reason = fmt.Sprintf("department %d does not exist", id)
		f.NextStep = "Check the id (通讯录 → 组织架构 shows it in the menu of each department), or look the department up " +
			"by its path with the data source wecom_department."
	case errors.Is(f.Err, client.ErrNotVisible):
		f.Reason = fmt.Sprintf("department %d is, or may be, outside the visible range (可见范围) of the app whose secret is used", id)
		f.NextStep = "Add the department, or better the whole corp, to the app's 可见范围.\nConsole: 应用管理 → 应用 → 自建 → 可见范围"
	}
	return f
}

// Inside names the direct sub-departments and members of a department, for the message of a delete that WeCom refused
// (60005, 60006).
func (c *Configured) Inside(ctx context.Context, id int64) string {
	var parts []string
	if tree, err := c.Client.Departments.List(ctx, &id); err == nil {
		var names []string
		for _, d := range tree {
			if d.ParentID == id {
				names = append(names, strings.TrimSpace(fmt.Sprintf("%s (id %d)", d.Name, d.ID)))
			}
		}
		if len(names) > 0 {
			parts = append(parts, "sub-departments: "+Shorten(names))
		}
	}
	if members, err := c.Client.Members.List(ctx, id); err == nil && len(members) > 0 {
		names := make([]string, 0, len(members))
		for _, m := range members {
			names = append(names, m.UserID)
		}
		parts = append(parts, "members: "+Shorten(names))
	}
	if len(parts) == 0 {
		return "members or sub-departments that this app cannot see"
	}
	return strings.Join(parts, "; ")
}

// WarnInside warns of a department that is destroyed in a plan which moves members or departments out of it, or leaves
// them there.
func (c *Configured) WarnInside(diags *diag.Diagnostics, id int64, in Holds) {
	if dying := c.Claims.Inside(departmentClaim(id), in); dying != "" {
		in.warn(diags, dying)
	}
}

// WarnDying is WarnInside for what is planned before the department.
func (c *Configured) WarnDying(diags *diag.Diagnostics, id int64, dying string) {
	c.Claims.Dies(departmentClaim(id), dying).warn(diags, dying)
}

func departmentClaim(id int64) string { return fmt.Sprintf("department/%d", id) }

// warn tells the order in which Terraform works: it destroys before it changes what referred to the object, so that no
// wait in the apply helps.
func (in Holds) warn(diags *diag.Diagnostics, dying string) {
	if len(in.Leaving) > 0 {
		diags.AddWarning(fmt.Sprintf("Destroy of %s may be refused", dying), fmt.Sprintf("This plan destroys %s and moves %s out of it. Terraform destroys a department before it moves out what "+
			"referred to it (parent_id, department_ids), and WeCom refuses to delete a department that has sub-departments or members.\nApply in two steps: the move first, then the "+
			"destroy. Or give a department that is a resource of its own lifecycle { create_before_destroy = true } and apply that before this plan; then the move comes first, and nothing is "+
			"refused. Terraform does not tell whether the department has that already.", dying, Shorten(in.Leaving)))
	}
	if len(in.Staying) > 0 {
		diags.AddWarning(fmt.Sprintf("Destroy of %s will be refused", dying), fmt.Sprintf("This plan destroys %s while %s stays in it: on_destroy keeps the account, and WeCom refuses to delete a "+
			"department that has members.\nMove the member to another department (department_ids) and apply that before this plan, or keep the department in WeCom and take it out of Terraform: "+
			"removed { from = <address>, lifecycle { destroy = false } }.", dying, Shorten(in.Staying)))
	}
}
