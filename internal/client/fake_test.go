// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// Canaries: none of them may ever show up in an error or a log line.
const (
	canaryApp      = "CANARY-app-secret-0001"
	canaryContacts = "CANARY-contacts-secret-0002"
	canaryToken    = "CANARY-token-of-" // + secret's name and number
)

// seen is one request as the server got it, without its token.
type seen struct {
	Method, Path, Query, Body, Token string
}

func (s seen) String() string {
	q := s.Query
	if q != "" {
		q = "?" + q
	}
	return strings.TrimSpace(s.Method + " " + s.Path + q + " " + s.Body)
}

// answer writes one answer; helpers below build them.
type answer func(w http.ResponseWriter)

func ok(body string) answer {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		_, _ = io.WriteString(w, body)
	}
}

func fail(code int) answer {
	return ok(fmt.Sprintf(`{"errcode":%d,"errmsg":"text of %d, hint: [1700000000123456789012345], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=%d","department_id":[],"dept_user":[]}`, code, code, code))
}

func status(code int, contentType, body string) answer {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

// lost breaks the connection after the request was read.
func lost(http.ResponseWriter) { panic(http.ErrAbortHandler) }

// fake is a WeCom with scripted answers and a clock that only sleeping moves.
type fake struct {
	t   *testing.T
	srv *httptest.Server

	mu       sync.Mutex
	script   map[string][]answer
	requests []seen
	tokens   map[string]int // gettoken calls by secret
	onToken  func(secret string, n int) answer
	now      time.Time
	slept    []time.Duration
}

func newFake(t *testing.T) *fake {
	t.Helper()
	f := &fake{t: t, script: map[string][]answer{}, tokens: map[string]int{}, now: time.Now()}
	f.srv = httptest.NewServer(http.HandlerFunc(f.serve))
	f.srv.Config.ErrorLog = nil
	t.Cleanup(f.srv.Close)
	return f
}

func (f *fake) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	path := strings.TrimPrefix(r.URL.Path, "/cgi-bin/")
	q := r.URL.Query()
	f.mu.Lock()
	if path == pathToken {
		secret := q.Get("corpsecret")
		f.tokens[secret]++
		n := f.tokens[secret]
		on := f.onToken
		f.mu.Unlock()
		if on != nil {
			on(secret, n)(w)
			return
		}
		ok(fmt.Sprintf(`{"errcode":0,"errmsg":"ok","access_token":"%s","expires_in":7200}`, tokenOf(secret, n)))(w)
		return
	}
	s := seen{Method: r.Method, Path: path, Body: string(body), Token: q.Get("access_token")}
	q.Del("access_token")
	s.Query = q.Encode()
	f.requests = append(f.requests, s)
	list := f.script[path]
	if len(list) == 0 {
		f.mu.Unlock()
		f.t.Errorf("unexpected request %s", s)
		w.WriteHeader(http.StatusNotFound)
		return
	}
	a := list[0]
	if len(list) > 1 {
		f.script[path] = list[1:]
	}
	f.mu.Unlock()
	a(w)
}

// tokenOf is the n-th token of a secret.
func tokenOf(secret string, n int) string {
	name := "app"
	if secret == canaryContacts {
		name = "contacts"
	}
	return fmt.Sprintf("%s%s-%d", canaryToken, name, n)
}

// on sets the answers of a path; the last one repeats.
func (f *fake) on(path string, answers ...answer) *fake {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.script[path] = answers
	return f
}

// got returns the business requests so far, as text.
func (f *fake) got() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, s := range f.requests {
		out = append(out, s.String())
	}
	return out
}

func (f *fake) credentials() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, s := range f.requests {
		out = append(out, strings.TrimPrefix(s.Token, canaryToken))
	}
	return out
}

func (f *fake) tokenCalls() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, v := range f.tokens {
		n += v
	}
	return n
}

func (f *fake) config() Config {
	return Config{
		Endpoint: f.srv.URL, CorpID: "wwcorp", Secret: canaryApp, ContactsSecret: canaryContacts,
		UserAgent: "terraform-provider-wecom/test", MaxAPICapacity: 100,
	}
}

// client returns a client on the fake's clock.
func (f *fake) client(change ...func(*Config)) *Client {
	f.t.Helper()
	cfg := f.config()
	for _, c := range change {
		c(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		f.t.Fatal(err)
	}
	f.attach(c)
	return c
}

func (f *fake) attach(c *Client) {
	c.now = func() time.Time {
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.now
	}
	c.sleep = func(ctx context.Context, d time.Duration) error {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.slept = append(f.slept, d)
		f.now = f.now.Add(d)
		return ctx.Err()
	}
}

func appOnly(c *Config)      { c.ContactsSecret = "" }
func contactsOnly(c *Config) { c.Secret = "" }

func (f *fake) advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
}

// cutProxy stands between client and fake and breaks connections of the paths
// it is told, after passing the request on: what WeCom did is done.
type cutProxy struct {
	target *url.URL
	mu     sync.Mutex
	cut    map[string]int
}

// loseReply makes the fake carry out the next n calls of path unseen.
func (f *fake) loseReply(c *Client, path string, n int) {
	target, err := url.Parse(f.srv.URL)
	if err != nil {
		f.t.Fatal(err)
	}
	c.http.Transport = &cutProxy{target: target, cut: map[string]int{path: n}}
}

func (p *cutProxy) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	path := strings.TrimPrefix(r.URL.Path, "/cgi-bin/")
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cut[path] > 0 {
		p.cut[path]--
		_ = resp.Body.Close()
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: io.ErrUnexpectedEOF}
	}
	return resp, nil
}

// truncated sends half of an answer.
func truncated(body string) answer {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		_, _ = io.Copy(w, bytes.NewReader([]byte(body[:len(body)/2])))
	}
}

func ptr[T any](v T) *T { return &v }

// refuseToken answers 42001 to one token and passes everything else on.
type refuseToken string

func (r refuseToken) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Query().Get("access_token") == string(r) {
		w := httptest.NewRecorder()
		fail(42001)(w)
		return w.Result(), nil
	}
	return http.DefaultTransport.RoundTrip(req)
}
