// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package taggroup is the resource wecom_tag_group and its data sources.
package taggroup

import (
	"context"
	_ "embed"
	"errors"
	"iter"
	"math"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_tag_group"

//go:embed page.md
var page string

// nameRule is that of groups and tags (doc 92117): characters, not bytes.
var nameRule = field.Name{Max: 30}

var orderRule = field.Is(field.Between(0, math.MaxUint32))

var fields = field.Fields{
	field.Text("id", "Group id, stable across renames", "group_id"),
	field.Text("name", "Group name (标签组名称)", "group_name", field.Required, field.Is(nameRule), field.Note("Unique among the corp's tag groups.")),
	field.Objects("tags", "The tags (企业客户标签)", "tag", field.Fields{
		field.Text("name", "Tag name (标签名称)", "tag[].name", field.Resolved, field.Is(nameRule), field.Hidden,
			field.Note("Unique in the group."), field.Without("the key")),
		field.Number("order", "Position in the group", "tag[].order", field.Managed, field.Arranged, orderRule,
			field.Note("Larger comes first. Reordering in the console changes most of them."), field.Reads("Position in the group, 0 to 4294967295; larger comes first")),
		// Live, because a plan modifier below a map sees no state of a new element; plan has the ids.
		field.Text("id", "Tag id (标签id), stable across renames; customers carry this id", "tag[].id", field.Live),
		field.Time("created_at", "When the tag was made", "tag[].create_time", field.OnRead),
	}, field.Required, field.Is(field.Size(1, 0, "tags")), field.Note("The key is your stable handle for the tag: keep it when you rename the tag."),
		field.Reads("All tags (企业客户标签) of the group; the key is the tag's name, unique in its group")),
	field.Number("order", "Position among the groups", "order", field.Managed, field.Arranged, orderRule, field.Note("Larger comes first."),
		field.Reads("Position among the groups, 0 to 4294967295; larger comes first")),
	field.Flag("exclusive", "Whether `tags` lists every tag of the group. `true`: a tag that somebody else added shows in the plan as to be removed, under its "+
		"own name. `false`: tags that are not declared here are left alone, also when the resource is destroyed, and are no drift", "", field.Default(true), field.Hidden),
	field.Protection("So does a plan that deletes a tag of the group. Every customer who carries a tag that is deleted would lose it."),
	field.Time("created_at", "When the group was made", "create_time"),
}

// library is where groups of tags live: the service of a family of endpoints.
type library interface {
	// List has every group among which names are unique.
	List(context.Context) ([]client.TagGroup, error)
	// Read is GetGroup for refreshing.
	Read(ctx context.Context, id string) (*client.TagGroup, error)
	GetGroup(ctx context.Context, id string) (*client.TagGroup, error)
	Add(context.Context, *client.AddTagsRequest) (*client.TagGroup, error)
	Edit(context.Context, *client.EditTagRequest) error
	Delete(context.Context, *client.DeleteTagsRequest) error
	Unrecorded(*client.AddTagsRequest) bool
	Made(id string, at time.Time)
}

// Kind is the noun.
var Kind kind.Noun = grouped(&kind.Kind[model, client.TagGroup]{
	Type: TypeName, Noun: "tag group", Nouns: "tag groups", Term: "企业客户标签组", Area: kind.CustomerContact, Fields: fields, Page: kind.Page(page),
	Needs:  client.CredentialApp,
	Import: kind.Import{ID: "Tag group id.", Advice: "A tag group is imported by its group id (et…). The data source wecom_tag_group finds the id of a name."},
	List: kind.List[client.TagGroup]{Subject: "the tag groups of the corp",
		Filters: kind.ByName("the name of the group (标签组名称)", "Compared by the provider.")},
	Plural: kind.Plural{Attribute: "groups", Text: "The groups: larger `order` first, then older first. Empty when there is none. API key `tag_group`."},
	ByID:   "Group id, not empty, stable across renames. Exactly one of `id` and `name` is given. API key `group_id`.",
	ByName: "Group name (标签组名称), 1 to 30 characters, unique among the corp's tag groups; compared exactly. Exactly one of `id` and `name` is given. " +
		"API key `group_name`.",
	Absent: "企业客户标签", Unlike: "The tag groups of rules (规则组标签) are not found here.",
	Corp: kind.Corp[client.TagGroup]{
		Unseen: kind.Others[client.TagGroup]("tag groups"),
		Said: kind.Said{
			Doc: "92117", NameText: "Name of the tag group. API key `group_name`.",
			Choices: []string{"Tag groups are `exclusive`, the default: a tag that is added in the console shows in the plan as to be removed. " +
				"Write `exclusive = false` where others add tags."},
			Permission: &kind.Permission{ID: "customer_tags", Title: "customer tags", Writes: client.WriteCustomerTags, Found: "%d groups"},
		},
	},
}, func(c *client.Client, _ *model) library { return c.CustomerTags })

// grouped completes a Kind whose state embeds model: groups of tags in the library that in tells.
func grouped[M any, P interface {
	*M
	base() *model
}](k *kind.Kind[M, client.TagGroup], in func(*client.Client, *M) library) *kind.Kind[M, client.TagGroup] {
	work := func(r *kind.Run, m *M) *operation { return &operation{Run: r, noun: k.Noun, library: in(r.Client, m)} }
	k.Recorded = func(c *client.Client, id string, made time.Time) { in(c, new(M)).Made(id, made) }
	k.Check = func(ctx context.Context, m *M, diags *diag.Diagnostics) { P(m).base().check(ctx, diags) }
	k.Plan = func(r *kind.Run, c *kind.Change[M]) {
		var state *model
		if c.State != nil {
			state = P(c.State).base()
		}
		work(r, c.Plan).plan(P(c.Plan).base(), state, P(c.Config).base(), c.Set)
	}
	k.Create = func(r *kind.Run, m *M) (kind.Made, error) {
		return work(r, m).create(P(m).base(), func(try func() error) error { return k.Unique.Create(r, m, try) })
	}
	k.Read = func(r *kind.Run, m *M) (*client.TagGroup, error) {
		return in(r.Client, m).Read(r, P(m).base().ID.ValueString())
	}
	k.FromAPI = func(r *kind.Run, m *M, g *client.TagGroup) { P(m).base().fromAPI(r, g) }
	k.Seen = func(r *kind.Run, m, _ *M, g *client.TagGroup) { seen(r, P(m).base(), g) }
	k.Update = func(r *kind.Run, plan, state *M) (bool, error) {
		return work(r, state).update(P(plan).base(), P(state).base(), func(try func() error) error { return k.Unique.Update(r, plan, state, try) })
	}
	k.Delete = func(r *kind.Run, m *M) error { return work(r, m).delete(P(m).base()) }
	k.Lost = func(*M) kind.Loss {
		return kind.Loss{What: "tags", Text: "That takes them off every customer who carries them; WeCom's API cannot undo this."}
	}
	k.Explain = func(_ *kind.Run, _ *M, f *shared.Failure) { explain(k.Type, k.Noun, f) }
	k.Unique = &kind.Unique[M]{
		Scope: k.Type, Rule: nameRule,
		Name: func(m *M) string { return P(m).base().Name.ValueString() },
		// Among the groups of its library: the corp's, or those of its rule group.
		Taken: func(r *kind.Run, m *M, self string) (string, error) {
			groups, err := in(r.Client, m).List(r)
			return holder(groups, P(m).base().Name.ValueString(), self), err
		},
		Rename: func(r *kind.Run, id, name string) error {
			return in(r.Client, new(M)).Edit(r, &client.EditTagRequest{ID: id, Name: &name})
		},
	}
	k.Rows = func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.TagGroup], error] {
		return func(yield func(kind.Row[client.TagGroup], error) bool) {
			groups, err := in(r.Client, new(M)).List(r)
			for _, g := range groups {
				if !yield(kind.Row[client.TagGroup]{ID: g.ID, Name: g.Name, Created: g.CreateTime, Object: &g}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.TagGroup]{}, err)
			}
		}
	}
	k.Title = func(g *client.TagGroup) (string, int64) { return g.Name, g.CreateTime }
	k.Given = func(g *client.TagGroup) map[string]tftypes.Value {
		return map[string]tftypes.Value{"tags": dataTags(g)}
	}
	k.List.Whole = true
	k.Corp.Undeclarable = undeclarable
	return k
}

// explain adds to a failure what is particular to groups of tags.
func explain(typeName, noun string, f *shared.Failure) {
	var clash *shared.ErrClash
	switch {
	case f.Op == "read" && errors.Is(f.Err, client.ErrNotFound): // by a data source
		f.Reason = "no " + noun + " has this id"
		f.NextStep = "A group dies with its last tag, and a new one of the same name has another id. Look it up by `name`, or list all groups with the data " +
			"source " + typeName + "s. The id of a tag is not that of its group."
	case f.Op == "create" && errors.As(f.Err, &clash) && f.Reason != "":
		f.Reason += ", and WeCom would put the tags into it"
	}
}
