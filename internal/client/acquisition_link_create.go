// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

type rangeWire struct {
	UserIDs       many[text]    `json:"user_list"`
	DepartmentIDs many[flexInt] `json:"department_list"`
}

type priorityWire struct {
	Type    flexInt    `json:"priority_type"`
	UserIDs many[text] `json:"priority_userid_list"`
}

type linkWire struct {
	ID         text      `json:"link_id"`
	Name       text      `json:"link_name"`
	URL        text      `json:"url"`
	CreateTime flexInt   `json:"create_time"`
	SkipVerify *flexBool `json:"skip_verify"`
	MarkSource *flexBool `json:"mark_source"`
}

// linkAnswer reads keys under link, and at the top level where editions of the
// page and older SDKs have had them; link wins.
type linkAnswer struct {
	Link       one[linkWire]     `json:"link"`
	Range      one[rangeWire]    `json:"range"`
	Priority   one[priorityWire] `json:"priority_option"`
	ID         text              `json:"link_id"`
	CreateTime flexInt           `json:"create_time"`
	SkipVerify *flexBool         `json:"skip_verify"`
	MarkSource *flexBool         `json:"mark_source"`
}

func (a *linkAnswer) check(*envelope) error {
	if l := a.Link.value; !a.Link.present || (l.Name == "" && l.URL == "") {
		return errors.New("it holds no link")
	}
	return nil
}

func (a *linkAnswer) link() *AcquisitionLink {
	w := a.Link.value
	l := &AcquisitionLink{
		ID: string(w.ID), Name: string(w.Name), URL: string(w.URL), CreateTime: int64(w.CreateTime),
		SkipVerify: boolOf(w.SkipVerify, a.SkipVerify), MarkSource: boolOf(w.MarkSource, a.MarkSource),
		Range: AcquisitionRange{
			UserIDs: textSet(a.Range.value.UserIDs), DepartmentIDs: numberSet(a.Range.value.DepartmentIDs),
		},
	}
	if l.ID == "" {
		l.ID = string(a.ID)
	}
	if l.CreateTime == 0 {
		l.CreateTime = int64(a.CreateTime)
	}
	// How a link without priority reads is not documented: absent, null, {}
	// and type 0 are all none.
	if p := a.Priority.value; p.Type != 0 {
		l.Priority = &PriorityOption{Type: int64(p.Type), UserIDs: textSet(p.UserIDs)}
	}
	return l
}

// createdLink is the answer to create_link, which must name the link.
type createdLink struct{ linkAnswer }

func (a *createdLink) check(*envelope) error {
	if a.link().ID == "" {
		return errors.New("it holds no link_id")
	}
	return nil
}

func (r AcquisitionRange) empty() bool { return len(r.UserIDs)+len(r.DepartmentIDs) == 0 }

// Create makes an acquisition link (doc 97297, customer_acquisition/
// create_link). Names need not be unique, so creating is not idempotent.
//
// When the answer is lost, Create looks among this app's links made since the
// call began. It adopts the only one that is what was sent, sends again if
// there is certainly none, and otherwise fails with ErrOutcomeUnknown and the
// ids. A result together with an error means that the link exists but WeCom
// complained about the request.
func (s *AcquisitionLinkService) Create(ctx context.Context, in *CreateAcquisitionLinkRequest) (*CreatedAcquisitionLink, error) {
	switch {
	case in.Name == "":
		return nil, errors.New(pathLinkCreate + ": the name is empty")
	case in.Range.empty():
		return nil, errors.New(pathLinkCreate + ": the range names neither a user nor a department")
	}
	m := making[*CreatedAcquisitionLink]{
		c: s.c, path: pathLinkCreate, key: linkKey, kind: kindAcquisitionLink, body: in,
		sought: fmt.Sprintf("an acquisition link (获客链接) named %q for %s", in.Name, members(in.Range.UserIDs, in.Range.DepartmentIDs)),
		turn:   strings.Join([]string{"acquisition_link", in.Name, turnOf(in.Range.UserIDs, in.Range.DepartmentIDs)}, "\x00"),
		send: func(ctx context.Context, n *note) (*CreatedAcquisitionLink, string, error) {
			var out createdLink
			_, err := s.c.do(ctx, request{rt: routes[pathLinkCreate], body: in, out: &out, note: n})
			l := out.link().created()
			if l.Name == "" {
				l.Name = in.Name
			}
			return l, l.ID, err
		},
		read: func(ctx context.Context, id string) (*CreatedAcquisitionLink, error) {
			l, err := s.Get(ctx, id)
			if err != nil {
				return nil, err
			}
			return l.created(), nil
		},
		list: func(ctx context.Context, _, _ time.Time) ([]string, error) { return s.List(ctx) },
		match: func(ctx context.Context, id string, from, to time.Time) (*CreatedAcquisitionLink, bool, error) {
			l, err := s.get(ctx, id)
			if err != nil {
				return nil, false, err
			}
			return l.created(), within(l.CreateTime, from, to) && in.made(l), nil
		},
	}
	return m.run(ctx)
}

// within reports whether an object was made between two times; true when it is
// not known, and for a zero to no matter how late.
func within(createTime int64, from, to time.Time) bool {
	at := time.Unix(createTime, 0)
	return createTime == 0 || (!at.Before(from) && (to.IsZero() || !at.After(to)))
}

func (l *AcquisitionLink) created() *CreatedAcquisitionLink {
	return &CreatedAcquisitionLink{ID: l.ID, Name: l.Name, URL: l.URL, CreateTime: l.CreateTime}
}

// made tells whether l is what in asks for, in everything that WeCom shows.
// mark_source is not compared: it has no effect but in 营销获客 apps.
func (in *CreateAcquisitionLinkRequest) made(l *AcquisitionLink) bool {
	switch {
	case strings.TrimSpace(l.Name) != strings.TrimSpace(in.Name),
		!sameUsers(l.Range.UserIDs, in.Range.UserIDs),
		!sameSet(l.Range.DepartmentIDs, in.Range.DepartmentIDs):
		return false
	case l.SkipVerify != nil && *l.SkipVerify != (in.SkipVerify == nil || *in.SkipVerify):
		return false
	case (l.Priority == nil) != (in.Priority == nil):
		return false
	}
	return l.Priority == nil || (l.Priority.Type == in.Priority.Type && sameUsers(l.Priority.UserIDs, in.Priority.UserIDs))
}
