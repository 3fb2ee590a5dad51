// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package interceptrule is the resource wecom_intercept_rule and its data sources.
package interceptrule

import (
	_ "embed"
	"iter"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_intercept_rule"

const noun = "intercept rule"

//go:embed page.md
var page string

// Limits of doc 95097. Words may have 32 characters in one place of the page and 30 in another.
const (
	maxWords    = 300
	maxWord     = 32
	certainWord = 30
	maxUsers    = 10000
)

// nameRule is that of rule_name: characters, not bytes.
var nameRule = field.Name{Max: 20}

// actions are the values of intercept_type, kinds those of semantics_list.
var (
	actions = field.Words{1: "block", 2: "warn"}
	kinds   = field.Words{1: "phone_number", 2: "email", 3: "red_packet"}
)

var fields = field.Fields{
	field.ID("Id of the rule (规则id)", "rule_id"),
	field.Text("name", "Name of the rule (规则名称)", "rule_name", field.Required, field.Is(nameRule), field.Note("Unique in the corp.")),
	field.Strings("words", "The words (敏感词)", "word_list", field.Required,
		// assumed: the page is silent on blanks at the ends; a word that WeCom trims would differ in every plan.
		field.Is(field.Size(1, maxWords, "words"), field.Each(field.Length{Max: maxWord, Mark: true, Needed: true})),
		field.Note("WeCom's page names 30 characters in another place and may refuse longer ones. Cannot be emptied.")),
	field.WordSet("semantics", "Kinds of content (语义) that match beside `words`: `phone_number` (手机号), `email` (邮箱地址), `red_packet` (红包)",
		"semantics_list", kinds, field.None, field.KeyNote("(1, 2, 3), in updates below `extra_rule`")),
	field.Word("action", "What happens to a message that matches: `block` (警告并拦截发送: warns the member and does not send it) or `warn` "+
		"(仅发警告: warns the member only)", "intercept_type", actions, field.Required, field.KeyNote("(1, 2)")),
	field.Users("user_ids", "Userids (账号) of the members whom the rule applies to", "applicable_range.user_list", maxUsers, field.None,
		field.Note("Each in the app's visible range. `user_ids` and `department_ids` must not both be empty."),
		field.Reads("Userids whom the rule applies to, as far as the app may see them")),
	field.Departments("department_ids", "Ids of the departments (部门) whose members the rule applies to", "applicable_range.department_list", field.None,
		field.Note("Each in the app's visible range; assumed to include those below. `user_ids` and `department_ids` must not both be empty."),
		field.Reads("Ids of the departments whom the rule applies to, as far as the app may see them")),
	field.Protection("Messages would no longer be checked against its words."),
	field.Time("created_at", "When the rule was made", "create_time"),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.InterceptRule]{
	Type: TypeName, Noun: noun, Nouns: "intercept rules", Term: "敏感词规则", Area: kind.CustomerContact, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Rule id.",
		Advice: "An intercept rule is imported by its rule id. The data source wecom_intercept_rules lists the ids of all rules."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.InterceptRules.Made(id, made) },
	Check:    check,

	Create: create,
	Read:   read,
	FromAPI: func(_ *kind.Run, m *model, rule *client.InterceptRule) {
		m.fromAPI(rule)
	},
	Update: update,
	Delete: func(r *kind.Run, m *model) error { return r.Client.InterceptRules.Delete(r, m.ID.ValueString()) },
	Seen:   seen,

	Lost: func(m *model) kind.Loss {
		return kind.Loss{What: "checks", Text: "Messages are no longer held against its words once this plan is applied. The configuration can make the rule again, with another id."}
	},
	Explain: explain,
	Unique:  unique,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.InterceptRule], error] {
		return func(yield func(kind.Row[client.InterceptRule], error) bool) {
			rules, err := r.Client.InterceptRules.List(r)
			for _, s := range rules {
				if !yield(kind.Row[client.InterceptRule]{ID: s.ID, Name: s.Name, Created: s.CreateTime}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.InterceptRule]{}, err)
			}
		}
	},
	Title: func(rule *client.InterceptRule) (string, int64) { return rule.Name, rule.CreateTime },
	Complete: func(rule *client.InterceptRule, row kind.Row[client.InterceptRule]) {
		if rule.CreateTime == 0 { // get does not show it in every edition of the page
			rule.CreateTime = row.Created
		}
	},
	List: kind.List[client.InterceptRule]{Subject: "the intercept rules of the corp",
		Filters: kind.ByName("the name of the rule (规则名称)", "Compared by the provider.")},
	Plural: kind.Plural{Attribute: "rules", Text: "The rules, older first. Empty when there is none. API key `rule_list`.",
		Only: []string{"id", "name", "created_at"}},
	ByID: "Rule id, not empty. Exactly one of `id` and `name` is given. API key `rule_id`.",
	ByName: "Name of the rule (规则名称), 1 to 20 characters, unique in the corp; compared exactly. Exactly one of `id` and `name` is given. " +
		"API key `rule_name`.",
	Absent: "客户联系 → 敏感词", Unlike: "A rule that was deleted and made again has another id.",
	Corp: kind.Corp[client.InterceptRule]{
		Unseen: kind.Others[client.InterceptRule]("rules"),
		Said: kind.Said{
			Doc: "95097", NameText: "Name of the rule. API key `rule_name`.",
			Choices:    []string{"Rules name the members and departments that the app can see; WeCom does not show others, which stay in force."},
			Permission: &kind.Permission{Writes: client.WriteInterceptRules, Found: "%d rules"},
		},
	},
}

// unique is the name, which no two rules may have at any moment.
var unique = &kind.Unique[model]{
	Scope: "intercept_rule", Rule: nameRule,
	Name:   func(m *model) string { return m.Name.ValueString() },
	Holder: holder,
	Rename: func(r *kind.Run, id, name string) error {
		return r.Client.InterceptRules.Update(r, &client.UpdateInterceptRuleRequest{ID: id, Name: &name})
	},
}

// holder finds the rule that has a name. WeCom decides whether names that differ in case only are equal; an exact match
// goes first.
func holder(r *kind.Run, name, self string) (alike string, err error) {
	rules, err := r.Client.InterceptRules.List(r)
	for _, rule := range rules {
		switch {
		case rule.ID == self:
		case rule.Name == name:
			return rule.ID, nil
		case alike == "" && strings.EqualFold(rule.Name, name):
			alike = rule.ID
		}
	}
	return alike, err
}
