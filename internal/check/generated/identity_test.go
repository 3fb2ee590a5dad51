// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// identities are the ids of objects and tags by address, and of tags by the name that they have in the corp: a refresh
// shows what the console renamed.
func (p *play) identities() map[string]string {
	out, names := map[string]string{}, map[string]string{}
	for _, g := range p.server.Corp().TagGroups {
		for _, t := range living(g) {
			names[t.ID] = t.Name
		}
	}
	for a := range p.state {
		out[a] = p.state.Text(a, "id")
		if p.state[a].Tainted {
			delete(out, a)
			continue
		}
		if tags, err := p.state.Value(a, "tags"); err == nil {
			for key := range valuesOf(tags) {
				id := tagID(p.state, a, key)
				out[a+".key "+key] = id
				if name, there := names[id]; there {
					out[a+".name "+name] = id
				}
			}
		}
	}
	return out
}

// replaceable are the addresses of contact ways that WeCom cannot change to what is wanted.
func (p *play) replaceable() map[string]bool {
	out := map[string]bool{}
	for _, got := range p.server.Corp().ContactWays {
		for a, v := range p.world.ways {
			if p.state.Text(a, "id") == got.ConfigID {
				out[a] = v.multi != (got.Type == 2) || v.miniProgram != (got.Scene == 1) || (v.session != nil) != got.Temporary ||
					v.exclusive != nil && *v.exclusive != got.Exclusive
			}
		}
	}
	return out
}

// kept checks that whatever could keep its id did.
func (p *play) kept(before map[string]string, replaceable map[string]bool) error {
	now := p.identities()
	for key, id := range before {
		address, rest, isTag := strings.Cut(key, ".")
		if p.deleted[id] || replaceable[address] || p.deleted[before[address]] || p.state[address] == nil {
			continue
		}
		kind, name, _ := strings.Cut(rest, " ")
		switch {
		case !isTag || kind == "key" && !p.byName[address]:
			if now[key] != "" && now[key] != id {
				return fmt.Errorf("%s had the id %s and now has %s", key, id, now[key])
			}
		case kind == "name":
			// A name whose key went on under another key keeps its id, unless it was taken by a tag that has one.
			for k, t := range p.world.groups[address].tags {
				if t.named(k) == name && before[address+".key "+k] == "" && now[address+".key "+k] != id && !slices.Contains(slices.Collect(maps.Values(p.keyed(address, now))), id) {
					return fmt.Errorf("%s: the tag %q had the id %s and now has %s", address, name, id, now[address+".key "+k])
				}
			}
		}
	}
	return nil
}

func (p *play) keyed(address string, ids map[string]string) map[string]string {
	out := map[string]string{}
	for key, id := range ids {
		if strings.HasPrefix(key, address+".key ") {
			out[key] = id
		}
	}
	return out
}
