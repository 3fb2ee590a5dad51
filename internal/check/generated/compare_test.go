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
	out := map[string]map[string]string{"department": {}, "tag_group": {}, "contact_way": {}, "acquisition_link": {}, "intercept_rule": {}}
	for _, d := range corp.Departments {
		out["department"][strconv.FormatInt(d.ID, 10)] = fmt.Sprintf("%+v", d)
	}
	for _, g := range corp.TagGroups {
		if !g.Deleted {
			out["tag_group"][g.ID] = fmt.Sprintf("%+v", g)
		}
	}
	for _, w := range corp.ContactWays {
		out["contact_way"][w.ConfigID] = fmt.Sprintf("%+v", w)
	}
	for _, l := range corp.AcquisitionLinks {
		out["acquisition_link"][l.ID] = fmt.Sprintf("%+v", l)
	}
	for _, r := range corp.InterceptRules {
		out["intercept_rule"][r.ID] = fmt.Sprintf("%+v", r)
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
	w, state, sw := c.play.world, c.play.state, c.play.server.Switches()
	id := func(a string) string {
		if a == "" {
			return "1"
		}
		return state.Text(a, "id")
	}
	for _, got := range corp.Departments {
		for a, d := range w.departments {
			if id(a) != strconv.FormatInt(got.ID, 10) {
				continue
			}
			c.want(a, "name", d.name, got.Name)
			c.want(a, "parent_id", id(d.parent), got.ParentID)
			managed(c, a, "order", d.order, got.Order)
			if !sw.NameENIgnored {
				managed(c, a, "name_en", d.nameEN, got.NameEN)
			}
		}
	}
	for _, got := range corp.TagGroups {
		for a, g := range w.groups {
			if id(a) == got.ID && !got.Deleted {
				c.group(a, g, got)
			}
		}
	}
	for _, got := range corp.ContactWays {
		for a, v := range w.ways {
			if id(a) == got.ConfigID {
				c.way(a, v, got)
			}
		}
	}
	for _, got := range corp.AcquisitionLinks {
		for a, v := range w.links {
			if id(a) != got.ID {
				continue
			}
			c.want(a, "name", v.name, got.Name)
			c.want(a, "skip_verify", v.skipVerify == nil || *v.skipVerify, got.SkipVerify)
			if !sw.LinkMarkSourceAbsent {
				managed(c, a, "mark_source", v.markSource, got.MarkSource)
			}
			scope, preferred := []string{"", "corp", "designated"}[got.PriorityType], []string(nil)
			if v.priority == "designated" {
				preferred = v.preferred
			}
			c.want(a, "priority.scope", v.priority, scope)
			c.want(a, "priority.user_ids", sorted(preferred), sorted(got.PriorityUsers))
			c.target(a, &v.target, got.Users, got.Departments)
		}
	}
	for _, got := range corp.InterceptRules {
		for a, v := range w.rules {
			if id(a) != got.ID {
				continue
			}
			c.want(a, "name", v.name, got.Name)
			c.want(a, "words", sorted(v.words), sorted(got.Words))
			var kinds []string
			for _, s := range got.Semantics {
				kinds = append(kinds, semantics[s-1])
			}
			c.want(a, "semantics", sorted(v.semantics), sorted(kinds))
			c.want(a, "block", v.block, got.Type == 1)
			c.target(a, &v.target, got.Users, got.Departments)
		}
	}
}

func (c *comparison) group(a string, g *group, got emulator.TagGroup) {
	c.want(a, "name", g.name, got.Name)
	managed(c, a, "order", g.order, got.Order)
	byID := map[string]emulator.Tag{}
	for _, t := range living(got) {
		byID[t.ID] = t
	}
	for key, t := range g.tags {
		tagID := tagID(c.play.state, a, key)
		have, ok := byID[tagID]
		if !ok {
			c.say("%s.tags[%q] (%s) is not in the corp", a, key, tagID)
			continue
		}
		c.want(a, "tags."+key+".name", t.named(key), have.Name)
		managed(c, a, "tags."+key+".order", t.order, have.Order)
		delete(byID, tagID)
	}
	for _, t := range byID {
		if !g.open || !strings.HasPrefix(t.Name, "外") {
			c.say("%s holds the tag %q (%s), which is not declared", a, t.Name, t.ID)
		}
	}
}

func (c *comparison) way(a string, v *way, got emulator.ContactWay) {
	c.want(a, "multi", v.multi, got.Type == 2)
	c.want(a, "mini_program", v.miniProgram, got.Scene == 1)
	managed(c, a, "style", v.style, got.Style)
	c.want(a, "remark", deref(v.remark), got.Remark)
	c.want(a, "state", deref(v.state), got.State)
	c.want(a, "skip_verify", v.skipVerify == nil || *v.skipVerify, got.SkipVerify)
	managed(c, a, "is_exclusive", v.exclusive, got.Exclusive)
	if !c.play.server.Switches().WayMarkSourceAbsent {
		managed(c, a, "mark_source", v.markSource, got.MarkSource)
	}
	c.want(a, "temporary", v.session != nil, got.Temporary)
	if s := v.session; s != nil && got.Temporary {
		expires := int64(604800)
		if s.expiresIn != nil {
			expires = *s.expiresIn
		}
		c.want(a, "expires_in", expires, got.ExpiresIn)
		c.want(a, "union_id", deref(s.unionID), got.UnionID)
		text := ""
		if got.Conclusions != nil && got.Conclusions.Text != "" {
			text = got.Conclusions.Text
		}
		c.want(a, "closing_message", deref(s.closing), text)
	}
	c.target(a, &v.target, got.Users, got.Departments)
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
