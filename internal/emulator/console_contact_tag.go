// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// AddContactTag adds a tag in the console: one without Owner, which 通讯录同步 may change and apps may not. It answers the
// id.
func (c *Console) AddContactTag(t ContactTag) (tagID int64, err error) {
	err = c.edit(func(st *store) (err error) {
		if err := st.knownNodes(t.Users, t.Departments); err != nil {
			return err
		}
		tagID, err = st.contactTags.ConsoleAdd(t)
		return err
	})
	return tagID, err
}

// UpdateContactTag changes name and members of a tag in the console, whoever made it.
func (c *Console) UpdateContactTag(tagID int64, change func(*ContactTag)) error {
	return c.edit(func(st *store) error {
		old, err := st.contactTags.Find(tagID)
		if err != nil {
			return err
		}
		next := core.Copy(*old)
		change(&next)
		if err := st.knownNodes(next.Users, next.Departments); err != nil {
			return err
		}
		return st.contactTags.ConsoleUpdate(tagID, change)
	})
}

// DeleteContactTag deletes a tag in the console.
func (c *Console) DeleteContactTag(tagID int64) error {
	return c.edit(func(st *store) error { return st.contactTags.ConsoleDelete(tagID) })
}

// knownNodes: the console offers only members and departments that there are.
func (st *store) knownNodes(users []string, departments []int64) error {
	for _, id := range users {
		if _, err := st.members.Find(id); err != nil {
			return err
		}
	}
	for _, id := range departments {
		if !st.departments.Has(id) {
			return st.unknownDepartment()
		}
	}
	return nil
}

// TabContactTags is the tab of contact tags.
const TabContactTags = "contact-tags"

var contactTagPart = holding(part{routes: contactTagRoutes, operations: contactTagOperations, tab: &Tab{Key: TabContactTags, Title: "通讯录标签|Contact tags"}},
	newContactTags, func(st *store) **core.Collection[int64, ContactTag] { return &st.contactTags }, func(c *Corp) *[]ContactTag { return &c.ContactTags })

var contactTagOperations = []core.Operation{
	op("add_contact_tag", (*Console).AddContactTag, "contact_tag").In(TabContactTags, "新建标签|Add tag"),
	op("update_contact_tag", (*Console).UpdateContactTag, "id<tagid", "change").In(TabContactTags, "编辑|Edit"),
	op("delete_contact_tag", (*Console).DeleteContactTag, "id<tagid").In(TabContactTags, "删除标签|Delete tag").AsksFirst(),
}
