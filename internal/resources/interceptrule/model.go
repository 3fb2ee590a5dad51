// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_intercept_rule.
type model struct {
	kind.Object
	Name          types.String `tfsdk:"name"`
	Words         field.Set    `tfsdk:"words"`
	Semantics     field.Set    `tfsdk:"semantics"`
	Action        types.String `tfsdk:"action"`
	UserIDs       field.Set    `tfsdk:"user_ids"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	CreatedAt     types.String `tfsdk:"created_at"`
}

// Named is the name in messages.
func (m *model) Named() types.String { return m.Name }

// check refuses an empty range.
func check(_ context.Context, m *model, diags *diag.Diagnostics) {
	if m.UserIDs.IsNone() && m.DepartmentIDs.IsNone() {
		diags.AddAttributeError(path.Root("user_ids"), "Empty range",
			"user_ids and department_ids are both empty. A rule applies to at least one user or department; to apply it to the whole corp, "+
				"write department_ids = [1].")
	}
}

// fromAPI takes over everything WeCom shows of r. Userids keep the case that the state has them in, and a time that is
// known stays when r lacks it.
func (m *model) fromAPI(r *client.InterceptRule) {
	m.ID = types.StringValue(r.ID)
	m.Name = types.StringValue(r.Name)
	m.Words = field.StringsSet(r.Words)
	m.Semantics = semanticsFromAPI(r.Semantics)
	m.Action = types.StringValue(actions.Text(r.Action))
	m.UserIDs = field.UsersSet(r.Range.UserIDs, m.UserIDs)
	m.DepartmentIDs = field.NumbersSet(r.Range.DepartmentIDs)
	if r.CreateTime != 0 {
		m.CreatedAt = field.TimeOf(r.CreateTime)
	}
}

func semanticsFromAPI(numbers []int64) field.Set {
	words := make([]string, 0, len(numbers))
	for _, n := range numbers {
		words = append(words, kinds.Text(n))
	}
	return field.StringsSet(words)
}

// toCreate is the request for a new rule. Everything in m is known.
func (m *model) toCreate() *client.AddInterceptRuleRequest {
	return &client.AddInterceptRuleRequest{
		Name: m.Name.ValueString(), Words: m.Words.Strings(), Semantics: m.semantics(), Action: m.action(), Range: m.nodes(),
	}
}

// toUpdate is the request for what differs from state besides the range; nil when nothing does.
func (m *model) toUpdate(state *model) *client.UpdateInterceptRuleRequest {
	in := &client.UpdateInterceptRuleRequest{ID: state.ID.ValueString()}
	changed := false
	if !m.Name.Equal(state.Name) {
		in.Name, changed = m.Name.ValueStringPointer(), true
	}
	if !m.Words.Same(state.Words) {
		in.Words, changed = m.Words.Strings(), true
	}
	if semantics := m.semantics(); !slices.Equal(semantics, state.semantics()) {
		in.Semantics, changed = semantics, true
	}
	if action := m.action(); action != state.action() {
		in.Action, changed = &action, true
	}
	if !changed {
		return nil
	}
	return in
}

// semantics are the numbers of the set, sorted; never nil, because nil is "unchanged" in an update.
func (m *model) semantics() []int64 {
	out := []int64{}
	for _, word := range m.Semantics.Strings() {
		if n, ok := kinds.Number(word); ok {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

func (m *model) action() int64 {
	n, _ := actions.Number(m.Action.ValueString())
	return n
}

// nodes is the range of the rule.
func (m *model) nodes() client.InterceptRange {
	return client.InterceptRange{UserIDs: m.UserIDs.Strings(), DepartmentIDs: m.DepartmentIDs.Numbers()}
}
