// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

// Failure is one failed operation, told the way an administrator needs it.
type Failure struct {
	Op      string // create, read, update, delete, list
	Noun    string // department, tag group
	Subject string // the object in the user's words: `"后端" under department 12`
	Err     error
	// Reason replaces the general meaning of the error code, where the caller knows more: `a sibling of that name
	// exists already (id 37)`.
	Reason string
	// NextStep replaces the general advice.
	NextStep string
	// At is the attribute that is the cause; "" where none is.
	At string
}

// FailureError is a Failure that travels as an error.
type FailureError struct{ Failure Failure }

func (e *FailureError) Error() string { return e.Failure.Detail() }

// Unwrap returns the client's error.
func (e *FailureError) Unwrap() error { return e.Failure.Err }

// AsError is f as an error, nil when nothing failed.
func (f Failure) AsError() error {
	if f.Err == nil {
		return nil
	}
	return &FailureError{f}
}

// Diag adds f to diags. The summary is fixed per operation and noun; the detail has what happened and why, what to do
// next, and what WeCom's support needs. What many objects meet alike, such as a secret that was reset, is explained at
// the first one; the detail of the others is a line that names it.
func Diag(diags *diag.Diagnostics, f Failure) {
	detail := f.Detail()
	if f.Reason == "" && f.NextStep == "" {
		if first := client.FirstTold(f.Err, f.Subject); first != f.Subject {
			detail = f.Again(first)
		}
	}
	summary := fmt.Sprintf("Unable to %s %s", f.Op, f.Noun)
	if f.At != "" {
		diags.AddAttributeError(path.Root(f.At), summary, detail)
		return
	}
	diags.AddError(summary, detail)
}

// Again is the detail of a failure whose reason was given at another object.
func (f Failure) Again(first string) string {
	if Code(f.Err) != 0 {
		return fmt.Sprintf("WeCom refused to %s %s, for the reason given at %s: %s.", f.Op, f.Subject, first, client.Briefly(f.Err))
	}
	return fmt.Sprintf("Could not %s %s, for the reason given at %s: %s.", f.Op, f.Subject, first, client.Briefly(f.Err))
}

// Detail is the text under the summary.
func (f Failure) Detail() string {
	meaning, known := client.Explain(f.Err)
	reason := f.Reason
	if reason == "" && known {
		reason = meaning.Meaning
	}
	next := f.NextStep
	if next == "" {
		next = Advice(f.Err)
	}

	var api *client.APIError
	answered := errors.As(f.Err, &api)
	// A busy answer to a create that may have been carried out is no refusal.
	refused := answered && !errors.Is(f.Err, client.ErrOutcomeUnknown)

	var b strings.Builder
	switch {
	case refused && reason != "":
		fmt.Fprintf(&b, "WeCom refused to %s %s: %s", f.Op, f.Subject, sentence(reason))
	case refused:
		fmt.Fprintf(&b, "WeCom refused to %s %s.", f.Op, f.Subject)
	case reason != "":
		fmt.Fprintf(&b, "Could not %s %s: %s", f.Op, f.Subject, sentence(reason))
	default:
		fmt.Fprintf(&b, "Could not %s %s: %s", f.Op, f.Subject, sentence(f.Err.Error()))
	}
	if next != "" {
		b.WriteString("\n" + next)
	}
	if answered {
		fmt.Fprintf(&b, "\n\nerrcode %d %q, %s", api.Code, api.Message, api.Path)
		if api.Hint != "" {
			fmt.Fprintf(&b, ", hint %s", api.Hint)
		}
		if page := api.Page(); page != "" {
			b.WriteString("\n" + page)
		}
	} else if reason != "" && f.Err != nil {
		b.WriteString("\n\n" + f.Err.Error())
	}
	return b.String()
}

// Advice is the general next step for err and the console page, if one exists, on a line of its own.
func Advice(err error) string {
	meaning, _ := client.Explain(err)
	return meaning.NextStep + Console(err)
}

// Console is a line with the console page for err, to follow a next step; "" when there is none.
func Console(err error) string {
	if meaning, _ := client.Explain(err); meaning.ConsolePage != "" {
		return "\nConsole: " + meaning.ConsolePage
	}
	return ""
}

// Code returns WeCom's errcode of err, 0 when it has none.
func Code(err error) int {
	var api *client.APIError
	if errors.As(err, &api) {
		return api.Code
	}
	return 0
}

func sentence(s string) string {
	s = strings.TrimSpace(s)
	address := strings.HasPrefix(s[strings.LastIndexByte(s, '\n')+1:], "https://") // a stop would become part of it
	if s == "" || address || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}
