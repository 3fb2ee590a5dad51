// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// classify tells gone from foreign: WeCom answers 40068 to both.
func classify(err error, groups []TagGroup, listErr error, ids []string) error {
	if listErr != nil {
		return core.Both(core.AsKind(err, core.ErrNone), listErr)
	}
	for _, id := range ids {
		if findGroup(groups, id) != nil || findGroupOfTag(groups, id) != nil {
			return core.AsKind(err, ErrNotOwned)
		}
	}
	return core.AsKind(err, ErrNotFound)
}

// Delete removes tags and groups (doc 92117, del_corp_tag) or (doc 94882, del_strategy_tag). WeCom deletes all or
// nothing, so ids that are gone already are left out and the rest is sent again. ErrNotFound: all were gone before;
// ErrNotOwned: one of those left was made by another app or in the console. Gone after a lost answer is success.
func (s *CustomerTagService) Delete(ctx context.Context, in *DeleteTagsRequest) error {
	if len(in.TagIDs)+len(in.GroupIDs) == 0 {
		return errors.New(tagDelete.Path + ": no id is given")
	}
	if slices.Contains(in.TagIDs, "") || slices.Contains(in.GroupIDs, "") {
		return errors.New(tagDelete.Path + ": an id is empty")
	}
	left := DeleteTagsRequest{TagIDs: in.TagIDs, GroupIDs: in.GroupIDs}
	unsure := false
	for {
		rep, err := s.c.Do(ctx, core.Request{Endpoint: s.del, Body: left})
		unsure = unsure || rep.Unsure
		if err == nil {
			break
		}
		if !core.IsMissing(err) {
			return err
		}
		groups, e := s.List(ctx)
		all := slices.Concat(left.TagIDs, left.GroupIDs)
		err = classify(err, groups, e, all)
		if unsure && core.IsMissing(err) {
			break
		}
		if !errors.Is(err, ErrNotOwned) {
			return err
		}
		next := DeleteTagsRequest{
			TagIDs:   keep(left.TagIDs, func(id string) bool { return findGroupOfTag(groups, id) != nil }),
			GroupIDs: keep(left.GroupIDs, func(id string) bool { return findGroup(groups, id) != nil }),
		}
		if len(next.TagIDs)+len(next.GroupIDs) == len(all) {
			return err // all exist and yet one is unknown: foreign
		}
		if len(next.TagIDs)+len(next.GroupIDs) == 0 {
			return err // given under the wrong kind: nothing sensible is left
		}
		left = next // shorter each time, so this ends
	}
	for _, id := range slices.Concat(in.TagIDs, in.GroupIDs) {
		s.c.Forget(s.set.Key(id))
	}
	return nil
}

func keep(ids []string, ok func(string) bool) []string {
	var out []string
	for _, id := range ids {
		if ok(id) {
			out = append(out, id)
		}
	}
	return out
}
