// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

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

// Read is GetGroup for refreshing: when several groups are asked for, then the whole tag library is read with one call
// (doc 92117, get_corp_tag_list) and the answer may be up to snapshotAge old, but never older than the last write of
// this client. A group that the library lacks is asked for with GetGroup.
//
// The library is read as a whole, not filtered by the wanted ids: one unknown id refuses a filtered call (40068), the
// number of ids per call is not documented, and a library has at most 10,000 tags.
func (s *CustomerTagService) Read(ctx context.Context, id string) (*TagGroup, error) {
	if id == "" {
		return nil, errors.New(tagList.Path + ": the id is empty")
	}
	if core.IsFresh(ctx) || s.library == nil {
		return s.GetGroup(ctx, id)
	}
	l, ok, err := s.library.Consult(ctx, id)
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
