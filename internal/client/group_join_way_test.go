// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"strings"
	"testing"
)

const joinOf = `{"errcode":0,"join_way":{"config_id":"jw1","scene":2,"auto_create_room":1,"room_base_name":"群","room_base_id":"7","chat_id_list":["b","a"],"qr_code":"http://q"}}`

func init() { methods = append(methods, joinWayMethods...) }

var joinWayMethods = []method{
	{
		name: "JoinWays.Get", path: joinWayGet.Path, reply: joinOf, want: `POST ` + joinWayGet.Path + ` {"config_id":"jw1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.JoinWays.Get(ctx, "jw1") },
		value: &JoinWay{ID: "jw1", Scene: JoinWayQRCode, AutoCreate: ptr(true), RoomBaseName: "群", RoomBaseID: 7, ChatIDs: []string{"b", "a"},
			QRCode: "http://q"},
	},
	{
		name: "JoinWays.Create", path: joinWayAdd.Path, reply: `{"errcode":0,"errmsg":"ok","config_id":"jw1"}`, token: "app-1",
		want: `POST ` + joinWayAdd.Path + ` {"scene":2,"auto_create_room":0,"chat_id_list":["wr1"]}`,
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.JoinWays.Create(ctx, &JoinWayRequest{Scene: JoinWayQRCode, ChatIDs: []string{"wr1"}})
		},
		value: "jw1",
	},
	{
		name: "JoinWays.Update", path: joinWayUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1",
		want: `POST ` + joinWayUpdate.Path + ` {"config_id":"jw1","scene":1,"remark":"","auto_create_room":1,"room_base_name":"群","room_base_id":3,` +
			`"chat_id_list":["wr1"],"state":"s","mark_source":false}`,
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.JoinWays.Update(ctx, &JoinWayRequest{ID: "jw1", Scene: JoinWayMiniProgram, Remark: ptr(""), AutoCreate: 1, RoomBaseName: ptr("群"),
				RoomBaseID: ptr(int64(3)), ChatIDs: []string{"wr1"}, State: ptr("s"), MarkSource: ptr(false)})
		},
	},
	{
		name: "JoinWays.Delete", path: joinWayDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`, token: "app-1",
		want: `POST ` + joinWayDelete.Path + ` {"config_id":"jw1"}`,
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.JoinWays.Delete(ctx, "jw1") },
	},
}

func TestJoinWayGet(t *testing.T) {
	f := newFake(t)
	c := f.client()
	f.on(joinWayGet.Path, ok(joinOf))
	w, err := c.JoinWays.Get(t.Context(), "jw1")
	if err != nil || w.AutoCreate == nil || !*w.AutoCreate || w.RoomBaseID != 7 || strings.Join(w.ChatIDs, "") != "ba" || w.MarkSource != nil || w.QRCode != "http://q" {
		t.Errorf("%+v, %v", w, err)
	}
	for _, code := range []int{41044, 40058} {
		f.on(joinWayGet.Path, fail(code))
		if _, err := c.JoinWays.Get(t.Context(), "jw2"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%d: %v", code, err)
		}
	}
	for _, code := range []int{60011, 48002, 40050} {
		f.on(joinWayGet.Path, fail(code))
		if _, err := c.JoinWays.Get(t.Context(), "jw2"); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("%d: %v", code, err)
		}
	}
	for _, odd := range []string{`{"errcode":0}`, `{"errcode":0,"join_way":{}}`, strings.Replace(joinOf, "jw1", "other", 1)} {
		f.on(joinWayGet.Path, ok(odd))
		if w, err := c.JoinWays.Get(t.Context(), "jw1"); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %+v, %v", odd, w, err)
		}
	}
}

// 40058 of an update may be about any value: only a read tells whether the join way is gone.
func TestJoinWayUpdate_refused(t *testing.T) {
	f := newFake(t)
	c := f.client()
	f.on(joinWayUpdate.Path, fail(40058))
	f.on(joinWayGet.Path, ok(joinOf))
	if err := c.JoinWays.Update(t.Context(), &JoinWayRequest{ID: "jw1"}); errors.Is(err, ErrNotFound) || err == nil {
		t.Errorf("%v", err)
	}
	f.on(joinWayGet.Path, fail(40058))
	if err := c.JoinWays.Update(t.Context(), &JoinWayRequest{ID: "jw1"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
	if err := c.JoinWays.Update(t.Context(), &JoinWayRequest{}); err == nil {
		t.Error("an update without id")
	}
}

// WeCom lists no join ways: a lost create is one error, and never a second join way by itself.
func TestJoinWayCreate_lost(t *testing.T) {
	f := newFake(t)
	c := f.client()
	in := &JoinWayRequest{Scene: JoinWayQRCode, ChatIDs: []string{"wr1"}}
	f.on(joinWayAdd.Path, lost, ok(`{"errcode":0,"config_id":"jw1"}`))
	_, err := c.JoinWays.Create(t.Context(), in)
	var unknown *OutcomeUnknownError
	if !errors.As(err, &unknown) || !unknown.Unlisted || !strings.Contains(err.Error(), "to wr1") || len(f.bodies(joinWayAdd.Path)) != 1 {
		t.Errorf("%v after %d calls", err, len(f.bodies(joinWayAdd.Path)))
	}
	if id, err := c.JoinWays.Create(t.Context(), in); id != "jw1" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
	if _, err := c.JoinWays.Create(t.Context(), &JoinWayRequest{}); err == nil {
		t.Error("a join way to no group")
	}
}

// A run that was killed while it waited may have made a join way: the next one says so once and makes none, and what is
// applied after that is meant. A run that ended with that error has said it already.
func TestJoinWayCreate_killed(t *testing.T) {
	in := &JoinWayRequest{Scene: JoinWayQRCode, ChatIDs: []string{"wr1"}}
	f := newFake(t).on(joinWayAdd.Path, ok(`{"errcode":0,"config_id":"jw1"}`))
	dir := t.TempDir()
	f.sendAndDie(dir, "group_join_way", in, nil)
	c := f.run(dir)
	if _, err := c.JoinWays.Create(t.Context(), in); !errors.Is(err, ErrOutcomeUnknown) || len(f.bodies(joinWayAdd.Path)) != 0 {
		t.Errorf("%v after %d calls", err, len(f.bodies(joinWayAdd.Path)))
	}
	c.Journal().Close(t.Context())
	c = f.run(dir)
	if id, err := c.JoinWays.Create(t.Context(), in); id != "jw1" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
	c.Journal().Close(t.Context())
	f.on(joinWayAdd.Path, lost, ok(`{"errcode":0,"config_id":"jw2"}`))
	c = f.run(dir)
	if _, err := c.JoinWays.Create(t.Context(), in); !errors.Is(err, ErrOutcomeUnknown) {
		t.Errorf("%v", err)
	}
	c.Journal().Close(t.Context())
	if id, err := f.run(dir).JoinWays.Create(t.Context(), in); id != "jw2" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
}
