// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// AppChat is a group chat that an app made (应用群聊会话, pages 90245, 98913, 98914). Dissolved ones are deleted, and their
// ids stay taken.
type AppChat struct {
	ID    string   `json:"chatid"`
	Name  string   `json:"name,omitempty" form:"群名|Name"`
	Owner string   `json:"owner" form:"群主|Owner"`
	Users []string `json:"userlist" form:"群成员|Members" input:"users"`
	App   string   `json:"app"` // that made it
}

const familyAppChat = "appchat"

var appChatID = regexp.MustCompile(`^[0-9a-zA-Z]+$`)

// AppChatSwitches are the switches of app-chat.md. Its Unknowns have no numbers; they are counted from the top of the
// table. For (3) and (4) there are none: ids are compared with their case, and one of a dissolved chat stays taken.
// They are part of Switches.
type AppChatSwitches struct {
	// ChatEmptyIDRefused: chatid "" answers 86001; otherwise it is as if absent. Unknown 1.
	ChatEmptyIDRefused bool `json:"chat_empty_id_refused"`
	// ChatDissolved is the code for a dissolved chat: "" 86003, "40050" or "49008". Unknown 2.
	ChatDissolved string `json:"chat_dissolved" readings:"40050,49008"`
	// ChatUnknown40050: an unknown chat answers 40050; otherwise 86003. Page, error codes.
	ChatUnknown40050 bool `json:"chat_unknown_40050"`
	// ChatScope48002: an app whose visible range is not the root gets 48002; otherwise 60011. Page, "Credentials".
	ChatScope48002 bool `json:"chat_scope_48002"`
	// ChatMember86216: a member who is not in the directory, or not in the chat, answers 86216; otherwise 86007. Page,
	// error codes.
	ChatMember86216 bool `json:"chat_member_86216"`
	// ChatTwiceRefused: a member named twice answers 86006; otherwise once is taken. Page, "Asymmetries".
	ChatTwiceRefused bool `json:"chat_twice_refused"`
	// ChatNoName is how a chat without a name reads: "" shows "", EmptyAbsent, EmptyNull. Page, get.
	ChatNoName string `json:"chat_no_name" readings:"absent,null"`
}

func newAppChats(st *store) *core.Collection[string, AppChat] {
	return core.NewCollection(&st.Store, core.Rules[string, AppChat]{
		Noun: "app chat", Key: func(a *AppChat) *string { return &a.ID },
		Fresh: func(taken func(string) bool) string { return st.NewID("wr", 30, taken) },
		Check: st.checkAppChat,
		None: func(_ string, dissolved bool) error {
			switch {
			case dissolved && st.sw.ChatDissolved == "49008":
				return core.Fail(49008)
			case dissolved && st.sw.ChatDissolved == "40050", !dissolved && st.sw.ChatUnknown40050:
				return core.Fail(40050)
			}
			return core.Fail(86003)
		},
		Taken:   func() error { return core.Fail(86215) },
		Missing: func() error { return core.Fail(86201) },
		Foreign: func(a *AppChat, app *App) error {
			if a.App != app.Name {
				return core.FailText(86008, "you has no privilege to access this chat, which is created by other agent.")
			}
			return nil
		},
	})
}

func appChatRoutes() []core.Route {
	row := func(method, name string, page int, write bool, handle core.Handler, query ...string) core.Route {
		return core.Route{Method: method, Path: "appchat/" + name, Page: page, Family: familyAppChat, By: core.BySelfBuilt, Write: write, Query: query, Handle: handle}
	}
	return []core.Route{
		row("POST", "create", 90245, true, post(createAppChat)),
		row("POST", "update", 98913, true, post(updateAppChat)),
		row("GET", "get", 98914, false, get(getAppChat), "chatid"),
	}
}

// checkAppChat is what every stored chat obeys; a longer name is cut, as WeCom does without a word.
func (st *store) checkAppChat(a *AppChat) error {
	if name := []rune(a.Name); len(name) > 50 {
		a.Name = string(name[:50])
	}
	switch {
	case len(a.Users) < 2 || len(a.Users) > 2000:
		return core.Fail(86006)
	case !slices.ContainsFunc(a.Users, func(id string) bool { return strings.EqualFold(id, a.Owner) }):
		return core.Fail(86207)
	}
	return nil
}

// chatScope says whether the app may have chats at all: those need the whole corp.
func (c *call) chatScope() error {
	switch {
	case slices.Contains(c.App.VisibleDepartments, RootID):
		return nil
	case c.store.sw.ChatScope48002:
		return core.Fail(48002)
	}
	return core.Fail(60011)
}

func (st *store) noChatMember() error {
	if st.sw.ChatMember86216 {
		return core.Fail(86216)
	}
	return core.Fail(86007)
}

// chatMembers are members in the spelling of the directory, each once.
func (st *store) chatMembers(sent []string) ([]string, error) {
	var out []string
	for _, id := range sent {
		m := st.members.Get(id)
		switch {
		case m == nil:
			return nil, st.noChatMember()
		case !slices.Contains(out, m.UserID):
			out = append(out, m.UserID)
		case st.sw.ChatTwiceRefused:
			return nil, core.Fail(86006)
		}
	}
	return out, nil
}

type wireAppChat struct {
	ID    *string   `json:"chatid"`
	Name  *string   `json:"name"`
	Owner *string   `json:"owner"`
	Users *[]string `json:"userlist"`
}

func createAppChat(c *call, in *wireAppChat) (any, error) {
	if err := c.chatScope(); err != nil {
		return nil, err
	}
	st := c.store
	switch {
	// The form is that of ids which a caller chooses; those of WeCom have other characters too.
	case in.ID != nil && *in.ID == "" && st.sw.ChatEmptyIDRefused, text(in.ID) != "" && !appChatID.MatchString(*in.ID):
		return nil, core.Fail(86001)
	case len(text(in.ID)) > 32:
		return nil, core.Fail(86205)
	case in.Users == nil:
		return nil, core.Fail(86204)
	}
	users, err := st.chatMembers(*in.Users)
	if err != nil {
		return nil, err
	}
	a := AppChat{ID: text(in.ID), Name: text(in.Name), Owner: text(in.Owner), Users: users, App: c.App.Name}
	if a.Owner == "" && len(users) > 0 {
		a.Owner = users[len(users)-1] // "at random"
	} else if m := st.members.Get(a.Owner); m != nil {
		a.Owner = m.UserID
	}
	if err := st.checkAppChat(&a); err != nil {
		return nil, err
	}
	if a.ID != "" && (st.appChats.Has(a.ID) || st.appChats.Deleted(a.ID)) {
		return nil, core.Fail(86215)
	}
	made, err := st.appChats.Add(a)
	if err != nil {
		return nil, err
	}
	return map[string]string{"chatid": made.ID}, nil
}

type wireAppChatUpdate struct {
	ID     *string  `json:"chatid"`
	Name   *string  `json:"name"`
	Owner  *string  `json:"owner"`
	Add    []string `json:"add_user_list"`
	Remove []string `json:"del_user_list"`
}

func updateAppChat(c *call, in *wireAppChatUpdate) (any, error) {
	if err := c.chatScope(); err != nil {
		return nil, err
	}
	st := c.store
	old, err := st.appChats.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	a := core.Copy(*old)
	if text(in.Name) != "" {
		a.Name = *in.Name
	}
	add, err := st.chatMembers(in.Add)
	if err != nil {
		return nil, err
	}
	for _, id := range in.Remove {
		i := slices.IndexFunc(a.Users, func(u string) bool { return strings.EqualFold(u, id) })
		if i < 0 {
			return nil, st.noChatMember()
		}
		if strings.EqualFold(a.Users[i], a.Owner) && text(in.Owner) == "" {
			return nil, core.Fail(86203)
		}
		a.Users = slices.Delete(a.Users, i, i+1)
	}
	for _, id := range add {
		if !slices.Contains(a.Users, id) {
			a.Users = append(a.Users, id)
		}
	}
	if owner := text(in.Owner); owner != "" {
		m := st.members.Get(owner)
		if m == nil {
			return nil, core.Fail(86005)
		}
		a.Owner = m.UserID
	}
	if err := st.checkAppChat(&a); err != nil {
		return nil, err
	}
	return nil, st.appChats.Replace(old, a)
}

func getAppChat(c *call) (any, error) {
	if err := c.chatScope(); err != nil {
		return nil, err
	}
	st, id := c.store, c.Query["chatid"]
	a, err := st.appChats.Own(&id, c.App)
	if err != nil {
		return nil, err
	}
	out := &core.Object{}
	out.Put("chatid", a.ID)
	out.PutText("name", a.Name, st.sw.ChatNoName)
	out.Put("owner", a.Owner)
	core.PutList(out, &st.Store, "userlist", a.Users, EmptyShown)
	out.Put("chat_type", 0)
	return map[string]any{"chat_info": out}, nil
}
