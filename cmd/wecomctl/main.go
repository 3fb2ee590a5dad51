// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command wecomctl is the companion of the WeCom provider.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/columns"
)

// version is set at link time: -ldflags "-X main.version=…".
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := execute(ctx, newRoot(), os.Stderr)
	stop()
	os.Exit(code)
}

// exitInterrupted is what shells report of a program that Ctrl-C ended.
const exitInterrupted = 130

// exitCode is what a command that did its work wants the program to end with.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// execute runs the command line and returns the exit code: 0, or 1 after an error, which is printed to errs, 130 after
// an interrupt, or what the command says.
func execute(ctx context.Context, root *cobra.Command, errs io.Writer) int {
	err := root.ExecuteContext(ctx)
	var code exitCode
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(errs, "Interrupted.")
		return exitInterrupted
	default:
		fmt.Fprintln(errs, columns.Wrap("Error: "+err.Error(), "", ""))
	}
	return 1
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "wecomctl",
		Short:         "Companion of the WeCom (企业微信) Terraform provider",
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetHelpFunc(printHelp)
	root.SetUsageFunc(func(cmd *cobra.Command) error { return printUsage(cmd, cmd.OutOrStderr()) })
	root.AddCommand(newDoctor(), newDrift(), newEmulator(), newExport())
	return root
}
