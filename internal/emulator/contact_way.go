// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"
)

func contactWayRoutes() []route {
	row := func(name string, write bool, handle handler, empty ...string) route {
		return route{
			method: "POST", path: "externalcontact/" + name, page: 92228, family: familyContactWay,
			by: byListedApp | byCustomerContact, write: write, empty: empty, handle: notSystemSecret(handle),
		}
	}
	return []route{
		row("add_contact_way", true, post(addContactWay)),
		row("get_contact_way", false, post(getContactWay)),
		row("list_contact_way", false, post(listContactWays), "contact_way"),
		row("update_contact_way", true, post(updateContactWay)),
		row("del_contact_way", true, post(delContactWay)),
		row("close_temp_chat", true, post(closeTempChat)),
	}
}

// notSystemSecret: the 客户联系 secret is not in the page's table of credentials.
func notSystemSecret(handle handler) handler {
	return func(c *call) (any, error) {
		if c.app.Kind == AppCustomerContact && !c.store.sw.WaySystemSecret {
			return nil, fail(48002)
		}
		return handle(c)
	}
}

// wireAddWay is the body of add_contact_way.
type wireAddWay struct {
	Type          *int64           `json:"type"`
	Scene         *int64           `json:"scene"`
	Style         *int64           `json:"style"`
	Remark        *string          `json:"remark"`
	SkipVerify    *bool            `json:"skip_verify"`
	State         *string          `json:"state"`
	User          []string         `json:"user"`
	Party         []int64          `json:"party"`
	IsTemp        *bool            `json:"is_temp"`
	ExpiresIn     *int64           `json:"expires_in"`
	ChatExpiresIn *int64           `json:"chat_expires_in"`
	UnionID       *string          `json:"unionid"`
	IsExclusive   *bool            `json:"is_exclusive"`
	MarkSource    *bool            `json:"mark_source"`
	Conclusions   *wireConclusions `json:"conclusions"`
}

type wireUpdateWay struct {
	ConfigID      *string          `json:"config_id"`
	Style         *int64           `json:"style"`
	Remark        *string          `json:"remark"`
	SkipVerify    *bool            `json:"skip_verify"`
	State         *string          `json:"state"`
	User          []string         `json:"user"`
	Party         []int64          `json:"party"`
	ExpiresIn     *int64           `json:"expires_in"`
	ChatExpiresIn *int64           `json:"chat_expires_in"`
	UnionID       *string          `json:"unionid"`
	IsExclusive   *bool            `json:"is_exclusive"` // known only while WayExclusiveUpdatable
	MarkSource    *bool            `json:"mark_source"`
	Conclusions   *wireConclusions `json:"conclusions"`
}

type wireWayID struct {
	ConfigID *string `json:"config_id"`
}

type wireWayWindow struct {
	StartTime *int64  `json:"start_time"`
	EndTime   *int64  `json:"end_time"`
	Cursor    *string `json:"cursor"`
	Limit     *int64  `json:"limit"`
}

type wireTempChat struct {
	UserID         *string `json:"userid"`
	ExternalUserID *string `json:"external_userid"`
}

func addContactWay(c *call, in *wireAddWay) (any, error) {
	w, err := c.store.addWay(in, c.app)
	if err != nil {
		return nil, err
	}
	out := &object{}
	out.put("config_id", w.ConfigID)
	if w.Scene == SceneQRCode {
		out.put("qr_code", c.base+w.QRPath())
	}
	return out, nil
}

func getContactWay(c *call, in *wireWayID) (any, error) {
	w, err := c.store.findWay(in.ConfigID, c.app)
	if err != nil {
		return nil, err
	}
	if c.store.sw.WayExpiredGone && w.expired(c.store.now()) {
		return nil, fail(41044)
	}
	out := &object{}
	out.put("contact_way", c.store.wireWay(w, c.base))
	return out, nil
}

func (st *store) wireWay(w *ContactWay, base string) *object {
	out := &object{}
	text := func(name, value string) {
		if value == "" {
			out.putEmpty(name, "", st.sw.WayEmptyKeys)
			return
		}
		out.put(name, value)
	}
	out.put("config_id", w.ConfigID)
	out.put("type", w.Type)
	out.put("scene", w.Scene)
	if w.Scene == SceneMiniProgram {
		switch {
		case w.Style != 0:
			out.put("style", w.Style)
		case st.sw.WayStyle == "1":
			out.put("style", 1)
		case st.sw.WayStyle == "0":
			out.put("style", 0)
		}
	}
	text("remark", w.Remark)
	out.put("skip_verify", w.SkipVerify)
	text("state", w.State)
	if w.Scene == SceneQRCode {
		out.put("qr_code", base+w.QRPath())
	}
	users, departments := w.Users, w.Departments
	if st.sw.WayDepartedHidden {
		users, departments = st.living(users, departments)
	}
	putList(out, st, "user", users, st.sw.WayEmptyKeys)
	putList(out, st, "party", departments, st.sw.WayEmptyKeys)
	out.put("is_temp", w.Temporary)
	form := st.sw.WayTemporaryKeys
	if form == "" {
		form = EmptyAbsent
	}
	if w.Temporary {
		out.put("expires_in", w.ExpiresIn)
		out.put("chat_expires_in", w.ChatExpiresIn)
		text("unionid", w.UnionID)
	} else {
		out.putEmpty("expires_in", 0, form)
		out.putEmpty("chat_expires_in", 0, form)
		out.putEmpty("unionid", "", form)
	}
	if w.Conclusions != nil {
		out.put("conclusions", st.wireConclusions(w.Conclusions, base))
	} else {
		out.putEmpty("conclusions", struct{}{}, form)
	}
	if st.sw.WayExclusiveShown {
		out.put("is_exclusive", w.Exclusive)
	}
	if !st.sw.WayMarkSourceAbsent {
		out.put("mark_source", w.MarkSource)
	}
	return out
}

// living drops members and departments that are gone.
func (st *store) living(users []string, departments []int64) ([]string, []int64) {
	users = slices.DeleteFunc(slices.Clone(users), func(id string) bool { return st.member(id) == nil })
	departments = slices.DeleteFunc(slices.Clone(departments), func(id int64) bool { return st.departments[id] == nil })
	return users, departments
}

// listedSince: ways made up to 2021-07-10 are never listed; the day ends at midnight in China.
var listedSince = chinaDay(2021, 7, 11)

const (
	wayPage    = 100
	wayPageMax = 1000
	wayWindow  = 90 * 24 * 3600
)

func listContactWays(c *call, in *wireWayWindow) (any, error) {
	st, now := c.store, c.store.now().Unix()
	from, to := now-wayWindow, now
	if in.StartTime != nil {
		from = *in.StartTime
	}
	if in.EndTime != nil {
		to = *in.EndTime
	}
	limit, after, err := readPage(in.Limit, in.Cursor, wayPage, wayPageMax)
	switch {
	case err != nil:
		return nil, err
	case from > to || from < 0:
		return nil, badParameter("start_time")
	case st.sw.WayWindow90 && to-from > wayWindow:
		return nil, badParameter("end_time")
	}
	var ids []string
	for _, id := range sortedKeys(st.ways) {
		w := st.ways[id]
		if w.Temporary || w.CreateTime < listedSince.Unix() || w.CreateTime < from || w.CreateTime > to ||
			st.sw.WayListOwn && w.Owner != c.app.Name {
			continue
		}
		ids = append(ids, id)
	}
	found, next := cutPage(ids, after, limit)
	if st.sw.WayListDuplicates && after != "" && len(found) > 0 {
		if _, ok := st.ways[after]; ok {
			found = append([]string{after}, found...)
		}
	}
	rows := []wireWayRow{}
	for _, id := range found {
		rows = append(rows, wireWayRow{id})
	}
	return struct {
		Ways []wireWayRow `json:"contact_way"`
		Next string       `json:"next_cursor"`
	}{shuffled(st, rows), next}, nil
}

type wireWayRow struct {
	ConfigID string `json:"config_id"`
}

func updateContactWay(c *call, in *wireUpdateWay) (any, error) {
	if in.IsExclusive != nil && !c.store.sw.WayExclusiveUpdatable {
		c.report("is_exclusive: unknown key")
		in.IsExclusive = nil
	}
	return nil, c.store.updateWay(in, c.app)
}

func delContactWay(c *call, in *wireWayID) (any, error) {
	st := c.store
	if in.ConfigID != nil && st.sw.WayDeleteTwice && slices.Contains(st.state.DeletedWays, *in.ConfigID) {
		return nil, nil
	}
	w, err := st.findWay(in.ConfigID, c.app)
	if err != nil {
		return nil, err
	}
	st.deleteWay(w.ConfigID)
	return nil, nil
}

// closeTempChat ends a running temporary session. assumed: an unknown external_userid is one that is not of the
// form of customers' ids (wm…, wo…).
func closeTempChat(c *call, in *wireTempChat) (any, error) {
	st := c.store
	switch {
	case in.UserID == nil || *in.UserID == "":
		return nil, fail(41009)
	case in.ExternalUserID == nil || *in.ExternalUserID == "":
		return nil, failText(41035, "missing external userid")
	case !strings.HasPrefix(*in.ExternalUserID, "wm") && !strings.HasPrefix(*in.ExternalUserID, "wo"):
		return nil, fail(40096)
	}
	if err := st.checkNodes(c.app, []string{*in.UserID}, nil, noGates); err != nil {
		return nil, err
	}
	for i, chat := range st.state.TempChats {
		if userKey(chat.UserID) == userKey(*in.UserID) && chat.ExternalUserID == *in.ExternalUserID && st.now().Unix() < chat.Until {
			st.state.TempChats = slices.Delete(st.state.TempChats, i, i+1)
			return nil, nil
		}
	}
	return nil, fail(84061)
}
