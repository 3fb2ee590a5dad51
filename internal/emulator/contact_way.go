// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

const familyContactWay = "contact_way"

func contactWayRoutes() []core.Route {
	row := func(name string, write bool, handle core.Handler, empty ...string) core.Route {
		return externalRow(familyContactWay, 92228)(name, write, notSystemSecret(handle), empty...)
	}
	return []core.Route{
		row("add_contact_way", true, post(addContactWay)),
		row("get_contact_way", false, post(getContactWay)),
		row("list_contact_way", false, post(listContactWays), "contact_way"),
		row("update_contact_way", true, post(updateContactWay)),
		row("del_contact_way", true, post(delContactWay)),
		row("close_temp_chat", true, post(closeTempChat)),
	}
}

// notSystemSecret: the 客户联系 secret is not in the page's table of credentials, which forbids it nothing.
func notSystemSecret(handle core.Handler) core.Handler {
	return get(func(c *call) (any, error) {
		if c.App.Kind == AppCustomerContact && c.store.sw.WaySystemSecretRefused {
			return nil, core.Fail(48002)
		}
		return handle(c.Call)
	})
}

func addContactWay(c *call, in *wireAddWay) (any, error) {
	w, err := c.store.addWay(in, c.App)
	if err != nil {
		return nil, err
	}
	out := &core.Object{}
	out.Put("config_id", w.ConfigID)
	if w.Scene == SceneQRCode {
		out.Put("qr_code", c.Base+w.QRPath())
	}
	return out, nil
}

func getContactWay(c *call, in *wireWayID) (any, error) {
	w, err := c.store.ways.Own(in.ConfigID, c.App)
	if err != nil {
		return nil, err
	}
	if c.store.sw.WayExpiredGone && w.expired(c.store.Now()) {
		return nil, core.Fail(41044)
	}
	out := &core.Object{}
	out.Put("contact_way", c.store.wireWay(w, c.Base))
	return out, nil
}

// listedSince: ways made up to 2021-07-10 are never listed; the day ends at midnight in China.
var listedSince = core.ChinaDay(2021, 7, 11)

const (
	wayPage    = 100
	wayPageMax = 1000
	wayWindow  = 90 * 24 * 3600
)

func listContactWays(c *call, in *wireWayWindow) (any, error) {
	st, now := c.store, c.store.Now().Unix()
	from, to := now-wayWindow, now
	given := func(t *int64) bool { return t != nil && (*t != 0 || st.sw.WayZeroTimes) }
	if given(in.StartTime) {
		from = *in.StartTime
	}
	if given(in.EndTime) {
		to = *in.EndTime
	}
	switch {
	case from > to || from < 0:
		return nil, core.BadParameter("start_time")
	case st.sw.WayWindow90 && to-from > wayWindow:
		return nil, core.BadParameter("end_time")
	}
	found, next, err := st.ways.Page(in.Limit, in.Cursor, wayPage, wayPageMax, st.sw.WayListDuplicates, func(w *ContactWay) bool {
		return !w.Temporary && w.CreateTime >= listedSince.Unix() && w.CreateTime >= from && w.CreateTime <= to &&
			(!st.sw.WayListOwn || w.Owner == c.App.Name)
	})
	if err != nil {
		return nil, err
	}
	rows := []wireWayRow{}
	for _, w := range found {
		rows = append(rows, wireWayRow{w.ConfigID})
	}
	return struct {
		Ways []wireWayRow `json:"contact_way"`
		Next string       `json:"next_cursor"`
	}{core.Shuffled(&st.Store, rows), next}, nil
}

func updateContactWay(c *call, in *wireUpdateWay) (any, error) {
	if in.IsExclusive != nil && !c.store.sw.WayExclusiveUpdatable {
		c.Report("is_exclusive: unknown key")
		in.IsExclusive = nil
	}
	return nil, c.store.updateWay(in, c.App)
}

func delContactWay(c *call, in *wireWayID) (any, error) {
	st := c.store
	if in.ConfigID != nil && st.sw.WayDeleteTwice && st.ways.Deleted(*in.ConfigID) {
		return nil, nil
	}
	return nil, st.ways.DeleteOwn(in.ConfigID, c.App)
}

// closeTempChat ends a running temporary session. assumed: an unknown external_userid is one that is not of the form of
// customers' ids (wm…, wo…).
func closeTempChat(c *call, in *wireTempChat) (any, error) {
	st := c.store
	switch {
	case in.UserID == nil || *in.UserID == "":
		return nil, core.Fail(41009)
	case in.ExternalUserID == nil || *in.ExternalUserID == "":
		return nil, core.FailText(41035, "missing external userid")
	case !strings.HasPrefix(*in.ExternalUserID, "wm") && !strings.HasPrefix(*in.ExternalUserID, "wo"):
		return nil, core.Fail(40096)
	}
	if err := st.checkNodes(c.App, []string{*in.UserID}, nil, noGates); err != nil {
		return nil, err
	}
	for i, chat := range st.state.TempChats {
		if userKey(chat.UserID) == userKey(*in.UserID) && chat.ExternalUserID == *in.ExternalUserID && st.Now().Unix() < chat.Until {
			st.state.TempChats = slices.Delete(st.state.TempChats, i, i+1)
			return nil, nil
		}
	}
	return nil, core.Fail(84061)
}
