// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Plain http is for loopback only, and a name that merely looks like it is not.
func TestEndpoint_httpsOffLoopback(t *testing.T) {
	for endpoint, accepted := range map[string]bool{
		"": true, "https://qyapi.weixin.qq.com": true, "https://wecom.example.com/base/cgi-bin/": true,
		"http://127.0.0.1:8080": true, "http://[::1]:8080": true, "http://[::1]": true, "http://localhost:1": true, "http://127.9.9.9": true,
		"http://qyapi.weixin.qq.com": false, "http://127.0.0.1.evil.com": false, "http://localhost.evil.com": false, "http://evil.com#127.0.0.1": false,
		"http://127.0.0.1@evil.com": false, "https://user:pass@wecom.example.com": false, "http://localhost:80@evil.com/": false,
		"http://0.0.0.0": false, "http://10.0.0.1": false, "http://[::]": false, "http://[fe80::1]": false, "http://2130706433": false, "http://0x7f.1": false,
		"http://127.1": false, "http://localhost.": false, "ftp://localhost": false, "//localhost": false, "localhost:80": false, "http://": false, "file:///etc/passwd": false,
		"https://wecom.example.com?access_token=x": false, "https://wecom.example.com/#x": false, "HTTP://evil.com": false,
	} {
		_, err := New(Config{Endpoint: endpoint, CorpID: "ww", Secret: "secret"})
		if (err == nil) != accepted {
			t.Errorf("%q: got %v, want accepted %v", endpoint, err, accepted)
		}
		if err != nil && strings.Contains(err.Error(), "pass") && strings.Contains(endpoint, "user:pass") && strings.Contains(err.Error(), "user:pass") {
			t.Errorf("%q: the password is in %v", endpoint, err)
		}
	}
}

// Neither token nor secret follows a redirect, wherever it leads.
func TestRedirect_isNeverFollowed(t *testing.T) {
	visits := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visits++ }))
	defer other.Close()
	for _, code := range []int{301, 302, 303, 307, 308} {
		for _, path := range []string{"gettoken", thingGet.Path} {
			for _, to := range []string{other.URL, "", "http://evil.example.com", "//evil.example.com"} {
				calls := 0
				srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if !strings.HasSuffix(r.URL.Path, "/"+path) {
						if strings.HasSuffix(r.URL.Path, "/"+"gettoken") {
							_, _ = w.Write(goodToken())
							return
						}
						t.Errorf("unexpected call of %s", r.URL.Path)
					}
					calls++
					w.Header().Set("Location", to+"/elsewhere?"+r.URL.RawQuery)
					w.WriteHeader(code)
				}))
				c := newFake(t).client(func(cfg *Config) { cfg.Endpoint = srv.URL })
				c.secrets.add("CANARY")
				err := get2(t, c)
				srv.Close()
				if err == nil || !strings.Contains(err.Error(), "redirects") || calls != 1 {
					t.Errorf("%d on %s to %q: %v after %d calls", code, path, to, err, calls)
					continue
				}
				presentable(t, err)
			}
		}
	}
	if visits != 0 {
		t.Errorf("%d requests followed a redirect", visits)
	}
}

// From https a redirect to plain http would carry the token in the clear.
func TestRedirect_neverFromHTTPSToHTTP(t *testing.T) {
	for _, path := range []string{"gettoken", thingGet.Path} {
		visits, calls := 0, 0
		plain := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visits++ }))
		safe := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "/"+path) {
				_, _ = w.Write(goodToken())
				return
			}
			calls++
			http.Redirect(w, r, plain.URL+r.URL.RequestURI(), http.StatusTemporaryRedirect)
		}))
		c := newFake(t).client(func(cfg *Config) { cfg.Endpoint, cfg.HTTPClient = safe.URL, safe.Client() })
		err := get2(t, c)
		safe.Close()
		plain.Close()
		if err == nil || !strings.Contains(err.Error(), "redirects") || calls != 1 || visits != 0 {
			t.Errorf("%s: %v after %d calls, %d of them plain", path, err, calls, visits)
		}
	}
}

// The transport checks certificates, honours proxies, and takes no old TLS.
func TestTransport_isStrict(t *testing.T) {
	tr, ok := httpClient(nil).Transport.(*http.Transport)
	if !ok {
		t.Fatalf("%T", httpClient(nil).Transport)
	}
	if tr.TLSClientConfig.InsecureSkipVerify || tr.TLSClientConfig.MinVersion < tls.VersionTLS12 || tr.Proxy == nil {
		t.Errorf("verification off %v, lowest TLS %x, proxies %v", tr.TLSClientConfig.InsecureSkipVerify, tr.TLSClientConfig.MinVersion, tr.Proxy != nil)
	}
}

// A proxy's password is redacted, also from an address that cannot be parsed.
func TestProxy_passwordIsRedacted(t *testing.T) {
	for _, proxy := range []string{"http://user:hunter2pw@proxy.example.com:3128", "http://user:hunter2pw@bad host", "user:hunter2pw@proxy:1", "http://user:hunter2pw@%zz"} {
		t.Setenv("HTTPS_PROXY", proxy)
		c := newFake(t).client()
		text := c.secrets.clean(fmt.Sprintf("invalid proxy address %q: parse %s", proxy, proxy))
		if strings.Contains(text, "hunter2pw") {
			t.Errorf("the password is in %q", text)
		}
	}
}
