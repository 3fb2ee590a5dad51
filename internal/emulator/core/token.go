// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	tokenLife = 7200 * time.Second
	// wrongSecretLimit failures from one IP within wrongSecretWindow ban the IP for as long (§2).
	wrongSecretLimit  = 2000
	wrongSecretWindow = time.Hour
)

// token is an issued access_token. dead is the errcode it answers once it is no longer good.
type token struct {
	app     string
	expires time.Time
	dead    int
}

// tokens are the tokens issued by this process; after a restart all earlier ones answer 40014.
type tokens struct {
	issued  map[string]*token
	current map[string]string // app name -> its token
	salt    string
	count   int
	wrong   map[string][]time.Time // ip -> wrong secrets within the window
	banned  map[string]time.Time   // ip -> end of the ban
}

// familyToken are the paths of the engine itself.
const familyToken = "token"

func tokenRoutes() []Route {
	list := []string{"ip_list"}
	return []Route{
		{Method: "GET", Path: "gettoken", Page: 91039, Family: familyToken, Open: true, Query: []string{"corpid", "corpsecret"}, Handle: getToken},
		{Method: "GET", Path: "get_api_domain_ip", Page: 92520, Family: familyToken, By: Anyone, Empty: list, Handle: ipList},
		{Method: "GET", Path: "getcallbackip", Page: 92521, Family: familyToken, By: Anyone, Empty: list, Handle: ipList},
	}
}

func ipList(*Call) (any, error) {
	return struct {
		List []string `json:"ip_list"`
	}{[]string{"198.51.100.10", "198.51.100.11"}}, nil
}

// getToken checks in the order observed: 41004, 41002, 40013, 40001.
func getToken(c *Call) (any, error) {
	s, now := c.srv, c.srv.clock.now()
	if until, ok := s.tokens.banned[c.IP]; ok && now.Before(until) {
		return nil, Fail(45009)
	}
	switch {
	case c.Query["corpsecret"] == "":
		return nil, Fail(41004)
	case c.Query["corpid"] == "":
		return nil, Fail(41002)
	case c.Query["corpid"] != s.world.Engine().CorpID:
		return nil, Fail(40013)
	}
	app := s.world.Engine().appBySecret(c.Query["corpsecret"])
	if app == nil || app.Disabled {
		s.tokens.wrongSecret(c.IP, now)
		return nil, Fail(40001)
	}
	text, issued := s.tokens.forApp(app.Name, now)
	remaining := int64(issued.expires.Sub(now) / time.Second)
	if s.families.Engine().ConstantExpiresIn {
		remaining = int64(tokenLife / time.Second)
	}
	return struct {
		Token   string `json:"access_token"`
		Expires int64  `json:"expires_in"`
	}{text, remaining}, nil
}

func newTokens(salt string) *tokens {
	return &tokens{
		issued: map[string]*token{}, current: map[string]string{}, salt: salt,
		wrong: map[string][]time.Time{}, banned: map[string]time.Time{},
	}
}

func (t *tokens) wrongSecret(ip string, now time.Time) {
	recent := t.wrong[ip]
	recent = append(recent, now)
	for len(recent) > 0 && now.Sub(recent[0]) >= wrongSecretWindow {
		recent = recent[1:]
	}
	if len(recent) >= wrongSecretLimit {
		t.banned[ip] = now.Add(wrongSecretWindow)
		recent = nil
	}
	t.wrong[ip] = recent
}

// forApp answers the same token while it is valid; asking again does not extend its life.
func (t *tokens) forApp(app string, now time.Time) (string, *token) {
	if text, ok := t.current[app]; ok {
		if old := t.issued[text]; old.dead == 0 && now.Before(old.expires) {
			return text, old
		}
	}
	t.count++
	// Real tokens are 200 to 400 characters of base64url.
	var text strings.Builder
	for i := range 5 {
		sum := sha256.Sum256([]byte(t.salt + app + "/" + strconv.Itoa(t.count) + "/" + strconv.Itoa(i)))
		text.WriteString(base64.RawURLEncoding.EncodeToString(sum[:]))
	}
	issued := &token{app: app, expires: now.Add(tokenLife)}
	t.issued[text.String()], t.current[app] = issued, text.String()
	return text.String(), issued
}

// kill makes the app's tokens answer code from now on.
func (t *tokens) kill(app string, code int) {
	for _, issued := range t.issued {
		if issued.app == app && issued.dead == 0 {
			issued.dead = code
		}
	}
}

// ExpireTokens ends all tokens early: their next use answers code (40014 or 42001), gettoken issues new ones.
func (s *Server) ExpireTokens(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, issued := range s.tokens.issued {
		if issued.dead == 0 {
			issued.dead = code
		}
	}
}

// Tokens returns every token issued so far, so that a test can search logs for them.
func (s *Server) Tokens() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.tokens.issued))
}

// KillTokens ends the tokens of an app: they answer code from now on. It is for edits, which hold the lock.
func (s *Server) KillTokens(app string, code int) { s.tokens.kill(app, code) }
