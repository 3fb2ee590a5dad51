// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// inCorp is what the companion needs to know of departments.
var inCorp = kind.Corp[client.Department]{
	Unseen: unseen,
	Undeclarable: func(d *client.Department) string {
		if d.IDsOnly {
			return "its name could not be read"
		}
		return ""
	},
	Place: func(d *client.Department) (string, int64) { return strconv.FormatInt(d.ParentID, 10), d.Order },
	Locate: func(all []*client.Department, path string) (string, shared.Failure) {
		list := make([]client.Department, 0, len(all))
		for _, d := range all {
			list = append(list, *d)
		}
		d, failure := Locate(list, path)
		if failure.Err != nil {
			return "", failure
		}
		return strconv.FormatInt(d.ID, 10), failure
	},
	Said: kind.Said{
		Root:     "1",
		Rootless: "The root department (id 1) is the corp itself: it is neither created nor deleted, and `parent_id` is left out below it.",
		Doc:      "90208", DocTitle: "department/list",
		NameText: "Path of the department, such as `研发中心/后端`; null when its name cannot be read. Known to Terraform only, not to WeCom.",
		IDsText: "Numbers are taken as well. The root department needs none. A `wecom_department_tree` with `ids_of` shows only those: " +
			"ignore the others by path.",
	},
}

func unseen(rows []kind.Row[client.Department]) (out []kind.Unseen) {
	if slices.ContainsFunc(rows, func(r kind.Row[client.Department]) bool { return r.Object.IDsOnly }) {
		out = append(out, kind.Unseen{Reason: kind.NamesUnreadable,
			Text: shared.IDsOnlyReason + ", so the names of departments are not known. " + shared.IDsOnlyRemedy})
	}
	if !slices.ContainsFunc(rows, func(r kind.Row[client.Department]) bool { return r.Object.ID == rootID }) {
		out = append(out, kind.Unseen{Reason: kind.PartlyVisible,
			Text: "The root department is not visible to the app behind `secret`, so departments outside its visible range (可见范围) are not seen. " +
				"To see all, make the whole corp visible to it (应用管理 → 应用 → 自建 → 可见范围)."})
	}
	return out
}
