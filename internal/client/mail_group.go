// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// mailGroupMeans: 680012 is a group that does not exist or is another app's, 680011 an address that another group has.
var mailGroupMeans = map[int]error{680012: ErrNotFound, 680011: ErrNameTaken}

var (
	mailGroupCreate = core.Declare(Endpoint{Path: "exmail/group/create", Page: 95510, Write: true, Once: true, Creds: selfOnly, Means: mailGroupMeans})
	mailGroupUpdate = core.Declare(Endpoint{Path: "exmail/group/update", Page: 97995, Write: true, Creds: selfOnly, Means: mailGroupMeans})
	mailGroupDelete = core.Declare(Endpoint{Path: "exmail/group/delete", Page: 97996, Write: true, Creds: selfOnly, Means: mailGroupMeans})
	mailGroupGet    = core.Declare(Endpoint{Path: "exmail/group/get", Method: http.MethodGet, Page: 97997, Creds: selfOnly, Means: mailGroupMeans})
	mailGroupSearch = core.Declare(Endpoint{Path: "exmail/group/search", Method: http.MethodGet, Page: 97998, Creds: selfOnly})
)

// Values of MailGroup.AllowType: who may send to the group.
const (
	MailAllowCorp    = 0
	MailAllowAnybody = 1
	MailAllowMembers = 2
	MailAllowListed  = 3
)

// MailGroupService reads and writes mail groups (邮件群组, doc 95510 and 97995 to 97998) with the app secret. An app
// reaches those that it made itself and no others.
type MailGroupService struct {
	service
	set    *core.Set[MailGroup]
	groups *core.Population[[]MailGroupSummary]
}

func newMailGroups(at service) *MailGroupService {
	s := &MailGroupService{service: at}
	s.groups = core.NewPopulation(at.c.engine, mailGroupSearch, s.load, mailGroupCreate, mailGroupUpdate, mailGroupDelete)
	s.set = core.NewSet(core.Set[MailGroup]{
		C: at.c.engine, Kind: "mail_group", IDKey: "groupid", Read: mailGroupGet, Make: mailGroupCreate, Change: mailGroupUpdate, Remove: mailGroupDelete, One: s.get,
		Refused: mailForeign(func(ctx context.Context) error { _, err := s.groups.Fresh(ctx); return err }),
	})
	return s
}

// MailGroup is one group as WeCom shows it, or as it is to be. Lists are sorted and without duplicates.
type MailGroup struct {
	ID            string   `json:"groupid"`                        // its address, in any case
	Name          string   `json:"groupname"`                      // 1 to 200 bytes, unique in the corp
	Emails        []string `json:"email_list.list" api:"set"`      // corp mail addresses of members
	DepartmentIDs []int64  `json:"department_list.list" api:"set"` // whose members are members
	TagIDs        []int64  `json:"tag_list.list" api:"set"`        // likewise
	GroupIDs      []string `json:"group_list.list" api:"set"`      // addresses of other groups
	AllowType     *int64   `json:"allow_type"`                     // nil where WeCom does not say
	// Those who may send, with MailAllowListed; otherwise they count for nothing.
	AllowEmails        []string `json:"allow_emaillist.list" api:"set"`
	AllowDepartmentIDs []int64  `json:"allow_departmentlist.list" api:"set"`
	AllowTagIDs        []int64  `json:"allow_taglist.list" api:"set"`
}

// MailGroupSummary is an entry of the list of groups.
type MailGroupSummary struct {
	ID   string `json:"groupid"`
	Name string `json:"groupname"`
}

// Listed reports whether only those who are listed may send.
func (g *MailGroup) Listed() bool { return g.AllowType != nil && *g.AllowType == MailAllowListed }

// Same reports whether two groups of one address are alike, whatever the case of addresses.
func (g *MailGroup) Same(o *MailGroup) bool {
	return g.Name == o.Name && g.SameMembers(o) && core.Value(g.AllowType) == core.Value(o.AllowType) && (!g.Listed() || g.SameSenders(o))
}

// SameMembers reports whether two groups have the same lists of members.
func (g *MailGroup) SameMembers(o *MailGroup) bool {
	return core.SameUsers(g.Emails, o.Emails) && core.SameUsers(g.GroupIDs, o.GroupIDs) && core.SameSet(g.DepartmentIDs, o.DepartmentIDs) && core.SameSet(g.TagIDs, o.TagIDs)
}

// SameSenders reports whether two groups have the same lists of senders.
func (g *MailGroup) SameSenders(o *MailGroup) bool {
	return core.SameUsers(g.AllowEmails, o.AllowEmails) && core.SameSet(g.AllowDepartmentIDs, o.AllowDepartmentIDs) && core.SameSet(g.AllowTagIDs, o.AllowTagIDs)
}

type mailGroupRequest struct {
	ID                 string            `json:"groupid"`
	Name               string            `json:"groupname"`
	Emails             *mailList[string] `json:"email_list,omitempty"`
	DepartmentIDs      *mailList[int64]  `json:"department_list,omitempty"`
	TagIDs             *mailList[int64]  `json:"tag_list,omitempty"`
	GroupIDs           *mailList[string] `json:"group_list,omitempty"`
	AllowType          int64             `json:"allow_type"`
	AllowEmails        *mailList[string] `json:"allow_emaillist,omitempty"`
	AllowDepartmentIDs *mailList[int64]  `json:"allow_departmentlist,omitempty"`
	AllowTagIDs        *mailList[int64]  `json:"allow_taglist,omitempty"`
}

// request is the body that makes g of was, of nothing where that is empty. The lists of senders must not be sent unless
// only they count; where they come to count, lists of former times may be there still, and all are sent.
func (g *MailGroup) request(was *MailGroup) *mailGroupRequest {
	in := &mailGroupRequest{
		ID: g.ID, Name: g.Name, AllowType: core.Value(g.AllowType),
		Emails: mailSent(g.Emails, was.Emails), DepartmentIDs: mailSent(g.DepartmentIDs, was.DepartmentIDs),
		TagIDs: mailSent(g.TagIDs, was.TagIDs), GroupIDs: mailSent(g.GroupIDs, was.GroupIDs),
	}
	if !g.Listed() {
		return in
	}
	in.AllowEmails, in.AllowDepartmentIDs, in.AllowTagIDs =
		mailSent(g.AllowEmails, was.AllowEmails), mailSent(g.AllowDepartmentIDs, was.AllowDepartmentIDs), mailSent(g.AllowTagIDs, was.AllowTagIDs)
	if was.ID != "" && !was.Listed() {
		in.AllowEmails, in.AllowDepartmentIDs, in.AllowTagIDs =
			&mailList[string]{append([]string{}, g.AllowEmails...)}, &mailList[int64]{append([]int64{}, g.AllowDepartmentIDs...)}, &mailList[int64]{append([]int64{}, g.AllowTagIDs...)}
	}
	return in
}

// Check refuses an answer that shows no group.
func (g *MailGroup) Check(bool) error { return core.Need(g.Name != "", "groupname") }

// Get reads one group of this app (doc 97997, exmail/group/get). ErrNotFound is also one of another app.
func (s *MailGroupService) Get(ctx context.Context, id string) (*MailGroup, error) {
	return s.set.Get(ctx, id)
}

func (s *MailGroupService) get(ctx context.Context, id string) (*MailGroup, error) {
	var g MailGroup
	if _, err := s.c.Do(ctx, core.Request{Endpoint: mailGroupGet, Query: url.Values{"groupid": {id}}, Out: &g}); err != nil {
		return nil, err
	}
	if g.ID != "" && !strings.EqualFold(g.ID, id) {
		return nil, fmt.Errorf("%s: asked for mail group %s, got %s", mailGroupGet.Path, id, g.ID)
	}
	g.ID = id // in the spelling of the caller
	return &g, nil
}

type mailGroupsAnswer struct {
	Groups []MailGroupSummary `json:"groups"`
}

func (a *mailGroupsAnswer) Check(coded bool) error {
	for _, g := range a.Groups {
		if g.ID == "" {
			return errors.New("it holds a group without groupid")
		}
	}
	return core.NeedList(coded, a.Groups, "groups")
}

// systemGroups are the names of groups that the sample of doc 97998 shows and nobody made.
var systemGroups = []string{"任何人", "组内成员"}

// List reads addresses and names of the groups of this app, in WeCom's order (doc 97998, exmail/group/search). Callers
// that come while a list is under way share the next one.
func (s *MailGroupService) List(ctx context.Context) ([]MailGroupSummary, error) {
	all, err := s.groups.Fresh(ctx)
	return slices.Clone(all), err
}

func (s *MailGroupService) load(ctx context.Context) ([]MailGroupSummary, error) {
	var out mailGroupsAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: mailGroupSearch, Query: url.Values{"fuzzy": {"0"}}, Out: &out}); err != nil {
		return nil, err
	}
	all := []MailGroupSummary{}
	for _, g := range out.Groups {
		if !strings.Contains(g.ID, "@") {
			continue // nothing that an app can have made
		}
		if slices.Contains(systemGroups, g.Name) {
			if _, err := s.get(ctx, g.ID); core.Doubtful(err) {
				continue
			}
		}
		all = append(all, g)
	}
	return all, nil
}

// Create makes a group (doc 95510, exmail/group/create). An address or name that a group of this app has is
// ErrNameTaken.
//
// The address is chosen, so that after a lost answer a look tells whether there is one: it is adopted when there was
// none before and it is as it was to be.
func (s *MailGroupService) Create(ctx context.Context, in *MailGroup) (id string, err error) {
	err = s.naming(ctx, in, func() (err error) {
		id, err = s.create(ctx, in)
		return err
	})
	return id, err
}

func (s *MailGroupService) create(ctx context.Context, in *MailGroup) (string, error) {
	_, err := s.get(ctx, in.ID)
	if err == nil && !s.c.Unrecorded("mail_group", in) {
		return "", fmt.Errorf("%s: %s is the address of a mail group: %w", mailGroupCreate.Path, in.ID, ErrNameTaken)
	}
	body := in.request(&MailGroup{})
	_, id, err := s.set.Create(ctx, core.Making[MailGroup]{
		Sought: fmt.Sprintf("a mail group (邮件群组) with the address %s", in.ID), Body: in, Absent: core.IsMissing(err), Twice: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (MailGroup, string, error) {
			if _, err := s.c.Do(ctx, core.Request{Endpoint: mailGroupCreate, Body: body, Note: n}); err != nil {
				return MailGroup{}, "", err
			}
			return *in, in.ID, nil
		},
		Look: func(ctx context.Context, _ core.Search) (found core.Found[MailGroup], err error) {
			got, err := s.get(ctx, in.ID)
			switch {
			case core.IsMissing(err):
				return found, nil
			case err != nil:
				return found, err
			}
			return core.Found[MailGroup]{IDs: []string{in.ID}, Made: *got, Foreign: !in.Same(got)}, nil
		},
	})
	return id, err
}

// Update makes a group, which is as was, as in says (doc 97995, exmail/group/update). A name that another group of this
// app has is ErrNameTaken. Repeated after a lost answer.
func (s *MailGroupService) Update(ctx context.Context, in, was *MailGroup) error {
	return s.naming(ctx, in, func() error { return s.set.Update(ctx, in.ID, in.request(was), core.Writing) })
}

// naming sends a write of a group; see mailNaming. 680002 is also a name that is not valid.
func (s *MailGroupService) naming(ctx context.Context, in *MailGroup, send func() error) error {
	return mailNaming(send, func(err error) (taken, ours bool, lookErr error) {
		code := core.CodeOf(err)
		if code != 680011 && code != 680002 {
			return false, false, nil
		}
		all, lookErr := s.List(ctx)
		return true, slices.ContainsFunc(all, func(g MailGroupSummary) bool {
			self := strings.EqualFold(g.ID, in.ID)
			return code == 680011 && self || code == 680002 && !self && g.Name == in.Name
		}), lookErr
	})
}

// Delete removes a group and its address; its members stay as they are (doc 97996, exmail/group/delete).
func (s *MailGroupService) Delete(ctx context.Context, id string) error { return s.set.Delete(ctx, id) }

// Made tells the client that the state holds a group which an earlier process made at the given time; see core.Set.
func (s *MailGroupService) Made(id string, at time.Time) { s.set.Made(id, at) }

// WriteMailGroups asks for the right to write mail groups.
var WriteMailGroups = Writable{mailGroupUpdate, "groupid", nobody}
