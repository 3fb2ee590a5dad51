// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// told writes steps as "1=B" (rename), "1@5" (reorder), "1=B@5", "+A,B", "-1,2".
func told(todo []step) string {
	var out []string
	for _, s := range todo {
		switch {
		case s.edit != nil:
			text := s.edit.ID
			if s.edit.Name != nil {
				text += "=" + *s.edit.Name
			}
			if s.edit.Order != nil {
				text += fmt.Sprintf("@%d", *s.edit.Order)
			}
			out = append(out, text)
		case s.add != nil:
			var names []string
			for _, n := range s.add {
				names = append(names, n.Name)
			}
			out = append(out, "+"+strings.Join(names, ","))
		default:
			out = append(out, "-"+strings.Join(s.delete, ","))
		}
	}
	return strings.Join(out, " ")
}

// planSteps is what an update makes of config and prior; all orphans but those of keep are deleted.
func planSteps(config, prior map[string]tagModel, undeclared map[string]string, keep ...string) (want map[string]tagModel, todo []step) {
	want, orphans := match(config, prior, writtenByUser(prior, undeclared))
	w := newWriter(nil, "", prior)
	names, edits, adds := w.plan(want)
	var doomed []string
	for _, key := range orphans {
		if id := prior[key].ID.ValueString(); !strings.Contains(" "+strings.Join(keep, " ")+" ", " "+id+" ") {
			doomed = append(doomed, id)
		}
	}
	return want, steps(names, edits, adds, doomed)
}

func TestSteps(t *testing.T) {
	tests := map[string]struct {
		config, prior string
		undeclared    map[string]string
		keep          string // ids of orphans that stay
		want          string
	}{
		"nothing":                              {config: "a:A", prior: "a:A#1=1", want: ""},
		"rename":                               {config: "a:X", prior: "a:A#1=1", want: "1=X"},
		"reorder":                              {config: "a:A=5", prior: "a:A#1=1", want: "1@5"},
		"rename and reorder in one call":       {config: "a:X=5", prior: "a:A#1=1", want: "1=X@5"},
		"an order that is not written stays":   {config: "a:X", prior: "a:A#1=7", want: "1=X"},
		"order 0 is an order":                  {config: "a:A=0", prior: "a:A#1=1", want: "1@0"},
		"key change":                           {config: "x:A", prior: "a:A#1=1", want: ""},
		"key change with a new order":          {config: "x:A=5", prior: "a:A#1=1", want: "1@5"},
		"replace every tag: add first":         {config: "x:X y:Y", prior: "a:A#1=1 b:B#2=2", want: "+X,Y -1,2"},
		"add under the name of a rename":       {config: "a:X n:A", prior: "a:A#1=1", want: "1=X +A"},
		"swap":                                 {config: "a:B b:A", prior: "a:A#1=1 b:B#2=2", want: "2=B~2 1=B 2=A"},
		"swap with orders":                     {config: "a:B=3 b:A=4", prior: "a:A#1=1 b:B#2=2", want: "2=B~2 1=B@3 2=A@4"},
		"ring of three":                        {config: "a:B b:C c:A", prior: "a:A#1=1 b:B#2=2 c:C#3=3", want: "2=B~2 1=B 3=A 2=C"},
		"two rings":                            {config: "a:B b:A c:D d:C", prior: "a:A#1=1 b:B#2=2 c:C#3=3 d:D#4=4", want: "2=B~2 1=B 2=A 4=D~4 3=D 4=C"},
		"chain":                                {config: "a:B b:C c:X", prior: "a:A#1=1 b:B#2=2 c:C#3=3", want: "3=X 2=C 1=B"},
		"chain to a new tag":                   {config: "a:B b:C n:A", prior: "a:A#1=1 b:B#2=2", want: "2=C 1=B +A"},
		"orphan whose name is taken":           {config: "a:B", prior: "a:A#1=1 b:B#2=2", want: "-2 1=B"},
		"orphan of a taken name and another":   {config: "a:B", prior: "a:A#1=1 b:B#2=2 c:C#3=3", want: "-2 1=B -3"},
		"chain to an orphan's name":            {config: "a:B b:C", prior: "a:A#1=1 b:B#2=2 c:C#3=3", want: "-3 2=C 1=B"},
		"ring beside an orphan's name":         {config: "a:B b:A c:D", prior: "a:A#1=1 b:B#2=2 c:C#3=3 d:D#4=4", want: "-4 3=D 2=B~2 1=B 2=A"},
		"undeclared tag taken over":            {config: "a:A n:F", prior: "a:A#1=1", undeclared: map[string]string{"F": "9"}, want: ""},
		"undeclared tag taken over, reordered": {config: "a:A n:F=2", prior: "a:A#1=1", undeclared: map[string]string{"F": "9"}, want: "9@2"},
		"a tag that stays is never renamed":    {config: "a:F", prior: "a:A#1=1 F:F#9=1", keep: "9", want: "1=F"}, // refused by WeCom
		"nor at the end of a chain":            {config: "a:B b:F", prior: "a:A#1=1 b:B#2=2 F:F#9=1", keep: "9", want: "2=F 1=B"},
		"nor beside a ring":                    {config: "a:B b:A c:F", prior: "a:A#1=1 b:B#2=2 c:C#3=3 F:F#9=1", keep: "9", want: "3=F 2=B~2 1=B 2=A"},
		"a temporary name that is in use":      {config: "a:B b:A", prior: "a:A#1=1 b:B#2=2 c:B~2#3=3", want: "2=B~22 1=B 2=A -3"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, todo := planSteps(tagsOf(tt.config), tagsOf(tt.prior), tt.undeclared, tt.keep)
			if d := cmp.Diff(tt.want, told(todo)); d != "" {
				t.Errorf("steps (-want +got):\n%s", d)
			}
		})
	}
}

func TestSteps_batches(t *testing.T) {
	for n, want := range map[int][]int{0: nil, 1: {1}, 99: {99}, 100: {100}, 101: {100, 1}, 200: {100, 100}, 201: {100, 100, 1}} {
		var adds []client.NewTag
		var deletes []string
		names := map[string]string{}
		for i := range n {
			adds = append(adds, client.NewTag{Name: fmt.Sprintf("new %d", i)})
			deletes = append(deletes, fmt.Sprintf("id %d", i))
			names[deletes[i]] = fmt.Sprintf("old %d", i)
		}
		var added, deleted []int
		var gotAdds []client.NewTag
		var gotDeletes []string
		for _, s := range steps(names, nil, adds, deletes) {
			if s.add != nil {
				added, gotAdds = append(added, len(s.add)), append(gotAdds, s.add...)
				if deleted != nil {
					t.Errorf("%d: an add after a delete", n)
				}
				continue
			}
			deleted, gotDeletes = append(deleted, len(s.delete)), append(gotDeletes, s.delete...)
		}
		if d := cmp.Diff([][]int{want, want}, [][]int{added, deleted}); d != "" {
			t.Errorf("%d: batches (-want +got):\n%s", n, d)
		}
		if d := cmp.Diff(adds, gotAdds) + cmp.Diff(deletes, gotDeletes); d != "" {
			t.Errorf("%d: what is sent (-want +got):\n%s", n, d)
		}
	}
}

// A temporary name may be left over from an apply that failed. Cut to 30 characters, the next one would be the same.
func TestSteps_leftoverTemporaryNameInTheWay(t *testing.T) {
	const id = "et12345678"
	left := nameRule.Aside(strings.Repeat("a", 30), id)
	config, prior := tagsOf("a:"+left+" b:A"), tagsOf("a:A#1=1 b:"+left+"#"+id+"=2")
	_, todo := planSteps(config, prior, nil)
	want := strings.Join([]string{id + "=" + strings.Repeat("a", 19) + "~t123456782", "1=" + left, id + "=A"}, " ")
	if d := cmp.Diff(want, told(todo)); d != "" {
		t.Errorf("steps (-want +got):\n%s", d)
	}
}
