// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package departmenttree

import (
	"slices"
	"strings"
	"sync"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// corp is the directory as this apply knows it: read once, then kept in step with every write that WeCom took.
type corp struct {
	mu       sync.Mutex
	byID     map[int64]*client.Department
	children map[int64]map[int64]bool
	slots    map[slot][]int64
}

// slot is a name among the children of a department. Names are folded, because whether WeCom tells case apart is not
// documented (doc 90205).
type slot struct {
	parent  int64
	name    string
	english bool
}

func slotsOf(parent int64, name, nameEN string) []slot {
	out := []slot{{parent, strings.ToLower(name), false}}
	if nameEN != "" {
		out = append(out, slot{parent, strings.ToLower(nameEN), true})
	}
	return out
}

func newCorp(all []client.Department) *corp {
	c := &corp{byID: make(map[int64]*client.Department, len(all)), children: map[int64]map[int64]bool{}, slots: make(map[slot][]int64, len(all))}
	for _, d := range all {
		c.put(d)
	}
	return c
}

// put adds or replaces a department.
func (c *corp) put(d client.Department) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget(d.ID)
	c.byID[d.ID] = &d
	if c.children[d.ParentID] == nil {
		c.children[d.ParentID] = map[int64]bool{}
	}
	c.children[d.ParentID][d.ID] = true
	if !d.IDsOnly {
		for _, s := range slotsOf(d.ParentID, d.Name, d.NameEN) {
			c.slots[s] = append(c.slots[s], d.ID)
		}
	}
}

// update takes over what WeCom took of in.
func (c *corp) update(in *client.UpdateDepartmentRequest) {
	c.mu.Lock()
	d := *c.byID[in.ID]
	c.mu.Unlock()
	if in.Name != nil {
		d.Name = *in.Name
	}
	if in.NameEN != nil {
		d.NameEN = *in.NameEN
	}
	if in.ParentID != nil {
		d.ParentID = *in.ParentID
	}
	if in.Order != nil {
		d.Order = *in.Order
	}
	c.put(d)
}

func (c *corp) remove(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget(id)
}

func (c *corp) forget(id int64) {
	d := c.byID[id]
	if d == nil {
		return
	}
	delete(c.children[d.ParentID], id)
	for _, s := range slotsOf(d.ParentID, d.Name, d.NameEN) {
		c.slots[s] = slices.DeleteFunc(c.slots[s], func(other int64) bool { return other == id })
	}
	delete(c.byID, id)
}

// list is every department, in no order.
func (c *corp) list() []client.Department {
	out := make([]client.Department, 0, len(c.byID))
	for _, d := range c.byID {
		out = append(out, *d)
	}
	return out
}

// subtree lists id and everything below it, children first.
func (c *corp) subtree(id int64) []int64 {
	out := []int64{id}
	for i := 0; i < len(out); i++ {
		for child := range c.children[out[i]] {
			out = append(out, child)
		}
	}
	slices.Reverse(out)
	return out
}
