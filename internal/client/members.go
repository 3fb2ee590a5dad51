// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "context"

// MemberService reads members (doc 90201, 96067).
type MemberService struct{ c *Client }

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
	// IDsOnly says that only user/list_id was readable: UserID and
	// DepartmentIDs are true, everything else is unknown.
	IDsOnly bool
}

// MemberDepartment is one membership: a member in two departments has two.
type MemberDepartment struct {
	UserID       string
	DepartmentID int64
}

func (s *MemberService) List(ctx context.Context, departmentID int64) ([]Member, error) {
	return nil, errTodo
}

func (s *MemberService) ListIDs(ctx context.Context) ([]MemberDepartment, error) {
	return nil, errTodo
}
