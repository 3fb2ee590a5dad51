// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 48002},
	"oa/meetingroom/add", "oa/meetingroom/list", "oa/meetingroom/edit", "oa/meetingroom/del")

func (c *caller) room(name, body string) reply {
	return c.post(ExampleSecret, "oa/meetingroom/"+name, body)
}

func (c *caller) rooms(filter string) string {
	c.t.Helper()
	r := c.room("list", filter)
	wantCode(c.t, r, 0)
	return asJSON(r["meetingroom_list"])
}

func TestMeetingRoom(t *testing.T) {
	corp := ExampleCorp()
	corp.MeetingRooms = nil
	c := start(t, corp)
	const at = `"city":"深圳","building":"腾讯大厦","floor":"18F"`
	r := c.room("add", `{"name":"18F-会议室","capacity":10,`+at+`,"equipment":[1,2,3],"coordinate":{"latitude":"22.540503","longitude":"113.934528"},`+
		`"range":{"user_list":["wangfang","wuqiang"],"department_list":[1]}}`)
	wantCode(t, r, 0)
	equal(t, "id", r["meetingroom_id"], any(float64(1)))
	const shown = `[{"building":"腾讯大厦","capacity":10,"city":"深圳","coordinate":{"latitude":"22.540503","longitude":"113.934528"},"equipment":[1,2,3],` +
		`"floor":"18F","meetingroom_id":1,"name":"18F-会议室"}]`
	equal(t, "list", c.rooms(`{}`), shown)
	for filter, want := range map[string]string{`{"city":"深圳","building":"腾讯大厦"}`: shown, `{"city":"上海"}`: `[]`, `{"equipment":[5]}`: `[]`, `{"equipment":[3,1]}`: shown} {
		equal(t, filter, c.rooms(filter), want)
	}
	wantCode(t, c.room("list", `{"building":"腾讯大厦"}`), 40058)
	for body, code := range map[string]int{
		`{"capacity":1}`: 40063, `{"name":"","capacity":1}`: 40058, `{"name":"a"}`: 40058, `{"name":"` + strings.Repeat("长", 31) + `","capacity":1}`: 40058, `{"name":"a","capacity":0}`: 40058,
		`{"name":"a","capacity":1,"city":"深圳","building":"x"}`: 40058, `{"name":"a","capacity":1,"equipment":[6]}`: 40058,
		`{"name":"a","capacity":1,"range":{"user_list":["nobody"]}}`: 60111, `{"name":"a","capacity":1,"range":{"department_list":[99]}}`: 60003, `{"name":"a","capacity":1,"range":{}}`: 40058,
		`{"name":"a","capacity":1,"coordinate":{"latitude":"91","longitude":"1"}}`:           40058,
		`{"name":"a","capacity":1,` + at + `,"coordinate":{"latitude":"1","longitude":"1"}}`: 40058,
	} {
		wantCode(t, c.room("add", body), code)
	}
	wantCode(t, c.room("edit", `{"capacity":1}`), 40058)
	wantCode(t, c.room("edit", `{"meetingroom_id":9,"capacity":1}`), 40058)
	wantCode(t, c.room("edit", `{"meetingroom_id":1,"coordinate":{"latitude":"1","longitude":"1"}}`), 40058)
	wantCode(t, c.room("edit", `{"meetingroom_id":1,"city":""}`), 40058)
	wantCode(t, c.room("edit", `{"meetingroom_id":1,"equipment":[],"range":{"user_list":["sunli"]}}`), 0)
	equal(t, "range", asJSON([]any{c.srv.Corp().MeetingRooms[0].Users, c.srv.Corp().MeetingRooms[0].Departments}), `[["sunli"],[]]`)

	// A second room of the building is where the building is, also after it moves there.
	wantCode(t, c.room("add", `{"name":"二","capacity":1,`+at+`}`), 0)
	equal(t, "coordinate", c.srv.Corp().MeetingRooms[1].Latitude, "22.540503")
	wantCode(t, c.room("edit", `{"meetingroom_id":2,"city":"深圳","building":"滨海大厦","floor":"1F","coordinate":{"latitude":"22.5","longitude":"113.9"}}`), 0)
	equal(t, "coordinate", c.srv.Corp().MeetingRooms[1].Latitude, "22.5")
	wantCode(t, c.room("edit", `{"meetingroom_id":2,`+at+`}`), 0)
	equal(t, "coordinate", c.srv.Corp().MeetingRooms[1].Latitude, "22.540503")

	equal(t, "a filter that is empty", c.rooms(`{"city":"","building":"","floor":""}`), c.rooms(`{}`))
	wantCode(t, c.room("del", `{"meetingroom_id":2}`), 0)
	wantCode(t, c.room("del", `{"meetingroom_id":2}`), 40058)
	// An app with a smaller visible range changes the rooms of those whom it sees.
	if err := c.srv.Console().SetMeetingRooms(ExampleSecondApp, true); err != nil {
		t.Fatal(err)
	}
	second := func(body string) reply { return c.post(ExampleSecondSecret, "oa/meetingroom/edit", body) }
	wantCode(t, second(`{"meetingroom_id":1,"capacity":2}`), 0)
	wantCode(t, c.room("edit", `{"meetingroom_id":1,"range":{"user_list":["liuyang"]}}`), 0)
	wantCode(t, second(`{"meetingroom_id":1,"capacity":3}`), 60030)
	wantCode(t, c.post(ExampleSecondSecret, "oa/meetingroom/add", `{"name":"a","capacity":1,"range":{"user_list":["liuyang"]}}`), 60011)
}

func TestMeetingRoom_readings(t *testing.T) {
	c := start(t, ExampleCorp())
	one := func(change func(*Switches)) string {
		c.srv.SetSwitches(change)
		return c.rooms(`{}`)
	}
	for _, tc := range []struct {
		change func(*Switches)
		says   string
		not    string
	}{
		{func(*Switches) {}, `"latitude":"31.230416"`, `range`},
		{func(s *Switches) { s.RoomRange = RoomRangeShown }, ``, `range`},
		{func(s *Switches) { s.RoomRange = RoomRangeEmpty }, `"range":{"department_list":[],"user_list":[]}`, ``},
		{func(s *Switches) { s.RoomRange = RoomRangeRoot }, `"range":{"department_list":[1],"user_list":[]}`, ``},
		{func(s *Switches) { s.RoomCoordinatePadded = true }, `"latitude":"31.23041600"`, ``},
		{func(s *Switches) { s.RoomApprovalShown = true }, `"need_approval":0`, ``},
	} {
		if got := one(tc.change); !strings.Contains(got, tc.says) || tc.not != "" && strings.Contains(got, tc.not) {
			t.Errorf("want %s and not %q, got %s", tc.says, tc.not, got)
		}
	}
	c.srv.SetSwitches(func(s *Switches) { s.RoomSwitches = RoomSwitches{} })
	const nowhere = `"city":"","building":"","floor":""` // what SDKs send
	for refused, code := range map[bool]int{false: 0, true: 40058} {
		c.srv.SetSwitches(func(s *Switches) { s.RoomAddEmptyRefused = refused })
		wantCode(t, c.room("add", `{"name":"空","capacity":2,`+nowhere+`}`), code)
	}
	wantCode(t, c.room("edit", `{"meetingroom_id":1,`+nowhere+`}`), 40058)
	c.srv.SetSwitches(func(s *Switches) { s.RoomEmptyLocation = EmptyIgnored })
	wantCode(t, c.room("edit", `{"meetingroom_id":1,`+nowhere+`}`), 0)
	equal(t, "kept", c.srv.Corp().MeetingRooms[0].City == "", false)
	c.srv.SetSwitches(func(s *Switches) {
		s.RoomSwitches = RoomSwitches{RoomEquipmentKept: true, RoomUnknown: "301039", RoomCoordinateIgnored: true, RoomEmptyRangeClears: true, RoomEmptyLocation: EmptyClears}
	})
	wantCode(t, c.room("edit", `{"meetingroom_id":1,"equipment":[],"coordinate":{"latitude":"1","longitude":"1"},"range":{}}`), 0)
	if got := c.srv.Corp().MeetingRooms[0]; len(got.Equipment) != 2 || got.Latitude != "31.230416" {
		t.Errorf("kept: %+v", got)
	}
	wantCode(t, c.room("edit", `{"meetingroom_id":1,`+nowhere+`}`), 0)
	equal(t, "cleared", c.srv.Corp().MeetingRooms[0].City, "")
	wantCode(t, c.room("del", `{"meetingroom_id":9}`), 301039)
}

var _ = serves(func(s serving) {
	room := fmt.Sprintf(`{"meetingroom_id":%v`, s.call("add room", "oa/meetingroom/add", `{"name":"a","capacity":1}`)["meetingroom_id"])
	s.call("edit room", "oa/meetingroom/edit", room+`,"name":"x"}`)
	s.shows("room", true, func() any { return strings.Contains(s.rooms(`{}`), `"name":"x"`) })
	s.call("delete", "oa/meetingroom/del", room+"}")
})
