// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

const chatKeyLife = 30 * time.Minute

// AddAcquisitionLink adds a link as the console does: one without Owner, which no app sees. It answers the id.
func (c *Console) AddAcquisitionLink(l AcquisitionLink) (linkID string, err error) {
	err = c.edit(func(st *store) (err error) { linkID, err = st.links.ConsoleAdd(l); return err })
	return linkID, err
}

// UpdateAcquisitionLink changes a link in the console.
func (c *Console) UpdateAcquisitionLink(linkID string, change func(*AcquisitionLink)) error {
	return c.edit(func(st *store) error { return st.links.ConsoleUpdate(linkID, change) })
}

// DeleteAcquisitionLink deletes a link in the console or the mobile client.
func (c *Console) DeleteAcquisitionLink(linkID string) error {
	return c.edit(func(st *store) error { return st.links.ConsoleDelete(linkID) })
}

// SetAcquisitionQuota sets the corp's usage.
func (c *Console) SetAcquisitionQuota(q AcquisitionQuota) error {
	return c.edit(func(st *store) error {
		st.setQuota(q)
		return nil
	})
}

// FollowAcquisitionLink lets a WeChat user open the address of a link, with or without customer_channel, and add the
// first usable member. It counts the click, takes one unit off the balance and answers what customer then lists. With
// nothing left on the balance only the click is counted and the error is 41095 (assumed).
func (c *Console) FollowAcquisitionLink(address, externalUserID string) (row LinkCustomer, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return row, err
	}
	var refused error
	err = c.edit(func(st *store) error {
		now := st.Now().Unix()
		l, err := st.links.Find(u.Path[strings.LastIndex(u.Path, "/")+1:])
		if err != nil {
			return err
		}
		l.Clicks = append(l.Clicks, now)
		users := st.usable(l.Users, l.Departments)
		switch {
		case len(users) == 0:
			refused = core.Fail(84074)
			return nil
		case st.balance() == 0:
			refused = core.Fail(41095)
			return nil
		}
		i := slices.IndexFunc(st.quota.Batches, func(b QuotaBatch) bool { return b.usable(now) })
		st.quota.Batches[i].Balance--
		row = LinkCustomer{ExternalUserID: externalUserID, UserID: users[0], State: cutChannel(u.Query().Get("customer_channel")), AddTime: now}
		l.Customers = append(l.Customers, row)
		return nil
	})
	if err == nil {
		err = refused
	}
	return row, err
}

// cutChannel cuts a customer_channel to 64 bytes, silently as WeCom does; assumed: not inside a character.
func cutChannel(channel string) string {
	if len(channel) <= maxChannelBytes {
		return channel
	}
	n := maxChannelBytes
	for n > 0 && !utf8.RuneStart(channel[n]) {
		n--
	}
	return channel[:n]
}

// MessageFromCustomer lets a customer of a link write and answers the chat_key of the event, good for 30 minutes.
func (c *Console) MessageFromCustomer(linkID, externalUserID string) (key string, err error) {
	err = c.edit(func(st *store) error {
		l, err := st.links.Find(linkID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(l.Customers, func(row LinkCustomer) bool { return row.ExternalUserID == externalUserID })
		if i < 0 {
			return core.Fail(84061)
		}
		row := &l.Customers[i]
		row.ChatStatus = 1
		var received int64 = 1
		for _, earlier := range st.state.ChatKeys {
			if earlier.LinkID == linkID && earlier.ExternalUserID == externalUserID {
				received = max(received, earlier.Received+1)
			}
		}
		key = st.NewID("ck", 40, func(id string) bool { _, taken := st.state.ChatKeys[id]; return taken })
		if st.state.ChatKeys == nil {
			st.state.ChatKeys = map[string]chatKey{}
		}
		st.state.ChatKeys[key] = chatKey{row.UserID, externalUserID, linkID, row.State, received, st.Now().Add(chatKeyLife).Unix()}
		return nil
	})
	return key, err
}

var linkOperations = []core.Operation{
	op("add_acquisition_link", (*Console).AddAcquisitionLink, "link").In(TabLinks, "新建获客链接|Add link"),
	op("update_acquisition_link", (*Console).UpdateAcquisitionLink, "id<link_id", "change").In(TabLinks, "编辑|Edit"),
	op("delete_acquisition_link", (*Console).DeleteAcquisitionLink, "id<link_id").In(TabLinks, "删除（链接失效）|Delete (the link dies)").AsksFirst(),
	op("set_acquisition_quota", (*Console).SetAcquisitionQuota, "quota"),
	op("follow_acquisition_link", (*Console).FollowAcquisitionLink, "url", "external_userid"),
	op("message_from_customer", (*Console).MessageFromCustomer, "id", "external_userid").Answers("chat_key"),
}

// TabLinks is the tab of acquisition links.
const TabLinks = "acquisition-links"

var linkPart = part{
	routes: acquisitionRoutes, operations: linkOperations,
	tab:  &Tab{Key: TabLinks, Title: "获客链接|Acquisition links", Count: func(c *Corp) int { return len(c.AcquisitionLinks) }},
	open: func(st *store) { st.links = newLinks(st) },
	load: func(st *store, c *Corp) error {
		st.setQuota(c.AcquisitionQuota)
		return st.links.Load(c.AcquisitionLinks)
	},
	dump: func(st *store, c *Corp) {
		c.AcquisitionLinks, c.AcquisitionQuota = st.links.Dump(), core.Copy(st.quota)
	},
	example: func(c *Corp, made int64) {
		c.AcquisitionLinks = []AcquisitionLink{{
			ID: "ca0example0console", Name: "官网在线咨询", SkipVerify: true, MarkSource: true, Users: []string{"wangfang", "wuqiang"}, CreateTime: made,
		}}
		c.AcquisitionQuota = AcquisitionQuota{Total: 1000, Batches: []QuotaBatch{{core.ChinaDay(2035, 3, 31).Unix(), 200}, {core.ChinaDay(2035, 12, 31).Unix(), 300}}}
	},
}
