// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// wireRange is a range of members and departments in the bodies of two families.
type wireRange struct {
	UserList       []string `json:"user_list"`
	DepartmentList []int64  `json:"department_list"`
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
		return core.Fail(40003)
	case "40031":
		return core.Fail(40031)
	}
	return unknownMember(id)
}

func (st *store) unknownParty() error {
	switch st.sw.UnknownParty {
	case "40066":
		return core.Fail(40066)
	case "60003":
		return core.Fail(60003)
	case "60011":
		return core.Fail(60011)
	}
	return core.Fail(60123)
}

// checkNodes checks named members and departments in the suggested order: existence, visibility, function, activation,
// real name. It is all or nothing and does not name the offender. Members of a named department are not checked
// (Unknown 2: they are filtered silently), unless the switch says so.
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
		if st.departments.Get(id) == nil {
			return st.unknownParty()
		}
	}
	for _, m := range members {
		if !sc.member(m) {
			if st.sw.InvisibleUser60111 {
				return unknownMember(m.UserID)
			}
			return core.Fail(60011)
		}
	}
	for _, id := range departments {
		if !sc.department(id) {
			return core.Fail(60011)
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
				return core.Fail(step.code)
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
	for m := range st.members.All() {
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

// living drops members and departments that are gone.
func (st *store) living(users []string, departments []int64) ([]string, []int64) {
	users = slices.DeleteFunc(slices.Clone(users), func(id string) bool { return st.member(id) == nil })
	departments = slices.DeleteFunc(slices.Clone(departments), func(id int64) bool { return st.departments.Get(id) == nil })
	return users, departments
}

// notYours is the error for changing an object of another app or of the console; no page names the code.
func notYours(foreign, by48002 bool) error {
	switch {
	case !foreign:
		return nil
	case by48002:
		return core.Fail(48002)
	}
	return core.Fail(60011)
}

// missingName: a required name is not there at all.
func (st *store) missingName(name string) error {
	if st.sw.MissingNameAsEmpty {
		return st.emptyParameter(name)
	}
	return core.Fail(40063)
}

// emptyParameter: a required parameter is missing or empty.
func (st *store) emptyParameter(name string) error {
	if st.sw.EmptyParameter40063 {
		return core.Fail(40063)
	}
	return core.TooShort(name, 1)
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
	return core.Chars(s)
}

func userSet(ids []string) map[string]bool {
	set := map[string]bool{}
	for _, id := range ids {
		set[userKey(id)] = true
	}
	return set
}
