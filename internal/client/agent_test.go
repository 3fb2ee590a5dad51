// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"strings"
	"testing"
	"time"
)

func init() { methods = append(methods, agentMethods...) }

var agentMethods = []method{
	{
		name: "Agents.Own", path: agentList.Path,
		reply: `{"errcode":0,"errmsg":"ok","agentlist":[{"agentid":1000005,"name":"HR","square_logo_url":"https://p.example.com/0"}]}`,
		want:  `GET agent/list`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.Agents.Own(ctx) },
		value: &OwnAgent{ID: 1000005, Name: "HR"},
	},
	{
		name: "Agents.Set", path: agentSet.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST agent/set {"agentid":1000005,"name":"财经助手","report_location_flag":0,"logo_mediaid":"M"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			name, off := "财经助手", 0
			return nil, c.Agents.Set(ctx, &UpdateAgentRequest{ID: 1000005, Name: &name, ReportLocation: &off, LogoMediaID: "M"})
		},
	},
	{
		name: "Menus.Get", path: menuGet.Path,
		reply: `{"errcode":0,"errmsg":"ok","button":[{"type":"click","name":"a","key":"k","sub_button":[]},{"name":"b","sub_button":[{"type":"view","name":"c","url":"http://x"}]}]}`,
		want:  `GET menu/get?agentid=7`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Menus.Get(ctx, 7) },
		value: &Menu{AgentID: 7, Buttons: []MenuButton{{Type: "click", Name: "a", Key: "k", Sub: []MenuButton{}},
			{Name: "b", Sub: []MenuButton{{Type: "view", Name: "c", URL: "http://x"}}}}},
	},
	{
		name: "Menus.Set", path: menuCreate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST menu/create?agentid=7 {"button":[{"name":"赞","sub_button":[{"type":"view","name":"c","url":"http://x?a&b"}]}]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.Menus.Set(ctx, &Menu{AgentID: 7, Buttons: []MenuButton{{Name: "赞", Sub: []MenuButton{{Type: "view", Name: "c", URL: "http://x?a&b"}}}}})
		},
	},
	{
		name: "Menus.Delete", path: menuDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`, want: `GET menu/delete?agentid=7`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.Menus.Delete(ctx, 7) },
	},
	{
		name: "Workbench.Get", path: workbenchGet.Path,
		reply: `{"errcode":0,"errmsg":"ok","type":"keydata","keydata":{"items":[{"key":"待审批","data":"2"}]},"replace_user_data":true}`,
		want:  `POST agent/get_workbench_template {"agentid":7}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Workbench.Get(ctx, 7) },
		value: &WorkbenchTemplate{AgentID: 7, Type: "keydata", KeyData: &WorkbenchItems{Items: []WorkbenchItem{{Key: "待审批", Data: "2"}}},
			ReplaceUserData: func() *bool { on := true; return &on }()},
	},
	{
		name: "Workbench.Reset", path: workbenchSet.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST agent/set_workbench_template {"agentid":7,"type":"normal"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.Workbench.Reset(ctx, 7) },
	},
	{
		name: "AppChats.Get", path: chatGet.Path,
		reply: `{"errcode":0,"errmsg":"ok","chat_info":{"chatid":"C1","name":"N","owner":"b","userlist":["b","a"],"chat_type":0}}`,
		want:  `GET appchat/get?chatid=C1`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.AppChats.Get(ctx, "C1") },
		value: &AppChat{ID: "C1", Name: "N", Owner: "b", Users: []string{"a", "b"}},
	},
	{
		name: "AppChats.Update", path: chatUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST appchat/update {"chatid":"C1","name":"N","add_user_list":["c"],"del_user_list":["a"]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.AppChats.Update(ctx, &UpdateAppChatRequest{ID: "C1", Name: "N", Add: []string{"c"}, Remove: []string{"a"}})
		},
	},
	{
		name: "Agents.Get", path: agentGet.Path,
		reply: `{"errcode":0,"errmsg":"ok","agentid":1000005,"name":"HR","allow_userinfos":{"user":[{"userid":"zhang"},{"userid":"li"}]},
			"allow_partys":{"partyid":[7,"2"]},"allow_tags":{"tagid":[23,22]},"close":1,"redirect_domain":"","isreportenter":0}`,
		want: `GET agent/get?agentid=1000005`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Agents.Get(ctx, 1000005) },
		value: &Agent{
			ID: 1000005, Name: "HR", Disabled: true, VisibleDepartments: []int64{2, 7}, VisibleUsers: []string{"li", "zhang"}, VisibleTags: []int64{22, 23}, ReportEnter: ptr(false),
		},
	},
}

// writables are what MayWrite sends; those of most nouns stand beside their tests.
var writables = map[Writable]string{
	WriteDepartments: `POST department/update {"id":2147483647}`, WriteCustomerTags: `POST externalcontact/edit_corp_tag {"id":"wecomctl-doctor-asks"}`,
	WriteMembers: `POST user/update {"userid":"wecomctl-doctor-asks"}`,
}

func TestMayWrite(t *testing.T) {
	if len(writables) < 10 {
		t.Fatalf("%d kinds", len(writables))
	}
	for kind := range writables {
		for code, may := range map[int]bool{
			0: true, 60003: true, 60123: true, 40068: true, 41044: true, 41070: true, 40058: true, 84074: true,
			60111: true, 48002: false, 48006: false, 60020: false, 50003: false, 40013: false, 45009: false, -1: false,
			60011: kind != WriteDepartments && kind != WriteMembers,
		} {
			f := newFake(t)
			f.Script[kind.update.Path] = []answer{fail(code)}
			if err := f.client().MayWrite(t.Context(), kind); (err == nil) != may {
				t.Errorf("%s, errcode %d: %v", kind.update.Path, code, err)
			}
		}
	}
}

func TestMayWriteSendsNothingThatCouldChangeAnything(t *testing.T) {
	f := newFake(t)
	for kind, want := range writables {
		f.Script[kind.update.Path] = []answer{fail(48002)}
		f.Requests = nil
		_ = f.client().MayWrite(t.Context(), kind)
		if len(f.Requests) != 1 || f.Requests[0].String() != want {
			t.Errorf("%s: %v", kind.update.Path, f.Requests)
		}
	}
}

func TestClockSkew(t *testing.T) {
	f := newFake(t)
	c := f.client()
	if _, known := c.ClockSkew(); known {
		t.Error("known before the first answer")
	}
	f.Time = f.Time.Add(-time.Hour)
	f.Script[agentList.Path] = []answer{ok(`{"errcode":0,"errmsg":"ok","agentlist":[]}`)}
	if _, err := c.Agents.Self(t.Context()); err == nil {
		t.Error("no app, no error")
	}
	if ahead, known := c.ClockSkew(); !known || (ahead-time.Hour).Abs() > time.Minute {
		t.Errorf("%s, %v", ahead, known)
	}
}

// The app of a secret is asked for only where WeCom names one.
func TestAgentSelf(t *testing.T) {
	for name, tc := range map[string]struct {
		list answer
		want string // part of the error
	}{
		"refused":        {fail(48002), "48002"},
		"none":           {ok(`{"errcode":0,"agentlist":[]}`), "0 apps instead of the one"},
		"two":            {ok(`{"errcode":0,"agentlist":[{"agentid":1},{"agentid":2}]}`), "2 apps instead of the one"},
		"no answer":      {ok(`{}`), "it holds neither errcode nor apps"},
		"one, unchanged": {ok(`{"errcode":0,"agentlist":[{"agentid":7}]}`), ""},
	} {
		f := newFake(t).on(agentList.Path, tc.list)
		if tc.want == "" {
			f.on(agentGet.Path, ok(`{"errcode":0,"agentid":7,"name":"HR"}`))
		}
		got, err := f.client().Agents.Self(t.Context())
		switch {
		case tc.want == "" && (err != nil || got.ID != 7):
			t.Errorf("%s: %+v, %v", name, got, err)
		case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}
