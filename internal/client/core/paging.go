// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
)

const (
	maxIDPages   = 10_000 // far above any corp; ends a server that never ends
	maxIdlePages = 50     // pages in a row that bring nothing new
	// maxListed ends lists that bring ever new ids: a corp has at most 500,000 contact ways (doc 92228), and memory has
	// an end as well.
	maxListed = 1_000_000
	maxCursor = 4096 // bytes; a page that is a cursor and nothing else is none
)

// NextPage judges the cursor that leads to the next page. idle is the number of pages in a row that brought nothing
// new, listed what was brought so far.
func NextPage(path, next string, cursors map[string]bool, idle, listed, most int) error {
	switch {
	case cursors[next]:
		return fmt.Errorf("%s: WeCom gave the same next_cursor twice, so the list never ends", path)
	case len(next) > maxCursor:
		return fmt.Errorf("%s: the next_cursor has %d bytes, so this is not WeCom's answer; check endpoint and proxies", path, len(next))
	case idle >= maxIdlePages:
		return fmt.Errorf("%s: %d pages in a row brought nothing new, so the list never ends", path, idle)
	case listed > most:
		return fmt.Errorf("%s: the list has more than %d entries, more than any corp can have", path, most)
	}
	cursors[next] = true
	return nil
}

// FetchPage reads the page of a list with cursors that cursor names, "" for the first; next is "" on the last.
type FetchPage func(cursor string) (ids []string, next string, err error)

// WalkPages collects the ids of a list with cursors, sorted and each once: WeCom documents neither an order nor that
// pages do not overlap. When a cursor went stale (50100) the list is read once more from its beginning, and what was
// read before counts for nothing: a list is evidence of what exists.
func WalkPages(path string, fetch FetchPage) ([]string, error) {
	var all []string
	collect := func() error {
		all = []string{}
		return passPages(path, fetch, func(id string) bool {
			all = append(all, id)
			return true
		})
	}
	err := collect()
	if CodeOf(err) == 50100 {
		err = collect()
	}
	if err != nil {
		return nil, err
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// EachID yields the ids of a list with cursors as its pages arrive, each once, sorted within a page; a page is asked
// for when its first id is wanted. A cursor that went stale restarts the list once; what was yielded before stays. An
// error is the last thing that is yielded.
func EachID(path string, fetch FetchPage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		yielded, stopped := map[string]bool{}, false
		emit := func(id string) bool {
			if !yielded[id] {
				yielded[id] = true
				stopped = !yield(id, nil)
			}
			return !stopped
		}
		err := passPages(path, fetch, emit)
		if CodeOf(err) == 50100 {
			err = passPages(path, fetch, emit)
		}
		if err != nil && !stopped {
			yield("", err)
		}
	}
}

// passPages goes through the pages once, until emit returns false. A cursor that repeats or never ends is an error.
func passPages(path string, fetch FetchPage, emit func(string) bool) error {
	have, cursors := map[string]bool{}, map[string]bool{}
	idle := 0
	for cursor := ""; len(cursors) < maxIDPages; {
		ids, next, err := fetch(cursor)
		if err != nil {
			return err
		}
		idle++
		slices.Sort(ids) // WeCom documents no order
		for _, id := range ids {
			if !have[id] {
				have[id] = true
				idle = 0
			}
			if !emit(id) {
				return nil
			}
		}
		if next == "" {
			return nil
		}
		if err := NextPage(path, next, cursors, idle, len(have), maxListed); err != nil {
			return err
		}
		cursor = next
	}
	return fmt.Errorf("%s: the list has more than %d pages", path, maxIDPages)
}

// Cursor is the body of a request for a page, and what others add to.
type Cursor struct {
	Cursor string `json:"cursor,omitempty"`
	Limit  int    `json:"limit"`
}

// Page fetches the pages of a list of ids. body is the request for a cursor; list is the key of the entries, each of
// them an id or an object that holds it as id.
func (c *Client) Page(ctx context.Context, e *Endpoint, body func(cursor string) any, list, id string) FetchPage {
	return func(cursor string) ([]string, string, error) {
		out := idPage{list: list, id: id}
		_, err := c.Do(ctx, Request{Endpoint: e, Body: body(cursor), Out: &out})
		return out.ids, out.next, err
	}
}

type idPage struct {
	list, id string
	ids      []string
	next     string
}

func (p *idPage) decode(raw []byte) error {
	return members(raw, func(key string, value []byte) (err error) {
		switch {
		case key == "next_cursor" && !hollow(value): // also the number 0
			p.next, err = textOf(value)
		case key == p.list && !hollow(value):
			p.ids, err = p.entries(value)
		}
		return err
	})
}

func (p *idPage) entries(raw []byte) (ids []string, err error) {
	if raw[0] != '[' {
		return nil, errors.New("something else stands where a list belongs")
	}
	items, err := elements(raw)
	for _, item := range items {
		var id string
		if item[0] == '{' {
			err = members(item, func(key string, value []byte) (err error) {
				if key == p.id {
					id, err = textOf(value)
				}
				return err
			})
		} else {
			id, err = textOf(item)
		}
		if err == nil && id == "" {
			err = errors.New("an entry has no id")
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, err
}

// Check tells an answer without the list from an empty one.
func (p *idPage) Check(coded bool) error { return NeedList(coded, p.ids, p.list) }
