// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package generated

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

var tagGroupNoun = noun{
	kind:   "tag_group",
	writes: []string{"add_corp_tag", "edit_corp_tag", "del_corp_tag"},
	life: life{"tag_group", map[string]any{"name": "等级", "tags": tags("a:金", "b:银", "c:铜")}, []map[string]any{
		{"name": "级别"}, {"order": 3}, {"tags": tags("a:金", "b:银", "c:铜", "d:铁")}, {"tags": tags("a:黄金", "b:银", "c:铜", "d:铁")},
		{"tags": tags("a:银", "b:铜", "c:黄金", "d:铁")}, {"tags": tags("a:银", "b:铜")}, {"tags": tags("x:银", "b:铜", "n:新")}, {"exclusive": false}, {"exclusive": nil},
		{"tags": map[string]any{"x": map[string]any{"name": "银", "order": 5}, "b": map[string]any{"name": "新"}}},
	}},
	config: func(w *world, add func(address, kind string, values map[string]any)) {
		for a, g := range w.groups {
			tags := map[string]any{}
			for key, t := range g.tags {
				tags[key] = map[string]any{"name": optional(t.name), "order": optional(t.order)}
			}
			var exclusive any
			if g.open {
				exclusive = false
			}
			add(a, "tag_group", map[string]any{"name": g.name, "tags": tags, "order": optional(g.order), "exclusive": exclusive, "deletion_protection": flag(g.protected)})
		}
	},
	others: func(corp *emulator.Corp) {
		corp.TagGroups = []emulator.TagGroup{{ID: "etothers", Name: "别人的", CreateTime: 1, Tags: []emulator.Tag{{ID: "etothers1", Name: "金", CreateTime: 1}}}}
	},
	objects: func(corp emulator.Corp, out map[string]string) {
		for _, g := range corp.TagGroups {
			if !g.Deleted {
				out[g.ID] = fmt.Sprintf("%+v", g)
			}
		}
	},
	attributes: func(c *comparison, corp emulator.Corp) {
		w := c.play.world
		for _, got := range corp.TagGroups {
			for a, g := range w.groups {
				if c.id(a) == got.ID && !got.Deleted {
					c.group(a, g, got)
				}
			}
		}
	},
	change: func(p *play, r *rand.Rand, a, id string) {
		console := p.server.Console()
		corp := p.server.Corp()
		g := groupByID(corp, id)
		if g == nil {
			return
		}
		t := pick(r, living(*g))
		switch r.IntN(5) {
		case 0:
			_ = console.RenameTagGroup(id, pick(r, groupNames))
		case 1:
			_ = console.RenameTag(t.ID, pick(r, tagNames))
		case 2:
			_ = console.ReorderTag(t.ID, r.Int64N(5))
		case 3:
			_ = console.ReorderTagGroup(id, r.Int64N(5))
		case 4:
			// Only a group that stays open bears a tag this app cannot delete.
			wanted, applied := p.world.groups[a], p.applied.groups[a]
			if wanted == nil || applied == nil || !wanted.open || !applied.open {
				return
			}
			if _, err := console.AddTag(id, pick(r, []string{"外1", "外2"})); err == nil {
				wanted.foreign = true
			}
		}
	},
	remove: func(p *play, _ *rand.Rand, id string) ([]string, error) {
		gone := []string{id}
		if g := groupByID(p.server.Corp(), id); g != nil {
			for _, t := range living(*g) {
				gone = append(gone, t.ID)
			}
		}
		return gone, p.server.Console().DeleteTagGroup(id)
	},
}

// removeTag deletes one tag of several.
func removeTag(p *play, r *rand.Rand, id string) ([]string, error) {
	g := groupByID(p.server.Corp(), id)
	if g == nil || len(living(*g)) < 2 {
		return nil, nil
	}
	gone := pick(r, living(*g)).ID
	return []string{gone}, p.server.Console().DeleteTag(gone)
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
