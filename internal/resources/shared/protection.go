// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// DeletionProtection is the attribute every resource has; loss says what a destroy would cost.
func DeletionProtection(loss string) schema.BoolAttribute {
	return schema.BoolAttribute{
		Optional: true,
		Computed: true,
		Default:  booldefault.StaticBool(false),
		MarkdownDescription: "When `true`, a plan that destroys or replaces this resource fails. " + loss +
			" To destroy it, set this to `false`, apply, then destroy. Default `false`. Known to Terraform only, not to WeCom.",
	}
}

// RefuseProtected adds the error of a destroy or replace (verb) of a protected object and reports whether it is
// protected.
func RefuseProtected(diags *diag.Diagnostics, protected types.Bool, verb, subject string) bool {
	if !protected.ValueBool() {
		return false
	}
	diags.AddAttributeError(path.Root("deletion_protection"), "Deletion protection is on",
		fmt.Sprintf("This plan would %s %s, whose deletion_protection is true. "+
			"If that is meant, set deletion_protection = false, apply, and then plan again.", verb, subject))
	return true
}
