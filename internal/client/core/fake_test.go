// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core/coretest"
)

const (
	canaryApp      = coretest.CanaryApp
	canaryContacts = coretest.CanaryContacts
	canaryToken    = coretest.CanaryToken
)

type (
	answer = coretest.Answer
)

var (
	ok        = coretest.OK
	fail      = coretest.Fail
	status    = coretest.Status
	lost      = coretest.Lost
	tokenOf   = coretest.TokenOf
	truncated = coretest.Truncated
)

// fake is a WeCom with scripted answers, and makes clients on its clock.
type fake struct{ *coretest.Fake }

func newFake(t *testing.T) *fake {
	t.Helper()
	return &fake{coretest.NewFake(t)}
}

func (f *fake) on(path string, answers ...answer) *fake {
	f.On(path, answers...)
	return f
}

func (f *fake) config() Config {
	return Config{
		Endpoint: f.Srv.URL, CorpID: "wwcorp", Secret: canaryApp, ContactsSecret: canaryContacts,
		UserAgent: "terraform-provider-wecom/test", MaxAPICapacity: 100,
	}
}

func (f *fake) client(change ...func(*Config)) *Client {
	f.T.Helper()
	cfg := f.config()
	for _, c := range change {
		c(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		f.T.Fatal(err)
	}
	f.attach(c)
	return c
}

func (f *fake) attach(c *Client) { c.Now, c.Sleep = f.Now, f.Sleep }

func appOnly(c *Config)      { c.ContactsSecret = "" }
func contactsOnly(c *Config) { c.Secret = "" }
