// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

// authenticate checks in the order observed on the live server (§3): token present, token valid, trusted IP.
func (s *Server) authenticate(rt *route, accessToken, ip string) (*App, error) {
	if rt.open {
		return nil, nil
	}
	if accessToken == "" {
		return nil, fail(41001)
	}
	issued, ok := s.tokens.issued[accessToken]
	if !ok {
		return nil, fail(40014)
	}
	if issued.dead != 0 {
		return nil, fail(issued.dead)
	}
	if !s.clock.now().Before(issued.expires) {
		if s.switches.ExpiredToken40014 {
			return nil, fail(40014)
		}
		return nil, fail(42001)
	}
	app := s.store.app(issued.app)
	if app == nil {
		return nil, fail(40014)
	}
	if app.Disabled {
		return app, fail(50003)
	}
	if s.switches.PermissionBeforeIP {
		if err := s.permit(rt, app); err != nil {
			return app, err
		}
	}
	if len(app.TrustedIPs) > 0 && !slices.Contains(app.TrustedIPs, ip) {
		return app, fail(60020)
	}
	return app, nil
}

// permit says whether the kind of credential may call the path at all.
func (s *Server) permit(rt *route, app *App) error {
	if rt.open {
		return nil
	}
	switch app.Kind {
	case AppContacts:
		if rt.by&byContacts == 0 || rt.write && app.ReadOnly {
			return fail(48002)
		}
		if rt.detail && app.DetailsBlocked {
			return fail(48009)
		}
		return nil
	case AppSelfBuilt:
		if rt.by&bySelfBuilt != 0 || rt.by&byListedApp != 0 && app.CustomerContact {
			return nil
		}
		if rt.family == familyDirectory && rt.write && s.switches.AppWriteRefusal60011 {
			return fail(60011)
		}
	case AppCustomerContact:
		if rt.by&byCustomerContact != 0 {
			return nil
		}
	}
	return fail(48002)
}

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
		if st.departments[id] != nil {
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
