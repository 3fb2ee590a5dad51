// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDepartmentLocate(t *testing.T) {
	const (
		whole  = `{"errcode":0,"department":[{"id":1,"name":"corp","parentid":0},{"id":2,"name":"a","parentid":1}]}`
		part   = `{"errcode":0,"department":[{"id":2,"name":"a","parentid":7}]}`
		empty  = `{"errcode":0,"department":[]}`
		idList = `{"errcode":0,"department_id":[{"id":1,"parentid":0},{"id":2,"parentid":1}]}`
		more   = `{"errcode":0,"department_id":[{"id":1,"parentid":0},{"id":2,"parentid":1},{"id":3,"parentid":1}]}`
		list   = "GET department/list"
		simple = "GET department/simplelist"
		get3   = "GET department/get?id=3"
	)
	single := func(cfg *Config) { cfg.ContactsSecret = "" }
	for name, test := range map[string]struct {
		edit       func(*Config)
		list       answer
		simpleList []answer
		get        []answer
		ids        []int64
		found      []int64
		fails      error // nil: it succeeds
		anyError   bool
		calls      []string
	}{
		"all are in the list":                  {list: ok(whole), ids: []int64{2}, found: []int64{2}, calls: []string{list}},
		"gone, says the other credential":      {list: ok(part), simpleList: []answer{ok(idList)}, ids: []int64{2, 3}, found: []int64{2}, calls: []string{list, simple}},
		"exists where the app does not see it": {list: ok(part), simpleList: []answer{ok(more)}, ids: []int64{2, 3}, fails: ErrNotVisible, calls: []string{list, simple}},
		"the other credential is refused":      {list: ok(part), simpleList: []answer{fail(60011)}, ids: []int64{3}, anyError: true, calls: []string{list, simple}},
		"one secret that sees the root":        {edit: single, list: ok(whole), ids: []int64{2, 3}, found: []int64{2}, calls: []string{list}},
		"one secret that sees a part, gone":    {edit: single, list: ok(part), get: []answer{fail(60003)}, ids: []int64{2, 3}, found: []int64{2}, calls: []string{list, get3}},
		"one secret that sees a part, refused": {edit: single, list: ok(part), get: []answer{fail(60011)}, ids: []int64{3}, fails: ErrNotVisible, calls: []string{list, get3}},
		"one secret that sees a part, exists":  {edit: single, list: ok(part), get: []answer{ok(`{"errcode":0,"department":{"id":3,"name":"c","parentid":1}}`)}, ids: []int64{3}, fails: ErrNotVisible, calls: []string{list, get3}},
		"an empty list proves nothing":         {list: ok(empty), ids: []int64{3}, anyError: true, calls: []string{list}},
		"the list is refused":                  {list: fail(60011), ids: []int64{3}, anyError: true, calls: []string{list}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(departmentList.Path, test.list).on(departmentSimpleList.Path, test.simpleList...).on(departmentGet.Path, test.get...)
			var edits []func(*Config)
			if test.edit != nil {
				edits = append(edits, test.edit)
			}
			found, err := f.client(edits...).Departments.Locate(t.Context(), test.ids)
			if wrong := test.fails != nil || test.anyError; wrong != (err != nil) || test.fails != nil && !errors.Is(err, test.fails) {
				t.Fatalf("got %v, %v", found, err)
			}
			if err != nil && found != nil {
				t.Errorf("found %v beside an error", found)
			}
			var ids []int64
			for id, d := range found {
				if d.ID != id {
					t.Errorf("department %d is under %d", d.ID, id)
				}
				ids = append(ids, id)
			}
			if d := cmp.Diff(test.found, ids); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(test.calls, f.Got()); d != "" {
				t.Error(d)
			}
		})
	}
}
