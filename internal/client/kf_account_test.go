// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func init() { methods = append(methods, kfAccountMethods...) }

const kfAccountsShown = `{"errcode":0,"errmsg":"ok","account_list":[{"open_kfid":"wk1","name":"售后","avatar":"https://wework.qpic.cn/a/0","manage_privilege":true},` +
	`{"open_kfid":"wk2","name":"售前","avatar":""}]}`

var kfAccountMethods = []method{
	{
		name: "KfAccounts.Get", path: kfAccountList.Path, reply: kfAccountsShown, want: `POST ` + kfAccountList.Path + ` {"offset":0,"limit":100}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfAccounts.Get(ctx, "wk1") },
		value: &KfAccount{ID: "wk1", Name: "售后", Avatar: "https://wework.qpic.cn/a/0", Manageable: ptr(true)},
	},
	{
		name: "KfAccounts.List", path: kfAccountList.Path, reply: kfAccountsShown, want: `POST ` + kfAccountList.Path + ` {"offset":0,"limit":100}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			all, err := c.KfAccounts.List(ctx)
			return len(all), err
		},
		value: 2,
	},
	{
		name: "KfAccounts.Create", path: kfAccountAdd.Path, reply: `{"errcode":0,"errmsg":"ok","open_kfid":"wk1"}`,
		want: `POST ` + kfAccountAdd.Path + ` {"name":"售后","media_id":"M"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.KfAccounts.Create(ctx, &AddKfAccountRequest{Name: "售后", MediaID: "M", There: []string{}})
		},
		value: "wk1",
	},
	{
		name: "KfAccounts.Update", path: kfAccountUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + kfAccountUpdate.Path + ` {"open_kfid":"wk1","name":"新"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.KfAccounts.Update(ctx, &UpdateKfAccountRequest{ID: "wk1", Name: ptr("新")})
		},
	},
	{
		name: "KfAccounts.Delete", path: kfAccountDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + kfAccountDelete.Path + ` {"open_kfid":"wk1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.KfAccounts.Delete(ctx, "wk1") },
	},
	{
		name: "KfAccounts.Link", path: kfLinkAdd.Path, reply: `{"errcode":0,"errmsg":"ok","url":"https://work.weixin.qq.com/kf/kfc1?enc_scene=E"}`,
		want: `POST ` + kfLinkAdd.Path + ` {"open_kfid":"wk1","scene":"12345"}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.KfAccounts.Link(ctx, "wk1", "12345") },
		value: "https://work.weixin.qq.com/kf/kfc1?enc_scene=E",
	},
}

// kfPage is a page of n accounts from a number on, all of one name.
func kfPage(from, n int) answer {
	var rows []string
	for i := from; i < from+n; i++ {
		rows = append(rows, fmt.Sprintf(`{"open_kfid":"wk%d","name":"客服"}`, i))
	}
	return ok(`{"errcode":0,"account_list":[` + strings.Join(rows, ",") + `]}`)
}

// There is neither a total nor a mark of the last page: one that is not full is the last, also an empty one.
func TestKfAccount_pages(t *testing.T) {
	f := newFake(t).on(kfAccountList.Path, kfPage(0, 100), kfPage(100, 100), kfPage(200, 0))
	all, err := f.client().KfAccounts.List(t.Context())
	if err != nil || len(all) != 200 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
	if got := fmt.Sprint(f.bodies(kfAccountList.Path)); got != `[{"offset":0,"limit":100} {"offset":100,"limit":100} {"offset":200,"limit":100}]` {
		t.Error(got)
	}
	f.on(kfAccountList.Path, kfPage(0, 100))
	if _, err := f.client().KfAccounts.List(t.Context()); err == nil || !strings.Contains(err.Error(), "the list never ends") {
		t.Errorf("a list that never ends: %v", err)
	}
	f.on(kfAccountList.Path, ok(`{"errcode":0,"account_list":[{"name":"x"}]}`))
	if _, err := f.client().KfAccounts.List(t.Context()); err == nil {
		t.Error("an account without an id was taken")
	}
}

// An account that is deleted while pages are read moves another one out of sight: that one is not gone.
func TestKfAccount_movedOutOfSight(t *testing.T) {
	f := newFake(t).on(kfAccountList.Path, kfPage(0, 100), kfPage(101, 3), kfPage(1, 100), kfPage(101, 3))
	if a, err := f.client().KfAccounts.Get(t.Context(), "wk100"); err != nil || a.ID != "wk100" {
		t.Errorf("%v, %v", a, err)
	}
	f.on(kfAccountList.Path, kfPage(1, 2))
	if _, err := f.client().KfAccounts.Get(t.Context(), "wk9"); !errors.Is(err, ErrNotFound) {
		t.Errorf("what two lists lack: %v", err)
	}
	f.on(kfAccountList.Path, fail(48002))
	if _, err := f.client().KfAccounts.Get(t.Context(), "wk9"); errors.Is(err, ErrNotFound) || !errors.Is(err, ErrForbidden) {
		t.Errorf("refused: %v", err)
	}
}

// A lost create is looked for: the account of the name that was not there before.
func TestKfAccount_lostCreate(t *testing.T) {
	list := func(rows ...string) answer {
		return ok(`{"errcode":0,"account_list":[` + strings.Join(rows, ",") + `]}`)
	}
	row := func(id, name string) string { return fmt.Sprintf(`{"open_kfid":%q,"name":%q}`, id, name) }
	old := row("wk1", "售后")
	for name, tc := range map[string]struct {
		after answer
		id    string
		sent  int
		err   error
	}{
		"made":        {list(old, row("wk2", "售后")), "wk2", 1, nil},
		"not made":    {list(old), "wk9", 2, nil},
		"another one": {list(old, row("wk2", "售前")), "wk9", 2, nil},
		"two of them": {list(old, row("wk2", "售后"), row("wk3", "售后")), "", 1, ErrOutcomeUnknown},
		"refused":     {fail(48002), "", 1, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(kfAccountAdd.Path, lost, ok(`{"errcode":0,"open_kfid":"wk9"}`)).on(kfAccountList.Path, tc.after)
			id, err := f.client().KfAccounts.Create(t.Context(), &AddKfAccountRequest{Name: "售后", MediaID: "M", There: []string{"wk1"}})
			if id != tc.id || !errors.Is(err, tc.err) {
				t.Errorf("got %q, %v; want %q, %v", id, err, tc.id, tc.err)
			}
			if n := len(f.bodies(kfAccountAdd.Path)); n != tc.sent {
				t.Errorf("sent %d creates, want %d", n, tc.sent)
			}
		})
	}
	if _, err := newFake(t).client().KfAccounts.Create(t.Context(), &AddKfAccountRequest{Name: "x"}); err == nil {
		t.Error("an account without a picture was sent")
	}
}

// What a killed run made is adopted by the next one, which uploads the picture again; what was there before it is not.
func TestKfAccount_journal(t *testing.T) {
	old := `{"open_kfid":"wk1","name":"售后"}`
	f := newFake(t).on(kfAccountList.Path, ok(`{"errcode":0,"account_list":[`+old+`]}`)).on(kfAccountAdd.Path, ok(`{"errcode":0,"open_kfid":"wk9"}`))
	for made, want := range map[string]string{"": "wk9", `,{"open_kfid":"wk2","name":"售后"}`: "wk2"} {
		dir := t.TempDir()
		first := f.run(dir)
		n := first.NoteFor("kf_account", &AddKfAccountRequest{Name: "售后", MediaID: "digest"})
		n.Others(t.Context(), "kf_account", []string{"wk1"})
		n.Sending(t.Context(), f.Time)
		first.kill()
		f.on(kfAccountList.Path, ok(`{"errcode":0,"account_list":[`+old+made+`]}`))
		f.Advance(60e9)
		id, err := f.run(dir).KfAccounts.Create(t.Context(), &AddKfAccountRequest{Name: "售后", MediaID: "M2", Content: "digest", There: []string{"wk1", "wk2"}})
		if id != want || err != nil {
			t.Errorf("got %q, %v; want %q", id, err, want)
		}
	}
	for _, body := range f.bodies(kfAccountAdd.Path) {
		if strings.Contains(body, "digest") {
			t.Errorf("the digest of a file was sent: %v", body)
		}
	}
}

func TestKfAccount_refusals(t *testing.T) {
	f := newFake(t).on(kfAccountUpdate.Path, fail(48007)).on(kfAccountDelete.Path, fail(-1), fail(95004))
	c := f.client()
	if err := c.KfAccounts.Update(t.Context(), &UpdateKfAccountRequest{ID: "wk1", Name: ptr("x")}); !errors.Is(err, ErrNotOwned) {
		t.Errorf("of another app: %v", err)
	}
	if err := c.KfAccounts.Delete(t.Context(), "wk1"); err != nil {
		t.Errorf("gone when a lost delete is repeated: %v", err)
	}
	if err := c.KfAccounts.Delete(t.Context(), "wk2"); !errors.Is(err, ErrNotFound) {
		t.Errorf("gone: %v", err)
	}
}
