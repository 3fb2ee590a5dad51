// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
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

// walkPages collects the ids of a list with cursors, sorted and each once:
// WeCom documents neither an order nor that pages do not overlap. A cursor that
// repeats or never ends is an error; one that went stale (50100) restarts the
// list once.
func walkPages(path string, fetch func(cursor string) (ids []idItem, next string, err error)) ([]string, error) {
	ids, err := walkPagesOnce(path, fetch)
	var api *APIError
	if errors.As(err, &api) && api.Code == 50100 {
		ids, err = walkPagesOnce(path, fetch)
	}
	return ids, err
}

func walkPagesOnce(path string, fetch func(string) ([]idItem, string, error)) ([]string, error) {
	all := []string{}
	have, cursors := map[idItem]bool{}, map[string]bool{}
	idle := 0
	for cursor := ""; len(cursors) < maxIDPages; {
		ids, next, err := fetch(cursor)
		if err != nil {
			return nil, err
		}
		idle++
		for _, id := range ids {
			if !have[id] {
				have[id] = true
				all = append(all, string(id))
				idle = 0
			}
		}
		if next == "" {
			slices.Sort(all)
			return all, nil
		}
		if err := nextPage(path, next, cursors, idle, len(all), maxListed); err != nil {
			return nil, err
		}
		cursor = next
	}
	return nil, fmt.Errorf("%s: the list has more than %d pages", path, maxIDPages)
}
