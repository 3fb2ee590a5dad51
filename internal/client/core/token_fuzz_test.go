// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

const fuzzToken = "CANARY-token-of-fuzz"

func goodToken() []byte {
	return []byte(`{"errcode":0,"errmsg":"ok","access_token":"` + fuzzToken + `","expires_in":7200}`)
}

// presentable fails unless err is a text that can be shown: short, without secrets, and without what steers a terminal.
func presentable(t *testing.T, err error) {
	t.Helper()
	s := err.Error()
	if strings.Contains(s, "CANARY") || len(s) > 8<<10 || !utf8.ValidString(s) ||
		strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		t.Fatalf("not to be shown: %.500q", s)
	}
}

// whole answers every call with one status and body.
type whole struct {
	status int
	body   []byte
}

func (w whole) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: w.status, Header: http.Header{}, Request: r, Body: io.NopCloser(bytes.NewReader(w.body))}, nil
}

// FuzzToken gives gettoken every answer. Whatever it calls a token must then be sent as such and never be shown.
func FuzzToken(f *testing.F) {
	f.Add(uint16(200), goodToken())
	f.Add(uint16(200), []byte(`{"errcode":0,"access_token":"a","expires_in":-5}`))
	f.Add(uint16(200), []byte(`{"errcode":0,"access_token":"a+/= &?#\u0000\n","expires_in":1e9}`))
	f.Add(uint16(200), []byte(`{"errcode":0,"access_token":["a"],"expires_in":"7200"}`))
	f.Add(uint16(502), []byte(`corpsecret=`+canaryApp))
	for _, s := range []string{``, `null`, `[]`, `{}`, `{"errcode":0}`, `<html>`, `{"errcode":1e400}`, `{"errcode":0,"errcode":40001}`, `{"access_token":{}}`} {
		f.Add(uint16(200), []byte(s))
	}
	f.Fuzz(func(t *testing.T, code uint16, body []byte) {
		if code < 200 || code > 999 {
			code = 200
		}
		c, err := New(Config{CorpID: "ww", Secret: canaryApp, ContactsSecret: "CANARY", HTTPClient: &http.Client{Transport: whole{int(code), body}}})
		if err != nil {
			t.Fatal(err)
		}
		now := time.Unix(1_700_000_000, 0)
		c.Now = func() time.Time { return now }
		c.Sleep = func(ctx context.Context, d time.Duration) error { now = now.Add(d); return ctx.Err() }
		token, expires, err := c.AccessToken(t.Context(), CredentialApp)
		switch {
		case err != nil:
			presentable(t, err)
		case token == "" || code != 200:
			t.Fatalf("status %d gave the token %q", code, token)
		case expires.Before(c.Now()):
			t.Fatalf("a token that ended at %v", expires)
		case len(token) >= minSecret && strings.Contains(c.secrets.clean("x "+token+" y"), token) && !strings.Contains(redacted, token):
			t.Fatalf("the token %q is not redacted", token)
		}
	})
}
