// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"math"
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

func (st *store) unknownDepartment() error {
	if st.sw.UnknownDepartment60123 {
		return core.Fail(60123)
	}
	return core.Fail(60003)
}

// visible answers the error for a department that is unknown or outside the visible range.
func (st *store) visible(sc scope, id int64) error {
	if st.departments.Get(id) == nil {
		return st.unknownDepartment()
	}
	if !sc.department(id) {
		if st.sw.NotVisibleDepartment60003 {
			return st.unknownDepartment()
		}
		return core.Fail(60011)
	}
	return nil
}

func (st *store) wireDepartment(d *Department, leaders []string) wireDepartment {
	out := wireDepartment{ID: d.ID, Name: d.Name, ParentID: d.ParentID, Order: d.Order}
	if nameEN := d.NameEN; !st.sw.NameENAbsent || nameEN != "" {
		if st.sw.NameENIgnored {
			nameEN = ""
		}
		out.NameEN = &nameEN
	}
	if leaders == nil {
		leaders = []string{}
	}
	if len(leaders) > 0 || !st.sw.LeaderKeyAbsent {
		out.Leaders = &leaders
	}
	return out
}

// leaders lists the visible leaders of every department; departments without any are missing.
func (st *store) leaders(sc scope) map[int64][]string {
	out := map[int64][]string{}
	for m := range st.members.All() {
		for _, place := range m.Departments {
			if place.Leader && sc.member(m) {
				out[place.Department] = append(out[place.Department], m.UserID)
			}
		}
	}
	for id := range out {
		out[id] = core.Shuffled(&st.Store, out[id])
	}
	return out
}

// subtree is id and everything below it, sorted.
func (st *store) subtree(id int64) []int64 {
	out := []int64{id}
	for i := 0; i < len(out); i++ {
		for child := range st.children[out[i]] {
			out = append(out, child)
		}
	}
	slices.Sort(out)
	return out
}

func (st *store) depth(id int64) int {
	levels := 1
	for id != RootID {
		id = st.departments.Get(id).ParentID
		levels++
	}
	return levels
}

// height is the number of levels of the subtree under id, itself included.
func (st *store) height(id int64) int {
	tallest := 0
	for child := range st.children[id] {
		tallest = max(tallest, st.height(child))
	}
	return tallest + 1
}

// nodes counts the sub-departments and members directly in a department.
func (st *store) nodes(id int64) int { return len(st.children[id]) + st.memberCount(id) }

func (st *store) memberCount(id int64) int {
	n := 0
	for m := range st.members.All() {
		if m.in(id) {
			n++
		}
	}
	return n
}

func newDepartments(st *store) *core.Collection[int64, Department] {
	return core.NewCollection(&st.Store, core.Rules[int64, Department]{
		Noun: "department",
		Key:  func(d *Department) *int64 { return &d.ID },
	})
}

// putDepartment stores d and keeps the index of children.
func (st *store) putDepartment(d Department) {
	if old := st.departments.Get(d.ID); old != nil {
		delete(st.children[old.ParentID], d.ID)
	}
	if st.children[d.ParentID] == nil {
		st.children[d.ParentID] = map[int64]bool{}
	}
	if d.ID != RootID {
		st.children[d.ParentID][d.ID] = true
	}
	st.departments.Put(d)
}

// nextDepartmentID is the next free integer; a generated id is not given twice.
func (st *store) nextDepartmentID() int64 {
	id := max(st.state.LastDepartment, RootID) + 1
	if st.sw.LargeDepartmentIDs {
		id = max(id, maxDepartment+1)
	}
	for st.departments.Get(id) != nil {
		id++
	}
	st.state.LastDepartment = id
	return id
}

// nextOrder puts a new department below its siblings: 100000000, then steps of 1000 down.
func (st *store) nextOrder(parent int64) int64 {
	order := int64(firstOrder + orderStep)
	for child := range st.children[parent] {
		order = min(order, st.departments.Get(child).Order)
	}
	return max(order-orderStep, 0)
}

// loadDepartments puts in the seed, parents first, through the same checks as the API.
func (st *store) loadDepartments(list []Department) error {
	root := Department{ID: RootID, Name: st.Name, Order: firstOrder}
	byParent := map[int64][]Department{}
	seen := map[int64]bool{}
	for _, d := range list {
		if seen[d.ID] {
			return core.SeedError("department", strconv.FormatInt(d.ID, 10), core.Fail(60008))
		}
		seen[d.ID] = true
		if d.ID == RootID {
			root = d
		} else {
			byParent[d.ParentID] = append(byParent[d.ParentID], d)
		}
	}
	if root.ParentID != 0 {
		return core.SeedError("department", "1", core.Fail(60010))
	}
	st.putDepartment(root)
	for waiting := []int64{RootID}; len(waiting) > 0; waiting = waiting[1:] {
		for _, d := range byParent[waiting[0]] {
			request := &wireDepartmentRequest{ID: &d.ID, Name: &d.Name, ParentID: &d.ParentID, Order: &d.Order}
			if d.NameEN != "" {
				request.NameEN = &d.NameEN
			}
			// An id of WeCom's choice may be above what a caller may choose.
			if _, err := st.addDepartment(request, math.MaxUint32); err != nil {
				return core.SeedError("department", strconv.FormatInt(d.ID, 10), err)
			}
			waiting = append(waiting, d.ID)
		}
		delete(byParent, waiting[0])
	}
	for parent, orphans := range byParent {
		return core.SeedError("department", strconv.FormatInt(orphans[0].ID, 10)+" under "+strconv.FormatInt(parent, 10), core.Fail(60004))
	}
	return nil
}
