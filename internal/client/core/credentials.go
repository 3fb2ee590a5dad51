// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"sync/atomic"
)

// Credential names a secret as the provider block does.
type Credential string

// The two credentials of a provider block.
const (
	// CredentialApp is the secret of a self-built app: it reads the directory inside its visible range and, once listed
	// under 客户联系 → 可调用接口的应用, works on everything under externalcontact.
	CredentialApp Credential = "secret"
	// CredentialContacts is the secret of 通讯录同步: the only one that writes the directory. From addresses new since
	// 2022-08 it reads ids only.
	CredentialContacts Credential = "contacts_secret"
)

// hidden keeps a secret out of every kind of formatted output: fmt prints the address of a function, even for fields it
// reaches by reflection.
type hidden func() string

func hide(s string) hidden { return func() string { return s } }

// Login is one configured credential with its token.
type Login struct {
	name  Credential
	token *tokenSource
	// idsOnly is set once WeCom answered 48009: that depends on secret and address, so asking again in this run would
	// only cost a call each time.
	idsOnly atomic.Bool
}

// Has reports whether a credential is configured.
func (c *Client) Has(name Credential) bool { return c.logins[name] != nil }

// loginFor returns the first configured credential of the endpoint's order.
func (c *Client) loginFor(e *Endpoint) *Login {
	for _, name := range e.Creds {
		if l := c.logins[name]; l != nil {
			return l
		}
	}
	return nil
}

// ReadDetails makes a call that 通讯录同步 may be refused with 48009. ok is false when that is so and ids are all that can
// be read.
func (c *Client) ReadDetails(ctx context.Context, req Request) (ok bool, err error) {
	l := c.loginFor(req.Endpoint)
	if l.idsOnly.Load() {
		return false, nil
	}
	_, err = c.Do(ctx, req)
	var api *APIError
	if errors.As(err, &api) && api.Code == 48009 {
		l.idsOnly.Store(true)
		return false, nil
	}
	return true, err
}

// SeparateApp returns the app's credential if it is one of two different ones.
func (c *Client) SeparateApp() *Login {
	if c.SeparateContacts() == nil {
		return nil
	}
	return c.logins[CredentialApp]
}

// SeparateContacts returns the contacts credential if it is one of two different ones, so that asking it tells more
// than asking the app did.
func (c *Client) SeparateContacts() *Login {
	app, contacts := c.logins[CredentialApp], c.logins[CredentialContacts]
	if app == nil || contacts == nil || app.token == contacts.token {
		return nil
	}
	return contacts
}
