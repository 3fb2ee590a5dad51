// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	// maxBody is the largest answer read, in bytes. The largest legal one is a department/list of 30,000 (doc 90205): 6
	// MB as a rule, 25 MB if all names are as long as allowed and each department has three leaders.
	maxBody    = 32 << 20
	maxType    = 200 // characters of a content type shown in an error
	maxProblem = 500 // characters of a description that quotes a server
)

// exchanged is one HTTP exchange: either err or status and body are set.
type exchanged struct {
	status    int
	header    http.Header
	body      []byte
	err       error
	sent      bool // the request may have reached the server
	permanent bool // repeating cannot help
	writes    int  // how often the HTTP library wrote the request
}

// exchange sends one request and reads the whole answer.
func (c *Client) exchange(ctx context.Context, req Request, token string, body *content) exchanged {
	if req.Endpoint.Once {
		// Ctrl-C must not cut a create off: what it makes would be in the corp and not in the state. Its answer is
		// waited for like any other.
		ctx = context.WithoutCancel(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, c.retry.AttemptTimeout+body.takes())
	defer cancel()

	query := maps.Clone(req.Query)
	if query == nil {
		query = url.Values{}
	}
	if token != "" {
		query.Set("access_token", token)
	}
	u := *c.base
	u.Path += "/cgi-bin/" + req.Endpoint.Path
	u.RawQuery = query.Encode()

	// Whether a request can have had an effect is decided by what was written, not by the kind of error. Go repeats a
	// GET on a stale connection by itself, and department/delete is a GET: hence the count.
	var asked, wrote atomic.Int32
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { asked.Add(1) },
		WroteHeaders: func() { wrote.Add(1) },
	})
	var r io.Reader
	if body != nil {
		r = bytes.NewReader(body.bytes)
	}
	hr, err := http.NewRequestWithContext(ctx, req.Endpoint.Method, u.String(), r)
	if err != nil {
		return exchanged{err: c.connectionError(req.Endpoint, err, false), permanent: true}
	}
	hr.Header.Set("User-Agent", c.userAgent)
	hr.Header.Set("Accept", "application/json")
	hr.Header.Set("Cache-Control", "no-cache") // a delete is a GET
	if body != nil {
		hr.Header.Set("Content-Type", body.kind)
	}
	resp, err := c.http.Do(hr)
	if err != nil {
		// A round tripper that does not trace may have sent anything.
		sent := wrote.Load() > 0 || asked.Load() == 0
		return exchanged{
			err: c.connectionError(req.Endpoint, err, sent), sent: sent,
			permanent: !sent && permanentFailure(err), writes: int(wrote.Load()),
		}
	}
	defer func() { _ = resp.Body.Close() }()
	c.skew.learn(resp.Header, c.Now())
	x := exchanged{status: resp.StatusCode, header: resp.Header, sent: true, writes: int(wrote.Load())}
	x.body, err = io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	switch {
	case resp.StatusCode != http.StatusOK:
		x.permanent, x.err = c.statusError(req.Endpoint, x)
		// What a gateway refuses has not been carried out.
		x.sent = !x.permanent
	case err != nil:
		x.err = c.connectionError(req.Endpoint, err, true)
	case len(x.body) > maxBody:
		x.err = c.responseError(req.Endpoint, x, fmt.Sprintf("the answer is larger than %d MiB", maxBody>>20))
		x.permanent = !req.Endpoint.Once // repeating brings the same; a create stays unknown
	}
	return x
}

// statusError judges an answer other than HTTP 200, which WeCom uses for every call it answers. permanent means that
// the call was not carried out and will not be.
func (c *Client) statusError(e *Endpoint, x exchanged) (permanent bool, err error) {
	switch s := x.status; {
	case s >= 300 && s < 400:
		problem := "the server redirects, which this client does not follow because the token is in the URL"
		// Only scheme and host: the rest of the address repeats the token.
		if l, err := url.Parse(x.header.Get("Location")); err == nil && l.Host != "" {
			to := c.base.ResolveReference(&url.URL{Scheme: l.Scheme, Host: l.Host})
			problem = fmt.Sprintf("the server redirects to %s://%s, which this client does not follow because the token is in the URL; set endpoint to the right address",
				c.secrets.clean(to.Scheme), c.secrets.clean(to.Host))
		}
		return true, c.responseError(e, x, problem)
	case s == http.StatusNotFound && len(bytes.TrimSpace(x.body)) == 0:
		return true, c.responseError(e, x, "WeCom does not know this path; check endpoint")
	case s == http.StatusNotFound, s == http.StatusRequestTimeout, s == http.StatusTooManyRequests:
		return false, c.responseError(e, x, "something between here and WeCom answered")
	case s >= 400 && s < 500:
		return true, c.responseError(e, x, "something between here and WeCom refused the call")
	}
	return false, c.responseError(e, x, "WeCom or something before it failed")
}

func (c *Client) responseError(e *Endpoint, x exchanged, problem string) *ResponseError {
	return &ResponseError{
		Path: e.Path, HTTPStatus: x.status, Length: len(x.body), Problem: shownText(problem, maxProblem),
		ContentType: shownText(c.secrets.clean(x.header.Get("Content-Type")), maxType), toldBy: toldBy{&c.told},
	}
}

// connectionError strips the URL, and with it the token, from err.
func (c *Client) connectionError(e *Endpoint, err error, sent bool) *ConnectionError {
	cause := err
	var ue *url.Error
	for errors.As(cause, &ue) {
		cause = ue.Err
	}
	return &ConnectionError{
		Path: e.Path, Host: c.base.Host, Sent: sent,
		Text: shownText(c.secrets.clean(cause.Error()), maxProblem),
		is:   func(target error) bool { return errors.Is(cause, target) }, toldBy: toldBy{&c.told},
	}
}

// permanentFailure recognises what no repetition repairs.
func permanentFailure(err error) bool {
	var cert *tls.CertificateVerificationError
	var notTLS tls.RecordHeaderError
	return errors.As(err, &cert) || errors.As(err, &notTLS) ||
		errors.Is(err, http.ErrSchemeMismatch)
}

// clockSkew is how far the server's clock is ahead of ours, from its Date headers: create_time is compared with the
// time of a call.
type clockSkew struct {
	ahead   atomic.Int64
	learned atomic.Bool
}

func (k *clockSkew) learn(h http.Header, now time.Time) {
	if t, err := http.ParseTime(h.Get("Date")); err == nil {
		k.ahead.Store(int64(t.Sub(now)))
		k.learned.Store(true)
	}
}

func (k *clockSkew) ourTime(server time.Time) time.Time {
	return server.Add(-time.Duration(k.ahead.Load()))
}

func (k *clockSkew) serverTime(now time.Time) time.Time {
	return now.Add(time.Duration(k.ahead.Load()))
}

// ServerTime is what WeCom's clock shows, as far as it is known.
func (c *Client) ServerTime() time.Time { return c.skew.serverTime(c.Now()) }

// ClockSkew is how far WeCom's clock is ahead of this machine's, to the second, by the Date of its last answer. known
// is false before the first answer, and where a proxy takes the header off.
func (c *Client) ClockSkew() (ahead time.Duration, known bool) {
	return time.Duration(c.skew.ahead.Load()).Round(time.Second), c.skew.learned.Load()
}
