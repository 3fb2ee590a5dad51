// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

func (st *store) dumpTagGroups(corp *Corp, state *storeState) {
	state.DeletedTags, state.DeletedTagGroups = map[string][]Tag{}, nil
	for _, id := range sortedKeys(st.groups) {
		g := st.groups[id]
		if g.Deleted {
			state.DeletedTagGroups = append(state.DeletedTagGroups, g.clone())
			continue
		}
		corp.TagGroups = append(corp.TagGroups, g.alive())
		for _, t := range g.Tags {
			if t.Deleted {
				state.DeletedTags[id] = append(state.DeletedTags[id], t)
			}
		}
	}
}

// loadTagGroups puts in the seed. Ids and create times that the seed leaves out are made up.
func (st *store) loadTagGroups(list []TagGroup, state storeState) error {
	for _, g := range slices.Concat(list, state.DeletedTagGroups) {
		g := g.clone()
		dead := g.Deleted
		if !dead {
			if err := st.checkSeedGroup(g); err != nil {
				return seedError("tag group", g.Name, err)
			}
		}
		if g.ID == "" {
			g.ID = st.newID("et", tagIDChars, st.tagIDTaken)
		}
		if g.CreateTime == 0 {
			g.CreateTime = st.now().Unix()
		}
		if st.tagIDTaken(g.ID) {
			return seedError("tag group", g.Name, invalidTag())
		}
		g.Tags = append(g.Tags, state.DeletedTags[g.ID]...)
		st.groups[g.ID] = &g
		for i := range g.Tags {
			t := &g.Tags[i]
			if t.ID == "" {
				t.ID = st.newID("et", tagIDChars, st.tagIDTaken)
			}
			if t.CreateTime == 0 {
				t.CreateTime = g.CreateTime
			}
			if st.tagIDTaken(t.ID) {
				return seedError("tag", t.Name, invalidTag())
			}
			st.tagGroup[t.ID] = g.ID
		}
		sortTags(g.Tags)
	}
	if st.tagCount() > orDefault(st.limits.Tags, maxTags) {
		return seedError("tag group", "list", fail(40126))
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
	if st.groupNamed(g.Name) != nil {
		return fail(40071)
	}
	for _, t := range g.Tags {
		if st.tagNamed(&g, t.Name).ID != t.ID && t.ID != "" {
			return fail(40071)
		}
	}
	return nil
}
