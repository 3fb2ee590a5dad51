// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// created is the answer of department/create.
type created struct {
	ID int64 `json:"id"`
}

func (a *created) Check(bool) error { return core.Need(a.ID > 0, "id") }

// Create makes a department (doc 90205, department/create) and returns its id, or that of the department which an
// interrupted run made of the same request.
//
// When the answer is lost, Create looks whether the department was made: it returns the id of the one found if Before
// or KnownAbsent allows, sends again only if there certainly is none, and otherwise fails with ErrOutcomeUnknown. A
// taken name or id is ErrNameTaken. An id other than 0 together with an error means that the department exists but
// WeCom complained about the request.
func (s *DepartmentService) Create(ctx context.Context, in *CreateDepartmentRequest) (int64, error) {
	switch {
	case in.Name == "":
		return 0, errors.New("department/create: the name is empty")
	case in.ParentID <= 0:
		return 0, fmt.Errorf("department/create: parent id %d is not positive", in.ParentID)
	case in.ID != nil && *in.ID <= 1:
		return 0, fmt.Errorf("department/create: id %d is not above 1", *in.ID)
	}
	var before map[int64]bool
	if in.Before != nil {
		before = in.Before.ids
	}
	sought := fmt.Sprintf("a department named %q under department %d", in.Name, in.ParentID)
	if in.ID != nil {
		sought = fmt.Sprintf("department %d named %q under department %d", *in.ID, in.Name, in.ParentID)
	}
	_, id, err := s.set.Create(ctx, core.Making[Department]{
		Sought: sought, Body: in, Before: before, Absent: in.KnownAbsent || in.Before != nil, Twice: true,
		Send: func(ctx context.Context, n *core.Note) (d Department, id string, err error) {
			id, err = s.createOnce(ctx, in, n)
			return d, id, err
		},
		Look: func(ctx context.Context, w core.Search) (core.Found[Department], error) { return s.look(ctx, in, w) },
	})
	return departmentNumber(id), err
}

func (s *DepartmentService) createOnce(ctx context.Context, in *CreateDepartmentRequest, note *core.Note) (string, error) {
	var out created
	// With 60004 nothing was made yet.
	err := s.c.Settle(ctx, s.key(in.ParentID), isMissingParent, func() error {
		out = created{}
		_, err := s.c.Do(ctx, core.Request{Endpoint: departmentCreate, Body: in, Out: &out, Note: note})
		return err
	})
	var lost *core.LostError
	if errors.As(err, &lost) {
		return "", err
	}
	return departmentID(out.ID), err
}

// look looks for the name, which is unique under its parent: what has it and was not there before is what the create
// made. Where names cannot be read, which one it is cannot be told.
func (s *DepartmentService) look(ctx context.Context, in *CreateDepartmentRequest, w core.Search) (found core.Found[Department], err error) {
	ids, sure, err := s.lookForCreated(ctx, in)
	if err != nil {
		return found, err
	}
	for _, id := range ids {
		switch {
		case w.Earlier == nil && in.Before.has(id): // in the way, and not made by this call
		case w.Earlier != nil && (w.Earlier.WasThere(id) || w.Excludes(departmentID(id))):
		default:
			found.IDs = append(found.IDs, departmentID(id))
		}
	}
	if w.Earlier != nil {
		certain := len(found.IDs) == 1 && (sure || w.Earlier.ID != "")
		found.Foreign = len(found.IDs) > 0 && !certain
		return found, nil
	}
	found.Foreign = !sure
	return found, nil
}

// lookForCreated returns departments that the lost call may have made. sure means that the result is exact: one certain
// match, or certainly none.
func (s *DepartmentService) lookForCreated(ctx context.Context, in *CreateDepartmentRequest) (found []int64, sure bool, err error) {
	children, err := s.children(ctx, in.ParentID)
	if err != nil {
		return nil, false, err
	}
	var nameless []int64
	for _, d := range children {
		switch {
		case in.ID != nil && d.ID == *in.ID && (d.IDsOnly || d.Name == in.Name):
			return []int64{d.ID}, true, nil
		case in.ID != nil:
			// Ours carries the chosen id: any other is not ours.
		case d.IDsOnly:
			nameless = append(nameless, d.ID)
		case d.Name == in.Name:
			return []int64{d.ID}, true, nil
		}
	}
	return nameless, len(nameless) == 0, nil
}

// children lists the direct children of a department completely: those whose name the reading credential may not see
// are IDsOnly.
func (s *DepartmentService) children(ctx context.Context, parent int64) ([]Department, error) {
	// The app may see a part only; the ids of all say what it misses. With one credential nothing is missed: what it
	// cannot see it cannot make. The ids come first, so that what others make between the two reads has its name.
	var ids []Department
	whole := s.c.SeparateContacts()
	if whole != nil {
		var err error
		if ids, err = s.simpleList(ctx, &parent, whole); err != nil {
			if core.IsMissing(err) { // no parent, no children
				return nil, nil
			}
			return nil, err
		}
	}
	all, err := s.list(ctx, &parent)
	switch {
	case err == nil:
	case whole != nil && (errors.Is(err, ErrNotVisible) || core.IsMissing(err)):
		all = nil
	case core.IsMissing(err):
		return nil, nil
	default:
		return nil, err
	}
	for _, d := range ids {
		if findDepartment(all, d.ID) == nil {
			all = append(all, d)
		}
	}
	var direct []Department
	for _, d := range all {
		if d.ParentID == parent && d.ID != parent {
			direct = append(direct, d)
		}
	}
	return direct, nil
}

// Unrecorded reports whether an earlier run sent exactly this create, or may have, and was interrupted before Terraform
// could record it: a department of that name is then this configuration's own, and Create adopts it. It sends nothing.
func (s *DepartmentService) Unrecorded(in *CreateDepartmentRequest) bool {
	return s.c.Unrecorded(s.set.Kind, in)
}

// Interrupted returns the department that an earlier run made of exactly this request, and did not live to record; 0
// when none is certain. It is for callers that have just read the directory: named is the department that has the name
// under the parent, 0 for none; same says whether the department of an id can be the one of the request. It sends
// nothing and claims nothing: see Adopt.
func (s *DepartmentService) Interrupted(in *CreateDepartmentRequest, named int64, same func(id int64) bool) int64 {
	for i := range s.c.Unfinished(s.set.Kind, in) {
		switch {
		case i.ID == "":
			if named != 0 && (in.ID == nil || *in.ID == named) && !i.WasThere(named) && !i.Foreign(s.set.Kind, departmentID(named)) {
				return named
			}
		default:
			if id := departmentNumber(i.ID); id != 0 && same(id) {
				return id
			}
		}
	}
	return 0
}

// Adopt notes that the caller takes the department which Interrupted returned into the state.
func (s *DepartmentService) Adopt(in *CreateDepartmentRequest, id int64) {
	n := s.c.NoteFor(s.set.Kind, in)
	for was := s.c.Claim(n); was != nil; was = s.c.Claim(n) {
		if was.ID == "" || was.ID == departmentID(id) {
			was.Adopt(departmentID(id))
			break
		}
		was.Drop() // what it made is gone
	}
	s.c.JustMade(s.key(id))
}
