// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

const (
	firstOrder    = 100000000 // of the root and of a parent's first child [captured]
	orderStep     = 1000
	maxDepartment = math.MaxInt32 // that a caller may choose; Unknown "value limit of id"
	maxNameChars  = 64
	// forbiddenInNames holds both bars: the page prints the full-width one in some revisions.
	forbiddenInNames = "\\:*?\"<>|｜"
)

func departmentRoutes() []route {
	read := byContacts | bySelfBuilt
	id := []string{"id"}
	// No self-built app writes the directory: permit turns them away with 48002 or 60011.
	return []route{
		{method: "POST", path: "department/create", page: 90205, family: familyDirectory, by: byContacts, write: true, word: "created", handle: post(createDepartment)},
		{method: "POST", path: "department/update", page: 90206, family: familyDirectory, by: byContacts, write: true, word: "updated", handle: post(updateDepartment)},
		{method: "GET", path: "department/delete", page: 90207, family: familyDirectory, by: byContacts, write: true, word: "deleted", query: id, handle: deleteDepartment},
		{method: "GET", path: "department/get", page: 95351, family: familyDirectory, by: read, detail: true, query: id, handle: getDepartment},
		{method: "GET", path: "department/list", page: 90208, family: familyDirectory, by: read, detail: true, query: id, empty: []string{"department"}, handle: listDepartments},
		{method: "GET", path: "department/simplelist", page: 95350, family: familyDirectory, by: read, query: id, empty: []string{"department_id"}, handle: simpleListDepartments},
	}
}

// wireDepartmentRequest is the body of create and update.
type wireDepartmentRequest struct {
	ID       *int64  `json:"id"`
	Name     *string `json:"name"`
	NameEN   *string `json:"name_en"`
	ParentID *int64  `json:"parentid"`
	Order    *int64  `json:"order"`
}

type wireDepartment struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	NameEN   *string   `json:"name_en,omitempty"`
	Leaders  *[]string `json:"department_leader,omitempty"`
	ParentID int64     `json:"parentid"`
	Order    int64     `json:"order"`
}

type wireDepartmentID struct {
	ID       int64 `json:"id"`
	ParentID int64 `json:"parentid"`
	Order    int64 `json:"order"`
}

func createDepartment(c *call, in *wireDepartmentRequest) (any, error) {
	if err := c.undeclaredCharset(in); err != nil {
		return nil, err
	}
	id, err := c.store.createDepartment(in)
	if err != nil {
		return nil, err
	}
	return struct {
		ID int64 `json:"id"`
	}{id}, nil
}

func updateDepartment(c *call, in *wireDepartmentRequest) (any, error) {
	if err := c.undeclaredCharset(in); err != nil {
		return nil, err
	}
	return nil, c.store.updateDepartment(in)
}

// undeclaredCharset: Chinese text in a body that is not declared to be UTF-8 gives 60009 [captured].
func (c *call) undeclaredCharset(in *wireDepartmentRequest) error {
	ascii := func(s *string) bool {
		return s == nil || !strings.ContainsFunc(*s, func(r rune) bool { return r > 127 })
	}
	if !c.charsetUTF8 && !(ascii(in.Name) && ascii(in.NameEN)) {
		return fail(60009)
	}
	return nil
}

func deleteDepartment(c *call) (any, error) {
	id, err := strconv.ParseInt(c.query["id"], 10, 64)
	if err != nil {
		return nil, c.store.unknownDepartment()
	}
	return nil, c.store.deleteDepartment(id)
}

func getDepartment(c *call) (any, error) {
	id, err := strconv.ParseInt(c.query["id"], 10, 64)
	if err != nil {
		return nil, c.store.unknownDepartment()
	}
	d, sc := c.store.departments[id], c.store.scopeOf(c.app)
	if err := c.store.visible(sc, id); err != nil {
		return nil, err
	}
	return struct {
		Department wireDepartment `json:"department"`
	}{c.store.wireDepartment(d, c.store.leaders(sc)[id])}, nil
}

func listDepartments(c *call) (any, error) {
	found, sc, err := c.departments()
	if err != nil {
		return nil, err
	}
	leaders, out := c.store.leaders(sc), []wireDepartment{}
	for _, d := range found {
		out = append(out, c.store.wireDepartment(d, leaders[d.ID]))
	}
	return struct {
		Departments []wireDepartment `json:"department"`
	}{out}, nil
}

func simpleListDepartments(c *call) (any, error) {
	found, _, err := c.departments()
	if err != nil {
		return nil, err
	}
	out := []wireDepartmentID{}
	for _, d := range found {
		out = append(out, wireDepartmentID{d.ID, d.ParentID, d.Order})
	}
	return struct {
		IDs []wireDepartmentID `json:"department_id"`
	}{out}, nil
}

// departments answers the query key id of both lists: that department and all below it, or all visible ones.
func (c *call) departments() ([]*Department, scope, error) {
	st, sc := c.store, c.store.scopeOf(c.app)
	ids := sortedKeys(st.departments)
	if text := c.query["id"]; text != "" && text != "0" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, sc, st.unknownDepartment()
		}
		if err := st.visible(sc, id); err != nil {
			return nil, sc, err
		}
		ids = st.subtree(id)
	} else if text == "0" {
		c.report("id=0 is not documented, leave the key out")
	}
	var out []*Department
	for _, id := range ids {
		if sc.department(id) {
			out = append(out, st.departments[id])
		}
	}
	return shuffled(st, out), sc, nil
}

func (st *store) unknownDepartment() error {
	if st.sw.UnknownDepartment60123 {
		return fail(60123)
	}
	return fail(60003)
}

// visible answers the error for a department that is unknown or outside the visible range.
func (st *store) visible(sc scope, id int64) error {
	if st.departments[id] == nil {
		return st.unknownDepartment()
	}
	if !sc.department(id) {
		if st.sw.NotVisibleDepartment60003 {
			return st.unknownDepartment()
		}
		return fail(60011)
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
	for _, key := range sortedKeys(st.members) {
		m := st.members[key]
		for _, place := range m.Departments {
			if place.Leader && sc.member(m) {
				out[place.Department] = append(out[place.Department], m.UserID)
			}
		}
	}
	for id := range out {
		out[id] = shuffled(st, out[id])
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
		id = st.departments[id].ParentID
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
	for _, m := range st.members {
		if slices.ContainsFunc(m.Departments, func(p Membership) bool { return p.Department == id }) {
			n++
		}
	}
	return n
}

// checkNames runs the validator (40058), then length (60001), then characters (60009), in the order observed.
func (st *store) checkNames(in *wireDepartmentRequest, nameRequired bool) error {
	if in.Name != nil && *in.Name == "" {
		return tooShort("name", 1)
	}
	if in.NameEN != nil && *in.NameEN == "" && st.sw.EmptyNameEN == EmptyNameENRefused {
		return tooShort("name_en", 1)
	}
	if in.NameEN != nil && chars(*in.NameEN) > maxNameChars {
		return failText(40058, "name_en exceed max length %d. invalid Request Parameter", maxNameChars)
	}
	if in.Order != nil && !inUint32(*in.Order) {
		return badParameter("order")
	}
	if in.Name == nil && nameRequired || in.Name != nil && chars(*in.Name) > maxNameChars {
		return fail(60001)
	}
	for _, name := range []*string{in.Name, in.NameEN} {
		if name != nil && strings.ContainsAny(*name, forbiddenInNames) {
			return fail(60009)
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
		other := st.departments[sibling]
		if st.sameName(other.Name, d.Name) || d.NameEN != "" && st.sameName(other.NameEN, d.NameEN) {
			return fail(60008)
		}
	}
	height := 1
	old := st.departments[d.ID]
	if old != nil {
		height = st.height(d.ID)
	}
	if st.depth(d.ParentID)+height > orDefault(st.limits.Depth, 15) {
		return fail(81002)
	}
	if old == nil && len(st.departments) >= orDefault(st.limits.Departments, 30_000) {
		return fail(81001)
	}
	if old == nil || old.ParentID != d.ParentID {
		if limit := orDefault(st.limits.Nodes, 30_000); st.nodes(d.ParentID) >= limit {
			return fail(81001)
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
	if in.ParentID == nil || st.departments[*in.ParentID] == nil {
		return 0, fail(60004)
	}
	d := Department{Name: *in.Name, ParentID: *in.ParentID}
	if in.NameEN != nil && !st.sw.NameENIgnored {
		d.NameEN = *in.NameEN
	}
	if in.ID != nil {
		switch d.ID = *in.ID; {
		case d.ID <= 0 || d.ID > maxID:
			return 0, fail(60123)
		case st.departments[d.ID] != nil: // the root, too
			return 0, fail(60008)
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
	if in.ID == nil || st.departments[*in.ID] == nil {
		return st.unknownDepartment()
	}
	d := *st.departments[*in.ID]
	if in.Name != nil {
		d.Name = *in.Name
	}
	if in.NameEN != nil && !st.sw.NameENIgnored && (*in.NameEN != "" || st.sw.EmptyNameEN == EmptyNameENCleared) {
		d.NameEN = *in.NameEN
	}
	if in.Order != nil {
		d.Order = *in.Order
	}
	if in.ParentID != nil && *in.ParentID != d.ParentID {
		if st.departments[*in.ParentID] == nil {
			return fail(60004)
		}
		if slices.Contains(st.subtree(d.ID), *in.ParentID) { // the root lands here with every parent
			return fail(60010)
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
		return fail(60007)
	case st.departments[id] == nil:
		return st.unknownDepartment()
	case st.memberCount(id) > 0:
		return fail(60005)
	case len(st.children[id]) > 0:
		return fail(60006)
	}
	for _, app := range st.apps {
		app.VisibleDepartments = slices.DeleteFunc(app.VisibleDepartments, func(d int64) bool { return d == id })
	}
	delete(st.children[st.departments[id].ParentID], id)
	delete(st.children, id)
	delete(st.departments, id)
	return nil
}

// putDepartment stores d and keeps the index of children.
func (st *store) putDepartment(d Department) {
	if old := st.departments[d.ID]; old != nil {
		delete(st.children[old.ParentID], d.ID)
	}
	if st.children[d.ParentID] == nil {
		st.children[d.ParentID] = map[int64]bool{}
	}
	if d.ID != RootID {
		st.children[d.ParentID][d.ID] = true
	}
	st.departments[d.ID] = &d
}

// nextDepartmentID is the next free integer; a generated id is not given twice.
func (st *store) nextDepartmentID() int64 {
	id := max(st.state.LastDepartment, RootID) + 1
	if st.sw.LargeDepartmentIDs {
		id = max(id, maxDepartment+1)
	}
	for st.departments[id] != nil {
		id++
	}
	st.state.LastDepartment = id
	return id
}

// nextOrder puts a new department below its siblings: 100000000, then steps of 1000 down.
func (st *store) nextOrder(parent int64) int64 {
	order := int64(firstOrder + orderStep)
	for child := range st.children[parent] {
		order = min(order, st.departments[child].Order)
	}
	return max(order-orderStep, 0)
}

// loadDepartments puts in the seed, parents first, through the same checks as the API.
func (st *store) loadDepartments(list []Department) error {
	root := Department{ID: RootID, Name: st.name, Order: firstOrder}
	byParent := map[int64][]Department{}
	seen := map[int64]bool{}
	for _, d := range list {
		if seen[d.ID] {
			return seedError("department", strconv.FormatInt(d.ID, 10), fail(60008))
		}
		seen[d.ID] = true
		if d.ID == RootID {
			root = d
		} else {
			byParent[d.ParentID] = append(byParent[d.ParentID], d)
		}
	}
	if root.ParentID != 0 {
		return seedError("department", "1", fail(60010))
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
				return seedError("department", strconv.FormatInt(d.ID, 10), err)
			}
			waiting = append(waiting, d.ID)
		}
		delete(byParent, waiting[0])
	}
	for parent, orphans := range byParent {
		return seedError("department", strconv.FormatInt(orphans[0].ID, 10)+" under "+strconv.FormatInt(parent, 10), fail(60004))
	}
	return nil
}
