// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_acquisition_link.
type model struct {
	kind.Object
	Name          types.String `tfsdk:"name"`
	UserIDs       field.Set    `tfsdk:"user_ids"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	SkipVerify    types.Bool   `tfsdk:"skip_verify"`
	MarkSource    types.Bool   `tfsdk:"mark_source"`
	Priority      types.Object `tfsdk:"priority"`
	URL           types.String `tfsdk:"url"`
	CreatedAt     types.String `tfsdk:"created_at"`
}

// priority is the object `priority`.
type priority struct {
	Scope   types.String `tfsdk:"scope"`
	UserIDs field.Set    `tfsdk:"user_ids"`
}

var priorityType = fields.Get("priority").Type()

// Values of priority.scope.
const (
	scopeCorp       = "corp"
	scopeDesignated = "designated"
)

var scopes = field.Words{client.PriorityCorp: scopeCorp, client.PriorityDesignated: scopeDesignated}

// Named is the name in messages.
func (m *model) Named() types.String { return m.Name }

// check refuses what no corp could accept.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	if m.UserIDs.IsNone() && m.DepartmentIDs.IsNone() {
		diags.AddAttributeError(path.Root("user_ids"), "Nobody to add",
			"user_ids and department_ids are both empty. A link leads to at least one member: name a member in user_ids or a department in department_ids.")
	}
	p, at := field.As[priority](ctx, m.Priority), path.Root("priority") // for a nested one Terraform shows the line of user_ids
	switch {
	case p == nil || p.UserIDs.IsUnknown():
	case p.Scope.ValueString() == scopeCorp && !p.UserIDs.IsNull():
		diags.AddAttributeError(at, "Preferred members without designated scope",
			`priority.user_ids is given, but priority.scope is "corp", which prefers any member of the corp. Set priority.scope = "designated", or leave priority.user_ids out.`)
	case p.Scope.ValueString() == scopeDesignated && p.UserIDs.IsNull():
		diags.AddAttributeError(at, "No preferred members",
			`priority.scope is "designated", but priority.user_ids is missing. Name the preferred members in priority.user_ids, or set priority.scope = "corp".`)
	}
}

// fromAPI takes over everything WeCom shows of l; a flag that it does not show stays as it is.
func fromAPI(r *kind.Run, m *model, l *client.AcquisitionLink) {
	m.ID = types.StringValue(l.ID)
	m.Name = types.StringValue(l.Name)
	m.UserIDs = field.UsersSet(l.Range.UserIDs, m.UserIDs)
	m.DepartmentIDs = field.NumbersSet(l.Range.DepartmentIDs)
	m.SkipVerify = field.ShownFlag(l.SkipVerify, m.SkipVerify)
	if m.SkipVerify.IsNull() {
		m.SkipVerify = types.BoolValue(true) // the documented default (doc 97297)
	}
	m.MarkSource = field.ShownFlag(l.MarkSource, m.MarkSource)
	m.Priority = priorityFromAPI(r, m.Priority, l.Priority)
	// These never change; WeCom is not expected to stop showing them, but then the state has them still.
	if l.URL != "" || m.URL.IsUnknown() {
		m.URL = field.TextOf(l.URL)
	}
	if l.CreateTime != 0 || m.CreatedAt.IsUnknown() {
		m.CreatedAt = field.TimeOf(l.CreateTime)
	}
}

func priorityFromAPI(ctx context.Context, before types.Object, p *client.PriorityOption) types.Object {
	if p == nil {
		return types.ObjectNull(priorityType.AttrTypes)
	}
	out := &priority{Scope: types.StringValue(scopes.Text(p.Type)), UserIDs: field.Null(field.UserSet)}
	if len(p.UserIDs) > 0 && p.Type != client.PriorityCorp {
		had := field.Null(field.UserSet)
		if was := field.As[priority](ctx, before); was != nil {
			had = was.UserIDs
		}
		out.UserIDs = field.UsersSet(p.UserIDs, had)
	}
	return field.ObjectOf(ctx, priorityType, out)
}

func (m *model) toCreate(ctx context.Context) *client.CreateAcquisitionLinkRequest {
	return &client.CreateAcquisitionLinkRequest{
		Name: m.Name.ValueString(), Range: m.toRange(),
		SkipVerify: field.KnownFlag(m.SkipVerify), MarkSource: field.KnownFlag(m.MarkSource), Priority: m.toPriority(ctx),
	}
}

// toUpdate holds every managed field, because WeCom does not say what becomes of those left out: skip_verify and
// mark_source may fall back to true (doc 97297 prints "default true" for updates too).
func (m *model) toUpdate(ctx context.Context, prior *model) *client.UpdateAcquisitionLinkRequest {
	nodes := m.toRange()
	in := &client.UpdateAcquisitionLinkRequest{
		ID: prior.ID.ValueString(), Name: m.Name.ValueStringPointer(), Range: &nodes,
		SkipVerify: field.KnownFlag(m.SkipVerify), MarkSource: field.KnownFlag(m.MarkSource), Priority: m.toPriority(ctx),
	}
	if m.removesPriority(prior) {
		in.Priority = &client.PriorityOption{} // priority_type 0: assumed, no way is documented
	}
	return in
}

// differs reports whether there is anything to send. A mark_source that WeCom does not show has no effect, so learning
// it from the configuration of an imported link sends nothing.
func (m *model) differs(ctx context.Context, prior *model) bool {
	return !m.Name.Equal(prior.Name) || !m.UserIDs.Same(prior.UserIDs) || !m.DepartmentIDs.Same(prior.DepartmentIDs) ||
		!m.SkipVerify.Equal(prior.SkipVerify) || !samePriority(ctx, m.Priority, prior.Priority) ||
		!prior.MarkSource.IsNull() && !m.MarkSource.IsUnknown() && !m.MarkSource.Equal(prior.MarkSource)
}

// removesPriority reports whether going from prior to m takes a priority off.
func (m *model) removesPriority(prior *model) bool {
	return m.Priority.IsNull() && !prior.Priority.IsNull()
}

// toRange leaves an empty list out: the range replaces the former as a whole.
func (m *model) toRange() client.AcquisitionRange {
	return client.AcquisitionRange{UserIDs: m.UserIDs.Strings(), DepartmentIDs: m.DepartmentIDs.Numbers()}
}

func (m *model) toPriority(ctx context.Context) *client.PriorityOption {
	p := field.As[priority](ctx, m.Priority)
	if p == nil {
		return nil
	}
	scope, _ := scopes.Number(p.Scope.ValueString()) // nothing else passes validation
	return &client.PriorityOption{Type: scope, UserIDs: p.UserIDs.Strings()}
}

func samePriority(ctx context.Context, a, b types.Object) bool {
	p, q := field.As[priority](ctx, a), field.As[priority](ctx, b)
	if p == nil || q == nil {
		return p == nil && q == nil
	}
	return p.Scope.Equal(q.Scope) && p.UserIDs.Same(q.UserIDs)
}

// gone tells what the removal from the state rests on.
func gone(m *model) (summary, text string) {
	return fmt.Sprintf("Acquisition link %s is gone", m.ID.ValueString()),
		fmt.Sprintf("%s is not among the links of this app any more, so it was deleted in the console or the mobile client; its address %s is dead. "+
			"If the provider's `secret` is now that of another app, the link may live on instead: go back to the app that made it before you apply.",
			kind.Subject(noun, m), m.URL.ValueString())
}

// deletedBefore tells what the end of a destroy rests on.
func deletedBefore(m *model) (summary, text string) {
	return fmt.Sprintf("Acquisition link %s was gone before it was deleted", m.ID.ValueString()),
		fmt.Sprintf("This app has no link %s: somebody deleted it since the plan was made, or the provider's `secret` is now that of another app. "+
			"In that case the link lives on at %s and is in no state any more: go back to the app that made it and import it, or delete it in the console "+
			"(客户联系 → 获客助手).", kind.Subject(noun, m), m.URL.ValueString())
}
