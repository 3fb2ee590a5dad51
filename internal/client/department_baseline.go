// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// DepartmentBaseline is the set of departments that existed before the first create of a run. What is not in it and has
// the wanted name was made by a create whose answer was lost; what is in it was there before and is nobody's to adopt.
type DepartmentBaseline struct{ ids map[int64]bool }

// has reports whether the department existed; a nil baseline knows of none.
func (b *DepartmentBaseline) has(id int64) bool { return b != nil && b.ids[id] }

// baselineOf keeps the first successful answer for the life of the client.
type baselineOf[T any] struct {
	turn core.Turns // no mutex: who waits for another's answer must be able to stop
	done bool
	read T
}

// get answers what load read once, however many ask; what names it in errors.
func (b *baselineOf[T]) get(ctx context.Context, what string, load func() (T, error)) (v T, err error) {
	release, err := b.turn.Take(ctx, "")
	if err != nil {
		return v, fmt.Errorf("%s: %w", what, err)
	}
	defer release()
	if !b.done {
		if v, err = load(); err != nil {
			return v, err
		}
		b.read, b.done = v, true
	}
	return b.read, nil
}

// Baseline reads the ids of all departments (doc 95350, department/simplelist), once per client however many ask, with
// the credential that sees the most. Callers take it before their first create.
func (s *DepartmentService) Baseline(ctx context.Context) (*DepartmentBaseline, error) {
	return s.baseline.get(ctx, departmentSimpleList.Path, func() (*DepartmentBaseline, error) {
		all, err := s.simpleList(ctx, nil, s.c.SeparateContacts())
		if err != nil {
			return nil, err
		}
		b := &DepartmentBaseline{ids: make(map[int64]bool, len(all))}
		for _, d := range all {
			b.ids[d.ID] = true
		}
		return b, nil
	})
}
