// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// AddMailGroup adds a mail group in the console: one without Owner, which no app sees. It answers the address.
func (c *Console) AddMailGroup(g MailGroup) (id string, err error) {
	err = c.edit(func(st *store) (err error) {
		if err := st.knownMail(&g); err != nil {
			return err
		}
		id, err = st.mailGroups.ConsoleAdd(g)
		return err
	})
	return id, err
}

// UpdateMailGroup changes a mail group in the console, whoever made it; its address stays.
func (c *Console) UpdateMailGroup(id string, change func(*MailGroup)) error {
	return c.edit(func(st *store) error {
		old, err := st.mailGroups.Find(id)
		if err != nil {
			return err
		}
		next := core.Copy(*old)
		change(&next)
		if err := st.knownMail(&next); err != nil {
			return err
		}
		return st.mailGroups.ConsoleUpdate(id, change)
	})
}

// DeleteMailGroup deletes a mail group in the console.
func (c *Console) DeleteMailGroup(id string) error {
	return c.edit(func(st *store) error { return st.mailGroups.ConsoleDelete(id) })
}

// TabMailGroups is the tab of mail groups.
const TabMailGroups = "mail-groups"

var mailGroupPart = holding(part{
	routes: mailGroupRoutes,
	operations: []core.Operation{
		op("set_mail", (*Console).SetMail, "app<name", "on<mail 可调用|Allowed").In(TabApps, "邮件：可调用接口的应用|May call the mail API"),
		op("add_mail_group", (*Console).AddMailGroup, "mail_group").In(TabMailGroups, "新建邮件群组|Add mail group"),
		op("update_mail_group", (*Console).UpdateMailGroup, "id<groupid", "change").In(TabMailGroups, "编辑|Edit"),
		op("delete_mail_group", (*Console).DeleteMailGroup, "id<groupid").In(TabMailGroups, "删除邮件群组|Delete mail group").AsksFirst(),
	},
	tab: &Tab{Key: TabMailGroups, Title: "邮件群组|Mail groups"},
}, newMailGroups, func(st *store) **core.Collection[string, MailGroup] { return &st.mailGroups }, func(c *Corp) *[]MailGroup { return &c.MailGroups })

// AddPublicMailbox adds a public mailbox in the console: one without Owner, which no app sees. It answers the id.
func (c *Console) AddPublicMailbox(b PublicMailbox) (id int64, err error) {
	err = c.edit(func(st *store) (err error) {
		if err := st.freeMailbox(&b); err != nil {
			return err
		}
		id, err = st.publicMailboxes.ConsoleAdd(b)
		return err
	})
	return id, err
}

// UpdatePublicMailbox changes a public mailbox in the console, whoever made it; its address stays.
func (c *Console) UpdatePublicMailbox(id int64, change func(*PublicMailbox)) error {
	return c.edit(func(st *store) error {
		old, err := st.publicMailboxes.Find(id)
		if err != nil {
			return err
		}
		next := core.Copy(*old)
		change(&next)
		if err := st.freeMailbox(&next); err != nil {
			return err
		}
		return st.publicMailboxes.ConsoleUpdate(id, func(b *PublicMailbox) { change(b); b.Email = old.Email })
	})
}

// DeletePublicMailbox deletes a public mailbox in the console.
func (c *Console) DeletePublicMailbox(id int64) error {
	return c.edit(func(st *store) error { return st.publicMailboxes.ConsoleDelete(id) })
}

// TabPublicMailboxes is the tab of public mailboxes.
const TabPublicMailboxes = "public-mailboxes"

var publicMailboxPart = holding(part{
	routes: publicMailboxRoutes,
	operations: []core.Operation{
		op("add_public_mailbox", (*Console).AddPublicMailbox, "public_mailbox").In(TabPublicMailboxes, "新建公共邮箱|Add public mailbox"),
		op("update_public_mailbox", (*Console).UpdatePublicMailbox, "id<id", "change").In(TabPublicMailboxes, "编辑|Edit"),
		op("delete_public_mailbox", (*Console).DeletePublicMailbox, "id<id").In(TabPublicMailboxes, "删除公共邮箱|Delete public mailbox").AsksFirst(),
	},
	tab: &Tab{Key: TabPublicMailboxes, Title: "公共邮箱|Public mailboxes"},
}, newPublicMailboxes, func(st *store) **core.Collection[int64, PublicMailbox] { return &st.publicMailboxes },
	func(c *Corp) *[]PublicMailbox { return &c.PublicMailboxes })
