// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

// scope is what an app sees of the directory (可见范围).
type scope struct {
	all         bool
	departments map[int64]bool // with descendants
	users       map[string]bool
}

// scopeOf computes the visible range. Contact sync sees the whole corp; assumed: the 客户联系 app does too.
func (st *store) scopeOf(app *App) scope {
	if app == nil || app.Kind != AppSelfBuilt || slices.Contains(app.VisibleDepartments, RootID) {
		return scope{all: true}
	}
	sc := scope{departments: map[int64]bool{}, users: map[string]bool{}}
	for _, id := range app.VisibleDepartments {
		if st.departments.Has(id) {
			for _, below := range st.subtree(id) {
				sc.departments[below] = true
			}
		}
	}
	for _, user := range app.VisibleUsers {
		sc.users[userKey(user)] = true
	}
	return sc
}

func (sc scope) department(id int64) bool { return sc.all || sc.departments[id] }

func (sc scope) member(m *Member) bool {
	return sc.all || sc.users[userKey(m.UserID)] ||
		slices.ContainsFunc(m.Departments, func(p Membership) bool { return sc.departments[p.Department] })
}
