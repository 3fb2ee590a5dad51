// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// DeletionProtection is the attribute every resource has; loss says what a destroy would cost.
func DeletionProtection(loss string) schema.BoolAttribute {
	return schema.BoolAttribute{
		Optional: true,
		Computed: true,
		Default:  booldefault.StaticBool(false),
		MarkdownDescription: "When `true`, a plan that destroys or replaces this resource fails. " + loss +
			" " + field.ProtectionWay + " Default `false`. Known to Terraform only, not to WeCom.",
	}
}

// AllowDestroy is the environment variable that lifts the protection of the objects whose ids it lists: the way out
// where no configuration reaches an object any more.
const AllowDestroy = "WECOM_ALLOW_DESTROY"

func allowed(id string) bool {
	return id != "" && slices.Contains(strings.FieldsFunc(os.Getenv(AllowDestroy), func(r rune) bool { return r == ',' || r == ' ' }), id)
}

// Protected is an object that a plan would destroy or replace.
type Protected struct{ Subject, ID string }

// Refuse adds the error of a verb, destroy or replace, that would lose a protected object, and reports whether it did.
// why, which may be "", tells who orders it.
func (p Protected) Refuse(diags *diag.Diagnostics, verb, why string) bool {
	if allowed(p.ID) {
		return false
	}
	diags.AddAttributeError(path.Root("deletion_protection"), "Deletion protection is on",
		strings.TrimSpace(fmt.Sprintf("This plan would %s %s, whose deletion_protection is true. %s", verb, p.Subject, why))+
			"\nIf that is meant, set deletion_protection = false, apply, and then plan again.\nWhere no configuration reaches the object any more (the plan calls it "+
			"deposed or tainted), lift the protection for one run: "+AllowDestroy+"="+p.ID+" terraform apply")
	return true
}

// Terraform plans a replacement in two calls: the change, and then, without a prior state, the new object. When it was
// ordered by -replace or replace_triggered_by, the first call shows nothing of it. What that call leaves in the private
// state is handed to the second one, though, which so learns that an object dies. (Not for a tainted object: of that no
// call is told, and its protection holds in the apply.)
const noteKey = "replaces"

// LeaveNote is for the first call of a protected object.
func (p Protected) LeaveNote(ctx context.Context, private PrivateState, diags *diag.Diagnostics) {
	raw, err := json.Marshal(p)
	if err != nil || private == nil {
		return
	}
	diags.Append(private.SetKey(ctx, noteKey, raw)...)
}

// ForgetNote ends a note, which otherwise lives as long as the object.
func ForgetNote(ctx context.Context, private PrivateState, diags *diag.Diagnostics) {
	if private == nil {
		return
	}
	if raw, _ := private.GetKey(ctx, noteKey); len(raw) > len("null") {
		diags.Append(private.SetKey(ctx, noteKey, []byte("null"))...)
	}
}

// RefuseSuccessor refuses the replacement of a protected object whose successor is planned, and reports whether it did.
// prior is the private state that the call was given, private the one that it leaves. Warnings would be in vain: of the
// second call the CLIs show errors only.
func RefuseSuccessor(ctx context.Context, prior, private PrivateState, diags *diag.Diagnostics) bool {
	raw, _ := prior.GetKey(ctx, noteKey)
	var p Protected
	if len(raw) == 0 || json.Unmarshal(raw, &p) != nil || p.Subject == "" {
		return false
	}
	ForgetNote(ctx, private, diags)
	return p.Refuse(diags, "replace", "-replace or replace_triggered_by orders it.")
}
