// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

// Command probe stands in for a provider under the CLI: it starts the real one, hands it its own standard streams, and
// writes down what the kernel counted for it. A parent as small as this one matters: a process begins with the peak
// memory of the one that forked it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/bench/record"
)

func main() {
	code, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run() (code int, err error) {
	// An interrupt goes to the whole process group, and the CLI ends its providers itself.
	signal.Ignore(os.Interrupt)
	cmd := exec.Command(os.Getenv(record.ProviderVariable), os.Args[1:]...) //nolint:noctx // ends with its CLI
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	bindToParent(cmd)
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	state := cmd.ProcessState
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, errors.New("this system counts no resources of processes")
	}
	peak := int64(usage.Maxrss) //nolint:unconvert // 32 bits on some systems
	if runtime.GOOS != "darwin" {
		peak <<= 10 // KiB everywhere else
	}
	line, err := json.Marshal(record.Process{CPU: state.UserTime() + state.SystemTime(), Peak: peak})
	if err != nil {
		return 0, err
	}
	// Appended in one write, so that two providers may end at once.
	file, err := os.OpenFile(os.Getenv(record.FileVariable), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	if _, err := file.Write(append(line, '\n')); err != nil {
		return 0, err
	}
	return state.ExitCode(), file.Close()
}
