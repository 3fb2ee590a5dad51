// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// roomMeans: 60030 is a room beyond the visible range of the app. What an unknown id is answered with is not known.
var roomMeans = map[int]error{60030: ErrNotVisible}

var (
	roomAdd    = core.Declare(Endpoint{Path: "oa/meetingroom/add", Page: 93619, Write: true, Once: true, Creds: selfOnly})
	roomList   = core.Declare(Endpoint{Path: "oa/meetingroom/list", Page: 93619, Creds: selfOnly})
	roomEdit   = core.Declare(Endpoint{Path: "oa/meetingroom/edit", Page: 93619, Write: true, Creds: selfOnly, Means: roomMeans})
	roomDelete = core.Declare(Endpoint{Path: "oa/meetingroom/del", Page: 93619, Write: true, Creds: selfOnly, Means: roomMeans})
)

// MeetingRoomService reads and writes meeting rooms (会议室, doc 93619) with the app secret. A listed app lists and
// changes all rooms of the corp, whoever made them, as far as its visible range covers them.
type MeetingRoomService struct {
	service
	set *core.Set[MeetingRoom]
	all *core.Population[[]MeetingRoom]
}

func newMeetingRooms(at service) *MeetingRoomService {
	s := &MeetingRoomService{service: at}
	s.all = core.NewPopulation(at.c.engine, roomList, s.load, roomAdd, roomEdit, roomDelete)
	s.set = core.NewSet(core.Set[MeetingRoom]{
		C: at.c.engine, Kind: "meeting_room", IDKey: "meetingroom_id", Read: roomList, Make: roomAdd, Change: roomEdit, Remove: roomDelete, One: s.get,
		// Any code may say that there is no such room: the list tells. It leaves out what is beyond the visible range,
		// too.
		Refused: func(ctx context.Context, id string, err error, call core.Call) error {
			if call == core.Reading || !core.Doubtful(err) || errors.Is(err, ErrNotVisible) || errors.Is(err, ErrForbidden) || errors.Is(err, ErrUntrustedIP) {
				return err
			}
			if _, e := s.get(core.Fresh(ctx), id); core.IsMissing(e) {
				return core.AsKind(err, ErrNotFound)
			}
			return err
		},
	})
	return s
}

// MeetingRoom is one room as WeCom shows it. Lists are sorted and without duplicates.
type MeetingRoom struct {
	ID         int64           `json:"meetingroom_id"`
	Name       string          `json:"name"`
	Capacity   int64           `json:"capacity"`
	City       string          `json:"city"`
	Building   string          `json:"building"`
	Floor      string          `json:"floor"`
	Equipment  []int64         `json:"equipment" api:"set"`
	Coordinate *RoomCoordinate `json:"coordinate"`    // of the building; nil where none is shown
	Approval   *bool           `json:"need_approval"` // nil where WeCom does not say
	Range      *RoomRange      `json:"range"`         // shown to the system app 会议室 only; nil where it is not shown
}

// RoomCoordinate is the place of a building in decimal degrees.
type RoomCoordinate struct {
	Latitude  string `json:"latitude"`
	Longitude string `json:"longitude"`
}

// RoomRange is who may use a room, up to 1000 of each. In a request it replaces the former one as a whole.
type RoomRange struct {
	UserIDs       []string `json:"user_list" api:"set"`
	DepartmentIDs []int64  `json:"department_list" api:"set"`
}

// MeetingRoomRequest is the body of add and, with an id, of edit, where nil is unchanged. City, Building and Floor go
// together.
type MeetingRoomRequest struct {
	ID         int64           `json:"meetingroom_id,omitempty"`
	Name       *string         `json:"name,omitempty"` // 1 to 30 characters
	Capacity   *int64          `json:"capacity,omitempty"`
	City       *string         `json:"city,omitempty"`
	Building   *string         `json:"building,omitempty"`
	Floor      *string         `json:"floor,omitempty"`
	Equipment  []int64         `json:"equipment,omitzero"` // 1 TV, 2 telephone, 3 projector, 4 whiteboard, 5 video; [] clears
	Coordinate *RoomCoordinate `json:"coordinate,omitempty"`
	Range      *RoomRange      `json:"range,omitempty"` // nil in add: the whole company
}

type roomsAnswer struct {
	Rooms []MeetingRoom `json:"meetingroom_list"`
}

// Check refuses an entry without an id: it would be taken for one that is not there.
func (a *roomsAnswer) Check(coded bool) error {
	for i := range a.Rooms {
		if a.Rooms[i].ID < 1 {
			return errors.New("it holds a room without meetingroom_id")
		}
	}
	return core.NeedList(coded, a.Rooms, "rooms")
}

type roomMade struct {
	ID int64 `json:"meetingroom_id"`
}

func (a *roomMade) Check(bool) error { return core.Need(a.ID > 0, "meetingroom_id") }

func roomKey(id int64) string { return strconv.FormatInt(id, 10) }

func (s *MeetingRoomService) load(ctx context.Context) ([]MeetingRoom, error) {
	var out roomsAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: roomList, Body: struct{}{}, Out: &out}); err != nil {
		return nil, err
	}
	all, have := []MeetingRoom{}, map[int64]bool{}
	for _, r := range out.Rooms {
		if !have[r.ID] {
			have[r.ID] = true
			all = append(all, r)
		}
	}
	return all, nil
}

// List reads all rooms that the app sees, in WeCom's order, with one call however many there are (doc 93619,
// oa/meetingroom/list). Callers that come while a list is under way share the next one.
func (s *MeetingRoomService) List(ctx context.Context) ([]MeetingRoom, error) {
	all, err := s.all.Fresh(ctx)
	return slices.Clone(all), err
}

// Get finds a room among all, which may have been read up to five minutes ago, but not before the last write of this
// client (doc 93619). ErrNotFound is also a room that lies beyond the visible range of the app.
func (s *MeetingRoomService) Get(ctx context.Context, id int64) (*MeetingRoom, error) {
	return s.set.Get(ctx, roomKey(id))
}

func (s *MeetingRoomService) get(ctx context.Context, id string) (*MeetingRoom, error) {
	load := s.all.Snapshot
	if core.IsFresh(ctx) {
		load = s.all.Fresh
	}
	all, err := load(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if roomKey(all[i].ID) == id {
			r := all[i]
			return &r, nil
		}
	}
	return nil, fmt.Errorf("meeting room %s is not among those that this app sees: %w", id, ErrNotFound)
}

// Create makes a room and returns its id (doc 93619, oa/meetingroom/add). there are all rooms, read just before: names
// need not be unique and WeCom shows no time of creation, so that after a lost answer the room which is as in and was
// not there before is the one.
func (s *MeetingRoomService) Create(ctx context.Context, in *MeetingRoomRequest, there []MeetingRoom) (int64, error) {
	if core.Value(in.Name) == "" || core.Value(in.Capacity) == 0 {
		return 0, errors.New(roomAdd.Path + ": the name or the capacity is missing")
	}
	before := in.alike(there)
	_, id, err := s.set.Create(ctx, core.Making[MeetingRoom]{
		Sought: fmt.Sprintf("a meeting room (会议室) named %q", *in.Name), Turn: "meeting_room\x00" + *in.Name, Body: in, Absent: true, There: before, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (MeetingRoom, string, error) {
			var made roomMade
			if _, err := s.c.Do(ctx, core.Request{Endpoint: roomAdd, Body: in, Out: &made, Note: n}); err != nil {
				return MeetingRoom{}, "", err
			}
			return MeetingRoom{ID: made.ID}, roomKey(made.ID), nil
		},
		Look: func(ctx context.Context, w core.Search) (found core.Found[MeetingRoom], err error) {
			all, err := s.List(ctx)
			for _, id := range in.alike(all) {
				if !w.Excludes(id) {
					found.IDs = append(found.IDs, id)
				}
			}
			return found, err
		},
	})
	made, _ := strconv.ParseInt(id, 10, 64)
	return made, err
}

// alike are the ids of the rooms that are, in what WeCom shows for certain, as in asks for; never nil.
func (in *MeetingRoomRequest) alike(all []MeetingRoom) []string {
	ids := []string{}
	for i := range all {
		r := &all[i]
		if r.Name == *in.Name && r.Capacity == *in.Capacity && r.City == core.Value(in.City) && r.Building == core.Value(in.Building) && r.Floor == core.Value(in.Floor) {
			ids = append(ids, roomKey(r.ID))
		}
	}
	return ids
}

// Update changes the given parts of a room (doc 93619, oa/meetingroom/edit). Repeated after a lost answer.
func (s *MeetingRoomService) Update(ctx context.Context, in *MeetingRoomRequest) error {
	return s.set.Update(ctx, roomKey(in.ID), in, core.WritingMembers)
}

// Delete removes a room (doc 93619, oa/meetingroom/del).
func (s *MeetingRoomService) Delete(ctx context.Context, id int64) error {
	return s.set.DeleteBy(ctx, roomKey(id), core.Request{Endpoint: roomDelete, Body: map[string]int64{"meetingroom_id": id}})
}

// Made tells the client that the state holds a room which an earlier process made; see core.Set.
func (s *MeetingRoomService) Made(id string, at time.Time) { s.set.Made(id, at) }

const pageRooms = "应用管理 → 会议室 → 可调用接口的应用"

// toldRooms is what errcodes of meeting rooms mean.
var toldRooms = topic{title: "Meeting rooms", codes: map[int]told{
	301039: {"A parameter is not valid.", "Check the values of the resource against their limits.", "", "A text or a list is too long, or of the wrong type."},
	90711:  {"The meeting room (会议室) is disabled.", "Enable it in the console.", "应用管理 → 会议室", "An administrator disabled the room in the console; lists do not show that."},
}, special: roomSpecials}

func isRoomPath(p string) bool { return strings.HasPrefix(p, "oa/meetingroom/") }

var roomSpecials = []special{
	{
		codes: []int{48002}, when: "the call is about meeting rooms (会议室)",
		fits: func(e *APIError) bool { return isRoomPath(e.Path) },
		say: Explanation{
			"The credential {credential} may not call meeting room (会议室) APIs; they need secret, of a self-built app that is listed there.",
			"Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用 of 会议室.", pageRooms,
		},
		like: APIError{Path: roomList.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{60030}, when: "the call is about a meeting room (会议室)",
		fits: func(e *APIError) bool { return isRoomPath(e.Path) },
		say: Explanation{
			"The meeting room lies beyond the app's visible range: an app changes only rooms whose members and departments it sees.",
			"Widen the app's visible range (可见范围) to all who may use the room.", pageVisible,
		},
		like: APIError{Path: roomEdit.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{40058, 40035, 301039}, when: "the call is about a meeting room (会议室)",
		fits: func(e *APIError) bool { return isRoomPath(e.Path) },
		say: Explanation{
			Meaning: "A value of the meeting room is too long or of the wrong kind, the coordinate of its building is another one, or there is no room of this id.",
			NextStep: "Check the limits: name 30 characters, user_ids and department_ids 1000 each; and leave coordinate as it is: that of a building which exists " +
				"cannot be changed.",
		},
		like: APIError{Path: roomEdit.Path, Credential: string(CredentialApp)},
	},
}
