// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func number(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

func groupByID(corp emulator.Corp, id string) *emulator.TagGroup {
	for i := range corp.TagGroups {
		if g := &corp.TagGroups[i]; g.ID == id && !g.Deleted {
			return g
		}
	}
	return nil
}

func living(g emulator.TagGroup) (out []emulator.Tag) {
	for _, t := range g.Tags {
		if !t.Deleted {
			out = append(out, t)
		}
	}
	return out
}

// differences compares the corp with the world, without the provider: only the ids come from the state.
func (p *play) differences() []string {
	corp := p.server.Corp()
	c := &comparison{play: p, corp: corp, seen: map[string]bool{}}
	before := map[string]string{} // what was there before the first apply, unchanged
	for kind, objects := range objectsOf(p.seed) {
		for id, text := range objects {
			before[kind+" "+id] = text
		}
	}
	ids := map[string]string{} // "kind id" -> address
	for _, a := range keysOf(p.world.config()) {
		if p.state[a] == nil {
			c.say("%s is not in the state", a)
			continue
		}
		ids[strings.TrimPrefix(p.state[a].Type, "wecom_")+" "+p.state.Text(a, "id")] = a
	}
	for a := range p.state {
		if _, declared := p.world.config()[a]; !declared {
			c.say("%s is still in the state", a)
		}
	}
	for kind, objects := range objectsOf(corp) {
		for id, text := range objects {
			key := kind + " " + id
			switch was, others := before[key]; {
			case others && was != text:
				c.say("%s belongs to others and was changed: %s -> %s", key, was, text)
			case !others && ids[key] == "" && !p.tolerated(kind, id):
				c.say("%s is in the corp and nobody's: %s", key, text)
			}
			delete(before, key)
			if a := ids[key]; a != "" {
				c.seen[a] = true
			}
		}
	}
	for key := range before {
		c.say("%s belongs to others and is gone", key)
	}
	for key, a := range ids {
		if !c.seen[a] {
			c.say("%s (%s) is not in the corp", a, key)
		}
	}
	if len(c.out) == 0 {
		c.attributes(corp)
	}
	slices.Sort(c.out)
	return c.out
}

// objectsOf renders everything of a corp by kind and id.
func objectsOf(corp emulator.Corp) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, n := range nouns {
		out[n.kind] = map[string]string{}
		n.objects(corp, out[n.kind])
	}
	return out
}

type comparison struct {
	play *play
	corp emulator.Corp
	seen map[string]bool
	out  []string
}

func (c *comparison) say(format string, args ...any) {
	c.out = append(c.out, fmt.Sprintf(format, args...))
}

func (c *comparison) want(address, name string, want, got any) {
	if fmt.Sprint(want) != fmt.Sprint(got) {
		c.say("%s.%s: configured %v, in the corp %v", address, name, want, got)
	}
}

// managed is want for a value that is managed only when written.
func managed[T any](c *comparison, address, name string, want *T, got T) {
	if want != nil {
		c.want(address, name, *want, got)
	}
}

func (c *comparison) attributes(corp emulator.Corp) {
	for _, n := range nouns {
		n.attributes(c, corp)
	}
}

// id is the id of an object of the state, or of the root department.
func (c *comparison) id(address string) string {
	if address == "" {
		return "1"
	}
	return c.play.state.Text(address, "id")
}

func (c *comparison) target(a string, t *target, users []string, departments []int64) {
	c.want(a, "user_ids", sorted(t.users), sorted(users))
	var want, got []string
	for _, d := range t.departments {
		want = append(want, c.play.state.Text(d, "id"))
	}
	for _, id := range departments {
		// One that is deleted may stay in the store of WeCom, where reads need not show it; where they do, the plan is
		// not empty.
		if slices.ContainsFunc(c.corp.Departments, func(d emulator.Department) bool { return d.ID == id }) {
			got = append(got, strconv.FormatInt(id, 10))
		}
	}
	c.want(a, "department_ids", sorted(want), sorted(got))
}

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// tagID is the id of a tag in the state; Text cannot name keys with dots, and no key here has one.
func tagID(state tfcore.State, address, key string) string {
	return state.Text(address, "tags."+key+".id")
}
