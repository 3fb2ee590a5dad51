// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

var testTime = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// caller speaks plain HTTP to one emulator.
type caller struct {
	t   *testing.T
	srv *Server
	url string
}

func start(t *testing.T, corp Corp, opts ...Option) *caller {
	t.Helper()
	srv := New(corp, append([]Option{WithFrozenClock(testTime)}, opts...)...)
	return serve(t, srv)
}

func serve(t *testing.T, srv *Server) *caller {
	t.Helper()
	web := httptest.NewServer(srv)
	t.Cleanup(web.Close)
	return &caller{t, srv, web.URL}
}

type reply map[string]any

func (r reply) code() int { return int(r["errcode"].(float64)) }

func (r reply) msg() string { return r["errmsg"].(string) }

// obj returns the object under key, as a reply.
func (r reply) obj(key string) reply { return reply(r[key].(map[string]any)) }

// list returns the objects under key.
func (r reply) list(key string) []reply {
	out := []reply{}
	for _, v := range r[key].([]any) {
		out = append(out, reply(v.(map[string]any)))
	}
	return out
}

func (c *caller) token(secret string) string {
	c.t.Helper()
	r := c.do("GET", "gettoken", url.Values{"corpid": {c.srv.Corp().CorpID}, "corpsecret": {secret}}, "")
	if r.code() != 0 {
		c.t.Fatalf("gettoken: %v", r)
	}
	return r["access_token"].(string)
}

// raw sends one call and returns the HTTP answer and its body.
func (c *caller) raw(method, path string, query url.Values, body string) (*http.Response, []byte, error) {
	c.t.Helper()
	req, err := http.NewRequest(method, c.url+"/cgi-bin/"+path+"?"+query.Encode(), strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	return resp, out, err
}

func (c *caller) do(method, path string, query url.Values, body string) reply {
	c.t.Helper()
	resp, raw, err := c.raw(method, path, query, body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	var out reply
	if err := json.Unmarshal(raw, &out); err != nil {
		c.t.Fatalf("%s %s: HTTP %d, body %q: %v", method, path, resp.StatusCode, raw, err)
	}
	return out
}

// post calls path with the app's token; get does with query keys and values in turn.
func (c *caller) post(secret, path, body string) reply {
	c.t.Helper()
	return c.do("POST", path, url.Values{"access_token": {c.token(secret)}}, body)
}

func (c *caller) get(secret, path string, query ...string) reply {
	c.t.Helper()
	values := url.Values{"access_token": {c.token(secret)}}
	for i := 0; i < len(query); i += 2 {
		values.Set(query[i], query[i+1])
	}
	return c.do("GET", path, values, "")
}

func wantCode(t *testing.T, r reply, code int) {
	t.Helper()
	if r.code() != code {
		t.Fatalf("errcode %d (%s), want %d", r.code(), r.msg(), code)
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

func asJSON(v any) string { return string(core.Encode(v)) }
