// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type applyWalk struct {
	walk
	plan  *Plan
	deps  map[string][]string
	state State
}

const destroyMark = " (destroy)"

// Apply carries a plan out and returns the new state, also with an error. The plan must come from Plan without an error
// and can be applied once.
func (c *Core) Apply(ctx context.Context, plan *Plan) (State, Diagnostics, error) {
	deps, err := dependencies(plan.config)
	if err != nil {
		return plan.State, nil, err
	}
	server, diags, err := c.start(ctx)
	if err != nil {
		return plan.State, diags, err
	}
	w := &applyWalk{walk: walk{core: c, server: server, diags: diags}, plan: plan, deps: deps, state: plan.State.Clone()}
	err = c.execute(ctx, w.graph())
	return w.state, w.diags, errors.Join(err, asError(w.diags))
}

// graph orders creates, updates and destroys as Terraform does.
func (w *applyWalk) graph() graph {
	g := graph{}
	creates, destroys := map[string]bool{}, map[string]bool{} // that do something
	for address, change := range w.plan.Changes {
		if change.Action != Delete {
			g.add(address, func(ctx context.Context) bool { return w.write(ctx, change) })
			creates[address] = change.Action != NoOp
		}
		if change.Action == Delete || change.Action.replaces() {
			g.add(address+destroyMark, func(ctx context.Context) bool { return w.destroy(ctx, change) })
			destroys[address] = true
		}
	}
	stored := func(address string) []string {
		if o := w.plan.State[address]; o != nil {
			return o.Dependencies
		}
		return nil
	}
	for address := range creates {
		for _, dep := range w.deps[address] {
			g.connect(address, dep)
		}
		g.connect(address, address+destroyMark)
		if creates[address] {
			// What changes waits for the destroy of what it referred to.
			for _, dep := range stored(address) {
				g.connect(address, dep+destroyMark)
			}
		}
	}
	for address := range destroys {
		for _, dep := range stored(strings.TrimSuffix(address, deposedMark)) {
			g.connect(dep+destroyMark, address+destroyMark)
			if creates[dep] {
				g.connect(dep, address+destroyMark)
			}
		}
	}
	for address, change := range w.plan.Changes {
		o := w.plan.State[address]
		if change.Action == CreateThenDelete || change.Action == Delete && o != nil && o.CreateBeforeDestroy {
			for writer := range creates {
				g.reverse(writer, address+destroyMark)
			}
		}
	}
	return g
}

func (w *applyWalk) object(address string) *Object {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state[address]
}

func (w *applyWalk) set(address string, o *Object) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if o == nil {
		delete(w.state, address)
		return
	}
	w.state[address] = o
}

// applied resolves a reference with what is.
func (w *applyWalk) applied(ref Ref) (tftypes.Value, error) {
	o := w.object(ref.Address)
	if o == nil {
		return tftypes.Value{}, errors.New("not in the state")
	}
	return At(o.Value, ref.Path)
}

// write creates or updates.
func (w *applyWalk) write(ctx context.Context, planned *Change) bool {
	address := planned.Address
	if planned.Action == NoOp {
		if o := w.object(address); o != nil {
			kept := *o
			kept.Dependencies, kept.CreateBeforeDestroy = w.deps[address], w.plan.config[address].CreateBeforeDestroy
			w.set(address, &kept)
		}
		return true
	}
	r := w.plan.config[address]
	if r.Data {
		return w.source(ctx, planned)
	}
	if planned.Action == CreateThenDelete {
		w.set(address+deposedMark, w.object(address))
		w.set(address, nil)
	}
	o := w.object(address)
	// Terraform plans once more, with what it has learned since.
	actual := w.change(ctx, address, r, o, planned.Action == CreateThenDelete, w.applied)
	if actual == nil {
		w.restore(planned)
		return false
	}
	if planned.Action.replaces() && actual.Action == Create {
		actual.Action = planned.Action
	}
	if !w.agrees(planned, actual) {
		w.restore(planned)
		return false
	}
	if actual.Action == NoOp {
		return true
	}
	schema, err := w.core.schema(r.Type)
	if err != nil {
		w.fail(address, err)
		return false
	}
	config, err := blockValue(schema.block, r.Values, w.applied)
	if err != nil {
		w.fail(address, err)
		return false
	}
	config = ignoring(config, o, r.IgnoreChanges)
	if actual.Action.replaces() {
		actual.Before = tftypes.NewValue(schema.ty, nil)
	}
	next, ok := w.apply(ctx, schema, actual, config, o)
	if next != nil {
		next.Tainted = next.Tainted || !ok && actual.Action != Update
		next.Dependencies, next.CreateBeforeDestroy = w.deps[address], r.CreateBeforeDestroy || planned.Action == CreateThenDelete
	}
	w.set(address, next)
	if !ok {
		w.restore(planned)
	}
	return ok
}

// restore puts a deposed object back when nothing came in its place.
func (w *applyWalk) restore(planned *Change) {
	if planned.Action == CreateThenDelete && w.object(planned.Address) == nil {
		w.set(planned.Address, w.object(planned.Address+deposedMark))
		w.set(planned.Address+deposedMark, nil)
	}
}

// agrees checks the plan made during apply against the one that was approved.
func (w *applyWalk) agrees(planned, actual *Change) bool {
	var problems []string
	if planned.Action != actual.Action && !(planned.Action == Update && actual.Action == NoOp) {
		problems = append(problems, fmt.Sprintf("the planned action changed from %s to %s", planned.Action, actual.Action))
	}
	problems = append(problems, resultProblems(planned.After, actual.After, "")...)
	w.say(bugs(planned.Address, "Provider produced inconsistent final plan", problems)...)
	return len(problems) == 0
}

// apply calls ApplyResourceChange and checks the answer. It returns the object to save, nil for none.
func (w *applyWalk) apply(ctx context.Context, schema *resourceSchema, change *Change, config tftypes.Value, was *Object) (*Object, bool) {
	address := change.Address
	req := &tfprotov6.ApplyResourceChangeRequest{TypeName: schema.name, PlannedPrivate: change.private}
	if w.core.Identities {
		req.PlannedIdentity = change.identity
	}
	for _, v := range []struct {
		to    **tfprotov6.DynamicValue
		value tftypes.Value
	}{{&req.PriorState, change.Before}, {&req.Config, config}, {&req.PlannedState, change.After}} {
		packed, err := pack(schema.ty, v.value)
		if err != nil {
			w.fail(address, err)
			return was, false
		}
		*v.to = packed
	}
	resp, err := w.server.ApplyResourceChange(ctx, req)
	if err != nil {
		w.fail(address, err)
		return was, false
	}
	diags := diagnostics(address, resp.Diagnostics)
	value, err := unpack(schema.ty, resp.NewState)
	if err != nil {
		w.say(append(diags, bug(address, "Provider produced invalid object", "after apply: %s", err))...)
		return was, false
	}
	if left := unknowns(value); len(left) > 0 {
		diags = append(diags, bugs(address, "Provider returned invalid result object after apply", []string{"unknown after apply: " + strings.Join(left, ", ")})...)
		value = nullUnknowns(value)
	}
	if change.Action != Delete && !diags.HasError() {
		if value.IsNull() {
			diags = append(diags, bug(address, "Provider returned invalid result object after apply", "null after %s", change.Action))
		} else {
			diags = append(diags, bugs(address, "Provider produced inconsistent result after apply", resultProblems(change.After, value, ""))...)
			before := change.identity
			if change.Action != Update {
				before = nil
			}
			diags = append(diags, w.identityProblems(schema, address, before, resp.NewIdentity, true)...)
		}
	}
	if change.Action == Delete && !diags.HasError() && !value.IsNull() {
		diags = append(diags, bug(address, "Provider returned invalid result object after apply", "not null after delete"))
	}
	w.say(diags...)
	ok := !diags.HasError()
	switch {
	case !ok && value.IsNull():
		return was, false
	case value.IsNull():
		return nil, true
	}
	next := &Object{Type: schema.name, Value: value, Private: resp.Private, Identity: resp.NewIdentity}
	if !ok && was != nil {
		next.Tainted, next.Dependencies, next.CreateBeforeDestroy = was.Tainted, was.Dependencies, was.CreateBeforeDestroy
		if next.Identity == nil {
			next.Identity = was.Identity
		}
	}
	return next, ok
}

// destroy deletes the object at the change's address, or the deposed one.
func (w *applyWalk) destroy(ctx context.Context, planned *Change) bool {
	at := planned.Address
	if planned.Action == CreateThenDelete {
		at += deposedMark
	}
	o := w.object(at)
	if o == nil {
		return true
	}
	schema, err := w.core.schema(o.Type)
	if err != nil {
		w.fail(at, err)
		return false
	}
	null := tftypes.NewValue(schema.ty, nil)
	change := &Change{Address: at, Type: o.Type, Action: Delete, Before: planned.Before, After: null, private: planned.private, identity: planned.identity}
	next, ok := w.apply(ctx, schema, change, null, o)
	w.set(at, next)
	return ok
}
