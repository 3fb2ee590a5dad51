// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Diagnostic is an error or a warning of the provider, or of a check on it.
type Diagnostic struct {
	Address   string // of the resource; "provider", or a data source's type
	Attribute string // "" when the diagnostic is about no single one
	Warning   bool
	// Bug is set when the provider broke a rule of Terraform's: nothing a user does may ever bring such a diagnostic.
	Bug             bool
	Summary, Detail string
}

func (d Diagnostic) String() string {
	kind := "error"
	switch {
	case d.Bug:
		kind = "BUG"
	case d.Warning:
		kind = "warning"
	}
	return fmt.Sprintf("%s: %s: %s: %s", kind, d.Address, d.Summary, d.Detail)
}

// Diagnostics is everything that one walk said.
type Diagnostics []Diagnostic

// HasError reports whether there is more than warnings.
func (ds Diagnostics) HasError() bool { return len(ds.Errors()) > 0 }

// Errors are those that are no warnings.
func (ds Diagnostics) Errors() Diagnostics {
	return ds.filter(func(d Diagnostic) bool { return !d.Warning })
}

// Warnings are those that are.
func (ds Diagnostics) Warnings() Diagnostics {
	return ds.filter(func(d Diagnostic) bool { return d.Warning })
}

// Bugs are broken rules of Terraform's.
func (ds Diagnostics) Bugs() Diagnostics { return ds.filter(func(d Diagnostic) bool { return d.Bug }) }

func (ds Diagnostics) filter(keep func(Diagnostic) bool) (out Diagnostics) {
	for _, d := range ds {
		if keep(d) {
			out = append(out, d)
		}
	}
	return out
}

func (ds Diagnostics) String() string {
	lines := make([]string, 0, len(ds))
	for _, d := range ds {
		lines = append(lines, d.String())
	}
	return strings.Join(lines, "\n")
}

// Error is a walk that ended with errors.
type Error struct{ Diagnostics Diagnostics }

func (e *Error) Error() string { return e.Diagnostics.String() }

// asError is nil unless ds holds an error.
func asError(ds Diagnostics) error {
	if errs := ds.Errors(); len(errs) > 0 {
		return &Error{errs}
	}
	return nil
}

func diagnostics(address string, in []*tfprotov6.Diagnostic) (out Diagnostics) {
	for _, d := range in {
		if d == nil {
			continue
		}
		attribute := ""
		if d.Attribute != nil {
			attribute = pathText(d.Attribute)
		}
		out = append(out, Diagnostic{
			Address: address, Attribute: attribute, Summary: d.Summary, Detail: d.Detail,
			Warning: d.Severity == tfprotov6.DiagnosticSeverityWarning,
		})
	}
	return out
}

func bug(address, summary, format string, args ...any) Diagnostic {
	return Diagnostic{Address: address, Bug: true, Summary: summary, Detail: fmt.Sprintf(format, args...)}
}

func bugs(address, summary string, problems []string) (out Diagnostics) {
	for _, p := range problems {
		out = append(out, bug(address, summary, "%s", p))
	}
	return out
}
