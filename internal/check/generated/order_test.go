// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"slices"
)

// stuck reports whether Terraform's order makes the wanted names impossible in one apply: a department waits for a name
// whose holder Terraform changes only after it.
func (p *play) stuck() bool {
	byID := map[string]string{}
	for a := range p.state {
		byID[p.state.Text(a, "id")] = a
	}
	type edge struct {
		to   string
		name bool
	}
	edges := map[string][]edge{}
	for a, d := range p.world.departments {
		if d.parent != "" {
			edges[a] = append(edges[a], edge{d.parent, false})
		}
		parent := "1"
		if d.parent != "" {
			parent = p.state.Text(d.parent, "id")
		}
		for _, got := range p.server.Corp().Departments {
			if holder := byID[fmt.Sprint(got.ID)]; fmt.Sprint(got.ParentID) == parent && got.Name == d.name && holder != "" && holder != a {
				edges[a] = append(edges[a], edge{holder, true})
			}
		}
	}
	for a, o := range p.state { // what is destroyed later waits for those that referred to it
		if _, kept := p.world.departments[a]; !kept && p.cbd && o.Type == "wecom_department" {
			for b, other := range p.state {
				if slices.Contains(other.Dependencies, a) {
					edges[a] = append(edges[a], edge{b, false})
				}
			}
		}
	}
	for a := range edges {
		for _, first := range edges[a] {
			if !first.name {
				continue
			}
			seen := map[edge]bool{}
			var reach func(at string, ordered bool) bool
			reach = func(at string, ordered bool) bool {
				if at == a {
					return ordered
				}
				if seen[edge{at, ordered}] {
					return false
				}
				seen[edge{at, ordered}] = true
				return slices.ContainsFunc(edges[at], func(e edge) bool { return reach(e.to, ordered || !e.name) })
			}
			if reach(first.to, false) {
				return true
			}
		}
	}
	return false
}

// blocked reports whether a department is to be destroyed while a declared one is below it.
func (p *play) blocked() bool {
	if p.cbd {
		return false
	}
	gone := map[int64]bool{}
	for a, o := range p.state {
		if o.Type == "wecom_department" && p.world.departments[a] == nil {
			gone[number(p.state.Text(a, "id"))] = true
		}
	}
	kept := map[int64]bool{}
	for a := range p.world.departments {
		kept[number(p.state.Text(a, "id"))] = true
	}
	for _, d := range p.server.Corp().Departments {
		if gone[d.ParentID] && kept[d.ID] {
			return true
		}
	}
	return false
}
