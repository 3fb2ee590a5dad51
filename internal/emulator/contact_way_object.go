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
