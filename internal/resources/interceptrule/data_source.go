// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

var (
	_ datasource.DataSourceWithConfigure        = (*DataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*DataSource)(nil)
)

// DataSource finds one intercept rule by its id or its name.
type DataSource struct{ shared.DataSourceBase }

// NewDataSource makes the data source wecom_intercept_rule.
func NewDataSource() datasource.DataSource { return &DataSource{shared.DataSourceOf(TypeName)} }

// dataModel is an intercept rule as the data source shows it.
type dataModel struct {
	ID            types.String `tfsdk:"id"`
	Name          types.String `tfsdk:"name"`
	Words         types.Set    `tfsdk:"words"`
	Semantics     types.Set    `tfsdk:"semantics"`
	Action        types.String `tfsdk:"action"`
	UserIDs       types.Set    `tfsdk:"user_ids"`
	DepartmentIDs types.Set    `tfsdk:"department_ids"`
	CreatedAt     types.String `tfsdk:"created_at"`
}

func dataFromAPI(r *client.InterceptRule) dataModel {
	var m model
	m.fromAPI(r)
	return dataModel{
		ID: m.ID, Name: m.Name, Words: m.Words, Semantics: m.Semantics, Action: m.Action,
		UserIDs: m.UserIDs.SetValue, DepartmentIDs: m.DepartmentIDs, CreatedAt: shared.Time(r.CreateTime),
	}
}

// readers is the note of both data sources on who may read rules.
const readers = "~> **Credentials.** `secret` must be that of a self-built app listed under 客户联系 → 可调用接口的应用. It reads all rules " +
	"of the corp, also those made in the console or by another app; WeCom does not tell who made which.\n\n" +
	"~> **Quota.** The list of all rules costs one call, and every rule that is read one more. " + shared.CallQuota

// Schema describes the attributes.
func (s *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds one intercept rule (敏感词规则) by its id or its name.\n\n" + readers + "\n\n" +
			"~> **Visible range.** WeCom shows only those users and departments of a rule that are in the app's visible range (可见范围). " +
			"The rule may apply to others, too.\n\n" + officialPage,
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Rule id, not empty. Exactly one of `id` and `name` is given. API key `rule_id`.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"name": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "Name of the rule (规则名称), 1 to 20 characters, unique in the corp; compared exactly. " +
					"Exactly one of `id` and `name` is given. API key `rule_name`.",
				Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"words": schema.SetAttribute{
				ElementType: types.StringType, Computed: true,
				MarkdownDescription: "The words (敏感词), 1 to 300 words. API key `word_list`.",
			},
			"semantics": schema.SetAttribute{
				ElementType: types.StringType, Computed: true,
				MarkdownDescription: "Kinds of content (语义) that match beside `words`: `phone_number`, `email`, `red_packet`, or the decimal number of one that " +
					"this provider does not know. Empty when none. API key `semantics_list`, flat or below `extra_rule`.",
			},
			"action": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "`block` (警告并拦截发送: warns the member and does not send the message), `warn` (仅发警告: warns only), or the decimal number of one " +
					"that this provider does not know. API key `intercept_type`.",
			},
			"user_ids": schema.SetAttribute{
				ElementType: types.StringType, Computed: true,
				MarkdownDescription: "Userids whom the rule applies to, as far as the app may see them. API key `applicable_range.user_list`.",
			},
			"department_ids": schema.SetAttribute{
				ElementType: types.Int64Type, Computed: true,
				MarkdownDescription: "Ids of the departments whom the rule applies to, as far as the app may see them. API key `applicable_range.department_list`.",
			},
			"created_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "When the rule was made, RFC 3339 in UTC. API key `create_time`.",
			},
		},
	}
}

// ConfigValidators wants one of the two ways to find a rule.
func (s *DataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{datasourcevalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name"))}
}

// Read finds the rule. The list knows when it was made, a single rule not in
// every edition of the page.
func (s *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config dataModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() || !s.Ready(&resp.Diagnostics) {
		return
	}
	rules, failure := listAll(ctx, s.Client)
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	summary, failure := pick(rules, config.ID.ValueString(), config.Name.ValueString())
	if failure.Err != nil {
		shared.Diag(&resp.Diagnostics, failure)
		return
	}
	rule, err := s.Client.InterceptRules.Get(ctx, summary.ID)
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "read", Noun: noun, Subject: fmt.Sprintf("intercept rule %q (%s)", summary.Name, summary.ID), Err: err})
		return
	}
	if rule.CreateTime == 0 {
		rule.CreateTime = summary.CreateTime
	}
	state := dataFromAPI(rule)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

func listAll(ctx context.Context, c *client.Client) ([]client.InterceptRuleSummary, shared.Failure) {
	rules, err := c.InterceptRules.List(ctx)
	return rules, shared.Failure{Op: "list", Noun: "intercept rules", Subject: "the intercept rules of the corp", Err: err}
}

// pick takes the one rule of an id, or else of a name, or says why there is not
// one.
func pick(rules []client.InterceptRuleSummary, id, name string) (client.InterceptRuleSummary, shared.Failure) {
	failure := shared.Failure{Op: "find", Noun: noun, Subject: fmt.Sprintf("intercept rule %q", name)}
	if id != "" {
		failure.Subject = fmt.Sprintf("intercept rule %s", id)
	}
	var found client.InterceptRuleSummary
	var names, ids []string
	for _, r := range rules {
		names = append(names, fmt.Sprintf("%q (%s)", r.Name, r.ID))
		if id != "" && r.ID == id || id == "" && r.Name == name {
			found, ids = r, append(ids, r.ID)
		}
	}
	switch {
	case len(ids) == 1:
		return found, shared.Failure{}
	case len(ids) > 1: // assumed: names are unique in the corp (doc 95097), so this is an odd answer
		failure.Err = fmt.Errorf("%d intercept rules have this name: %s", len(ids), shared.Shorten(ids))
		failure.NextStep = "Give the id of the one that is meant instead of the name."
	case len(rules) == 0:
		failure.Err = errors.New("the corp has no intercept rule")
		failure.NextStep = "Make it first, with the resource wecom_intercept_rule or in the console (客户联系 → 敏感词)."
	default:
		failure.Err = fmt.Errorf("no intercept rule is it; the corp has %s", shared.Shorten(names))
		failure.NextStep = "Names are compared exactly. A rule that was deleted and made anew has another id."
	}
	return found, failure
}
