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

func init() { methods = append(methods, contactTagMethods...) }

const contactTagsShown = `{"errcode":0,"errmsg":"ok","taglist":[{"tagid":"2","tagname":"b"},{"tagid":1,"tagname":"a"}]}`

var contactTagMethods = []method{
	{
		name: "ContactTags.Get", path: contactTagGet.Path, reply: `{"errcode":0,"errmsg":"ok","tagname":"a","userlist":[{"userid":"zhang","name":"Z"},{"userid":"li"}],"partylist":[3,2]}`,
		want: `GET tag/get?tagid=12`, token: "contacts-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.ContactTags.Get(ctx, 12) },
		value: &ContactTag{ID: 12, Name: "a", UserIDs: []string{"li", "zhang"}, DepartmentIDs: []int64{2, 3}},
	},
	{
		name: "ContactTags.List", path: contactTagList.Path, reply: contactTagsShown, want: `GET tag/list`, token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.ContactTags.List(ctx) },
		value: []ContactTag{{ID: 1, Name: "a"}, {ID: 2, Name: "b"}},
	},
	{
		name: "ContactTags.Rename", path: contactTagUpdate.Path, reply: `{"errcode":0,"errmsg":"updated"}`, want: `POST tag/update {"tagid":12,"tagname":"b"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.ContactTags.Rename(ctx, 12, "b") },
	},
	{
		name: "ContactTags.Delete", path: contactTagDelete.Path, reply: `{"errcode":0,"errmsg":"deleted"}`, want: `GET tag/delete?tagid=12`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.ContactTags.Delete(ctx, 12) },
	},
	{
		name: "ContactTags.Add", path: contactTagAdd.Path, reply: `{"errcode":0,"errmsg":"ok","invalidlist":"usr1|usr2","invalidparty":[4]}`,
		want: `POST tag/addtagusers {"tagid":12,"userlist":["li","usr1","usr2"],"partylist":[4]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.ContactTags.Add(ctx, 12, ContactTagNodes{[]string{"li", "usr1", "usr2"}, []int64{4}})
		},
		value: ContactTagNodes{[]string{"usr1", "usr2"}, []int64{4}},
	},
	{
		name: "ContactTags.Remove", path: contactTagRemove.Path, reply: `{"errcode":0,"errmsg":"deleted","invalidlist":["usr1"]}`,
		want: `POST tag/deltagusers {"tagid":12,"userlist":["li","usr1"]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.ContactTags.Remove(ctx, 12, ContactTagNodes{UserIDs: []string{"li", "usr1"}})
		},
		value: ContactTagNodes{UserIDs: []string{"usr1"}},
	},
}

// A tag of the console refuses the app and lets 通讯录同步 in, from then on at once; the tag of another app refuses both.
func TestContactTags_credentials(t *testing.T) {
	for _, code := range []int{81011, 60011, 48002} {
		f := newFake(t).on(contactTagUpdate.Path, fail(code), ok(`{"errcode":0,"errmsg":"updated"}`))
		c := f.client()
		for range 2 {
			if err := c.ContactTags.Rename(t.Context(), 12, "b"); err != nil {
				t.Fatalf("%d: %v", code, err)
			}
		}
		if got := fmt.Sprint(f.Credentials()); got != "[app-1 contacts-1 contacts-1]" {
			t.Errorf("%d: by %s", code, got)
		}
	}
	if err := newFake(t).on(contactTagUpdate.Path, fail(81011)).client().ContactTags.Rename(t.Context(), 12, "b"); !errors.Is(err, ErrNotOwned) {
		t.Error(err)
	}
}

// All invalid is no failure of the call: the caller looks.
func TestContactTags_allInvalid(t *testing.T) {
	c := newFake(t).on(contactTagAdd.Path, fail(40070)).on(contactTagRemove.Path, fail(40031)).client()
	var users []string
	for i := range 1001 {
		users = append(users, fmt.Sprint("u", i))
	}
	for _, do := range []func(context.Context, int64, ContactTagNodes) (ContactTagNodes, error){c.ContactTags.Add, c.ContactTags.Remove} {
		invalid, err := do(t.Context(), 12, ContactTagNodes{UserIDs: users, DepartmentIDs: []int64{1, 2}})
		if err != nil || len(invalid.UserIDs) != 1001 || len(invalid.DepartmentIDs) != 2 {
			t.Errorf("%d invalid, %v", len(invalid.UserIDs), err)
		}
	}
}

// A rename whose answer was lost is sent again, and WeCom may then call the name taken, by the tag itself.
func TestContactTags_lostRename(t *testing.T) {
	for name, want := range map[string]error{"b": nil, "a": ErrNameTaken} {
		f := newFake(t).on(contactTagUpdate.Path, lost, fail(40071)).on(contactTagGet.Path, ok(fmt.Sprintf(`{"errcode":0,"tagname":%q,"userlist":[],"partylist":[]}`, name)))
		if err := f.client().ContactTags.Rename(t.Context(), 12, "b"); !errors.Is(err, want) {
			t.Errorf("a tag named %q: got %v, want %v", name, err, want)
		}
	}
}

// A lost create is looked for by its name; a tag that was there before is never taken for it.
func TestContactTags_lostCreate(t *testing.T) {
	for name, tc := range map[string]struct {
		before, after string
		id            int64
		sent          int
		err           error
	}{
		"made":        {`[]`, `[{"tagid":9,"tagname":"值班"}]`, 9, 1, nil},
		"not made":    {`[]`, `[]`, 12, 2, nil},
		"was there":   {`[{"tagid":9,"tagname":"值班"}]`, `[{"tagid":9,"tagname":"值班"}]`, 0, 1, ErrOutcomeUnknown},
		"another one": {`[{"tagid":8,"tagname":"备勤"}]`, `[{"tagid":8,"tagname":"备勤"}]`, 12, 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			list := func(rows string) answer { return ok(`{"errcode":0,"taglist":` + rows + `}`) }
			f := newFake(t).on(contactTagList.Path, list(tc.before), list(tc.after)).on(contactTagCreate.Path, lost, ok(`{"errcode":0,"errmsg":"created","tagid":12}`))
			id, err := f.client().ContactTags.Create(t.Context(), &CreateContactTagRequest{Name: "值班"})
			if id != tc.id || (tc.err == nil) != (err == nil) || tc.err != nil && !errors.Is(err, tc.err) {
				t.Errorf("id %d, %v", id, err)
			}
			if sent := len(f.bodies(contactTagCreate.Path)); sent != tc.sent {
				t.Errorf("sent %d times, want %d", sent, tc.sent)
			}
		})
	}
}

// Where a tag with members cannot be deleted, it is emptied first.
func TestContactTags_deleteFull(t *testing.T) {
	f := newFake(t).on(contactTagDelete.Path, fail(40058), ok(`{"errcode":0,"errmsg":"deleted"}`)).
		on(contactTagGet.Path, ok(`{"errcode":0,"tagname":"a","userlist":[{"userid":"li"}],"partylist":[2]}`)).
		on(contactTagRemove.Path, ok(`{"errcode":0,"errmsg":"deleted"}`))
	if err := f.client().ContactTags.Delete(t.Context(), 12); err != nil {
		t.Fatal(err)
	}
	var calls []string
	for _, call := range f.Got() {
		calls = append(calls, strings.Fields(call)[1])
	}
	if diff := cmp.Diff([]string{"tag/delete?tagid=12", "tag/get?tagid=12", "tag/deltagusers", "tag/delete?tagid=12"}, calls); diff != "" {
		t.Error(diff)
	}
}

func init() { writables[WriteContactTags] = `POST tag/update {"tagid":2147483647}` }
