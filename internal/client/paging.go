// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"fmt"
	"iter"
	"slices"
)

const (
	maxIDPages   = 10_000 // far above any corp; ends a server that never ends
	maxIdlePages = 50     // pages in a row that bring nothing new
	// maxListed ends lists that bring ever new ids: a corp has at most 500,000
	// contact ways (doc 92228), and memory has an end as well.
	maxListed = 1_000_000
	maxCursor = 4096 // bytes; a page that is a cursor and nothing else is none
)

// nextPage judges the cursor that leads to the next page. idle is the number of
// pages in a row that brought nothing new, listed what was brought so far.
func nextPage(path, next string, cursors map[string]bool, idle, listed, most int) error {
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

// fetchPage reads the page of a list with cursors that cursor names, "" for the
// first; next is "" on the last.
type fetchPage func(cursor string) (ids []idItem, next string, err error)

// walkPages collects the ids of a list with cursors, sorted and each once:
// WeCom documents neither an order nor that pages do not overlap. When a cursor
// went stale (50100) the list is read once more from its beginning, and what
// was read before counts for nothing: a list is evidence of what exists.
func walkPages(path string, fetch fetchPage) ([]string, error) {
	var all []string
	collect := func() error {
		all = []string{}
		return passPages(path, fetch, func(id idItem) bool {
			all = append(all, string(id))
			return true
		})
	}
	err := collect()
	if codeOf(err) == 50100 {
		err = collect()
	}
	if err != nil {
		return nil, err
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// eachID yields the ids of a list with cursors as its pages arrive, each once,
// sorted within a page; a page is asked for when its first id is wanted. A cursor
// that went stale restarts the list once; what was yielded before stays. An
// error is the last thing that is yielded.
func eachID(path string, fetch fetchPage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		yielded, stopped := map[idItem]bool{}, false
		emit := func(id idItem) bool {
			if !yielded[id] {
				yielded[id] = true
				stopped = !yield(string(id), nil)
			}
			return !stopped
		}
		err := passPages(path, fetch, emit)
		if codeOf(err) == 50100 {
			err = passPages(path, fetch, emit)
		}
		if err != nil && !stopped {
			yield("", err)
		}
	}
}

// passPages goes through the pages once, until emit returns false. A cursor
// that repeats or never ends is an error.
func passPages(path string, fetch fetchPage, emit func(idItem) bool) error {
	have, cursors := map[idItem]bool{}, map[string]bool{}
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
		if err := nextPage(path, next, cursors, idle, len(have), maxListed); err != nil {
			return err
		}
		cursor = next
	}
	return fmt.Errorf("%s: the list has more than %d pages", path, maxIDPages)
}
