// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package meetingroom is the resource wecom_meeting_room with its data sources.
package meetingroom

import (
	_ "embed"
	"iter"
	"math"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// TypeName is the resource type.
const TypeName = "wecom_meeting_room"

const noun = "meeting room"

//go:embed page.md
var page string

// equipment are the words of equipment (doc 93619).
var equipment = field.Words{1: "tv", 2: "phone", 3: "projector", 4: "whiteboard", 5: "video"}

// maxNodes is how many members, and how many departments, a range names (doc 93619).
const maxNodes = 1000

const together = "City, building and floor are given together."

const notCleared = "WeCom's API cannot let in the whole company again: removing the last member and department is an error. Where WeCom does not show the range, " +
	"what was last written is kept."

var fields = field.Fields{
	field.Number("id", "Id of the room (会议室id)", "meetingroom_id", field.Note("Stable across updates.")),
	field.Text("name", "Name of the room (会议室名称)", "name", field.Required, field.Is(field.Length{Max: 30, Mark: true}), field.Note("Names need not be unique.")),
	field.Number("capacity", "Number of seats (可容纳人数)", "capacity", field.Required, field.Is(field.Between(1, math.MaxInt32))),
	field.Object("location", "Where the room is (位置)", "city", field.Fields{
		field.Text("city", "City (城市)", "city", field.Optional, field.Is(field.NotEmpty), field.Note(together)),
		field.Text("building", "Building (楼)", "building", field.Optional, field.Is(field.NotEmpty), field.Note("A building comes into being with the first room that names it.")),
		field.Text("floor", "Floor (层)", "floor", field.Optional, field.Is(field.NotEmpty)),
	}, field.Optional, field.KeyNote("with `building` and `floor`"),
		field.Note(together+" It can be changed and not emptied: removing it is an error.")),
	field.WordSet("equipment", "What is in the room (设备): `tv`, `phone`, `projector`, `whiteboard`, `video`", "equipment", equipment, field.None),
	field.Object("coordinate", "Position of the building in decimal degrees", "coordinate", field.Fields{
		field.Text("latitude", "Latitude (纬度), such as `22.540503`", "coordinate.latitude", field.Optional, field.Is(field.TextRule("-90 to 90", degrees{90}))),
		field.Text("longitude", "Longitude (经度), such as `113.934528`", "coordinate.longitude", field.Optional, field.Is(field.TextRule("-180 to 180", degrees{180}))),
	}, field.Managed, field.Without("that of the building"),
		field.Note("Needs `location`. All rooms of a building have the same, and WeCom cannot change that of a building which exists: another one is an error, unless the "+
			"room moves to a new building. Compared as numbers.")),
	field.Users("user_ids", "Userids (账号) of the members who may use the room (可使用范围)", "range.user_list", maxNodes, field.Optional,
		field.Without("with `department_ids` missing as well, the whole company"), field.Note(notCleared),
		field.Reads("Userids of the members who may use the room; null where WeCom does not show it, which it does to the system app 会议室 only, and for the whole company")),
	field.Departments("department_ids", "Ids of the departments that may use the room", "range.department_list", field.Optional, field.Is(field.Size(0, maxNodes, "departments")),
		field.Without("as for `user_ids`"), field.Note("The root department (`[1]`) is the whole company."),
		field.Reads("Ids of the departments that may use the room; null as for `user_ids`")),
	field.Flag("needs_approval", "Whether bookings need approval (预定审批), set in the console; null where WeCom does not say, which is usual for a room without", "need_approval", field.Watched,
		field.Note("It never changes in a plan.")),
	field.Protection("Meetings would lose their room."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.MeetingRoom]{
	Type: TypeName, Noun: noun, Nouns: "meeting rooms", Term: "会议室", Area: kind.Office, Fields: fields, Page: kind.Page(page),
	Needs:    client.CredentialApp,
	Import:   kind.Import{ID: "Room id.", Advice: "The data source wecom_meeting_rooms lists the ids of all rooms."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.MeetingRooms.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.MeetingRoom, error) {
		return r.Client.MeetingRooms.Get(r, m.ID.ValueInt64())
	},
	FromAPI: func(r *kind.Run, m *model, got *client.MeetingRoom) { m.fromAPI(r, got) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.MeetingRooms.Delete(r, m.ID.ValueInt64()) },
	Seen:    seen,

	Lost: func(*model) kind.Loss {
		return kind.Loss{What: "bookings", Text: "What becomes of meetings that are booked in it is not documented: take their room for lost once this plan is applied. " +
			"A new room has another id and no bookings."}
	},
	Gone:             gone,
	DeletedBefore:    deletedBefore,
	ForeignLooksGone: true,
	Explain:          explain,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.MeetingRoom], error] {
		return func(yield func(kind.Row[client.MeetingRoom], error) bool) {
			all, err := r.Client.MeetingRooms.List(r)
			for i := range all {
				if !yield(kind.Row[client.MeetingRoom]{ID: strconv.FormatInt(all[i].ID, 10), Name: all[i].Name, Object: &all[i]}, nil) {
					return
				}
			}
			if err != nil {
				yield(kind.Row[client.MeetingRoom]{}, err)
			}
		}
	},
	Title: func(m *client.MeetingRoom) (string, int64) { return m.Name, 0 },
	List: kind.List[client.MeetingRoom]{Subject: "the meeting rooms of the corp", Whole: true,
		Filters: kind.ByName("the name of the room (会议室名称)", "Compared by the provider.")},
	Plural: kind.Plural{Attribute: "meeting_rooms", Text: "The rooms, in WeCom's order; empty when there is none. API key `meetingroom_list`."},
	ByID:   "Id of the room, at least 1. API key `meetingroom_id`.",
	Corp: kind.Corp[client.MeetingRoom]{
		Unseen: kind.Always[client.MeetingRoom](kind.PartlyVisible, "Meeting rooms beyond the visible range of the app may be missing, and who may use a room is shown to the system app 会议室 only."),
		Said: kind.Said{Doc: "93619", NameText: "Name of the room. API key `name`.",
			Choices: []string{"Meeting rooms: who may use a room (user_ids, department_ids) is not shown to self-built apps; a line that is not written leaves it as it is."}},
	},
}
