// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// Noun is the entry of the catalogue. A tree has no object of its own in the corp: it manages departments.
var Noun = kind.Own{New: New, Says: &kind.About{
	Type: TypeName, Noun: "department tree", Nouns: "department trees", Term: "部门", Area: kind.Directory,
	Said: kind.Said{Holds: &kind.Holds{
		Type: "wecom_department", IDs: managed,
		Unsure: "Names of departments could not be read, so which of them a " + TypeName + " with ids_of declares is not known: all below its parent_id " +
			"count as managed.",
	}},
}}

// held is what a state tells of a tree. Where ids_of is set the state shows the ids of those departments alone, and the
// others by path.
type held struct {
	parentID int64
	declared []Declared
	ids      map[int64]bool
	partly   bool // ids_of is set
}

// heldBy reads the attributes of a state, as JSON decodes them.
func heldBy(values map[string]any) *held {
	t := &held{parentID: number(values["parent_id"]), ids: map[int64]bool{}, partly: values["ids_of"] != nil}
	if t.parentID == 0 {
		t.parentID = rootID
	}
	all, _ := values["ids"].(map[string]any)
	for _, v := range all {
		if id := number(v); id != 0 { // null: not made yet
			t.ids[id] = true
		}
	}
	text, _ := values["departments"].(string)
	t.declared = DeclaredIn(text)
	for _, d := range t.declared {
		if d.ID != 0 {
			t.ids[d.ID] = true
		}
	}
	return t
}

func number(v any) int64 {
	switch v := v.(type) {
	case float64: // at most 2^31, so exact
		return int64(v)
	case json.Number:
		n, _ := v.Int64()
		return n
	}
	return 0
}

// managed are the ids of the departments that the tree of a state manages. sure is false where names could not be read:
// then they are all of the subtree, because which of them are declared cannot be told.
func managed(state map[string]any, all []any) (ids []string, sure bool) {
	t := heldBy(state)
	found, sure := maps.Clone(t.ids), true
	if t.partly {
		p := pathfinder{tree: t, children: map[int64][]*client.Department{}, at: map[string][]int64{"": {t.parentID}}, text: map[string]bool{}, found: found, path: map[int64]string{}}
		for _, o := range all {
			if d, ok := o.(*client.Department); ok && d.ID != rootID {
				p.children[d.ParentID] = append(p.children[d.ParentID], d)
				sure = sure && !d.IDsOnly
			}
		}
		if sure {
			p.follow()
		} else {
			p.all(t.parentID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(found)) {
		ids = append(ids, strconv.FormatInt(id, 10))
	}
	return ids, sure
}

// pathfinder follows declared paths through the corp.
type pathfinder struct {
	tree     *held
	children map[int64][]*client.Department
	at       map[string][]int64 // path -> departments that it can mean
	path     map[int64]string   // the inverse
	text     map[string]bool    // declared paths
	found    map[int64]bool
}

func (p *pathfinder) follow() {
	for _, d := range p.tree.declared {
		p.text[d.Path] = true
	}
	var orphans []Declared
	for _, d := range p.tree.declared { // parents first
		if !p.step(d) {
			orphans = append(orphans, d)
		}
	}
	// Of a department that was renamed or moved in the console the state shows the new path, and those below it still
	// under the old one: they are looked for below the departments that have such a child and do not declare it.
	for _, d := range orphans {
		if d.Parent != "" && !p.text[d.Parent] && len(p.at[d.Parent]) == 0 {
			p.at[d.Parent] = p.renamed(d)
		}
		p.step(d)
	}
}

// step finds what a path means where it is known what the one above means.
func (p *pathfinder) step(d Declared) bool {
	hit := false
	for _, parent := range p.at[d.Parent] {
		for _, c := range p.children[parent] {
			// The second is how a state tells apart what has the same path.
			if c.Name == d.Name || fmt.Sprintf("%s~%d", c.Name, c.ID) == d.Name {
				p.at[d.Path] = append(p.at[d.Path], c.ID)
				p.path[c.ID] = d.Path
				p.found[c.ID], hit = true, true
			}
		}
	}
	return hit
}

func (p *pathfinder) renamed(child Declared) (ids []int64) {
	last := child.Path[len(child.Parent):] // with its "/"
	for _, id := range slices.Sorted(maps.Keys(p.path)) {
		if p.text[p.path[id]+last] {
			continue
		}
		if slices.ContainsFunc(p.children[id], func(c *client.Department) bool { return c.Name == child.Name && !p.found[c.ID] }) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (p *pathfinder) all(parent int64) {
	for _, c := range p.children[parent] {
		if !p.found[c.ID] || len(p.children[c.ID]) > 0 {
			p.found[c.ID] = true
			p.all(c.ID)
		}
	}
}
