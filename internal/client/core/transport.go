// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// Request is one call as a family wants it made.
type Request struct {
	Endpoint *Endpoint
	Login    *Login // nil: the first configured credential of the endpoint
	Query    url.Values
	Body     any     // POST only
	File     *File   // instead of Body
	Out      any     // filled from the answer when not nil
	Note     *Note   // of a create, in the journal
	Notes    []*Note // of several in one call
}

// Reply says what is known beyond success or failure.
type Reply struct {
	// Unsure: an earlier attempt of this call may have been carried out.
	Unsure bool
}

// LostError marks a call that must not be blindly repeated and whose outcome is unknown. It never leaves the client.
type LostError struct{ Cause error }

func (e *LostError) Error() string { return e.Cause.Error() }

// Unwrap returns what happened to the call.
func (e *LostError) Unwrap() error { return e.Cause }

// verdict is what one attempt tells about repeating it.
type verdict int

const (
	vDone    verdict = iota
	vFinal           // refused, repeating does not help
	vToken           // the token was not accepted
	vRate            // 45009: not carried out, blocked for a while
	vRefused         // 45033, 45035, 45036: not carried out, try again
	vUnsent          // never reached the server
	vBusy            // -1, 6000: may have been carried out
	vLost            // sent, no readable answer
)

// Do makes a call and repeats it as far as that is safe. A call that is not idempotent and whose outcome is unknown
// ends in a *LostError.
func (c *Client) Do(ctx context.Context, req Request) (Reply, error) {
	defer c.journal.call(ctx)()
	if req.Login == nil {
		if req.Login = c.loginFor(req.Endpoint); req.Login == nil {
			return Reply{}, &NoCredentialError{Path: req.Endpoint.Path, Needs: req.Endpoint.Creds[0], toldBy: toldBy{&c.told}}
		}
	}
	defer func() { // also after an error: the write may have been carried out
		for _, outdate := range c.outdated[req.Endpoint] {
			outdate()
		}
	}()
	body, err := req.encode()
	if err != nil {
		return Reply{}, fmt.Errorf("%s: %w", req.Endpoint.Path, err)
	}
	var (
		rep       Reply
		retries   int
		rateWaits int
		renewed   bool
		before    error // what the last attempt met
	)
	for attempt := 1; ; attempt++ {
		a := c.attempt(ctx, req, body, attempt)
		rep.Unsure = rep.Unsure || a.resent
		limit := c.retry.MaxRetries
		switch a.verdict {
		case vDone, vFinal:
			if over := overQuota(a.err); over != nil && before != nil {
				over.Before = before
			}
			return rep, a.err
		case vToken:
			if renewed {
				return rep, a.err
			}
			renewed = true
			req.Login.token.drop(a.token)
			continue
		case vRate:
			if req.Endpoint.Quota != nil {
				c.endQuota(req.Endpoint, a.err)
				return rep, a.err
			}
			g := c.pace.gateFor(req.Endpoint.Path)
			if rateWaits++; rateWaits > maxRateWaits || c.retry.BlockTime <= 0 || g.goesOn() || g.hopeless() != nil {
				g.giveUp(a.err)
				return rep, a.err
			}
			continue // the next attempt waits at the gate
		case vBusy, vLost:
			rep.Unsure = true
			if req.Endpoint.Once {
				return rep, &LostError{a.err}
			}
		case vRefused, vUnsent: // nothing was carried out: any call may be repeated
		}
		if Conflicting(a.err) {
			limit = c.retry.MaxConflictRetries
		}
		if retries++; retries > limit {
			return rep, a.err
		}
		before = a.err
		if err := c.BackOff(ctx, retries); err != nil {
			return rep, Both(a.err, err)
		}
	}
}

// Conflicting reports refusals because of other callers.
func Conflicting(err error) bool {
	var api *APIError
	return errors.As(err, &api) && (api.Code == 6000 || refusedBusy(api.Code))
}

// BackOff pauses before the n-th repetition: exponential, with full jitter.
func (c *Client) BackOff(ctx context.Context, n int) error {
	limit := c.retry.BaseDelay << min(n-1, 16)
	if limit > c.retry.MaxDelay || limit < 0 {
		limit = c.retry.MaxDelay
	}
	var d time.Duration
	if limit > 0 {
		d = rand.N(limit + 1)
	}
	return c.Sleep(ctx, d)
}

// outcome is what one attempt brought.
type outcome struct {
	verdict verdict
	err     error
	token   string
	resent  bool // the HTTP library sent the request twice by itself
}

// attempt makes one exchange, waiting for token, quota and a free lane first.
func (c *Client) attempt(ctx context.Context, req Request, body *content, n int) outcome {
	stopped := func(err error) outcome {
		return outcome{verdict: vFinal, err: fmt.Errorf("%s: %w", req.Endpoint.Path, err)}
	}
	if err := c.spend(req.Endpoint, false); err != nil {
		return outcome{verdict: vFinal, err: err}
	}
	var token string
	if req.Endpoint != tokens {
		if err := req.Login.token.barred(); err != nil {
			return outcome{verdict: vFinal, err: err}
		}
		var err error
		if token, err = req.Login.token.get(ctx); err != nil {
			if ctx.Err() != nil {
				return stopped(ctx.Err())
			}
			return outcome{verdict: vFinal, err: err}
		}
	}
	lanes, err := c.admit(ctx, req.Endpoint)
	if errors.Is(err, ErrRateLimited) {
		return outcome{verdict: vFinal, err: err}
	}
	if err != nil {
		return stopped(err)
	}
	defer lanes.leave()

	sentAt := c.Now()
	if err := c.spend(req.Endpoint, true); err != nil {
		return outcome{verdict: vFinal, err: err}
	}
	req.Note.Sending(ctx, c.skew.serverTime(sentAt))
	for _, note := range req.Notes {
		note.Sending(ctx, c.skew.serverTime(sentAt))
	}
	x := c.exchange(ctx, req, token, body)
	code, v, err := c.judge(ctx, req, x)
	c.noteAnswer(req, code, v, sentAt, lanes)
	if code == 60020 {
		req.Login.token.bar(err)
	}
	c.logAttempt(ctx, req, n, code, x.status, c.Now().Sub(sentAt), err)
	return outcome{verdict: v, err: err, token: token, resent: x.writes > 1}
}

// admit waits until the endpoint is not blocked, its quota allows a call and a lane is free.
func (c *Client) admit(ctx context.Context, e *Endpoint) (*lanes, error) {
	g, l, q := c.pace.gateFor(e.Path), c.pace.lanesFor(e), c.pace.quotaFor(e.Path)
	paid := false
	for {
		if d := g.closedFor(c.Now()); d > 0 {
			if err := g.hopeless(); err != nil {
				return nil, err
			}
			if err := c.Sleep(ctx, d); err != nil {
				return nil, err
			}
			if err := g.hopeless(); err != nil { // another caller tried meanwhile
				return nil, err
			}
			continue
		}
		if !paid {
			if err := q.wait(ctx); err != nil {
				return nil, err
			}
			paid = true
		}
		if err := l.enter(ctx); err != nil {
			return nil, err
		}
		// The endpoint may have been blocked while this call queued.
		if g.pass(c.Now()) {
			return l, nil
		}
		l.leave()
		if g.closedFor(c.Now()) == 0 {
			if err := c.Sleep(ctx, probePause); err != nil {
				return nil, err
			}
		}
	}
}

// noteAnswer lets pace and token learn from an answer.
func (c *Client) noteAnswer(req Request, code int, v verdict, sentAt time.Time, l *lanes) {
	g := c.pace.gateFor(req.Endpoint.Path)
	switch {
	case v == vRate && req.Endpoint.Quota == nil:
		if wait := g.close(sentAt, c.Now(), c.retry.BlockTime); wait > 0 && c.blocked != nil && !g.goesOn() {
			c.blocked(req.Endpoint.Path, wait)
		}
	case code == 6000 || code == 45033 || code == 45035:
		l.conflict()
	case v == vDone:
		l.success()
	}
	if v != vRate {
		g.opened(sentAt, code != noCode)
	}
	if req.Endpoint != tokens && (v == vDone || v == vFinal || v == vBusy || v == vRefused) && code != noCode && !tokenCode(code) {
		req.Login.token.noteWorked()
	}
}

// tokenCode reports codes that say nothing but that the token is not good.
func tokenCode(code int) bool {
	return code == 40001 || code == 40014 || code == 42001 || code == 41001
}

// noCode stands for an answer without a readable errcode.
const noCode = -1 << 31

// judge turns an exchange into errcode, verdict and error.
func (c *Client) judge(ctx context.Context, req Request, x exchanged) (int, verdict, error) {
	if x.err != nil {
		if ctx.Err() != nil { // the caller gave up, not the server
			if req.Endpoint.Write && x.sent {
				return noCode, vLost, x.err
			}
			return noCode, vFinal, x.err
		}
		switch {
		case x.permanent:
			return noCode, vFinal, x.err
		case !x.sent:
			return noCode, vUnsent, x.err
		}
		return noCode, vLost, x.err
	}
	env, err := c.read(req.Endpoint, x, req.Out)
	if err != nil {
		return noCode, vLost, err
	}
	code := env.code
	if code == 0 && !env.warned() {
		return 0, vDone, nil
	}
	api := c.apiError(req, env, x.status)
	switch {
	case code == 0:
		return 0, vFinal, api
	case code == 45009:
		return code, vRate, api
	case refusedBusy(code):
		return code, vRefused, api
	case busy(code):
		return code, vBusy, api
	case req.Endpoint == tokens:
		return code, vFinal, api
	case code == 40014 || code == 42001:
		return code, vToken, api
	case code == 40001 && req.Login.token.hasWorked():
		return code, vToken, api
	}
	return code, vFinal, api
}

func (c *Client) apiError(req Request, env *envelope, status int) *APIError {
	// The cut is far behind what is shown, where half a secret does no harm.
	text, hint, ip := splitMessage(c.secrets.clean(env.message[:min(len(env.message), maxErrmsg)]))
	return &APIError{
		Code: env.code, Message: text, Hint: hint, FromIP: ip,
		Path: req.Endpoint.Path, Credential: string(req.Login.name), HTTPStatus: status, toldBy: toldBy{&c.told},
	}
}

// logAttempt writes one debug line per exchange: never a body, never a query.
func (c *Client) logAttempt(ctx context.Context, req Request, n, code, status int, took time.Duration, err error) {
	secrets := c.secrets.all()
	ctx = tflog.MaskMessageStrings(ctx, secrets...)
	ctx = tflog.MaskAllFieldValuesStrings(ctx, secrets...)
	fields := map[string]any{
		"method": req.Endpoint.Method, "path": req.Endpoint.Path, "credential": string(req.Login.name),
		"attempt": n, "duration_ms": took.Milliseconds(),
	}
	if code != noCode {
		fields["errcode"] = code
	}
	if status != 0 {
		fields["http_status"] = status
	}
	if err != nil {
		fields["error"] = c.secrets.clean(err.Error())
	}
	tflog.Debug(ctx, "WeCom API call", fields)
}
