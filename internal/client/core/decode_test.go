// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type odd struct {
	Name string `json:"name"`
}

type shapes struct {
	N      int64           `json:"n"`
	S      string          `json:"s"`
	B      bool            `json:"b"`
	PB     *bool           `json:"pb"`
	PS     *string         `json:"ps"`
	PN     *int64          `json:"pn"`
	O      *odd            `json:"o"`
	In     string          `json:"in.side"`
	List   []string        `json:"list"`
	Set    []string        `json:"set" api:"set"`
	IDs    []int64         `json:"ids" api:"set"`
	Others []odd           `json:"others"`
	Hidden string          `json:"-"`
	Given  bool            `given:"g"`
	Map    map[string]bool `json:"map"`
}

func ptr[T any](v T) *T { return &v }

// Numbers as text and the other way round, nothing in every form, and [x] for x.
func TestDecode_readsWhatServersWrite(t *testing.T) {
	for in, want := range map[string]shapes{
		`{}`:                               {},
		`{"n":7}`:                          {N: 7},
		`{"n":"7"}`:                        {N: 7},
		`{"n":" 7 "}`:                      {N: 7},
		`{"n":[7]}`:                        {N: 7},
		`{"n":1e8}`:                        {N: 100_000_000},
		`{"n":4294967295}`:                 {N: 4294967295},
		`{"n":"-1"}`:                       {N: -1},
		`{"n":{},"s":"a"}`:                 {S: "a"},
		`{"n":1,"n":[]}`:                   {},
		`{"s":7,"n":null}`:                 {S: "7"},
		`{"s":["a"]}`:                      {S: "a"},
		`{"s":{}}`:                         {},
		`{"s":"\u540e\n"}`:                 {S: "后\n"},
		`{"b":"1"}`:                        {B: true},
		`{"b":1,"pb":false}`:               {B: true, PB: ptr(false)},
		`{"b":"","pb":null}`:               {},
		`{"pb":"0"}`:                       {PB: ptr(false)},
		`{"ps":""}`:                        {},
		`{"ps":"x"}`:                       {PS: ptr("x")},
		`{"pn":0}`:                         {PN: ptr(int64(0))},
		`{"o":{}}`:                         {},
		`{"o":""}`:                         {},
		`{"o":[]}`:                         {},
		`{"o":{"name":""}}`:                {},
		`{"o":[{"name":1}]}`:               {O: &odd{"1"}},
		`{"o":"x"}`:                        {O: &odd{"x"}}, // its only field
		`{"in":{"side":"x","other":1}}`:    {In: "x"},
		`{"in":null}`:                      {},
		`{"list":null}`:                    {},
		`{"list":{}}`:                      {},
		`{"list":""}`:                      {},
		`{"list":[]}`:                      {List: []string{}},
		`{"list":["b",7,"a"]}`:             {List: []string{"b", "7", "a"}},
		`{"set":["b","","a","b"]}`:         {Set: []string{"a", "b"}},
		`{"ids":["3",0,1,3]}`:              {IDs: []int64{1, 3}},
		`{"ids":[]}`:                       {},
		`{"others":[{"name":"x"},"y",{}]}`: {Others: []odd{{"x"}, {"y"}, {}}},
		`{"others":[{"name":"x"}],"others":[{"x":1}]}`: {Others: []odd{{}}},
		`{"-":"x","Hidden":"x"}`:                       {},
		`{"map":{"a":1,"b":"false","c":null}}`:         {Map: map[string]bool{"a": true, "b": false}},
		`{"map":[]}`:                                   {},
		`{"map":null}`:                                 {},
		`{"map":{}}`:                                   {Map: map[string]bool{}},
		`{"g":""}`:                                     {Given: true},
		`{"g":null}`:                                   {},
	} {
		var got shapes
		if err := decode([]byte(in), &got); err != nil {
			t.Errorf("%s: %v", in, err)
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", in, d)
		}
	}
}

func TestDecode_refusesTheRest(t *testing.T) {
	for _, in := range []string{
		`{"n":1.5}`, `{"n":"x"}`, `{"n":true}`, `{"n":{"a":1}}`, `{"n":[1,2]}`, `{"n":9223372036854775808}`, `{"n":1` + strings.Repeat("0", 70) + `}`,
		`{"s":true}`, `{"s":{"a":1}}`, `{"s":["a","b"]}`, `{"b":"yes"}`, `{"b":2}`, `{"o":[{"name":"a"},{"name":"b"}]}`,
		`{"list":"x"}`, `{"list":{"a":1}}`, `{"map":[1,2]}`, `{"map":"x"}`, `{"map":{"a":"yes"}}`, `{"list":[["a","b"]]}`, `{"in":"x","in":[1,2]}`,
		`{"n":1`, `{"n":1}}`, ``, `{"o":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`,
	} {
		var got shapes
		if err := decode([]byte(in), &got); err == nil {
			t.Errorf("%s became %+v, want an error", in, got)
		}
	}
}

// A list that WeCom joins by | is read in both forms.
func TestDecode_joined(t *testing.T) {
	for raw, want := range map[string]string{`"a|b"`: "[a b]", `["a","b"]`: "[a b]", `"a"`: "[a]", `""`: "[]", `null`: "[]", `[]`: "[]"} {
		var got struct {
			List []string `json:"list" api:"joined"`
		}
		if err := decode([]byte(`{"list":`+raw+`}`), &got); err != nil || fmt.Sprint(got.List) != want {
			t.Errorf("%s: %v, %v", raw, got.List, err)
		}
	}
}

// An embedded struct shares the keys of the one around it.
func TestDecode_embedded(t *testing.T) {
	var both struct {
		odd
		Link odd    `json:"link"`
		Also string `json:"name"`
	}
	if err := decode([]byte(`{"name":"a","link":{"name":"b"}}`), &both); err != nil || both.Name != "a" || both.Link.Name != "b" || both.Also != "a" {
		t.Errorf("%+v, %v", both, err)
	}
}

// Keys of other case do not count, at any depth.
func TestDecode_keysOfOtherCase(t *testing.T) {
	var got shapes
	in := `{"s":"a","S":"b","\u0053":"c","o":{"NAME":"x","name":"y"},"N":7,"Set":["q"]}`
	if err := decode([]byte(in), &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(shapes{S: "a", O: &odd{"y"}}, got); d != "" {
		t.Error(d)
	}
}

func TestDecode_boundsLists(t *testing.T) {
	var got shapes
	if err := decode([]byte(`{"list":[`+strings.Repeat(`"a",`, maxItems)+`"a"]}`), &got); err == nil {
		t.Error("no error")
	}
}

func TestEnvelope(t *testing.T) {
	env, err := opened([]byte(`{"errmsg":{"odd":1},"errcode":"60020"}`))
	if err != nil || env.code != 60020 || env.message != `{"odd":1}` || !env.coded {
		t.Errorf("%+v %v", env, err)
	}
	for in, coded := range map[string]bool{`{}`: false, `{"errcode":null}`: false, `{"errcode":""}`: false, `{"errcode":"0"}`: true, `{"Errcode":0}`: false} {
		if env, err := opened([]byte(in)); err != nil || env.coded != coded {
			t.Errorf("%s: %+v %v", in, env, err)
		}
	}
	for _, in := range []string{`{"errcode":0,"errcode":40001}`, `{"errcode":{}}`, `{"errcode":[0]}`, `{"errcode":"x"}`, `{"errcode":1.5}`} {
		if env, err := opened([]byte(in)); err == nil {
			t.Errorf("%s: %+v", in, env)
		}
	}
}
