// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"
)

type headerRecorder struct{ lines []string }

func (h *headerRecorder) RoundTrip(r *http.Request) (*http.Response, error) {
	h.lines = append(h.lines, r.Header.Get("User-Agent")+"|"+r.Header.Get("Content-Type")+"|"+r.Header.Get("Authorization"))
	return http.DefaultTransport.RoundTrip(r)
}

// noCanary fails when any way of printing v shows a secret.
func noCanary(t *testing.T, v any) {
	t.Helper()
	texts := []string{fmt.Sprint(v)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		texts = append(texts, fmt.Sprintf(verb, v))
	}
	for e, ok := v.(error); ok && e != nil; e = errors.Unwrap(e) {
		texts = append(texts, e.Error(), fmt.Sprintf("%#v", e))
	}
	if b, err := json.Marshal(v); err == nil {
		texts = append(texts, string(b))
	}
	for _, s := range texts {
		if strings.Contains(s, "CANARY") || strings.Contains(s, fmt.Sprintf("%x", "CANARY")) {
			t.Fatalf("secret in %s", s)
		}
	}
}

func TestRedact_configAndClient(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, ok(oneDepartment))
	c := f.client()
	if _, err := c.Departments.Get(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	cfg := f.config()
	noCanary(t, cfg)
	noCanary(t, &cfg)
	noCanary(t, map[string]any{"cfg": cfg, "client": c})
	noCanary(t, c)
	noCanary(t, c.Departments)
	noCanary(t, *c.Departments)
	noCanary(t, c.Members)
	noCanary(t, *c.CustomerTags)
	noCanary(t, struct{ C, D any }{c, cfg})
	noCanary(t, cfg.LogValue())
	noCanary(t, c.LogValue())
}

// echo repeats all that it knows about a request, as debugging pages do.
func echo(w http.ResponseWriter, r *http.Request, code int, contentType string, form string) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(code)
	_, _ = fmt.Fprintf(w, form, r.URL.String())
}

// Every kind of error, from a server that echoes URL and token everywhere.
func TestRedact_everyErrorAndLogLine(t *testing.T) {
	forms := map[string]func(http.ResponseWriter, *http.Request){
		"html 502": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 502, "text/html", "<html>upstream %s failed</html>")
		},
		"html 200": func(w http.ResponseWriter, r *http.Request) { echo(w, r, 200, "text/html", "<p>%s</p>") },
		"html 403": func(w http.ResponseWriter, r *http.Request) { echo(w, r, 403, "text/html", "%s") },
		"type": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 200, "text/x; t="+r.URL.Query().Get("access_token"), "%s")
		},
		"errmsg": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 200, "application/json", `{"errcode":40058,"errmsg":"bad %s, hint: [CANARY], from ip: 1.2.3.4"}`)
		},
		"shape": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r, 200, "application/json", `{"errcode":0,"department":{"id":"%s"},"tag_group":7,"id":"x","userlist":7,"dept_user":7}`)
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://other.example.com"+r.URL.String(), http.StatusMovedPermanently)
		},
		"broken": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"truncated": func(w http.ResponseWriter, _ *http.Request) {
			truncated(`{"errcode":0,"errmsg":"access_token=CANARY-x"}`)(w)
		},
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "gettoken") {
					ok(`{"errcode":0,"access_token":"CANARY+token/==&<1>","expires_in":7200}`)(w)
					return
				}
				form(w, r)
			}))
			defer srv.Close()
			f := newFake(t)
			var log bytes.Buffer
			ctx := tflogtest.RootLogger(t.Context(), &log)
			for _, m := range methods {
				// What WeCom calls a hint is no secret unless it is one.
				c := f.client(func(cfg *Config) { cfg.Endpoint, cfg.ContactsSecret = srv.URL, "CANARY" })
				_, err := m.call(ctx, c)
				if err == nil && name != "shape" { // edits have no shape
					t.Errorf("%s: no error", m.name)
				}
				if err != nil {
					noCanary(t, err)
					if x, ok := Explain(err); ok {
						noCanary(t, x)
					}
				}
			}
			if log.Len() == 0 || !strings.Contains(log.String(), `"path":"gettoken"`) {
				t.Fatalf("the log says nothing: %s", log.String())
			}
			noCanary(t, log.String())
		})
	}
}

// gettoken's own errors carry corpsecret in the URL.
func TestRedact_tokenErrors(t *testing.T) {
	for name, a := range map[string]answer{
		"refused": fail(40001), "html": status(500, "text/html", "corpsecret="+canaryApp), "broken": lost,
	} {
		f := newFake(t)
		f.OnToken = func(string, int) answer { return a }
		var log bytes.Buffer
		_, err := f.client().Departments.Get(tflogtest.RootLogger(t.Context(), &log), 2)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		noCanary(t, err)
		noCanary(t, log.String())
	}
}

func TestLog_oneLinePerAttempt(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, fail(-1), ok(oneDepartment))
	var log bytes.Buffer
	if _, err := f.client().Departments.Get(tflogtest.RootLogger(t.Context(), &log), 2); err != nil {
		t.Fatal(err)
	}
	lines, err := tflogtest.MultilineJSONDecode(io.Reader(&log))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%v %v %v %v %v %v", l["@level"], l["method"], l["path"], l["credential"], l["attempt"], l["errcode"]))
		if _, ok := l["duration_ms"]; !ok {
			t.Errorf("no duration in %v", l)
		}
	}
	want := "debug GET gettoken secret 1 0\ndebug GET department/get secret 1 -1\ndebug GET department/get secret 2 0"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}
