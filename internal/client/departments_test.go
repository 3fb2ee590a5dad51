// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

const simpleOK = `{"errcode":0,"errmsg":"ok","department_id":[{"id":3,"parentid":2,"order":"40"},{"id":1,"parentid":0,"order":100000000},{"id":2,"parentid":1,"order":10}]}`

func TestDepartmentGet_idsOnlyAfter48009(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, fail(48009)).on(departmentSimpleList.Path, ok(simpleOK))
	got, err := f.client(contactsOnly).Departments.Get(t.Context(), 3)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(&Department{ID: 3, ParentID: 2, Order: 40, IDsOnly: true}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"GET department/get?id=3", "GET department/simplelist?id=3"}, f.Got()); d != "" {
		t.Error(d)
	}
}

func TestDepartmentList_idsOnlyAfter48009(t *testing.T) {
	f := newFake(t).on(departmentList.Path, fail(48009)).on(departmentSimpleList.Path, ok(simpleOK))
	got, err := f.client(contactsOnly).Departments.List(t.Context(), ptr(int64(1)))
	if err != nil {
		t.Fatal(err)
	}
	want := []Department{
		{ID: 1, Order: 100000000, IDsOnly: true}, {ID: 2, ParentID: 1, Order: 10, IDsOnly: true}, {ID: 3, ParentID: 2, Order: 40, IDsOnly: true},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDepartmentGet_48009IsRemembered(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, fail(48009)).on(departmentSimpleList.Path, ok(simpleOK))
	c := f.client(contactsOnly)
	for range 2 {
		if err := get2(t, c); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"GET department/get?id=2", "GET department/simplelist?id=2", "GET department/simplelist?id=2"}
	if d := cmp.Diff(want, f.Got()); d != "" {
		t.Error(d)
	}
}

// What counts as absence, and what does not.
func TestDepartmentGet_absenceIsCertain(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*Config)
		get    answer
		simple []answer
		want   error
		not    error
	}{
		"60003":                          {appOnly, fail(60003), nil, ErrNotFound, nil},
		"60123":                          {appOnly, fail(60123), nil, ErrNotFound, nil},
		"60003, contacts know it":        {func(*Config) {}, fail(60003), []answer{ok(`{"errcode":0,"department_id":[{"id":9,"parentid":1}]}`)}, ErrNotVisible, ErrNotFound},
		"60003, contacts say so too":     {func(*Config) {}, fail(60003), []answer{fail(60123)}, ErrNotFound, nil},
		"60003, contacts not trusted":    {func(*Config) {}, fail(60003), []answer{fail(60020)}, ErrUntrustedIP, ErrNotFound},
		"60011, one secret":              {appOnly, fail(60011), nil, ErrNotVisible, ErrNotFound},
		"60011, contacts know it":        {func(*Config) {}, fail(60011), []answer{ok(`{"errcode":0,"department_id":[{"id":9,"parentid":1}]}`)}, ErrNotVisible, ErrNotFound},
		"60011, contacts say 60003":      {func(*Config) {}, fail(60011), []answer{fail(60003)}, ErrNotFound, ErrNotVisible},
		"60011, not in the whole list":   {func(*Config) {}, fail(60011), []answer{ok(simpleOK)}, ErrNotFound, ErrNotVisible},
		"60011, contacts list is empty":  {func(*Config) {}, fail(60011), []answer{ok(`{"errcode":0,"department_id":[]}`)}, ErrNotVisible, ErrNotFound},
		"60011, contacts not trusted":    {func(*Config) {}, fail(60011), []answer{fail(60020)}, ErrUntrustedIP, ErrNotFound},
		"48009, then 60123":              {contactsOnly, fail(48009), []answer{fail(60123)}, ErrNotFound, nil},
		"48009, descendants only, found": {contactsOnly, fail(48009), []answer{ok(`{"errcode":0,"department_id":[{"id":10,"parentid":9}]}`), ok(`{"errcode":0,"department_id":[{"id":9,"parentid":1}]}`)}, nil, nil},
		"48002":                          {appOnly, fail(48002), nil, ErrForbidden, ErrNotFound},
		"60020":                          {appOnly, fail(60020), nil, ErrUntrustedIP, ErrNotFound},
		"404":                            {appOnly, status(404, "", ""), nil, nil, ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(departmentGet.Path, tc.get).on(departmentSimpleList.Path, tc.simple...)
			_, err := f.client(tc.change).Departments.Get(t.Context(), 9)
			if tc.want != nil && !errors.Is(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
			if tc.not != nil && (err == nil || errors.Is(err, tc.not)) {
				t.Errorf("got %v, which must not be %v", err, tc.not)
			}
			if tc.want == nil && tc.not == nil && err != nil {
				t.Error(err)
			}
		})
	}
}

func get2(t *testing.T, c *Client) error {
	t.Helper()
	_, err := c.Departments.Get(t.Context(), 2)
	return err
}

func TestDepartmentGet_pollsWhatWasJustMade(t *testing.T) {
	f := newFake(t).on(departmentCreate.Path, ok(`{"errcode":0,"id":2}`)).
		on(departmentGet.Path, fail(60003), fail(60003), ok(oneDepartment))
	c := f.client()
	if _, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "R&D", ParentID: 1}); err != nil {
		t.Fatal(err)
	}
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	f.on(departmentGet.Path, fail(60003)).on(departmentSimpleList.Path, fail(60003))
	f.Advance(c.LagTime())
	before := len(f.Got())
	if err := get2(t, c); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if n := len(f.Got()) - before; n != 2 {
		t.Errorf("%d reads once the delay is over, want 2: the app's and the one that confirms it", n)
	}
}

func TestDepartmentDelete_goneAfterLostAnswerIsSuccess(t *testing.T) {
	for name, answers := range map[string][]answer{
		"-1":     {fail(-1), fail(60003)},
		"502":    {status(502, "text/html", "x"), fail(60123)},
		"broken": {lost, fail(60003)},
	} {
		f := newFake(t).on(departmentDelete.Path, answers...)
		if err := f.client().Departments.Delete(t.Context(), 2); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	f := newFake(t).on(departmentDelete.Path, fail(60003))
	if err := f.client().Departments.Delete(t.Context(), 2); !errors.Is(err, ErrNotFound) {
		t.Errorf("first answer 60003: got %v", err)
	}
	f = newFake(t).on(departmentDelete.Path, lost, fail(60005))
	var api *APIError
	if err := f.client().Departments.Delete(t.Context(), 2); !errors.As(err, &api) || api.Code != 60005 {
		t.Errorf("still has members: got %v", err)
	}
}

// A GET on a kept connection that the server closed is sent again by Go itself: the 60003 to the second sending is our
// own doing.
func TestDepartmentDelete_transparentRepetition(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, ok(oneDepartment)).on(departmentDelete.Path, lost, fail(60003))
	c := f.client(func(cfg *Config) { cfg.Retry.MaxRetries = -1 })
	for range 2 {
		if err := get2(t, c); err != nil { // leaves a connection to be reused
			t.Fatal(err)
		}
	}
	if err := c.Departments.Delete(t.Context(), 2); err != nil {
		t.Error(err)
	}
}

// tree renders a department/list answer.
func tree(rows ...string) answer {
	return ok(`{"errcode":0,"errmsg":"ok","department":[` + strings.Join(rows, ",") + `]}`)
}

func simple(rows ...string) answer {
	return ok(`{"errcode":0,"errmsg":"ok","department_id":[` + strings.Join(rows, ",") + `]}`)
}

func TestDepartmentCreate_lostAnswer(t *testing.T) {
	const (
		ours  = `{"id":12,"name":"后端","parentid":5}`
		other = `{"id":13,"name":"前端","parentid":5}`
		deep  = `{"id":14,"name":"后端","parentid":13}`
	)
	created := ok(`{"errcode":0,"errmsg":"created","id":12}`)
	for name, tc := range map[string]struct {
		id      *int64
		known   bool
		create  []answer
		list    []answer
		simple  []answer
		change  func(*Config)
		want    int64
		err     error
		creates int
		names   string // what an error must name
	}{
		"adopted":                     {nil, true, []answer{lost}, []answer{tree(ours, other, deep)}, nil, appOnly, 12, nil, 1, ""},
		"adopted after -1":            {nil, true, []answer{fail(-1)}, []answer{tree(ours)}, nil, appOnly, 12, nil, 1, ""},
		"adopted after 6000":          {nil, true, []answer{fail(6000)}, []answer{tree(ours)}, nil, appOnly, 12, nil, 1, ""},
		"adopted after 502":           {nil, true, []answer{status(502, "text/html", "x")}, []answer{tree(ours)}, nil, appOnly, 12, nil, 1, ""},
		"adopted after half":          {nil, true, []answer{truncated(`{"errcode":0,"id":12}`)}, []answer{tree(ours)}, nil, appOnly, 12, nil, 1, ""},
		"adopted without id":          {nil, true, []answer{ok(`{"errcode":0}`)}, []answer{tree(ours)}, nil, appOnly, 12, nil, 1, ""},
		"certainly not made":          {nil, false, []answer{lost, created}, []answer{tree(other, deep)}, nil, appOnly, 12, nil, 2, ""},
		"not known to be absent":      {nil, false, []answer{lost}, []answer{tree(ours)}, nil, appOnly, 0, ErrOutcomeUnknown, 1, "id 12"},
		"made late":                   {nil, false, []answer{lost, fail(60008)}, []answer{tree(other), tree(ours, other)}, nil, appOnly, 12, nil, 2, ""},
		"made, seen late":             {nil, false, []answer{lost, fail(60008)}, []answer{tree(other), tree(other), tree(other), tree(ours, other)}, nil, appOnly, 12, nil, 2, ""},
		"refused, never seen":         {nil, true, []answer{lost, fail(60008)}, []answer{tree(other)}, nil, appOnly, 0, ErrNameTaken, 2, ""},
		"clash at first":              {nil, true, []answer{fail(60008)}, nil, nil, appOnly, 0, ErrNameTaken, 1, ""},
		"chosen id found":             {ptr(int64(12)), true, []answer{lost}, []answer{tree(ours)}, nil, appOnly, 12, nil, 1, ""},
		"chosen id is another's":      {ptr(int64(13)), true, []answer{lost, fail(60008)}, []answer{tree(other)}, nil, appOnly, 0, ErrNameTaken, 2, ""},
		"name is another's":           {ptr(int64(20)), true, []answer{lost, fail(60008)}, []answer{tree(ours)}, nil, appOnly, 0, ErrNameTaken, 2, ""},
		"ids only, chosen id":         {ptr(int64(12)), true, []answer{lost}, []answer{fail(48009)}, []answer{simple(`{"id":12,"parentid":5}`)}, contactsOnly, 12, nil, 1, ""},
		"ids only, some child":        {nil, true, []answer{lost}, []answer{fail(48009)}, []answer{simple(`{"id":12,"parentid":5}`, `{"id":13,"parentid":5}`)}, contactsOnly, 0, ErrOutcomeUnknown, 1, "id 12, 13"},
		"ids only, no child":          {nil, true, []answer{lost, created}, []answer{fail(48009)}, []answer{simple(`{"id":5,"parentid":1}`)}, contactsOnly, 12, nil, 2, ""},
		"app sees a part":             {nil, true, []answer{lost}, []answer{tree(other)}, []answer{simple(ours, other)}, nil, 0, ErrOutcomeUnknown, 1, "id 12"},
		"app sees all":                {nil, true, []answer{lost}, []answer{tree(ours, other)}, []answer{simple(ours, other)}, nil, 12, nil, 1, ""},
		"app sees nothing, none made": {nil, true, []answer{lost, created}, []answer{fail(60011)}, []answer{simple(`{"id":5,"parentid":1}`)}, nil, 12, nil, 2, ""},
		"looking fails":               {nil, true, []answer{lost}, []answer{fail(60020)}, nil, appOnly, 0, ErrOutcomeUnknown, 1, `"后端" under department 5`},
		"never answered":              {nil, true, []answer{lost}, []answer{tree(other)}, nil, appOnly, 0, nil, 4, "connection broke"},
		"busy with parallel calls":    {nil, true, []answer{fail(45033), fail(45035), created}, nil, nil, appOnly, 12, nil, 3, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(departmentCreate.Path, tc.create...).on(departmentList.Path, tc.list...).on(departmentSimpleList.Path, tc.simple...)
			if tc.change == nil {
				tc.change = func(*Config) {}
			}
			id, err := f.client(tc.change).Departments.Create(t.Context(), &CreateDepartmentRequest{
				ID: tc.id, Name: "后端", ParentID: 5, KnownAbsent: tc.known,
			})
			if id != tc.want {
				t.Errorf("id %d, want %d", id, tc.want)
			}
			switch {
			case tc.err != nil && !errors.Is(err, tc.err):
				t.Errorf("got %v, want %v", err, tc.err)
			case tc.want == 0 && (err == nil || !strings.Contains(err.Error(), tc.names)):
				t.Errorf("got %v, want an error with %q", err, tc.names)
			case tc.want != 0 && err != nil:
				t.Error(err)
			}
			creates := 0
			for _, r := range f.Got() {
				if strings.HasPrefix(r, "POST department/create") {
					creates++
				}
			}
			if creates != tc.creates {
				t.Errorf("%d creates, want %d: %v", creates, tc.creates, f.Got())
			}
		})
	}
}

func TestDepartmentCreate_answerLostAfterTheChange(t *testing.T) {
	f := newFake(t).on(departmentCreate.Path, ok(`{"errcode":0,"id":12}`)).on(departmentList.Path, tree(`{"id":12,"name":"n","parentid":5}`))
	c := f.client(appOnly)
	f.LoseReply(departmentCreate.Path, 1)
	id, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "n", ParentID: 5, KnownAbsent: true})
	if id != 12 || err != nil {
		t.Fatalf("%d, %v", id, err)
	}
	want := []string{`POST department/create {"name":"n","parentid":5}`, "GET department/list?id=5"}
	if d := cmp.Diff(want, f.Got()); d != "" {
		t.Error(d)
	}
}

// In an apply others are made all the time. Were the names read before the ids, one made in between would have an id
// and no name, and could be the lost one.
func TestDepartmentCreate_readsIDsBeforeNames(t *testing.T) {
	f := newFake(t).on(departmentCreate.Path, fail(6000), ok(`{"errcode":0,"id":12}`)).
		on(departmentSimpleList.Path, simple(`{"id":11,"parentid":5}`)).
		on(departmentList.Path, tree(`{"id":11,"name":"a","parentid":5}`, `{"id":13,"name":"b","parentid":5}`))
	id, err := f.client().Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "n", ParentID: 5, KnownAbsent: true})
	if id != 12 || err != nil {
		t.Fatalf("%d, %v", id, err)
	}
	create := `POST department/create {"name":"n","parentid":5}`
	want := []string{create, "GET department/simplelist?id=5", "GET department/list?id=5", create}
	if d := cmp.Diff(want, f.Got()); d != "" {
		t.Error(d)
	}
}

func TestDepartmentCreate_warningKeepsTheID(t *testing.T) {
	f := newFake(t).on(departmentCreate.Path, ok(`{"errcode":0,"errmsg":"created. Warning: wrong json format. ","id":12}`))
	id, err := f.client().Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "n", ParentID: 5})
	var api *APIError
	if id != 12 || !errors.As(err, &api) || api.Code != 0 {
		t.Errorf("%d, %v", id, err)
	}
}

func TestDepartmentCreate_parentMadeSecondsAgo(t *testing.T) {
	f := newFake(t).on(departmentCreate.Path, ok(`{"errcode":0,"id":5}`), fail(60004), ok(`{"errcode":0,"id":6}`))
	c := f.client()
	for parent, want := range map[int64]int64{1: 5} {
		if id, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "a", ParentID: parent}); id != want || err != nil {
			t.Fatal(id, err)
		}
	}
	if id, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "b", ParentID: 5}); id != 6 || err != nil {
		t.Error(id, err)
	}
	f.on(departmentCreate.Path, fail(60004))
	var api *APIError
	if _, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "b", ParentID: 77}); !errors.As(err, &api) || api.Code != 60004 {
		t.Errorf("an unknown parent: got %v", err)
	}
}

func TestDepartmentUpdate_parentMadeSecondsAgo(t *testing.T) {
	f := newFake(t).on(departmentCreate.Path, ok(`{"errcode":0,"id":5}`)).
		on(departmentUpdate.Path, fail(60004), fail(60124), ok(`{"errcode":0}`))
	c := f.client()
	if _, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "a", ParentID: 1}); err != nil {
		t.Fatal(err)
	}
	if err := c.Departments.Update(t.Context(), &UpdateDepartmentRequest{ID: 9, ParentID: ptr(int64(5))}); err != nil {
		t.Error(err)
	}
	f.on(departmentUpdate.Path, fail(60004))
	before := len(f.Got())
	if err := c.Departments.Update(t.Context(), &UpdateDepartmentRequest{ID: 9, ParentID: ptr(int64(77))}); core.CodeOf(err) != 60004 {
		t.Errorf("an unknown parent: got %v", err)
	}
	if n := len(f.Got()) - before; n != 1 {
		t.Errorf("%d calls for an unknown parent, want 1", n)
	}
}

func TestDepartmentCreate_checksBeforeSending(t *testing.T) {
	c := newFake(t).client()
	for _, in := range []*CreateDepartmentRequest{
		{ParentID: 1}, {Name: "n"}, {Name: "n", ParentID: 1, ID: ptr(int64(1))}, {Name: "a\x02", ParentID: 1},
	} {
		if _, err := c.Departments.Create(t.Context(), in); err == nil {
			t.Errorf("%+v: no error", in)
		}
	}
}

func TestDepartmentList_answersWithoutEvidence(t *testing.T) {
	for body, fine := range map[string]bool{
		`{"errcode":0,"errmsg":"ok"}`:                    true, // an empty list may be left out
		`{"errcode":0,"department":null}`:                true,
		`{"department":[{"id":2,"parentid":1}]}`:         true, // a few endpoints omit errcode
		`{}`:                                             false,
		`{"errcode":0,"department":[{"name":"x"}]}`:      false,
		`{"errcode":"x"}`:                                false,
		`{"errcode":0,"department":{"id":2}}`:            false,
		`{"errcode":0,"department":[{"id":"2"}]} trail`:  false,
		"\xef\xbb\xbf" + `{"errcode":0,"department":[]}`: true,
	} {
		f := newFake(t).on(departmentList.Path, ok(body))
		_, err := f.client().Departments.List(t.Context(), nil)
		if (err == nil) != fine {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestMembers_idsOnlyAfter48009(t *testing.T) {
	f := newFake(t).on(userList.Path, fail(48009)).on(userListID.Path,
		ok(`{"errcode":0,"next_cursor":"c1","dept_user":[{"userid":"zhang","department":2},{"userid":"li","department":1}]}`),
		ok(`{"errcode":0,"next_cursor":"","dept_user":[{"userid":"zhang","department":1},{"userid":"zhang","department":2}]}`))
	got, err := f.client(contactsOnly).Members.List(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Member{{UserID: "zhang", DepartmentIDs: []int64{1, 2}, IDsOnly: true}}, got); d != "" {
		t.Error(d)
	}
	want := []string{"GET user/list?department_id=2", `POST user/list_id {"limit":10000}`, `POST user/list_id {"cursor":"c1","limit":10000}`}
	if d := cmp.Diff(want, f.Got()); d != "" {
		t.Error(d)
	}
}

func TestMembers_nobodyOrNoDepartment(t *testing.T) {
	f := newFake(t).on(userList.Path, fail(48009)).on(userListID.Path, ok(`{"errcode":0,"dept_user":[]}`)).on(departmentSimpleList.Path, fail(60003))
	if _, err := f.client(contactsOnly).Members.List(t.Context(), 2); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
	f.on(departmentSimpleList.Path, ok(simpleOK))
	if got, err := f.client(contactsOnly).Members.List(t.Context(), 2); err != nil || len(got) != 0 {
		t.Errorf("%v %v", got, err)
	}
}

func TestMembers_cursorThatNeverEnds(t *testing.T) {
	f := newFake(t).on(userListID.Path, ok(`{"errcode":0,"next_cursor":"again","dept_user":[{"userid":"a","department":1}]}`))
	_, err := f.client().Members.ListIDs(t.Context())
	if err == nil || !strings.Contains(err.Error(), "next_cursor twice") || len(f.Got()) != 2 {
		t.Errorf("%v after %d calls", err, len(f.Got()))
	}
}

func TestMembers_staleCursorRestartsOnce(t *testing.T) {
	page := ok(`{"errcode":0,"next_cursor":"c","dept_user":[{"userid":"a","department":1}]}`)
	f := newFake(t).on(userListID.Path, page, fail(50100), page, ok(`{"errcode":0,"dept_user":[{"userid":"b","department":1}]}`))
	got, err := f.client().Members.ListIDs(t.Context())
	if d := cmp.Diff([]MemberDepartment{{"a", 1}, {"b", 1}}, got); d != "" || err != nil {
		t.Errorf("%v %s", err, d)
	}
	f = newFake(t).on(userListID.Path, page, fail(50100), fail(50100))
	var api *APIError
	if _, err := f.client().Members.ListIDs(t.Context()); !errors.As(err, &api) || len(f.Got()) != 3 {
		t.Errorf("%v after %d calls", err, len(f.Got()))
	}
}
