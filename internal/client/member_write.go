// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// WriteMember is the body of user/create and user/update; nil means unchanged.
type WriteMember struct {
	UserID           string   `json:"userid"`
	Name             *string  `json:"name,omitempty"` // never ""
	Alias            *string  `json:"alias,omitempty"`
	Mobile           *string  `json:"mobile,omitempty"`
	Email            *string  `json:"email,omitempty"`
	BizMail          *string  `json:"biz_mail,omitempty"`
	Departments      []int64  `json:"department,omitempty"`
	Orders           []int64  `json:"order,omitempty"`             // parallel to Departments
	Leads            []int64  `json:"is_leader_in_dept,omitempty"` // parallel to Departments
	DirectLeader     []string `json:"direct_leader,omitzero"`      // [] clears
	MainDepartment   *int64   `json:"main_department,omitempty"`
	Position         *string  `json:"position,omitempty"`
	Gender           *int64   `json:"gender,omitempty"`
	Telephone        *string  `json:"telephone,omitempty"`
	Address          *string  `json:"address,omitempty"`
	Enable           *int64   `json:"enable,omitempty"`
	Avatar           *string  `json:"avatar_mediaid,omitempty"`
	ExternalPosition *string  `json:"external_position,omitempty"`

	Attributes      *WriteAttributes `json:"extattr,omitempty"`
	ExternalProfile *WriteProfile    `json:"external_profile,omitempty"`

	// AvatarContent is the digest of the file that was uploaded for Avatar; it is never sent.
	AvatarContent string `json:"-"`

	// Invite is sent by a create alone: without it WeCom invites.
	Invite *bool `json:"to_invite,omitempty"`
}

// WriteAttributes are entries of extattr; those that are not sent are perhaps cleared.
type WriteAttributes struct {
	Attrs []WriteAttribute `json:"attrs"`
}

// WriteProfile is an external_profile; external_attr must be there.
type WriteProfile struct {
	CorpName   *string          `json:"external_corp_name,omitempty"` // "" is the corp's default
	Channels   *WriteChannels   `json:"wechat_channels,omitempty"`
	Attributes []WriteAttribute `json:"external_attr"`
}

// WriteChannels names a 视频号.
type WriteChannels struct {
	Nickname string `json:"nickname"`
}

// WriteAttribute is an entry as it is written; empty parts clear it.
type WriteAttribute struct {
	Type int64         `json:"type"`
	Name string        `json:"name"`
	Text *writeText    `json:"text,omitempty"`
	Web  *writeWeb     `json:"web,omitempty"`
	App  *writeProgram `json:"miniprogram,omitempty"`
}

type writeText struct {
	Value string `json:"value"`
}

type writeWeb struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

type writeProgram struct {
	AppID string `json:"appid"`
	Page  string `json:"pagepath"`
	Title string `json:"title"`
}

// Of is the text of an entry, in whichever form it was read. The key value stands in the entries of web pages too,
// where it is no text.
func (a MemberAttribute) Of() string {
	switch {
	case a.Typed && a.Type != 0:
		return ""
	case a.Text == "":
		return a.Value
	}
	return a.Text
}

// Empty reports an entry without a value, as WeCom shows every attribute that the console defines.
func (a MemberAttribute) Empty() bool {
	return a.Of() == "" && a.URL == "" && a.Title == "" && a.AppID == "" && a.AppTitle == ""
}

// Write is the entry as it is written.
func (a MemberAttribute) Write() WriteAttribute {
	out := WriteAttribute{Type: a.Type, Name: a.Name}
	switch a.Type {
	case 1:
		out.Web = &writeWeb{a.URL, a.Title}
	case 2:
		out.App = &writeProgram{a.AppID, a.Page, a.AppTitle}
	default:
		out.Text = &writeText{a.Of()}
	}
	return out
}

// createdMember is the answer of user/create.
type createdMember struct {
	Departments []struct {
		ID int64 `json:"id"`
	} `json:"created_department_list.department_info"`
}

// StrayDepartmentsError says that WeCom made departments for ids that did not exist (doc 90195, since 2024-05-31).
type StrayDepartmentsError struct{ IDs []int64 }

func (e *StrayDepartmentsError) Error() string {
	return fmt.Sprintf("there was no department %s, so WeCom made it below 其他（待设置部门）", strings.Trim(fmt.Sprint(e.IDs), "[]"))
}

// baseline is the set of folded userids before the first create of the run.
func (s *MemberService) baseline(ctx context.Context) (map[string]bool, error) {
	return s.before.get(ctx, userListID.Path, func() (map[string]bool, error) {
		index, err := s.memberships.Snapshot(ctx)
		if err != nil {
			return nil, err
		}
		out := make(map[string]bool, len(index.of))
		for key := range index.of {
			out[key] = true
		}
		return out, nil
	})
}

// Create makes a member (doc 90195, user/create) and returns its userid; a taken one is ErrNameTaken. Departments that
// do not exist are refused before the call, because WeCom would make them; where that comes out only afterwards it is a
// *StrayDepartmentsError beside the userid.
//
// When the answer is lost, Create looks for the userid: it takes what was not there before the run for its own, and
// sends again only if there certainly is none.
func (s *MemberService) Create(ctx context.Context, in *WriteMember) (string, error) {
	switch {
	case in.UserID == "" || in.Name == nil || *in.Name == "":
		return "", errors.New("user/create: userid or name is empty")
	case in.Invite == nil:
		return "", errors.New("user/create: to_invite is not given, so WeCom would invite")
	}
	if err := s.needDepartments(ctx, in.Departments); err != nil {
		return "", err
	}
	before, unread := s.baseline(ctx)
	_, id, err := s.set.Create(ctx, core.Making[Member]{
		Sought: "a member with the userid " + in.UserID, Body: in.noted(), Absent: unread == nil, Twice: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (m Member, id string, err error) {
			id, err = s.createOnce(ctx, in, n)
			return m, id, err
		},
		Look: func(ctx context.Context, w core.Search) (core.Found[Member], error) {
			return s.look(ctx, in, before, w)
		},
	})
	return id, err
}

// noted is what the journal knows a create by: every run uploads its file again and gets another id for it. Personal
// data is left out, because a checksum over so few digits can be tried out, and the journal of a killed run stays in a
// file; the userid tells members apart without it.
func (in *WriteMember) noted() *WriteMember {
	out := *in
	out.Mobile, out.Email, out.Address = nil, nil, nil
	if in.AvatarContent != "" {
		out.Avatar = &in.AvatarContent
	}
	return &out
}

func (s *MemberService) createOnce(ctx context.Context, in *WriteMember, note *core.Note) (string, error) {
	var out createdMember
	err := s.settled(ctx, in, func() error {
		out = createdMember{}
		_, err := s.c.Do(ctx, core.Request{Endpoint: userCreate, Body: in, Out: &out, Note: note})
		return err
	})
	var api *APIError
	if err != nil && !(errors.As(err, &api) && api.Code == 0) { // code 0: made, with the warning of a wrong type
		return "", err
	}
	if len(out.Departments) > 0 {
		stray := &StrayDepartmentsError{}
		for _, d := range out.Departments {
			stray.IDs = append(stray.IDs, d.ID)
		}
		return in.UserID, stray
	}
	return in.UserID, err
}

// look looks for the userid. What another program made of it meanwhile is told by its name and departments.
func (s *MemberService) look(ctx context.Context, in *WriteMember, before map[string]bool, w core.Search) (found core.Found[Member], err error) {
	m, err := s.get(ctx, in.UserID)
	if err != nil {
		err = s.refused(ctx, in.UserID, err, core.Reading)
	}
	switch {
	case core.IsMissing(err):
		return found, nil
	case err != nil:
		return found, err
	case w.Earlier == nil && before[FoldUserID(in.UserID)], w.Excludes(in.UserID):
		return found, nil // in the way, and not made by this call
	}
	found.IDs, found.Made = []string{m.UserID}, *m
	// Of an earlier run no baseline is known: what it made has the name and departments that were sent.
	found.Foreign = w.Earlier != nil && (m.IDsOnly || m.Name != *in.Name || !sameIDs(m.DepartmentIDs, in.Departments))
	return found, nil
}

func sameIDs(a, b []int64) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// Update changes the given fields (doc 90197, user/update). biz_mail is not atomic with the rest: an error does not say
// that the mailbox is unchanged.
func (s *MemberService) Update(ctx context.Context, in *WriteMember) error {
	if err := s.needDepartments(ctx, in.Departments); err != nil {
		return err
	}
	return s.settled(ctx, in, func() error { return s.set.Update(ctx, in.UserID, in, core.Writing) })
}

// Delete deletes a member, and the mailbox with it (doc 90198, user/delete). One that is missing when a lost call is
// repeated counts as deleted.
func (s *MemberService) Delete(ctx context.Context, userID string) error {
	return s.set.DeleteBy(ctx, userID, core.Request{Endpoint: userDelete, Query: url.Values{"userid": {userID}}})
}

// settled repeats a write while it misses a department or a leader that was made only seconds ago.
func (s *MemberService) settled(ctx context.Context, in *WriteMember, send func() error) error {
	for _, id := range in.Departments {
		inner := send
		send = func() error { return s.c.Settle(ctx, s.c.Departments.key(id), missingDepartment, inner) }
	}
	for _, leader := range in.DirectLeader {
		inner := send
		send = func() error {
			return s.c.Settle(ctx, s.set.Key(leader), func(err error) bool { return core.CodeOf(err) == 60111 }, inner)
		}
	}
	return send()
}

func missingDepartment(err error) bool {
	code := core.CodeOf(err)
	return code == 60003 || code == 60123 || code == 40066
}

// MissingDepartmentError says that a member was not written because a department does not exist.
type MissingDepartmentError struct{ ID int64 }

func (e *MissingDepartmentError) Error() string {
	return fmt.Sprintf("department %d does not exist", e.ID)
}

// needDepartments refuses departments that certainly do not exist: WeCom makes a department of an unknown id (doc
// 90195). It asks once for all, and by itself for what was not there then and was not made by this run.
func (s *MemberService) needDepartments(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	all, err := s.c.Departments.Baseline(ctx)
	if err != nil {
		return nil //nolint:nilerr // not known, so WeCom decides
	}
	for _, id := range ids {
		if all.has(id) || s.c.MadeHere(s.c.Departments.key(id)) {
			continue
		}
		if _, err := s.c.Departments.Get(ctx, id); core.IsMissing(err) {
			return &MissingDepartmentError{id}
		}
	}
	return nil
}
