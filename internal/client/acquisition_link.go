// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// linkMeans: the component of a link belongs to another app. The page knows no code for an unknown link.
var linkMeans = map[int]error{41098: ErrNotOwned}

var (
	linkCreate = core.Declare(Endpoint{Path: "externalcontact/customer_acquisition/create_link", Page: 97297, Write: true, Once: true, Means: linkMeans})
	linkGet    = core.Declare(Endpoint{Path: "externalcontact/customer_acquisition/get", Page: 97297, Means: linkMeans})
	linkList   = core.Declare(Endpoint{Path: "externalcontact/customer_acquisition/list_link", Page: 97297})
	linkUpdate = core.Declare(Endpoint{Path: "externalcontact/customer_acquisition/update_link", Page: 97297, Write: true, Means: linkMeans})
	linkDelete = core.Declare(Endpoint{Path: "externalcontact/customer_acquisition/delete_link", Page: 97297, Write: true, Means: linkMeans})
	linkQuota  = core.Declare(Endpoint{Path: "externalcontact/customer_acquisition_quota", Method: http.MethodGet, Page: 97375})
)

// AcquisitionLinkService reads and writes acquisition links (获客链接, doc 97297) with the app secret. An app sees and
// changes only its own links.
type AcquisitionLinkService struct {
	service
	set *core.Set[AcquisitionLink]
}

func newAcquisitionLinks(at service) *AcquisitionLinkService {
	s := &AcquisitionLinkService{service: at}
	s.set = core.NewSet(core.Set[AcquisitionLink]{
		C: at.c.engine, Kind: "acquisition_link", IDKey: "link_id", Read: linkGet, Make: linkCreate, Change: linkUpdate, Remove: linkDelete,
		List: linkList, Entries: "link_id_list", Limit: 100, One: s.get, Doubt: doubtful(), Lagging: true, Listed: func(err error, _ core.Call) error { return err },
		// The list holds every link of this app and no other.
		All: func(ctx context.Context) ([]string, error) { return s.set.Walk(ctx) },
	})
	return s
}

// Type of a PriorityOption.
const (
	PriorityCorp       = 1 // a member of the corp who knows the customer
	PriorityDesignated = 2 // one of the named members who knows the customer
)

// AcquisitionLink is one acquisition link as WeCom shows it; nil means not shown. Lists are sorted and without
// duplicates.
type AcquisitionLink struct {
	ID         string           `json:"link_id"`
	Name       string           `json:"link_name"`
	URL        string           `json:"url"`
	CreateTime int64            `json:"create_time"` // Unix seconds
	SkipVerify *bool            `json:"skip_verify"`
	MarkSource *bool            `json:"mark_source"` // meaningful for 营销获客 apps only
	Range      AcquisitionRange `json:"range"`
	Priority   *PriorityOption  `json:"priority_option"` // nil when there is none
}

// AcquisitionRange names who is added through a link: at most 500 members with departments expanded, and not both lists
// empty.
type AcquisitionRange struct {
	UserIDs       []string `json:"user_list,omitzero" api:"set"`
	DepartmentIDs []int64  `json:"department_list,omitzero" api:"set"`
}

// PriorityOption says which member is preferred.
type PriorityOption struct {
	Type    int64    `json:"priority_type"`                           // PriorityCorp or PriorityDesignated
	UserIDs []string `json:"priority_userid_list,omitzero" api:"set"` // 1 to 1000, only with PriorityDesignated
}

// CreateAcquisitionLinkRequest is the body of create_link; nil means WeCom's default.
type CreateAcquisitionLinkRequest struct {
	Name       string           `json:"link_name"` // up to 30 characters
	Range      AcquisitionRange `json:"range"`
	SkipVerify *bool            `json:"skip_verify,omitempty"` // default true
	Priority   *PriorityOption  `json:"priority_option,omitempty"`
	MarkSource *bool            `json:"mark_source,omitempty"` // default true; 营销获客 apps only
}

// CreatedAcquisitionLink is what create_link answers.
type CreatedAcquisitionLink struct {
	ID         string // link_id
	Name       string
	URL        string
	CreateTime int64 // Unix seconds
}

// UpdateAcquisitionLinkRequest is the body of update_link. nil leaves a key out; WeCom may then reset skip_verify and
// mark_source to true, so send all that is managed. Range and Priority replace the former ones as a whole; there is no
// documented way to remove a priority.
type UpdateAcquisitionLinkRequest struct {
	ID         string            `json:"link_id"`
	Name       *string           `json:"link_name,omitempty"`
	Range      *AcquisitionRange `json:"range,omitempty"`
	SkipVerify *bool             `json:"skip_verify,omitempty"`
	Priority   *PriorityOption   `json:"priority_option,omitempty"`
	MarkSource *bool             `json:"mark_source,omitempty"`
}

// linkAnswer reads keys under link, and beside it, where range and priority stand and editions of the page and older
// SDKs have had others; link wins.
type linkAnswer struct {
	Link AcquisitionLink `json:"link"`
	AcquisitionLink
}

func (a *linkAnswer) Check(bool) error {
	return core.Need(a.Link.Name != "" || a.Link.URL != "", "link")
}

func (a *linkAnswer) link() *AcquisitionLink {
	l := a.AcquisitionLink
	l.ID, l.CreateTime = cmp.Or(a.Link.ID, l.ID), cmp.Or(a.Link.CreateTime, l.CreateTime)
	l.SkipVerify, l.MarkSource = cmp.Or(a.Link.SkipVerify, l.SkipVerify), cmp.Or(a.Link.MarkSource, l.MarkSource)
	l.Name, l.URL = a.Link.Name, a.Link.URL
	// How a link without priority reads is not documented: absent, null, {} and type 0 are all none.
	if l.Priority != nil && l.Priority.Type == 0 {
		l.Priority = nil
	}
	return &l
}

// createdLink is the answer to create_link, which must name the link.
type createdLink struct{ linkAnswer }

func (a *createdLink) Check(bool) error { return core.Need(a.link().ID != "", "link_id") }

// Get reads one link (doc 97297, customer_acquisition/get). It fails with ErrNotFound when WeCom refuses the id and the
// complete list of this app's links lacks it: the link was deleted, or another app made it, which WeCom does not tell
// apart.
func (s *AcquisitionLinkService) Get(ctx context.Context, id string) (*AcquisitionLink, error) {
	return s.set.Get(ctx, id)
}

func (s *AcquisitionLinkService) get(ctx context.Context, id string) (*AcquisitionLink, error) {
	var out linkAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: linkGet, Body: map[string]string{"link_id": id}, Out: &out}); err != nil {
		return nil, err
	}
	l := out.link()
	if l.ID != "" && l.ID != id {
		return nil, fmt.Errorf("%s: asked for link %s, got %s", linkGet.Path, id, l.ID)
	}
	l.ID = id // newer editions of the page no longer show it
	return l, nil
}

// List returns the ids of all links of this app, sorted (doc 97297, customer_acquisition/list_link). Links made by
// other apps or in the console are not among them. Callers that come while a list is under way share the next one.
func (s *AcquisitionLinkService) List(ctx context.Context) ([]string, error) { return s.set.IDs(ctx) }

// Each is List (doc 97297) for a caller that wants the ids while the pages arrive, sorted within a page, and may stop
// early. An error is the last thing it yields.
func (s *AcquisitionLinkService) Each(ctx context.Context) iter.Seq2[string, error] {
	return s.set.Each(ctx)
}

// Update changes a link in place and keeps its URL (doc 97297, customer_acquisition/update_link). One node of range or
// priority outside the visible range refuses the call (60011). Fails with ErrNotFound like Get. Repeated after a lost
// answer.
func (s *AcquisitionLinkService) Update(ctx context.Context, in *UpdateAcquisitionLinkRequest) error {
	if in.Range != nil && in.Range.empty() {
		return errors.New(linkUpdate.Path + ": the range names neither a user nor a department")
	}
	return s.set.Update(ctx, in.ID, in, core.Writing)
}

// Delete removes a link; published URLs stop working (doc 97297, customer_acquisition/delete_link). Fails with
// ErrNotFound like Get; one that is missing when a lost call is repeated counts as deleted.
func (s *AcquisitionLinkService) Delete(ctx context.Context, id string) error {
	return s.set.Delete(ctx, id)
}

// Made tells the client that the state holds a link which an earlier process made at the given time; see core.Set.
func (s *AcquisitionLinkService) Made(id string, at time.Time) { s.set.Made(id, at) }

func (r AcquisitionRange) empty() bool { return len(r.UserIDs)+len(r.DepartmentIDs) == 0 }

// Create makes an acquisition link (doc 97297, customer_acquisition/create_link). Names need not be unique, so creating
// is not idempotent.
//
// When the answer is lost, Create looks among this app's links made since the call began. It adopts the only one that
// is what was sent, sends again if there is certainly none, and otherwise fails with ErrOutcomeUnknown and the ids. A
// result together with an error means that the link exists but WeCom complained about the request.
func (s *AcquisitionLinkService) Create(ctx context.Context, in *CreateAcquisitionLinkRequest) (*CreatedAcquisitionLink, error) {
	switch {
	case in.Name == "":
		return nil, errors.New(linkCreate.Path + ": the name is empty")
	case in.Range.empty():
		return nil, errors.New(linkCreate.Path + ": the range names neither a user nor a department")
	}
	l, id, err := s.set.Create(ctx, core.Making[AcquisitionLink]{
		Sought: fmt.Sprintf("an acquisition link (获客链接) named %q for %s", in.Name, members(in.Range.UserIDs, in.Range.DepartmentIDs)),
		Turn:   strings.Join([]string{"acquisition_link", in.Name, turnOf(in.Range.UserIDs, in.Range.DepartmentIDs)}, "\x00"),
		Body:   in, Absent: true,
		Send: func(ctx context.Context, n *core.Note) (AcquisitionLink, string, error) {
			var out createdLink
			_, err := s.c.Do(ctx, core.Request{Endpoint: linkCreate, Body: in, Out: &out, Note: n})
			l := out.link()
			l.Name = cmp.Or(l.Name, in.Name)
			return *l, l.ID, err
		},
		Read: s.set.Value,
		Look: s.set.Match(func(ctx context.Context, _, _ time.Time) ([]string, error) { return s.List(ctx) },
			func(l *AcquisitionLink, w *core.Search) bool { return w.Within(l.CreateTime) && in.made(l) }),
	})
	if id == "" {
		return nil, err
	}
	return &CreatedAcquisitionLink{ID: id, Name: l.Name, URL: l.URL, CreateTime: l.CreateTime}, err
}

// made tells whether l is what in asks for, in everything that WeCom shows. mark_source is not compared: it has no
// effect but in 营销获客 apps.
func (in *CreateAcquisitionLinkRequest) made(l *AcquisitionLink) bool {
	switch {
	case strings.TrimSpace(l.Name) != strings.TrimSpace(in.Name),
		!core.SameUsers(l.Range.UserIDs, in.Range.UserIDs),
		!core.SameSet(l.Range.DepartmentIDs, in.Range.DepartmentIDs):
		return false
	case l.SkipVerify != nil && *l.SkipVerify != (in.SkipVerify == nil || *in.SkipVerify):
		return false
	case (l.Priority == nil) != (in.Priority == nil):
		return false
	}
	return l.Priority == nil || (l.Priority.Type == in.Priority.Type && core.SameUsers(l.Priority.UserIDs, in.Priority.UserIDs))
}
