// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// TagGroup is one group of enterprise customer tags (企业客户标签).
type TagGroup struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Order      int64  `json:"order"`
	CreateTime int64  `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console.
	Owner string `json:"owner,omitempty"`
	// RuleGroup is the rule group of customer contact that it belongs to (page 94882); 0 is a group of the corp.
	RuleGroup int64 `json:"strategy_id,omitempty"`
	Deleted   bool  `json:"deleted,omitempty"`
	Tags      []Tag `json:"tags"`
}

// Tag is one customer tag.
type Tag struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Order      int64  `json:"order"`
	CreateTime int64  `json:"create_time"`
	Owner      string `json:"owner,omitempty"`
	Deleted    bool   `json:"deleted,omitempty"`
}

// alive is a copy of the group without its deleted tags.
func (g *TagGroup) alive() TagGroup {
	out := core.Copy(*g)
	out.Tags = slices.DeleteFunc(out.Tags, func(t Tag) bool { return t.Deleted })
	return out
}

func (st *store) sameTagName(a, b string) bool {
	return a == b || st.sw.TagNamesIgnoreCase && strings.EqualFold(a, b)
}

func (st *store) tagNamed(g *TagGroup, name string) *Tag {
	for i := range g.Tags {
		if !g.Tags[i].Deleted && st.sameTagName(g.Tags[i].Name, name) {
			return &g.Tags[i]
		}
	}
	return nil
}

func (st *store) groupNamed(ruleGroup int64, name string) *TagGroup {
	return st.groups.Some(func(g *TagGroup) bool {
		return !g.Deleted && st.sameTagName(g.Name, name) && (g.RuleGroup == ruleGroup || st.sw.RuleTagNamesPerCorp && g.RuleGroup != 0 && ruleGroup != 0)
	})
}

func (st *store) tagCount() int {
	n := 0
	for g := range st.groups.All() {
		for i := range g.Tags {
			if !g.Tags[i].Deleted {
				n++
			}
		}
	}
	return n
}

// sortTags puts tags in the order in which they were made.
func sortTags(tags []Tag) {
	slices.SortStableFunc(tags, func(a, b Tag) int { return cmp.Compare(a.CreateTime, b.CreateTime) })
}

func (st *store) tagIDTaken(id string) bool { return st.groups.Get(id) != nil || st.tagGroup[id] != "" }

func newTagGroups(st *store) *core.Collection[string, TagGroup] {
	return core.NewCollection(&st.Store, core.Rules[string, TagGroup]{Created: func(g *TagGroup) int64 { return g.CreateTime },
		Noun: "tag group", Key: func(g *TagGroup) *string { return &g.ID }})
}

// dumpDeletedTags puts what was deleted into the state: groups stay there as a whole, tags by their living group.
func (st *store) dumpDeletedTags(state *fileState) {
	state.DeletedTags, state.DeletedTagGroups = map[string][]Tag{}, nil
	for g := range st.groups.All() {
		if g.Deleted {
			state.DeletedTagGroups = append(state.DeletedTagGroups, core.Copy(*g))
			continue
		}
		for _, t := range g.Tags {
			if t.Deleted {
				state.DeletedTags[g.ID] = append(state.DeletedTags[g.ID], t)
			}
		}
	}
}

// loadTagGroups puts in the seed. Ids and create times that the seed leaves out are made up.
func (st *store) loadTagGroups(list []TagGroup) error {
	deleted := st.state.DeletedTags
	for _, g := range slices.Concat(list, st.state.DeletedTagGroups) {
		g = core.Copy(g)
		if !g.Deleted {
			if err := st.checkSeedGroup(g); err != nil {
				return core.SeedError("tag group", g.Name, err)
			}
		}
		if g.ID == "" {
			g.ID = st.NewID("et", tagIDChars, st.tagIDTaken)
		}
		if g.CreateTime == 0 {
			g.CreateTime = st.Now().Unix()
		}
		if st.tagIDTaken(g.ID) {
			return core.SeedError("tag group", g.Name, invalidTag())
		}
		g.Tags = append(g.Tags, deleted[g.ID]...)
		stored := st.groups.Put(g)
		for i := range stored.Tags {
			t := &stored.Tags[i]
			if t.ID == "" {
				t.ID = st.NewID("et", tagIDChars, st.tagIDTaken)
			}
			if t.CreateTime == 0 {
				t.CreateTime = g.CreateTime
			}
			if st.tagIDTaken(t.ID) {
				return core.SeedError("tag", t.Name, invalidTag())
			}
			st.tagGroup[t.ID] = g.ID
		}
		sortTags(stored.Tags)
	}
	st.state.DeletedTags, st.state.DeletedTagGroups = nil, nil
	if st.tagCount() > core.OrDefault(st.limits.Tags, maxTags) {
		return core.SeedError("tag group", "list", core.Fail(40126))
	}
	return nil
}

func (st *store) checkSeedGroup(g TagGroup) error {
	request := &wireAddTag{GroupName: &g.Name, Order: &g.Order}
	for i := range g.Tags {
		request.Tag = append(request.Tag, wireNewTag{&g.Tags[i].Name, &g.Tags[i].Order})
	}
	if err := checkAddTags(request); err != nil {
		return err
	}
	if st.groupNamed(g.RuleGroup, g.Name) != nil {
		return core.Fail(40071)
	}
	for _, t := range g.Tags {
		if st.tagNamed(&g, t.Name).ID != t.ID && t.ID != "" {
			return core.Fail(40071)
		}
	}
	return nil
}
