// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package visibilityrule is the resource wecom_visibility_rule and its data sources.
package visibilityrule

import (
	_ "embed"
	"iter"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_visibility_rule"

const noun = "visibility rule"

//go:embed page.md
var page string

// types are the values of rule_type.
var typeWords = field.Words{client.RuleHide: "hide", client.RuleOwnDepartments: "own_departments", client.RuleNobody: "nobody"}

// Limits of one list (docs 101536, 101539).
const (
	maxUsers = 1000
	maxNodes = 100
)

// nodes are the attributes of one of the three lists; key is that of the list.
func nodes(key string) field.Fields {
	return field.Fields{
		field.Users("user_ids", "Userids (账号) of members", key+".userid", maxUsers, field.None),
		field.Departments("department_ids", "Ids of departments (部门)", key+".partyid", field.None, field.Is(field.Size(0, maxNodes, "departments"))),
		field.NumberIDs("tag_ids", "Ids of contact tags (标签)", key+".tagid", field.None, field.Is(field.Size(0, maxNodes, "tags")), field.Refers("wecom_contact_tag")),
	}
}

const lists = "WeCom's page calls the three lists by these names for every type and does not say more; see above."

var fields = field.Fields{
	field.Number("id", "Id of the rule (规则id)", "rule_id", field.Note("Stable across updates.")),
	field.Word("type", "What the rule does: `hide` (隐藏部门/成员: nobody sees those in `range`), `own_departments` (限制查看外部门: those in `range` see their own departments only) "+
		"or `nobody` (限制查看所有人: those in `range` see nobody)", "rule_type", typeWords, field.Required, field.KeyNote("(1, 2, 3)"), field.Replaces(field.Always, "the rule")),
	field.Object("range", "Whom the rule is about: who is hidden, or whose view is restricted; not empty", "range", nodes("range"), field.Required),
	field.Object("whitelist", "Who may view or be viewed all the same (允许查看的部门、成员、标签)", "whitelist", nodes("whitelist"), field.Optional, field.Note(lists), field.Reads("Who may view or be viewed all the same (允许查看的部门、成员、标签); null where that is nobody")),
	field.Object("exclude", "Whom the rule does not restrict; with `own_departments` and `nobody` only", "exclude", nodes("exclude"), field.Optional, field.Note(lists), field.Reads("Whom the rule does not restrict; null where that is nobody")),
	field.Flag("searchable", "Whether those in `range` may still search for others; with `own_departments` and `nobody` only", "is_allowed_search", field.Default(false)),
	field.Flag("conversable", "Whether those in `range` may still start conversations; with `own_departments` and `nobody` only", "is_allowed_conversation", field.Default(false)),
	field.Protection("Whom it hides would be seen, and whose view it restricts would see all."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.ContactRule]{
	Type: TypeName, Noun: noun, Nouns: "visibility rules", Term: "通讯录查看权限", Area: kind.Directory, Fields: fields, Page: kind.Page(page),
	Import:  kind.Import{ID: "Rule id.", Advice: "The data source wecom_visibility_rules lists the ids of all rules."},
	Subject: subject,
	Recorded: func(c *client.Client, id string, made time.Time) {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			c.ContactRules.Made(n, made)
		}
	},
	Check: check,
	Needs: client.CredentialContacts,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.ContactRule, error) {
		return r.Client.ContactRules.Get(r, m.ID.ValueInt64())
	},
	FromAPI: func(r *kind.Run, m *model, rule *client.ContactRule) { m.fromAPI(r, rule) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.ContactRules.Delete(r, m.ID.ValueInt64()) },

	Lost: func(m *model) kind.Loss {
		if m.Type.ValueString() == typeWords[client.RuleHide] {
			return kind.Loss{What: "effect", Text: "Whom it hides is seen by everybody once this plan is applied."}
		}
		return kind.Loss{What: "effect", Text: "Whose view it restricts sees everybody once this plan is applied."}
	},
	Explain: explain,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.ContactRule], error] {
		return func(yield func(kind.Row[client.ContactRule], error) bool) {
			all, err := r.Client.ContactRules.List(r)
			for i := range all {
				if !yield(kind.Row[client.ContactRule]{ID: strconv.FormatInt(all[i].ID, 10), Object: &all[i]}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.ContactRule]{}, err)
			}
		}
	},
	Title: func(rule *client.ContactRule) (string, int64) { return title(rule), 0 },
	List: kind.List[client.ContactRule]{Subject: "the visibility rules of the corp", Whole: true,
		Filters: map[string]schema.Attribute{"type_regex": shared.RegexAttribute("the type of the rule (`hide`, `own_departments`, `nobody`)")},
		Passes: func(f kind.Filter, rule *client.ContactRule) bool {
			return shared.Matches(f.Regex("type_regex"), typeWords.Text(rule.Type))
		}},
	Plural: kind.Plural{Attribute: "visibility_rules", Text: "The rules, by id. Empty when there is none. API key `rules`."},
	ByID:   "Id of the rule, 1 to 4294967295. API key `rule_id`.",
	Corp: kind.Corp[client.ContactRule]{
		Said: kind.Said{Doc: "101537", Names: []string{"type"}, NameText: "Type of the rule and how many it is about; rules have no name. API key `rule_type`."},
	},
}
