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
const (
	ignoredNameENKey = "name_en_ignored"
	// The English name that was written but not read back since.
	uncheckedNameENKey = "name_en_unchecked"
)

// noteUncheckedNameEN leaves it to the next refresh to see whether WeCom kept
// the English name. If it was cleared in the console before that, it is taken
// for dropped.
func noteUncheckedNameEN(ctx context.Context, plan *model, private shared.PrivateState, diags *diag.Diagnostics) {
	setNameENNote(ctx, uncheckedNameENKey, plan.NameEN.ValueString(), private, diags)
}

// nameENNote reads a note, "" for none.
func nameENNote(ctx context.Context, key string, private shared.PrivateState, diags *diag.Diagnostics) (name string) {
	raw, d := private.GetKey(ctx, key)
	diags.Append(d...)
	if len(raw) == 0 || json.Unmarshal(raw, &name) != nil {
		return ""
	}
	return name
}

func setNameENNote(ctx context.Context, key, name string, private shared.PrivateState, diags *diag.Diagnostics) {
	raw, _ := json.Marshal(name)
	diags.Append(private.SetKey(ctx, key, raw)...)
}

// noteNameEN remembers after a write whether WeCom dropped the English name.
func noteNameEN(ctx context.Context, plan *model, got *client.Department, private shared.PrivateState, diags *diag.Diagnostics) {
	ignored := ""
	if configured(plan.NameEN) && !got.IDsOnly && got.NameEN == "" {
		ignored = plan.NameEN.ValueString()
		warnIgnoredNameEN(plan, diags)
	}
	setNameENNote(ctx, ignoredNameENKey, ignored, private, diags)
	setNameENNote(ctx, uncheckedNameENKey, "", private, diags)
}

// keepIgnoredNameEN keeps in a refresh the English name that WeCom dropped.
func keepIgnoredNameEN(ctx context.Context, state *model, before types.String, got *client.Department, private shared.PrivateState, diags *diag.Diagnostics) {
	if got.IDsOnly {
		return
	}
	ignored := nameENNote(ctx, ignoredNameENKey, private, diags)
	if unchecked := nameENNote(ctx, uncheckedNameENKey, private, diags); unchecked != "" {
		if got.NameEN == "" {
			ignored = unchecked
			setNameENNote(ctx, ignoredNameENKey, ignored, private, diags)
		}
		setNameENNote(ctx, uncheckedNameENKey, "", private, diags)
	}
	if ignored == "" {
		return
	}
	if got.NameEN != "" {
		setNameENNote(ctx, ignoredNameENKey, "", private, diags)
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
