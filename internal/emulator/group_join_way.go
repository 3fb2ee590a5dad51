// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// JoinWay is one way into customer groups (加入群聊, page 92229). In a seed, an id and a create time that are left out are
// made up, and the groups need not exist.
type JoinWay struct {
	ConfigID     string   `json:"config_id"`
	Scene        int64    `json:"scene" form:"场景|Scene" options:"2=二维码|QR code,1=小程序|mini program" preset:"2"`
	Remark       string   `json:"remark,omitempty" form:"备注|Remark"`
	State        string   `json:"state,omitempty" form:"渠道|State"`
	AutoCreate   bool     `json:"auto_create_room" form:"自动新建群|Makes new groups" preset:"true"`
	RoomBaseName string   `json:"room_base_name,omitempty" form:"群名前缀|Name prefix"`
	RoomBaseID   int64    `json:"room_base_id" form:"起始序号|First number"`
	Chats        []string `json:"chat_id_list" form:"客户群|Groups" input:"words"`
	MarkSource   bool     `json:"mark_source" form:"标记来源|Mark source" preset:"true"`
	CreateTime   int64    `json:"create_time"`
	// Made is how many groups WeCom made since room_base_id was set, Codes how often the code became another one.
	Made  int64 `json:"made,omitempty"`
	Codes int64 `json:"codes,omitempty"`
	// Owner is the name of the app that made it, which alone can read it.
	Owner string `json:"owner,omitempty"`
}

const (
	familyJoinWay  = "group_join_way"
	maxJoinChats   = 5
	maxRoomName    = 40
	joinWayPage    = 92229
	unknownJoinWay = 41044
)

func newJoinWays(st *store) *core.Collection[string, JoinWay] {
	unknown := func(reading string) error {
		if code, err := strconv.Atoi(reading); err == nil {
			return core.Fail(code)
		}
		return core.Fail(unknownJoinWay)
	}
	return core.NewCollection(&st.Store, core.Rules[string, JoinWay]{
		Created: func(w *JoinWay) int64 { return w.CreateTime },
		Noun:    "join way", Key: func(w *JoinWay) *string { return &w.ConfigID }, Check: st.checkJoinWay,
		Fresh:   func(taken func(string) bool) string { return st.NewHexID("join way", taken) },
		None:    func(string, bool) error { return unknown(st.sw.JoinUnknown) },
		Taken:   func() error { return core.Fail(unknownJoinWay) },
		Missing: func() error { return core.Fail(41043) },
		Foreign: func(w *JoinWay, app *App) error {
			if w.Owner == app.Name {
				return nil
			}
			return unknown(st.sw.JoinForeign)
		},
	})
}

func joinWayRoutes() []core.Route {
	row := externalRow(familyJoinWay, joinWayPage)
	return []core.Route{
		row("groupchat/add_join_way", true, post(addJoinWay)),
		row("groupchat/get_join_way", false, post(getJoinWay)),
		row("groupchat/update_join_way", true, post(updateJoinWay)),
		row("groupchat/del_join_way", true, post(deleteJoinWay)),
	}
}

// checkJoinWay is what every stored join way obeys; groups that WeCom made may bring it above the number that a call
// may name.
func (st *store) checkJoinWay(w *JoinWay) error {
	if w.CreateTime == 0 {
		w.CreateTime = st.Now().Unix()
	}
	switch {
	case w.Scene != SceneMiniProgram && w.Scene != SceneQRCode:
		return core.Fail(41040)
	case len(w.Chats) == 0:
		return st.emptyParameter("chat_id_list")
	case core.Chars(w.Remark) > maxWayChars:
		return core.TooLong("remark", maxWayChars)
	case core.Chars(w.State) > maxWayChars:
		return core.TooLong("state", maxWayChars)
	case core.Chars(w.RoomBaseName) > maxRoomName:
		return core.TooLong("room_base_name", maxRoomName)
	case w.RoomBaseID < 0:
		return core.BadParameter("room_base_id")
	}
	return nil
}

// code names the picture of the code.
func (w *JoinWay) code() string {
	salt := ""
	if w.Codes > 0 {
		salt = strconv.FormatInt(w.Codes, 10)
	}
	sum := sha256.Sum256([]byte("join way/" + w.ConfigID + salt))
	return hex.EncodeToString(sum[:16])
}

// QRPath is where the emulator serves the code, below its own address.
func (w JoinWay) QRPath() string { return qrPrefix + w.code() + ".png" }

// wireJoinWay is the body of add and update.
type wireJoinWay struct {
	ConfigID     *string  `json:"config_id"` // not in add
	Scene        *int64   `json:"scene"`
	Remark       *string  `json:"remark"`
	AutoCreate   *int64   `json:"auto_create_room"`
	RoomBaseName *string  `json:"room_base_name"`
	RoomBaseID   *int64   `json:"room_base_id"`
	Chats        []string `json:"chat_id_list"`
	State        *string  `json:"state"`
	MarkSource   *bool    `json:"mark_source"`
}

// applyJoinWay lays what was sent over a join way.
func (st *store) applyJoinWay(w *JoinWay, in *wireJoinWay, app *App) error {
	switch {
	case in.Scene == nil:
		return core.Fail(41038)
	case *in.Scene != SceneMiniProgram && *in.Scene != SceneQRCode:
		return core.Fail(41040)
	case len(in.Chats) == 0:
		return st.emptyParameter("chat_id_list")
	case len(in.Chats) > maxJoinChats:
		return core.Fail(41091)
	case in.AutoCreate != nil && *in.AutoCreate != 0 && *in.AutoCreate != 1:
		return core.BadParameter("auto_create_room")
	}
	w.Scene = *in.Scene
	if in.AutoCreate != nil {
		w.AutoCreate = *in.AutoCreate == 1
	}
	if in.Remark != nil {
		w.Remark = st.cut(*in.Remark)
	}
	if in.State != nil {
		if w.State = *in.State; st.length(w.State) > maxWayChars {
			if !st.sw.JoinLongStateCut {
				return core.TooLong("state", maxWayChars)
			}
			w.State = st.cut(w.State)
		}
	}
	if w.AutoCreate {
		if in.RoomBaseName != nil {
			w.RoomBaseName = *in.RoomBaseName
		}
		if in.RoomBaseID != nil && *in.RoomBaseID != w.RoomBaseID {
			w.RoomBaseID, w.Made = *in.RoomBaseID, 0
		}
	}
	core.Lay(&w.MarkSource, in.MarkSource)
	w.Chats = core.Distinct(in.Chats)
	if err := st.checkJoinWay(w); err != nil {
		return err
	}
	for _, id := range w.Chats {
		if err := st.joinable(id, app); err != nil {
			return err
		}
	}
	return nil
}

// cut shortens a text to the number of characters that remark and state may have.
func (st *store) cut(s string) string {
	out := []rune(s)
	for st.length(string(out)) > maxWayChars {
		out = out[:len(out)-1]
	}
	return string(out)
}

func addJoinWay(c *call, in *wireJoinWay) (any, error) {
	if in.ConfigID != nil {
		c.Report("config_id: unknown key")
	}
	st := c.store
	w := JoinWay{AutoCreate: true, MarkSource: true, Owner: c.App.Name}
	if err := st.applyJoinWay(&w, in, c.App); err != nil {
		return nil, err
	}
	c.roomKeys(&w, in)
	if err := st.roomForWay(); err != nil {
		return nil, err
	}
	made, err := st.joinWays.Add(w)
	if err != nil {
		return nil, err
	}
	return map[string]string{"config_id": made.ConfigID}, nil // no edition answers the code
}

// roomKeys reports what has an effect with auto_create_room only.
func (c *call) roomKeys(w *JoinWay, in *wireJoinWay) {
	if !w.AutoCreate && (in.RoomBaseName != nil || in.RoomBaseID != nil) {
		c.Report("room_base_name or room_base_id: without auto_create_room")
	}
}

type wireJoinWayID struct {
	ConfigID *string `json:"config_id"`
}

func getJoinWay(c *call, in *wireJoinWayID) (any, error) {
	w, err := c.store.joinWays.Own(in.ConfigID, c.App)
	if err != nil {
		return nil, err
	}
	return map[string]any{"join_way": c.store.wireJoinWay(w, c.Base)}, nil
}

func (st *store) wireJoinWay(w *JoinWay, base string) *core.Object {
	out := &core.Object{}
	out.Put("config_id", w.ConfigID)
	out.Put("scene", w.Scene)
	out.PutText("remark", w.Remark, st.sw.JoinEmptyKeys)
	auto := 0
	if w.AutoCreate {
		auto = 1
	}
	out.Put("auto_create_room", auto)
	switch {
	case w.AutoCreate || st.sw.JoinRoomOff == JoinRoomKept:
		out.PutText("room_base_name", w.RoomBaseName, st.sw.JoinEmptyKeys)
		out.Put("room_base_id", w.RoomBaseID)
	case st.sw.JoinRoomOff != "":
		out.PutEmpty("room_base_name", "", st.sw.JoinRoomOff)
		out.PutEmpty("room_base_id", 0, st.sw.JoinRoomOff)
	}
	core.PutList(out, &st.Store, "chat_id_list", w.Chats, EmptyShown)
	if w.Scene == SceneQRCode || !st.sw.JoinButtonNoCode {
		out.Put("qr_code", base+w.QRPath())
	}
	out.PutText("state", w.State, st.sw.JoinEmptyKeys)
	if !st.sw.JoinMarkSourceAbsent {
		out.Put("mark_source", w.MarkSource)
	}
	return out
}

// updateJoinWay overwrites (page 92229): what is not sent is as in a new one.
func updateJoinWay(c *call, in *wireJoinWay) (any, error) {
	st := c.store
	old, err := st.joinWays.Own(in.ConfigID, c.App)
	if err != nil {
		return nil, err
	}
	w := core.Copy(*old)
	if !st.sw.JoinOmittedKept {
		w.Remark, w.State, w.AutoCreate, w.MarkSource = "", "", true, true
		if st.sw.JoinRoomOff != JoinRoomKept || in.AutoCreate == nil || *in.AutoCreate == 1 {
			w.RoomBaseName, w.RoomBaseID = "", 0
		}
	}
	if in.Scene != nil && *in.Scene != old.Scene {
		switch st.sw.JoinScene {
		case JoinSceneRefused:
			return nil, core.BadParameter("scene")
		case JoinSceneKept:
			in.Scene = &old.Scene
		}
	}
	if err := st.applyJoinWay(&w, in, c.App); err != nil {
		return nil, err
	}
	c.roomKeys(&w, in)
	if w.RoomBaseID == old.RoomBaseID {
		w.Made = old.Made // assumed: the same number goes on
	}
	if st.sw.JoinQRCode == JoinQREachUpdate || st.sw.JoinQRCode == JoinQRWithScene && w.Scene != old.Scene {
		w.Codes++
	}
	return nil, st.joinWays.Replace(old, w)
}

func deleteJoinWay(c *call, in *wireJoinWayID) (any, error) {
	return nil, c.store.joinWays.DeleteOwn(in.ConfigID, c.App)
}

// AddJoinWay adds a join way, of the app that Owner names, and answers its id.
func (c *Console) AddJoinWay(w JoinWay) (configID string, err error) {
	err = c.edit(func(st *store) (err error) { configID, err = st.joinWays.ConsoleAdd(w); return err })
	return configID, err
}

// UpdateJoinWay changes a join way. WeCom's console does not show those made by API (page 92229), so in real life this
// is another program with the secret of the same app.
func (c *Console) UpdateJoinWay(configID string, change func(*JoinWay)) error {
	return c.edit(func(st *store) error { return st.joinWays.ConsoleUpdate(configID, change) })
}

// DeleteJoinWay deletes a join way; its code is dead, its groups stay.
func (c *Console) DeleteJoinWay(configID string) error {
	return c.edit(func(st *store) error { return st.joinWays.ConsoleDelete(configID) })
}

// TabJoinWays is the tab of join ways.
const TabJoinWays = "join-ways"

var joinWayPart = holding(part{routes: joinWayRoutes, tab: &Tab{Key: TabJoinWays, Title: "加入群聊|Join ways"}, operations: []core.Operation{
	op("add_join_way", (*Console).AddJoinWay, "join_way"),
	op("update_join_way", (*Console).UpdateJoinWay, "id<config_id", "change").In(TabJoinWays, "编辑|Edit"),
	op("delete_join_way", (*Console).DeleteJoinWay, "id<config_id").In(TabJoinWays, "删除（二维码失效）|Delete (its code dies)").AsksFirst(),
	op("fill_join_way", (*Console).FillJoinWay, "id<config_id").In(TabJoinWays, "群已满|Its groups are full").Answers("chat_id"),
}}, newJoinWays, func(st *store) **core.Collection[string, JoinWay] { return &st.joinWays }, func(c *Corp) *[]JoinWay { return &c.JoinWays })
