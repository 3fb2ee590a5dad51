// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// checkNames runs the validator (40058), then length (60001), then characters (60009), in the order observed.
func (st *store) checkNames(in *wireDepartmentRequest, nameRequired bool) error {
	if in.Name != nil && *in.Name == "" {
		return core.TooShort("name", 1)
	}
	if in.NameEN != nil && *in.NameEN == "" && st.sw.EmptyNameEN == EmptyNameENRefused {
		return core.TooShort("name_en", 1)
	}
	if in.NameEN != nil && core.Chars(*in.NameEN) > maxNameChars {
		return core.FailText(40058, "name_en exceed max length %d. invalid Request Parameter", maxNameChars)
	}
	if in.Order != nil && !core.InUint32(*in.Order) {
		return core.BadParameter("order")
	}
	if in.Name == nil && nameRequired && !st.sw.MissingNameAsEmpty {
		return core.Fail(40063)
	}
	if in.Name == nil && nameRequired || in.Name != nil && core.Chars(*in.Name) > maxNameChars {
		return core.Fail(60001)
	}
	for _, name := range []*string{in.Name, in.NameEN} {
		if name != nil && strings.ContainsAny(*name, forbiddenInNames) {
			return core.Fail(60009)
		}
	}
	return nil
}

// checkPlace says whether a department d, not counted where it is now, may stand under its parent.
func (st *store) checkPlace(d Department) error {
	for sibling := range st.children[d.ParentID] {
		if sibling == d.ID {
			continue
		}
		other := st.departments.Get(sibling)
		if st.sameName(other.Name, d.Name) || d.NameEN != "" && st.sameName(other.NameEN, d.NameEN) {
			return core.Fail(60008)
		}
	}
	height := 1
	old := st.departments.Get(d.ID)
	if old != nil {
		height = st.height(d.ID)
	}
	if st.depth(d.ParentID)+height > core.OrDefault(st.limits.Depth, 15) {
		return core.Fail(81002)
	}
	if old == nil && st.departments.Len() >= core.OrDefault(st.limits.Departments, 30_000) {
		return core.Fail(81001)
	}
	if old == nil || old.ParentID != d.ParentID {
		if limit := core.OrDefault(st.limits.Nodes, 30_000); st.nodes(d.ParentID) >= limit {
			return core.Fail(81001)
		}
	}
	return nil
}

func (st *store) sameName(a, b string) bool {
	return a == b || st.sw.DepartmentNamesIgnoreCase && strings.EqualFold(a, b)
}

func (st *store) createDepartment(in *wireDepartmentRequest) (int64, error) {
	return st.addDepartment(in, maxDepartment)
}

// addDepartment makes a department whose id, where one is given, is at most maxID.
func (st *store) addDepartment(in *wireDepartmentRequest, maxID int64) (int64, error) {
	if err := st.checkNames(in, true); err != nil {
		return 0, err
	}
	if in.ParentID == nil || st.departments.Get(*in.ParentID) == nil {
		return 0, core.Fail(60004)
	}
	d := Department{Name: *in.Name, ParentID: *in.ParentID}
	if in.NameEN != nil && !st.sw.NameENIgnored {
		d.NameEN = *in.NameEN
	}
	if in.ID != nil {
		switch d.ID = *in.ID; {
		case d.ID <= 0 || d.ID > maxID:
			return 0, core.Fail(60123)
		case st.departments.Get(d.ID) != nil: // the root, too
			return 0, core.Fail(60008)
		}
	}
	if err := st.checkPlace(d); err != nil {
		return 0, err
	}
	if d.ID == 0 {
		d.ID = st.nextDepartmentID()
	}
	if in.Order != nil {
		d.Order = *in.Order
	} else {
		d.Order = st.nextOrder(d.ParentID)
	}
	st.putDepartment(d)
	return d.ID, nil
}

func (st *store) updateDepartment(in *wireDepartmentRequest) error {
	if err := st.checkNames(in, false); err != nil {
		return err
	}
	if in.ID == nil || st.departments.Get(*in.ID) == nil {
		return st.unknownDepartment()
	}
	d := *st.departments.Get(*in.ID)
	core.Lay(&d.Name, in.Name)
	if in.NameEN != nil && !st.sw.NameENIgnored && (*in.NameEN != "" || st.sw.EmptyNameEN == EmptyNameENCleared) {
		d.NameEN = *in.NameEN
	}
	core.Lay(&d.Order, in.Order)
	if in.ParentID != nil && *in.ParentID != d.ParentID {
		if st.departments.Get(*in.ParentID) == nil {
			return core.Fail(60004)
		}
		if slices.Contains(st.subtree(d.ID), *in.ParentID) { // the root lands here with every parent
			return core.Fail(60010)
		}
		d.ParentID = *in.ParentID
	}
	if d.ID != RootID {
		if err := st.checkPlace(d); err != nil {
			return err
		}
	}
	st.putDepartment(d)
	return nil
}

func (st *store) deleteDepartment(id int64) error {
	switch {
	case id == RootID:
		return core.Fail(60007)
	case st.departments.Get(id) == nil:
		return st.unknownDepartment()
	case st.memberCount(id) > 0:
		return core.Fail(60005)
	case len(st.children[id]) > 0:
		return core.Fail(60006)
	}
	for _, app := range st.Apps {
		app.VisibleDepartments = slices.DeleteFunc(app.VisibleDepartments, func(d int64) bool { return d == id })
	}
	delete(st.children[st.departments.Get(id).ParentID], id)
	delete(st.children, id)
	st.departments.Delete(id)
	return nil
}
