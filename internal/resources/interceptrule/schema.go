// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// nameRule is that of rule_name (doc 95097): characters, not bytes.
var nameRule = shared.Name{Max: 20}

const maxWords = 300

const officialPage = "Official page: [intercept rules](https://developer.work.weixin.qq.com/document/path/95097) (敏感词管理, 95097)."

const resourceDescription = "An intercept rule (敏感词规则): it warns a member who sends a listed word, a phone number, an e-mail address or a red packet " +
	"to a customer, or blocks the message.\n\n" +
	"Everything is changed in place. A range of more than 1,000 users or departments is written in several calls: additions first, then removals, " +
	"so the rule always applies to somebody. A call that fails in between leaves what was reached in the state (after a create: a warning, and the missing " +
	"members in the next plan), and the next apply finishes it in place.\n\n" +
	"~> **Credentials and ownership.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用. An app can change or delete only " +
	"the rules that it made itself; those made in the console or by another app can be imported and read.\n\n" +
	"~> **Destroy.** Destroying a rule ends its checks at once. Nothing else is lost: the configuration makes the same rule again, with another id.\n\n" +
	"~> **Quota.** A corp may have 100 rules, all makers together, each with 300 words and 10,000 users ([95097](https://developer.work.weixin.qq.com/document/path/95097)). " +
	shared.CallQuota + "\n\n" +
	"~> **Visible range.** WeCom shows the app only those users and departments of a rule that are in the app's visible range (可见范围), and lets it add " +
	"or remove no other. When that range is narrowed, they vanish from the plan's view although the rule still applies to them: the plan wants to add " +
	"them again, and the apply fails and says so until the range is widened. Taking them out of the configuration then does not take them out of the rule. " +
	"Let the app see the whole corp.\n\n" +
	"~> **Names.** WeCom forbids equal names at every moment, so `create_before_destroy` works only together with a new name.\n\n" +
	"| Drift of | changed by | shown by WeCom |\n|---|---|---|\n" +
	"| `name`, `words`, `semantics`, `action` | this app; an administrator in the console (客户联系 → 敏感词) | yes |\n" +
	"| `user_ids`, `department_ids` | the same; members who leave and deleted departments drop out by themselves | only inside the app's visible range |\n" +
	"| `deletion_protection` | this configuration | no, known to Terraform only |\n" +
	"| the rule itself | deleted by this app or in the console: the next plan creates it anew, with another id | yes |\n\n" + officialPage

func resourceSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: resourceDescription,
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Rule id, stable across updates. API key `rule_id`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"name": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Name of the rule (规则名称), 1 to 20 characters, no blank at either end, unique in the corp. " +
					"Changed in place. API key `rule_name`.",
				Validators: []validator.String{nameRule},
			},
			"words": schema.SetAttribute{
				ElementType: types.StringType,
				Required:    true,
				MarkdownDescription: "The words (敏感词), 1 to 300 words, each of 1 to 32 characters without a blank at either end. WeCom's page names 30 characters " +
					"in another place and may refuse longer ones. Changed in place; cannot be emptied. API key `word_list`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.SizeBetween(1, maxWords), setvalidator.ValueStringsAre(wordRule{})},
			},
			"action": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "What happens to a message that matches: `block` (警告并拦截发送: warns the member and does not send it) or `warn` " +
					"(仅发警告: warns the member only). A value that this provider does not know is its decimal number. Changed in place. API key `intercept_type` (1, 2).",
				Validators: []validator.String{actions},
			},
			"semantics": schema.SetAttribute{
				ElementType: types.StringType,
				Optional:    true,
				Computed:    true,
				Default:     shared.NoElements(types.StringType),
				MarkdownDescription: "Kinds of content (语义) that match beside `words`: `phone_number` (手机号), `email` (邮箱地址), `red_packet` (红包). " +
					"A value that this provider does not know is its decimal number. Default: none. Changed in place. " +
					"API key `semantics_list` (1, 2, 3), in updates below `extra_rule`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.ValueStringsAre(kinds)},
			},
			"user_ids": schema.SetAttribute{
				CustomType: shared.BigUserIDs,
				Optional:   true,
				Computed:   true,
				Default:    shared.NoElements(types.StringType),
				MarkdownDescription: "Userids (账号) of the members whom the rule applies to, at most 10,000 members, each id of 1 to 64 bytes and in the app's visible range; upper and lower case are " +
					"the same to WeCom. `user_ids` and `department_ids` must not both be empty. Default: none. Changed in place. " +
					"API key `applicable_range.user_list`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.SizeAtMost(maxUsers), setvalidator.ValueStringsAre(stringvalidator.LengthBetween(1, 64))},
			},
			"department_ids": schema.SetAttribute{
				ElementType: types.Int64Type,
				Optional:    true,
				Computed:    true,
				Default:     shared.NoElements(types.Int64Type),
				MarkdownDescription: "Ids (1 or greater) of the departments (部门) whose members the rule applies to, each in the app's visible range; assumed to include those below. " +
					"`user_ids` and `department_ids` must not both be empty. Default: none. Changed in place. API key `applicable_range.department_list`.",
				Validators: []validator.Set{shared.NoNulls{}, setvalidator.ValueInt64sAre(int64validator.AtLeast(1))},
			},
			"deletion_protection": shared.DeletionProtection("Messages would no longer be checked against its words."),
			"created_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "When the rule was made, RFC 3339 in UTC; never changes. API key `create_time`.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}
