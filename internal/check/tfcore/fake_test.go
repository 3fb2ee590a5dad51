// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// fake is a provider of one resource type, "thing", that keeps the rules unless one of its functions is told to break
// them.
type fake struct {
	tfprotov6.ProviderServer // nil: what is not overridden must not be called

	onPlan     func(*tfprotov6.PlanResourceChangeRequest, map[string]tftypes.Value, *tfprotov6.PlanResourceChangeResponse)
	onApply    func(*tfprotov6.ApplyResourceChangeRequest, map[string]tftypes.Value, *tfprotov6.ApplyResourceChangeResponse)
	onRead     func(map[string]tftypes.Value, *tfprotov6.ReadResourceResponse)
	onValidate func(map[string]tftypes.Value) []*tfprotov6.Diagnostic

	mu    sync.Mutex
	made  int
	calls []string // "apply a: create"
}

var tagAttributes = []*tfprotov6.SchemaAttribute{
	{Name: "label", Type: tftypes.String, Optional: true, Computed: true},
	{Name: "id", Type: tftypes.String, Computed: true},
}

var thing = &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
	Attributes: []*tfprotov6.SchemaAttribute{
		{Name: "id", Type: tftypes.String, Computed: true},
		{Name: "name", Type: tftypes.String, Required: true},
		{Name: "parent", Type: tftypes.String, Optional: true},
		{Name: "chosen", Type: tftypes.Number, Optional: true, Computed: true},
		{Name: "members", Type: tftypes.Set{ElementType: tftypes.String}, Optional: true},
		{Name: "tags", Optional: true, NestedType: &tfprotov6.SchemaObject{Nesting: tfprotov6.SchemaObjectNestingModeMap, Attributes: tagAttributes}},
		{Name: "rows", Optional: true, NestedType: &tfprotov6.SchemaObject{Nesting: tfprotov6.SchemaObjectNestingModeSet, Attributes: tagAttributes}},
	},
	BlockTypes: []*tfprotov6.SchemaNestedBlock{{TypeName: "timeouts", Nesting: tfprotov6.SchemaNestedBlockNestingModeSingle, Block: &tfprotov6.SchemaBlock{
		Attributes: []*tfprotov6.SchemaAttribute{{Name: "delete", Type: tftypes.String, Optional: true}},
	}}},
}}

var thingIdentity = &tfprotov6.ResourceIdentitySchema{IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{
	{Name: "id", Type: tftypes.String, RequiredForImport: true},
}}

func (f *fake) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		Provider: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{}}, ResourceSchemas: map[string]*tfprotov6.Schema{"thing": thing},
	}, nil
}

func (f *fake) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{IdentitySchemas: map[string]*tfprotov6.ResourceIdentitySchema{"thing": thingIdentity}}, nil
}

func (f *fake) ValidateProviderConfig(context.Context, *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{}, nil
}

func (f *fake) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (f *fake) ValidateResourceConfig(_ context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	resp := &tfprotov6.ValidateResourceConfigResponse{}
	if f.onValidate != nil {
		resp.Diagnostics = f.onValidate(opened(req.Config))
	}
	return resp, nil
}

func (f *fake) UpgradeResourceState(_ context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	v, err := req.RawState.Unmarshal(thing.ValueType())
	if err != nil {
		return nil, err
	}
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: closed(mapOf(v))}, nil
}

func (f *fake) ReadResource(_ context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	resp := &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private, NewIdentity: identityOf(opened(req.CurrentState))}
	if f.onRead != nil {
		f.onRead(opened(req.CurrentState), resp)
	}
	return resp, nil
}

func (f *fake) PlanResourceChange(_ context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	resp := &tfprotov6.PlanResourceChangeResponse{PlannedState: req.ProposedNewState, PlannedPrivate: req.PriorPrivate, PlannedIdentity: req.PriorIdentity}
	planned := opened(req.ProposedNewState)
	if planned == nil {
		return resp, nil
	}
	for _, name := range []string{"id", "chosen"} {
		if planned[name].IsNull() {
			planned[name] = tftypes.NewValue(planned[name].Type(), tftypes.UnknownValue)
		}
	}
	planned["tags"] = eachTag(planned["tags"], func(string, map[string]tftypes.Value) any { return tftypes.UnknownValue })
	planned["rows"] = eachTag(planned["rows"], func(string, map[string]tftypes.Value) any { return tftypes.UnknownValue })
	if f.onPlan != nil {
		f.onPlan(req, planned, resp)
	}
	resp.PlannedState = closed(planned)
	return resp, nil
}

func (f *fake) ApplyResourceChange(_ context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	planned, prior := opened(req.PlannedState), opened(req.PriorState)
	resp := &tfprotov6.ApplyResourceChangeResponse{NewState: req.PlannedState, Private: req.PlannedPrivate}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case planned == nil:
		f.calls = append(f.calls, "destroy "+scalarText(prior["name"]))
	case prior == nil:
		f.calls = append(f.calls, "create "+scalarText(planned["name"]))
	default:
		f.calls = append(f.calls, "update "+scalarText(planned["name"]))
	}
	if planned != nil {
		if !planned["id"].IsKnown() {
			f.made++
			planned["id"] = tftypes.NewValue(tftypes.String, fmt.Sprintf("id-%d", f.made))
		}
		if !planned["chosen"].IsKnown() {
			planned["chosen"] = tftypes.NewValue(tftypes.Number, 7)
		}
		name := func(key string, _ map[string]tftypes.Value) any { return "made-" + key }
		planned["tags"], planned["rows"] = eachTag(planned["tags"], name), eachTag(planned["rows"], name)
	}
	if planned != nil {
		resp.NewState, resp.NewIdentity = closed(planned), identityOf(planned)
	}
	if f.onApply != nil {
		f.onApply(req, planned, resp)
	}
	return resp, nil
}

func (f *fake) ImportResourceState(_ context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	state := map[string]tftypes.Value{}
	for name, ty := range thing.ValueType().(tftypes.Object).AttributeTypes {
		state[name] = tftypes.NewValue(ty, nil)
	}
	state["id"] = tftypes.NewValue(tftypes.String, req.ID)
	return &tfprotov6.ImportResourceStateResponse{ImportedResources: []*tfprotov6.ImportedResource{{TypeName: "thing", State: closed(state), Identity: identityOf(state)}}}, nil
}

// eachTag gives every element without label and id what value says.
func eachTag(v tftypes.Value, value func(string, map[string]tftypes.Value) any) tftypes.Value {
	fill := func(key string, e tftypes.Value) tftypes.Value {
		in := mapOf(e)
		for _, name := range []string{"id", "label"} {
			if in[name].IsNull() || !in[name].IsKnown() {
				in[name] = tftypes.NewValue(tftypes.String, value(key, in))
			}
		}
		return tftypes.NewValue(e.Type(), in)
	}
	if v.IsNull() || !v.IsKnown() {
		return v
	}
	if v.Type().Is(tftypes.Map{}) {
		in := mapOf(v)
		for key, e := range in {
			in[key] = fill(key, e)
		}
		return tftypes.NewValue(v.Type(), in)
	}
	in := listOf(v)
	for i, e := range in {
		in[i] = fill(text(e), e)
	}
	return tftypes.NewValue(v.Type(), in)
}

// opened are the attributes of a value of the type; nil when it is null.
func opened(d *tfprotov6.DynamicValue) map[string]tftypes.Value {
	v, err := unpack(thing.ValueType(), d)
	if err != nil {
		panic(err)
	}
	if v.IsNull() {
		return nil
	}
	return maps.Clone(mapOf(v))
}

func closed(in map[string]tftypes.Value) *tfprotov6.DynamicValue {
	v := tftypes.NewValue(thing.ValueType(), nil)
	if in != nil {
		v = tftypes.NewValue(thing.ValueType(), in)
	}
	d, err := pack(thing.ValueType(), v)
	if err != nil {
		panic(err)
	}
	return d
}

func identityOf(in map[string]tftypes.Value) *tfprotov6.ResourceIdentityData {
	ty := thingIdentity.ValueType()
	v := tftypes.NewValue(ty, nil)
	if in != nil {
		v = tftypes.NewValue(ty, map[string]tftypes.Value{"id": in["id"]})
	}
	d, err := pack(ty, v)
	if err != nil {
		panic(err)
	}
	return &tfprotov6.ResourceIdentityData{IdentityData: d}
}

func (f *fake) core(t *testing.T) *Core {
	t.Helper()
	c, err := New(t.Context(), func() tfprotov6.ProviderServer { return f }, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Parallelism = 1
	return c
}

func str(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }
