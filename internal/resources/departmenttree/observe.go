// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// view is the corp as the state shows it.
type view struct {
	doc   *document
	ids   map[string]int64
	notes notes
	// missing are departments of the state that are not in the subtree.
	missing []int64
	// strangers are the topmost departments of the subtree that are not in the state, named for a message, that no
	// warning told of yet; strangerIDs are all of them.
	strangers   []string
	strangerIDs []int64
	// nameless: WeCom showed ids only, so names are those of the state.
	nameless bool
	// ignored are departments whose English name WeCom does not keep.
	ignored []string
}

// observe shows the departments below parentID, of which all is the list, the way k declares them. A department whose
// own name and parent are as declared keeps its key even if a department above it was renamed: one change outside of
// Terraform is one entry that differs.
func (k *known) observe(parentID int64, all []client.Department, exclusive bool) view {
	o := observer{known: k, children: map[int64][]client.Department{}, address: map[int64]string{parentID: ""}, used: map[string]int64{}, exclusive: exclusive}
	o.out = view{doc: &document{}, ids: make(map[string]int64, len(all)), notes: notes{Ignored: map[int64]string{}, Imported: k.Imported}}
	for _, d := range all {
		if d.ID != parentID {
			o.children[d.ParentID] = append(o.children[d.ParentID], d)
		}
	}
	o.declared = make(map[int64]string, len(k.path)+len(k.Leaving))
	maps.Copy(o.declared, k.path)
	for id, path := range k.Leaving {
		if _, twice := k.ids[path]; twice {
			path = aside(path, id)
		}
		o.declared[id] = path
	}
	o.walk(parentID)
	for id, path := range o.declared {
		if !o.seen[id] {
			o.out.missing = append(o.out.missing, id)
			o.out.notes.Gone = append(o.out.notes.Gone, path)
		}
	}
	slices.Sort(o.out.missing)
	slices.Sort(o.out.notes.Gone)
	o.out.doc.sort()
	return o.out
}

type observer struct {
	*known
	children  map[int64][]client.Department
	declared  map[int64]string // id -> path it was declared under
	address   map[int64]string // id -> path that its children are declared below
	used      map[string]int64 // key -> id
	seen      map[int64]bool
	exclusive bool
	out       view
}

func (o *observer) walk(parentID int64) {
	// Declared paths are spoken for, whoever has them now: two departments that traded places must not look as if
	// nothing had happened.
	o.seen = map[int64]bool{parentID: true}
	var order []client.Department
	for waiting := []int64{parentID}; len(waiting) > 0; waiting = waiting[1:] {
		for _, d := range o.children[waiting[0]] {
			if !o.seen[d.ID] { // WeCom answers a tree; a ring would never end
				o.seen[d.ID] = true
				order = append(order, d)
				waiting = append(waiting, d.ID)
			}
		}
	}
	for _, d := range order {
		if path, ok := o.declared[d.ID]; ok {
			o.used[path] = d.ID
			o.address[d.ID] = path
		}
	}
	for _, d := range order {
		o.department(d, parentID)
	}
}

func (o *observer) department(d client.Department, parentID int64) {
	declared, tracked := o.declared[d.ID]
	o.out.nameless = o.out.nameless || d.IDsOnly
	name := d.Name
	if d.IDsOnly || name == "" {
		name = fmt.Sprintf("~%d", d.ID) // no name is known, and "" would be no path
		if tracked {
			_, name, _ = splitPath(cmp.Or(o.Keys[d.ID], declared))
		}
	}
	key := joinPath(o.address[d.ParentID], name)
	if owner, taken := o.used[key]; taken && owner != d.ID {
		key = aside(key, d.ID)
	}
	o.used[key] = d.ID
	switch {
	case !tracked && !o.exclusive:
		o.address[d.ID] = key
		if _, below := o.declared[d.ParentID]; below || d.ParentID == parentID {
			o.out.strangerIDs = append(o.out.strangerIDs, d.ID)
			if !slices.Contains(o.Undeclared, d.ID) {
				o.out.strangers = append(o.out.strangers, fmt.Sprintf("%s (id %d)", key, d.ID))
			}
		}
		return
	case !tracked:
		declared = key
		o.address[d.ID] = key
		o.out.notes.Found = append(o.out.notes.Found, d.ID)
	case o.found[d.ID]:
		o.out.notes.Found = append(o.out.notes.Found, d.ID)
	}
	if key != declared {
		if o.out.notes.Keys == nil {
			o.out.notes.Keys = map[int64]string{}
		}
		o.out.notes.Keys[d.ID] = key
	}
	o.out.ids[declared] = d.ID
	o.out.doc.entries = append(o.out.doc.entries, o.entry(d, key, declared))
}

// entry shows of d what is managed: what was written, or everything after an import.
func (o *observer) entry(d client.Department, key, declared string) entry {
	e := entry{path: key}
	e.parent, e.name, _ = splitPath(key)
	was := o.known.entry(d.ID)
	if was == nil {
		if o.Imported && o.path[d.ID] == "" {
			e.order = &d.Order
			if d.NameEN != "" {
				e.nameEN = &d.NameEN
			}
		}
		return e
	}
	e.id = was.id
	if key == declared {
		e.movedFrom = was.movedFrom
	}
	if was.order != nil {
		e.order = &d.Order
	}
	if was.nameEN != nil {
		e.nameEN = o.nameEN(d, *was.nameEN, key)
	}
	return e
}

// nameEN is the English name that WeCom shows, or the managed one where it shows none or does not keep it.
func (o *observer) nameEN(d client.Department, managed, key string) *string {
	switch {
	case d.IDsOnly:
		return &managed
	case d.NameEN != "":
		return &d.NameEN
	case o.Ignored[d.ID] == managed:
		o.out.notes.Ignored[d.ID] = managed
		o.out.ignored = append(o.out.ignored, key)
		return &managed
	}
	return nil
}

// aside is a key for a department whose own is taken in the text.
func aside(key string, id int64) string { return fmt.Sprintf("%s~%d", key, id) }
