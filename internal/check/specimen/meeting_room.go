// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// roomBody is a change of the room: what is left out stays.
func roomBody(rest string) string { return `meetingroom/edit {"meetingroom_id":{id},` + rest + `}` }

func roomEdit(change func(*emulator.MeetingRoom)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().UpdateMeetingRoom(n, change)
	}
}

// noApproval is what WeCom says of a room whose bookings need none: nothing, or 0.
var noApproval Is = func(got any) error {
	if got != nil && got != false {
		return fmt.Errorf("%v is neither null nor false", got)
	}
	return nil
}

var (
	tower      = Values{"city": "深圳", "building": "腾讯大厦", "floor": "18F"}
	towerAt    = Values{"latitude": "22.540503", "longitude": "113.934528"}
	pavilion   = Values{"city": "深圳", "building": "滨海大厦", "floor": "3F"}
	pavilionAt = Values{"latitude": "22.523", "longitude": "113.935"}
	roomWrites = []string{"meetingroom/edit"}
)

const inTower = `"city":"深圳","building":"腾讯大厦","floor":"18F"`

var _ = add(Specimen{
	Type: "wecom_meeting_room",
	Corp: threeDepartments,
	Defaults: Values{"id": Any, "location": nil, "equipment": []string{}, "coordinate": nil, "user_ids": nil, "department_ids": nil, "needs_approval": noApproval,
		"deletion_protection": false},
	NotImported: map[string]string{
		"user_ids":       "WeCom shows the range to the system app 会议室 only",
		"department_ids": "the same",
	},
	Minimal: Object{
		Values: Values{"name": "18F-会议室", "capacity": 10},
		Sends:  []string{`meetingroom/add {"name":"18F-会议室","capacity":10}`},
		// The list before tells what was there, that after it what WeCom decides.
		Calls: map[string]int{"list": 2, "add": 1},
	},
	Maximal: Object{
		Values: Values{"name": strings.Repeat("室", 30), "capacity": 100, "location": tower, "coordinate": towerAt, "equipment": []string{"video", "tv", "phone"},
			"user_ids": []string{"zhangsan", "lisi"}, "department_ids": []int64{3, 2}, "deletion_protection": false},
		Sends: []string{fmt.Sprintf(`meetingroom/add {"name":%q,"capacity":100,`, strings.Repeat("室", 30)) + inTower + `,"equipment":[1,2,5],` +
			`"coordinate":{"latitude":"22.540503","longitude":"113.934528"},"range":{"user_list":["lisi","zhangsan"],"department_list":[2,3]}}`},
	},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "大会议室 & <1>"}, Sends: []string{roomBody(`"name":"大会议室 & <1>"`)}, Calls: map[string]int{"list": 1, "edit": 1}},
		{Name: "capacity", To: Values{"capacity": 11}, Sends: []string{roomBody(`"capacity":11`)}},
		{Name: "location", To: Values{"location": tower}, Sends: []string{roomBody(inTower)}},
		{Name: "another floor", From: Values{"location": tower, "coordinate": towerAt}, To: Values{"location": over(tower, Values{"floor": "19F"})},
			Sends: []string{roomBody(`"city":"深圳","building":"腾讯大厦","floor":"19F"`)}},
		{Name: "another building", From: Values{"location": tower, "coordinate": towerAt}, To: Values{"location": pavilion, "coordinate": pavilionAt},
			Sends: []string{roomBody(`"city":"深圳","building":"滨海大厦","floor":"3F","coordinate":{"latitude":"22.523","longitude":"113.935"}`)}},
		{Name: "coordinate", From: Values{"location": tower}, To: Values{"coordinate": towerAt},
			Sends: []string{roomBody(`"coordinate":{"latitude":"22.540503","longitude":"113.934528"}`)}},
		{Name: "equipment", To: Values{"equipment": []string{"whiteboard", "projector"}}, Sends: []string{roomBody(`"equipment":[3,4]`)}},
		{Name: "order of equipment", From: Values{"equipment": []string{"tv", "phone"}}, To: Values{"equipment": []string{"phone", "tv"}}, Silent: true},
		{Name: "user_ids", To: Values{"user_ids": []string{"zhangsan"}}, Sends: []string{roomBody(`"range":{"user_list":["zhangsan"],"department_list":[]}`)}},
		{Name: "department_ids", From: Values{"user_ids": []string{"zhangsan"}}, To: Values{"department_ids": []int64{2}},
			Sends: []string{roomBody(`"range":{"user_list":["zhangsan"],"department_list":[2]}`)}},
		{Name: "case of a userid", From: Values{"user_ids": []string{"zhangsan"}}, To: Values{"user_ids": []string{"ZhangSan"}}, State: Values{"user_ids": []string{"zhangsan"}}, Silent: true},
		{Name: "everything", To: Values{"name": "二", "capacity": 2, "location": tower, "coordinate": towerAt, "equipment": []string{"tv"}, "department_ids": []int64{1}},
			Sends: []string{roomBody(`"name":"二","capacity":2,` + inTower + `,"equipment":[1],"coordinate":{"latitude":"22.540503","longitude":"113.934528"},` +
				`"range":{"user_list":[],"department_list":[1]}`)}},
	},
	Unset: []Unset{
		{Name: "equipment", From: Values{"equipment": []string{"tv"}}, Remove: []string{"equipment"}, Sends: []string{roomBody(`"equipment":[]`)}},
		{Name: "equipment that stays", From: Values{"equipment": []string{"tv"}}, Remove: []string{"equipment"},
			Switches: func(s *emulator.Switches) { s.RoomEquipmentKept = true }, Refused: "WeCom accepted the empty equipment of meeting room \"18F-会议室\" ({id}) and kept tv."},
		{Name: "coordinate", From: Values{"location": tower, "coordinate": towerAt}, Remove: []string{"coordinate"}, State: Values{"coordinate": towerAt}, Silent: true,
			Ignored: roomEdit(func(r *emulator.MeetingRoom) { r.Latitude = "22.5" })},
		{Name: "user_ids of two", From: Values{"user_ids": []string{"lisi"}, "department_ids": []int64{2}}, Remove: []string{"user_ids"},
			Sends: []string{roomBody(`"range":{"user_list":[],"department_list":[2]}`)}},
		{Name: "the root department", From: Values{"department_ids": []int64{1}}, Remove: []string{"department_ids"}, Sends: []string{}},
	},
	Drift: []Drift{
		{Name: "name", Edit: roomEdit(func(r *emulator.MeetingRoom) { r.Name = "改" }), Sends: roomWrites},
		{Name: "capacity", Edit: roomEdit(func(r *emulator.MeetingRoom) { r.Capacity = 1 }), Sends: []string{roomBody(`"capacity":100`)}},
		{Name: "equipment", Edit: roomEdit(func(r *emulator.MeetingRoom) { r.Equipment = []int64{4} }), Sends: []string{roomBody(`"equipment":[1,2,5]`)}},
		{Name: "no equipment", Edit: roomEdit(func(r *emulator.MeetingRoom) { r.Equipment = nil }), Sends: []string{roomBody(`"equipment":[1,2,5]`)}},
		{Name: "floor", Edit: roomEdit(func(r *emulator.MeetingRoom) { r.Floor = "1F" }), Sends: []string{roomBody(inTower)}},
		{Name: "building", Edit: roomEdit(func(r *emulator.MeetingRoom) { r.Building = "滨海大厦" }),
			Sends: []string{roomBody(inTower + `,"coordinate":{"latitude":"22.540503","longitude":"113.934528"}`)}},
	},
	Invalid: []Invalid{
		{"31 characters", Values{"name": strings.Repeat("室", 31)}, "name has 31 characters; WeCom allows 30", "name"},
		{"empty name", Values{"name": ""}, "name is empty; it needs at least one character", "name"},
		{"no seats", Values{"capacity": 0}, "must be between 1 and 2147483647", "capacity"},
		{"half a seat", Values{"capacity": 1.5}, "capacity is 1.5, which is no whole number", "capacity"},
		{"a city and no floor", Values{"location": Values{"city": "深圳", "building": "腾讯大厦"}},
			"location names city and building and no floor: WeCom takes city, building and floor together, or none of them.", "location"},
		{"a city alone", Values{"location": Values{"city": "深圳"}}, "location names city and no building and floor: WeCom takes", "location"},
		{"location of nothing", Values{"location": Values{}}, "location has no city and building and floor: WeCom takes", "location"},
		{"empty floor", Values{"location": over(tower, Values{"floor": ""})}, "location.floor is empty", "location"},
		{"unknown equipment", Values{"equipment": []string{"beamer"}}, `equipment has "beamer"; it must be "tv", "phone", "projector", "whiteboard" or "video"`, "equipment"},
		{"equipment by number", Values{"equipment": []string{"1"}}, `equipment has "1"; WeCom's 1 is "tv" here, so write that.`, "equipment"},
		{"coordinate without location", Values{"coordinate": towerAt}, "coordinate is given and location is not: it is the position of a building.", "coordinate"},
		{"half a coordinate", Values{"location": tower, "coordinate": Values{"latitude": "1"}}, "coordinate needs both latitude and longitude.", "coordinate"},
		{"too far north", Values{"location": tower, "coordinate": over(towerAt, Values{"latitude": "90.1"})}, "coordinate.latitude is 90.1; it lies between -90 and 90.", "coordinate"},
		{"minutes and seconds", Values{"location": tower, "coordinate": over(towerAt, Values{"longitude": "113°56'04\""})}, "write decimal degrees, such as 22.540503.", "coordinate"},
		{"1001 members", Values{"user_ids": manyUsers(1001)}, "at most 1000 elements, got: 1001", "user_ids"},
		{"a name for a userid", Values{"user_ids": []string{"张三"}}, `"张三" is no userid`, "user_ids"},
		{"department 0", Values{"department_ids": []int64{0}}, "department_ids has 0; each number must be 1 to 4294967295.", "department_ids"},
		{"own approval", Values{"needs_approval": true}, "Invalid Configuration for Read-Only Attribute", "needs_approval"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].MeetingRooms = false }, Says: []string{"errcode 48002", "应用管理 → 会议室 → 可调用接口的应用"}},
		{Name: "a member of nobody", Values: Values{"user_ids": []string{"nobody"}}, Says: []string{"errcode 60111", "Correct user_ids (nobody) and department_ids ()"}},
		{Name: "a department of nothing", Values: Values{"department_ids": []int64{99}}, Says: []string{"Correct user_ids () and department_ids (99)"}},
		{Name: "coordinate of a building that is elsewhere", Values: Values{"location": tower, "coordinate": pavilionAt}, Corp: func(c *emulator.Corp) {
			c.MeetingRooms = []emulator.MeetingRoom{{ID: 7, Name: "总台", Capacity: 1, City: "深圳", Building: "腾讯大厦", Floor: "1F", Latitude: "22.540503", Longitude: "113.934528"}}
		}, Says: []string{`its building exists and is at 22.540503, 113.934528, as room "总台" (7) shows, while coordinate says 22.523, 113.935`, "Nothing was sent"}},
		{Name: "refused", Fault: &emulator.Fault{Path: "meetingroom/add", Kind: emulator.FaultError, Code: 40058}, Says: []string{"errcode 40058", "Check the limits"}},
	},
	Partial: []Partial{
		{
			Name: "reading back", Warned: true, Says: "created but not read back", Sends: []string{"meetingroom/add"}, Finishes: []string{},
			Faults: []emulator.Fault{{Path: "meetingroom/list", Skip: 1, Kind: emulator.FaultServerError, Times: 20}},
		},
		{
			Name: "beyond the visible range", From: Values{}, To: Values{"name": "二"}, Says: "Widen the app's visible range (可见范围) to all who may use the room",
			Faults: []emulator.Fault{{Path: "meetingroom/edit", Kind: emulator.FaultError, Code: 60030}}, Sends: roomWrites, Finishes: roomWrites,
		},
	},
	WrongIDs: map[string]string{"x": "The data source wecom_meeting_rooms lists the ids of all rooms.", "99": "WeCom's list has no such room: it was deleted, or it lies beyond the visible range"},
	Loss: Loss{Destroy: `Bookings of meeting room "18F-会议室" ({id}) will be lost Destroying meeting room "18F-会议室" ({id}) destroys its bookings. ` +
		`What becomes of meetings that are booked in it is not documented: take their room for lost once this plan is applied.`},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, r := range c.MeetingRooms {
			id := strconv.FormatInt(r.ID, 10)
			r.ID = 0
			out[id] = r
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return err
		}
		return e.Console().DeleteMeetingRoom(n)
	},
	Calls:    Calls{Create: "meetingroom/add", Update: "meetingroom/edit", Delete: "meetingroom/del", Reads: []string{"meetingroom/list"}},
	Looks:    []string{"meetingroom/list"},
	Families: []string{"meeting_room"},
	Lag:      3, LagUpdates: true,
	Many:    func(i int) Values { return Values{"name": fmt.Sprint("室", i), "capacity": i + 1} },
	Refresh: func(int) int { return 2 },
	Hostile: acctest.Hostile{ID: "1", Config: `{"name":"n","capacity":1,"location":{"city":"c","building":"b","floor":"f"},"equipment":["tv"],"deletion_protection":false}`, Answers: []string{
		hostileRoom, `{"errcode":0,"meetingroom_list":[]}`, `{"errcode":0}`, `<html>` + acctest.AnswerEnd + hostileRoom,
		`{"errcode":0,"meetingroom_list":[{"name":"n"}]}`, `{"errcode":0,"meetingroom_id":1,"meetingroom_list":{"meetingroom_id":"1","name":7,"capacity":"x"}}`,
		`{"errcode":0,"meetingroom_list":[{"meetingroom_id":1,"name":"n","capacity":-1,"equipment":[9,0,9],"coordinate":{"latitude":22.5,"longitude":null},"range":[],"need_approval":2}]}`,
		`{"errcode":40058,"errmsg":"x"}`, `{"errcode":60030,"errmsg":"x"}`,
	}},
})

const hostileRoom = `{"errcode":0,"meetingroom_id":1,"meetingroom_list":[{"meetingroom_id":1,"name":"n","capacity":1,"city":"c","building":"b","floor":"f","equipment":[2,1],` +
	`"coordinate":{"latitude":"22.540503","longitude":"113.934528"},"need_approval":1,"range":{"user_list":["b","a"],"department_list":[1]}}]}`
