// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// StringIdentity is the identity of objects whose id WeCom makes as a string.
type StringIdentity struct {
	CorpID types.String `tfsdk:"corp_id"`
	ID     types.String `tfsdk:"id"`
}

// NumberIdentity is the identity of objects whose id is a number.
type NumberIdentity struct {
	CorpID types.String `tfsdk:"corp_id"`
	ID     types.Int64  `tfsdk:"id"`
}

// StringIdentitySchema describes StringIdentity; what says what the id is.
func StringIdentitySchema(what string) identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"corp_id": corpIDAttribute(),
		"id":      identityschema.StringAttribute{RequiredForImport: true, Description: what},
	}}
}

// NumberIdentitySchema describes NumberIdentity; what says what the id is.
func NumberIdentitySchema(what string) identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"corp_id": corpIDAttribute(),
		"id":      identityschema.Int64Attribute{RequiredForImport: true, Description: what},
	}}
}

func corpIDAttribute() identityschema.Attribute {
	return identityschema.StringAttribute{
		OptionalForImport: true,
		Description:       "Corp id (企业ID). When given on import it must be that of the provider block.",
	}
}

// CheckCorp refuses an import by identity of an object of another corp.
func (c *Configured) CheckCorp(corpID types.String, diags *diag.Diagnostics) bool {
	if corpID.IsNull() || corpID.IsUnknown() || c.Client == nil || corpID.ValueString() == c.Client.CorpID() {
		return true
	}
	diags.AddError("Identity belongs to another corp",
		fmt.Sprintf("The identity names corp %q, the provider is configured for corp %q. "+
			"Use the provider block of that corp, or leave corp_id out.", corpID.ValueString(), c.Client.CorpID()))
	return false
}

// PrivateState is what the framework's private state offers; its own type cannot be named outside the framework.
type PrivateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

const corpKey = "corp_id"

// RememberCorp notes in private state which corp an object belongs to.
func (c *Configured) RememberCorp(ctx context.Context, private PrivateState, diags *diag.Diagnostics) {
	diags.Append(private.SetKey(ctx, corpKey, fmt.Appendf(nil, "%q", c.Client.CorpID()))...)
}

const madeKey = "made_at"

// RememberMade notes in private state when an object was made: a plan right after the apply must not take a read that
// lags for a deletion.
func RememberMade(ctx context.Context, private PrivateState, diags *diag.Diagnostics) {
	diags.Append(private.SetKey(ctx, madeKey, strconv.AppendInt(nil, time.Now().UnixMilli(), 10))...)
}

// MadeAt returns when the object was made, the zero time when it is not known.
func MadeAt(ctx context.Context, private PrivateState) time.Time {
	raw, _ := private.GetKey(ctx, madeKey)
	milli, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil || time.Until(time.UnixMilli(milli)) > 0 { // a clock that was ahead says nothing
		return time.Time{}
	}
	return time.UnixMilli(milli)
}

const importedKey = "imported_at"

// RememberImport notes in private state when an object was imported.
func RememberImport(ctx context.Context, private PrivateState, diags *diag.Diagnostics) {
	diags.Append(private.SetKey(ctx, importedKey, strconv.AppendInt(nil, time.Now().UnixNano(), 10))...)
}

// Since is when the object came to its address, by a create or an import, in Unix nanoseconds; 0 when it is not known.
// It tells two addresses of one object apart.
func Since(ctx context.Context, private PrivateState) int64 {
	if private == nil {
		return 0
	}
	raw, _ := private.GetKey(ctx, importedKey)
	if at, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
		return at
	}
	raw, _ = private.GetKey(ctx, madeKey)
	milli, _ := strconv.ParseInt(string(raw), 10, 64)
	return milli * int64(time.Millisecond)
}

const succeededKey = "succeeded"

// NoteSuccessor notes in private state whether a later instance has the same object, which the destroy of this one must
// leave to it.
func NoteSuccessor(ctx context.Context, private PrivateState, on bool, diags *diag.Diagnostics) {
	if private != nil && on != HasSuccessor(ctx, private) {
		diags.Append(private.SetKey(ctx, succeededKey, strconv.AppendBool(nil, on))...)
	}
}

// HasSuccessor reports whether a later instance has the same object.
func HasSuccessor(ctx context.Context, private PrivateState) bool {
	raw, _ := private.GetKey(ctx, succeededKey)
	return string(raw) == "true"
}

// sameCorp reports whether the object in the state belongs to the corp of the provider block. Without this check a
// changed corp_id would make every object look deleted, or worse, take the departments of the other corp for ours.
func (c *Configured) sameCorp(ctx context.Context, private PrivateState, subject string, diags *diag.Diagnostics) bool {
	raw, d := private.GetKey(ctx, corpKey)
	diags.Append(d...)
	if len(raw) == 0 || string(raw) == fmt.Sprintf("%q", c.Client.CorpID()) {
		return true
	}
	diags.AddError("State belongs to another corp",
		fmt.Sprintf("%s was made in corp %s, the provider block now names corp %q. "+
			"Go back to that corp's credentials, or forget the object here with `terraform state rm`.", subject, raw, c.Client.CorpID()))
	return false
}

// BeginRead does what every refresh does before it reads: it keeps the state as it is while the provider block is not
// known, refuses a state of another corp, and sets the identity. It reports whether the object is to be read. identity
// builds the object's identity for a corp id.
func (c *Configured) BeginRead(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse, subject string, identity func(corpID types.String) any) bool {
	if c.Client == nil {
		// CLIs without identity support send none, and the framework demands one from every read.
		if resp.Identity != nil && resp.Identity.Raw.IsFullyNull() {
			SetIdentity(ctx, resp.Identity, identity(rememberedCorp(ctx, req.Private)), &resp.Diagnostics)
		}
		c.warnUnread(&resp.Diagnostics, subject)
		return false
	}
	if !c.sameCorp(ctx, req.Private, subject, &resp.Diagnostics) {
		return false
	}
	SetIdentity(ctx, resp.Identity, identity(c.corpID()), &resp.Diagnostics)
	c.RememberCorp(ctx, resp.Private, &resp.Diagnostics)
	return !resp.Diagnostics.HasError()
}

func (c *Configured) corpID() types.String { return types.StringValue(c.Client.CorpID()) }

// rememberedCorp is the corp id in private state, null when there is none.
func rememberedCorp(ctx context.Context, private PrivateState) types.String {
	raw, _ := private.GetKey(ctx, corpKey)
	if id, err := strconv.Unquote(string(raw)); err == nil {
		return types.StringValue(id)
	}
	return types.StringNull()
}

// IdentityOf is the identity of an object with a string id in this corp.
func (c *Configured) IdentityOf(id string) StringIdentity {
	return StringIdentity{CorpID: c.corpID(), ID: types.StringValue(id)}
}

// ImportString takes the string id of an import by id or by identity into the state. valid says whether an id can be
// one, advice what to give instead.
func (c *Configured) ImportString(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse, valid func(string) bool, advice string) {
	if !c.Ready(&resp.Diagnostics) {
		return
	}
	id := req.ID
	if id == "" && req.Identity != nil {
		var identity StringIdentity
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		if resp.Diagnostics.HasError() || !c.CheckCorp(identity.CorpID, &resp.Diagnostics) {
			return
		}
		id = identity.ID.ValueString()
	}
	if !valid(id) {
		resp.Diagnostics.AddError("Invalid import id", advice)
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
	SetIdentity(ctx, resp.Identity, c.IdentityOf(id), &resp.Diagnostics)
}

// NoBlanks accepts an import id that is not empty and has no blank around it.
func NoBlanks(id string) bool { return id != "" && strings.TrimSpace(id) == id }

// SetIdentity writes an identity where the CLI supports it.
func SetIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, value any, diags *diag.Diagnostics) {
	if identity != nil {
		diags.Append(identity.Set(ctx, value)...)
	}
}
