// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

// Declared is a department in the text of a tree.
type Declared struct {
	Path   string // as it is written: names joined by "/", a "/" of a name as "\/"
	Parent string // the path above, "" on the first level
	Name   string
	ID     int64 // 0 where none is written
}

// DeclaredIn lists the departments of the text of a tree, parents first. Of a text that a plan would refuse it lists
// what can be read.
func DeclaredIn(text string) []Declared {
	doc, _ := parse(text)
	out := make([]Declared, 0, len(doc.entries))
	for _, e := range doc.entries {
		d := Declared{Path: e.path, Parent: e.parent, Name: e.name}
		if e.id != nil {
			d.ID = *e.id
		}
		out = append(out, d)
	}
	return out
}
