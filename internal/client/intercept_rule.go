// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// InterceptRuleService reads and writes intercept rules (敏感词规则, doc 95097)
// with the app secret. An app reads all rules of the corp and changes its own.
type InterceptRuleService struct{ c *Client }

// Action and Semantics of an intercept rule.
const (
	InterceptBlock = 1 // warn and block
	InterceptWarn  = 2

	SemanticsPhoneNumber = 1
	SemanticsEmail       = 2
	SemanticsRedPacket   = 3
)

// MaxInterceptNodes is how many users and departments this client names in one
// call; WeCom's limit is 1000 per list, or for both, which is open.
const MaxInterceptNodes = 1000

// InterceptRule is one rule as WeCom shows it. Lists are sorted and without
// duplicates.
type InterceptRule struct {
	ID         string // rule_id
	Name       string
	Words      []string
	Semantics  []int64
	Action     int64          // InterceptBlock or InterceptWarn
	Range      InterceptRange // only what the app may see
	CreateTime int64          // Unix seconds; 0 when not shown, List has it then
}

// InterceptRange names whom a rule applies to.
type InterceptRange struct {
	UserIDs       []string `json:"user_list,omitempty"`
	DepartmentIDs []int64  `json:"department_list,omitempty"`
}

// Empty tells whether r names nobody.
func (r InterceptRange) Empty() bool { return len(r.UserIDs)+len(r.DepartmentIDs) == 0 }

// InterceptRuleSummary is an entry of the list of rules.
type InterceptRuleSummary struct {
	ID         string
	Name       string
	CreateTime int64 // Unix seconds
}

// AddInterceptRuleRequest is what add_intercept_rule takes.
type AddInterceptRuleRequest struct {
	Name      string   // 1 to 20 characters, unique in the corp
	Words     []string // 1 to 300 of 1 to 32 characters
	Semantics []int64
	Action    int64
	Range     InterceptRange // up to 10,000 users; not both lists empty
	// KnownAbsent is set by a caller that has just seen that no rule has this
	// name. Only then may a rule found after a lost answer be adopted.
	KnownAbsent bool
}

// CreatedInterceptRule is a rule that was made. Rest is the part of the range
// beyond MaxInterceptNodes: save ID, then give Rest to UpdateRange.
type CreatedInterceptRule struct {
	ID   string
	Rest InterceptRange
}

// UpdateInterceptRuleRequest is what update_intercept_rule takes, without the
// range; nil means unchanged.
type UpdateInterceptRuleRequest struct {
	ID        string
	Name      *string
	Words     []string // replaces all; never empty, which WeCom ignores
	Semantics []int64  // replaces all; an empty list that is not nil clears
	Action    *int64
}

// Format keeps the client behind a service out of every verb.
func (s InterceptRuleService) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte("client.InterceptRuleService"))
}

func ruleKey(id string) string { return "intercept_rule/" + id }

// noSuchRule reports the codes for an unknown and for a deleted rule.
func noSuchRule(err error) bool { return codeOf(err) == 41070 || codeOf(err) == 41071 }

type ruleID struct {
	ID string `json:"rule_id"`
}

type semanticsWire struct {
	List many[flexInt] `json:"semantics_list"`
}

type ruleWire struct {
	ID         text               `json:"rule_id"` // a number in the samples of get
	Name       text               `json:"rule_name"`
	Words      many[text]         `json:"word_list"`
	Semantics  many[flexInt]      `json:"semantics_list"`
	Extra      one[semanticsWire] `json:"extra_rule"`
	Action     flexInt            `json:"intercept_type"`
	Range      one[rangeWire]     `json:"applicable_range"`
	CreateTime flexInt            `json:"create_time"`
}

type ruleAnswer struct {
	Rule one[ruleWire] `json:"rule"`
}

func (a *ruleAnswer) check(*envelope) error {
	if !a.Rule.present || a.Rule.value.Name == "" {
		return errors.New("it holds no rule")
	}
	return nil
}

func (w *ruleWire) rule(id string) *InterceptRule {
	// The page's table nests the semantics, its sample does not; either may be
	// missing or empty beside the other.
	semantics := numberSet(w.Extra.value.List)
	if len(semantics) == 0 {
		semantics = numberSet(w.Semantics)
	}
	return &InterceptRule{
		ID: id, Name: string(w.Name), Words: textSet(w.Words), Semantics: semantics, Action: int64(w.Action),
		Range: InterceptRange{
			UserIDs: textSet(w.Range.value.UserIDs), DepartmentIDs: numberSet(w.Range.value.DepartmentIDs),
		},
		CreateTime: int64(w.CreateTime),
	}
}

// Get reads one rule, whoever made it (doc 95097, get_intercept_rule). Its
// range holds only users and departments that the app may see. It fails with
// ErrNotFound when WeCom refuses the id and the list of all rules lacks it.
func (s *InterceptRuleService) Get(ctx context.Context, id string) (*InterceptRule, error) {
	if id == "" {
		return nil, errors.New(pathRuleGet + ": the id is empty")
	}
	var r *InterceptRule
	err := s.c.settle(ctx, ruleKey(id), noSuchRule, func() (err error) {
		r, err = s.get(ctx, id)
		return err
	})
	if err != nil {
		return nil, s.judge(ctx, id, err, ruleRead)
	}
	s.c.known.see(ruleKey(id), s.c.now())
	return r, nil
}

func (s *InterceptRuleService) get(ctx context.Context, id string) (*InterceptRule, error) {
	var out ruleAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathRuleGet], body: ruleID{id}, out: &out}); err != nil {
		return nil, err
	}
	// The id is not compared: the page answers the number 1 to "xxx".
	return out.Rule.value.rule(id), nil
}

// ruleCall is what was refused.
type ruleCall int

const (
	ruleRead ruleCall = iota
	ruleWrite
	ruleWriteNodes // names users or departments
)

// judge tells gone, foreign and refused apart by the list, which holds every
// rule of the corp (doc 95097). Where a write named users or departments, 60011
// may be about those; otherwise only the rule itself can have been refused.
func (s *InterceptRuleService) judge(ctx context.Context, id string, err error, call ruleCall) error {
	// The same codes as for links may mean "no such rule"; those about its
	// content do not.
	switch code := codeOf(err); {
	case !doubtful(err), code == 41068, code == 41069, code == 41076, code == 41077, code == 41083, code == 41084:
		return err
	}
	if s.c.known.deleted(ruleKey(id)) {
		return asKind(err, ErrNotFound)
	}
	all, e := s.List(ctx)
	if e != nil {
		if noSuchRule(err) {
			err = asKind(err, errNone)
		}
		return both(err, e)
	}
	switch {
	case !slices.ContainsFunc(all, func(r InterceptRuleSummary) bool { return r.ID == id }):
		return asKind(err, ErrNotFound)
	case noSuchRule(err) && call == ruleRead:
		return asKind(err, errNone)
	case noSuchRule(err), call == ruleWrite && (codeOf(err) == 60011 || codeOf(err) == 48002):
		return asKind(err, ErrNotOwned) // assumed: the page names no code for it
	}
	return err
}

type ruleListAnswer struct {
	Rules many[struct {
		ID         text    `json:"rule_id"`
		Name       text    `json:"rule_name"`
		CreateTime flexInt `json:"create_time"`
	}] `json:"rule_list"`
}

func (a *ruleListAnswer) check(env *envelope) error {
	if a.Rules == nil && !env.Errcode.present {
		return errors.New("it holds neither errcode nor rules")
	}
	for _, r := range a.Rules {
		if r.ID == "" {
			return errors.New("it holds a rule without rule_id")
		}
	}
	return nil
}

// List reads all rules of the corp, whoever made them, sorted by creation time
// and id (doc 95097, get_intercept_rule_list). There is no paging; a corp has
// at most 100. WeCom does not tell which ones this app may change. Callers that
// come while a list is under way share the next one.
func (s *InterceptRuleService) List(ctx context.Context) ([]InterceptRuleSummary, error) {
	all, err := s.c.rules.fresh(ctx)
	return slices.Clone(all), err
}

func (s *InterceptRuleService) load(ctx context.Context) ([]InterceptRuleSummary, error) {
	var out ruleListAnswer
	if _, err := s.c.do(ctx, request{rt: routes[pathRuleList], out: &out}); err != nil {
		return nil, err
	}
	all := []InterceptRuleSummary{}
	for _, r := range out.Rules {
		all = append(all, InterceptRuleSummary{string(r.ID), string(r.Name), int64(r.CreateTime)})
	}
	slices.SortFunc(all, func(a, b InterceptRuleSummary) int {
		return cmp.Or(cmp.Compare(a.CreateTime, b.CreateTime), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(all, func(a, b InterceptRuleSummary) bool { return a.ID == b.ID }), nil
}

// Delete removes a rule of this app (doc 95097, del_intercept_rule). ErrNotOwned
// says that it exists but another app or the console made it. One that is
// missing when a lost call is repeated counts as deleted.
func (s *InterceptRuleService) Delete(ctx context.Context, id string) error {
	if id == "" {
		return errors.New(pathRuleDelete + ": the id is empty")
	}
	return s.c.deleteSettled(ctx, ruleKey(id), request{rt: routes[pathRuleDelete], body: ruleID{id}},
		noSuchRule, func(err error) error { return s.judge(ctx, id, err, ruleWrite) })
}
