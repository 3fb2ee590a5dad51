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
func environment(ctx context.Context, program string, runs int, latency time.Duration) (string, error) {
	cmd := exec.CommandContext(ctx, program, "version")
	cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	cmd.Dir = os.TempDir() // not one with a lock file
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s version: %w", program, err)
	}
	cli, _, _ := strings.Cut(string(out), "\n")
	return fmt.Sprintf("Medians of %d runs on %s, %s, %s on %s/%s, %s%s; every answer of the emulator takes %s.\n",
		runs, time.Now().Format(time.DateOnly), cli, runtime.Version(), runtime.GOOS, runtime.GOARCH, processors(), load(), latency), nil
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
