// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acquisitionlink

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_acquisition_link.
type model struct {
	ID                 types.String `tfsdk:"id"`
	Name               types.String `tfsdk:"name"`
	UserIDs            types.Set    `tfsdk:"user_ids"`
	DepartmentIDs      types.Set    `tfsdk:"department_ids"`
	SkipVerify         types.Bool   `tfsdk:"skip_verify"`
	MarkSource         types.Bool   `tfsdk:"mark_source"`
	Priority           types.Object `tfsdk:"priority"`
	URL                types.String `tfsdk:"url"`
	CreatedAt          types.String `tfsdk:"created_at"`
	DeletionProtection types.Bool   `tfsdk:"deletion_protection"`
}

// Values of priority.scope.
const (
	scopeCorp       = "corp"
	scopeDesignated = "designated"
)

var scopeWords = shared.Words{client.PriorityCorp: scopeCorp, client.PriorityDesignated: scopeDesignated}

// fromAPI takes over everything WeCom shows of l; a flag that it does not show
// stays as it is. User ids keep the spelling that they have here.
func (m *model) fromAPI(l *client.AcquisitionLink) {
	m.ID = types.StringValue(l.ID)
	m.Name = types.StringValue(l.Name)
	m.UserIDs = respell(m.UserIDs, l.Range.UserIDs)
	m.DepartmentIDs = shared.NumberSet(l.Range.DepartmentIDs)
	m.SkipVerify = shared.ShownBool(l.SkipVerify, m.SkipVerify)
	if m.SkipVerify.IsNull() {
		m.SkipVerify = types.BoolValue(true) // the documented default (doc 97297)
	}
	m.MarkSource = shared.ShownBool(l.MarkSource, m.MarkSource)
	m.Priority = priorityFromAPI(m.Priority, l.Priority)
	m.identityFromAPI(l.URL, l.CreateTime)
}

// identityFromAPI takes over what never changes; WeCom is not expected to stop
// showing it, but then the state has it still.
func (m *model) identityFromAPI(url string, createTime int64) {
	if url != "" || m.URL.IsUnknown() {
		m.URL = shared.OptionalString(url)
	}
	if createTime != 0 || m.CreatedAt.IsUnknown() {
		m.CreatedAt = shared.Time(createTime)
	}
}

func priorityFromAPI(before types.Object, p *client.PriorityOption) types.Object {
	if p == nil {
		return types.ObjectNull(priorityType.AttrTypes)
	}
	users := types.SetNull(types.StringType)
	if len(p.UserIDs) > 0 && p.Type != client.PriorityCorp {
		users = respell(priorityUsers(before), p.UserIDs)
	}
	return types.ObjectValueMust(priorityType.AttrTypes, map[string]attr.Value{
		"scope": types.StringValue(scopeWords.Text(p.Type)), "user_ids": users,
	})
}

// fill resolves what the plan left open from l and keeps every planned value:
// a read that lags behind the write must not contradict the plan, and what an
// administrator changes meanwhile shows in the next plan.
func (m *model) fill(l *client.AcquisitionLink) {
	if m.MarkSource.IsUnknown() {
		m.MarkSource = shared.ShownBool(l.MarkSource, m.MarkSource)
	}
	if m.URL.IsUnknown() {
		m.URL = shared.OptionalString(l.URL)
	}
	if m.CreatedAt.IsUnknown() {
		m.CreatedAt = shared.Time(l.CreateTime)
	}
}

// settle turns what is still unknown into null: the id must reach the state,
// and the next refresh reads the rest.
func (m *model) settle() { m.fill(&client.AcquisitionLink{}) }

// created takes over what create_link answers; what it did not answer stays
// open.
func (m *model) created(l *client.CreatedAcquisitionLink) {
	m.ID = types.StringValue(l.ID)
	if l.URL != "" {
		m.URL = types.StringValue(l.URL)
	}
	if l.CreateTime != 0 {
		m.CreatedAt = shared.Time(l.CreateTime)
	}
}

func (m *model) toCreate() *client.CreateAcquisitionLinkRequest {
	return &client.CreateAcquisitionLinkRequest{
		Name: m.Name.ValueString(), Range: m.toRange(),
		SkipVerify: shared.KnownBool(m.SkipVerify), MarkSource: shared.KnownBool(m.MarkSource), Priority: m.toPriority(),
	}
}

// toUpdate holds every managed field, because WeCom does not say what becomes
// of those left out: skip_verify and mark_source may fall back to true (doc
// 97297 prints "default true" for updates too). changed says whether there is
// anything to send. A mark_source that WeCom does not show has no effect, so
// learning it from the configuration of an imported link sends nothing.
func (m *model) toUpdate(prior *model) (in *client.UpdateAcquisitionLinkRequest, changed bool) {
	nodes := m.toRange()
	in = &client.UpdateAcquisitionLinkRequest{
		ID: m.ID.ValueString(), Name: m.Name.ValueStringPointer(), Range: &nodes,
		SkipVerify: shared.KnownBool(m.SkipVerify), MarkSource: shared.KnownBool(m.MarkSource), Priority: m.toPriority(),
	}
	if m.removesPriority(prior) {
		in.Priority = &client.PriorityOption{} // priority_type 0: assumed, no way is documented
	}
	changed = !m.Name.Equal(prior.Name) || !sameUsers(m.UserIDs, prior.UserIDs) || !m.DepartmentIDs.Equal(prior.DepartmentIDs) ||
		!m.SkipVerify.Equal(prior.SkipVerify) || !samePriority(m.Priority, prior.Priority) ||
		!prior.MarkSource.IsNull() && !m.MarkSource.IsUnknown() && !m.MarkSource.Equal(prior.MarkSource)
	return in, changed
}

// removesPriority reports whether going from prior to m takes a priority off.
func (m *model) removesPriority(prior *model) bool {
	return m.Priority.IsNull() && !prior.Priority.IsNull()
}

// toRange leaves an empty list out: the range replaces the former as a whole.
func (m *model) toRange() client.AcquisitionRange {
	return client.AcquisitionRange{UserIDs: shared.Texts(m.UserIDs), DepartmentIDs: shared.Numbers(m.DepartmentIDs)}
}

func (m *model) toPriority() *client.PriorityOption {
	if m.Priority.IsNull() || m.Priority.IsUnknown() {
		return nil
	}
	scope, _ := scopeWords.Number(priorityScope(m.Priority).ValueString()) // nothing else passes validation
	return &client.PriorityOption{Type: scope, UserIDs: shared.Texts(priorityUsers(m.Priority))}
}

func priorityScope(p types.Object) types.String {
	scope, _ := p.Attributes()["scope"].(types.String)
	return scope
}

func priorityUsers(p types.Object) types.Set {
	if users, ok := p.Attributes()["user_ids"].(types.Set); ok {
		return users
	}
	return types.SetNull(types.StringType)
}

func samePriority(a, b types.Object) bool {
	return a.IsNull() == b.IsNull() && priorityScope(a).Equal(priorityScope(b)) && sameUsers(priorityUsers(a), priorityUsers(b))
}

// subject names the link in messages: `acquisition link "投放" (ca…)`.
func (m *model) subject() string {
	switch {
	case m.ID.IsNull() || m.ID.IsUnknown():
		return fmt.Sprintf("acquisition link %q", m.Name.ValueString())
	case m.Name.IsNull():
		return "acquisition link " + m.ID.ValueString()
	}
	return fmt.Sprintf("acquisition link %q (%s)", m.Name.ValueString(), m.ID.ValueString())
}

// ScopeWord is how `priority.scope` is written, as the decimal number where it
// has no word.
func ScopeWord(t int64) string { return scopeWords.Text(t) }
