// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package core is the engine of the client: it carries calls to WeCom's server API (企业微信服务端 API) for one corp, and
// knows no object of it. What is called, what an errcode means there and what absence looks like is said by the
// families, which import this package and are never imported by it.
package core

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// DefaultEndpoint is WeCom's public API; private deployments have their own.
const DefaultEndpoint = "https://qyapi.weixin.qq.com"

// Config says which corp to talk to, with which secrets, and how hard.
type Config struct {
	Endpoint       string // default DefaultEndpoint; a base path is kept
	CorpID         string
	Secret         string // of the self-built app
	ContactsSecret string // of 通讯录同步
	UserAgent      string // default terraform-provider-wecom
	// MaxAPICapacity is the share of WeCom's quota per API that this client may use, in percent from 1 to 100; 0 means 50.
	MaxAPICapacity int
	HTTPClient     *http.Client // nil: a client of our own with proxy variables and TLS 1.2
	Retry          RetryPolicy
	Journal        *Journal // nil: creates of a killed run are not recognised by the next one
	// LoopbackOnly refuses every endpoint but one of this machine, so that a rehearsal cannot reach a real corp.
	LoopbackOnly bool
	// Blocked is told once a block that WeCom lets in no more calls of an endpoint for now (45009), and for how long
	// they are held back. It may be called from several goroutines; nil: nobody is told.
	Blocked func(path string, wait time.Duration)
}

// EnvForbidReal is the environment variable behind Config.LoopbackOnly.
const EnvForbidReal = "WECOM_FORBID_REAL_ENDPOINT"

// ErrRealEndpoint says that the endpoint is not on this machine, with Config.LoopbackOnly.
var ErrRealEndpoint = errors.New("the endpoint is not on this machine")

// ForbidsReal reads the value of EnvForbidReal: everything but a word for no forbids.
func ForbidsReal(value string) bool {
	value = strings.TrimSpace(value)
	on, err := strconv.ParseBool(value)
	return value != "" && (on || err != nil)
}

// RetryPolicy bounds repetition. A zero field means its default, a negative one means none.
type RetryPolicy struct {
	MaxRetries         int           // after -1, lost answers and failed connections; 3 (doc 90313 for -1)
	MaxConflictRetries int           // after 6000, 45033, 45035, 45036; 6
	BaseDelay          time.Duration // upper end of the first random pause, doubled each time; 1 s
	MaxDelay           time.Duration // upper end of any pause; 20 s
	AttemptTimeout     time.Duration // of one HTTP exchange; 15 s
	BlockTime          time.Duration // wait after 45009, at most twice; 60 s (doc 90312). None: it is not asked again
	LagTime            time.Duration // how long "not found" is doubted for what this client just made; 10 s
	GatherTime         time.Duration // how long a write waits for others that fit into its call; 500 ms
}

func (p RetryPolicy) withDefaults() RetryPolicy {
	number := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
		*v = max(*v, 0)
	}
	span := func(v *time.Duration, d time.Duration) {
		if *v == 0 {
			*v = d
		}
		*v = max(*v, 0)
	}
	number(&p.MaxRetries, 3)
	number(&p.MaxConflictRetries, 6)
	span(&p.BaseDelay, time.Second)
	span(&p.MaxDelay, 20*time.Second)
	if p.AttemptTimeout <= 0 {
		p.AttemptTimeout = 15 * time.Second
	}
	span(&p.BlockTime, time.Minute)
	span(&p.LagTime, 10*time.Second)
	span(&p.GatherTime, 500*time.Millisecond)
	return p
}

// Client is safe for use by many goroutines.
type Client struct {
	corpID    string
	base      *url.URL
	userAgent string
	http      *http.Client
	retry     RetryPolicy
	logins    map[Credential]*Login
	secrets   *redactor
	pace      *pacer
	blocked   func(path string, wait time.Duration)
	notices   sync.Map
	told      Told
	recent    recentlyMade
	known     knownIDs
	creates   Turns
	skew      clockSkew
	journal   *journalSession
	outdated  map[*Endpoint][]func() // what to tell when a write has ended

	// Replaced in tests, so that none of them sleeps.
	Now    func() time.Time
	Sleep  func(ctx context.Context, d time.Duration) error
	Gather func(ctx context.Context, crowd <-chan struct{}) bool
}

// New checks cfg and returns a client. It sends nothing.
func New(cfg Config) (*Client, error) {
	base, err := parseEndpoint(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	if cfg.LoopbackOnly && !isLoopback(base.Hostname()) {
		return nil, fmt.Errorf("%w: %s is set, and the endpoint is %s", ErrRealEndpoint, EnvForbidReal, base)
	}
	if cfg.CorpID == "" {
		return nil, errors.New("corp_id is empty")
	}
	if cfg.Secret == "" && cfg.ContactsSecret == "" {
		return nil, errors.New("neither secret nor contacts_secret is set")
	}
	for _, v := range []struct{ name, value string }{
		{"corp_id", cfg.CorpID}, {"secret", cfg.Secret}, {"contacts_secret", cfg.ContactsSecret},
	} {
		// A newline read along with a secret would be a wrong secret, and wrong secrets get the calling address banned.
		if v.value != strings.TrimSpace(v.value) {
			return nil, fmt.Errorf("%s begins or ends with a blank or a line break", v.name)
		}
	}
	if cfg.MaxAPICapacity == 0 {
		cfg.MaxAPICapacity = 50
	}
	if cfg.MaxAPICapacity < 1 || cfg.MaxAPICapacity > 100 {
		return nil, fmt.Errorf("max_api_capacity is %d; it must be a percentage from 1 to 100", cfg.MaxAPICapacity)
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = "terraform-provider-wecom"
	}
	c := &Client{
		corpID:    cfg.CorpID,
		base:      base,
		userAgent: cfg.UserAgent,
		http:      httpClient(cfg.HTTPClient),
		retry:     cfg.Retry.withDefaults(),
		secrets:   &redactor{},
		pace:      newPacer(cfg.MaxAPICapacity),
		blocked:   cfg.Blocked,
		outdated:  map[*Endpoint][]func(){},
		Now:       time.Now,
		Sleep:     sleepContext,
		Gather:    gatherCrowd,
		journal:   cfg.Journal.session(cfg.CorpID),
	}
	c.logins = c.newLogins(cfg.Secret, cfg.ContactsSecret)
	for _, name := range proxyVariables {
		c.secrets.addUserinfo(os.Getenv(name))
	}
	return c, nil
}

func (c *Client) newLogins(app, contacts string) map[Credential]*Login {
	logins := map[Credential]*Login{}
	for _, v := range []struct {
		name   Credential
		secret string
	}{{CredentialApp, app}, {CredentialContacts, contacts}} {
		switch {
		case v.secret == "":
		case v.name == CredentialContacts && v.secret == app:
			// One secret written twice has one token.
			logins[v.name] = &Login{name: v.name, token: logins[CredentialApp].token}
		default:
			c.secrets.add(v.secret)
			logins[v.name] = &Login{name: v.name, token: &tokenSource{c: c, name: v.name, secret: hide(v.secret)}}
		}
	}
	return logins
}

// parseEndpoint accepts https anywhere and http on loopback only: tokens travel in the URL.
func parseEndpoint(s string) (*url.URL, error) {
	if s == "" {
		s = DefaultEndpoint
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return nil, errors.New("endpoint is not a URL such as " + DefaultEndpoint)
	}
	switch {
	case u.User != nil:
		return nil, errors.New("endpoint must not hold a user name or password")
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#"):
		return nil, errors.New("endpoint must not hold a query or fragment")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Errorf("endpoint has scheme %q; it must be https", u.Scheme)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, fmt.Errorf("endpoint must be https: tokens would travel to %s in the clear (http is accepted for loopback addresses only)", u.Host)
	}
	// The official base is often written with /cgi-bin; every path adds it.
	p := strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/cgi-bin")
	return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimRight(p, "/")}, nil
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.Unmap().IsLoopback()
}

func httpClient(given *http.Client) *http.Client {
	var h http.Client
	if given != nil {
		h = *given
	} else {
		h.Transport = &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout: 10 * time.Second,
			ForceAttemptHTTP2:   true,
			MaxIdleConns:        16,
			MaxIdleConnsPerHost: 16,
			IdleConnTimeout:     60 * time.Second,
		}
	}
	// A redirect would carry the token along.
	h.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &h
}

// proxyVariables may hold a password, which errors about a malformed proxy address repeat.
var proxyVariables = []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"}

func sleepContext(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// CorpID returns the corp this client talks to.
func (c *Client) CorpID() string { return c.corpID }

// Notice names something a user should be told once per run.
type Notice string

// TakeNotice returns true exactly once per client and notice, to the caller that is to show it.
func (c *Client) TakeNotice(n Notice) bool {
	_, taken := c.notices.LoadOrStore(n, true)
	return !taken
}

// set tells whether a secret is there, without telling it.
func set(s string) string {
	if s == "" {
		return "unset"
	}
	return "set"
}

// String describes the configuration without its secrets.
func (cfg Config) String() string {
	return fmt.Sprintf("client.Config{Endpoint:%q CorpID:%q Secret:%s ContactsSecret:%s UserAgent:%q MaxAPICapacity:%d}",
		cfg.Endpoint, cfg.CorpID, set(cfg.Secret), set(cfg.ContactsSecret), cfg.UserAgent, cfg.MaxAPICapacity)
}

// Format keeps secrets out of every verb.
func (cfg Config) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(cfg.String())) }

// LogValue keeps secrets out of structured logs.
func (cfg Config) LogValue() slog.Value { return slog.StringValue(cfg.String()) }

// MarshalJSON keeps secrets out of loggers that print JSON.
func (cfg Config) MarshalJSON() ([]byte, error) { return json.Marshal(cfg.String()) }

// String describes the client without its secrets and tokens.
func (c *Client) String() string {
	return fmt.Sprintf("client.Client{Endpoint:%q CorpID:%q}", c.base, c.corpID)
}

// Format keeps secrets out of every verb.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(c.String())) }

// LogValue keeps secrets out of structured logs.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON keeps secrets out of loggers that print JSON.
func (c *Client) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }
