// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package interceptrule

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// errcodes that decide what an error says (doc 90313).
const codeBadWord = 41083

// unknownNode are the codes for members and departments that do not exist, or
// of which WeCom says so because the app does not see them.
var unknownNode = map[int]bool{40003: true, 40031: true, 60111: true, 40066: true, 60003: true, 60123: true}

const claimPrefix = "intercept_rule/"

// byName finds the rule that has a name, nil when none has. WeCom decides
// whether names that differ in case only are equal; an exact match goes first.
func (r *Resource) byName(ctx context.Context, name, self string) (*client.InterceptRuleSummary, error) {
	rules, err := r.Client.InterceptRules.List(ctx)
	if err != nil {
		return nil, err
	}
	var alike *client.InterceptRuleSummary
	for i := range rules {
		switch rule := &rules[i]; {
		case rule.ID == self:
		case rule.Name == name:
			return rule, nil
		case alike == nil && strings.EqualFold(rule.Name, name):
			alike = rule
		}
	}
	return alike, nil
}

func (r *Resource) inTheWay(ctx context.Context, name, self string) (string, error) {
	rule, err := r.byName(ctx, name, self)
	if err != nil || rule == nil {
		return "", err
	}
	return claimPrefix + rule.ID, nil
}

// create makes the rule, or adds an error and returns nil.
func (r *Resource) create(ctx context.Context, plan *model, diags *diag.Diagnostics) (made *client.CreatedInterceptRule) {
	in := plan.toCreate()
	err := r.Resolve(ctx, shared.Clash{
		Try: func(ctx context.Context) error {
			// Only WeCom decides whether a name is free; the look beforehand lets
			// the client tell a lost create from a twin that was there before.
			found, err := r.byName(ctx, in.Name, "")
			if err != nil {
				return err
			}
			in.KnownAbsent = found == nil
			made, err = r.Client.InterceptRules.Create(ctx, in)
			return err
		},
		InTheWay: func(ctx context.Context) (string, error) { return r.inTheWay(ctx, in.Name, "") },
	})
	if made == nil {
		r.refused(diags, "create", plan, plan, err)
		return nil
	}
	if err != nil { // made, with a complaint: an error would have Terraform destroy it again
		diags.AddWarning("Intercept rule created, but WeCom complained",
			fmt.Sprintf("Intercept rule %s was created. The next plan shows what WeCom did not take over.\n\n%s", made.ID, err))
	}
	return made
}

// complete adds the part of the range that the create could not hold. A failure
// is a warning: after an error Terraform would destroy the rule and make it
// anew, and again fail there, while the rest can be added in place.
func (r *Resource) complete(ctx context.Context, plan *model, rest client.InterceptRange, diags *diag.Diagnostics) {
	if rest.Empty() {
		return
	}
	if err := r.Client.InterceptRules.UpdateRange(ctx, plan.ID.ValueString(), rest, client.InterceptRange{}); err != nil {
		all := plan.nodes()
		f := shared.Failure{Op: "complete", Subject: "the range of " + plan.subject(), Err: err}
		diags.AddWarning("Intercept rule created, but its range is not complete", fmt.Sprintf(
			"The rule exists; of its %d users and %d departments up to %d and %d are missing. The next plan shows which, and its apply adds them in place. "+
				"Do not plan with -refresh=false before that.\n\n%s",
			len(all.UserIDs), len(all.DepartmentIDs), len(rest.UserIDs), len(rest.DepartmentIDs), f.Detail()))
	}
}

// update changes what differs besides the range, and reports whether that
// succeeded.
func (r *Resource) update(ctx context.Context, plan, state *model, diags *diag.Diagnostics) bool {
	in := plan.toUpdate(state)
	if in == nil {
		return true
	}
	err := r.Resolve(ctx, shared.Clash{
		Self:     claimPrefix + in.ID,
		Try:      func(ctx context.Context) error { return r.Client.InterceptRules.Update(ctx, in) },
		InTheWay: func(ctx context.Context) (string, error) { return r.inTheWay(ctx, plan.Name.ValueString(), in.ID) },
		StepAside: func(ctx context.Context) error {
			name := nameRule.Aside(state.Name.ValueString(), in.ID)
			return r.Client.InterceptRules.Update(ctx, &client.UpdateInterceptRuleRequest{ID: in.ID, Name: &name})
		},
		StepBack: func(ctx context.Context) error {
			return r.Client.InterceptRules.Update(ctx, &client.UpdateInterceptRuleRequest{ID: in.ID, Name: state.Name.ValueStringPointer()})
		},
	})
	if err != nil {
		r.refused(diags, "update", plan, state, err)
	}
	return err == nil
}

// updateRange carries the range from state to plan. When a call fails, plan
// takes the range that was reached.
func (r *Resource) updateRange(ctx context.Context, plan, state *model, n *notes, diags *diag.Diagnostics) {
	id := state.ID.ValueString()
	rounds := changes(state.nodes(), plan.nodes())
	for _, round := range rounds {
		err := r.Client.InterceptRules.UpdateRange(ctx, id, round.add, round.remove)
		if err == nil {
			continue
		}
		shared.Diag(diags, n.explain(shared.Failure{Op: "update", Noun: noun, Subject: "the range of " + state.subject(), Err: err}, round.add))
		plan.UserIDs, plan.DepartmentIDs = state.UserIDs, state.DepartmentIDs
		if rule, err := r.Client.InterceptRules.Get(ctx, id); err == nil {
			plan.UserIDs = shared.NewBigUserIDs(shared.Respell(rule.Range.UserIDs, append(shared.Texts(state.UserIDs.SetValue), round.add.UserIDs...)))
			plan.DepartmentIDs = shared.NumberSet(rule.Range.DepartmentIDs)
		}
		return
	}
	if len(rounds) > 0 {
		n.Vanished = client.InterceptRange{}
	}
}

// explain tells of a refused addition what is known about its nodes: WeCom
// names none of them.
func (n notes) explain(f shared.Failure, add client.InterceptRange) shared.Failure {
	switch lost := common(add, n.Vanished); {
	case errors.Is(f.Err, client.ErrNotFound):
		f.Reason, f.NextStep = "it was deleted since the plan was made", "Plan again."
	case !lost.Empty() && (errors.Is(f.Err, client.ErrNotVisible) || unknownNode[shared.Code(f.Err)]):
		f.Reason = fmt.Sprintf("part of what is to be added was in the rule before, and WeCom stopped showing it without Terraform's doing: %s. "+
			"Either the app's visible range (可见范围) was narrowed, and then the rule still applies to them, unseen by the app; "+
			"or they left the corp, or somebody removed them and the app may not add them again", describe(lost))
		f.NextStep = "Widen the app's visible range to all that the rule names; the next plan then shows what is really missing. " +
			"Taking them out of the configuration does not take out of the rule what the app cannot see.\nConsole: 应用管理 → 应用 → 自建 → 可见范围"
	}
	return f
}

// refused adds the error of a refused write of the rule itself; was is the rule
// as it is now.
func (r *Resource) refused(diags *diag.Diagnostics, op string, plan, was *model, err error) {
	f := shared.Failure{Op: op, Noun: noun, Subject: was.subject(), Err: err}
	var clash *shared.ErrClash
	switch {
	case errors.As(err, &clash) && clash.By != "":
		id := strings.TrimPrefix(clash.By, claimPrefix)
		f.Reason = fmt.Sprintf("a rule named %q exists already (id %s)", plan.Name.ValueString(), id)
		f.NextStep = fmt.Sprintf("To manage it, import it:  terraform import <address> %s\nOtherwise choose another name.", id)
	case errors.Is(err, client.ErrNotFound) && op == "update":
		f.Reason, f.NextStep = "it was deleted since the plan was made", "Plan again."
	case shared.Code(err) == codeBadWord:
		if long := longWords(plan.Words); len(long) > 0 {
			f.Reason = fmt.Sprintf("it does not accept a word; probably one of these, which have more than %d characters: %s", certainWord, shared.Shorten(long))
			f.NextStep = fmt.Sprintf("Shorten them: WeCom's page names %d characters as the limit in one place and %d in another.", maxWord, certainWord)
		}
	}
	shared.Diag(diags, f)
}

func longWords(words types.Set) (long []string) {
	for _, w := range shared.Texts(words) {
		if utf8.RuneCountInString(w) > certainWord {
			long = append(long, fmt.Sprintf("%q", w))
		}
	}
	return long
}

// createdAt looks up when a rule was made: the list shows it always, a single
// rule not in every edition of the page. It is null when it cannot be read.
func (r *Resource) createdAt(ctx context.Context, id string) types.String {
	if rules, err := r.Client.InterceptRules.List(ctx); err == nil {
		for _, rule := range rules {
			if rule.ID == id {
				return shared.Time(rule.CreateTime)
			}
		}
	}
	// A list that lags behind the create: this call waits for the rule.
	rule, err := r.Client.InterceptRules.Get(ctx, id)
	if err != nil {
		return types.StringNull()
	}
	return shared.Time(rule.CreateTime)
}
