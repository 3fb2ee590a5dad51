// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command demo runs examples/quickstart from plan to destroy against an emulated corp, as `make demo`, and fails when a
// step does not do what it should. It prints every command as a reader would type it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	cli := flag.String("cli", "", "path of terraform or tofu")
	bin := flag.String("bin", "bin", "folder with terraform-provider-wecom and wecomctl")
	example := flag.String("example", filepath.Join("examples", "quickstart"), "folder with the configuration")
	keep := flag.Bool("keep", os.Getenv("KEEP") == "1", "leave emulator and working folder standing")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	d := &demo{cli: *cli, bin: *bin, example: *example, keep: *keep, color: isTerminal(os.Stdout), out: os.Stdout}
	err := d.run(ctx)
	d.close(err)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "\nThe demo failed:", err)
		os.Exit(1)
	}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
