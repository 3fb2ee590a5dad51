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
	"strconv"
)

// DepartmentService reads and writes departments (doc 90205 to 90208, 95350,
// 95351). Writes go to contacts_secret, reads to secret; see routes.go.
type DepartmentService struct{ c *Client }

// Department is one node of the department tree.
type Department struct {
	ID            int64
	Name          string
	NameEN        string // "" when none is set
	ParentID      int64  // 0 for the root
	Order         int64  // larger sorts first, 0 to 2^32-1
	LeaderUserIDs []string
	// IDsOnly says that only department/simplelist was readable: ID, ParentID
	// and Order are true, Name, NameEN and LeaderUserIDs are unknown.
	IDsOnly bool
}

// CreateDepartmentRequest is the body of department/create.
type CreateDepartmentRequest struct {
	ID       *int64  `json:"id,omitempty"` // 2 to 2^31-1; WeCom picks one when nil
	Name     string  `json:"name"`         // 1 to 64 characters
	NameEN   *string `json:"name_en,omitempty"`
	ParentID int64   `json:"parentid"`
	Order    *int64  `json:"order,omitempty"`
	// KnownAbsent is set by a caller that has just seen that the parent has no
	// child of this name and that ID is free. Only then may a department found
	// after a lost answer be adopted as the one this call made.
	KnownAbsent bool `json:"-"`
	// Before does the same with more certainty: departments in it are never
	// adopted, others of the same name and parent are. See Baseline.
	Before *DepartmentBaseline `json:"-"`
}

// UpdateDepartmentRequest is the body of department/update; nil means unchanged.
type UpdateDepartmentRequest struct {
	ID       int64   `json:"id"`
	Name     *string `json:"name,omitempty"`
	NameEN   *string `json:"name_en,omitempty"` // never "": WeCom cannot clear it
	ParentID *int64  `json:"parentid,omitempty"`
	Order    *int64  `json:"order,omitempty"`
}

type departmentWire struct {
	ID       flexInt      `json:"id"`
	Name     string       `json:"name"`
	NameEN   string       `json:"name_en"`
	ParentID flexInt      `json:"parentid"`
	Order    flexInt      `json:"order"`
	Leaders  list[string] `json:"department_leader"`
}

func (w departmentWire) department(idsOnly bool) Department {
	return Department{
		ID: int64(w.ID), Name: w.Name, NameEN: w.NameEN, ParentID: int64(w.ParentID),
		Order: int64(w.Order), LeaderUserIDs: w.Leaders.items, IDsOnly: idsOnly,
	}
}

type departmentAnswer struct {
	Department one[departmentWire] `json:"department"`
}

func (a *departmentAnswer) check(*envelope) error {
	if !a.Department.present || a.Department.value.ID <= 0 {
		return errors.New("it holds no department")
	}
	return nil
}

type departmentsAnswer struct {
	Departments list[departmentWire] `json:"department"`
}

func (a *departmentsAnswer) check(env *envelope) error {
	return checkDepartments(env, a.Departments)
}

type simpleListAnswer struct {
	Departments list[departmentWire] `json:"department_id"`
}

func (a *simpleListAnswer) check(env *envelope) error {
	return checkDepartments(env, a.Departments)
}

func checkDepartments(env *envelope, l list[departmentWire]) error {
	if !l.present && !env.Errcode.present {
		return errors.New("it holds neither errcode nor departments")
	}
	for _, d := range l.items {
		if d.ID <= 0 {
			return errors.New("it holds a department without id")
		}
	}
	return nil
}

type createdAnswer struct {
	ID flexInt `json:"id"`
}

func (a *createdAnswer) check(*envelope) error {
	if a.ID <= 0 {
		return errors.New("it holds no id")
	}
	return nil
}

func departmentKey(id int64) string { return "department/" + strconv.FormatInt(id, 10) }

func isMissing(err error) bool { return errors.Is(err, ErrNotFound) }

// Update changes the given fields of a department and moves its subtree when
// ParentID is given (doc 90206, department/update). Fails with ErrNotFound,
// ErrNameTaken or ErrForbidden, among others. Repeated after a lost answer.
func (s *DepartmentService) Update(ctx context.Context, in *UpdateDepartmentRequest) error {
	send := func() error {
		return s.c.settle(ctx, departmentKey(in.ID), isMissing, func() error {
			_, err := s.c.do(ctx, request{rt: routes[pathDepartmentUpdate], body: in})
			return err
		})
	}
	if in.ParentID == nil {
		return send()
	}
	return s.c.settle(ctx, departmentKey(*in.ParentID), isMissingParent, send)
}

// isMissingParent reports 60004: of a parent made seconds ago it is delay.
func isMissingParent(err error) bool { return codeOf(err) == 60004 || codeOf(err) == 60124 }

// Delete removes an empty department (doc 90207, department/delete). 60005
// and 60006 say that members or departments are still inside. A department
// that is missing when a lost call is repeated counts as deleted.
func (s *DepartmentService) Delete(ctx context.Context, id int64) error {
	var rep reply
	err := s.c.settle(ctx, departmentKey(id), func(err error) bool {
		return isMissing(err) && !rep.unsure
	}, func() (err error) {
		var r reply
		r, err = s.c.do(ctx, request{rt: routes[pathDepartmentDelete], query: idQuery(id)})
		rep.unsure = rep.unsure || r.unsure
		return err
	})
	if err == nil || (rep.unsure && isMissing(err)) {
		s.c.recent.forget(departmentKey(id))
		return nil
	}
	return err
}

func idQuery(id int64) url.Values {
	return url.Values{"id": {strconv.FormatInt(id, 10)}}
}

// Get reads one department (doc 95351, department/get). It fails with
// ErrNotFound only when the department is certainly gone, and with
// ErrNotVisible when the app may not see it. Where the credential may read ids
// only (48009) the result is IDsOnly.
func (s *DepartmentService) Get(ctx context.Context, id int64) (*Department, error) {
	var d *Department
	err := s.c.settle(ctx, departmentKey(id), isMissing, func() (err error) {
		d, err = s.get(ctx, id)
		return err
	})
	if isMissing(err) {
		err = s.confirmMissing(ctx, id, err)
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

func (s *DepartmentService) get(ctx context.Context, id int64) (*Department, error) {
	var out departmentAnswer
	details, err := s.c.readDetails(ctx, request{rt: routes[pathDepartmentGet], query: idQuery(id), out: &out})
	switch {
	case !details:
		return s.getSimple(ctx, id, nil)
	case err == nil && int64(out.Department.value.ID) != id:
		return nil, fmt.Errorf("department/get: asked for department %d, got %d", id, out.Department.value.ID)
	case err == nil:
		d := out.Department.value.department(false)
		return &d, nil
	case errors.Is(err, ErrNotVisible):
		return nil, s.resolveInvisible(ctx, id, err)
	}
	return nil, err
}

// confirmMissing asks the credential that sees the whole corp before it
// believes the app that a department is gone: a twin would be made otherwise.
// assumed: an app may be told "unknown" of what it cannot see; the page has
// 60011 for that case, and does not exclude the other.
func (s *DepartmentService) confirmMissing(ctx context.Context, id int64, err error) error {
	whole := s.c.separateContacts()
	var api *APIError
	if whole == nil || !errors.As(err, &api) || api.Credential != string(CredentialApp) {
		return err
	}
	_, e := s.getSimple(ctx, id, whole)
	switch {
	case e == nil:
		return api.as(ErrNotVisible)
	case isMissing(e):
		return err
	}
	return fmt.Errorf("whether department %d is gone could not be confirmed: %w", id, e)
}

// resolveInvisible asks the credential that sees the whole corp whether a
// department that the app may not see exists at all.
func (s *DepartmentService) resolveInvisible(ctx context.Context, id int64, err error) error {
	whole := s.c.separateContacts()
	if whole == nil {
		return err
	}
	if _, e := s.getSimple(ctx, id, whole); e != nil {
		if isMissing(e) {
			return e
		}
		return both(err, e)
	}
	return err
}

// getSimple looks for one id in department/simplelist (doc 95350).
func (s *DepartmentService) getSimple(ctx context.Context, id int64, l *login) (*Department, error) {
	all, err := s.simpleList(ctx, &id, l)
	if err != nil {
		return nil, err
	}
	if d := findDepartment(all, id); d != nil {
		return d, nil
	}
	// assumed: the answer to ?id= holds the department itself. If it does not,
	// the whole list decides.
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

// List reads a department and everything below it, or with nil everything that
// the reading credential sees (doc 90208, department/list), sorted by id. With
// an app whose visible range is not the whole corp that is a part of the tree,
// and parents may be missing from it. Where only ids may be read (48009) every
// entry is IDsOnly. Callers that want everything while such a list is under way
// share the next one, and must not change LeaderUserIDs.
func (s *DepartmentService) List(ctx context.Context, under *int64) ([]Department, error) {
	if under == nil {
		t, err := s.c.tree.fresh(ctx)
		if err != nil {
			return nil, err
		}
		return slices.Clone(t.all), nil
	}
	var all []Department
	err := s.c.settle(ctx, departmentKey(*under), isMissing, func() (err error) {
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
	details, err := s.c.readDetails(ctx, request{rt: routes[pathDepartmentList], query: q, out: &out})
	switch {
	case !details:
		return s.simpleList(ctx, under, nil)
	case err == nil:
		return sortedDepartments(out.Departments.items, false), nil
	case under != nil && errors.Is(err, ErrNotVisible):
		return nil, s.resolveInvisible(ctx, *under, err)
	}
	return nil, err
}

// simpleList reads ids, parents and orders (doc 95350, department/simplelist).
func (s *DepartmentService) simpleList(ctx context.Context, under *int64, l *login) ([]Department, error) {
	var q url.Values
	if under != nil {
		q = idQuery(*under)
	}
	var out simpleListAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathDepartmentSimpleList], login: l, query: q, out: &out}); err != nil {
		return nil, err
	}
	return sortedDepartments(out.Departments.items, true), nil
}

func sortedDepartments(in []departmentWire, idsOnly bool) []Department {
	all := make([]Department, 0, len(in))
	for _, w := range in {
		all = append(all, w.department(idsOnly))
	}
	slices.SortFunc(all, func(a, b Department) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
