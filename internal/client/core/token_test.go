// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func get2(t *testing.T, c *Client) error {
	t.Helper()
	return getThing(t.Context(), c)
}

func TestToken_fiftyCallersOneRequest(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment))
	c := f.client()
	var wg sync.WaitGroup
	errs := make([]error, 50)
	for i := range errs {
		wg.Go(func() { errs[i] = getThing(t.Context(), c) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if f.TokenCalls() != 1 || len(f.Got()) != 50 {
		t.Errorf("%d gettoken and %d calls, want 1 and 50", f.TokenCalls(), len(f.Got()))
	}
}

func TestToken_fiftyCallersOneRenewal(t *testing.T) {
	f := newFake(t)
	f.on(thingGet.Path, ok(oneDepartment))
	c := f.client()
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	// Every call with the first token is refused from here on.
	c.http.Transport = refuseToken(tokenOf(canaryApp, 1))
	var wg sync.WaitGroup
	errs := make([]error, 50)
	for i := range errs {
		wg.Go(func() { errs[i] = getThing(t.Context(), c) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if f.TokenCalls() != 2 {
		t.Errorf("%d gettoken calls, want 2", f.TokenCalls())
	}
}

// A call that comes back late with the old token must not drop the new one.
func TestToken_lateRefusalKeepsTheNewToken(t *testing.T) {
	f := newFake(t).on(thingGet.Path, fail(42001), ok(oneDepartment))
	c := f.client()
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	c.logins[CredentialApp].token.drop(tokenOf(canaryApp, 1))
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	if f.TokenCalls() != 2 {
		t.Errorf("%d gettoken calls, want 2", f.TokenCalls())
	}
}

func TestToken_expiredIsRenewedOnce(t *testing.T) {
	for _, code := range []int{40014, 42001} {
		f := newFake(t).on(thingGet.Path, fail(code), ok(oneDepartment))
		if err := get2(t, f.client()); err != nil {
			t.Errorf("%d: %v", code, err)
		}
		if d := cmp.Diff([]string{"app-1", "app-2"}, f.Credentials()); d != "" {
			t.Errorf("%d: %s", code, d)
		}

		f = newFake(t).on(thingGet.Path, fail(code))
		var api *APIError
		if err := get2(t, f.client()); !errors.As(err, &api) || api.Code != code {
			t.Errorf("%d for ever: got %v", code, err)
		}
		if f.TokenCalls() != 2 || len(f.Got()) != 2 {
			t.Errorf("%d for ever: %d gettoken, %d calls, want 2 and 2", code, f.TokenCalls(), len(f.Got()))
		}
	}
}

func TestToken_40001AfterSuccessIsRenewed(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment), fail(40001), ok(oneDepartment))
	c := f.client()
	for range 2 {
		if err := get2(t, c); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff([]string{"app-1", "app-1", "app-2"}, f.Credentials()); d != "" {
		t.Error(d)
	}
}

func TestToken_40001BeforeAnySuccessIsFinal(t *testing.T) {
	f := newFake(t).on(thingGet.Path, fail(40001))
	if err := get2(t, f.client()); !errors.Is(err, ErrBadCredential) {
		t.Errorf("got %v", err)
	}
	if f.TokenCalls() != 1 || len(f.Got()) != 1 {
		t.Errorf("%d gettoken, %d calls, want 1 and 1", f.TokenCalls(), len(f.Got()))
	}
}

// A reset secret: the old token dies and the new request is refused.
func TestToken_secretResetDuringRun(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment), fail(40001))
	c := f.client()
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	f.OnToken = func(string, int) answer { return fail(40001) }
	for range 3 {
		if err := get2(t, c); !errors.Is(err, ErrBadCredential) {
			t.Errorf("got %v", err)
		}
	}
	if f.TokenCalls() != 2 {
		t.Errorf("%d gettoken calls, want 2", f.TokenCalls())
	}
}

func TestToken_oneWrongSecretLeavesTheOtherAlone(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment))
	f.OnToken = func(secret string, n int) answer {
		if secret == canaryContacts {
			return fail(40001)
		}
		return ok(`{"errcode":0,"access_token":"` + tokenOf(secret, n) + `"}`)
	}
	c := f.client()
	if err := writeByContacts(t.Context(), c); !errors.Is(err, ErrBadCredential) {
		t.Errorf("delete: %v", err)
	}
	if err := get2(t, c); err != nil {
		t.Errorf("get: %v", err)
	}
}

func TestToken_busyIsRetried(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment))
	f.OnToken = func(secret string, n int) answer {
		switch n {
		case 1:
			return fail(-1)
		case 2:
			return status(503, "text/html", "no")
		case 3:
			return lost
		}
		return ok(`{"errcode":0,"errmsg":"","access_token":"` + tokenOf(secret, n) + `","expires_in":"7200"}`)
	}
	if err := get2(t, f.client()); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"app-4"}, f.Credentials()); d != "" {
		t.Error(d)
	}
}

func TestToken_emptyIsAnError(t *testing.T) {
	f := newFake(t)
	f.OnToken = func(string, int) answer { return ok(`{"errcode":0,"errmsg":"ok"}`) }
	if err := get2(t, f.client()); err == nil {
		t.Error("no error")
	}
}

// WeCom repeats a token until it ends, and may say 7200 each time.
func TestToken_renewedEarlyWithoutTrustingRepeats(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment))
	token := tokenOf(canaryApp, 1)
	f.OnToken = func(string, int) answer {
		return ok(`{"errcode":0,"access_token":"` + token + `","expires_in":7200}`)
	}
	c := f.client()
	for _, step := range []struct {
		wait  time.Duration
		calls int
		why   string
	}{
		{0, 1, "first use"},
		{114 * time.Minute, 1, "still valid"},
		{time.Minute, 2, "five minutes before its end"},
		{4 * time.Minute, 2, "the same token again is kept to its end"},
		{time.Minute, 3, "its end"},
		{30 * time.Second, 3, "the same token yet again is not asked for at every call"},
		{31 * time.Second, 4, "but every minute"},
	} {
		f.Advance(step.wait)
		if err := get2(t, c); err != nil {
			t.Fatal(err)
		}
		if f.TokenCalls() != step.calls {
			t.Errorf("%s: %d gettoken calls, want %d", step.why, f.TokenCalls(), step.calls)
		}
	}
	token = tokenOf(canaryApp, 2)
	f.Advance(time.Minute)
	for range 2 {
		if err := get2(t, c); err != nil {
			t.Fatal(err)
		}
	}
	if f.TokenCalls() != 5 {
		t.Errorf("%d gettoken calls, want 5", f.TokenCalls())
	}
}

func TestToken_failedEarlyRenewalKeepsTheOldOne(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment))
	c := f.client()
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	f.OnToken = func(string, int) answer { return status(500, "text/html", "x") }
	f.Advance(116 * time.Minute)
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
}

// One waiter that gives up must not fail the others.
func TestToken_cancelledWaiterLeavesAlone(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment))
	asked, release := make(chan struct{}), make(chan struct{})
	f.OnToken = func(secret string, n int) answer {
		close(asked)
		<-release
		return ok(fmt.Sprintf(`{"errcode":0,"access_token":%q}`, tokenOf(secret, n)))
	}
	c := f.client()
	ctx, cancel := context.WithCancel(t.Context())
	first := make(chan error, 1)
	go func() { err := getThing(ctx, c); first <- err }()
	<-asked
	second := make(chan error, 1)
	go func() { second <- get2(t, c) }()
	cancel()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("first: got %v, want context.Canceled", err)
	}
	close(release)
	if err := <-second; err != nil {
		t.Errorf("second: %v", err)
	}
	if f.TokenCalls() != 1 {
		t.Errorf("%d gettoken calls, want 1", f.TokenCalls())
	}
}

func TestToken_sameSecretTwiceIsOneToken(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment)).on(thingDelete.Path, ok(`{"errcode":0}`))
	c := f.client(func(cfg *Config) { cfg.ContactsSecret = cfg.Secret })
	if err := errors.Join(get2(t, c), writeByContacts(t.Context(), c)); err != nil {
		t.Fatal(err)
	}
	if f.TokenCalls() != 1 {
		t.Errorf("%d gettoken calls, want 1", f.TokenCalls())
	}
}

// An address that WeCom does not trust for one secret is told once; the other secret has a list of its own.
func TestToken_untrustedAddressIsAskedOnce(t *testing.T) {
	f := newFake(t).on(thingGet.Path, fail(60020)).on(thingDelete.Path, ok(`{"errcode":0}`))
	c := f.client()
	first := get2(t, c)
	for range 3 {
		if err := get2(t, c); !errors.Is(err, ErrUntrustedIP) || !errors.Is(err, first) {
			t.Errorf("got %v, first it was %v", err, first)
		}
	}
	if err := writeByContacts(t.Context(), c); err != nil {
		t.Error(err)
	}
	if n := len(f.Got()); n != 2 {
		t.Errorf("%d calls, want 2", n)
	}
	if _, _, err := c.AccessToken(t.Context(), CredentialApp); err != nil {
		t.Errorf("the token itself: %v", err)
	}
}

func TestSettle_clockThatWasAhead(t *testing.T) {
	f := newFake(t).on(thingGet.Path, fail(49001))
	c := f.client()
	c.MadeEarlier(f.Time.Add(time.Hour), "thing/1")
	err := c.Settle(t.Context(), "thing/1", IsMissing, func() error { return getThing(t.Context(), c) })
	if !IsMissing(err) || len(f.Got()) != 1 {
		t.Errorf("%v after %d calls, want 1", err, len(f.Got()))
	}
	c.JustMade("thing/2")
	f.Advance(-time.Hour) // the clock was set right meanwhile
	err = c.Settle(t.Context(), "thing/2", IsMissing, func() error { return getThing(t.Context(), c) })
	if !IsMissing(err) || len(f.Got()) != 2 {
		t.Errorf("%v after %d calls, want 2", err, len(f.Got()))
	}
}
