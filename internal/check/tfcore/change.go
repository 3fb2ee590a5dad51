// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Resource is one resource block, or a data block. Values holds Go values (string, bool, int, int64, []any, []string,
// []int64, map[string]any), Refs, Exprs and nil by attribute.
type Resource struct {
	Type                string
	Data                bool
	Values              map[string]any
	CreateBeforeDestroy bool
	// DependsOn are addresses, IgnoreChanges attributes.
	DependsOn, IgnoreChanges []string
	// ReplaceTriggeredBy are the values, with path "" whole resources, whose change has this resource replaced.
	ReplaceTriggeredBy []Ref
}

// Config is a configuration: resource blocks by address.
type Config map[string]Resource

// Action is what a plan does with an object.
type Action string

// The actions of a plan.
const (
	NoOp             Action = "no-op"
	Create           Action = "create"
	Update           Action = "update"
	Delete           Action = "delete"
	Replace          Action = "replace"              // destroy, then create
	CreateThenDelete Action = "create, then destroy" // replace with create_before_destroy
	Read             Action = "read"                 // a data source that waits for the apply
)

func (a Action) replaces() bool { return a == Replace || a == CreateThenDelete }

// Change is what a plan does with the object at Address.
type Change struct {
	Address, Type string
	Action        Action
	// Importing is set when the plan takes the object into the state first.
	Importing     bool
	Before, After tftypes.Value
	// Because names the attributes that force a replacement.
	Because []string

	private  []byte
	identity *tfprotov6.ResourceIdentityData
	config   tftypes.Value // of a data source
}

// Plan is the outcome of a plan: what to do, and the refreshed state.
type Plan struct {
	Changes     map[string]*Change
	State       State
	Diagnostics Diagnostics
	// Gone are the addresses whose objects the refresh found deleted.
	Gone []string
	// Forgotten are the addresses that a removed block takes out of the state.
	Forgotten []string

	config Config
}

// Actions are the changes that do something, by address.
func (p *Plan) Actions() map[string]Action {
	out := map[string]Action{}
	for address, c := range p.Changes {
		if c.Action != NoOp {
			out[address] = c.Action
		}
	}
	return out
}

// Empty reports whether applying the plan would do nothing.
func (p *Plan) Empty() bool { return len(p.Actions()) == 0 }

// String lists what the plan does, with the values that differ.
func (p *Plan) String() string {
	var b strings.Builder
	for _, address := range sortedKeys(p.Changes) {
		c := p.Changes[address]
		if c.Action == NoOp {
			continue
		}
		fmt.Fprintf(&b, "%s: %s %s\n", address, c.Action, strings.Join(c.Because, ", "))
		before, after := mapOf(c.Before), mapOf(c.After)
		for _, name := range sortedKeys(after) {
			if was, ok := before[name]; !ok || !same(was, after[name]) {
				old := "null"
				if ok {
					old = text(was)
				}
				fmt.Fprintf(&b, "  %s: %s -> %s\n", name, old, text(after[name]))
			}
		}
	}
	return b.String()
}

// PlanOptions are the flags of a plan, and what blocks beside resources and data sources say.
type PlanOptions struct {
	NoRefresh   bool     // -refresh=false
	RefreshOnly bool     // -refresh-only
	Replace     []string // -replace
	// Moved are moved blocks, from and to; Removed are removed blocks with destroy = false; Import are import blocks:
	// an id or an identity by address.
	Moved   map[string]string
	Removed []string
	Import  map[string]any
}
