// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"fmt"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// UpdateRange adds and removes users and departments (doc 95097, update_intercept_rule): all additions first,
// MaxInterceptNodes nodes per call. Every node named, also one to be removed, must be in the app's visible range
// (60011), and a rule never loses its last node.
//
// An error between two calls leaves a rule with some additions made and, unless all were, nothing removed; what was
// done is not undone. The difference from a new Get finishes it.
func (s *InterceptRuleService) UpdateRange(ctx context.Context, id string, add, remove InterceptRange) error {
	if node := add.common(remove); node != "" {
		return fmt.Errorf("%s: %s is both to be added and to be removed", ruleUpdate.Path, node)
	}
	for _, part := range add.Chunks() {
		if err := s.changeRange(ctx, updateRuleBody{ID: id, Add: &part}); err != nil {
			return err
		}
	}
	for _, part := range remove.Chunks() {
		if err := s.changeRange(ctx, updateRuleBody{ID: id, Remove: &part}); err != nil {
			return err
		}
	}
	return nil
}

func (s *InterceptRuleService) changeRange(ctx context.Context, body updateRuleBody) error {
	rep, err := s.set.Try(ctx, body.ID, body)
	if err == nil {
		return nil
	}
	// assumed: repeating an addition or removal is a silent no-op. Should WeCom refuse the repetition of a lost call,
	// what it shows decides.
	if rep.Unsure && core.CodeOf(err) != 0 {
		if r, e := s.get(ctx, body.ID); e == nil && r.Range.reflects(body) {
			return nil
		}
	}
	return s.set.Judge(ctx, body.ID, err, core.WritingMembers)
}

// reflects tells whether r already shows what body asks for.
func (r InterceptRange) reflects(body updateRuleBody) bool {
	if body.Add != nil {
		users, departments := setOf(r.UserIDs), setOf(r.DepartmentIDs)
		for _, u := range body.Add.UserIDs {
			if !users[u] {
				return false
			}
		}
		for _, d := range body.Add.DepartmentIDs {
			if !departments[d] {
				return false
			}
		}
	}
	return body.Remove == nil || r.common(*body.Remove) == ""
}

// common names one node that is in both ranges, "" when there is none.
func (r InterceptRange) common(other InterceptRange) string {
	users, departments := setOf(r.UserIDs), setOf(r.DepartmentIDs)
	for _, u := range other.UserIDs {
		if users[u] {
			return "user " + u
		}
	}
	for _, d := range other.DepartmentIDs {
		if departments[d] {
			return fmt.Sprintf("department %d", d)
		}
	}
	return ""
}

func setOf[T comparable](in []T) map[T]bool {
	m := make(map[T]bool, len(in))
	for _, v := range in {
		m[v] = true
	}
	return m
}

// Chunks cuts r into parts of MaxInterceptNodes nodes, users first, each once. assumed: whether WeCom counts the two
// lists of a call together is open, and so they are.
func (r InterceptRange) Chunks() []InterceptRange {
	users := slices.Compact(slices.Sorted(slices.Values(r.UserIDs)))
	departments := slices.Compact(slices.Sorted(slices.Values(r.DepartmentIDs)))
	var out []InterceptRange
	for len(users)+len(departments) > 0 {
		u := min(len(users), MaxInterceptNodes)
		d := min(len(departments), MaxInterceptNodes-u)
		out = append(out, InterceptRange{UserIDs: users[:u:u], DepartmentIDs: departments[:d:d]})
		users, departments = users[u:], departments[d:]
	}
	return out
}

func joinChunks(parts []InterceptRange) InterceptRange {
	var r InterceptRange
	for _, p := range parts {
		r.UserIDs = append(r.UserIDs, p.UserIDs...)
		r.DepartmentIDs = append(r.DepartmentIDs, p.DepartmentIDs...)
	}
	return r
}

// without returns the nodes of r that have does not hold.
func (r InterceptRange) without(have InterceptRange) InterceptRange {
	users, departments := setOf(have.UserIDs), setOf(have.DepartmentIDs)
	var rest InterceptRange
	for _, u := range r.UserIDs {
		if !users[u] {
			rest.UserIDs = append(rest.UserIDs, u)
		}
	}
	for _, d := range r.DepartmentIDs {
		if !departments[d] {
			rest.DepartmentIDs = append(rest.DepartmentIDs, d)
		}
	}
	return rest
}
