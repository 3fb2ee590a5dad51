// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// departmentTree is every department that the reading credential sees.
type departmentTree struct {
	all []Department // sorted by id
	at  map[int64]int
}

func (s *DepartmentService) loadTree(ctx context.Context) (*departmentTree, error) {
	all, err := s.list(ctx, nil)
	if err != nil {
		return nil, err
	}
	t := &departmentTree{all: all, at: make(map[int64]int, len(all))}
	for i, d := range all {
		t.at[d.ID] = i
	}
	return t, nil
}

// Read is Get for refreshing: when several departments are asked for, all that are visible are read in a single call
// (doc 90208, department/list) and the answer may be up to snapshotAge old, but never older than the last write of this
// client. A department that the list lacks is asked for with Get, so the errors are the same: absence from a list
// proves nothing.
func (s *DepartmentService) Read(ctx context.Context, id int64) (*Department, error) {
	if core.IsFresh(ctx) {
		return s.Get(ctx, id)
	}
	t, ok, err := s.tree.Consult(ctx, departmentID(id))
	if err != nil {
		return nil, err
	}
	if ok {
		// A name is never empty: an entry without one is not the whole truth.
		if i, listed := t.at[id]; listed && (t.all[i].IDsOnly || t.all[i].Name != "") {
			d := t.all[i]
			d.LeaderUserIDs = slices.Clone(d.LeaderUserIDs)
			return &d, nil
		}
	}
	return s.Get(ctx, id)
}

// All is List (doc 90208) of everything visible, for refreshing: the answer may be as old as that of Read. The caller
// owns the slice, but must not change LeaderUserIDs.
func (s *DepartmentService) All(ctx context.Context) ([]Department, error) {
	t, err := s.tree.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(t.all), nil
}
