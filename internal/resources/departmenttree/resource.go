// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package departmenttree is the resource wecom_department_tree: a subtree of departments in one resource.
package departmenttree

import (
	"context"
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_department_tree"

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// Resource manages a subtree of departments.
type Resource struct{ shared.ResourceBase }

// New makes the resource.
func New() resource.Resource { return &Resource{shared.ResourceOf(TypeName)} }

// Metadata names the resource. Its identity follows parent_id, which changes in place.
func (r *Resource) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	r.ResourceBase.Metadata(ctx, req, resp)
	resp.ResourceBehavior.MutableIdentity = true
}

// Schema describes the attributes.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema(ctx)
}

// IdentitySchema describes the identity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = shared.NumberIdentitySchema("Id of the department that the tree hangs below.")
}

// Read shows the subtree the way it is declared, entry by entry.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	if !r.BeginRead(ctx, req, resp, state.subject(), numberIdentity(state.ID)) {
		return
	}
	r.Claims.Refreshed()
	imported := state.Departments.IsNull()
	n := loadNotes(ctx, req.Private, &resp.Diagnostics)
	n.Imported = n.Imported || imported
	k := state.known(n)
	r.Client.Departments.InState(k.recorded())
	parentID, exclusive := state.ParentID.ValueInt64(), state.Exclusive.ValueBool()
	v, err := r.look(ctx, k, parentID, exclusive || imported, shared.MadeAt(ctx, req.Private))
	switch {
	case err != nil:
		shared.Diag(&resp.Diagnostics, shared.Failure{Op: "read", Noun: "department tree", Subject: state.subject(), Err: err}.MissingDepartment(parentID))
		return
	case v == nil:
		shared.ForgetNote(ctx, resp.Private, &resp.Diagnostics)
		resp.State.RemoveResource(ctx)
		return
	case imported && v.nameless:
		resp.Diagnostics.AddError("Unable to import department tree", "Could not import "+state.subject()+": "+shared.IDsOnlyReason+
			", and the tree is declared by names.\n"+shared.IDsOnlyRemedy)
		return
	case imported:
		v.notes.Found = nil
		state.Exclusive = types.BoolValue(false)
	}
	state.show(v, k.doc)
	r.warn(v, parentID, exclusive || imported, &resp.Diagnostics)
	if state.DeletionProtection.IsNull() {
		state.DeletionProtection = types.BoolValue(false)
	}
	if !exclusive && !imported {
		v.notes.Undeclared = v.strangerIDs
	}
	v.notes.save(ctx, resp.Private, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// ImportState takes the id of the department that the tree hangs below, or the identity.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if !r.Ready(&resp.Diagnostics) {
		return
	}
	var id int64
	if req.ID != "" {
		n, err := strconv.ParseInt(req.ID, 10, 64)
		if err != nil || n < rootID {
			resp.Diagnostics.AddError("Invalid import id",
				fmt.Sprintf("A department tree is imported by the number of the department that it hangs below, such as 1 for the whole corp, not by %q. "+
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
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("parent_id"), id)...)
	shared.SetIdentity(ctx, resp.Identity, r.identity(types.Int64Value(id)), &resp.Diagnostics)
	shared.RememberImport(ctx, resp.Private, &resp.Diagnostics)
}

// numberIdentity builds the identity of the tree below a department.
func numberIdentity(id types.Int64) func(corpID types.String) any {
	return func(corpID types.String) any { return shared.NumberIdentity{CorpID: corpID, ID: id} }
}

func (r *Resource) identity(id types.Int64) any {
	return numberIdentity(id)(types.StringValue(r.Client.CorpID()))
}
