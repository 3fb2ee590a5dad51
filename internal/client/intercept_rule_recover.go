// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"slices"
)

// recover looks for the rule that an earlier run made and did not live to
// record; nil when there is none. Rule names are unique in the corp.
func (s *InterceptRuleService) recover(ctx context.Context, in *AddInterceptRuleRequest, n *note) (*CreatedInterceptRule, error) {
	was := n.claim(s.c.now())
	if was == nil {
		return nil, nil
	}
	defer was.release()
	settled := s.c.settledSince(was.last)
	for n := 1; ; n++ {
		id, err := s.interruptedID(ctx, in, was)
		if err != nil {
			return nil, s.unknown(in, was.id, both(errInterrupted, err))
		}
		if id != "" {
			r, err := s.get(ctx, id)
			if err != nil {
				return nil, s.unknown(in, id, both(errInterrupted, err))
			}
			if was.id != "" || in.made(r) {
				was.adopt(id)
				s.c.recent.note(s.c.now(), ruleKey(id))
				return &CreatedInterceptRule{ID: id, Rest: in.Range.without(r.Range)}, nil
			}
			was.drop() // somebody else's: WeCom refuses the name, with its id in the error
			return nil, nil
		}
		if settled() {
			was.drop()
			return nil, nil
		}
		if err := s.c.backOff(ctx, n); err != nil {
			return nil, s.unknown(in, "", both(errInterrupted, err))
		}
	}
}

// interruptedID finds the rule in the complete list, "" when it is not there.
func (s *InterceptRuleService) interruptedID(ctx context.Context, in *AddInterceptRuleRequest, was *interrupted) (string, error) {
	all, err := s.List(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(all, func(r InterceptRuleSummary) bool {
		if was.id != "" {
			return r.ID == was.id
		}
		return r.Name == in.Name && within(r.CreateTime, was.from, was.to) && !was.foreign(kindInterceptRule, r.ID)
	})
	if i < 0 {
		return "", nil
	}
	return all[i].ID, nil
}

// made tells whether r is what in asks for. The range is not compared: WeCom
// shows only what the app may see.
func (in *AddInterceptRuleRequest) made(r *InterceptRule) bool {
	return r.Action == in.Action && sameSet(r.Words, in.Words) && sameSet(r.Semantics, in.Semantics)
}

// without returns the nodes of r that have does not hold.
func (r InterceptRange) without(have InterceptRange) InterceptRange {
	users, departments := setOf(have.UserIDs), setOf(have.DepartmentIDs)
	var rest InterceptRange
	for _, u := range r.UserIDs {
		if !users[u] {
			rest.UserIDs = append(rest.UserIDs, u)
		}
	}
	for _, d := range r.DepartmentIDs {
		if !departments[d] {
			rest.DepartmentIDs = append(rest.DepartmentIDs, d)
		}
	}
	return rest
}
