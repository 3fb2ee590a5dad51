// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Errors to test for with errors.Is; an *APIError matches them by its code.
var (
	// ErrNotFound: the object is certainly gone.
	ErrNotFound = errors.New("object does not exist")
	// ErrNotOwned: the object exists, but another app or the console made it.
	ErrNotOwned = errors.New("object was made by another app or in the console")
	// ErrNotVisible: the object is, or may be, outside the visible range (可见范围).
	ErrNotVisible = errors.New("object is outside the app's visible range")
	// ErrForbidden: this credential may not call this API.
	ErrForbidden = errors.New("the credential may not call this API")
	// ErrUntrustedIP: the calling address is not among 企业可信IP (60020).
	ErrUntrustedIP = errors.New("the calling address is not trusted")
	// ErrBadCredential: corp id or secret is wrong; never tried twice.
	ErrBadCredential = errors.New("corp id or secret is wrong")
	// ErrRateLimited: WeCom's limits on rate or parallel calls were reached.
	ErrRateLimited = errors.New("rate limit reached")
	// ErrNameTaken: the name, or the chosen id, belongs to another object.
	ErrNameTaken = errors.New("name or id is taken")
	// ErrOutcomeUnknown: a create was sent, its answer was lost, and looking
	// did not tell whether it happened. See OutcomeUnknownError.
	ErrOutcomeUnknown = errors.New("the answer was lost and the outcome is unknown")
)

// APIError is an answer of WeCom with errcode other than 0, or with errcode 0
// and the warning that the call was carried out only partly.
type APIError struct {
	Code       int    // errcode
	Message    string // errmsg without its tail
	Hint       string // what WeCom's support asks for
	FromIP     string // the caller's address as WeCom saw it
	Path       string // such as department/create
	Credential string // the provider attribute that was used
	HTTPStatus int

	// kind replaces what the code alone says, once a look has told more.
	kind error
}

func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "errcode %d %q, %s", e.Code, e.Message, e.Path)
	if e.Credential != "" {
		fmt.Fprintf(&b, " with %s", e.Credential)
	}
	if e.FromIP != "" {
		fmt.Fprintf(&b, ", from %s", e.FromIP)
	}
	if e.Hint != "" {
		fmt.Fprintf(&b, ", hint %s", e.Hint)
	}
	return b.String()
}

// Page returns the address of the endpoint's official page, "" when unknown.
func (e *APIError) Page() string { return pageURL(e.Path) }

// Is matches the sentinels of this package by code and, where a code means
// different things, by path.
func (e *APIError) Is(target error) bool {
	if e.kind != nil {
		return target == e.kind
	}
	switch target {
	case ErrNotFound:
		return e.isNotFound()
	case ErrNotOwned:
		return e.Code == 81011 || e.Code == 41058 || (e.Code == 60011 && isTagWrite(e.Path))
	case ErrNotVisible:
		switch e.Code {
		case 60011:
			return !isTagWrite(e.Path) && !isDirectoryWrite(e.Path)
		case 50002, 60021, 60030, 92000:
			return true
		}
	case ErrForbidden:
		switch e.Code {
		case 48001, 48002, 48006, 48008, 48009, 50003, 50006, 60031:
			return true
		case 60011: // older answers to an app that writes the directory (doc 90205)
			return isDirectoryWrite(e.Path)
		}
	case ErrUntrustedIP:
		return e.Code == 60020 || e.Code == 301042
	case ErrBadCredential:
		switch e.Code {
		case 40001, 40013, 40091, 41002, 41004, 41024, 45031, 2000002:
			return true
		}
	case ErrRateLimited:
		return e.Code == 45009 || e.Code == 45033
	case ErrNameTaken:
		return e.Code == 60008 || e.Code == 40071 || e.Code == 41077
	}
	return false
}

func (e *APIError) isNotFound() bool {
	switch e.Code {
	case 60003, 60123: // which of the two is not established: both (doc 90206)
		// In a create the id in question is the parent's.
		return (strings.HasPrefix(e.Path, "department/") && e.Path != pathDepartmentCreate) ||
			e.Path == pathUserList || e.Path == "user/simplelist"
	case 40068:
		return isTagPath(e.Path)
	case 41044:
		return strings.HasSuffix(e.Path, "contact_way")
	case 41070, 41071:
		return strings.HasSuffix(e.Path, "intercept_rule")
	}
	return false
}

func isTagPath(p string) bool {
	return strings.HasPrefix(p, "externalcontact/") && strings.Contains(p, "corp_tag")
}

func isTagWrite(p string) bool { return isTagPath(p) && p != pathTagList }

func isDirectoryWrite(p string) bool {
	r, ok := routes[p]
	return ok && r.family == familyDirectory && r.write
}

// errNone as kind says that no sentinel fits.
var errNone = errors.New("no kind")

// as returns a copy of e that matches only kind.
func (e *APIError) as(kind error) *APIError {
	c := *e
	c.kind = kind
	return &c
}

// errTail is what WeCom appends to errmsg; each part may be missing.
var errTail = regexp.MustCompile(`(?s)^(.*?)(?:,\s*hint:\s*\[([^\]]*)\])?(?:,\s*from ip:\s*([^,\s]+))?(?:,\s*more info at\s+\S+)?\s*$`)

// Longest parts of errmsg that are shown, in characters; the hint has 25 digits
// or some 50 letters (doc 90313).
const (
	maxErrmsg  = 64 << 10 // bytes that are looked at
	maxMessage = 1000
	maxHint    = 100
)

func splitMessage(errmsg string) (text, hint, ip string) {
	m := errTail.FindStringSubmatch(errmsg)
	if a, err := netip.ParseAddr(m[3]); err == nil && a.Zone() == "" {
		ip = a.String() // an administrator pastes it into the console: nothing else passes
	}
	return shownText(m[1], maxMessage), shownText(m[2], maxHint), ip
}

// shownText prepares what a server wrote for a terminal: valid UTF-8, in one
// line, of at most n characters, and without characters that steer the terminal
// or turn the direction of writing.
func shownText(s string, n int) string {
	s = cut(s, n)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?")))
}

// cut shortens s to n characters.
func cut(s string, n int) string {
	seen := 0
	for i := range s { // not []rune(s): s may have megabytes
		if seen++; seen > n {
			return s[:i] + "…"
		}
	}
	return s
}

// wrongFormat marks an answer whose call was carried out only partly, even
// with errcode 0. The only text this client looks at: WeCom gives no code.
const wrongFormat = "wrong json format"

// transient codes may go away by themselves (doc 90313).
func transient(code int) bool {
	return busy(code) || refusedBusy(code) || code == 45009
}

// busy answers do not tell whether the call was carried out.
func busy(code int) bool { return code == -1 || code == 6000 }

// refusedBusy answers say that the call was not let in.
func refusedBusy(code int) bool { return code == 45033 || code == 45035 || code == 45036 }

// ResponseError is an answer that is not one of WeCom's: a wrong HTTP status,
// a redirect, or a body that is not the JSON object it should be.
type ResponseError struct {
	Path        string
	HTTPStatus  int
	ContentType string
	Excerpt     string // first characters of the body, without secrets
	Problem     string // what is wrong, in words
}

func (e *ResponseError) Error() string {
	s := fmt.Sprintf("%s: %s (HTTP status %d", e.Path, e.Problem, e.HTTPStatus)
	if e.ContentType != "" {
		s += ", " + e.ContentType
	}
	s += ")"
	if e.Excerpt != "" {
		s += fmt.Sprintf(": %q", e.Excerpt)
	}
	return s
}

// ConnectionError is a call without an answer.
type ConnectionError struct {
	Path string
	Host string
	Sent bool // false: the request certainly never reached the server
	text string
	is   func(error) bool // a function, so that no verb prints the cause and its URL
}

func (e *ConnectionError) Error() string {
	what := "the connection broke before an answer came"
	if !e.Sent {
		what = "no connection"
	}
	return fmt.Sprintf("%s: %s (%s): %s", e.Path, what, e.Host, e.text)
}

// Is lets errors.Is find the cause, such as context.DeadlineExceeded, without
// handing out the cause itself: its text holds the URL and thus the token.
func (e *ConnectionError) Is(target error) bool { return e.is != nil && e.is(target) }

// OutcomeUnknownError says that an object may have been made and what to look
// for. It matches ErrOutcomeUnknown.
type OutcomeUnknownError struct {
	Path       string
	Sought     string   // such as: a department named "后端" under department 12
	Candidates []string // ids of objects that may be the one
	Cause      error
}

func (e *OutcomeUnknownError) Error() string {
	s := fmt.Sprintf("%s: the answer was lost and it is not certain whether WeCom made %s", e.Path, e.Sought)
	if len(e.Candidates) > 0 {
		ids := slices.Clone(e.Candidates)
		const shown = 10
		more := ""
		if len(ids) > shown {
			more = fmt.Sprintf(" and %d more", len(ids)-shown)
			ids = ids[:shown]
		}
		s += "; it may be id " + strings.Join(ids, ", ") + more
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Is matches ErrOutcomeUnknown.
func (e *OutcomeUnknownError) Is(target error) bool { return target == ErrOutcomeUnknown }

// Unwrap returns what happened to the call.
func (e *OutcomeUnknownError) Unwrap() error { return e.Cause }
