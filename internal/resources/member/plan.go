// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// plan completes the plan: what stays unknown, what is refused where it is known already, and what somebody should know
// before the apply.
func plan(r *kind.Run, c *kind.Change[model]) {
	planPersonalData(r, c)
	planAvatar(r, c)
	if c.State == nil {
		if c.Config.Invite.ValueBool() {
			c.Warn(path.Root("invite"), "New members will be invited", fmt.Sprintf("WeCom invites %s by WeChat or email, each day for up to three working days, once this plan "+
				"is applied.", subject(c.Plan)))
		}
		return
	}
	if !c.Plan.Enabled.Equal(c.State.Enabled) {
		c.Set(path.Root("status"), types.StringUnknown())
	}
	if c.Plan.DepartmentIDs.Same(c.State.DepartmentIDs) {
		return
	}
	now := c.Plan.DepartmentIDs.Numbers()
	main := c.State.MainDepartmentID.Known()
	if c.Config.MainDepartmentID.IsNull() && (!c.Plan.DepartmentIDs.IsKnown() || main != nil && !slices.Contains(now, *main)) {
		c.Set(path.Root("main_department_id"), field.Whole{Int64Value: types.Int64Unknown()})
	}
	if c.Config.DepartmentOrders.IsNull() {
		c.Set(path.Root("department_orders"), types.MapUnknown(field.WholeType{}))
	}
	for _, id := range c.State.DepartmentIDs.Numbers() {
		if !slices.Contains(now, id) { // where the plan does not know all ids, those of departments that it makes
			r.WarnInside(r.Diags, id, shared.Holds{Leaving: []string{subject(c.State)}})
		}
	}
}

// planPersonalData keeps mobile, email and address out of the plan where they are write-only, and refuses a number that
// WeCom would ignore.
func planPersonalData(r *kind.Run, c *kind.Change[model]) {
	config, at := c.Config, path.Root("mobile")
	was := model{}
	if c.State != nil && config.PersonalDataVersion.IsNull() {
		was = *c.State
	}
	for _, v := range []struct {
		name              string
		config, was, plan types.String
	}{{"mobile", config.Mobile, was.Mobile, c.Plan.Mobile}, {"email", config.Email, was.Email, c.Plan.Email}, {"address", config.Address, was.Address, c.Plan.Address}} {
		if v.config.IsNull() && !v.plan.Equal(v.was) { // what nobody declares is not learnt from WeCom
			c.Set(path.Root(v.name), v.was)
		}
	}
	if c.State == nil {
		if config.Mobile.IsNull() && config.Email.IsNull() && config.MobileWO.IsNull() && config.EmailWO.IsNull() {
			r.Diags.AddAttributeError(at, "Member without mobile number and email", fmt.Sprintf("%s is new and needs mobile or email (or mobile_wo or email_wo): without one "+
				"WeCom has no way to reach the person.", subject(c.Plan)))
		}
		return
	}
	number := c.State.Mobile.ValueString()
	active := c.State.Status.ValueString() == statuses[1]
	switch {
	case !config.Mobile.IsNull() && !config.Mobile.IsUnknown() && number != "" && sameMobile(number, config.Mobile.ValueString()):
		c.Set(at, c.State.Mobile)
	case active && !config.Mobile.IsNull() && !config.Mobile.IsUnknown() && number != "":
		r.Diags.AddAttributeError(at, "Mobile number of an activated member", fmt.Sprintf("%s is activated, and WeCom ignores another mobile number for such a member: only they "+
			"can change it, in the WeCom app (我 → 设置 → 账号). Set mobile to the number that they have now, or leave the line out.", subject(c.State)))
	case active && !config.MobileWO.IsNull() && !c.Plan.PersonalDataVersion.Equal(c.State.PersonalDataVersion):
		c.Warn(path.Root("mobile_wo"), fmt.Sprintf("WeCom ignores mobile_wo of %s", subject(c.State)), "The member is activated: only they can change the number, in the WeCom app "+
			"(我 → 设置 → 账号). Email and address are sent.")
	}
}

// planAvatar reads the file, and says when it is taken for the picture that is there.
func planAvatar(r *kind.Run, c *kind.Change[model]) {
	want := field.As[avatar](r, c.Config.Avatar)
	if want == nil {
		return
	}
	at := path.Root("avatar")
	var prior *avatar
	if c.State != nil {
		prior = field.As[avatar](r, c.State.Avatar)
	}
	want.Plan(media.Image, at, prior, r.Diags)
	if prior != nil && want.Taken(*prior) {
		c.Warn(at, fmt.Sprintf("The avatar of %s is taken as configured", subject(c.State)), "WeCom does not show the content of pictures, so the file is taken for the "+
			"picture that is there, and nothing is uploaded. If WeCom has another one, change the file's content to have it written.")
	}
	c.Set(at, field.ObjectOf(r, avatarType, want))
}

// dies says what becomes of a member whom a destroy does not delete.
func dies(r *kind.Run, m *model) {
	switch who := subject(m); m.OnDestroy.ValueString() {
	case destroyDisables:
		r.Warn(fmt.Sprintf("%s will be disabled", capital(who)), "Destroying %s bars the person from logging in once this plan is applied: on_destroy is disable. The account, its "+
			"mailbox and customers stay. To have the member in Terraform again, import the userid.", who)
	case destroyForgets:
		r.Warn(fmt.Sprintf("%s will be forgotten", capital(who)), "Destroying %s sends nothing: on_destroy is forget. The person stays in WeCom and can log in as before.", who)
	default:
		return
	}
	for _, id := range m.DepartmentIDs.Numbers() {
		r.WarnInside(r.Diags, id, shared.Holds{Staying: []string{subject(m)}})
	}
}
