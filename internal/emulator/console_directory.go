// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

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
		if !st.departments.Has(id) {
			return st.unknownDepartment()
		}
		st.departments.Get(id).NameEN = ""
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
		if !st.departments.Has(id) {
			return st.unknownDepartment()
		}
		wanted := userSet(users)
		for _, user := range users {
			if m := st.member(user); m == nil || !m.in(id) {
				return unknownMember(user)
			}
		}
		for m := range st.members.All() {
			for i := range m.Departments {
				if m.Departments[i].Department == id {
					m.Departments[i].Leader = wanted[userKey(m.UserID)]
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
	return c.edit(func(st *store) error { return st.members.Load([]Member{m}) })
}

// UpdateMember lets change edit a member; the userid stays, and the rules for a seed hold.
func (c *Console) UpdateMember(userID string, change func(*Member)) error {
	return c.edit(func(st *store) error { return st.members.ConsoleUpdate(userID, change) })
}

// MoveMember puts a member into these departments, the first one being the main one. Departments that the member was in
// keep their order and leader flag.
func (c *Console) MoveMember(userID string, departments ...int64) error {
	return c.edit(func(st *store) error {
		m := st.member(userID)
		if m == nil {
			return unknownMember(userID)
		}
		if len(departments) == 0 {
			return core.Fail(40066)
		}
		var places []Membership
		for i, id := range departments {
			if !st.departments.Has(id) {
				return st.unknownDepartment()
			}
			if slices.Contains(departments[:i], id) {
				return core.Fail(40066)
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

// EditMember changes what the form of a member shows.
func (c *Console) EditMember(userID, name, position, mobile string, status int64) error {
	return c.UpdateMember(userID, func(m *Member) {
		m.Name, m.Position, m.Mobile, m.Status = name, position, plainMobile(mobile), int(status)
	})
}

// ActivateMember lets the member log in for the first time, with a verified name.
func (c *Console) ActivateMember(userID string) error {
	return c.UpdateMember(userID, func(m *Member) { m.Status, m.RealNameVerified = StatusActivated, true })
}

// LeaveMember is the member who leaves the corp by himself (退出企业).
func (c *Console) LeaveMember(userID string) error {
	return c.UpdateMember(userID, func(m *Member) { m.Status = StatusLeft })
}

// DisableMember bars the member, EnableMember lets in again.
func (c *Console) DisableMember(userID string) error {
	return c.updateMember(userID, func(in *wireMemberRequest) { in.Enable = new(int64) })
}

// EnableMember lets a disabled member in again.
func (c *Console) EnableMember(userID string) error {
	return c.updateMember(userID, func(in *wireMemberRequest) { on := int64(1); in.Enable = &on })
}

func (c *Console) updateMember(userID string, set func(*wireMemberRequest)) error {
	return c.edit(func(st *store) error {
		in := &wireMemberRequest{UserID: &userID}
		set(in)
		return st.updateMember(in)
	})
}

// SetMemberAttributes defines the custom attributes of members (成员资料显示); values of others are lost.
func (c *Console) SetMemberAttributes(names ...string) error {
	return c.edit(func(st *store) error {
		st.attributes = slices.Clone(names)
		for m := range st.members.All() {
			m.Attributes = slices.DeleteFunc(m.Attributes, func(a Attribute) bool { return !slices.Contains(names, a.Name) })
		}
		return nil
	})
}

// SetShortNames sets the approved short names of the corp (企业简称), the values of external_corp_name.
func (c *Console) SetShortNames(names ...string) error {
	return c.edit(func(st *store) error { st.shortNames = slices.Clone(names); return nil })
}

// replaceMember is UpdateMember with a whole member.
func (c *Console) replaceMember(m Member) error {
	return c.UpdateMember(m.UserID, func(old *Member) { *old = m })
}

var directoryOperations = []core.Operation{
	op("create_department", (*Console).CreateDepartment, "parent<id", "name 名称|Name").In(TabDirectory, "添加子部门|Add sub-department"),
	op("rename_department", (*Console).RenameDepartment, "department<id", "name<name 名称|Name").In(TabDirectory, "修改名称|Rename"),
	op("set_department_name_en", (*Console).SetDepartmentNameEN, "department<id", "name_en<name_en 英文名称|English name").
		In(TabDirectory, "英文名称|English name"),
	op("move_department", (*Console).MoveDepartment, "department<id", "parent<parent_id:department 上级部门|Parent department").
		In(TabDirectory, "调整上级部门|Move"),
	op("set_department_order", (*Console).SetDepartmentOrder, "department<id", "order<order 次序（大者在前）|Order (larger first)").
		In(TabDirectory, "调整次序|Reorder"),
	op("set_department_leaders", (*Console).SetDepartmentLeaders, "department<id", "users<leaders:users 成员账号|Userids").
		In(TabDirectory, "部门负责人|Leaders"),
	op("delete_department", (*Console).DeleteDepartment, "department<id").In(TabDirectory, "删除部门|Delete department").AsksFirst(),
	op("add_member", (*Console).AddMember, "member").In(TabDirectory, "添加成员|Add member"),
	op("update_member", (*Console).replaceMember, "member"),
	op("move_member", (*Console).MoveMember, "userid<userid", "departments<in 部门|Departments").In(TabDirectory, "调整部门|Move"),
	op("edit_member", (*Console).EditMember, "userid<userid", "name<name 姓名|Name", "position<position 职务|Position", "mobile<mobile 手机|Mobile",
		"status<status 状态（1 已激活，2 已禁用，4 未激活，5 退出企业）|Status (1 activated, 2 disabled, 4 not activated, 5 left)").In(TabDirectory, "编辑|Edit"),
	op("activate_member", (*Console).ActivateMember, "userid<userid"),
	op("disable_member", (*Console).DisableMember, "userid<userid"),
	op("enable_member", (*Console).EnableMember, "userid<userid"),
	op("leave_member", (*Console).LeaveMember, "userid<userid"),
	op("set_member_attributes", (*Console).SetMemberAttributes, "names"),
	op("set_short_names", (*Console).SetShortNames, "names"),
	op("delete_member", (*Console).DeleteMember, "userid<userid").In(TabDirectory, "删除成员|Delete member").AsksFirst(),
}

// TabDirectory is the tab of departments and members.
const TabDirectory = "directory"

var departmentPart = part{
	routes: departmentRoutes, operations: directoryOperations,
	tab:  &Tab{Key: TabDirectory, Title: "通讯录|Directory", Count: func(c *Corp) int { return len(c.Departments) }},
	open: func(st *store) { st.departments = newDepartments(st) },
	load: func(st *store, c *Corp) error { return st.loadDepartments(c.Departments) },
	dump: func(st *store, c *Corp) { c.Departments = append([]Department{}, st.departments.Dump()...) },
}

var memberPart = part{
	routes: memberRoutes,
	open:   func(st *store) { st.members = newMembers(st) },
	load:   func(st *store, c *Corp) error { return st.members.Load(c.Members) },
	dump:   func(st *store, c *Corp) { c.Members = append([]Member{}, st.members.Dump()...) },
}

var followUserPart = part{routes: followUserRoutes}

var mediaFamily = part{routes: mediaRoutes}
