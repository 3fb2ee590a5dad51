// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// contactWayMeans: 41044 is an unknown or deleted config_id. 41043, a missing one, says nothing about the object: this
// client always sends one.
var contactWayMeans = map[int]error{41044: ErrNotFound}

var (
	contactWayAdd    = core.Declare(Endpoint{Path: "externalcontact/add_contact_way", Page: 92228, Write: true, Once: true, Means: contactWayMeans})
	contactWayGet    = core.Declare(Endpoint{Path: "externalcontact/get_contact_way", Page: 92228, Means: contactWayMeans})
	contactWayList   = core.Declare(Endpoint{Path: "externalcontact/list_contact_way", Page: 92228, Means: contactWayMeans})
	contactWayUpdate = core.Declare(Endpoint{Path: "externalcontact/update_contact_way", Page: 92228, Write: true, Means: contactWayMeans})
	contactWayDelete = core.Declare(Endpoint{Path: "externalcontact/del_contact_way", Page: 92228, Write: true, Means: contactWayMeans})
)

// ContactWayService reads and writes contact ways (联系我, doc 92228) with the app secret. Ways made by API are not shown
// in the console.
type ContactWayService struct {
	service
	set *core.Set[ContactWay]
}

func newContactWays(at service) *ContactWayService {
	s := &ContactWayService{service: at}
	s.set = core.NewSet(core.Set[ContactWay]{
		C: at.c.engine, Kind: "contact_way", IDKey: "config_id", Read: contactWayGet, Make: contactWayAdd, Change: contactWayUpdate, Remove: contactWayDelete,
		One: s.get,
		// assumed: the page knows no ownership of ways; an id that is refused and yet listed is another app's.
		All: func(ctx context.Context) ([]string, error) { return s.List(ctx, ContactWayWindow{}) },
	})
	return s
}

type contactWayAnswer struct {
	Way *ContactWay `json:"contact_way"`
}

func (a *contactWayAnswer) Check(bool) error {
	return core.Need(a.Way != nil && a.Way.Type != 0, "contact way")
}

// Check refuses an answer to add_contact_way that does not name the way.
func (w *CreatedContactWay) Check(bool) error { return core.Need(w.ID != "", "config_id") }

// Get reads one contact way (doc 92228, get_contact_way). It fails with ErrNotFound when WeCom does not know the id and
// does not list it either, and with ErrNotOwned when it is listed all the same.
func (s *ContactWayService) Get(ctx context.Context, id string) (*ContactWay, error) {
	return s.set.Get(ctx, id)
}

func (s *ContactWayService) get(ctx context.Context, id string) (*ContactWay, error) {
	var out contactWayAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: contactWayGet, Body: map[string]string{"config_id": id}, Out: &out}); err != nil {
		return nil, err
	}
	w := out.Way
	if w == nil || (w.ID != "" && w.ID != id) {
		return nil, fmt.Errorf("%s: asked for contact way %s, got %s", contactWayGet.Path, id, core.Value(w).ID)
	}
	w.ID = id
	if core.Value(w.Style) == 0 {
		w.Style = nil
	}
	return w, nil
}

// Update changes a contact way in place and keeps its QR code (doc 92228, update_contact_way). One unusable member
// refuses the whole call: 84074, 41054, 40098, 60011, or 60111 for a member who has left. Fails with ErrNotFound or
// ErrNotOwned like Get. Repeated after a lost answer.
func (s *ContactWayService) Update(ctx context.Context, in *UpdateContactWayRequest) error {
	return s.set.Update(ctx, in.ID, in, core.Writing)
}

// Delete removes a contact way, and with it the QR codes that were printed (doc 92228, del_contact_way). Fails with
// ErrNotFound or ErrNotOwned like Get; one that is missing when a lost call is repeated counts as deleted.
func (s *ContactWayService) Delete(ctx context.Context, id string) error {
	return s.set.Delete(ctx, id)
}

// Made tells the client that the state holds a way which an earlier process made at the given time; see core.Set.
func (s *ContactWayService) Made(id string, at time.Time) { s.set.Made(id, at) }

// Create makes a contact way (doc 92228, add_contact_way). Creating is not idempotent: two equal ways are two objects.
//
// When the answer is lost, Create looks among the ways made since the call began. It adopts the only one that is what
// was sent, sends again if there is certainly none, and otherwise fails with ErrOutcomeUnknown and the ids. WeCom never
// lists temporary ways, so a lost create of one is always unknown. A result together with an error means that the way
// exists but WeCom complained about the request.
func (s *ContactWayService) Create(ctx context.Context, in *AddContactWayRequest) (*CreatedContactWay, error) {
	if len(in.UserIDs)+len(in.DepartmentIDs) == 0 {
		return nil, errors.New(contactWayAdd.Path + ": neither a user nor a department is given")
	}
	remark, state := core.Value(in.Remark), core.Value(in.State)
	m := core.Making[ContactWay]{
		Sought: fmt.Sprintf("a contact way (联系我) with remark %q and state %q for %s", remark, state, members(in.UserIDs, in.DepartmentIDs)),
		Turn:   strings.Join([]string{"contact_way", remark, state, turnOf(in.UserIDs, in.DepartmentIDs)}, "\x00"),
		Body:   in, Absent: true,
		Send: func(ctx context.Context, n *core.Note) (ContactWay, string, error) {
			var out CreatedContactWay
			_, err := s.c.Do(ctx, core.Request{Endpoint: contactWayAdd, Body: in, Out: &out, Note: n})
			return ContactWay{QRCode: out.QRCode}, out.ID, err
		},
		Read: s.set.Value,
		Look: s.set.Match(func(ctx context.Context, from, to time.Time) ([]string, error) {
			return s.List(ctx, ContactWayWindow{From: from, To: to})
		}, func(w *ContactWay, _ *core.Search) bool { return in.made(w) }),
	}
	if core.Value(in.IsTemp) {
		m.Look = nil
	}
	w, id, err := s.set.Create(ctx, m)
	if id == "" {
		return nil, err
	}
	return &CreatedContactWay{ID: id, QRCode: w.QRCode}, err
}

// made tells whether w is what in asks for, in everything that WeCom shows. mark_source is not compared: it has no
// effect but in 营销获客 apps.
func (in *AddContactWayRequest) made(w *ContactWay) bool {
	switch {
	case w.Type != in.Type, w.Scene != in.Scene, w.IsTemp != core.Value(in.IsTemp),
		strings.TrimSpace(w.Remark) != strings.TrimSpace(core.Value(in.Remark)),
		strings.TrimSpace(w.State) != strings.TrimSpace(core.Value(in.State)),
		!core.SameUsers(w.UserIDs, in.UserIDs):
		return false
	case in.Type == ContactWayMulti && !core.SameSet(w.DepartmentIDs, in.DepartmentIDs):
		return false
	case w.Style != nil && in.Style != nil && *w.Style != *in.Style:
		return false
	case w.SkipVerify != nil && *w.SkipVerify != (in.SkipVerify == nil || *in.SkipVerify):
		return false
	case w.IsExclusive != nil && *w.IsExclusive != core.Value(in.IsExclusive):
		return false
	}
	return true
}
