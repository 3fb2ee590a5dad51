// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// model is the state of a wecom_intercept_rule.
type model struct {
	ID                 types.String  `tfsdk:"id"`
	Name               types.String  `tfsdk:"name"`
	Words              types.Set     `tfsdk:"words"`
	Semantics          types.Set     `tfsdk:"semantics"`
	Action             types.String  `tfsdk:"action"`
	UserIDs            shared.BigSet `tfsdk:"user_ids"`
	DepartmentIDs      types.Set     `tfsdk:"department_ids"`
	DeletionProtection types.Bool    `tfsdk:"deletion_protection"`
	CreatedAt          types.String  `tfsdk:"created_at"`
}

// fromAPI takes over everything WeCom shows of r. Userids keep the case that
// the state has them in, and a time that is known stays when r lacks it.
func (m *model) fromAPI(r *client.InterceptRule) {
	m.ID = types.StringValue(r.ID)
	m.Name = types.StringValue(r.Name)
	m.Words = shared.StringSet(r.Words)
	m.Semantics = semanticsFromAPI(r.Semantics)
	m.Action = types.StringValue(actions.Text(r.Action))
	m.UserIDs = shared.NewBigUserIDs(shared.Respell(r.Range.UserIDs, shared.Texts(m.UserIDs.SetValue)))
	m.DepartmentIDs = shared.NumberSet(r.Range.DepartmentIDs)
	if r.CreateTime != 0 {
		m.CreatedAt = shared.Time(r.CreateTime)
	}
	if m.DeletionProtection.IsNull() {
		m.DeletionProtection = types.BoolValue(false)
	}
}

func semanticsFromAPI(numbers []int64) types.Set {
	words := make([]string, 0, len(numbers))
	for _, n := range numbers {
		words = append(words, kinds.Text(n))
	}
	return shared.StringSet(words)
}

// toCreate is the request for a new rule. Everything in m is known.
func (m *model) toCreate() *client.AddInterceptRuleRequest {
	return &client.AddInterceptRuleRequest{
		Name: m.Name.ValueString(), Words: shared.Texts(m.Words), Semantics: m.semantics(), Action: m.action(), Range: m.nodes(),
	}
}

// toUpdate is the request for what differs from state besides the range; nil
// when nothing does.
func (m *model) toUpdate(state *model) *client.UpdateInterceptRuleRequest {
	in := &client.UpdateInterceptRuleRequest{ID: state.ID.ValueString()}
	changed := false
	if !m.Name.Equal(state.Name) {
		in.Name, changed = m.Name.ValueStringPointer(), true
	}
	if !slices.Equal(shared.Texts(m.Words), shared.Texts(state.Words)) {
		in.Words, changed = shared.Texts(m.Words), true
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

// semantics are the numbers of the set, sorted; never nil, because nil is
// "unchanged" in an update.
func (m *model) semantics() []int64 {
	out := []int64{}
	for _, word := range shared.Texts(m.Semantics) {
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
	return client.InterceptRange{UserIDs: shared.Texts(m.UserIDs.SetValue), DepartmentIDs: shared.Numbers(m.DepartmentIDs)}
}

// subject names the rule in messages: `intercept rule "禁语" (1000001)`.
func (m *model) subject() string {
	if m.ID.IsNull() || m.ID.IsUnknown() {
		return fmt.Sprintf("intercept rule %q", m.Name.ValueString())
	}
	return fmt.Sprintf("intercept rule %q (%s)", m.Name.ValueString(), m.ID.ValueString())
}
