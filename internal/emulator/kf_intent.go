// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

type wireKfText struct {
	Text *struct {
		Content *string `json:"content"`
	} `json:"text"`
}

func (t *wireKfText) content() string {
	if t == nil || t.Text == nil || t.Text.Content == nil {
		return ""
	}
	return *t.Text.Content
}

type wireKfMedia struct {
	MediaID *string `json:"media_id"`
}

type wireKfIntent struct {
	ID       *string     `json:"intent_id"` // not in add
	Group    *string     `json:"group_id"`  // not in mod
	Question *wireKfText `json:"question"`
	Similar  *struct {
		Items []wireKfText `json:"items"`
	} `json:"similar_questions"`
	Answers []struct {
		wireKfText
		Attachments []wireKfAttachment `json:"attachments"`
	} `json:"answers"`
}

type wireKfAttachment struct {
	Type  *string      `json:"msgtype"`
	Image *wireKfMedia `json:"image"`
	Video *wireKfMedia `json:"video"`
	Link  *struct {
		Title   *string `json:"title"`
		URL     *string `json:"url"`
		Desc    *string `json:"desc"`
		Picture *string `json:"pic_url"`
	} `json:"link"`
	MiniProgram *struct {
		Title *string `json:"title"`
		AppID *string `json:"appid"`
		Page  *string `json:"pagepath"`
		Thumb *string `json:"thumb_media_id"`
	} `json:"miniprogram"`
}

// usableKfMedia is usablePicture for images and videos of media/upload; it answers what stands for the content.
func (st *store) usableKfMedia(id *string, kind string) (string, error) {
	if id == nil || *id == "" {
		return "", core.Fail(41006)
	}
	file, ok := st.state.Media[*id]
	if !ok || file.Kind != kind || file.Attachment != 0 || file.expired(st.Now()) {
		return "", core.Fail(40007)
	}
	return core.Digest(string(file.Content), 43), nil
}

func (in *wireKfAttachment) read(st *store) (out KfAttachment, err error) {
	core.Lay(&out.Type, in.Type)
	switch {
	case out.Type == "image" && in.Image != nil:
		out.Content, err = st.usableKfMedia(in.Image.MediaID, "image")
	case out.Type == "video" && in.Video != nil:
		out.Content, err = st.usableKfMedia(in.Video.MediaID, "video")
	case out.Type == "link" && in.Link != nil:
		core.Lay(&out.Title, in.Link.Title)
		core.Lay(&out.URL, in.Link.URL)
		core.Lay(&out.Desc, in.Link.Desc)
		core.Lay(&out.Picture, in.Link.Picture)
		if out.Title == "" || out.URL == "" {
			err = st.emptyParameter("link")
		}
	case out.Type == "miniprogram" && in.MiniProgram != nil:
		core.Lay(&out.Title, in.MiniProgram.Title)
		core.Lay(&out.AppID, in.MiniProgram.AppID)
		core.Lay(&out.Page, in.MiniProgram.Page)
		switch {
		case out.AppID == "" || out.Page == "":
			return out, st.emptyParameter("miniprogram")
		case len(out.Title) > maxKfMiniTitle:
			return out, core.TooLong("title", maxKfMiniTitle)
		}
		out.Content, err = st.usableKfMedia(in.MiniProgram.Thumb, "image")
	default:
		err = core.BadParameter("attachments.msgtype")
	}
	return out, err
}

// applyKfIntent lays what was sent over an intent: a part that is there replaces that part as a whole. whole says that
// the required parts have to be there.
func (st *store) applyKfIntent(i *KfIntent, in *wireKfIntent, whole bool) error {
	switch {
	case whole && in.Question == nil:
		return st.emptyParameter("question")
	case whole && in.Answers == nil:
		return st.emptyParameter("answers")
	case in.Answers != nil && len(in.Answers) != 1:
		return core.BadParameter("answers")
	}
	if in.Question != nil {
		i.Question = in.Question.content()
	}
	if in.Similar != nil && (len(in.Similar.Items) > 0 || !st.sw.KfSimilarKept) {
		i.Similar = nil
		for _, item := range in.Similar.Items {
			i.Similar = append(i.Similar, item.content())
		}
	}
	if in.Answers != nil {
		answer := in.Answers[0]
		i.Answer, i.Attachments = answer.content(), nil
		for n := range answer.Attachments {
			a, err := answer.Attachments[n].read(st)
			if err != nil {
				return err
			}
			i.Attachments = append(i.Attachments, a)
		}
	}
	return st.checkKfIntent(i)
}

func addKfIntent(c *call, in *wireKfIntent) (any, error) {
	if in.ID != nil {
		c.Report("intent_id: unknown key")
	}
	if in.Group == nil || *in.Group == "" {
		return nil, c.store.emptyParameter("group_id")
	}
	i := KfIntent{Group: *in.Group}
	if err := c.store.applyKfIntent(&i, in, true); err != nil {
		return nil, err
	}
	made, err := c.store.kfIntents.Add(i)
	if err != nil {
		return nil, err
	}
	return map[string]string{"intent_id": made.ID}, nil
}

func updateKfIntent(c *call, in *wireKfIntent) (any, error) {
	old, err := c.store.kfIntents.Sent(in.ID)
	if err != nil {
		return nil, err
	}
	if in.Group != nil {
		c.Report("group_id: unknown key")
	}
	i := core.Copy(*old)
	if err := c.store.applyKfIntent(&i, in, false); err != nil {
		return nil, err
	}
	return nil, c.store.kfIntents.Replace(old, i)
}

type wireKfIntentID struct {
	ID *string `json:"intent_id"`
}

func deleteKfIntent(c *call, in *wireKfIntentID) (any, error) {
	return nil, c.store.kfIntents.DeleteOwn(in.ID, c.App)
}

func listKfIntents(c *call, in *wireKfFilter) (any, error) {
	st := c.store
	group, one := "", ""
	core.Lay(&group, in.Group)
	core.Lay(&one, in.Intent)
	found, next, err := st.kfIntents.Page(in.Limit, in.Cursor, 500, 1000, false, func(i *KfIntent) bool {
		return (group == "" || i.Group == group) && (one == "" || i.ID == one)
	})
	if err != nil {
		return nil, err
	}
	if one != "" && len(found) == 0 && st.sw.KfUnknownRefused {
		return nil, core.BadParameter("intent_id")
	}
	var rows []*core.Object
	for _, i := range found {
		rows = append(rows, st.wireKfIntent(i))
	}
	return kfPage(st, "intent_list", rows, next), nil
}

// wireKfIntent shows an intent: similar questions and answers beside the question, as the table of the page has them,
// or in it, as its sample has them.
func (st *store) wireKfIntent(i *KfIntent) *core.Object {
	text := func(s string) map[string]any { return map[string]any{"content": s} }
	question, answer, out := &core.Object{}, &core.Object{}, &core.Object{}
	question.Put("text", text(i.Question))
	items := []any{}
	for _, s := range i.Similar {
		items = append(items, map[string]any{"text": text(s)})
	}
	answer.Put("text", text(i.Answer))
	var attachments []*core.Object
	for _, a := range i.Attachments {
		attachments = append(attachments, a.wire())
	}
	if len(attachments) > 0 || !st.sw.KfEmptyAbsent {
		answer.Put("attachments", append([]*core.Object{}, attachments...))
	}
	rest := out
	if st.sw.KfIntentNested {
		rest = question
	}
	if len(items) > 0 || !st.sw.KfEmptyAbsent {
		rest.Put("similar_questions", map[string]any{"items": items})
	}
	rest.Put("answers", []any{answer})
	out.Put("group_id", i.Group)
	out.Put("intent_id", i.ID)
	out.Put("question", question)
	return out
}

// wire shows an attachment: of files only a name, of a mini program no cover.
func (a *KfAttachment) wire() *core.Object {
	of, out := &core.Object{}, &core.Object{}
	switch a.Type {
	case "image", "video":
		of.Put("name", core.Digest(a.Content, 12))
	case "link":
		of.Put("title", a.Title)
		of.Put("url", a.URL)
		of.PutText("desc", a.Desc, EmptyAbsent)
		of.PutText("pic_url", a.Picture, EmptyAbsent)
	default:
		of.Put("title", a.Title)
		of.Put("appid", a.AppID)
		of.Put("pagepath", a.Page)
	}
	out.Put("msgtype", a.Type)
	out.Put(a.Type, of)
	return out
}
