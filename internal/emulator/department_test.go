// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{1, 48002, 48002},
	"department/create", "department/update", "department/delete")

var _ = callable([3]int{48009, 1, 48002},
	"department/get", "department/list")

var _ = callable([3]int{1, 1, 48002},
	"department/simplelist")

func TestDepartmentLifeCycle(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleContactsSecret, "department/create", `{"name":"市场部","name_en":"Marketing","parentid":1}`)
	wantCode(t, r, 0)
	equal(t, "errmsg", r.msg(), "created")
	equal(t, "id", r["id"].(float64), 6)

	read := func() string { return asJSON(c.get(ExampleSecret, "department/get", "id", "6").obj("department")) }
	equal(t, "department", read(), `{"department_leader":[],"id":6,"name":"市场部","name_en":"Marketing","order":99998000,"parentid":1}`)

	r = c.post(ExampleContactsSecret, "department/update", `{"id":6,"parentid":2}`)
	wantCode(t, r, 0)
	equal(t, "errmsg", r.msg(), "updated")
	equal(t, "department", read(), `{"department_leader":[],"id":6,"name":"市场部","name_en":"Marketing","order":99998000,"parentid":2}`)

	r = c.get(ExampleContactsSecret, "department/delete", "id", "6")
	equal(t, "errmsg", r.msg(), "deleted")
	wantCode(t, c.get(ExampleContactsSecret, "department/delete", "id", "6"), 60003)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	if v := c.srv.Violations(); len(v) != 0 {
		t.Fatalf("violations: %v", v)
	}
}

func TestDepartmentRefusals(t *testing.T) {
	c := start(t, ExampleCorp())
	name65 := strings.Repeat("部", 65)
	for _, tt := range []struct {
		path, body string
		code       int
		text       string
	}{
		{"create", `{"name":"","parentid":1}`, 40058, "name exceed min utf8 words 1. invalid Request Parameter"},
		{"create", `{"name":"a","name_en":"` + name65 + `","parentid":1}`, 40058, "name_en exceed max length 64. invalid Request Parameter"},
		{"create", `{"parentid":1}`, 40063, ""},
		{"create", `{"name":"` + name65 + `","parentid":1}`, 60001, "department invalid length"},
		{"create", `{"name":"a:b","parentid":1}`, 60009, ""},
		{"create", `{"name":"a｜b","parentid":1}`, 60009, ""},
		{"create", `{"name":"a"}`, 60004, ""},
		{"create", `{"name":"a","parentid":99}`, 60004, ""},
		{"create", `{"name":"研发中心","parentid":1}`, 60008, "department existed"},
		{"create", `{"name":"其他","name_en":"R&D","parentid":1}`, 60008, "department existed"},
		{"create", `{"name":"a","parentid":1,"id":5}`, 60008, "department existed"},
		{"create", `{"name":"a","parentid":1,"id":1}`, 60008, ""},
		{"create", `{"name":"a","parentid":1,"id":0}`, 60123, ""},
		{"create", `{"name":"a","parentid":1,"order":4294967296}`, 40058, ""},
		{"update", `{"id":99,"name":"a"}`, 60003, ""},
		{"update", `{"id":2,"name":"销售部"}`, 60008, ""},
		{"update", `{"id":2,"parentid":2}`, 60010, ""},
		{"update", `{"id":2,"parentid":3}`, 60010, ""},
		{"update", `{"id":2,"parentid":98}`, 60004, ""},
		{"update", `{"id":2,"name":""}`, 40058, ""},
	} {
		r := c.post(ExampleContactsSecret, "department/"+tt.path, tt.body)
		if r.code() != tt.code || !strings.HasPrefix(r.msg(), tt.text) {
			t.Errorf("%s %s: %v, want %d %s", tt.path, tt.body, r, tt.code, tt.text)
		}
	}
	for id, code := range map[string]int{"1": 60007, "2": 60005, "77": 60003} {
		wantCode(t, c.get(ExampleContactsSecret, "department/delete", "id", id), code)
	}
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"x","parentid":1,"id":10}`), 0)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"y","parentid":10,"id":11}`), 0)
	wantCode(t, c.get(ExampleContactsSecret, "department/delete", "id", "10"), 60006)
	// The same name under another parent is fine.
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"x","parentid":11,"id":12}`), 0)
	// Moving up next to the namesake is not.
	wantCode(t, c.post(ExampleContactsSecret, "department/update", `{"id":12,"parentid":1}`), 60008)
	// Rename and move in one call avoids it.
	wantCode(t, c.post(ExampleContactsSecret, "department/update", `{"id":12,"parentid":1,"name":"z"}`), 0)
}

func TestDepartmentLimits(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{Nodes: 4, Departments: 18}))
	parent := 1
	for level := 2; level <= 15; level++ {
		r := c.post(ExampleContactsSecret, "department/create", fmt.Sprintf(`{"name":"层%d","parentid":%d}`, level, parent))
		if level == 15 {
			wantCode(t, r, 81001) // 5 + 13 departments are there
			break
		}
		wantCode(t, r, 0)
		parent = int(r["id"].(float64))
	}
	c = start(t, ExampleCorp())
	parent = 1
	for level := 2; level <= 16; level++ {
		r := c.post(ExampleContactsSecret, "department/create", fmt.Sprintf(`{"name":"层%d","parentid":%d}`, level, parent))
		if level == 16 {
			wantCode(t, r, 81002)
			break
		}
		wantCode(t, r, 0)
		parent = int(r["id"].(float64))
	}
	// A subtree of two levels does not fit below level 14 either.
	wantCode(t, c.post(ExampleContactsSecret, "department/update", fmt.Sprintf(`{"id":2,"parentid":%d}`, parent-1)), 81002)
}

func TestDepartmentReadsByVisibleRange(t *testing.T) {
	c := start(t, ExampleCorp())
	ids := func(r reply, key string) string {
		wantCode(t, r, 0)
		out := ""
		for _, d := range r.list(key) {
			out += fmt.Sprint(d["id"], " ")
		}
		return out
	}
	equal(t, "all", ids(c.get(ExampleSecret, "department/list"), "department"), "1 2 3 4 5 ")
	equal(t, "below 4", ids(c.get(ExampleSecret, "department/list", "id", "4"), "department"), "4 5 ")
	equal(t, "visible", ids(c.get(ExampleSecondSecret, "department/simplelist"), "department_id"), "4 5 ")
	equal(t, "contacts", ids(c.get(ExampleContactsSecret, "department/simplelist", "id", "2"), "department_id"), "2 3 ")
	wantCode(t, c.get(ExampleSecondSecret, "department/get", "id", "2"), 60011)
	wantCode(t, c.get(ExampleSecondSecret, "department/list", "id", "2"), 60011)
	wantCode(t, c.get(ExampleContactsSecret, "department/get", "id", "2"), 48009)
	r := c.get(ExampleContactsSecret, "department/list")
	wantCode(t, r, 48009)
	equal(t, "empty list on failure", asJSON(r["department"]), "[]")
	wantCode(t, c.get(ExampleSecret, "department/get", "id", "99"), 60003)
	leaders := c.get(ExampleSecret, "department/get", "id", "4").obj("department")["department_leader"]
	equal(t, "leaders", asJSON(leaders), `["wangfang"]`)
}

func TestDepartmentSwitches(t *testing.T) {
	c := start(t, ExampleCorp())
	set := c.srv.SetSwitches
	set(func(sw *Switches) {
		*sw = Switches{DirectorySwitches: DirectorySwitches{UnknownDepartment60123: true, NotVisibleDepartment60003: true}}
	})
	wantCode(t, c.get(ExampleSecret, "department/get", "id", "99"), 60123)
	wantCode(t, c.get(ExampleSecondSecret, "department/get", "id", "2"), 60123)
	set(func(sw *Switches) {
		*sw = Switches{DirectorySwitches: DirectorySwitches{LeaderKeyAbsent: true, NameENAbsent: true}}
	})
	equal(t, "bare", asJSON(c.get(ExampleSecret, "department/get", "id", "5").obj("department")),
		`{"department_leader":["huangmin"],"id":5,"name":"上海门店","order":100000000,"parentid":4}`)
	equal(t, "no leader", asJSON(c.get(ExampleSecret, "department/get", "id", "3").obj("department")),
		`{"id":3,"name":"后端","name_en":"Backend","order":100000000,"parentid":2}`)
	set(func(sw *Switches) { *sw = Switches{DirectorySwitches: DirectorySwitches{NameENIgnored: true}} })
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"n","name_en":"N","parentid":1,"id":20}`), 0)
	equal(t, "ignored", asJSON(c.get(ExampleSecret, "department/get", "id", "20").obj("department")["name_en"]), `""`)
	set(func(sw *Switches) {
		*sw = Switches{DirectorySwitches: DirectorySwitches{DepartmentNamesIgnoreCase: true}}
	})
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"N","parentid":1}`), 60008)
	set(func(sw *Switches) { *sw = Switches{} })
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"N","parentid":1}`), 0)
	empty := `{"id":2,"name_en":""}`
	wantCode(t, c.post(ExampleContactsSecret, "department/update", empty), 40058)
	nameEN := func() any { return c.get(ExampleSecret, "department/get", "id", "2").obj("department")["name_en"] }
	set(func(sw *Switches) {
		*sw = Switches{DirectorySwitches: DirectorySwitches{EmptyNameEN: EmptyNameENIgnored}}
	})
	wantCode(t, c.post(ExampleContactsSecret, "department/update", empty), 0)
	equal(t, "kept", nameEN(), any("R&D"))
	set(func(sw *Switches) {
		*sw = Switches{DirectorySwitches: DirectorySwitches{EmptyNameEN: EmptyNameENCleared}}
	})
	wantCode(t, c.post(ExampleContactsSecret, "department/update", empty), 0)
	equal(t, "cleared", nameEN(), any(""))
}
