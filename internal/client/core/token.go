// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	tokenLife  = 2 * time.Hour   // when gettoken does not say (doc 91039)
	tokenEarly = 5 * time.Minute // how much earlier a token is renewed
)

// tokenSource holds the token of one secret.
type tokenSource struct {
	c      *Client
	name   Credential
	secret hidden
	flight singleflight.Group

	mu      sync.Mutex
	current hidden    // nil when there is none
	last    hidden    // the token issued last, even if dropped since
	renewAt time.Time // when to ask for the next one
	endsAt  time.Time // end of validity, counted from the first fetch
	worked  bool      // some call was let in with a token of this secret
	refused error     // gettoken said no: it is never asked again
	banned  error     // WeCom does not trust the calling address, for every call with this secret
}

// get returns a valid token. Callers share one request; one whose context ends leaves alone.
func (s *tokenSource) get(ctx context.Context) (string, error) {
	if t, ok, err := s.cached(); ok {
		return t, err
	}
	// WithoutCancel: the request belongs to all who wait for it.
	shared := context.WithoutCancel(ctx)
	ch := s.flight.DoChan("", func() (any, error) {
		if t, ok, err := s.cached(); ok {
			return t, err
		}
		return s.fetch(shared)
	})
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-ch:
		if r.Err != nil {
			return "", r.Err
		}
		token, ok := r.Val.(string)
		if !ok {
			return "", fmt.Errorf("gettoken: the flight brought %T", r.Val)
		}
		return token, nil
	}
}

func (s *tokenSource) cached() (token string, ok bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refused != nil {
		return "", true, s.refused
	}
	if s.current != nil && s.c.Now().Before(s.renewAt) {
		return s.current(), true, nil
	}
	return "", false, nil
}

type tokenAnswer struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int64  `json:"expires_in"`
}

func (s *tokenSource) fetch(ctx context.Context) (string, error) {
	var out tokenAnswer
	_, err := s.c.Do(ctx, Request{
		Endpoint: tokens,
		Login:    &Login{name: s.name, token: s},
		Query:    url.Values{"corpid": {s.c.corpID}, "corpsecret": {s.secret()}},
		Out:      &out,
	})
	if err == nil && out.AccessToken == "" {
		err = errors.New("gettoken: the answer holds no access_token")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.c.Now()
	if err != nil {
		var api *APIError
		if errors.As(err, &api) && !transient(api.Code) {
			// Wrong secrets get the calling address banned for an hour, and no other refusal heals within a run either.
			s.refused = err
			return "", err
		}
		if s.current != nil && now.Before(s.endsAt) {
			// Renewing early failed; the old token still has minutes to live.
			s.renewAt = now.Add(time.Minute)
			return s.current(), nil
		}
		return "", err
	}
	life := time.Duration(out.ExpiresIn) * time.Second
	if life <= 0 {
		life = tokenLife
	}
	if s.last != nil && s.last() == out.AccessToken {
		// The same token again: WeCom repeats it until it ends, and what it says about its life is then not to be
		// trusted.
		s.renewAt = s.endsAt
		if !now.Before(s.endsAt) {
			s.renewAt = now.Add(time.Minute)
		}
	} else {
		s.endsAt = now.Add(life)
		s.renewAt = now.Add(max(life-tokenEarly, life/2))
		s.c.secrets.add(out.AccessToken)
	}
	s.current = hide(out.AccessToken)
	s.last = s.current
	return out.AccessToken, nil
}

// drop forgets token, unless another caller has replaced it already.
func (s *tokenSource) drop(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil && s.current() == token {
		s.current = nil
	}
}

// bar notes that WeCom does not trust the calling address: the list of trusted ones belongs to the secret, and does not
// change within a run, so no further call is made with it.
func (s *tokenSource) bar(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.banned == nil {
		s.banned = err
	}
}

func (s *tokenSource) barred() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.banned
}

// noteWorked records that WeCom let a call in.
func (s *tokenSource) noteWorked() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.worked = true
}

func (s *tokenSource) hasWorked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.worked
}
