// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// ContactWayWindow selects contact ways by creation time. A zero From means the oldest that WeCom lists (2021-07-10), a
// zero To means now.
type ContactWayWindow struct {
	From, To time.Time
}

// WeCom lists what was made since then, and when no start is given only the last 90 days (doc 92228).
var contactWaysListedSince = time.Date(2021, 7, 10, 0, 0, 0, 0, time.FixedZone("CST", 8*60*60))

const (
	contactWayPage = 1000
	contactWaySpan = 90 * 24 * time.Hour
)

type contactWayListRequest struct {
	StartTime int64 `json:"start_time"`
	EndTime   int64 `json:"end_time,omitempty"`
	core.Cursor
}

// List returns the ids of the contact ways that were made in a window, sorted (doc 92228, list_contact_way). WeCom
// never lists temporary ones nor those made before 2021-07-10. Whether ways of other apps are listed is open: do not
// take every id for this app's.
func (s *ContactWayService) List(ctx context.Context, in ContactWayWindow) ([]string, error) {
	if err := in.complete(); err != nil {
		return nil, err
	}
	ids, err := core.WalkPages(contactWayList.Path, s.page(ctx, in))
	if !tooWide(err) {
		return ids, err
	}
	parts := s.parts(in)
	if len(parts) == 1 {
		return nil, err
	}
	all := []string{}
	for _, part := range parts {
		ids, err := core.WalkPages(contactWayList.Path, s.page(ctx, part))
		if err != nil {
			return nil, err
		}
		all = append(all, ids...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Each is List (doc 92228) for a caller that wants the ids while the pages arrive, sorted within a page, and may stop
// early. An error is the last thing it yields.
func (s *ContactWayService) Each(ctx context.Context, in ContactWayWindow) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := in.complete(); err != nil {
			yield("", err)
			return
		}
		yielded := map[string]bool{} // the parts of a window touch
		through := func(window ContactWayWindow) error {
			for id, err := range core.EachID(contactWayList.Path, s.page(ctx, window)) {
				if err != nil {
					return err
				}
				if !yielded[id] && !yield(id, nil) {
					return errStopped
				}
				yielded[id] = true
			}
			return nil
		}
		err := through(in)
		if parts := s.parts(in); tooWide(err) && len(parts) > 1 {
			err = nil
			for i := 0; i < len(parts) && err == nil; i++ {
				err = through(parts[i])
			}
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield("", err)
		}
	}
}

// errStopped is the end of a list whose reader has had enough.
var errStopped = errors.New("stopped")

// complete gives a window its beginning.
func (w *ContactWayWindow) complete() error {
	if w.From.IsZero() {
		w.From = contactWaysListedSince
	}
	if !w.To.IsZero() && w.To.Before(w.From) {
		return fmt.Errorf("%s: the window ends before it begins", contactWayList.Path)
	}
	return nil
}

// tooWide reports codes by which WeCom may refuse a wide window. assumed: the page names no widest one.
func tooWide(err error) bool { return core.CodeOf(err) == 40058 || core.CodeOf(err) == 40035 }

// parts cuts a window into pieces of WeCom's default width.
func (s *ContactWayService) parts(in ContactWayWindow) []ContactWayWindow {
	end := in.To
	if end.IsZero() {
		end = s.c.ServerTime()
	}
	if end.Sub(in.From) <= contactWaySpan {
		return []ContactWayWindow{in}
	}
	var out []ContactWayWindow
	for from := in.From; !from.After(end); from = from.Add(contactWaySpan) {
		part := ContactWayWindow{From: from, To: from.Add(contactWaySpan)}
		if part.To.After(end) {
			part.To = in.To
		}
		out = append(out, part)
	}
	return out
}

func (s *ContactWayService) page(ctx context.Context, in ContactWayWindow) core.FetchPage {
	req := contactWayListRequest{StartTime: in.From.Unix()}
	if !in.To.IsZero() {
		req.EndTime = in.To.Unix()
	}
	return s.c.Page(ctx, contactWayList, func(cursor string) any {
		req.Cursor = core.Cursor{Limit: contactWayPage, Cursor: cursor}
		return req
	}, "contact_way", "config_id")
}
