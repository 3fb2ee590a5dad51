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

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// kfMeans: an account that was deleted or is of another corp, and one that is not handed to this app.
var kfMeans = map[int]error{95004: ErrNotFound, 48007: ErrNotOwned}

var (
	kfAccountAdd    = core.Declare(Endpoint{Path: "kf/account/add", Page: 94662, Write: true, Once: true})
	kfAccountDelete = core.Declare(Endpoint{Path: "kf/account/del", Page: 94663, Write: true, Means: kfMeans})
	kfAccountUpdate = core.Declare(Endpoint{Path: "kf/account/update", Page: 94664, Write: true, Means: kfMeans})
	kfAccountList   = core.Declare(Endpoint{Path: "kf/account/list", Page: 94661})
	// kfLinkAdd issues an address and makes nothing, whatever its path says, so it is repeated like a read.
	kfLinkAdd = core.Declare(Endpoint{Path: "kf/add_contact_way", Page: 94665, Means: kfMeans})
)

// KfAccountService reads and writes the accounts of WeChat customer service (微信客服, doc 94661 to 94665) with the app
// secret. An app lists all accounts of the corp and changes those that are handed to it.
type KfAccountService struct {
	service
	set *core.Set[KfAccount]
	all *core.Population[[]KfAccount]
}

func newKfAccounts(at service) *KfAccountService {
	s := &KfAccountService{service: at}
	s.all = core.NewPopulation(at.c.engine, kfAccountList, s.load, kfAccountAdd, kfAccountUpdate, kfAccountDelete)
	s.set = core.NewSet(core.Set[KfAccount]{
		C: at.c.engine, Kind: "kf_account", IDKey: "open_kfid", Read: kfAccountList, Make: kfAccountAdd, Change: kfAccountUpdate, Remove: kfAccountDelete,
		One: s.get,
	})
	return s
}

// KfAccount is one account as WeCom shows it.
type KfAccount struct {
	ID         string `json:"open_kfid"`
	Name       string `json:"name"`
	Avatar     string `json:"avatar"`           // address of its picture, never a media id
	Manageable *bool  `json:"manage_privilege"` // by this app; nil where WeCom does not say
}

// AddKfAccountRequest is what account/add takes.
type AddKfAccountRequest struct {
	Name    string `json:"name"`     // 1 to 16 characters
	MediaID string `json:"media_id"` // of MediaService.Upload
	// Content is the digest of the file that was uploaded for this call; "" where none was. It is never sent.
	Content string `json:"-"`
	// There is KfNamed of a list that was read just before; nil where that is not known, and then nothing that is found
	// after a lost answer is adopted.
	There []string `json:"-"`
}

// UpdateKfAccountRequest is what account/update takes; nil and "" mean unchanged.
type UpdateKfAccountRequest struct {
	ID      string  `json:"open_kfid"`
	Name    *string `json:"name,omitempty"`
	MediaID string  `json:"media_id,omitempty"`
}

const kfAccountPage = 100

type kfAccountPageRequest struct {
	Offset int `json:"offset"`
	Limit  int `json:"limit"`
}

type kfAccountsAnswer struct {
	Accounts []KfAccount `json:"account_list"`
}

// Check refuses an entry without an id: it would be taken for one that is not there.
func (a *kfAccountsAnswer) Check(coded bool) error {
	for i := range a.Accounts {
		if a.Accounts[i].ID == "" {
			return errors.New("it holds an account without open_kfid")
		}
	}
	return core.NeedList(coded, a.Accounts, "accounts")
}

// load reads all pages. There is neither a total nor a mark of the last page: one that is not full is the last.
func (s *KfAccountService) load(ctx context.Context) ([]KfAccount, error) {
	all, have := []KfAccount{}, map[string]bool{}
	for offset := 0; ; {
		var out kfAccountsAnswer
		if _, err := s.c.Do(ctx, core.Request{Endpoint: kfAccountList, Body: kfAccountPageRequest{offset, kfAccountPage}, Out: &out}); err != nil {
			return nil, err
		}
		before := len(all)
		for _, a := range out.Accounts {
			if !have[a.ID] {
				have[a.ID] = true
				all = append(all, a)
			}
		}
		switch n := len(out.Accounts); {
		case n < kfAccountPage:
			return all, nil
		case len(all) == before:
			return nil, fmt.Errorf("%s: a full page brought nothing new, so the list never ends", kfAccountList.Path)
		default:
			offset += n
		}
	}
}

// List reads all accounts of the corp (doc 94661, kf/account/list), in WeCom's order. Callers that come while a list is
// under way share the next one.
func (s *KfAccountService) List(ctx context.Context) ([]KfAccount, error) {
	all, err := s.all.Fresh(ctx)
	return slices.Clone(all), err
}

// Get finds an account among all (doc 94661, kf/account/list), which may have been read up to five minutes ago, but not
// before the last write of this client. WeCom reads no account alone. ErrNotFound is certain: an account that one list
// lacks is looked for in another, because accounts that are deleted while its pages are read move others out of sight.
func (s *KfAccountService) Get(ctx context.Context, id string) (*KfAccount, error) {
	return s.set.Get(ctx, id)
}

func (s *KfAccountService) get(ctx context.Context, id string) (*KfAccount, error) {
	loads := []func(context.Context) ([]KfAccount, error){s.all.Snapshot, s.all.Fresh}
	if core.IsFresh(ctx) {
		loads[0] = s.all.Fresh
	}
	for _, load := range loads {
		all, err := load(ctx)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, func(a KfAccount) bool { return a.ID == id }); i >= 0 {
			a := all[i]
			return &a, nil
		}
	}
	return nil, fmt.Errorf("customer service account %s is not among those of the corp: %w", id, ErrNotFound)
}

// Create makes an account and returns its id (doc 94662, kf/account/add). Names need not be unique and WeCom shows no
// time of creation: when the answer is lost, an account of the name that was not there before is the one.
func (s *KfAccountService) Create(ctx context.Context, in *AddKfAccountRequest) (string, error) {
	if in.Name == "" || in.MediaID == "" {
		return "", errors.New(kfAccountAdd.Path + ": the name is empty, or no picture is given")
	}
	noted := *in
	if in.Content != "" {
		noted.MediaID = in.Content // every run uploads its file again and gets another id for it
	}
	_, id, err := s.set.Create(ctx, core.Making[KfAccount]{
		Sought: fmt.Sprintf("a customer service account (微信客服) named %q", in.Name), Turn: "kf_account\x00" + in.Name, Body: &noted, Absent: in.There != nil,
		There: in.There, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (out KfAccount, id string, err error) {
			var made kfAccountMade
			_, err = s.c.Do(ctx, core.Request{Endpoint: kfAccountAdd, Body: in, Out: &made, Note: n})
			return KfAccount{ID: made.ID, Name: in.Name}, made.ID, err
		},
		Look: func(ctx context.Context, w core.Search) (found core.Found[KfAccount], err error) {
			all, err := s.List(ctx)
			for _, id := range KfNamed(all, in.Name) {
				if !w.Excludes(id) {
					found.IDs, found.Made = append(found.IDs, id), KfAccount{ID: id, Name: in.Name}
				}
			}
			return found, err
		},
	})
	return id, err
}

type kfAccountMade struct {
	ID string `json:"open_kfid"`
}

func (a *kfAccountMade) Check(bool) error { return core.Need(a.ID != "", "open_kfid") }

// KfNamed are the ids of the accounts of a name; never nil.
func KfNamed(all []KfAccount, name string) []string {
	ids := []string{}
	for _, a := range all {
		if a.Name == name {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// Update changes the given fields of an account that is handed to this app (doc 94664, kf/account/update); one that is
// not is ErrNotOwned.
func (s *KfAccountService) Update(ctx context.Context, in *UpdateKfAccountRequest) error {
	return s.set.Update(ctx, in.ID, in, core.Writing)
}

// Delete removes an account that is handed to this app (doc 94663, kf/account/del).
func (s *KfAccountService) Delete(ctx context.Context, id string) error { return s.set.Delete(ctx, id) }

// Made tells the client that the state holds an account which an earlier process made; see core.Set.
func (s *KfAccountService) Made(id string, at time.Time) { s.set.Made(id, at) }

type kfLinkRequest struct {
	ID    string `json:"open_kfid"`
	Scene string `json:"scene,omitempty"`
}

type kfLinkAnswer struct {
	URL string `json:"url"`
}

func (a *kfLinkAnswer) Check(bool) error { return core.Need(strings.HasPrefix(a.URL, "http"), "url") }

// Link issues an address that opens a conversation with an account (doc 94665, kf/add_contact_way). WeCom neither lists
// nor deletes such addresses, and whether the same scene gets the same one again is open.
func (s *KfAccountService) Link(ctx context.Context, id, scene string) (url string, err error) {
	var out kfLinkAnswer
	err = s.c.Settle(ctx, s.set.Key(id), core.IsMissing, func() error {
		_, err := s.c.Do(ctx, core.Request{Endpoint: kfLinkAdd, Body: kfLinkRequest{id, scene}, Out: &out})
		return err
	})
	return out.URL, err
}
