// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package taggroup

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// tagsOf reads tags written as "key:name" with what is known of them behind: "#id", "=order". A name "-" is null, "?"
// is unknown.
func tagsOf(text string) map[string]tagModel {
	tags := map[string]tagModel{}
	for _, part := range strings.Fields(text) {
		part, order, hasOrder := strings.Cut(part, "=")
		part, id, hasID := strings.Cut(part, "#")
		key, name, _ := strings.Cut(part, ":")
		tag := tagModel{Name: types.StringValue(name)}
		switch name {
		case "-":
			tag.Name = types.StringNull()
		case "?":
			tag.Name = types.StringUnknown()
		}
		if hasID {
			tag.ID = types.StringValue(id)
		}
		if hasOrder {
			tag.Order = field.WholeValue(int64(order[0] - '0'))
		}
		tags[key] = tag
	}
	return tags
}

// written is the reverse of tagsOf; an unknown id or order is "?".
func written(tags map[string]tagModel) string {
	var out []string
	for _, key := range sortedKeys(tags) {
		t, name, id, order := tags[key], "?", "?", "?"
		if !t.Name.IsUnknown() {
			name = t.Name.ValueString()
		}
		if !t.ID.IsUnknown() {
			id = t.ID.ValueString()
		}
		if !t.Order.IsUnknown() {
			order = t.Order.String()
		}
		out = append(out, key+":"+name+"#"+id+"="+order)
	}
	return strings.Join(out, " ")
}

// writtenByUser are the notes of a group whose keys are all the user's.
func writtenByUser(prior map[string]tagModel, undeclared map[string]string) (n notes) {
	n.declare(prior)
	for name, id := range undeclared {
		n.Undeclared = append(n.Undeclared, noteTag{ID: id, Name: name})
	}
	return n
}

// After an import the keys in the state are names. Going by them where a name says otherwise would swap tags on
// customers.
func TestMatch_keysFromNames(t *testing.T) {
	tests := map[string]struct {
		config, prior, declared string
		planned, orphans        string
	}{
		"other keys, same names":                {config: "x:A y:B", prior: "A:A#1=1 B:B#2=2", planned: "x:A#1=1 y:B#2=2"},
		"keys that are each other's names":      {config: "A:B B:A", prior: "A:A#1=1 B:B#2=2", planned: "A:B#2=2 B:A#1=1"},
		"a key that is the name of another":     {config: "B:A x:B", prior: "A:A#1=1 B:B#2=2", planned: "B:A#1=1 x:B#2=2"},
		"a name nobody has, under a name's key": {config: "A:X", prior: "A:A#1=1", planned: "A:X#1=1"},
		"the tag of a taken key goes":           {config: "A:B", prior: "A:A#1=1 B:B#2=2", planned: "A:B#2=2", orphans: "A"},
		"a declared key stays the user's":       {config: "A:B B:A", prior: "A:A#1=1 B:B#2=2", declared: "1 2", planned: "A:B#1=1 B:A#2=2"},
		"two of one name":                       {config: "a:A a2:A", prior: "a:A#1=1 a2:A#2=2", planned: "a:A#1=1 a2:A#2=2"},
		"one of each":                           {config: "a:N x:M", prior: "a:A#1=1 N:N#2=2 M:M#3=3", declared: "1", planned: "a:N#1=1 x:M#3=3", orphans: "N"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			planned, orphans := match(tagsOf(tt.config), tagsOf(tt.prior), notes{Declared: strings.Fields(tt.declared)})
			if d := cmp.Diff(tt.planned, written(planned)); d != "" {
				t.Errorf("planned (-want +got):\n%s", d)
			}
			if got := strings.Join(orphans, " "); got != tt.orphans {
				t.Errorf("orphans: %q, want %q", got, tt.orphans)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	tests := map[string]struct {
		config, prior string
		undeclared    map[string]string
		planned       string
		orphans       string
	}{
		"create":                              {config: "a:A b:-", planned: "a:A#?=? b:b#?=?"},
		"create with an order":                {config: "a:A=3", planned: "a:A#?=3"},
		"nothing changes":                     {config: "a:A b:-", prior: "a:A#1=1 b:b#2=2", planned: "a:A#1=1 b:b#2=2"},
		"rename":                              {config: "a:X", prior: "a:A#1=1", planned: "a:X#1=1"},
		"reorder":                             {config: "a:A=5", prior: "a:A#1=1", planned: "a:A#1=5"},
		"name from the key now":               {config: "a:-", prior: "a:A#1=1", planned: "a:a#1=1"},
		"swap":                                {config: "a:B b:A", prior: "a:A#1=1 b:B#2=2", planned: "a:B#1=1 b:A#2=2"},
		"ring of three":                       {config: "a:B b:C c:A", prior: "a:A#1=1 b:B#2=2 c:C#3=3", planned: "a:B#1=1 b:C#2=2 c:A#3=3"},
		"chain":                               {config: "a:B b:C c:X", prior: "a:A#1=1 b:B#2=2 c:C#3=3", planned: "a:B#1=1 b:C#2=2 c:X#3=3"},
		"the key changes, the name stays":     {config: "x:A", prior: "a:A#1=1", planned: "x:A#1=1"},
		"the keys of two are exchanged":       {config: "x:A y:B", prior: "a:A#1=1 b:B#2=2", planned: "x:A#1=1 y:B#2=2"},
		"the key changes, the name by key":    {config: "A:-", prior: "a:A#1=1", planned: "A:A#1=1"},
		"the key changes with a new order":    {config: "x:A=7", prior: "a:A#1=1", planned: "x:A#1=7"},
		"key and name change: another tag":    {config: "x:X", prior: "a:A#1=1", planned: "x:X#?=?", orphans: "a"},
		"removed":                             {config: "a:A", prior: "a:A#1=1 b:B#2=2 c:C#3=3", planned: "a:A#1=1", orphans: "b c"},
		"added under the name of a rename":    {config: "a:X n:A", prior: "a:A#1=1", planned: "a:X#1=1 n:A#?=?"},
		"an orphan's name taken by a rename":  {config: "a:B", prior: "a:A#1=1 b:B#2=2", planned: "a:B#1=1", orphans: "b"},
		"key change into the key of another":  {config: "b:A", prior: "a:A#1=1 b:B#2=2", planned: "b:A#2=2", orphans: "a"},
		"unknown name under its key":          {config: "a:?", prior: "a:A#1=1", planned: "a:?#1=1"},
		"unknown name under a new key":        {config: "x:?", prior: "a:A#1=1", planned: "x:?#?=?", orphans: "a"},
		"case counts":                         {config: "x:a", prior: "k:A#1=1", planned: "x:a#?=?", orphans: "k"},
		"undeclared tag of the name":          {config: "a:A n:F", prior: "a:A#1=1", undeclared: map[string]string{"F": "9"}, planned: "a:A#1=1 n:F#9=?"},
		"undeclared tag of the name by key":   {config: "a:A F:-=4", prior: "a:A#1=1", undeclared: map[string]string{"F": "9"}, planned: "F:F#9=4 a:A#1=1"},
		"one's own tag before the undeclared": {config: "x:A", prior: "a:A#1=1", undeclared: map[string]string{"A": "9"}, planned: "x:A#1=1"},
		"undeclared, but the key decides":     {config: "a:F", prior: "a:A#1=1", undeclared: map[string]string{"F": "9"}, planned: "a:F#1=1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			planned, orphans := match(tagsOf(tt.config), tagsOf(tt.prior), writtenByUser(tagsOf(tt.prior), tt.undeclared))
			if d := cmp.Diff(tt.planned, written(planned)); d != "" {
				t.Errorf("planned (-want +got):\n%s", d)
			}
			if got := strings.Join(orphans, " "); got != tt.orphans {
				t.Errorf("orphans: %q, want %q", got, tt.orphans)
			}
		})
	}
}
