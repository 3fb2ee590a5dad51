// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// wireKfServicers names servicers (接待人员, pages 94646 and 94647).
type wireKfServicers struct {
	ID          *string  `json:"open_kfid"`
	Users       []string `json:"userid_list"`
	Departments []int64  `json:"department_id_list"`
}

const (
	maxKfUsersACall       = 100
	maxKfDepartmentsAdd   = 20
	maxKfDepartmentsACall = 100
)

// kfRowResult is the outcome for one servicer of a call.
type kfRowResult struct {
	UserID     string `json:"userid,omitempty"`
	Department int64  `json:"department_id,omitempty"`
	Code       int    `json:"errcode"`
	Text       string `json:"errmsg"`
}

func kfUserRow(id string, code int, text string) kfRowResult {
	return kfRowResult{UserID: id, Code: code, Text: text}
}

func kfDepartmentRow(id int64, code int, text string) kfRowResult {
	return kfRowResult{Department: id, Code: code, Text: text}
}

const (
	kfDone    = "success"
	kfIgnored = "ignored"
)

// kfServicers finds the account of a call and measures the lists.
func kfServicers(c *call, in *wireKfServicers, departments int) (*KfAccount, error) {
	a, err := c.store.kfAccounts.Own(in.ID, c.App)
	switch {
	case err != nil:
		return nil, err
	case len(in.Users) > maxKfUsersACall:
		return nil, core.BadParameter("userid_list")
	case len(in.Departments) > departments:
		return nil, core.BadParameter("department_id_list")
	case len(in.Users)+len(in.Departments) == 0:
		return nil, c.store.emptyParameter("userid_list")
	}
	return a, nil
}

// addKfServicers adds what it can and answers row by row; the errcode of the call is 0 even when all rows are refused.
// assumed: more than an account may have refuses the whole call.
func addKfServicers(c *call, in *wireKfServicers) (any, error) {
	st, sc := c.store, c.store.scopeOf(c.App)
	old, err := kfServicers(c, in, maxKfDepartmentsAdd)
	if err != nil {
		return nil, err
	}
	a, rows := core.Copy(*old), []kfRowResult{}
	for _, id := range in.Users {
		m := st.member(id)
		switch {
		case m == nil:
			rows = append(rows, kfUserRow(id, 60111, "userid not found"))
		case !sc.member(m):
			rows = append(rows, kfUserRow(id, 60030, "no privilege"))
		case m.Status != StatusActivated:
			rows = append(rows, kfUserRow(id, 95014, "not a servicer, or not active"))
		case userSet(a.Users)[userKey(id)]:
			rows = append(rows, kfUserRow(id, 0, kfIgnored))
		default:
			a.Users = append(a.Users, m.UserID)
			rows = append(rows, kfUserRow(id, 0, kfDone))
		}
	}
	for _, id := range in.Departments {
		switch {
		case !st.departments.Has(id):
			rows = append(rows, kfDepartmentRow(id, 60123, "invalid party id"))
		case !sc.department(id):
			rows = append(rows, kfDepartmentRow(id, 60030, "no privilege"))
		case slices.Contains(a.Departments, id):
			rows = append(rows, kfDepartmentRow(id, 0, kfIgnored))
		default:
			a.Departments = append(a.Departments, id)
			rows = append(rows, kfDepartmentRow(id, 0, kfDone))
		}
	}
	if len(a.Users) > maxKfUsers || len(a.Departments) > maxKfDepartments {
		return nil, core.Fail(95020)
	}
	*old = a
	return map[string]any{"result_list": core.Shuffled(&st.Store, rows)}, nil
}

func deleteKfServicers(c *call, in *wireKfServicers) (any, error) {
	a, err := kfServicers(c, in, maxKfDepartmentsACall)
	if err != nil {
		return nil, err
	}
	rows := []kfRowResult{}
	for _, id := range in.Users {
		is := func(other string) bool { return userKey(other) == userKey(id) }
		if !slices.ContainsFunc(a.Users, is) {
			rows = append(rows, kfUserRow(id, 0, kfIgnored))
			continue
		}
		a.Users, a.Stopped = slices.DeleteFunc(a.Users, is), slices.DeleteFunc(a.Stopped, is)
		rows = append(rows, kfUserRow(id, 0, kfDone))
	}
	for _, id := range in.Departments {
		at := slices.Index(a.Departments, id)
		if at < 0 {
			rows = append(rows, kfDepartmentRow(id, 0, kfIgnored))
			continue
		}
		a.Departments = slices.Delete(a.Departments, at, at+1)
		rows = append(rows, kfDepartmentRow(id, 0, kfDone))
	}
	if len(a.Users) == 0 {
		a.Users = nil // as in a corp where nobody ever was
	}
	if len(a.Departments) == 0 {
		a.Departments = nil
	}
	if len(a.Stopped) == 0 {
		a.Stopped = nil
	}
	return map[string]any{"result_list": core.Shuffled(&c.store.Store, rows)}, nil
}

// listKfServicers shows whether a member receives customers only to the app that manages the account.
func listKfServicers(c *call) (any, error) {
	st, id := c.store, c.Query["open_kfid"]
	a, err := st.kfAccounts.Sent(&id)
	switch {
	case err != nil:
		return nil, err
	case !st.kfInScope(a, c.App):
		return nil, core.Fail(60030)
	}
	users, departments := a.Users, a.Departments
	if !st.sw.KfDepartedShown {
		users, departments = st.living(users, departments)
	}
	if st.sw.KfServicersExpanded {
		users = st.canonical(append(slices.Clone(users), st.usersIn(departments)...))
	}
	rows := []*core.Object{}
	for _, user := range users {
		row := &core.Object{}
		row.Put("userid", user)
		if a.App == c.App.Name {
			status := 0
			if userSet(a.Stopped)[userKey(user)] {
				status = 1
			}
			row.Put("status", status)
			if status == 1 && st.sw.KfStopTypeShown {
				row.Put("stop_type", 0)
			}
		}
		rows = append(rows, row)
	}
	for _, department := range departments {
		row := &core.Object{}
		row.Put("department_id", department)
		rows = append(rows, row)
	}
	out := &core.Object{}
	core.PutList(out, &st.Store, "servicer_list", rows, EmptyShown)
	return out, nil
}
