// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// wireWayKeys are the keys that add_contact_way and update_contact_way share.
type wireWayKeys struct {
	Style         *int64           `json:"style"`
	Remark        *string          `json:"remark"`
	SkipVerify    *bool            `json:"skip_verify"`
	State         *string          `json:"state"`
	User          []string         `json:"user"`
	Party         []int64          `json:"party"`
	ExpiresIn     *int64           `json:"expires_in"`
	ChatExpiresIn *int64           `json:"chat_expires_in"`
	UnionID       *string          `json:"unionid"`
	IsExclusive   *bool            `json:"is_exclusive"` // in update known only while WayExclusiveUpdatable
	MarkSource    *bool            `json:"mark_source"`
	Conclusions   *wireConclusions `json:"conclusions"`
}

type wireAddWay struct {
	Type   *int64 `json:"type"`
	Scene  *int64 `json:"scene"`
	IsTemp *bool  `json:"is_temp"`
	wireWayKeys
}

type wireUpdateWay struct {
	ConfigID *string `json:"config_id"`
	wireWayKeys
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

func (st *store) wireWay(w *ContactWay, base string) *core.Object {
	out := &core.Object{}
	text := func(name, value string) {
		if value == "" {
			out.PutEmpty(name, "", st.sw.WayEmptyKeys)
			return
		}
		out.Put(name, value)
	}
	out.Put("config_id", w.ConfigID)
	out.Put("type", w.Type)
	out.Put("scene", w.Scene)
	if w.Scene == SceneMiniProgram {
		switch {
		case w.Style != 0:
			out.Put("style", w.Style)
		case st.sw.WayStyle == "1":
			out.Put("style", 1)
		case st.sw.WayStyle == "0":
			out.Put("style", 0)
		}
	}
	text("remark", w.Remark)
	out.Put("skip_verify", w.SkipVerify)
	text("state", w.State)
	if w.Scene == SceneQRCode {
		out.Put("qr_code", base+w.QRPath())
	}
	users, departments := w.Users, w.Departments
	if st.sw.WayDepartedHidden {
		users, departments = st.living(users, departments)
	}
	core.PutList(out, &st.Store, "user", users, st.sw.WayEmptyKeys)
	core.PutList(out, &st.Store, "party", departments, st.sw.WayEmptyKeys)
	out.Put("is_temp", w.Temporary)
	form := st.sw.WayTemporaryKeys
	if form == "" {
		form = EmptyAbsent
	}
	if w.Temporary {
		out.Put("expires_in", w.ExpiresIn)
		out.Put("chat_expires_in", w.ChatExpiresIn)
		text("unionid", w.UnionID)
	} else {
		out.PutEmpty("expires_in", 0, form)
		out.PutEmpty("chat_expires_in", 0, form)
		out.PutEmpty("unionid", "", form)
	}
	if w.Conclusions != nil {
		out.Put("conclusions", st.wireConclusions(w.Conclusions, base))
	} else {
		out.PutEmpty("conclusions", struct{}{}, form)
	}
	if st.sw.WayExclusiveShown {
		out.Put("is_exclusive", w.Exclusive)
	}
	if !st.sw.WayMarkSourceAbsent {
		out.Put("mark_source", w.MarkSource)
	}
	return out
}

type wireWayRow struct {
	ConfigID string `json:"config_id"`
}
