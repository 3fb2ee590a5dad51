// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// request is one call as a service wants it made.
type request struct {
	rt    *route
	login *login // nil: the first configured credential of the route
	query url.Values
	body  any   // POST only
	out   any   // filled from the answer when not nil
	note  *note // of a create, in the journal
}

// reply says what is known beyond success or failure.
type reply struct {
	// unsure: an earlier attempt of this call may have been carried out.
	unsure bool
}

// lostError marks a call that must not be blindly repeated and whose outcome
// is unknown. It never leaves this package.
type lostError struct{ cause error }

func (e *lostError) Error() string { return e.cause.Error() }
func (e *lostError) Unwrap() error { return e.cause }

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

// do makes a call and repeats it as far as that is safe. A call that is not
// idempotent and whose outcome is unknown ends in a *lostError.
func (c *Client) do(ctx context.Context, req request) (reply, error) {
	defer c.journal.call(ctx)()
	if req.login == nil {
		req.login = c.loginFor(req.rt)
	}
	if req.rt.write {
		defer c.outdate(req.rt) // also after an error: the write may have been carried out
	}
	var body []byte
	if req.body != nil {
		var err error
		if body, err = encode(req.body); err != nil {
			return reply{}, fmt.Errorf("%s: %w", req.rt.path, err)
		}
	}
	var (
		rep       reply
		retries   int
		rateWaits int
		renewed   bool
	)
	for attempt := 1; ; attempt++ {
		a := c.attempt(ctx, req, body, attempt)
		rep.unsure = rep.unsure || a.resent
		limit := c.retry.MaxRetries
		switch a.verdict {
		case vDone, vFinal:
			return rep, a.err
		case vToken:
			if renewed {
				return rep, a.err
			}
			renewed = true
			req.login.token.drop(a.token)
			continue
		case vRate:
			g := c.pace.gateFor(req.rt.path)
			if rateWaits++; rateWaits > maxRateWaits || g.goesOn() || g.hopeless() != nil {
				g.giveUp(a.err)
				return rep, a.err
			}
			continue // the next attempt waits at the gate
		case vBusy, vLost:
			rep.unsure = true
			if !req.rt.idempotent {
				return rep, &lostError{a.err}
			}
		case vRefused, vUnsent: // nothing was carried out: any call may be repeated
		}
		if conflicting(a.err) {
			limit = c.retry.MaxConflictRetries
		}
		if retries++; retries > limit {
			return rep, a.err
		}
		if err := c.backOff(ctx, retries); err != nil {
			return rep, both(a.err, err)
		}
	}
}

// both keeps two errors in one line.
func both(a, b error) error { return fmt.Errorf("%w; then: %w", a, b) }

func conflicting(err error) bool {
	var api *APIError
	return errors.As(err, &api) && (api.Code == 6000 || refusedBusy(api.Code))
}

// backOff pauses before the n-th repetition: exponential, with full jitter.
func (c *Client) backOff(ctx context.Context, n int) error {
	limit := c.retry.BaseDelay << min(n-1, 16)
	if limit > c.retry.MaxDelay || limit < 0 {
		limit = c.retry.MaxDelay
	}
	var d time.Duration
	if limit > 0 {
		d = rand.N(limit + 1)
	}
	return c.sleep(ctx, d)
}

// outcome is what one attempt brought.
type outcome struct {
	verdict verdict
	err     error
	token   string
	resent  bool // the HTTP library sent the request twice by itself
}

// attempt makes one exchange, waiting for token, quota and a free lane first.
func (c *Client) attempt(ctx context.Context, req request, body []byte, n int) outcome {
	rt := req.rt
	stopped := func(err error) outcome {
		return outcome{verdict: vFinal, err: fmt.Errorf("%s: %w", rt.path, err)}
	}
	var token string
	if rt.path != pathToken {
		var err error
		if token, err = req.login.token.get(ctx); err != nil {
			if ctx.Err() != nil {
				return stopped(ctx.Err())
			}
			return outcome{verdict: vFinal, err: err}
		}
	}
	lanes, err := c.admit(ctx, rt)
	if errors.Is(err, ErrRateLimited) {
		return outcome{verdict: vFinal, err: err}
	}
	if err != nil {
		return stopped(err)
	}
	defer lanes.leave()

	sentAt := c.now()
	req.note.sending(ctx, c.skew.serverTime(sentAt))
	x := c.exchange(ctx, req, token, body)
	code, v, err := c.judge(ctx, req, x)
	c.noteAnswer(req, code, v, sentAt, lanes)
	c.logAttempt(ctx, req, n, code, x.status, c.now().Sub(sentAt), err)
	return outcome{verdict: v, err: err, token: token, resent: x.writes > 1}
}

// admit waits until the endpoint is not blocked, its quota allows a call and a
// lane is free.
func (c *Client) admit(ctx context.Context, rt *route) (*lanes, error) {
	g, l, q := c.pace.gateFor(rt.path), c.pace.lanesFor(rt), c.pace.quotaFor(rt.path)
	const unpaid = -1
	paid := unpaid
	for {
		if d := g.closedFor(c.now()); d > 0 {
			if err := g.hopeless(); err != nil {
				return nil, err
			}
			if err := c.sleep(ctx, d); err != nil {
				return nil, err
			}
			if err := g.hopeless(); err != nil { // another caller tried meanwhile
				return nil, err
			}
			continue
		}
		// Who paid before WeCom refused a call pays the new price.
		if now := q.lowered(); paid != now {
			if err := c.pace.waitQuota(ctx, rt.path); err != nil {
				return nil, err
			}
			paid = now
		}
		if err := l.enter(ctx); err != nil {
			return nil, err
		}
		// The endpoint may have been blocked while this call queued.
		if g.pass(c.now()) {
			q.sent(c.now())
			return l, nil
		}
		l.leave()
		if g.closedFor(c.now()) == 0 {
			if err := c.sleep(ctx, probePause); err != nil {
				return nil, err
			}
		}
	}
}

// noteAnswer lets pace and token learn from an answer.
func (c *Client) noteAnswer(req request, code int, v verdict, sentAt time.Time, l *lanes) {
	g := c.pace.gateFor(req.rt.path)
	switch {
	case v == vRate:
		if g.close(sentAt, c.now(), c.retry.BlockTime) {
			c.pace.quotaFor(req.rt.path).refused(c.now())
		}
	case code == 6000 || code == 45033 || code == 45035:
		l.conflict()
	case v == vDone:
		l.success()
	}
	if v != vRate {
		g.opened(sentAt, code != noCode)
	}
	if req.rt.path != pathToken && (v == vDone || v == vFinal || v == vBusy || v == vRefused) && code != noCode && !tokenCode(code) {
		req.login.token.noteWorked()
	}
}

// tokenCode reports codes that say nothing but that the token is not good.
func tokenCode(code int) bool {
	return code == 40001 || code == 40014 || code == 42001 || code == 41001
}

// noCode stands for an answer without a readable errcode.
const noCode = -1 << 31

// judge turns an exchange into errcode, verdict and error.
func (c *Client) judge(ctx context.Context, req request, x exchanged) (int, verdict, error) {
	rt := req.rt
	if x.err != nil {
		if ctx.Err() != nil { // the caller gave up, not the server
			if rt.write && x.sent {
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
	env, err := c.decode(rt, x, req.out)
	if err != nil {
		return noCode, vLost, err
	}
	code := int(env.Errcode.value)
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
	case rt.path == pathToken:
		return code, vFinal, api
	case code == 40014 || code == 42001:
		return code, vToken, api
	case code == 40001 && req.login.token.hasWorked():
		return code, vToken, api
	}
	return code, vFinal, api
}

func (c *Client) apiError(req request, env *envelope, status int) *APIError {
	// The cut is far behind what is shown, where half a secret does no harm.
	text, hint, ip := splitMessage(c.secrets.clean(string(env.Errmsg[:min(len(env.Errmsg), maxErrmsg)])))
	return &APIError{
		Code: int(env.Errcode.value), Message: text, Hint: hint, FromIP: ip,
		Path: req.rt.path, Credential: string(req.login.name), HTTPStatus: status,
	}
}

// logAttempt writes one debug line per exchange: never a body, never a query.
func (c *Client) logAttempt(ctx context.Context, req request, n, code, status int, took time.Duration, err error) {
	secrets := c.secrets.all()
	ctx = tflog.MaskMessageStrings(ctx, secrets...)
	ctx = tflog.MaskAllFieldValuesStrings(ctx, secrets...)
	fields := map[string]any{
		"method": req.rt.method, "path": req.rt.path, "credential": string(req.login.name),
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
