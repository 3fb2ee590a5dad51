// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"fmt"
	"maps"
	"slices"
	"sync"
)

// Overlap knows which resources of a run declare names below the same parent, because what two of them declare would be
// taken off by either. A nil Overlap knows nothing.
type Overlap struct {
	mu      sync.Mutex
	planned int
	by      map[string]map[string]Declared // by parent, and then by resource
}

// Declared is what one resource declares below a parent.
type Declared struct {
	Names []string
	// Exclusive: it takes off what it does not declare.
	Exclusive bool
}

// NewOverlap returns one that knows nothing yet.
func NewOverlap() *Overlap { return &Overlap{by: map[string]map[string]Declared{}} }

// Declare notes what a plan declares below a parent, and returns what another resource declares that cannot stand
// beside it: the names that both have, and whether one of the two would take off the other's. who tells the resource;
// "" is one that is to be made, which no run plans twice.
func (o *Overlap) Declare(parent, who string, d Declared) (twice []string, exclusive bool) {
	if o == nil {
		return nil, false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.by[parent] == nil {
		o.by[parent] = map[string]Declared{}
	}
	for _, other := range slices.Sorted(maps.Keys(o.by[parent])) {
		was := o.by[parent][other]
		if other == who {
			continue
		}
		have := map[string]bool{}
		for _, name := range was.Names {
			have[name] = true
		}
		for _, name := range d.Names {
			if have[name] {
				twice = append(twice, name)
			}
		}
		exclusive = exclusive || d.Exclusive || was.Exclusive
	}
	if who == "" {
		o.planned++
		who = fmt.Sprintf("planned %d", o.planned)
	}
	o.by[parent][who] = d
	return slices.Compact(slices.Sorted(slices.Values(twice))), exclusive
}

// Made tells who has made what was planned to be made.
func (o *Overlap) Made(parent, who string, d Declared) {
	if o == nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.by[parent] == nil {
		o.by[parent] = map[string]Declared{}
	}
	for other, was := range o.by[parent] {
		if slices.Equal(was.Names, d.Names) { // only its own plan can be equal: two were refused
			delete(o.by[parent], other)
		}
	}
	o.by[parent][who] = d
}

// Release forgets what a resource declares below a parent; with "", what any of them does.
func (o *Overlap) Release(parent, who string) {
	if o == nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if who == "" {
		delete(o.by, parent)
		return
	}
	delete(o.by[parent], who)
}
