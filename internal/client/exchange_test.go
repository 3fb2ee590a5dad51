// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// What no repetition repairs is not repeated, and certainly was not sent.
func TestConnection_permanentFailures(t *testing.T) {
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	unknown := httptest.NewUnstartedServer(http.NotFoundHandler())
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	unknown.StartTLS()
	defer unknown.Close()
	for name, endpoint := range map[string]string{
		"https to a plain server": strings.Replace(plain.URL, "http:", "https:", 1),
		"unknown certificate":     unknown.URL,
	} {
		f := newFake(t)
		c := f.client(func(cfg *Config) { cfg.Endpoint = endpoint })
		_, err := c.Departments.Create(t.Context(), &CreateDepartmentRequest{Name: "n", ParentID: 1})
		var conn *ConnectionError
		if !errors.As(err, &conn) || conn.Sent || errors.Is(err, ErrOutcomeUnknown) {
			t.Errorf("%s: got %v", name, err)
		}
		if len(f.slept) != 0 {
			t.Errorf("%s: %d pauses, want none", name, len(f.slept))
		}
	}
}

// brokenFor fails one path without telling any trace what it has sent.
type brokenFor string

func (b brokenFor) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, string(b)) {
		return nil, errors.New("broken")
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestConnection_withoutTraceCountsAsSent(t *testing.T) {
	f := newFake(t).on(pathDepartmentList, tree(`{"id":12,"name":"n","parentid":5}`))
	c := f.client(appOnly)
	c.http.Transport = brokenFor(pathDepartmentCreate)
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
	f.on(pathDepartmentCreate, func(http.ResponseWriter) { cancel(); <-release })
	// An answer that never comes is waited for as long as one attempt may take.
	brief := func(cfg *Config) { cfg.Retry.AttemptTimeout = 2 * time.Second }
	_, err := f.client(brief).Departments.Create(ctx, &CreateDepartmentRequest{Name: "n", ParentID: 5, KnownAbsent: true})
	if !errors.Is(err, ErrOutcomeUnknown) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an unknown outcome by cancellation", err)
	}
	if len(f.got()) != 1 {
		t.Errorf("sent %v", f.got())
	}

	done, cancelled := context.WithCancel(t.Context())
	cancelled()
	if _, err := f.client().Departments.Create(done, &CreateDepartmentRequest{Name: "n", ParentID: 5}); errors.Is(err, ErrOutcomeUnknown) || !errors.Is(err, context.Canceled) {
		t.Errorf("never sent: got %v", err)
	}
}

func TestExchange_limitsTheAnswer(t *testing.T) {
	f := newFake(t).on(pathDepartmentGet, func(w http.ResponseWriter) {
		chunk := []byte(strings.Repeat(" ", 1<<20))
		for range 33 {
			_, _ = w.Write(chunk)
		}
	})
	var resp *ResponseError
	if err := get2(t, f.client()); !errors.As(err, &resp) || !strings.Contains(resp.Problem, "32 MiB") || len(f.got()) != 1 {
		t.Errorf("%v after %d calls", err, len(f.got()))
	}
}
