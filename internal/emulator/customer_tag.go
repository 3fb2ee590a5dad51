// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"
)

const (
	maxTagChars = 30
	maxTags     = 10_000
	tagIDChars  = 30 // behind "et": 32 in all samples
)

func customerTagRoutes() []route {
	by := byListedApp | byCustomerContact
	return []route{
		{method: "POST", path: "externalcontact/get_corp_tag_list", page: 92117, family: familyCustomerTag, by: by, empty: []string{"tag_group"}, handle: post(getCorpTagList)},
		{method: "POST", path: "externalcontact/add_corp_tag", page: 92117, family: familyCustomerTag, by: by, write: true, handle: post(addCorpTag)},
		{method: "POST", path: "externalcontact/edit_corp_tag", page: 92117, family: familyCustomerTag, by: by, write: true, handle: post(editCorpTag)},
		{method: "POST", path: "externalcontact/del_corp_tag", page: 92117, family: familyCustomerTag, by: by, write: true, handle: post(delCorpTag)},
	}
}

type wireTagFilter struct {
	TagID   []string `json:"tag_id"`
	GroupID []string `json:"group_id"`
	AgentID *int64   `json:"agentid"` // del only; only for old third-party suites
}

type wireAddTag struct {
	GroupID   *string      `json:"group_id"`
	GroupName *string      `json:"group_name"`
	Order     *int64       `json:"order"`
	Tag       []wireNewTag `json:"tag"`
	AgentID   *int64       `json:"agentid"`
}

type wireNewTag struct {
	Name  *string `json:"name"`
	Order *int64  `json:"order"`
}

type wireEditTag struct {
	ID      *string `json:"id"`
	Name    *string `json:"name"`
	Order   *int64  `json:"order"`
	AgentID *int64  `json:"agentid"`
}

type wireTag struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	CreateTime int64  `json:"create_time"`
	Order      *int64 `json:"order,omitempty"`
	Deleted    *bool  `json:"deleted,omitempty"`
}

type wireTagGroup struct {
	ID         string    `json:"group_id"`
	Name       string    `json:"group_name"`
	CreateTime int64     `json:"create_time"`
	Tags       []wireTag `json:"tag"`
	Order      *int64    `json:"order,omitempty"`
	Deleted    *bool     `json:"deleted,omitempty"`
}

func getCorpTagList(c *call, in *wireTagFilter) (any, error) {
	if in.AgentID != nil {
		c.report("agentid: unknown key")
	}
	out, err := c.store.listTags(in.TagID, in.GroupID)
	if err != nil {
		return nil, err
	}
	return struct {
		Groups []wireTagGroup `json:"tag_group"`
	}{out}, nil
}

func addCorpTag(c *call, in *wireAddTag) (any, error) {
	c.noAgentID(in.AgentID)
	g, err := c.store.addTags(in, tagActor(c.app))
	if err != nil {
		return nil, err
	}
	return struct {
		Group wireTagGroup `json:"tag_group"`
	}{c.store.wireTagGroup(g, false)}, nil
}

func editCorpTag(c *call, in *wireEditTag) (any, error) {
	c.noAgentID(in.AgentID)
	return nil, c.store.editTag(in, tagActor(c.app))
}

func delCorpTag(c *call, in *wireTagFilter) (any, error) {
	c.noAgentID(in.AgentID)
	return nil, c.store.deleteTags(in.TagID, in.GroupID, tagActor(c.app))
}

func (c *call) noAgentID(id *int64) {
	if id != nil {
		c.report("agentid: only for old third-party suites, never send it otherwise")
	}
}

// actor is who changes customer-contact objects: an app, or the console, which owns nothing and may do all.
type actor struct {
	app string
	all bool
}

var consoleActor = actor{all: true}

// tagActor: the 客户联系 secret edits all tags; a self-built app those it made itself.
func tagActor(app *App) actor { return actor{app: app.Name, all: app.Kind == AppCustomerContact} }

func (a actor) owns(owner string) bool { return a.all || owner == a.app }

func (st *store) foreignTag() error {
	if st.sw.ForeignTag40068 {
		return invalidTag()
	}
	return fail(81011)
}

func invalidTag() error { return failText(40068, "invalid tagid/groupid") }

func (st *store) wireTagGroup(g TagGroup, deleted bool) wireTagGroup {
	deleted = deleted || st.sw.DeletedFalseShown
	out := wireTagGroup{ID: g.ID, Name: g.Name, CreateTime: g.CreateTime, Order: st.wireOrder(g.Order), Tags: []wireTag{}}
	if deleted {
		out.Deleted = &g.Deleted
	}
	for _, t := range shuffled(st, g.Tags) {
		row := wireTag{ID: t.ID, Name: t.Name, CreateTime: t.CreateTime, Order: st.wireOrder(t.Order)}
		if deleted {
			row.Deleted = &t.Deleted
		}
		out.Tags = append(out.Tags, row)
	}
	return out
}

func (st *store) wireOrder(order int64) *int64 {
	if order == 0 && st.sw.TagOrderAbsent {
		return nil
	}
	return &order
}

// listTags: group_id beats tag_id; both empty is everything alive, without the key deleted.
func (st *store) listTags(tagIDs, groupIDs []string) ([]wireTagGroup, error) {
	out := []wireTagGroup{}
	switch {
	case len(groupIDs) > 0:
		wanted := map[string]bool{}
		for _, id := range groupIDs {
			if st.groups[id] == nil || st.groups[id].Deleted && st.sw.DeletedGroup == DeletedGroup40068 {
				return nil, fail(40068)
			}
			wanted[id] = true
		}
		for _, id := range sortedKeys(wanted) {
			g := st.groups[id].clone()
			if g.Deleted && st.sw.DeletedGroup == DeletedGroupBare {
				g.Tags = nil
			}
			out = append(out, st.wireTagGroup(g, true))
		}
	case len(tagIDs) > 0:
		wanted := map[string]bool{}
		byGroup := map[string]bool{}
		for _, id := range tagIDs {
			group, ok := st.tagGroup[id]
			if !ok {
				return nil, fail(40068)
			}
			wanted[id], byGroup[group] = true, true
		}
		for _, id := range sortedKeys(byGroup) {
			g := st.groups[id].clone()
			if !st.sw.TagFilterAll {
				g.Tags = slices.DeleteFunc(g.Tags, func(t Tag) bool { return !wanted[t.ID] })
			}
			out = append(out, st.wireTagGroup(g, true))
		}
	default:
		for _, id := range sortedKeys(st.groups) {
			if g := st.groups[id]; !g.Deleted {
				out = append(out, st.wireTagGroup(g.alive(), false))
			}
		}
	}
	return shuffled(st, out), nil
}

// alive is a copy of the group without its deleted tags.
func (g *TagGroup) alive() TagGroup {
	out := g.clone()
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

func (st *store) groupNamed(name string) *TagGroup {
	for _, g := range st.groups {
		if !g.Deleted && st.sameTagName(g.Name, name) {
			return g
		}
	}
	return nil
}

func (st *store) tagCount() int {
	n := 0
	for _, g := range st.groups {
		for i := range g.Tags {
			if !g.Tags[i].Deleted {
				n++
			}
		}
	}
	return n
}

// checkAddTags is the parameter validator of add_corp_tag.
func checkAddTags(in *wireAddTag) error {
	switch {
	case in.GroupID != nil && *in.GroupID == "":
		return failText(40058, "field `group_id` unexpected empty string")
	case in.GroupID == nil && in.GroupName == nil: // Unknown 7
		return tooShort("group_name", 1)
	case in.GroupID == nil && *in.GroupName == "":
		return tooShort("group_name", 1)
	case in.GroupID == nil && chars(*in.GroupName) > maxTagChars:
		return tooLong("group_name", maxTagChars)
	case in.Order != nil && !inUint32(*in.Order):
		return badParameter("order")
	case len(in.Tag) == 0: // Unknown 7
		return failText(40058, "field `tag` expect array size in [1, %d]. invalid Request Parameter", maxTags)
	}
	for _, t := range in.Tag {
		switch {
		case t.Name == nil || *t.Name == "":
			return fail(41018)
		case chars(*t.Name) > maxTagChars:
			return tooLong("tag.name", maxTagChars)
		case t.Order != nil && !inUint32(*t.Order):
			return badParameter("tag.order")
		}
	}
	return nil
}

// addTags answers the group with the created tags only.
func (st *store) addTags(in *wireAddTag, by actor) (TagGroup, error) {
	none := TagGroup{}
	if err := checkAddTags(in); err != nil {
		return none, err
	}
	if in.GroupID == nil && st.sw.SpuriousAdd40068 && by != consoleActor {
		st.sw.SpuriousAdd40068 = false
		return none, fail(40068)
	}
	var g *TagGroup
	if in.GroupID != nil {
		if g = st.groups[*in.GroupID]; g == nil || g.Deleted {
			return none, invalidTag()
		}
	} else {
		g = st.groupNamed(*in.GroupName)
	}
	if g != nil && !by.owns(g.Owner) && st.sw.ForeignGroupRefused {
		return none, fail(81011)
	}
	var fresh []Tag
	clash := false
	for _, t := range in.Tag {
		tag := Tag{Name: *t.Name, Owner: by.app}
		if t.Order != nil {
			tag.Order = *t.Order
		}
		switch {
		case slices.ContainsFunc(fresh, func(f Tag) bool { return st.sameTagName(f.Name, tag.Name) }): // twice in one request
		case g != nil && st.tagNamed(g, tag.Name) != nil:
			clash = true
		default:
			fresh = append(fresh, tag)
		}
	}
	if clash && (!st.sw.AddPartial || len(fresh) == 0) {
		return none, fail(40071)
	}
	if st.tagCount()+len(fresh) > orDefault(st.limits.Tags, maxTags) {
		return none, fail(40126)
	}
	now := st.now().Unix()
	if g == nil {
		g = &TagGroup{ID: st.newID("et", tagIDChars, st.tagIDTaken), Name: *in.GroupName, CreateTime: now, Owner: by.app}
		if in.Order != nil {
			g.Order = *in.Order
		}
		st.groups[g.ID] = g
	} else if in.GroupID == nil && in.Order != nil && st.sw.GroupOrderApplied {
		g.Order = *in.Order
	}
	for i := range fresh {
		fresh[i].ID, fresh[i].CreateTime = st.newID("et", tagIDChars, st.tagIDTaken), now
		st.tagGroup[fresh[i].ID] = g.ID
	}
	g.Tags = append(g.Tags, fresh...)
	sortTags(g.Tags)
	if clash {
		return none, fail(40071)
	}
	out := *g
	out.Tags = fresh
	return out, nil
}

func sortTags(tags []Tag) {
	slices.SortFunc(tags, func(a, b Tag) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
}

func (st *store) tagIDTaken(id string) bool { return st.groups[id] != nil || st.tagGroup[id] != "" }

// liveTag finds a tag that is not deleted.
func (st *store) liveTag(id string) (*TagGroup, *Tag) {
	g := st.groups[st.tagGroup[id]]
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
		return fail(41017)
	case in.Name != nil && *in.Name == "":
		return fail(41018)
	case in.Name != nil && chars(*in.Name) > maxTagChars:
		return tooLong("name", maxTagChars)
	case in.Order != nil && !inUint32(*in.Order):
		return badParameter("order")
	}
	if g := st.groups[*in.ID]; g != nil && !g.Deleted {
		if !by.owns(g.Owner) {
			return st.foreignTag()
		}
		if in.Name != nil {
			if other := st.groupNamed(*in.Name); other != nil && other != g {
				return fail(40071)
			}
			g.Name = *in.Name
		}
		if in.Order != nil {
			g.Order = *in.Order
		}
		return nil
	}
	g, t := st.liveTag(*in.ID)
	if t == nil {
		return invalidTag()
	}
	if !by.owns(t.Owner) {
		return st.foreignTag()
	}
	if in.Name != nil {
		if other := st.tagNamed(g, *in.Name); other != nil && other != t {
			return fail(40071)
		}
		t.Name = *in.Name
	}
	if in.Order != nil {
		t.Order = *in.Order
	}
	return nil
}

// deleteTags deletes all or nothing; a group goes with its last tag.
func (st *store) deleteTags(tagIDs, groupIDs []string, by actor) error {
	if len(tagIDs) == 0 && len(groupIDs) == 0 {
		return fail(41017)
	}
	foreign := false
	for _, id := range groupIDs {
		g := st.groups[id]
		if g == nil || g.Deleted {
			return invalidTag()
		}
		foreign = foreign || !by.owns(g.Owner)
		for _, t := range g.Tags {
			foreign = foreign || !t.Deleted && !by.owns(t.Owner) && !st.sw.ForeignTagsDeleted
		}
	}
	for _, id := range tagIDs {
		g, t := st.liveTag(id)
		if t == nil {
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
		g := st.groups[id]
		g.Deleted = true
		for i := range g.Tags {
			g.Tags[i].Deleted = true
		}
	}
	return nil
}
