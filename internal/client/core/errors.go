// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

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
	// ErrOutcomeUnknown: a create was sent, its answer was lost, and looking did not tell whether it happened. See
	// OutcomeUnknownError.
	ErrOutcomeUnknown = errors.New("the answer was lost and the outcome is unknown")
)

// APIError is an answer of WeCom with errcode other than 0, or with errcode 0 and the warning that the call was carried
// out only partly.
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
	toldBy
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
func (e *APIError) Page() string {
	if of := endpointOf(e.Path); of != nil {
		return of.URL()
	}
	return ""
}

// meanings are those of errcodes that say the same wherever they come from.
var meanings = map[int]error{
	60011: ErrNotVisible, 50002: ErrNotVisible, 60021: ErrNotVisible, 60030: ErrNotVisible, 92000: ErrNotVisible,

	48001: ErrForbidden, 48002: ErrForbidden, 48006: ErrForbidden, 48008: ErrForbidden, 48009: ErrForbidden,
	50003: ErrForbidden, 50006: ErrForbidden, 60031: ErrForbidden,

	60020: ErrUntrustedIP, 301042: ErrUntrustedIP,

	40001: ErrBadCredential, 40013: ErrBadCredential, 40091: ErrBadCredential, 41002: ErrBadCredential,
	41004: ErrBadCredential, 41024: ErrBadCredential, 45031: ErrBadCredential, 2000002: ErrBadCredential,

	45009: ErrRateLimited, 45033: ErrRateLimited,
}

// Is matches the errors of this package: by what the endpoint says the code means, else by what it means anywhere.
func (e *APIError) Is(target error) bool { return target == e.meaning() }

func (e *APIError) meaning() error {
	if e.kind != nil {
		return e.kind
	}
	if of := endpointOf(e.Path); of != nil && of.Means[e.Code] != nil {
		return of.Means[e.Code]
	}
	if m := meanings[e.Code]; m != nil {
		return m
	}
	return ErrNone
}

// ErrNone as a meaning says that no error to test for fits.
var ErrNone = errors.New("no kind")

// WithMeaning returns a copy of e that matches only kind.
func (e *APIError) WithMeaning(kind error) *APIError {
	c := *e
	c.kind = kind
	return &c
}

// IsMissing reports ErrNotFound.
func IsMissing(err error) bool { return errors.Is(err, ErrNotFound) }

// CodeOf returns the errcode of err, 0 when it has none.
func CodeOf(err error) int {
	var api *APIError
	if errors.As(err, &api) {
		return api.Code
	}
	return 0
}

// AsKind gives the errcode in err another meaning.
func AsKind(err, kind error) error {
	var api *APIError
	if errors.As(err, &api) {
		return api.WithMeaning(kind)
	}
	return err
}

// Both keeps two errors in one line.
func Both(a, b error) error { return fmt.Errorf("%w; then: %w", a, b) }

// errTail is what WeCom appends to errmsg; each part may be missing.
var errTail = regexp.MustCompile(`(?s)^(.*?)(?:,\s*hint:\s*\[([^\]]*)\])?(?:,\s*from ip:\s*([^,\s]+))?(?:,\s*more info at\s+\S+)?\s*$`)

// Longest parts of errmsg that are shown, in characters; the hint has 25 digits or some 50 letters (doc 90313).
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

// shownText prepares what a server wrote for a terminal: valid UTF-8, in one line, of at most n characters, and without
// characters that steer the terminal or turn the direction of writing.
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

// WrongFormat marks an answer whose call was carried out only partly, even with errcode 0. The only text this client
// looks at: WeCom gives no code.
const WrongFormat = "wrong json format"

// transient codes may go away by themselves (doc 90313).
func transient(code int) bool {
	return busy(code) || refusedBusy(code) || code == 45009
}

// busy answers do not tell whether the call was carried out.
func busy(code int) bool { return code == -1 || code == 6000 }

// refusedBusy answers say that the call was not let in.
func refusedBusy(code int) bool { return code == 45033 || code == 45035 || code == 45036 }

// ResponseError is an answer that is not one of WeCom's: a wrong HTTP status, a redirect, or a body that is not the
// JSON object it should be.
type ResponseError struct {
	Path        string
	HTTPStatus  int
	ContentType string
	Length      int    // of the body, in bytes
	Problem     string // what is wrong, in words
	toldBy
}

func (e *ResponseError) Error() string {
	// Nothing of the body: it is not WeCom's, and may repeat the token of the request.
	s := fmt.Sprintf("%s: %s (HTTP status %d", e.Path, e.Problem, e.HTTPStatus)
	if e.ContentType != "" {
		s += ", " + e.ContentType
	}
	return s + fmt.Sprintf(", %d bytes)", e.Length)
}

// ConnectionError is a call without an answer.
type ConnectionError struct {
	Path string
	Host string
	Sent bool             // false: the request certainly never reached the server
	Text string           // what broke, without the URL
	is   func(error) bool // a function, so that no verb prints the cause and its URL
	toldBy
}

func (e *ConnectionError) Error() string {
	what := "the connection broke before an answer came"
	if !e.Sent {
		what = "no connection"
	}
	return fmt.Sprintf("%s: %s (%s): %s", e.Path, what, e.Host, e.Text)
}

// Is lets errors.Is find the cause, such as context.DeadlineExceeded, without handing out the cause itself: its text
// holds the URL and thus the token.
func (e *ConnectionError) Is(target error) bool { return e.is != nil && e.is(target) }

// OutcomeUnknownError says that an object may have been made and what to look for. It matches ErrOutcomeUnknown.
type OutcomeUnknownError struct {
	Path       string
	Sought     string   // such as: a department named "后端" under department 12
	Candidates []string // ids of objects that may be the one
	Unlisted   bool     // WeCom lists no such objects, so that nobody can look for it
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

// Doubtful reports refusals by a code that says nothing of rate, load or token, so that it may be about the object.
func Doubtful(err error) bool {
	code := CodeOf(err)
	return code != 0 && !transient(code) && !tokenCode(code)
}
