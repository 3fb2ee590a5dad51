// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

const (
	// rootID is the id of the corp itself in the tree (doc 90205).
	rootID = 1
	// maxDepartments and maxLevels are WeCom's limits of a corp (doc 90205).
	maxDepartments = 30_000
	maxLevels      = 15
	// problemsShown bounds the messages of one text.
	problemsShown = 10
)

// check finds everything that no corp could accept. parentID is 0 while it is not known.
func (d *document) check(parentID int64) []problem {
	var problems []problem
	add := func(where, format string, args ...any) {
		problems = append(problems, problem{where, fmt.Sprintf(format, args...)})
	}
	if len(d.entries) > maxDepartments {
		add("", "it declares %d departments; WeCom allows %d in a corp.", len(d.entries), maxDepartments)
	}
	ids, english, origins := map[int64]string{}, map[[2]string]string{}, map[string]string{}
	levels := maxLevels
	if parentID > rootID {
		levels-- // that department itself is on one of them
	}
	for i := range d.entries {
		e := &d.entries[i]
		if wrong := field.DepartmentName.Problem(e.name); wrong != "" || strings.HasPrefix(e.path, "/") {
			if e.name == "" || wrong == "" {
				wrong = `a name in the path is empty. A path is names joined by "/", without one at either end.`
			}
			add(at(e.path), "%s", wrong)
			continue
		}
		if e.parent != "" && d.byPath[e.parent] == nil {
			above, last, _ := splitPath(e.parent)
			add(at(e.path), "its parent %s is not declared. Add  %s = {}  to departments; where the \"/\" belongs to the name, write %s.",
				quote(e.parent), quote(e.parent), quote(joinPath(above, last+"/"+e.name)))
		}
		if n := depth(e.path); n > levels {
			add(at(e.path), "it is %d levels below department %d; WeCom allows %d levels in a corp.", n, parentID, maxLevels)
		}
		if e.nameEN != nil {
			if wrong := field.DepartmentName.Problem(*e.nameEN); wrong != "" {
				add(at(e.path, "name_en"), "%s", wrong)
			}
			key := [2]string{e.parent, *e.nameEN}
			if other, twice := english[key]; twice {
				add(at(e.path, "name_en"), "its sibling %s has the same English name %s.", quote(other), quote(*e.nameEN))
			}
			english[key] = e.path
		}
		if e.order != nil && (*e.order < 0 || *e.order > math.MaxUint32) {
			add(at(e.path, "order"), "%d is not between 0 and %d.", *e.order, uint32(math.MaxUint32))
		}
		if e.id != nil {
			switch other, twice := ids[*e.id]; {
			case *e.id == rootID:
				add(at(e.path, "id"), "department 1 is the corp itself; it cannot be below anything.")
			case *e.id < rootID || *e.id > math.MaxInt32:
				add(at(e.path, "id"), "a department id is a whole number from 2 to %d, or left out for WeCom to choose.", math.MaxInt32)
			case *e.id == parentID:
				add(at(e.path, "id"), "%d is the parent_id of the whole tree.", parentID)
			case twice:
				add(at(e.path, "id"), "%s has the id %d too.", quote(other), *e.id)
			}
			ids[*e.id] = e.path
		}
		d.checkOrigin(e, origins, add)
	}
	return problems
}

// checkOrigin: a ring of moves, or a chain, would have an origin that is declared, and could not be told from one that
// is done.
func (d *document) checkOrigin(e *entry, origins map[string]string, add func(where, format string, args ...any)) {
	if e.movedFrom == nil {
		return
	}
	from := *e.movedFrom
	if _, name, wrong := splitPath(from); wrong != "" || name == "" {
		add(at(e.path, "moved_from"), "%s is not a path.", quote(from))
	} else if from == e.path {
		add(at(e.path, "moved_from"), "it names the department itself.")
	} else if d.byPath[from] != nil {
		add(at(e.path, "moved_from"), "%s is declared too, so it has not moved. To let departments trade places, write the id of each instead.", quote(from))
	} else if other, twice := origins[from]; twice {
		add(at(e.path, "moved_from"), "%s moved from %s too; one department cannot become two.", quote(other), quote(from))
	}
	origins[from] = e.path
}

// report adds problems as errors that name the place in the text.
func report(diags *diag.Diagnostics, problems []problem) {
	for i, p := range problems {
		if i == problemsShown {
			diags.AddAttributeError(path.Root("departments"), "Invalid department tree",
				strconv.Itoa(len(problems)-i)+" more mistakes are not shown. Correct these first.")
			return
		}
		diags.AddAttributeError(path.Root("departments"), "Invalid department tree", fmt.Sprintf("departments%s: %s", p.at, p.text))
	}
}
