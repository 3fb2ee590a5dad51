// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

func followUserRoutes() []route {
	return []route{
		{method: "GET", path: "externalcontact/get_follow_user_list", page: 92571, family: familyFollowUser, by: byListedApp | byCustomerContact, empty: []string{"follow_user"}, handle: getFollowUserList},
		{method: "POST", path: "externalcontact/check_follow_user", page: 96312, family: familyFollowUser, by: byListedApp, handle: post(checkFollowUser)},
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
	if len(out) == 0 && st.sw.NoFollowUsersRefused {
		return nil, fail(60011)
	}
	return struct {
		Users []string `json:"follow_user"`
	}{shuffled(st, out)}, nil
}

type wireCheckFollowUser struct {
	UserID  []string `json:"userid"`
	PartyID []int64  `json:"partyid"`
}

// checkFollowUser sorts ids by whether they have the customer-contact function. assumed: a department has it when
// all its visible members have it, and ids that are unknown or not visible have not.
func checkFollowUser(c *call, in *wireCheckFollowUser) (any, error) {
	st, sc := c.store, c.store.scopeOf(c.app)
	if !st.sw.CheckFollowUserOpen {
		return nil, fail(48002)
	}
	type ids struct {
		UserID  []string `json:"userid,omitempty"`
		PartyID []int64  `json:"partyid,omitempty"`
	}
	var yes, no ids
	for _, id := range in.UserID {
		if m := st.member(id); m != nil && sc.member(m) && m.CustomerContact {
			yes.UserID = append(yes.UserID, m.UserID)
		} else {
			no.UserID = append(no.UserID, id)
		}
	}
	for _, id := range in.PartyID {
		all := st.departments[id] != nil && sc.department(id)
		for _, user := range st.usersIn([]int64{id}) {
			all = all && st.member(user).CustomerContact
		}
		if all {
			yes.PartyID = append(yes.PartyID, id)
		} else {
			no.PartyID = append(no.PartyID, id)
		}
	}
	return struct {
		Yes ids `json:"authorized"`
		No  ids `json:"unauthorized"`
	}{yes, no}, nil
}

// memberGates are the gates of external-contact-prerequisites that an object demands of its named members.
type memberGates struct {
	function  bool // gate 2, 84074
	activated bool // gate 4, 41054
	verified  bool // gate 5, 40098
}

// allGates is what contact ways demand (92228) and acquisition links are assumed to demand (97297).
var allGates = memberGates{function: true, activated: true, verified: true}

// noGates is what intercept rules demand (95097): visibility only.
var noGates = memberGates{}

// usable says whether the member passes the gates.
func (g memberGates) usable(m *Member) bool {
	return (!g.function || m.CustomerContact) && (!g.activated || m.Status == StatusActivated) && (!g.verified || m.RealNameVerified)
}

func (st *store) unknownUser(id string) error {
	switch st.sw.UnknownUser {
	case "40003":
		return fail(40003)
	case "40031":
		return fail(40031)
	}
	return unknownMember(id)
}

func (st *store) unknownParty() error {
	switch st.sw.UnknownParty {
	case "40066":
		return fail(40066)
	case "60003":
		return fail(60003)
	}
	return fail(60123)
}

// checkNodes checks named members and departments in the suggested order: existence, visibility, function,
// activation, real name. It is all or nothing and does not name the offender. Members of a named department are
// not checked (Unknown 2: they are filtered silently), unless the switch says so.
func (st *store) checkNodes(app *App, users []string, departments []int64, gates memberGates) error {
	sc := st.scopeOf(app)
	var members []*Member
	for _, id := range users {
		m := st.member(id)
		if m == nil {
			return st.unknownUser(id)
		}
		members = append(members, m)
	}
	for _, id := range departments {
		if st.departments[id] == nil {
			return st.unknownParty()
		}
	}
	for _, m := range members {
		if !sc.member(m) {
			if st.sw.InvisibleUser60111 {
				return unknownMember(m.UserID)
			}
			return fail(60011)
		}
	}
	for _, id := range departments {
		if !sc.department(id) {
			return fail(60011)
		}
	}
	if st.sw.DepartmentMembersChecked && gates != noGates {
		for _, id := range st.usersIn(departments) {
			members = append(members, st.member(id))
		}
	}
	unverified := 40098
	if st.sw.Unverified41054 {
		unverified = 41054
	}
	steps := []struct {
		code int
		gate memberGates
	}{
		{84074, memberGates{function: gates.function}},
		{41054, memberGates{activated: gates.activated}},
		{unverified, memberGates{verified: gates.verified}},
	}
	for _, step := range steps {
		for _, m := range members {
			if !step.gate.usable(m) {
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

// covered counts the members of a range after expanding its departments, each once.
func (st *store) covered(users []string, departments []int64) int {
	all := map[string]bool{}
	for _, id := range append(st.usersIn(departments), users...) {
		all[userKey(id)] = true
	}
	return len(all)
}

// canonical spells userids as their members do and drops repeated ones; the order stays.
func (st *store) canonical(users []string) []string {
	seen, out := map[string]bool{}, []string{}
	for _, id := range users {
		if m := st.member(id); m != nil {
			id = m.UserID
		}
		if !seen[userKey(id)] {
			seen[userKey(id)] = true
			out = append(out, id)
		}
	}
	return out
}

// distinct drops repeated values; the order stays.
func distinct[T comparable](list []T) []T {
	seen, out := map[T]bool{}, []T{}
	for _, v := range list {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// emptyParameter: a required parameter is missing or empty.
func (st *store) emptyParameter(name string) error {
	if st.sw.EmptyParameter40063 {
		return fail(40063)
	}
	return tooShort(name, 1)
}

// length counts the characters of a text whose page says 字符.
func (st *store) length(s string) int {
	if st.sw.UTF16Lengths {
		n := 0
		for _, r := range s {
			if n++; r > 0xFFFF {
				n++
			}
		}
		return n
	}
	return chars(s)
}
