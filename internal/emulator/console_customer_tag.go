// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// CreateTagGroup makes a group with its tags, owned by no app, and returns the ids in the order of the names. A group
// of that name is an error: only the API merges.
func (c *Console) CreateTagGroup(name string, tags ...string) (groupID string, tagIDs []string, err error) {
	err = c.edit(func(st *store) error {
		if st.groupNamed(0, name) != nil {
			return core.Fail(40071)
		}
		g, err := st.addTags(newTags(wireAddTag{GroupName: &name}, tags...), 0, consoleActor)
		if err != nil {
			return err
		}
		groupID = g.ID
		for _, tag := range tags {
			tagIDs = append(tagIDs, st.tagNamed(st.groups.Get(g.ID), tag).ID)
		}
		return nil
	})
	return groupID, tagIDs, err
}

// AddTag adds a tag to a group, whoever made the group, and returns its id.
func (c *Console) AddTag(groupID, name string) (string, error) {
	tagID := ""
	err := c.edit(func(st *store) error {
		at := int64(0)
		if g := st.groups.Get(groupID); g != nil {
			at = g.RuleGroup
		}
		g, err := st.addTags(newTags(wireAddTag{GroupID: &groupID}, name), at, consoleActor)
		if err != nil {
			return err
		}
		tagID = g.Tags[0].ID
		return nil
	})
	return tagID, err
}

func newTags(in wireAddTag, names ...string) *wireAddTag {
	for _, name := range names {
		in.Tag = append(in.Tag, wireNewTag{Name: &name})
	}
	return &in
}

// RenameTagGroup renames a group.
func (c *Console) RenameTagGroup(id, name string) error {
	return c.editGroup(id, &wireEditTag{ID: &id, Name: &name})
}

// ReorderTagGroup sets the order of a group, 0 to 2^32-1, larger first.
func (c *Console) ReorderTagGroup(id string, order int64) error {
	return c.editGroup(id, &wireEditTag{ID: &id, Order: &order})
}

// RenameTag renames a tag.
func (c *Console) RenameTag(id, name string) error {
	return c.editTag(id, &wireEditTag{ID: &id, Name: &name})
}

// ReorderTag sets the order of a tag, 0 to 2^32-1, larger first.
func (c *Console) ReorderTag(id string, order int64) error {
	return c.editTag(id, &wireEditTag{ID: &id, Order: &order})
}

// editGroup and editTag keep groups and tags apart, which the API does not: their ids look alike.
func (c *Console) editGroup(id string, in *wireEditTag) error {
	return c.edit(func(st *store) error {
		if st.groups.Get(id) == nil {
			return invalidTag()
		}
		return st.editTag(in, consoleActor)
	})
}

func (c *Console) editTag(id string, in *wireEditTag) error {
	return c.edit(func(st *store) error {
		if st.tagGroup[id] == "" {
			return invalidTag()
		}
		return st.editTag(in, consoleActor)
	})
}

// DeleteTag deletes a tag, and its group with the last one. API reads by id still find it, as deleted.
func (c *Console) DeleteTag(id string) error {
	return c.edit(func(st *store) error { return st.deleteTags([]string{id}, nil, consoleActor) })
}

// DeleteTagGroup deletes a group with its tags.
func (c *Console) DeleteTagGroup(id string) error {
	return c.edit(func(st *store) error { return st.deleteTags(nil, []string{id}, consoleActor) })
}

var tagOperations = []core.Operation{
	op("create_tag_group", (*Console).CreateTagGroup, "name 标签组名称|Group name", "tags:words 标签|Tags").Answers("id", "tags").
		In(TabTags, "新建标签组|Add tag group"),
	op("rename_tag_group", (*Console).RenameTagGroup, "group<id", "name<name 名称|Name").In(TabTags, "修改名称|Rename"),
	op("reorder_tag_group", (*Console).ReorderTagGroup, "group<id", "order<order 次序（大者在前）|Order (larger first)").In(TabTags, "调整次序|Reorder"),
	op("delete_tag_group", (*Console).DeleteTagGroup, "group<id").In(TabTags, "删除标签组|Delete group").AsksFirst(),
	op("add_tag", (*Console).AddTag, "group<id", "name 标签名称|Tag name").In(TabTags, "添加标签|Add tag"),
	op("rename_tag", (*Console).RenameTag, "id<id", "name<name 名称|Name").In(TabTags, "修改名称|Rename"),
	op("reorder_tag", (*Console).ReorderTag, "id<id", "order<order 次序（大者在前）|Order (larger first)").In(TabTags, "调整次序|Reorder"),
	op("delete_tag", (*Console).DeleteTag, "id<id").In(TabTags, "删除标签|Delete tag").AsksFirst(),
}

// TabTags is the tab of customer tags.
const TabTags = "tags"

var tagPart = part{
	routes: customerTagRoutes, operations: tagOperations,
	tab:  &Tab{Key: TabTags, Title: "企业客户标签|Customer tags", Count: func(c *Corp) int { return len(c.TagGroups) }},
	open: func(st *store) { st.groups = newTagGroups(st) },
	load: func(st *store, c *Corp) error { return st.loadTagGroups(slices.Concat(c.TagGroups, c.RuleGroupTags)) },
	dump: func(st *store, c *Corp) {
		c.TagGroups, c.RuleGroupTags = []TagGroup{}, nil
		for g := range st.groups.All() {
			switch {
			case g.Deleted:
			case g.RuleGroup != 0:
				c.RuleGroupTags = append(c.RuleGroupTags, g.alive())
			default:
				c.TagGroups = append(c.TagGroups, g.alive())
			}
		}
	},
	example: func(c *Corp, _ int64) {
		made := time.Date(2024, 3, 18, 9, 30, 0, 0, time.UTC).Unix()
		c.TagGroups = []TagGroup{{
			ID: "etJ7wNrQAAexampleCustomerLevel00", Name: "客户等级", CreateTime: made,
			Tags: []Tag{
				{ID: "etJ7wNrQAAexampleLevelCore000000", Name: "核心", CreateTime: made},
				{ID: "etJ7wNrQAAexampleLevelImportant0", Name: "重要", CreateTime: made},
				{ID: "etJ7wNrQAAexampleLevelNormal0000", Name: "一般", CreateTime: made},
			},
		}}
	},
}
