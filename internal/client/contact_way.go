// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"time"
)

// ContactWayService reads and writes contact ways (联系我, doc 92228) with the
// app secret. Ways made by API are not shown in the console.
type ContactWayService struct{ c *Client }

// Type and Scene of a contact way.
const (
	ContactWaySingle = 1 // one member
	ContactWayMulti  = 2 // several members or departments

	ContactWayMiniProgram = 1
	ContactWayQRCode      = 2
)

// ContactWay is one contact way as WeCom shows it; nil means not shown. Lists
// are sorted and without duplicates.
type ContactWay struct {
	ID            string // config_id
	Type          int64  // ContactWaySingle or ContactWayMulti
	Scene         int64  // ContactWayMiniProgram or ContactWayQRCode
	Style         *int64 // only with ContactWayMiniProgram
	Remark        string
	State         string
	SkipVerify    *bool
	UserIDs       []string
	DepartmentIDs []int64 // as configured, not expanded
	IsTemp        bool
	ExpiresIn     int64        // seconds; 0 for ordinary ways
	ChatExpiresIn int64        // seconds; 0 for ordinary ways
	UnionID       string       // "" when there is no restriction
	IsExclusive   *bool        // not documented to be shown
	MarkSource    *bool        // meaningful for 营销获客 apps only
	Conclusions   *Conclusions // nil when there is no closing message
	QRCode        string       // URL; "" unless Scene is ContactWayQRCode
}

// Conclusions is the closing message of a temporary session as WeCom shows it.
type Conclusions struct {
	Text        string
	Image       *ConclusionImage
	Link        *ConclusionLink
	MiniProgram *ConclusionMiniProgram
}

// ConclusionImage is written by media id and read by URL.
type ConclusionImage struct {
	PicURL  string
	MediaID *string // not documented to be shown
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
	Title      string
	PicMediaID *string // whether it is the id that was sent is not documented
	AppID      string
	Page       string
}

// ConclusionsRequest writes the closing message. Text may go with one of the
// others; of several WeCom takes image before link before mini program.
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

// AddContactWayRequest is the body of add_contact_way; nil means WeCom's
// default.
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
	ID     string // config_id
	QRCode string // URL; "" unless the scene is ContactWayQRCode
}

// UpdateContactWayRequest is the body of update_contact_way. nil leaves a key
// out; what WeCom then does is not documented, so send all that is managed.
// Lists replace the former ones, and an empty one is sent as [].
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

// ContactWayWindow selects contact ways by creation time. A zero From means
// the oldest that WeCom lists (2021-07-10), a zero To means now.
type ContactWayWindow struct {
	From, To time.Time
}

// Create makes a contact way (doc 92228, add_contact_way).
func (s *ContactWayService) Create(ctx context.Context, in *AddContactWayRequest) (*CreatedContactWay, error) {
	return nil, errUndone
}

// Get reads one contact way (doc 92228, get_contact_way).
func (s *ContactWayService) Get(ctx context.Context, id string) (*ContactWay, error) {
	return nil, errUndone
}

// List returns the ids of the contact ways of a window, sorted (doc 92228,
// list_contact_way). WeCom never lists temporary ones.
func (s *ContactWayService) List(ctx context.Context, in ContactWayWindow) ([]string, error) {
	return nil, errUndone
}

// Update changes a contact way in place (doc 92228, update_contact_way).
func (s *ContactWayService) Update(ctx context.Context, in *UpdateContactWayRequest) error {
	return errUndone
}

// Delete removes a contact way (doc 92228, del_contact_way).
func (s *ContactWayService) Delete(ctx context.Context, id string) error { return errUndone }
