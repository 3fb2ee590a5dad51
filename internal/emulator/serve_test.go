// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

func TestServeStopsGracefully(t *testing.T) {
	out, outWriter := io.Pipe()
	var notes strings.Builder
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() {
		stopped <- Serve(ctx, ServeOptions{Listen: "127.0.0.1:0", CorpPath: filepath.Join(t.TempDir(), "corp.json"), PrintURL: true, Out: outWriter, Err: &notes})
		outWriter.Close()
	}()
	lines := bufio.NewScanner(out)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "http://127.0.0.1:") {
		t.Fatalf("first line %q", lines.Text())
	}
	resp, err := http.Get(lines.Text() + "/cgi-bin/gettoken")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	equal(t, "answer", resp.Header.Get("Error-Code"), "41004")
	stop()
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if lines.Scan() {
		t.Errorf("stdout has more than the URL: %q", lines.Text())
	}
	for _, want := range []string{ExampleSecret, ExampleContactsSecret, ExampleCorpID, "endpoint        = \"http://127.0.0.1:", "stopped"} {
		if !strings.Contains(notes.String(), want) {
			t.Errorf("%q is not in %q", want, notes.String())
		}
	}
}

// A second emulator would overwrite what the first one saved.
func TestServeKeepsTheCorpFileForItself(t *testing.T) {
	dir := t.TempDir()
	corp := filepath.Join(dir, "corp.json")
	serve := func() (url string, stop func()) {
		out, outWriter := io.Pipe()
		ctx, cancel := context.WithCancel(t.Context())
		stopped := make(chan error, 1)
		go func() {
			stopped <- Serve(ctx, ServeOptions{Listen: "127.0.0.1:0", CorpPath: corp, PrintURL: true, Out: outWriter, Err: io.Discard})
			outWriter.Close()
		}()
		lines := bufio.NewScanner(out)
		if !lines.Scan() {
			t.Fatal(<-stopped)
		}
		return lines.Text(), func() {
			cancel()
			if err := <-stopped; err != nil {
				t.Error(err)
			}
		}
	}
	url, stop := serve()
	err := Serve(t.Context(), ServeOptions{Listen: "127.0.0.1:0", CorpPath: corp, Out: io.Discard, Err: io.Discard})
	if err == nil || !strings.Contains(err.Error(), "in use by another emulator ("+url+")") {
		t.Errorf("a second one: %v", err)
	}
	stop()
	for range 2 { // one after the other is no conflict, and nothing is left behind
		_, stop = serve()
		stop()
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 1 {
		t.Errorf("%v %v", files, err)
	}
}

func TestServeRefusesToLeaveLoopback(t *testing.T) {
	for _, listen := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "example.com:80"} {
		err := Serve(context.Background(), ServeOptions{Listen: listen, Out: io.Discard, Err: io.Discard})
		if err == nil || !strings.Contains(err.Error(), "--listen-anywhere") {
			t.Errorf("%s: %v", listen, err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, o := range []ServeOptions{{Listen: "localhost:0"}, {Listen: "[::1]:0"}, {Listen: "0.0.0.0:0", ListenAnywhere: true}} {
		o.Out, o.Err = io.Discard, io.Discard
		if err := Serve(ctx, o); err != nil && !strings.Contains(err.Error(), "cannot assign requested address") {
			t.Errorf("%s: %v", o.Listen, err)
		}
	}
}

// Whoever lets others in is told so, on stderr, where it shows with --print-url too.
func TestServeWarnsBeyondLoopback(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, printURL := range []bool{false, true} {
		var out, notes strings.Builder
		if err := Serve(ctx, ServeOptions{Listen: "0.0.0.0:0", ListenAnywhere: true, PrintURL: printURL, Out: &out, Err: &notes}); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(notes.String(), "WARNING: listening on ") || !strings.Contains(notes.String(), "without a password and unencrypted") || strings.Contains(out.String(), "WARNING") {
			t.Errorf("stdout %q, stderr %q", out.String(), notes.String())
		}
		out.Reset()
		notes.Reset()
		if err := Serve(ctx, ServeOptions{Listen: "127.0.0.1:0", ListenAnywhere: true, PrintURL: printURL, Out: &out, Err: &notes}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String()+notes.String(), "WARNING") {
			t.Errorf("on loopback: stdout %q, stderr %q", out.String(), notes.String())
		}
	}
}

// A share of WeCom's quota is enforced when asked for.
func TestServeQuotaShare(t *testing.T) {
	for _, share := range []int{-1, 101} {
		if err := Serve(context.Background(), ServeOptions{Listen: "127.0.0.1:0", QuotaShare: share, Out: io.Discard, Err: io.Discard}); err == nil || !strings.Contains(err.Error(), "--quota-share") {
			t.Errorf("%d: %v", share, err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	answers := map[string]int{}
	err := Serve(ctx, ServeOptions{Listen: "127.0.0.1:0", QuotaShare: 1, Out: io.Discard, Err: io.Discard, Opened: func(url string) {
		defer stop()
		get := func(path string) (code, body string) {
			resp, err := http.Get(url + "/cgi-bin/" + path)
			if err != nil {
				t.Error(err)
				return "", ""
			}
			defer resp.Body.Close()
			raw, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Error(err)
			}
			return resp.Header.Get("Error-Code"), string(raw)
		}
		var token struct {
			Value string `json:"access_token"`
		}
		if _, body := get("gettoken?corpid=" + ExampleCorpID + "&corpsecret=" + ExampleSecret); json.Unmarshal([]byte(body), &token) != nil {
			t.Error(body)
		}
		for range 101 {
			code, _ := get("department/list?access_token=" + token.Value)
			answers[code]++
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "answers", fmt.Sprint(answers), "map[0:100 45009:1]")
}
