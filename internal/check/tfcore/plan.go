// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Plan refreshes and plans. It returns a plan also with an error, for what it holds until there; such a plan cannot be
// applied.
func (c *Core) Plan(ctx context.Context, state State, config Config) (*Plan, error) {
	return c.PlanWith(ctx, state, config, PlanOptions{})
}

type planWalk struct {
	walk
	opts  PlanOptions
	plan  *Plan
	prior State
	deps  map[string][]string
	cbd   map[string]bool
}

// PlanWith is Plan with flags.
func (c *Core) PlanWith(ctx context.Context, state State, config Config, opts PlanOptions) (*Plan, error) {
	deps, err := dependencies(config)
	if err != nil {
		return nil, err
	}
	server, diags, err := c.start(ctx)
	if err != nil {
		return &Plan{Diagnostics: diags, State: state}, err
	}
	state = state.Clone()
	for from, to := range opts.Moved {
		if state[from] != nil && state[to] == nil {
			state[to] = state[from]
			delete(state, from)
		}
	}
	w := &planWalk{
		walk: walk{core: c, server: server, diags: diags}, opts: opts, prior: state, deps: deps, cbd: map[string]bool{},
		plan: &Plan{Changes: map[string]*Change{}, State: State{}, config: config},
	}
	for _, address := range opts.Removed {
		if state[address] != nil {
			w.plan.Forgotten = append(w.plan.Forgotten, address)
			delete(state, address)
		}
	}
	g := graph{}
	for address, r := range config {
		g.add(address, func(ctx context.Context) bool { return w.resource(ctx, address) })
		if r.CreateBeforeDestroy { // and with it everything that it needs
			w.cbd[address] = true
			for _, dep := range deps[address] {
				w.cbd[dep] = true
			}
		}
	}
	for address, o := range state {
		if _, declared := config[address]; !declared && !o.Data {
			g.add(address, func(ctx context.Context) bool { return w.orphan(ctx, address) })
		}
	}
	for address := range config {
		for _, dep := range deps[address] {
			g.connect(address, dep)
		}
	}
	if err := w.validate(ctx, config); err != nil {
		return w.plan, err
	}
	err = c.execute(ctx, g)
	w.plan.Diagnostics = w.diags
	slices.Sort(w.plan.Gone)
	return w.plan, errors.Join(err, asError(w.diags))
}

// dependencies lists for each address what its block refers to, directly or not.
func dependencies(config Config) (map[string][]string, error) {
	direct := map[string][]string{}
	for address, r := range config {
		all := append(refs(r.Values), r.ReplaceTriggeredBy...)
		for _, dep := range r.DependsOn {
			all = append(all, Ref{Address: dep})
		}
		for _, ref := range all {
			if _, ok := config[ref.Address]; !ok {
				return nil, fmt.Errorf("%s refers to %s, which is not declared", address, ref.Address)
			}
			direct[address] = append(direct[address], ref.Address)
		}
	}
	out := map[string][]string{}
	for address := range config {
		seen := map[string]bool{}
		var visit func(string)
		visit = func(at string) {
			for _, dep := range direct[at] {
				if !seen[dep] {
					seen[dep] = true
					visit(dep)
				}
			}
		}
		visit(address)
		if seen[address] {
			return nil, fmt.Errorf("cycle: %s refers to itself", address)
		}
		out[address] = sortedKeys(seen)
	}
	return out, nil
}

func refs(v any) (out []Ref) {
	switch v := v.(type) {
	case Ref:
		return []Ref{v}
	case Expr:
		for _, address := range v.References() {
			out = append(out, Ref{Address: address})
		}
	case map[string]any:
		for _, key := range sortedKeys(v) {
			out = append(out, refs(v[key])...)
		}
	case []any:
		for _, e := range v {
			out = append(out, refs(e)...)
		}
	}
	return out
}

// validate is terraform validate: references are unknown.
func (w *planWalk) validate(ctx context.Context, config Config) error {
	for _, address := range sortedKeys(config) {
		r := config[address]
		schema, err := w.core.schemaOf(r)
		if err != nil {
			return fmt.Errorf("%s: %w", address, err)
		}
		value, err := blockValue(schema.block, r.Values, func(ref Ref) (tftypes.Value, error) {
			to, err := w.core.schemaOf(config[ref.Address])
			if err != nil {
				return tftypes.Value{}, err
			}
			return At(tftypes.NewValue(to.ty, tftypes.UnknownValue), ref.Path)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", address, err)
		}
		if diags := missing(address, schema.block, r.Values, value); len(diags) > 0 {
			w.say(diags...)
			continue
		}
		if len(w.deps[address]) > 0 { // otherwise the plan validates the same again
			w.valid(ctx, address, schema, value)
		}
	}
	w.plan.Diagnostics = w.diags
	return asError(w.diags)
}

func (w *walk) valid(ctx context.Context, address string, schema *resourceSchema, value tftypes.Value) bool {
	config, err := pack(schema.ty, value)
	if err != nil {
		w.fail(address, err)
		return false
	}
	said, err := w.ofConfig(ctx, schema, config)
	if err != nil {
		w.fail(address, err)
		return false
	}
	diags := diagnostics(address, said)
	w.say(diags...)
	return !diags.HasError()
}

func (w *walk) ofConfig(ctx context.Context, schema *resourceSchema, config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
	if schema.data {
		resp, err := w.server.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: schema.name, Config: config})
		if err != nil {
			return nil, err
		}
		return resp.Diagnostics, nil
	}
	resp, err := w.server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{
		TypeName: schema.name, Config: config, ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	})
	if err != nil {
		return nil, err
	}
	return resp.Diagnostics, nil
}

// current loads and refreshes the object at address; nil when there is none.
func (w *planWalk) current(ctx context.Context, address string) (*Object, bool) {
	o := w.prior[address]
	if o == nil {
		by := w.opts.Import[address]
		if by == nil {
			return nil, true
		}
		got, ok := w.adopt(ctx, address, w.plan.config[address].Type, by)
		if !ok {
			return nil, false
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		got.Dependencies = w.deps[address]
		w.plan.State[address] = got
		return got, true
	}
	o, diags, err := w.load(ctx, address, o)
	if err == nil && !diags.HasError() && !w.opts.NoRefresh {
		var more Diagnostics
		o, more, err = w.refresh(ctx, address, o)
		diags = append(diags, more...)
	}
	w.say(diags...)
	if err != nil {
		w.fail(address, err)
	}
	ok := err == nil && !diags.HasError()
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case !ok: // the state keeps what it has
		w.plan.State[address] = w.prior[address]
	case o == nil:
		w.plan.Gone = append(w.plan.Gone, address)
	default:
		merged := append(slices.Clone(o.Dependencies), w.deps[address]...)
		slices.Sort(merged)
		o.Dependencies = slices.Compact(merged)
		w.plan.State[address] = o
	}
	return o, ok
}

func (w *planWalk) resource(ctx context.Context, address string) bool {
	if w.plan.config[address].Data {
		return w.source(ctx, address)
	}
	o, ok := w.current(ctx, address)
	if !ok {
		return false
	}
	if w.opts.RefreshOnly {
		return w.refreshed(address, o)
	}
	change := w.change(ctx, address, w.plan.config[address], o, w.cbd[address], w.planned)
	if change == nil {
		return false
	}
	if change.Action != Create && (slices.Contains(w.opts.Replace, address) || w.triggered(address)) && !change.Action.replaces() {
		if change = w.replacement(ctx, address, w.plan.config[address], o, change, w.cbd[address], w.planned); change == nil {
			return false
		}
	}
	_, known := w.prior[address]
	change.Importing = !known && w.opts.Import[address] != nil
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plan.Changes[address] = change
	return true
}

// refreshed is all that a plan with -refresh-only says of an object.
func (w *planWalk) refreshed(address string, o *Object) bool {
	schema, err := w.core.schema(w.plan.config[address].Type)
	if err != nil {
		w.fail(address, err)
		return false
	}
	after := tftypes.NewValue(schema.ty, tftypes.UnknownValue)
	if o != nil {
		after = o.Value
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plan.Changes[address] = &Change{Address: address, Type: schema.name, Action: NoOp, Before: after, After: after}
	return true
}

// triggered reports whether something that replace_triggered_by names changes.
func (w *planWalk) triggered(address string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.ContainsFunc(w.plan.config[address].ReplaceTriggeredBy, func(ref Ref) bool {
		change := w.plan.Changes[ref.Address]
		if change == nil || change.Action == NoOp {
			return false
		}
		was, wasErr := At(change.Before, ref.Path)
		now, nowErr := At(change.After, ref.Path)
		return wasErr != nil || nowErr != nil || !same(was, now)
	})
}

// planned resolves a reference with what the plan says will be.
func (w *planWalk) planned(ref Ref) (tftypes.Value, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change := w.plan.Changes[ref.Address]
	if change == nil {
		return tftypes.Value{}, errors.New("not planned")
	}
	return At(change.After, ref.Path)
}

// change plans one declared resource; nil after an error.
func (w *walk) change(ctx context.Context, address string, r Resource, o *Object, cbd bool, resolve resolver) *Change {
	schema, err := w.core.schema(r.Type)
	if err != nil {
		w.fail(address, err)
		return nil
	}
	config, err := blockValue(schema.block, r.Values, resolve)
	if err != nil {
		w.fail(address, err)
		return nil
	}
	if !w.valid(ctx, address, schema, config) {
		return nil
	}
	config = ignoring(config, o, r.IgnoreChanges)
	null := tftypes.NewValue(schema.ty, nil)
	prior, tainted := null, false
	var private []byte
	var identity *tfprotov6.ResourceIdentityData
	if o != nil {
		if tainted = o.Tainted; !tainted {
			prior, private, identity = o.Value, o.Private, o.Identity
		}
	}
	change := w.ask(ctx, address, schema, prior, config, private, identity, true)
	if change == nil {
		return nil
	}
	switch {
	case prior.IsNull():
		change.Action = Create
	case len(change.Because) > 0:
		return w.replacement(ctx, address, r, o, change, cbd, resolve)
	case same(change.After, prior):
		change.Action = NoOp
	default:
		change.Action = Update
	}
	if tainted {
		change.Action, change.Before = replaceAction(cbd), o.Value
	}
	return change
}

// ignoring puts what the state has in the place of attributes that ignore_changes names.
func ignoring(config tftypes.Value, o *Object, attributes []string) tftypes.Value {
	if o == nil || len(attributes) == 0 {
		return config
	}
	out, prior := mapOf(config), mapOf(o.Value)
	for _, name := range attributes {
		out[name] = prior[name]
	}
	return tftypes.NewValue(config.Type(), out)
}

func replaceAction(cbd bool) Action {
	if cbd {
		return CreateThenDelete
	}
	return Replace
}

// replacement plans the object that comes instead of o: as a create, with the private data that the first plan left.
func (w *walk) replacement(ctx context.Context, address string, r Resource, o *Object, first *Change, cbd bool, resolve resolver) *Change {
	schema, err := w.core.schema(r.Type)
	if err != nil {
		w.fail(address, err)
		return nil
	}
	config, err := blockValue(schema.block, r.Values, resolve)
	if err != nil {
		w.fail(address, err)
		return nil
	}
	config = ignoring(config, o, r.IgnoreChanges)
	second := w.ask(ctx, address, schema, tftypes.NewValue(schema.ty, nil), config, first.private, first.identity, false)
	if second == nil {
		return nil
	}
	second.Action, second.Before, second.Because = replaceAction(cbd), o.Value, first.Because
	return second
}

// ask calls PlanResourceChange and checks the answer. all says whether its warnings are told; those of a second call
// were told by the first.
func (w *walk) ask(ctx context.Context, address string, schema *resourceSchema, prior, config tftypes.Value, private []byte, identity *tfprotov6.ResourceIdentityData, all bool) *Change {
	proposed := config
	switch {
	case config.IsNull():
	case prior.IsNull():
		proposed = proposedBlock(schema.block, tftypes.NewValue(schema.ty, nil), config)
	default:
		proposed = proposedBlock(schema.block, prior, config)
	}
	req := &tfprotov6.PlanResourceChangeRequest{TypeName: schema.name, PriorPrivate: private}
	if w.core.Identities {
		req.PriorIdentity = identity
	}
	for _, v := range []struct {
		to    **tfprotov6.DynamicValue
		value tftypes.Value
	}{{&req.PriorState, prior}, {&req.Config, config}, {&req.ProposedNewState, proposed}} {
		packed, err := pack(schema.ty, v.value)
		if err != nil {
			w.fail(address, err)
			return nil
		}
		*v.to = packed
	}
	resp, err := w.server.PlanResourceChange(ctx, req)
	if err != nil {
		w.fail(address, err)
		return nil
	}
	diags := diagnostics(address, resp.Diagnostics)
	if all || diags.HasError() {
		w.say(diags...)
	}
	if diags.HasError() {
		return nil
	}
	planned, err := unpack(schema.ty, resp.PlannedState)
	if err != nil {
		w.say(bug(address, "Provider produced invalid plan", "%s", err))
		return nil
	}
	if problems := planProblems(schema.block, prior, config, planned, ""); len(problems) > 0 {
		w.say(bugs(address, "Provider produced invalid plan", problems)...)
		return nil
	}
	change := &Change{Address: address, Type: schema.name, Before: prior, After: planned, private: resp.PlannedPrivate, identity: resp.PlannedIdentity}
	if prior.IsNull() {
		return change
	}
	for _, p := range resp.RequiresReplace {
		was, wasErr := atPath(prior, p)
		now, nowErr := atPath(planned, p)
		if wasErr != nil && nowErr != nil {
			w.say(bug(address, "Provider produced invalid plan", "requires replacement for %s, which does not exist", pathText(p)))
			return nil
		}
		// Equal values need no replacement, whatever the provider says.
		if wasErr != nil || nowErr != nil || !same(was, now) || !now.IsFullyKnown() {
			change.Because = append(change.Because, pathText(p))
		}
	}
	return change
}

// orphan plans the destroy of an object that is not declared any more.
func (w *planWalk) orphan(ctx context.Context, address string) bool {
	o, ok := w.current(ctx, address)
	if !ok || o == nil || w.opts.RefreshOnly {
		return ok
	}
	schema, err := w.core.schema(o.Type)
	if err != nil {
		w.fail(address, err)
		return false
	}
	null := tftypes.NewValue(schema.ty, nil)
	change := w.ask(ctx, address, schema, o.Value, null, o.Private, o.Identity, true)
	if change == nil {
		return false
	}
	change.Action = Delete
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plan.Changes[address] = change
	return true
}
