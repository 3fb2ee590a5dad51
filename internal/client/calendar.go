// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// calendarMeans: 90457 is an unknown id, 90459 a deleted calendar, 90466 one of another app; 90472, 90475 and 90494 are
// calendars that this app may not have.
var calendarMeans = map[int]error{
	90457: ErrNotFound, 90459: ErrNotFound, 90466: ErrNotOwned, 90472: ErrNotOwned, 90475: ErrNotOwned, 90494: ErrNotOwned,
}

var (
	calendarAdd    = core.Declare(Endpoint{Path: "oa/calendar/add", Page: 93647, Write: true, Once: true, Creds: selfOnly})
	calendarUpdate = core.Declare(Endpoint{Path: "oa/calendar/update", Page: 97716, Write: true, Creds: selfOnly, Means: calendarMeans})
	calendarGet    = core.Declare(Endpoint{Path: "oa/calendar/get", Page: 97717, Creds: selfOnly, Means: calendarMeans})
	calendarDelete = core.Declare(Endpoint{Path: "oa/calendar/del", Page: 97718, Write: true, Creds: selfOnly, Means: calendarMeans})
)

// CalendarService reads and writes calendars (日历, docs 93647, 97716 to 97718) with the app secret. A calendar belongs
// to the app that made it; WeCom lists none. Every create, change and delete notifies its members.
type CalendarService struct {
	service
	set *core.Set[Calendar]
}

func newCalendars(at service) *CalendarService {
	s := &CalendarService{service: at}
	s.set = core.NewSet(core.Set[Calendar]{
		C: at.c.engine, Kind: "calendar", IDKey: "cal_id", Read: calendarGet, Make: calendarAdd, Change: calendarUpdate, Remove: calendarDelete, One: s.get,
	})
	return s
}

// Permissions of CalendarShare.
const (
	CalendarView     = 1 // sees the events; what WeCom takes when nothing is said
	CalendarBusyOnly = 3 // sees free and busy only
)

// Calendar is one calendar as WeCom shows it. Lists are sorted and without duplicates.
type Calendar struct {
	ID          string          `json:"cal_id"`
	Summary     string          `json:"summary"`
	Color       string          `json:"color"` // not reliable of corp-wide calendars
	Description string          `json:"description"`
	Admins      []string        `json:"admins" api:"set"`
	Adminis     []string        `json:"adminis" api:"set"` // the same by the key of the sample; nil after a read
	Shares      []CalendarShare `json:"shares"`
	Public      *bool           `json:"is_public"`
	CorpWide    *bool           `json:"is_corp_calendar"`
	PublicRange *CalendarRange  `json:"public_range"`

	// Refused are the shares that a create or update did not take over.
	Refused []CalendarRefusal `json:"-"`
}

// CalendarShare is a member of a calendar.
type CalendarShare struct {
	UserID     string `json:"userid"`
	Permission int64  `json:"permission,omitempty"` // CalendarView where WeCom says nothing
}

// CalendarRange is to whom a calendar is public: up to 1000 members and 100 departments.
type CalendarRange struct {
	UserIDs       []string `json:"userids" api:"set"`
	DepartmentIDs []int64  `json:"partyids" api:"set"`
}

// CalendarRefusal is a member who was not added, although the call was accepted.
type CalendarRefusal struct {
	Code    int64  `json:"errcode"`
	Message string `json:"errmsg"`
	UserID  string `json:"userid"`
}

// CalendarRequest is the calendar in add and, with an id, in update, which overwrites: a list that is left out is
// emptied.
type CalendarRequest struct {
	ID           string          `json:"cal_id,omitempty"`
	Admins       []string        `json:"admins,omitzero"` // up to 3, among Shares
	SetAsDefault int64           `json:"set_as_default,omitempty"`
	Summary      string          `json:"summary"`
	Color        string          `json:"color"` // #RRGGBB
	Description  string          `json:"description"`
	Shares       []CalendarShare `json:"shares"` // up to 2000
	Public       int64           `json:"is_public,omitempty"`
	PublicRange  *CalendarRange  `json:"public_range,omitempty"`
	CorpWide     int64           `json:"is_corp_calendar,omitempty"`
}

type calendarCall struct {
	SkipRange *int64           `json:"skip_public_range,omitempty"` // 0: PublicRange overwrites
	Calendar  *CalendarRequest `json:"calendar"`
}

type calendarsAnswer struct {
	Calendars []Calendar `json:"calendar_list"`
}

// Check refuses an entry without a name: it cannot be what WeCom made.
func (a *calendarsAnswer) Check(coded bool) error {
	for i := range a.Calendars {
		if a.Calendars[i].ID == "" || a.Calendars[i].Summary == "" {
			return errors.New("it holds a calendar without cal_id or summary")
		}
	}
	return core.NeedList(coded, a.Calendars, "calendars")
}

type calendarMade struct {
	ID      string            `json:"cal_id"`
	Refused []CalendarRefusal `json:"fail_result.shares"`
}

func (a *calendarMade) Check(bool) error { return core.Need(a.ID != "", "cal_id") }

type calendarChanged struct {
	Refused []CalendarRefusal `json:"fail_result.shares"`
}

// Get reads one calendar of this app (doc 97717, oa/calendar/get). ErrNotFound is also one of another app.
func (s *CalendarService) Get(ctx context.Context, id string) (*Calendar, error) {
	return s.set.Get(ctx, id)
}

func (s *CalendarService) get(ctx context.Context, id string) (*Calendar, error) {
	var out calendarsAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: calendarGet, Body: map[string][]string{"cal_id_list": {id}}, Out: &out}); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(out.Calendars, func(v Calendar) bool { return v.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("%s: this app has no calendar %s: %w", calendarGet.Path, id, ErrNotFound)
	}
	v := out.Calendars[i]
	v.Admins = append(v.Admins, v.Adminis...)
	slices.Sort(v.Admins)
	v.Admins, v.Adminis = slices.Compact(v.Admins), nil
	slices.SortFunc(v.Shares, func(a, b CalendarShare) int { return strings.Compare(a.UserID, b.UserID) })
	return &v, nil
}

// Create makes a calendar and returns its id (doc 93647, oa/calendar/add), which nothing else ever tells: WeCom lists
// no calendars. A lost answer is therefore always ErrOutcomeUnknown. refused are the shares that were not taken over.
func (s *CalendarService) Create(ctx context.Context, in *CalendarRequest) (id string, refused []CalendarRefusal, err error) {
	if in.Summary == "" {
		return "", nil, errors.New(calendarAdd.Path + ": the summary is empty")
	}
	made, id, err := s.set.Create(ctx, core.Making[Calendar]{
		Sought: fmt.Sprintf("a calendar (日历) named %q with %d members", in.Summary, len(in.Shares)), Body: in, Absent: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (Calendar, string, error) {
			var out calendarMade
			_, err := s.c.Do(ctx, core.Request{Endpoint: calendarAdd, Body: calendarCall{Calendar: in}, Out: &out, Note: n})
			return Calendar{ID: out.ID, Refused: out.Refused}, out.ID, err
		},
	})
	return id, made.Refused, err
}

// Update overwrites a calendar of this app, with its public range where one is given (doc 97716, oa/calendar/update).
// refused are the shares that were not taken over. Repeated after a lost answer.
func (s *CalendarService) Update(ctx context.Context, in *CalendarRequest) (refused []CalendarRefusal, err error) {
	if in.ID == "" {
		return nil, errors.New(calendarUpdate.Path + ": the id is empty")
	}
	body := calendarCall{Calendar: in}
	if in.PublicRange != nil {
		body.SkipRange = new(int64)
	}
	err = s.c.Settle(ctx, s.set.Key(in.ID), core.IsMissing, func() error {
		var out calendarChanged
		_, err := s.c.Do(ctx, core.Request{Endpoint: calendarUpdate, Body: body, Out: &out})
		refused = out.Refused
		return err
	})
	if err != nil {
		return nil, s.set.Judge(ctx, in.ID, err, core.WritingMembers)
	}
	return refused, nil
}

// Delete removes a calendar of this app, with its events as far as is known (doc 97718, oa/calendar/del).
func (s *CalendarService) Delete(ctx context.Context, id string) error { return s.set.Delete(ctx, id) }

// Made tells the client that the state holds a calendar which an earlier process made; see core.Set.
func (s *CalendarService) Made(id string, at time.Time) { s.set.Made(id, at) }

const (
	pageCalendars = "协作 → 日程 → 可调用接口的应用"
	calendarOwner = "Use the secret of the app that made it: several apps are several aliased provider blocks."
)

// toldCalendars is what errcodes of calendars mean.
var toldCalendars = topic{title: "Calendars", codes: map[int]told{
	90457: {"There is no calendar (日历) of this id.", "Correct the id, or remove the calendar from the state.", "", "The id is misspelt, or the calendar was deleted."},
	90458: {"The call names no calendar.", reportBug, "", ourMistake},
	90459: {"The calendar (日历) was deleted.", "Remove it from the state, or plan again to make another one.", "", "An admin of the calendar deleted it in the client, or another program did."},
	90466: {"The calendar (日历) was made by another app; nothing can be done across apps.", calendarOwner, pageApp, "The secret was replaced by that of another app, or the id is that of another app's calendar."},
	90472: {"This app has no right to the calendar (日历).", calendarOwner, pageApp, "The calendar was made by another app or by a member."},
	90473: {"The colour of the calendar is not valid.", "Write # and six hexadecimal digits, such as #FF3030.", "", "A colour by its name, or with a wrong number of digits."},
	90475: {"The calendar (日历) is not one of its organiser's.", calendarOwner, pageApp, "The calendar was made by another app or by a member."},
	90481: {"There are as many calendars as WeCom allows: 10,000 for each app, and 20 corp-wide ones.", "Delete calendars that are no longer used.", "", "Calendars whose ids nobody knows any more count, too."},
	90483: {"A public or corp-wide calendar needs a range.", "Write public_user_ids or public_department_ids.", "", "Nobody is left in the range: its members and departments were deleted."},
	90489: {"Only a public calendar can be subscribed to by itself.", reportBug, "", otherCaller},
	90490: {"The calendar has too many members.", "Name at most 2000 shares.", "", "Only a deployment with another limit: the plan refuses more than 2000."},
	90491: {"A member is outside the range of the calendar.", "Name members within the range, or widen it.", "", "A share lies outside the public range."},
	90492: {"An admin of the calendar is not among its shares.", "Write each of admin_user_ids into shares, too.", "", "The admin has left, or is out of the app's sight, so that WeCom did not add the share."},
	90493: {"The call uses a parameter of the old calendar API.", reportBug, "", ourMistake},
	90494: {"The calendar (日历) is not one of its creator's.", calendarOwner, pageApp, "The calendar was made by another app or by a member."},
	90495: {"An app of this type may not name admins of a calendar.", "Take admin_user_ids out.", "", "Apps of service providers may not name them."},
	90496: {"A read-only calendar has no admins.", "Take admin_user_ids out.", "", "The calendar was made read-only by another program."},
	90712: {"The default calendar of an app cannot be deleted.", "Keep it, or take it out of the state with terraform state rm.", "", "The calendar was made as the default one of its app, which nothing can undo."},
}, special: calendarSpecials}

func isCalendarPath(p string) bool { return strings.HasPrefix(p, "oa/calendar/") }

var calendarSpecials = []special{
	{
		codes: []int{48002}, when: "the call is about calendars (日历)",
		fits: func(e *APIError) bool { return isCalendarPath(e.Path) },
		say: Explanation{
			"The credential {credential} may not call calendar (日历) APIs; they need secret, of a self-built app that is listed there.",
			"Set secret (WECOM_SECRET) to the secret of a self-built app and add that app to 可调用接口的应用 of 日程.", pageCalendars,
		},
		like: APIError{Path: calendarGet.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{40058, 40035}, when: "the call is about a calendar (日历)",
		fits: func(e *APIError) bool { return isCalendarPath(e.Path) },
		say: Explanation{
			Meaning:  "A value of the calendar is empty, too long, too many, or of the wrong kind.",
			NextStep: "Check the limits: name 128 and description 512 characters, 3 admins, 2000 shares, a range of 1000 members and 100 departments.",
		},
		like: APIError{Path: calendarAdd.Path, Credential: string(CredentialApp)},
	},
}
