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
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// mailboxMeans: 680035 is a mailbox that does not exist or is another app's; 680033, 680040 and 680048 are an address,
// a name and an alias that another one has.
var mailboxMeans = map[int]error{680035: ErrNotFound, 680033: ErrNameTaken, 680040: ErrNameTaken, 680048: ErrNameTaken}

var (
	mailboxCreate = core.Declare(Endpoint{Path: "exmail/publicmail/create", Page: 95511, Write: true, Once: true, Creds: selfOnly, Means: mailboxMeans})
	mailboxUpdate = core.Declare(Endpoint{Path: "exmail/publicmail/update", Page: 98000, Write: true, Creds: selfOnly, Means: mailboxMeans})
	mailboxDelete = core.Declare(Endpoint{Path: "exmail/publicmail/delete", Page: 98001, Write: true, Creds: selfOnly, Means: mailboxMeans})
	mailboxGet    = core.Declare(Endpoint{Path: "exmail/publicmail/get", Page: 98002, Creds: selfOnly, Means: mailboxMeans})
	mailboxSearch = core.Declare(Endpoint{Path: "exmail/publicmail/search", Method: http.MethodGet, Page: 98003, Creds: selfOnly})
)

// mailboxesPerCall is how many mailboxes this client reads in one call; WeCom publishes no limit.
const mailboxesPerCall = 100

// PublicMailboxService reads and writes public mailboxes (公共邮箱, doc 95511 and 98000 to 98003) with the app secret. An
// app reaches those that it made itself and no others. Passwords of mail programs are never asked for.
type PublicMailboxService struct {
	service
	set *core.Set[PublicMailbox]
	all *core.Population[[]PublicMailbox]
	ids *core.Population[[]PublicMailbox]
}

func newPublicMailboxes(at service) *PublicMailboxService {
	s := &PublicMailboxService{service: at}
	s.all = core.NewPopulation(at.c.engine, mailboxSearch, s.load, mailboxCreate, mailboxUpdate, mailboxDelete)
	s.ids = core.NewPopulation(at.c.engine, mailboxSearch, s.search, mailboxCreate, mailboxUpdate, mailboxDelete)
	s.set = core.NewSet(core.Set[PublicMailbox]{
		C: at.c.engine, Kind: "public_mailbox", IDKey: "id", Read: mailboxGet, Make: mailboxCreate, Change: mailboxUpdate, Remove: mailboxDelete, One: s.get,
		Refused: mailForeign(func(ctx context.Context) error { _, err := s.ids.Fresh(ctx); return err }),
	})
	return s
}

// PublicMailbox is one mailbox as WeCom shows it, or as it is to be. Lists are sorted and without duplicates; Summaries
// leaves them empty.
type PublicMailbox struct {
	ID            int64    `json:"id"`
	Email         string   `json:"email"`                          // in any case
	Name          string   `json:"name"`                           // up to 64 characters or 32 Chinese ones, unique in the corp
	UserIDs       []string `json:"userid_list.list" api:"set"`     // who may use it
	DepartmentIDs []int64  `json:"department_list.list" api:"set"` // likewise
	TagIDs        []int64  `json:"tag_list.list" api:"set"`        // likewise
	Aliases       []string `json:"alias_list.list" api:"set"`      // up to 5 further addresses
}

// Has reports whether an address is that of the mailbox or one of its aliases.
func (b *PublicMailbox) Has(address string) bool {
	return strings.EqualFold(b.Email, address) || slices.ContainsFunc(b.Aliases, func(a string) bool { return strings.EqualFold(a, address) })
}

func (b PublicMailbox) key() string { return strconv.FormatInt(b.ID, 10) }

// Same reports whether two mailboxes of one address are alike, whatever the case of addresses and userids.
func (b *PublicMailbox) Same(o *PublicMailbox) bool {
	return b.Name == o.Name && core.SameUsers(b.UserIDs, o.UserIDs) && core.SameSet(b.DepartmentIDs, o.DepartmentIDs) && core.SameSet(b.TagIDs, o.TagIDs) &&
		core.SameUsers(b.Aliases, o.Aliases)
}

type createMailboxRequest struct {
	Email string `json:"email"`
	mailboxContent
}

type updateMailboxRequest struct {
	ID int64 `json:"id"`
	mailboxContent
	Aliases *mailList[string] `json:"alias_list,omitempty"`
}

type mailboxContent struct {
	Name          string            `json:"name"`
	UserIDs       *mailList[string] `json:"userid_list,omitempty"`
	DepartmentIDs *mailList[int64]  `json:"department_list,omitempty"`
	TagIDs        *mailList[int64]  `json:"tag_list,omitempty"`
}

func (b *PublicMailbox) content(was *PublicMailbox) mailboxContent {
	return mailboxContent{b.Name, mailSent(b.UserIDs, was.UserIDs), mailSent(b.DepartmentIDs, was.DepartmentIDs), mailSent(b.TagIDs, was.TagIDs)}
}

type mailboxesAnswer struct {
	List []PublicMailbox `json:"list"`
}

func (a *mailboxesAnswer) Check(coded bool) error {
	for i := range a.List {
		if b := &a.List[i]; b.ID <= 0 || b.Email == "" {
			return errors.New("it holds a mailbox without id or email")
		}
	}
	return core.NeedList(coded, a.List, "mailboxes")
}

type mailboxIDs struct {
	IDs []int64 `json:"id_list"`
}

// Get reads one mailbox of this app (doc 98002, exmail/publicmail/get), many at a time where many are asked for.
// ErrNotFound is also one of another app.
func (s *PublicMailboxService) Get(ctx context.Context, id int64) (*PublicMailbox, error) {
	return s.set.Get(ctx, PublicMailbox{ID: id}.key())
}

func (s *PublicMailboxService) get(ctx context.Context, id string) (*PublicMailbox, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, err
	}
	find := func(rows []PublicMailbox) *PublicMailbox {
		if i := slices.IndexFunc(rows, func(b PublicMailbox) bool { return b.ID == n }); i >= 0 {
			b := rows[i]
			return &b
		}
		return nil
	}
	if !core.IsFresh(ctx) {
		rows, ok, err := s.all.Consult(ctx, id)
		if err != nil {
			return nil, err
		}
		if b := find(rows); ok && b != nil {
			return b, nil
		}
	}
	rows, err := s.fetch(ctx, []int64{n})
	if err != nil {
		return nil, err
	}
	if b := find(rows); b != nil {
		return b, nil
	}
	return nil, fmt.Errorf("public mailbox %s is not among those of this app: %w", id, ErrNotFound)
}

// fetch reads mailboxes by their ids. Whether an id that is gone meanwhile refuses the whole call is open: then the
// others are read without it.
func (s *PublicMailboxService) fetch(ctx context.Context, ids []int64) (rows []PublicMailbox, err error) {
	for part := range slices.Chunk(ids, mailboxesPerCall) {
		var out mailboxesAnswer
		_, err := s.c.Do(ctx, core.Request{Endpoint: mailboxGet, Body: mailboxIDs{part}, Out: &out})
		if core.IsMissing(err) && len(part) > 1 {
			for _, half := range [][]int64{part[:len(part)/2], part[len(part)/2:]} {
				var some []PublicMailbox
				if some, err = s.fetch(ctx, half); err != nil && !core.IsMissing(err) {
					return nil, err
				}
				rows = append(rows, some...)
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, out.List...)
	}
	return rows, nil
}

// List reads the mailboxes of this app, in WeCom's order: a search (doc 98003, exmail/publicmail/search), and a call
// for each hundred. Callers that come while a list is under way share the next one.
func (s *PublicMailboxService) List(ctx context.Context) ([]PublicMailbox, error) {
	all, err := s.all.Fresh(ctx)
	return slices.Clone(all), err
}

func (s *PublicMailboxService) load(ctx context.Context) ([]PublicMailbox, error) {
	summaries, err := s.search(ctx)
	if err != nil {
		return nil, err
	}
	ids, place := []int64{}, map[int64]int{}
	for i, b := range summaries {
		if _, twice := place[b.ID]; !twice {
			ids, place[b.ID] = append(ids, b.ID), i
		}
	}
	rows, err := s.fetch(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b PublicMailbox) int { return place[a.ID] - place[b.ID] })
	return append([]PublicMailbox{}, rows...), nil
}

// Summaries reads id, address and name of the mailboxes of this app (doc 98003, exmail/publicmail/search).
func (s *PublicMailboxService) Summaries(ctx context.Context) ([]PublicMailbox, error) {
	all, err := s.ids.Fresh(ctx)
	return slices.Clone(all), err
}

func (s *PublicMailboxService) search(ctx context.Context) ([]PublicMailbox, error) {
	var out mailboxesAnswer
	_, err := s.c.Do(ctx, core.Request{Endpoint: mailboxSearch, Query: url.Values{"fuzzy": {"0"}}, Out: &out})
	return append([]PublicMailbox{}, out.List...), err
}

type mailboxMade struct {
	ID int64 `json:"id"`
}

func (a *mailboxMade) Check(bool) error { return core.Need(a.ID > 0, "id") }

// Create makes a mailbox without aliases and returns its id (doc 95511, exmail/publicmail/create). An address or name
// that a mailbox of this app has is ErrNameTaken.
//
// It lists the mailboxes first. When the answer is lost it looks for the address, which is unique: it adopts a mailbox
// that was not there before.
func (s *PublicMailboxService) Create(ctx context.Context, in *PublicMailbox) (id int64, err error) {
	err = s.naming(ctx, in, func() (err error) {
		id, err = s.create(ctx, in)
		return err
	})
	return id, err
}

func (s *PublicMailboxService) create(ctx context.Context, in *PublicMailbox) (int64, error) {
	there, err := s.Summaries(ctx)
	if err != nil {
		return 0, err
	}
	before, absent := map[int64]bool{}, true
	for _, b := range there {
		before[b.ID] = true
		absent = absent && !strings.EqualFold(b.Email, in.Email)
	}
	_, id, err := s.set.Create(ctx, core.Making[PublicMailbox]{
		Sought: fmt.Sprintf("a public mailbox (公共邮箱) with the address %s", in.Email), Body: in, Before: before, Absent: absent, Twice: true,
		Send: func(ctx context.Context, n *core.Note) (b PublicMailbox, id string, err error) {
			var out mailboxMade
			if _, err = s.c.Do(ctx, core.Request{Endpoint: mailboxCreate, Body: createMailboxRequest{in.Email, in.content(&PublicMailbox{})}, Out: &out, Note: n}); out.ID > 0 {
				id = strconv.FormatInt(out.ID, 10)
			}
			return b, id, err
		},
		Look: func(ctx context.Context, w core.Search) (found core.Found[PublicMailbox], err error) {
			all, err := s.Summaries(ctx)
			i := slices.IndexFunc(all, func(b PublicMailbox) bool { return strings.EqualFold(b.Email, in.Email) })
			if err != nil || i < 0 {
				return found, err
			}
			id, ours := all[i].key(), true
			if w.Earlier != nil {
				if w.Earlier.WasThere(all[i].ID) || w.Excludes(id) || w.Earlier.ID != "" && w.Earlier.ID != id {
					w.Skip(id)
					return found, nil // another one: WeCom refuses the address
				}
			} else if before[all[i].ID] || w.Excludes(id) {
				ours = false
			}
			return core.Found[PublicMailbox]{IDs: []string{id}, Made: all[i], Foreign: !ours}, nil
		},
	})
	n, _ := strconv.ParseInt(id, 10, 64) // 0 where nothing was made
	return n, err
}

// Update makes a mailbox, which is as was, as in says (doc 98000, exmail/publicmail/update); its address stays. A name
// or alias that another mailbox of this app has is ErrNameTaken. Repeated after a lost answer.
func (s *PublicMailboxService) Update(ctx context.Context, in, was *PublicMailbox) error {
	body := updateMailboxRequest{in.ID, in.content(was), mailSent(in.Aliases, was.Aliases)}
	return s.naming(ctx, in, func() error { return s.set.Update(ctx, in.key(), body, core.Writing) })
}

// What a mailbox may be refused for because another one has it: its name, its address, an alias.
const (
	mailboxNameUsed  = 680040
	mailboxEmailUsed = 680033
	mailboxAliasUsed = 680048
)

// naming sends a write of a mailbox; see mailNaming.
func (s *PublicMailboxService) naming(ctx context.Context, in *PublicMailbox, send func() error) error {
	return mailNaming(send, func(err error) (taken, ours bool, lookErr error) {
		switch code := core.CodeOf(err); code {
		case mailboxNameUsed, mailboxEmailUsed, mailboxAliasUsed:
			id, lookErr := s.holder(ctx, in, code)
			return true, id != 0, lookErr
		}
		return false, false, nil
	})
}

// Holder finds a mailbox of this app that is in the way of in: of its name; of its address where in is new; of an alias
// where it is there (doc 98003, exmail/publicmail/search; aliases: doc 98002, exmail/publicmail/get). 0 where none is.
func (s *PublicMailboxService) Holder(ctx context.Context, in *PublicMailbox) (int64, error) {
	other := mailboxAliasUsed
	if in.ID == 0 {
		other = mailboxEmailUsed
	}
	return s.holder(ctx, in, mailboxNameUsed, other)
}

// holder finds a mailbox, other than in, that has what in was refused for with one of codes.
func (s *PublicMailboxService) holder(ctx context.Context, in *PublicMailbox, codes ...int) (int64, error) {
	all, err := s.List(ctx)
	for _, code := range codes {
		for i := range all {
			b := &all[i]
			if b.ID != in.ID && (code == mailboxNameUsed && b.Name == in.Name || code == mailboxEmailUsed && b.Has(in.Email) ||
				code == mailboxAliasUsed && slices.ContainsFunc(in.Aliases, b.Has)) {
				return b.ID, err
			}
		}
	}
	return 0, err
}

// Delete removes a mailbox with the mail in it (doc 98001, exmail/publicmail/delete).
func (s *PublicMailboxService) Delete(ctx context.Context, id int64) error {
	return s.set.DeleteBy(ctx, PublicMailbox{ID: id}.key(), core.Request{Endpoint: mailboxDelete, Body: map[string]int64{"id": id}})
}

// Made tells the client that the state holds a mailbox which an earlier process made at the given time; see core.Set.
func (s *PublicMailboxService) Made(id int64, at time.Time) {
	s.set.Made(PublicMailbox{ID: id}.key(), at)
}

// WritePublicMailboxes asks for the right to write public mailboxes.
var WritePublicMailboxes = Writable{mailboxUpdate, "id", 1<<31 - 1}
