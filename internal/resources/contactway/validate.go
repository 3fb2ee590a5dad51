// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// maxMembers counts after departments are expanded (doc 92228); offline only
// the members named one by one can be counted.
const maxMembers = 100

// ValidateConfig refuses what WeCom could not make.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	config.check(ctx, &resp.Diagnostics)
}

// check adds an error for every rule between attributes that m breaks, as far
// as its values are known.
func (m *model) check(ctx context.Context, diags *diag.Diagnostics) {
	m.checkRange(diags)
	m.checkStyle(diags)
	if m.Type.ValueString() == multi && !m.TemporarySession.IsNull() && !m.TemporarySession.IsUnknown() {
		diags.AddAttributeError(path.Root("temporary_session"), "Temporary session with several members",
			`temporary_session needs type = "single", but type is "multi": WeCom opens temporary sessions with one member only.`)
	}
	m.session(ctx, diags).closing(ctx, diags).check(diags)
}

func (m *model) checkRange(diags *diag.Diagnostics) {
	users, departments := m.UserIDs.Elements(), m.DepartmentIDs.Elements()
	usersKnown, departmentsKnown := fullyKnown(m.UserIDs), fullyKnown(m.DepartmentIDs)
	switch m.Type.ValueString() {
	case single:
		if usersKnown && len(users) != 1 {
			diags.AddAttributeError(path.Root("user_ids"), "Contact way of type single needs one member",
				fmt.Sprintf(`type is "single", and user_ids names %d members; it must name exactly one. For several members use type = "multi".`, len(users)))
		}
		if len(departments) > 0 {
			diags.AddAttributeError(path.Root("department_ids"), "Contact way of type single with departments",
				`type is "single", but department_ids is set: departments work with type = "multi" only. Remove department_ids or change type.`)
		}
	case multi:
		if usersKnown && len(users) > maxMembers {
			diags.AddAttributeError(path.Root("user_ids"), "Too many members",
				fmt.Sprintf("user_ids names %d members; WeCom allows %d in a contact way, members of department_ids included.", len(users), maxMembers))
		}
		fallthrough
	default:
		if !m.Type.IsUnknown() && usersKnown && departmentsKnown && len(users)+len(departments) == 0 {
			diags.AddAttributeError(path.Root("user_ids"), "Contact way without members",
				"Neither user_ids nor department_ids names anybody. Set at least one of the two.")
		}
	}
	shared.RefuseTwice(path.Root("user_ids"), shared.Texts(m.UserIDs), diags)
}

func (m *model) checkStyle(diags *diag.Diagnostics) {
	if m.Style.IsNull() || m.Style.IsUnknown() {
		return
	}
	at, style := path.Root("style"), m.Style.ValueInt64()
	switch {
	case m.Scene.ValueString() == qrCode:
		diags.AddAttributeError(at, "Style of a QR code",
			`style is the look of a mini-program button and needs scene = "mini_program", but scene is "qr_code". Remove style or change scene.`)
	case style == 3 && m.Type.ValueString() == multi:
		diags.AddAttributeError(at, "Style for one member only",
			`style 3 needs type = "single", but type is "multi", which has the styles 1 and 2.`)
	case style > 3:
		diags.AddAttributeWarning(at, "Style unknown to this provider",
			fmt.Sprintf("The official page knows the styles 1 to 3; style is %d. WeCom refuses it (errcode 41042) unless it added it since.", style))
	}
}

// check refuses closing messages that WeCom would refuse or cut down silently.
func (c *closingModel) check(diags *diag.Diagnostics) {
	if c == nil {
		return
	}
	at := path.Root("temporary_session").AtName("closing_message")
	var given []string
	open := c.Text.IsUnknown()
	for _, part := range []struct {
		name  string
		value types.Object
	}{{"image", c.Image}, {"link", c.Link}, {"mini_program", c.MiniProgram}} {
		open = open || part.value.IsUnknown()
		if !part.value.IsNull() && !part.value.IsUnknown() {
			given = append(given, part.name)
		}
	}
	switch {
	case len(given) > 1:
		diags.AddAttributeError(at, "Closing message with several attachments",
			fmt.Sprintf("closing_message sets %s. WeCom sends only one of image, link and mini_program (beside text) and drops the others silently. Keep one.", strings.Join(given, " and ")))
	case len(given) == 0 && c.Text.IsNull() && !open:
		diags.AddAttributeError(at, "Empty closing message",
			"closing_message sets none of text, image, link and mini_program. Set text, one of the others, or text and one of the others; or remove closing_message.")
	}
}

// fullyKnown reports whether set and each of its elements are known; null is
// the empty set.
func fullyKnown(set types.Set) bool {
	return !set.IsUnknown() && !slices.ContainsFunc(set.Elements(), attr.Value.IsUnknown)
}
