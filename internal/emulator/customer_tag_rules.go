// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// checkAddTags is the parameter validator of add_corp_tag.
func checkAddTags(in *wireAddTag) error {
	switch {
	case in.GroupID != nil && *in.GroupID == "":
		return core.FailText(40058, "field `group_id` unexpected empty string")
	case in.GroupID == nil && in.GroupName == nil: // Unknown 7
		return core.TooShort("group_name", 1)
	case in.GroupID == nil && *in.GroupName == "":
		return core.TooShort("group_name", 1)
	case in.GroupID == nil && core.Chars(*in.GroupName) > maxTagChars:
		return core.TooLong("group_name", maxTagChars)
	case in.Order != nil && !core.InUint32(*in.Order):
		return core.BadParameter("order")
	case len(in.Tag) == 0: // Unknown 7
		return core.FailText(40058, "field `tag` expect array size in [1, %d]. invalid Request Parameter", maxTags)
	}
	for _, t := range in.Tag {
		switch {
		case t.Name == nil || *t.Name == "":
			return core.Fail(41018)
		case core.Chars(*t.Name) > maxTagChars:
			return core.TooLong("tag.name", maxTagChars)
		case t.Order != nil && !core.InUint32(*t.Order):
			return core.BadParameter("tag.order")
		}
	}
	return nil
}

// addTags answers the group with the created tags only.
func (st *store) addTags(in *wireAddTag, ruleGroup int64, by actor) (TagGroup, error) {
	none := TagGroup{}
	if err := checkAddTags(in); err != nil {
		return none, err
	}
	if in.GroupID == nil && st.sw.SpuriousAdd40068 && !by.rules && by != consoleActor {
		st.sw.SpuriousAdd40068 = false
		return none, core.Fail(40068)
	}
	var g *TagGroup
	if in.GroupID != nil {
		if g = st.groups.Get(*in.GroupID); g == nil || g.Deleted || !by.reaches(g) || by.rules && g.RuleGroup != ruleGroup {
			return none, invalidTag()
		}
	} else {
		g = st.groupNamed(ruleGroup, *in.GroupName)
	}
	if g != nil && g.RuleGroup != ruleGroup && by.rules {
		return none, core.Fail(40071)
	}
	if g != nil && !by.owns(g.Owner) && st.sw.ForeignGroupRefused {
		return none, core.Fail(81011)
	}
	var fresh []Tag
	clash := false
	for _, t := range in.Tag {
		tag := Tag{Name: *t.Name, Owner: by.app}
		core.Lay(&tag.Order, t.Order)
		switch {
		case slices.ContainsFunc(fresh, func(f Tag) bool { return st.sameTagName(f.Name, tag.Name) }): // twice in one request
		case g != nil && st.tagNamed(g, tag.Name) != nil:
			clash = true
		default:
			fresh = append(fresh, tag)
		}
	}
	if clash && (!st.sw.AddPartial || len(fresh) == 0) {
		return none, core.Fail(40071)
	}
	if st.tagCount()+len(fresh) > core.OrDefault(st.limits.Tags, maxTags) {
		return none, core.Fail(40126)
	}
	now := st.Now().Unix()
	if g == nil {
		g = st.groups.Put(TagGroup{ID: st.NewID("et", tagIDChars, st.tagIDTaken), Name: *in.GroupName, CreateTime: now, Owner: by.app, RuleGroup: ruleGroup})
		core.Lay(&g.Order, in.Order)
	} else if in.GroupID == nil && in.Order != nil && st.sw.GroupOrderApplied {
		g.Order = *in.Order
	}
	for i := range fresh {
		fresh[i].ID, fresh[i].CreateTime = st.NewID("et", tagIDChars, st.tagIDTaken), now
		st.tagGroup[fresh[i].ID] = g.ID
	}
	g.Tags = append(g.Tags, fresh...)
	sortTags(g.Tags)
	if clash {
		return none, core.Fail(40071)
	}
	out := *g
	out.Tags = fresh
	return out, nil
}

// liveTag finds a tag that is not deleted.
func (st *store) liveTag(id string) (*TagGroup, *Tag) {
	g := st.groups.Get(st.tagGroup[id])
	if g == nil {
		return nil, nil
	}
	for i := range g.Tags {
		if g.Tags[i].ID == id && !g.Tags[i].Deleted {
			return g, &g.Tags[i]
		}
	}
	return nil, nil
}

func (st *store) editTag(in *wireEditTag, by actor) error {
	switch {
	case in.ID == nil || *in.ID == "":
		return core.Fail(41017)
	case in.Name != nil && *in.Name == "":
		return core.Fail(41018)
	case in.Name != nil && core.Chars(*in.Name) > maxTagChars:
		return core.TooLong("name", maxTagChars)
	case in.Order != nil && !core.InUint32(*in.Order):
		return core.BadParameter("order")
	}
	if g := st.groups.Get(*in.ID); g != nil && !g.Deleted && by.reaches(g) {
		if !by.owns(g.Owner) {
			return st.foreignTag()
		}
		if in.Name != nil {
			if other := st.groupNamed(g.RuleGroup, *in.Name); other != nil && other != g {
				return core.Fail(40071)
			}
			g.Name = *in.Name
		}
		core.Lay(&g.Order, in.Order)
		return nil
	}
	g, t := st.liveTag(*in.ID)
	if t == nil || !by.reaches(g) {
		return invalidTag()
	}
	if !by.owns(t.Owner) {
		return st.foreignTag()
	}
	if in.Name != nil {
		if other := st.tagNamed(g, *in.Name); other != nil && other != t {
			return core.Fail(40071)
		}
		t.Name = *in.Name
	}
	core.Lay(&t.Order, in.Order)
	return nil
}

// deleteTags deletes all or nothing; a group goes with its last tag.
func (st *store) deleteTags(tagIDs, groupIDs []string, by actor) error {
	if len(tagIDs) == 0 && len(groupIDs) == 0 {
		return core.Fail(41017)
	}
	foreign := false
	for _, id := range groupIDs {
		g := st.groups.Get(id)
		if g == nil || g.Deleted || !by.reaches(g) {
			return invalidTag()
		}
		foreign = foreign || !by.owns(g.Owner)
		for _, t := range g.Tags {
			foreign = foreign || !t.Deleted && !by.owns(t.Owner) && !st.sw.ForeignTagsDeleted
		}
	}
	for _, id := range tagIDs {
		g, t := st.liveTag(id)
		if t == nil || !by.reaches(g) {
			return invalidTag()
		}
		withGroup := slices.Contains(groupIDs, g.ID) && st.sw.ForeignTagsDeleted
		foreign = foreign || !by.owns(t.Owner) && !withGroup
	}
	if foreign {
		return st.foreignTag()
	}
	for _, id := range tagIDs {
		g, t := st.liveTag(id)
		if t == nil {
			continue // named twice
		}
		t.Deleted = true
		if len(g.alive().Tags) == 0 {
			g.Deleted = true
		}
	}
	for _, id := range groupIDs {
		g := st.groups.Get(id)
		g.Deleted = true
		for i := range g.Tags {
			g.Tags[i].Deleted = true
		}
	}
	return nil
}
