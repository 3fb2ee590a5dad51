// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package publicmailbox

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_public_mailbox.
type model struct {
	kind.NumberObject
	Email         types.String `tfsdk:"email"`
	Name          types.String `tfsdk:"name"`
	UserIDs       field.Set    `tfsdk:"user_ids"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	TagIDs        field.Set    `tfsdk:"tag_ids"`
	Aliases       field.Set    `tfsdk:"aliases"`
}

// Named is the name by which messages call the mailbox.
func (m *model) Named() types.String { return m.Name }

// fromAPI takes over what WeCom shows; addresses and userids of other case stay as they are.
func (m *model) fromAPI(b *client.PublicMailbox) {
	m.ID, m.Name = field.WholeValue(b.ID), types.StringValue(b.Name)
	if !strings.EqualFold(m.Email.ValueString(), b.Email) {
		m.Email = types.StringValue(b.Email)
	}
	m.UserIDs, m.Aliases = field.UsersSet(b.UserIDs, m.UserIDs), field.UsersSet(b.Aliases, m.Aliases)
	m.DepartmentIDs, m.TagIDs = field.NumbersSet(b.DepartmentIDs), field.NumbersSet(b.TagIDs)
}

// mailbox is what the state, or plan, says of the mailbox.
func (m *model) mailbox() *client.PublicMailbox {
	b := &client.PublicMailbox{Email: m.Email.ValueString(), Name: m.Name.ValueString(), UserIDs: m.UserIDs.Strings(), DepartmentIDs: m.DepartmentIDs.Numbers(),
		TagIDs: m.TagIDs.Numbers(), Aliases: m.Aliases.Strings()}
	if id := m.ID.Known(); id != nil {
		b.ID = *id
	}
	return b
}

// check refuses what no corp could accept.
func check(_ context.Context, m *model, diags *diag.Diagnostics) {
	if m.UserIDs.IsNone() && m.DepartmentIDs.IsNone() && m.TagIDs.IsNone() {
		diags.AddAttributeError(path.Root("user_ids"), "Nobody uses the mailbox",
			"None of user_ids, department_ids and tag_ids names anybody; a public mailbox has at least one who uses it.")
	}
	for _, alias := range m.Aliases.Strings() {
		switch n := len(alias); {
		case m.Email.ValueString() != "" && strings.EqualFold(alias, m.Email.ValueString()):
			diags.AddAttributeError(path.Root("aliases"), "Alias of itself", fmt.Sprintf("aliases has %q, which is the address of the mailbox itself; take it out.", alias))
		case n > 0 && (n < 6 || n > 64):
			diags.AddAttributeError(path.Root("aliases"), "Invalid alias", fmt.Sprintf("aliases has %q of %d bytes; WeCom takes 6 to 64.", alias, n))
		}
	}
}

// width holds the width of a name: 64 characters or 32 Chinese ones (doc 95511).
type width struct{}

const maxWidth = 64

// Description implements validator.Describer.
func (width) Description(context.Context) string { return "a Chinese character counting as two" }

// MarkdownDescription implements validator.Describer.
func (v width) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (width) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	chars, chinese := 0, 0
	for _, r := range req.ConfigValue.ValueString() {
		if chars++; unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xfff0 {
			chinese++
		}
	}
	if n := chars + chinese; chars <= maxWidth && n > maxWidth {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid name",
			fmt.Sprintf("%s has %d characters, of which %d are Chinese and count as two: %d together; WeCom allows %d.", req.Path, chars, chinese, n, maxWidth))
	}
}
