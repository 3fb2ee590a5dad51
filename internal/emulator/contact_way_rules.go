// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

func validStyle(way, style int64) bool {
	return style >= 1 && (style <= 2 || style == 3 && way == WaySingle)
}

// wayText checks remark and state.
func (st *store) wayText(name string, text *string) (string, error) {
	if text == nil {
		return "", nil
	}
	if st.length(*text) <= maxWayChars {
		return *text, nil
	}
	if !st.sw.WayLongTextCut {
		return "", core.TooLong(name, maxWayChars)
	}
	out := []rune(*text)
	for st.length(string(out)) > maxWayChars {
		out = out[:len(out)-1]
	}
	return string(out), nil
}

// tempSeconds checks expires_in and chat_expires_in; 0 is usual.
func tempSeconds(name string, given *int64, usual int64) (int64, error) {
	switch {
	case given == nil || *given == 0:
		return usual, nil
	case *given < 0 || *given > maxTempSeconds:
		return 0, core.BadParameter(name)
	}
	return *given, nil
}

// addWay checks in the order of the code numbers: type and scene missing, invalid, then the rest of the parameters, the
// members, the counts.
func (st *store) addWay(in *wireAddWay, app *App) (*ContactWay, error) {
	switch {
	case in.Type == nil:
		return nil, core.Fail(41037)
	case in.Scene == nil:
		return nil, core.Fail(41038)
	case *in.Type != WaySingle && *in.Type != WayMulti:
		return nil, core.Fail(41039)
	case *in.Scene != SceneMiniProgram && *in.Scene != SceneQRCode:
		return nil, core.Fail(41040)
	case *in.Scene == SceneMiniProgram && in.Style != nil && !validStyle(*in.Type, *in.Style):
		return nil, core.Fail(41042)
	}
	w := &ContactWay{
		Type: *in.Type, Scene: *in.Scene, Users: in.User, Departments: core.Distinct(in.Party),
		SkipVerify: orTrue(in.SkipVerify), MarkSource: orTrue(in.MarkSource),
		Exclusive: in.IsExclusive != nil && *in.IsExclusive, Temporary: in.IsTemp != nil && *in.IsTemp,
		CreateTime: st.Now().Unix(), Owner: app.Name,
	}
	if w.Scene == SceneMiniProgram && in.Style != nil {
		w.Style = *in.Style
	}
	var err error
	if w.Remark, err = st.wayText("remark", in.Remark); err != nil {
		return nil, err
	}
	if w.State, err = st.wayText("state", in.State); err != nil {
		return nil, err
	}
	if err := st.wayRange(w); err != nil {
		return nil, err
	}
	if w.Temporary {
		if err := st.applyTemporary(w, in.ExpiresIn, in.ChatExpiresIn, in.UnionID, in.Conclusions); err != nil {
			return nil, err
		}
	}
	if err := st.checkNodes(app, w.Users, w.Departments, allGates); err != nil {
		return nil, err
	}
	w.Users = st.canonical(w.Users)
	if st.covered(w.Users, w.Departments) > maxWayUsers {
		return nil, core.Fail(41041)
	}
	if err := st.countWay(w); err != nil {
		return nil, err
	}
	return st.ways.Add(*w)
}

// wayRange: one user for a single way, which has no departments; any node for a multi way.
func (st *store) wayRange(w *ContactWay) error {
	if w.Type == WaySingle {
		w.Departments = nil // "effective only for type=2"
		if len(w.Users) > 1 {
			return core.Fail(41041)
		}
	}
	if len(w.Users)+len(w.Departments) == 0 {
		return st.emptyParameter("user")
	}
	return nil
}

// applyTemporary sets what only temporary ways have. A nil closing message leaves none.
func (st *store) applyTemporary(w *ContactWay, expires, chat *int64, unionID *string, closing *wireConclusions) error {
	if w.Type != WaySingle {
		return core.BadParameter("is_temp")
	}
	if st.closed.TemporarySessions {
		return core.Fail(41200)
	}
	var err error
	if w.ExpiresIn, err = tempSeconds("expires_in", expires, usualExpiresIn); err != nil {
		return err
	}
	if w.ChatExpiresIn, err = tempSeconds("chat_expires_in", chat, usualChatDuration); err != nil {
		return err
	}
	w.UnionID = ""
	if unionID != nil && *unionID != "" {
		if st.closed.DeveloperAccount {
			return core.Fail(41057)
		}
		w.UnionID = *unionID
	}
	w.Conclusions = nil
	if closing != nil {
		if w.Conclusions, err = st.readConclusions(closing); err != nil {
			return err
		}
	}
	return nil
}

// countWay checks the number of ways. Temporary ones have a limit per day instead; assumed: 45009 beyond it.
func (st *store) countWay(w *ContactWay) error {
	if !w.Temporary {
		return st.roomForWay()
	}
	today := st.Now().In(core.China).Format(time.DateOnly)
	if st.state.WaysDay != today {
		st.state.WaysDay, st.state.DailyWays = today, 0
	}
	if st.state.DailyWays >= core.OrDefault(st.limits.DailyWays, maxDailyWays) {
		return core.Fail(45009)
	}
	st.state.DailyWays++
	return nil
}

// roomForWay checks the pool that contact ways and join ways share.
func (st *store) roomForWay() error {
	n := st.joinWays.Len()
	for other := range st.ways.All() {
		if !other.Temporary {
			n++
		}
	}
	if n >= core.OrDefault(st.limits.ContactWays, maxWays) {
		return core.Fail(41045)
	}
	return nil
}

func orTrue(b *bool) bool { return b == nil || *b }
