// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package drift compares a plan, the states and the corp: what somebody changed outside, what is gone, what waits to be
// applied, and what nobody declared.
package drift

import (
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// ReportVersion is the version of the JSON report. It grows when a key goes away or changes its meaning; new keys may
// come without.
const ReportVersion = 1

// Exit codes of wecomctl drift.
const (
	ExitClean     = 0
	ExitError     = 1
	ExitDrift     = 2 // also when something else is unmanaged
	ExitUnmanaged = 3 // nothing but unmanaged objects
)

// Report is what was found. Lists are sorted and never null in JSON.
type Report struct {
	Version  int    `json:"version"`
	Status   string `json:"status"` // clean, drift or unmanaged
	ExitCode int    `json:"exit_code"`
	CorpID   string `json:"corp_id,omitempty"` // when the corp was read
	// Changed were changed outside Terraform, and the plan changes them back.
	Changed []Changed `json:"changed"`
	// Missing are in the state and not in the corp any more.
	Missing []Managed `json:"missing"`
	// Planned have changes that nobody caused outside: the configuration was not applied.
	Planned []Planned `json:"planned"`
	// PlannedExpected: Planned is no drift, as on a pull request.
	PlannedExpected bool `json:"planned_expected,omitempty"`
	// Losses are what an apply of the plans would lose for good, whoever caused it.
	Losses []Loss `json:"losses"`
	// Checks that did not pass: check blocks, conditions and validations.
	Checks []FailedCheck `json:"failed_checks"`
	// Unmanaged are in the corp and in no state.
	Unmanaged []Unmanaged `json:"unmanaged"`
	// Adopt are commands that write what is unmanaged as configuration.
	Adopt []string `json:"adopt"`
	// Accepted were changed outside, and the plan leaves them so: ignore_changes, or values that the configuration does
	// not set. They are no drift.
	Accepted []Changed `json:"accepted"`
	// Kinds tell how much of the corp is managed.
	Kinds []Share `json:"kinds"`
	// Notes say what could not be looked at, and why.
	Notes []string `json:"notes"`
	// Limits are what WeCom shows of no corp. Only the JSON report repeats them each time.
	Limits []string `json:"limits"`
}

// Managed is an object that a state holds.
type Managed struct {
	Address string `json:"address"`
	Type    string `json:"type"`
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
}

// Changed is an object that was changed outside.
type Changed struct {
	Managed
	Attributes []Attribute `json:"attributes"`
}

// Attribute is one value, before (in the state) and now (in the corp). null is no value.
type Attribute struct {
	Path      string `json:"path"`
	Old       any    `json:"old"`
	New       any    `json:"new"`
	Sensitive bool   `json:"sensitive,omitempty"` // the values are left out
	Unknown   bool   `json:"unknown,omitempty"`   // new is known after apply
	Replaces  bool   `json:"replaces,omitempty"`  // it cannot be changed in place
	// Names are those of the objects whose ids old and new hold, where they are known.
	Names map[string]string `json:"names,omitempty"`
}

// Planned is an object that apply would change although nobody changed it outside.
type Planned struct {
	Managed
	Action string `json:"action"` // create, update, replace, delete, forget
	// Reason tells why it is replaced or deleted, where the plan does.
	Reason     string      `json:"reason,omitempty"`
	Attributes []Attribute `json:"attributes,omitempty"` // of an update or replacement
}

// Loss is what an apply would lose for good.
type Loss struct {
	Managed
	Action string `json:"action"` // update, replace, delete
	Reason string `json:"reason,omitempty"`
	// What goes, such as the QR code; Elements are parts of the object that go, such as tags.
	What     string   `json:"what,omitempty"`
	Text     string   `json:"text,omitempty"`
	Elements []string `json:"elements,omitempty"`
}

// FailedCheck is a check that did not pass.
type FailedCheck struct {
	Address  string   `json:"address"`
	Status   string   `json:"status"` // fail or error
	Problems []string `json:"problems"`
}

// Unmanaged is an object of the corp that no state holds.
type Unmanaged struct {
	Kind string `json:"kind"` // the resource type without its prefix
	ID   string `json:"id"`
	Name string `json:"name,omitempty"` // of a department its path
}

// Share is how much of one kind is managed. The root department counts as neither.
type Share struct {
	Kind      string  `json:"kind"`
	Managed   int     `json:"managed"`
	Unmanaged int     `json:"unmanaged"`
	Ignored   int     `json:"ignored"` // unmanaged, and accepted by .wecomignore
	Share     float64 `json:"share"`   // managed of all, 0 to 1; 1 where there is nothing
}

// Accept takes unmanaged objects out of the report, as ignored.
func (r *Report) Accept(objects []inventory.Object) {
	for _, o := range objects {
		r.Unmanaged = slices.DeleteFunc(r.Unmanaged, func(u Unmanaged) bool { return u.Kind == string(o.Kind) && u.ID == o.ID })
		for i := range r.Kinds {
			if s := &r.Kinds[i]; s.Kind == string(o.Kind) {
				s.Unmanaged--
				s.Ignored++
			}
		}
	}
	r.finish()
}

// adopt names the commands that write what is unmanaged as configuration.
func (r *Report) adopt() []string {
	var kinds []string
	for _, u := range r.Unmanaged {
		if !slices.Contains(kinds, u.Kind) {
			kinds = append(kinds, u.Kind)
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	return []string{"terraform state pull > pulled.json", "wecomctl export --out adopted --state pulled.json --only " + strings.Join(kinds, ",")}
}

// finish sets what follows from the findings.
func (r *Report) finish() {
	r.Version = ReportVersion
	r.Adopt = r.adopt()
	planned := len(r.Planned)
	if r.PlannedExpected {
		planned = 0
	}
	switch {
	case len(r.Changed)+len(r.Missing)+planned+len(r.Checks) > 0:
		r.Status, r.ExitCode = "drift", ExitDrift
	case len(r.Unmanaged) > 0:
		r.Status, r.ExitCode = "unmanaged", ExitUnmanaged
	default:
		r.Status, r.ExitCode = "clean", ExitClean
	}
	notNil(&r.Changed)
	notNil(&r.Missing)
	notNil(&r.Planned)
	notNil(&r.Losses)
	notNil(&r.Checks)
	notNil(&r.Unmanaged)
	notNil(&r.Adopt)
	notNil(&r.Accepted)
	notNil(&r.Kinds)
	notNil(&r.Notes)
	notNil(&r.Limits)
}

func notNil[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}
