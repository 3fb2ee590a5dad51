// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package taggroup is the resource wecom_tag_group and its data sources.
package taggroup

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_tag_group"

const noun = "tag group"

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// Resource manages one tag group with its tags.
type Resource struct{ shared.ResourceBase }

// New makes the resource.
func New() resource.Resource { return &Resource{shared.ResourceOf(TypeName)} }

// Schema describes the attributes.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

// IdentitySchema describes the identity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = shared.StringIdentitySchema("Tag group id.")
}

// Create makes the group with its tags, unless a group of that name exists:
// WeCom would silently put the tags into it.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	tags := plan.tags(ctx, &resp.Diagnostics)
	if refuseTwins(tags, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	made := r.create(ctx, &plan, tags, &resp.Diagnostics)
	if plan.ID.IsUnknown() {
		return // nothing was made
	}
	r.save(ctx, &plan, made, &resp.State, &resp.Diagnostics)
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(plan.ID.ValueString()), &resp.Diagnostics)
	r.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)
	var n notes
	n.declare(made)
	n.save(ctx, resp.Private, &resp.Diagnostics)
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
	r.Client.CustomerTags.Made(state.ID.ValueString(), shared.MadeAt(ctx, req.Private))
	group, err := r.Client.CustomerTags.Read(ctx, state.ID.ValueString())
	if errors.Is(err, client.ErrNotFound) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "read", Noun: noun, Subject: state.subject(), Err: err})
		return
	}
	n := readNotes(ctx, req.Private, &resp.Diagnostics)
	n.note(state.fromAPI(ctx, group, &resp.Diagnostics), r.Client.LagTime())
	n.save(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// Update edits in place, adds before it deletes, and leaves in the state what
// was done when a call fails half-way.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(state.ID.ValueString()), &resp.Diagnostics)
	n := readNotes(ctx, req.Private, &resp.Diagnostics)
	tags := r.update(ctx, &plan, &state, &n, &resp.Diagnostics)
	if tags == nil {
		return
	}
	n.save(ctx, resp.Private, &resp.Diagnostics)
	r.save(ctx, &plan, tags, &resp.State, &resp.Diagnostics)
	r.RememberWrite(ctx, resp.Private, req.State.Raw, resp.State.Raw, &resp.Diagnostics)
}

// Delete removes the group, or only the declared tags when it is not exclusive.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	if shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject()) {
		return
	}
	r.delete(ctx, &state, &resp.Diagnostics)
}

// ImportState takes the group id, or the identity.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.ImportString(ctx, req, resp, shared.NoBlanks,
		"A tag group is imported by its group id (et…). The data source wecom_tag_group finds the id of a name.")
}
