// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contacttag

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"math"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// MembersType is the resource type of the members of a tag.
const MembersType = "wecom_contact_tag_members"

const membersNoun = "membership of contact tag"

//go:embed members.md
var membersPage string

// Calls on members take so many at a time (doc 90214).
const (
	maxCallUsers       = 1000
	maxCallDepartments = 100
)

var memberFields = field.Fields{
	field.Number("id", "Id of the tag (标签id)", "tagid", field.Note("Stable across updates.")),
	field.Number("tag_id", "Id of the tag (标签id), which somebody else made", "tagid", field.Required, field.Is(field.Between(1, math.MaxInt32)), field.Refers(TypeName),
		field.Replaces(field.Always, "this membership, not the tag"), field.Note("Its members are taken off the old tag and put into the new one.")),
	users, departments,
	kind.ExclusiveField("the tag", false),
	field.Protection("Those whom it declares would be taken off the tag."),
}

// members is the state of a wecom_contact_tag_members.
type members struct {
	kind.NumberObject
	kind.Relation
	TagID field.Whole `tfsdk:"tag_id"`
}

func membersSubject(m *members) string {
	if id := m.TagID.Known(); id != nil {
		return fmt.Sprintf("membership of contact tag %d", *id)
	}
	if id := m.ID.Known(); id != nil {
		return fmt.Sprintf("membership of contact tag %d", *id)
	}
	return "membership of a contact tag"
}

// Members is the noun: what its resource holds belongs to tags, which wecom_contact_tag shows and lists.
var Members kind.Noun = &kind.Kind[members, client.ContactTag]{
	Type: MembersType, Noun: membersNoun, Nouns: "memberships of contact tags", Term: "标签成员", Area: kind.Directory, Fields: memberFields, Page: kind.Page(membersPage),
	Import:   kind.Import{ID: "Tag id.", Advice: "A membership is imported by the id of its tag. The data source wecom_contact_tags lists the ids of all tags."},
	Recorded: recorded,
	Subject:  membersSubject,
	Check:    func(_ context.Context, m *members, diags *diag.Diagnostics) { checkSize(&m.Relation, diags) },
	Plan: func(r *kind.Run, c *kind.Change[members]) {
		if c.State != nil {
			c.Plan.Stays(r, c.Warn, &c.State.Relation, membersSubject(c.State), "the tag")
		}
		if id := c.Plan.TagID.Known(); id != nil {
			c.Plan.Alone(r, parent(*id), fmt.Sprintf("contact tag %d", *id))
		}
	},

	TakesOver: func(m *members) string { return m.TagID.String() },

	Create: createMembers,
	Read: func(r *kind.Run, m *members) (*client.ContactTag, error) {
		return read(r, m.ID.ValueInt64())
	},
	FromAPI: func(r *kind.Run, m *members, t *client.ContactTag) {
		m.ID, m.TagID = field.WholeValue(t.ID), field.WholeValue(t.ID)
		m.Show(r, nodesOf(t), false)
	},
	Update: func(r *kind.Run, plan, state *members) (bool, error) {
		return writer(r, state.ID.ValueInt64(), membersSubject(state)).Change(&plan.Relation, &state.Relation), nil
	},
	Delete: deleteMembers,
	Seen:   func(r *kind.Run, _, before *members, _ *client.ContactTag) { kind.NoteRelation(r, &before.Relation) },
	Dies:   func(r *kind.Run, m *members) { kind.Ended(r, parent(m.ID.ValueInt64())) },
	Corp:   kind.Corp[client.ContactTag]{Said: kind.Said{Unlisted: "It holds members of tags, which wecom_contact_tag lists."}},
	Lost: func(m *members) kind.Loss {
		n := m.Declared()
		if n.Empty() {
			return kind.Loss{}
		}
		return kind.Loss{What: "members", Text: fmt.Sprintf("%d members and %d departments are taken off the tag; the tag stays.", len(n.UserIDs), len(n.DepartmentIDs)),
			Because: "A membership is that of one tag: `%s` names it."}
	},
	Explain: func(_ *kind.Run, m *members, f *shared.Failure) {
		if errors.Is(f.Err, client.ErrNotFound) && f.Op == "create" {
			f.Reason, f.NextStep = fmt.Sprintf("the corp has no contact tag of id %d", m.TagID.ValueInt64()), "Correct tag_id; the data source wecom_contact_tags lists all tags."
		}
	},
}

// createMembers puts into the tag whom it lacks. A first call that is refused as a whole has made nothing.
func createMembers(r *kind.Run, m *members) (kind.Made, error) {
	id := m.TagID.ValueInt64()
	have, err := r.Client.ContactTags.Get(r, id)
	if err != nil {
		return kind.Made{}, err
	}
	w := writer(r, id, membersSubject(m))
	m.ID = field.WholeValue(id)
	add := m.Declared().Without(nodesOf(have))
	parts := add.Chunks(maxCallUsers, maxCallDepartments)
	if len(parts) > 0 {
		if err := w.Put(parts[0]); err != nil {
			return kind.Made{}, err
		}
	}
	m.Begun(r, parent(id))
	made := kind.Made{ID: fmt.Sprint(id), Missing: fmt.Sprintf("is begun; of its %d members and %d departments not all are in the tag.", len(add.UserIDs), len(add.DepartmentIDs))}
	made.More = func() error {
		for _, part := range parts[min(1, len(parts)):] {
			if err := w.Put(part); err != nil {
				return err
			}
		}
		w.Settle()
		w.WarnBeyond(&m.Relation)
		return nil
	}
	return made, nil
}

// deleteMembers takes off whom the resource declares. A tag that is gone has lost them.
func deleteMembers(r *kind.Run, m *members) error {
	id := m.ID.ValueInt64()
	kind.Ended(r, parent(id))
	n := m.Declared()
	if next, ok := r.Successor.(*members); ok {
		n = n.Without(next.Declared())
	}
	if n.Empty() {
		return nil
	}
	w := writer(r, id, membersSubject(m))
	if err := w.Take(n); err != nil {
		return err
	}
	w.Settle()
	return nil
}
