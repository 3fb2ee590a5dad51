// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Which codes mean an unknown id or a name that is taken is open, so the lists decide.
var (
	kfGroupAdd    = core.Declare(Endpoint{Path: "kf/knowledge/add_group", Page: 95971, Write: true, Once: true})
	kfGroupUpdate = core.Declare(Endpoint{Path: "kf/knowledge/mod_group", Page: 95971, Write: true})
	kfGroupDelete = core.Declare(Endpoint{Path: "kf/knowledge/del_group", Page: 95971, Write: true})
	kfGroupList   = core.Declare(Endpoint{Path: "kf/knowledge/list_group", Page: 95971})
)

// kfDoubt reports refusals that may be about an id.
func kfDoubt(err error) bool {
	return core.IsMissing(err) || core.CodeOf(err) != 0 && !kfCertain(err)
}

// kfCertain reports refusals that are about the credential, the moment or a file, never about an id or a name.
func kfCertain(err error) bool {
	for _, kind := range []error{ErrForbidden, ErrBadCredential, ErrUntrustedIP, ErrRateLimited} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return slices.Contains([]int{-1, 60030, 40007, 40145, 41006}, core.CodeOf(err))
}

// kfNaming sends a write that gives an object a name. A refusal is ErrNameTaken where another object has the name:
// holders lists the ids of those that have it. Where nobody has it, it may have been given up since the refusal, so the
// write is sent again, in all as often as tries says.
func kfNaming(self string, tries int, send func() error, holders func() ([]string, error)) error {
	for {
		err := send()
		var lost *core.LostError
		if err == nil || errors.As(err, &lost) || core.IsMissing(err) || !kfDoubt(err) {
			return err
		}
		ids, e := holders()
		tries--
		switch {
		case e != nil:
			return err
		case slices.ContainsFunc(ids, func(id string) bool { return id != self }):
			return core.AsKind(err, ErrNameTaken)
		case tries < 1:
			return err
		}
	}
}

const kfTries = 3

// kfCreateTries is how often a create is sent that may be refused for its name: again only where the name was taken.
func kfCreateTries(there []string) int {
	if len(there) > 0 {
		return kfTries
	}
	return 1
}

// kfPageRequest is what a list is asked for.
type kfPageRequest struct {
	core.Cursor
	GroupID  string `json:"group_id,omitempty"`
	IntentID string `json:"intent_id,omitempty"`
}

const kfKnowledgePage = 1000

// kfPaged is the part of an answer that leads to the next page.
type kfPaged struct {
	Next string `json:"next_cursor"`
	More *int64 `json:"has_more"`
}

// kfPages reads all pages that fetch reads, and once more from the beginning where a cursor went stale. It stops where
// WeCom says that there is no more, or names no next page.
func kfPages[T any](e *Endpoint, fetch func(cursor string) ([]T, kfPaged, error), id func(*T) string) ([]T, error) {
	read := func() ([]T, error) {
		all, have, cursors := []T{}, map[string]bool{}, map[string]bool{}
		idle := 0
		for cursor := ""; ; {
			rows, page, err := fetch(cursor)
			if err != nil {
				return nil, err
			}
			idle++
			for i := range rows {
				if key := id(&rows[i]); !have[key] {
					have[key], idle = true, 0
					all = append(all, rows[i])
				}
			}
			switch more := page.More == nil || *page.More != 0; {
			case !more, page.Next == "" && page.More == nil:
				return all, nil
			case page.Next == "":
				return nil, errors.New(e.Path + ": WeCom says that there is more, and not how to ask for it")
			}
			if err := core.NextPage(e.Path, page.Next, cursors, idle, len(all), kfMostListed); err != nil {
				return nil, err
			}
			cursor = page.Next
		}
	}
	all, err := read()
	if core.CodeOf(err) == 50100 {
		all, err = read()
	}
	return all, err
}

const kfMostListed = 100_000 // a corp has at most 100 groups of 200 questions

// KfGroupService reads and writes the groups of the knowledge base of customer service (知识库分组, doc 95971) with the app
// secret.
type KfGroupService struct {
	service
	set *core.Set[KfGroup]
	all *core.Population[[]KfGroup]
}

func newKfGroups(at service) *KfGroupService {
	s := &KfGroupService{service: at}
	s.all = core.NewPopulation(at.c.engine, kfGroupList, func(ctx context.Context) ([]KfGroup, error) { return s.query(ctx, "") }, kfGroupAdd, kfGroupUpdate, kfGroupDelete)
	s.set = core.NewSet(core.Set[KfGroup]{
		C: at.c.engine, Kind: "kf_knowledge_group", IDKey: "group_id", Read: kfGroupList, Make: kfGroupAdd, Change: kfGroupUpdate, Remove: kfGroupDelete,
		One: s.get, Doubt: kfDoubt, Listed: func(err error, _ core.Call) error { return err },
		All: func(ctx context.Context) (ids []string, err error) {
			all, err := s.all.Fresh(ctx)
			for _, g := range all {
				ids = append(ids, g.ID)
			}
			return ids, err
		},
	})
	return s
}

// KfGroup is one group. The default one is made by WeCom and can be neither changed nor deleted.
type KfGroup struct {
	ID      string `json:"group_id"`
	Name    string `json:"name"`
	Default bool   `json:"is_default"`
}

type kfGroupsAnswer struct {
	kfPaged
	Groups []KfGroup `json:"group_list"`
}

// Check refuses a row without an id: it would be taken for one that is not there.
func (a *kfGroupsAnswer) Check(coded bool) error {
	for i := range a.Groups {
		if a.Groups[i].ID == "" {
			return errors.New("it holds a group without group_id")
		}
	}
	return core.NeedList(coded, a.Groups, "groups")
}

// query reads all groups, or with an id that one alone.
func (s *KfGroupService) query(ctx context.Context, id string) ([]KfGroup, error) {
	return kfPages(kfGroupList, func(cursor string) ([]KfGroup, kfPaged, error) {
		var out kfGroupsAnswer
		body := kfPageRequest{Cursor: core.Cursor{Cursor: cursor, Limit: kfKnowledgePage}, GroupID: id}
		_, err := s.c.Do(ctx, core.Request{Endpoint: kfGroupList, Body: body, Out: &out})
		return out.Groups, out.kfPaged, err
	}, func(g *KfGroup) string { return g.ID })
}

// List reads all groups (doc 95971, kf/knowledge/list_group), in WeCom's order.
func (s *KfGroupService) List(ctx context.Context) ([]KfGroup, error) {
	all, err := s.all.Fresh(ctx)
	return slices.Clone(all), err
}

// Get reads one group (doc 95971, kf/knowledge/list_group), out of all where several are asked for. ErrNotFound is
// certain: a group that the filtered list does not give is looked for among all.
func (s *KfGroupService) Get(ctx context.Context, id string) (*KfGroup, error) {
	return s.set.Get(ctx, id)
}

func (s *KfGroupService) get(ctx context.Context, id string) (*KfGroup, error) {
	return kfOne(ctx, s.all, id, "group", func(g *KfGroup) string { return g.ID }, func() ([]KfGroup, error) { return s.query(ctx, id) })
}

// kfOne finds an object: in a snapshot where several are asked for, by a filtered list, or in the list of all.
func kfOne[T any](ctx context.Context, all *core.Population[[]T], id, noun string, of func(*T) string, query func() ([]T, error)) (*T, error) {
	find := func(rows []T) *T {
		if i := slices.IndexFunc(rows, func(row T) bool { return of(&row) == id }); i >= 0 {
			row := rows[i]
			return &row
		}
		return nil
	}
	if !core.IsFresh(ctx) {
		rows, ok, err := all.Consult(ctx, id)
		if err != nil {
			return nil, err
		}
		if row := find(rows); ok && row != nil {
			return row, nil
		}
	}
	rows, err := query()
	if row := find(rows); err == nil && row != nil {
		return row, nil
	}
	if err != nil && !kfDoubt(err) {
		return nil, err
	}
	if rows, err = all.Fresh(ctx); err != nil {
		return nil, err
	}
	if row := find(rows); row != nil {
		return row, nil
	}
	return nil, fmt.Errorf("knowledge %s %s is not among those of the corp: %w", noun, id, ErrNotFound)
}

type kfGroupRequest struct {
	ID   string `json:"group_id,omitempty"`
	Name string `json:"name"`
}

type kfGroupMade struct {
	ID string `json:"group_id"`
}

func (a *kfGroupMade) Check(bool) error { return core.Need(a.ID != "", "group_id") }

func (s *KfGroupService) named(ctx context.Context, name string) (ids []string, err error) {
	all, err := s.all.Fresh(ctx)
	for _, g := range all {
		if g.Name == name {
			ids = append(ids, g.ID)
		}
	}
	return ids, err
}

// Create makes a group and returns its id (doc 95971, kf/knowledge/add_group). Names are unique: one that is taken is
// ErrNameTaken. When the answer is lost, a group of the name that is not one of there is the one; there are the groups
// of this name that a list showed just before, nil where that is not known.
func (s *KfGroupService) Create(ctx context.Context, name string, there []string) (string, error) {
	if name == "" {
		return "", errors.New(kfGroupAdd.Path + ": the name is empty")
	}
	in := kfGroupRequest{Name: name}
	_, id, err := s.set.Create(ctx, core.Making[KfGroup]{
		Sought: fmt.Sprintf("a knowledge group (知识库分组) named %q", name), Body: in, Absent: there != nil, Twice: true, There: there, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (out KfGroup, id string, err error) {
			var made kfGroupMade
			err = kfNaming("", kfCreateTries(there), func() error {
				_, err := s.c.Do(ctx, core.Request{Endpoint: kfGroupAdd, Body: in, Out: &made, Note: n})
				return err
			}, func() ([]string, error) { return s.named(ctx, name) })
			return KfGroup{ID: made.ID, Name: name}, made.ID, err
		},
		Look: func(ctx context.Context, w core.Search) (found core.Found[KfGroup], err error) {
			ids, err := s.named(ctx, name)
			for _, id := range ids {
				if !w.Excludes(id) {
					found.IDs, found.Made = append(found.IDs, id), KfGroup{ID: id, Name: name}
				}
			}
			return found, err
		},
	})
	return id, err
}

// Rename gives a group another name (doc 95971, kf/knowledge/mod_group); one that is taken is ErrNameTaken.
func (s *KfGroupService) Rename(ctx context.Context, id, name string) error {
	return kfNaming(id, kfTries, func() error { return s.set.Update(ctx, id, kfGroupRequest{id, name}, core.Writing) },
		func() ([]string, error) { return s.named(ctx, name) })
}

// Delete deletes a group (doc 95971, kf/knowledge/del_group). Whether its questions go with it, or have to be gone, is
// open.
func (s *KfGroupService) Delete(ctx context.Context, id string) error { return s.set.Delete(ctx, id) }

// Made tells the client that the state holds a group which an earlier process made; see core.Set.
func (s *KfGroupService) Made(id string, at time.Time) { s.set.Made(id, at) }
