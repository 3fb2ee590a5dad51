// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Writes of the directory, of which an organisation has thousands, go up to what Terraform runs in parallel by default.
var directory = core.Lane{Name: "directory", Most: 10}

// departmentMeans: which of 60003 and 60123 means that a department is unknown is not established, so both of them do
// (doc 90206). In a create the id in question is the parent's. Older answers to an app that writes the directory are
// 60011 (doc 90205).
var (
	departmentMeans      = map[int]error{60003: ErrNotFound, 60123: ErrNotFound}
	departmentWriteMeans = map[int]error{60003: ErrNotFound, 60123: ErrNotFound, 60008: ErrNameTaken, 60011: ErrForbidden}
)

// department/delete is a GET that changes state (doc 90207).
var (
	departmentCreate = core.Declare(Endpoint{Path: "department/create", Page: 90205, Write: true, Once: true, Creds: core.ContactsFirst, Lane: directory,
		Means: map[int]error{60008: ErrNameTaken, 60011: ErrForbidden}})
	departmentUpdate     = core.Declare(Endpoint{Path: "department/update", Page: 90206, Write: true, Creds: core.ContactsFirst, Lane: directory, Means: departmentWriteMeans})
	departmentDelete     = core.Declare(Endpoint{Path: "department/delete", Method: http.MethodGet, Page: 90207, Write: true, Creds: core.ContactsFirst, Lane: directory, Means: departmentWriteMeans})
	departmentGet        = core.Declare(Endpoint{Path: "department/get", Method: http.MethodGet, Page: 95351, Means: departmentMeans})
	departmentList       = core.Declare(Endpoint{Path: "department/list", Method: http.MethodGet, Page: 90208, Means: departmentMeans})
	departmentSimpleList = core.Declare(Endpoint{Path: "department/simplelist", Method: http.MethodGet, Page: 95350, Creds: core.ContactsFirst, Means: departmentMeans})
)

// DepartmentService reads and writes departments (doc 90205 to 90208, 95350, 95351). Writes go to contacts_secret,
// reads to secret.
type DepartmentService struct {
	service
	set      *core.Set[Department]
	tree     *core.Population[*departmentTree]
	baseline *baselineOf[*DepartmentBaseline]
}

func newDepartments(at service) *DepartmentService {
	s := &DepartmentService{service: at, baseline: &baselineOf[*DepartmentBaseline]{}}
	s.tree = core.NewPopulation(at.c.engine, departmentList, s.loadTree, departmentCreate, departmentUpdate, departmentDelete)
	s.set = core.NewSet(core.Set[Department]{
		C: at.c.engine, Kind: "department", Make: departmentCreate, Change: departmentUpdate, Remove: departmentDelete,
		Read: departmentGet,
		One:  func(ctx context.Context, id string) (*Department, error) { return s.get(ctx, departmentNumber(id)) },
		Refused: func(ctx context.Context, id string, err error, call core.Call) error {
			if call == core.Reading && core.IsMissing(err) {
				return s.confirmMissing(ctx, departmentNumber(id), err)
			}
			return err
		},
	})
	return s
}

// Department is one node of the department tree.
type Department struct {
	ID            int64    `json:"id"`
	Name          string   `json:"name"`
	NameEN        string   `json:"name_en"`  // "" when none is set
	ParentID      int64    `json:"parentid"` // 0 for the root
	Order         int64    `json:"order"`    // larger sorts first, 0 to 2^32-1
	LeaderUserIDs []string `json:"department_leader"`
	// IDsOnly says that only department/simplelist was readable: ID, ParentID and Order are true, Name, NameEN and
	// LeaderUserIDs are unknown.
	IDsOnly bool `json:"-"`
}

// CreateDepartmentRequest is the body of department/create.
type CreateDepartmentRequest struct {
	ID       *int64  `json:"id,omitempty"` // 2 to 2^31-1; WeCom picks one when nil
	Name     string  `json:"name"`         // 1 to 64 characters
	NameEN   *string `json:"name_en,omitempty"`
	ParentID int64   `json:"parentid"`
	Order    *int64  `json:"order,omitempty"`
	// KnownAbsent is set by a caller that has just seen that the parent has no child of this name and that ID is free.
	// Only then may a department found after a lost answer be adopted as the one this call made.
	KnownAbsent bool `json:"-"`
	// Before does the same with more certainty: departments in it are never adopted, others of the same name and parent
	// are. See Baseline.
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

type departmentAnswer struct {
	Department Department `json:"department"`
}

func (a *departmentAnswer) Check(bool) error { return core.Need(a.Department.ID > 0, "department") }

type departmentsAnswer struct {
	Departments []Department `json:"department"`
}

func (a *departmentsAnswer) Check(coded bool) error { return checkDepartments(coded, a.Departments) }

type simpleListAnswer struct {
	Departments []Department `json:"department_id"`
}

func (a *simpleListAnswer) Check(coded bool) error { return checkDepartments(coded, a.Departments) }

func checkDepartments(coded bool, all []Department) error {
	for _, d := range all {
		if d.ID <= 0 {
			return errors.New("it holds a department without id")
		}
	}
	return core.NeedList(coded, all, "departments")
}

// departmentID is the id as the engine knows it, "" for none.
func departmentID(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

func departmentNumber(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

func (s *DepartmentService) key(id int64) string { return s.set.Key(departmentID(id)) }

func idQuery(id int64) url.Values { return url.Values{"id": {strconv.FormatInt(id, 10)}} }

// Update changes the given fields of a department and moves its subtree when ParentID is given (doc 90206,
// department/update). Fails with ErrNotFound, ErrNameTaken or ErrForbidden, among others. Repeated after a lost answer.
func (s *DepartmentService) Update(ctx context.Context, in *UpdateDepartmentRequest) error {
	send := func() error { return s.set.Update(ctx, departmentID(in.ID), in, core.Writing) }
	if in.ParentID == nil {
		return send()
	}
	return s.c.Settle(ctx, s.key(*in.ParentID), isMissingParent, send)
}

// isMissingParent reports 60004: of a parent made seconds ago it is delay.
func isMissingParent(err error) bool { return core.CodeOf(err) == 60004 || core.CodeOf(err) == 60124 }

// Delete removes an empty department (doc 90207, department/delete). 60005 and 60006 say that members or departments
// are still inside. A department that is missing when a lost call is repeated counts as deleted.
func (s *DepartmentService) Delete(ctx context.Context, id int64) error {
	return s.set.DeleteBy(ctx, departmentID(id), core.Request{Endpoint: departmentDelete, Query: idQuery(id)})
}

// Made tells the client that the state holds a department which an earlier process made at the given time; see
// core.Set.
func (s *DepartmentService) Made(id int64, at time.Time) { s.set.Made(departmentID(id), at) }

// InState tells the client that the state holds these departments, whoever made them: they are looked for no more.
func (s *DepartmentService) InState(ids []int64) {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = departmentID(id)
	}
	s.c.InState(s.set.Kind, texts...)
}
