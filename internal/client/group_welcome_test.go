// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func init() { methods = append(methods, welcomeMethods...) }

const welcomeOf = `{"errcode":0,"errmsg":"ok","text":{"content":"a"},"image":{"pic_url":"http://p"},"link":null,"miniprogram":{},"file":{"media_id":""}}`

var welcomeMethods = []method{
	{
		name: "GroupWelcomes.Get", path: welcomeGet.Path, reply: welcomeOf, want: `POST ` + welcomeGet.Path + ` {"template_id":"msg1"}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.GroupWelcomes.Get(ctx, "msg1") },
		value: &GroupWelcome{ID: "msg1", Text: "a", Image: &WelcomeImage{PicURL: "http://p"}},
	},
	{
		name: "GroupWelcomes.Create", path: welcomeAdd.Path, reply: `{"errcode":0,"errmsg":"ok","template_id":"msg1"}`, token: "app-1",
		want: `POST ` + welcomeAdd.Path + ` {"text":{"content":"a"},"notify":0}`,
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.GroupWelcomes.Create(ctx, &GroupWelcomeRequest{Text: &ConclusionText{"a"}}, false)
		},
		value: "msg1",
	},
	{
		name: "GroupWelcomes.Edit", path: welcomeEdit.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1",
		want: `POST ` + welcomeEdit.Path + ` {"template_id":"msg1","miniprogram":{"title":"t","pic_media_id":"m","appid":"a","page":"p"}}`,
		call: func(ctx context.Context, c *Client) (any, error) {
			app := &WelcomeMiniProgram{Content: "digest"}
			app.Title, app.PicMediaID, app.AppID, app.Page = "t", "m", "a", "p"
			return nil, c.GroupWelcomes.Edit(ctx, &GroupWelcomeRequest{ID: "msg1", MiniProgram: app, Notify: ptr(int64(1))})
		},
	},
	{
		name: "GroupWelcomes.Delete", path: welcomeDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1",
		want: `POST ` + welcomeDelete.Path + ` {"template_id":"msg1"}`,
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.GroupWelcomes.Delete(ctx, "msg1") },
	},
}

// Which code says that there is no template is not known: only one that comes twice does.
func TestGroupWelcome_gone(t *testing.T) {
	f := newFake(t)
	c := f.client()
	for _, code := range []int{40036, 40037, 40058, 60203} {
		f.on(welcomeGet.Path, fail(code))
		if _, err := c.GroupWelcomes.Get(t.Context(), "msg1"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%d: %v", code, err)
		}
		f.on(welcomeGet.Path, fail(code), ok(welcomeOf))
		if _, err := c.GroupWelcomes.Get(t.Context(), "msg1"); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("%d and then the template: %v", code, err)
		}
		f.on(welcomeEdit.Path, fail(code)).on(welcomeGet.Path, ok(welcomeOf))
		if err := c.GroupWelcomes.Edit(t.Context(), &GroupWelcomeRequest{ID: "msg1"}); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("an edit answered %d of a template that is there: %v", code, err)
		}
		f.on(welcomeGet.Path, fail(code))
		if err := c.GroupWelcomes.Edit(t.Context(), &GroupWelcomeRequest{ID: "msg1"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("an edit answered %d of a template that is not there: %v", code, err)
		}
	}
	for _, code := range []int{48002, 41058, 50003} {
		f.on(welcomeGet.Path, fail(code))
		if _, err := c.GroupWelcomes.Get(t.Context(), "msg1"); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("%d: %v", code, err)
		}
	}
	f.on(welcomeDelete.Path, fail(41058))
	if err := c.GroupWelcomes.Delete(t.Context(), "msg1"); !errors.Is(err, ErrNotOwned) {
		t.Errorf("%v", err)
	}
	f.on(welcomeGet.Path, ok(`{"errcode":0,"image":{}}`))
	if w, err := c.GroupWelcomes.Get(t.Context(), "msg1"); err == nil {
		t.Errorf("an answer without any message: %+v", w)
	}
	if c.GroupWelcomes.Edit(t.Context(), &GroupWelcomeRequest{}) == nil {
		t.Error("an edit without id")
	}
}

// Every run uploads its files again and gets other ids for them: a create of a run that was killed is known all the
// same, and told once.
func TestGroupWelcomeCreate_killed(t *testing.T) {
	request := func(id string) *GroupWelcomeRequest {
		in := &GroupWelcomeRequest{Image: &WelcomeImage{PicURL: id, Content: "digest"}, File: &WelcomeMedia{id, "digest"}, Notify: ptr(int64(0))}
		in.MiniProgram = &WelcomeMiniProgram{Content: "digest"}
		in.MiniProgram.PicMediaID = id
		return in
	}
	f := newFake(t).on(welcomeAdd.Path, ok(`{"errcode":0,"template_id":"msg1"}`))
	dir := t.TempDir()
	f.sendAndDie(dir, "group_welcome_template", request("first").noted(), nil)
	c := f.run(dir)
	_, err := c.GroupWelcomes.Create(t.Context(), request("second"), false)
	if !errors.Is(err, ErrOutcomeUnknown) || len(f.bodies(welcomeAdd.Path)) != 0 {
		t.Errorf("%v after %d calls", err, len(f.bodies(welcomeAdd.Path)))
	}
	if id, err := c.GroupWelcomes.Create(t.Context(), request("third"), false); id != "msg1" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
	f.on(welcomeAdd.Path, lost)
	_, err = c.GroupWelcomes.Create(t.Context(), &GroupWelcomeRequest{Text: &ConclusionText{strings.Repeat("长", 21)}}, true)
	if !errors.Is(err, ErrOutcomeUnknown) || !strings.Contains(err.Error(), "长…") {
		t.Errorf("%v", err)
	}
}
