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
// and is removed at once. What the CLI prints goes to errs.
func planJSON(ctx context.Context, cli, folder string, errs io.Writer) ([]byte, error) {
	private, err := os.MkdirTemp("", "wecomctl-drift-") // 0700
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(private)
	saved := filepath.Join(private, "plan")
	if _, err := runCLI(ctx, cli, folder, errs, errs, "plan", "-input=false", "-no-color", "-out="+saved); err != nil {
		return nil, failure.New("Unable to plan", "%s plan failed in %s: %w. What it printed stands above.", filepath.Base(cli), folder, err)
	}
	out, err := runCLI(ctx, cli, folder, nil, errs, "show", "-json", saved)
	if err != nil {
		return nil, failure.New("Unable to read the plan", "%s show -json failed in %s: %w.", filepath.Base(cli), folder, err)
	}
	return out, nil
}

// runCLI runs one command; its output goes to out, or is returned where out is nil.
func runCLI(ctx context.Context, cli, folder string, out, errs io.Writer, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, cli, args...)
	// An interrupt, so that the CLI gives its state lock back.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, out, errs
	var kept bytes.Buffer
	if out == nil {
		cmd.Stdout = &kept
	}
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil, errors.Join(ctx.Err(), err)
	}
	return kept.Bytes(), err
}
