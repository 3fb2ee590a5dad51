// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Limits of a closing message, in bytes (page 92228).
const (
	maxClosingText      = 4000
	maxClosingLinkTitle = 128
	maxClosingLinkDesc  = 512
	maxClosingAppTitle  = 64
)

// Conclusions is the closing message (结束语) of a temporary contact way: a text and at most one of the others.
type Conclusions struct {
	Text        string              `json:"text,omitempty"`
	Image       *ClosingImage       `json:"image,omitempty"`
	Link        *ClosingLink        `json:"link,omitempty"`
	MiniProgram *ClosingMiniProgram `json:"miniprogram,omitempty"`
}

// ClosingImage is known by the media id it was made of; the picture outlives the id.
type ClosingImage struct {
	MediaID string `json:"media_id"`
}

// ClosingLink is a web page.
type ClosingLink struct {
	Title  string `json:"title,omitempty"`
	PicURL string `json:"picurl,omitempty"`
	Desc   string `json:"desc,omitempty"`
	URL    string `json:"url"`
}

// ClosingMiniProgram is a mini program; PicMediaID is its cover.
type ClosingMiniProgram struct {
	Title      string `json:"title"`
	PicMediaID string `json:"pic_media_id"`
	AppID      string `json:"appid"`
	Page       string `json:"page"`
}

type wireConclusions struct {
	Text *struct {
		Content string `json:"content"`
	} `json:"text"`
	Image *struct {
		MediaID string `json:"media_id"`
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
}

func (in *wireConclusions) hasImage() bool { return in.Image != nil && in.Image.MediaID != "" }

func (in *wireConclusions) hasLink() bool {
	return in.Link != nil && in.Link.Title+in.Link.PicURL+in.Link.Desc+in.Link.URL != ""
}

func (in *wireConclusions) hasApp() bool {
	return in.MiniProgram != nil && in.MiniProgram.Title+in.MiniProgram.PicMediaID+in.MiniProgram.AppID+in.MiniProgram.Page != ""
}

// empty: branches full of empty strings count as left out.
func (in *wireConclusions) empty() bool {
	return (in.Text == nil || in.Text.Content == "") && !in.hasImage() && !in.hasLink() && !in.hasApp()
}

// readConclusions checks a closing message. Of image, link and mini program the first given counts; the others are
// checked for length too (assumed) and dropped.
func (st *store) readConclusions(in *wireConclusions) (*Conclusions, error) {
	long := func(name, value string, limit int) error {
		if len(value) > limit {
			return core.FailText(40058, "%s exceed max length %d. invalid Request Parameter", name, limit)
		}
		return nil
	}
	if in.empty() {
		return nil, core.BadParameter("conclusions")
	}
	out := &Conclusions{}
	if in.Text != nil {
		if err := long("conclusions.text.content", in.Text.Content, maxClosingText); err != nil {
			return nil, err
		}
		out.Text = in.Text.Content
	}
	if in.hasLink() {
		if err := long("conclusions.link.title", in.Link.Title, maxClosingLinkTitle); err != nil {
			return nil, err
		}
		if err := long("conclusions.link.desc", in.Link.Desc, maxClosingLinkDesc); err != nil {
			return nil, err
		}
	}
	if in.hasApp() {
		if err := long("conclusions.miniprogram.title", in.MiniProgram.Title, maxClosingAppTitle); err != nil {
			return nil, err
		}
	}
	switch {
	case in.hasImage():
		if err := st.usablePicture(in.Image.MediaID, 0); err != nil {
			return nil, err
		}
		out.Image = &ClosingImage{in.Image.MediaID}
	case in.hasLink():
		link := ClosingLink(*in.Link)
		out.Link = &link
	case in.hasApp():
		if err := st.usablePicture(in.MiniProgram.PicMediaID, 0); err != nil {
			return nil, err
		}
		app := ClosingMiniProgram(*in.MiniProgram)
		out.MiniProgram = &app
	}
	return out, nil
}

// wireConclusions has the read shape: an image is its picture's address.
func (st *store) wireConclusions(c *Conclusions, base string) *core.Object {
	out := &core.Object{}
	if c.Text != "" {
		out.Put("text", map[string]string{"content": c.Text})
	}
	if c.Image != nil {
		out.Put("image", map[string]string{"pic_url": base + picturePath(c.Image.MediaID)})
	}
	if c.Link != nil {
		out.Put("link", struct {
			Title  string `json:"title"`
			PicURL string `json:"picurl"`
			Desc   string `json:"desc"`
			URL    string `json:"url"`
		}(*c.Link))
	}
	if c.MiniProgram != nil {
		app := *c.MiniProgram
		if !st.sw.WayMediaSame {
			sum := sha256.Sum256([]byte("cover/" + app.PicMediaID))
			app.PicMediaID = "3" + base64.RawURLEncoding.EncodeToString(sum[:])
		}
		out.Put("miniprogram", app)
	}
	return out
}

// picturePath names a picture after the media id it was uploaded under.
func picturePath(mediaID string) string {
	sum := sha256.Sum256([]byte("picture/" + mediaID))
	return picturePrefix + hex.EncodeToString(sum[:16])
}
