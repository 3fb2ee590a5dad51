// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/bench/record"
)

// variant is a provider that is measured.
type variant string

const (
	ours    variant = "ours"  // the provider as it is shipped
	nothing variant = "floor" // the same schema without anything behind it
	bare    variant = "bare"  // the floor, served the way ours is: what of the floor is the framework's habits
)

var (
	allVariants   = []variant{ours, nothing, bare}
	usualVariants = []variant{ours, nothing}
)

// module is where the programs live.
const module = "github.com/terraform-wecom/terraform-provider-wecom"

// programs are built once, into a folder of their own.
type programs struct{ dir string }

func buildPrograms(ctx context.Context) (*programs, error) {
	dir, err := os.MkdirTemp("", "wecom-bench-")
	if err != nil {
		return nil, err
	}
	p := &programs{dir}
	for name, path := range map[string]string{
		"provider": module,
		"served":   module + "/internal/check/bench/served",
		"floor":    module + "/internal/check/bench/floor",
		// A CLI wants the provider's name for the file.
		filepath.Join("plugins", "terraform-provider-wecom"): module + "/internal/check/bench/probe",
	} {
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", filepath.Join(dir, name), path)
		if out, err := build.CombinedOutput(); err != nil {
			p.remove()
			return nil, fmt.Errorf("build %s: %w\n%s", path, err, out)
		}
	}
	return p, nil
}

func (p *programs) remove() { _ = os.RemoveAll(p.dir) }

// plugins is the folder in which the CLI finds its provider: the probe.
func (p *programs) plugins() string { return filepath.Join(p.dir, "plugins") }

// provider is the program behind a variant.
func (p *programs) provider(v variant) string {
	switch v {
	case nothing, bare:
		return filepath.Join(p.dir, "floor")
	default:
		return filepath.Join(p.dir, "provider")
	}
}

// served is the provider with the switches of the benchmark.
func (p *programs) served() string { return filepath.Join(p.dir, "served") }

// environment is what a variant needs beside its program.
func (v variant) environment() []string {
	switch v {
	case bare:
		return []string{record.ProcessVariable + "=ours"}
	default:
		return nil
	}
}
