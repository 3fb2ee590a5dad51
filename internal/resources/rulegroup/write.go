// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package rulegroup

import (
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

func (t *tree) create(r *kind.Run, m *model) (kind.Made, error) {
	if t.refuse(r, m) {
		return kind.Made{}, nil
	}
	in := &client.NewRuleGroup{Name: m.Name.ValueString(), AdminIDs: m.AdminUserIDs.Strings(), Range: m.nodes()}
	if parent := m.ParentID.Known(); parent != nil {
		in.ParentID = *parent
	} else {
		in.Privileges = t.complete(granted(m.Privileges))
	}
	s := t.service(r.Client)
	id, rest, err := s.Create(r, in)
	if id == 0 {
		return kind.Made{}, err
	}
	out := kind.Made{ID: fmt.Sprint(id)}
	m.ID = field.WholeValue(id)
	t.tell(r, m)
	if rest.Size() > 0 {
		out.Missing = fmt.Sprintf("exists; of its %d members and departments up to %d are missing.", in.Range.Size(), rest.Size())
		out.More = func() error { return s.ChangeRange(r, id, in.Range.Without(rest), in.Range) }
	}
	return out, err
}

// update changes what differs besides the range, then the range: additions first. Privileges go as a whole, because
// what WeCom makes of a key that is missing is not documented. When a call of the range fails, plan takes the range
// that was reached.
func (t *tree) update(r *kind.Run, plan, state *model) (wrote bool, err error) {
	if t.refuse(r, plan) {
		*plan = *state
		return false, nil
	}
	s, id := t.service(r.Client), state.ID.ValueInt64()
	in := &client.RuleGroupEdit{ID: id}
	if !plan.Name.Equal(state.Name) {
		in.Name = plan.Name.ValueStringPointer()
	}
	if !plan.AdminUserIDs.Same(state.AdminUserIDs) {
		in.AdminIDs = plan.AdminUserIDs.Strings()
	}
	if rights := granted(plan.Privileges); plan.ParentID.IsNull() && !sameRights(rights, granted(state.Privileges), t.rights) {
		in.Privileges = t.complete(rights)
	}
	if in.Name != nil || in.AdminIDs != nil || in.Privileges != nil {
		if err := s.Edit(r, in); err != nil {
			return false, err
		}
		wrote = true
	}
	have, want := state.nodes(), plan.nodes()
	if have.Without(want).Size()+want.Without(have).Size() > 0 {
		wrote = true
		if err := r.AwaitNodes(func() error { return s.ChangeRange(r, id, have, want) }); err != nil {
			f := shared.Failure{Op: "update", Noun: t.noun, Subject: "the range of " + kind.Subject(t.noun, state), Err: err}
			t.explainRange(r, plan, have.Without(want), &f)
			r.Fail(f)
			reached := have
			if g, err := s.Get(r, id); err == nil {
				reached = g.Range
			}
			plan.setRange(reached, field.UsersSet(append(have.UserIDs, want.UserIDs...), plan.UserIDs))
		}
	}
	t.tell(r, plan)
	return wrote, nil
}
