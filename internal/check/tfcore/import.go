// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Import takes an existing object into the state: by is its import id, or its identity as a map of Go values. It
// returns the state with the object.
func (c *Core) Import(ctx context.Context, state State, address, typeName string, by any) (State, Diagnostics, error) {
	if state[address] != nil {
		return state, nil, fmt.Errorf("%s is in the state already", address)
	}
	server, diags, err := c.start(ctx)
	if err != nil {
		return state, diags, err
	}
	w := &walk{core: c, server: server, diags: diags}
	o, ok := w.adopt(ctx, address, typeName, by)
	if !ok {
		return state, w.diags, asError(w.diags)
	}
	out := state.Clone()
	out[address] = o
	return out, w.diags, nil
}

// adopt imports and reads one object.
func (w *walk) adopt(ctx context.Context, address, typeName string, by any) (*Object, bool) {
	schema, err := w.core.schema(typeName)
	if err != nil {
		w.fail(address, err)
		return nil, false
	}
	req := &tfprotov6.ImportResourceStateRequest{TypeName: typeName}
	switch by := by.(type) {
	case string:
		req.ID = by
	case map[string]any:
		value, err := expression(schema.identity, by, nil)
		if err != nil {
			w.fail(address, err)
			return nil, false
		}
		packed, err := pack(schema.identity, value)
		if err != nil {
			w.fail(address, err)
			return nil, false
		}
		req.Identity = &tfprotov6.ResourceIdentityData{IdentityData: packed}
	default:
		w.fail(address, fmt.Errorf("%T is no import id", by))
		return nil, false
	}
	resp, err := w.server.ImportResourceState(ctx, req)
	if err != nil {
		w.fail(address, err)
		return nil, false
	}
	diags := diagnostics(address, resp.Diagnostics)
	w.say(diags...)
	if diags.HasError() {
		return nil, false
	}
	if len(resp.ImportedResources) != 1 {
		w.say(bug(address, "Provider produced invalid import", "%d objects", len(resp.ImportedResources)))
		return nil, false
	}
	got := resp.ImportedResources[0]
	value, err := unpack(schema.ty, got.State)
	if err == nil && (value.IsNull() || !value.IsFullyKnown()) {
		err = fmt.Errorf("imported state is %s", text(value))
	}
	if err != nil {
		w.say(bug(address, "Provider produced invalid import", "%s", err))
		return nil, false
	}
	o := &Object{Type: typeName, Value: value, Private: got.Private, Identity: got.Identity}
	o, diags, err = w.refresh(ctx, address, o)
	w.say(diags...)
	switch {
	case err != nil:
		w.fail(address, err)
		return nil, false
	case diags.HasError():
		return nil, false
	case o == nil:
		w.say(Diagnostic{Address: address, Summary: "Cannot import non-existent remote object", Detail: fmt.Sprint(by)})
		return nil, false
	}
	return o, true
}

// Value is the value at path of the resource at address, for assertions.
func (s State) Value(address, path string) (tftypes.Value, error) {
	o := s[address]
	if o == nil {
		return tftypes.Value{}, fmt.Errorf("%s is not in the state", address)
	}
	return At(o.Value, path)
}

// IdentityOf is the identity of an object; null when it has none.
func (c *Core) IdentityOf(o *Object) (tftypes.Value, error) {
	schema, err := c.schema(o.Type)
	if err != nil || schema.identity == nil || o.Identity == nil || o.Identity.IdentityData == nil {
		return tftypes.NewValue(tftypes.String, nil), err
	}
	return unpack(schema.identity, o.Identity.IdentityData)
}
