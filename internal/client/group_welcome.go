// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// welcomeMeans: what an unknown template is answered with is not known, see mayBeNoWelcome.
var welcomeMeans = map[int]error{41058: ErrNotOwned}

var (
	welcomeAdd    = core.Declare(Endpoint{Path: "externalcontact/group_welcome_template/add", Page: 92366, Write: true, Once: true})
	welcomeGet    = core.Declare(Endpoint{Path: "externalcontact/group_welcome_template/get", Page: 92366})
	welcomeEdit   = core.Declare(Endpoint{Path: "externalcontact/group_welcome_template/edit", Page: 92366, Write: true, Means: welcomeMeans})
	welcomeDelete = core.Declare(Endpoint{Path: "externalcontact/group_welcome_template/del", Page: 92366, Write: true, Means: welcomeMeans})
)

// GroupWelcomeService reads and writes the library of welcome messages for customer groups (入群欢迎语素材, doc 92366) with
// the app secret. WeCom lists them nowhere; an app reads all of the corp and changes its own.
type GroupWelcomeService struct {
	service
	set *core.Set[GroupWelcome]
}

// mayBeNoWelcome are the codes that may say that there is no template of an id; only a second look makes sure.
func mayBeNoWelcome(err error) bool {
	switch core.CodeOf(err) {
	case 40036, 40037, 40058, 60203:
		return true
	}
	return false
}

func newGroupWelcomes(at service) *GroupWelcomeService {
	s := &GroupWelcomeService{service: at}
	s.set = core.NewSet(core.Set[GroupWelcome]{
		C: at.c.engine, Kind: "group_welcome_template", IDKey: "template_id", Read: welcomeGet, Make: welcomeAdd, Change: welcomeEdit, Remove: welcomeDelete,
		One: s.get, Doubt: mayBeNoWelcome,
		Refused: func(ctx context.Context, id string, err error, _ core.Call) error {
			if !mayBeNoWelcome(err) {
				return err
			}
			if e := at.c.AwaitLag(ctx, 1); e != nil {
				return core.Both(err, e)
			}
			if _, e := s.get(ctx, id); mayBeNoWelcome(e) {
				return core.AsKind(err, ErrNotFound)
			}
			return err
		},
	})
	return s
}

// GroupWelcome is a welcome message as WeCom shows it: a text, and at most one of the others. Branches that are not
// there may be absent, null or empty.
type GroupWelcome struct {
	ID          string                 `json:"template_id"` // not shown by WeCom: the one that was asked for
	Text        string                 `json:"text.content"`
	Image       *WelcomeImage          `json:"image"`
	Link        *ConclusionLink        `json:"link"`
	MiniProgram *ConclusionMiniProgram `json:"miniprogram"`
	File        *WelcomeMedia          `json:"file"`
	Video       *WelcomeMedia          `json:"video"`
}

// WelcomeImage is written by a media id or an address of MediaService.UploadImage, of which the id counts, and read by
// an address alone.
type WelcomeImage struct {
	MediaID string `json:"media_id,omitempty"`
	PicURL  string `json:"pic_url,omitempty"`
	// Content is the digest of the file that was uploaded for this call; "" where none was. It is never sent.
	Content string `json:"-"`
}

// WelcomeMedia is a file or video of MediaService.Upload; get shows an id that is good for nothing.
type WelcomeMedia struct {
	MediaID string `json:"media_id"`
	Content string `json:"-"` // as in WelcomeImage
}

// WelcomeMiniProgram is a mini program in a request.
type WelcomeMiniProgram struct {
	ConclusionMiniProgramRequest
	Content string `json:"-"` // as in WelcomeImage
}

// GroupWelcomeRequest is the body of add and, with an id and without Notify, of edit. An empty branch is refused with
// 40063; what edit leaves out is to go.
type GroupWelcomeRequest struct {
	ID          string              `json:"template_id,omitempty"`
	Text        *ConclusionText     `json:"text,omitempty"` // up to 3000 bytes
	Image       *WelcomeImage       `json:"image,omitempty"`
	Link        *ConclusionLink     `json:"link,omitempty"`
	MiniProgram *WelcomeMiniProgram `json:"miniprogram,omitempty"`
	File        *WelcomeMedia       `json:"file,omitempty"`
	Video       *WelcomeMedia       `json:"video,omitempty"`
	Notify      *int64              `json:"notify,omitempty"` // 1 tells the members; WeCom's own default is 1
}

// Check refuses an answer to get that shows no message at all.
func (w *GroupWelcome) Check(bool) error {
	return core.Need(w.Text != "" || w.Image != nil || w.Link != nil || w.MiniProgram != nil || w.File != nil || w.Video != nil, "message")
}

type welcomeMade struct {
	ID string `json:"template_id"`
}

func (a *welcomeMade) Check(bool) error { return core.Need(a.ID != "", "template_id") }

// Get reads one template, whoever made it (doc 92366, group_welcome_template/get).
func (s *GroupWelcomeService) Get(ctx context.Context, id string) (*GroupWelcome, error) {
	return s.set.Get(ctx, id)
}

func (s *GroupWelcomeService) get(ctx context.Context, id string) (*GroupWelcome, error) {
	var out GroupWelcome
	_, err := s.c.Do(ctx, core.Request{Endpoint: welcomeGet, Body: map[string]string{"template_id": id}, Out: &out})
	out.ID = id
	return &out, err
}

// Create makes a template and returns its id (doc 92366, group_welcome_template/add), which nothing else ever tells:
// WeCom lists no templates. A lost answer is therefore always ErrOutcomeUnknown. Without notify members are not told.
func (s *GroupWelcomeService) Create(ctx context.Context, in *GroupWelcomeRequest, notify bool) (string, error) {
	tell := int64(0)
	if notify {
		tell = 1
	}
	in.Notify = &tell
	_, id, err := s.set.Create(ctx, core.Making[GroupWelcome]{
		Sought: "a welcome message for groups (入群欢迎语)" + in.about(), Body: in.noted(), Absent: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (made GroupWelcome, id string, err error) {
			var out welcomeMade
			_, err = s.c.Do(ctx, core.Request{Endpoint: welcomeAdd, Body: in, Out: &out, Note: n})
			return made, out.ID, err
		},
	})
	return id, err
}

// about names a template by the beginning of what people read of it.
func (in *GroupWelcomeRequest) about() string {
	const most = 20
	words := []rune(core.Value(in.Text).Content)
	if in.Link != nil && len(words) == 0 {
		words = []rune(in.Link.Title)
	}
	if len(words) == 0 {
		return ""
	}
	if len(words) > most {
		words = append(words[:most:most], '…')
	}
	return fmt.Sprintf(" with %q", string(words))
}

// noted is what the journal knows a create by: every run uploads its files again, so that their content takes the place
// of what the uploads answered.
func (in *GroupWelcomeRequest) noted() *GroupWelcomeRequest {
	out := *in
	if i := in.Image; i != nil && i.Content != "" {
		out.Image = &WelcomeImage{MediaID: i.Content}
	}
	if p := in.MiniProgram; p != nil {
		app := *p
		app.PicMediaID = cmp.Or(p.Content, p.PicMediaID)
		out.MiniProgram = &app
	}
	for _, at := range []**WelcomeMedia{&out.File, &out.Video} {
		if f := *at; f != nil {
			*at = &WelcomeMedia{MediaID: cmp.Or(f.Content, f.MediaID)}
		}
	}
	return &out
}

// Edit puts the content of in in the place of that of a template of this app (doc 92366, group_welcome_template/edit);
// one that another app or the console made is ErrNotOwned. Repeated after a lost answer.
func (s *GroupWelcomeService) Edit(ctx context.Context, in *GroupWelcomeRequest) error {
	if in.ID == "" {
		return errors.New(welcomeEdit.Path + ": the id is empty")
	}
	in.Notify = nil
	return s.set.Update(ctx, in.ID, in, core.Writing)
}

// Delete removes a template of this app (doc 92366, group_welcome_template/del).
func (s *GroupWelcomeService) Delete(ctx context.Context, id string) error {
	return s.set.Delete(ctx, id)
}

// Made tells the client that the state holds a template which an earlier process made at the given time; see core.Set.
func (s *GroupWelcomeService) Made(id string, at time.Time) { s.set.Made(id, at) }

const pageWelcome = "客户联系 → 入群欢迎语"

// toldWelcomes is what errcodes of welcome messages for groups mean.
var toldWelcomes = topic{title: "Welcome messages for groups", codes: map[int]told{
	40036: {"There is no template of this id.", "Correct the id.", "", "The template was deleted, or its id is misspelt."},
	40037: {"The id of the template is not valid.", "Correct the id.", "", "The template was deleted, or its id is misspelt."},
	41055: {"The library of the corp has as many welcome messages (入群欢迎语) as WeCom allows (100).", "Delete welcome messages that no group uses any more.", pageWelcome, "Templates of all apps and of the console count."},
	41058: {"The welcome message (入群欢迎语) was made by another app or in the console, and only its maker may change or delete it.", "Use the secret of the app that made it, or change it in the console.", pageWelcome, "WeCom lets an app change only the templates that it made itself."},
	60203: {"There is no template of this id.", "Correct the id.", "", "The template was deleted, or its id is misspelt."},
}, special: welcomeSpecials}

func isWelcomePath(p string) bool { return strings.Contains(p, "group_welcome_template") }

var welcomeSpecials = []special{
	{
		codes: []int{40063}, when: "the call is about a welcome message for groups (入群欢迎语)",
		fits: func(e *APIError) bool { return isWelcomePath(e.Path) },
		say: Explanation{
			Meaning:  "A part of the welcome message is empty: WeCom wants each part that is there to be complete.",
			NextStep: "Give title and url of a link, title, app_id, page and picture of a mini program, and a picture or file of the others.",
		},
		like: APIError{Path: welcomeAdd.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{40058, 40035}, when: "the call is about a welcome message for groups (入群欢迎语)",
		fits: func(e *APIError) bool { return isWelcomePath(e.Path) },
		say: Explanation{
			Meaning:  "A value of the welcome message is too long or of the wrong kind, or there is no template of this id.",
			NextStep: "Check the limits: text 3000 bytes, link title 128 and description 512 bytes, mini-program title 64 bytes.",
		},
		like: APIError{Path: welcomeAdd.Path, Credential: string(CredentialApp)},
	},
}
