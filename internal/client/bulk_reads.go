// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"slices"
	"strconv"
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

type freshKey struct{}

// Fresh has Read ask WeCom instead of a snapshot: for a caller who has seen that
// the snapshot lags behind a write.
func Fresh(ctx context.Context) context.Context { return context.WithValue(ctx, freshKey{}, true) }

func isFresh(ctx context.Context) bool { return ctx.Value(freshKey{}) != nil }

// Read is Get for refreshing: when several departments are asked for, all that
// are visible are read with one call (doc 90208, department/list) and the answer
// may be up to snapshotAge old, but never older than the last write of this
// client. A department that the list lacks is asked for with Get, so the errors
// are the same: absence from a list proves nothing.
func (s *DepartmentService) Read(ctx context.Context, id int64) (*Department, error) {
	if isFresh(ctx) {
		return s.Get(ctx, id)
	}
	t, ok, err := s.c.tree.consult(ctx, strconv.FormatInt(id, 10))
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

// All is List (doc 90208) of everything visible, for refreshing: the answer may
// be as old as that of Read. The caller owns the slice, but must not change
// LeaderUserIDs.
func (s *DepartmentService) All(ctx context.Context) ([]Department, error) {
	if !s.c.bulkReads {
		return s.List(ctx, nil)
	}
	t, err := s.c.tree.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(t.all), nil
}

// tagLibrary is an unfiltered answer of get_corp_tag_list.
type tagLibrary struct {
	groups []TagGroup
	at     map[string]int
}

func (s *CustomerTagService) loadLibrary(ctx context.Context) (*tagLibrary, error) {
	groups, err := s.query(ctx, tagListRequest{})
	if err != nil {
		return nil, err
	}
	l := &tagLibrary{groups: groups, at: make(map[string]int, len(groups))}
	for i, g := range groups {
		l.at[g.ID] = i
	}
	return l, nil
}

// copied returns groups that the caller may change.
func (l *tagLibrary) copied() []TagGroup {
	groups := slices.Clone(l.groups)
	for i := range groups {
		groups[i].Tags = slices.Clone(groups[i].Tags)
	}
	return groups
}

// Read is GetGroup for refreshing: when several groups are asked for, the whole
// library is read with one call (doc 92117, get_corp_tag_list) and the answer may
// be up to snapshotAge old, but never older than the last write of this client. A
// group that the library lacks is asked for with GetGroup.
//
// The library is read as a whole, not filtered by the wanted ids: one unknown
// id refuses a filtered call (40068), the number of ids per call is not
// documented, and a library has at most 10,000 tags.
func (s *CustomerTagService) Read(ctx context.Context, id string) (*TagGroup, error) {
	if id == "" {
		return nil, errors.New(pathTagList + ": the id is empty")
	}
	if isFresh(ctx) {
		return s.GetGroup(ctx, id)
	}
	l, ok, err := s.c.library.consult(ctx, id)
	if err != nil {
		return nil, err
	}
	if ok {
		if i, listed := l.at[id]; listed && len(l.groups[i].Tags) > 0 {
			g := l.groups[i]
			g.Tags = slices.Clone(g.Tags)
			return &g, nil
		}
	}
	return s.GetGroup(ctx, id)
}
