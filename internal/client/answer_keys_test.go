// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"testing"
)

// A key that differs in case only is another key.
func TestKeysThatDifferInCase(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, ok(`{"errcode":0,"errmsg":"ok","ERRCODE":60003,"department":{"id":2,"name":"R\"&\\D","Name":"x",`+
		`"NAME" : {"Id":7},"n\u0041me":"y","paren\u017fid":9,"parentid":1,"order":3,"\u006fRDER":4,"name_en":"a\":b","Department_Leader":["z"]}}`))
	d, err := f.client().Departments.Get(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != 2 || d.Name != `R"&\D` || d.ParentID != 1 || d.Order != 3 || d.NameEN != `a":b` || len(d.LeaderUserIDs) != 0 {
		t.Errorf("%+v", d)
	}
}
