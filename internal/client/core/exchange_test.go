// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
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
		_, err := c.Do(t.Context(), Request{Endpoint: thingCreate, Body: struct{}{}})
		var conn *ConnectionError
		if !errors.As(err, &conn) || conn.Sent || errors.Is(err, ErrOutcomeUnknown) {
			t.Errorf("%s: got %v", name, err)
		}
		if len(f.Slept) != 0 {
			t.Errorf("%s: %d pauses, want none", name, len(f.Slept))
		}
	}
}

func TestExchange_limitsTheAnswer(t *testing.T) {
	f := newFake(t).on(thingGet.Path, func(w http.ResponseWriter) {
		chunk := []byte(strings.Repeat(" ", 1<<20))
		for range 33 {
			_, _ = w.Write(chunk)
		}
	})
	var resp *ResponseError
	if err := get2(t, f.client()); !errors.As(err, &resp) || !strings.Contains(resp.Problem, "32 MiB") || len(f.Got()) != 1 {
		t.Errorf("%v after %d calls", err, len(f.Got()))
	}
}
