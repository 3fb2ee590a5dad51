// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// workbenchMeans: 94008 says that no template is set; type normal says the same.
var workbenchMeans = map[int]error{94008: ErrNotFound}

var (
	workbenchGet = core.Declare(Endpoint{Path: "agent/get_workbench_template", Page: 92535, Creds: selfOnly, Means: workbenchMeans})
	workbenchSet = core.Declare(Endpoint{Path: "agent/set_workbench_template", Page: 92535, Write: true, Creds: selfOnly, Lane: appLane})
)

// WorkbenchService reads and writes what the workbench shows for the app behind secret (工作台自定义展示, doc 92535).
type WorkbenchService struct{ service }

// WorkbenchTemplate has the block of its type.
type WorkbenchTemplate struct {
	AgentID int64             `json:"agentid"`
	Type    string            `json:"type"`
	KeyData *WorkbenchItems   `json:"keydata,omitempty"`
	Image   *WorkbenchItem    `json:"image,omitempty"`
	List    *WorkbenchItems   `json:"list,omitempty"`
	WebView *WorkbenchWebView `json:"webview,omitempty"`
	// ReplaceUserData overwrites what single members were given; nil where WeCom does not show it.
	ReplaceUserData *bool `json:"replace_user_data,omitempty"`
}

// WorkbenchItems are key data or a list.
type WorkbenchItems struct {
	Items []WorkbenchItem `json:"items"`
}

// WorkbenchItem is one of them, or a picture; "" is not set.
type WorkbenchItem struct {
	Key      string `json:"key,omitempty"`   // key data
	Data     string `json:"data,omitempty"`  // key data
	Title    string `json:"title,omitempty"` // list
	URL      string `json:"url,omitempty"`   // image
	JumpURL  string `json:"jump_url,omitempty"`
	PagePath string `json:"pagepath,omitempty"`
}

// WorkbenchWebView is a page; nil and "" are not shown, or not set.
type WorkbenchWebView struct {
	URL       string `json:"url"`
	JumpURL   string `json:"jump_url,omitempty"`
	PagePath  string `json:"pagepath,omitempty"`
	Height    string `json:"height,omitempty"` // single_row or double_row
	HideTitle *bool  `json:"hide_title,omitempty"`
	Clickable *bool  `json:"enable_webview_click,omitempty"`
}

// normal is the type of an app that the workbench shows as an icon.
const normal = "normal"

// Get reads the template (doc 92535, agent/get_workbench_template); ErrNotFound is none.
func (s *WorkbenchService) Get(ctx context.Context, agent int64) (*WorkbenchTemplate, error) {
	var out WorkbenchTemplate
	err := s.c.Settle(ctx, workbenchKey(agent), core.IsMissing, func() error {
		out = WorkbenchTemplate{}
		_, err := s.c.Do(ctx, core.Request{Endpoint: workbenchGet, Body: map[string]int64{"agentid": agent}, Out: &out})
		if err == nil && out.Type == normal {
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

// Check refuses an answer without type.
func (w *WorkbenchTemplate) Check(bool) error { return core.Need(w.Type != "", "type") }

// Set replaces the template (doc 92535, agent/set_workbench_template).
func (s *WorkbenchService) Set(ctx context.Context, in *WorkbenchTemplate) error {
	_, err := s.c.Do(ctx, core.Request{Endpoint: workbenchSet, Body: in})
	if err == nil && in.Type != normal {
		s.c.JustMade(workbenchKey(in.AgentID))
	}
	return err
}

// Made tells the client that the state holds a template which an earlier process set: a read that lags behind is asked
// again.
func (s *WorkbenchService) Made(agent string, at time.Time) { s.c.MadeEarlier(at, "workbench/"+agent) }

func workbenchKey(agent int64) string { return "workbench/" + strconv.FormatInt(agent, 10) }

// Reset lets the workbench show the icon of the app again (doc 92535, agent/set_workbench_template).
func (s *WorkbenchService) Reset(ctx context.Context, agent int64) error {
	s.c.Forget(workbenchKey(agent))
	return s.Set(ctx, &WorkbenchTemplate{AgentID: agent, Type: normal})
}

const pageWorkbench = "应用管理 → 应用 → 自建 → 工作台自定义展示"

var toldWorkbench = topic{title: "Workbench", codes: map[int]told{
	94000: {"The app may not have a display of its own on the workbench (工作台自定义展示).", "Enable it for the app in the console, then apply again.", pageWorkbench, "It is off until an administrator enables it; no API does."},
	94001: {"The type of the workbench template is not valid.", reportBug, "", ourMistake},
	94002: {"The key data of the template are missing.", reportBug, "", ourMistake},
	94003: {"The template has too many key data.", "Write at most 4.", "", menuLimits},
	94005: {"The list of the template is missing.", reportBug, "", ourMistake},
	94006: {"The list of the template is too long.", "Write at most 3 items.", "", menuLimits},
	94007: {"The page of the template is missing.", reportBug, "", ourMistake},
	94008: {"The app has no workbench template.", "Apply again to set it.", pageWorkbench, "The display was switched off in the console, or by another program."},
	94010: {"An item of the list has no title.", "Write a title.", "", menuLimits},
	94011: {"The height of the page is not valid.", "Write single_row or double_row.", "", menuLimits},
	94012: {"An entry of the key data has no data.", "Write its data.", "", menuLimits},
	94013: {"The address of the picture is not valid.", "Write an address that begins with http:// or https://.", "", "WeCom does not take the address."},
	94014: {"The title of an item of the list is not valid.", "Write 1 to 128 bytes.", "", menuLimits},
	94015: {"The address of the page is not valid.", "Write an address that begins with http:// or https://.", "", "WeCom does not take the address."},
	94016: {"A member's page has another height than the template.", "Give both the same height.", "", otherCaller},
}}
