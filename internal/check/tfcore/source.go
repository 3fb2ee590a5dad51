// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// source plans a data block: it is read now, or in the apply when it holds what is not known yet or depends on
// something that changes.
func (w *planWalk) source(ctx context.Context, address string) bool {
	r := w.plan.config[address]
	schema, err := w.core.schemaOf(r)
	if err != nil {
		w.fail(address, err)
		return false
	}
	config, err := blockValue(schema.block, r.Values, w.planned)
	if err != nil {
		w.fail(address, err)
		return false
	}
	if !w.valid(ctx, address, schema, config) {
		return false
	}
	change := &Change{Address: address, Type: r.Type, Action: NoOp, config: config}
	if !config.IsFullyKnown() || w.waits(r) {
		change.Action, change.Before = Read, tftypes.NewValue(schema.ty, nil)
		change.After = unknownComputed(schema.block, config)
	} else {
		value, ok := w.read(ctx, address, schema, config)
		if !ok {
			return false
		}
		change.Before, change.After = value, value
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plan.Changes[address] = change
	if change.Action == NoOp {
		w.plan.State[address] = &Object{Type: r.Type, Value: change.After, Data: true, Dependencies: w.deps[address]}
	}
	return true
}

// waits reports whether something that depends_on names changes.
func (w *planWalk) waits(r Resource) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.ContainsFunc(r.DependsOn, func(address string) bool {
		change := w.plan.Changes[address]
		return change != nil && change.Action != NoOp
	})
}

func unknownComputed(block *tfprotov6.SchemaBlock, config tftypes.Value) tftypes.Value {
	out := mapOf(config)
	for _, a := range block.Attributes {
		if a.Computed && out[a.Name].IsNull() {
			out[a.Name] = tftypes.NewValue(attributeType(a), tftypes.UnknownValue)
		}
	}
	return tftypes.NewValue(config.Type(), out)
}

// read reads a data source.
func (w *walk) read(ctx context.Context, address string, schema *resourceSchema, config tftypes.Value) (tftypes.Value, bool) {
	packed, err := pack(schema.ty, config)
	if err != nil {
		w.fail(address, err)
		return config, false
	}
	resp, err := w.server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: schema.name, Config: packed})
	if err != nil {
		w.fail(address, err)
		return config, false
	}
	diags := diagnostics(address, resp.Diagnostics)
	w.say(diags...)
	if diags.HasError() {
		return config, false
	}
	value, err := unpack(schema.ty, resp.State)
	if err != nil {
		w.say(bug(address, "Provider produced invalid object", "%s", err))
		return config, false
	}
	if value.IsNull() || !value.IsFullyKnown() {
		w.say(bug(address, "Provider produced invalid object", "the data source holds unknown values"))
		return value, false
	}
	problems := configProblems(config, value)
	w.say(bugs(address, "Provider produced invalid object", problems)...)
	return value, len(problems) == 0
}

// configProblems checks that a data source left what was configured as it was.
func configProblems(config, value tftypes.Value) (out []string) {
	was, now := mapOf(config), mapOf(value)
	for _, name := range sortedKeys(was) {
		if !was[name].IsNull() && !holdsNull(was[name]) && !same(was[name], now[name]) {
			out = append(out, fmt.Sprintf("%s: configured %s, now %s", name, text(was[name]), text(now[name])))
		}
	}
	return out
}

// holdsNull reports whether a part of v is null, which a data source may fill.
func holdsNull(v tftypes.Value) bool {
	found := false
	_ = tftypes.Walk(v, func(_ *tftypes.AttributePath, v tftypes.Value) (bool, error) {
		found = found || v.IsNull()
		return true, nil
	})
	return found
}

// source reads what the plan could not.
func (w *applyWalk) source(ctx context.Context, planned *Change) bool {
	r := w.plan.config[planned.Address]
	schema, err := w.core.schemaOf(r)
	if err != nil {
		w.fail(planned.Address, err)
		return false
	}
	config, err := blockValue(schema.block, r.Values, w.applied)
	if err != nil {
		w.fail(planned.Address, err)
		return false
	}
	if !w.valid(ctx, planned.Address, schema, config) {
		return false
	}
	value, ok := w.read(ctx, planned.Address, schema, config)
	if ok {
		w.set(planned.Address, &Object{Type: r.Type, Value: value, Data: true, Dependencies: w.deps[planned.Address]})
	}
	return ok
}

// ReadDataSource reads a data source once and returns what it holds.
func (c *Core) ReadDataSource(ctx context.Context, typeName string, values map[string]any) (tftypes.Value, Diagnostics, error) {
	plan, err := c.Plan(ctx, State{}, Config{typeName: {Type: typeName, Data: true, Values: values}})
	if plan == nil {
		return tftypes.Value{}, nil, err
	}
	if o := plan.State[typeName]; o != nil {
		return o.Value, plan.Diagnostics, err
	}
	return tftypes.Value{}, plan.Diagnostics, err
}
