// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// notes is what the provider remembers of a rule beside its state.
type notes struct {
	// Vanished are the nodes of the range that WeCom stopped showing without
	// Terraform's doing. Whether they are out of the rule, or only out of the
	// app's sight, cannot be read anywhere (doc 95097); an apply that cannot
	// add them again needs to know that they were there.
	Vanished client.InterceptRange `json:"vanished"`
}

const notesKey = "range"

func readNotes(ctx context.Context, private shared.PrivateState, diags *diag.Diagnostics) (n notes) {
	raw, d := private.GetKey(ctx, notesKey)
	diags.Append(d...)
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &n); err != nil {
			diags.AddError("Private state of the intercept rule is broken", err.Error())
		}
	}
	return n
}

func (n notes) save(ctx context.Context, private shared.PrivateState, diags *diag.Diagnostics) {
	raw, err := json.Marshal(n)
	if err != nil {
		diags.AddError("Private state of the intercept rule cannot be written", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, notesKey, raw)...)
}

// see notes what a read no longer shows of what was shown before.
func (n *notes) see(before, now client.InterceptRange) {
	gone, still := missing(now, before), missing(now, n.Vanished)
	again := missing(still, gone)
	n.Vanished = client.InterceptRange{
		UserIDs:       append(still.UserIDs, again.UserIDs...),
		DepartmentIDs: append(still.DepartmentIDs, again.DepartmentIDs...),
	}
}
