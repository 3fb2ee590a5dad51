// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// SetCalendars puts the app into 可调用接口的应用 of 日程 or takes it out.
func (c *Console) SetCalendars(app string, listed bool) error {
	return c.setApp(app, func(a *App) { a.Calendars = listed })
}

// AddCalendar adds a calendar of the app that Owner names, and answers its id.
func (c *Console) AddCalendar(v Calendar) (id string, err error) {
	err = c.edit(func(st *store) (err error) { id, err = st.calendars.ConsoleAdd(v); return err })
	return id, err
}

// UpdateCalendar changes a calendar, as its admins do in the client.
func (c *Console) UpdateCalendar(id string, change func(*Calendar)) error {
	return c.edit(func(st *store) error { return st.calendars.ConsoleUpdate(id, change) })
}

// DeleteCalendar deletes a calendar, as its admins do in the client.
func (c *Console) DeleteCalendar(id string) error {
	return c.edit(func(st *store) error { return st.calendars.ConsoleDelete(id) })
}

// TabCalendars is the tab of calendars.
const TabCalendars = "calendars"

var calendarPart = holding(part{
	routes: calendarRoutes,
	operations: []core.Operation{
		op("set_calendars", (*Console).SetCalendars, "app<name", "on<calendars 可调用|Allowed").
			In(TabApps, "日程：可调用接口的应用|May call the calendar API"),
		op("add_calendar", (*Console).AddCalendar, "calendar"),
		op("update_calendar", (*Console).UpdateCalendar, "id<cal_id", "change").In(TabCalendars, "编辑|Edit"),
		op("delete_calendar", (*Console).DeleteCalendar, "id<cal_id").In(TabCalendars, "删除日历|Delete calendar").AsksFirst(),
	},
	tab: &Tab{Key: TabCalendars, Title: "日历|Calendars"},
}, newCalendars, func(st *store) **core.Collection[string, Calendar] { return &st.calendars }, func(c *Corp) *[]Calendar { return &c.Calendars })
