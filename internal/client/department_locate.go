// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Locate says where departments are that a list of a subtree no longer holds. Those that moved elsewhere are returned;
// those left out of the answer are certainly gone. It fails with ErrNotVisible when one of them exists, or may exist,
// outside the visible range (可见范围) of the app. It takes one call of department/list (doc 90208) and, where both secrets
// are configured and departments stay missing, one of department/simplelist (doc 95350).
func (s *DepartmentService) Locate(ctx context.Context, ids []int64) (map[int64]Department, error) {
	all, err := s.list(ctx, nil)
	if err != nil {
		return nil, err
	}
	found, missing := map[int64]Department{}, map[int64]bool{}
	for _, id := range ids {
		missing[id] = true
	}
	whole := false // the reading credential sees the whole corp
	for _, d := range all {
		if d.ID == 1 {
			whole = true
		}
		if missing[d.ID] {
			found[d.ID] = d
			delete(missing, d.ID)
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	if len(all) == 0 {
		return nil, errors.New("department/list: the list is empty, so whether departments are gone is not known")
	}
	if contacts := s.c.SeparateContacts(); contacts != nil && !all[0].IDsOnly {
		ids, err := s.simpleList(ctx, nil, contacts)
		if err != nil {
			return nil, fmt.Errorf("whether departments are gone could not be confirmed: %w", err)
		}
		for _, d := range ids {
			if missing[d.ID] {
				return nil, fmt.Errorf("department %d exists: %w", d.ID, ErrNotVisible)
			}
		}
		if len(ids) > 0 {
			return found, nil
		}
	}
	if whole {
		return found, nil
	}
	for id := range missing {
		if _, err := s.Get(ctx, id); err == nil || !core.IsMissing(err) {
			return nil, fmt.Errorf("department %d is not in the list of all departments: %w", id, errors.Join(err, ErrNotVisible))
		}
	}
	return found, nil
}
