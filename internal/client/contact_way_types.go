// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

// Type and Scene of a contact way.
const (
	ContactWaySingle = 1 // one member
	ContactWayMulti  = 2 // several members or departments

	ContactWayMiniProgram = 1
	ContactWayQRCode      = 2
)

// ContactWay is one contact way as WeCom shows it; nil means not shown. Lists are sorted and without duplicates.
type ContactWay struct {
	ID            string       `json:"config_id"`
	Type          int64        `json:"type"`  // ContactWaySingle or ContactWayMulti
	Scene         int64        `json:"scene"` // ContactWayMiniProgram or ContactWayQRCode
	Style         *int64       `json:"style"` // only with ContactWayMiniProgram
	Remark        string       `json:"remark"`
	State         string       `json:"state"`
	SkipVerify    *bool        `json:"skip_verify"`
	UserIDs       []string     `json:"user" api:"set"`
	DepartmentIDs []int64      `json:"party" api:"set"` // as configured, not expanded
	IsTemp        bool         `json:"is_temp"`
	ExpiresIn     int64        `json:"expires_in"`      // seconds; 0 for ordinary ways
	ChatExpiresIn int64        `json:"chat_expires_in"` // seconds; 0 for ordinary ways
	UnionID       string       `json:"unionid"`         // "" when there is no restriction
	IsExclusive   *bool        `json:"is_exclusive"`    // not documented to be shown
	MarkSource    *bool        `json:"mark_source"`     // meaningful for 营销获客 apps only
	Conclusions   *Conclusions `json:"conclusions"`     // nil when there is no closing message
	QRCode        string       `json:"qr_code"`         // URL; "" unless Scene is ContactWayQRCode
}

// Conclusions is the closing message of a temporary session as WeCom shows it. Some servers fill ordinary ways with
// empty branches, which count as none.
type Conclusions struct {
	Text        string                 `json:"text.content"`
	Image       *ConclusionImage       `json:"image"`
	Link        *ConclusionLink        `json:"link"`
	MiniProgram *ConclusionMiniProgram `json:"miniprogram"`
}

// ConclusionImage is written by media id and read by URL.
type ConclusionImage struct {
	PicURL  string  `json:"pic_url"`
	MediaID *string `json:"media_id"` // not documented to be shown
}

// ConclusionLink is the same in requests and answers.
type ConclusionLink struct {
	Title  string `json:"title"` // up to 128 bytes
	PicURL string `json:"picurl,omitempty"`
	Desc   string `json:"desc,omitempty"` // up to 512 bytes
	URL    string `json:"url"`
}

// ConclusionMiniProgram is a mini program as WeCom shows it.
type ConclusionMiniProgram struct {
	Title      string  `json:"title"`
	PicMediaID *string `json:"pic_media_id"` // whether it is the id that was sent is not documented
	AppID      string  `json:"appid"`
	Page       string  `json:"page"`
}

// ConclusionsRequest writes the closing message. Text may go with one of the others; of several WeCom takes image
// before link before mini program.
type ConclusionsRequest struct {
	Text        *ConclusionText               `json:"text,omitempty"`
	Image       *ConclusionImageRequest       `json:"image,omitempty"`
	Link        *ConclusionLink               `json:"link,omitempty"`
	MiniProgram *ConclusionMiniProgramRequest `json:"miniprogram,omitempty"`
}

// ConclusionText is up to 4000 bytes of text.
type ConclusionText struct {
	Content string `json:"content"`
}

// ConclusionImageRequest names an image of media/upload, valid for 3 days.
type ConclusionImageRequest struct {
	MediaID string `json:"media_id"`
}

// ConclusionMiniProgramRequest names a mini program that is linked to the corp.
type ConclusionMiniProgramRequest struct {
	Title      string `json:"title"`        // up to 64 bytes
	PicMediaID string `json:"pic_media_id"` // of media/upload, valid for 3 days
	AppID      string `json:"appid"`
	Page       string `json:"page"`
}

// AddContactWayRequest is the body of add_contact_way; nil means WeCom's default.
type AddContactWayRequest struct {
	Type          int64               `json:"type"`
	Scene         int64               `json:"scene"`
	Style         *int64              `json:"style,omitempty"`       // 1 to 3 with ContactWaySingle, else 1 or 2
	Remark        *string             `json:"remark,omitempty"`      // up to 30 characters
	SkipVerify    *bool               `json:"skip_verify,omitempty"` // default true
	State         *string             `json:"state,omitempty"`       // up to 30 characters
	UserIDs       []string            `json:"user,omitzero"`         // with ContactWaySingle exactly one; at most 100 with departments expanded
	DepartmentIDs []int64             `json:"party,omitzero"`        // only with ContactWayMulti
	IsTemp        *bool               `json:"is_temp,omitempty"`     // default false; only with ContactWaySingle
	ExpiresIn     *int64              `json:"expires_in,omitempty"`  // seconds, up to 14 days, default 7 days
	ChatExpiresIn *int64              `json:"chat_expires_in,omitempty"`
	UnionID       *string             `json:"unionid,omitempty"`
	IsExclusive   *bool               `json:"is_exclusive,omitempty"` // default false
	MarkSource    *bool               `json:"mark_source,omitempty"`  // default true; 营销获客 apps only
	Conclusions   *ConclusionsRequest `json:"conclusions,omitempty"`
}

// CreatedContactWay is what add_contact_way answers.
type CreatedContactWay struct {
	ID     string `json:"config_id"`
	QRCode string `json:"qr_code"` // URL; "" unless the scene is ContactWayQRCode
}

// UpdateContactWayRequest is the body of update_contact_way. nil leaves a key out; what WeCom then does is not
// documented, so send all that is managed. Lists replace the former ones, and an empty one is sent as [].
type UpdateContactWayRequest struct {
	ID            string              `json:"config_id"`
	Remark        *string             `json:"remark,omitempty"`
	SkipVerify    *bool               `json:"skip_verify,omitempty"`
	Style         *int64              `json:"style,omitempty"`
	State         *string             `json:"state,omitempty"`
	UserIDs       []string            `json:"user,omitzero"`
	DepartmentIDs []int64             `json:"party,omitzero"`
	ExpiresIn     *int64              `json:"expires_in,omitempty"`
	ChatExpiresIn *int64              `json:"chat_expires_in,omitempty"`
	UnionID       *string             `json:"unionid,omitempty"`
	MarkSource    *bool               `json:"mark_source,omitempty"`
	Conclusions   *ConclusionsRequest `json:"conclusions,omitempty"`
}
