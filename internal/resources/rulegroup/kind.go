// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package rulegroup is the resources wecom_customer_rule_group and wecom_moment_rule_group with their data sources: two
// trees of WeCom that differ in their privileges, and in that tags hang on those of customers only.
package rulegroup

import (
	_ "embed"
	"fmt"
	"iter"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// The resource types.
const (
	CustomerType = "wecom_customer_rule_group"
	MomentType   = "wecom_moment_rule_group"
)

//go:embed customer.md
var customerPage string

//go:embed moment.md
var momentPage string

// right is one privilege of a group. One that is basic cannot be revoked.
type right struct {
	name, what string
	basic      bool
}

// rights are the privileges of these names, the first ones basic, each with what it lets an admin do.
func rights(names []string, basic int, what ...string) []right {
	out := make([]right, 0, len(names))
	for i, name := range names {
		out = append(out, right{name, what[i], i < basic})
	}
	return out
}

// tree is what the two nouns differ in.
type tree struct {
	typeName, noun, nouns, term string
	doc, console                string
	rights                      []right
	tagged                      bool // tags hang on groups of the first level
	service                     func(*client.Client) *client.RuleGroupService
}

var (
	customers = &tree{
		typeName: CustomerType, noun: "customer rule group", nouns: "customer rule groups", term: "客户联系规则组", doc: "94883",
		console: "客户与上下游 → 客户联系 → 权限配置 → 客户联系和客户群 → 管理规则", tagged: true,
		service: func(c *client.Client) *client.RuleGroupService { return c.CustomerRuleGroups },
		rights: rights(client.CustomerPrivileges, 5,
			"see the list of customers",
			"see the statistics of customers",
			"see the list of group chats",
			"use contact ways (联系我)",
			"join group chats",
			"share customers with other members",
			"reassign the customers of members who left",
			"reassign the group chats of members who left",
			"send messages to customers of the corp",
			"configure the welcome message",
			"see the contact statistics of members",
			"see the statistics of group chats",
			"send messages to group chats of the corp",
			"remove customers who are in several group chats",
			"configure quick replies",
			"transfer the customers of active members",
			"edit rules against harassment",
			"export the list of customers",
			"export the statistics of customers",
			"export the list of group chats",
			"configure the customer tags of the corp",
		),
	}
	moments = &tree{
		typeName: MomentType, noun: "moment rule group", nouns: "moment rule groups", term: "客户朋友圈规则组", doc: "94890",
		console: "客户与上下游 → 客户朋友圈 → 权限配置",
		service: func(c *client.Client) *client.RuleGroupService { return c.MomentRuleGroups },
		rights: rights(client.MomentPrivileges, 0,
			"see all customer moments (客户朋友圈) that members posted",
			"let members post customer moments",
			"configure cover and signature of the moments",
		),
	}
)

// Customers and Moments are the nouns.
var (
	Customers kind.Noun = customers.kind(customerPage, client.WriteCustomerRuleGroups)
	Moments   kind.Noun = moments.kind(momentPage, client.WriteMomentRuleGroups)
)

func (t *tree) privileges() field.Fields {
	var out field.Fields
	for _, r := range t.rights {
		what := "Whether the admins may " + r.what
		note := field.Note("")
		if r.basic {
			note = field.Note("A basic right, which cannot be revoked: `false` is an error.")
		}
		out = append(out, field.Flag(r.name, what, "privilege."+r.name, field.Default(true), note))
	}
	return out
}

func (t *tree) fields() field.Fields {
	loss := "the rule group"
	if t.tagged {
		loss += " and its tags"
	}
	return field.Fields{
		field.Number("id", "Id of the rule group (规则组id)", "strategy_id", field.Note("Stable across updates.")),
		field.Text("name", "Name of the rule group (规则组名称)", "strategy_name", field.Required, field.Is(field.NotEmpty), field.Note("Need not be unique.")),
		field.Number("parent_id", "Id of the rule group above (上级规则组)", "parent_id", field.Optional, field.Refers(t.typeName),
			field.Is(field.NumberRule("1 or more", parentRule{})), field.Without("none: a group of the first level"), field.Replaces(field.Always, loss),
			field.Note(fmt.Sprintf("The tree may be %d levels deep.", client.MaxRuleGroupDepth)),
			field.Reads("Id of the rule group above (上级规则组); null on the first level")),
		field.Users("admin_user_ids", "Userids (账号) of the admins (负责人), none of them a super administrator (超级管理员)", "admin_list", 0, field.Required,
			field.Is(field.Size(1, client.MaxRuleGroupAdmins, "members")), field.Reads("Userids of the admins (负责人)")),
		field.Users("user_ids", "Userids (账号) of the members in the range that the admins manage (管理范围)", "range[].userid", 0, field.None,
			field.Note(rangeNote), field.Reads("Userids of the members in the range (管理范围)")),
		field.Departments("department_ids", "Ids of the departments (部门) in the range that the admins manage (管理范围)", "range[].partyid", field.None,
			field.Note("Assumed to include those below them. "+rangeNote), field.Reads("Ids of the departments in the range (管理范围)")),
		field.Object("privileges", "What the admins may do (权限)", "privilege", t.privileges(), field.Resolved, field.InheritedBelow("parent_id"), field.Without("all"),
			field.Note("Not with `parent_id`: a lower group has those of the group at the top, which are then shown here."),
			field.Reads("What the admins may do (权限); below the first level that of the group at the top. Null where WeCom does not show it")),
		field.Protection("Its admins would lose their rights."),
		field.Time("created_at", "When the group was made", "create_time"),
	}
}

const rangeNote = "`user_ids` and `department_ids` must not both be empty, have together at most 3000, and lie within the range of `parent_id`."

func (t *tree) kind(page string, writes client.Writable) *kind.Kind[model, client.RuleGroup] {
	at := func(r *kind.Run) *client.RuleGroupService { return t.service(r.Client) }
	return &kind.Kind[model, client.RuleGroup]{
		Type: t.typeName, Noun: t.noun, Nouns: t.nouns, Term: t.term, Area: kind.CustomerContact, Fields: t.fields(), Page: kind.Page(page),
		Needs: client.CredentialApp,
		Import: kind.Import{ID: "Rule group id.",
			Advice: fmt.Sprintf("The data source %ss lists the ids of this app's groups.", t.typeName)},
		Recorded: func(c *client.Client, id string, made time.Time) { t.service(c).Made(id, made) },
		Check:    t.check,
		Plan:     t.plan,

		Create: t.create,
		Read: func(r *kind.Run, m *model) (*client.RuleGroup, error) {
			return at(r).Get(r, m.ID.ValueInt64())
		},
		FromAPI: func(_ *kind.Run, m *model, g *client.RuleGroup) { t.fromAPI(m, g) },
		Update:  t.update,
		Delete:  func(r *kind.Run, m *model) error { return at(r).Delete(r, m.ID.ValueInt64()) },
		Seen:    func(r *kind.Run, m, _ *model, _ *client.RuleGroup) { t.tell(r, m) },

		Lost:             t.lost,
		Gone:             t.gone,
		DeletedBefore:    t.deletedBefore,
		ForeignLooksGone: true,
		Explain:          t.explain,

		Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.RuleGroup], error] {
			return kind.IDs[client.RuleGroup](at(r).Each(r))
		},
		Title: func(g *client.RuleGroup) (string, int64) { return g.Name, g.CreateTime },
		List: kind.List[client.RuleGroup]{Subject: "the " + t.nouns + " of this app",
			Filters: kind.ByName("the name of the group (规则组名称)", "Compared by the provider, which reads every group for it.")},
		Plural: kind.Plural{Attribute: t.typeName[len("wecom_"):] + "s", Text: "The groups, sorted by id; empty when there is none. API key `strategy`."},
		ByID:   "Id of the rule group, 1 or more. API key `strategy_id`.",
		Corp: kind.Corp[client.RuleGroup]{
			Unseen: kind.Always[client.RuleGroup](kind.NotListed,
				"WeCom shows an app only the rule groups that it made itself: those of other apps and of the console, and lower groups that an admin made, are not "+
					"seen and cannot be imported."),
			Said: kind.Said{
				IDsOnly: true, PerCall: 1000, Doc: t.doc, NameText: "Name of the group; null when it was not read. API key `strategy_name`.",
				Permission: &kind.Permission{Writes: writes, Found: "%d of this app"},
			},
		},
	}
}

// lost says what dies with a group.
func (t *tree) lost(m *model) kind.Loss {
	text := "Its admins (负责人) lose their rights over its range when this plan is applied. The configuration can make the group again, with another id."
	if t.tagged && m.ParentID.IsNull() {
		return kind.Loss{What: "tags", Text: "Tags that hang on it (规则组客户标签) die with it, which takes them off every customer; WeCom cannot bring them back. " + text}
	}
	return kind.Loss{What: "rights", Text: text}
}

func (t *tree) gone(m *model) (summary, text string) {
	return fmt.Sprintf("%s is gone", capital(kind.Subject(t.noun, m))),
		fmt.Sprintf("It is not among the rule groups of this app any more, so it was deleted in the console (%s). If the provider's `secret` is now that of another "+
			"app, the group may live on instead: go back to the app that made it before you apply.", t.console)
}

func (t *tree) deletedBefore(m *model) (summary, text string) {
	return fmt.Sprintf("%s was gone before it was deleted", capital(kind.Subject(t.noun, m))),
		fmt.Sprintf("This app has no such group: somebody deleted it since the plan was made, or the provider's `secret` is now that of another app. In that case the "+
			"group lives on and is in no state any more: go back to the app that made it and import it, or delete it in the console (%s).", t.console)
}
