// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Calendar is a calendar that an app made (日历, pages 93647, 97716 to 97718). In a seed, an id that is left out is made
// up, and members need not exist.
type Calendar struct {
	ID          string          `json:"cal_id"`
	Summary     string          `json:"summary" form:"日历名称|Name"`
	Color       string          `json:"color" form:"颜色|Colour"`
	Description string          `json:"description,omitempty" form:"日历描述|Description"`
	Admins      []string        `json:"admins,omitempty" form:"管理员|Admins" input:"users"`
	Shares      []CalendarShare `json:"shares,omitempty"`
	// Public, CorpWide and Default are chosen when it is made.
	Public            bool     `json:"is_public,omitempty"`
	PublicUsers       []string `json:"public_users,omitempty" form:"公开成员|Public to members" input:"users"`
	PublicDepartments []int64  `json:"public_departments,omitempty" form:"公开部门|Public to departments"`
	CorpWide          bool     `json:"is_corp_calendar,omitempty"`
	Default           bool     `json:"default,omitempty"`
	// Owner is the name of the app that made it, which alone can read and change it.
	Owner string `json:"owner"`
}

// CalendarShare is a member of a calendar: permission 1 sees it, 3 sees free and busy only.
type CalendarShare struct {
	UserID     string `json:"userid"`
	Permission int64  `json:"permission"`
}

const (
	familyCalendar = "calendar"

	maxCalendarName    = 128
	maxCalendarText    = 512
	maxCalendarAdmins  = 3
	maxCalendarShares  = 2000
	maxCalendarUsers   = 1000
	maxCalendarParties = 100
	maxCorpCalendars   = 20
)

var calendarColor = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

func newCalendars(st *store) *core.Collection[string, Calendar] {
	return core.NewCollection(&st.Store, core.Rules[string, Calendar]{
		Noun: "calendar", Key: func(v *Calendar) *string { return &v.ID }, Check: st.checkCalendar,
		Fresh: func(taken func(string) bool) string { return st.NewID("wc", 30, taken) },
		None: func(_ string, deleted bool) error {
			if deleted {
				return core.Fail(90459)
			}
			return core.Fail(90457)
		},
		Taken:   func() error { return core.Fail(90457) },
		Missing: func() error { return core.Fail(90457) },
		Foreign: func(v *Calendar, app *App) error {
			if v.Owner != app.Name {
				return core.Fail(90466)
			}
			return nil
		},
	})
}

func calendarRoutes() []core.Route {
	row := func(name string, page int, write bool, handle core.Handler, empty ...string) core.Route {
		return core.Route{Method: "POST", Path: "oa/calendar/" + name, Page: page, Family: familyCalendar, By: core.ByCalendarApp, Write: write, Empty: empty, Handle: handle}
	}
	return []core.Route{
		row("add", 93647, true, post(addCalendar)),
		row("update", 97716, true, post(updateCalendar)),
		row("get", 97717, false, post(getCalendars), "calendar_list"),
		row("del", 97718, true, post(deleteCalendar)),
	}
}

// checkCalendar is what every stored calendar obeys.
func (st *store) checkCalendar(v *Calendar) error {
	switch n := core.Chars(v.Summary); {
	case n == 0:
		return st.emptyParameter("summary")
	case n > maxCalendarName:
		return core.TooLong("summary", maxCalendarName)
	case core.Chars(v.Description) > maxCalendarText:
		return core.TooLong("description", maxCalendarText)
	case !calendarColor.MatchString(v.Color):
		return core.Fail(90473)
	case len(v.Shares) > maxCalendarShares:
		return core.Fail(90490)
	case len(v.Admins) > maxCalendarAdmins:
		return tooManyNodes("admins", maxCalendarAdmins)
	case len(v.PublicUsers) > maxCalendarUsers || len(v.PublicDepartments) > maxCalendarParties:
		return tooManyNodes("public_range", maxCalendarUsers)
	case (v.Public || v.CorpWide) && len(v.PublicUsers)+len(v.PublicDepartments) == 0:
		return core.Fail(90483)
	case slices.ContainsFunc(v.Shares, func(s CalendarShare) bool { return s.Permission != 1 && s.Permission != 3 }):
		return core.BadParameter("permission")
	}
	return nil
}

type wireCalendar struct {
	ID          *string  `json:"cal_id"` // not in add
	Admins      []string `json:"admins"`
	Default     *int64   `json:"set_as_default"` // this and the flags below: in add only
	Summary     *string  `json:"summary"`
	Color       *string  `json:"color"`
	Description *string  `json:"description"`
	Shares      *[]struct {
		UserID     *string `json:"userid"`
		Permission *int64  `json:"permission"`
		Readonly   *int64  `json:"readonly"` // retired
	} `json:"shares"`
	Public      *int64 `json:"is_public"`
	PublicRange *struct {
		Users       []string `json:"userids"`
		Departments []int64  `json:"partyids"`
	} `json:"public_range"`
	CorpWide  *int64  `json:"is_corp_calendar"`
	Organizer *string `json:"organizer"` // retired
	Readonly  *int64  `json:"readonly"`  // retired
}

type wireCalendarCall struct {
	Calendar  *wireCalendar `json:"calendar"`
	AgentID   *int64        `json:"agentid"`           // in add, of old third-party suites
	SkipRange *int64        `json:"skip_public_range"` // in update
}

type shareFailure struct {
	Code    int    `json:"errcode"`
	Message string `json:"errmsg"`
	UserID  string `json:"userid"`
}

// applyCalendar lays what was sent over a calendar and answers the rows that are not taken over. Required keys have to
// be there, and lists that are left out are emptied ("overwrites, is not incremental").
func (st *store) applyCalendar(v *Calendar, in *wireCalendar, app *App, skipRange bool) (failed []shareFailure, err error) {
	switch {
	case in.Organizer != nil || in.Readonly != nil:
		return nil, core.Fail(90493)
	case in.Summary == nil:
		return nil, st.emptyParameter("summary")
	case in.Color == nil:
		return nil, core.Fail(90473)
	case len(in.Admins) > maxCalendarAdmins:
		return nil, tooManyNodes("admins", maxCalendarAdmins)
	}
	v.Summary, v.Color = *in.Summary, *in.Color
	if in.Description != nil || !st.sw.CalendarOmittedKept {
		v.Description = text(in.Description)
	}
	if failed, err = st.shareCalendar(v, in, app); err != nil {
		return nil, err
	}
	if in.PublicRange != nil && !skipRange || !skipRange && !st.sw.CalendarOmittedKept {
		v.PublicUsers, v.PublicDepartments = nil, nil
	}
	if r := in.PublicRange; r != nil && !skipRange && (v.Public || v.CorpWide) {
		for _, id := range r.Users {
			if st.member(id) == nil {
				return nil, unknownMember(id)
			}
		}
		for _, id := range r.Departments {
			if !st.departments.Has(id) {
				return nil, st.unknownDepartment()
			}
		}
		v.PublicUsers, v.PublicDepartments = st.canonical(r.Users), core.Distinct(r.Departments)
	}
	return failed, st.checkCalendar(v)
}

// shareCalendar takes over shares and admins. Whoever is not in the directory, or out of the app's sight, is a row that
// failed, and no admin either.
func (st *store) shareCalendar(v *Calendar, in *wireCalendar, app *App) (failed []shareFailure, err error) {
	sc, named := st.scopeOf(app), map[string]bool{}
	if in.Shares != nil || !st.sw.CalendarOmittedKept {
		v.Shares = nil
	}
	if in.Shares != nil {
		if len(*in.Shares) > maxCalendarShares {
			return nil, core.Fail(90490)
		}
		for _, s := range *in.Shares {
			if s.Readonly != nil {
				return nil, core.Fail(90493)
			}
			id, permission := text(s.UserID), int64(1)
			core.Lay(&permission, s.Permission)
			named[userKey(id)] = true
			m, code := st.member(id), 0
			switch {
			case m == nil:
				code = 60111
			case !sc.member(m):
				code = 60011
			}
			switch {
			case code == 0:
				v.Shares = slices.DeleteFunc(v.Shares, func(o CalendarShare) bool { return o.UserID == m.UserID })
				v.Shares = append(v.Shares, CalendarShare{m.UserID, permission})
			case st.sw.CalendarBadShareRefused:
				return nil, core.Fail(code)
			default:
				failed = append(failed, shareFailure{code, "not found", id})
			}
		}
	} else {
		for _, s := range v.Shares {
			named[userKey(s.UserID)] = true
		}
	}
	for _, id := range in.Admins {
		if !named[userKey(id)] {
			return nil, core.Fail(90492)
		}
	}
	if len(in.Admins) > 0 || in.Admins == nil && !st.sw.CalendarOmittedKept || in.Admins != nil && !st.sw.CalendarAdminsKept {
		v.Admins = nil
		for _, id := range st.canonical(in.Admins) {
			if slices.ContainsFunc(v.Shares, func(s CalendarShare) bool { return userKey(s.UserID) == userKey(id) }) {
				v.Admins = append(v.Admins, id)
			}
		}
	}
	return failed, nil
}

func calendarResult(id string, failed []shareFailure) any {
	out := &core.Object{}
	if id != "" {
		out.Put("cal_id", id)
	}
	if len(failed) > 0 {
		out.Put("fail_result", map[string]any{"shares": failed})
	}
	return out
}

func flagOf(n *int64) bool { return n != nil && *n == 1 }

func addCalendar(c *call, in *wireCalendarCall) (any, error) {
	st := c.store
	switch {
	case in.Calendar == nil:
		return nil, st.emptyParameter("calendar")
	case in.Calendar.ID != nil:
		c.Report("calendar.cal_id: unknown key")
	case in.SkipRange != nil:
		c.Report("skip_public_range: unknown key")
	}
	w := in.Calendar
	for name, flag := range map[string]*int64{"is_public": w.Public, "is_corp_calendar": w.CorpWide, "set_as_default": w.Default} {
		if flag != nil && *flag != 0 && *flag != 1 {
			return nil, core.BadParameter(name)
		}
	}
	v := Calendar{Owner: c.App.Name, CorpWide: flagOf(w.CorpWide), Default: flagOf(w.Default)}
	if v.Public = flagOf(w.Public) || v.CorpWide; v.CorpWide && v.Default {
		c.Report("set_as_default: not for corp-wide calendars")
	}
	failed, err := st.applyCalendar(&v, w, c.App, false)
	if err != nil {
		return nil, err
	}
	corpWide := 0
	for o := range st.calendars.All() {
		if o.CorpWide {
			corpWide++
		}
	}
	if v.CorpWide && corpWide >= maxCorpCalendars {
		return nil, core.Fail(90481)
	}
	made, err := st.calendars.Add(v)
	if err != nil {
		return nil, err
	}
	if v.Default { // the app has one
		for o := range st.calendars.All() {
			o.Default = o.Default && (o.ID == made.ID || o.Owner != v.Owner)
		}
	}
	return calendarResult(made.ID, failed), nil
}

func updateCalendar(c *call, in *wireCalendarCall) (any, error) {
	st := c.store
	if in.Calendar == nil {
		return nil, st.emptyParameter("calendar")
	}
	w := in.Calendar
	if w.Public != nil || w.CorpWide != nil || w.Default != nil || in.AgentID != nil {
		c.Report("is_public, is_corp_calendar, set_as_default or agentid: not in update")
	}
	if in.SkipRange != nil && *in.SkipRange != 0 && *in.SkipRange != 1 {
		return nil, core.BadParameter("skip_public_range")
	}
	old, err := st.calendars.Own(w.ID, c.App)
	if err != nil {
		return nil, err
	}
	v := core.Copy(*old)
	failed, err := st.applyCalendar(&v, w, c.App, flagOf(in.SkipRange))
	if err != nil {
		return nil, err
	}
	return calendarResult("", failed), st.calendars.Replace(old, v)
}

type wireCalendarIDs struct {
	IDs []string `json:"cal_id_list"`
}

// getCalendars shows those of the calling app. What becomes of ids that are not among them is open.
func getCalendars(c *call, in *wireCalendarIDs) (any, error) {
	st := c.store
	switch {
	case len(in.IDs) == 0:
		return nil, core.Fail(90458)
	case len(in.IDs) > 1000:
		return nil, tooManyNodes("cal_id_list", 1000)
	}
	rows, out := []*core.Object{}, &core.Object{}
	for _, id := range core.Distinct(in.IDs) {
		v, err := st.calendars.Find(id)
		switch {
		case err != nil && st.sw.CalendarGoneRefused:
			return nil, err
		case err != nil:
			continue
		case v.Owner == c.App.Name:
			rows = append(rows, st.wireCalendar(v))
		case st.sw.CalendarForeign90466:
			return nil, core.Fail(90466)
		}
	}
	core.PutList(out, &st.Store, "calendar_list", rows, EmptyShown)
	return out, nil
}

func (st *store) wireCalendar(v *Calendar) *core.Object {
	out := &core.Object{}
	out.Put("cal_id", v.ID)
	admins := []string{"admins"}
	switch st.sw.CalendarAdmins {
	case CalendarAdminsSample:
		admins = []string{"adminis"}
	case CalendarAdminsBoth:
		admins = []string{"admins", "adminis"}
	}
	for _, key := range admins {
		core.PutList(out, &st.Store, key, v.Admins, EmptyShown)
	}
	out.Put("summary", v.Summary)
	if color := v.Color; !v.CorpWide || st.sw.CalendarCorpColor == "" {
		out.Put("color", color)
	} else if st.sw.CalendarCorpColor == CalendarColorDefault {
		out.Put("color", "#2F90EA")
	}
	out.PutText("description", v.Description, st.sw.CalendarNoText)
	shares := []*core.Object{}
	for _, s := range v.Shares {
		row := &core.Object{}
		row.Put("userid", s.UserID)
		if s.Permission != 1 || !st.sw.CalendarPermissionAbsent {
			row.Put("permission", s.Permission)
		}
		shares = append(shares, row)
	}
	core.PutList(out, &st.Store, "shares", shares, EmptyShown)
	for _, flag := range []struct {
		key string
		on  bool
	}{{"is_public", v.Public}, {"is_corp_calendar", v.CorpWide}} {
		switch {
		case flag.on:
			out.Put(flag.key, 1)
		case !st.sw.CalendarFlagsAbsent:
			out.Put(flag.key, 0)
		}
	}
	if v.Public || st.sw.CalendarRangeShown {
		within := &core.Object{}
		core.PutList(within, &st.Store, "userids", v.PublicUsers, EmptyShown)
		core.PutList(within, &st.Store, "partyids", v.PublicDepartments, EmptyShown)
		out.Put("public_range", within)
	}
	return out
}

type wireCalendarID struct {
	ID *string `json:"cal_id"`
}

func deleteCalendar(c *call, in *wireCalendarID) (any, error) {
	v, err := c.store.calendars.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	if v.Default && !c.store.sw.CalendarDefaultDeletable {
		return nil, core.Fail(90712)
	}
	return nil, c.store.calendars.DeleteOwn(in.ID, c.App)
}

// Readings of CalendarSwitches.
const (
	// CalendarAdminsSample shows the admins under adminis, as in the sample, CalendarAdminsBoth under both keys.
	CalendarAdminsSample = "adminis"
	CalendarAdminsBoth   = "both"
	// CalendarColorDefault shows a colour of WeCom's own.
	CalendarColorDefault = "default"
)

// CalendarSwitches are the switches of calendar.md. Its Unknowns have no numbers; they are counted from the top of the
// table. For Unknown 5, the frequency of updates, there is none. They are part of Switches.
type CalendarSwitches struct {
	// CalendarGoneRefused: get with an id that is deleted (90459) or unknown (90457) is refused as a whole; otherwise
	// it has no row. Unknown 1.
	CalendarGoneRefused bool `json:"calendar_gone_refused"`
	// CalendarForeign90466: get with the id of another app's calendar answers 90466; otherwise it has no row. Unknown 1.
	CalendarForeign90466 bool `json:"calendar_foreign_90466"`
	// CalendarOmittedKept: what update leaves out stays; otherwise it is emptied. Unknown 2.
	CalendarOmittedKept bool `json:"calendar_omitted_kept"`
	// CalendarCorpColor is the colour of a corp-wide calendar on read: "" as sent, EmptyAbsent, CalendarColorDefault.
	// Unknown 3.
	CalendarCorpColor string `json:"calendar_corp_color" readings:"absent,default"`
	// CalendarAdminsKept: admins [] in update keeps those there are; otherwise it takes them off. Unknown 4.
	CalendarAdminsKept bool `json:"calendar_admins_kept"`
	// CalendarAdmins is the key of the admins in get: "" admins, as in the table, CalendarAdminsSample,
	// CalendarAdminsBoth. Page, get, "Key conflict".
	CalendarAdmins string `json:"calendar_admins" readings:"adminis,both"`
	// CalendarBadShareRefused: a member who cannot be added refuses the whole call (60111, 60011); otherwise the row
	// alone. Page, error codes.
	CalendarBadShareRefused bool `json:"calendar_bad_share_refused"`
	// CalendarPermissionAbsent: permission 1 is left out of shares; otherwise it is shown. Page, "Read/write
	// asymmetries".
	CalendarPermissionAbsent bool `json:"calendar_permission_absent"`
	// CalendarNoText is how no description reads: "" shows "", EmptyAbsent, EmptyNull. The page is silent.
	CalendarNoText string `json:"calendar_no_text" readings:"absent,null"`
	// CalendarFlagsAbsent: is_public and is_corp_calendar are left out when 0; otherwise 0. The page is silent.
	CalendarFlagsAbsent bool `json:"calendar_flags_absent"`
	// CalendarRangeShown: a calendar that is not public has an empty public_range; otherwise none. The page is silent.
	CalendarRangeShown bool `json:"calendar_range_shown"`
	// CalendarDefaultDeletable: a calendar made with set_as_default can be deleted; otherwise 90712. Page, del.
	CalendarDefaultDeletable bool `json:"calendar_default_deletable"`
}
