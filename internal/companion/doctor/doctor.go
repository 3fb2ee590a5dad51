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

// Run makes all checks, one call after another, and tells tell of each as it ends. A wrong secret is tried once. Run
// fails when the configuration is so wrong that nothing can be asked, or when ctx ends.
func Run(ctx context.Context, cfg client.Config, tell func(Check)) (*Report, error) {
	if _, err := client.New(cfg); err != nil {
		return nil, err
	}
	if cfg.Endpoint == "" {
		cfg.Endpoint = client.DefaultEndpoint
	}
	e := &examination{
		ctx: ctx, cfg: cfg, tell: tell,
		report: &Report{Version: ReportVersion, CorpID: cfg.CorpID, Endpoint: cfg.Endpoint, Summary: map[Status]int{}},
	}
	if err := e.open(); err != nil {
		return nil, err
	}
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
	ctx    context.Context
	cfg    client.Config
	tell   func(Check)
	report *Report

	appClient, contactsClient *client.Client // nil: not set, or not good for anything
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

func (e *examination) add(c Check) {
	e.report.Checks = append(e.report.Checks, c)
	e.report.Summary[c.Status]++
	if e.tell != nil {
		e.tell(c)
	}
}

func (e *examination) ok(id, title, format string, args ...any) {
	e.add(Check{ID: id, Status: OK, Title: title, Detail: fmt.Sprintf(format, args...)})
}

func (e *examination) skip(id, title, why string) {
	e.add(Check{ID: id, Status: Skipped, Title: title, Detail: why})
}

// failed adds what WeCom said, with what it means and what to do.
func (e *examination) failed(s Status, id, title string, err error) {
	c := Check{ID: id, Status: s, Title: title, Detail: err.Error()}
	if x, ok := client.Explain(err); ok {
		c.Detail, c.NextStep, c.ConsolePage = x.Meaning+" ("+err.Error()+")", x.NextStep, x.ConsolePage
	}
	var api *client.APIError
	if errors.As(err, &api) {
		c.Errcode, c.Hint, c.Page = api.Code, api.Hint, api.Page()
	}
	e.add(c)
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
