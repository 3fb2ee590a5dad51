// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var _ resource.ResourceWithIdentity = (*empty)(nil)

// lastID is the last id given away; a CLI creates everything of one apply with one provider process.
var lastID atomic.Int64

// empty is a resource with the schema of a real one that keeps in the state what the plan says. Plan modifiers,
// defaults and validators of the schema are the framework's work and stay; ModifyPlan and ValidateConfig are ours and
// go.
type empty struct{ real resource.Resource }

func (e *empty) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	e.real.Metadata(ctx, req, resp)
}

func (e *empty) Schema(ctx context.Context, req resource.SchemaRequest, resp *resource.SchemaResponse) {
	e.real.Schema(ctx, req, resp)
}

func (e *empty) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	if r, ok := e.real.(resource.ResourceWithIdentity); ok {
		r.IdentitySchema(ctx, req, resp)
	}
}

// Create makes up an id and leaves empty what else the plan left open.
func (e *empty) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	id := lastID.Add(1) + 1
	resp.State.Raw = settled(req.Plan.Raw, id, &resp.Diagnostics)
	identify(ctx, resp.Identity, resp.State, &resp.Diagnostics)
}

// Read keeps the state, which the framework has put into the answer.
func (e *empty) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	identify(ctx, resp.Identity, req.State, &resp.Diagnostics)
}

func (e *empty) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = settled(req.Plan.Raw, 0, &resp.Diagnostics)
	identify(ctx, resp.Identity, resp.State, &resp.Diagnostics)
}

func (e *empty) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// settled replaces what is unknown: the id by the given one, anything else by null.
func settled(planned tftypes.Value, id int64, diags *diag.Diagnostics) tftypes.Value {
	value, err := tftypes.Transform(planned, func(at *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		switch {
		case v.IsKnown():
			return v, nil
		case !at.Equal(tftypes.NewAttributePath().WithAttributeName("id")):
			return tftypes.NewValue(v.Type(), nil), nil
		case v.Type().Is(tftypes.Number):
			return tftypes.NewValue(tftypes.Number, id), nil
		default:
			return tftypes.NewValue(v.Type(), strconv.FormatInt(id, 10)), nil
		}
	})
	if err != nil {
		diags.AddError("The floor cannot make a state of this plan", err.Error())
	}
	return value
}

// identify copies the id, as CLIs that know identities want after every call.
func identify(ctx context.Context, identity *tfsdk.ResourceIdentity, state tfsdk.State, diags *diag.Diagnostics) {
	if identity == nil {
		return
	}
	attributes := map[string]tftypes.Value{}
	if err := state.Raw.As(&attributes); err != nil {
		diags.AddError("The floor cannot read its state", err.Error())
		return
	}
	kind, ok := identity.Schema.Type().TerraformType(ctx).(tftypes.Object)
	if !ok {
		diags.AddError("The floor cannot set an identity", fmt.Sprintf("Its schema is a %T.", kind))
		return
	}
	values := map[string]tftypes.Value{}
	for name, t := range kind.AttributeTypes {
		values[name] = tftypes.NewValue(t, nil)
	}
	values["id"] = attributes["id"]
	identity.Raw = tftypes.NewValue(kind, values)
}
