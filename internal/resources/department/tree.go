// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// maxDepth ends a walk upwards. WeCom allows 15 levels (doc 90205).
const maxDepth = 64

// tree is a list of departments, each once, by id. With an app that sees a part of the corp it is a part of the tree:
// parents may be missing.
type tree struct {
	all  []client.Department
	byID map[int64]client.Department
}

func newTree(departments []client.Department) tree {
	t := tree{byID: make(map[int64]client.Department, len(departments))}
	for _, d := range departments {
		if _, twice := t.byID[d.ID]; !twice {
			t.byID[d.ID] = d
			t.all = append(t.all, d)
		}
	}
	slices.SortFunc(t.all, func(a, b client.Department) int { return cmp.Compare(a.ID, b.ID) })
	return t
}

// path joins the names from below base down to d with "/"; that of base itself is "". Where a department on the way is
// missing, the path begins below it. It is not known when one of the names is not.
func (t tree) path(d client.Department, base int64) (path string, known bool) {
	var names []string
	seen := map[int64]bool{base: true}
	for ok := true; ok && !seen[d.ID] && len(names) < maxDepth; d, ok = t.byID[d.ParentID] {
		if d.IDsOnly || d.Name == "" {
			return "", false
		}
		seen[d.ID] = true
		names = append(names, d.Name)
	}
	slices.Reverse(names)
	return strings.Join(names, "/"), true
}

// idsOnly reports whether names could not be read.
func (t tree) idsOnly() bool {
	return slices.ContainsFunc(t.all, func(d client.Department) bool { return d.IDsOnly })
}

// find returns the departments whose whole path is path; that of the root is "". There may be several: WeCom allows "/"
// in a name.
func (t tree) find(path string) (found []client.Department) {
	for _, d := range t.all {
		if p, ok := t.path(d, rootID); ok && p == path {
			found = append(found, d)
		}
	}
	return found
}

// nearest tells of a path that nothing has how far it leads, and what is there.
func (t tree) nearest(path string) string {
	var prefix string
	var ends []client.Department // the departments of the longest prefix
	tops := map[int64]bool{}     // departments without a visible parent but the root
	for _, d := range t.all {
		if _, ok := t.byID[d.ParentID]; d.ID != rootID && (!ok || d.ParentID == rootID) {
			tops[d.ID] = true
		}
		p, ok := t.path(d, rootID)
		if !ok || d.ID == rootID || !strings.HasPrefix(path, p+"/") || len(p) < len(prefix) {
			continue
		}
		if len(p) > len(prefix) {
			prefix, ends = p, nil
		}
		ends = append(ends, d)
	}
	var here []string
	for _, d := range t.all {
		below := len(ends) == 0 && tops[d.ID]
		for _, end := range ends {
			below = below || d.ParentID == end.ID && d.ID != end.ID
		}
		if below {
			here = append(here, label(d))
		}
	}
	switch {
	case len(t.all) == 0:
		return "the app sees no department at all"
	case len(ends) == 0 && len(here) == 0:
		return "the app sees no department below the root"
	case len(ends) == 0:
		return "no department has a path that begins like this; below the root there are " + shared.Shorten(here)
	}
	labels := make([]string, 0, len(ends))
	for _, d := range ends {
		labels = append(labels, fmt.Sprintf("id %d", d.ID))
	}
	exists := fmt.Sprintf("%q exists (%s), ", prefix, shared.Shorten(labels))
	if len(here) == 0 {
		return exists + "but has no sub-departments"
	}
	return exists + "and the sub-departments there are " + shared.Shorten(here)
}

func label(d client.Department) string { return fmt.Sprintf("%q (id %d)", d.Name, d.ID) }

// selected are the departments below parent, or all, as recursive says. t holds nothing but what is below parent, and
// perhaps parent itself.
func (t tree) selected(parent *int64, recursive *bool) []client.Department {
	base, everything := int64(rootID), parent == nil
	if parent != nil {
		base = *parent
	}
	if recursive != nil {
		everything = *recursive
	}
	out := make([]client.Department, 0, len(t.all))
	for _, d := range t.all {
		if parent != nil && d.ID == base || !everything && (d.ParentID != base || d.ID == base) {
			continue
		}
		out = append(out, d)
	}
	return out
}
