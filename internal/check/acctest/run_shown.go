// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
)

// evaluate renders the outputs as JSON; "(unknown)" for what is not known.
func (d *document) evaluate(state tfcore.State) (map[string]string, error) {
	out := map[string]string{}
	for name, e := range d.outputs {
		v, err := e.value(func(at string) (tftypes.Value, error) {
			if o := state[at]; o != nil {
				return o.Value, nil
			}
			return tftypes.Value{}, fmt.Errorf("%s is not in the state", at)
		})
		if err != nil {
			return nil, fmt.Errorf("output %s: %w", name, err)
		}
		if !v.IsWhollyKnown() {
			out[name] = "(unknown)"
			continue
		}
		raw, err := ctyjson.Marshal(v, v.Type())
		if err != nil {
			return nil, err
		}
		if v.Type() == cty.DynamicPseudoType {
			raw = []byte("null")
		}
		out[name] = string(raw)
	}
	return out, nil
}

// decode turns a value into what a JSON decoder makes of it.
func decode(v tftypes.Value, into *map[string]any) error {
	decoder := json.NewDecoder(bytes.NewReader(tfcore.JSON(v)))
	decoder.UseNumber()
	return decoder.Decode(into)
}

// showState is terraform show -json of a state.
func showState(core *tfcore.Core, state tfcore.State, outputs map[string]string) (*tfjson.State, error) {
	root := &tfjson.StateModule{}
	for _, at := range slices.Sorted(maps.Keys(state)) {
		o := state[at]
		shown := &tfjson.StateResource{Address: at, Type: o.Type, Mode: tfjson.ManagedResourceMode}
		if o.Data {
			shown.Mode = tfjson.DataResourceMode
		}
		if err := decode(o.Value, &shown.AttributeValues); err != nil {
			return nil, err
		}
		if !o.Data {
			identity, err := core.IdentityOf(o)
			if err != nil {
				return nil, err
			}
			if !identity.IsNull() {
				shown.IdentitySchemaVersion = new(uint64)
				if err := decode(identity, &shown.IdentityValues); err != nil {
					return nil, err
				}
			}
		}
		root.Resources = append(root.Resources, shown)
	}
	values := &tfjson.StateValues{RootModule: root, Outputs: map[string]*tfjson.StateOutput{}}
	for name, raw := range outputs {
		var v any
		decoder := json.NewDecoder(bytes.NewReader([]byte(raw)))
		decoder.UseNumber()
		if err := decoder.Decode(&v); err != nil {
			return nil, err
		}
		values.Outputs[name] = &tfjson.StateOutput{Value: v}
	}
	return &tfjson.State{Values: values}, nil
}

var actions = map[tfcore.Action]tfjson.Actions{
	tfcore.NoOp: {tfjson.ActionNoop}, tfcore.Create: {tfjson.ActionCreate}, tfcore.Update: {tfjson.ActionUpdate}, tfcore.Delete: {tfjson.ActionDelete},
	tfcore.Replace: {tfjson.ActionDelete, tfjson.ActionCreate}, tfcore.CreateThenDelete: {tfjson.ActionCreate, tfjson.ActionDelete}, tfcore.Read: {tfjson.ActionRead},
}

// showPlan is terraform show -json of a plan.
func showPlan(doc *document, plan *tfcore.Plan, outputs map[string]string) (*tfjson.Plan, error) {
	out := &tfjson.Plan{OutputChanges: map[string]*tfjson.Change{}}
	for _, at := range slices.Sorted(maps.Keys(plan.Changes)) {
		c := plan.Changes[at]
		if doc.config[at].Data && c.Action == tfcore.NoOp {
			continue // what was read is part of the prior state
		}
		change := &tfjson.Change{Actions: actions[c.Action]}
		if c.Importing {
			change.Importing = &tfjson.Importing{}
		}
		for _, side := range []struct {
			to    *any
			value tftypes.Value
		}{{&change.Before, c.Before}, {&change.After, c.After}} {
			var v map[string]any
			if err := decode(side.value, &v); err != nil {
				return nil, err
			}
			if v != nil {
				*side.to = v
			}
		}
		change.AfterUnknown = unknownOf(c.After)
		out.ResourceChanges = append(out.ResourceChanges, &tfjson.ResourceChange{Address: at, Type: c.Type, Change: change})
	}
	for _, at := range plan.Forgotten {
		out.ResourceChanges = append(out.ResourceChanges, &tfjson.ResourceChange{Address: at, Change: &tfjson.Change{Actions: tfjson.Actions{tfjson.ActionForget}}})
	}
	now, err := doc.evaluate(planned(plan))
	if err != nil {
		return nil, err
	}
	for name, v := range now {
		change := &tfjson.Change{Actions: tfjson.Actions{tfjson.ActionNoop}}
		if was, ok := outputs[name]; !ok {
			change.Actions = tfjson.Actions{tfjson.ActionCreate}
		} else if was != v {
			change.Actions = tfjson.Actions{tfjson.ActionUpdate}
		}
		if v == "(unknown)" {
			change.AfterUnknown = true
		}
		out.OutputChanges[name] = change
	}
	return out, nil
}

// unknownOf says what of a value is unknown, as after_unknown of a plan does.
func unknownOf(v tftypes.Value) any {
	if !v.IsKnown() {
		return true
	}
	if v.IsNull() || v.IsFullyKnown() {
		if v.Type().Is(tftypes.Object{}) {
			return map[string]any{}
		}
		return false
	}
	var byName map[string]tftypes.Value
	if v.As(&byName) == nil {
		out := map[string]any{}
		for name, e := range byName {
			if u := unknownOf(e); u != false {
				out[name] = u
			}
		}
		return out
	}
	var list []tftypes.Value
	if v.As(&list) == nil {
		out := []any{}
		for _, e := range list {
			out = append(out, unknownOf(e))
		}
		return out
	}
	return false
}

// shim is a state as older checks take it: texts by path.
func shim(state tfcore.State) *terraform.State {
	root := &terraform.ModuleState{Path: []string{"root"}, Resources: map[string]*terraform.ResourceState{}}
	for at, o := range state {
		flat := map[string]string{}
		var values map[string]any
		if err := decode(o.Value, &values); err == nil {
			flatten(flat, "", values)
		}
		root.Resources[at] = &terraform.ResourceState{
			Type: o.Type, Primary: &terraform.InstanceState{ID: flat["id"], Attributes: flat},
		}
	}
	return &terraform.State{Modules: []*terraform.ModuleState{root}}
}

func flatten(into map[string]string, at string, v any) {
	switch v := v.(type) {
	case nil:
	case map[string]any:
		if at != "" {
			into[at+".%"] = fmt.Sprint(len(v))
			at += "."
		}
		for name, e := range v {
			flatten(into, at+name, e)
		}
	case []any:
		into[at+".#"] = fmt.Sprint(len(v))
		for i, e := range v {
			flatten(into, fmt.Sprint(at, ".", i), e)
		}
	default:
		into[at] = fmt.Sprint(v)
	}
}
