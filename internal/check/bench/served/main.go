// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command served is the provider as it is shipped, with what only the benchmark may turn on: profiles.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/bench/record"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/process"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	stop, err := profile(os.Getenv(record.ProfileVariable))
	if err != nil {
		return err
	}
	serve := process.Serve(provider.Address, provider.New("bench"), false)
	if err := stop(); err != nil {
		return err
	}
	return serve
}

// profile starts a CPU profile of this process in dir; stop writes it, and one of the memory: what is in use at the
// end, and what was allocated in all.
func profile(dir string) (stop func() error, err error) {
	if dir == "" {
		return func() error { return nil }, nil
	}
	name := func(kind string) string { return filepath.Join(dir, fmt.Sprintf("%s-%d.pprof", kind, os.Getpid())) }
	cpu, err := os.Create(name("cpu"))
	if err != nil {
		return nil, err
	}
	runtime.MemProfileRate = 64 << 10 // bytes: eight times as fine as usual
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return nil, err
	}
	return func() error {
		pprof.StopCPUProfile()
		if err := cpu.Close(); err != nil {
			return err
		}
		heap, err := os.Create(name("heap"))
		if err != nil {
			return err
		}
		if err := pprof.Lookup("allocs").WriteTo(heap, 0); err != nil {
			return err
		}
		return heap.Close()
	}, nil
}
