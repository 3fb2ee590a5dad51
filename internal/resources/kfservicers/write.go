// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfservicers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// throughKey is the note of members who stayed when they were taken off, because they serve through a department. The
// page shows no rows for such members; should WeCom, they would be taken off in vain by every apply.
const throughKey = "through"

func through(r *kind.Run) []string { return kind.Recall[[]string](r, throughKey) }

// own are the servicers without those of whom it is known that they serve through a department.
func own(r *kind.Run, s *client.KfServicers) kind.Nodes {
	n := kind.Nodes{UserIDs: s.UserIDs, DepartmentIDs: s.DepartmentIDs}
	if len(s.DepartmentIDs) == 0 {
		return n
	}
	return n.Without(kind.Nodes{UserIDs: through(r)})
}

// forgetThrough drops those who are not shown any more from the note.
func forgetThrough(r *kind.Run, s *client.KfServicers) {
	was := through(r)
	if r.Op != "read" || len(was) == 0 {
		return
	}
	left := kind.Nodes{UserIDs: was}.Within(kind.Nodes{UserIDs: s.UserIDs})
	if len(s.DepartmentIDs) == 0 {
		left = kind.Nodes{}
	}
	if len(left.UserIDs) != len(was) {
		kind.Remember(r, throughKey, left.UserIDs)
	}
}

func writer(r *kind.Run, account, subject string) *kind.Members {
	have := func(ctx context.Context) (*client.KfServicers, error) { return r.Client.KfServicers.List(ctx, account) }
	return &kind.Members{
		Run: r, Noun: "list of servicers", Subject: subject, Of: of,
		Add: func(ctx context.Context, n kind.Nodes) (refused []kind.Refusal, err error) {
			for _, part := range n.Chunks(client.MaxKfServicersACall, client.MaxKfDepartmentsAnAdd) {
				rows, err := r.Client.KfServicers.Add(ctx, account, part.UserIDs, part.DepartmentIDs)
				if err != nil {
					return refused, err
				}
				refused = append(refused, refusals(rows, nil)...)
			}
			return refused, nil
		},
		Off: func(ctx context.Context, n kind.Nodes) (refused []kind.Refusal, err error) {
			var ignored []string
			for _, part := range n.Chunks(client.MaxKfServicersACall, client.MaxKfDepartmentsARemoval) {
				rows, err := r.Client.KfServicers.Remove(ctx, account, part.UserIDs, part.DepartmentIDs)
				if err != nil {
					return refused, err
				}
				refused = append(refused, refusals(rows, []int{60111, 60123, 95014})...)
				for _, row := range rows {
					if row.Ignored() && row.UserID != "" {
						ignored = append(ignored, row.UserID)
					}
				}
			}
			if len(ignored) == 0 {
				return refused, nil
			}
			if s, err := have(client.Fresh(ctx)); err == nil && len(s.DepartmentIDs) > 0 {
				stay := kind.Nodes{UserIDs: s.UserIDs}.Within(kind.Nodes{UserIDs: ignored})
				kind.Remember(r, throughKey, slices.Compact(slices.Sorted(slices.Values(slices.Concat(through(r), stay.UserIDs)))))
			}
			return refused, nil
		},
		Have: func(ctx context.Context) (kind.Nodes, error) {
			s, err := have(ctx)
			if err != nil {
				return kind.Nodes{}, err
			}
			return own(r, s), nil
		},
		NotAdded: "Correct the ids, let such a member log in to WeCom first, or widen the app's visible range (可见范围) to every servicer.\n" +
			"Console: 应用管理 → 应用 → 自建 → 可见范围\nhttps://developer.work.weixin.qq.com/document/path/94646",
		NotOff: "Widen the app's visible range (可见范围) to every servicer, or take them off in the console (微信客服 → 客服账号).\n" +
			"https://developer.work.weixin.qq.com/document/path/94647",
	}
}

// refusals are the rows that WeCom refused, each with the reason; those with one of the codes are as good as done.
func refusals(rows []client.KfServicerRow, done []int) (out []kind.Refusal) {
	for _, row := range rows {
		err := row.Err()
		if err == nil || slices.Contains(done, int(row.Code)) {
			continue
		}
		meaning, _ := client.Explain(err)
		one := kind.Refusal{Attribute: "user_ids", ID: row.UserID, Unknown: kind.IsUnknownNode(err), Why: strings.TrimSpace(fmt.Sprintf("errcode %d. %s", row.Code, meaning.Meaning))}
		if row.UserID == "" {
			one.Attribute, one.ID = "department_ids", strconv.FormatInt(row.DepartmentID, 10)
		}
		out = append(out, one)
	}
	return out
}

// create puts into the account whom it lacks. A first call that is refused as a whole has made nothing.
func create(r *kind.Run, m *model) (kind.Made, error) {
	id := m.AccountID.ValueString()
	have, err := r.Client.KfServicers.List(r, id)
	if err != nil {
		return kind.Made{}, err
	}
	w := writer(r, id, subject(m))
	m.ID = types.StringValue(id)
	add := m.Declared().Without(own(r, have))
	parts := add.Chunks(client.MaxKfServicersACall, client.MaxKfDepartmentsAnAdd)
	if len(parts) > 0 {
		if err := w.Put(parts[0]); err != nil {
			return kind.Made{}, err
		}
	}
	m.Begun(r, parent(id))
	made := kind.Made{ID: id, Missing: fmt.Sprintf("are begun; of their %d members and %d departments not all are in the account.", len(add.UserIDs), len(add.DepartmentIDs))}
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

// destroy takes off whom the resource declares. An account that is gone has lost them.
func destroy(r *kind.Run, m *model) error {
	id := m.ID.ValueString()
	kind.Ended(r, parent(id))
	n := m.Declared()
	if next, ok := r.Successor.(*model); ok {
		n = n.Without(next.Declared())
	}
	if n.Empty() {
		return nil
	}
	w := writer(r, id, subject(m))
	if err := w.Take(n); err != nil {
		return err
	}
	w.Settle()
	return nil
}

// explain tells what WeCom's refusal of the account means here.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	switch {
	case f.Op == "create" && (errors.Is(f.Err, client.ErrNotFound) || shared.Code(f.Err) == 95000):
		f.Reason = fmt.Sprintf("there is no customer service account %s", m.AccountID.ValueString())
		f.NextStep = "Correct account_id; the data source wecom_kf_accounts lists the ids of all accounts."
	case errors.Is(f.Err, client.ErrNotOwned):
		f.Reason = "the account is not handed to this app, which can read it only"
		f.NextStep = "Hand it to the app in the console (微信客服 → 通过API管理微信客服账号), or use the `secret` of the app that manages it."
	}
}
