// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"math"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// RootID is the id of the root department.
const RootID int64 = 1

// Department is one department. Its leaders are the members with a leader flag for it.
type Department struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	NameEN   string `json:"name_en,omitempty"`
	ParentID int64  `json:"parent_id"`
	Order    int64  `json:"order"`
}

const (
	firstOrder    = 100000000 // of the root and of a parent's first child [captured]
	orderStep     = 1000
	maxDepartment = math.MaxInt32 // that a caller may choose; Unknown "value limit of id"
	maxNameChars  = 64
	// forbiddenInNames holds both bars: the page prints the full-width one in some revisions.
	forbiddenInNames = "\\:*?\"<>|｜"
)

// familyDirectory are the paths of departments and members.
const familyDirectory = "directory"

func departmentRoutes() []core.Route {
	id := []string{"id"}
	return []core.Route{
		directoryWrite("POST", "department/create", 90205, "created", post(createDepartment)),
		directoryWrite("POST", "department/update", 90206, "updated", post(updateDepartment)),
		directoryWrite("GET", "department/delete", 90207, "deleted", get(deleteDepartment), id...),
		directoryRead("department/get", 95351, get(getDepartment), id),
		directoryRead("department/list", 90208, get(listDepartments), id, "department"),
		{Method: "GET", Path: "department/simplelist", Page: 95350, Family: familyDirectory, By: core.ByContacts | core.BySelfBuilt, Query: id, Empty: []string{"department_id"}, Handle: get(simpleListDepartments)},
	}
}

func directoryRead(path string, page int, handle core.Handler, query []string, empty ...string) core.Route {
	return core.Route{Method: "GET", Path: path, Page: page, Family: familyDirectory, By: core.ByContacts | core.BySelfBuilt, Detail: true, Query: query, Empty: empty, Handle: handle}
}

// directoryWrite is a write of contact sync: no self-built app writes the directory, it is told 48002 or 60011.
func directoryWrite(method, path string, page int, word string, handle core.Handler, query ...string) core.Route {
	return core.Route{
		Method: method, Path: path, Page: page, Family: familyDirectory, By: core.ByContacts, Write: true, Word: word, Query: query,
		Handle: get(func(c *call) (any, error) {
			if c.Overlap && c.store.sw.DirectoryConflicts {
				return nil, core.Fail(6000)
			}
			return handle(c.Call)
		}),
		Forbidden: func(w core.World, _ *App) error {
			if w.(*store).sw.AppWriteRefusal60011 { //nolint:errcheck // the only world
				return core.Fail(60011)
			}
			return core.Fail(48002)
		},
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
	if c.Bad("") { // a broken body [captured]
		return nil, core.Fail(60001)
	}
	if err := c.undeclaredCharset(in); err != nil {
		return nil, err
	}
	id, err := c.store.createDepartment(in)
	if err != nil {
		return nil, err
	}
	return map[string]any{"id": id}, nil
}

func updateDepartment(c *call, in *wireDepartmentRequest) (any, error) {
	if err := c.undeclaredCharset(in); err != nil {
		return nil, err
	}
	return nil, c.store.updateDepartment(in)
}

// undeclaredCharset: Chinese text in a body that is not declared to be UTF-8 gave 60009 once [captured].
func (c *call) undeclaredCharset(in *wireDepartmentRequest) error {
	ascii := func(s *string) bool {
		return s == nil || !strings.ContainsFunc(*s, func(r rune) bool { return r > 127 })
	}
	if c.store.sw.UndeclaredCharset60009 && !c.CharsetUTF8 && !(ascii(in.Name) && ascii(in.NameEN)) {
		return core.Fail(60009)
	}
	return nil
}

func deleteDepartment(c *call) (any, error) {
	id, err := strconv.ParseInt(c.Query["id"], 10, 64)
	if err != nil {
		return nil, c.store.unknownDepartment()
	}
	return nil, c.store.deleteDepartment(id)
}

func getDepartment(c *call) (any, error) {
	id, err := strconv.ParseInt(c.Query["id"], 10, 64)
	if err != nil {
		return nil, c.store.unknownDepartment()
	}
	d, sc := c.store.departments.Get(id), c.store.scopeOf(c.App)
	if err := c.store.visible(sc, id); err != nil {
		return nil, err
	}
	return map[string]any{"department": c.store.wireDepartment(d, c.store.leaders(sc)[id])}, nil
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
	return map[string]any{"department": out}, nil
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
	return map[string]any{"department_id": out}, nil
}

// departments answers the query key id of both lists: that department and all below it, or all visible ones.
func (c *call) departments() ([]*Department, scope, error) {
	st, sc := c.store, c.store.scopeOf(c.App)
	var ids []int64
	for d := range st.departments.All() {
		ids = append(ids, d.ID)
	}
	if text := c.Query["id"]; text != "" && text != "0" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, sc, st.unknownDepartment()
		}
		if err := st.visible(sc, id); err != nil {
			return nil, sc, err
		}
		ids = st.subtree(id)
	} else if text == "0" {
		c.Report("id=0 is not documented, leave the key out")
	}
	var out []*Department
	for _, id := range ids {
		if sc.department(id) {
			out = append(out, st.departments.Get(id))
		}
	}
	return core.Shuffled(&st.Store, out), sc, nil
}
