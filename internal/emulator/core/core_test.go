// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A thing is a noun that no family has.
type thing struct {
	ID    string   `json:"id"`
	Name  string   `json:"name" form:"名称|Name"`
	Words []string `json:"words" form:"词|Words" input:"words"`
	Kind  int64    `json:"kind" form:"类型|Kind" options:"1=甲|one,2=乙|two" preset:"2" only:"add"`
	On    bool     `json:"on" form:"开|On" only:"update"`
}

func things(st *Store) *Collection[string, thing] {
	return NewCollection(st, Rules[string, thing]{
		Noun: "thing", Key: func(v *thing) *string { return &v.ID }, Fold: strings.ToLower,
		Fresh: func(taken func(string) bool) string { return st.NewNumber(10, taken) },
		Check: func(v *thing) error {
			if v.Name == "" {
				return Fail(40063)
			}
			return nil
		},
		Clash: func(v, other *thing) error {
			if v.Name == other.Name {
				return Fail(40058)
			}
			return nil
		},
		Most: func() int { return 2 }, Full: 45009, Created: func(*thing) int64 { return 0 },
		None: func(key string, deleted bool) error {
			return FailText(map[bool]int{true: 41001, false: 40014}[deleted], "no %s", key)
		},
		Taken: func() error { return Fail(40013) },
	})
}

func code(err error) int {
	var refused *Refusal
	if errors.As(err, &refused) {
		return refused.Code
	}
	return 0
}

func TestCollection(t *testing.T) {
	st := &Store{Readings: &EngineSwitches{}}
	c := things(st)
	if err := c.Load([]thing{{ID: "Seed", Name: "a", Words: []string{"x"}}}); err != nil {
		t.Fatal(err)
	}
	second, err := c.Add(thing{Name: "b"})
	if err != nil || second.ID != "11" {
		t.Fatal(second, err)
	}
	_, clash := c.Add(thing{Name: "a"})
	_, full := c.Add(thing{Name: "c"})
	_, clashInConsole := c.ConsoleAdd(thing{Name: "b"})
	_, unknown := c.Find("x")
	for what, got := range map[string][2]int{
		"clash": {code(clash), 40058}, "full": {code(full), 45009}, "clash in the console": {code(clashInConsole), 40058}, "unknown": {code(unknown), 40014},
		"taken":           {code(c.Load([]thing{{ID: "seed", Name: "d"}})), 40013},
		"check":           {code(c.Load([]thing{{ID: "y"}})), 40063},
		"update":          {code(c.ConsoleUpdate("SEED", func(v *thing) { v.Name = "" })), 40063},
		"update to clash": {code(c.ConsoleUpdate("seed", func(v *thing) { v.Name = "b" })), 40058},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: errcode %d, want %d", what, got[0], got[1])
		}
	}
	if err := c.ConsoleUpdate("seed", func(v *thing) { v.ID, v.Words[0] = "other", "y" }); err != nil {
		t.Fatal(err)
	}
	dump := c.Dump()
	dump[1].Words[0] = "changed in the copy"
	if got := c.Get("Seed"); got.ID != "Seed" || got.Words[0] != "y" {
		t.Errorf("%+v", got)
	}
	if err := c.ConsoleDelete("11"); err != nil {
		t.Fatal(err)
	}
	st.State.Objects = 0 // as if the counter had been lost
	third, err := c.Add(thing{Name: "b"})
	if err != nil || third.ID == "11" {
		t.Errorf("a deleted id came back: %v, %v", third, err)
	}
	if _, err := c.Find("11"); code(err) != 41001 || !c.Deleted("11") {
		t.Errorf("deleted: %v", err)
	}
	again := things(&Store{State: Copy(st.State), Readings: st.Readings})
	if err := again.Load(c.Dump()); err != nil || !again.Deleted("11") || again.Len() != 2 {
		t.Errorf("after a restart: %v", err)
	}
	var ids []string
	for _, v := range c.List(func(*thing) bool { return true }) {
		ids = append(ids, v.ID)
	}
	if !slices.Equal(ids, []string{"Seed", third.ID}) {
		t.Errorf("order: %v", ids)
	}
}

func TestFormsFromTypes(t *testing.T) {
	show := func(op Operation) string {
		var out []string
		for _, f := range op.Fields() {
			out = append(out, fmt.Sprintf("%s<%s %s %s=%s %d", f.Arg, f.From, f.Label.Pick(false), f.Kind, f.Preset, len(f.Options)))
		}
		return strings.Join(out, "; ")
	}
	type console struct{ changed thing }
	con := &console{thing{Name: "old", On: true}}
	ofServer := func(*Server) any { return con }
	add := Op(ofServer, "add", func(_ *console, v thing) (string, []int64, error) { return v.Name, []int64{1}, nil }, "thing").Answers("name", "in")
	update := Op(ofServer, "update", func(c *console, _ string, change func(*thing), _ ...int64) error {
		change(&c.changed)
		return nil
	}, "id<id", "change", "in<in 部门|In")
	if got, want := show(add), "thing.name< Name text= 0; thing.words< Words words= 0; thing.kind< Kind choice=2 2"; got != want {
		t.Errorf("add: %s", got)
	}
	if got, want := show(update), "id<id  text= 0; change.name<name Name text= 0; change.words<words Words words= 0; change.on<on On check= 0; in<in In departments= 0"; got != want {
		t.Errorf("update: %s", got)
	}
	s := &Server{operations: map[string]Operation{"add": add, "update": update}}
	for raw, want := range map[string]string{
		`{}`:                          "update needs change",
		`{"change":{"nam":1}}`:        `change: json: unknown field "nam"`,
		`{"change":{},"x":1,"id":""}`: `update takes id, change, in, not "x"`,
		`{"change":{"name":"x"}}`:     "",
	} {
		if _, err := s.RunConsole("update", []byte(raw)); (err != nil || want != "") && (err == nil || err.Error() != want) {
			t.Errorf("%s: %v, want %q", raw, err, want)
		}
	}
	if con.changed.Name != "x" || !con.changed.On {
		t.Errorf("changed: %+v", con.changed)
	}
	if answer, err := s.RunConsole("add", []byte(`{"thing":{"name":"new"}}`)); err != nil || string(Encode(answer)) != `{"in":[1],"name":"new"}` {
		t.Errorf("%v, %v", answer, err)
	}
}
