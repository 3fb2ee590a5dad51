// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wayOf is the answer to a get, with keys changed by later ones.
func wayOf(keys string) answer {
	return ok(`{"errcode":0,"contact_way":{"type":2,"scene":2,"remark":"r","state":"s","skip_verify":true,"user":["zhang","li"],"party":[3],"qr_code":"q"` + keys + `}}`)
}

func newWay() *AddContactWayRequest {
	return &AddContactWayRequest{
		Type: ContactWayMulti, Scene: ContactWayQRCode, Remark: ptr("r"), State: ptr("s"), UserIDs: []string{"li", "zhang"}, DepartmentIDs: []int64{3},
	}
}

func TestContactWayCreate_lostAnswer(t *testing.T) {
	made := ok(`{"errcode":0,"config_id":"cwN","qr_code":"qN"}`)
	for name, tc := range map[string]struct {
		add   []answer
		list  []answer
		get   []answer
		want  string // id; "" is an error
		err   error
		adds  int
		names []string // in the error
	}{
		"one match":               {[]answer{lost}, []answer{wayIDs("", "cw1")}, []answer{wayOf("")}, "cw1", nil, 1, nil},
		"one match after -1":      {[]answer{fail(-1)}, []answer{wayIDs("", "cw1")}, []answer{wayOf("")}, "cw1", nil, 1, nil},
		"one match after 502":     {[]answer{status(502, "text/html", "x")}, []answer{wayIDs("", "cw1")}, []answer{wayOf("")}, "cw1", nil, 1, nil},
		"answer without id":       {[]answer{ok(`{"errcode":0}`)}, []answer{wayIDs("", "cw1")}, []answer{wayOf("")}, "cw1", nil, 1, nil},
		"one of two matches":      {[]answer{lost}, []answer{wayIDs("", "cw1", "cw2")}, []answer{wayOf(`,"state":"x"`), wayOf("")}, "cw2", nil, 1, nil},
		"seen late":               {[]answer{lost}, []answer{wayIDs(""), wayIDs("", "cw1")}, []answer{wayOf("")}, "cw1", nil, 1, nil},
		"listed before readable":  {[]answer{lost}, []answer{wayIDs("", "cw1")}, []answer{fail(41044), wayOf("")}, "cw1", nil, 1, nil},
		"two matches":             {[]answer{lost}, []answer{wayIDs("", "cw1", "cw2")}, []answer{wayOf("")}, "", ErrOutcomeUnknown, 1, []string{"cw1, cw2", `"r"`, "li, zhang"}},
		"none":                    {[]answer{lost, made}, []answer{wayIDs("")}, nil, "cwN", nil, 2, nil},
		"none, others listed":     {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"remark":"other"`)}, "cwN", nil, 2, nil},
		"none, again and again":   {[]answer{lost}, []answer{wayIDs("")}, nil, "", nil, 4, nil},
		"looking fails":           {[]answer{lost}, []answer{fail(60020)}, nil, "", ErrOutcomeUnknown, 1, []string{"60020"}},
		"candidate not readable":  {[]answer{lost}, []answer{wayIDs("", "cw1")}, []answer{fail(60020)}, "", ErrOutcomeUnknown, 1, []string{"cw1", "60020"}},
		"refused":                 {[]answer{fail(84074)}, nil, nil, "", nil, 1, []string{"84074"}},
		"busy but not let in":     {[]answer{fail(45033), made}, nil, nil, "cwN", nil, 2, nil},
		"refused when sent again": {[]answer{lost, fail(41045)}, []answer{wayIDs("")}, nil, "", nil, 2, []string{"41045"}},
		"made, with a warning":    {[]answer{ok(`{"errcode":0,"errmsg":"ok. Warning: wrong json format.","config_id":"cwN"}`)}, nil, nil, "cwN", nil, 1, []string{"wrong json format"}},
		"userids in another case": {[]answer{lost}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"user":["Li","ZHANG"]`)}, "cw1", nil, 1, nil},
		"defaults not shown":      {[]answer{lost}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"skip_verify":null`)}, "cw1", nil, 1, nil},
		"exclusive, we are not":   {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"is_exclusive":true`)}, "cwN", nil, 2, nil},
		"skip_verify differs":     {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"skip_verify":false`)}, "cwN", nil, 2, nil},
		"a user more":             {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"user":["li","zhang","x"]`)}, "cwN", nil, 2, nil},
		"a department less":       {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"party":[]`)}, "cwN", nil, 2, nil},
		"temporary, we are not":   {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"is_temp":true`)}, "cwN", nil, 2, nil},
		"another type":            {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"type":1`)}, "cwN", nil, 2, nil},
		"another scene":           {[]answer{lost, made}, []answer{wayIDs("", "cw1")}, []answer{wayOf(`,"scene":1`)}, "cwN", nil, 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(contactWayAdd.Path, tc.add...).on(contactWayList.Path, tc.list...).on(contactWayGet.Path, tc.get...)
			got, err := f.client().ContactWays.Create(t.Context(), newWay())
			id := ""
			if got != nil {
				id = got.ID
			}
			if id != tc.want {
				t.Errorf("made %q, want %q (%v)", id, tc.want, err)
			}
			if (err == nil) != (tc.want != "" && tc.names == nil) || errors.Is(err, ErrOutcomeUnknown) != (tc.err != nil) {
				t.Errorf("got the error %v, want %v", err, tc.err)
			}
			for _, n := range tc.names {
				if !strings.Contains(fmt.Sprint(err), n) {
					t.Errorf("%v does not name %s", err, n)
				}
			}
			if n := len(f.bodies(contactWayAdd.Path)); n != tc.adds {
				t.Errorf("sent %d times, want %d", n, tc.adds)
			}
		})
	}
}

// WeCom never lists temporary ways: nothing can be looked up.
func TestContactWayCreate_lostTemporary(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, lost)
	in := newWay()
	in.IsTemp = ptr(true)
	_, err := f.client().ContactWays.Create(t.Context(), in)
	if !errors.Is(err, ErrOutcomeUnknown) || len(f.Got()) != 1 {
		t.Errorf("%v after %d calls", err, len(f.Got()))
	}
}

// What this client saw before, or made by another create, is not the result.
func TestContactWayCreate_knownWaysAreNoCandidates(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cw2"}`), lost).
		on(contactWayList.Path, wayIDs("", "cw1", "cw2", "cw3")).on(contactWayGet.Path, wayOf(""))
	c := f.client()
	if _, err := c.ContactWays.Get(t.Context(), "cw1"); err != nil {
		t.Fatal(err)
	}
	f.Advance(1)
	var ids []string
	for range 2 {
		w, err := c.ContactWays.Create(t.Context(), newWay())
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, w.ID)
	}
	if d := cmp.Diff([]string{"cw2", "cw3"}, ids); d != "" {
		t.Error(d)
	}
}

// Two creates of the same content, both lost, of which both were carried out: neither may adopt what the other already
// has.
func TestContactWayCreate_equalCreatesTakeTurns(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, lost).on(contactWayList.Path, wayIDs("", "cw1"), wayIDs("", "cw1", "cw2")).on(contactWayGet.Path, wayOf(""))
	c := f.client()
	ids := make([]string, 2)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			w, err := c.ContactWays.Create(t.Context(), newWay())
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = w.ID
		})
	}
	wg.Wait()
	if ids[0] == ids[1] || ids[0]+ids[1] != "cw1cw2" && ids[0]+ids[1] != "cw2cw1" {
		t.Errorf("made %v", ids)
	}
}

func TestContactWayCreate_checksBeforeSending(t *testing.T) {
	c := newFake(t).client()
	if _, err := c.ContactWays.Create(t.Context(), &AddContactWayRequest{Type: 2, Scene: 2}); err == nil {
		t.Error("a way without members: no error")
	}
	if _, err := c.ContactWays.Get(t.Context(), ""); err == nil {
		t.Error("get without id: no error")
	}
	if err := c.ContactWays.Update(t.Context(), &UpdateContactWayRequest{}); err == nil {
		t.Error("update without id: no error")
	}
	if err := c.ContactWays.Delete(t.Context(), ""); err == nil {
		t.Error("delete without id: no error")
	}
}

// nil is left out, also in lists; what is left out keeps WeCom's default.
func TestContactWay_minimalBodies(t *testing.T) {
	f := newFake(t).on(contactWayAdd.Path, ok(`{"errcode":0,"config_id":"cw1"}`)).on(contactWayUpdate.Path, ok(`{"errcode":0}`))
	c := f.client()
	if _, err := c.ContactWays.Create(t.Context(), &AddContactWayRequest{Type: 2, Scene: 2, DepartmentIDs: []int64{2}}); err != nil {
		t.Fatal(err)
	}
	if err := c.ContactWays.Update(t.Context(), &UpdateContactWayRequest{ID: "cw1"}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`POST externalcontact/add_contact_way {"type":2,"scene":2,"party":[2]}`,
		`POST externalcontact/update_contact_way {"config_id":"cw1"}`,
	}
	if d := cmp.Diff(want, f.Got()); d != "" {
		t.Error(d)
	}
}
