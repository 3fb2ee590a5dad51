// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// errcodes that decide what an error says (doc 90313).
const codeBadWord = 41083

// notes is what the provider remembers of a rule beside its state.
type notes struct {
	// Vanished are the nodes of the range that WeCom stopped showing without Terraform's doing. Whether they are out of
	// the rule, or only out of the app's sight, cannot be read anywhere (doc 95097); an apply that cannot add them
	// again needs to know that they were there.
	Vanished client.InterceptRange `json:"vanished"`
}

const notesKey = "range"

// see notes what a read no longer shows of what was shown before.
func (n *notes) see(before, now client.InterceptRange) {
	gone, still := missing(now, before), missing(now, n.Vanished)
	again := missing(still, gone)
	n.Vanished = client.InterceptRange{
		UserIDs:       append(still.UserIDs, again.UserIDs...),
		DepartmentIDs: append(still.DepartmentIDs, again.DepartmentIDs...),
	}
}

func seen(r *kind.Run, _, before *model, got *client.InterceptRule) {
	if r.Op == "read" {
		n := kind.Recall[notes](r, notesKey)
		n.see(before.nodes(), got.Range)
		kind.Remember(r, notesKey, n)
	}
}

// read gets a rule, and when it was made where that is not known: the list shows it always, a single rule not in every
// edition of the page.
func read(r *kind.Run, m *model) (*client.InterceptRule, error) {
	rule, err := r.Client.InterceptRules.Get(r, m.ID.ValueString())
	if err != nil || rule.CreateTime != 0 || !m.CreatedAt.IsNull() && !m.CreatedAt.IsUnknown() || r.Op == "list" { // Complete has it
		return rule, err
	}
	rules, err := r.Client.InterceptRules.List(r)
	if err == nil {
		for _, s := range rules {
			if s.ID == rule.ID {
				rule.CreateTime = s.CreateTime
			}
		}
	}
	return rule, nil // without it the time stays unknown until the next refresh
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	in := m.toCreate()
	var made *client.CreatedInterceptRule
	err := unique.Create(r, m, func() error {
		// Only WeCom decides whether a name is free; the look beforehand lets the client tell a lost create from a twin
		// that was there before.
		found, err := holder(r, in.Name, "")
		if err != nil {
			return err
		}
		in.KnownAbsent = found == ""
		made, err = r.Client.InterceptRules.Create(r, in)
		return err
	})
	if made == nil {
		return kind.Made{}, err
	}
	out := kind.Made{ID: made.ID}
	if rest := made.Rest; !rest.Empty() {
		// The part of the range that the create could not hold.
		all := in.Range
		out.Missing = fmt.Sprintf("exists; of its %d users and %d departments up to %d and %d are missing.",
			len(all.UserIDs), len(all.DepartmentIDs), len(rest.UserIDs), len(rest.DepartmentIDs))
		out.More = func() error { return r.Client.InterceptRules.UpdateRange(r, made.ID, rest, client.InterceptRange{}) }
	}
	return out, err
}

// update changes what differs besides the range, then the range: additions first. When a call of the range fails, plan
// takes the range that was reached.
func update(r *kind.Run, plan, state *model) (wrote bool, err error) {
	id := state.ID.ValueString()
	if in := plan.toUpdate(state); in != nil {
		err := unique.Update(r, plan, state, func() error { return r.Client.InterceptRules.Update(r, in) })
		if err != nil {
			return false, err
		}
		wrote = true
	}
	n := kind.Recall[notes](r, notesKey)
	rounds := changes(state.nodes(), plan.nodes())
	for _, round := range rounds {
		err := r.AwaitNodes(func() error {
			return r.Client.InterceptRules.UpdateRange(r, id, round.add, client.InterceptRange{})
		})
		if err == nil {
			err = takeOut(r, state, round.remove)
		}
		if err == nil {
			continue
		}
		r.Fail(n.explain(shared.Failure{Op: "update", Noun: noun, Subject: "the range of " + kind.Subject(noun, state), Err: err}, round.add))
		plan.UserIDs, plan.DepartmentIDs = state.UserIDs, state.DepartmentIDs
		if rule, err := r.Client.InterceptRules.Get(r, id); err == nil {
			plan.UserIDs = field.UsersSet(rule.Range.UserIDs, field.UsersSet(append(state.UserIDs.Strings(), round.add.UserIDs...), state.UserIDs))
			plan.DepartmentIDs = field.NumbersSet(rule.Range.DepartmentIDs)
		}
		return wrote, nil
	}
	if len(rounds) > 0 {
		n.Vanished = client.InterceptRange{}
	}
	kind.Remember(r, notesKey, n)
	return wrote || len(rounds) > 0, nil
}

// takeOut removes nodes from a rule, of which some may have left the corp.
func takeOut(r *kind.Run, m *model, nodes client.InterceptRange) error {
	id := m.ID.ValueString()
	for _, part := range nodes.Chunks() {
		err := kind.Remove(r, kind.Removal{
			Subject: kind.Subject(noun, m), Nodes: kind.Nodes{UserIDs: part.UserIDs, DepartmentIDs: part.DepartmentIDs},
			Send: func(n kind.Nodes) error {
				return r.Client.InterceptRules.UpdateRange(r, id, client.InterceptRange{}, client.InterceptRange{UserIDs: n.UserIDs, DepartmentIDs: n.DepartmentIDs})
			},
			Left: func() (kind.Nodes, error) {
				rule, err := r.Client.InterceptRules.Get(r, id)
				if err != nil {
					return kind.Nodes{}, err
				}
				return kind.Nodes{UserIDs: rule.Range.UserIDs, DepartmentIDs: rule.Range.DepartmentIDs}, nil
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// explain tells of a refused addition what is known about its nodes: WeCom names none of them.
func (n notes) explain(f shared.Failure, add client.InterceptRange) shared.Failure {
	switch lost := common(add, n.Vanished); {
	case errors.Is(f.Err, client.ErrNotFound):
		f.Reason, f.NextStep = "it was deleted since the plan was made", "Plan again."
	case !lost.Empty() && (errors.Is(f.Err, client.ErrNotVisible) || kind.IsUnknownNode(f.Err)):
		f.Reason = fmt.Sprintf("part of what is to be added was in the rule before, and WeCom stopped showing it without Terraform's doing: %s. "+
			"Either the app's visible range (可见范围) was narrowed, and then the rule still applies to them, unseen by the app; "+
			"or they left the corp, or somebody removed them and the app may not add them again", describe(lost))
		f.NextStep = "Widen the app's visible range to all that the rule names; the next plan then shows what is really missing. " +
			"Taking them out of the configuration does not take out of the rule what the app cannot see.\nConsole: 应用管理 → 应用 → 自建 → 可见范围"
	}
	return f
}

// explain tells which words WeCom may mean.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	if shared.Code(f.Err) != codeBadWord {
		return
	}
	var long []string
	for _, w := range m.Words.Strings() {
		if utf8.RuneCountInString(w) > certainWord {
			long = append(long, fmt.Sprintf("%q", w))
		}
	}
	if len(long) > 0 {
		f.Reason = fmt.Sprintf("it does not accept a word; probably one of these, which have more than %d characters: %s", certainWord, shared.Shorten(long))
		f.NextStep = fmt.Sprintf("Shorten them: WeCom's page names %d characters as the limit in one place and %d in another.", maxWord, certainWord)
	}
}
