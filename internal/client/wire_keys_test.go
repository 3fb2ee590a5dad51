// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"testing"
)

// A key that differs in case only is another key.
func TestKeysThatDifferInCase(t *testing.T) {
	f := newFake(t).on(pathDepartmentGet, ok(`{"errcode":0,"errmsg":"ok","ERRCODE":60003,"department":{"id":2,"name":"R\"&\\D","Name":"x",`+
		`"NAME" : {"Id":7},"n\u0041me":"y","paren\u017fid":9,"parentid":1,"order":3,"\u006fRDER":4,"name_en":"a\":b","Department_Leader":["z"]}}`))
	d, err := f.client().Departments.Get(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != 2 || d.Name != `R"&\D` || d.ParentID != 1 || d.Order != 3 || d.NameEN != `a":b` || len(d.LeaderUserIDs) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestExactKeys(t *testing.T) {
	for in, want := range map[string]string{
		`{"name":"A","b":["C",{"d":"E"}]}`: `{"name":"A","b":["C",{"d":"E"}]}`,
		`{"Name":1,"name":"Name"}`:         `{"....":1,"name":"Name"}`,
		`{"a":{"B\"c": 1}}`:                `{"a":{"....": 1}}`,
		`{"\u0061":1,"\u0041":2}`:          `{"\u0061":1,"......":2}`,
		`{"名":1}`:                          `{"...":1}`,
		`{"":1,"a_b-1":2}`:                 `{"":1,"a_b-1":2}`,
		`{"A`:                              `{"A`,
		`{"a\`:                             `{"a\`,
		"{\"A\"\n\t :1}":                   "{\".\"\n\t :1}",
		`[]`:                               `[]`,
	} {
		body := []byte(in)
		if got := string(exactKeys(body)); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
		if string(body) != in {
			t.Errorf("%s: the answer itself was changed to %s", in, body)
		}
	}
}
