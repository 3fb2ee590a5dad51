// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package contactway is the resource wecom_contact_way and its data sources.
package contactway

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_contact_way"

const noun = "contact way"

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// Resource manages one contact way.
type Resource struct{ shared.ResourceBase }

// New makes the resource.
func New() resource.Resource { return &Resource{shared.ResourceOf(TypeName)} }

// Schema describes the attributes.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

// IdentitySchema describes the identity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = shared.StringIdentitySchema("Contact way id (config_id).")
}

// Create makes the contact way and saves its id before it reads the rest.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	plan.check(ctx, &resp.Diagnostics) // with what was unknown in the plan
	in := plan.toCreate(ctx, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	made, err := r.Client.ContactWays.Create(ctx, in)
	if made == nil || made.ID == "" {
		r.diag(ctx, "create", &plan, err, &resp.Diagnostics)
		return
	}
	if err != nil { // made, with a complaint: an error would have Terraform destroy it again
		resp.Diagnostics.AddWarning("Contact way created, but WeCom complained",
			fmt.Sprintf("Contact way %s was created. The next plan shows what WeCom did not take over.\n\n%s", made.ID, err))
	}
	plan.ID = types.StringValue(made.ID)
	if made.QRCode != "" {
		plan.QRCode = types.StringValue(made.QRCode)
	}
	saved := plan
	saved.settle(ctx, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &saved)...)
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(made.ID), &resp.Diagnostics)
	r.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)

	if r.readBack(ctx, &plan, &resp.Diagnostics) == nil {
		return
	}
	if plan.MarkSource.IsNull() {
		plan.MarkSource = types.BoolValue(true) // the documented default, not shown
	}
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
	r.Client.ContactWays.Made(state.ID.ValueString(), shared.MadeAt(ctx, req.Private))
	got, err := r.Client.ContactWays.Get(ctx, state.ID.ValueString())
	if errors.Is(err, client.ErrNotFound) {
		if !state.TemporarySession.IsNull() {
			resp.Diagnostics.AddWarning("Temporary contact way is gone",
				fmt.Sprintf("WeCom does not know %s any more: it has expired, its code was used, or it was deleted. This plan makes a new one with a new QR code, "+
					"and so will every plan after the next expiry. Remove it from the configuration when it is no longer needed.", state.subject()))
		}
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		r.diag(ctx, "read", &state, err, &resp.Diagnostics)
		return
	}
	state.fromAPI(ctx, got, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// Update changes the contact way in place; the QR code stays. Nothing is sent
// when only Terraform's own settings changed.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(state.ID.ValueString()), &resp.Diagnostics)
	if plan.check(ctx, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	plan.ID = state.ID
	if plan.differs(ctx, &state, &resp.Diagnostics) && !r.update(ctx, &plan, &state, &resp.Diagnostics) {
		return
	}
	plan.settle(ctx, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	r.RememberWrite(ctx, resp.Private, req.State.Raw, resp.State.Raw, &resp.Diagnostics)
}

// Delete removes the contact way, and with it its QR code.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	if shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject()) {
		return
	}
	if err := r.Client.ContactWays.Delete(ctx, state.ID.ValueString()); err != nil && !errors.Is(err, client.ErrNotFound) {
		r.diag(ctx, "delete", &state, err, &resp.Diagnostics)
	}
}

// ImportState takes the config_id, or the identity.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.ImportString(ctx, req, resp, shared.NoBlanks,
		"A contact way is imported by its config_id. The data source wecom_contact_ways lists those that WeCom lists.")
}
