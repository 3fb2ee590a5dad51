// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
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

// Format keeps the client behind a service out of every verb.
func (s ContactWayService) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte("client.ContactWayService"))
}

func contactWayKey(id string) string { return "contact_way/" + id }

// is41044 reports the code for an unknown or deleted config_id. 41043, a
// missing one, says nothing about the object: this client always sends one.
func is41044(err error) bool { return codeOf(err) == 41044 }

type contactWayID struct {
	ID string `json:"config_id"`
}

// Get reads one contact way (doc 92228, get_contact_way). It fails with
// ErrNotFound when WeCom does not know the id and does not list it either, and
// with ErrNotOwned when it is listed all the same.
func (s *ContactWayService) Get(ctx context.Context, id string) (*ContactWay, error) {
	if id == "" {
		return nil, errors.New(pathContactWayGet + ": the id is empty")
	}
	var w *ContactWay
	err := s.c.settle(ctx, contactWayKey(id), is41044, func() (err error) {
		w, err = s.get(ctx, id)
		return err
	})
	if err != nil {
		return nil, s.judge(ctx, id, err)
	}
	s.c.known.see(contactWayKey(id), s.c.now())
	return w, nil
}

func (s *ContactWayService) get(ctx context.Context, id string) (*ContactWay, error) {
	var out contactWayAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathContactWayGet], body: contactWayID{id}, out: &out}); err != nil {
		return nil, err
	}
	w := out.Way.value.contactWay()
	if w.ID != "" && w.ID != id {
		return nil, fmt.Errorf("%s: asked for contact way %s, got %s", pathContactWayGet, id, w.ID)
	}
	w.ID = id
	return w, nil
}

// judge tells what 41044 means. assumed: the page knows no ownership of ways;
// an id that is refused and yet listed is another app's.
func (s *ContactWayService) judge(ctx context.Context, id string, err error) error {
	if !is41044(err) || s.c.known.deleted(contactWayKey(id)) {
		return err
	}
	listed, e := s.List(ctx, ContactWayWindow{})
	switch {
	case e != nil:
		return both(asKind(err, errNone), e)
	case slices.Contains(listed, id):
		return asKind(err, ErrNotOwned)
	}
	return err
}

// Update changes a contact way in place and keeps its QR code (doc 92228,
// update_contact_way). One unusable member refuses the whole call: 84074,
// 41054, 40098, 60011, or 60111 for a member who has left. Fails with
// ErrNotFound or ErrNotOwned like Get. Repeated after a lost answer.
func (s *ContactWayService) Update(ctx context.Context, in *UpdateContactWayRequest) error {
	if in.ID == "" {
		return errors.New(pathContactWayUpdate + ": the id is empty")
	}
	err := s.c.settle(ctx, contactWayKey(in.ID), is41044, func() error {
		_, err := s.c.do(ctx, request{rt: routes[pathContactWayUpdate], body: in})
		return err
	})
	if err != nil {
		return s.judge(ctx, in.ID, err)
	}
	return nil
}

// Delete removes a contact way, and with it the QR codes that were printed
// (doc 92228, del_contact_way). Fails with ErrNotFound or ErrNotOwned like Get;
// one that is missing when a lost call is repeated counts as deleted.
func (s *ContactWayService) Delete(ctx context.Context, id string) error {
	if id == "" {
		return errors.New(pathContactWayDelete + ": the id is empty")
	}
	return s.c.deleteSettled(ctx, contactWayKey(id), request{rt: routes[pathContactWayDelete], body: contactWayID{id}},
		is41044, func(err error) error { return s.judge(ctx, id, err) })
}

// WeCom lists what was made since then, and when no start is given only the
// last 90 days (doc 92228).
var contactWaysListedSince = time.Date(2021, 7, 10, 0, 0, 0, 0, time.FixedZone("CST", 8*60*60))

const (
	contactWayPage = 1000
	contactWaySpan = 90 * 24 * time.Hour
)

type contactWayListRequest struct {
	StartTime int64  `json:"start_time"`
	EndTime   int64  `json:"end_time,omitempty"`
	Cursor    string `json:"cursor,omitempty"`
	Limit     int    `json:"limit"`
}

type contactWayListAnswer struct {
	Ways       many[idItem] `json:"contact_way"`
	NextCursor cursor       `json:"next_cursor"`
}

func (a *contactWayListAnswer) check(env *envelope) error {
	if a.Ways == nil && !env.Errcode.present {
		return errors.New("it holds neither errcode nor contact ways")
	}
	return nil
}

// List returns the ids of the contact ways that were made in a window, sorted
// (doc 92228, list_contact_way). WeCom never lists temporary ones nor those
// made before 2021-07-10. Whether ways of other apps are listed is open: do
// not take every id for this app's.
func (s *ContactWayService) List(ctx context.Context, in ContactWayWindow) ([]string, error) {
	if err := in.complete(); err != nil {
		return nil, err
	}
	ids, err := walkPages(pathContactWayList, s.page(ctx, in))
	if !tooWide(err) {
		return ids, err
	}
	parts := s.parts(in)
	if len(parts) == 1 {
		return nil, err
	}
	all := []string{}
	for _, part := range parts {
		ids, err := walkPages(pathContactWayList, s.page(ctx, part))
		if err != nil {
			return nil, err
		}
		all = append(all, ids...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Each is List (doc 92228) for a caller that wants the ids while the pages
// arrive, sorted within a page, and may stop early. An error is the last thing
// it yields.
func (s *ContactWayService) Each(ctx context.Context, in ContactWayWindow) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := in.complete(); err != nil {
			yield("", err)
			return
		}
		yielded := map[string]bool{} // the parts of a window touch
		through := func(window ContactWayWindow) error {
			for id, err := range eachID(pathContactWayList, s.page(ctx, window)) {
				if err != nil {
					return err
				}
				if !yielded[id] && !yield(id, nil) {
					return errStopped
				}
				yielded[id] = true
			}
			return nil
		}
		err := through(in)
		if parts := s.parts(in); tooWide(err) && len(parts) > 1 {
			err = nil
			for i := 0; i < len(parts) && err == nil; i++ {
				err = through(parts[i])
			}
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield("", err)
		}
	}
}

// errStopped is the end of a list whose reader has had enough.
var errStopped = errors.New("stopped")

// complete gives a window its beginning.
func (w *ContactWayWindow) complete() error {
	if w.From.IsZero() {
		w.From = contactWaysListedSince
	}
	if !w.To.IsZero() && w.To.Before(w.From) {
		return fmt.Errorf("%s: the window ends before it begins", pathContactWayList)
	}
	return nil
}

// tooWide reports codes by which WeCom may refuse a wide window. assumed: the
// page names no widest one.
func tooWide(err error) bool { return codeOf(err) == 40058 || codeOf(err) == 40035 }

// parts cuts a window into pieces of WeCom's default width.
func (s *ContactWayService) parts(in ContactWayWindow) []ContactWayWindow {
	end := in.To
	if end.IsZero() {
		end = s.c.skew.serverTime(s.c.now())
	}
	if end.Sub(in.From) <= contactWaySpan {
		return []ContactWayWindow{in}
	}
	var out []ContactWayWindow
	for from := in.From; !from.After(end); from = from.Add(contactWaySpan) {
		part := ContactWayWindow{From: from, To: from.Add(contactWaySpan)}
		if part.To.After(end) {
			part.To = in.To
		}
		out = append(out, part)
	}
	return out
}

func (s *ContactWayService) page(ctx context.Context, in ContactWayWindow) fetchPage {
	req := contactWayListRequest{StartTime: in.From.Unix(), Limit: contactWayPage}
	if !in.To.IsZero() {
		req.EndTime = in.To.Unix()
	}
	return func(cursor string) ([]idItem, string, error) {
		req.Cursor = cursor
		var out contactWayListAnswer
		_, err := s.c.do(ctx, request{rt: routes[pathContactWayList], body: req, out: &out})
		return out.Ways, string(out.NextCursor), err
	}
}
