// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// newContactRule is a create on its way.
type newContactRule struct {
	rule *ContactRule
	note *core.Note
	// there are the ids of rules before the first call that could be taken for this one; nil while there was none.
	there map[int64]bool
}

// of returns the rules in all that the create may have made: those of its content, and where there is none, those that
// lack nothing of it but what the corp does not have, because WeCom may drop that.
func (s *ContactRuleService) of(ctx context.Context, item *newContactRule, all []ContactRule, other func(id int64) bool) (found []*ContactRule) {
	var within []*ContactRule
	for i := range all {
		switch r := &all[i]; {
		case item.there[r.ID] || other(r.ID) || !r.within(item.rule):
		case r.Same(item.rule):
			found = append(found, r)
		default:
			within = append(within, r)
		}
	}
	if len(found) > 0 || len(within) == 0 {
		return found
	}
	known := *item.rule
	for _, n := range []*ContactRuleNodes{&known.Range, &known.Whitelist, &known.Exclude} {
		*n = s.Unknown(ctx, *n).Missing(*n)
	}
	return slices.DeleteFunc(within, func(r *ContactRule) bool { return !r.Same(&known) })
}

// Create makes a rule and returns it as WeCom shows it (doc 101536, contactrule/create), in one call with those that
// wait at the same time. WeCom gives a second one of equal content another id: when an answer is lost, Create looks
// among the rules that were not there before, and sends again only if there certainly is none. A rule together with an
// error means that it exists, but that WeCom complained about the request.
func (s *ContactRuleService) Create(ctx context.Context, in *ContactRule) (*ContactRule, error) {
	item, seat := &newContactRule{rule: in}, s.creates.Seat()
	defer seat.Leave()
	made, id, err := s.set.Create(ctx, core.Making[ContactRule]{
		Sought: fmt.Sprintf("a visibility rule (通讯录查看权限) of type %d for %s", in.Type, in.Range.text()),
		Turn:   "contact_rule\x00" + fmt.Sprint(in.Type, in.Range.text(), in.Whitelist.text(), in.Exclude.text(), in.Search, in.Conversation),
		Body:   in, Absent: true,
		Send: func(ctx context.Context, n *core.Note) (made ContactRule, id string, err error) {
			item.note = n
			r, err := seat.Do(ctx, item)
			if r != nil {
				made, id = *r, r.key()
			}
			return made, id, err
		},
		Read: func(ctx context.Context, id string) (made ContactRule, err error) {
			r, err := s.Get(core.Fresh(ctx), departmentNumber(id))
			if r != nil {
				made = *r
			}
			return made, err
		},
		Look: func(ctx context.Context, w core.Search) (found core.Found[ContactRule], err error) {
			all, err := s.List(ctx)
			for _, r := range s.of(ctx, item, all, func(id int64) bool { return w.Excludes(departmentID(id)) }) {
				found.IDs, found.Made = append(found.IDs, r.key()), *r
			}
			return found, err
		},
	})
	if id == "" {
		return nil, err
	}
	made.ID = departmentNumber(id)
	return &made, err
}

type createdContactRules struct {
	IDs []int64 `json:"rule_ids"`
}

func (a *createdContactRules) Check(bool) error { return core.Need(len(a.IDs) > 0, "rule_ids") }

// createAll sends creates with one call, after a look at what is there already.
func (s *ContactRuleService) createAll(ctx context.Context, items []*newContactRule) []core.Result[*ContactRule] {
	results := make([]core.Result[*ContactRule], len(items))
	all, err := s.List(ctx)
	if err != nil {
		return failed(results, err)
	}
	var rest []*newContactRule
	var of []int
	for i, item := range items {
		if item.there != nil { // sent before, and what it made may have shown up since
			if late := s.of(ctx, item, all, func(int64) bool { return false }); len(late) == 1 {
				results[i].Value = late[0]
				continue
			}
		} else {
			item.before(ctx, all)
		}
		rest, of = append(rest, item), append(of, i)
	}
	for n, r := range s.sendNew(ctx, rest) {
		results[of[n]] = r
	}
	return results
}

// before notes what is there and could be taken for the rule.
func (item *newContactRule) before(ctx context.Context, all []ContactRule) {
	item.there = map[int64]bool{}
	var ids []string
	for i := range all {
		if all[i].within(item.rule) {
			item.there[all[i].ID] = true
			ids = append(ids, all[i].key())
		}
	}
	item.note.Others(ctx, "contact_rule", ids)
}

func failed[R any](results []core.Result[R], err error) []core.Result[R] {
	for i := range results {
		results[i].Err = err
	}
	return results
}

func (s *ContactRuleService) sendNew(ctx context.Context, items []*newContactRule) []core.Result[*ContactRule] {
	results := make([]core.Result[*ContactRule], len(items))
	if len(items) == 0 {
		return results
	}
	var out createdContactRules
	body, notes := wireRules{}, make([]*core.Note, 0, len(items))
	for _, item := range items {
		body.Rules, notes = append(body.Rules, item.rule.wire()), append(notes, item.note)
	}
	_, err := s.c.Do(ctx, core.Request{Endpoint: contactRuleCreate, Body: body, Out: &out, Notes: notes})
	if err == nil && len(out.IDs) != len(items) {
		err = &core.LostError{Cause: fmt.Errorf("%s: %d ids came for %d rules", contactRuleCreate.Path, len(out.IDs), len(items))}
	}
	var api *APIError
	if complained := errors.As(err, &api) && api.Code == 0 && len(out.IDs) == len(items); err != nil && !complained {
		return apart(ctx, items, err, refusal[*newContactRule, *ContactRule]{
			send: s.sendNew, done: s.madeOf, final: true,
			about: func(ctx context.Context, item *newContactRule) bool { return s.namesUnknown(ctx, item.rule) },
		})
	}
	for i, item := range items {
		r := *item.rule
		r.ID = out.IDs[i]
		results[i] = core.Result[*ContactRule]{Value: &r, Err: err}
	}
	s.inOrder(ctx, results)
	return results
}

// inOrder looks which id has which rule: that ids come in the order of the request is not on the page. It takes over
// what WeCom shows of each. What the list does not show yet is taken to be in order.
func (s *ContactRuleService) inOrder(ctx context.Context, results []core.Result[*ContactRule]) {
	all, err := s.List(ctx)
	if err != nil {
		return
	}
	var free []*ContactRule // whose id has another rule
	var wanting []int
	for i, r := range results {
		switch now := listed(all, r.Value.ID); {
		case now == nil:
		case now.Same(r.Value):
			results[i].Value = now
		default:
			free, wanting = append(free, now), append(wanting, i)
		}
	}
	// Each takes the one of its content; of what is left WeCom dropped something: the one that it holds, by its own id
	// where that is free.
	for _, fits := range []func(shown, want *ContactRule) bool{
		(*ContactRule).Same,
		func(shown, want *ContactRule) bool { return shown.ID == want.ID && shown.within(want) },
		(*ContactRule).within,
		func(_, _ *ContactRule) bool { return true },
	} {
		wanting = slices.DeleteFunc(wanting, func(i int) bool {
			at := slices.IndexFunc(free, func(r *ContactRule) bool { return fits(r, results[i].Value) })
			if at >= 0 {
				results[i].Value = free[at]
				free = slices.Delete(free, at, at+1)
			}
			return at >= 0
		})
	}
}

// madeOf finds what was made of items although their call was refused, for as long as WeCom may show it late.
func (s *ContactRuleService) madeOf(ctx context.Context, items []*newContactRule) (map[int]*ContactRule, error) {
	out, taken := map[int]*ContactRule{}, map[int64]bool{}
	return out, s.whileLagging(ctx, func(all []ContactRule) bool {
		for n, item := range items {
			if out[n] == nil {
				if found := s.of(ctx, item, all, func(id int64) bool { return taken[id] }); len(found) > 0 {
					out[n], taken[found[0].ID] = found[0], true
				}
			}
		}
		return len(out) == len(items)
	})
}

// whileLagging lists the rules until shown is content, or lists cannot lag behind any more.
func (s *ContactRuleService) whileLagging(ctx context.Context, shown func(all []ContactRule) bool) error {
	e := s.c.engine
	began := e.Now()
	for n := 1; ; n++ {
		all, err := s.List(ctx)
		if err != nil || shown(all) || e.Now().Sub(began) >= e.LagTime() {
			return err
		}
		if err := e.AwaitLag(ctx, n); err != nil {
			return err
		}
	}
}

// namesUnknown tells whether a rule names somebody whom the corp does not have.
func (s *ContactRuleService) namesUnknown(ctx context.Context, r *ContactRule) bool {
	return !s.Unknown(ctx, r.Range).Empty() || !s.Unknown(ctx, r.Whitelist).Empty() || !s.Unknown(ctx, r.Exclude).Empty()
}

// refusal is how the items of a refused call are told apart.
type refusal[I, R any] struct {
	send func(context.Context, []I) []core.Result[R]
	// done finds what was carried out all the same.
	done func(context.Context, []I) (map[int]R, error)
	// about tells whether the refusal is certainly about an item. nil: that cannot be told.
	about func(context.Context, I) bool
	// final: where some were carried out, those that were not are those that were refused.
	final bool
}

// apart tells of a refused call of several items which one of them it was about: WeCom does not say so. What was
// carried out all the same is done, what it is certainly about is refused, and the rest is sent again, in halves where
// nothing is known of any, as far as the quota allows.
func apart[I, R any](ctx context.Context, items []I, err error, of refusal[I, R]) []core.Result[R] {
	results := failed(make([]core.Result[R], len(items)), err)
	if len(items) == 1 || !core.Doubtful(err) || errors.Is(err, ErrForbidden) || errors.Is(err, ErrUntrustedIP) || errors.Is(err, ErrBadCredential) {
		return results
	}
	done, e := of.done(ctx, items)
	for i, value := range done {
		results[i] = core.Result[R]{Value: value}
	}
	if e != nil { // sending again could do it twice
		return results
	}
	var rest []int
	for i, item := range items {
		if _, carriedOut := done[i]; !carriedOut && (of.about == nil || !of.about(ctx, item)) {
			rest = append(rest, i)
		}
	}
	if len(done) > 0 && of.final {
		return results
	}
	groups := [][]int{rest}
	if len(rest) == len(items) {
		groups = [][]int{rest[:len(rest)/2], rest[len(rest)/2:]}
	}
	for _, group := range groups {
		if len(group) == 0 {
			continue
		}
		part := make([]I, 0, len(group))
		for _, i := range group {
			part = append(part, items[i])
		}
		for n, r := range of.send(ctx, part) {
			var over *core.QuotaError
			if errors.As(r.Err, &over) && over.Before == nil {
				again := *over
				again.Refused = err
				again.Of = len(items)
				r.Err = &again
			}
			results[group[n]] = r
		}
	}
	return results
}

// Update changes range, whitelist, exclude and flags of a rule, all of them (doc 101539, contactrule/update), in one
// call with those that wait at the same time. It returns the rule as WeCom shows it. One that is gone is ErrNotFound.
func (s *ContactRuleService) Update(ctx context.Context, in *ContactRule) (*ContactRule, error) {
	r, err := s.updates.Do(ctx, in)
	if err != nil {
		return nil, s.gone(ctx, in.ID, err)
	}
	return r, nil
}

// gone gives a refusal the meaning ErrNotFound where the rule is not listed any more.
func (s *ContactRuleService) gone(ctx context.Context, id int64, err error) error {
	if !core.Doubtful(err) || errors.Is(err, ErrForbidden) || errors.Is(err, ErrUntrustedIP) || errors.Is(err, ErrBadCredential) {
		return err
	}
	if _, e := s.Get(core.Fresh(ctx), id); core.IsMissing(e) {
		return core.AsKind(err, ErrNotFound)
	}
	return err
}

func (s *ContactRuleService) updateAll(ctx context.Context, items []*ContactRule) []core.Result[*ContactRule] {
	var out contactRulesAnswer
	body := wireRules{}
	for _, r := range items {
		body.Rules = append(body.Rules, r.wire())
	}
	if _, err := s.c.Do(ctx, core.Request{Endpoint: contactRuleUpdate, Body: body, Out: &out}); err != nil {
		all, _ := s.rules.Snapshot(ctx)
		return apart(ctx, items, err, refusal[*ContactRule, *ContactRule]{
			send: s.updateAll, done: s.changedOf,
			about: func(ctx context.Context, r *ContactRule) bool {
				return all != nil && listed(all, r.ID) == nil || s.namesUnknown(ctx, r)
			},
		})
	}
	answered := map[int64]*ContactRule{}
	for i := range out.Rules {
		answered[out.Rules[i].ID] = &out.Rules[i]
	}
	results := make([]core.Result[*ContactRule], len(items))
	for i, r := range items {
		results[i].Value = r
		if shown := answered[r.ID]; shown != nil {
			shown.Type = r.Type
			shown.tidy()
			results[i].Value = shown
		}
	}
	// Until the list shows it, a refresh would take it for an edit in the console. It also tells whether an answer that
	// lacks something means it.
	_ = s.whileLagging(ctx, func(all []ContactRule) bool {
		settled := true
		for i, want := range items {
			switch now := listed(all, want.ID); {
			case now == nil || now.Same(want):
				results[i].Value = want
			case !now.Same(results[i].Value):
				settled = false
			}
		}
		return settled
	})
	return results
}

// changedOf finds what was changed although the call was refused.
func (s *ContactRuleService) changedOf(ctx context.Context, items []*ContactRule) (map[int]*ContactRule, error) {
	all, err := s.List(ctx)
	out := map[int]*ContactRule{}
	for n, item := range items {
		if r := listed(all, item.ID); r != nil && r.Same(item) {
			out[n] = r
		}
	}
	return out, err
}

// Delete removes a rule (doc 101540, contactrule/delete), in one call with those that wait at the same time. One that
// is not listed any more counts as deleted.
func (s *ContactRuleService) Delete(ctx context.Context, id int64) error {
	if _, err := s.deletes.Do(ctx, id); err != nil {
		if err = s.gone(ctx, id, err); !core.IsMissing(err) {
			return err
		}
	}
	s.set.Gone(departmentID(id))
	return nil
}

func (s *ContactRuleService) deleteAll(ctx context.Context, ids []int64) []core.Result[struct{}] {
	_, err := s.c.Do(ctx, core.Request{Endpoint: contactRuleDelete, Body: map[string][]int64{"rule_ids": ids}})
	if err != nil {
		return apart(ctx, ids, err, refusal[int64, struct{}]{send: s.deleteAll, done: s.deletedOf})
	}
	return make([]core.Result[struct{}], len(ids))
}

// deletedOf finds what is gone although the call was refused.
func (s *ContactRuleService) deletedOf(ctx context.Context, ids []int64) (map[int]struct{}, error) {
	all, err := s.List(ctx)
	out := map[int]struct{}{}
	for n, id := range ids {
		if err == nil && listed(all, id) == nil {
			out[n] = struct{}{}
		}
	}
	return out, err
}
