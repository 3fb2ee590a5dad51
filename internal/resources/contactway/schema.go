// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// markRule is that of remark and state: characters, not bytes (doc 92228).
var markRule = text{max: 30, mark: true}

const description = "A contact way (联系我): a QR code, or a mini-program button, that lets a WeChat user add one or several members as a contact.\n\n" +
	"Members, departments, texts and flags are changed in place; id and QR code stay. Only another `type`, `scene` or `is_exclusive`, and adding or removing " +
	"`temporary_session`, need a new contact way, because WeCom has no way to change them: the plan then carries a warning.\n\n" +
	"~> **Destroy and replace.** Both destroy the QR code. Codes already printed stop working, and WeCom's API cannot bring them back. " +
	"Contacts that were made with it stay. Set `deletion_protection` for codes that are in print.\n\n" +
	"~> **Credentials and members.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用. Every member named must be inside the app's visible " +
	"range (可见范围), activated, real-name verified (实名认证) and have the customer contact function (客户联系 → 权限配置 → 使用范围). One member who is not refuses the whole " +
	"call, and WeCom does not say which. An update names every member again: one who left meanwhile refuses it although nothing else changed.\n\n" +
	"~> **Not in the console.** Contact ways made by API are not shown there; without the id only `wecom_contact_ways` finds them, and temporary ones nothing finds.\n\n" +
	"~> **Quota.** A corp may have 500,000 contact ways made by API, shared with 加入群聊 join ways ([92228](https://developer.work.weixin.qq.com/document/path/92228)). " +
	"Temporary ones do not count; 100,000 of them may be made a day. A contact way has at most 100 members, departments expanded. " + shared.CallQuota + "\n\n" +
	"Removing `remark`, `state`, `user_ids`, `department_ids`, `union_id` or `closing_message` sends the empty value. Whether WeCom obeys is not documented: " +
	"the provider reads back, and if the former value is still there, the apply fails, says so, and the state keeps what WeCom has.\n\n" +
	"| Drift of | changed by | shown by WeCom |\n|---|---|---|\n" +
	"| `type`, `scene` | nobody: fixed when made | yes |\n" +
	"| `remark`, `state`, `skip_verify`, `user_ids`, `department_ids` | other callers of the API | yes: shows in the plan and is repaired in place |\n" +
	"| `style` | other callers of the API | yes, with `scene = \"mini_program\"`; managed only when written |\n" +
	"| members or departments that are deleted | administrators | not documented: they stay in the answer or vanish from it; the next update names them and is refused |\n" +
	"| `mark_source` | the app that made it | perhaps; managed only when written |\n" +
	"| `is_exclusive` | nobody: fixed when made | not documented |\n" +
	"| `temporary_session` times, `union_id`, texts, links | other callers of the API | yes |\n" +
	"| `image.media_id`, `mini_program.picture_media_id` | other callers of the API | no: kept as configured, another picture is not noticed |\n" +
	"| the contact way itself | other callers of the API; a temporary one expires | yes: the plan makes it anew, with a new QR code |\n\n" +
	officialPage

const officialPage = "Official page: [contact ways](https://developer.work.weixin.qq.com/document/path/92228) (客户联系「联系我」管理, 92228)."

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Id of the contact way, stable across updates. API key `config_id`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"type": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Who gets the customers (联系方式类型): `single` (one member) or `multi` (several members or departments). Changing it replaces the contact way and its QR code. " +
					"A value that WeCom added later is its decimal number. API key `type`.",
				Validators: []validator.String{typeWords},
			},
			"scene": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Where it is shown: `mini_program` (a button inside a mini program) or `qr_code`. Changing it replaces the contact way and its QR code. " +
					"A value that WeCom added later is its decimal number. API key `scene`.",
				Validators: []validator.String{sceneWords},
			},
			"style": schema.Int64Attribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Look of the mini-program button, only with `scene = \"mini_program\"`: 1, 2 or 3 with `type = \"single\"`, 1 or 2 with `multi`. Changed in place. " +
					"Default: WeCom's. Managed only when written. API key `style`.",
				Validators:    []validator.Int64{int64validator.AtLeast(1)},
				PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
			},
			"remark": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Memo (备注) for those who manage the contact way, 1 to 30 characters, no blank at either end. Customers do not see it. Default: none. " +
					"Changed in place. API key `remark`.",
				Validators: []validator.String{markRule},
			},
			"state": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Channel mark (渠道), 1 to 30 characters, no blank at either end: it comes back in the event of a new customer and in the customer's details, " +
					"only when the customer is newly added. Default: none. Changed in place. API key `state`.",
				Validators: []validator.String{markRule},
			},
			"skip_verify": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(true),
				MarkdownDescription: "Whether customers are added without the member's approval (无需验证). Default `true`. Changed in place, and sent with every update. " +
					"API key `skip_verify`.",
			},
			"user_ids": schema.SetAttribute{
				ElementType: types.StringType,
				Optional:    true,
				Computed:    true,
				Default:     shared.NoElements(types.StringType),
				MarkdownDescription: "Members (使用成员) who get the customers, by userid (账号) of 1 to 64 bytes. Exactly one with `type = \"single\"`; with `multi` up to 100 members, those of `department_ids` " +
					"included. WeCom ignores the case of userids: another spelling is no change. Default: none. Changed in place, as a whole. API key `user`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.ValueStringsAre(stringvalidator.LengthBetween(1, 64))},
			},
			"department_ids": schema.SetAttribute{
				ElementType: types.Int64Type,
				Optional:    true,
				Computed:    true,
				Default:     shared.NoElements(types.Int64Type),
				MarkdownDescription: "Departments (使用部门) whose members get the customers, by id (1 or greater), only with `type = \"multi\"`; sub-departments and at most 100 members in all count. Default: none. " +
					"At least one of `user_ids` and `department_ids` names somebody. Changed in place, as a whole. API key `party`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.ValueInt64sAre(int64validator.AtLeast(1))},
			},
			"is_exclusive": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Whether customers of the same external corp go to the same member first (同一外部企业客户只能添加同一个员工). Default `false`. Changing it replaces the contact way and its " +
					"QR code; removing the line keeps the value. WeCom is not documented to show it: the provider keeps what it wrote, and after an import " +
					"it is null, that is, not known: the first value you then write is taken as it is, with a warning. API key `is_exclusive`.",
				PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"mark_source": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Whether the customer's source is marked as this app's contact way; has an effect in 营销获客 apps only, and only the app that made the contact way may change it. " +
					"Default: WeCom's, `true`. Changed in place. Managed only when written. API key `mark_source`.",
				PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"temporary_session": temporarySession(),
			"qr_code": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "URL of the QR code's picture, only with `scene = \"qr_code\"`. Stable across updates; it dies with the contact way. " +
					"API key `qr_code`.",
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"deletion_protection": shared.DeletionProtection("Printed QR codes would stop working."),
		},
	}
}
