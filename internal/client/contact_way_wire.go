// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import "errors"

type contactWayWire struct {
	ID            text                 `json:"config_id"`
	Type          flexInt              `json:"type"`
	Scene         flexInt              `json:"scene"`
	Style         flexInt              `json:"style"`
	Remark        text                 `json:"remark"`
	State         text                 `json:"state"`
	SkipVerify    *flexBool            `json:"skip_verify"`
	UserIDs       many[text]           `json:"user"`
	DepartmentIDs many[flexInt]        `json:"party"`
	IsTemp        flexBool             `json:"is_temp"`
	ExpiresIn     flexInt              `json:"expires_in"`
	ChatExpiresIn flexInt              `json:"chat_expires_in"`
	UnionID       text                 `json:"unionid"`
	IsExclusive   *flexBool            `json:"is_exclusive"`
	MarkSource    *flexBool            `json:"mark_source"`
	Conclusions   one[conclusionsWire] `json:"conclusions"`
	QRCode        text                 `json:"qr_code"`
}

type conclusionsWire struct {
	Text one[struct {
		Content text `json:"content"`
	}] `json:"text"`
	Image one[struct {
		PicURL  text `json:"pic_url"`
		MediaID text `json:"media_id"`
	}] `json:"image"`
	Link one[struct {
		Title  text `json:"title"`
		PicURL text `json:"picurl"`
		Desc   text `json:"desc"`
		URL    text `json:"url"`
	}] `json:"link"`
	MiniProgram one[struct {
		Title      text `json:"title"`
		PicMediaID text `json:"pic_media_id"`
		AppID      text `json:"appid"`
		Page       text `json:"page"`
	}] `json:"miniprogram"`
}

func (w *contactWayWire) contactWay() *ContactWay {
	v := &ContactWay{
		ID: string(w.ID), Type: int64(w.Type), Scene: int64(w.Scene),
		Remark: string(w.Remark), State: string(w.State), SkipVerify: boolOf(w.SkipVerify),
		UserIDs: textSet(w.UserIDs), DepartmentIDs: numberSet(w.DepartmentIDs),
		IsTemp: bool(w.IsTemp), ExpiresIn: int64(w.ExpiresIn), ChatExpiresIn: int64(w.ChatExpiresIn),
		UnionID: string(w.UnionID), IsExclusive: boolOf(w.IsExclusive), MarkSource: boolOf(w.MarkSource),
		Conclusions: w.Conclusions.value.conclusions(), QRCode: string(w.QRCode),
	}
	if w.Style != 0 {
		style := int64(w.Style)
		v.Style = &style
	}
	return v
}

// conclusions returns nil when every branch is empty: some servers fill
// ordinary ways with empty branches.
func (w *conclusionsWire) conclusions() *Conclusions {
	var v Conclusions
	v.Text = string(w.Text.value.Content)
	if i := w.Image.value; i.PicURL != "" || i.MediaID != "" {
		v.Image = &ConclusionImage{PicURL: string(i.PicURL), MediaID: shown(i.MediaID)}
	}
	if l := w.Link.value; l.Title != "" || l.URL != "" || l.PicURL != "" || l.Desc != "" {
		v.Link = &ConclusionLink{Title: string(l.Title), PicURL: string(l.PicURL), Desc: string(l.Desc), URL: string(l.URL)}
	}
	if m := w.MiniProgram.value; m.Title != "" || m.AppID != "" || m.Page != "" || m.PicMediaID != "" {
		v.MiniProgram = &ConclusionMiniProgram{
			Title: string(m.Title), PicMediaID: shown(m.PicMediaID), AppID: string(m.AppID), Page: string(m.Page),
		}
	}
	if v == (Conclusions{}) {
		return nil
	}
	return &v
}

func shown(t text) *string {
	if t == "" {
		return nil
	}
	s := string(t)
	return &s
}

type contactWayAnswer struct {
	Way one[contactWayWire] `json:"contact_way"`
}

func (a *contactWayAnswer) check(*envelope) error {
	if !a.Way.present || a.Way.value.Type == 0 {
		return errors.New("it holds no contact way")
	}
	return nil
}

type addedContactWay struct {
	ID     text `json:"config_id"`
	QRCode text `json:"qr_code"`
}

func (a *addedContactWay) check(*envelope) error {
	if a.ID == "" {
		return errors.New("it holds no config_id")
	}
	return nil
}
