// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// WorkbenchTemplate is what the workbench shows in place of an app's icon (工作台自定义展示, page 92535): an app has one, or
// none. The block is that of the type.
type WorkbenchTemplate struct {
	AgentID int64           `json:"agent_id" form:"AgentId|Agent id" only:"add"`
	Type    string          `json:"type" form:"类型|Type"` // keydata, image, list or webview
	Items   []WorkbenchItem `json:"items,omitempty"`     // of keydata and list
	Image   *WorkbenchItem  `json:"image,omitempty"`
	WebView *WorkbenchItem  `json:"webview,omitempty"`
	Replace bool            `json:"replace_user_data,omitempty"`
}

// WorkbenchItem is an entry of a list, a picture or a page; each kind uses some of it. nil was not sent.
type WorkbenchItem struct {
	Key       *string `json:"key,omitempty"`
	Data      *string `json:"data,omitempty"`
	Title     *string `json:"title,omitempty"`
	URL       *string `json:"url,omitempty"`
	JumpURL   *string `json:"jump_url,omitempty"`
	PagePath  *string `json:"pagepath,omitempty"`
	Height    *string `json:"height,omitempty"`
	HideTitle *bool   `json:"hide_title,omitempty"`
	Click     *bool   `json:"enable_webview_click,omitempty"`
}

const familyWorkbench = "workbench"

func newTemplates(st *store) *core.Collection[int64, WorkbenchTemplate] {
	return core.NewCollection(&st.Store, core.Rules[int64, WorkbenchTemplate]{
		Noun: "workbench template", Key: func(w *WorkbenchTemplate) *int64 { return &w.AgentID },
		Fresh: func(func(int64) bool) int64 { return 0 },
		Check: func(w *WorkbenchTemplate) error {
			if err := st.knownAgent(w.AgentID); err != nil {
				return err
			}
			return st.checkTemplate(w)
		},
		None:  func(int64, bool) error { return core.Fail(94008) },
		Taken: func() error { return core.Fail(40056) },
	})
}

func workbenchRoutes() []core.Route {
	row := func(name string, write bool, handle core.Handler) core.Route {
		return core.Route{Method: "POST", Path: "agent/" + name, Page: 92535, Family: familyWorkbench, By: core.BySelfBuilt, Write: write, Handle: handle}
	}
	return []core.Route{row("set_workbench_template", true, post(setTemplate)), row("get_workbench_template", false, post(getTemplate))}
}

type wireTemplate struct {
	AgentID *int64  `json:"agentid"`
	Type    *string `json:"type"`
	KeyData *struct {
		Items []struct {
			Key      *string `json:"key"`
			Data     *string `json:"data"`
			JumpURL  *string `json:"jump_url"`
			PagePath *string `json:"pagepath"`
		} `json:"items"`
	} `json:"keydata"`
	Image *struct {
		URL      *string `json:"url"`
		JumpURL  *string `json:"jump_url"`
		PagePath *string `json:"pagepath"`
	} `json:"image"`
	List *struct {
		Items []struct {
			Title    *string `json:"title"`
			JumpURL  *string `json:"jump_url"`
			PagePath *string `json:"pagepath"`
		} `json:"items"`
	} `json:"list"`
	WebView *struct {
		URL       *string `json:"url"`
		JumpURL   *string `json:"jump_url"`
		PagePath  *string `json:"pagepath"`
		Height    *string `json:"height"`
		HideTitle *bool   `json:"hide_title"`
		Click     *bool   `json:"enable_webview_click"`
	} `json:"webview"`
	Replace *bool `json:"replace_user_data"`
}

// template is what was sent, and whether its block was; a block of another type, which no sample of the page shows, is
// left alone.
func (c *call) template(in *wireTemplate) (w WorkbenchTemplate, block bool) {
	w = WorkbenchTemplate{Type: text(in.Type), Replace: in.Replace != nil && *in.Replace}
	if in.KeyData != nil && w.Type == "keydata" {
		for _, i := range in.KeyData.Items {
			w.Items = append(w.Items, WorkbenchItem{Key: i.Key, Data: i.Data, JumpURL: i.JumpURL, PagePath: i.PagePath})
		}
	}
	if in.List != nil && w.Type == "list" {
		for _, i := range in.List.Items {
			w.Items = append(w.Items, WorkbenchItem{Title: i.Title, JumpURL: i.JumpURL, PagePath: i.PagePath})
		}
	}
	if i := in.Image; i != nil && w.Type == "image" {
		w.Image = &WorkbenchItem{URL: i.URL, JumpURL: i.JumpURL, PagePath: i.PagePath}
	}
	if i := in.WebView; i != nil && w.Type == "webview" {
		w.WebView = &WorkbenchItem{URL: i.URL, JumpURL: i.JumpURL, PagePath: i.PagePath, Height: i.Height, HideTitle: i.HideTitle, Click: i.Click}
	}
	sent := map[string]bool{"keydata": in.KeyData != nil, "image": in.Image != nil, "list": in.List != nil, "webview": in.WebView != nil}
	for _, name := range core.SortedKeys(sent) {
		if sent[name] && name != w.Type {
			c.Report("%s: the block of another type than %q", name, w.Type)
		}
	}
	return w, sent[w.Type]
}

// templateMissing is the code for a missing block, by type.
var templateMissing = map[string]int{"keydata": 94002, "image": 94013, "list": 94005, "webview": 94007}

func (st *store) checkTemplate(w *WorkbenchTemplate) error {
	if templateMissing[w.Type] == 0 {
		return core.Fail(94001)
	}
	switch {
	case w.Type == "keydata" && len(w.Items) > 4:
		return core.Fail(94003)
	case w.Type == "list" && len(w.Items) > 3:
		return core.Fail(94006)
	}
	all := core.Copy(w.Items)
	for _, i := range []*WorkbenchItem{w.Image, w.WebView} {
		if i != nil {
			all = append(all, *i)
		}
	}
	for i := range all {
		item := &all[i]
		for _, s := range []*string{item.JumpURL, item.PagePath} {
			if s != nil && core.Chars(*s) > 1024 {
				return core.BadParameter("jump_url")
			}
		}
		switch {
		case item.Key != nil && core.Chars(*item.Key) > 64:
			return core.BadParameter("key")
		case w.Type == "keydata" && (text(item.Data) == "" || core.Chars(*item.Data) > 64):
			return core.Fail(94012)
		case w.Type == "list" && item.Title == nil:
			return core.Fail(94010)
		case w.Type == "list" && (*item.Title == "" || len(*item.Title) > 128):
			return core.Fail(94014)
		case w.Type == "image" && text(item.URL) == "":
			return core.Fail(94013)
		case w.Type == "webview" && text(item.URL) == "":
			return core.Fail(94015)
		case item.Height != nil && *item.Height != "single_row" && *item.Height != "double_row":
			return core.Fail(94011)
		}
	}
	return nil
}

func setTemplate(c *call, in *wireTemplate) (any, error) {
	id, err := c.sentAgent(in.AgentID)
	if err != nil {
		return nil, err
	}
	st := c.store
	if st.appSettings(id).CustomDisplayOff {
		return nil, core.Fail(94000)
	}
	w, block := c.template(in)
	w.AgentID = id
	if w.Type == "normal" {
		if st.templates.Has(id) {
			st.templates.Delete(id)
		}
		return nil, nil
	}
	if err := st.checkTemplate(&w); err != nil {
		return nil, err
	}
	if !block && !st.sw.WorkbenchBlockOptional || (w.Type == "keydata" || w.Type == "list") && block && len(w.Items) == 0 {
		return nil, core.Fail(templateMissing[w.Type])
	}
	st.templates.Put(w)
	return nil, nil
}

// wireItem shows the keys of an item that its kind has.
func (st *store) wireItem(i *WorkbenchItem, texts []string, page bool) *core.Object {
	out := &core.Object{}
	values := map[string]*string{"key": i.Key, "data": i.Data, "title": i.Title, "url": i.URL, "jump_url": i.JumpURL, "pagepath": i.PagePath}
	for _, name := range texts {
		form := st.sw.WorkbenchUnset
		switch v := values[name]; {
		case v != nil:
			out.Put(name, *v)
		case form != "":
			out.PutEmpty(name, "", form)
		}
	}
	if !page {
		return out
	}
	height, hide, click := "double_row", false, false
	core.Lay(&height, i.Height)
	core.Lay(&hide, i.HideTitle)
	core.Lay(&click, i.Click)
	for _, key := range []struct {
		name  string
		value any
		sent  bool
	}{{"height", height, i.Height != nil}, {"hide_title", hide, i.HideTitle != nil}, {"enable_webview_click", click, i.Click != nil}} {
		if key.sent || !st.sw.WorkbenchDefaultsAbsent {
			out.Put(key.name, key.value)
		}
	}
	return out
}

type wireAgentID struct {
	AgentID *int64 `json:"agentid"`
}

func getTemplate(c *call, in *wireAgentID) (any, error) {
	id, err := c.sentAgent(in.AgentID)
	if err != nil {
		return nil, err
	}
	st := c.store
	w, out := st.templates.Get(id), &core.Object{}
	if w == nil {
		if st.sw.WorkbenchNone == WorkbenchNone94008 {
			return nil, core.Fail(94008)
		}
		out.Put("type", "normal")
		return out, nil
	}
	out.Put("type", w.Type)
	items := func(texts ...string) map[string]any {
		all := []any{}
		for i := range w.Items {
			all = append(all, st.wireItem(&w.Items[i], texts, false))
		}
		return map[string]any{"items": all}
	}
	switch {
	case w.Type == "keydata" && len(w.Items) > 0:
		out.Put("keydata", items("key", "data", "jump_url", "pagepath"))
	case w.Type == "list" && len(w.Items) > 0:
		out.Put("list", items("title", "jump_url", "pagepath"))
	case w.Type == "image" && w.Image != nil:
		out.Put("image", st.wireItem(w.Image, []string{"url", "jump_url", "pagepath"}, false))
	case w.Type == "webview" && w.WebView != nil:
		out.Put("webview", st.wireItem(w.WebView, []string{"url", "jump_url", "pagepath"}, true))
	}
	switch st.sw.WorkbenchReplace {
	case WorkbenchReplaceAbsent:
	case WorkbenchReplaceFalse:
		out.Put("replace_user_data", false)
	default:
		out.Put("replace_user_data", w.Replace)
	}
	return out, nil
}
