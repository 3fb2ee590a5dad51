// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package meetingroom_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const (
	address = "wecom_meeting_room.test"

	tower   = "location = { city = \"深圳\", building = \"腾讯大厦\", floor = \"18F\" }\n"
	towerAt = "coordinate = { latitude = \"22.540503\", longitude = \"113.934528\" }\n"
)

func room(rest string) string {
	return fmt.Sprintf("resource \"wecom_meeting_room\" \"test\" {\n  name     = \"室\"\n  capacity = 10\n%s}\n", rest)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

// refusedInPlan is a step whose plan says why WeCom cannot do it, and which sends nothing.
func refusedInPlan(e *acctest.Env, rest, says string) resource.TestStep {
	return resource.TestStep{PreConfig: e.Forget, Config: e.Config(room(rest)), PlanOnly: true, ExpectError: acctest.Says(says)}
}

// nothingSent is a step that changes nothing and writes nothing.
func nothingSent(e *acctest.Env, rest string) resource.TestStep {
	return resource.TestStep{PreConfig: e.Forget, Config: e.Config(room(rest)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop), Check: e.Sent()}
}

// What WeCom's API cannot take off a room is an error of the plan at its attribute, whatever the list shows.
func TestMeetingRoom_cannotBeEmptied(t *testing.T) {
	for _, reading := range []string{"", emulator.RoomRangeShown, emulator.RoomRangeEmpty, emulator.RoomRangeRoot} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t)
			e.SetSwitches(func(s *emulator.Switches) { s.RoomRange = reading })
			all := tower + "user_ids = [\"zhangsan\"]\n"
			e.Run(
				resource.TestStep{Config: e.Config(room(all))},
				refusedInPlan(e, "user_ids = [\"zhangsan\"]\n", "is at 深圳 / 腾讯大厦 / 18F, and the configuration has no location: WeCom's API can change where a room is, not empty it."),
				refusedInPlan(e, tower, "WeCom's API can change who may use a room, not empty it. For the whole company write department_ids = [1]"),
				refusedInPlan(e, tower+"user_ids = []\n", "WeCom's API can change who may use a room, not empty it."),
				nothingSent(e, all),
				resource.TestStep{Config: e.Config(room(tower + "department_ids = [1]\n")), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
					Check: e.Sent(`meetingroom/edit {"meetingroom_id":1,"range":{"user_list":[],"department_list":[1]}}`)},
				nothingSent(e, tower+"department_ids = [1]\n"),
			)
		})
	}
}

// A coordinate that moves while the building stays is an error of the plan; in a new building it moves along.
func TestMeetingRoom_movedCoordinate(t *testing.T) {
	e := acctest.New(t)
	const moved = "coordinate = { latitude = \"22.541\", longitude = \"113.934528\" }\n"
	e.Run(
		resource.TestStep{Config: e.Config(room(tower + towerAt))},
		refusedInPlan(e, tower+moved, "is at 22.540503, 113.934528, and coordinate says 22.541, 113.934528: WeCom cannot change the coordinate of a building that exists."),
		nothingSent(e, tower+"coordinate = { latitude = \"22.5405030\", longitude = 113.934528 }\n"),
		resource.TestStep{Config: e.Config(room("location = { city = \"深圳\", building = \"滨海大厦\", floor = \"3F\" }\n" + moved)),
			Check: e.Sent(`meetingroom/edit {"meetingroom_id":1,"city":"深圳","building":"滨海大厦","floor":"3F","coordinate":{"latitude":"22.541","longitude":"113.934528"}}`)},
		// Without the line it is that of the building, whichever that is.
		resource.TestStep{Config: e.Config(room(tower)), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: resource.TestCheckNoResourceAttr(address, "coordinate.latitude")},
		nothingSent(e, tower),
	)
}

// A second room in a building has the coordinate of that building, and is no difference without the line.
func TestMeetingRoom_sameBuilding(t *testing.T) {
	for _, padded := range []bool{false, true} {
		t.Run(fmt.Sprint(padded), func(t *testing.T) {
			e := acctest.New(t, func(c *emulator.Corp) {
				c.MeetingRooms = []emulator.MeetingRoom{{ID: 7, Name: "总台", Capacity: 1, City: "深圳", Building: "腾讯大厦", Floor: "1F", Latitude: "22.540503", Longitude: "113.934528"}}
			})
			e.SetSwitches(func(s *emulator.Switches) { s.RoomCoordinatePadded = padded })
			e.Run(
				resource.TestStep{Config: e.Config(room(tower)), Check: resource.TestMatchResourceAttr(address, "coordinate.latitude", regexp.MustCompile(`^22\.540503(00)?$`))},
				nothingSent(e, tower),
				nothingSent(e, tower+towerAt),
				resource.TestStep{PreConfig: func() {
					acctest.Must(t, e.Console().UpdateMeetingRoom(7, func(r *emulator.MeetingRoom) { r.Latitude = "22.6" }))
				}, Config: e.Config(room(tower + towerAt)), PlanOnly: true, ExpectError: acctest.Says("WeCom cannot change the coordinate of a building that exists")},
				resource.TestStep{PreConfig: func() {
					acctest.Must(t, e.Console().UpdateMeetingRoom(7, func(r *emulator.MeetingRoom) { r.Latitude = "22.540503" }))
				}, Config: e.Config(room(tower)), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
			)
		})
	}
}

// A room whose coordinate WeCom ignored says so at once.
func TestMeetingRoom_coordinateIgnored(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.RoomCoordinateIgnored = true })
	e.Run(
		resource.TestStep{Config: e.Config(room(tower + towerAt))},
		resource.TestStep{PreConfig: func() {
			_, err := e.Console().AddMeetingRoom(emulator.MeetingRoom{Name: "别", Capacity: 1, City: "深圳", Building: "滨海大厦", Floor: "1F", Latitude: "22.6", Longitude: "113.9"})
			acctest.Must(t, err)
			e.Forget()
		}, Config: e.Config(room("location = { city = \"深圳\", building = \"滨海大厦\", floor = \"3F\" }\n" + towerAt)),
			ExpectError: acctest.Says(`its building exists and is at 22.6, 113.9, as room "别" (2) shows, while coordinate says 22.540503, 113.934528`)},
		resource.TestStep{PreConfig: func() { acctest.Must(t, e.Console().DeleteMeetingRoom(2)) }, Config: e.Config(room(tower + towerAt)),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
	)
}

// Where WeCom shows the range, a change in the console is taken back; where it does not, what was written is kept.
func TestMeetingRoom_rangeChanged(t *testing.T) {
	for reading, action := range map[string]plancheck.ResourceActionType{"": plancheck.ResourceActionNoop, emulator.RoomRangeShown: plancheck.ResourceActionUpdate} {
		t.Run(reading, func(t *testing.T) {
			e := acctest.New(t)
			e.SetSwitches(func(s *emulator.Switches) { s.RoomRange = reading })
			config := e.Config(room("user_ids = [\"zhangsan\"]\n"))
			e.Run(
				resource.TestStep{Config: config},
				resource.TestStep{PreConfig: func() {
					acctest.Must(t, e.Console().UpdateMeetingRoom(1, func(r *emulator.MeetingRoom) { r.Users = []string{"lisi"} }))
				}, Config: config, ConfigPlanChecks: planned(action), Check: resource.TestCheckResourceAttr(address, "user_ids.#", "1")},
				nothingSent(e, "user_ids = [\"zhangsan\"]\n"),
			)
		})
	}
}

// After an import the range is not known: what is configured is written once; without the lines nothing is.
func TestMeetingRoom_imported(t *testing.T) {
	e := acctest.New(t, func(c *emulator.Corp) {
		c.MeetingRooms = []emulator.MeetingRoom{{ID: 7, Name: "室", Capacity: 10, Users: []string{"lisi"}}}
	})
	block := "import {\n  to = wecom_meeting_room.test\n  id = \"7\"\n}\n"
	e.Run(
		resource.TestStep{Config: e.Config(block + room("")), Check: e.Sent()},
		nothingSent(e, ""),
		resource.TestStep{PreConfig: e.Forget, Config: e.Config(room("user_ids = [\"zhangsan\"]\n")),
			Check: e.Sent(`meetingroom/edit {"meetingroom_id":7,"range":{"user_list":["zhangsan"],"department_list":[]}}`)},
		nothingSent(e, "user_ids = [\"zhangsan\"]\n"),
		resource.TestStep{PreConfig: e.Keep, Config: e.Config("removed {\n  from = wecom_meeting_room.test\n  lifecycle {\n    destroy = false\n  }\n}\n")},
	)
}

// A room that the list leaves out may lie beyond the visible range: the plan says so.
func TestMeetingRoom_outOfSight(t *testing.T) {
	e := acctest.New(t)
	e.SetSwitches(func(s *emulator.Switches) { s.RoomListScoped = true })
	e.InFolder(room("user_ids = [\"lisi\"]\n"), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustApply()
		acctest.Must(t, e.Console().SetVisibleRange(acctest.AppName, nil, []string{"zhangsan"}))
		if output := f.MustPlan(); !acctest.Says("it lies beyond the visible range (可见范围) of the app behind `secret`. In that case it lives on").MatchString(output) {
			t.Error(output)
		}
		acctest.Must(t, e.Console().SetVisibleRange(acctest.AppName, []int64{emulator.RootID}, nil))
		f.MustDestroy()
	})
}
