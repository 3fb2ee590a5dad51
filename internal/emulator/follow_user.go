// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

func followUserRoutes() []route {
	return []route{
		{method: "GET", path: "externalcontact/get_follow_user_list", page: 92571, family: familyFollowUser, by: byListedApp | byCustomerContact, empty: []string{"follow_user"}, handle: getFollowUserList},
	}
}

// getFollowUserList answers the visible members with the customer-contact function; an empty intersection is [].
// Activation and real name are not asked for: a listed member can still be refused elsewhere.
func getFollowUserList(c *call) (any, error) {
	st, sc := c.store, c.store.scopeOf(c.app)
	out := []string{}
	for _, key := range sortedKeys(st.members) {
		if m := st.members[key]; m.CustomerContact && sc.member(m) {
			out = append(out, m.UserID)
		}
	}
	return struct {
		Users []string `json:"follow_user"`
	}{shuffled(st, out)}, nil
}

// memberGates are the gates of external-contact-prerequisites that an object demands of its named members.
type memberGates struct {
	function  bool // gate 2, 84074
	activated bool // gate 4, 41054
	verified  bool // gate 5, 40098
}

// allGates is what contact ways demand (92228) and acquisition links are assumed to demand (97297).
var allGates = memberGates{function: true, activated: true, verified: true}

// checkNodes checks named members and departments in the suggested order: existence, visibility, function,
// activation, real name. It is all or nothing and does not name the offender. Members of a named department are
// not checked (Unknown 2: they are filtered silently).
func (st *store) checkNodes(app *App, users []string, departments []int64, gates memberGates) error {
	sc := st.scopeOf(app)
	var members []*Member
	for _, id := range users {
		m := st.member(id)
		if m == nil {
			return unknownMember(id)
		}
		members = append(members, m)
	}
	for _, id := range departments {
		if st.departments[id] == nil {
			return st.unknownDepartment()
		}
	}
	for _, m := range members {
		if !sc.member(m) {
			return fail(60011)
		}
	}
	for _, id := range departments {
		if !sc.department(id) {
			return fail(60011)
		}
	}
	steps := []struct {
		code   int
		wanted bool
		open   func(*Member) bool
	}{
		{84074, gates.function, func(m *Member) bool { return m.CustomerContact }},
		{41054, gates.activated, func(m *Member) bool { return m.Status == StatusActivated }},
		{40098, gates.verified, func(m *Member) bool { return m.RealNameVerified }},
	}
	for _, step := range steps {
		for _, m := range members {
			if step.wanted && !step.open(m) {
				return fail(step.code)
			}
		}
	}
	return nil
}

// usersIn lists the members of the departments and all below them, each once, sorted.
func (st *store) usersIn(departments []int64) []string {
	inside := map[int64]bool{}
	for _, id := range departments {
		for _, below := range st.subtree(id) {
			inside[below] = true
		}
	}
	out := []string{}
	for _, key := range sortedKeys(st.members) {
		m := st.members[key]
		for _, place := range m.Departments {
			if inside[place.Department] {
				out = append(out, m.UserID)
				break
			}
		}
	}
	return out
}
