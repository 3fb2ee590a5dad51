// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

type addRuleBody struct {
	Name      string         `json:"rule_name"`
	Words     []string       `json:"word_list"`
	Semantics []int64        `json:"semantics_list,omitempty"` // top level here, nested in updates
	Action    int64          `json:"intercept_type"`
	Range     InterceptRange `json:"applicable_range"`
}

type extraRule struct {
	Semantics []int64 `json:"semantics_list"` // [] clears
}

type updateRuleBody struct {
	ID     string          `json:"rule_id"`
	Name   *string         `json:"rule_name,omitempty"`
	Words  []string        `json:"word_list,omitempty"`
	Extra  *extraRule      `json:"extra_rule,omitempty"`
	Action *int64          `json:"intercept_type,omitempty"`
	Add    *InterceptRange `json:"add_applicable_range,omitempty"`
	Remove *InterceptRange `json:"remove_applicable_range,omitempty"`
}

type addedRule struct {
	ID text `json:"rule_id"`
}

func (a *addedRule) check(*envelope) error {
	if a.ID == "" {
		return errors.New("it holds no rule_id")
	}
	return nil
}

// chunks cuts r into parts of MaxInterceptNodes nodes, users first, each once.
// assumed: whether WeCom counts the two lists of a call together is open, and
// so they are.
func (r InterceptRange) chunks() []InterceptRange {
	users := slices.Compact(slices.Sorted(slices.Values(r.UserIDs)))
	departments := slices.Compact(slices.Sorted(slices.Values(r.DepartmentIDs)))
	var out []InterceptRange
	for len(users)+len(departments) > 0 {
		u := min(len(users), MaxInterceptNodes)
		d := min(len(departments), MaxInterceptNodes-u)
		out = append(out, InterceptRange{UserIDs: users[:u:u], DepartmentIDs: departments[:d:d]})
		users, departments = users[u:], departments[d:]
	}
	return out
}

func joinChunks(parts []InterceptRange) InterceptRange {
	var r InterceptRange
	for _, p := range parts {
		r.UserIDs = append(r.UserIDs, p.UserIDs...)
		r.DepartmentIDs = append(r.DepartmentIDs, p.DepartmentIDs...)
	}
	return r
}

// Create makes a rule with the first MaxInterceptNodes nodes of its range (doc 95097, add_intercept_rule); Rest of the result is for
// UpdateRange. A taken name is ErrNameTaken.
//
// When the answer is lost, Create looks for the name: it adopts a rule that is
// what was sent if KnownAbsent allows, sends again only if there certainly is
// none, and otherwise fails with ErrOutcomeUnknown. A result together with an
// error means that the rule exists but WeCom complained about the request.
func (s *InterceptRuleService) Create(ctx context.Context, in *AddInterceptRuleRequest) (*CreatedInterceptRule, error) {
	switch {
	case in.Name == "":
		return nil, errors.New(pathRuleAdd + ": the name is empty")
	case len(in.Words) == 0:
		return nil, errors.New(pathRuleAdd + ": no word is given")
	case in.Range.Empty():
		return nil, errors.New(pathRuleAdd + ": the range names neither a user nor a department")
	}
	release, err := s.c.creates.take(ctx, "intercept_rule\x00"+in.Name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pathRuleAdd, err)
	}
	defer release()
	parts := in.Range.chunks()
	body := addRuleBody{Name: in.Name, Words: in.Words, Semantics: in.Semantics, Action: in.Action, Range: parts[0]}
	rest := joinChunks(parts[1:])
	made := func(id string) *CreatedInterceptRule {
		s.c.known.claim(ruleKey(id))
		s.c.recent.note(s.c.now(), ruleKey(id))
		return &CreatedInterceptRule{ID: id, Rest: rest}
	}
	note := s.c.journal.noteFor(kindInterceptRule, body)
	if found, err := s.recover(ctx, in, note); found != nil || err != nil {
		if found != nil {
			s.c.known.claim(ruleKey(found.ID))
		}
		return found, err
	}
	id, err := s.create(ctx, in, body, note)
	note.settle(ctx, id, err)
	if id == "" {
		return nil, err
	}
	return made(id), err
}

// create returns an id other than "" if WeCom made the rule.
func (s *InterceptRuleService) create(ctx context.Context, in *AddInterceptRuleRequest, body addRuleBody, note *note) (string, error) {
	absent, lostBefore := in.KnownAbsent, false
	began := s.c.now()
	for n := 1; ; n++ {
		var out addedRule
		_, err := s.c.do(ctx, request{rt: routes[pathRuleAdd], body: body, out: &out, note: note})
		var lost *lostError
		switch {
		case errors.As(err, &lost):
			lostBefore = true
			err = lost.cause
			if e := s.c.backOff(ctx, n); e != nil {
				return "", s.unknown(in, "", both(err, e))
			}
		case out.ID != "":
			return string(out.ID), err
		case !lostBefore || !errors.Is(err, ErrNameTaken):
			return "", err
		}
		clash := lost == nil // 41077 to a repetition: ours, or a twin's

		id, ours, e := s.lookForCreated(ctx, in, began)
		switch {
		case e != nil:
			return "", s.unknown(in, id, both(err, e))
		case id != "" && ours && absent:
			return id, nil
		case id != "":
			return "", s.unknown(in, id, err)
		case clash || n > s.c.retry.MaxRetries:
			return "", err
		}
		absent = true // seen with certainty, after the lost call
	}
}

// lookForCreated returns the rule of that name, "" when there is none, and
// whether it is what the lost call asked for. None is doubted for as long as
// WeCom may lag.
func (s *InterceptRuleService) lookForCreated(ctx context.Context, in *AddInterceptRuleRequest, began time.Time) (id string, ours bool, err error) {
	var all []InterceptRuleSummary
	i := -1
	lostAt := s.c.now()
	for n := 1; ; n++ {
		if all, err = s.List(ctx); err != nil {
			return "", false, err
		}
		i = slices.IndexFunc(all, func(r InterceptRuleSummary) bool { return r.Name == in.Name })
		if i >= 0 {
			break
		}
		if s.c.now().Sub(lostAt) >= s.c.retry.LagTime {
			return "", false, nil
		}
		if err := s.c.backOff(ctx, n); err != nil {
			return "", false, err
		}
	}
	id = all[i].ID
	if s.c.known.older(ruleKey(id), began) {
		return id, false, nil
	}
	since := s.c.skew.serverTime(began).Add(-createTolerance)
	if all[i].CreateTime != 0 && time.Unix(all[i].CreateTime, 0).Before(since) {
		return id, false, nil
	}
	r, err := s.get(ctx, id)
	if err != nil {
		return id, false, err
	}
	return id, in.made(r), nil
}

func (s *InterceptRuleService) unknown(in *AddInterceptRuleRequest, id string, cause error) error {
	e := &OutcomeUnknownError{Path: pathRuleAdd, Sought: fmt.Sprintf("an intercept rule (敏感词规则) named %q", in.Name), Cause: cause}
	if id != "" {
		e.Candidates = []string{id}
	}
	return e
}

// Update changes the given fields of a rule of this app (doc 95097,
// update_intercept_rule). A taken name is ErrNameTaken; a rule that another app
// or the console made is ErrNotOwned. Repeated after a lost answer.
func (s *InterceptRuleService) Update(ctx context.Context, in *UpdateInterceptRuleRequest) error {
	switch {
	case in.ID == "":
		return errors.New(pathRuleUpdate + ": the id is empty")
	case in.Words != nil && len(in.Words) == 0:
		return errors.New(pathRuleUpdate + ": no word is given, which WeCom would ignore")
	}
	body := updateRuleBody{ID: in.ID, Name: in.Name, Words: in.Words, Action: in.Action}
	if in.Semantics != nil {
		body.Extra = &extraRule{in.Semantics}
	}
	_, err := s.update(ctx, body)
	if err != nil {
		return s.judge(ctx, in.ID, err, ruleWrite)
	}
	return nil
}

func (s *InterceptRuleService) update(ctx context.Context, body updateRuleBody) (unsure bool, err error) {
	err = s.c.settle(ctx, ruleKey(body.ID), noSuchRule, func() error {
		r, err := s.c.do(ctx, request{rt: routes[pathRuleUpdate], body: body})
		unsure = unsure || r.unsure
		return err
	})
	return unsure, err
}

// UpdateRange adds and removes users and departments (doc 95097,
// update_intercept_rule): all additions first, MaxInterceptNodes nodes per call. Every node named, also one to be removed, must be in the app's
// visible range (60011), and a rule never loses its last node.
//
// An error between two calls leaves a rule with some additions made and, unless
// all were, nothing removed; what was done is not undone. The difference from
// a new Get finishes it.
func (s *InterceptRuleService) UpdateRange(ctx context.Context, id string, add, remove InterceptRange) error {
	if id == "" {
		return errors.New(pathRuleUpdate + ": the id is empty")
	}
	if node := add.common(remove); node != "" {
		return fmt.Errorf("%s: %s is both to be added and to be removed", pathRuleUpdate, node)
	}
	for _, part := range add.chunks() {
		if err := s.changeRange(ctx, updateRuleBody{ID: id, Add: &part}); err != nil {
			return err
		}
	}
	for _, part := range remove.chunks() {
		if err := s.changeRange(ctx, updateRuleBody{ID: id, Remove: &part}); err != nil {
			return err
		}
	}
	return nil
}

func (s *InterceptRuleService) changeRange(ctx context.Context, body updateRuleBody) error {
	unsure, err := s.update(ctx, body)
	if err == nil {
		return nil
	}
	// assumed: repeating an addition or removal is a silent no-op. Should WeCom
	// refuse the repetition of a lost call, what it shows decides.
	if unsure && codeOf(err) != 0 {
		if r, e := s.get(ctx, body.ID); e == nil && r.Range.reflects(body) {
			return nil
		}
	}
	return s.judge(ctx, body.ID, err, ruleWriteNodes)
}

// reflects tells whether r already shows what body asks for.
func (r InterceptRange) reflects(body updateRuleBody) bool {
	if body.Add != nil {
		users, departments := setOf(r.UserIDs), setOf(r.DepartmentIDs)
		for _, u := range body.Add.UserIDs {
			if !users[u] {
				return false
			}
		}
		for _, d := range body.Add.DepartmentIDs {
			if !departments[d] {
				return false
			}
		}
	}
	return body.Remove == nil || r.common(*body.Remove) == ""
}

// common names one node that is in both ranges, "" when there is none.
func (r InterceptRange) common(other InterceptRange) string {
	users, departments := setOf(r.UserIDs), setOf(r.DepartmentIDs)
	for _, u := range other.UserIDs {
		if users[u] {
			return "user " + u
		}
	}
	for _, d := range other.DepartmentIDs {
		if departments[d] {
			return fmt.Sprintf("department %d", d)
		}
	}
	return ""
}

func setOf[T comparable](in []T) map[T]bool {
	m := make(map[T]bool, len(in))
	for _, v := range in {
		m[v] = true
	}
	return m
}
