// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// part is what a noun, or a family without one, brings to the emulator. It stands in the noun's own file and has its
// line in parts.
type part struct {
	routes     func() []core.Route
	operations []core.Operation // of the console
	tab        *Tab             // of the page for humans; nil: its operations stand on that of another part
	open       func(*store)     // makes its collections
	load       func(*store, *Corp) error
	dump       func(*store, *Corp)
	example    func(corp *Corp, made int64) // adds to ExampleCorp what was made in it at that time
}

// Tab is one tab of the page for humans: the objects of a noun with the forms of its operations.
type Tab struct {
	Key   string
	Title core.Text
	// Objects are a slice of the objects, the id in their first field. Count is how many there are.
	Objects func(*Corp) any
	Count   func(*Corp) int
}

// holding completes the part of a noun that is one collection: what makes it, and where store and corp have it.
func holding[K cmp.Ordered, T any](p part, open func(*store) *core.Collection[K, T], at func(*store) **core.Collection[K, T], in func(*Corp) *[]T) part {
	p.open = func(st *store) { *at(st) = open(st) }
	p.load = func(st *store, c *Corp) error { return (*at(st)).Load(*in(c)) }
	p.dump = func(st *store, c *Corp) { *in(c) = (*at(st)).Dump() }
	if p.tab != nil {
		p.tab.Objects = func(c *Corp) any { return *in(c) }
		p.tab.Count = func(c *Corp) int { return len(*in(c)) }
	}
	return p
}

// of gathers what each part has of something.
func of[T any](get func(*part) []T) []T {
	var all []T
	for i := range parts {
		all = append(all, get(&parts[i])...)
	}
	return all
}

// routes are those of all parts.
func routes() []core.Route {
	return of(func(p *part) []core.Route {
		if p.routes == nil {
			return nil
		}
		return p.routes()
	})
}

// Operations are the edits of the console by name: below /_emulator/console/, and with a title a form of the page.
func Operations() []core.Operation {
	return of(func(p *part) []core.Operation { return p.operations })
}

// Tabs are those of the page for humans.
func Tabs() []Tab {
	return of(func(p *part) []Tab {
		if p.tab == nil {
			return nil
		}
		return []Tab{*p.tab}
	})
}
