// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Values of ContactWay.Type and ContactWay.Scene (page 92228).
const (
	WaySingle        int64 = 1
	WayMulti         int64 = 2
	SceneMiniProgram int64 = 1
	SceneQRCode      int64 = 2
)

const (
	maxWayChars       = 30
	maxWayUsers       = 100
	maxWays           = 500_000
	maxDailyWays      = 100_000
	maxTempSeconds    = 14 * 24 * 3600
	usualExpiresIn    = 7 * 24 * 3600
	usualChatDuration = 24 * 3600
)

// ContactWay is one contact way (联系我). In a seed, an id and a create time that are left out are made up.
type ContactWay struct {
	ConfigID   string `json:"config_id"`
	Type       int64  `json:"type" form:"类型|Type" options:"1=单人|single,2=多人|multi" preset:"1" only:"add"`
	Scene      int64  `json:"scene" form:"场景|Scene" options:"2=二维码|QR code,1=小程序|mini program" preset:"2" only:"add"`
	Style      int64  `json:"style,omitempty"`
	Remark     string `json:"remark,omitempty" form:"备注|Remark"`
	State      string `json:"state,omitempty" form:"渠道|State"`
	SkipVerify bool   `json:"skip_verify" form:"添加时无需验证|No approval needed" preset:"true"`
	MarkSource bool   `json:"mark_source" form:"标记来源|Mark source" only:"update"`
	Exclusive  bool   `json:"is_exclusive,omitempty"`
	// Users and Departments are as configured: members who left stay until somebody updates the way.
	Users       []string `json:"users,omitempty" form:"使用成员|Userids" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"使用部门|Departments"`
	Temporary   bool     `json:"is_temp,omitempty"`
	// ExpiresIn and ChatExpiresIn are seconds, of temporary ways only.
	ExpiresIn     int64        `json:"expires_in,omitempty"`
	ChatExpiresIn int64        `json:"chat_expires_in,omitempty"`
	UnionID       string       `json:"unionid,omitempty"`
	Conclusions   *Conclusions `json:"conclusions,omitempty"`
	CreateTime    int64        `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console.
	Owner string `json:"owner,omitempty"`
	// Used: a temporary code is dead once one contact was added with it.
	Used bool `json:"used,omitempty"`
}

// ClosedFunctions are functions that WeCom opens to some corps only. The zero value has all of them open.
type ClosedFunctions struct {
	// TemporarySessions: the corp is not in the medical industry; is_temp answers 41200 (assumed).
	TemporarySessions bool `json:"temporary_sessions,omitempty"`
	// DeveloperAccount: no WeChat developer account is bound; unionid answers 41057.
	DeveloperAccount bool `json:"developer_account,omitempty"`
	// LinkPriority: 客户与成员关系绑定 is not open to the corp's category; priority_option answers 41200.
	LinkPriority bool `json:"link_priority,omitempty"`
}

func newWays(st *store) *core.Collection[string, ContactWay] {
	unknown := func() error { return core.Fail(41044) }
	return core.NewCollection(&st.Store, core.Rules[string, ContactWay]{
		Created: func(w *ContactWay) int64 { return w.CreateTime },
		Noun:    "contact way",
		Key:     func(w *ContactWay) *string { return &w.ConfigID },
		Fresh:   func(taken func(string) bool) string { return st.NewHexID("config", taken) },
		Check:   st.checkWay,
		None:    func(string, bool) error { return unknown() },
		Taken:   unknown,
		Missing: func() error { return core.Fail(41043) },
		Foreign: func(w *ContactWay, app *App) error {
			if code, err := strconv.Atoi(st.sw.WayForeign); err == nil && app.Name != w.Owner {
				return core.Fail(code)
			}
			return nil
		},
	})
}

// code names the way's pictures. It depends on the id alone, so that the address of the code never changes.
func (w *ContactWay) code() string {
	sum := sha256.Sum256([]byte("contact way/" + w.ConfigID))
	return hex.EncodeToString(sum[:16])
}

// QRPath is where the emulator serves the way's QR code, below its own address; empty for mini-program ways.
func (w ContactWay) QRPath() string {
	if w.Scene != SceneQRCode {
		return ""
	}
	return qrPrefix + w.code() + ".png"
}

func (w *ContactWay) expired(now time.Time) bool {
	return w.Temporary && (w.Used || now.Unix() >= w.CreateTime+w.ExpiresIn)
}

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

// tempSeconds checks expires_in and chat_expires_in. assumed: 0 means the default.
func tempSeconds(name string, given *int64, usual int64) (int64, error) {
	switch {
	case given == nil || *given == 0:
		return usual, nil
	case *given < 0 || *given > maxTempSeconds:
		return 0, core.BadParameter(name)
	}
	return *given, nil
}

// addWay checks in the order of the code numbers: type and scene missing, invalid, then the rest of the
// parameters, the members, the counts.
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
		n := 0
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

func orTrue(b *bool) bool { return b == nil || *b }

// checkWay is what every stored way obeys, whoever made it. Members and departments may be gone.
func (st *store) checkWay(w *ContactWay) error {
	if w.CreateTime == 0 {
		w.CreateTime = st.Now().Unix()
	}
	switch {
	case w.Type != WaySingle && w.Type != WayMulti:
		return core.Fail(41039)
	case w.Scene != SceneMiniProgram && w.Scene != SceneQRCode:
		return core.Fail(41040)
	case w.Style != 0 && (w.Scene != SceneMiniProgram || !validStyle(w.Type, w.Style)):
		return core.Fail(41042)
	case w.Type == WaySingle && (len(w.Users) != 1 || len(w.Departments) > 0):
		return core.Fail(41041)
	case len(w.Users)+len(w.Departments) == 0:
		return st.emptyParameter("user")
	case core.Chars(w.Remark) > maxWayChars:
		return core.TooLong("remark", maxWayChars)
	case core.Chars(w.State) > maxWayChars:
		return core.TooLong("state", maxWayChars)
	case w.Temporary && (w.Type != WaySingle || w.ExpiresIn < 1 || w.ExpiresIn > maxTempSeconds || w.ChatExpiresIn < 1 || w.ChatExpiresIn > maxTempSeconds):
		return core.BadParameter("is_temp")
	case !w.Temporary && (w.ExpiresIn != 0 || w.ChatExpiresIn != 0 || w.UnionID != "" || w.Conclusions != nil):
		return core.BadParameter("is_temp")
	}
	return nil
}
