// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package coretest holds a WeCom with scripted answers, for the tests of the client and of its engine.
package coretest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Canaries: none of them may ever show up in an error or a log line.
const (
	CanaryApp      = "CANARY-app-secret-0001"
	CanaryContacts = "CANARY-contacts-secret-0002"
	CanaryToken    = "CANARY-token-of-" // + secret's name and number
)

// Seen is one request as the server got it, without its token.
type Seen struct {
	Method, Path, Query, Body, Token string
}

func (s Seen) String() string {
	q := s.Query
	if q != "" {
		q = "?" + q
	}
	return strings.TrimSpace(s.Method + " " + s.Path + q + " " + s.Body)
}

// Answer writes one answer; helpers below build them.
type Answer func(w http.ResponseWriter)

// OK answers with a body.
func OK(body string) Answer {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		_, _ = io.WriteString(w, body)
	}
}

// Fail answers with an errcode.
func Fail(code int) Answer {
	return OK(fmt.Sprintf(`{"errcode":%d,"errmsg":"text of %d, hint: [1700000000123456789012345], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=%d","department_id":[],"dept_user":[]}`, code, code, code))
}

// Status answers with an HTTP status.
func Status(code int, contentType, body string) Answer {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

// Lost breaks the connection after the request was read.
func Lost(http.ResponseWriter) { panic(http.ErrAbortHandler) }

// Fake is a WeCom with scripted answers and a clock that only sleeping moves.
type Fake struct {
	T   *testing.T
	Srv *httptest.Server

	Mu       sync.Mutex
	Script   map[string][]Answer
	Requests []Seen
	Tokens   map[string]int // gettoken calls by secret
	OnToken  func(secret string, n int) Answer
	Time     time.Time
	Slept    []time.Duration
	lose     map[string]int
}

// NewFake starts one.
func NewFake(t *testing.T) *Fake {
	t.Helper()
	f := &Fake{T: t, Script: map[string][]Answer{}, Tokens: map[string]int{}, Time: time.Now(), lose: map[string]int{}}
	f.Srv = httptest.NewServer(http.HandlerFunc(f.Serve))
	f.Srv.Config.ErrorLog = nil
	t.Cleanup(f.Srv.Close)
	return f
}

// Serve answers one request.
func (f *Fake) Serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	path := strings.TrimPrefix(r.URL.Path, "/cgi-bin/")
	q := r.URL.Query()
	f.Mu.Lock()
	if path == "gettoken" {
		secret := q.Get("corpsecret")
		f.Tokens[secret]++
		n := f.Tokens[secret]
		on := f.OnToken
		f.Mu.Unlock()
		if on != nil {
			on(secret, n)(w)
			return
		}
		OK(fmt.Sprintf(`{"errcode":0,"errmsg":"ok","access_token":"%s","expires_in":7200}`, TokenOf(secret, n)))(w)
		return
	}
	s := Seen{Method: r.Method, Path: path, Body: string(body), Token: q.Get("access_token")}
	q.Del("access_token")
	s.Query = q.Encode()
	f.Requests = append(f.Requests, s)
	list := f.Script[path]
	if len(list) == 0 {
		f.Mu.Unlock()
		f.T.Errorf("unexpected request %s", s)
		w.WriteHeader(http.StatusNotFound)
		return
	}
	a := list[0]
	if len(list) > 1 {
		f.Script[path] = list[1:]
	}
	losing := f.lose[path] > 0
	if losing {
		f.lose[path]--
	}
	f.Mu.Unlock()
	if losing {
		Lost(w)
	}
	a(w)
}

// TokenOf is the n-th token of a secret.
func TokenOf(secret string, n int) string {
	name := "app"
	if secret == CanaryContacts {
		name = "contacts"
	}
	return fmt.Sprintf("%s%s-%d", CanaryToken, name, n)
}

// On sets the answers of a path; the last one repeats.
func (f *Fake) On(path string, answers ...Answer) *Fake {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.Script[path] = answers
	return f
}

// Got returns the business requests so far, as text.
func (f *Fake) Got() []string {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	var out []string
	for _, s := range f.Requests {
		out = append(out, s.String())
	}
	return out
}

// Credentials returns which token each business request had.
func (f *Fake) Credentials() []string {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	var out []string
	for _, s := range f.Requests {
		out = append(out, strings.TrimPrefix(s.Token, CanaryToken))
	}
	return out
}

// TokenCalls counts the calls of gettoken.
func (f *Fake) TokenCalls() int {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	n := 0
	for _, v := range f.Tokens {
		n += v
	}
	return n
}

// Advance moves the clock.
func (f *Fake) Advance(d time.Duration) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.Time = f.Time.Add(d)
}

// LoseReply makes the fake carry out the next n calls of path unseen.
func (f *Fake) LoseReply(path string, n int) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.lose[path] = n
}

// Now is the clock of a client under test.
func (f *Fake) Now() time.Time {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	return f.Time
}

// Sleep moves the clock.
func (f *Fake) Sleep(ctx context.Context, d time.Duration) error {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.Slept = append(f.Slept, d)
	f.Time = f.Time.Add(d)
	return ctx.Err()
}

// Truncated sends half of an answer.
func Truncated(body string) Answer {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		_, _ = io.Copy(w, bytes.NewReader([]byte(body[:len(body)/2])))
	}
}
