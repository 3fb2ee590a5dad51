// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"math"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// rootID is the id of the corp itself in the tree; it cannot be created,
// moved or deleted (doc 90205, 60007).
const rootID = 1

var nameRule = shared.DepartmentName

func resourceSchema(ctx context.Context) schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A department (部门) of the corp's directory (通讯录).\n\n" +
			"Renaming, moving and reordering happen in place; the id, the members and everything that refers to the department stay. " +
			"The root department (id 1, the corp itself) can be imported and read, but not created, moved or deleted.\n\n" +
			"~> **Credentials.** WeCom lets only the 通讯录同步 secret (`contacts_secret`) write departments, and lets that secret read " +
			"nothing but ids from addresses that are new since August 2022. Configure both `secret` (a self-built app whose 可见范围 is the " +
			"whole corp) and `contacts_secret`; with `contacts_secret` alone, a rename in the console may not be seen.\n\n" +
			"~> **Destroy.** WeCom refuses to delete a department that still has members or sub-departments. Nothing is moved or deleted " +
			"with it: the provider waits `timeouts.delete` for it to become empty and then fails, naming what is inside.\n\n" +
			"~> **Quota.** A corp may have 30,000 departments on 15 levels, and a department 30,000 members and departments directly below it (" +
			shared.Page(90205) + "). Departments are read many at a time: a plan over hundreds costs a handful of calls. " + shared.CallQuota + "\n\n" +
			"| Drift of | changed by | shown by WeCom |\n|---|---|---|\n" +
			"| `id` | nobody: fixed when made | yes |\n" +
			"| `name`, `name_en` | administrators (通讯录 → 组织架构), other callers of the API | to `secret` yes; to `contacts_secret` from a new address no |\n" +
			"| `parent_id`, `order` | the same | yes; `order` is managed only when written |\n" +
			"| `leader_user_ids` | administrators, on the department or the member | those the app may see; never managed |\n" +
			"| the department itself | deleted by the same; batch imports may replace the whole tree | yes: the next plan creates it anew, with another id unless `id` is written |\n\n" +
			"Official pages: [create](https://developer.work.weixin.qq.com/document/path/90205), [update](https://developer.work.weixin.qq.com/document/path/90206), " +
			"[delete](https://developer.work.weixin.qq.com/document/path/90207), [get](https://developer.work.weixin.qq.com/document/path/95351).",
		Attributes: map[string]schema.Attribute{
			"id": schema.Int64Attribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Department id (部门id), 2 to 2147483647. Default: chosen by WeCom. " +
					"Changing it replaces the department. API key `id`.",
				Validators: []validator.Int64{idValidator{}},
				PlanModifiers: []planmodifier.Int64{
					int64planmodifier.UseStateForUnknown(),
					int64planmodifier.RequiresReplaceIfConfigured(),
				},
			},
			"name": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Name (部门名称), 1 to 64 characters, none of `\\ : * ? \" < > |` nor the full-width bar, no blank at either end. " +
					"Unique among the departments of one parent. Changed in place. API key `name`.",
				Validators: []validator.String{nameRule},
			},
			"name_en": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "English name (英文名称), 1 to 64 characters, same rules as `name`. Default: none. Changed in place. Takes effect only while the corp's multi-language support (多语言) is on. " +
					"WeCom cannot clear it: removing the line stops managing it and leaves the name as it is. API key `name_en`.",
				Validators:    []validator.String{nameRule},
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"parent_id": schema.Int64Attribute{
				Optional: true,
				Computed: true,
				Default:  int64default.StaticInt64(rootID),
				MarkdownDescription: "Id of the parent department (上级部门), 1 to 4294967295. Default `1`, the root. Changing it moves the department with " +
					"everything below it, in place. The tree may be 15 levels deep. API key `parentid`.",
				Validators: []validator.Int64{int64validator.Between(rootID, shared.MaxDepartmentID)},
			},
			"order": schema.Int64Attribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Position among the siblings, 0 to 4294967295; larger comes first. Changed in place. Default: chosen by WeCom, and managed only when written: " +
					"removing the line stops managing it. An apply reads back what WeCom chose with at most 40 calls: after one that creates many " +
					"departments without `order`, it is null for some of them until the next refresh, and nothing is planned because of it. " +
					"API key `order`.",
				Validators:    []validator.Int64{int64validator.Between(0, math.MaxUint32)},
				PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
			},
			"leader_user_ids": schema.SetAttribute{
				Computed:    true,
				ElementType: types.StringType,
				MarkdownDescription: "User ids of the department's leaders (部门负责人) that the app may see. Set on the members, not here. " +
					"API key `department_leader`.",
				PlanModifiers: []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
			},
			"deletion_protection": shared.DeletionProtection("Members, contact ways and rules that name the department's id would lose it."),
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{
				Delete:            true,
				DeleteDescription: "How long a destroy waits for members and sub-departments to leave, such as `90s` or `5m`. Default `60s`. Known to Terraform only.",
			}),
		},
	}
}

// idValidator refuses ids that WeCom does not take, and explains the root.
type idValidator struct{}

func (idValidator) Description(context.Context) string { return "2 to 2147483647" }

func (v idValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (idValidator) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	switch id := req.ConfigValue.ValueInt64(); {
	case id == rootID:
		resp.Diagnostics.AddAttributeError(req.Path, "Root department cannot be created",
			"Department 1 is the corp itself: it exists always. Leave `id` out and import it: terraform import <address> 1")
	case id < rootID || id > math.MaxInt32:
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid department id",
			"A department id is a whole number from 2 to 2147483647, or left out for WeCom to choose.")
	}
}
