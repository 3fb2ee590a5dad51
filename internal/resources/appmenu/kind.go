// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package appmenu is the resource wecom_app_menu and its data source: the menu of the app behind the secret.
package appmenu

import (
	_ "embed"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_app_menu"

const noun = "app menu"

//go:embed page.md
var page string

// action is what a button does: an attribute, the type that WeCom knows it by, and what it needs.
type action struct {
	name, kind, what string
	needs            field.Fields
}

var (
	key = field.Fields{field.Text("key", "Key of the event that the app receives, 1 to 128 bytes in UTF-8", "key", field.Required)}

	actions = []action{
		{"view", "view", "Opens a page", field.Fields{
			field.Text("url", "Address, begins with `http://` or `https://`, at most 1024 bytes in UTF-8", "url", field.Required)}},
		{"click", "click", "Sends the app an event", key},
		{"mini_program", "view_miniprogram", "Opens a mini program (小程序) that is bound to the corp", field.Fields{
			field.Text("app_id", "App id of the mini program, not empty", "appid", field.Required),
			field.Text("page", "Page in the mini program, not empty", "pagepath", field.Required)}},
		{"scan_push", "scancode_push", "Scans a code (扫码), shows what it says and sends the app an event", key},
		{"scan_wait", "scancode_waitmsg", "Scans a code (扫码), sends the app an event and waits for its message", key},
		{"photo", "pic_sysphoto", "Takes a photo and sends it to the app", key},
		{"photo_or_album", "pic_photo_or_album", "Takes a photo, or chooses from the album, and sends it to the app", key},
		{"album", "pic_weixin", "Chooses from the album of the client and sends it to the app", key},
		{"location", "location_select", "Chooses a place and sends it to the app", key},
	}
)

// button are the attributes of one on a level.
func button(name string, below ...field.Field) field.Fields {
	out := field.Fields{field.Text("name", name, "name", field.Required)}
	for _, a := range actions {
		out = append(out, field.Object(a.name, a.what, "type", a.needs, field.Optional, field.KeyNote("`"+a.kind+"`")))
	}
	return append(out, below...)
}

var fields = field.Fields{
	field.Number("id", "Agent id (AgentId) of the app behind `secret`, found by the provider", "agentid", field.Note("Stable across updates.")),
	field.ObjectList("buttons", "Buttons in their order, 1 to 3", "button", button("Name, 1 to 16 bytes in UTF-8: 5 Chinese characters",
		field.ObjectList("buttons", "Buttons that it opens, in their order, 1 to 5, in place of an action", "sub_button",
			button("Name, 1 to 40 bytes in UTF-8: 13 Chinese characters"), field.Optional)),
		field.Required, field.Note("Each has exactly one action, or buttons below it. Changed in place, as a whole.")),
	field.Protection("Members would no longer see the menu in the chat of the app."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.Menu]{
	Type: TypeName, Noun: noun, Nouns: "app menus", Term: "自定义菜单", Area: kind.Apps, Fields: fields, Page: kind.Page(page),
	Import:   kind.Import{ID: "Agent id.", Advice: "The console shows the agent id (AgentId) on the page of the app; only the menu of the app behind `secret` can be imported."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.Menus.Made(id, made) },
	Check:    check,

	Adopts: func(r *kind.Run, _ *model) (string, *client.Menu, error) {
		own, err := r.Client.Agents.Own(r)
		if err != nil {
			return "", nil, err
		}
		menu, err := r.Client.Menus.Get(r, own.ID)
		if errors.Is(err, client.ErrNotFound) {
			err = nil
		}
		return id(own.ID), menu, err
	},
	Overwritten: func(_ *kind.Run, plan, have *model) []string {
		if plan.Buttons.IsUnknown() || reflect.DeepEqual(sent(plan.Buttons), sent(have.Buttons)) {
			return nil
		}
		return []string{"the whole menu, which is now: " + title(sent(have.Buttons))}
	},
	Create: func(r *kind.Run, m *model) (kind.Made, error) {
		own, err := r.Client.Agents.Own(r)
		if err == nil {
			err = r.Client.Menus.Set(r, &client.Menu{AgentID: own.ID, Buttons: sent(m.Buttons)})
		}
		if err != nil {
			return kind.Made{}, err
		}
		return kind.Made{ID: id(own.ID)}, nil
	},
	Read: func(r *kind.Run, m *model) (*client.Menu, error) { return r.Client.Menus.Get(r, m.ID.ValueInt64()) },
	FromAPI: func(_ *kind.Run, m *model, menu *client.Menu) {
		m.ID, m.Buttons = field.WholeValue(menu.AgentID), shown(menu.Buttons, buttonType)
	},
	Update: func(r *kind.Run, plan, state *model) (bool, error) {
		all := sent(plan.Buttons)
		if reflect.DeepEqual(all, sent(state.Buttons)) {
			return false, nil
		}
		return true, r.Client.Menus.Set(r, &client.Menu{AgentID: state.ID.ValueInt64(), Buttons: all})
	},
	Delete: func(r *kind.Run, m *model) error { return r.Client.Menus.Delete(r, m.ID.ValueInt64()) },
	Explain: func(_ *kind.Run, m *model, f *shared.Failure) {
		kind.OtherApp(f, m.ID.ValueInt64())
	},

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.Menu], error] {
		return func(yield func(kind.Row[client.Menu], error) bool) {
			own, err := r.Client.Agents.Own(r)
			var menu *client.Menu
			if err == nil {
				menu, err = r.Client.Menus.Get(r, own.ID)
			}
			switch {
			case errors.Is(err, client.ErrNotFound):
			case err != nil:
				yield(kind.Row[client.Menu]{}, err)
			default:
				yield(kind.Row[client.Menu]{ID: id(own.ID), Object: menu}, nil)
			}
		}
	},
	Title: func(menu *client.Menu) (string, int64) { return title(menu.Buttons), 0 },
	List: kind.List[client.Menu]{Subject: "the menu of the app behind secret", Whole: true,
		Filters: kind.ByName("the names of its buttons (按钮)", "Compared by the provider.")},
	ByID: "Agent id, at least 1. Default: that of the app behind `secret`, which is the only one that can be read. API key `agentid`.",
	Corp: kind.Corp[client.Menu]{
		Unseen: kind.OwnApp[client.Menu]("menu"),
		Said:   kind.Said{Doc: "90232", Names: []string{"id"}, NameText: "The names of its buttons. API key `button.name`."},
	},
}

func id(agent int64) string { return strconv.FormatInt(agent, 10) }

// title are the names of the buttons: 搜索, 菜单 (赞, 踩).
func title(all []client.MenuButton) string {
	names := make([]string, 0, len(all))
	for _, b := range all {
		name := b.Name
		if len(b.Sub) > 0 {
			name = fmt.Sprintf("%s (%s)", name, title(b.Sub))
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
