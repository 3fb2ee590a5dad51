// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contacttag

import (
	"context"
	"errors"
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// read gets a tag. One that is gone is nobody's.
func read(r *kind.Run, id int64) (*client.ContactTag, error) {
	t, err := r.Client.ContactTags.Get(r, id)
	if errors.Is(err, client.ErrNotFound) {
		r.Overlap.Release(parent(id), "")
	}
	return t, err
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	in := &client.CreateContactTagRequest{Name: m.Name.ValueString(), ID: m.ID.Known()}
	var id int64
	err := unique.Create(r, m, func() (err error) {
		id, err = r.Client.ContactTags.Create(r, in)
		return err
	})
	if id == 0 {
		return kind.Made{}, err
	}
	m.Begun(r, parent(id))
	if err := r.Claims.Arrived(r, parent(id)); err != nil {
		return kind.Made{}, err
	}
	made := kind.Made{ID: fmt.Sprint(id)}
	if add := m.Declared(); !add.Empty() {
		made.Missing = fmt.Sprintf("exists; of its %d members and %d departments not all are in it.", len(add.UserIDs), len(add.DepartmentIDs))
		made.More = func() error {
			w := writer(r, id, kind.Subject(noun, m))
			if err := w.Put(add); err != nil {
				return err
			}
			w.Settle()
			return nil
		}
	}
	return made, err
}

func update(r *kind.Run, plan, state *model) (wrote bool, err error) {
	id := state.ID.ValueInt64()
	if !plan.Name.Equal(state.Name) {
		err := unique.Update(r, plan, state, func() error { return r.Client.ContactTags.Rename(r, id, plan.Name.ValueString()) })
		if err != nil {
			return false, err
		}
		wrote = true
	}
	return writer(r, id, kind.Subject(noun, state)).Change(&plan.Relation, &state.Relation) || wrote, nil
}

// writer writes the members of a tag.
func writer(r *kind.Run, id int64, subject string) *kind.Members {
	// WeCom says that ids are invalid, and not why (docs 90214, 90215).
	const why = "unknown, or not in the visible range of the app"
	rows := func(invalid client.ContactTagNodes, err error) ([]kind.Refusal, error) {
		return kind.Refusals(kind.Nodes(invalid), why), err
	}
	return &kind.Members{
		Run: r, Noun: noun, Subject: subject, Of: "the tag",
		Add: func(ctx context.Context, n kind.Nodes) ([]kind.Refusal, error) {
			return rows(r.Client.ContactTags.Add(ctx, id, client.ContactTagNodes(n)))
		},
		Off: func(ctx context.Context, n kind.Nodes) ([]kind.Refusal, error) {
			return rows(r.Client.ContactTags.Remove(ctx, id, client.ContactTagNodes(n)))
		},
		Have: func(ctx context.Context) (kind.Nodes, error) {
			t, err := r.Client.ContactTags.Get(ctx, id)
			if err != nil {
				return kind.Nodes{}, err
			}
			return nodesOf(t), nil
		},
		NotAdded: "Correct the ids: such a member may have left. With `secret`, widen the app's visible range (可见范围) to all whom the tag names.\n" +
			"Console: 应用管理 → 应用 → 自建 → 可见范围\nhttps://developer.work.weixin.qq.com/document/path/90214",
		NotOff: "With `secret`, widen the app's visible range (可见范围) to all whom the tag names, or take them off in the console (通讯录 → 标签).\n" +
			"https://developer.work.weixin.qq.com/document/path/90215",
	}
}
