// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
)

// AcquisitionLinkService reads and writes acquisition links (获客链接, doc
// 97297) with the app secret. An app sees and changes only its own links.
type AcquisitionLinkService struct{ c *Client }

// Type of a PriorityOption.
const (
	PriorityCorp       = 1 // a member of the corp who knows the customer
	PriorityDesignated = 2 // one of the named members who knows the customer
)

// AcquisitionLink is one acquisition link as WeCom shows it; nil means not
// shown. Lists are sorted and without duplicates.
type AcquisitionLink struct {
	ID         string // link_id
	Name       string
	URL        string
	CreateTime int64 // Unix seconds
	SkipVerify *bool
	MarkSource *bool // meaningful for 营销获客 apps only
	Range      AcquisitionRange
	Priority   *PriorityOption // nil when there is none
}

// AcquisitionRange names who is added through a link: at most 500 members with
// departments expanded, and not both lists empty.
type AcquisitionRange struct {
	UserIDs       []string `json:"user_list,omitzero"`
	DepartmentIDs []int64  `json:"department_list,omitzero"`
}

// PriorityOption says which member is preferred.
type PriorityOption struct {
	Type    int64    `json:"priority_type"`                 // PriorityCorp or PriorityDesignated
	UserIDs []string `json:"priority_userid_list,omitzero"` // 1 to 1000, only with PriorityDesignated
}

// CreateAcquisitionLinkRequest is the body of create_link; nil means WeCom's
// default.
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

// UpdateAcquisitionLinkRequest is the body of update_link. nil leaves a key
// out; WeCom may then reset skip_verify and mark_source to true, so send all
// that is managed. Range and Priority replace the former ones as a whole;
// there is no documented way to remove a priority.
type UpdateAcquisitionLinkRequest struct {
	ID         string            `json:"link_id"`
	Name       *string           `json:"link_name,omitempty"`
	Range      *AcquisitionRange `json:"range,omitempty"`
	SkipVerify *bool             `json:"skip_verify,omitempty"`
	Priority   *PriorityOption   `json:"priority_option,omitempty"`
	MarkSource *bool             `json:"mark_source,omitempty"`
}

// AcquisitionQuota is how many customers the corp may still add through links.
type AcquisitionQuota struct {
	Total    int64 // granted over the whole history
	Balance  int64 // left
	Expiring []AcquisitionExpiry
}

// AcquisitionExpiry is a part of the balance that ends.
type AcquisitionExpiry struct {
	ExpireDate int64 // Unix seconds, midnight of the day
	Balance    int64
}

// Format keeps the client behind a service out of every verb.
func (s AcquisitionLinkService) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte("client.AcquisitionLinkService"))
}

func linkKey(id string) string { return "acquisition_link/" + id }

// doubtful reports codes that may mean "no such link": the page documents none
// for it, so what is not known to mean something else is looked up in the list.
func doubtful(err error) bool {
	var api *APIError
	if !errors.As(err, &api) || api.Code == 0 || transient(api.Code) || tokenCode(api.Code) {
		return false
	}
	switch api.Code {
	case 41098, 41200, 41095: // say clearly what they mean
		return false
	case 40003, 40031, 60111, 40066, 60123, 60003, 84074, 41054, 40098: // about members and departments
		return false
	case 43009, 610016, 610023, 610024, 301007, 40141, 60031, 50003: // about corp and app
		return false
	}
	return !errors.Is(err, ErrBadCredential) && !errors.Is(err, ErrUntrustedIP)
}

type linkID struct {
	ID string `json:"link_id"`
}

// Get reads one link (doc 97297, customer_acquisition/get). It fails with
// ErrNotFound when WeCom refuses the id and the complete list of this app's
// links lacks it: the link was deleted, or another app made it, which WeCom
// does not tell apart.
func (s *AcquisitionLinkService) Get(ctx context.Context, id string) (*AcquisitionLink, error) {
	if id == "" {
		return nil, errors.New(pathLinkGet + ": the id is empty")
	}
	var l *AcquisitionLink
	err := s.c.settle(ctx, linkKey(id), doubtful, func() (err error) {
		l, err = s.get(ctx, id)
		return err
	})
	if err != nil {
		return nil, s.judge(ctx, id, err)
	}
	s.c.known.see(linkKey(id), s.c.now())
	return l, nil
}

func (s *AcquisitionLinkService) get(ctx context.Context, id string) (*AcquisitionLink, error) {
	var out linkAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathLinkGet], body: linkID{id}, out: &out}); err != nil {
		return nil, err
	}
	l := out.link()
	if l.ID != "" && l.ID != id {
		return nil, fmt.Errorf("%s: asked for link %s, got %s", pathLinkGet, id, l.ID)
	}
	l.ID = id // newer editions of the page no longer show it
	return l, nil
}

// judge tells gone from refused by the list, which holds every link of this
// app and no other (doc 97297).
func (s *AcquisitionLinkService) judge(ctx context.Context, id string, err error) error {
	if codeOf(err) == 41098 {
		return asKind(err, ErrNotOwned)
	}
	switch {
	case !doubtful(err):
		return err
	case s.c.known.deleted(linkKey(id)):
		return asKind(err, ErrNotFound)
	}
	// A list that still shows what get refuses may lag behind a delete.
	asked := s.c.now()
	for n := 1; ; n++ {
		listed, e := s.List(ctx)
		switch {
		case e != nil:
			return both(err, e)
		case !slices.Contains(listed, id):
			return asKind(err, ErrNotFound)
		case s.c.now().Sub(asked) >= s.c.retry.LagTime || s.c.backOff(ctx, n) != nil:
			return err
		}
	}
}

const linkPage = 100

type linkListRequest struct {
	Limit  int    `json:"limit"`
	Cursor string `json:"cursor,omitempty"`
}

type linkListAnswer struct {
	IDs        many[idItem] `json:"link_id_list"`
	NextCursor cursor       `json:"next_cursor"`
}

func (a *linkListAnswer) check(env *envelope) error {
	if a.IDs == nil && !env.Errcode.present {
		return errors.New("it holds neither errcode nor link ids")
	}
	return nil
}

// List returns the ids of all links of this app, sorted (doc 97297,
// customer_acquisition/list_link). Links made by other apps or in the console
// are not among them. Callers that come while a list is under way share the
// next one.
func (s *AcquisitionLinkService) List(ctx context.Context) ([]string, error) {
	all, err := s.c.links.fresh(ctx)
	return slices.Clone(all), err
}

func (s *AcquisitionLinkService) load(ctx context.Context) ([]string, error) {
	return walkPages(pathLinkList, s.page(ctx))
}

// Each is List (doc 97297) for a caller that wants the ids while the pages
// arrive, sorted within a page, and may stop early. An error is the last thing
// it yields.
func (s *AcquisitionLinkService) Each(ctx context.Context) iter.Seq2[string, error] {
	return eachID(pathLinkList, s.page(ctx))
}

func (s *AcquisitionLinkService) page(ctx context.Context) fetchPage {
	return func(cursor string) ([]idItem, string, error) {
		var out linkListAnswer
		_, err := s.c.do(ctx, request{rt: routes[pathLinkList], body: linkListRequest{linkPage, cursor}, out: &out})
		return out.IDs, string(out.NextCursor), err
	}
}

// Update changes a link in place and keeps its URL (doc 97297,
// customer_acquisition/update_link). One node of range or priority outside the
// visible range refuses the call (60011). Fails with ErrNotFound like Get.
// Repeated after a lost answer.
func (s *AcquisitionLinkService) Update(ctx context.Context, in *UpdateAcquisitionLinkRequest) error {
	switch {
	case in.ID == "":
		return errors.New(pathLinkUpdate + ": the id is empty")
	case in.Range != nil && in.Range.empty():
		return errors.New(pathLinkUpdate + ": the range names neither a user nor a department")
	}
	_, err := s.c.do(ctx, request{rt: routes[pathLinkUpdate], body: in})
	if err != nil {
		return s.judge(ctx, in.ID, err)
	}
	return nil
}

// Delete removes a link; published URLs stop working (doc 97297,
// customer_acquisition/delete_link). Fails with ErrNotFound like Get; one that
// is missing when a lost call is repeated counts as deleted.
func (s *AcquisitionLinkService) Delete(ctx context.Context, id string) error {
	if id == "" {
		return errors.New(pathLinkDelete + ": the id is empty")
	}
	return s.c.deleteSettled(ctx, linkKey(id), request{rt: routes[pathLinkDelete], body: linkID{id}},
		func(error) bool { return false }, func(err error) error { return s.judge(ctx, id, err) })
}

type quotaAnswer struct {
	Total   *flexInt `json:"total"`
	Balance *flexInt `json:"balance"`
	List    many[struct {
		ExpireDate flexInt `json:"expire_date"`
		Balance    flexInt `json:"balance"`
	}] `json:"quota_list"`
}

func (a *quotaAnswer) check(env *envelope) error {
	if a.Total == nil && a.Balance == nil && !env.Errcode.present {
		return errors.New("it holds neither errcode nor a balance")
	}
	return nil
}

// Quota reads how many customers the corp may still add through links, with
// what expires when, soonest first (doc 97375, customer_acquisition_quota).
func (s *AcquisitionLinkService) Quota(ctx context.Context) (*AcquisitionQuota, error) {
	var out quotaAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathLinkQuota], out: &out}); err != nil {
		return nil, err
	}
	q := &AcquisitionQuota{Total: int64(value(out.Total)), Balance: int64(value(out.Balance))}
	for _, e := range out.List {
		q.Expiring = append(q.Expiring, AcquisitionExpiry{int64(e.ExpireDate), int64(e.Balance)})
	}
	slices.SortFunc(q.Expiring, func(a, b AcquisitionExpiry) int {
		return cmp.Or(cmp.Compare(a.ExpireDate, b.ExpireDate), cmp.Compare(a.Balance, b.Balance))
	})
	return q, nil
}
