// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// parallel is how many departments are read at a time; the client sees to WeCom's quota.
const parallel = 5

// walk reads the direct members of department top and of the others: WeCom dropped fetch_child (doc 90200). Each member
// comes once, sorted by user id.
func walk(ctx context.Context, top int64, others []int64, list func(context.Context, int64) ([]client.Member, error)) ([]client.Member, error) {
	ids := slices.DeleteFunc(slices.Clone(others), func(id int64) bool { return id == top })
	ids = append(ids, top)
	answers := make([][]client.Member, len(ids))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	for i, id := range ids {
		group.Go(func() error {
			members, err := list(ctx, id)
			if id != top && errors.Is(err, client.ErrNotFound) {
				return nil // deleted meanwhile, so it was empty
			}
			if err != nil {
				return &departmentError{id, err}
			}
			answers[i] = members
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return once(slices.Concat(answers...)), nil
}

// departmentError says with which department a walk failed.
type departmentError struct {
	id  int64
	err error
}

func (e *departmentError) Error() string { return e.err.Error() }

func (e *departmentError) Unwrap() error { return e.err }

// ofDepartments are the members, known by id only, that belong to one of the departments.
func ofDepartments(memberships []client.MemberDepartment, departments []int64) []client.Member {
	all := map[string][]int64{}
	for _, m := range memberships {
		all[m.UserID] = append(all[m.UserID], m.DepartmentID)
	}
	wanted := map[int64]bool{}
	for _, id := range departments {
		wanted[id] = true
	}
	var out []client.Member
	for userID, in := range all {
		if slices.ContainsFunc(in, func(id int64) bool { return wanted[id] }) {
			out = append(out, client.Member{UserID: userID, DepartmentIDs: in, IDsOnly: true})
		}
	}
	return once(out)
}

// once sorts by user id and drops repetitions: a member of two departments is read with each of them, and shows all
// departments both times.
func once(members []client.Member) []client.Member {
	byID := make(map[string]client.Member, len(members))
	for _, m := range members {
		byID[m.UserID] = m
	}
	return slices.SortedFunc(maps.Values(byID), func(a, b client.Member) int { return cmp.Compare(a.UserID, b.UserID) })
}
