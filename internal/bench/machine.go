// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// environment says on what the figures were taken.
func (o *options) environment(ctx context.Context) (string, error) {
	cmd := exec.CommandContext(ctx, o.cli, "version")
	cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	cmd.Dir = os.TempDir() // not one with a lock file
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s version: %w", o.cli, err)
	}
	cli, _, _ := strings.Cut(string(out), "\n")
	return fmt.Sprintf("Medians of %d runs on %s, %s, %s on %s/%s, %s%s; every answer of the emulator takes %s.\n",
		o.runs, time.Now().Format(time.DateOnly), cli, runtime.Version(), runtime.GOOS, runtime.GOARCH, processors(), load(), o.latency), nil
}

func processors() string { return fmt.Sprintf("%d CPUs", runtime.NumCPU()) }

// load is what else the machine did: figures of a busy one compare the columns, not the times.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return ", load " + strings.Join(strings.Fields(string(raw))[:3], " ")
}
