// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package interceptrule is the resource wecom_intercept_rule and its data
// sources.
package interceptrule

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_intercept_rule"

const noun = "intercept rule"

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// Resource manages one intercept rule.
type Resource struct{ shared.ResourceBase }

// New makes the resource.
func New() resource.Resource { return &Resource{shared.ResourceOf(TypeName)} }

// Schema describes the attributes.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

// IdentitySchema describes the identity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = shared.StringIdentitySchema("Rule id.")
}

// Create makes the rule and then adds what one call cannot hold.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	if refuseRange(&plan, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	made := r.create(ctx, &plan, &resp.Diagnostics)
	if made == nil {
		return
	}
	plan.ID, plan.CreatedAt = types.StringValue(made.ID), types.StringNull()
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(made.ID), &resp.Diagnostics)
	r.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)
	r.complete(ctx, &plan, made.Rest, &resp.Diagnostics)
	plan.CreatedAt = r.createdAt(ctx, made.ID)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Read refreshes the state; only a certain absence removes the resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	r.ReadSettled(ctx, req, resp, r.read)
}

func (r *Resource) read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	if !r.BeginRead(ctx, req, resp, state.subject(), shared.StringIdentityOf(state.ID)) {
		return
	}
	r.Client.InterceptRules.Made(state.ID.ValueString(), shared.MadeAt(ctx, req.Private))
	rule, err := r.Client.InterceptRules.Get(ctx, state.ID.ValueString())
	if errors.Is(err, client.ErrNotFound) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "read", Noun: noun, Subject: state.subject(), Err: err})
		return
	}
	n := readNotes(ctx, req.Private, &resp.Diagnostics)
	n.see(state.nodes(), rule.Range)
	n.save(ctx, resp.Private, &resp.Diagnostics)
	state.fromAPI(rule)
	if state.CreatedAt.IsNull() {
		state.CreatedAt = r.createdAt(ctx, rule.ID)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// Update edits in place, adds to the range before it removes from it, and
// leaves in the state what was reached when a call fails half-way.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	if refuseRange(&plan, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(state.ID.ValueString()), &resp.Diagnostics)
	if !r.update(ctx, &plan, &state, &resp.Diagnostics) {
		return
	}
	n := readNotes(ctx, req.Private, &resp.Diagnostics)
	r.updateRange(ctx, &plan, &state, &n, &resp.Diagnostics)
	n.save(ctx, resp.Private, &resp.Diagnostics)
	if plan.CreatedAt.IsUnknown() {
		plan.CreatedAt = r.createdAt(ctx, state.ID.ValueString())
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	r.RememberWrite(ctx, resp.Private, req.State.Raw, resp.State.Raw, &resp.Diagnostics)
}

// Delete removes the rule; one that is gone already is as good.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	if shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject()) {
		return
	}
	if err := r.Client.InterceptRules.Delete(ctx, state.ID.ValueString()); err != nil && !errors.Is(err, client.ErrNotFound) {
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "delete", Noun: noun, Subject: state.subject(), Err: err})
	}
}

// ImportState takes the rule id, or the identity.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.ImportString(ctx, req, resp, shared.NoBlanks,
		"An intercept rule is imported by its rule id. The data source wecom_intercept_rules lists the ids of all rules.")
}
