// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
)

// DepartmentService reads and writes departments (doc 90205 to 90208, 95350, 95351).
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
}

// UpdateDepartmentRequest is the body of department/update; nil means unchanged.
type UpdateDepartmentRequest struct {
	ID       int64   `json:"id"`
	Name     *string `json:"name,omitempty"`
	NameEN   *string `json:"name_en,omitempty"`
	ParentID *int64  `json:"parentid,omitempty"`
	Order    *int64  `json:"order,omitempty"`
}

var errTodo = errors.New("not built yet")

func (s *DepartmentService) Create(ctx context.Context, in *CreateDepartmentRequest) (int64, error) {
	return 0, errTodo
}

func (s *DepartmentService) Update(ctx context.Context, in *UpdateDepartmentRequest) error {
	return errTodo
}

func (s *DepartmentService) Delete(ctx context.Context, id int64) error { return errTodo }

func (s *DepartmentService) Get(ctx context.Context, id int64) (*Department, error) {
	return nil, errTodo
}

func (s *DepartmentService) List(ctx context.Context, under *int64) ([]Department, error) {
	return nil, errTodo
}
