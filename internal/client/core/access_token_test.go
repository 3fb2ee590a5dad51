// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestAccessToken_isTheOneOfTheCredential(t *testing.T) {
	f := newFake(t)
	c := f.client()
	ends := f.Time.Add(2 * time.Hour)
	for range 2 {
		for cred, want := range map[Credential]string{CredentialApp: tokenOf(canaryApp, 1), CredentialContacts: tokenOf(canaryContacts, 1)} {
			token, expires, err := c.AccessToken(t.Context(), cred)
			if err != nil || token != want || !expires.Equal(ends) {
				t.Errorf("%s: got %q, %s, %v; want %q, %s", cred, token, expires, err, want, ends)
			}
		}
		f.Advance(time.Hour) // the second round is answered without a call
	}
	if f.TokenCalls() != 2 || len(f.Got()) != 0 {
		t.Errorf("%d gettoken and %d other calls, want 2 and 0", f.TokenCalls(), len(f.Got()))
	}
}

// It is the token that calls use, and asking for it costs none of them theirs.
func TestAccessToken_isShared(t *testing.T) {
	f := newFake(t).on(thingGet.Path, ok(oneDepartment))
	c := f.client()
	if err := get2(t, c); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	tokens := make([]string, 50)
	for i := range tokens {
		wg.Go(func() { tokens[i], _, _ = c.AccessToken(t.Context(), CredentialApp) })
	}
	wg.Wait()
	for _, token := range tokens {
		if token != tokenOf(canaryApp, 1) {
			t.Errorf("got %q", token)
		}
	}
	if f.TokenCalls() != 1 {
		t.Errorf("%d gettoken calls, want 1", f.TokenCalls())
	}
}

func TestAccessToken_isRenewed(t *testing.T) {
	f := newFake(t)
	c := f.client()
	if _, _, err := c.AccessToken(t.Context(), CredentialApp); err != nil {
		t.Fatal(err)
	}
	f.Advance(116 * time.Minute) // less than five minutes are left
	token, expires, err := c.AccessToken(t.Context(), CredentialApp)
	if want := f.Time.Add(2 * time.Hour); err != nil || token != tokenOf(canaryApp, 2) || !expires.Equal(want) {
		t.Errorf("got %q, %s, %v; want %q, %s", token, expires, err, tokenOf(canaryApp, 2), want)
	}
}

// A repeated token still ends when it was said to end first.
func TestAccessToken_repeatedKeepsItsEnd(t *testing.T) {
	f := newFake(t)
	f.OnToken = func(string, int) answer {
		return ok(`{"errcode":0,"access_token":"` + canaryToken + `","expires_in":7200}`)
	}
	c := f.client()
	ends := f.Time.Add(2 * time.Hour)
	for range 2 {
		if _, expires, err := c.AccessToken(t.Context(), CredentialApp); err != nil || !expires.Equal(ends) {
			t.Errorf("got %s, %v; want %s", expires, err, ends)
		}
		f.Advance(116 * time.Minute)
	}
	if f.TokenCalls() != 2 {
		t.Errorf("%d gettoken calls, want 2", f.TokenCalls())
	}
}

// Calls fall back on the other secret; a token of the wrong kind helps nobody.
func TestAccessToken_noFallback(t *testing.T) {
	f := newFake(t)
	for cred, only := range map[Credential]func(*Config){CredentialContacts: appOnly, CredentialApp: contactsOnly, "secrets": func(*Config) {}} {
		_, _, err := f.client(only).AccessToken(t.Context(), cred)
		if !errors.Is(err, ErrNoCredential) || !strings.Contains(err.Error(), string(cred)) {
			t.Errorf("%s: got %v", cred, err)
		}
	}
	if f.TokenCalls() != 0 {
		t.Errorf("%d gettoken calls, want 0", f.TokenCalls())
	}
}

func TestAccessToken_refused(t *testing.T) {
	f := newFake(t)
	f.OnToken = func(string, int) answer { return fail(40001) }
	c := f.client()
	for range 2 {
		token, _, err := c.AccessToken(t.Context(), CredentialApp)
		if token != "" || !errors.Is(err, ErrBadCredential) || strings.Contains(err.Error(), canaryApp) {
			t.Errorf("got %q, %v", token, err)
		}
	}
	if f.TokenCalls() != 1 {
		t.Errorf("%d gettoken calls with a wrong secret, want 1", f.TokenCalls())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := f.client().AccessToken(ctx, CredentialApp); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}
