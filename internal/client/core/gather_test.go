// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func gatheringClient(t *testing.T) *Client {
	t.Helper()
	c, err := New(Config{CorpID: "wwcorp", Secret: "s"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Who waits at the same time shares a call, in the order in which they came; a full call does not wait.
func TestGatherer(t *testing.T) {
	for _, tc := range []struct {
		n, parallel int
		sizes       string
	}{{30, 10, "[10 10 10]"}, {30, 40, "[30]"}, {120, 200, "[20 100]"}, {3, 1, "[1 1 1]"}, {0, 1, "[]"}} {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex
			var sizes []int
			g := &Gatherer[int, string]{C: gatheringClient(t), Path: "x/create", Most: 100, Send: func(_ context.Context, items []int) []Result[string] {
				mu.Lock()
				sizes = append(sizes, len(items))
				mu.Unlock()
				time.Sleep(time.Second) //nolint:forbidigo // virtual
				out := make([]Result[string], len(items))
				for i, item := range items {
					out[i].Value = fmt.Sprint(item)
				}
				return out
			}}
			slots, wait := make(chan struct{}, tc.parallel), sync.WaitGroup{}
			for i := range tc.n {
				slots <- struct{}{}
				wait.Go(func() {
					defer func() { <-slots }()
					if got, err := g.Do(t.Context(), i); err != nil || got != fmt.Sprint(i) {
						t.Errorf("%d: %q, %v", i, got, err)
					}
				})
			}
			wait.Wait()
			slices.Sort(sizes)
			if got := fmt.Sprint(sizes); got != tc.sizes {
				t.Errorf("%d by %d: calls of %s, want %s", tc.n, tc.parallel, got, tc.sizes)
			}
		})
	}
}

// Who gives up leaves the others their call; when all do, none is made.
func TestGatherer_cancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		g := &Gatherer[int, int]{C: gatheringClient(t), Path: "x/create", Most: 100, Send: func(ctx context.Context, items []int) []Result[int] {
			sent++
			return make([]Result[int], len(items))
		}}
		gone, cancel := context.WithCancel(t.Context())
		var wait sync.WaitGroup
		wait.Go(func() {
			if _, err := g.Do(gone, 1); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		wait.Go(func() {
			if _, err := g.Do(t.Context(), 2); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		cancel()
		wait.Wait()
		if sent != 1 {
			t.Errorf("%d calls", sent)
		}
		gone, cancel = context.WithCancel(t.Context())
		wait.Go(func() { _, _ = g.Do(gone, 3) })
		synctest.Wait()
		cancel()
		wait.Wait()
		time.Sleep(time.Minute) //nolint:forbidigo // virtual
		if sent != 1 {
			t.Errorf("%d calls, one of them for nobody", sent)
		}
	})
}

// Who was sent and gives up may have made something; who gives up before is not sent. Other calls of the lane go after
// it, and take in who comes meanwhile.
func TestGatherer_interrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := gatheringClient(t)
		var sent [][]int
		send := func(_ context.Context, items []int) []Result[int] {
			sent = append(sent, items)
			time.Sleep(10 * time.Second) //nolint:forbidigo // virtual
			return make([]Result[int], len(items))
		}
		creates := &Gatherer[int, int]{C: c, Path: "x/create", Lane: "x", Most: 100, Once: true, Send: send}
		updates := &Gatherer[int, int]{C: c, Path: "x/update", Lane: "x", Most: 100, Send: send}
		var wait sync.WaitGroup
		do := func(ctx context.Context, g *Gatherer[int, int], item int, want error, lost bool) {
			wait.Go(func() {
				_, err := g.Do(ctx, item)
				var lostErr *LostError
				if !errors.Is(err, want) || errors.As(err, &lostErr) != lost {
					t.Errorf("%d: %v", item, err)
				}
			})
			synctest.Wait()
		}
		early, stopEarly := context.WithCancel(t.Context())
		late, stopLate := context.WithCancel(t.Context())
		do(early, creates, 1, context.Canceled, false)
		do(late, creates, 2, context.Canceled, true)
		do(t.Context(), creates, 3, nil, false)
		stopEarly()
		time.Sleep(2 * time.Second) //nolint:forbidigo // virtual
		do(t.Context(), updates, 4, nil, false)
		stopLate()
		time.Sleep(5 * time.Second) //nolint:forbidigo // virtual
		do(t.Context(), updates, 5, nil, false)
		wait.Wait()
		if got := fmt.Sprint(sent); got != "[[2 3] [4 5]]" {
			t.Errorf("sent %s", got)
		}
	})
}

// A call waits for those that look what came of the last one, as long as they come back in time.
func TestGatherer_seats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sizes []int
		lost := errors.New("lost")
		g := &Gatherer[int, int]{C: gatheringClient(t), Path: "x/create", Lane: "x", Most: 100, Send: func(_ context.Context, items []int) []Result[int] {
			sizes = append(sizes, len(items))
			out := make([]Result[int], len(items))
			for i := range out {
				if len(sizes) == 1 {
					out[i].Err = lost
				}
			}
			return out
		}}
		var wait sync.WaitGroup
		for i := range 10 {
			wait.Go(func() {
				seat := g.Seat()
				defer seat.Leave()
				_, err := seat.Do(t.Context(), i)
				for errors.Is(err, lost) {
					time.Sleep(10*time.Second + time.Duration(i)*time.Second) //nolint:forbidigo // virtual
					if i%3 == 0 {
						return // found
					}
					_, err = seat.Do(t.Context(), i)
				}
			})
		}
		wait.Wait()
		if got := fmt.Sprint(sizes); got != "[10 6]" || g.away != 0 {
			t.Errorf("calls of %s, %d away", got, g.away)
		}
	})
}

var scarce = &Quota{Nouns: "xs", Term: "某", Spans: []Span{{5, time.Minute, "minute"}, {10, time.Hour, "hour"}, {60, 24 * time.Hour, "day"}}}

// No run sends more than the quota, and what is over it says when to go on.
func TestQuota(t *testing.T) {
	c := gatheringClient(t)
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	c.Now = func() time.Time { return now }
	e := &Endpoint{Path: "x/create", Quota: scarce}
	sent := map[int]int{}
	for minute := range 26 * 60 {
		for range 7 {
			if c.spend(e, true) == nil {
				sent[minute]++
			}
		}
		now = now.Add(time.Minute)
	}
	for from := range 26 * 60 {
		sum := func(length int) (n int) {
			for m := from; m < from+length; m++ {
				n += sent[m]
			}
			return n
		}
		if sum(1) > 5 || sum(60) > 10 || sum(24*60) > 60 {
			t.Fatalf("from minute %d: %d in a minute, %d in an hour, %d in a day", from, sum(1), sum(60), sum(24*60))
		}
	}
	if sent[0] != 5 || sent[1] != 5 || sent[60] != 5 {
		t.Errorf("%d, %d, and after an hour %d", sent[0], sent[1], sent[60])
	}
	c = gatheringClient(t)
	c.Now = func() time.Time { return now }
	for range 5 {
		if err := c.spend(e, true); err != nil {
			t.Fatal(err)
		}
	}
	var over *QuotaError
	err := c.spend(e, true)
	if !errors.As(err, &over) || !over.Until.Equal(now.Add(time.Minute)) || !errors.Is(err, ErrRateLimited) || !strings.Contains(err.Error(), "5 calls within a minute") {
		t.Error(err)
	}
}
