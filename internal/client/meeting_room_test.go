// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

func init() { methods = append(methods, roomMethods...) }

const roomsShown = `{"errcode":0,"errmsg":"ok","meetingroom_list":[
 {"meetingroom_id":1,"name":"18F-会议室","capacity":10,"city":"深圳","building":"腾讯大厦","floor":"18F","equipment":[3,1,2],
  "coordinate":{"latitude":"22.540503","longitude":"113.934528"},"need_approval":1},
 {"meetingroom_id":2,"name":"19F-会议室","capacity":20,"city":"深圳","building":"腾讯大厦","floor":"19F","equipment":[2,3],
  "coordinate":{"latitude":"22.540503","longitude":"113.934528"},"range":{"user_list":["zhangsan","lisi"],"department_list":[1]}}]}`

var roomMethods = []method{
	{
		name: "MeetingRooms.Get", path: roomList.Path, reply: roomsShown, want: `POST ` + roomList.Path + ` {}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.MeetingRooms.Get(ctx, 2) },
		value: &MeetingRoom{ID: 2, Name: "19F-会议室", Capacity: 20, City: "深圳", Building: "腾讯大厦", Floor: "19F", Equipment: []int64{2, 3},
			Coordinate: &RoomCoordinate{"22.540503", "113.934528"}, Range: &RoomRange{[]string{"lisi", "zhangsan"}, []int64{1}}},
	},
	{
		name: "MeetingRooms.List", path: roomList.Path, reply: roomsShown, want: `POST ` + roomList.Path + ` {}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			all, err := c.MeetingRooms.List(ctx)
			return len(all), err
		},
		value: 2,
	},
	{
		name: "MeetingRooms.Create", path: roomAdd.Path, reply: `{"errcode":0,"errmsg":"ok","meetingroom_id":1}`,
		want: `POST ` + roomAdd.Path + ` {"name":"室","capacity":10}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return c.MeetingRooms.Create(ctx, &MeetingRoomRequest{Name: ptr("室"), Capacity: ptr(int64(10))}, nil)
		},
		value: int64(1),
	},
	{
		name: "MeetingRooms.Update", path: roomEdit.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + roomEdit.Path + ` {"meetingroom_id":1,"equipment":[],"range":{"user_list":[],"department_list":[1]}}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.MeetingRooms.Update(ctx, &MeetingRoomRequest{ID: 1, Equipment: []int64{}, Range: &RoomRange{UserIDs: []string{}, DepartmentIDs: []int64{1}}})
		},
	},
	{
		name: "MeetingRooms.Delete", path: roomDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + roomDelete.Path + ` {"meetingroom_id":1}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.MeetingRooms.Delete(ctx, 1) },
	},
}

func roomRows(rows ...string) answer {
	return ok(`{"errcode":0,"meetingroom_list":[` + strings.Join(rows, ",") + `]}`)
}

func roomRow(id int, name string) string {
	return fmt.Sprintf(`{"meetingroom_id":%d,"name":%q,"capacity":10}`, id, name)
}

// A lost create is looked for: the room that is as what was sent, and was not there before.
func TestMeetingRoom_lostCreate(t *testing.T) {
	old := roomRow(1, "室")
	for name, tc := range map[string]struct {
		after answer
		id    int64
		sent  int
		err   error
	}{
		"made":        {roomRows(old, roomRow(2, "室")), 2, 1, nil},
		"not made":    {roomRows(old), 9, 2, nil},
		"another one": {roomRows(old, roomRow(2, "厅")), 9, 2, nil},
		"two of them": {roomRows(old, roomRow(2, "室"), roomRow(3, "室")), 0, 1, ErrOutcomeUnknown},
		"refused":     {fail(48002), 0, 1, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(roomAdd.Path, lost, ok(`{"errcode":0,"meetingroom_id":9}`)).on(roomList.Path, tc.after)
			id, err := f.client().MeetingRooms.Create(t.Context(), &MeetingRoomRequest{Name: ptr("室"), Capacity: ptr(int64(10))}, []MeetingRoom{{ID: 1, Name: "室", Capacity: 10}})
			if id != tc.id || !errors.Is(err, tc.err) {
				t.Errorf("got %d, %v; want %d, %v", id, err, tc.id, tc.err)
			}
			if n := len(f.bodies(roomAdd.Path)); n != tc.sent {
				t.Errorf("sent %d creates, want %d", n, tc.sent)
			}
		})
	}
	if _, err := newFake(t).client().MeetingRooms.Create(t.Context(), &MeetingRoomRequest{Name: ptr("x")}, nil); err == nil {
		t.Error("a room without seats was sent")
	}
}

// Which code an unknown id is refused with is not documented: the list tells. A room beyond the visible range is none
// that is gone.
func TestMeetingRoom_gone(t *testing.T) {
	for code, there := range map[int]bool{40058: false, 40035: false, 301039: false, 60030: false, 48002: false, 60111: true} {
		rows := roomRows()
		if there {
			rows = roomRows(roomRow(1, "室"))
		}
		f := newFake(t).on(roomEdit.Path, fail(code)).on(roomDelete.Path, fail(code)).on(roomList.Path, rows)
		gone := !there && code != 60030 && code != 48002
		if err := f.client().MeetingRooms.Update(t.Context(), &MeetingRoomRequest{ID: 1}); errors.Is(err, ErrNotFound) != gone || err == nil {
			t.Errorf("update refused with %d: %v", code, err)
		}
		if err := f.client().MeetingRooms.Delete(t.Context(), 1); errors.Is(err, ErrNotFound) != gone || err == nil {
			t.Errorf("delete refused with %d: %v", code, err)
		}
	}
	f := newFake(t).on(roomDelete.Path, lost, fail(40058)).on(roomList.Path, roomRows())
	if err := f.client().MeetingRooms.Delete(t.Context(), 1); err != nil {
		t.Errorf("gone when a lost delete is repeated: %v", err)
	}
}

// A hundred rooms are read with one call, and one that was just made is asked for again when the list lags.
func TestMeetingRoom_reads(t *testing.T) {
	var rows []string
	for i := range 100 {
		rows = append(rows, roomRow(i+1, "室"))
	}
	f := newFake(t).on(roomList.Path, roomRows(rows...))
	c := f.client()
	for i := range 100 {
		if _, err := c.MeetingRooms.Get(t.Context(), int64(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(f.bodies(roomList.Path)); n != 1 {
		t.Errorf("%d lists for a hundred rooms", n)
	}
	f = newFake(t).on(roomAdd.Path, ok(`{"errcode":0,"meetingroom_id":9}`)).on(roomList.Path, roomRows(), roomRows(), roomRows(roomRow(9, "室")))
	c = f.client()
	if _, err := c.MeetingRooms.Create(t.Context(), &MeetingRoomRequest{Name: ptr("室"), Capacity: ptr(int64(10))}, nil); err != nil {
		t.Fatal(err)
	}
	if got, err := c.MeetingRooms.Get(t.Context(), 9); err != nil || got.ID != 9 {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := c.MeetingRooms.Get(t.Context(), 10); !core.IsMissing(err) {
		t.Errorf("what nobody made: %v", err)
	}
}
