// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
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

// secretPairs catches secrets that were never registered, such as a token issued to somebody else and echoed by a
// proxy.
var secretPairs = regexp.MustCompile(`(?i)((?:access_token|corpsecret)(?:\\*"|&#34;|&quot;|%22)?\s*(?:=|:|%3D|%3A|&#61;|\\u003d)\s*(?:\\*"|&#34;|&quot;|%22)?)[^&\s"'<>,;}\]\\]+`)

// redactor removes every secret it has been told, in each spelling in which a server or a library may echo it.
type redactor struct {
	mu    sync.RWMutex
	known []string
	forms []string // spellings, longest first, so that one secret inside another leaves no rest
}

func (r *redactor) add(secret string) {
	if len(secret) < minSecret {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if slices.Contains(r.known, secret) {
		return
	}
	query, path, raw := url.QueryEscape(secret), url.PathEscape(secret), []byte(secret)
	forms := []string{
		secret, query, lowerEscapes(query), path, lowerEscapes(path),
		html.EscapeString(secret), inJSON(secret, true), inJSON(secret, false),
		hex.EncodeToString(raw), strings.ToUpper(hex.EncodeToString(raw)),
		// Without the last characters, which depend on what follows.
		strings.TrimRight(base64.StdEncoding.EncodeToString(raw), "="),
		strings.TrimRight(base64.URLEncoding.EncodeToString(raw), "="),
	}
	longest := func(a, b string) int { return len(b) - len(a) }
	r.known = append(r.known, secret)
	for _, f := range forms {
		if !slices.Contains(r.forms, f) {
			r.forms = append(r.forms, f)
		}
	}
	slices.SortStableFunc(r.forms, longest)
}

func lowerEscapes(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], bytes.ToLower(b[i+1:i+3]))
		}
	}
	return string(b)
}

func inJSON(s string, htmlToo bool) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(htmlToo)
	if enc.Encode(s) != nil {
		return s
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `"`), "\"\n")
}

// addUserinfo adds the user name and password of an address, which need not be a valid one.
func (r *redactor) addUserinfo(address string) {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return
	}
	userinfo := address[:at]
	if i := strings.LastIndex(userinfo, "//"); i >= 0 {
		userinfo = userinfo[i+2:]
	}
	_, password, ok := strings.Cut(userinfo, ":")
	if !ok {
		return
	}
	r.add(userinfo)
	r.add(password)
	if plain, err := url.PathUnescape(password); err == nil {
		r.add(plain)
	}
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
