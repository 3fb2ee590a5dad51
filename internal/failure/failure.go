// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package failure has errors of commands that a person reads: a summary, and below it what happened and what to do, as
// a diagnostic of the provider has.
package failure

import "fmt"

// failure is a summary with its details.
type failure struct {
	summary string
	detail  error
}

// New returns an error that prints summary, a blank line, and the detail, which is formatted as by fmt.Errorf: %w keeps
// a cause for errors.Is and errors.As.
func New(summary, detail string, args ...any) error {
	return &failure{summary, fmt.Errorf(detail, args...)} //nolint:err113 // the caller's text
}

// Error is what the user sees behind "Error: ".
func (f *failure) Error() string { return f.summary + "\n\n" + f.detail.Error() }

// Unwrap returns the detail.
func (f *failure) Unwrap() error { return f.detail }
