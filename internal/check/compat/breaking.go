// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package compat

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// Change is a difference that breaks a configuration or a state of an earlier version.
type Change struct {
	// Address is what a changelog entry has to name, such as wecom_contact_way.style, data.wecom_members.users or
	// wecom_department.identity.id.
	Address string
	What    string
	// Never says that no changelog entry excuses it: states could not be read.
	Never bool
}

func (c Change) String() string { return c.Address + " " + c.What }

// Upgrades says whether a resource has an upgrader from a version of its schema and of its identity.
type Upgrades struct {
	State, Identity func(resource string, from int64) bool
}

// Breaking lists what in current breaks users of old, by address.
func Breaking(old, current Schemas, upgrades Upgrades) []Change {
	c := &comparison{}
	c.block("provider", old.Provider.Block, current.Provider.Block)
	sections := []struct {
		prefix, noun string
		old, current map[string]Schema
	}{
		{"", "resource", old.Resources, current.Resources},
		{"data.", "data source", old.DataSources, current.DataSources},
		{"ephemeral.", "ephemeral resource", old.EphemeralResources, current.EphemeralResources},
		{"list.", "list resource", old.ListResources, current.ListResources},
		{"action.", "action", old.Actions, current.Actions},
	}
	for _, s := range sections {
		for name, was := range s.old {
			is, ok := s.current[name]
			if !ok {
				c.add(s.prefix+name, "is no %s any more", s.noun)
				continue
			}
			c.block(s.prefix+name, was.Block, is.Block)
		}
	}
	for name, was := range old.Resources {
		if is, ok := current.Resources[name]; ok {
			c.version(name, "schema", was.Version, is.Version, upgrades.State(name, was.Version))
		}
	}
	for name, was := range old.Functions {
		is, ok := current.Functions[name]
		if !ok {
			c.add("provider::wecom::"+name, "is no function any more")
			continue
		}
		c.function("provider::wecom::"+name, was, is)
	}
	for name, was := range old.Identities {
		if _, kept := current.Resources[name]; !kept {
			continue
		}
		is, ok := current.Identities[name]
		if !ok {
			c.add(name+".identity", "is gone")
			continue
		}
		c.version(name+".identity", "identity", was.Version, is.Version, upgrades.Identity(name, was.Version))
		c.identity(name+".identity", was, is)
	}
	slices.SortStableFunc(c.changes, func(a, b Change) int {
		switch {
		case a.Address < b.Address:
			return -1
		case a.Address > b.Address:
			return 1
		}
		return 0
	})
	return c.changes
}

type comparison struct{ changes []Change }

func (c *comparison) add(address, format string, args ...any) {
	c.changes = append(c.changes, Change{Address: address, What: fmt.Sprintf(format, args...)})
}

// version compares the versions of a schema or an identity, which decide whether a state can be read.
func (c *comparison) version(address, of string, was, is int64, upgraded bool) {
	switch {
	case is < was:
		c.add(address, "has version %d of its %s, after %d: states of version %d cannot be read", is, of, was, was)
	case is > was && !upgraded:
		c.add(address, "has version %d of its %s and no upgrader from %d: states of version %d cannot be read", is, of, was, was)
	default:
		return
	}
	c.changes[len(c.changes)-1].Never = true
}

func (c *comparison) block(address string, was, is Block) {
	c.attributes(address, was.Attributes, is.Attributes)
	for _, name := range slices.Sorted(maps.Keys(was.Blocks)) {
		at, before := address+"."+name, was.Blocks[name]
		after, ok := is.Blocks[name]
		switch {
		case !ok:
			c.add(at, "is no block any more")
			continue
		case before.Nesting != after.Nesting:
			c.add(at, "is a %s of blocks, after %s", after.Nesting, before.Nesting)
			continue
		}
		if after.MinItems > before.MinItems {
			c.add(at, "must be there %d times, after %d", after.MinItems, before.MinItems)
		}
		if after.MaxItems > 0 && (before.MaxItems == 0 || after.MaxItems < before.MaxItems) {
			c.add(at, "may be there %d times only", after.MaxItems)
		}
		c.block(at, before.Block, after.Block)
	}
	for _, name := range slices.Sorted(maps.Keys(is.Blocks)) {
		if _, ok := was.Blocks[name]; !ok && is.Blocks[name].MinItems > 0 {
			c.add(address+"."+name, "is new and required")
		}
	}
}

func (c *comparison) attributes(address string, was, is map[string]Attribute) {
	for _, name := range slices.Sorted(maps.Keys(was)) {
		if after, ok := is[name]; ok {
			c.attribute(address+"."+name, was[name], after)
		} else {
			c.add(address+"."+name, "is no attribute any more")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is)) {
		if _, ok := was[name]; !ok && is[name].Required {
			c.add(address+"."+name, "is new and required")
		}
	}
}

func (c *comparison) attribute(address string, was, is Attribute) {
	switch {
	case (was.Nested == nil) != (is.Nested == nil):
		c.add(address, "has type %s, after %s", typeName(is), typeName(was))
	case was.Nested != nil && was.Nested.Nesting != is.Nested.Nesting:
		c.add(address, "is a %s of objects, after %s", is.Nested.Nesting, was.Nested.Nesting)
	case was.Nested != nil:
		c.attributes(address, was.Nested.Attributes, is.Nested.Attributes)
	case !reflect.DeepEqual(was.Type, is.Type):
		c.add(address, "has type %s, after %s", typeName(is), typeName(was))
	}
	settable := func(a Attribute) bool { return a.Required || a.Optional }
	switch {
	case is.Required && !was.Required:
		c.add(address, "is required")
	case settable(was) && !settable(is):
		c.add(address, "cannot be set any more")
	case was.Computed && !is.Computed:
		c.add(address, "is not computed any more")
	}
	for _, flag := range []struct {
		name    string
		was, is bool
	}{
		// Outputs that show it fail; or what was hidden is shown.
		{"sensitive", was.Sensitive, is.Sensitive},
		// What refers to it reads null; or what was in no state is in it.
		{"write-only", was.WriteOnly, is.WriteOnly},
	} {
		switch {
		case flag.is && !flag.was:
			c.add(address, "is %s", flag.name)
		case flag.was && !flag.is:
			c.add(address, "is not %s any more", flag.name)
		}
	}
}

func typeName(a Attribute) string {
	if a.Nested != nil {
		return a.Nested.Nesting + " of objects"
	}
	text, err := json.Marshal(a.Type)
	if err != nil {
		return fmt.Sprint(a.Type)
	}
	return string(text)
}

func (c *comparison) function(address string, was, is Function) {
	if !reflect.DeepEqual(was.Return, is.Return) {
		c.add(address, "returns %s, after %s", typeName(Attribute{Type: is.Return}), typeName(Attribute{Type: was.Return}))
	}
	if len(was.Parameters) != len(is.Parameters) {
		c.add(address, "has %d parameters, after %d", len(is.Parameters), len(was.Parameters))
	}
	for i := range min(len(was.Parameters), len(is.Parameters)) {
		c.parameter(address+"."+was.Parameters[i].Name, was.Parameters[i], is.Parameters[i])
	}
	switch {
	case was.Variadic != nil && is.Variadic == nil:
		c.add(address, "takes no further arguments any more")
	case was.Variadic != nil:
		c.parameter(address+"."+was.Variadic.Name, *was.Variadic, *is.Variadic)
	}
}

// parameter compares what a call cares about; names are for the documentation.
func (c *comparison) parameter(address string, was, is Parameter) {
	if !reflect.DeepEqual(was.Type, is.Type) {
		c.add(address, "has type %s, after %s", typeName(Attribute{Type: is.Type}), typeName(Attribute{Type: was.Type}))
	}
	if was.Nullable && !is.Nullable {
		c.add(address, "does not take null any more")
	}
}

// identity compares attributes of an identity. One that is new changes the identity of objects in states, which a CLI
// refuses unless the version tells it: then an upgrader fills it in.
func (c *comparison) identity(address string, was, is Identity) {
	for _, name := range slices.Sorted(maps.Keys(was.Attributes)) {
		at, before := address+"."+name, was.Attributes[name]
		after, ok := is.Attributes[name]
		switch {
		case !ok:
			c.add(at, "is no attribute of the identity any more")
		case !reflect.DeepEqual(before.Type, after.Type):
			c.add(at, "has type %s, after %s", typeName(Attribute{Type: after.Type}), typeName(Attribute{Type: before.Type}))
		case after.Required && !before.Required:
			c.add(at, "is required for an import")
		case (before.Required || before.Optional) && !after.Required && !after.Optional:
			c.add(at, "cannot be given in an import any more")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is.Attributes)) {
		if _, ok := was.Attributes[name]; ok {
			continue
		}
		if is.Attributes[name].Required {
			c.add(address+"."+name, "is new and required for an import")
		} else if is.Version == was.Version {
			c.add(address+"."+name, "is new without a new version of the identity")
		}
	}
}
