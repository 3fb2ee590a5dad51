// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

var (
	kfServicerAdd    = core.Declare(Endpoint{Path: "kf/servicer/add", Page: 94646, Write: true, Means: kfMeans})
	kfServicerDelete = core.Declare(Endpoint{Path: "kf/servicer/del", Page: 94647, Write: true, Means: kfMeans})
	kfServicerList   = core.Declare(Endpoint{Path: "kf/servicer/list", Method: http.MethodGet, Page: 94645, Means: kfMeans})
)

// KfServicerService reads and writes who receives the customers of an account (接待人员, doc 94645 to 94647) with the app
// secret.
type KfServicerService struct{ service }

// KfServicers are the members and departments of an account, sorted. Members of the departments are not among the
// members.
type KfServicers struct {
	AccountID     string
	UserIDs       []string
	DepartmentIDs []int64
	// Stopped are the members that receive nobody at present; nil where WeCom does not say.
	Stopped []string
}

type kfServicersAnswer struct {
	Rows []struct {
		UserID       string `json:"userid"`
		DepartmentID int64  `json:"department_id"`
		Status       *int64 `json:"status"`
	} `json:"servicer_list"`
}

// Check tells an answer without the list from an empty one.
func (a *kfServicersAnswer) Check(coded bool) error {
	for _, row := range a.Rows {
		if row.UserID == "" && row.DepartmentID == 0 {
			return errors.New("it holds a servicer that is neither a member nor a department")
		}
	}
	return core.NeedList(coded, a.Rows, "servicers")
}

// List reads the servicers of an account (doc 94645, kf/servicer/list).
func (s *KfServicerService) List(ctx context.Context, account string) (*KfServicers, error) {
	if account == "" {
		return nil, errors.New(kfServicerList.Path + ": the id of the account is empty")
	}
	var out kfServicersAnswer
	err := s.c.Settle(ctx, s.c.KfAccounts.set.Key(account), core.IsMissing, func() error {
		_, err := s.c.Do(ctx, core.Request{Endpoint: kfServicerList, Query: url.Values{"open_kfid": {account}}, Out: &out})
		return err
	})
	if err != nil {
		return nil, err
	}
	all := &KfServicers{AccountID: account}
	for _, row := range out.Rows {
		if row.UserID == "" {
			all.DepartmentIDs = append(all.DepartmentIDs, row.DepartmentID)
			continue
		}
		all.UserIDs = append(all.UserIDs, row.UserID)
		if row.Status != nil && all.Stopped == nil {
			all.Stopped = []string{}
		}
		if row.Status != nil && *row.Status != 0 {
			all.Stopped = append(all.Stopped, row.UserID)
		}
	}
	all.UserIDs, all.DepartmentIDs = core.TextSet(all.UserIDs), core.NumberSet(all.DepartmentIDs)
	return all, nil
}

// KfServicerRow is what WeCom said of one servicer in a call that it accepted.
type KfServicerRow struct {
	UserID       string `json:"userid"`
	DepartmentID int64  `json:"department_id"`
	Code         int64  `json:"errcode"`
	Message      string `json:"errmsg"`
}

// Ignored reports a row that changed nothing: the servicer was there already, or was not there.
func (row KfServicerRow) Ignored() bool { return row.Code == 0 && row.Message == "ignored" }

// Err is the refusal of a row; nil where it was not refused.
func (row KfServicerRow) Err() error {
	if row.Code == 0 {
		return nil
	}
	return &APIError{Code: int(row.Code), Message: row.Message, Path: kfServicerAdd.Path, Credential: string(CredentialApp)}
}

type kfServicersRequest struct {
	AccountID     string   `json:"open_kfid"`
	UserIDs       []string `json:"userid_list,omitempty"`
	DepartmentIDs []int64  `json:"department_id_list,omitempty"`
}

type kfServicersResult struct {
	Rows []KfServicerRow `json:"result_list"`
}

// Limits of one call (doc 94646, 94647).
const (
	MaxKfServicersACall      = 100
	MaxKfDepartmentsAnAdd    = 20
	MaxKfDepartmentsARemoval = 100
)

// Add adds servicers, at most MaxKfServicersACall and MaxKfDepartmentsAnAdd (doc 94646, kf/servicer/add). WeCom accepts
// the call although it refuses rows: each has to be looked at. Repeated after a lost answer.
func (s *KfServicerService) Add(ctx context.Context, account string, users []string, departments []int64) ([]KfServicerRow, error) {
	return s.write(ctx, kfServicerAdd, account, users, departments)
}

// Remove takes servicers off, at most MaxKfServicersACall and MaxKfDepartmentsARemoval (doc 94647, kf/servicer/del);
// see Add.
func (s *KfServicerService) Remove(ctx context.Context, account string, users []string, departments []int64) ([]KfServicerRow, error) {
	return s.write(ctx, kfServicerDelete, account, users, departments)
}

func (s *KfServicerService) write(ctx context.Context, e *Endpoint, account string, users []string, departments []int64) ([]KfServicerRow, error) {
	var out kfServicersResult
	err := s.c.Settle(ctx, s.c.KfAccounts.set.Key(account), core.IsMissing, func() error {
		_, err := s.c.Do(ctx, core.Request{Endpoint: e, Body: kfServicersRequest{account, users, departments}, Out: &out})
		return err
	})
	return out.Rows, err
}
