// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func init() { methods = append(methods, kfKnowledgeMethods...) }

const (
	kfGroupsShown = `{"errcode":0,"errmsg":"ok","next_cursor":"","has_more":0,"group_list":[{"group_id":"kg0","name":"默认分组","is_default":1},{"group_id":"kg1","name":"售后","is_default":0}]}`
	kfTable       = `{"errcode":0,"has_more":0,"intent_list":[{"group_id":"kg1","intent_id":"ki1","question":{"text":{"content":"q"}},"similar_questions":{"items":[{"text":{"content":"s"}}]},` +
		`"answers":[{"text":{"content":"a"},"attachments":[{"msgtype":"image","image":{"name":"n"}},{"msgtype":"link","link":{"title":"t","url":"u"}},` +
		`{"msgtype":"miniprogram","miniprogram":{"title":"m","appid":"wx1","pagepath":"p"}}]}]}]}`
	kfSample = `{"errcode":0,"has_more":0,"intent_list":[{"group_id":"kg1","intent_id":"ki1","question":{"text":{"content":"q"},"similar_questions":{"items":[{"text":{"content":"s"}}]},` +
		`"answers":[{"text":{"content":"a"},"attachments":[{"msgtype":"image","image":{"name":"n"}},{"msgtype":"link","link":{"title":"t","url":"u"}},` +
		`{"msgtype":"miniprogram","miniprogram":{"title":"m","appid":"wx1","pagepath":"p"}}]}]}}]}`
)

var kfShown = &KfIntent{ID: "ki1", GroupID: "kg1", Question: "q", Similar: []string{"s"}, Answer: "a", Attachments: []KfAttachment{
	{Type: KfImage}, {Type: KfLink, Title: "t", URL: "u"}, {Type: KfMiniProgram, Title: "m", AppID: "wx1", Page: "p"},
}}

var kfKnowledgeMethods = []method{
	{
		name: "KfGroups.Get", path: kfGroupList.Path, reply: kfGroupsShown, want: `POST ` + kfGroupList.Path + ` {"limit":1000,"group_id":"kg1"}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfGroups.Get(ctx, "kg1") },
		value: &KfGroup{ID: "kg1", Name: "售后"},
	},
	{
		name: "KfGroups.List", path: kfGroupList.Path, reply: kfGroupsShown, want: `POST ` + kfGroupList.Path + ` {"limit":1000}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfGroups.List(ctx) },
		value: []KfGroup{{ID: "kg0", Name: "默认分组", Default: true}, {ID: "kg1", Name: "售后"}},
	},
	{
		name: "KfGroups.Create", path: kfGroupAdd.Path, reply: `{"errcode":0,"errmsg":"ok","group_id":"kg1"}`, want: `POST ` + kfGroupAdd.Path + ` {"name":"售后"}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfGroups.Create(ctx, "售后", []string{}) },
		value: "kg1",
	},
	{
		name: "KfGroups.Rename", path: kfGroupUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`, want: `POST ` + kfGroupUpdate.Path + ` {"group_id":"kg1","name":"新"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.KfGroups.Rename(ctx, "kg1", "新") },
	},
	{
		name: "KfGroups.Delete", path: kfGroupDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`, want: `POST ` + kfGroupDelete.Path + ` {"group_id":"kg1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.KfGroups.Delete(ctx, "kg1") },
	},
	{
		name: "KfIntents.Get", path: kfIntentList.Path, reply: kfSample, want: `POST ` + kfIntentList.Path + ` {"limit":1000,"intent_id":"ki1"}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfIntents.Get(ctx, "ki1") },
		value: kfShown,
	},
	{
		name: "KfIntents.List", path: kfIntentList.Path, reply: kfTable, want: `POST ` + kfIntentList.Path + ` {"limit":1000}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfIntents.List(ctx) },
		value: []KfIntent{*kfShown},
	},
	{
		name: "KfIntents.Create", path: kfIntentAdd.Path, reply: `{"errcode":0,"errmsg":"ok","intent_id":"ki1"}`,
		want: `POST ` + kfIntentAdd.Path + ` {"group_id":"kg1","question":{"text":{"content":"q"}},"similar_questions":{"items":[{"text":{"content":"s"}}]},` +
			`"answers":[{"attachments":[{"image":{"media_id":"M"},"msgtype":"image"}],"text":{"content":"a"}}]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.KfIntents.Create(ctx, &KfIntent{GroupID: "kg1", Question: "q", Similar: []string{"s"}, Answer: "a", Attachments: []KfAttachment{{Type: KfImage, MediaID: "M"}}}, []string{})
		},
		value: "ki1",
	},
	{
		name: "KfIntents.Update", path: kfIntentUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`, want: `POST ` + kfIntentUpdate.Path + ` {"intent_id":"ki1","similar_questions":{"items":[]}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.KfIntents.Update(ctx, &UpdateKfIntentRequest{ID: "ki1", Similar: &[]string{}})
		},
	},
	{
		name: "KfIntents.Delete", path: kfIntentDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`, want: `POST ` + kfIntentDelete.Path + ` {"intent_id":"ki1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.KfIntents.Delete(ctx, "ki1") },
	},
}

// The sample of the page and its table put the answers into different places: both are read.
func TestKfIntent_shapes(t *testing.T) {
	for _, shown := range []string{kfTable, kfSample} {
		got, err := newFake(t).on(kfIntentList.Path, ok(shown)).client().KfIntents.Get(t.Context(), "ki1")
		if d := cmp.Diff(kfShown, got); d != "" || err != nil {
			t.Error(d, err)
		}
	}
}

// Pages end where WeCom says that there is no more, or names no next one.
func TestKfKnowledge_pages(t *testing.T) {
	page := func(id, rest string) answer {
		return ok(`{"errcode":0,"group_list":[{"group_id":"` + id + `","name":"n"}]` + rest + `}`)
	}
	for name, tc := range map[string]struct {
		answers []answer
		want    string
	}{
		"one more":     {[]answer{page("a", `,"has_more":1,"next_cursor":"c"`), page("b", `,"has_more":0,"next_cursor":"d"`)}, "2"},
		"no has_more":  {[]answer{page("a", `,"next_cursor":"c"`), page("b", ``)}, "2"},
		"no way on":    {[]answer{page("a", `,"has_more":1`)}, "WeCom says that there is more, and not how to ask for it"},
		"same cursor":  {[]answer{page("a", `,"has_more":1,"next_cursor":"c"`)}, "the same next_cursor twice"},
		"stale cursor": {[]answer{page("a", `,"has_more":1,"next_cursor":"c"`), fail(50100), page("a", "")}, "1"},
		"no id":        {[]answer{page("", "")}, "a group without group_id"},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := newFake(t).on(kfGroupList.Path, tc.answers...).client().KfGroups.List(t.Context())
			if got := fmt.Sprint(len(all), err); !strings.Contains(got, tc.want) {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// Which code means a name that is taken, or an id that is unknown, is open: the lists decide.
func TestKfKnowledge_codes(t *testing.T) {
	for _, code := range []int{40058, 40071, 95000} {
		f := newFake(t).on(kfGroupAdd.Path, fail(code)).on(kfGroupUpdate.Path, fail(code)).on(kfGroupDelete.Path, fail(code)).on(kfGroupList.Path, ok(kfGroupsShown))
		c := f.client()
		if _, err := c.KfGroups.Create(t.Context(), "售后", []string{"kg1"}); !errors.Is(err, ErrNameTaken) {
			t.Errorf("%d of a name that is taken: %v", code, err)
		}
		if err := c.KfGroups.Rename(t.Context(), "kg1", "售后"); errors.Is(err, ErrNameTaken) || err == nil {
			t.Errorf("%d of its own name: %v", code, err)
		}
		if err := c.KfGroups.Rename(t.Context(), "kg1", "默认分组"); !errors.Is(err, ErrNameTaken) {
			t.Errorf("%d of a name that is taken: %v", code, err)
		}
		if err := c.KfGroups.Delete(t.Context(), "kg9"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%d of what is gone: %v", code, err)
		}
		if err := c.KfGroups.Delete(t.Context(), "kg1"); errors.Is(err, ErrNotFound) || err == nil {
			t.Errorf("%d of what is there: %v", code, err)
		}
	}
	// A name that was given up between the refusal and the look is asked for again.
	freed := newFake(t).on(kfGroupUpdate.Path, fail(40058), ok(`{"errcode":0}`)).on(kfGroupAdd.Path, fail(40058), ok(`{"errcode":0,"group_id":"kg9"}`)).on(kfGroupList.Path, ok(kfGroupsShown))
	if err := freed.client().KfGroups.Rename(t.Context(), "kg1", "新"); err != nil {
		t.Error(err)
	}
	if id, err := freed.client().KfGroups.Create(t.Context(), "新", []string{"kg7"}); id != "kg9" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
	f := newFake(t).on(kfGroupAdd.Path, fail(48002)).on(kfGroupList.Path, ok(kfGroupsShown))
	if _, err := f.client().KfGroups.Create(t.Context(), "售后", []string{"kg1"}); errors.Is(err, ErrNameTaken) || !errors.Is(err, ErrForbidden) {
		t.Errorf("refused: %v", err)
	}
}

// A lost create is looked for: the group of the name, or the question of the words, that was not there before.
func TestKfKnowledge_lostCreate(t *testing.T) {
	for name, tc := range map[string]struct {
		shown string
		there []string
		id    string
		err   error
	}{
		"made": {kfGroupsShown, []string{}, "kg1", nil}, "not known": {kfGroupsShown, nil, "", ErrOutcomeUnknown},
		"there before": {kfGroupsShown, []string{"kg1"}, "kg9", nil}, "not made": {`{"errcode":0,"group_list":[]}`, []string{}, "kg9", nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(kfGroupAdd.Path, lost, ok(`{"errcode":0,"group_id":"kg9"}`)).on(kfGroupList.Path, ok(tc.shown))
			if id, err := f.client().KfGroups.Create(t.Context(), "售后", tc.there); id != tc.id || !errors.Is(err, tc.err) {
				t.Errorf("got %q, %v; want %q, %v", id, err, tc.id, tc.err)
			}
		})
	}
	in := &KfIntent{GroupID: "kg1", Question: "q", Answer: "a"}
	f := newFake(t).on(kfIntentAdd.Path, lost).on(kfIntentList.Path, ok(kfTable))
	if id, err := f.client().KfIntents.Create(t.Context(), in, []string{}); id != "ki1" || err != nil {
		t.Errorf("got %q, %v", id, err)
	}
	for _, bad := range []*KfIntent{{Question: "q", Answer: "a"}, {GroupID: "g", Answer: "a"}, {GroupID: "g", Question: "q"}} {
		if _, err := f.client().KfIntents.Create(t.Context(), bad, nil); err == nil {
			t.Errorf("%v was sent", bad)
		}
	}
}
