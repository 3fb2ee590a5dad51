// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// KfAccount is an account of WeChat customer service (微信客服, pages 94661 to 94665). In a seed, the id and the address of
// the picture are made up where they are left out, and the picture is any text.
type KfAccount struct {
	ID   string `json:"open_kfid"`
	Name string `json:"name" form:"客服名称|Name"`
	// Picture stands for the content of the avatar, Avatar is the address under which it is shown; empty: one made of
	// Picture.
	Picture string `json:"picture" form:"头像|Picture"`
	Avatar  string `json:"avatar,omitempty"`
	// App is the name of the app that the account is handed to (通过API管理微信客服账号); empty: it is managed in the console.
	App         string   `json:"app,omitempty" form:"管理应用|Managed by the app"`
	Users       []string `json:"users,omitempty" form:"接待人员|Servicers" input:"users"`
	Departments []int64  `json:"departments,omitempty" form:"接待部门|Departments"`
	// Stopped are those of Users who receive nobody at present.
	Stopped []string `json:"stopped,omitempty" form:"停止接待|Not receiving" input:"users"`
}

const (
	familyKf = "kf"

	maxKfAccounts    = 5000
	maxKfName        = 16
	maxKfUsers       = 2000
	maxKfDepartments = 20
)

var kfScene = regexp.MustCompile(`^[0-9a-zA-Z_-]{0,32}$`)

func newKfAccounts(st *store) *core.Collection[string, KfAccount] {
	return core.NewCollection(&st.Store, core.Rules[string, KfAccount]{
		Created: func(*KfAccount) int64 { return 0 }, // lists are in the order in which accounts were made
		Noun:    "customer service account", Key: func(a *KfAccount) *string { return &a.ID }, Check: st.checkKfAccount,
		Fresh: func(taken func(string) bool) string { return st.NewID("wk", 30, taken) },
		Most:  func() int { return core.OrDefault(st.limits.KfAccounts, maxKfAccounts) }, Full: 95005,
		None: func(id string, _ bool) error {
			if !strings.HasPrefix(id, "wk") {
				return core.Fail(95000)
			}
			return core.Fail(95004)
		},
		Taken:   func() error { return core.Fail(95000) },
		Missing: func() error { return st.emptyParameter("open_kfid") },
		Foreign: func(a *KfAccount, app *App) error {
			switch {
			case a.App != app.Name:
				return core.Fail(48007)
			case !st.kfInScope(a, app):
				return core.Fail(60030)
			}
			return nil
		},
	})
}

// kfRow makes the routes of customer service, which apps listed under 微信客服 → 可调用接口的应用 may call.
func kfRow(name string, page int, write bool, handle core.Handler, empty ...string) core.Route {
	return core.Route{Method: "POST", Path: "kf/" + name, Page: page, Family: familyKf, By: core.ByServiceApp, Write: write, Empty: empty, Handle: handle}
}

func kfRoutes() []core.Route {
	list := kfRow("account/list", 94661, false, post(listKfAccounts), "account_list")
	list.AlsoGET = func(w core.World) bool { return w.(*store).sw.KfListByGET } //nolint:errcheck // the only world
	servicers := kfRow("servicer/list", 94645, false, get(listKfServicers), "servicer_list")
	servicers.Method, servicers.Query = "GET", []string{"open_kfid"}
	return []core.Route{
		kfRow("account/add", 94662, true, post(addKfAccount)),
		kfRow("account/del", 94663, true, post(deleteKfAccount)),
		kfRow("account/update", 94664, true, post(updateKfAccount)),
		list,
		kfRow("add_contact_way", 94665, false, post(addKfLink)), // it makes nothing that could be listed
		kfRow("servicer/add", 94646, true, post(addKfServicers), "result_list"),
		kfRow("servicer/del", 94647, true, post(deleteKfServicers), "result_list"),
		servicers,
	}
}

type wireKfAccount struct {
	ID      *string `json:"open_kfid"` // not in add
	Name    *string `json:"name"`
	MediaID *string `json:"media_id"`
}

// checkKfAccount is what every stored account obeys.
func (st *store) checkKfAccount(a *KfAccount) error {
	if n := core.Chars(a.Name); n == 0 || n > maxKfName {
		return core.Fail(95006)
	}
	for _, id := range a.Users {
		if st.member(id) == nil {
			return unknownMember(id)
		}
	}
	for _, id := range a.Departments {
		if !st.departments.Has(id) {
			return st.unknownDepartment()
		}
	}
	return nil
}

func kfAddress(of string) string {
	return "https://wework.qpic.cn/wwhead/" + core.Digest("kf/"+of, 43) + "/0"
}

// kfInScope says whether all servicers of an account are in the visible range of the app.
func (st *store) kfInScope(a *KfAccount, app *App) bool {
	sc := st.scopeOf(app)
	users, departments := st.living(a.Users, a.Departments)
	return !slices.ContainsFunc(users, func(id string) bool { return !sc.member(st.member(id)) }) &&
		!slices.ContainsFunc(departments, func(id int64) bool { return !sc.department(id) })
}

// setKfPicture gives an account an uploaded picture. Each upload has an address of its own, unless the switch says
// otherwise.
func (st *store) setKfPicture(a *KfAccount, mediaID string) error {
	if mediaID == "" {
		return core.Fail(41006)
	}
	if err := st.usablePicture(mediaID, 0); err != nil {
		return err
	}
	a.Picture = core.Digest(string(st.state.Media[mediaID].Content), 43)
	switch st.sw.KfAvatar {
	case KfAvatarOfContent:
		a.Avatar = kfAddress(a.Picture)
	case KfAvatarFixed:
		a.Avatar = kfAddress("fixed")
	default:
		a.Avatar = kfAddress(mediaID)
	}
	return nil
}

// addKfAccount hands the account to the app that makes it. An app to which the console has not handed one yet may make
// none; assumed: 95017.
func addKfAccount(c *call, in *wireKfAccount) (any, error) {
	st := c.store
	if in.ID != nil {
		c.Report("open_kfid: unknown key")
	}
	a := KfAccount{App: c.App.Name}
	switch {
	case in.Name == nil:
		return nil, st.missingName("name")
	case text(in.MediaID) == "" && !st.sw.KfAvatarOptional:
		return nil, core.Fail(41006)
	case st.kfAccounts.Some(func(a *KfAccount) bool { return a.App == c.App.Name }) == nil:
		return nil, core.Fail(95017)
	}
	a.Name = *in.Name
	if err := st.checkKfAccount(&a); err != nil {
		return nil, err
	}
	if text(in.MediaID) != "" {
		if err := st.setKfPicture(&a, *in.MediaID); err != nil {
			return nil, err
		}
	}
	made, err := st.kfAccounts.Add(a)
	if err != nil {
		return nil, err
	}
	return map[string]string{"open_kfid": made.ID}, nil
}

func updateKfAccount(c *call, in *wireKfAccount) (any, error) {
	old, err := c.store.kfAccounts.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	a := core.Copy(*old)
	if !c.store.sw.KfEmptyRefused {
		in.Name, in.MediaID = given(in.Name), given(in.MediaID)
	}
	core.Lay(&a.Name, in.Name)
	if in.MediaID != nil {
		if err := c.store.setKfPicture(&a, *in.MediaID); err != nil {
			return nil, err
		}
	}
	if err := c.store.checkKfAccount(&a); err != nil {
		return nil, err
	}
	return nil, c.store.kfAccounts.Replace(old, a)
}

type wireKfID struct {
	ID *string `json:"open_kfid"`
}

// deleteKfAccount: at least one account must stay.
func deleteKfAccount(c *call, in *wireKfID) (any, error) {
	st := c.store
	if _, err := st.kfAccounts.Own(in.ID, c.App); err != nil {
		return nil, err
	}
	if st.kfAccounts.Len() == 1 && !st.sw.KfLastDeletable {
		return nil, core.Fail(95005)
	}
	return nil, st.kfAccounts.DeleteOwn(in.ID, c.App)
}

type wireKfPage struct {
	Offset *int64 `json:"offset"`
	Limit  *int64 `json:"limit"`
}

func listKfAccounts(c *call, in *wireKfPage) (any, error) {
	st, offset, limit := c.store, int64(0), int64(100)
	core.Lay(&offset, in.Offset)
	core.Lay(&limit, in.Limit)
	switch {
	case !core.InUint32(offset):
		return nil, core.BadParameter("offset")
	case limit < 1 || limit > 100:
		return nil, core.BadParameter("limit")
	}
	all := st.kfAccounts.List(func(*KfAccount) bool { return true })
	rows, out := []*core.Object{}, &core.Object{}
	for _, a := range all[min(offset, int64(len(all))):min(offset+limit, int64(len(all)))] {
		rows = append(rows, st.wireKfAccount(a, c.App))
	}
	core.PutList(out, &st.Store, "account_list", rows, EmptyShown)
	return out, nil
}

func (st *store) wireKfAccount(a *KfAccount, app *App) *core.Object {
	out, avatar := &core.Object{}, cmp.Or(a.Avatar, kfAddress(a.Picture))
	switch st.sw.KfAvatar {
	case KfAvatarSigned:
		st.reads++
		avatar += "?t=" + strconv.FormatInt(st.reads, 10)
	case KfAvatarVolatile:
		st.reads++
		avatar = kfAddress(avatar + strconv.FormatInt(st.reads, 10))
	case KfAvatarHidden:
		avatar = ""
	}
	out.Put("open_kfid", a.ID)
	out.Put("name", a.Name)
	out.Put("avatar", avatar)
	if !st.sw.KfManageAbsent {
		out.Put("manage_privilege", a.App == app.Name)
	}
	return out
}

type wireKfLink struct {
	ID    *string `json:"open_kfid"`
	Scene *string `json:"scene"`
}

// addKfLink issues a link. Any listed app may ask for one of any account.
func addKfLink(c *call, in *wireKfLink) (any, error) {
	a, err := c.store.kfAccounts.Sent(in.ID)
	if err != nil {
		return nil, err
	}
	scene := ""
	core.Lay(&scene, in.Scene)
	if !kfScene.MatchString(scene) {
		return nil, core.BadParameter("scene")
	}
	salt := ""
	if !c.store.sw.KfLinkSame {
		c.store.reads++
		salt = strconv.FormatInt(c.store.reads, 10)
	}
	url := "https://work.weixin.qq.com/kf/kfc" + strings.ToLower(core.Digest("kf/"+a.ID, 16))
	if scene != "" || salt != "" {
		url += "?enc_scene=ENC" + core.Digest("scene/"+scene+"/"+salt, 20)
	}
	return map[string]string{"url": url}, nil
}
