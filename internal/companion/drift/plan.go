// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// Plan is what show -json prints of a saved plan.
type Plan struct {
	plan    tfjson.Plan
	reasons map[string]string // of the actions, by address
}

// ErrErrored says that the plan itself ended in an error: what it says of the corp is incomplete.
var ErrErrored = errors.New("the plan ended in an error, so what it says is incomplete")

// ParsePlan reads the output of terraform show -json PLANFILE.
func ParsePlan(raw []byte) (*Plan, error) {
	if bytes.HasPrefix(raw, []byte("PK")) {
		return nil, errors.New("this is the saved plan itself; its JSON is printed by: terraform show -json PLANFILE")
	}
	var head struct {
		FormatVersion string          `json:"format_version"`
		Planned       json.RawMessage `json:"planned_values"`
		Values        json.RawMessage `json:"values"`
		Errored       bool            `json:"errored"`
		Changes       []struct {
			Address string `json:"address"`
			Reason  string `json:"action_reason"`
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("this is not the JSON of a plan: %w", err)
	}
	switch {
	case head.FormatVersion == "" || (head.Planned == nil && head.Values == nil):
		return nil, errors.New("this is JSON, but not what show -json prints of a saved plan")
	case head.Planned == nil:
		return nil, errors.New("this is the JSON of a state; a plan is needed: terraform plan -out=PLANFILE, then terraform show -json PLANFILE")
	case head.Errored:
		return nil, ErrErrored
	}
	p := &Plan{reasons: map[string]string{}}
	for _, c := range head.Changes {
		if c.Reason != "" {
			p.reasons[c.Address] = c.Reason
		}
	}
	p.plan.UseJSONNumber(true)
	if err := json.Unmarshal(raw, &p.plan); err != nil {
		return nil, fmt.Errorf("this is not the JSON of a plan: %w", err)
	}
	return p, nil
}

// ours reports whether a change is of a resource of this provider. The host differs between registries.
func ours(rc *tfjson.ResourceChange) bool {
	return rc.Mode == tfjson.ManagedResourceMode && isOurType(rc.Type) &&
		(rc.ProviderName == "" || strings.HasSuffix(rc.ProviderName, "/wecom"))
}

func isOurType(name string) bool { return strings.HasPrefix(name, "wecom_") }

// into adds what the plan tells to the report.
func (p *Plan) into(ctx context.Context, r *Report, names names) {
	planned := map[string]*tfjson.ResourceChange{}
	for _, rc := range p.plan.ResourceChanges {
		if rc.DeposedKey == "" {
			planned[rc.Address] = rc
		}
	}
	drifted := map[string]bool{}
	for _, rc := range p.plan.ResourceDrift {
		if !ours(rc) || rc.Change == nil || rc.DeposedKey != "" {
			continue
		}
		object := managed(rc, rc.Change.Before, planned[rc.Address])
		switch {
		case rc.Change.Actions.Delete():
			drifted[rc.Address] = true
			r.Missing = append(r.Missing, object)
		case rc.Change.Actions.Update():
			undone, left := split(rc, planned[rc.Address], names)
			if len(undone) > 0 {
				drifted[rc.Address] = true
				r.Changed = append(r.Changed, Changed{object, undone})
			}
			if len(left) > 0 {
				r.Accepted = append(r.Accepted, Changed{object, left})
			}
		}
	}
	for _, rc := range p.plan.ResourceChanges {
		action := actionOf(rc)
		if action == "" || !ours(rc) {
			continue
		}
		if l := p.loss(ctx, rc, action); l != nil {
			r.Losses = append(r.Losses, *l)
		}
		if drifted[rc.Address] {
			continue
		}
		before := rc.Change.Before
		if before == nil {
			before = rc.Change.After
		}
		r.Planned = append(r.Planned, Planned{managed(rc, before), action, p.reason(rc), changes(rc, action, names)})
	}
	for _, c := range p.plan.Checks {
		r.Checks = append(r.Checks, failures(c)...)
	}
	byAddress(r.Missing, func(m Managed) string { return m.Address })
	byAddress(r.Changed, func(c Changed) string { return c.Address })
	byAddress(r.Accepted, func(c Changed) string { return c.Address })
	byAddress(r.Planned, func(p Planned) string { return p.Address })
	byAddress(r.Losses, func(l Loss) string { return l.Address })
	byAddress(r.Checks, func(c FailedCheck) string { return c.Address })
}

func byAddress[T any](list []T, address func(T) string) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(address(a), address(b)) })
}

// managed names the object of a change, but not by a value that is sensitive there or in the plan.
func managed(rc *tfjson.ResourceChange, values any, plan ...*tfjson.ResourceChange) Managed {
	m := Managed{Address: rc.Address, Type: rc.Type}
	if rc.DeposedKey != "" {
		m.Address += " (deposed object " + rc.DeposedKey + ")"
	}
	all, ok := values.(map[string]any)
	if !ok {
		return m
	}
	var marks []any
	for _, c := range append(plan, rc) {
		if c != nil && c.Change != nil {
			marks = append(marks, c.Change.BeforeSensitive, c.Change.AfterSensitive)
		}
	}
	m.ID, m.Name = idText(all["id"]), nameOf(rc.Type, all, marks...)
	return m
}

func idText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case float64: // ids of departments are below 2^31
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// nameOf is what people call an object, "" where that is sensitive.
func nameOf(typeName string, values map[string]any, marks ...any) string {
	keys := []string{"name"}
	if about := inventory.AboutType(typeName); about != nil && about.Names != nil {
		keys = about.Names
	}
	for _, key := range keys {
		s, ok := values[key].(string)
		if !ok || s == "" {
			continue
		}
		if slices.ContainsFunc(marks, func(mark any) bool { return marked(child(mark, key)) }) {
			return ""
		}
		return s
	}
	return ""
}

// split parts the changes of one object into those that the plan undoes and those that it leaves. Without a word of the
// plan on the object, as in a refresh-only plan, every change counts.
func split(drift, plan *tfjson.ResourceChange, names names) (undone, left []Attribute) {
	for _, a := range differences(drift.Change) {
		if a.Path == "order" && a.Old == nil && !a.Sensitive {
			// Departments that one apply made in great number come without it; the next refresh reads it.
			continue
		}
		if plan != nil && plan.Change != nil {
			a.hide(plan.Change.BeforeSensitive, plan.Change.AfterSensitive)
		}
		names.fill(drift.Type, &a)
		if plan == nil || plan.Change == nil {
			undone = append(undone, a.Attribute)
			continue
		}
		now, known := at(plan.Change.After, plan.Change.AfterUnknown, a.steps)
		if plan.Change.Actions.NoOp() || plan.Change.Actions.Delete() || !known || equal(now, a.raw) {
			left = append(left, a.Attribute)
		} else {
			undone = append(undone, a.Attribute)
		}
	}
	return undone, left
}

func actionOf(rc *tfjson.ResourceChange) string {
	if rc.Change == nil {
		return ""
	}
	switch a := rc.Change.Actions; {
	case a.NoOp(), a.Read():
		if rc.Change.Importing != nil {
			return "import"
		}
		return ""
	case a.Create():
		return "create"
	case a.Delete():
		return "delete"
	case a.Update():
		return "update"
	case a.Replace():
		return "replace"
	case len(a) > 0:
		return string(a[0])
	}
	return ""
}

// failures lists the instances of a check that did not pass. What is not known before apply has not failed.
func failures(c tfjson.CheckResultStatic) []FailedCheck {
	bad := func(s tfjson.CheckStatus) bool { return s == tfjson.CheckStatusFail || s == tfjson.CheckStatusError }
	var out []FailedCheck
	for _, i := range c.Instances {
		if !bad(i.Status) {
			continue
		}
		f := FailedCheck{Address: i.Address.ToDisplay, Status: string(i.Status), Problems: []string{}}
		for _, p := range i.Problems {
			f.Problems = append(f.Problems, p.Message)
		}
		if f.Address == "" {
			f.Address = c.Address.ToDisplay
		}
		out = append(out, f)
	}
	if len(out) == 0 && bad(c.Status) {
		out = append(out, FailedCheck{Address: c.Address.ToDisplay, Status: string(c.Status), Problems: []string{}})
	}
	return out
}
