// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

const officialPage = "Official page: [acquisition links](https://developer.work.weixin.qq.com/document/path/97297) (97297)."

// Limits of doc 97297.
const (
	maxMembers       = 500  // of a range, departments expanded
	maxPriorityUsers = 1000 // of priority_userid_list
	maxUserIDBytes   = 64   // doc 90195
)

// nameRule is that of link_name since 2025-11-17; that WeCom counts code points
// is assumed.
var nameRule = shared.Name{Max: 30}

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "An acquisition link (获客链接) of 获客助手: an address that opens a member's card in WeChat, so that an outside user adds that member.\n\n" +
			"Everything changes in place: nothing here ever replaces the link, and its `url` stays the same for life.\n\n" +
			"~> **Destroy.** The published address stops working, at once and for good: WeCom has no undelete, and a new link has another address. " +
			"Set `deletion_protection` on links that are printed or advertised.\n\n" +
			"~> **Credentials.** `secret` must be that of a self-built app (自建应用) listed under 客户联系 → 可调用接口的应用. The secret of the system app 客户联系 " +
			"is refused for links, although it may work elsewhere. A link belongs to the app that made it: links of other apps and of the console can " +
			"neither be read nor imported, and after a change of `secret` to another app's they look deleted.\n\n" +
			"~> **Members.** Every member named needs 客户联系 (使用范围), must have logged in and be real-name verified, and every member and department must be in " +
			"the app's visible range (可见范围). WeCom refuses the whole call otherwise, without saying whom it means. Because every update sends the whole " +
			"link again, a member who became unusable meanwhile also blocks changes of other attributes.\n\n" +
			"~> **Quota.** Customers added through links use up the corp's balance (使用量), see the data source `wecom_acquisition_quota`; making and " +
			"editing links is not known to cost anything. A link covers at most 500 members, departments expanded (" + shared.Page(97297) + "). The number of links " +
			"of a corp is limited (errcode 41095), the limit is not published. " + shared.CallQuota + "\n\n" +
			driftTable + "\n\n" + officialPage,
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Link id (`ca…`), stable across updates. API key `link_id`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"name": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Name (链接名称), 1 to 30 characters, no blank at either end. Need not be unique. Changed in place. " +
					"API key `link_name`.",
				Validators: []validator.String{nameRule},
			},
			"user_ids": schema.SetAttribute{
				Optional:    true,
				Computed:    true,
				ElementType: types.StringType,
				Default:     shared.NoElements(types.StringType),
				MarkdownDescription: "User ids (账号) of the members who are added through the link, at most 500, each of 1 to 64 bytes. Default: none. At least one of `user_ids` and " +
					"`department_ids` is given. Compared without regard to case, as WeCom does. Changed in place; WeCom overwrites the whole range. API key `range.user_list`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.SizeAtMost(maxMembers), setvalidator.ValueStringsAre(stringvalidator.LengthBetween(1, maxUserIDBytes)), shared.OneSpelling{}},
			},
			"department_ids": schema.SetAttribute{
				Optional:    true,
				Computed:    true,
				ElementType: types.Int64Type,
				Default:     shared.NoElements(types.Int64Type),
				MarkdownDescription: "Ids of departments (部门) whose members are added through the link, each 1 to 4294967295. Default: none. With their members counted one by one, the link may " +
					"cover at most 500 members, which only WeCom can check. Changed in place. API key `range.department_list`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.ValueInt64sAre(int64validator.Between(1, shared.MaxDepartmentID))},
			},
			"skip_verify": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(true),
				MarkdownDescription: "Whether a customer is added without the member's confirmation (无需验证). Default `true`. Changed in place. " +
					"API key `skip_verify`.",
			},
			"mark_source": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Whether customers are marked as coming from this app's link (标记客户来源). Takes effect for apps of the class 营销获客 only. " +
					"Default: WeCom's, `true`. Managed only when written: removing the line leaves the value as it is. Null while WeCom does not show it; then what is configured " +
					"is kept, and an imported link is not written for it. Changed in place. API key `mark_source`.",
				PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"priority": prioritySchema(),
			"url": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "Address of the link, such as `https://work.weixin.qq.com/ca/ca…`; never changes. The function `acquisition_link_url` marks it with a " +
					"channel, `acquisition_link_scheme` makes a WeChat scheme of it. API key `url`.",
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"created_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "When the link was made, RFC 3339 in UTC; never changes. API key `create_time`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"deletion_protection": shared.DeletionProtection("The published address would stop working."),
		},
	}
}

func prioritySchema() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Which member is preferred (优先分配), for customers who know a member already. Default: none. Open to some business categories only: the console " +
			"must show 高级功能 → 获客助手 → 客户与成员关系绑定, otherwise WeCom answers 41200. Changed in place. WeCom documents no way to take a priority off a link: " +
			"when the block is removed, apply asks for it and fails if WeCom does not do it. API key `priority_option`.",
		Attributes: map[string]schema.Attribute{
			"scope": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "`corp`: any member of the corp who has the customer as a friend; `designated`: one of `user_ids`. A value that " +
					"WeCom adds later shows, and is accepted, as its number. Changed in place. API key `priority_option.priority_type`.",
				Validators: []validator.String{scopeWords},
			},
			"user_ids": schema.SetAttribute{
				Optional:    true,
				ElementType: types.StringType,
				MarkdownDescription: "User ids (账号) of the preferred members, 1 to 1000 members, each id of 1 to 64 bytes; required with `scope` `designated` and only allowed there. They must be in the app's visible " +
					"range. Compared without regard to case. Changed in place; WeCom overwrites the whole priority. API key `priority_option.priority_userid_list`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.SizeBetween(1, maxPriorityUsers), setvalidator.ValueStringsAre(stringvalidator.LengthBetween(1, maxUserIDBytes)), shared.OneSpelling{}},
			},
		},
	}
}

// priorityType is the type of `priority`.
var priorityType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"scope": types.StringType, "user_ids": types.SetType{ElemType: types.StringType},
}}

const driftTable = "| Drift of | changed by | shown by WeCom |\n|---|---|---|\n" +
	"| `name`, `user_ids`, `department_ids`, `skip_verify` | administrators (客户联系 → 获客助手), the app itself | yes: repaired in place |\n" +
	"| `priority` | the same | yes; one that is not configured shows as to be removed, which WeCom may refuse |\n" +
	"| `mark_source` | the app itself | perhaps not, where the app is not of the class 营销获客: then kept from the state; managed only when written |\n" +
	"| a member who leaves or loses 客户联系 | administrators | no: WeCom skips the member in silence |\n" +
	"| the link itself | deleted by administrators, also in the mobile client | yes: the next plan makes a new one, with another address |"
