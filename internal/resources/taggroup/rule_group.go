// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// RuleGroupTypeName is the resource type of the tag groups of rule groups.
const RuleGroupTypeName = "wecom_rule_group_tag_group"

// ruleGroupType is that of the rule groups that they hang on.
const ruleGroupType = "wecom_customer_rule_group"

//go:embed rule_group.md
var ruleGroupPage string

// ruleModel is the state of a wecom_rule_group_tag_group.
type ruleModel struct {
	model
	RuleGroupID field.Whole `tfsdk:"rule_group_id"`
}

// ruleFields are those of a tag group, with the rule group.
var ruleFields = func() field.Fields {
	all := slices.Clone(fields)
	name := field.Text("name", "Group name (标签组名称)", "group_name", field.Required, field.Is(nameRule), field.Note("Unique among the tag groups of its rule group."))
	home := field.Number("rule_group_id", "Id of the rule group (规则组) of the first level whose members use the tags", "strategy_id", field.Required,
		field.Refers(ruleGroupType), field.Is(field.NumberRule("1 or more", ruleGroupRule{})), field.Replaces(field.Always, "the group and its tags"),
		field.Reads("Id of the rule group (规则组) whose members use the tags"))
	return append(field.Fields{all[0], name, home}, all[2:]...)
}()

// RuleGroupKind is the noun.
var RuleGroupKind kind.Noun = func() *kind.Kind[ruleModel, client.TagGroup] {
	const noun = "rule-group tag group"
	k := grouped(&kind.Kind[ruleModel, client.TagGroup]{
		Type: RuleGroupTypeName, Noun: noun, Nouns: "rule-group tag groups", Term: "规则组客户标签组", Area: kind.CustomerContact, Fields: ruleFields, Page: kind.Page(ruleGroupPage),
		Needs:  client.CredentialApp,
		Import: kind.Import{ID: "Tag group id.", Advice: "A tag group is imported by its group id (et…). The data source " + RuleGroupTypeName + "s lists the ids of this app's groups."},
		List: kind.List[client.TagGroup]{Subject: "the rule-group tag groups of this app",
			Filters: kind.ByName("the name of the group (标签组名称)", "Compared by the provider.")},
		Plural: kind.Plural{Attribute: "rule_group_tag_groups", Text: "The groups, those of a rule group together: larger `order` first, then older first. Empty when there is none. API key `tag_group`."},
		ByID:   "Group id, not empty, stable across renames. API key `group_id`.",
		Corp: kind.Corp[client.TagGroup]{
			Unseen: kind.Always[client.TagGroup](kind.NotListed,
				"WeCom shows an app only the rule-group tags that it made itself: those of other apps and of admins of the rule group are not seen and cannot be imported."),
			Said: kind.Said{
				Doc: "94882", NameText: "Name of the tag group. API key `group_name`.",
				Permission: &kind.Permission{ID: "rule_group_tags", Title: "rule-group tags", Writes: client.WriteRuleGroupTags, Found: "%d groups"},
			},
		},
	}, func(c *client.Client, m *ruleModel) library {
		home := m.RuleGroupID.Known()
		if home == nil {
			return c.RuleGroupTags
		}
		return c.RuleGroupTags.Of(*home)
	})
	fromAPI, plan, create := k.FromAPI, k.Plan, k.Create
	k.FromAPI = func(r *kind.Run, m *ruleModel, g *client.TagGroup) {
		fromAPI(r, m, g)
		if g.RuleGroupID != 0 {
			m.RuleGroupID = field.WholeValue(g.RuleGroupID)
		}
	}
	k.Plan = func(r *kind.Run, c *kind.Change[ruleModel]) {
		if !lower(r, c.Plan) {
			plan(r, c)
		}
	}
	k.Create = func(r *kind.Run, m *ruleModel) (kind.Made, error) {
		if lower(r, m) {
			return kind.Made{}, nil
		}
		return create(r, m)
	}
	k.ForeignLooksGone = true
	k.Gone = func(m *ruleModel) (summary, text string) {
		return fmt.Sprintf("Rule-group tag group %q (%s) is gone", m.Name.ValueString(), m.ID.ValueString()),
			"It is not among the rule-group tags of this app any more: it was deleted, or its rule group was, and customers have lost its tags. If the provider's `secret` is " +
				"now that of another app, the tags may live on instead: go back to the app that made them before you apply."
	}
	k.Explain = func(r *kind.Run, m *ruleModel, f *shared.Failure) { explainRuleGroup(r, m, f) }
	return k
}()

// lower refuses tags on a rule group that is known to have one above it, and reports whether it did.
func lower(r *kind.Run, m *ruleModel) bool {
	id := m.RuleGroupID.Known()
	if id == nil {
		return false
	}
	told, ok := r.Claims.Told(fmt.Sprintf("%s/%d", ruleGroupType, *id)).(interface{ FirstLevel() bool })
	if !ok || told.FirstLevel() {
		return false
	}
	r.Diags.AddAttributeError(path.Root("rule_group_id"), "Tags on a lower rule group", lowerText(*id))
	return true
}

func lowerText(id int64) string {
	return fmt.Sprintf("rule_group_id is %d, a rule group below another one, and WeCom puts tags on rule groups of the first level only. "+
		"Name the group at the top: its tags serve the groups below it.", id)
}

// explainRuleGroup tells whether the rule group is the reason of a refusal.
func explainRuleGroup(r *kind.Run, m *ruleModel, f *shared.Failure) {
	id := m.RuleGroupID.Known()
	var clash *shared.ErrClash
	switch {
	case f.Op == "read" && errors.Is(f.Err, client.ErrNotFound): // by a data source or an import
		f.Reason = "this app has no rule-group tag group of this id"
		f.NextStep = "A group dies with its last tag and with its rule group, and an app sees those only that it made. The data source " + RuleGroupTypeName + "s lists them; the id of a " +
			"tag is not that of its group."
		return
	case f.Op == "create" && errors.As(f.Err, &clash) && f.Reason != "":
		f.Reason += ", and WeCom would put the tags into it"
		return
	case id == nil || shared.Code(f.Err) == 0 || f.Op != "create" && f.Op != "update" || errors.Is(f.Err, client.ErrOutcomeUnknown):
		return
	}
	switch g, err := r.Client.CustomerRuleGroups.Get(r, *id); {
	case errors.Is(err, client.ErrNotFound):
		f.Reason = fmt.Sprintf("this app has no customer rule group %d, its rule_group_id: it was deleted, or another app or the console made it", *id)
		f.NextStep = "Correct rule_group_id. The data source wecom_customer_rule_groups lists the groups of this app."
	case err == nil && g.ParentID != 0:
		f.Reason, f.NextStep = lowerText(*id), " "
	}
}

// ruleGroupRule refuses ids that no group has.
type ruleGroupRule struct{}

// Description implements validator.Describer.
func (ruleGroupRule) Description(context.Context) string { return "1 or more" }

// MarkdownDescription implements validator.Describer.
func (v ruleGroupRule) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateInt64 implements validator.Int64.
func (ruleGroupRule) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if n := req.ConfigValue; !n.IsNull() && !n.IsUnknown() && n.ValueInt64() < 1 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid rule_group_id", fmt.Sprintf("rule_group_id is %d; it is the id of a rule group of the first level.", n.ValueInt64()))
	}
}
