// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// pendingName is the department for members without one and for departments that user/create makes.
const pendingName = "其他（待设置部门）"

// applyDepartments sets the memberships and answers the unknown department ids among them.
func (st *store) applyDepartments(m *Member, in *wireMemberRequest, create bool) ([]int64, error) {
	ids := in.Department
	if in.Department == nil && !create {
		for _, place := range m.Departments {
			ids = append(ids, place.Department)
		}
	}
	if in.Department != nil && len(in.Department) == 0 && !st.sw.MemberNoDepartmentPending {
		return nil, core.Fail(40066)
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return id == 0 })
	if len(ids) > 100 {
		return nil, core.Fail(60110)
	}
	given := in.Department != nil
	if in.IsLeaderInDept != nil && len(in.IsLeaderInDept) != len(ids) {
		return nil, core.Fail(60132)
	}
	if given && in.Order != nil && len(in.Order) != len(ids) {
		return nil, core.BadParameter("order")
	}
	var places []Membership
	var unknown []int64
	for i, id := range ids {
		place := Membership{Department: id}
		if !given {
			place = m.Departments[i]
		}
		if at := slices.IndexFunc(m.Departments, func(p Membership) bool { return p.Department == id }); at >= 0 && st.sw.LeaderFlagsKept {
			place = m.Departments[at]
		}
		// assumed: flags and order that do not come with a new department list are reset.
		if given && in.Order != nil {
			if !core.InUint32(in.Order[i]) {
				return nil, core.BadParameter("order")
			}
			place.Order = in.Order[i]
		}
		if in.IsLeaderInDept != nil {
			place.Leader = in.IsLeaderInDept[i] == 1
		}
		if !core.InUint32(id) || slices.ContainsFunc(places, func(p Membership) bool { return p.Department == id }) {
			return nil, core.Fail(40066)
		}
		if st.departments.Get(id) == nil {
			unknown = append(unknown, id)
		} else if !m.in(id) && st.nodes(id) >= core.OrDefault(st.limits.Nodes, 30_000) {
			return nil, core.Fail(81001)
		}
		places = append(places, place)
	}
	if in.MainDepartment != nil && (*in.MainDepartment != 0 || st.sw.MemberZeroRefused) {
		if !slices.Contains(ids, *in.MainDepartment) {
			return nil, core.BadParameter("main_department")
		}
		m.MainDepartment = *in.MainDepartment
	} else if len(ids) > 0 && !slices.Contains(ids, m.MainDepartment) {
		if m.MainDepartment = ids[0]; st.sw.MainDepartmentLast {
			m.MainDepartment = ids[len(ids)-1]
		}
	}
	m.Departments = places
	return unknown, nil
}

// makeDepartments makes unknown departments under 其他（待设置部门） (since 2024-05-31), and puts a member without any there.
// assumed: they keep the id that was asked for, and get a name made of it.
func (st *store) makeDepartments(m *Member, unknown []int64) []wireCreatedDepartment {
	if len(unknown) == 0 && len(m.Departments) > 0 {
		return nil
	}
	var pending int64
	for id := range st.children[RootID] {
		if st.departments.Get(id).Name == pendingName {
			pending = id
		}
	}
	if pending == 0 {
		for pending = st.nextDepartmentID(); slices.Contains(unknown, pending); {
			pending = st.nextDepartmentID()
		}
		st.putDepartment(Department{ID: pending, Name: pendingName, ParentID: RootID, Order: st.nextOrder(RootID)})
	}
	if len(m.Departments) == 0 {
		m.Departments, m.MainDepartment = []Membership{{Department: pending}}, pending
	}
	var out []wireCreatedDepartment
	for _, id := range unknown {
		d := Department{ID: id, Name: strconv.FormatInt(id, 10), ParentID: pending, Order: st.nextOrder(pending)}
		st.putDepartment(d)
		out = append(out, wireCreatedDepartment{d.Name, d.ID})
	}
	return out
}

// checkMember is what other rules rely on. A member without status is active, one without department is in the root.
func (st *store) checkMember(m *Member) error {
	if m.Status == 0 {
		m.Status = StatusActivated
	}
	if len(m.Departments) == 0 {
		m.Departments = []Membership{{Department: RootID}}
	}
	if m.MainDepartment == 0 {
		m.MainDepartment = m.Departments[0].Department
	}
	if !validUserID(m.UserID) {
		return core.Fail(40003)
	}
	if n := core.Chars(m.Name); n == 0 || n > 64 {
		return core.Fail(60112)
	}
	for i, place := range m.Departments {
		if !st.departments.Has(place.Department) {
			return core.Fail(60003)
		}
		if slices.ContainsFunc(m.Departments[:i], func(p Membership) bool { return p.Department == place.Department }) {
			return core.Fail(40066)
		}
	}
	if !m.in(m.MainDepartment) {
		return core.BadParameter("main_department")
	}
	if m.Mobile != "" && st.owner(m, func(o *Member) bool { return o.Mobile == m.Mobile }) != nil {
		return core.Fail(60104)
	}
	return nil
}

type wireMemberID struct {
	UserID     string `json:"userid"`
	Department int64  `json:"department"`
}

type wireListIDs struct {
	Cursor *string `json:"cursor"`
	Limit  *int64  `json:"limit"`
}

const listIDPage = 10_000

// listMemberIDs pages over one record per member and department. Cursors are the number of records passed.
func listMemberIDs(c *call, in *wireListIDs) (any, error) {
	limit, from := listIDPage, 0
	if in.Limit != nil {
		if *in.Limit < 1 || *in.Limit > listIDPage {
			return nil, core.BadParameter("limit")
		}
		limit = int(*in.Limit)
	}
	if in.Cursor != nil && *in.Cursor != "" {
		text, ok := strings.CutPrefix(*in.Cursor, core.CursorPrefix)
		n, err := strconv.Atoi(text)
		if !ok || err != nil || n < 0 {
			return nil, core.Fail(50100)
		}
		from = n
	}
	all := []wireMemberID{}
	for m := range c.store.members.All() {
		for _, place := range m.Departments {
			all = append(all, wireMemberID{c.store.shownUserID(m), place.Department})
		}
	}
	out := struct {
		Next string         `json:"next_cursor"`
		IDs  []wireMemberID `json:"dept_user"`
	}{}
	from = min(from, len(all))
	end := min(from+limit, len(all))
	if end < len(all) {
		out.Next = core.CursorPrefix + strconv.Itoa(end)
	}
	out.IDs = all[from:end]
	return out, nil
}
