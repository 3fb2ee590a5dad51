// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

var (
	userList   = core.Declare(Endpoint{Path: "user/list", Method: http.MethodGet, Page: 90201, Means: departmentMeans})
	userListID = core.Declare(Endpoint{Path: "user/list_id", Page: 96067, Creds: core.ContactsFirst})
)

// MemberService reads members (doc 90201, 96067).
type MemberService struct {
	service
	memberships *core.Population[[]MemberDepartment]
}

func newMembers(at service) *MemberService {
	s := &MemberService{service: at}
	s.memberships = core.NewPopulation(at.c.engine, userListID, s.loadIDs)
	return s
}

// Member is one member of the corp as the reading credential sees it.
type Member struct {
	UserID           string
	Name             string
	Alias            string
	Position         string
	DepartmentIDs    []int64 // only departments the credential may see
	MainDepartmentID int64   // 0 when it is not visible
	Status           int     // 1 activated, 2 disabled, 4 not activated, 5 left
	LeaderIn         []int64 // departments in which the member is a leader
	// IDsOnly says that only user/list_id was readable: UserID and DepartmentIDs are true, everything else is unknown.
	IDsOnly bool
}

// MemberDepartment is one membership: a member in two departments has two.
type MemberDepartment struct {
	UserID       string `json:"userid"`
	DepartmentID int64  `json:"department"`
}

type memberRow struct {
	UserID         string  `json:"userid"`
	Name           string  `json:"name"`
	Alias          string  `json:"alias"`
	Position       string  `json:"position"`
	Department     []int64 `json:"department"`
	MainDepartment int64   `json:"main_department"`
	Status         int     `json:"status"`
	IsLeader       []int64 `json:"is_leader_in_dept"` // parallel to department
}

func (w memberRow) member() Member {
	m := Member{
		UserID: w.UserID, Name: w.Name, Alias: w.Alias, Position: w.Position,
		DepartmentIDs: w.Department, MainDepartmentID: w.MainDepartment, Status: w.Status,
	}
	for i, d := range w.Department {
		if i < len(w.IsLeader) && w.IsLeader[i] == 1 {
			m.LeaderIn = append(m.LeaderIn, d)
		}
	}
	return m
}

type membersAnswer struct {
	Users []memberRow `json:"userlist"`
}

func (a *membersAnswer) Check(coded bool) error {
	for _, u := range a.Users {
		if u.UserID == "" {
			return errors.New("it holds a member without userid")
		}
	}
	return core.NeedList(coded, a.Users, "members")
}

// List reads the direct members of a department (doc 90201, user/list), sorted by userid. It fails with ErrNotFound
// when there is no such department, and with 45029 when the answer would be too large for WeCom. Where details may not
// be read (48009) the result comes from user/list_id and is IDsOnly.
func (s *MemberService) List(ctx context.Context, departmentID int64) ([]Member, error) {
	var all []Member
	err := s.c.Settle(ctx, s.c.Departments.key(departmentID), core.IsMissing, func() (err error) {
		all, err = s.list(ctx, departmentID)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Member) int { return cmp.Compare(a.UserID, b.UserID) })
	return all, nil
}

func (s *MemberService) list(ctx context.Context, departmentID int64) ([]Member, error) {
	var out membersAnswer
	details, err := s.c.ReadDetails(ctx, core.Request{
		Endpoint: userList,
		Query:    url.Values{"department_id": {strconv.FormatInt(departmentID, 10)}},
		Out:      &out,
	})
	switch {
	case !details:
		return s.listByID(ctx, departmentID)
	case errors.Is(err, ErrNotVisible):
		return nil, s.c.Departments.resolveInvisible(ctx, departmentID, err)
	case err != nil:
		return nil, err
	}
	all := make([]Member, 0, len(out.Users))
	for _, w := range out.Users {
		all = append(all, w.member())
	}
	return all, nil
}

// listByID finds a department's members among all memberships of the corp.
func (s *MemberService) listByID(ctx context.Context, departmentID int64) ([]Member, error) {
	memberships, err := s.ListIDs(ctx)
	if err != nil {
		return nil, err
	}
	departments := map[string][]int64{}
	for _, m := range memberships {
		departments[m.UserID] = append(departments[m.UserID], m.DepartmentID)
	}
	var all []Member
	for id, in := range departments {
		if slices.Contains(in, departmentID) {
			all = append(all, Member{UserID: id, DepartmentIDs: in, IDsOnly: true})
		}
	}
	if len(all) == 0 {
		// Nobody inside looks the same as no such department.
		if _, err := s.c.Departments.getSimple(ctx, departmentID, nil); err != nil {
			return nil, err
		}
	}
	return all, nil
}

const (
	memberPage     = 10_000 // the most that user/list_id gives at a time
	maxMemberPages = 10_000 // far above any corp; ends a server that never ends
	maxMemberships = 3_000_000
)

type listIDAnswer struct {
	NextCursor string             `json:"next_cursor"`
	Members    []MemberDepartment `json:"dept_user"`
}

func (a *listIDAnswer) Check(coded bool) error {
	for _, m := range a.Members {
		if m.UserID == "" {
			return errors.New("it holds a member without userid")
		}
	}
	return core.NeedList(coded, a.Members, "members")
}

// ListIDs reads all memberships of the corp (doc 96067, user/list_id), sorted by userid and department. Only 通讯录同步 may
// do so. A cursor that repeats is an error; one that went stale (50100) restarts the list once. Callers that come while
// the list is under way share the next one.
func (s *MemberService) ListIDs(ctx context.Context) ([]MemberDepartment, error) {
	all, err := s.memberships.Fresh(ctx)
	return slices.Clone(all), err
}

func (s *MemberService) loadIDs(ctx context.Context) ([]MemberDepartment, error) {
	all, err := s.walkIDs(ctx)
	if core.CodeOf(err) == 50100 {
		all, err = s.walkIDs(ctx)
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b MemberDepartment) int {
		return cmp.Or(cmp.Compare(a.UserID, b.UserID), cmp.Compare(a.DepartmentID, b.DepartmentID))
	})
	return slices.Compact(all), nil
}

func (s *MemberService) walkIDs(ctx context.Context) ([]MemberDepartment, error) {
	all := []MemberDepartment{}
	seen := map[string]bool{}
	idle := 0
	for cursor := ""; len(seen) < maxMemberPages; {
		var out listIDAnswer
		if _, err := s.c.Do(ctx, core.Request{
			Endpoint: userListID, Body: core.Cursor{Cursor: cursor, Limit: memberPage}, Out: &out,
		}); err != nil {
			return nil, err
		}
		all = append(all, out.Members...)
		if cursor = out.NextCursor; cursor == "" {
			return all, nil
		}
		if idle++; len(out.Members) > 0 {
			idle = 0
		}
		if err := core.NextPage(userListID.Path, cursor, seen, idle, len(all), maxMemberships); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("user/list_id: the list has more than %d pages", maxMemberPages)
}
