// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Create makes a department (doc 90205, department/create) and returns its id,
// or that of the department which an interrupted run made of the same request.
//
// When the answer is lost, Create looks whether the department was made: it
// returns the id of the one found if Before or KnownAbsent allows, sends again only if
// there certainly is none, and otherwise fails with ErrOutcomeUnknown. A taken
// name or id is ErrNameTaken. An id other than 0 together with an error means
// that the department exists but WeCom complained about the request.
func (s *DepartmentService) Create(ctx context.Context, in *CreateDepartmentRequest) (int64, error) {
	switch {
	case in.Name == "":
		return 0, errors.New("department/create: the name is empty")
	case in.ParentID <= 0:
		return 0, fmt.Errorf("department/create: parent id %d is not positive", in.ParentID)
	case in.ID != nil && *in.ID <= 1:
		return 0, fmt.Errorf("department/create: id %d is not above 1", *in.ID)
	}
	note := s.c.journal.noteFor(kindDepartment, in)
	if id, err := s.recover(ctx, in, note); id != 0 || err != nil {
		return id, err
	}
	note.base(ctx, in.Before)
	id, err := s.create(ctx, in, note)
	note.settle(ctx, departmentID(id), err)
	return id, err
}

func (s *DepartmentService) create(ctx context.Context, in *CreateDepartmentRequest, note *note) (int64, error) {
	absent := in.KnownAbsent || in.Before != nil
	lostBefore := false
	for n := 1; ; n++ {
		id, err := s.createOnce(ctx, in, note)
		if err == nil || id != 0 {
			s.c.recent.note(s.c.now(), departmentKey(id))
			return id, err
		}
		var lost *lostError
		switch {
		case errors.As(err, &lost):
			lostBefore = true
			err = lost.cause
			// Let a call that is still being carried out finish.
			if e := s.c.backOff(ctx, n); e != nil {
				return 0, s.unknown(in, nil, both(err, e))
			}
		case !lostBefore || !errors.Is(err, ErrNameTaken):
			return 0, err
		}
		clash := lost == nil // 60008 to a repetition: ours, or a twin's

		found, sure, e := s.lookAfterLoss(ctx, in, clash)
		// What was there before is in the way, and was not made by this call.
		found = slices.DeleteFunc(found, in.Before.has)
		switch {
		case e != nil:
			return 0, s.unknown(in, nil, both(err, e))
		case len(found) == 1 && sure && absent:
			s.c.recent.note(s.c.now(), departmentKey(found[0]))
			return found[0], nil
		case !sure || len(found) > 0:
			return 0, s.unknown(in, found, err)
		case clash || n > s.c.retry.MaxRetries:
			return 0, err
		}
		absent = true // seen with certainty, after the lost call
	}
}

// lookAfterLoss looks for what a lost call may have made. Once its repetition was
// refused, something has the name or the id: for as long as reads may lag, an
// answer that does not show it is doubted.
func (s *DepartmentService) lookAfterLoss(ctx context.Context, in *CreateDepartmentRequest, refused bool) (found []int64, sure bool, err error) {
	began := s.c.now()
	for n := 1; ; n++ {
		found, sure, err = s.lookForCreated(ctx, in)
		if err != nil || len(found) > 0 || !refused || s.c.now().Sub(began) >= s.c.retry.LagTime {
			return found, sure, err
		}
		if err := s.c.backOff(ctx, n); err != nil {
			return nil, false, err
		}
	}
}

func (s *DepartmentService) createOnce(ctx context.Context, in *CreateDepartmentRequest, note *note) (int64, error) {
	var out createdAnswer
	// With 60004 nothing was made yet.
	err := s.c.settle(ctx, departmentKey(in.ParentID), isMissingParent, func() error {
		out = createdAnswer{}
		_, err := s.c.do(ctx, request{rt: routes[pathDepartmentCreate], body: in, out: &out, note: note})
		return err
	})
	var lost *lostError
	if errors.As(err, &lost) {
		return 0, err
	}
	return int64(out.ID), err
}

// recover looks for the department that an earlier run made and did not live to
// record; 0 when there is none. The name is unique under its parent, so what has
// it and was not there before that run is what that run made.
func (s *DepartmentService) recover(ctx context.Context, in *CreateDepartmentRequest, n *note) (int64, error) {
	was := n.claim(s.c.now())
	if was == nil {
		return 0, nil
	}
	defer was.release()
	settled := s.c.settledSince(was.last)
	for n := 1; ; n++ {
		found, sure, err := s.lookForCreated(ctx, in)
		if err != nil {
			return 0, s.unknown(in, nil, both(errInterrupted, err))
		}
		found = slices.DeleteFunc(found, func(id int64) bool {
			return was.before().has(id) || was.foreign(kindDepartment, departmentID(id)) || (was.id != "" && was.id != departmentID(id))
		})
		switch {
		case len(found) == 1 && (sure || was.id != ""):
			was.adopt(departmentID(found[0]))
			s.c.recent.note(s.c.now(), departmentKey(found[0]))
			return found[0], nil
		case len(found) > 0: // names cannot be read, so which one it is cannot be told
			was.drop()
			return 0, s.unknown(in, found, errInterrupted)
		case settled():
			was.drop()
			return 0, nil
		}
		if err := s.c.backOff(ctx, n); err != nil {
			return 0, s.unknown(in, nil, both(errInterrupted, err))
		}
	}
}

func (s *DepartmentService) unknown(in *CreateDepartmentRequest, ids []int64, cause error) error {
	e := &OutcomeUnknownError{
		Path:   pathDepartmentCreate,
		Sought: fmt.Sprintf("a department named %q under department %d", in.Name, in.ParentID),
		Cause:  cause,
	}
	if in.ID != nil {
		e.Sought = fmt.Sprintf("department %d named %q under department %d", *in.ID, in.Name, in.ParentID)
	}
	for _, id := range ids {
		e.Candidates = append(e.Candidates, strconv.FormatInt(id, 10))
	}
	return e
}

// lookForCreated returns departments that the lost call may have made. sure
// means that the result is exact: one certain match, or certainly none.
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

// children lists the direct children of a department completely: those whose
// name the reading credential may not see are IDsOnly.
func (s *DepartmentService) children(ctx context.Context, parent int64) ([]Department, error) {
	// The app may see a part only; the ids of all say what it misses. With one
	// credential nothing is missed: what it cannot see it cannot make. The ids
	// come first, so that what others make between the two reads has its name.
	var ids []Department
	whole := s.c.separateContacts()
	if whole != nil {
		var err error
		if ids, err = s.simpleList(ctx, &parent, whole); err != nil {
			if isMissing(err) { // no parent, no children
				return nil, nil
			}
			return nil, err
		}
	}
	all, err := s.list(ctx, &parent)
	switch {
	case err == nil:
	case whole != nil && (errors.Is(err, ErrNotVisible) || isMissing(err)):
		all = nil
	case isMissing(err):
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
