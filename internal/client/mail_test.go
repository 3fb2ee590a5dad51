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

func init() { methods = append(methods, mailMethods...) }

const (
	mailGroupShown = `{"errcode":0,"errmsg":"ok","groupid":"OPS@c.cn","groupname":"运维","email_list":{"list":["b@c.cn","a@c.cn","a@c.cn"]},"department_list":{},"tag_list":{"list":null},` +
		`"allow_type":"3","allow_taglist":{"list":[8]}}`
	mailGroupsShown = `{"errcode":0,"errmsg":"ok","count":"2","groups":[{"groupid":"ops@c.cn","groupname":"运维"},{"groupid":"x","groupname":"y"}]}`
	mailboxesShown  = `{"errcode":0,"errmsg":"ok","list":[{"id":31,"email":"s@c.cn","name":"客服","userid_list":{"list":["li"]},"alias_list":{"list":["a@c.cn"]}}]}`
)

var mailMethods = []method{
	{
		name: "MailGroups.Get", path: mailGroupGet.Path, reply: mailGroupShown, want: `GET ` + mailGroupGet.Path + `?groupid=ops%40c.cn`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.MailGroups.Get(ctx, "ops@c.cn") },
		value: &MailGroup{ID: "ops@c.cn", Name: "运维", Emails: []string{"a@c.cn", "b@c.cn"}, AllowType: ptr(int64(3)), AllowTagIDs: []int64{8}},
	},
	{
		name: "MailGroups.List", path: mailGroupSearch.Path, reply: mailGroupsShown, want: `GET ` + mailGroupSearch.Path + `?fuzzy=0`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.MailGroups.List(ctx) },
		value: []MailGroupSummary{{ID: "ops@c.cn", Name: "运维"}},
	},
	{
		name: "MailGroups.Update", path: mailGroupUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1",
		want: `POST ` + mailGroupUpdate.Path + ` {"groupid":"ops@c.cn","groupname":"新","email_list":{"list":[]},"tag_list":{"list":[8]},"allow_type":0}`,
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.MailGroups.Update(ctx, &MailGroup{ID: "ops@c.cn", Name: "新", TagIDs: []int64{8}}, &MailGroup{ID: "ops@c.cn", Emails: []string{"a@c.cn"}})
		},
	},
	{
		name: "MailGroups.Delete", path: mailGroupDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1", want: `POST ` + mailGroupDelete.Path + ` {"groupid":"ops@c.cn"}`,
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.MailGroups.Delete(ctx, "ops@c.cn") },
	},
	{
		name: "PublicMailboxes.Get", path: mailboxGet.Path, reply: mailboxesShown, want: `POST ` + mailboxGet.Path + ` {"id_list":[31]}`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.PublicMailboxes.Get(ctx, 31) },
		value: &PublicMailbox{ID: 31, Email: "s@c.cn", Name: "客服", UserIDs: []string{"li"}, Aliases: []string{"a@c.cn"}},
	},
	{
		name: "PublicMailboxes.Summaries", path: mailboxSearch.Path, reply: `{"errcode":0,"errmsg":"ok","list":[]}`, want: `GET ` + mailboxSearch.Path + `?fuzzy=0`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			all, err := c.PublicMailboxes.Summaries(ctx)
			return len(all), err
		},
		value: 0,
	},
	{
		name: "PublicMailboxes.List", path: mailboxSearch.Path, reply: `{"errcode":0,"errmsg":"ok","list":[]}`, want: `GET ` + mailboxSearch.Path + `?fuzzy=0`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			all, err := c.PublicMailboxes.List(ctx)
			return len(all), err
		},
		value: 0,
	},
	{
		name: "PublicMailboxes.Update", path: mailboxUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1",
		want: `POST ` + mailboxUpdate.Path + ` {"id":31,"name":"客服","department_list":{"list":[2]},"alias_list":{"list":[]}}`,
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.PublicMailboxes.Update(ctx, &PublicMailbox{ID: 31, Name: "客服", DepartmentIDs: []int64{2}}, &PublicMailbox{Aliases: []string{"a@c.cn"}})
		},
	},
	{
		name: "PublicMailboxes.Delete", path: mailboxDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1", want: `POST ` + mailboxDelete.Path + ` {"id":31}`,
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.PublicMailboxes.Delete(ctx, 31) },
	},
}

// Mailboxes are read a hundred at a time; one that is gone and refuses the whole call costs the others nothing.
func TestPublicMailbox_batches(t *testing.T) {
	row := func(id int) string { return fmt.Sprintf(`{"id":%d,"email":"m%d@c.cn","name":"n%d"}`, id, id, id) }
	page := func(from, to int) answer {
		var rows []string
		for id := from; id <= to; id++ {
			rows = append(rows, row(id))
		}
		return ok(`{"errcode":0,"list":[` + strings.Join(rows, ",") + `]}`)
	}
	f := newFake(t).on(mailboxSearch.Path, page(1, 150)).on(mailboxGet.Path, page(1, 100), ok(`{"errcode":680035,"errmsg":"x"}`), page(101, 125), page(126, 149))
	all, err := f.client().PublicMailboxes.List(t.Context())
	if err != nil || len(all) != 149 {
		t.Errorf("%d mailboxes, %v", len(all), err)
	}
	if got := len(f.bodies(mailboxGet.Path)); got != 4 {
		t.Errorf("%d calls", got)
	}
}

// 48002 for one object is about its owner where the app may list its own, and about the app where it may not.
func TestMail_foreign(t *testing.T) {
	refused := ok(`{"errcode":48002,"errmsg":"api forbidden"}`)
	f := newFake(t).on(mailGroupGet.Path, refused).on(mailGroupSearch.Path, ok(mailGroupsShown))
	if _, err := f.client().MailGroups.Get(t.Context(), "ops@c.cn"); !errors.Is(err, ErrNotOwned) {
		t.Error(err)
	}
	f = newFake(t).on(mailGroupGet.Path, refused).on(mailGroupSearch.Path, refused)
	if _, err := f.client().MailGroups.Get(t.Context(), "ops@c.cn"); !errors.Is(err, ErrForbidden) {
		t.Error(err)
	}
}

// A group that was there before the create, or that is not as it was to be, is never adopted.
func TestMailGroup_notAdopted(t *testing.T) {
	in := &MailGroup{ID: "ops@c.cn", Name: "运维", Emails: []string{"a@c.cn"}, AllowType: ptr(int64(0))}
	f := newFake(t).on(mailGroupGet.Path, ok(mailGroupShown))
	if _, err := f.client().MailGroups.Create(t.Context(), in); !errors.Is(err, ErrNameTaken) || len(f.bodies(mailGroupCreate.Path)) != 0 {
		t.Error(err)
	}
	f = newFake(t).on(mailGroupGet.Path, ok(`{"errcode":680012,"errmsg":"x"}`), ok(mailGroupShown)).on(mailGroupCreate.Path, lost)
	if _, err := f.client().MailGroups.Create(t.Context(), in); !errors.Is(err, ErrOutcomeUnknown) {
		t.Error(err)
	}
}

// A name or an address that is refused, and that no object of this app has by the time it is looked for, has just been
// given up, or is somebody else's: the write is sent once more, and no further.
func TestMail_givenUpMeanwhile(t *testing.T) {
	none, groups := ok(`{"errcode":0,"list":[]}`), ok(`{"errcode":0,"groups":[]}`)
	for name, tt := range map[string]struct {
		code     int
		path     string
		endpoint func(*fake) *fake
		call     func(context.Context, *Client) error
	}{
		"name of a mailbox": {680040, mailboxUpdate.Path, func(f *fake) *fake { return f.on(mailboxSearch.Path, none) }, func(ctx context.Context, c *Client) error {
			return c.PublicMailboxes.Update(ctx, &PublicMailbox{ID: 31, Name: "客服"}, &PublicMailbox{ID: 31, Name: "旧"})
		}},
		"alias of a mailbox": {680048, mailboxUpdate.Path, func(f *fake) *fake { return f.on(mailboxSearch.Path, none) }, func(ctx context.Context, c *Client) error {
			return c.PublicMailboxes.Update(ctx, &PublicMailbox{ID: 31, Aliases: []string{"a@c.cn"}}, &PublicMailbox{ID: 31})
		}},
		"name of a group": {680002, mailGroupUpdate.Path, func(f *fake) *fake { return f.on(mailGroupSearch.Path, groups) }, func(ctx context.Context, c *Client) error {
			return c.MailGroups.Update(ctx, &MailGroup{ID: "ops@c.cn", Name: "新"}, &MailGroup{ID: "ops@c.cn", Name: "旧"})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := tt.endpoint(newFake(t)).on(tt.path, fail(tt.code), ok(`{"errcode":0,"errmsg":"ok"}`))
			if err := tt.call(t.Context(), f.client()); err != nil || len(f.bodies(tt.path)) != 2 {
				t.Errorf("%v, sent %v", err, f.bodies(tt.path))
			}
			f = tt.endpoint(newFake(t)).on(tt.path, fail(tt.code))
			if err := tt.call(t.Context(), f.client()); err == nil || errors.Is(err, ErrNameTaken) || len(f.bodies(tt.path)) != 2 {
				t.Errorf("%v, sent %v", err, f.bodies(tt.path))
			}
		})
	}
}

// An alias that another mailbox of this app has, as an alias or as its address, may be about to be given up.
func TestPublicMailbox_aliasTaken(t *testing.T) {
	for _, alias := range []string{"A@c.cn", "S@c.cn"} {
		f := newFake(t).on(mailboxSearch.Path, ok(mailboxesShown)).on(mailboxGet.Path, ok(mailboxesShown)).on(mailboxUpdate.Path, fail(680048))
		c := f.client()
		in := &PublicMailbox{ID: 30, Name: "x", Aliases: []string{alias}}
		if err := c.PublicMailboxes.Update(t.Context(), in, &PublicMailbox{ID: 30}); !errors.Is(err, ErrNameTaken) || len(f.bodies(mailboxUpdate.Path)) != 1 {
			t.Errorf("%s: %v", alias, err)
		}
		if id, err := c.PublicMailboxes.Holder(t.Context(), in); id != 31 || err != nil {
			t.Errorf("%s: %d, %v", alias, id, err)
		}
	}
}

// A create leaves out what is empty, and asks for no password; the answer may tell one all the same.
func TestMail_creates(t *testing.T) {
	f := newFake(t).on(mailGroupGet.Path, fail(680012)).on(mailGroupCreate.Path, ok(`{"errcode":0,"errmsg":"ok"}`)).
		on(mailboxSearch.Path, ok(`{"errcode":0,"list":[]}`)).on(mailboxCreate.Path, ok(`{"errcode":0,"errmsg":"ok","id":31,"auth_code_id":4,"auth_code":"hidden"}`))
	c := f.client()
	if id, err := c.MailGroups.Create(t.Context(), &MailGroup{ID: "ops@c.cn", Name: "运维", Emails: []string{"a@c.cn"}, AllowType: ptr(int64(1))}); id != "ops@c.cn" || err != nil {
		t.Errorf("%s, %v", id, err)
	}
	if id, err := c.PublicMailboxes.Create(t.Context(), &PublicMailbox{Email: "s@c.cn", Name: "客服", UserIDs: []string{"li"}, Aliases: []string{"a@c.cn"}}); id != 31 || err != nil {
		t.Errorf("%d, %v", id, err)
	}
	if got := fmt.Sprint(f.bodies(mailGroupCreate.Path), f.bodies(mailboxCreate.Path)); got != `[{"groupid":"ops@c.cn","groupname":"运维","email_list":{"list":["a@c.cn"]},"allow_type":1}] `+
		`[{"email":"s@c.cn","name":"客服","userid_list":{"list":["li"]}}]` {
		t.Error(got)
	}
}
