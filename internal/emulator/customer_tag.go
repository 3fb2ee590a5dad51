// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

const (
	maxTagChars = 30
	maxTags     = 10_000
	tagIDChars  = 30 // behind "et": 32 in all samples
)

const familyCustomerTag = "customer_tag"

func customerTagRoutes() []core.Route {
	row := externalRow(familyCustomerTag, 92117)
	list := row("get_corp_tag_list", false, post(getCorpTagList), "tag_group")
	list.AlsoGET = func(w core.World) bool { return !w.(*store).sw.TagListPostOnly } //nolint:errcheck // the only world
	return []core.Route{
		list,
		row("add_corp_tag", true, post(addCorpTag)),
		row("edit_corp_tag", true, post(editCorpTag)),
		row("del_corp_tag", true, post(delCorpTag)),
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
		c.Report("agentid: unknown key")
	}
	out, err := c.store.listTags(in.TagID, in.GroupID)
	if err != nil {
		return nil, err
	}
	return map[string]any{"tag_group": out}, nil
}

func addCorpTag(c *call, in *wireAddTag) (any, error) {
	c.noAgentID(in.AgentID)
	g, err := c.store.addTags(in, 0, tagActor(c.App))
	if err != nil {
		return nil, err
	}
	return map[string]any{"tag_group": c.store.wireTagGroup(g, false, false)}, nil
}

func editCorpTag(c *call, in *wireEditTag) (any, error) {
	c.noAgentID(in.AgentID)
	return nil, c.store.editTag(in, tagActor(c.App))
}

func delCorpTag(c *call, in *wireTagFilter) (any, error) {
	c.noAgentID(in.AgentID)
	return nil, c.store.deleteTags(in.TagID, in.GroupID, tagActor(c.App))
}

func (c *call) noAgentID(id *int64) {
	if id != nil {
		c.Report("agentid: only for old third-party suites, never send it otherwise")
	}
}

// actor is who changes customer-contact objects: an app, or the console, which owns nothing and may do all.
type actor struct {
	app   string
	all   bool
	rules bool // calls about the tags of rule groups, which know no others
}

var consoleActor = actor{all: true}

// tagActor: the 客户联系 secret edits all tags; a self-built app those it made itself.
func tagActor(app *App) actor { return actor{app: app.Name, all: app.Kind == AppCustomerContact} }

// reaches reports whether a call can be about a group at all.
func (a actor) reaches(g *TagGroup) bool { return a == consoleActor || a.rules == (g.RuleGroup != 0) }

func (a actor) owns(owner string) bool { return a.all || owner == a.app }

func (st *store) foreignTag() error {
	if st.sw.ForeignTag40068 {
		return invalidTag()
	}
	return core.Fail(81011)
}

func invalidTag() error { return core.FailText(40068, "invalid tagid/groupid") }

// wireTagGroup shows a group; inGroup and inTags say whether the key deleted is shown of it and of its tags.
func (st *store) wireTagGroup(g TagGroup, inGroup, inTags bool) wireTagGroup {
	inGroup, inTags = inGroup || st.sw.DeletedFalseShown, inTags || st.sw.DeletedFalseShown
	out := wireTagGroup{ID: g.ID, Name: g.Name, CreateTime: g.CreateTime, Order: st.wireOrder(g.Order), Tags: []wireTag{}}
	if inGroup {
		out.Deleted = &g.Deleted
	}
	for _, t := range core.Shuffled(&st.Store, g.Tags) {
		row := wireTag{ID: t.ID, Name: t.Name, CreateTime: t.CreateTime, Order: st.wireOrder(t.Order)}
		if inTags {
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
			if st.groups.Get(id) == nil || st.groups.Get(id).RuleGroup != 0 || st.groups.Get(id).Deleted && st.sw.DeletedGroup == DeletedGroup40068 {
				return nil, core.Fail(40068)
			}
			wanted[id] = true
		}
		for _, id := range core.SortedKeys(wanted) {
			g := core.Copy(*st.groups.Get(id))
			if g.Deleted && st.sw.DeletedGroup == DeletedGroupBare {
				g.Tags = nil
			}
			out = append(out, st.wireTagGroup(g, g.Deleted && st.sw.DeletedGroup != DeletedGroupUnmarked || st.sw.GroupDeletedShown, true))
		}
	case len(tagIDs) > 0:
		wanted := map[string]bool{}
		byGroup := map[string]bool{}
		for _, id := range tagIDs {
			group, ok := st.tagGroup[id]
			if !ok || st.groups.Get(group).RuleGroup != 0 {
				return nil, core.Fail(40068)
			}
			wanted[id], byGroup[group] = true, true
		}
		for _, id := range core.SortedKeys(byGroup) {
			g := core.Copy(*st.groups.Get(id))
			if !st.sw.TagFilterAll {
				g.Tags = slices.DeleteFunc(g.Tags, func(t Tag) bool { return !wanted[t.ID] })
			}
			out = append(out, st.wireTagGroup(g, true, true))
		}
	default:
		for _, g := range st.groups.List(func(g *TagGroup) bool { return !g.Deleted && g.RuleGroup == 0 }) {
			out = append(out, st.wireTagGroup(g.alive(), false, false))
		}
	}
	return core.Shuffled(&st.Store, out), nil
}
