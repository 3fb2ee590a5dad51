// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// SetMeetingRooms puts the app into 可调用接口的应用 of 会议室 or takes it out.
func (c *Console) SetMeetingRooms(app string, listed bool) error {
	return c.setApp(app, func(a *App) { a.MeetingRooms = listed })
}

// AddMeetingRoom adds a room in the console, and answers its id.
func (c *Console) AddMeetingRoom(r MeetingRoom) (id int64, err error) {
	err = c.edit(func(st *store) (err error) {
		if err := st.knownNodes(r.Users, r.Departments); err != nil {
			return err
		}
		if there := st.neighbour(&r); there != nil && r.Latitude == "" {
			r.Latitude, r.Longitude = there.Latitude, there.Longitude
		}
		if id, err = st.rooms.ConsoleAdd(r); err == nil {
			st.settleBuilding(st.rooms.Get(id))
		}
		return err
	})
	return id, err
}

// UpdateMeetingRoom changes a room in the console; a coordinate is that of all rooms in the building.
func (c *Console) UpdateMeetingRoom(id int64, change func(*MeetingRoom)) error {
	return c.edit(func(st *store) error {
		old, err := st.rooms.Find(id)
		if err != nil {
			return err
		}
		next := core.Copy(*old)
		change(&next)
		if err := st.knownNodes(next.Users, next.Departments); err != nil {
			return err
		}
		if err := st.rooms.ConsoleUpdate(id, change); err != nil {
			return err
		}
		st.settleBuilding(st.rooms.Get(id))
		return nil
	})
}

// DeleteMeetingRoom deletes a room in the console.
func (c *Console) DeleteMeetingRoom(id int64) error {
	return c.edit(func(st *store) error { return st.rooms.ConsoleDelete(id) })
}

// TabMeetingRooms is the tab of meeting rooms.
const TabMeetingRooms = "meeting-rooms"

var roomPart = holding(part{
	routes: roomRoutes,
	operations: []core.Operation{
		op("set_meeting_rooms", (*Console).SetMeetingRooms, "app<name", "on<meeting_rooms 可调用|Allowed").
			In(TabApps, "会议室：可调用接口的应用|May call the meeting room API"),
		op("add_meeting_room", (*Console).AddMeetingRoom, "room").In(TabMeetingRooms, "新建会议室|Add meeting room"),
		op("update_meeting_room", (*Console).UpdateMeetingRoom, "id<meetingroom_id", "change").In(TabMeetingRooms, "编辑|Edit"),
		op("delete_meeting_room", (*Console).DeleteMeetingRoom, "id<meetingroom_id").In(TabMeetingRooms, "删除会议室|Delete meeting room").AsksFirst(),
	},
	tab: &Tab{Key: TabMeetingRooms, Title: "会议室|Meeting rooms"},
	example: func(corp *Corp, _ int64) {
		corp.MeetingRooms = []MeetingRoom{{ID: 1, Name: "1F-接待室", Capacity: 6, City: "上海", Building: "晨星大厦", Floor: "1F", Equipment: []int64{1, 4},
			Latitude: "31.230416", Longitude: "121.473701"}}
	},
}, newRooms, func(st *store) **core.Collection[int64, MeetingRoom] { return &st.rooms }, func(c *Corp) *[]MeetingRoom { return &c.MeetingRooms })
