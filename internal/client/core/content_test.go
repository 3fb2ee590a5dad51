// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// An upload takes the way of every call: token, a renewed one, repetition after a lost answer.
func TestUpload(t *testing.T) {
	var got []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cgi-bin/gettoken" {
			ok(`{"errcode":0,"access_token":"CANARY-t","expires_in":7200}`)(w)
			return
		}
		file, head, err := r.FormFile("media")
		if err != nil {
			t.Error(err)
			return
		}
		raw, _ := io.ReadAll(file)
		got = append(got, head.Filename+"|"+head.Header.Get("Content-Disposition")+"|"+head.Header.Get("Content-Type")+"|"+string(raw)+"|"+r.URL.Query().Get("type"))
		switch len(got) {
		case 1:
			fail(42001)(w)
		case 2:
			lost(w)
		default:
			ok(`{"errcode":0,"errmsg":"","media_id":"m1","created_at":"1380000000"}`)(w)
		}
	}))
	defer srv.Close()
	f := newFake(t)
	c := f.client(func(cfg *Config) { cfg.Endpoint = srv.URL })
	var out struct {
		ID      string `json:"media_id"`
		Created int64  `json:"created_at"`
	}
	_, err := c.Do(t.Context(), Request{
		Endpoint: thingUpload, Query: map[string][]string{"type": {"image"}}, Out: &out,
		File: &File{Name: "封面 \"1\".png", Type: "image/png", Content: []byte("picture")},
	})
	if err != nil || out.ID != "m1" || out.Created != 1380000000 {
		t.Errorf("%+v, %v", out, err)
	}
	const want = `封面 "1".png|form-data; name="media"; filename="封面 \"1\".png"; filelength=7|image/png|picture|image`
	if len(got) != 3 || got[2] != want {
		t.Errorf("got %q, want three times\n%s", got, want)
	}
}

// A large file gets more time than a call.
func TestContent_takes(t *testing.T) {
	var none *content
	if none.takes() != 0 || (&content{bytes: make([]byte, 10<<20)}).takes() != 160*time.Second {
		t.Error("the time of an upload does not grow with it")
	}
}
