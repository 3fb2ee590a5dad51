// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

// CreateDepartment adds a department below all its siblings and returns its id.
func (c *Console) CreateDepartment(parent int64, name string) (int64, error) {
	var id int64
	err := c.edit(func(st *store) (err error) {
		id, err = st.createDepartment(&wireDepartmentRequest{Name: &name, ParentID: &parent})
		return err
	})
	return id, err
}

// RenameDepartment changes the name.
func (c *Console) RenameDepartment(id int64, name string) error {
	return c.updateDepartment(&wireDepartmentRequest{ID: &id, Name: &name})
}

// SetDepartmentNameEN changes the English name; "" clears it, which the API cannot.
func (c *Console) SetDepartmentNameEN(id int64, nameEN string) error {
	if nameEN != "" {
		return c.updateDepartment(&wireDepartmentRequest{ID: &id, NameEN: &nameEN})
	}
	return c.edit(func(st *store) error {
		if st.departments[id] == nil {
			return st.unknownDepartment()
		}
		st.departments[id].NameEN = ""
		return nil
	})
}

// MoveDepartment moves the department with everything in it.
func (c *Console) MoveDepartment(id, parent int64) error {
	return c.updateDepartment(&wireDepartmentRequest{ID: &id, ParentID: &parent})
}

// SetDepartmentOrder changes the sorting order, 0 to 2^32-1, larger first.
func (c *Console) SetDepartmentOrder(id, order int64) error {
	return c.updateDepartment(&wireDepartmentRequest{ID: &id, Order: &order})
}

func (c *Console) updateDepartment(in *wireDepartmentRequest) error {
	return c.edit(func(st *store) error { return st.updateDepartment(in) })
}

// SetDepartmentLeaders makes these members, and no others, leaders of the department. They must be in it.
func (c *Console) SetDepartmentLeaders(id int64, users ...string) error {
	return c.edit(func(st *store) error {
		if st.departments[id] == nil {
			return st.unknownDepartment()
		}
		wanted := map[string]bool{}
		for _, user := range users {
			if m := st.member(user); m == nil || !m.in(id) {
				return unknownMember(user)
			}
			wanted[userKey(user)] = true
		}
		for key, m := range st.members {
			for i := range m.Departments {
				if m.Departments[i].Department == id {
					m.Departments[i].Leader = wanted[key]
				}
			}
		}
		return nil
	})
}

// DeleteDepartment deletes an empty department, and takes it out of the visible ranges.
func (c *Console) DeleteDepartment(id int64) error {
	return c.edit(func(st *store) error { return st.deleteDepartment(id) })
}

// AddMember adds a member as a seed would.
func (c *Console) AddMember(m Member) error {
	return c.edit(func(st *store) error { return st.loadMembers([]Member{m}) })
}

// UpdateMember lets change edit a member; the userid stays, and the rules for a seed hold.
func (c *Console) UpdateMember(userID string, change func(*Member)) error {
	return c.edit(func(st *store) error {
		old := st.member(userID)
		if old == nil {
			return unknownMember(userID)
		}
		edited := old.clone()
		change(&edited)
		edited.UserID = old.UserID
		delete(st.members, userKey(userID))
		if err := st.loadMembers([]Member{edited}); err != nil {
			st.members[userKey(userID)] = old
			return err
		}
		return nil
	})
}

// MoveMember puts a member into these departments, the first one being the main one. Departments that the member was
// in keep their order and leader flag.
func (c *Console) MoveMember(userID string, departments ...int64) error {
	return c.edit(func(st *store) error {
		m := st.member(userID)
		if m == nil {
			return unknownMember(userID)
		}
		if len(departments) == 0 {
			return fail(40066)
		}
		var places []Membership
		for i, id := range departments {
			if st.departments[id] == nil {
				return st.unknownDepartment()
			}
			if slices.Contains(departments[:i], id) {
				return fail(40066)
			}
			place := Membership{Department: id}
			if was := slices.IndexFunc(m.Departments, func(p Membership) bool { return p.Department == id }); was >= 0 {
				place = m.Departments[was]
			}
			places = append(places, place)
		}
		m.Departments, m.MainDepartment = places, departments[0]
		return nil
	})
}

// DeleteMember deletes a member.
func (c *Console) DeleteMember(userID string) error {
	return c.edit(func(st *store) error { return st.deleteMembers([]string{userID}, 60111) })
}
