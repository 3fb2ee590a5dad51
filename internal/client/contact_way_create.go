// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Create makes a contact way (doc 92228, add_contact_way). Creating is not
// idempotent: two equal ways are two objects.
//
// When the answer is lost, Create looks among the ways made since the call
// began. It adopts the only one that is what was sent, sends again if there is
// certainly none, and otherwise fails with ErrOutcomeUnknown and the ids. WeCom
// never lists temporary ways, so a lost create of one is always unknown. A
// result together with an error means that the way exists but WeCom complained
// about the request.
func (s *ContactWayService) Create(ctx context.Context, in *AddContactWayRequest) (*CreatedContactWay, error) {
	if len(in.UserIDs)+len(in.DepartmentIDs) == 0 {
		return nil, errors.New(pathContactWayAdd + ": neither a user nor a department is given")
	}
	m := making[*CreatedContactWay]{
		c: s.c, path: pathContactWayAdd, key: contactWayKey, kind: kindContactWay, body: in,
		sought: fmt.Sprintf("a contact way (联系我) with remark %q and state %q for %s", value(in.Remark), value(in.State), members(in.UserIDs, in.DepartmentIDs)),
		turn:   strings.Join([]string{"contact_way", value(in.Remark), value(in.State), turnOf(in.UserIDs, in.DepartmentIDs)}, "\x00"),
		send: func(ctx context.Context, n *note) (*CreatedContactWay, string, error) {
			var out addedContactWay
			_, err := s.c.do(ctx, request{rt: routes[pathContactWayAdd], body: in, out: &out, note: n})
			return &CreatedContactWay{ID: string(out.ID), QRCode: string(out.QRCode)}, string(out.ID), err
		},
		read: func(ctx context.Context, id string) (*CreatedContactWay, error) {
			w, err := s.Get(ctx, id)
			if err != nil {
				return nil, err
			}
			return &CreatedContactWay{ID: id, QRCode: w.QRCode}, nil
		},
		list: func(ctx context.Context, from, to time.Time) ([]string, error) {
			return s.List(ctx, ContactWayWindow{From: from, To: to})
		},
		match: func(ctx context.Context, id string, _, _ time.Time) (*CreatedContactWay, bool, error) {
			w, err := s.get(ctx, id)
			if err != nil {
				return nil, false, err
			}
			return &CreatedContactWay{ID: id, QRCode: w.QRCode}, in.made(w), nil
		},
	}
	if value(in.IsTemp) {
		m.list = nil
	}
	return m.run(ctx)
}

// made tells whether w is what in asks for, in everything that WeCom shows.
// mark_source is not compared: it has no effect but in 营销获客 apps.
func (in *AddContactWayRequest) made(w *ContactWay) bool {
	switch {
	case w.Type != in.Type, w.Scene != in.Scene, w.IsTemp != value(in.IsTemp),
		strings.TrimSpace(w.Remark) != strings.TrimSpace(value(in.Remark)),
		strings.TrimSpace(w.State) != strings.TrimSpace(value(in.State)),
		!sameUsers(w.UserIDs, in.UserIDs):
		return false
	case in.Type == ContactWayMulti && !sameSet(w.DepartmentIDs, in.DepartmentIDs):
		return false
	case w.Style != nil && in.Style != nil && *w.Style != *in.Style:
		return false
	case w.SkipVerify != nil && *w.SkipVerify != (in.SkipVerify == nil || *in.SkipVerify):
		return false
	case w.IsExclusive != nil && *w.IsExclusive != value(in.IsExclusive):
		return false
	}
	return true
}

// value reads what a nil pointer leaves at zero.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// members names a range in an error.
func members(users []string, departments []int64) string {
	var parts []string
	for _, v := range []struct {
		noun string
		n    int
		list string
	}{{"users", len(users), strings.Join(users[:min(len(users), 5)], ", ")},
		{"departments", len(departments), strings.Trim(fmt.Sprint(departments[:min(len(departments), 5)]), "[]")},
	} {
		if v.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s (%s%s)", v.n, v.noun, v.list, map[bool]string{true: ", …"}[v.n > 5]))
		}
	}
	return strings.Join(parts, " and ")
}

// turnOf writes a range so that equal ranges are equal texts.
func turnOf(users []string, departments []int64) string {
	u := slices.Sorted(slices.Values(users))
	d := slices.Sorted(slices.Values(departments))
	return strings.ToLower(fmt.Sprint(slices.Compact(u), slices.Compact(d)))
}
