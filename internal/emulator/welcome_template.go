// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strconv"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// WelcomeTemplate is a welcome message of the library (入群欢迎语素材, page 92366): a text, and at most one of the others. In
// a seed, an id and a create time that are left out are made up, and pictures and files are any texts.
type WelcomeTemplate struct {
	ID   string `json:"template_id"`
	Text string `json:"text,omitempty" form:"文本|Text"`
	// Image is what the picture was made of: a media id, or the address that uploadimg answered.
	Image       string              `json:"image,omitempty" form:"图片|Image"`
	Link        *ClosingLink        `json:"link,omitempty"`
	MiniProgram *ClosingMiniProgram `json:"miniprogram,omitempty"`
	File        string              `json:"file,omitempty" form:"文件|File"`   // media id
	Video       string              `json:"video,omitempty" form:"视频|Video"` // media id
	CreateTime  int64               `json:"create_time"`
	// Notified: members were told of it when it was made. InUse: a group uses it, see WelcomeInUseKept.
	Notified bool `json:"notified,omitempty"`
	InUse    bool `json:"in_use,omitempty" form:"群在使用|In use" only:"update"`
	// Owner is the name of the app that made it; empty for the console.
	Owner string `json:"owner,omitempty"`
}

const (
	familyWelcome     = "group_welcome_template"
	welcomePage       = 92366
	maxWelcomes       = 100
	maxWelcomeText    = 3000 // bytes
	welcomeIDLength   = 22
	attachmentOfImage = "image"
)

func newWelcomes(st *store) *core.Collection[string, WelcomeTemplate] {
	unknown := func() error {
		if code, err := strconv.Atoi(st.sw.WelcomeUnknown); err == nil {
			return core.Fail(code)
		}
		return core.Fail(40036)
	}
	return core.NewCollection(&st.Store, core.Rules[string, WelcomeTemplate]{
		Created: func(w *WelcomeTemplate) int64 { return w.CreateTime },
		Noun:    "welcome template", Key: func(w *WelcomeTemplate) *string { return &w.ID }, Check: st.checkWelcome,
		Fresh: func(taken func(string) bool) string { return st.NewID("msg", welcomeIDLength, taken) },
		Most:  func() int { return core.OrDefault(st.limits.WelcomeTemplates, maxWelcomes) }, Full: 41055,
		None:    func(string, bool) error { return unknown() },
		Taken:   unknown,
		Missing: func() error { return st.emptyParameter("template_id") },
		Foreign: func(w *WelcomeTemplate, app *App) error {
			if w.Owner != app.Name {
				return core.Fail(41058)
			}
			return nil
		},
	})
}

func welcomeRoutes() []core.Route {
	row := externalRow(familyWelcome, welcomePage)
	return []core.Route{
		row("group_welcome_template/add", true, post(addWelcome)),
		row("group_welcome_template/edit", true, post(editWelcome)),
		row("group_welcome_template/get", false, post(getWelcome)),
		row("group_welcome_template/del", true, post(deleteWelcome)),
	}
}

// checkWelcome is what every stored template obeys.
func (st *store) checkWelcome(w *WelcomeTemplate) error {
	if w.CreateTime == 0 {
		w.CreateTime = st.Now().Unix()
	}
	long := func(name, value string, most int) error {
		if len(value) > most {
			return core.FailText(40058, "%s exceed max length %d. invalid Request Parameter", name, most)
		}
		return nil
	}
	if w.Text == "" && w.Image == "" && w.Link == nil && w.MiniProgram == nil && w.File == "" && w.Video == "" {
		return core.BadParameter("text")
	}
	if err := long("text.content", w.Text, maxWelcomeText); err != nil {
		return err
	}
	if w.Link != nil {
		if err := long("link.title", w.Link.Title, maxClosingLinkTitle); err != nil {
			return err
		}
		if err := long("link.desc", w.Link.Desc, maxClosingLinkDesc); err != nil {
			return err
		}
	}
	if w.MiniProgram != nil {
		return long("miniprogram.title", w.MiniProgram.Title, maxClosingAppTitle)
	}
	return nil
}

// wireWelcome is the body of add and edit.
type wireWelcome struct {
	ID   *string `json:"template_id"` // of edit
	Text *struct {
		Content string `json:"content"`
	} `json:"text"`
	Image *struct {
		MediaID string `json:"media_id"`
		PicURL  string `json:"pic_url"`
	} `json:"image"`
	Link *struct {
		Title  string `json:"title"`
		PicURL string `json:"picurl"`
		Desc   string `json:"desc"`
		URL    string `json:"url"`
	} `json:"link"`
	MiniProgram *struct {
		Title      string `json:"title"`
		PicMediaID string `json:"pic_media_id"`
		AppID      string `json:"appid"`
		Page       string `json:"page"`
	} `json:"miniprogram"`
	File    *wireWelcomeMedia `json:"file"`
	Video   *wireWelcomeMedia `json:"video"`
	AgentID *int64            `json:"agentid"`
	Notify  *int64            `json:"notify"` // of add
}

type wireWelcomeMedia struct {
	MediaID string `json:"media_id"`
}

// applyWelcome lays what was sent over a template: of the branches beside the text the first of image, link, mini
// program, file and video counts. An empty branch is 40063.
func (st *store) applyWelcome(w *WelcomeTemplate, in *wireWelcome) error {
	empty := core.Fail(40063)
	if in.Text != nil {
		if in.Text.Content == "" {
			return empty
		}
		w.Text = in.Text.Content
	}
	only := func() { w.Image, w.Link, w.MiniProgram, w.File, w.Video = "", nil, nil, "", "" }
	switch {
	case in.Image != nil:
		picture, err := st.welcomeImage(w, in.Image.MediaID, in.Image.PicURL)
		if err != nil {
			return err
		}
		only()
		w.Image = picture
	case in.Link != nil:
		if in.Link.Title == "" || in.Link.URL == "" {
			return empty
		}
		link := ClosingLink(*in.Link)
		only()
		w.Link = &link
	case in.MiniProgram != nil:
		app := ClosingMiniProgram(*in.MiniProgram)
		if app.Title == "" || app.AppID == "" || app.Page == "" || app.PicMediaID == "" {
			return empty
		}
		if err := st.welcomeMedia(w, app.PicMediaID, attachmentOfImage); err != nil {
			return err
		}
		only()
		w.MiniProgram = &app
	case in.File != nil:
		if err := st.welcomeMedia(w, in.File.MediaID, "file"); err != nil {
			return err
		}
		only()
		w.File = in.File.MediaID
	case in.Video != nil:
		if err := st.welcomeMedia(w, in.Video.MediaID, "video"); err != nil {
			return err
		}
		only()
		w.Video = in.Video.MediaID
	}
	return st.checkWelcome(w)
}

// welcomeImage is a media id, which counts where both are given, or an address of uploadimg.
func (st *store) welcomeImage(w *WelcomeTemplate, mediaID, address string) (string, error) {
	switch {
	case mediaID != "":
		return mediaID, st.welcomeMedia(w, mediaID, attachmentOfImage)
	case address == "":
		return "", core.Fail(40063)
	case st.uploadedImage(address) != "":
		return address, nil
	case st.sw.WelcomeShownURLTaken && w.Image != "" && strings.HasSuffix(address, st.welcomePicture(w.Image)):
		return w.Image, nil
	}
	return "", core.BadParameter("image.pic_url")
}

// welcomeMedia says whether a media id of media/upload can be used.
func (st *store) welcomeMedia(w *WelcomeTemplate, id, kind string) error {
	if id == "" {
		return core.Fail(40063)
	}
	if st.sw.WelcomeMediaLives && (id == w.File || id == w.Video || w.MiniProgram != nil && id == w.MiniProgram.PicMediaID) {
		return nil
	}
	return st.usableMedia(id, kind, 0)
}

func addWelcome(c *call, in *wireWelcome) (any, error) {
	if in.ID != nil {
		c.Report("template_id: unknown key")
	}
	c.careful(in)
	st := c.store
	w := WelcomeTemplate{Owner: c.App.Name, Notified: in.Notify == nil || *in.Notify != 0}
	if err := st.applyWelcome(&w, in); err != nil {
		return nil, err
	}
	made, err := st.welcomes.Add(w)
	if err != nil {
		return nil, err
	}
	return map[string]string{"template_id": made.ID}, nil
}

// careful reports what has no effect, or another one than it seems.
func (c *call) careful(in *wireWelcome) {
	if in.AgentID != nil {
		c.Report("agentid: of suites only")
	}
	n := 0
	for _, given := range []bool{in.Image != nil, in.Link != nil, in.MiniProgram != nil, in.File != nil, in.Video != nil} {
		if given {
			n++
		}
	}
	if n > 1 {
		c.Report("several messages beside the text, of which one counts")
	}
}

// editWelcome puts what is sent in the place of the whole content.
func editWelcome(c *call, in *wireWelcome) (any, error) {
	if in.Notify != nil {
		c.Report("notify: unknown key")
	}
	c.careful(in)
	st := c.store
	old, err := st.welcomes.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	w := core.Copy(*old)
	if err := st.applyWelcome(&w, in); err != nil {
		return nil, err
	}
	if !st.sw.WelcomeOmittedKept {
		if in.Text == nil {
			w.Text = ""
		}
		if in.Image == nil && in.Link == nil && in.MiniProgram == nil && in.File == nil && in.Video == nil {
			w.Image, w.Link, w.MiniProgram, w.File, w.Video = "", nil, nil, "", ""
		}
		if err := st.checkWelcome(&w); err != nil {
			return nil, err
		}
	}
	return nil, st.welcomes.Replace(old, w)
}

type wireWelcomeID struct {
	ID      *string `json:"template_id"`
	AgentID *int64  `json:"agentid"` // of del, for suites
}

func getWelcome(c *call, in *wireWelcomeID) (any, error) {
	st := c.store
	w, err := st.welcomes.Sent(in.ID)
	if err != nil {
		return nil, err
	}
	out := &core.Object{}
	branch := func(name string, there bool, value any) {
		if there {
			out.Put(name, value)
		} else if st.sw.WelcomeNoBranch != "" {
			out.PutEmpty(name, struct{}{}, st.sw.WelcomeNoBranch)
		}
	}
	fresh := func(id string) map[string]string { return map[string]string{"media_id": st.shownMedia(id)} }
	branch("text", w.Text != "", map[string]string{"content": w.Text})
	address := w.Image
	if !st.sw.WelcomeURLSame || !strings.HasPrefix(address, "http") {
		address = c.Base + st.welcomePicture(w.Image)
	}
	branch("image", w.Image != "", map[string]string{"pic_url": address})
	branch("link", w.Link != nil, w.Link)
	if app := w.MiniProgram; app != nil {
		shown := *app
		shown.PicMediaID = st.shownMedia(app.PicMediaID)
		branch("miniprogram", true, shown)
	} else {
		branch("miniprogram", false, nil)
	}
	branch("file", w.File != "", fresh(w.File))
	branch("video", w.Video != "", fresh(w.Video))
	return out, nil
}

// shownMedia is the id under which a template shows a file: another one with each read, see WelcomeMediaSame.
func (st *store) shownMedia(id string) string {
	if st.sw.WelcomeMediaSame || st.sw.WelcomeMediaLives {
		return id
	}
	st.reads++
	return core.Digest("welcome/"+id+"/"+strconv.FormatInt(st.reads, 10), 43)
}

// welcomePicture names the picture that WeCom stored for a template.
func (st *store) welcomePicture(of string) string {
	if id := st.uploadedImage(of); id != "" {
		of = id
	}
	return picturePath("welcome/" + of)
}

func deleteWelcome(c *call, in *wireWelcomeID) (any, error) {
	w, err := c.store.welcomes.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	if w.InUse && c.store.sw.WelcomeInUseKept {
		return nil, core.BadParameter("template_id")
	}
	c.store.welcomes.Delete(w.ID)
	return nil, nil
}

// AddWelcomeTemplate adds a template in the console: one without Owner, which apps read and cannot change. It answers
// the id.
func (c *Console) AddWelcomeTemplate(w WelcomeTemplate) (templateID string, err error) {
	err = c.edit(func(st *store) (err error) { templateID, err = st.welcomes.ConsoleAdd(w); return err })
	return templateID, err
}

// UpdateWelcomeTemplate changes a template in the console (客户联系 → 入群欢迎语), whoever made it.
func (c *Console) UpdateWelcomeTemplate(templateID string, change func(*WelcomeTemplate)) error {
	return c.edit(func(st *store) error { return st.welcomes.ConsoleUpdate(templateID, change) })
}

// DeleteWelcomeTemplate deletes a template in the console.
func (c *Console) DeleteWelcomeTemplate(templateID string) error {
	return c.edit(func(st *store) error { return st.welcomes.ConsoleDelete(templateID) })
}

// TabWelcomes is the tab of welcome messages.
const TabWelcomes = "welcome-templates"

var welcomePart = holding(part{routes: welcomeRoutes, tab: &Tab{Key: TabWelcomes, Title: "入群欢迎语|Welcome messages"}, operations: []core.Operation{
	op("add_welcome_template", (*Console).AddWelcomeTemplate, "template").In(TabWelcomes, "新建入群欢迎语|Add welcome message"),
	op("update_welcome_template", (*Console).UpdateWelcomeTemplate, "id<template_id", "change").In(TabWelcomes, "编辑|Edit"),
	op("delete_welcome_template", (*Console).DeleteWelcomeTemplate, "id<template_id").In(TabWelcomes, "删除|Delete").AsksFirst(),
}}, newWelcomes, func(st *store) **core.Collection[string, WelcomeTemplate] { return &st.welcomes }, func(c *Corp) *[]WelcomeTemplate { return &c.WelcomeTemplates })
