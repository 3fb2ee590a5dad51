// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

const familyRuleTag = "rule_group_tag"

// RuleTagSwitches are the switches of strategy-tag.md. They are part of Switches.
type RuleTagSwitches struct {
	// RuleTagListZeroRefused: strategy_id 0 of get_strategy_tag_list answers 40058; otherwise it counts as left out,
	// because SDKs cannot leave it out. Unknown 1.
	RuleTagListZeroRefused bool `json:"rule_tag_list_zero_refused"`
	// RuleTagListNeedsGroup: get_strategy_tag_list without strategy_id answers 40058; otherwise the tags of every rule
	// group. Unknown 1.
	RuleTagListNeedsGroup bool `json:"rule_tag_list_needs_group"`
	// RuleTagNamesPerCorp: a group name that any rule group has answers 40071; otherwise names are unique in their rule
	// group. Unknown 2.
	RuleTagNamesPerCorp bool `json:"rule_tag_names_per_corp"`
	// RuleTagUnknownGroup is the code for a rule group that is unknown, deleted or another app's: "" 40058, "60030",
	// "60011" or "40068". Unknown 4.
	RuleTagUnknownGroup string `json:"rule_tag_unknown_group" readings:"60030,60011,40068"`
	// RuleTagLower is what a rule group with a parent answers to add: "" 40058, "60030", or "accepted". Unknown 4.
	RuleTagLower string `json:"rule_tag_lower" readings:"60030,accepted"`
	// RuleTagsKeepGroup: a rule group with tags cannot be deleted, 40058; otherwise they die with it. Unknown 4.
	RuleTagsKeepGroup bool `json:"rule_tags_keep_group"`
	// RuleTagListAll: the list holds the tags of every app and of the console; otherwise those of the app. Unknown 6.
	RuleTagListAll bool `json:"rule_tag_list_all"`
	// RuleTagDeleted40068: a filter on the id of a deleted group answers 40068; otherwise the group is left out. Page,
	// "Read/write asymmetries".
	RuleTagDeleted40068 bool `json:"rule_tag_deleted_40068"`
}

func ruleTagRoutes() []core.Route {
	row := externalRow(familyRuleTag, 94882)
	return []core.Route{
		row("get_strategy_tag_list", false, post(listRuleTags), "tag_group"),
		row("add_strategy_tag", true, post(addRuleTags)),
		row("edit_strategy_tag", true, post(editRuleTag)),
		row("del_strategy_tag", true, post(delRuleTags)),
	}
}

type wireRuleTagFilter struct {
	RuleGroup *int64   `json:"strategy_id"`
	TagID     []string `json:"tag_id"`
	GroupID   []string `json:"group_id"`
}

type wireAddRuleTag struct {
	RuleGroup *int64       `json:"strategy_id"`
	GroupID   *string      `json:"group_id"`
	GroupName *string      `json:"group_name"`
	Order     *int64       `json:"order"`
	Tag       []wireNewTag `json:"tag"`
}

type wireEditRuleTag struct {
	ID    *string `json:"id"`
	Name  *string `json:"name"`
	Order *int64  `json:"order"`
}

type wireDelRuleTag struct {
	TagID   []string `json:"tag_id"`
	GroupID []string `json:"group_id"`
}

type wireRuleTagGroup struct {
	wireTagGroup
	RuleGroup int64 `json:"strategy_id"`
}

func ruleTagActor(app *App) actor { return actor{app: app.Name, rules: true} }

// ruleGroupOf finds the rule group that a call names.
func (st *store) ruleGroupOf(id *int64, app *App) (*RuleGroup, error) {
	if id == nil || *id == 0 {
		return nil, st.emptyParameter("strategy_id")
	}
	g := st.customerRuleGroups.Get(*id)
	if g == nil || g.Owner != app.Name {
		return nil, refusedAs(st.sw.RuleTagUnknownGroup, "strategy_id")
	}
	return g, nil
}

func listRuleTags(c *call, in *wireRuleTagFilter) (any, error) {
	st := c.store
	if in.RuleGroup != nil && *in.RuleGroup == 0 && !st.sw.RuleTagListZeroRefused {
		in.RuleGroup = nil
	}
	if in.RuleGroup != nil {
		if _, err := st.ruleGroupOf(in.RuleGroup, c.App); err != nil {
			return nil, err
		}
	} else if st.sw.RuleTagListNeedsGroup {
		return nil, st.emptyParameter("strategy_id")
	}
	shown := func(g *TagGroup) bool {
		return g != nil && !g.Deleted && g.RuleGroup != 0 && (g.Owner == c.App.Name || st.sw.RuleTagListAll) && (in.RuleGroup == nil || *in.RuleGroup == g.RuleGroup)
	}
	for _, id := range in.GroupID {
		if g := st.groups.Get(id); g == nil || g.RuleGroup == 0 || g.Deleted && st.sw.RuleTagDeleted40068 {
			return nil, invalidTag()
		}
	}
	byTag := len(in.GroupID) == 0 && len(in.TagID) > 0
	for _, id := range in.TagID {
		if group, ok := st.tagGroup[id]; byTag && (!ok || st.groups.Get(group).RuleGroup == 0) {
			return nil, invalidTag()
		}
	}
	rows := []wireRuleTagGroup{}
	for _, g := range st.groups.List(shown) {
		if len(in.GroupID) > 0 && !slices.Contains(in.GroupID, g.ID) {
			continue
		}
		alive := g.alive()
		if byTag {
			alive.Tags = slices.DeleteFunc(alive.Tags, func(t Tag) bool { return !slices.Contains(in.TagID, t.ID) })
			if len(alive.Tags) == 0 {
				continue
			}
		}
		row := wireRuleTagGroup{st.wireTagGroup(alive, false, false), g.RuleGroup}
		row.Deleted = nil // no such key here
		for i := range row.Tags {
			row.Tags[i].Deleted = nil
		}
		rows = append(rows, row)
	}
	return map[string]any{"tag_group": core.Shuffled(&st.Store, rows)}, nil
}

func addRuleTags(c *call, in *wireAddRuleTag) (any, error) {
	st := c.store
	rule, err := st.ruleGroupOf(in.RuleGroup, c.App)
	if err != nil {
		return nil, err
	}
	if rule.ParentID != 0 && st.sw.RuleTagLower != "accepted" {
		return nil, refusedAs(st.sw.RuleTagLower, "strategy_id")
	}
	g, err := st.addTags(&wireAddTag{GroupID: in.GroupID, GroupName: in.GroupName, Order: in.Order, Tag: in.Tag}, rule.ID, ruleTagActor(c.App))
	if err != nil {
		return nil, err
	}
	return map[string]any{"tag_group": st.wireTagGroup(g, false, false)}, nil
}

func editRuleTag(c *call, in *wireEditRuleTag) (any, error) {
	return nil, c.store.editTag(&wireEditTag{ID: in.ID, Name: in.Name, Order: in.Order}, ruleTagActor(c.App))
}

func delRuleTags(c *call, in *wireDelRuleTag) (any, error) {
	return nil, c.store.deleteTags(in.TagID, in.GroupID, ruleTagActor(c.App))
}

// dropRuleTags lets the tags of a rule group die with it.
func (st *store) dropRuleTags(ruleGroup int64) error {
	for g := range st.groups.All() {
		if g.RuleGroup != ruleGroup || g.Deleted {
			continue
		}
		if st.sw.RuleTagsKeepGroup {
			return core.BadParameter("strategy_id")
		}
		g.Deleted = true
		for i := range g.Tags {
			g.Tags[i].Deleted = true
		}
	}
	return nil
}

// CreateRuleTagGroup makes a tag group of a rule group, as its admin does on the mobile client: without Owner.
func (c *Console) CreateRuleTagGroup(ruleGroup int64, name string, tags ...string) (groupID string, err error) {
	err = c.edit(func(st *store) error {
		if g := st.customerRuleGroups.Get(ruleGroup); g == nil || g.ParentID != 0 {
			return fmt.Errorf("no rule group %d of the first level", ruleGroup)
		}
		g, err := st.addTags(newTags(wireAddTag{GroupName: &name}, tags...), ruleGroup, consoleActor)
		groupID = g.ID
		return err
	})
	return groupID, err
}

// TabRuleTags is the tab of the tags of rule groups.
const TabRuleTags = "rule-group-tags"

var ruleTagPart = part{
	routes: ruleTagRoutes,
	operations: []core.Operation{
		op("create_rule_tag_group", (*Console).CreateRuleTagGroup, "rule_group", "name", "tags:words").In(TabRuleTags, "新建规则组标签组|Add rule-group tags"),
	},
	tab: &Tab{
		Key: TabRuleTags, Title: "规则组客户标签|Rule-group tags",
		Objects: func(c *Corp) any { return c.RuleGroupTags },
		Count:   func(c *Corp) int { return len(c.RuleGroupTags) },
	},
}
