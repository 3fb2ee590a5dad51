// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Object is one object in the state.
type Object struct {
	Type     string
	Value    tftypes.Value
	Private  []byte
	Identity *tfprotov6.ResourceIdentityData
	Tainted  bool
	Data     bool // what a data source answered
	// Dependencies are the addresses that the configuration referred to, directly or not, when the object was last
	// written.
	Dependencies        []string
	CreateBeforeDestroy bool
}

// State is what Terraform remembers, by address. The address of a deposed object, left over by a replacement that
// creates first, ends in deposedMark.
type State map[string]*Object

const deposedMark = " (deposed)"

// Clone is a copy that later walks do not touch.
func (s State) Clone() State {
	out := State{}
	for address, o := range s {
		c := *o
		c.Private, c.Dependencies = slices.Clone(o.Private), slices.Clone(o.Dependencies)
		out[address] = &c
	}
	return out
}

// Text renders the scalar at path of the resource at address; "" when absent.
func (s State) Text(address, path string) string {
	if o := s[address]; o != nil {
		return Text(o.Value, path)
	}
	return ""
}

// String lists the state, one object per line.
func (s State) String() string {
	var b strings.Builder
	for _, address := range sortedKeys(s) {
		tainted := ""
		if s[address].Tainted {
			tainted = " (tainted)"
		}
		fmt.Fprintf(&b, "%s%s %s\n", address, tainted, text(s[address].Value))
	}
	return b.String()
}

// JSON is the value as the state file has it.
func JSON(v tftypes.Value) []byte {
	var b bytes.Buffer
	writeJSON(&b, v)
	return b.Bytes()
}

func writeJSON(b *bytes.Buffer, v tftypes.Value) {
	ty := v.Type()
	switch {
	case v.IsNull() || !v.IsKnown():
		b.WriteString("null")
	case ty.Is(tftypes.String):
		raw, _ := json.Marshal(scalarText(v))
		b.Write(raw)
	case ty.Is(tftypes.Bool), ty.Is(tftypes.Number):
		b.WriteString(scalarText(v))
	case ty.Is(tftypes.Object{}), ty.Is(tftypes.Map{}):
		in := mapOf(v)
		b.WriteByte('{')
		for i, key := range slices.Sorted(maps.Keys(in)) {
			if i > 0 {
				b.WriteByte(',')
			}
			name, _ := json.Marshal(key)
			b.Write(name)
			b.WriteByte(':')
			writeJSON(b, in[key])
		}
		b.WriteByte('}')
	default:
		b.WriteByte('[')
		for i, e := range listOf(v) {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, e)
		}
		b.WriteByte(']')
	}
}

// load sends an object through the provider's state upgrade, as Terraform does with every object that it reads from a
// state file.
func (w *walk) load(ctx context.Context, address string, o *Object) (*Object, Diagnostics, error) {
	schema, err := w.core.schema(o.Type)
	if err != nil {
		return nil, nil, err
	}
	if o.Type == terraformData { // its dynamic values have no type in JSON
		return o, nil, nil
	}
	resp, err := w.server.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{
		TypeName: o.Type, Version: schema.version, RawState: &tfprotov6.RawState{JSON: JSON(o.Value)},
	})
	if err != nil {
		return nil, nil, err
	}
	diags := diagnostics(address, resp.Diagnostics)
	if diags.HasError() {
		return nil, diags, nil
	}
	value, err := unpack(schema.ty, resp.UpgradedState)
	if err != nil {
		return nil, nil, err
	}
	out := *o
	out.Value = value
	if same(value, o.Value) {
		return &out, diags, nil
	}
	if problems := resultProblems(o.Value, value, ""); len(problems) > 0 {
		diags = append(diags, bugs(address, "State of the current version was changed by the upgrade", problems)...)
	}
	return &out, diags, nil
}

// refresh reads an object; nil when the provider says that it is gone.
func (w *walk) refresh(ctx context.Context, address string, o *Object) (*Object, Diagnostics, error) {
	schema, err := w.core.schema(o.Type)
	if err != nil {
		return nil, nil, err
	}
	current, err := pack(schema.ty, o.Value)
	if err != nil {
		return nil, nil, err
	}
	req := &tfprotov6.ReadResourceRequest{TypeName: o.Type, CurrentState: current, Private: o.Private}
	if w.core.Identities {
		req.CurrentIdentity = o.Identity
	}
	resp, err := w.server.ReadResource(ctx, req)
	if err != nil {
		return nil, nil, err
	}
	diags := diagnostics(address, resp.Diagnostics)
	if diags.HasError() {
		return o, diags, nil
	}
	value, err := unpack(schema.ty, resp.NewState)
	if err != nil {
		return o, append(diags, bug(address, "Provider produced invalid object", "during refresh: %s", err)), nil
	}
	if left := unknowns(value); len(left) > 0 {
		return o, append(diags, bug(address, "Provider produced invalid object", "unknown during refresh: %s", strings.Join(left, ", "))), nil
	}
	diags = append(diags, w.identityProblems(schema, address, o.Identity, resp.NewIdentity, !value.IsNull())...)
	if value.IsNull() {
		return nil, diags, nil
	}
	out := *o
	out.Value, out.Private = value, resp.Private
	if resp.NewIdentity != nil {
		out.Identity = resp.NewIdentity
	}
	return &out, diags, nil
}

// identityProblems checks an identity that a provider answered for an object that exists: there, known, and the same as
// before.
func (w *walk) identityProblems(schema *resourceSchema, address string, before, now *tfprotov6.ResourceIdentityData, exists bool) Diagnostics {
	if schema.identity == nil || !w.core.Identities {
		return nil
	}
	if now == nil || now.IdentityData == nil {
		if exists {
			return Diagnostics{bug(address, "Provider produced invalid identity", "no identity where the resource has one")}
		}
		return nil
	}
	value, err := unpack(schema.identity, now.IdentityData)
	if err != nil {
		return Diagnostics{bug(address, "Provider produced invalid identity", "%s", err)}
	}
	if exists && (value.IsNull() || !value.IsFullyKnown()) {
		return Diagnostics{bug(address, "Provider produced invalid identity", "not wholly known: %s", text(value))}
	}
	if before == nil || before.IdentityData == nil || w.core.MutableIdentity[schema.name] {
		return nil
	}
	was, err := unpack(schema.identity, before.IdentityData)
	if err == nil && !was.IsNull() && was.IsFullyKnown() && !value.IsNull() && !same(was, value) {
		return Diagnostics{bug(address, "Provider changed the identity", "was %s, but now %s", text(was), text(value))}
	}
	return nil
}
