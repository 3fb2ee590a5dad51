// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The endpoints of a family that does not exist.
var (
	thingGet    = Declare(Endpoint{Path: "thing/get", Page: 1, Means: map[int]error{49001: ErrNotFound}})
	thingCreate = Declare(Endpoint{Path: "thing/create", Page: 1, Write: true, Once: true})
	thingUpload = Declare(Endpoint{Path: "thing/upload", Page: 1})
	thingDelete = Declare(Endpoint{Path: "thing/delete", Page: 1, Write: true, Creds: ContactsFirst})
	thingUpdate = Declare(Endpoint{Path: "thing/update", Page: 1, Write: true, Lane: Lane{Name: "things", Most: 10}})
)

type thingAnswer struct {
	ID int64 `json:"department.id"`
}

func (a *thingAnswer) Check(bool) error {
	if a.ID == 0 {
		return errors.New("it holds no thing")
	}
	return nil
}

func getThing(ctx context.Context, c *Client) error {
	_, err := c.Do(ctx, Request{Endpoint: thingGet, Body: struct{}{}, Out: &thingAnswer{}})
	return err
}

func writeByContacts(ctx context.Context, c *Client) error {
	_, err := c.Do(ctx, Request{Endpoint: thingDelete, Body: struct{}{}})
	return err
}

func updateThing(ctx context.Context, c *Client) error {
	_, err := c.Do(ctx, Request{Endpoint: thingUpdate, Body: struct{}{}})
	return err
}

const oneDepartment = `{"errcode":0,"errmsg":"ok","department":{"id":2}}`

// stream answers in memory with bodies that are made while they are read.
type stream func(r *http.Request) io.Reader

func (s stream) RoundTrip(r *http.Request) (*http.Response, error) {
	body := io.Reader(strings.NewReader(`{"errcode":0,"access_token":"CANARY-token","expires_in":7200}`))
	if !strings.HasSuffix(r.URL.Path, "/gettoken") {
		body = s(r)
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r, Body: io.NopCloser(body)}, nil
}

func streamClient(t *testing.T, s stream) *Client {
	t.Helper()
	c, err := New(Config{CorpID: "ww", Secret: canaryApp, MaxAPICapacity: 100, HTTPClient: &http.Client{Transport: s}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// refuseToken answers 42001 to one token and passes everything else on.
type refuseToken string

func (r refuseToken) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Query().Get("access_token") == string(r) {
		w := httptest.NewRecorder()
		fail(42001)(w)
		return w.Result(), nil
	}
	return http.DefaultTransport.RoundTrip(req)
}
