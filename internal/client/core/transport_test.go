// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestRetry_whatIsRepeated(t *testing.T) {
	for name, tc := range map[string]struct {
		a     answer
		calls int
	}{
		"-1":        {fail(-1), 4},
		"6000":      {fail(6000), 7},
		"45033":     {fail(45033), 7},
		"45035":     {fail(45035), 7},
		"45036":     {fail(45036), 7},
		"500":       {status(500, "text/html", "x"), 4},
		"503 json":  {status(503, "application/json", `{"errcode":0}`), 4},
		"404 html":  {status(404, "text/html", "<p>proxy</p>"), 4},
		"404 empty": {status(404, "", ""), 1},
		"403":       {status(403, "text/html", "no"), 1},
		"html":      {status(200, "text/html", "<html>"), 4},
		"empty":     {ok(""), 4},
		"array":     {ok("[]"), 4},
		"truncated": {truncated(oneDepartment), 4},
		"no object": {ok(`{"errcode":0,"errmsg":"ok"}`), 4},
		"301": {func(w http.ResponseWriter) {
			w.Header().Set("Location", "https://x.example.com/a?access_token=1")
			w.WriteHeader(301)
		}, 1},
		"40058":   {fail(40058), 1},
		"60020":   {fail(60020), 1},
		"48002":   {fail(48002), 1},
		"45009":   {fail(45009), 3},
		"warning": {ok(`{"errcode":0,"errmsg":"ok. Warning: wrong json format. "}`), 1},
	} {
		f := newFake(t).on(thingGet.Path, tc.a)
		err := get2(t, f.client())
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		if got := len(f.Got()); got != tc.calls {
			t.Errorf("%s: %d calls, want %d (%v)", name, got, tc.calls, err)
		}
	}
}

func TestRetry_pausesGrowAndAreBounded(t *testing.T) {
	f := newFake(t).on(thingGet.Path, fail(6000))
	_ = get2(t, f.client(func(c *Config) { c.Retry.MaxDelay = 5 * time.Second }))
	if len(f.Slept) != 6 {
		t.Fatalf("%d pauses, want 6", len(f.Slept))
	}
	for i, limit := range []int{1, 2, 4, 5, 5, 5} {
		if d := f.Slept[i]; d < 0 || d > time.Duration(limit)*time.Second {
			t.Errorf("pause %d is %v, want 0 to %d s", i, d, limit)
		}
	}
}

func TestRetry_stopsWithTheContext(t *testing.T) {
	f := newFake(t)
	ctx, cancel := context.WithCancel(t.Context())
	f.on(thingGet.Path, func(w http.ResponseWriter) { cancel(); fail(-1)(w) })
	c := f.client()
	err := getThing(ctx, c)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if len(f.Got()) != 1 {
		t.Errorf("%d calls, want 1", len(f.Got()))
	}
}

func TestRetry_attemptTimeout(t *testing.T) {
	f := newFake(t)
	hang := make(chan struct{})
	defer close(hang)
	f.on(thingGet.Path, func(http.ResponseWriter) { <-hang })
	c := f.client(func(c *Config) { c.Retry = RetryPolicy{MaxRetries: -1, AttemptTimeout: 50 * time.Millisecond} })
	err := get2(t, c)
	var conn *ConnectionError
	if !errors.As(err, &conn) || !conn.Sent || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want a sent ConnectionError by deadline", err)
	}
}

func TestRateLimit_waitsTwiceThenGivesUp(t *testing.T) {
	f := newFake(t).on(thingGet.Path, fail(45009))
	var told []time.Duration
	c := f.client(func(cfg *Config) {
		cfg.Blocked = func(path string, wait time.Duration) {
			if path != thingGet.Path {
				t.Errorf("told of %s", path)
			}
			told = append(told, wait)
		}
	})
	if err := get2(t, c); !errors.Is(err, ErrRateLimited) {
		t.Fatalf("got %v", err)
	}
	if len(f.Slept) != 2 {
		t.Fatalf("waited %v, want twice", f.Slept)
	}
	if !slices.Equal(told, f.Slept) {
		t.Errorf("told of %v, waited %v", told, f.Slept)
	}
	for _, d := range f.Slept {
		if d < 60*time.Second || d > 70*time.Second {
			t.Errorf("waited %v, want 60 to 70 s", d)
		}
	}
	// In a block of an hour the next callers are told at once, until the block known so far is over; then one of them
	// tries.
	for range 3 {
		if err := get2(t, c); !errors.Is(err, ErrRateLimited) {
			t.Fatalf("got %v", err)
		}
	}
	if len(f.Got()) != 3 || len(f.Slept) != 2 {
		t.Errorf("%d calls and %d waits, want 3 and 2", len(f.Got()), len(f.Slept))
	}
	f.Advance(70 * time.Second)
	if err := get2(t, c); !errors.Is(err, ErrRateLimited) {
		t.Fatalf("got %v", err)
	}
	if len(f.Got()) != 4 || len(f.Slept) != 2 {
		t.Errorf("%d calls and %d waits, want 4 and 2", len(f.Got()), len(f.Slept))
	}
	f.Advance(70 * time.Second)
	f.on(thingGet.Path, ok(oneDepartment))
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	f.on(thingGet.Path, fail(45009), ok(oneDepartment))
	if err := get2(t, c); err != nil {
		t.Errorf("after recovery a block is waited for again: %v", err)
	}
}

func TestRateLimit_recovers(t *testing.T) {
	f := newFake(t).on(thingCreate.Path, fail(45009), fail(45009), ok(oneDepartment))
	if _, err := f.client().Do(t.Context(), Request{Endpoint: thingCreate, Body: struct{}{}}); err != nil {
		t.Fatal(err)
	}
}

// Callers of one endpoint share one gate: twenty calls meet one block, and those under way when it began do not prolong
// it.
func TestRateLimit_sharedGate(t *testing.T) {
	var g gate
	start := time.Unix(1000, 0)
	g.close(start, start, 6)
	until := g.until
	g.close(start.Add(-time.Second), start.Add(1), 6)
	g.close(start, start.Add(2), 6)
	if !g.until.Equal(until) {
		t.Errorf("a straggler moved the gate from %v to %v", until, g.until)
	}
	g.close(until, until, 6)
	if g.until.Equal(until) {
		t.Error("a refusal after the block did not shut the gate again")
	}
	if g.closedFor(until) <= 0 || g.closedFor(g.until) != 0 {
		t.Error("closedFor is wrong")
	}
}

func TestRedirect_isAClearError(t *testing.T) {
	f := newFake(t).on(thingGet.Path, func(w http.ResponseWriter) {
		w.Header().Set("Location", "https://other.example.com/cgi-bin/department/get?access_token=abc")
		w.WriteHeader(http.StatusMovedPermanently)
	})
	err := get2(t, f.client())
	var resp *ResponseError
	if !errors.As(err, &resp) || resp.HTTPStatus != 301 || !strings.Contains(err.Error(), "redirects to https://other.example.com,") {
		t.Errorf("got %v", err)
	}
}

func TestResponse_keepsStatusAndType(t *testing.T) {
	f := newFake(t).on(thingGet.Path, status(502, "text/html; charset=gbk", "<h1>Bad\n  Gateway</h1>"+strings.Repeat("x", 500)))
	var resp *ResponseError
	if err := get2(t, f.client()); !errors.As(err, &resp) {
		t.Fatalf("got %v", err)
	}
	want := &ResponseError{
		Path: thingGet.Path, HTTPStatus: 502, ContentType: "text/html; charset=gbk", Problem: resp.Problem,
		Length: 522,
	}
	if d := cmp.Diff(want, resp, cmpopts.IgnoreUnexported(ResponseError{})); d != "" {
		t.Error(d)
	}
}

func TestEncode_refusesWhatWeComRefuses(t *testing.T) {
	for in, want := range map[string]string{
		`a"b\c<d>&`:  `{"id":"a\"b\\c<d>&"}`,
		"\\u2028":    `{"id":"\\u2028"}`,
		"\u2029后\t😀": "{\"id\":\"\u2029后\\t😀\"}",
	} {
		got, err := encode(map[string]string{"id": in})
		if err != nil || string(got) != want {
			t.Errorf("%q became %s (%v), want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"a\x01", "a\xff"} {
		if b, err := encode(map[string]string{"id": in}); err == nil {
			t.Errorf("%q became %s, want an error", in, b)
		}
	}
}

func TestLanes_honourTheContextAndTheBound(t *testing.T) {
	l := &lanes{limit: 1, max: 2}
	if err := l.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.enter(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	entered := make(chan error, 1)
	go func() { entered <- l.enter(t.Context()) }()
	l.leave()
	if err := <-entered; err != nil {
		t.Fatal(err)
	}
	if l.inUse != 1 || len(l.queue) != 0 {
		t.Errorf("in use %d, queue %d", l.inUse, len(l.queue))
	}
}

func TestLanes_adapt(t *testing.T) {
	l := &lanes{limit: 1, max: 4}
	succeed := func(n int) int {
		for range n {
			l.success()
		}
		return l.limit
	}
	if got := succeed(3 * growAfterStreak); got != 4 {
		t.Errorf("limit %d after successes, want 4", got)
	}
	if got := succeed(growAfterStreak); got != 4 {
		t.Errorf("limit %d, want at most 4", got)
	}
	var got []int
	for range 3 {
		l.conflict()
		got = append(got, l.limit)
	}
	if d := cmp.Diff([]int{2, 1, 1}, got); d != "" {
		t.Error(d)
	}
	// Three complaints: eight times as many successes for the next step.
	if got := succeed(8*growAfterStreak - 1); got != 1 {
		t.Errorf("limit %d, want 1 still", got)
	}
	if got := succeed(1); got != 2 {
		t.Errorf("limit %d, want 2", got)
	}
	for range 20 {
		l.conflict()
	}
	if got := succeed(maxStreak); got != 2 {
		t.Errorf("limit %d: it must stay possible to grow", got)
	}
}

// One jam of many calls is one complaint.
func TestLanes_conflictsOfOneJam(t *testing.T) {
	l := &lanes{limit: 8, max: 8}
	for range 8 {
		if err := l.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for range 4 { // until no more than the new bound are under way
		l.conflict()
		l.leave()
	}
	if l.limit != 4 || l.patience != 2*growAfterStreak {
		t.Errorf("limit %d, patience %d; want 4 and %d", l.limit, l.patience, 2*growAfterStreak)
	}
}

// inFlight counts requests under way, on the client's side of the wire.
type inFlight struct {
	mu        sync.Mutex
	now, most int
}

func (i *inFlight) RoundTrip(r *http.Request) (*http.Response, error) {
	i.mu.Lock()
	i.now++
	i.most = max(i.most, i.now)
	i.mu.Unlock()
	resp, err := http.DefaultTransport.RoundTrip(r)
	i.mu.Lock()
	i.now--
	i.mu.Unlock()
	return resp, err
}

// Directory writes begin one at a time (doc 90205) and never exceed ten.
func TestLanes_directoryWritesInFlight(t *testing.T) {
	f := newFake(t).on(thingUpdate.Path, ok(`{"errcode":0,"errmsg":"updated"}`))
	c := f.client()
	update := func(n int) int {
		rt := &inFlight{}
		c.http.Transport = rt
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() {
				if err := updateThing(t.Context(), c); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		return rt.most
	}
	if most := update(growAfterStreak); most != 1 {
		t.Errorf("%d writes in flight at first, want 1", most)
	}
	if most := update(60); most > thingUpdate.Lane.Most {
		t.Errorf("%d writes in flight, want at most %d", most, thingUpdate.Lane.Most)
	}
}

func TestQuota_staysBelowTheShare(t *testing.T) {
	l := bucket(quotaPerMinute, 50, time.Minute, 0.1)
	start := time.Unix(1000, 0)
	n := 0
	for at := start; at.Before(start.Add(time.Minute)); at = at.Add(5 * time.Millisecond) {
		for l.AllowN(at, 1) {
			n++
		}
	}
	if n > 5000 || n < 4900 {
		t.Errorf("%d calls in a minute, want just below 5000", n)
	}
}

func TestQuota_honoursTheDeadline(t *testing.T) {
	p := newPacer(1)
	p.buckets["x"] = &quotaShare{minute: bucket(60, 1, time.Minute, 0), hour: bucket(60, 100, time.Hour, 1)}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := p.quotaFor("x").wait(ctx); err != nil {
		t.Fatal(err)
	}
	if err := p.quotaFor("x").wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestSleep_endsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sleepContext(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := sleepContext(t.Context(), time.Nanosecond); err != nil {
		t.Error(err)
	}
}
