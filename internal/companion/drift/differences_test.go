// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

func object(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDifferences(t *testing.T) {
	for what, tt := range map[string]struct {
		before, after string
		hidden        string
		want          []Attribute
	}{
		"nothing": {`{"a":1,"b":null}`, `{"a":1,"b":null}`, `{}`, nil},
		"values":  {`{"a":1,"b":"x","c":[1]}`, `{"a":2,"b":null,"c":[1,2]}`, `{}`, []Attribute{{Path: "a", Old: 1.0, New: 2.0, Sensitive: false}, {Path: "b", Old: "x", New: nil, Sensitive: false}, {Path: "c", Old: []any{1.0}, New: []any{1.0, 2.0}, Sensitive: false}}},
		"maps": {
			`{"tags":{"核心":{"name":"核心","order":1},"gone":{"name":"g"}}}`, `{"tags":{"核心":{"name":"新","order":1},"x":{"name":"x"}}}`, `{}`,
			[]Attribute{{Path: "tags.gone", Old: map[string]any{"name": "g"}, New: nil, Sensitive: false}, {Path: "tags.x", Old: nil, New: map[string]any{"name": "x"}, Sensitive: false}, {Path: `tags["核心"].name`, Old: "核心", New: "新", Sensitive: false}},
		},
		"JSON in a text": {
			`{"departments":"{\"研发\":{\"order\":1},\"a\":{}}"}`, `{"departments":"{\"研发\":{\"order\":2},\"a\":{}}"}`, `{}`,
			[]Attribute{{Path: `departments["研发"]`, Old: map[string]any{"order": json.Number("1")}, New: map[string]any{"order": json.Number("2")}, Sensitive: false}},
		},
		"sensitive": {`{"a":"old","b":{"c":"old"}}`, `{"a":"new","b":{"c":"new"}}`, `{"a":true,"b":{"c":true}}`, []Attribute{{Path: "a", Old: nil, New: nil, Sensitive: true}, {Path: "b.c", Old: nil, New: nil, Sensitive: true}}},
	} {
		var got []Attribute
		for _, d := range differences(&tfjson.Change{Before: object(t, tt.before), After: object(t, tt.after), AfterSensitive: object(t, tt.hidden)}) {
			got = append(got, d.Attribute)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", what, diff)
		}
	}
}

func TestSplit(t *testing.T) {
	change := func(actions tfjson.Actions, before, after string) *tfjson.ResourceChange {
		return &tfjson.ResourceChange{Change: &tfjson.Change{Actions: actions, Before: object(t, before), After: object(t, after)}}
	}
	update, nothing := tfjson.Actions{tfjson.ActionUpdate}, tfjson.Actions{tfjson.ActionNoop}
	drift := change(update, `{"a":"1","b":"1"}`, `{"a":"2","b":"2"}`)
	unknown := change(update, `{"a":"2","b":"2"}`, `{"a":"1"}`)
	unknown.Change.AfterUnknown = object(t, `{"b":true}`)
	for what, tt := range map[string]struct {
		drift, plan  *tfjson.ResourceChange
		undone, left int
	}{
		"undone":             {drift, change(update, `{"a":"2","b":"2"}`, `{"a":"1","b":"1"}`), 2, 0},
		"one of two":         {drift, change(update, `{"a":"2","b":"2"}`, `{"a":"1","b":"2"}`), 1, 1},
		"left":               {drift, change(nothing, `{"a":"2","b":"2"}`, `{"a":"2","b":"2"}`), 0, 2},
		"refresh-only":       {drift, nil, 2, 0},
		"not known":          {drift, unknown, 1, 1},
		"about to be gone":   {drift, change(tfjson.Actions{tfjson.ActionDelete}, `{"a":"2"}`, `null`), 0, 2},
		"changed once more":  {drift, change(update, `{"a":"2","b":"2"}`, `{"a":"3","b":"2"}`), 1, 1},
		"order not read yet": {change(update, `{"order":null}`, `{"order":5}`), nil, 0, 0},
		"order cleared":      {change(update, `{"order":4}`, `{"order":5}`), nil, 1, 0},
	} {
		undone, left := split(tt.drift, tt.plan, nil)
		if len(undone) != tt.undone || len(left) != tt.left {
			t.Errorf("%s: undone %v, left %v", what, undone, left)
		}
	}
}

func TestPlaces(t *testing.T) {
	dir := t.TempDir()
	for file, text := range map[string]string{
		"main.tf":   "# x\nresource \"wecom_department\" \"d\" {\n}\ncheck \"c\" {\n}\n",
		"mod.tofu":  "module \"m\" {\n  source = \"./m\"\n}\n",
		"broken.tf": "resource {",
	} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	places := FindPlaces(dir)
	for address, want := range map[string]Place{
		"wecom_department.d": {"main.tf", 2}, `wecom_department.d["研发.[后端]\".x"]`: {"main.tf", 2}, "wecom_department.d[0]": {"main.tf", 2},
		"check.c": {"main.tf", 4}, `module.m["a"].wecom_department.x`: {"mod.tofu", 1}, "module.m.module.n.wecom_department.x": {"mod.tofu", 1},
		"wecom_department.other": {},
	} {
		if got := places[declaration(address)]; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

// Departments of a tree are managed whether the state shows their ids or not.
func TestStateOfTrees(t *testing.T) {
	departments := []client.Department{
		{ID: 1, Name: "corp"}, {ID: 2, Name: "a", ParentID: 1}, {ID: 3, Name: "b", ParentID: 2}, {ID: 4, Name: "x/y", ParentID: 2},
		{ID: 5, Name: "new", ParentID: 1}, {ID: 6, Name: "kept", ParentID: 5}, {ID: 7, Name: "below", ParentID: 6}, {ID: 8, Name: "stranger", ParentID: 5},
		{ID: 10, Name: "b", ParentID: 9}, {ID: 9, Name: "other", ParentID: 1},
	}
	// "old" was renamed to "new" in the console; what is below keeps its path.
	text := `{\"a\":{},\"a/b\":{},\"a/x\\\\/y\":{},\"new\":{},\"old/kept\":{},\"old/kept/below\":{},\"a/gone\":{}}`
	for name, test := range map[string]struct {
		tree    string
		idsOnly bool
		want    []string
		notes   int
	}{
		"all ids":  {tree: `"departments":"` + text + `","ids":{"a":2,"a/b":3,"a/gone":null}`, want: []string{"2", "3"}},
		"ids_of":   {tree: `"departments":"` + text + `","ids_of":["a"],"ids":{"a":2}`, want: []string{"2", "3", "4", "5", "6", "7"}},
		"below a":  {tree: `"parent_id":2,"departments":"{\"b\":{},\"x\\\\/y\":{\"id\":4}}","ids_of":[],"ids":{}`, want: []string{"3", "4"}},
		"no names": {tree: `"parent_id":2,"departments":"{\"b\":{}}","ids_of":[],"ids":{}`, idsOnly: true, want: []string{"3", "4"}, notes: 1},
	} {
		inv := &inventory.Inventory{Kinds: inventory.Kinds()}
		for _, d := range departments {
			if d.IDsOnly = test.idsOnly; d.IDsOnly {
				d.Name = ""
			}
			inv.Objects = append(inv.Objects, inventory.Object{Kind: "department", ID: strconv.FormatInt(d.ID, 10), Value: &d})
		}
		for form, state := range map[string]string{
			"file": `{"version":4,"resources":[
		{"mode":"managed","type":"wecom_department_tree","instances":[{"attributes":{"id":"1",` + test.tree + `}}]},
		{"mode":"managed","type":"wecom_department","instances":[{"attributes":{"id":2147483646}}]},
		{"mode":"data","type":"wecom_department","instances":[{"attributes":{"id":9}}]},
		{"mode":"managed","type":"other_thing","instances":[{"attributes":{"id":"x"}}]},
		{"mode":"managed","type":"wecom_tag_group","instances":[{"attributes":{"id":"et1"}}]}]}`,
			"show -json": `{"format_version":"1.0","values":{"root_module":{"resources":[
		{"mode":"managed","type":"wecom_department_tree","name":"t","address":"t","values":{"id":1,` + test.tree + `}},
		{"mode":"managed","type":"wecom_tag_group","name":"g","address":"g","values":{"id":"et1"}}],
		"child_modules":[{"resources":[{"mode":"managed","type":"wecom_department","name":"d","address":"d","values":{"id":2147483646}}]}]}}}`,
		} {
			t.Run(name+"/"+form, func(t *testing.T) {
				ids := NewHeld()
				if err := ids.AddState([]byte(state)); err != nil {
					t.Fatal(err)
				}
				if notes := ids.resolve(inv); len(notes) != test.notes {
					t.Errorf("notes %q, want %d", notes, test.notes)
				}
				want := IDs{"department": {"2147483646": true}, "tag_group": {"et1": true}}
				for _, id := range test.want {
					want.Add("department", id)
				}
				if diff := cmp.Diff(want, ids.IDs); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestStatesThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"text":      {"# no state", "not the JSON of a state"},
		"plan":      {`{"format_version":"1.0","planned_values":{}}`, "give it as an argument"},
		"version":   {`{"version":3}`, "version 3"},
		"encrypted": {`{"serial":1,"encrypted_data":"AAAA","encryption_version":"v0"}`, "tofu state pull > pulled.json"},
	} {
		if err := NewHeld().AddState([]byte(c.raw)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
