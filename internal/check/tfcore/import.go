// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Import takes an existing object into the state: by is its import id, or its
// identity as a map of Go values. It returns the state with the object.
func (c *Core) Import(ctx context.Context, state State, address, typeName string, by any) (State, Diagnostics, error) {
	schema, err := c.schema(typeName)
	if err != nil {
		return state, nil, err
	}
	if state[address] != nil {
		return state, nil, fmt.Errorf("%s is in the state already", address)
	}
	server, diags, err := c.start(ctx)
	if err != nil {
		return state, diags, err
	}
	w := &walk{core: c, server: server, diags: diags}
	req := &tfprotov6.ImportResourceStateRequest{TypeName: typeName}
	switch by := by.(type) {
	case string:
		req.ID = by
	case map[string]any:
		value, err := expression(schema.identity, by, nil)
		if err != nil {
			return state, w.diags, err
		}
		packed, err := pack(schema.identity, value)
		if err != nil {
			return state, w.diags, err
		}
		req.Identity = &tfprotov6.ResourceIdentityData{IdentityData: packed}
	default:
		return state, w.diags, fmt.Errorf("%T is no import id", by)
	}
	resp, err := server.ImportResourceState(ctx, req)
	if err != nil {
		return state, w.diags, err
	}
	w.say(diagnostics(address, resp.Diagnostics)...)
	if err := asError(w.diags); err != nil {
		return state, w.diags, err
	}
	if len(resp.ImportedResources) != 1 {
		w.say(bug(address, "Provider produced invalid import", "%d objects", len(resp.ImportedResources)))
		return state, w.diags, asError(w.diags)
	}
	got := resp.ImportedResources[0]
	value, err := unpack(schema.ty, got.State)
	if err == nil && (value.IsNull() || !value.IsFullyKnown()) {
		err = fmt.Errorf("imported state is %s", text(value))
	}
	if err != nil {
		w.say(bug(address, "Provider produced invalid import", "%s", err))
		return state, w.diags, asError(w.diags)
	}
	o := &Object{Type: typeName, Value: value, Private: got.Private, Identity: got.Identity}
	o, more, err := w.refresh(ctx, address, o)
	w.say(more...)
	switch {
	case err != nil:
		return state, w.diags, err
	case asError(w.diags) != nil:
		return state, w.diags, asError(w.diags)
	case o == nil:
		w.say(Diagnostic{Address: address, Summary: "Cannot import non-existent remote object", Detail: fmt.Sprint(by)})
		return state, w.diags, asError(w.diags)
	}
	out := state.Clone()
	out[address] = o
	return out, w.diags, nil
}

// Value is the value at path of the resource at address, for assertions.
func (s State) Value(address, path string) (tftypes.Value, error) {
	o := s[address]
	if o == nil {
		return tftypes.Value{}, fmt.Errorf("%s is not in the state", address)
	}
	return At(o.Value, path)
}
