// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package department

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// While the corp's multi-language support is off, WeCom may accept an English
// name and read it back as "" (doc 90205; the read-back is an Unknown). That
// must be neither an inconsistent result after apply nor a difference in every
// plan, yet a name cleared in the console must show. So the provider remembers
// which English name WeCom answered with "" right after it was written.
const ignoredNameENKey = "name_en_ignored"

// noteNameEN remembers after a write whether WeCom dropped the English name.
func noteNameEN(ctx context.Context, plan *model, got *client.Department, private shared.PrivateState, diags *diag.Diagnostics) {
	ignored := ""
	if configured(plan.NameEN) && !got.IDsOnly && got.NameEN == "" {
		ignored = plan.NameEN.ValueString()
		warnIgnoredNameEN(plan, diags)
	}
	raw, _ := json.Marshal(ignored)
	diags.Append(private.SetKey(ctx, ignoredNameENKey, raw)...)
}

// keepIgnoredNameEN keeps in a refresh the English name that WeCom dropped.
func keepIgnoredNameEN(ctx context.Context, state *model, before types.String, got *client.Department, private shared.PrivateState, diags *diag.Diagnostics) {
	raw, d := private.GetKey(ctx, ignoredNameENKey)
	diags.Append(d...)
	var ignored string
	if len(raw) == 0 || json.Unmarshal(raw, &ignored) != nil || ignored == "" || got.IDsOnly {
		return
	}
	if got.NameEN != "" {
		diags.Append(private.SetKey(ctx, ignoredNameENKey, []byte(`""`))...)
		return
	}
	if before.ValueString() == ignored {
		state.NameEN = before
		warnIgnoredNameEN(state, diags)
	}
}

func warnIgnoredNameEN(m *model, diags *diag.Diagnostics) {
	diags.AddWarning("WeCom does not keep the English name",
		fmt.Sprintf("WeCom accepted name_en of %s but reads it back empty: the corp's multi-language support (多语言) is off. "+
			"Switch it on in the console, or remove name_en.", m.subject()))
}
