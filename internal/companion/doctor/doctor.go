// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package doctor finds out, before the first plan, what the credentials of a corp may do, and says which page of the
// console to open where something is missing. It makes reading calls, and updates of objects that do not exist.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// Status is how a check ended.
type Status string

// Statuses, from good to bad.
const (
	OK      Status = "ok"
	Skipped Status = "skipped" // an earlier check failed, or the credential is not set
	Warning Status = "warning" // something will not work, or not fully
	Failure Status = "failure"
)

// Check is one line of the report.
type Check struct {
	ID     string `json:"id"` // stable, such as secret.token
	Status Status `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail,omitempty"`
	// NextStep, ConsolePage (a path in the console, in Chinese) and Page (of WeCom's documentation) say what to do.
	NextStep    string `json:"next_step,omitempty"`
	ConsolePage string `json:"console_page,omitempty"`
	Page        string `json:"page,omitempty"`
	Errcode     int    `json:"errcode,omitempty"`
	Hint        string `json:"hint,omitempty"` // for WeCom's support
	// SameAs is the id of an earlier check that failed for the same reason, and that people are told of.
	SameAs string `json:"same_as,omitempty"`
}

// ReportVersion is the version of the JSON report; it grows when a key changes its meaning or goes away.
const ReportVersion = 1

// Report is everything that was found out.
type Report struct {
	Version  int            `json:"version"`
	CorpID   string         `json:"corp_id"`
	Endpoint string         `json:"endpoint"`
	Checks   []Check        `json:"checks"`
	Summary  map[Status]int `json:"summary"`
}

// Healthy is false when a check failed.
func (r *Report) Healthy() bool { return r.Summary[Failure] == 0 }

// Options say who is told what meanwhile.
type Options struct {
	// Tell is told of each check as it ends, Waiting of an answer that takes long, about once a second; nil: nobody.
	Tell    func(Check)
	Waiting func(Wait)
	// Patience bounds the whole; 0 is 18 s. What was not answered by then is said, not waited for.
	Patience time.Duration
}

// Wait is an answer that takes long.
type Wait struct {
	For         string        // the title of a check
	Since, Left time.Duration // waited already, and at most from now on
}

const (
	patience      = 18 * time.Second
	attempt       = 6 * time.Second // for one answer
	waitingsEvery = time.Second
)

// impatient asks once where WeCom says that a limit is reached, and twice where it is busy or silent: a person waits.
func impatient(p client.RetryPolicy) client.RetryPolicy {
	p.MaxRetries, p.MaxConflictRetries, p.BlockTime = 1, 1, -1
	if p.AttemptTimeout == 0 {
		p.AttemptTimeout = attempt
	}
	return p
}

// Run makes all checks. A wrong secret is tried once. Run fails when the configuration is so wrong that nothing can be
// asked, or when ctx ends.
func Run(ctx context.Context, cfg client.Config, o Options) (*Report, error) {
	cfg.Retry = impatient(cfg.Retry)
	if _, err := client.New(cfg); err != nil {
		return nil, err
	}
	if cfg.Endpoint == "" {
		cfg.Endpoint = client.DefaultEndpoint
	}
	if o.Patience == 0 {
		o.Patience = patience
	}
	limited, stop := context.WithTimeout(ctx, o.Patience)
	defer stop()
	e := &examination{
		ctx: limited, whole: ctx, cfg: cfg, Options: o, began: time.Now(), causes: map[string]Check{},
		report: &Report{Version: ReportVersion, CorpID: cfg.CorpID, Endpoint: cfg.Endpoint, Summary: map[Status]int{}},
	}
	if err := e.open(); err != nil {
		return nil, err
	}
	e.contactsAsked = later(e, "Token of "+string(client.CredentialContacts), e.askContacts)
	e.app()
	e.contacts()
	e.visibleRange()
	e.customerContact()
	e.clock()
	e.quota()
	return e.report, ctx.Err()
}

// examination is one run. Each credential has a client of its own, so that none falls back on the other.
type examination struct {
	Options
	ctx, whole context.Context //nolint:containedctx // live for one call of Run
	cfg        client.Config
	began      time.Time
	report     *Report
	causes     map[string]Check // the first check of each cause
	late       bool             // the time was over before the last answer

	appClient, contactsClient *client.Client // nil: not set, or not good for anything
	contactsAsked             func() (contactsAnswer, error)
	appSees, exist            []client.Department
	appSeesErr                error
	self                      *client.Agent
}

func (e *examination) open() (err error) {
	only := func(app, contacts string) (*client.Client, error) {
		if app == "" && contacts == "" {
			return nil, nil
		}
		cfg := e.cfg
		cfg.Secret, cfg.ContactsSecret = app, contacts
		return client.New(cfg)
	}
	if e.appClient, err = only(e.cfg.Secret, ""); err != nil {
		return err
	}
	e.contactsClient, err = only("", e.cfg.ContactsSecret)
	return err
}

// later asks, and goes on. The function that it returns waits for the answer, and tells of the wait under title.
func later[T any](e *examination, title string, ask func(context.Context) (T, error)) func() (T, error) {
	var got T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		got, err = ask(e.ctx)
	}()
	return func() (T, error) {
		began := time.Now()
		tick := time.NewTicker(waitingsEvery)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return got, err
			case <-tick.C:
				if e.Waiting != nil {
					e.Waiting(Wait{For: title, Since: time.Since(began), Left: max(e.Patience-time.Since(e.began), 0)})
				}
			}
		}
	}
}

// now asks and waits for the answer.
func now[T any](e *examination, title string, ask func(context.Context) (T, error)) (T, error) {
	return later(e, title, ask)()
}

func (e *examination) add(c Check) {
	if e.whole.Err() != nil {
		return // interrupted: what follows says nothing
	}
	e.report.Checks = append(e.report.Checks, c)
	e.report.Summary[c.Status]++
	if e.Tell != nil {
		e.Tell(c)
	}
}

func (e *examination) ok(id, title, format string, args ...any) {
	e.add(Check{ID: id, Status: OK, Title: title, Detail: fmt.Sprintf(format, args...)})
}

func (e *examination) skip(id, title, why string) {
	e.add(Check{ID: id, Status: Skipped, Title: title, Detail: why})
}

// failed adds what WeCom said, with what it means and what to do. A cause that was explained already is not explained
// again.
func (e *examination) failed(s Status, id, title string, err error) {
	var api *client.APIError
	answered := errors.As(err, &api)
	if !answered && e.ctx.Err() != nil {
		e.tooLate(id, title)
		return
	}
	c := Check{ID: id, Status: s, Title: title, Detail: err.Error()}
	if x, ok := client.Explain(err); ok {
		c.Detail, c.NextStep, c.ConsolePage = x.Meaning+" ("+err.Error()+")", x.NextStep, x.ConsolePage
	}
	if answered {
		c.Errcode, c.Hint, c.Page = api.Code, api.Hint, api.Page()
	}
	if cause := client.Cause(err); cause != "" {
		if first, again := e.causes[cause]; again {
			c.SameAs, c.Detail = first.ID, fmt.Sprintf("for the same reason as %q above (%s)", first.Title, client.Briefly(err))
		} else {
			e.causes[cause] = c
		}
	}
	e.add(c)
}

// tooLate says that the time was over before an answer came.
func (e *examination) tooLate(id, title string) {
	if e.late {
		e.skip(id, title, "not asked any more, the answers took too long")
		return
	}
	e.late = true
	e.add(Check{
		ID: id, Status: Failure, Title: title,
		Detail:   fmt.Sprintf("The answers took too long: after %s in all this one was not there yet.", e.Patience),
		NextStep: "Run doctor again. If it stays slow, look at the network and at the proxies on the way (HTTPS_PROXY, NO_PROXY).",
	})
}

// result adds ok or what went wrong, and reports whether it was ok.
func (e *examination) result(id, title string, err error, format string, args ...any) bool {
	if err != nil {
		e.failed(Failure, id, title, err)
		return false
	}
	e.ok(id, title, format, args...)
	return true
}

// Clocks that differ more than this make times in reports and lists of contact ways hard to follow; tokens do not
// depend on the clock.
const tolerableSkew = time.Minute

func (e *examination) clock() {
	const id, title = "clock", "Clock of this machine"
	for _, c := range []*client.Client{e.appClient, e.contactsClient} {
		if c == nil {
			continue
		}
		ahead, known := c.ClockSkew()
		switch {
		case !known:
			continue
		case ahead.Abs() > tolerableSkew:
			e.add(Check{
				ID: id, Status: Warning, Title: title, Detail: fmt.Sprintf("WeCom's clock is %s ahead of this machine's.", ahead),
				NextStep: "Let the machine set its clock by the network (NTP).",
			})
		default:
			e.ok(id, title, "differs from WeCom's by less than %s", tolerableSkew)
		}
		return
	}
	e.skip(id, title, "no answer carried a date")
}

func (e *examination) quota() {
	share := e.cfg.MaxAPICapacity
	if share == 0 {
		share = 50
	}
	e.ok("quota", "Quota of API calls", "this run may use %d %% of WeCom's 10,000 calls a minute per API; WeCom has no call that tells how much other programs of the corp use", share)
}
