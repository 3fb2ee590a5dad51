// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// The state of these tests: 甲(1x) with a child and a grandchild, 乙.
func sample(n notes) *known {
	return newKnown(`{"甲":{},"甲/子":{"order":5},"甲/子/孙":{},"乙":{}}`,
		map[string]int64{"甲": 10, "甲/子": 11, "甲/子/孙": 12, "乙": 20}, n)
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		notes      notes
		want       map[string]int64
		remove     []int64
		wrong      string
	}{
		{name: "the same", text: `{"甲":{},"甲/子":{},"甲/子/孙":{},"乙":{}}`, want: map[string]int64{"甲": 10, "甲/子": 11, "甲/子/孙": 12, "乙": 20}},
		{name: "never by name", text: `{"甲":{},"乙":{},"乙/子":{},"乙/子/孙":{}}`, want: map[string]int64{"甲": 10, "乙": 20, "乙/子": 0, "乙/子/孙": 0}, remove: []int64{11, 12}},
		{name: "what is below follows", text: `{"丙":{"moved_from":"甲"},"丙/子":{},"丙/子/孙":{},"乙":{}}`, want: map[string]int64{"丙": 10, "丙/子": 11, "丙/子/孙": 12, "乙": 20}},
		{name: "a move within a move", text: `{"丙":{"moved_from":"甲"},"乙":{},"乙/子":{"moved_from":"甲/子"},"乙/子/孙":{}}`, want: map[string]int64{"丙": 10, "乙": 20, "乙/子": 11, "乙/子/孙": 12}},
		{name: "a move that is done", text: `{"甲":{"moved_from":"从前"},"甲/子":{},"甲/子/孙":{},"乙":{}}`, want: map[string]int64{"甲": 10, "甲/子": 11, "甲/子/孙": 12, "乙": 20}},
		{name: "trading places by id", text: `{"甲":{"id":20},"乙":{"id":10},"乙/子":{},"乙/子/孙":{}}`, want: map[string]int64{"甲": 20, "乙": 10, "乙/子": 11, "乙/子/孙": 12}},
		{name: "another id", text: `{"甲":{"id":99},"甲/子":{},"甲/子/孙":{},"乙":{}}`, want: map[string]int64{"甲": 0, "甲/子": 11, "甲/子/孙": 12, "乙": 20}, remove: []int64{10}},
		{name: "renamed in the console, taken back", text: `{"甲":{},"甲/子":{},"甲/子/孙":{},"乙":{}}`, notes: notes{Keys: map[int64]string{10: "甲组"}}, want: map[string]int64{"甲": 10, "甲/子": 11, "甲/子/孙": 12, "乙": 20}},
		{name: "renamed in the console, accepted", text: `{"甲组":{},"甲组/子":{},"甲组/子/孙":{},"乙":{}}`, notes: notes{Keys: map[int64]string{10: "甲组"}}, want: map[string]int64{"甲组": 10, "甲组/子": 11, "甲组/子/孙": 12, "乙": 20}},
		{name: "from nowhere", text: `{"丙":{"moved_from":"丁"}}`, wrong: `this resource has no "丁"`},
		{name: "from what was deleted in the console", text: `{"丙":{"moved_from":"丁"}}`, notes: notes{Gone: []string{"丁"}}, want: map[string]int64{"丙": 0}, remove: []int64{20, 10, 11, 12}},
		{name: "both exist", text: `{"甲":{"moved_from":"乙"}}`, wrong: `"甲" exists as department 10 and "乙" as department 20`},
		{name: "id and origin differ", text: `{"丙":{"moved_from":"乙","id":10}}`, wrong: `"乙" is department 20, but id says 10`},
		{name: "origin is another's id", text: `{"丙":{"moved_from":"乙"},"丁":{"id":20}}`, wrong: `"乙" is department 20, which is declared as "丁"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, problems := parse(tt.text)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			k := sample(tt.notes)
			targets, problems := k.match(doc)
			if tt.wrong != "" {
				if len(problems) != 1 || !strings.Contains(problems[0].text, tt.wrong) {
					t.Errorf("want %s, got %q", tt.wrong, problems)
				}
				return
			}
			got := map[string]int64{}
			for _, target := range targets {
				got[target.path] = target.tracked
			}
			if d := cmp.Diff(tt.want, got); d != "" || len(problems) > 0 {
				t.Errorf("%s %q", d, problems)
			}
			if d := cmp.Diff(tt.remove, k.compare(targets, false).remove); d != "" {
				t.Errorf("removed: %s", d)
			}
		})
	}
}

// What is left alone, and what is deleted.
func TestCompare(t *testing.T) {
	doc, _ := parse(`{"甲":{},"甲/子":{"order":5}}`)
	for _, tt := range []struct {
		name            string
		notes           notes
		exclusive       bool
		remove, release []int64
	}{
		{"declared before", notes{}, false, []int64{20, 12}, nil},
		{"imported", notes{Imported: true}, false, nil, []int64{20, 12}},
		{"imported into an exclusive tree", notes{Imported: true}, true, nil, []int64{20, 12}},
		{"added in the console", notes{Found: []int64{20}}, true, []int64{20, 12}, nil},
		{"exclusive no more", notes{Found: []int64{20}}, false, []int64{12}, []int64{20}},
		{"moved away", notes{Outside: map[int64]int64{12: 77}}, true, []int64{20}, []int64{12}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := sample(tt.notes)
			targets, _ := k.match(doc)
			c := k.compare(targets, tt.exclusive)
			if d := cmp.Diff([][]int64{tt.remove, tt.release}, [][]int64{c.remove, c.release}); d != "" || c.unchanged {
				t.Errorf("%s unchanged %v", d, c.unchanged)
			}
		})
	}
}

func TestObserve(t *testing.T) {
	dept := func(id int64, name string, parent int64) client.Department {
		return client.Department{ID: id, Name: name, ParentID: parent, Order: 9, NameEN: "E"}
	}
	same := []client.Department{dept(1, "公司", 0), dept(10, "甲", 1), dept(11, "子", 10), dept(12, "孙", 11), dept(20, "乙", 1)}
	with := func(changes ...client.Department) []client.Department {
		out := append([]client.Department(nil), same...)
		for _, c := range changes {
			found := false
			for i := range out {
				if out[i].ID == c.ID {
					out[i], found = c, true
				}
			}
			if !found {
				out = append(out, c)
			}
		}
		return out
	}
	for _, tt := range []struct {
		name      string
		all       []client.Department
		exclusive bool
		want      string
		keys      map[int64]string
		found     []int64
		strangers []string
		missing   []int64
	}{
		{name: "an order that is managed", all: same, want: `{"乙":{},"甲":{},"甲/子":{"order":9},"甲/子/孙":{}}`},
		{name: "one rename is one entry", all: with(dept(10, "甲组", 1)), want: `{"乙":{},"甲/子":{"order":9},"甲/子/孙":{},"甲组":{}}`, keys: map[int64]string{10: "甲组"}},
		{name: "a move", all: with(dept(11, "子", 20)), want: `{"乙":{},"乙/子":{"order":9},"甲":{},"甲/子/孙":{}}`, keys: map[int64]string{11: "乙/子"}},
		{name: "traded names do not look unchanged", all: with(dept(10, "乙", 1), dept(20, "甲", 1)), want: `{"乙~10":{},"甲/子":{"order":9},"甲/子/孙":{},"甲~20":{}}`, keys: map[int64]string{10: "乙~10", 20: "甲~20"}},
		{name: "deleted", all: same[:4], want: `{"甲":{},"甲/子":{"order":9},"甲/子/孙":{}}`, missing: []int64{20}},
		{name: "added", all: with(dept(30, "a/b", 20), dept(31, "下", 30)), want: `{"乙":{},"甲":{},"甲/子":{"order":9},"甲/子/孙":{}}`, strangers: []string{`乙/a\/b (id 30)`}},
		{name: "added, exclusive", all: with(dept(30, "a/b", 20), dept(31, "下", 30)), exclusive: true,
			want: `{"乙":{},"乙/a\\/b":{},"乙/a\\/b/下":{},"甲":{},"甲/子":{"order":9},"甲/子/孙":{}}`, found: []int64{30, 31}},
		{name: "ids only", all: []client.Department{{ID: 10, ParentID: 1, IDsOnly: true}, {ID: 11, ParentID: 20, Order: 4, IDsOnly: true}, {ID: 12, ParentID: 11, IDsOnly: true}, {ID: 20, ParentID: 1, IDsOnly: true}, {ID: 40, ParentID: 1, IDsOnly: true}}, exclusive: true,
			want: `{"~40":{},"乙":{},"乙/子":{"order":4},"甲":{},"甲/子/孙":{}}`, keys: map[int64]string{11: "乙/子"}, found: []int64{40}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := sample(notes{}).observe(1, tt.all, tt.exclusive)
			if d := cmp.Diff(tt.want, v.doc.render()); d != "" {
				t.Error(d)
			}
			got := []any{v.notes.Keys, v.notes.Found, v.strangers, v.missing}
			if d := cmp.Diff([]any{tt.keys, tt.found, tt.strangers, tt.missing}, got); d != "" {
				t.Error(d)
			}
		})
	}
}
