// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

const redacted = "***"

// minSecret keeps absurdly short test secrets from shredding every message.
const minSecret = 4

// secretPairs catches secrets that were never registered, such as a token
// issued to somebody else and echoed by a proxy.
var secretPairs = regexp.MustCompile(`(?i)((?:access_token|corpsecret|suite_access_token|provider_access_token)(?:"|&#34;|&quot;|%22)?\s*(?:=|:|%3D|%3A)\s*(?:"|&#34;|&quot;|%22)?)[^&\s"'<>,;}\]]+`)

// redactor removes every secret it has been told, in each spelling in which a
// server or a library may echo it.
type redactor struct {
	mu    sync.RWMutex
	known map[string]bool
	forms []string
}

func (r *redactor) add(secret string) {
	if len(secret) < minSecret {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known[secret] {
		return
	}
	if r.known == nil {
		r.known = map[string]bool{}
	}
	r.known[secret] = true
	quoted, _ := json.Marshal(secret)
	for _, f := range []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret),
		html.EscapeString(secret), strings.Trim(string(quoted), `"`),
	} {
		if !slices.Contains(r.forms, f) {
			r.forms = append(r.forms, f)
		}
	}
	// Longest first, so that one secret inside another leaves no rest.
	slices.SortFunc(r.forms, func(a, b string) int { return len(b) - len(a) })
}

// clean returns s without secrets.
func (r *redactor) clean(s string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, f := range r.forms {
		s = strings.ReplaceAll(s, f, redacted)
	}
	return secretPairs.ReplaceAllString(s, "${1}"+redacted)
}

// all returns the spellings to be masked in logs.
func (r *redactor) all() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.forms)
}
