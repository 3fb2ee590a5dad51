// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
)

// findCLI is the Terraform or OpenTofu to run: the one asked for, that of TERRAFORM, or the first on the PATH.
func findCLI(asked string) (string, error) {
	if asked = cmp.Or(asked, os.Getenv("TERRAFORM")); asked != "" {
		path, err := exec.LookPath(asked)
		if err != nil {
			return "", failure.New("Unable to run the CLI", "%w", err)
		}
		return filepath.Abs(path)
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return filepath.Abs(path)
		}
	}
	return "", failure.New("Unable to run the CLI", "Neither terraform nor tofu is on the PATH. Name one with --cli, "+
		"or give the JSON of a saved plan: terraform plan -out=PLAN, terraform show -json PLAN > PLAN.json.")
}

// planJSON makes a plan in a folder and returns its JSON. It runs the CLI with the environment as it is, so that
// TF_WORKSPACE, TF_VAR_… and TF_CLI_ARGS_plan mean what they mean elsewhere. The saved plan holds values of the state
// and is removed at once. What the plan prints goes to errs when show is set, and when it fails.
func planJSON(ctx context.Context, cli, folder string, errs io.Writer, show bool) ([]byte, error) {
	private, err := os.MkdirTemp("", "wecomctl-drift-") // 0700
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(private)
	saved := filepath.Join(private, "plan")
	var printed bytes.Buffer
	waiting := newLine(errs)
	if waiting.out != nil && !show {
		waiting.draw("Planning: " + filepath.Base(cli) + " plan in " + folder)
	}
	err = runCLI(ctx, cli, folder, &printed, &printed, "plan", "-input=false", "-no-color", "-out="+saved)
	waiting.end()
	if err != nil {
		if ctx.Err() == nil {
			_, _ = errs.Write(printed.Bytes())
		}
		return nil, failure.New("Unable to plan", "%s plan failed in %s: %w. What it printed stands above.", filepath.Base(cli), folder, err)
	}
	if show { // without the path of the saved plan, which is gone in a moment
		if err := runCLI(ctx, cli, folder, errs, errs, "show", "-no-color", saved); err != nil {
			return nil, failure.New("Unable to show the plan", "%s show failed in %s: %w.", filepath.Base(cli), folder, err)
		}
	}
	var out bytes.Buffer
	if err := runCLI(ctx, cli, folder, &out, errs, "show", "-json", saved); err != nil {
		return nil, failure.New("Unable to read the plan", "%s show -json failed in %s: %w.", filepath.Base(cli), folder, err)
	}
	return out.Bytes(), nil
}

// runCLI runs one command. An interrupt reaches it once, however it comes: it stands outside the process group that a
// terminal interrupts as a whole, and is told by this process, so that it gives its state lock back. A second one ends
// it at once, as its own rules say.
func runCLI(ctx context.Context, cli, folder string, out, errs io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, cli, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, out, errs
	outsideTheGroup(cmd)
	cmd.Cancel = func() error { return interrupt(cmd.Process) }
	if err := cmd.Start(); err != nil {
		return err
	}
	again := make(chan os.Signal, 1)
	signal.Notify(again, os.Interrupt)
	defer signal.Stop(again)
	done := make(chan struct{})
	defer close(done)
	go func() {
		for first := true; ; first = false {
			select {
			case <-done:
				return
			case <-again:
				if !first { // the first one ends ctx
					_ = interrupt(cmd.Process)
				}
			}
		}
	}()
	err := cmd.Wait()
	if ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	return err
}
