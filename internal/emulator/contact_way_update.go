// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// emptyUpdate says what an empty value does in an update: whether the old one stays, or an error. usual is the reading
// without switches.
func emptyUpdate(name, reading, usual string) (keep bool, err error) {
	switch cmp.Or(reading, usual) {
	case EmptyClears:
		return false, nil
	case EmptyRefused:
		return false, core.BadParameter(name)
	}
	return true, nil
}

func (st *store) updateWay(in *wireUpdateWay, app *App) error {
	old, err := st.ways.Own(in.ConfigID, app)
	if err != nil {
		return err
	}
	w := core.Copy(*old)
	if w.expired(st.Now()) {
		return core.Fail(41044) // "an expired temporary way cannot be edited"; the code is assumed
	}
	st.omitted(&w, in)
	if w.Scene == SceneMiniProgram && in.Style != nil {
		if !validStyle(w.Type, *in.Style) {
			return core.Fail(41042)
		}
		w.Style = *in.Style
	}
	if err := st.updateTexts(&w, in); err != nil {
		return err
	}
	core.Lay(&w.SkipVerify, in.SkipVerify)
	if in.MarkSource != nil {
		if *in.MarkSource != w.MarkSource && w.Owner != app.Name {
			return core.Fail(60011) // "only the app that created the way may change it"; the code is assumed
		}
		w.MarkSource = *in.MarkSource
	}
	core.Lay(&w.Exclusive, in.IsExclusive)
	if err := st.updateWayNodes(&w, in); err != nil {
		return err
	}
	if w.Temporary {
		if err := st.updateTemporary(&w, in); err != nil {
			return err
		}
	}
	// Nodes that the call does not name are not checked: the way keeps who left.
	if err := st.checkNodes(app, in.User, nodesFor(&w, in.Party), allGates); err != nil {
		return err
	}
	w.Users = st.canonical(w.Users)
	if (in.User != nil || in.Party != nil) && st.covered(w.Users, w.Departments) > maxWayUsers {
		return core.Fail(41041)
	}
	return st.ways.Replace(old, w)
}

func nodesFor(w *ContactWay, party []int64) []int64 {
	if w.Type == WaySingle {
		return nil
	}
	return party
}

// omitted gives keys that the update does not carry the value that the switch says.
func (st *store) omitted(w *ContactWay, in *wireUpdateWay) {
	if st.sw.WayOmitted == OmittedKept {
		return
	}
	w.SkipVerify, w.MarkSource = true, true
	if st.sw.WayOmitted == OmittedFlagsTrue {
		return
	}
	w.Style, w.Remark, w.State, w.UnionID, w.Conclusions = 0, "", "", "", nil
	if w.Temporary {
		w.ExpiresIn, w.ChatExpiresIn = usualExpiresIn, usualChatDuration
	}
	if w.Type == WayMulti && in.User != nil && in.Party == nil {
		w.Departments = nil
	}
	if w.Type == WayMulti && in.Party != nil && in.User == nil {
		w.Users = nil
	}
}

func (st *store) updateTexts(w *ContactWay, in *wireUpdateWay) error {
	for _, t := range []struct {
		name  string
		value *string
		into  *string
	}{{"remark", in.Remark, &w.Remark}, {"state", in.State, &w.State}} {
		if t.value == nil {
			continue
		}
		if *t.value == "" && *t.into != "" {
			keep, err := emptyUpdate(t.name, st.sw.WayEmptyText, EmptyClears)
			if err != nil {
				return err
			}
			if keep {
				continue
			}
		}
		text, err := st.wayText(t.name, t.value)
		if err != nil {
			return err
		}
		*t.into = text
	}
	return nil
}

func (st *store) updateWayNodes(w *ContactWay, in *wireUpdateWay) error {
	if in.User != nil {
		keep, err := false, error(nil)
		if len(in.User) == 0 && len(w.Users) > 0 {
			keep, err = emptyUpdate("user", st.sw.WayEmptyList, EmptyIgnored)
		}
		if err != nil {
			return err
		}
		if !keep {
			w.Users = in.User
		}
	}
	if in.Party != nil {
		keep, err := false, error(nil)
		if len(in.Party) == 0 && len(w.Departments) > 0 {
			keep, err = emptyUpdate("party", st.sw.WayEmptyList, EmptyIgnored)
		}
		if err != nil {
			return err
		}
		if !keep {
			w.Departments = core.Distinct(in.Party)
		}
	}
	return st.wayRange(w)
}

func (st *store) updateTemporary(w *ContactWay, in *wireUpdateWay) error {
	var err error
	sent := func(seconds *int64) bool { return seconds != nil && (*seconds != 0 || !st.sw.WayTempZeroKept) }
	if sent(in.ExpiresIn) {
		if w.ExpiresIn, err = tempSeconds("expires_in", in.ExpiresIn, usualExpiresIn); err != nil {
			return err
		}
	}
	if sent(in.ChatExpiresIn) {
		if w.ChatExpiresIn, err = tempSeconds("chat_expires_in", in.ChatExpiresIn, usualChatDuration); err != nil {
			return err
		}
	}
	if in.UnionID == nil && !st.sw.WayUnionIDKept {
		w.UnionID = ""
	}
	if in.UnionID != nil {
		keep := false
		if *in.UnionID == "" && w.UnionID != "" {
			if keep, err = emptyUpdate("unionid", st.sw.WayEmptyText, EmptyClears); err != nil {
				return err
			}
		}
		if *in.UnionID != "" && st.closed.DeveloperAccount {
			return core.Fail(41057)
		}
		if !keep {
			w.UnionID = *in.UnionID
		}
	}
	if in.Conclusions == nil {
		return nil
	}
	if in.Conclusions.empty() && w.Conclusions != nil {
		keep, err := emptyUpdate("conclusions", st.sw.WayEmptyConclusions, EmptyRefused)
		if !keep && err == nil {
			w.Conclusions = nil
		}
		return err
	}
	w.Conclusions, err = st.readConclusions(in.Conclusions)
	return err
}
