// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

const description = "A whole subtree of departments (部门) of the corp's directory (通讯录) in one resource, for organisations where one " +
	"`wecom_department` each makes Terraform itself slow: a plan of 10,000 departments takes about a second and one API call (see `ids_of`).\n\n" +
	"Departments are keyed by their path below `parent_id`, such as `研发中心/后端/支付`; every department on the way is declared too. " +
	"Renaming, moving and reordering happen in place: ids, members and everything that refers to a department stay.\n\n" +
	"~> **Renames and moves.** Another path means another department, unless the new entry says which one it is: " +
	"`moved_from = \"研发中心/支付\"` (what is below it follows), or its `id`. Without either, the plan deletes the old department and makes " +
	"a new one, and warns. `moved_from` may stay when the move is done. To let departments trade places, write the `id` of each. " +
	"A rename or move in the console shows as an entry under the path that it has now, and apply takes it back.\n\n" +
	"~> **Departments that exist already** are never taken over because of their name: apply refuses, lists them, and writes nothing. Import the " +
	"subtree, or write `id` on an entry, which lets the tree take over that department wherever it is now.\n\n" +
	"~> **Credentials.** WeCom lets only the 通讯录同步 secret (`contacts_secret`) write departments, and lets that secret read " +
	"nothing but ids from addresses that are new since August 2022. Configure both `secret` (a self-built app whose 可见范围 is the " +
	"whole corp) and `contacts_secret`; with `contacts_secret` alone, a rename in the console may not be seen, and a tree cannot be imported.\n\n" +
	"~> **Destroy and deletes.** WeCom refuses to delete a department that still has members or departments in it. Children are deleted first; the provider " +
	"waits `timeouts.delete` for members to leave and then fails, naming what is inside. A destroy deletes what was declared, and nothing else. " +
	"The plan names every department that it deletes; where the text depends on something that the same apply makes, it can only warn.\n\n" +
	"~> **One owner.** A department that is in a tree must not be a `wecom_department` too, nor be in two trees: each would undo the other. " +
	"With `exclusive = true` nothing else may manage departments below `parent_id`.\n\n" +
	"A failure half-way records what was done, and the next apply goes on. While the tree is being created such a failure is a warning, because " +
	"Terraform destroys what reports an error then; `ids` of departments that were not made are null, and the next plan adds them.\n\n" +
	"~> **Quota.** A corp may have 30,000 departments on 15 levels, and a department 30,000 members and departments directly below it " +
	"([90205](https://developer.work.weixin.qq.com/document/path/90205)). A plan reads the whole tree in one call; an apply costs one call per department that changes. " +
	shared.CallQuota + "\n\n" +
	"| Drift of | changed by | shown by WeCom |\n|---|---|---|\n" +
	"| `departments`: name and place of a department | administrators (通讯录 → 组织架构), other callers of the API | to `secret` yes; names to `contacts_secret` from a new address no |\n" +
	"| `name_en`, `order` | the same | managed only where written |\n" +
	"| `parent_id` | nobody: it only says where the tree hangs | no, known to Terraform only |\n" +
	"| a declared department | deleted by the same; batch imports may replace the whole tree | yes: the plan adds it again, with another id unless `id` is written |\n" +
	"| a department that is not declared | added by the same | yes: `exclusive = true` shows it as to be removed, `false` names it in a warning until the next apply |\n\n" +
	"Official pages: [create](https://developer.work.weixin.qq.com/document/path/90205), [update](https://developer.work.weixin.qq.com/document/path/90206), " +
	"[delete](https://developer.work.weixin.qq.com/document/path/90207), [list](https://developer.work.weixin.qq.com/document/path/90208)."

func resourceSchema(ctx context.Context) schema.Schema {
	return schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"id": schema.Int64Attribute{
				Computed:            true,
				MarkdownDescription: "The same as `parent_id`, by which a tree is imported. Known to Terraform only.",
			},
			"parent_id": schema.Int64Attribute{
				CustomType: field.WholeType{},
				Optional:   true,
				Computed:   true,
				Default:    int64default.StaticInt64(rootID),
				MarkdownDescription: "Id of the department (上级部门) that the tree hangs below, 1 to 4294967295. Default `1`, the root. It is not part of the tree. " +
					"Changing it moves the departments of the first level, with everything below them, in place. API key `parentid`.",
				Validators: []validator.Int64{int64validator.Between(rootID, shared.MaxDepartmentID)},
			},
			"departments": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "The departments as JSON text (组织架构), best written with `jsonencode({ … })`; formatting and order of keys do not matter, and a plan " +
					"shows each entry that differs. An object whose keys are paths: names (部门名称) joined by `/`, without the name of `parent_id`; a `/` " +
					"that belongs to a name is written `\\/`, in HCL and JSON `\"\\\\/\"`. Names have 1 to 64 characters, none of `\\ : * ? \" < > |` nor " +
					"the full-width bar, no blank at either end. At most 30,000 departments on 15 levels. Changed in place. API key `department`. " +
					"The value is an object of these optional attributes; `{}` is a department without any:\n" +
					"  * `name_en` (string) English name (英文名称), rules as for names. Takes effect only while the corp's multi-language support (多语言) is on. " +
					"WeCom cannot clear it: removing it stops managing it. API key `name_en`.\n" +
					"  * `order` (number) Position among the siblings, 0 to 4294967295; larger comes first. Chosen by WeCom unless given; removing it stops managing it. " +
					"API key `order`.\n" +
					"  * `id` (number) Department id, 2 to 2147483647. A department that has it is taken over, with its members, and brought to this path; " +
					"otherwise one is made with it. API key `id`.\n" +
					"  * `moved_from` (string) Path under which this tree declared the department before; everything below it follows. Known to Terraform only.",
			},
			"exclusive": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
				MarkdownDescription: "Whether the tree owns everything below `parent_id`. `true`: departments that are not declared are in the state, and the plan " +
					"shows them as to be removed. `false`: they are left alone, and a warning names those that are new since the last apply. Default `false`. " +
					"The apply that switches it to `true` deletes nothing; the plan after it shows what would go. Known to Terraform only.",
			},
			"ids_of": schema.SetAttribute{
				Optional:    true,
				ElementType: types.StringType,
				MarkdownDescription: "Paths whose ids are in `ids`. Default: every department. Changed in place, without a call. Terraform's own time for a plan grows with the square of the " +
					"number of ids: about 3 s at 10,000 and 30 s at 30,000, so name those that are used in a large tree, or none: `[]`. " +
					"`wecomctl drift` and `wecomctl export` find the others by their paths; the data source `wecom_inventory` is told of managed departments by id, " +
					"so give it `values(wecom_department_tree.rd.ids)` of a tree without `ids_of`, and otherwise ignore the tree's paths, such as `department:研发中心/**`. " +
					"Known to Terraform only.",
			},
			"ids": schema.MapAttribute{
				Computed:    true,
				ElementType: types.Int64Type,
				MarkdownDescription: "Department ids by path, for example `wecom_department_tree.rd.ids[\"研发中心/后端\"]`; those of `ids_of` only, where that is given. " +
					"Known in every plan that does not create that very department. In the plan that creates the tree all are unknown. API key `id`.",
			},
			"deletion_protection": shared.DeletionProtection("So does a plan that deletes a department of the tree. Members, contact ways and rules that " +
				"name a department's id would lose it."),
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{
				Delete: true,
				DeleteDescription: "How long an apply waits in total for members to leave departments that it deletes, such as `90s` or `5m`. Default `60s`, but no longer than something else in the apply is at work " +
					"that may move them. Known to Terraform only.",
			}),
		},
	}
}
