// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package kfknowledgegroup is the resource wecom_kf_knowledge_group and its data sources.
package kfknowledgegroup

import (
	_ "embed"
	"iter"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_kf_knowledge_group"

//go:embed page.md
var page string

var nameRule = field.Name{Max: 12}

var fields = field.Fields{
	field.ID("Id of the group (分组id)", "group_id"),
	field.Text("name", "Name of the group (分组名称)", "name", field.Required, field.Is(nameRule), field.Note("Unique in the corp.")),
	field.Flag("default", "Whether it is the group that WeCom made (默认分组), which can be neither changed nor deleted", "is_default", field.OnRead),
	field.Protection("The questions and answers in the group would be lost."),
}

// model is the state of a wecom_kf_knowledge_group.
type model struct {
	kind.Object
	Name types.String `tfsdk:"name"`
}

// Named is the name by which messages call the group.
func (m *model) Named() types.String { return m.Name }

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.KfGroup]{
	Type: TypeName, Noun: "knowledge group", Nouns: "knowledge groups", Term: "知识库分组", Area: kind.CustomerService, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Group id.",
		Advice: "A knowledge group is imported by its group id. The data source wecom_kf_knowledge_groups lists the ids of all."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.KfGroups.Made(id, made) },

	Create: func(r *kind.Run, m *model) (out kind.Made, err error) {
		name := m.Name.ValueString()
		err = unique.Create(r, m, func() error {
			all, err := r.Client.KfGroups.List(r)
			if err != nil {
				return err
			}
			there := []string{}
			for _, g := range all {
				if g.Name == name {
					there = append(there, g.ID)
				}
			}
			out.ID, err = r.Client.KfGroups.Create(r, name, there)
			return err
		})
		return out, err
	},
	Read: func(r *kind.Run, m *model) (*client.KfGroup, error) {
		return r.Client.KfGroups.Get(r, m.ID.ValueString())
	},
	FromAPI: func(_ *kind.Run, m *model, g *client.KfGroup) {
		m.ID, m.Name = types.StringValue(g.ID), types.StringValue(g.Name)
	},
	Update: func(r *kind.Run, plan, state *model) (bool, error) {
		if plan.Name.Equal(state.Name) {
			return false, nil
		}
		err := unique.Update(r, plan, state, func() error { return r.Client.KfGroups.Rename(r, state.ID.ValueString(), plan.Name.ValueString()) })
		return err == nil, err
	},
	Delete: func(r *kind.Run, m *model) error { return r.Client.KfGroups.Delete(r, m.ID.ValueString()) },

	Lost: func(*model) kind.Loss {
		return kind.Loss{What: "questions and answers",
			Text: "Those that are still in it are deleted with it, also those that nobody declared; WeCom may as well refuse to delete a group that is not empty."}
	},
	Explain: explain,
	Unique:  unique,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.KfGroup], error] {
		return func(yield func(kind.Row[client.KfGroup], error) bool) {
			all, err := r.Client.KfGroups.List(r)
			for i := range all {
				if all[i].Default && r.Op != "data" {
					continue // nobody can declare it
				}
				if !yield(kind.Row[client.KfGroup]{ID: all[i].ID, Name: all[i].Name, Object: &all[i]}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.KfGroup]{}, err)
			}
		}
	},
	Title: func(g *client.KfGroup) (string, int64) { return g.Name, 0 },
	List: kind.List[client.KfGroup]{Subject: "the knowledge groups of the corp", Whole: true,
		Filters: kind.ByName("the name of the group (分组名称)", "Compared by the provider.")},
	Plural: kind.Plural{Attribute: "kf_knowledge_groups", Text: "The groups, in WeCom's order, the default one among them. API key `group_list`."},
	Given: func(g *client.KfGroup) map[string]tftypes.Value {
		return map[string]tftypes.Value{"default": tftypes.NewValue(tftypes.Bool, g.Default)}
	},
	ByID:   "Group id, not empty. Exactly one of `id` and `name` is given. API key `group_id`.",
	ByName: "Name of the group (分组名称), unique in the corp; compared exactly. Exactly one of `id` and `name` is given. API key `name`.",
	Absent: "微信客服 → 机器人 → 知识库", Unlike: "A group that was deleted and made again has another id.",
	Corp: kind.Corp[client.KfGroup]{
		Said: kind.Said{PerCall: 1000, Doc: "95971", NameText: "Name of the group. API key `name`."},
	},
}

// unique is the name, which no two groups may have at any moment.
var unique = &kind.Unique[model]{
	Scope: "kf_knowledge_group", Rule: nameRule,
	Name: func(m *model) string { return m.Name.ValueString() },
	Holder: func(r *kind.Run, name, self string) (string, error) {
		all, err := r.Client.KfGroups.List(r)
		for _, g := range all {
			if g.Name == name && g.ID != self {
				return g.ID, nil
			}
		}
		return "", err
	},
	Rename: func(r *kind.Run, id, name string) error { return r.Client.KfGroups.Rename(r, id, name) },
}

// explain tells why WeCom refuses to change the default group, or to delete one that is not empty: it has no codes for
// that.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	if f.Op == "create" || f.Op == "read" || shared.Code(f.Err) == 0 || f.Reason != "" {
		return
	}
	if g, err := r.Client.KfGroups.Get(r, m.ID.ValueString()); err == nil && g.Default {
		f.Reason, f.NextStep = "it is the default group, which WeCom made and which can be neither changed nor deleted", "Take it out of the state with terraform state rm."
		return
	}
	if f.Op != "delete" {
		return
	}
	all, err := r.Client.KfIntents.List(r)
	var left []string
	for i := range all {
		if all[i].GroupID == m.ID.ValueString() {
			left = append(left, all[i].Question)
		}
	}
	if err == nil && len(left) > 0 {
		f.Reason = "questions are still in it: " + shared.Shorten(left)
		f.NextStep = "Delete them in the console (微信客服 → 机器人 → 知识库), or declare and destroy them, and apply again."
	}
}
