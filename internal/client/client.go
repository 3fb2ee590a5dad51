// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package client talks to WeCom's server API (企业微信服务端 API) for one corp.
package client

import (
	"net/http"
	"sync"
	"time"
)

// Config says which corp to talk to, with which secrets, and how hard.
type Config struct {
	Endpoint       string // default https://qyapi.weixin.qq.com; a base path is kept
	CorpID         string
	Secret         string // of the self-built app
	ContactsSecret string // of 通讯录同步
	UserAgent      string // default terraform-provider-wecom
	// MaxAPICapacity is the share of WeCom's quota per API that this client may
	// use, in percent from 1 to 100; 0 means 50.
	MaxAPICapacity int
	HTTPClient     *http.Client // nil: a client of our own
	Retry          RetryPolicy
}

// RetryPolicy bounds repetition; every zero field means its default.
type RetryPolicy struct {
	MaxRetries     int           // repetitions after the first attempt
	BaseDelay      time.Duration // of the exponential back-off
	MaxDelay       time.Duration
	AttemptTimeout time.Duration // of one HTTP exchange
	BlockTime      time.Duration // wait after 45009
}

// Client is safe for use by many goroutines.
type Client struct {
	Departments  *DepartmentService
	Members      *MemberService
	CustomerTags *CustomerTagService

	corpID  string
	notices sync.Map
}

// New checks cfg and returns a client. It sends nothing.
func New(cfg Config) (*Client, error) {
	c := &Client{corpID: cfg.CorpID}
	c.Departments = &DepartmentService{c}
	c.Members = &MemberService{c}
	c.CustomerTags = &CustomerTagService{c}
	return c, nil
}

// CorpID returns the corp this client talks to.
func (c *Client) CorpID() string { return c.corpID }

// Notice names something a user should be told once per run.
type Notice string

const (
	// NoticeDepartmentNamesUnreadable: department names could not be read (48009).
	NoticeDepartmentNamesUnreadable Notice = "department_names_unreadable"
	// NoticeMemberDetailsUnreadable: only member ids could be read (48009).
	NoticeMemberDetailsUnreadable Notice = "member_details_unreadable"
)

// TakeNotice returns true exactly once per client and notice, to the caller
// that shall show it.
func (c *Client) TakeNotice(n Notice) bool {
	_, taken := c.notices.LoadOrStore(n, true)
	return !taken
}
