// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"maps"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// world is what the user wants, as the configuration says it. Objects refer to each other by address; "" is the root
// department.
type world struct {
	departments map[string]*department
	groups      map[string]*group
	ways        map[string]*way
	links       map[string]*link
	rules       map[string]*rule
	made        int // addresses are used once
}

type department struct {
	name, parent string
	nameEN       *string
	order        *int64
	protected    bool
}

type group struct {
	name      string
	tags      map[string]*tag // by key
	order     *int64
	open      bool // exclusive = false
	foreign   bool // holds a tag that the console made, which this app cannot delete
	protected bool
}

type tag struct {
	name  *string // nil: the key
	order *int64
}

func (t *tag) named(key string) string {
	if t.name != nil {
		return *t.name
	}
	return key
}

// target is whom a way, link or rule is about.
type target struct {
	users       []string
	departments []string // addresses
}

type way struct {
	target
	multi, miniProgram    bool
	style                 *int64
	remark, state         *string
	skipVerify, exclusive *bool
	markSource            *bool
	session               *session
	protected             bool
}

type session struct {
	expiresIn *int64
	unionID   *string
	closing   *string
}

type link struct {
	target
	name       string
	skipVerify *bool
	markSource *bool
	priority   string // "", corp or designated
	preferred  []string
	protected  bool
}

type rule struct {
	target
	name      string
	words     []string
	semantics []string
	block     bool
	protected bool
}

func newWorld() *world {
	return &world{departments: map[string]*department{}, groups: map[string]*group{}, ways: map[string]*way{}, links: map[string]*link{}, rules: map[string]*rule{}}
}

// clone is a copy that later edits do not touch: edits replace what is behind the pointers of an object, never change
// it.
func (w *world) clone() *world {
	out := newWorld()
	out.made = w.made
	for a, v := range w.departments {
		c := *v
		out.departments[a] = &c
	}
	for a, v := range w.groups {
		c := *v
		c.tags = map[string]*tag{}
		for key, t := range v.tags {
			tc := *t
			c.tags[key] = &tc
		}
		out.groups[a] = &c
	}
	for a, v := range w.ways {
		c := *v
		if v.session != nil {
			s := *v.session
			c.session = &s
		}
		out.ways[a] = &c
	}
	for a, v := range w.links {
		c := *v
		out.links[a] = &c
	}
	for a, v := range w.rules {
		c := *v
		out.rules[a] = &c
	}
	return out
}

// targets are all that name departments, by address.
func (w *world) targets() map[string]*target {
	out := map[string]*target{}
	for a, v := range w.ways {
		out[a] = &v.target
	}
	for a, v := range w.links {
		out[a] = &v.target
	}
	for a, v := range w.rules {
		out[a] = &v.target
	}
	return out
}

// under reports whether a is below b or b itself.
func (w *world) under(a, b string) bool {
	for steps := 0; a != "" && steps <= len(w.departments); steps++ {
		if a == b {
			return true
		}
		a = w.departments[a].parent
	}
	return false
}

// valid is what WeCom demands of a corp at rest.
func (w *world) valid() bool {
	siblings := map[string]bool{}
	for a, d := range w.departments {
		if d.parent != "" && (w.departments[d.parent] == nil || w.under(d.parent, a)) {
			return false
		}
		for _, name := range []string{d.name, deref(d.nameEN)} {
			key := d.parent + "/" + name
			if name != "" && siblings[key] {
				return false
			}
			siblings[key] = true
		}
	}
	names := map[string]bool{}
	for _, g := range w.groups {
		if names["g/"+g.name] || len(g.tags) == 0 {
			return false
		}
		names["g/"+g.name] = true
		tags := map[string]bool{}
		for key, t := range g.tags {
			if tags[t.named(key)] {
				return false
			}
			tags[t.named(key)] = true
		}
	}
	for _, r := range w.rules {
		if names["r/"+r.name] {
			return false
		}
		names["r/"+r.name] = true
	}
	for _, t := range w.targets() {
		if len(t.users)+len(t.departments) == 0 {
			return false
		}
		for _, d := range t.departments {
			if w.departments[d] == nil {
				return false
			}
		}
	}
	for _, v := range w.ways {
		if !v.multi && (len(v.users) != 1 || len(v.departments) > 0) || v.multi && v.session != nil || v.style != nil && !v.miniProgram {
			return false
		}
	}
	return true
}

func deref[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}

// config renders the world. Null is a line that is not there.
func (w *world) config() tfcore.Config {
	out := tfcore.Config{}
	add := func(address, kind string, values map[string]any) {
		for name, v := range values {
			if v == nil {
				delete(values, name)
			}
		}
		out[address] = tfcore.Resource{Type: "wecom_" + kind, Values: values}
	}
	for _, n := range nouns {
		n.config(w, add)
	}
	return out
}

func (t *target) render(values map[string]any) {
	if len(t.users) > 0 {
		values["user_ids"] = t.users
	}
	if len(t.departments) > 0 {
		var ids []any
		for _, d := range t.departments {
			ids = append(ids, tfcore.Ref{Address: d, Path: "id"})
		}
		values["department_ids"] = ids
	}
}

func optional[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

func flag(on bool) any {
	if on {
		return true
	}
	return nil
}

func keysOf[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func (w *world) address(kind string) string {
	w.made++
	return fmt.Sprintf("%s%d", kind, w.made)
}
