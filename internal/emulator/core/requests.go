// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Request is one recorded API call, in the order in which the calls were handled.
type Request struct {
	Seq    int             `json:"seq"`
	Time   time.Time       `json:"time,omitzero"` // by the emulator's clock
	Method string          `json:"method"`
	Path   string          `json:"path"`  // below /cgi-bin/, such as department/create
	Query  url.Values      `json:"query"` // without access_token and corpsecret
	Body   json.RawMessage `json:"body,omitempty"`
	// App is the name of the app whose token was sent; empty when the token was no good.
	App string `json:"app"`
	// Status is the HTTP status, 0 when the connection was cut.
	Status int `json:"status"`
	// Code is the errcode that was answered, or would have been had the answer not been lost.
	Code int `json:"code"`
	// Write: a path that changes state, whatever the answer. Changed: this call was carried out.
	Write   bool   `json:"write"`
	Changed bool   `json:"changed"`
	Fault   string `json:"fault,omitempty"`
}

// matches reports whether path, as given by a user of the log or of faults, names full: equal, or the end of it behind
// a slash.
func matches(path, full string) bool {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "/"), "cgi-bin/")
	return path == full || strings.HasSuffix(full, "/"+path)
}

// Requests returns the recorded calls, of the given paths only when there are any.
func (s *Server) Requests(path ...string) []Request {
	return s.filterLog(func(r Request) bool {
		return len(path) == 0 || slices.ContainsFunc(path, func(p string) bool { return matches(p, r.Path) })
	})
}

// Writes returns the recorded calls of paths that change state, also those that were refused (see Changed).
func (s *Server) Writes() []Request { return s.filterLog(func(r Request) bool { return r.Write }) }

func (s *Server) filterLog(keep func(Request) bool) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Request{}
	for _, r := range s.log {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}

// ResetRequests forgets the recorded calls; the numbering goes on.
func (s *Server) ResetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = nil
}

// Violations returns what was wrong with the calls so far although WeCom may have answered them: unknown path or query
// key, unknown or doubled JSON key, wrong JSON type, null, empty ids, undeclared charset, wrong method.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// ResetViolations forgets the violations.
func (s *Server) ResetViolations() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = nil
}

func (s *Server) violate(path, format string, args ...any) {
	text := path + ": " + fmt.Sprintf(format, args...)
	s.violations = append(s.violations, text)
	if s.onViolation != nil {
		s.onViolation(text)
	}
}

func (s *Server) record(r Request) {
	s.revision++
	r.Time = s.clock.now().UTC()
	s.log = append(s.log, r)
	if s.logLimit > 0 && len(s.log) > s.logLimit {
		s.log = slices.Clone(s.log[len(s.log)-s.logLimit:])
	}
}

// maxLogged is the longest body that is kept as it is.
const maxLogged = 1 << 20

// logBody keeps a body that is not JSON as a JSON string.
func logBody(raw []byte) json.RawMessage {
	if len(raw) == 0 {
		return nil
	}
	if len(raw) > maxLogged {
		return Encode(fmt.Sprintf("%d bytes", len(raw)))
	}
	if json.Valid(raw) {
		return json.RawMessage(raw)
	}
	return Encode(string(raw))
}
