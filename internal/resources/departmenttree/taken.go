// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// recognise finds the departments that an interrupted apply of this tree made and the state does not have, by the
// client's journal, from the first level down. They have their ids from now on, so that they are brought in line and
// not made again; adopt makes it final. What an exclusive tree found by itself has its id already.
func (w *run) recognise(found map[int64]bool) (ours []*job) {
	for _, j := range w.jobs {
		parent, _ := w.parentOf(j)
		if parent == 0 || j.id != 0 && !found[j.id] {
			continue
		}
		named := w.namesake(j, parent)
		id := w.r.Client.Departments.Interrupted(w.request(j, parent), named, func(id int64) bool {
			// Others may have renamed or moved it since; after both it could be another one that was given the same id.
			d := w.corp.byID[id]
			return d != nil && (d.ParentID == parent || !d.IDsOnly && d.Name == j.name)
		})
		if id == 0 || j.id != 0 && j.id != id || w.byID[id] != nil && w.byID[id] != j || w.remove[id] != "" || w.leaving[id] != "" {
			continue
		}
		j.id = id
		w.byID[id] = j
		ours = append(ours, j)
	}
	return ours
}

// namesake is the department that has the name of j under parent, 0 for none.
func (w *run) namesake(j *job, parent int64) int64 {
	for _, id := range w.corp.slots[slotsOf(parent, j.name, "")[0]] {
		if w.corp.byID[id].Name == j.name {
			return id
		}
	}
	return 0
}

// adopt takes what recognise found into the state: it counts as made by this apply, which must not fail without
// recording it.
func (w *run) adopt(ours []*job) {
	for _, j := range ours {
		parent, _ := w.parentOf(j)
		w.r.Client.Departments.Adopt(w.request(j, parent), j.id)
		w.took(j.nameEN != nil)
	}
}

// refuseTaken reports departments that have declared names and are neither this tree's nor about to give them up:
// nothing is written then.
func (w *run) refuseTaken(exists bool, diags *diag.Diagnostics) bool {
	var by []string
	var first *job
	in := map[*job]int64{} // who has the place of a department that would be made
	for _, j := range w.jobs {
		parent, p := w.parentOf(j)
		if parent == 0 {
			parent = in[p]
		}
		if parent == 0 || j.id != 0 && w.change(j) == nil {
			continue
		}
		if id, exact := w.occupantBelow(parent, j); exact && w.byID[id] == nil && w.remove[id] == "" {
			if first == nil {
				first = j
			}
			in[j] = id
			by = append(by, label(j.path, id))
		}
	}
	if first == nil {
		return false
	}
	importing := fmt.Sprintf("import the subtree: terraform import <address> %d", w.parentID)
	if exists {
		importing = fmt.Sprintf("have the tree forgotten and import the subtree: terraform state rm <address>, then terraform import <address> %d", w.parentID)
	}
	diags.AddError("Departments exist already",
		fmt.Sprintf("Below department %d WeCom has departments with names that this tree gives to others; they are not taken over because of a name: %s.\n"+
			"To manage them, write the id on each entry, for example  %s = { id = %d },  or %s\n"+
			"Otherwise choose other names. Nothing was changed.\n\n"+
			"An apply that was interrupted leaves such departments, too, where its folder (.terraform) is lost: import them.",
			w.parentID, shared.Shorten(by), quote(first.path), in[first], importing))
	return true
}
