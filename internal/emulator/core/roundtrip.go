// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
)

// Transport answers HTTP requests of this process without a socket, for tests that make very many. A fault that cuts
// the connection is io.ErrUnexpectedEOF.
func (s *Server) Transport() http.RoundTripper { return transport{s} }

type transport struct{ server *Server }

// RoundTrip implements http.RoundTripper.
func (t transport) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	var body []byte
	if r.Body != nil {
		body, err = io.ReadAll(r.Body)
		_ = r.Body.Close()
		if err != nil {
			return nil, err
		}
	}
	// What a client learns from a real transport about what was sent.
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil {
		if trace.GetConn != nil {
			trace.GetConn(r.URL.Host)
		}
		if trace.WroteHeaders != nil {
			trace.WroteHeaders()
		}
	}
	in := httptest.NewRequestWithContext(r.Context(), r.Method, r.URL.RequestURI(), bytes.NewReader(body))
	in.Header, in.Host, in.RemoteAddr = r.Header.Clone(), r.URL.Host, "127.0.0.1:1"
	w := httptest.NewRecorder()
	defer func() {
		switch cut := recover(); {
		case cut == nil:
		case cut == http.ErrAbortHandler: //nolint:errorlint // the handler panics with this very value
			resp, err = nil, io.ErrUnexpectedEOF
		default:
			panic(fmt.Sprintf("%s %s: %v", r.Method, r.URL.Path, cut))
		}
		if r.Context().Err() != nil {
			resp, err = nil, r.Context().Err()
		}
	}()
	t.server.ServeHTTP(w, in)
	resp = w.Result()
	resp.Request = r
	return resp, nil
}
