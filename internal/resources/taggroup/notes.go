// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"maps"
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// notes is what the provider remembers of a group beside its state.
type notes struct {
	// Declared are the ids of the tags that the configuration named at the last write. The state of an exclusive group
	// also holds tags that others added; when the group stops being exclusive, those must survive.
	Declared []string `json:"declared,omitempty"`
	// Undeclared are the tags that others have in a group that is not exclusive.
	Undeclared []noteTag `json:"undeclared,omitempty"`
	// Deleted are the tags that updates of this group deleted lately, with the time in Unix milliseconds. A read that
	// lags still shows them: in a group that is not exclusive they would pass for tags of others, to be taken over by
	// name.
	Deleted map[string]int64 `json:"deleted,omitempty"`
}

type noteTag struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

const notesKey = "tags"

// seen notes what others have in a group that is not exclusive.
func seen(r *kind.Run, m *model, g *client.TagGroup) {
	if r.Op != "read" {
		return
	}
	n, ours := kind.Recall[notes](r, notesKey), map[string]bool{}
	for _, t := range m.existing(r) {
		ours[t.ID.ValueString()] = true
	}
	n.note(slices.DeleteFunc(slices.Clone(g.Tags), func(t client.Tag) bool { return ours[t.ID] }), r.Client.LagTime())
	kind.Remember(r, notesKey, n)
}

func (n *notes) declare(tags map[string]tagModel) {
	n.Declared = nil
	for _, key := range sortedKeys(tags) {
		if id := tags[key].ID.ValueString(); id != "" {
			n.Declared = append(n.Declared, id)
		}
	}
}

// delete notes which of ids are not among left any more.
func (n *notes) delete(ids []string, left map[string]client.Tag) {
	for _, id := range ids {
		if _, there := left[id]; !there {
			if n.Deleted == nil {
				n.Deleted = map[string]int64{}
			}
			n.Deleted[id] = time.Now().UnixMilli()
		}
	}
}

// note takes over the tags of others that a read shows, without those that were deleted less than lag ago. A time in
// the future was written by a clock that was ahead, and is over.
func (n *notes) note(undeclared []client.Tag, lag time.Duration) {
	maps.DeleteFunc(n.Deleted, func(_ string, at int64) bool {
		ago := time.Since(time.UnixMilli(at))
		return ago < 0 || ago >= lag
	})
	n.Undeclared = nil
	for _, t := range undeclared {
		if _, gone := n.Deleted[t.ID]; gone {
			continue
		}
		n.Undeclared = append(n.Undeclared, noteTag{ID: t.ID, Name: t.Name})
	}
}

func (n notes) undeclared() map[string]string {
	out := make(map[string]string, len(n.Undeclared))
	for _, t := range n.Undeclared {
		out[t.Name] = t.ID
	}
	return out
}

// declared are the ids whose keys the user wrote. Any other tag in the state got its name as the key: after an import,
// or when somebody added it.
func (n notes) declared() map[string]bool {
	out := make(map[string]bool, len(n.Declared))
	for _, id := range n.Declared {
		out[id] = true
	}
	return out
}

// doomed are those of the orphans that the plan deletes: all of them, but when the group stops being exclusive only the
// ones that were declared before.
func (n notes) doomed(state, plan *model, prior map[string]tagModel, orphans []string) []string {
	if plan.Exclusive.ValueBool() || !state.Exclusive.ValueBool() {
		return orphans
	}
	declared := n.declared()
	var out []string
	for _, key := range orphans {
		if declared[prior[key].ID.ValueString()] {
			out = append(out, key)
		}
	}
	return out
}
