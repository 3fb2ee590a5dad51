// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// GroupChat is a customer group (客户群). No call makes one (group-chat.md): members do, in the client. In a seed, an id
// and a create time that are left out are made up.
type GroupChat struct {
	ID    string `json:"chat_id"`
	Name  string `json:"name,omitempty" form:"群名|Name"`
	Owner string `json:"owner" form:"群主|Owner"` // userid
	// Internal is a group without outside contacts, which is no customer group.
	Internal   bool  `json:"internal,omitempty" form:"内部群|Internal group"`
	Dissolved  bool  `json:"dissolved,omitempty" form:"已解散|Dissolved" only:"update"`
	CreateTime int64 `json:"create_time"`
}

func newGroupChats(st *store) *core.Collection[string, GroupChat] {
	unknown := func() error { return core.Fail(86003) }
	return core.NewCollection(&st.Store, core.Rules[string, GroupChat]{
		Created: func(g *GroupChat) int64 { return g.CreateTime },
		Noun:    "customer group", Key: func(g *GroupChat) *string { return &g.ID },
		Check: func(g *GroupChat) error {
			if g.CreateTime == 0 {
				g.CreateTime = st.Now().Unix()
			}
			if g.Owner == "" {
				return core.BadParameter("owner")
			}
			return nil
		},
		Fresh:   func(taken func(string) bool) string { return st.NewID("wrOgQhDgAA", 22, taken) },
		None:    func(string, bool) error { return unknown() },
		Taken:   unknown,
		Missing: func() error { return st.emptyParameter("chat_id") },
		Foreign: func(*GroupChat, *App) error { return nil },
	})
}

// joinable says whether an app may put a group into a join way. Which code answers what is open; see JoinWaySwitches.
func (st *store) joinable(id string, app *App) error {
	code := func(reading string, usual int) error {
		if n, err := strconv.Atoi(reading); err == nil {
			usual = n
		}
		return core.Fail(usual)
	}
	g := st.chats.Get(id)
	switch {
	case g == nil:
		return code(st.sw.JoinUnknownChat, 40050)
	case g.Internal:
		return core.Fail(90501)
	case g.Dissolved:
		return code(st.sw.JoinDissolvedChat, 49008)
	}
	if owner := st.member(g.Owner); owner == nil || !st.scopeOf(app).member(owner) {
		return code(st.sw.JoinForeignChat, 60011)
	}
	return nil
}

// AddGroupChat makes a customer group, as a member does in the client, and answers its id.
func (c *Console) AddGroupChat(g GroupChat) (chatID string, err error) {
	err = c.edit(func(st *store) (err error) { chatID, err = st.chats.ConsoleAdd(g); return err })
	return chatID, err
}

// UpdateGroupChat renames a group, gives it another owner, or dissolves it, as its owner does in the client.
func (c *Console) UpdateGroupChat(chatID string, change func(*GroupChat)) error {
	return c.edit(func(st *store) error { return st.chats.ConsoleUpdate(chatID, change) })
}

// FillJoinWay lets customers fill the groups of a join way: with auto_create_room WeCom makes a further group, named
// after room_base_name and the next number, owned as the first one, and answers its id; without, nothing happens.
func (c *Console) FillJoinWay(configID string) (chatID string, err error) {
	err = c.edit(func(st *store) error {
		w, err := st.joinWays.Find(configID)
		if err != nil || !w.AutoCreate {
			return err
		}
		g := GroupChat{CreateTime: st.Now().Unix()}
		if w.RoomBaseName != "" {
			g.Name = w.RoomBaseName + strconv.FormatInt(cmp.Or(w.RoomBaseID, 1)+w.Made, 10)
		}
		if first := st.chats.Get(w.Chats[0]); first != nil {
			g.Owner = first.Owner
		}
		if chatID, err = st.chats.ConsoleAdd(g); err != nil {
			return err
		}
		if w.Chats = append(w.Chats, chatID); st.sw.JoinNewChatHidden {
			w.Chats = w.Chats[:len(w.Chats)-1]
		}
		if w.Made++; st.sw.JoinNumberAdvances && w.RoomBaseID > 0 {
			w.RoomBaseID, w.Made = w.RoomBaseID+w.Made, 0
		}
		return nil
	})
	return chatID, err
}

// TabGroups is the tab of customer groups.
const TabGroups = "customer-groups"

var chatPart = holding(part{
	tab: &Tab{Key: TabGroups, Title: "客户群|Customer groups"},
	operations: []core.Operation{
		op("add_group_chat", (*Console).AddGroupChat, "chat").In(TabGroups, "新建客户群|Add customer group"),
		op("update_group_chat", (*Console).UpdateGroupChat, "id<chat_id", "change").In(TabGroups, "编辑|Edit"),
	},
	example: func(c *Corp, made int64) {
		c.GroupChats = []GroupChat{
			{ID: "wrOgQhDgAAexampleShopGroup0001", Name: "上海门店1", Owner: "huangmin", CreateTime: made},
			{ID: "wrOgQhDgAAexampleShopGroup0002", Name: "上海门店2", Owner: "huangmin", CreateTime: made},
		}
	},
}, newGroupChats, func(st *store) **core.Collection[string, GroupChat] { return &st.chats }, func(c *Corp) *[]GroupChat { return &c.GroupChats })
