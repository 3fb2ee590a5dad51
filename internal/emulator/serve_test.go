// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bufio"
	"context"
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
