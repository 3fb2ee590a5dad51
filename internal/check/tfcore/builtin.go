// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package tfcore

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const terraformData = "terraform_data"

var terraformDataSchema = &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
	{Name: "id", Type: tftypes.String, Computed: true},
	{Name: "input", Type: tftypes.DynamicPseudoType, Optional: true},
	{Name: "output", Type: tftypes.DynamicPseudoType, Computed: true},
	{Name: "triggers_replace", Type: tftypes.DynamicPseudoType, Optional: true},
}}}

// builtin adds terraform_data to a provider, as Terraform has it: output is what input was, and unknown in a plan that
// changes it.
type builtin struct{ tfprotov6.ProviderServer }

func (b builtin) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	if req.TypeName != terraformData {
		return b.ProviderServer.ValidateResourceConfig(ctx, req)
	}
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (b builtin) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	if req.TypeName != terraformData {
		return b.ProviderServer.ReadResource(ctx, req)
	}
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private}, nil
}

func (b builtin) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if req.TypeName != terraformData {
		return b.ProviderServer.PlanResourceChange(ctx, req)
	}
	ty := terraformDataSchema.ValueType()
	proposed, err := unpack(ty, req.ProposedNewState)
	if err != nil {
		return nil, err
	}
	prior, err := unpack(ty, req.PriorState)
	if err != nil {
		return nil, err
	}
	resp := &tfprotov6.PlanResourceChangeResponse{PlannedState: req.ProposedNewState}
	if proposed.IsNull() {
		return resp, nil
	}
	was, now := mapOf(prior), mapOf(proposed)
	create := prior.IsNull()
	if !create && !same(was["triggers_replace"], now["triggers_replace"]) {
		resp.RequiresReplace = []*tftypes.AttributePath{tftypes.NewAttributePath().WithAttributeName("triggers_replace")}
		create = true
	}
	if create {
		now["id"] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	}
	if create || !same(was["input"], now["input"]) {
		now["output"] = now["input"]
		if !now["input"].IsNull() {
			now["output"] = tftypes.NewValue(now["input"].Type(), tftypes.UnknownValue)
		}
	}
	resp.PlannedState, err = pack(ty, tftypes.NewValue(ty, now))
	return resp, err
}

func (b builtin) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if req.TypeName != terraformData {
		return b.ProviderServer.ApplyResourceChange(ctx, req)
	}
	ty := terraformDataSchema.ValueType()
	planned, err := unpack(ty, req.PlannedState)
	if err != nil {
		return nil, err
	}
	if planned.IsNull() {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: req.PlannedState}, nil
	}
	now := mapOf(planned)
	if !now["id"].IsKnown() {
		now["id"] = tftypes.NewValue(tftypes.String, "8d0c4f6e-0000-4000-8000-000000000000")
	}
	now["output"] = now["input"]
	packed, err := pack(ty, tftypes.NewValue(ty, now))
	return &tfprotov6.ApplyResourceChangeResponse{NewState: packed}, err
}
