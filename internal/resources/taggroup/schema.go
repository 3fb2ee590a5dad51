// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"math"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// nameRule is that of groups and tags (doc 92117): characters, not bytes.
var nameRule = shared.Name{Max: 30}

var orderRule = int64validator.Between(0, math.MaxUint32)

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A group of customer tags (企业客户标签组) with its tags, which members put on their customers.\n\n" +
			"Renaming a group or a tag happens in place: the ids stay, and so do the tags on customers. A tag is recognised by its key in " +
			"`tags`, then by its name, so a changed `name` renames the tag and a changed key alone changes nothing in WeCom.\n\n" +
			"~> **Destroy and delete.** Deleting a tag takes it off every customer who carries it, and WeCom's API cannot bring it back; destroying the group " +
			"deletes its tags. A tag is deleted when neither " +
			"its key nor its name is left in the configuration; a plan that does so carries a warning. A group without tags cannot exist.\n\n" +
			"~> **Credentials and ownership.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用. An app can change or delete " +
			"only the groups and tags that it made itself; those made in the console or by another app can be read only. Tags that others add to this group can be " +
			"left alone with `exclusive = false`.\n\n" +
			"~> **Quota.** A corp may have 10,000 customer tags, those of the console and of rule groups included (" + shared.Page(92117) + ", errcode 40126). The " +
			"library is read in one call, whatever its size. " + shared.CallQuota + "\n\n" +
			"| Drift of | changed by | shown by WeCom |\n|---|---|---|\n" +
			"| `name`, `tags[*].name` | administrators (客户联系 → 客户标签), the app itself | yes: repaired in place, ids stay |\n" +
			"| `order`, `tags[*].order` | the same; dragging one item in the console may renumber most | yes; managed only when written |\n" +
			"| a tag that is gone | the same | yes: the next plan adds one of that name, with another id; customers do not get it back |\n" +
			"| a tag that was added | administrators, any app | yes with `exclusive = true`: to be removed, which WeCom allows for the app's own tags only |\n" +
			"| the group itself | deleted by the same, or with its last tag | yes: the next plan creates it anew, with other ids |\n\n" +
			"Official page: [customer tags](https://developer.work.weixin.qq.com/document/path/92117) (92117).",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Group id, stable across renames. API key `group_id`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"name": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Group name (标签组名称), 1 to 30 characters, no blank at either end, unique among the corp's tag groups. " +
					"Changed in place. API key `group_name`.",
				Validators: []validator.String{nameRule},
			},
			"tags": schema.MapNestedAttribute{
				Required: true,
				MarkdownDescription: "The tags, at least one. The key is your stable handle for the tag: keep it when you rename the tag. Changed in place. " +
					"API key `tag`.",
				Validators: []validator.Map{mapvalidator.SizeAtLeast(1)},
				NestedObject: schema.NestedAttributeObject{
					Attributes: map[string]schema.Attribute{
						"name": schema.StringAttribute{
							Optional: true,
							Computed: true,
							MarkdownDescription: "Tag name (标签名称), 1 to 30 characters, no blank at either end, unique in the group. Default: the key. " +
								"Changed in place. API key `tag[].name`.",
							Validators: []validator.String{nameRule},
						},
						"order": schema.Int64Attribute{
							Optional: true,
							Computed: true,
							MarkdownDescription: "Position in the group, 0 to 4294967295; larger comes first. Managed only when written, default: WeCom's; " +
								"reordering in the console changes most of them. Changed in place. API key `tag[].order`.",
							Validators: []validator.Int64{orderRule},
						},
						"id": schema.StringAttribute{
							Computed:            true,
							MarkdownDescription: "Tag id (标签id), stable across renames; customers carry this id. API key `tag[].id`.",
						},
					},
				},
			},
			"order": schema.Int64Attribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Position among the groups, 0 to 4294967295; larger comes first. Managed only when written, default: WeCom's. Changed in place. " +
					"API key `order`.",
				Validators:    []validator.Int64{orderRule},
				PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
			},
			"exclusive": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(true),
				MarkdownDescription: "Whether `tags` lists every tag of the group. `true` (default): a tag that somebody else added shows in the plan as to be " +
					"removed, under its own name. `false`: tags that are not declared here are left alone, also when the resource is destroyed, " +
					"and are no drift. Known to Terraform only, not to WeCom.",
			},
			"deletion_protection": shared.DeletionProtection("Every tag of the group would be taken off every customer who carries it."),
			"created_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "When the group was made, RFC 3339 in UTC; never changes. API key `create_time`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}
