// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package acquisitionlink is the resource wecom_acquisition_link and its data
// sources, with that of the corp's balance.
package acquisitionlink

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_acquisition_link"

const noun = "acquisition link"

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// Resource manages one acquisition link.
type Resource struct{ shared.ResourceBase }

// New makes the resource.
func New() resource.Resource { return &Resource{shared.ResourceOf(TypeName)} }

// Schema describes the attributes.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

// IdentitySchema describes the identity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = shared.StringIdentitySchema("Link id.")
}

// Create makes the link and saves its id before it reads the rest.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	made, err := r.Client.AcquisitionLinks.Create(ctx, plan.toCreate())
	if made == nil || made.ID == "" {
		shared.Diag(&resp.Diagnostics, failure("create", &plan, err))
		return
	}
	if err != nil { // made, with a complaint: an error would have Terraform destroy it again
		resp.Diagnostics.AddWarning("Acquisition link created, but WeCom complained",
			fmt.Sprintf("Acquisition link %s was created. The next plan shows what WeCom did not take over.\n\n%s", made.ID, err))
	}
	plan.created(made)

	saved := plan
	saved.settle()
	resp.Diagnostics.Append(resp.State.Set(ctx, &saved)...)
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(made.ID), &resp.Diagnostics)
	r.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)
	// Also when nothing is left open: a link that is not readable yet would look
	// deleted to the next plan, and be made twice.
	got, err := r.Client.AcquisitionLinks.Get(ctx, made.ID)
	if err != nil {
		resp.Diagnostics.AddWarning("Acquisition link created but not read back",
			fmt.Sprintf("Acquisition link %s was created. Reading it back failed; the next plan reads it again.\n\n%s", made.ID, err))
		return
	}
	plan.fill(got)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Read refreshes the state; only a complete list without the link removes the
// resource.
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
	r.Client.AcquisitionLinks.Made(state.ID.ValueString(), shared.MadeAt(ctx, req.Private))
	got, err := r.Client.AcquisitionLinks.Get(ctx, state.ID.ValueString())
	imported := state.Name.IsNull()
	if errors.Is(err, client.ErrNotFound) && !imported {
		warnGone(&state, &resp.Diagnostics)
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		shared.Diag(&resp.Diagnostics, failure("read", &state, err))
		return
	}
	state.fromAPI(got)
	if state.DeletionProtection.IsNull() {
		state.DeletionProtection = types.BoolValue(false)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// Update sends one call with everything that is managed, and none when only
// Terraform's own settings changed.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	shared.SetIdentity(ctx, resp.Identity, r.IdentityOf(state.ID.ValueString()), &resp.Diagnostics)
	plan.ID = state.ID
	plan.settle()
	if in, changed := plan.toUpdate(&state); changed {
		if !r.update(ctx, in, &plan, &state, &resp.Diagnostics) {
			return
		}
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	r.RememberWrite(ctx, resp.Private, req.State.Raw, resp.State.Raw, &resp.Diagnostics)
}

// Delete removes the link. One that WeCom does not know counts as removed, with a
// warning: a link of another app looks the same.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	if shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject()) {
		return
	}
	switch err := r.Client.AcquisitionLinks.Delete(ctx, state.ID.ValueString()); {
	case errors.Is(err, client.ErrNotFound):
		warnNotDeleted(&state, &resp.Diagnostics)
	case err != nil:
		shared.Diag(&resp.Diagnostics, failure("delete", &state, err))
	}
}

// ImportState takes the link id, or the identity.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.ImportString(ctx, req, resp, func(id string) bool { return id != "" && !strings.ContainsAny(id, "/?#: \t\r\n") },
		fmt.Sprintf("An acquisition link is imported by its link id (ca…), not by %q. The data source wecom_acquisition_links lists the ids of "+
			"this app's links; in an address such as https://work.weixin.qq.com/ca/… the id is usually the last part.", req.ID))
}
