// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package department is the resource wecom_department and its data sources.
package department

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_department"

const noun = "department"

// deleteTimeout is how long a destroy waits for a department to become empty.
const deleteTimeout = 60 * time.Second

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// Resource manages one department.
type Resource struct{ shared.ResourceBase }

// New makes the resource.
func New() resource.Resource { return &Resource{shared.ResourceOf(TypeName)} }

// Schema describes the attributes.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema(ctx)
}

// IdentitySchema describes the identity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = shared.NumberIdentitySchema("Department id.")
}

// Create makes the department and saves its id before it reads the rest.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	id, err := r.create(ctx, &plan)
	if id == 0 {
		r.clashDiag(&resp.Diagnostics, "create", &plan, err)
		return
	}
	if err != nil { // made, with a complaint: an error would have Terraform destroy it again
		resp.Diagnostics.AddWarning("Department created, but WeCom complained",
			fmt.Sprintf("Department %d was created. The next plan shows what WeCom did not take over.\n\n%s", id, err))
	}
	plan.ID = types.Int64Value(id)
	plan.settleNew()

	saved := plan
	saved.settle()
	resp.Diagnostics.Append(resp.State.Set(ctx, &saved)...)
	shared.SetIdentity(ctx, resp.Identity, r.identity(id), &resp.Diagnostics)
	r.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	shared.RememberMade(ctx, resp.Private, &resp.Diagnostics)

	if err := r.readBack(ctx, &plan, configured(plan.NameEN), resp.Private, &resp.Diagnostics); err != nil {
		resp.Diagnostics.AddWarning("Department created but not read back",
			fmt.Sprintf("Department %d was created. Reading it back failed; the next plan reads it again.\n\n%s", id, err))
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
	subject := fmt.Sprintf("department %d", state.ID.ValueInt64())
	if !r.BeginRead(ctx, req, resp, subject, numberIdentity(state.ID)) {
		return
	}
	r.Client.Departments.Made(state.ID.ValueInt64(), shared.MadeAt(ctx, req.Private))
	got, err := r.Client.Departments.Read(ctx, state.ID.ValueInt64())
	if errors.Is(err, client.ErrNotFound) {
		resp.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "read", Noun: noun, Subject: state.subject(), Err: err})
		return
	}
	planned := state.NameEN
	state.fromAPI(got)
	keepIgnoredNameEN(ctx, &state, planned, got, resp.Private, &resp.Diagnostics)
	if state.DeletionProtection.IsNull() {
		state.DeletionProtection = types.BoolValue(false)
	}
	warnIDsOnly(r.Client, got.IDsOnly, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// Update sends one call with what differs, and none when only Terraform's own
// settings changed.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	shared.SetIdentity(ctx, resp.Identity, r.identity(state.ID.ValueInt64()), &resp.Diagnostics)
	plan.ID = state.ID
	in, changed := plan.toUpdate(&state)
	if changed {
		if err := r.update(ctx, in, &plan, &state); err != nil {
			r.clashDiag(&resp.Diagnostics, "update", &plan, err)
			return
		}
	}
	// What was sent is in the plan. Reading back is needed only for values that
	// the plan left open, and to see whether WeCom dropped the English name.
	_ = r.readBack(ctx, &plan, in.NameEN != nil, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	r.RememberWrite(ctx, resp.Private, req.State.Raw, resp.State.Raw, &resp.Diagnostics)
}

// Delete waits until members and sub-departments have left, and never removes
// them itself.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() || !r.Ready(&resp.Diagnostics) {
		return
	}
	if shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject()) {
		return
	}
	wait, d := state.Timeouts.Delete(ctx, deleteTimeout)
	if resp.Diagnostics.Append(d...); resp.Diagnostics.HasError() {
		return
	}
	r.delete(ctx, &state, wait, &resp.Diagnostics)
}

// ImportState takes the department id, or the identity.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if !r.Ready(&resp.Diagnostics) {
		return
	}
	var id int64
	if req.ID != "" {
		n, err := strconv.ParseInt(req.ID, 10, 64)
		if err != nil || n < 1 {
			resp.Diagnostics.AddError("Invalid import id",
				fmt.Sprintf("A department is imported by its number, such as 37, not by %q. "+
					"The data source wecom_department finds the id of a path.", req.ID))
			return
		}
		id = n
	} else {
		var identity shared.NumberIdentity
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		if resp.Diagnostics.HasError() || !r.CheckCorp(identity.CorpID, &resp.Diagnostics) {
			return
		}
		id = identity.ID.ValueInt64()
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
	shared.SetIdentity(ctx, resp.Identity, r.identity(id), &resp.Diagnostics)
}

// numberIdentity builds the identity of a department.
func numberIdentity(id types.Int64) func(corpID types.String) any {
	return func(corpID types.String) any { return shared.NumberIdentity{CorpID: corpID, ID: id} }
}

func (r *Resource) identity(id int64) any {
	return numberIdentity(types.Int64Value(id))(types.StringValue(r.Client.CorpID()))
}

// claimPrefix begins the keys under which departments claim names.
const claimPrefix = "department/"

func claimKey(id int64) string { return claimPrefix + strconv.FormatInt(id, 10) }

// warnIDsOnly tells once per run that names could not be compared.
func warnIDsOnly(c *client.Client, idsOnly bool, diags *diag.Diagnostics) {
	if idsOnly && c.TakeNotice(client.NoticeDepartmentNamesUnreadable) {
		diags.AddWarning("Department names could not be read",
			shared.IDsOnlyReason+". Names, English names and leaders of resources are taken from the state, so a rename in the console "+
				"is not seen; in data sources they are null.\n"+shared.IDsOnlyRemedy)
	}
}
