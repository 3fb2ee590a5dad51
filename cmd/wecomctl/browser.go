// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
)

// openBrowser asks the system to show url. BROWSER names another program, as it does elsewhere.
func openBrowser(ctx context.Context, url string) error {
	command := []string{"xdg-open"}
	switch {
	case os.Getenv("BROWSER") != "":
		command = []string{os.Getenv("BROWSER")}
	case runtime.GOOS == "darwin":
		command = []string{"open"}
	case runtime.GOOS == "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	// Without the cancellation: the browser outlives the emulator.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), command[0], append(command[1:], url)...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
