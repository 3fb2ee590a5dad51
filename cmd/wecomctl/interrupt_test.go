// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fakeCLI is a CLI that plans until it is interrupted, writes down each interrupt, and takes a moment to end.
const fakeCLI = `#!/bin/sh
trap 'echo interrupt >>"$SEEN"; left=0' INT
echo planning >>"$SEEN"
left=100
while [ "$left" -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
sleep 0.5
echo ended >>"$SEEN"
exit 1
`

// A Ctrl-C at a terminal interrupts every program of the process group. The CLI is to see one, not two, which would
// make it end without giving the state lock back.
func TestDrift_interruptedOnce(t *testing.T) {
	if os.Getenv("WECOMCTL_TEST_DRIFT") != "" {
		ctx, stop := signal.NotifyContext(t.Context(), os.Interrupt)
		code, _, errs := runIn(ctx, "drift", "--plan-only", "--cli", os.Getenv("WECOMCTL_TEST_DRIFT"), "--dir", t.TempDir())
		if errs != "Interrupted.\n" {
			code = 99
		}
		stop()
		os.Exit(code)
	}
	dir := t.TempDir()
	cli, seen := filepath.Join(dir, "terraform"), filepath.Join(dir, "seen")
	if err := os.WriteFile(cli, []byte(fakeCLI), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestDrift_interruptedOnce$")
	cmd.Env = append(os.Environ(), "WECOMCTL_TEST_DRIFT="+cli, "SEEN="+seen)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	for tick := time.NewTicker(20 * time.Millisecond); ; <-tick.C {
		if raw, err := os.ReadFile(seen); err == nil && strings.Contains(string(raw), "planning") {
			tick.Stop()
			break
		}
		select {
		case <-deadline.C:
			t.Fatal("the CLI was not started")
		default:
		}
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("%v\n%s", err, out.String())
	}
	raw, err := os.ReadFile(seen)
	if err != nil || string(raw) != "planning\ninterrupt\nended\n" {
		t.Errorf("the CLI saw %q %v", raw, err)
	}
}
