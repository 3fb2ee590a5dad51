// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Get reads one department (doc 95351, department/get). It fails with ErrNotFound only when the department is certainly
// gone, and with ErrNotVisible when the app may not see it. Where the credential may read ids only (48009) the result
// is IDsOnly.
func (s *DepartmentService) Get(ctx context.Context, id int64) (*Department, error) {
	return s.set.Get(ctx, departmentID(id))
}

func (s *DepartmentService) get(ctx context.Context, id int64) (*Department, error) {
	var out departmentAnswer
	details, err := s.c.ReadDetails(ctx, core.Request{Endpoint: departmentGet, Query: idQuery(id), Out: &out})
	switch {
	case !details:
		return s.getSimple(ctx, id, nil)
	case err == nil && out.Department.ID != id:
		return nil, fmt.Errorf("department/get: asked for department %d, got %d", id, out.Department.ID)
	case err == nil:
		return &out.Department, nil
	case errors.Is(err, ErrNotVisible):
		return nil, s.resolveInvisible(ctx, id, err)
	}
	return nil, err
}

// confirmMissing asks the credential that sees the whole corp before it believes the app that a department is gone: a
// twin would be made otherwise. assumed: an app may be told "unknown" of what it cannot see; the page has 60011 for
// that case, and does not exclude the other.
func (s *DepartmentService) confirmMissing(ctx context.Context, id int64, err error) error {
	whole := s.c.SeparateContacts()
	var api *APIError
	if whole == nil || !errors.As(err, &api) || api.Credential != string(CredentialApp) {
		return err
	}
	_, e := s.getSimple(ctx, id, whole)
	switch {
	case e == nil:
		return api.WithMeaning(ErrNotVisible)
	case core.IsMissing(e):
		return err
	}
	return fmt.Errorf("whether department %d is gone could not be confirmed: %w", id, e)
}

// resolveInvisible asks the credential that sees the whole corp whether a department that the app may not see exists at
// all.
func (s *DepartmentService) resolveInvisible(ctx context.Context, id int64, err error) error {
	whole := s.c.SeparateContacts()
	if whole == nil {
		return err
	}
	if _, e := s.getSimple(ctx, id, whole); e != nil {
		if core.IsMissing(e) {
			return e
		}
		return core.Both(err, e)
	}
	return err
}

// getSimple looks for one id in department/simplelist (doc 95350).
func (s *DepartmentService) getSimple(ctx context.Context, id int64, l *core.Login) (*Department, error) {
	all, err := s.simpleList(ctx, &id, l)
	if err != nil {
		return nil, err
	}
	if d := findDepartment(all, id); d != nil {
		return d, nil
	}
	// assumed: the answer to ?id= holds the department itself. If it does not, the whole list decides.
	if all, err = s.simpleList(ctx, nil, l); err != nil {
		return nil, err
	}
	if d := findDepartment(all, id); d != nil {
		return d, nil
	}
	if len(all) == 0 {
		// Every corp has a root: an empty list proves nothing.
		return nil, fmt.Errorf("department/simplelist: the list is empty, so whether department %d exists is not known", id)
	}
	return nil, fmt.Errorf("department %d is not in the list of department/simplelist: %w", id, ErrNotFound)
}

func findDepartment(all []Department, id int64) *Department {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// List reads a department and everything below it, or with nil everything that the reading credential sees (doc 90208,
// department/list), sorted by id. With an app whose visible range is not the whole corp that is a part of the tree, and
// parents may be missing from it. Where only ids may be read (48009) every entry is IDsOnly. Callers that want
// everything while such a list is under way share the next one, and must not change LeaderUserIDs. A Glimpse is always
// of everything.
func (s *DepartmentService) List(ctx context.Context, under *int64) ([]Department, error) {
	if under == nil || core.IsGlimpse(ctx) {
		t, err := s.tree.Fresh(ctx)
		if err != nil {
			return nil, err
		}
		return slices.Clone(t.all), nil
	}
	var all []Department
	err := s.c.Settle(ctx, s.key(*under), core.IsMissing, func() (err error) {
		all, err = s.list(ctx, under)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func (s *DepartmentService) list(ctx context.Context, under *int64) ([]Department, error) {
	var q url.Values // without id=: what id=0 means is not documented
	if under != nil {
		q = idQuery(*under)
	}
	var out departmentsAnswer
	details, err := s.c.ReadDetails(ctx, core.Request{Endpoint: departmentList, Query: q, Out: &out})
	switch {
	case !details:
		return s.simpleList(ctx, under, nil)
	case err == nil:
		return sortedDepartments(out.Departments, false), nil
	case under != nil && errors.Is(err, ErrNotVisible):
		return nil, s.resolveInvisible(ctx, *under, err)
	}
	return nil, err
}

// simpleList reads ids, parents and orders (doc 95350, department/simplelist).
func (s *DepartmentService) simpleList(ctx context.Context, under *int64, l *core.Login) ([]Department, error) {
	var q url.Values
	if under != nil {
		q = idQuery(*under)
	}
	var out simpleListAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: departmentSimpleList, Login: l, Query: q, Out: &out}); err != nil {
		return nil, err
	}
	return sortedDepartments(out.Departments, true), nil
}

func sortedDepartments(in []Department, idsOnly bool) []Department {
	all := append([]Department{}, in...)
	for i := range all {
		all[i].IDsOnly = idsOnly
	}
	slices.SortFunc(all, func(a, b Department) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
