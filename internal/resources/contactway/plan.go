// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// ModifyPlan replaces only for what WeCom cannot change, and says what a
// replacement or a destroy costs.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var state, plan, config model
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
		r.Recorded(func(c *client.Client) { c.ContactWays.Made(state.ID.ValueString(), time.Time{}) })
	}
	if req.Plan.Raw.IsNull() {
		if !resp.Diagnostics.HasError() && !shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "destroy", state.subject()) {
			resp.Diagnostics.AddWarning(state.lossTitle(), fmt.Sprintf("Destroying %s destroys its %s", state.subject(), state.loss()))
		}
		return
	}
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.State.Raw.IsNull() {
		planCreate(ctx, &plan, &config, resp)
		return
	}
	// WeCom ignores the case of userids: another spelling is no change.
	if shared.Respelled(plan.UserIDs, state.UserIDs) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("user_ids"), state.UserIDs)...)
	}
	if plan.replaces(&state, resp) {
		return
	}
	warnUnchecked(ctx, &plan, &state, &resp.Diagnostics)
}

// planCreate shows what is certain before WeCom answers.
func planCreate(ctx context.Context, plan, config *model, resp *resource.ModifyPlanResponse) {
	set := func(name string, value attr.Value) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(name), value)...)
	}
	if config.IsExclusive.IsNull() {
		set("is_exclusive", types.BoolValue(false)) // the documented default
	}
	if plan.Scene.ValueString() == miniProgram {
		set("qr_code", types.StringNull())
	}
	if plan.Scene.ValueString() == qrCode && config.Style.IsNull() {
		set("style", types.Int64Null())
	}
}

// replaces asks for a replacement where WeCom has no key to change a value in
// place (doc 92228, update_contact_way), and reports whether it did.
func (m *model) replaces(state *model, resp *resource.ModifyPlanResponse) bool {
	var names []string
	for _, v := range []struct {
		name           string
		planned, prior attr.Value
		fixed          bool
	}{
		{"type", m.Type, state.Type, true},
		{"scene", m.Scene, state.Scene, true},
		// Null in the state is "not known": WeCom need not show it.
		{"is_exclusive", m.IsExclusive, state.IsExclusive, !state.IsExclusive.IsNull() && !m.IsExclusive.IsNull()},
		// Only whether there is a temporary session is fixed; what is in it is not.
		{"temporary_session", m.TemporarySession, state.TemporarySession,
			m.TemporarySession.IsUnknown() || m.TemporarySession.IsNull() != state.TemporarySession.IsNull()},
	} {
		if v.fixed && !v.planned.Equal(v.prior) {
			names = append(names, v.name)
			resp.RequiresReplace = append(resp.RequiresReplace, path.Root(v.name))
		}
	}
	if len(names) == 0 || shared.RefuseProtected(&resp.Diagnostics, state.DeletionProtection, "replace", state.subject()) {
		return len(names) > 0
	}
	for _, name := range names {
		unknown := ""
		if v := map[string]attr.Value{
			"type": m.Type, "scene": m.Scene, "is_exclusive": m.IsExclusive, "temporary_session": m.TemporarySession,
		}[name]; v.IsUnknown() {
			unknown = fmt.Sprintf("\n`%s` is known only after apply, so Terraform plans the replacement even if it stays the same. "+
				"Use a value that is known in the plan to keep the contact way.", name)
		}
		resp.Diagnostics.AddAttributeWarning(path.Root(name), state.lossTitle(),
			fmt.Sprintf("Replacing %s destroys its %s%s", state.subject(), strings.Replace(state.loss(), ". ", fmt.Sprintf(". WeCom cannot change `%s` of an existing contact way (联系我). ", name), 1), unknown))
	}
	return true
}

// warnUnchecked names values that are taken as configured because WeCom does
// not show them: after an import nothing tells whether they are so.
func warnUnchecked(ctx context.Context, plan, state *model, diags *diag.Diagnostics) {
	warn := func(at path.Path, prior, planned attr.Value, how string) {
		if prior.IsNull() && !planned.IsNull() {
			diags.AddAttributeWarning(at, "Value taken as configured, not compared with WeCom",
				fmt.Sprintf("WeCom does not show %s of %s. The state takes over what the configuration says, nothing is sent. %s", at, state.subject(), how))
		}
	}
	warn(path.Root("is_exclusive"), state.IsExclusive, plan.IsExclusive, "If the contact way was made otherwise, only a replacement changes it.")
	warn(path.Root("mark_source"), state.MarkSource, plan.MarkSource, "It is sent with the next change of another attribute.")

	at := path.Root("temporary_session").AtName("closing_message")
	message, was := plan.session(ctx, diags).closing(ctx, diags), state.session(ctx, diags).closing(ctx, diags)
	if message == nil || was == nil {
		return
	}
	const how = "To write the picture again, change the media id."
	if image, prior := as[imageModel](ctx, message.Image, diags), as[imageModel](ctx, was.Image, diags); image != nil && prior != nil {
		warn(at.AtName("image").AtName("media_id"), prior.MediaID, image.MediaID, how)
	}
	if app, prior := as[miniProgramModel](ctx, message.MiniProgram, diags), as[miniProgramModel](ctx, was.MiniProgram, diags); app != nil && prior != nil {
		warn(at.AtName("mini_program").AtName("picture_media_id"), prior.PictureMediaID, app.PictureMediaID, how)
	}
}

// lossTitle and loss say what dies with the contact way.
func (m *model) lossTitle() string {
	if m.Scene.ValueString() == miniProgram {
		return "Mini-program button will be destroyed"
	}
	return "QR code will be destroyed"
}

func (m *model) loss() string {
	if m.Scene.ValueString() == miniProgram {
		return "mini-program button. Mini programs that show this config_id stop working when this plan is applied."
	}
	return "QR code. Codes already printed stop working when this plan is applied."
}

// subject names the contact way in messages: `contact way 42b3… "门店"`.
func (m *model) subject() string {
	name := "contact way"
	if id := m.ID.ValueString(); id != "" {
		name += " " + id
	}
	for _, v := range []types.String{m.Remark, m.State} {
		if v.ValueString() != "" {
			return fmt.Sprintf("%s %q", name, v.ValueString())
		}
	}
	if m.ID.ValueString() == "" {
		name += " for " + shared.Shorten(append(shared.Texts(m.UserIDs), departmentNames(m)...))
	}
	return name
}

func departmentNames(m *model) []string {
	var out []string
	for _, id := range shared.Numbers(m.DepartmentIDs) {
		out = append(out, fmt.Sprintf("department %d", id))
	}
	return out
}

// keepImageURL keeps image.url while the media id stays the same: WeCom makes a
// new picture only of a new id.
type keepImageURL struct{}

// Description implements planmodifier.Describer.
func (keepImageURL) Description(context.Context) string { return "stable while media_id stays" }

// MarkdownDescription implements planmodifier.Describer.
func (k keepImageURL) MarkdownDescription(ctx context.Context) string { return k.Description(ctx) }

// PlanModifyString implements planmodifier.String.
func (keepImageURL) PlanModifyString(ctx context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if req.State.Raw.IsNull() || !req.PlanValue.IsUnknown() || req.StateValue.IsNull() {
		return
	}
	var planned, prior types.String
	media := req.Path.ParentPath().AtName("media_id")
	var diags diag.Diagnostics
	diags.Append(req.Plan.GetAttribute(ctx, media, &planned)...)
	diags.Append(req.State.GetAttribute(ctx, media, &prior)...)
	if !diags.HasError() && (prior.IsNull() || planned.Equal(prior)) {
		resp.PlanValue = req.StateValue
	}
}
