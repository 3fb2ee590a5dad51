// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package contacttag is the resource wecom_contact_tag with its data sources, and wecom_contact_tag_members, which
// holds members of a tag that somebody else made.
package contacttag

import (
	_ "embed"
	"iter"
	"math"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_contact_tag"

const noun = "contact tag"

//go:embed page.md
var page string

// nameRule is that of tagname (doc 90210): characters, not bytes.
var nameRule = field.Name{Max: 32}

// maxNodes is how many members and departments a tag holds (doc 90214).
const maxNodes = 30_000

const notManaged = "Without the line they are not managed: nobody is added or taken off. `[]` is nobody."

var (
	users       = field.Users("user_ids", "Userids (账号) of the members in the tag", "userlist", 0, field.Optional, field.Note(notManaged), field.Reads("Userids of the members in the tag that the credential sees, without those of its departments"))
	departments = field.Departments("department_ids", "Ids of the departments (部门) in the tag", "partylist", field.Optional, field.Note(notManaged), field.Reads("Ids of the departments in the tag that the credential sees"))
)

var fields = field.Fields{
	field.Number("id", "Id of the tag (标签id)", "tagid", field.Managed, field.Without("which takes the largest of the corp and adds 1"), field.Is(field.Between(1, math.MaxInt32)),
		field.Replaces(field.Always, "the tag"), field.Note("WeCom gives the id of a deleted tag again when it was the largest."), field.Reads("Id of the tag (标签id)")),
	field.Text("name", "Name of the tag (标签名称)", "tagname", field.Required, field.Is(nameRule), field.Note("Unique among the tags of the corp, whoever made them.")),
	users, departments,
	kind.ExclusiveField("the tag", true),
	field.Protection("Apps and rules that name the tag would lose it."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.ContactTag]{
	Type: TypeName, Noun: noun, Nouns: "contact tags", Term: "标签", Area: kind.Directory, Fields: fields, Page: kind.Page(page),
	Import:   kind.Import{ID: "Tag id.", Advice: "The data source wecom_contact_tags lists the ids of all tags."},
	Recorded: recorded,
	Check:    check,
	Plan: func(r *kind.Run, c *kind.Change[model]) {
		if c.State != nil {
			c.Plan.Stays(r, c.Warn, &c.State.Relation, kind.Subject(noun, c.State), "the tag")
		}
		if id := c.Plan.ID.Known(); id != nil {
			c.Plan.Alone(r, parent(*id), kind.Subject(noun, c.Plan))
		}
	},

	Create:  create,
	Read:    func(r *kind.Run, m *model) (*client.ContactTag, error) { return read(r, m.ID.ValueInt64()) },
	FromAPI: func(r *kind.Run, m *model, t *client.ContactTag) { m.fromAPI(r, t) },
	Update:  update,
	Delete: func(r *kind.Run, m *model) error {
		kind.Ended(r, parent(m.ID.ValueInt64()))
		return r.Client.ContactTags.Delete(r, m.ID.ValueInt64())
	},
	Seen: func(r *kind.Run, _, before *model, _ *client.ContactTag) { kind.NoteRelation(r, &before.Relation) },
	Dies: func(r *kind.Run, m *model) { kind.Ended(r, parent(m.ID.ValueInt64())) },

	Lost: func(*model) kind.Loss {
		return kind.Loss{What: "id", Text: "Apps whose visible range (可见范围) names the tag, visibility rules and programs that send to it lose it when this plan is applied. " +
			"Its members themselves stay as they are."}
	},
	Explain: explain,
	Unique:  unique,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.ContactTag], error] {
		return func(yield func(kind.Row[client.ContactTag], error) bool) {
			all, err := r.Client.ContactTags.List(r)
			for _, t := range all {
				if !yield(kind.Row[client.ContactTag]{ID: strconv.FormatInt(t.ID, 10), Name: t.Name}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.ContactTag]{}, err)
			}
		}
	},
	Title:  func(t *client.ContactTag) (string, int64) { return t.Name, 0 },
	List:   kind.List[client.ContactTag]{Subject: "the contact tags of the corp", Filters: listFilters},
	Plural: kind.Plural{Attribute: "contact_tags", Text: "The tags, by id. Empty when there is none. API key `taglist`.", Only: []string{"id", "name"}},
	ByID:   "Id of the tag, 1 to 4294967295. Exactly one of `id` and `name` is given. API key `tagid`.",
	ByName: "Name of the tag (标签名称), 1 to 32 characters, unique in the corp; compared exactly. Exactly one of `id` and `name` is given. API key `tagname`.",
	Absent: "通讯录 → 标签", Unlike: "A tag that was deleted and made again may have another id.",
	Corp: kind.Corp[client.ContactTag]{
		Unseen: kind.Always[client.ContactTag](kind.OwnerUnknown,
			"WeCom shows the contact tags of the whole corp and does not say who made them. A tag can be changed with the credential that made it; those of the console with "+
				"contacts_secret as well. Every change of another one is refused."),
		Said: kind.Said{
			Doc: "90216", NameText: "Name of the tag. API key `tagname`.",
			Choices:    []string{"Contact tags name the members and departments that the credential sees."},
			Permission: &kind.Permission{Writes: client.WriteContactTags, Found: "%d tags"},
		},
	},
}

var listFilters = kind.ByName("the name of the tag (标签名称)", "Compared by the provider.")

// parent is a tag in what resources of one run know of each other.
func parent(id int64) string { return "contact_tag/" + strconv.FormatInt(id, 10) }

func recorded(c *client.Client, id string, made time.Time) {
	if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		c.ContactTags.Made(n, made)
	}
}
