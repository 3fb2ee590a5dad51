// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// brokenFor fails one path without telling any trace what it has sent.
type brokenFor string

func (b brokenFor) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, string(b)) {
		return nil, errors.New("broken")
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestConnection_withoutTraceCountsAsSent(t *testing.T) {
	f := newFake(t).on(departmentList.Path, tree(`{"id":12,"name":"n","parentid":5}`))
	c := f.client(appOnly, func(c *Config) { c.HTTPClient = &http.Client{Transport: brokenFor(departmentCreate.Path)} })
	_, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "n", ParentID: 5})
	if !errors.Is(err, ErrOutcomeUnknown) {
		t.Errorf("got %v, want ErrOutcomeUnknown", err)
	}
}

// Interrupted while the answer is awaited: the department may exist.
func TestCreate_interrupted(t *testing.T) {
	f := newFake(t)
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	f.on(departmentCreate.Path, func(http.ResponseWriter) { cancel(); <-release })
	// An answer that never comes is waited for as long as one attempt may take.
	brief := func(cfg *Config) { cfg.Retry.AttemptTimeout = 2 * time.Second }
	_, err := f.client(brief).Departments.Create(ctx, &CreateDepartmentRequest{Name: "n", ParentID: 5, KnownAbsent: true})
	if !errors.Is(err, ErrOutcomeUnknown) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an unknown outcome by cancellation", err)
	}
	if len(f.Got()) != 1 {
		t.Errorf("sent %v", f.Got())
	}

	done, cancelled := context.WithCancel(t.Context())
	cancelled()
	if _, err := f.client().Departments.Create(done, &CreateDepartmentRequest{Name: "n", ParentID: 5}); errors.Is(err, ErrOutcomeUnknown) || !errors.Is(err, context.Canceled) {
		t.Errorf("never sent: got %v", err)
	}
}

func TestToken_wrongSecretIsAskedOnce(t *testing.T) {
	for _, code := range []int{40001, 40013, 40091} {
		f := newFake(t)
		f.OnToken = func(string, int) answer { return fail(code) }
		c := f.client(appOnly)
		var first error
		for _, m := range methods {
			_, err := m.call(t.Context(), c)
			if !errors.Is(err, ErrBadCredential) {
				t.Fatalf("%d %s: got %v", code, m.name, err)
			}
			if first == nil {
				first = err
			} else if err.Error() != first.Error() {
				t.Errorf("%d: %q, first it was %q", code, err, first)
			}
		}
		var api *APIError
		if !errors.As(first, &api) || api.Path != "gettoken" || api.Credential != "secret" {
			t.Errorf("%d: %#v", code, first)
		}
		if f.TokenCalls() != 1 || len(f.Got()) != 0 {
			t.Errorf("%d: %d gettoken, %d calls, want 1 and 0", code, f.TokenCalls(), len(f.Got()))
		}
	}
}
