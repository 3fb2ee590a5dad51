// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// AddContactWay adds a contact way that is not made by an app, unless Owner names one, and answers its id. The members
// are not checked.
func (c *Console) AddContactWay(w ContactWay) (configID string, err error) {
	err = c.edit(func(st *store) (err error) { configID, err = st.ways.ConsoleAdd(w); return err })
	return configID, err
}

// UpdateContactWay changes a contact way. WeCom's console does not show ways made by API (page 92228), so in real life
// this is another caller of the API. The edit may change even what update cannot; the id and with it the address of the
// code stay.
func (c *Console) UpdateContactWay(configID string, change func(*ContactWay)) error {
	return c.edit(func(st *store) error { return st.ways.ConsoleUpdate(configID, change) })
}

// DeleteContactWay deletes a contact way; its code is dead.
func (c *Console) DeleteContactWay(configID string) error {
	return c.edit(func(st *store) error { return st.ways.ConsoleDelete(configID) })
}

// tempChat is a customer that a contact way brought. Until is the end of a temporary session, 0 for other contacts.
type tempChat struct {
	UserID         string `json:"userid"`
	ExternalUserID string `json:"external_userid"`
	Until          int64  `json:"until,omitempty"`
}

// Scan is what scanning a contact way's code did.
type Scan struct {
	UserID string `json:"userid"` // who got the customer
	State  string `json:"state"`  // the channel mark that the event carries
}

// ScanContactWay lets a WeChat user (wm… or wo…) add the first usable member of a contact way. A temporary code is dead
// after it, and its session runs for chat_expires_in.
func (c *Console) ScanContactWay(configID, externalUserID string) (scan Scan, err error) {
	err = c.edit(func(st *store) error {
		w := st.ways.Get(configID)
		switch {
		case w == nil || w.expired(st.Now()):
			return core.Fail(41044)
		case !strings.HasPrefix(externalUserID, "wm") && !strings.HasPrefix(externalUserID, "wo"):
			return core.Fail(40096)
		}
		users := st.usable(w.Users, w.Departments)
		if len(users) == 0 {
			return core.Fail(84074)
		}
		chat := tempChat{UserID: users[0], ExternalUserID: externalUserID}
		if w.Temporary {
			w.Used, chat.Until = true, st.Now().Unix()+w.ChatExpiresIn
		}
		st.state.TempChats = append(st.state.TempChats, chat)
		scan = Scan{users[0], w.State}
		return nil
	})
	return scan, err
}

// usable are the members of a range who can add customers; members of departments without the function are left out.
func (st *store) usable(users []string, departments []int64) []string {
	all := slices.Concat(users, st.usersIn(departments))
	return slices.DeleteFunc(all, func(id string) bool { return st.member(id) == nil || !allGates.usable(st.member(id)) })
}

// SetClosedFunctions opens and closes what WeCom opens to some corps only.
func (c *Console) SetClosedFunctions(closed ClosedFunctions) error {
	return c.edit(func(st *store) error {
		st.closed = closed
		return nil
	})
}

var wayOperations = []core.Operation{
	op("add_contact_way", (*Console).AddContactWay, "contact_way").In(TabWays, "新建联系我|Add contact way"),
	op("update_contact_way", (*Console).UpdateContactWay, "id<config_id", "change").In(TabWays, "编辑|Edit"),
	op("delete_contact_way", (*Console).DeleteContactWay, "id<config_id").In(TabWays, "删除（二维码失效）|Delete (its code dies)").AsksFirst(),
	op("scan_contact_way", (*Console).ScanContactWay, "id", "external_userid"),
	op("set_closed_functions", (*Console).SetClosedFunctions, "closed_functions"),
}

// TabWays is the tab of contact ways.
const TabWays = "contact-ways"

var wayPart = func() part {
	p := holding(part{
		routes: contactWayRoutes, operations: wayOperations, tab: &Tab{Key: TabWays, Title: "联系我|Contact ways"},
		example: func(c *Corp, made int64) {
			c.ContactWays = []ContactWay{{
				ConfigID: "5d0c1f7a4e8b42b39a6f00d1e5a3c701", Type: WayMulti, Scene: SceneQRCode, Remark: "展会易拉宝", State: "expo2025",
				SkipVerify: true, MarkSource: true, Departments: []int64{4}, CreateTime: made, Owner: ExampleSecondApp,
			}}
		},
	}, newWays, func(st *store) **core.Collection[string, ContactWay] { return &st.ways }, func(c *Corp) *[]ContactWay { return &c.ContactWays })
	p.load = func(st *store, c *Corp) error {
		defer st.ways.Bury(st.state.DeletedWays)
		st.state.DeletedWays = nil
		return st.ways.Load(c.ContactWays)
	}
	return p
}()
