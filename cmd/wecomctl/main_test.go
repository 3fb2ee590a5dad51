// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func run(t *testing.T, args ...string) (string, string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(&errs)
	ctx, stop := context.WithCancel(context.Background())
	stop() // a server that starts stops at once
	err := root.ExecuteContext(ctx)
	return out.String(), errs.String(), err
}

func TestVersion(t *testing.T) {
	out, _, err := run(t, "--version")
	if err != nil || out != "wecomctl version dev\n" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestEmulatorFlags(t *testing.T) {
	out, errs, err := run(t, "emulator", "--print-url", "--latency", "50ms", "--strict")
	if err != nil || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "http://127.0.0.1:") || !strings.Contains(errs, "stopped") {
		t.Errorf("%q, %q, %v", out, errs, err)
	}
	out, _, err = run(t, "emulator")
	if err != nil || !strings.Contains(out, "contacts_secret = ") {
		t.Errorf("%q, %v", out, err)
	}
	if _, _, err = run(t, "emulator", "--listen", "0.0.0.0:0"); err == nil {
		t.Error("listened anywhere without being told to")
	}
}

func TestEmulatorOpensThePage(t *testing.T) {
	dir := t.TempDir()
	seen := filepath.Join(dir, "seen")
	if err := exec.CommandContext(t.Context(), "mkfifo", seen).Run(); err != nil {
		t.Skip("skip: no mkfifo on this system")
	}
	browser := filepath.Join(dir, "browser")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\necho \"$1\" >"+seen+"\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	t.Setenv("BROWSER", browser)
	out, errs, err := run(t, "emulator", "--open", "--print-url")
	if err != nil {
		t.Fatal(err, errs)
	}
	opened, err := os.ReadFile(seen) // waits for the browser to write
	if err != nil || string(opened) != out {
		t.Errorf("the browser was told %q, the address is %q: %v", opened, out, err)
	}
	t.Setenv("BROWSER", filepath.Join(dir, "none"))
	if out, errs, err = run(t, "emulator", "--open", "--print-url"); err != nil || !strings.Contains(errs, "the page is at "+out[:len(out)-1]) {
		t.Errorf("without a browser: %q, %q, %v", out, errs, err)
	}
}

func TestDoctor(t *testing.T) {
	server := corpForTest(t)
	code, out, errs := runIn(t.Context(), "doctor")
	if code != 0 || errs != "" || !strings.Contains(out, "✓ ok         Token of secret") || !strings.HasSuffix(out, "everything is in place.\n") {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
	if err := server.Console().SetCustomerContact(emulator.ExampleApp, false); err != nil {
		t.Fatal(err)
	}
	code, out, errs = runIn(t.Context(), "doctor", "--json")
	var report struct {
		Version int
		Checks  []struct{ ID, Status string }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 1 || errs != "" || report.Version != 1 || len(report.Checks) < 15 {
		t.Errorf("%d %v\n%s\n%s", code, err, out, errs)
	}
	t.Setenv("WECOM_ENDPOINT", "http://wecom.example")
	if code, out, errs = runIn(t.Context(), "doctor"); code != 1 || out != "" || !strings.Contains(errs, "WECOM_ENDPOINT") {
		t.Errorf("%d\n%s\n%s", code, out, errs)
	}
}
