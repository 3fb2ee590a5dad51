// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// MeetingRoom is a meeting room (会议室, page 93619). In a seed, an id that is left out is made up.
type MeetingRoom struct {
	ID       int64  `json:"meetingroom_id"`
	Name     string `json:"name" form:"会议室名称|Name"`
	Capacity int64  `json:"capacity" form:"可容纳人数|Seats" preset:"10"`
	City     string `json:"city,omitempty" form:"城市|City"`
	Building string `json:"building,omitempty" form:"楼|Building"`
	Floor    string `json:"floor,omitempty" form:"层|Floor"`
	// Equipment: 1 TV, 2 telephone, 3 projector, 4 whiteboard, 5 video.
	Equipment []int64 `json:"equipment,omitempty"`
	// Latitude and Longitude are those of the building, the same in all of its rooms.
	Latitude     string `json:"latitude,omitempty" form:"纬度|Latitude"`
	Longitude    string `json:"longitude,omitempty" form:"经度|Longitude"`
	NeedApproval bool   `json:"need_approval,omitempty" form:"预定审批|Bookings need approval"`
	// Users and Departments are who may use it; both empty: the whole company.
	Users       []string `json:"users,omitempty" form:"可使用成员|Members who may use it" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"可使用部门|Departments that may use it"`
}

const (
	familyRoom = "meeting_room"
	roomPage   = 93619

	maxRoomChars = 30
	maxRoomNodes = 1000
)

func newRooms(st *store) *core.Collection[int64, MeetingRoom] {
	return core.NewCollection(&st.Store, core.Rules[int64, MeetingRoom]{
		Created: func(*MeetingRoom) int64 { return 0 }, // lists are in the order in which rooms were made
		Noun:    "meeting room", Key: func(r *MeetingRoom) *int64 { return &r.ID }, Name: func(r *MeetingRoom) string { return r.Name }, Check: st.checkRoom,
		Fresh: func(taken func(int64) bool) int64 {
			next := int64(1)
			for taken(next) {
				next++
			}
			return next
		},
		None: func(int64, bool) error {
			if code, err := strconv.Atoi(st.sw.RoomUnknown); err == nil {
				return core.Fail(code)
			}
			return core.BadParameter("meetingroom_id")
		},
		Taken:   func() error { return core.BadParameter("meetingroom_id") },
		Missing: func() error { return st.emptyParameter("meetingroom_id") },
		Foreign: func(r *MeetingRoom, app *App) error {
			if !st.coversRoom(r, app) {
				return core.Fail(60030)
			}
			return nil
		},
	})
}

func roomRoutes() []core.Route {
	row := func(name string, write bool, handle core.Handler, empty ...string) core.Route {
		return core.Route{Method: "POST", Path: "oa/meetingroom/" + name, Page: roomPage, Family: familyRoom, By: core.ByRoomApp, Write: write, Empty: empty, Handle: handle}
	}
	return []core.Route{
		row("add", true, post(addRoom)),
		row("list", false, post(listRooms), "meetingroom_list"),
		row("edit", true, post(editRoom)),
		row("del", true, post(deleteRoom)),
	}
}

// checkRoom is what every stored room obeys.
func (st *store) checkRoom(r *MeetingRoom) error {
	located := r.City != ""
	switch n := core.Chars(r.Name); {
	case n == 0:
		return st.emptyParameter("name")
	case n > maxRoomChars:
		return core.TooLong("name", maxRoomChars)
	case r.Capacity < 1:
		return core.BadParameter("capacity")
	case (r.Building != "") != located || (r.Floor != "") != located:
		return core.BadParameter("building")
	case (r.Latitude != "") != (r.Longitude != ""):
		return core.BadParameter("coordinate")
	case slices.ContainsFunc(r.Equipment, func(n int64) bool { return n < 1 || n > 5 }):
		return core.BadParameter("equipment")
	case len(r.Users) > maxRoomNodes || len(r.Departments) > maxRoomNodes:
		return tooManyNodes("range", maxRoomNodes)
	}
	return nil
}

// coversRoom says whether the visible range of the app covers those who may use a room. Assumed: a room of the whole
// company lies in every range.
func (st *store) coversRoom(r *MeetingRoom, app *App) bool {
	sc := st.scopeOf(app)
	users, departments := st.living(r.Users, r.Departments)
	return !slices.ContainsFunc(users, func(id string) bool { return !sc.member(st.member(id)) }) &&
		!slices.ContainsFunc(departments, func(id int64) bool { return !sc.department(id) })
}

// roomNodes checks who a call says may use a room.
func (st *store) roomNodes(r *MeetingRoom, app *App) error {
	sc := st.scopeOf(app)
	for _, id := range r.Users {
		m := st.member(id)
		switch {
		case m == nil:
			return unknownMember(id)
		case !sc.member(m):
			return core.Fail(60011)
		}
	}
	for _, id := range r.Departments {
		switch {
		case !st.departments.Has(id):
			return st.unknownDepartment()
		case !sc.department(id):
			return core.Fail(60011)
		}
	}
	return nil
}

// neighbour is another room of the same building; nil is none: the building comes into being with this room.
func (st *store) neighbour(r *MeetingRoom) *MeetingRoom {
	return st.rooms.Some(func(o *MeetingRoom) bool {
		return o.ID != r.ID && r.City != "" && o.City == r.City && o.Building == r.Building
	})
}

type wireRoom struct {
	ID         *int64   `json:"meetingroom_id"` // not in add
	Name       *string  `json:"name"`
	Capacity   *int64   `json:"capacity"`
	City       *string  `json:"city"`
	Building   *string  `json:"building"`
	Floor      *string  `json:"floor"`
	Equipment  *[]int64 `json:"equipment"`
	Coordinate *struct {
		Latitude  *string `json:"latitude"`
		Longitude *string `json:"longitude"`
	} `json:"coordinate"`
	Range *wireRange `json:"range"`
}

// applyRoom lays what was sent over a room; old is the one before, nil for a new one.
func (st *store) applyRoom(r *MeetingRoom, in *wireRoom, old *MeetingRoom, app *App) error {
	if given := in.City != nil; (in.Building != nil) != given || (in.Floor != nil) != given {
		return core.BadParameter("building") // "given together"
	}
	if in.City != nil && text(in.City)+text(in.Building)+text(in.Floor) == "" && (old == nil && !st.sw.RoomAddEmptyRefused || old != nil && st.sw.RoomEmptyLocation == EmptyIgnored) {
		in.City, in.Building, in.Floor = nil, nil, nil // SDKs send ""; a new room has none to take off
	}
	if in.City != nil && text(in.City) == "" && st.sw.RoomEmptyLocation != EmptyClears {
		return st.emptyParameter("city")
	}
	core.Lay(&r.Name, in.Name)
	core.Lay(&r.Capacity, in.Capacity)
	core.Lay(&r.City, in.City)
	core.Lay(&r.Building, in.Building)
	core.Lay(&r.Floor, in.Floor)
	if in.Equipment != nil && (len(*in.Equipment) > 0 || !st.sw.RoomEquipmentKept) {
		r.Equipment = core.Distinct(*in.Equipment)
	}
	if in.Range != nil {
		if len(in.Range.UserList)+len(in.Range.DepartmentList) == 0 && !st.sw.RoomEmptyRangeClears {
			return st.emptyParameter("range")
		}
		r.Users, r.Departments = st.canonical(in.Range.UserList), core.Distinct(in.Range.DepartmentList)
		if err := st.roomNodes(r, app); err != nil {
			return err
		}
	}
	if err := st.placeRoom(r, in, old); err != nil {
		return err
	}
	return st.checkRoom(r)
}

// placeRoom gives a room the coordinate of its building, which only the first room of the building sets.
func (st *store) placeRoom(r *MeetingRoom, in *wireRoom, old *MeetingRoom) error {
	there := st.neighbour(r)
	moved := old == nil || old.City != r.City || old.Building != r.Building
	if there == nil && !moved {
		there = old
	}
	switch {
	case there != nil:
		r.Latitude, r.Longitude = there.Latitude, there.Longitude
	case moved:
		r.Latitude, r.Longitude = "", ""
	}
	if in.Coordinate == nil {
		return nil
	}
	latitude, longitude := text(in.Coordinate.Latitude), text(in.Coordinate.Longitude)
	for value, most := range map[string]float64{latitude: 90, longitude: 180} {
		if n, err := strconv.ParseFloat(value, 64); err != nil || n < -most || n > most {
			return core.BadParameter("coordinate")
		}
	}
	switch {
	case there == nil || there.Latitude == "" || there.Latitude == latitude && there.Longitude == longitude: // assumed: a building without one gets it
		r.Latitude, r.Longitude = latitude, longitude
	case !st.sw.RoomCoordinateIgnored:
		return core.BadParameter("coordinate")
	}
	return nil
}

// settleBuilding gives all rooms of a building the coordinate of one of them.
func (st *store) settleBuilding(of *MeetingRoom) {
	for r := range st.rooms.All() {
		if of.City != "" && r.City == of.City && r.Building == of.Building {
			r.Latitude, r.Longitude = of.Latitude, of.Longitude
		}
	}
}

func addRoom(c *call, in *wireRoom) (any, error) {
	st := c.store
	switch {
	case in.ID != nil:
		c.Report("meetingroom_id: unknown key")
	case in.Name == nil:
		return nil, st.missingName("name")
	case in.Capacity == nil:
		return nil, st.emptyParameter("capacity")
	}
	var r MeetingRoom
	if err := st.applyRoom(&r, in, nil, c.App); err != nil {
		return nil, err
	}
	made, err := st.rooms.Add(r)
	if err != nil {
		return nil, err
	}
	st.settleBuilding(made)
	return map[string]int64{"meetingroom_id": made.ID}, nil
}

func editRoom(c *call, in *wireRoom) (any, error) {
	st := c.store
	old, err := st.rooms.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	r := core.Copy(*old)
	if err := st.applyRoom(&r, in, old, c.App); err != nil {
		return nil, err
	}
	if err := st.rooms.Replace(old, r); err != nil {
		return nil, err
	}
	st.settleBuilding(&r)
	return nil, nil
}

type wireRoomID struct {
	ID *int64 `json:"meetingroom_id"`
}

func deleteRoom(c *call, in *wireRoomID) (any, error) {
	return nil, c.store.rooms.DeleteOwn(in.ID, c.App)
}

type wireRoomFilter struct {
	City      *string `json:"city"`
	Building  *string `json:"building"`
	Floor     *string `json:"floor"`
	Equipment []int64 `json:"equipment"`
}

func listRooms(c *call, in *wireRoomFilter) (any, error) {
	st := c.store
	if in.Building != nil && in.City == nil || in.Floor != nil && in.Building == nil {
		return nil, core.BadParameter("building")
	}
	like := func(want *string, is string) bool { return text(want) == "" || *want == is } // SDKs send ""
	rows, out := []*core.Object{}, &core.Object{}
	for _, r := range st.rooms.List(func(r *MeetingRoom) bool {
		return like(in.City, r.City) && like(in.Building, r.Building) && like(in.Floor, r.Floor) && (!st.sw.RoomListScoped || st.coversRoom(r, c.App)) &&
			!slices.ContainsFunc(in.Equipment, func(n int64) bool { return !slices.Contains(r.Equipment, n) })
	}) {
		rows = append(rows, st.wireRoom(r))
	}
	core.PutList(out, &st.Store, "meetingroom_list", rows, EmptyShown)
	return out, nil
}

func (st *store) wireRoom(r *MeetingRoom) *core.Object {
	out := &core.Object{}
	out.Put("meetingroom_id", r.ID)
	out.Put("name", r.Name)
	out.Put("capacity", r.Capacity)
	out.PutText("city", r.City, st.sw.RoomNoLocation)
	out.PutText("building", r.Building, st.sw.RoomNoLocation)
	out.PutText("floor", r.Floor, st.sw.RoomNoLocation)
	core.PutList(out, &st.Store, "equipment", r.Equipment, st.sw.RoomNoEquipment)
	if r.Latitude != "" {
		form := func(s string) string {
			if n, err := strconv.ParseFloat(s, 64); err == nil && st.sw.RoomCoordinatePadded {
				return strconv.FormatFloat(n, 'f', 8, 64)
			}
			return s
		}
		out.Put("coordinate", map[string]string{"latitude": form(r.Latitude), "longitude": form(r.Longitude)})
	}
	switch {
	case r.NeedApproval:
		out.Put("need_approval", 1)
	case st.sw.RoomApprovalShown:
		out.Put("need_approval", 0)
	}
	if st.sw.RoomRange == "" {
		return out
	}
	users, departments := st.living(r.Users, r.Departments)
	if len(users)+len(departments) == 0 {
		switch st.sw.RoomRange {
		case RoomRangeShown:
			return out
		case RoomRangeRoot:
			departments = []int64{RootID}
		}
	}
	within := &core.Object{}
	core.PutList(within, &st.Store, "user_list", users, EmptyShown)
	core.PutList(within, &st.Store, "department_list", departments, EmptyShown)
	out.Put("range", within)
	return out
}

// Readings of RoomSwitches.RoomRange.
const (
	// RoomRangeShown shows the range; that of a room of the whole company is absent.
	RoomRangeShown = "shown"
	// RoomRangeEmpty shows such a room with empty lists, RoomRangeRoot with the root department.
	RoomRangeEmpty = "empty"
	RoomRangeRoot  = "root"
)

// RoomSwitches are the switches of meeting-room.md. Its Unknowns have no numbers; they are counted from the top of the
// table. For Unknown 3, rooms of one name, there is none: they are allowed; for 5 see ReadLag. They are part of
// Switches.
type RoomSwitches struct {
	// RoomRange is what list shows of the range: "" nothing, as to self-built apps; RoomRangeShown, RoomRangeEmpty,
	// RoomRangeRoot, as to the system app 会议室. Page, "Read/write asymmetries".
	RoomRange string `json:"room_range" readings:"shown,empty,root"`
	// RoomEmptyRangeClears: a range of empty lists lets in the whole company; otherwise it is refused as empty. Unknown 1.
	RoomEmptyRangeClears bool `json:"room_empty_range_clears"`
	// RoomEquipmentKept: equipment [] in edit keeps what there is; otherwise it clears it. Unknown 2.
	RoomEquipmentKept bool `json:"room_equipment_kept"`
	// RoomUnknown is the code of an id that no room has: "" 40058, "40035", "301039". Unknown 4.
	RoomUnknown string `json:"room_unknown" readings:"40035,301039" default:"40058"`
	// RoomEmptyLocation is what city, building and floor "" do in edit: "" are refused as empty, EmptyClears take the
	// location off, EmptyIgnored count as left out. Page, "Clearing".
	RoomEmptyLocation string `json:"room_empty_location" readings:"cleared,ignored"`
	// RoomAddEmptyRefused: city, building and floor "" are refused as empty in add; otherwise they count as left out,
	// which is what SDKs rely on. Page, add.
	RoomAddEmptyRefused bool `json:"room_add_empty_refused"`
	// RoomCoordinateIgnored: another coordinate for a building that has one is accepted without effect; otherwise
	// 40058. Page, "Immutable on update".
	RoomCoordinateIgnored bool `json:"room_coordinate_ignored"`
	// RoomCoordinatePadded: coordinates come back with eight decimals; otherwise as sent. Page, "Read/write
	// asymmetries".
	RoomCoordinatePadded bool `json:"room_coordinate_padded"`
	// RoomNoEquipment is how a room without equipment reads: "" shows [], EmptyAbsent, EmptyNull. Page, "Read/write
	// asymmetries".
	RoomNoEquipment string `json:"room_no_equipment" readings:"absent,null"`
	// RoomNoLocation is how a room without location reads: "" shows "", EmptyAbsent, EmptyNull. The page is silent.
	RoomNoLocation string `json:"room_no_location" readings:"absent,null"`
	// RoomApprovalShown: need_approval 0 is shown; otherwise it is absent, as in the second sample. Page, list.
	RoomApprovalShown bool `json:"room_approval_shown"`
	// RoomListScoped: list leaves out rooms beyond the visible range of the app; otherwise only their changes are
	// refused (60030). Page, "Credentials".
	RoomListScoped bool `json:"room_list_scoped"`
}
