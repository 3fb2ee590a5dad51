// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNoCredential says that the provider block does not hold the credential asked for.
var ErrNoCredential = errors.New("the credential is not configured")

// NoCredentialError is a call that was not made for want of a credential. It matches ErrNoCredential.
type NoCredentialError struct {
	Path  string
	Needs Credential
	toldBy
}

func (e *NoCredentialError) Error() string {
	return fmt.Sprintf("%s needs %s: %s", e.Path, e.Needs, ErrNoCredential)
}

// Is matches ErrNoCredential.
func (e *NoCredentialError) Is(target error) bool { return target == ErrNoCredential }

// AccessToken returns the access token of cred (doc 91039, gettoken), the one that this client uses itself: it asks
// WeCom only when it has none, or one that ends within minutes. Unlike calls to the API, which fall back on the other
// secret, it fails with ErrNoCredential when cred is not configured, because each secret may do different things; a
// wrong secret is ErrBadCredential and never tried twice.
//
// expires is when the token ends at the latest, by this machine's clock. assumed: WeCom hands out the same token until
// it ends, so that of another program may end sooner than WeCom says (doc 91039); it may also end it early.
func (c *Client) AccessToken(ctx context.Context, cred Credential) (token string, expires time.Time, err error) {
	l := c.logins[cred]
	if l == nil {
		return "", time.Time{}, fmt.Errorf("%s: %w", cred, ErrNoCredential)
	}
	for {
		token, err = l.token.get(ctx)
		if err != nil {
			return "", time.Time{}, err
		}
		if expires, current := l.token.end(token); current {
			return token, expires, nil
		}
	}
}

// end is when token ends. current is false for one that another caller has replaced meanwhile.
func (s *tokenSource) end(token string) (at time.Time, current bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.endsAt, s.last != nil && s.last() == token
}
