// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func init() { methods = append(methods, calendarMethods...) }

// calendarShown is the sample of doc 97717 with the key of its text in the place of its table's.
const calendarShown = `{"errcode":0,"errmsg":"ok","calendar_list":[{"cal_id":"wc1","adminis":["b","a"],"summary":"test_summary","color":"#FF3030","description":"d",
 "shares":[{"userid":"b","permission":1},{"userid":"a","permission":3}],"is_public":1,"public_range":{"userids":["jack","abel"],"partyids":[34353,1232]},"is_corp_calendar":1}]}`

var calendarMethods = []method{
	{
		name: "Calendars.Get", path: calendarGet.Path, reply: calendarShown, want: `POST ` + calendarGet.Path + ` {"cal_id_list":["wc1"]}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Calendars.Get(ctx, "wc1") },
		value: &Calendar{ID: "wc1", Summary: "test_summary", Color: "#FF3030", Description: "d", Admins: []string{"a", "b"}, Shares: []CalendarShare{{"a", 3}, {"b", 1}},
			Public: ptr(true), CorpWide: ptr(true), PublicRange: &CalendarRange{[]string{"abel", "jack"}, []int64{1232, 34353}}},
	},
	{
		name: "Calendars.Create", path: calendarAdd.Path, reply: `{"errcode":0,"errmsg":"ok","cal_id":"wc1","fail_result":{"shares":[{"errcode":40001,"errmsg":"not found","userid":"b"}]}}`,
		want:  `POST ` + calendarAdd.Path + ` {"calendar":{"summary":"s","color":"#FF3030","description":"","shares":[{"userid":"b","permission":1}]}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			_, refused, err := c.Calendars.Create(ctx, &CalendarRequest{Summary: "s", Color: "#FF3030", Shares: []CalendarShare{{"b", 1}}})
			return refused, err
		},
		value: []CalendarRefusal{{40001, "not found", "b"}},
	},
	{
		name: "Calendars.Update", path: calendarUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + calendarUpdate.Path + ` {"skip_public_range":0,"calendar":{"cal_id":"wc1","admins":[],"summary":"s","color":"#FF3030","description":"","shares":[],` +
			`"public_range":{"userids":["a"],"partyids":[]}}}`,
		token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			refused, err := c.Calendars.Update(ctx, &CalendarRequest{ID: "wc1", Admins: []string{}, Summary: "s", Color: "#FF3030", Shares: []CalendarShare{},
				PublicRange: &CalendarRange{UserIDs: []string{"a"}, DepartmentIDs: []int64{}}})
			return len(refused), err
		},
		value: 0,
	},
	{
		name: "Calendars.Delete", path: calendarDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + calendarDelete.Path + ` {"cal_id":"wc1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.Calendars.Delete(ctx, "wc1") },
	},
}

// WeCom lists no calendars: a create whose answer was lost is never repeated.
func TestCalendar_lostCreate(t *testing.T) {
	f := newFake(t).on(calendarAdd.Path, lost, ok(`{"errcode":0,"cal_id":"wc9"}`))
	c := f.client()
	id, _, err := c.Calendars.Create(t.Context(), &CalendarRequest{Summary: "值班", Color: "#FF3030"})
	if id != "" || !errors.Is(err, ErrOutcomeUnknown) || !strings.Contains(err.Error(), "值班") {
		t.Errorf("got %q, %v", id, err)
	}
	if n := len(f.bodies(calendarAdd.Path)); n != 1 {
		t.Errorf("%d creates", n)
	}
}

// Deleted, unknown and another app's: gone is only what is certain.
func TestCalendar_gone(t *testing.T) {
	for name, tc := range map[string]struct {
		answer answer
		is     error
	}{
		"no row": {ok(`{"errcode":0,"calendar_list":[]}`), ErrNotFound}, "no key": {ok(`{"errcode":0}`), ErrNotFound},
		"another row": {ok(`{"errcode":0,"calendar_list":[{"cal_id":"wc2","summary":"s"}]}`), ErrNotFound},
		"unknown":     {fail(90457), ErrNotFound}, "deleted": {fail(90459), ErrNotFound}, "another app's": {fail(90466), ErrNotOwned}, "not listed": {fail(48002), ErrForbidden},
	} {
		f := newFake(t).on(calendarGet.Path, tc.answer)
		if _, err := f.client().Calendars.Get(t.Context(), "wc1"); !errors.Is(err, tc.is) || errors.Is(err, ErrNotFound) != errors.Is(tc.is, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := newFake(t).on(calendarGet.Path, ok(`{"errcode":0,"calendar_list":[{"cal_id":"wc1"}]}`)).client().Calendars.Get(t.Context(), "wc1"); err == nil || errors.Is(err, ErrNotFound) {
		t.Errorf("a calendar of nothing: %v", err)
	}
	f := newFake(t).on(calendarDelete.Path, lost, fail(90459))
	if err := f.client().Calendars.Delete(t.Context(), "wc1"); err != nil {
		t.Errorf("gone when a lost delete is repeated: %v", err)
	}
}
