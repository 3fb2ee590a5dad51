// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// menuMeans: 46003 says that there is no menu. An empty list says the same (doc 90232 says neither).
var menuMeans = map[int]error{46003: ErrNotFound}

var (
	menuCreate = core.Declare(Endpoint{Path: "menu/create", Page: 90231, Write: true, Creds: selfOnly, Lane: appLane})
	menuGet    = core.Declare(Endpoint{Path: "menu/get", Method: http.MethodGet, Page: 90232, Creds: selfOnly, Means: menuMeans})
	menuDelete = core.Declare(Endpoint{Path: "menu/delete", Method: http.MethodGet, Page: 90233, Write: true, Creds: selfOnly, Means: menuMeans, Lane: appLane})
)

// MenuService reads and writes the menu (自定义菜单) of the app behind secret (docs 90231 to 90233).
type MenuService struct{ service }

// MenuButton is one button of a menu: with Sub it opens others and has no type.
type MenuButton struct {
	Type     string       `json:"type,omitempty"`
	Name     string       `json:"name"`
	Key      string       `json:"key,omitempty"`
	URL      string       `json:"url,omitempty"`
	AppID    string       `json:"appid,omitempty"`
	PagePath string       `json:"pagepath,omitempty"`
	Sub      []MenuButton `json:"sub_button,omitempty"`
}

// Menu is that of one app.
type Menu struct {
	AgentID int64        `json:"-"`
	Buttons []MenuButton `json:"button"`
}

func menuKey(agent int64) string { return "menu/" + strconv.FormatInt(agent, 10) }

func menuOf(agent int64) url.Values { return url.Values{"agentid": {strconv.FormatInt(agent, 10)}} }

// Get reads the menu (doc 90232, menu/get); ErrNotFound is none.
func (s *MenuService) Get(ctx context.Context, agent int64) (*Menu, error) {
	var out Menu
	err := s.c.Settle(ctx, menuKey(agent), core.IsMissing, func() error {
		out = Menu{}
		_, err := s.c.Do(ctx, core.Request{Endpoint: menuGet, Query: menuOf(agent), Out: &out})
		if err == nil && len(out.Buttons) == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out.AgentID = agent
	return &out, nil
}

// Set replaces the whole menu, or makes it (doc 90231, menu/create).
func (s *MenuService) Set(ctx context.Context, in *Menu) error {
	_, err := s.c.Do(ctx, core.Request{Endpoint: menuCreate, Query: menuOf(in.AgentID), Body: in})
	if err == nil {
		s.c.JustMade(menuKey(in.AgentID))
	}
	return err
}

// Delete takes the menu away (doc 90233, menu/delete); ErrNotFound says that there was none.
func (s *MenuService) Delete(ctx context.Context, agent int64) error {
	s.c.Forget(menuKey(agent))
	_, err := s.c.Do(ctx, core.Request{Endpoint: menuDelete, Query: menuOf(agent)})
	return err
}

// Made tells the client that the state holds a menu which an earlier process made: a read that lags behind is asked
// again.
func (s *MenuService) Made(agent string, at time.Time) { s.c.MadeEarlier(at, "menu/"+agent) }

const (
	pageMenu   = "应用管理 → 应用 → 自建 → 自定义菜单"
	menuLimits = "Only a deployment with other limits: the plan refuses it."
)

var toldMenus = topic{title: "Menus of apps", codes: map[int]told{
	40016: {"A menu has 1 to 3 buttons.", "Write 1 to 3 buttons.", "", menuLimits},
	40017: {"The type of a button is not valid.", reportBug, "", "WeCom has withdrawn the kind of action."},
	40018: {"The name of a button is empty or too long.", "Write at most 16 bytes: 5 Chinese characters.", "", menuLimits},
	40019: {"The key of a button is empty or too long.", "Write at most 128 bytes.", "", menuLimits},
	40020: {"The address of a button is empty or too long.", "Write at most 1024 bytes.", "", menuLimits},
	40022: {"A menu has two levels of buttons only.", "Put no buttons below those of the second level.", "", menuLimits},
	40023: {"A button has 1 to 5 buttons below it.", "Write 1 to 5.", "", menuLimits},
	40024: {"The type of a button of the second level is not valid.", reportBug, "", "WeCom has withdrawn the kind of action."},
	40025: {"The name of a button of the second level is empty or too long.", "Write at most 40 bytes: 13 Chinese characters.", "", menuLimits},
	40026: {"The key of a button of the second level is empty or too long.", "Write a shorter key; an older edition of WeCom's page allows 60 bytes.", "", "WeCom's table says 128 bytes, an older one 60."},
	40027: {"The address of a button of the second level is empty or too long.", "Write at most 1024 bytes.", "", menuLimits},
	40054: {"The address of a button of the second level is not valid.", "Write it with http:// or https:// and a domain.", "", "The address has no scheme, or a domain that WeCom refuses."},
	40055: {"The address of a button is not valid.", "Write it with http:// or https:// and a domain.", "", "The address has no scheme, or a domain that WeCom refuses."},
	41102: {"A button has no name.", "Write a name.", "", menuLimits},
	43012: {"The app has no server for messages (接收消息), which its menu needs.", "Configure the server of the app (URL, Token, EncodingAESKey) and apply again.", "应用管理 → 应用 → 自建 → 接收消息", "Older editions of WeCom's page demand one, the present one does not say."},
	46003: {"The app has no menu.", "Apply again to make it.", pageMenu, "The menu was taken away in the console, or by another program."},
	90206: {"The mini program is not bound to the corp.", "Bind it to the corp in the console.", "应用管理 → 应用 → 小程序", "`app_id` is that of a mini program of somebody else."},
	90207: {"The id of the mini program is not valid.", "Write the mini program's app id, which begins with wx.", "", "`app_id` is misspelt."},
}}
