// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package record is what the benchmark and the programs that it runs agree on.
package record

import "time"

// Environment variables from the benchmark, through the CLI, to its providers.
const (
	ProviderVariable = "WECOM_BENCH_PROVIDER" // the program that the probe starts
	FileVariable     = "WECOM_BENCH_RECORD"   // the file to which the probe appends one Process a line
	ProcessVariable  = "WECOM_BENCH_PROCESS"  // "ours": the floor serves the way our provider does
	ProfileVariable  = "WECOM_BENCH_PROFILE"  // the folder for CPU and memory profiles
)

// Process is what one provider process used from its start to its end.
type Process struct {
	CPU  time.Duration `json:"cpu_ns"`     // user and system
	Peak int64         `json:"peak_bytes"` // of its resident memory
}
