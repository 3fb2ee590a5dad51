// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const listType = "wecom_department"

func TestDepartmentList_filters(t *testing.T) {
	e := acctest.NewExample(t) // 1 晨星家居 > 2 研发中心 > 3 后端; 4 销售部 > 5 上海门店
	p, list1 := e.Protocol(), map[string]int{"list": 1}
	for _, c := range []struct {
		name   string
		config map[string]any
		want   []string
		calls  map[string]int
	}{
		{"all but the root", nil, []string{"研发中心", "研发中心/后端", "销售部", "销售部/上海门店"}, list1},
		{"one level", map[string]any{"recursive": false}, []string{"研发中心", "销售部"}, list1},
		{"below the root", map[string]any{"parent_id": 1}, []string{"研发中心", "销售部"}, list1},
		{"below one", map[string]any{"parent_id": 4}, []string{"销售部/上海门店"}, list1},
		{"below the root, all levels", map[string]any{"parent_id": 1, "recursive": true, "name_regex": "门店$|^后"}, []string{"研发中心/后端", "销售部/上海门店"}, list1},
		{"the name, not the path", map[string]any{"name_regex": "研发中心/"}, []string{}, list1},
		{"nothing below", map[string]any{"parent_id": 5}, []string{}, list1},
	} {
		e.ResetRequests()
		if diff := cmp.Diff(c.want, acctest.Names(p.List(acctest.Query{Type: listType, Config: c.config}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.calls, e.CallCounts()); diff != "" {
			t.Errorf("%s: calls (-want +got):\n%s", c.name, diff)
		}
	}
}

// What a list says of an object is what an import and a read say.
func TestDepartmentList_objects(t *testing.T) {
	e := acctest.NewExample(t)
	p := e.Protocol()
	found := p.List(acctest.Query{Type: listType, Full: true, Limit: 4})
	if len(found) != 4 {
		t.Fatalf("%d results, want 4: %v", len(found), found)
	}
	for _, f := range found {
		id := f.Identity["id"]
		if f.Identity["corp_id"] != emulator.ExampleCorpID || len(f.Messages) > 0 {
			t.Errorf("identity %v, messages %v", f.Identity, f.Messages)
		}
		if diff := cmp.Diff(p.Imported(listType, fmt.Sprint(id)), f.Object); diff != "" {
			t.Errorf("department %v (-imported +listed):\n%s", id, diff)
		}
	}
	if got := found[1].Object; got["name"] != "后端" || got["parent_id"] != int64(2) || got["name_en"] != "Backend" {
		t.Errorf("department 3 is listed as %v", got)
	}
	if f := p.List(acctest.Query{Type: listType})[0]; f.Object != nil {
		t.Errorf("an object that nobody asked for: %v", f.Object)
	}
}

func TestDepartmentList_limit(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		for i := int64(2); i < 152; i++ {
			c.Departments = append(c.Departments, emulator.Department{ID: i, Name: fmt.Sprint("部门", i), ParentID: 1})
		}
	})
	p := e.Protocol()
	for _, c := range []struct {
		limit int64
		want  int
		cut   bool
	}{{1, 1, true}, {100, 100, true}, {149, 149, true}, {150, 150, false}, {1000, 150, false}, {0, 150, false}} {
		found := p.List(acctest.Query{Type: listType, Limit: c.limit})
		if len(found) != c.want {
			t.Errorf("limit %d: %d results, want %d", c.limit, len(found), c.want)
		}
		for i, f := range found {
			// Terraform takes no further result once it has as many as it wants.
			if cut := len(f.Messages) > 0; cut != (c.cut && i == c.want-1) {
				t.Errorf("limit %d, result %d: %v", c.limit, i, f.Messages)
			}
		}
		if last := found[len(found)-1]; c.cut && !strings.Contains(last.Messages[0], fmt.Sprintf("Only the first %d departments are listed, and there are more.", c.limit)) {
			t.Errorf("limit %d: %s", c.limit, last.Messages[0])
		}
	}
}

func TestDepartmentList_refused(t *testing.T) {
	e := acctest.New(t)
	p := e.Protocol()
	for _, c := range []struct {
		config map[string]any
		want   string
	}{
		{map[string]any{"name_regex": "("}, "Error: Invalid pattern"},
		{map[string]any{"name_regex": ""}, "Error: Empty pattern"},
		{map[string]any{"parent_id": 0}, "parent_id"},
	} {
		got := p.ValidateList(acctest.Query{Type: listType, Config: c.config})
		if len(got) != 1 || !strings.Contains(got[0], c.want) {
			t.Errorf("%v: %v, want %q", c.config, got, c.want)
		}
	}
	unknown := map[string]any{"name_regex": tftypes.UnknownValue, "parent_id": tftypes.UnknownValue, "recursive": tftypes.UnknownValue}
	if got := p.ValidateList(acctest.Query{Type: listType, Config: unknown}); len(got) > 0 {
		t.Errorf("unknown values: %v", got)
	}
	found := p.List(acctest.Query{Type: listType, Config: map[string]any{"parent_id": 77}})
	if len(found) != 1 || !acctest.SaysOnce(found, "department 77 does not exist") {
		t.Errorf("a parent that does not exist: %v", found)
	}
}

// An app that sees a part of the corp lists that part; its paths begin at the topmost department that it sees.
func TestDepartmentList_visibleRange(t *testing.T) {
	e := acctest.NewExample(t)
	e.Credentials = fmt.Sprintf("secret = %q", emulator.ExampleSecondSecret) // sees 4 and below
	p := e.Protocol()
	if diff := cmp.Diff([]string{"销售部", "销售部/上海门店"}, acctest.Names(p.List(acctest.Query{Type: listType}))); diff != "" {
		t.Error(diff)
	}
	found := p.List(acctest.Query{Type: listType, Config: map[string]any{"parent_id": 2}})
	if len(found) != 1 || !acctest.SaysOnce(found, "可见范围") {
		t.Errorf("a parent outside the visible range: %v", found)
	}
}

// Where WeCom shows ids only, departments are listed by id, with one warning, and a pattern for names is refused.
func TestDepartmentList_idsOnly(t *testing.T) {
	e := acctest.NewExample(t)
	e.Credentials = fmt.Sprintf("contacts_secret = %q", emulator.ExampleContactsSecret)
	p := e.Protocol()
	found := p.List(acctest.Query{Type: listType, Full: true})
	if want := []string{"department 2", "department 3", "department 4", "department 5"}; !slices.Equal(acctest.Names(found), want) {
		t.Fatalf("got %v, want %v", acctest.Names(found), want)
	}
	if len(found[0].Messages) != 1 || !acctest.SaysOnce(found, "Warning: Department names could not be read") {
		t.Errorf("messages %v and %v", found[0].Messages, found[1].Messages)
	}
	if diff := cmp.Diff(p.Imported(listType, "3"), found[1].Object); diff != "" {
		t.Errorf("(-imported +listed):\n%s", diff)
	}
	named := p.List(acctest.Query{Type: listType, Config: map[string]any{"name_regex": "研发"}})
	if len(named) != 1 || !acctest.SaysOnce(named, "name_regex has nothing to compare") {
		t.Errorf("a pattern for names that cannot be read: %v", named)
	}
}

func TestDepartmentList_unknownProvider(t *testing.T) {
	p := acctest.NewProtocol(t, map[string]any{"corp_id": "ww1", "secret": tftypes.UnknownValue})
	found := p.List(acctest.Query{Type: listType})
	if len(found) != 1 || !acctest.SaysOnce(found, "Provider configuration not known yet") {
		t.Errorf("got %v", found)
	}
}
