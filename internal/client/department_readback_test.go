// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
)

type readBackResult struct {
	order   int64
	idsOnly bool
	err     error
}

// readBackWhile reads department 8 back alone, and the others while that call
// is under way, so that they make one wave.
func readBackWhile(t *testing.T, f *fake, c *Client, others ...readBack) []readBackResult {
	t.Helper()
	asked, proceed := make(chan struct{}), make(chan struct{})
	f.mu.Lock()
	rest := f.script[pathDepartmentGet]
	f.mu.Unlock()
	f.on(pathDepartmentGet, append([]answer{func(w http.ResponseWriter) {
		close(asked)
		<-proceed
		departmentAnswered(8, "首")(w)
	}}, rest...)...)
	queue := func(r readBack) *readBack {
		r.ctx, r.done = t.Context(), make(chan struct{})
		if err := c.Departments.queueReadBack(&r); err != nil {
			t.Fatal(err)
		}
		return &r
	}
	queued := []*readBack{queue(readBack{id: 8, parent: 1})}
	<-asked
	for _, r := range others {
		queued = append(queued, queue(r))
	}
	close(proceed)
	results := make([]readBackResult, len(queued))
	for i, r := range queued {
		d, err := r.wait()
		results[i].err = err
		if d != nil {
			results[i].order, results[i].idsOnly = d.Order, d.IDsOnly
		}
	}
	return results
}

const ordersListed = `{"errcode":0,"department_id":[{"id":4,"parentid":1,"order":1},{"id":20,"parentid":4,"order":200},{"id":21,"parentid":4,"order":210}]}`

func TestReadBack_sharesOneList(t *testing.T) {
	for name, tc := range map[string]struct {
		others []readBack
		want   []readBackResult
		calls  []string
	}{
		"one by itself": {[]readBack{{id: 20, parent: 4}}, []readBackResult{{order: 7}},
			[]string{"GET department/get?id=20"}},
		"below one parent": {[]readBack{{id: 20, parent: 4}, {id: 21, parent: 4}}, []readBackResult{{order: 200, idsOnly: true}, {order: 210, idsOnly: true}},
			[]string{"GET department/simplelist?id=4"}},
		"below several": {[]readBack{{id: 20, parent: 4}, {id: 21, parent: 9}}, []readBackResult{{order: 200, idsOnly: true}, {order: 210, idsOnly: true}},
			[]string{"GET department/simplelist"}},
		"one not shown yet": {[]readBack{{id: 20, parent: 4}, {id: 30, parent: 4}}, []readBackResult{{order: 200, idsOnly: true}, {order: 7}},
			[]string{"GET department/get?id=30", "GET department/simplelist?id=4"}},
		"details": {[]readBack{{id: 20, parent: 4}, {id: 21, parent: 4, details: true}}, []readBackResult{{order: 7}, {order: 7}},
			[]string{"GET department/get?id=20", "GET department/get?id=21"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(pathDepartmentSimpleList, ok(ordersListed))
			get := func(w http.ResponseWriter) { // answers whatever was asked for
				f.mu.Lock()
				last := f.requests[len(f.requests)-1].Query
				for _, r := range f.requests {
					if r.Path == pathDepartmentGet && r.Query != "id=8" {
						last = r.Query
					}
				}
				f.mu.Unlock()
				var id int
				_, _ = fmt.Sscanf(last, "id=%d", &id)
				departmentAnswered(id, "新")(w)
			}
			f.on(pathDepartmentGet, get)
			c := f.client()
			c.pace.reads = &lanes{limit: 1, max: 1} // one call at a time, so that get knows which
			got := readBackWhile(t, f, c, tc.others...)
			if got[0] != (readBackResult{order: 7}) || !slices.Equal(got[1:], tc.want) {
				t.Errorf("got %v, want %v", got, tc.want)
			}
			calls := f.got()[1:]
			slices.Sort(calls)
			if !slices.Equal(calls, tc.calls) {
				t.Errorf("calls %q, want %q", calls, tc.calls)
			}
		})
	}
}

// A list that cannot be had is no reason to go without.
func TestReadBack_withoutList(t *testing.T) {
	f := newFake(t).on(pathDepartmentSimpleList, fail(60003)).on(pathDepartmentGet, departmentAnswered(20, "新"))
	got := readBackWhile(t, f, f.client(), readBack{id: 20, parent: 4}, readBack{id: 20, parent: 4})
	if want := (readBackResult{order: 7}); got[1] != want || got[2] != want {
		t.Errorf("got %v", got)
	}
}

func TestReadBack_ends(t *testing.T) {
	f := newFake(t).on(pathDepartmentGet, departmentAnswered(8, "新"))
	c := f.client()
	for n := range maxReadBacks + 3 {
		d, err := c.Departments.ReadBack(t.Context(), 8, 1, false)
		if n < maxReadBacks && (err != nil || d.Order != 7) || n >= maxReadBacks && !errors.Is(err, ErrReadBackSpared) {
			t.Fatalf("read-back %d: %+v, %v", n+1, d, err)
		}
	}
	if n := len(f.got()); n != maxReadBacks {
		t.Errorf("%d calls", n)
	}
	// The last call may bring one of two; the other one is told so too.
	f.on(pathDepartmentSimpleList, ok(ordersListed))
	c = f.client()
	c.readBacks.spent = maxReadBacks - 2
	got := readBackWhile(t, f, c, readBack{id: 20, parent: 4}, readBack{id: 30, parent: 4})
	if got[0].err != nil || got[1].order != 200 || !errors.Is(got[2].err, ErrReadBackSpared) {
		t.Errorf("got %v", got)
	}
}
